"""Which lines are headlines in title case, and what is read off them."""

import pytest
import spacy
from conftest import Reader
from spacy.tokens import Doc as Annotated

from kg.annotate.plain import plain
from kg.naming import headlines

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
