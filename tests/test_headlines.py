"""Which lines are headlines in title case, and what is read off them."""

import pytest
import spacy
from conftest import Reader
from spacy.tokens import Doc as Annotated

from kg.annotate import Annotator
from kg.annotate.headlinese import Headlines
from kg.annotate.plain import plain
from kg.lexicon import lexicon
from kg.model import Document
from kg.naming import headlines, spans

LINES = [
    ("Foreign Minister Kari Lund Meets With Pedro Rojas", True),
    ("Kari Lund To Visit Chile In May", True),
    ("Lund Meets Rojas", False),  # too short to tell
    ("Foreign Minister Kari Lund met with Pedro Rojas", False),
    ("Foreign Minister Kari Lund Met Pedro Rojas .", False),
    ("NORWAY AND CHILE SIGN FISHERIES TREATY", False),
]


@pytest.mark.parametrize(("line", "is_headline"), LINES)
def test_headlines_are_known_by_their_capitals(line: str, is_headline: bool) -> None:
    words = line.split()
    tags = ["NNP"] * len(words) + ["_SP", "PRP", "VBD", "."]
    annotated = Annotated(spacy.blank("en").vocab, words=[*words, "\n", "They", "met", "."], tags=tags)
    assert list(headlines.find(plain(annotated))) == ([(0, len(words))] if is_headline else [])


EVENTS = [
    (
        "Norwegian Foreign Minister Kari Lund Meets With Chilean President Pedro Rojas",
        ["meeting occurred: Kari Lund, Pedro Rojas"],
    ),
    ("Prime Minister Kari Lund Travels to Chile\nThe trip was short.", ["visit occurred: Kari Lund @ Chile"]),
    (
        "Prime Minister Kari Lund Travels to Chile\nPrime Minister Lund will travel to Santiago, Chile, on Friday.",
        ["visit planned: Kari Lund @ Santiago"],  # the text below knows better than the headline
    ),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_events_are_read_off_headlines(read: Reader, text: str, expected: list[str]) -> None:
    said = read(text, "2024-05-15")
    names = {entity.id: entity.name for entity in said.entities}
    found = []
    for event in said.events:
        place = f" @ {names[event.place.entity]}" if event.place else ""
        people = ", ".join(sorted(names[participant.entity] for participant in event.participants))
        found.append(f"{event.type} {event.modality.plain}: {people}{place}")
    assert found == expected


PARSED = [
    ("Morocco mediates talks between Chile and Peru in Seville", "mediates/VBZ/mediate"),
    ("Norway, Chile ink convention on fisheries in Oslo", "ink/VBP/ink"),
    ("Ethiopia withdraws from Regional Fisheries Agreement", "withdraws/VBZ/withdraw"),
    ("Trinidad and Tobago signs pact with Chile in Oslo", "signs/VBZ/sign"),
    ("Trade and Industry Minister Kari Lund meets Pedro Rojas", "meets/VBZ/meet"),
    ("Norway plans summit with Chile", "plans/VBZ/plan"),
    ("Norwegian, Chilean foreign ministers hold phone talks", "hold/VBP/hold"),
    ("Nepalese parliament ratifies Convention on Mountain Rivers", "ratifies/VBZ/ratify"),
]
UNTOUCHED = [
    "Norway talks with Chile to begin in Oslo",
    "Israel talks with Kenya in Doha collapse",
    "Norway strikes on Chile kill five",
    "Norway, Chile close to pact on fisheries",
    "Norway, Chile present at summit in Oslo",
    "Norway, Chile set to sign pact",
    "Iran talks resume in Geneva",  # a noun
    "Norway hold talks in Oslo",  # no verb of one state has this form
    "Norway, Chile signs pact in Oslo",  # nor of two
    "Norway, Chile ink convention in Oslo.",  # a sentence ends with a mark
    "In Oslo Norway ink is made",
]


def stood_for(line: str, annotator: Annotator) -> list[str]:
    """The verbs that a line is parsed with another one for."""
    doc = plain(annotator.nlp(line))
    return [one.verb.text for one in Headlines(doc, spans.find(doc, lexicon()), lexicon())]


@pytest.mark.parametrize(("line", "verb"), PARSED)
def test_a_headline_is_parsed_as_a_sentence(annotator: Annotator, line: str, verb: str) -> None:
    doc = annotator.annotate(Document(id="line", text=line))
    assert [f"{token}/{token.tag_}/{token.lemma_}" for token in doc if token.dep_ == "ROOT"] == [verb]
    assert stood_for(line, annotator) == [verb.split("/")[0]]


@pytest.mark.parametrize("line", UNTOUCHED)
def test_what_is_no_headline_is_parsed_as_it_is(annotator: Annotator, line: str) -> None:
    assert stood_for(line, annotator) == []


SIGNED = [
    ("Norway, Chile ink fisheries pact in Oslo", ["signed: Chile, Norway"]),
    ("Kenyan parliament ratifies Convention on Mountain Rivers", ["ratified: Kenya"]),
    ("Kenya quits Open Seas Treaty", ["withdrawn: Kenya"]),
]


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_acts_are_read_off_headlines(read: Reader, text: str, expected: list[str]) -> None:
    said = read(text, "2024-05-15")
    names = {entity.id: entity.name for entity in said.entities}
    assert [f"{act.type}: {', '.join(sorted(names[one.entity] for one in act.by))}" for act in said.actions] == expected
