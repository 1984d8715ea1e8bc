"""What is shown to people of two things: which are meant, why they are one or two, and what they judge."""

import datetime as dt
import json
import math
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain, combinations, pairwise
from pathlib import Path

import pytest
import typer
from bases import read_inputs
from browser import Window, opened_window
from conftest import Run
from examples import Builder, Pair, judged, kuala_lumpur, meeting
from happenings import Scene, instrument, report, scenes
from test_rdf import life_of_a_treaty
from test_resolve import DAY, person, summit

from kg.anchors import Reference, Sort
from kg.base import Base
from kg.base.records import Entry
from kg.cli import review as cli_review
from kg.errors import ChoiceError, SourceError
from kg.identity import FORBIDS, Judgement, Standing, Verdict
from kg.judging import Bench
from kg.model import Mention, Time
from kg.resolve import Resolver
from kg.review import Question, Things, Why, page, questions, read_sheet, why, write_sheet
from kg.review.sides import sentence
from kg.withdrawal import forget

SMITHS = [person("a", "John Smith", "USA", "Envoy"), person("b", "John Smith", "GBR", "Mayor")]
BERGS = [person(f"d{n}", *rest) for n, rest in enumerate([("Anna Berg", "SWE", "Foreign Minister")] * 3)]
BERGS += [
    person("e", "Berg", "SWE", "Foreign Minister"),
    person("f", "Berta Lund", "SWE"),
    person("g", "Anna Berg", "CHL"),
]


def asked(pairs: Sequence[Pair], one: str, other: str, judgements: Sequence[Judgement] = ()) -> Why:
    resolver = Resolver(pairs, judgements)
    said = {document.id: (document, extraction) for document, extraction in pairs}
    return why(said, Things(pairs, resolver.resolution), resolver.finding, one, other)


def kinds(found: Why) -> set[str]:
    return {reason.kind for step in found.steps for reason in step.tie.reasons}


@pytest.mark.parametrize(
    ("pairs", "one", "other", "same", "told"),
    [
        (BERGS, "e#x2", "d0#x2", True, {"surname alone", "same post at that time", "same country"}),
        (BERGS, "d0#x2", "d1#x2", True, {"the same name, posts, countries and year"}),
        (BERGS, "SWE", "d1#x1", True, {"known by one key"}),
        (SMITHS, "John Smith", "john smith", False, {"equal name", "other country", "common surname"}),
        (BERGS, "person-anna-berg", "Berta Lund", False, {"no names of one person"}),
        (BERGS, "Berta Lund", "SWE", False, {"another kind", "another key", "another name"}),
        ([meeting("m1", DAY)], "Anna Berg", "m1#e8", False, {"an entity and a fact"}),
        ([meeting("m1", DAY), meeting("m2", DAY)], "m1#e8", "m2#e8", True, {"participants: agree", "days: agree"}),
        (
            [meeting("m1", DAY), meeting("m2", DAY, names=("Cora Falk", "Bela Kun"))],
            *("doc-m1#e8", ":doc-m2#e8", False),
            {"kind of event: agree", "participants: differ"},
        ),
        (
            [summit("m", "2022-03-25", "2022-03-24", "Riga"), summit("j", "2022-06-30", "2022-06-29", "Oslo")],
            *("m#e2", "j#e2", False),
            {"name: agree", "place: differ", "days: differ"},
        ),
        (
            [kuala_lumpur("a"), kuala_lumpur("b")],
            "a#e15",
            "a#e16",
            False,
            {"two of one document, which tells them apart"},
        ),
        (life_of_a_treaty(), "t1#a3", "t3#a3", True, {"parties: agree", "words of the title: agree"}),
        (life_of_a_treaty(), "t1#a4", "t3#a4", False, {"act: differ", "agreement: agree"}),
        (life_of_a_treaty(), "t1#a3", "t3#a4", False, {"facts of different sorts"}),
    ],
)
def test_why(pairs: Sequence[Pair], one: str, other: str, same: bool, told: set[str]) -> None:
    found = asked(pairs, one, other)
    assert found.one is same and told <= kinds(found)
    sides = [zip((step.left, step.right), (step.tie.left, step.tie.right), strict=True) for step in found.steps]
    assert all(side.quote for side, (_, local) in chain(*sides) if local != "x1")
    for step in found.steps:
        weighed = math.fsum(reason.weight for reason in step.tie.reasons)
        assert step.tie.weight == weighed or step.tie.weight == pytest.approx(weighed, abs=0.001)
    forbidden = any(math.isinf(step.tie.weight) for step in found.steps)
    assert not (same and forbidden)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (("2022-03-20", "2022-03-24", "Riga"), "of one day"),
        (("2022-03-20", "2022-03-27", "Riga"), "days later"),
        (("2022-03-20", "2022-03-21"), "days before, no place"),
        (("2022-03-20", None), "no day"),
        (("2022-03-20", None, "Oslo"), "no day, elsewhere"),
        (("2022-06-20", "2022-06-29"), "months later"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_told_of_forums_is_what_decided(told: tuple[str, ...], name: str) -> None:
    forums = [summit("a", "2022-03-25", "2022-03-24", "Riga"), summit("b", *told), summit("c", "2022-03-01", None)]
    for some in (forums, forums[:2], forums[1:]):
        assert_told_as_decided(some)


@pytest.mark.parametrize("scene", scenes("events.yaml"), ids=lambda scene: scene["why"])
def test_what_is_told_of_events_is_what_decided(scene: Scene) -> None:
    assert_told_as_decided([report(line, f"d{n:02}") for n, line in enumerate(chain(*scene["events"].values()))])


@pytest.mark.parametrize("scene", scenes("instruments.yaml"), ids=lambda scene: scene["why"])
def test_what_is_told_of_instruments_is_what_decided(scene: Scene) -> None:
    lines = chain(*scene["agreements"].values())
    assert_told_as_decided([instrument(line, f"d{n:02}") for n, line in enumerate(lines)])


def test_what_is_told_of_titles_that_tell_nothing_is_what_decided() -> None:
    titles = ("Non-Proliferation Treaty", "treaty", "Cooperation Treaty on Rivers", "cooperation treaty on rivers")
    lines = [f"1968-07-02 | {title} | treaty | USA GBR | 1968-07-01" for title in titles]
    for some in (lines[:2], lines[1:], lines[2:], [lines[2], lines[3].replace("USA GBR", "USA")], lines):
        assert_told_as_decided([instrument(line, f"d{n}") for n, line in enumerate(some)])


def assert_told_as_decided(pairs: Sequence[Pair]) -> None:
    """Nothing is told to forbid what is one, and something is told of all that is not."""
    resolver = Resolver(pairs)
    facts = resolver.resolution.facts
    for left, right in combinations(facts, 2):
        found = resolver.finding(left, right)
        forbidden = [tie for tie in found.ties if any(reason.weight == FORBIDS for reason in tie.reasons)]
        assert found.one is (facts[left] == facts[right])
        if found.one:
            assert found.ties and not forbidden
        else:
            assert forbidden or found.decided, (left, right)


def test_what_is_weighed_in_vain_says_what_was_needed() -> None:
    assert asked(SMITHS, "John Smith", "John Smith").decided == "-1.00 speaks for it, and 3.50 is needed"


def test_a_rival_that_is_as_likely_is_told() -> None:
    names = {"a": "Rajnath Singh", "b": "Manmohan Singh", "c": "Singh"}
    singhs = [person(id_, name, "IND", "Defence Minister") for id_, name in names.items()]
    found = asked(singhs, "c#x2", "Rajnath Singh")
    assert found.decided == "enough speaks for it, but neither is met more often than the other"


def test_a_judgement_is_the_reason_for_facts_and_places_too() -> None:
    pairs = [meeting("m1", DAY), meeting("m2", DAY), meeting("m3", DAY, names=("Cora Falk", "Bela Kun"))]
    apart, same = (judged(pairs, ("m1", "e8"), *rest, by="Ida") for rest in ((("m2", "e8"), "unsure"), (("m3", "e8"),)))
    found = asked(pairs, "m1#e8", "m2#e8", [apart])
    assert not found.one and found.decided == "they were judged unsure" and kinds(found) == {"judged unsure"}
    found = asked(pairs, "m1#e8", "m3#e8", [same])
    assert found.one and kinds(found) == {"judged same"}
    assert "participants: agree" in kinds(asked(pairs, "m1#e8", "m2#e8", [same]))
    places = [builder.done() for name in ("Alta", "Altafjord") if (builder := Builder(name, id=name)).place(name)]
    found = asked(places, "Alta", "Altafjord", [judged(places, ("Alta", "x1"), ("Altafjord", "x1"))])
    assert found.one and kinds(found) == {"judged same"}


def test_a_judgement_on_what_was_one_anyway_is_no_reason() -> None:
    signed = [instrument("2020-01-02 | Border Treaty | treaty | SWE HUN | 2020-01-01", id) for id in "ab"]
    same = judged(signed, ("a", "a3"), ("b", "a3"), by="Ida")
    assert "parties: agree" in kinds(asked(signed, "a#a3", "b#a3", [same]))
    pairs = [meeting(f"m{n}", DAY) for n in range(3)]
    assert "participants: agree" in kinds(asked(pairs, "m0#e8", "m1#e8", [judged(pairs, ("m0", "e8"), ("m1", "e8"))]))
    places = [builder.done() for id in "abc" if (builder := Builder("In Alta", id=id)).place("Alta")]
    same = judged(places, ("a", "x1"), ("c", "x1"), by="Ida")
    assert kinds(asked(places, "a#x1", "b#x1", [same])) == {"one place of this name"}


def test_a_judgement_is_found_among_many_reports() -> None:
    pairs = [meeting(f"m{n:03}", DAY) for n in range(120)]
    pairs += [meeting(f"n{n:03}", DAY, names=("Cora Falk", "Bela Kun")) for n in range(120)]
    same = judged(pairs, ("m110", "e8"), ("n110", "e8"), by="Ida")
    found = asked(pairs, "m000#e8", "n000#e8", [same])
    assert found.one and [step.tie.weight for step in found.steps] == [0.0] * 3 and "judged same" in kinds(found)


def test_one_and_the_same_needs_no_reason() -> None:
    found = asked(SMITHS[:1], "a#x2", "John Smith")
    assert found.one and not found.steps and found.decided == "both are the same words of one document"


def test_a_judgement_is_the_reason() -> None:
    left, right = ("d0", "x2"), ("d1", "x2")
    judgement = judged(BERGS, left, right, "different", by="Ida", why="a namesake")
    found = asked(BERGS, "d0#x2", "d1#x2", [judgement])
    assert not found.one and found.decided == "they were judged different"
    assert found.steps[0].tie.reasons[0].value == "Ida: a namesake"


def test_who_judges_otherwise_is_told_and_what_one_keeps_apart_stays_apart() -> None:
    pair = ("d0", "x2"), ("d1", "x2")
    given = [judged(BERGS, *pair, "same", by="Ida"), judged(BERGS, *pair, "unsure", by="Per", why="too little")]
    for judgements in (given, given[::-1]):
        found = asked(BERGS, "d0#x2", "d1#x2", judgements)
        assert not found.one and found.decided.startswith("they were judged unsure; who judged them disagree")
        assert [step.tie.reasons[0].value for step in found.steps] == ["Per: too little", "Ida"]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Nobody", "Anna Berg", "nothing is called 'Nobody'; give a name, a title, or an id as in the graph"),
        ("", "Anna Berg", "nothing is called ''"),
        ("#", "Anna Berg", "nothing is called '#'"),
        ("Anna Berg", "SWE", r"'Anna Berg' may be several; .*person-anna-berg \(Anna Berg, person, 4 documents\);"),
        ("anna", "SWE", r"'anna' may be several"),
    ],
)
def test_what_is_not_clear_is_said(one: str, other: str, reason: str) -> None:
    with pytest.raises(ChoiceError, match=reason):
        asked(BERGS, one, other)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("One. Joseph R. Berg, Jr. met Lund. Two.", "Lund", "Joseph R. Berg, Jr. met Lund."),
        ("A title\nHe met Lund", "Lund", "He met Lund"),
        ("“Yes.” He met Lund! Two.", "met", "He met Lund!"),
        ("x " * 900 + "Lund" + " x" * 900, "Lund", "… " + ("x " * 99 + "Lund" + " x" * 198).strip() + " …"),
    ],
)
def test_sentences_around_a_mention(text: str, word: str, expected: str) -> None:
    at = text.index(word)
    assert sentence(text, Mention.cut(text, at, at + len(word)), at) == expected


def test_names_that_documents_use_find_their_thing() -> None:
    resolver = Resolver(BERGS)
    things = Things(BERGS, resolver.resolution)
    assert things.pair("Berg", "Berta Lund") == (("e", "x2"), ("f", "x2"))
    assert things.of(("e", "x2")) == things.of(("d0", "x2"))
    assert things.pair("Berta Lund", "person-anna-berg")[0] == ("f", "x2")


def test_the_command_prints_weights_and_sentences(run: Run, tmp_path: Path) -> None:
    base = tmp_path / "a.kg"
    with Base.open(base, write=True) as opened:
        for pair in (*BERGS, *SMITHS):
            opened.facts.add(*pair)
    code, printed, errors = run("why", "John Smith", "John Smith", "--base", base)
    assert (code, errors) == (0, "")
    for line in ("two: John Smith (person, 1 document): person-john-smith", "   +3.00  equal name: john smith"):
        assert line in printed.splitlines()
    assert "“John Smith / Envoy”" in printed
    code, printed, errors = run("why", "John", "Smith", "--base", base)
    assert (code, printed) == (2, "") and errors.startswith("kg: 'John' may be several; give the id of one: ")
    code, printed, errors = run("why", "a", "b", "--base", base.parent / "none.kg")
    assert code == 1 and "run kg build to make a base" in errors


def doubts(pairs: Sequence[Pair], judgements: Sequence[Judgement] = ()) -> list[Question]:
    resolver = Resolver(pairs, judgements)
    said = {document.id: (document, extraction) for document, extraction in pairs}
    return list(questions(said, Things(pairs, resolver.resolution), resolver.doubts()))


def asked_about(found: Sequence[Question]) -> list[tuple[str, str, bool]]:
    return [(each.anchors[0].name, each.anchors[1].name, each.one) for each in found]


UNCERTAIN = [
    *(person(f"m{n}", "Anna Berg", "SWE", "Foreign Minister") for n in range(4)),
    person("n", "Anna Berg", "SWE", "Poet"),  # joined
    person("o", "Anna Berg", "CHL", "Mayor"),  # kept apart
]

INPUTS = [*UNCERTAIN, kuala_lumpur("k")]


def test_the_least_certain_are_asked_about_until_they_are_judged() -> None:
    first = doubts(UNCERTAIN)
    assert {each.one for each in first} == {True, False}
    assert all(each.margin <= other.margin for one in (True, False) for each, other in pairs_of(first, one))
    assert all(each.step.left.quote and each.step.right.quote and each.step.tie.reasons for each in first)
    for verdict, left in (("same", False), ("different", False), ("unsure", False)):
        judgement = Judgement(left=first[0].anchors[0], right=first[0].anchors[1], verdict=Verdict(verdict), by="Ida")
        again = doubts(UNCERTAIN, [judgement])
        assert (first[0].anchors in [each.anchors for each in again]) is left


@pytest.mark.parametrize(
    ("told", "one"),
    [
        ((None, "scheduled"), True),  # no day is told
        (("2024-05-06", "occurred"), False),  # a day later
        (("2024-05-05", "occurred"), None),  # certain
        (("2024-05-20", "occurred"), None),  # weeks later
    ],
)
def test_talks_that_may_be_one_are_asked_about_too(told: tuple[str | None, str], one: bool | None) -> None:
    pairs = [meeting("m1", DAY), talks("m2", *told)]
    found = next((each for each in doubts(pairs) if each.left.kind == "meeting"), None)
    assert (found.one if found else None) is one
    if found:
        assert found.decided == ("joined" if one else "kept apart") and found.anchors[0].sort is Sort.EVENT
        assert [each.weight == FORBIDS for each in found.step.tie.reasons].count(True) == (not one)
        for verdict in ("same", "different", "unsure"):
            left, right = found.anchors
            judgement = Judgement(left=left, right=right, verdict=Verdict(verdict), by="Ida")
            assert [each for each in doubts(pairs, [judgement]) if each.left.kind == "meeting"] == []


BORDER = "2020-01-02 | Border Treaty | treaty | SWE HUN | 2020-01-01"


@pytest.mark.parametrize(
    ("line", "one"),
    [
        ("2020-01-09 | Border Treaty | treaty | SWE HUN |", True),  # no day is told
        ("2020-01-09 | Border Treaty | treaty | SWE | 2020-01-01", True),  # nor with whom
        (BORDER, None),  # certain
        ("2021-01-09 | Border Treaty | treaty | SWE HUN | 2021-01-09", False),  # of another day
        ("2020-01-09 | Rivers Treaty | treaty | SWE HUN | 2020-01-01", False),  # of another name
        ("2020-01-09 | Border Treaty | treaty | SWE AUT | 2020-01-01", None),  # with others
        ("2021-01-09 | Rivers Treaty | treaty | SWE HUN | 2021-01-09", None),  # nothing alike but the parties
    ],
)
def test_agreements_that_may_be_one_are_asked_about_too(line: str, one: bool | None) -> None:
    pairs = [instrument(BORDER, "a"), instrument(line, "b")]
    found = [each for each in doubts(pairs) if each.left.kind == "agreement"]
    assert [each.one for each in found] == ([] if one is None else [one])
    for question in found:
        assert [each.weight == FORBIDS for each in question.step.tie.reasons].count(True) == (not one)
        for verdict in Verdict:
            left, right = question.anchors
            judgement = Judgement(left=left, right=right, verdict=verdict, by="Ida")
            assert [each for each in doubts(pairs, [judgement]) if each.left.kind == "agreement"] == []


def talks(id: str, day: str | None, modality: str) -> Pair:
    """What a document of 1 May tells of talks in Vienna, on some day or on none."""
    document, said = meeting(id, dt.date(2024, 5, 1), modality)
    (event,) = said.events
    time = Time(edtf=day) if day else None
    return document, said.model_copy(update={"events": (event.model_copy(update={"time": time}),)})


def pairs_of(found: Sequence[Question], one: bool) -> list[tuple[Question, Question]]:
    of_sort = [each for each in found if each.one is one]
    return list(pairwise(of_sort))


HOSTILE = "<script>alert(1)</script> \u202e 'x': [y] # z"


def test_judgements_come_back_from_their_file(tmp_path: Path) -> None:
    day = dt.date(2026, 11, 29)
    given = [
        judged(UNCERTAIN, ("m0", "x2"), ("o", "x2"), verdict, by=HOSTILE, why=why_, when=when)
        for verdict, why_, when in (("same", HOSTILE, day), ("unsure", "", None), ("different", "yes", day))
    ]
    for judgements in (given, []):
        (tmp_path / "a.yaml").write_text(write_sheet(judgements), "utf-8")
        assert read_sheet(tmp_path / "a.yaml") == judgements
    written = write_sheet(given[-1:]).splitlines()[2:6]
    assert written == ["- verdict: different", "  by: " + written[1][6:], "  when: '2026-11-29'", "  why: 'yes'"]
    (tmp_path / "a.json").write_text(json.dumps([each.model_dump(mode="json") for each in given]), "utf-8")
    assert read_sheet(tmp_path / "a.json") == given


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- {verdict: perhaps}", r"a.yaml, entry 1: left: Field required"),
        ("x: y", "no list of judgements; kg review --export shows"),
        ("- [", "no YAML"),
        ("- x", "entry 1: Input should be"),
        ("".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9 if n else ['x'])}]\n" for n in range(40)), "entry 1: Input"),
        ("\x00", "no YAML"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(SourceError, match=reason):
        read_sheet(tmp_path / "a.yaml")
    with pytest.raises(SourceError, match="cannot be read"):
        read_sheet(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("pairs", "left", "right"),
    [
        (UNCERTAIN, ("m0", "x2"), ("m0", "x2")),
        ([*UNCERTAIN, meeting("k", DAY)], ("m0", "x2"), ("k", "e8")),
    ],
)
def test_only_two_things_of_one_sort_are_judged(pairs: Sequence[Pair], left: Reference, right: Reference) -> None:
    with pytest.raises(ValueError, match="two things of one sort are judged"):
        judged(pairs, left, right)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "a.kg"
    with Base.open(path, write=True) as opened:
        read_inputs(opened, INPUTS)
    return path


def persons_of(base: Path) -> int:
    with Base.open(base) as opened:
        assert opened.is_current()
        lines = opened.generation().lines()
    return sum("#type> <https://w3id.org/diplograph/ontology#Person>" in line for line in lines)


def test_a_verdict_is_obeyed_at_once_and_listed(run: Run, base: Path, tmp_path: Path) -> None:
    before = persons_of(base)
    apart = ("review", "m0#x2", "n#x2", "--verdict", "unsure", "--why", "too little", "--by", "Ida", "--base", base)
    code, printed, errors = run(*apart)
    assert (code, errors) == (0, "") and printed.startswith("judged 1 pair\na.kg holds 7 documents, ")
    assert persons_of(base) == before + 1
    code, printed, _ = run("review", "--list", "--base", base)
    assert "unsure: Anna Berg [m0] and Anna Berg [n] (Ida, " in printed and "  obeyed\n1 judgement\n" in printed
    assert run("review", "--export", tmp_path / "a.yaml", "--base", base)[1] == f"{tmp_path}/a.yaml: 1 judgement\n"
    assert stat.S_IMODE((base / "facts.db").stat().st_mode) == 0o600
    other = tmp_path / "b.kg"
    with Base.open(other, write=True) as opened:
        read_inputs(opened, INPUTS)
    assert run("review", "--import", tmp_path / "a.yaml", "--base", other)[0] == 0
    with Base.open(base) as one, Base.open(other) as two:
        assert one.generation().manifest.sha256 == two.generation().manifest.sha256
    forget(["n"], base)
    assert "  waits: its words are in no document now" in run("review", "--list", "--base", base)[1]


def test_what_is_not_obeyed_is_told_with_what_overrules_it(run: Run, base: Path, tmp_path: Path) -> None:
    assert run("review", "m0#x2", "n#x2", "--verdict", "different", "--by", "Ida", "--base", base)[0] == 0
    code, printed, errors = run("review", "m1#x2", "n#x2", "--verdict", "same", "--by", "Per", "--base", base)
    day = dt.date.today()
    assert (code, errors) == (0, "")
    apart = f"different: Anna Berg [m0] and Anna Berg [n] (Ida, {day})"
    overruled = f"same: Anna Berg [m1] and Anna Berg [n] (Per, {day})\n  overruled by another judgement: {apart}\n"
    assert printed.startswith(f"judged 1 pair, 0 obeyed\n{overruled}a.kg holds ")
    assert overruled in run("review", "--list", "--base", base)[1]
    code, printed, _ = run("review", "m2#x2", "n#x2", "--verdict", "different", "--by", "Una", "--base", base)
    assert printed.startswith("judged 1 pair\na.kg holds ")  # they were apart
    assert run("review", "m3#x2", "o#x2", "--verdict", "same", "--by", "Per", "--base", base)[0] == 0
    code, printed, _ = run("review", "m0#x2", "o#x2", "--verdict", "different", "--by", "Una", "--base", base)
    overruled = f"same: Anna Berg [m3] and Anna Berg [o] (Per, {day})\n  overruled by another judgement: different: "
    assert printed.startswith(f"judged 1 pair\n{overruled}Anna Berg [m0] and Anna Berg [o] (Una, {day})\na.kg holds ")
    given = [judged(UNCERTAIN, ("m0", "x2"), ("m2", "x2"), by="Ida"), judged(UNCERTAIN, ("m1", "x2"), ("n", "x2"))]
    foreign = [person(id, "Berta Lund", "SWE") for id in ("q", "r")]
    given += [judged(foreign, ("q", "x2"), ("r", "x2"), by="Ida")] * 2
    (tmp_path / "a.yaml").write_text(write_sheet(given), "utf-8")
    code, printed, errors = run("review", "--import", tmp_path / "a.yaml", "--base", base)
    assert (code, errors) == (0, "") and printed.startswith("judged 3 pairs, 1 obeyed\n")
    assert "[q] and Berta Lund [r] (Ida)\n  waits: its words are in no document now\n" in printed
    assert f"same: Anna Berg [m1] and Anna Berg [n] (test)\n  overruled by another judgement: {apart}\n" in printed
    code, _, errors = run("review", "--import", tmp_path / "a.yaml", "--base", base.parent / "none.kg")
    assert code == 1 and "run kg build" in errors and not (base.parent / "none.kg").exists()
    with closing(sqlite3.connect(base / "facts.db")) as db, db:
        db.execute("DELETE FROM judgement")
        db.execute("UPDATE document SET place = 'x' WHERE id = 'o'")
    code, printed, errors = run("review", "--import", tmp_path / "a.yaml", "--base", base)
    assert (code, printed) == (1, "") and "document 'o'" in errors
    with Base.open(base) as opened:
        assert opened.facts.judgements() == []


def test_each_who_judges_has_a_verdict_and_the_latest_of_each_counts(run: Run, base: Path, tmp_path: Path) -> None:
    day = dt.date.today()

    def give(verdict: str, by: str) -> str:
        return run("review", "m0#x2", "n#x2", "--verdict", verdict, "--by", by, "--base", base)[1]

    for verdict, by in (("different", "Ida"), ("same", "Per"), ("same", "Per")):
        printed = give(verdict, by)
    told = "{}: Anna Berg [m0] and Anna Berg [n] ({}, {})"
    ida, per = told.format("different", "Ida", day), told.format("same", "Per", day)
    dissent = f"{per}\n  overruled by another judgement: {ida}\n"
    assert printed.startswith(f"judged 1 pair, 0 obeyed\n{dissent}")
    listed = run("review", "--list", "--base", base)[1]
    assert f"{ida}\n  obeyed\n" in listed and dissent in listed and "2 judgements\n" in listed
    assert "1 judgement overruled by others, as what one keeps apart stays so" in run("review", "--base", base)[1]
    sheet = tmp_path / "a.yaml"
    run("review", "--export", sheet, "--base", base)
    assert {judgement.by for judgement in read_sheet(sheet)} == {"Ida", "Per"}
    assert give("same", "Ida").startswith("judged 1 pair\na.kg holds ")
    assert "overruled" not in run("review", "--list", "--base", base)[1]
    earlier = [one.model_copy(update={"when": dt.date(2020, 1, 1)}) for one in read_sheet(sheet)]
    sheet.write_text(write_sheet(earlier), "utf-8")
    printed = run("review", "--import", sheet, "--base", base)[1]
    old = told.format("different", "Ida", "2020-01-01")
    assert f"{old}\n  not taken: Ida judged these two on a later day\n" in printed and "judged 0 pairs\n" in printed
    with Base.open(base) as opened:
        assert [one.verdict for one in opened.facts.judgements()] == [Verdict.SAME, Verdict.SAME]


def test_an_answer_reads_no_document_again(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(base)
    question = bench.questions(1)[0]
    monkeypatch.setattr(Entry, "sealed", lambda _: pytest.fail("a record was read again"))
    left, right = question.anchors
    bench.judge(Judgement(left=left, right=right, verdict=Verdict.UNSURE, by="Ida"))
    with Base.open(base) as opened:
        assert len(opened.facts.judgements()) == 1


def test_two_countries_are_not_judged_the_same(run: Run, base: Path) -> None:
    with Base.open(base, write=True) as opened:
        for key, name in (("CRI", "Costa Rica"), ("MEX", "Mexico")):
            b = Builder(f"{name} agreed.", id=name)
            b.country(key, name)
            read_inputs(opened, [b.done()])
    code, _, errors = run("review", "Costa Rica", "Mexico", "--verdict", "same", "--base", base)
    told = "Costa Rica (CRI) and Mexico (MEX) are known as two, and cannot be judged the same; name others"
    assert code == 2 and told in " ".join(errors.replace("│", " ").split())
    assert run("review", "Costa Rica", "Mexico", "--verdict", "different", "--base", base)[0] == 0


def test_words_that_name_the_one_are_not_taken_for_the_other(run: Run, base: Path) -> None:
    with Base.open(base, write=True) as opened:
        for id_, text in (("a", "Norwegian talks"), ("b", "Talks in Norway"), ("c", "Norway agreed")):
            b = Builder(text, id=id_)
            b.country("NOR", "Norway")
            read_inputs(opened, [b.done()])
    assert run("review", "a#x1", "b#x1", "--verdict", "different", "--base", base)[0] == 0


def test_a_country_that_only_one_document_names_is_judged_by_that(run: Run, base: Path) -> None:
    assert run("review", "IND", "SWE", "--verdict", "same", "--base", base)[0] == 2  # no text names Sweden
    with Base.open(base, write=True) as opened:
        for id_, text in (("a", "Norwegian talks"), ("b", "Talks in Norway"), ("c", "Norge")):
            b = Builder(text, id=id_)
            b.country("NOR", "Norway") if id_ != "c" else b.place("Norge")
            read_inputs(opened, [b.done()])
    for left in ("Norway", "a#x1", "b#x1"):
        code, printed, _ = run("review", left, "Norge", "--verdict", "same", "--base", base)
        assert code == 0 and printed.startswith("judged 1 pair\n")
    with Base.open(base) as opened:
        (judgement,) = opened.facts.judgements()
    assert {judgement.left.document, judgement.right.document} == {"b", "c"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["Anna Berg"], "give two things and --verdict same, different, unsure"),
        (["m0#x2", "o#x2"], "give two things and --verdict"),
        (["m0#x2", "o#x2", "--verdict", "maybe"], "give two things and --verdict"),
        (["m0#x2", "m0#x2", "--verdict", "same"], "are not two things of one sort"),
        (["m0#x2", "k#x1", "--verdict", "same"], "are not two things of one sort"),
        (["m0#x2", "SWE", "--list"], "give one of"),
        (["m0#x2", "none", "--verdict", "same"], "nothing is called 'none'"),
        (["-o", "a.txt"], "has another suffix than .html"),
    ],
)
def test_what_cannot_be_judged_is_said(run: Run, base: Path, arguments: list[str], reason: str) -> None:
    code, _, errors = run("review", *arguments, "--base", base)
    assert code == 2 and reason in " ".join(errors.split())


def test_in_a_terminal_it_asks(run: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed, _ = run("review", "--base", base)  # which only lists, elsewhere
    assert code == 0 and "1 of 2: " in printed and "judged" not in printed
    answers = iter(["x", "d", "a namesake", ""])
    monkeypatch.setattr(cli_review, "_is_asking", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    code, printed, _ = run("review", "--by", "Ida", "--base", base)
    assert code == 0 and "x is none of these" in printed and "judged 1 pair" in printed
    with Base.open(base) as opened:
        (judgement,) = opened.facts.judgements()
    assert (judgement.verdict, judgement.by, judgement.why) == (Verdict.DIFFERENT, "Ida", "a namesake")
    answers = iter(["q"])
    assert "judged 0 pairs" in run("review", "--base", base)[1]

    def end(*_: object, **__: object) -> str:
        raise typer.Abort

    monkeypatch.setattr("typer.prompt", end)
    assert run("review", "--base", base)[0] == 0


def test_the_page_holds_only_text_and_the_same_for_the_same() -> None:
    hostile = [person("m", HOSTILE, "SWE"), person("n", HOSTILE, "CHL"), *UNCERTAIN]
    html = page(doubts(hostile), base=HOSTILE, by=HOSTILE)
    assert "<script>alert" not in html and html == page(doubts(hostile), base=HOSTILE, by=HOSTILE)
    assert "There is nothing to ask." in page([], base="x", by="y")


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    with opened_window() as window:
        yield window


@pytest.mark.browser
def test_answers_on_the_page_become_a_file_that_is_taken_in(window: Window, tmp_path: Path) -> None:
    found = doubts(UNCERTAIN)
    seen = window.open(page(found, base="my news.kg", by="Ida"), tmp_path / "page.html")
    assert seen.locator("#save").is_hidden() and seen.locator("#then").is_hidden()
    assert [each.inner_text() for each in seen.locator("tfoot .weight").all()] == [each.step.total for each in found]
    seen.locator("input[value=unsure]").first.check()
    seen.locator(".reason").first.fill("because: 'so'")
    assert seen.locator("#then").inner_text() == "Then: kg review --import judgements.yaml --base 'my news.kg'"
    with seen.expect_download() as download:
        seen.locator("#save").click()
    download.value.save_as(tmp_path / "judgements.yaml")
    (judgement,) = read_sheet(tmp_path / "judgements.yaml")
    assert (judgement.left, judgement.right) == found[0].anchors and judgement.when
    assert (judgement.verdict, judgement.by, judgement.why) == (Verdict.UNSURE, "Ida", "because: 'so'")


def test_two_states_are_never_judged_the_same() -> None:
    pairs = [kuala_lumpur()]
    ((document, said),) = pairs
    india, america = [(document.id, one.id) for one in said.entities if one.key in ("IND", "USA")]
    given = judged(pairs, india, america)
    resolver = Resolver(pairs, [given])
    assert resolver.effect(given).standing is Standing.REFUSED
    assert len({resolver.resolution.entities[each].iri for each in (india, america)}) == 2
