"""Where and when: short texts written on Wednesday, 15 May 2024, and the place and date of each event they tell of.

A line reads `type @ place on date`; what the text does not tell is left out.
"""

import pytest
from conftest import Reader

from kg.model import Action, Event, Extraction

L = "Norwegian Foreign Minister Kari Lund"
R = "Chilean Foreign Minister Pedro Rojas"

PLACES: list[tuple[str, list[str]]] = [
    # behind a word for a locality, an owner, a comma
    (f"{L} met {R} in the northern city of Arica.", ["meeting @ Arica"]),
    (f"{L} met {R} in the Peruvian capital, Lima.", ["meeting @ Lima"]),
    (f"{L} met {R} in Peru's capital, Lima.", ["meeting @ Lima"]),
    (f"{L} met {R} in Lima, Peru.", ["meeting @ Lima"]),
    # a town before a building, a building before nothing
    (f"{L} met {R} at the Rosenborg Palace in Copenhagen.", ["meeting @ Copenhagen"]),
    (f"{L} met {R} at the Rosenborg Palace.", ["meeting @ Rosenborg Palace"]),
    (f"{L} will welcome {R} to the White House.", ["meeting @ White House"]),
    # behind officials and treaties, but not behind a topic or in a sea
    (f"{L} met Kenyan officials in Nairobi to discuss trade.", ["meeting @ Nairobi"]),
    (f"{L} and {R} held talks on the conflict in Sudan.", ["meeting"]),
    (f"{L} and {R} held talks about fishing in the Barents Sea.", ["meeting"]),
    (f"{L} met {R} at the U.S. summit.", ["forum"]),
    (f"In Kenya, {L} will meet {R}.", ["meeting @ Kenya"]),
    # in front of the event, and where "where", "here" and "there" point
    (f"{L} attended the Barcelona summit.", ["forum @ Barcelona"]),
    (f"{L} attended the Oslo-Santiago summit.", ["forum"]),
    (f"{L} is in Lima, where she met {R}.", ["meeting @ Lima"]),
    (f"LIMA, May 15 (Agency) - {L} met {R} here.", ["meeting @ LIMA"]),
    (f"{L} met {R} here.", ["meeting"]),
    (f"{L} flew to Lima. There she met {R}.", ["visit @ Lima", "meeting @ Lima"]),
    # where somebody goes for it
    (f"{L} travelled to Nairobi to attend the Arctic Fisheries Forum.", ["visit @ Nairobi", "forum @ Nairobi"]),
    (f"{L} arrived in Nairobi and met {R}.", ["visit @ Nairobi", "meeting @ Nairobi"]),
    (f"{L} arrived in Nairobi and will meet {R} in Lima.", ["visit @ Nairobi", "meeting @ Lima"]),
    (f"{L} met {R} in Nairobi ahead of the European Union summit.", ["meeting @ Nairobi", "forum"]),
    # a region is no state whose name it holds
    (f"{L} toured Latin America.", ["visit @ Latin America"]),
    (f"{L} visited America.", ["visit @ United States"]),
    # the events around it
    (f"{L} met {R} on the sidelines of the Arctic Forum in Tromsø.", ["meeting @ Tromsø", "forum @ Tromsø"]),
    (f"{L} visited Chile. She met {R} during her visit.", ["visit @ Chile", "meeting @ Chile"]),
    (f"{L} met {R}. She will then travel to the city of Arica.", ["meeting", "visit @ Arica"]),
    (f"{L} visited Chile. She will visit Kenya in June.", ["visit @ Chile", "visit @ Kenya on 2024-06"]),
    (f"{L} spoke with {R} by phone during her visit to Kenya.", ["call", "visit @ Kenya"]),
]

DATES: list[tuple[str, list[str]]] = [
    # the tense of the word itself
    (f"{L} met {R} on Friday.", ["meeting on 2024-05-10"]),
    (f"{L} will meet {R} on Friday.", ["meeting on 2024-05-17"]),
    (f"{L} meets {R} on Friday.", ["meeting on 2024-05-17"]),
    (f"{L} is meeting {R} on Wednesday.", ["meeting on 2024-05-15"]),
    (f"{L} begins a visit to Chile on Sunday.", ["visit @ Chile on 2024-05-19"]),
    (f"{L} began a visit to Chile on Sunday.", ["visit @ Chile on 2024-05-12"]),
    # other events keep their own
    (f"{L} visited Kenya after last week's talks with {R}.", ["visit @ Kenya", "meeting on 2024-05-06/2024-05-12"]),
    (f"{L} and {R} held talks on last year's elections.", ["meeting"]),
    (f"{L} decided at a summit in Lima on Sunday to resign.", ["forum @ Lima on 2024-05-12"]),
    (f"{L} on Monday cancelled a visit to Chile.", ["visit @ Chile"]),
    (f"{L} looks forward to her visit to Chile next month.", ["visit @ Chile on 2024-06"]),
    # the verb gone on from, the clause that says when it opens, the day told before
    (f"On Monday {L} met {R} and held talks with Kenyan officials.", ["meeting on 2024-05-13"] * 2),
    (f"{L} will attend the Arctic Forum, which opens on Sunday.", ["forum on 2024-05-19"]),
    (
        f"{L} visited Chile on 3 May. She met {R} two days later.",
        ["visit @ Chile on 2024-05-03", "meeting @ Chile on 2024-05-05"],
    ),
]

SIGNED: list[tuple[str, str]] = [
    (f"{L} and {R} signed a fisheries treaty in Lima on Friday.", "signed @ Lima on 2024-05-10"),
    (f"{L} and {R} met in Lima on Friday and signed a fisheries treaty.", "signed @ Lima on 2024-05-10"),
    (f"{L} visited Chile. She and {R} signed a fisheries treaty.", "signed @ Chile"),
    (f"{L} and {R} signed a treaty on fishing in the Barents Sea.", "signed"),
]


def line(said: Extraction, fact: Event | Action) -> str:
    """One fact as it is written above."""
    parts = [str(fact.type)]
    if fact.place:
        parts += ["@", said.entity(fact.place.entity).name]
    if fact.time:
        parts += ["on", fact.time.edtf]
    return " ".join(parts)


@pytest.mark.parametrize(("text", "expected"), [*PLACES, *DATES])
def test_events(read: Reader, text: str, expected: list[str]) -> None:
    said = read(text, "2024-05-15")
    assert [line(said, event) for event in said.events] == expected


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_acts(read: Reader, text: str, expected: str) -> None:
    said = read(text, "2024-05-15")
    assert [line(said, action) for action in said.actions] == [expected]


def test_a_text_without_a_date_dates_nothing_relative(read: Reader) -> None:
    said = read(f"{L} met {R} on Friday. They will meet again on 3 June 2024.")
    assert [line(said, event) for event in said.events] == ["meeting", "meeting on 2024-06-03"]
