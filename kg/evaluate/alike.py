"""Whether something invented is an attempt at something missed, and what the names of the two have in common."""

from collections.abc import Iterable
from typing import Any

from rapidfuzz import fuzz

from kg.evaluate.counts import Fact
from kg.evaluate.matching import family, pairs, plain, same, telling_words, text_same, title_same
from kg.evaluate.score import event_likeness
from kg.evaluate.taxonomy import Cause


def likeness(kind: str, g: Fact, p: Fact) -> float:
    """How much an invented post, event, agreement or statement looks like an attempt at a missed one; 0: not at all."""
    if kind == "event":
        return event_likeness({**g, "type": p["type"]}, p) + overlap(g, p)
    if kind == "post":
        same_person = same(g["person"], p["person"]) or name_cause(g["person"], p["person"]) is Cause.NAME
        return (1 + title_same(g["title"], p["title"])) * same_person
    if kind == "agreement":
        return fuzz.token_set_ratio(plain(g["title"]), plain(p["title"])) // 50 + len(
            pairs(g["parties"], p["parties"], same)
        )
    return 2.0 * text_same(g["text"], p["text"]) + (
        same(g["speaker"], p["speaker"]) and _common(g["text"], p["text"], 70)
    )


def overlap(g: Fact, p: Fact) -> bool:
    """Whether two facts rest on the same words."""
    return any(_common(x, y) for x in sentences(g) for y in sentences(p))


def sentences(*facts: Fact | None) -> list[str]:
    """The words that facts rest on."""
    words = [[fact.get("evidence"), *fact.get("more_evidence", [])] for fact in facts if fact]
    words += [[act.get("evidence") for act in fact.get("actions", [])] for fact in facts if fact]
    return [sentence for each in words for sentence in each if sentence]


def covers(p: Fact, g: Fact) -> bool:
    """Whether an event has all participants of another one of its family; one alone must be told in the same words."""
    wanted = g["participants"]
    shared = len(pairs(wanted, p["participants"], lambda x, y: same(x["name"], y["name"])))
    whole = bool(wanted) and shared == len(wanted) and family(g["type"]) == family(p["type"])
    return whole and (len(wanted) > 1 or overlap(g, p))


def attempt(kind: str, g: Any, p: Any) -> bool:
    """Whether an invented part of a fact is an attempt at a missed part of the same fact."""
    return bool(g["type"] == p["type"] or overlap(g, p)) if kind == "action" else side_cause(g, p) is not None


def side_cause(g: Any, p: Any) -> Cause | None:
    """How two participants, parties or signatories that are not the same may be meant to be; None if they are not."""
    names, served = [name_of(x) for x in (g, p)], [x.get("for") if isinstance(x, dict) else None for x in (g, p)]
    described = [_is_description(name) for name in names]
    if same(*served) and any(described):
        return Cause.GROUP if all(described) else Cause.COREFERENCE
    if same(names[0], served[1]) or same(names[1], served[0]):
        return Cause.SIDE
    return name_cause(*names)


def name_cause(a: str, b: str) -> Cause | None:
    """How two different names may be meant for one: by a word they share; None if they share none."""
    if not _telling(a) & _telling(b):
        return None
    described = [_is_description(name) for name in (a, b)]
    if not any(described):
        return Cause.NAME
    return Cause.GROUP if all(described) or a in b or b in a else None


def name_of(part: Any) -> str:
    """The name of a participant, party or signatory."""
    return str(part["name"] if isinstance(part, dict) else part)


def stated(name: str, words: Iterable[str]) -> bool:
    """Whether the last word of a name stands in some words, be it as an adjective ("Jamaican")."""
    stem = ([*telling_words(name)] or [""])[-1][:5]
    return any(word.startswith(stem) for word in plain(" ".join(words)).split())


def _common(a: str, b: str, least: float = 90) -> bool:
    """Whether one text lies in the other, as far as `least` percent."""
    one, two = plain(a), plain(b)
    return bool(one and two) and fuzz.partial_ratio(one, two) >= least


def _telling(name: str) -> set[str]:
    return {word for word in telling_words(name) if len(word) > 2}


def _is_description(name: str) -> bool:
    """Whether it describes somebody: "Foreign Minister of Chile", "delegation of Norway", "local leaders"."""
    return " of " in name or name.split()[-1].islower()
