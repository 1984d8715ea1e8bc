"""What models think of a word corrects what the rules read, and adds what they miss, as far as the limits allow."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kg.annotate import Annotator
from kg.extraction import statements
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.arguments.scene import Scene
from kg.extraction.coreference import Reading
from kg.extraction.events import pairs
from kg.extraction.events.features import Evidence
from kg.extraction.events.judgement import Judge, Judgement
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.models import Limits
from kg.extraction.events.tellings import find
from kg.lexicon import lexicon
from kg.model import Document

TEXT = (
    "Foreign Minister Kari Lund met Ana Rojas in Oslo on Monday. "
    "Jan Berg compared notes with Ivo Novak in Quito on Friday."
)
LIMITS = Limits(new=0.5, keep=0.5, actor=0.5, add_actor=0.5, keep_actor=0.5, place=0.5, moment=0.5, keep_modality=0.3)
Told = tuple[str, str, str, list[str], str | None, str | None]


@pytest.fixture(scope="module")
def evidence(annotator: Annotator) -> tuple[Evidence, Circumstances, list[EventMention]]:
    document = Document(id="d", text=TEXT, date=dt.date(2026, 3, 13))
    reading = Reading(document, annotator.annotate(document), lexicon())
    circumstances = Circumstances(reading)
    assert not statements.read(reading)
    told = find(reading, circumstances, frozenset())
    return Evidence(Scene(reading, circumstances.times), told, frozenset()), circumstances, told


def judged(
    evidence: Evidence, word: str, stated: float, who: Mapping[str, float], *, at: float, on: float, real: float
) -> Judgement:
    """A judgement on a word, with the probability that each takes part, of place, time and that it occurred."""
    i = evidence.tree.lower.index(word)
    n = evidence.tree.sentence[i]
    name = {local: actor.entity.name for local, actor in evidence.scene.actors.items()}
    return Judgement(
        i,
        stated,
        "meeting",
        {"occurred": real, "denied": 1 - real},
        [(pair, who.get(name[pair.local], 0.0)) for pair in pairs.actors(evidence, i, "meeting")],
        [
            (p, at if evidence.tree.sentence[p.place.naming.start] == n else 0)
            for p in pairs.places(evidence, i, "meeting")
        ],
        [(m, on if evidence.tree.sentence[m.moment.head] == n else 0) for m in pairs.moments(evidence, i, "meeting")],
    )


LUND, BERG = ["Kari Lund", "Ana Rojas"], ["Jan Berg", "Ivo Novak"]
RULED: Told = ("met", "meeting", "occurred", LUND, "Oslo", "2026-03-09")
ALL = [*LUND, "Jan Berg"]
NEW: Told = ("compared", "meeting", "occurred", BERG, "Quito", "2026-03-13")


@pytest.mark.parametrize(
    ("word", "stated", "who", "at", "on", "real", "expected"),
    [
        ("met", 0.9, dict.fromkeys(LUND, 0.9), 0.9, 0.9, 0.9, [RULED]),
        ("met", 0.4, dict.fromkeys(LUND, 0.9), 0.9, 0.9, 0.9, []),
        ("met", 0.9, {"Kari Lund": 0.9}, 0.9, 0.9, 0.9, [(*RULED[:3], ["Kari Lund"], *RULED[4:])]),
        ("met", 0.9, {}, 0.9, 0.9, 0.9, []),
        ("met", 0.9, dict.fromkeys(ALL, 0.9), 0, 0, 0.9, [(*RULED[:3], ALL, *RULED[4:])]),
        ("met", 0.9, dict.fromkeys(LUND, 0.9), 0, 0, 0.2, [(*RULED[:2], "denied", *RULED[3:])]),
        ("met", 0.9, dict.fromkeys(LUND, 0.9), 0, 0, 0.35, [RULED]),
        ("compared", 0.9, dict.fromkeys(BERG, 0.9), 0.9, 0.9, 0.9, [RULED, NEW]),
        ("compared", 0.9, dict.fromkeys(BERG, 0.9), 0.4, 0.4, 0.9, [RULED, (*NEW[:4], None, None)]),
        ("compared", 0.9, dict.fromkeys(BERG, 0.4), 0.9, 0.9, 0.9, [RULED]),
        ("compared", 0.4, dict.fromkeys(BERG, 0.9), 0.9, 0.9, 0.9, [RULED]),
    ],
)  # fmt: skip # a row a line
def test_mentions_follow_the_judgements(
    evidence: tuple[Evidence, Circumstances, list[EventMention]],
    word: str, stated: float, who: dict[str, float], at: float, on: float, real: float, expected: list[Told],
) -> None:  # fmt: skip # as in the rows
    found, circumstances, rules = evidence
    one = judged(found, word, stated, who, at=at, on=on, real=real)
    mentions = Judge(found, circumstances, LIMITS).mentions(rules, [one])
    assert [told(mention, found) for mention in mentions] == expected


def told(mention: EventMention, evidence: Evidence) -> Told:
    name = evidence.scene.reading.known
    who = [name(part.reference.entity).name for part in mention.parts]
    at = name(mention.place.entity).name if mention.place else None
    on = mention.time.edtf if mention.time else None
    return mention.trigger.lower_, mention.type, mention.reality.modality.plain, who, at, on


def test_a_fact_carries_the_probability_of_its_word(
    evidence: tuple[Evidence, Circumstances, list[EventMention]],
) -> None:
    found, circumstances, rules = evidence
    one = judged(found, "met", 0.87, dict.fromkeys(LUND, 0.9), at=0, on=0, real=1)
    judge = Judge(found, circumstances, LIMITS)
    assert [m.frame.confidence for m in judge.mentions(rules, [one])] == [0.87]
    assert [m.frame.confidence for m in judge.mentions(rules, [])] == [m.frame.confidence for m in rules]
    new = judged(found, "compared", 1.0, dict.fromkeys(BERG, 0.9), at=0, on=0, real=1)
    (mention,) = judge.mentions([], [new])
    assert mention.frame.confidence == 0.99 and str(mention.frame.rule).startswith("fitted")


def test_the_rule_of_a_word_that_is_not_judged_stands(
    evidence: tuple[Evidence, Circumstances, list[EventMention]],
) -> None:
    found, circumstances, rules = evidence
    judge = Judge(found, circumstances, replace(LIMITS, keep=1.0))
    assert judge.mentions(rules, []) == rules
