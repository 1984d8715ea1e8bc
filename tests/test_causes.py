"""Each way of getting a fact wrong is told apart; a pair of gold and predicted facts for each."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from beside import beside
from test_evaluate import perturb

from kg.evaluate import KINDS, Cause, Count, Scores, by_cause, errors, score

Facts = dict[str, Any]

WORDS = "Foreign Minister Kari Lund of Norway met Pedro Rojas of Chile in Oslo on 3 May 2021."
LUND, ROJAS = {"name": "Kari Lund", "for": "Norway"}, {"name": "Pedro Rojas", "for": "Chile"}


def event(*names: str | Facts, **other: Any) -> Facts:
    """A meeting of these, of whom it may be told for whom they act."""
    who = [name if isinstance(name, dict) else {"name": name, "for": None} for name in names]
    told = {"id": "e1", "type": "meeting", "modality": "occurred", "place": "Oslo", "date": "2021-05-03", "name": None}
    return {**told, "participants": who, "evidence": WORDS, **other}


def agreement(title: str, *parties: str, **other: Any) -> Facts:
    return {"id": "a1", "title": title, "parties": list(parties), "term": None, "actions": [], **other}


def act(kind: str, *by: str, **other: Any) -> Facts:
    told = {"type": kind, "modality": "occurred", "date": None, "place": None, "by": list(by)}
    return {**told, "evidence": f"The two {kind} it.", **other}


def said(speaker: str, text: str, kind: str = "quoted") -> Facts:
    return {"speaker": speaker, "kind": kind, "text": text}


def post(person: str, title: str, of: str | None) -> Facts:
    return {"person": person, "title": title, "of": of}


MET = event(LUND, ROJAS)
TREATY = agreement("Fisheries Treaty", "Norway", "Chile")
LONG = "the fish of the north sea belong to those who live beside it"
LATER = "we have waited long enough for an answer from the other side"

OVERRUN = f"{LONG[10:]} and then some"

PAIRS: list[tuple[Cause, str, list[Facts], list[Facts]]] = [
    (Cause.POST_PATTERN, "posts", [post("Kari Lund", "Foreign Minister", "Norway")], []),
    (Cause.POST_PATTERN, "posts", [], [post("Kari Lund", "Foreign Minister", "Norway")]),
    (
        Cause.POST_PATTERN,
        "posts",
        [post("Kari Lund", "Foreign Minister", "Norway")],
        [post("Kari Lund", "Deputy Foreign Minister", "Norway")],
    ),
    (Cause.POST_COUNTRY, "posts", [post("Kari Lund", "Envoy", "Norway")], [post("Kari Lund", "Envoy", "Chile")]),
    (Cause.NAME, "posts", [post("Kari Lund", "Envoy", "Norway")], [post("Kari Lund Today", "Envoy", "Norway")]),
    (Cause.NAME, "events", [MET], [event({"name": "Kari Lund Monday", "for": "Norway"}, ROJAS)]),
    (Cause.NAME, "events", [event("Norway", place="Port Haven")], [event("Norway", place="Port Haven Tuesday")]),
    (Cause.GROUP, "events", [event(LUND, "leaders of Chile")], [event(LUND, "civic leaders of Chile and of Peru")]),
    (Cause.SIDE, "events", [MET], [event(LUND, "Chile")]),
    (Cause.COREFERENCE, "events", [MET], [event(LUND, {"name": "President of Chile", "for": "Chile"})]),
    (Cause.COREFERENCE, "events", [event(LUND, "Ana Silva")], [event(LUND)]),
    (Cause.COREFERENCE, "events", [event(LUND)], [event(LUND, "Ana Silva")]),
    (Cause.ATTACHMENT, "events", [MET], [event(LUND)]),
    (Cause.ATTACHMENT, "events", [event(LUND)], [MET]),
    (Cause.ATTACHMENT, "events", [event("Kari Lund")], [event("Pedro Rojas")]),
    (Cause.FOR, "events", [MET], [event(LUND, {"name": "Pedro Rojas", "for": None})]),
    (Cause.TRIGGER, "events", [MET], []),
    (Cause.INVENTED, "events", [], [MET]),
    (Cause.SPLIT, "events", [MET], [MET, event(LUND, ROJAS, place=None)]),
    (Cause.MERGED, "events", [MET, event(LUND, ROJAS, date="2021-06-01", **{"place": "Lima"})], [MET]),
    (Cause.TYPE, "events", [MET], [event(LUND, ROJAS, type="forum")]),
    (Cause.TYPE, "events", [MET], [event(LUND, ROJAS, type="visit")]),
    (Cause.MODALITY, "events", [MET], [event(LUND, ROJAS, modality="planned")]),
    (Cause.DATE, "events", [MET], [event(LUND, ROJAS, date="2021-05-04")]),
    (Cause.DATE, "events", [MET], [event(LUND, ROJAS, date=None)]),
    (Cause.PLACE, "events", [MET], [event(LUND, ROJAS, place="Bergen")]),
    (Cause.TITLE, "agreements", [TREATY], [agreement("accord", "Norway", "Chile")][:1]),
    (Cause.NO_AGREEMENT, "agreements", [TREATY], []),
    (Cause.INVENTED_AGREEMENT, "agreements", [], [TREATY]),
    (Cause.AGREEMENT_SPLIT, "agreements", [TREATY], [TREATY, TREATY]),
    (Cause.AGREEMENTS_MERGED, "agreements", [TREATY, {**TREATY, "id": "a2"}], [TREATY]),
    (Cause.PARTIES, "agreements", [TREATY], [agreement("Fisheries Treaty", "Norway")]),
    (Cause.NAME, "agreements", [TREATY], [agreement("Fisheries Treaty", "Norway", "Chile Treaty")]),
    (Cause.TERM, "agreements", [{**TREATY, "term": "P10Y"}], [TREATY]),
    (Cause.ACTION, "agreements", [{**TREATY, "actions": [act("signed")]}], [TREATY]),
    (
        Cause.MODALITY,
        "agreements",
        [{**TREATY, "actions": [act("signed")]}],
        [{**TREATY, "actions": [act("signed", modality="planned")]}],
    ),
    (
        Cause.COREFERENCE,
        "agreements",
        [{**TREATY, "actions": [act("signed", "Kari Lund")]}],
        [{**TREATY, "actions": [act("signed")]}],
    ),
    (Cause.SPEAKER, "statements", [said("Kari Lund", LONG)], [said("Pedro Rojas", LONG)]),
    (
        Cause.SPAN,
        "statements",
        [said("Kari Lund", f"{LATER} and {LONG}")],
        [said("Kari Lund", OVERRUN)],
    ),
    (Cause.NO_QUOTATION, "statements", [said("Kari Lund", LONG)], []),
    (Cause.INVENTED_QUOTATION, "statements", [said("Kari Lund", LONG)], [said("Kari Lund", LONG)] * 2),
    (Cause.REPORTED_SPEAKER, "statements", [said("Norway", LONG, "reported")], [said("Chile", LONG, "reported")]),
    (
        Cause.REPORTED_SPAN,
        "statements",
        [said("Kari Lund", f"{LATER} and {LONG}", "reported")],
        [said("Kari Lund", OVERRUN, "reported")],
    ),
    (Cause.NOT_REPORTED, "statements", [said("Norway", LONG, "reported")], []),
    (Cause.INVENTED_REPORT, "statements", [], [said("Norway", LONG, "reported")]),
]


def compare(field: str, gold: list[Facts], found: list[Facts]) -> Scores:
    empty: Facts = {"id": "d", "posts": [], "events": [], "agreements": [], "statements": []}
    scores = Scores()
    score({**empty, field: gold}, {**empty, field: found}, scores)
    return scores


@pytest.mark.parametrize(("cause", "field", "gold", "found"), PAIRS)
def test_cause(cause: Cause, field: str, gold: list[Facts], found: list[Facts]) -> None:
    assert {error.cause for error in errors(compare(field, gold, found))} == {cause}


def test_every_cause_has_a_pair() -> None:
    assert {cause for cause, *_ in PAIRS} == set(Cause)


def test_who_also_did_something_else_alone_did_not_do_both_in_one() -> None:
    visits = [event(LUND, type="visit"), event(LUND, type="visit", place="Lima", evidence="Then she went on to Lima.")]
    assert {error.cause for error in errors(compare("events", visits, visits[:1]))} == {Cause.TRIGGER}


def test_a_missed_and_an_invented_event_that_share_nothing_are_two_errors() -> None:
    other = event("Japan", "Peru", evidence="Nothing of this stands in the other sentence.", place="Lima")
    assert {error.cause for error in errors(compare("events", [MET], [other]))} == {Cause.TRIGGER, Cause.INVENTED}


@pytest.mark.parametrize("field", ["events", "agreements", "posts", "statements"])
def test_what_is_right_has_no_cause(field: str) -> None:
    facts = {"events": MET, "agreements": TREATY, "posts": post("A", "B", "C"), "statements": said("A", LONG)}
    assert errors(compare(field, [facts[field]], [facts[field]])) == []


def test_an_error_says_what_was_found_instead() -> None:
    (error,) = errors(compare("events", [MET], [event(LUND, ROJAS, place="Bergen")]))
    assert (error.kind, error.document, error.gold, error.found) == ("place", "d", "Oslo", "Bergen")
    assert error.evidence == WORDS
    (error,) = errors(compare("events", [MET], []))
    assert (error.gold, error.found) == ("meeting occurred (Kari Lund, Pedro Rojas) Oslo 2021-05-03", "—")


def test_a_missed_event_costs_all_its_parts() -> None:
    (error,) = errors(compare("events", [MET], []))
    assert error.count == Count(missed=6)


def test_the_dearest_cause_comes_first_and_reports_last() -> None:
    said_twice = [said("Norway", LONG, "reported"), said("Norway", LATER, "reported")]
    scores = Scores()
    gold: Facts = {
        "id": "d",
        "posts": [post("A", "B", "C")],
        "events": [MET],
        "agreements": [],
        "statements": said_twice,
    }
    score(gold, {"id": "d", "posts": [], "events": [], "agreements": [], "statements": []}, scores)
    assert [cause for cause, _ in by_cause(scores)] == [Cause.TRIGGER, Cause.POST_PATTERN, Cause.NOT_REPORTED]


OWN = Path(__file__).parent / "gold"


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("folder", ["own", "dev"])
def test_the_causes_account_for_every_missed_and_spurious_fact(folder: str, seed: int) -> None:
    files = sorted((OWN if folder == "own" else beside("gold/dev")).glob("*.json"))
    assert files
    scores, rng = Scores(), random.Random(seed)
    for path in files:
        gold = json.loads(path.read_text("utf-8"))
        score(gold, perturb(gold, rng), scores)
    counts = [error.count for error in errors(scores)]
    wanted = sum((scores.counts[kind] for kind in KINDS), Count())
    assert sum(counts, Count()) == Count(spurious=wanted.spurious, missed=wanted.missed)
    assert counts
