"""What kind of reality a text gives to an event: every kind for every type, one clear sentence a row."""

from collections import Counter

import pytest
from conftest import Reader

from kg.kinds import ADDRESS, CALL, FORUM, MEETING, NEGOTIATION, RECEPTION, VISIT, kinds
from kg.model import Modality

LUND = "Norwegian Foreign Minister Kari Lund"
ROJAS = "Chilean Foreign Minister Pedro Rojas"
FULL = (MEETING, CALL, VISIT, FORUM, NEGOTIATION, ADDRESS, RECEPTION)
"""The kinds for which the table shows every modality."""

ROWS: dict[Modality, list[tuple[str, str]]] = {
    Modality.OCCURRED: [
        (MEETING, f"{LUND} met {ROJAS} in Oslo on Monday."),
        (MEETING, f"{LUND} held a meeting with {ROJAS} in Oslo on Monday."),
        (MEETING, f"A meeting between {LUND} and {ROJAS} took place in Oslo on Monday."),
        (MEETING, f"{ROJAS} was received by {LUND} in Oslo on Monday."),
        (MEETING, f"After meeting {ROJAS} in Oslo, {LUND} praised the plan."),
        (CALL, f"{LUND} spoke by phone with {ROJAS} on Monday."),
        (CALL, f"{LUND} held a phone call with {ROJAS} on Monday."),
        (CALL, f"{LUND} and {ROJAS} have spoken by telephone."),
        (VISIT, f"{LUND} visited Chile on Monday."),
        (VISIT, f"{LUND} arrived in Santiago on Monday."),
        (VISIT, f"{LUND} has ended a two-day visit to Chile."),
        (VISIT, f"During her visit to Chile on Monday, {LUND} praised the fishing fleet."),
        (FORUM, f"{LUND} attended the Arctic Fisheries Conference in Tromsø on Monday."),
        (FORUM, "The Arctic Fisheries Conference, hosted by Norway, ended in Tromsø on Monday."),
        (NEGOTIATION, "Norway and Chile held trade negotiations in Oslo on Monday."),
        (NEGOTIATION, "Trade talks between Norway and Chile ended in Oslo on Monday without a result."),
        (ADDRESS, f"{LUND} addressed the Chilean parliament on Monday."),
        (ADDRESS, f"{LUND} delivered a speech in Santiago on Monday."),
        (RECEPTION, f"{LUND} welcomed {ROJAS} at the airport on Monday."),
        (RECEPTION, f"{LUND} hosted a dinner for {ROJAS} on Monday."),
    ],
    Modality.ONGOING: [
        (MEETING, f"{LUND} is meeting {ROJAS} in Oslo."),
        (MEETING, f"{LUND} and {ROJAS} are holding talks in Oslo."),
        (MEETING, f"{LUND} is in talks with {ROJAS} in Oslo."),
        (CALL, f"{LUND} is speaking by phone with {ROJAS}."),
        (CALL, f"{LUND} is holding a video call with {ROJAS}."),
        (VISIT, f"{LUND} is visiting Chile."),
        (VISIT, f"{LUND} is on a visit to Chile."),
        (FORUM, f"{LUND} is attending the Arctic Fisheries Conference in Tromsø."),
        (FORUM, f"{LUND} is taking part in the Arctic Fisheries Conference in Tromsø."),
        (NEGOTIATION, "Norway and Chile are holding trade negotiations in Oslo."),
        (NEGOTIATION, "Norway is negotiating with Chile."),
        (ADDRESS, f"{LUND} is addressing the Chilean parliament."),
        (ADDRESS, f"{LUND} is delivering a speech in Santiago."),
        (RECEPTION, f"{LUND} is hosting a dinner for {ROJAS}."),
        (RECEPTION, f"{LUND} is greeting {ROJAS} at the airport."),
    ],
    Modality.PLANNED: [
        (MEETING, f"{LUND} will meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"{LUND} plans to meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"{LUND} and {ROJAS} agreed to meet in Oslo on Friday."),
        (MEETING, f"{LUND} is to meet {ROJAS} in Oslo on Friday."),
        (NEGOTIATION, "Norway is to open trade talks with Chile on Friday."),
        (MEETING, f"{LUND} said she would meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"The spokesman announced plans for a meeting between {LUND} and {ROJAS}."),
        (CALL, f"{LUND} will speak by phone with {ROJAS} on Friday."),
        (CALL, f"{LUND} plans to hold a phone call with {ROJAS} on Friday."),
        (VISIT, f"{LUND} will visit Chile on Friday."),
        (VISIT, f"{LUND} intends to travel to Chile on Friday."),
        (VISIT, f"{LUND} accepted an invitation to visit Chile."),
        (FORUM, f"{LUND} will attend the Arctic Fisheries Conference in Tromsø on Friday."),
        (FORUM, f"{LUND} agreed to attend the Arctic Fisheries Conference in Tromsø."),
        (NEGOTIATION, "Norway and Chile will hold trade negotiations in Oslo on Friday."),
        (NEGOTIATION, "Norway and Chile agreed to resume trade negotiations in Oslo."),
        (ADDRESS, f"{LUND} will address the Chilean parliament on Friday."),
        (ADDRESS, f"{LUND} plans to deliver a speech in Santiago on Friday."),
        (RECEPTION, f"{LUND} will host a dinner for {ROJAS} on Friday."),
        (RECEPTION, f"{LUND} plans to welcome {ROJAS} at the airport on Friday."),
    ],
    Modality.SCHEDULED: [
        (MEETING, f"{LUND} is scheduled to meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"A meeting between {LUND} and {ROJAS} is scheduled for Friday."),
        (CALL, f"{LUND} is scheduled to speak by phone with {ROJAS} on Friday."),
        (CALL, f"A phone call between {LUND} and {ROJAS} is scheduled for Friday."),
        (VISIT, f"{LUND} is due to visit Chile on Friday."),
        (VISIT, f"{LUND} is slated to arrive in Santiago on Friday."),
        (VISIT, f"{LUND} leaves for Chile on Friday."),
        (FORUM, f"{LUND} is scheduled to attend the Arctic Fisheries Conference in Tromsø on Friday."),
        (FORUM, "The Arctic Fisheries Conference, hosted by Norway, is scheduled to open in Tromsø on Friday."),
        (NEGOTIATION, "Norway and Chile are scheduled to hold trade negotiations in Oslo on Friday."),
        (NEGOTIATION, "Trade negotiations between Norway and Chile are due to begin in Oslo on Friday."),
        (ADDRESS, f"{LUND} is scheduled to address the Chilean parliament on Friday."),
        (ADDRESS, f"{LUND} is due to deliver a speech in Santiago on Friday."),
        (RECEPTION, f"{LUND} is scheduled to host a dinner for {ROJAS} on Friday."),
        (RECEPTION, f"A dinner for {ROJAS} is scheduled for Friday."),
    ],
    Modality.EXPECTED: [
        (MEETING, f"{LUND} is expected to meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"{LUND} is likely to meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"A meeting between {LUND} and {ROJAS} is expected on Friday."),
        (CALL, f"{LUND} is expected to speak by phone with {ROJAS} on Friday."),
        (CALL, f"{LUND} is likely to hold a phone call with {ROJAS} on Friday."),
        (VISIT, f"{LUND} is expected to visit Chile on Friday."),
        (VISIT, f"{LUND} is expected in Santiago on Friday."),
        (FORUM, f"{LUND} is expected to attend the Arctic Fisheries Conference in Tromsø on Friday."),
        (FORUM, f"{LUND} is likely to take part in the Arctic Fisheries Conference in Tromsø."),
        (NEGOTIATION, "Norway and Chile are expected to hold trade negotiations in Oslo on Friday."),
        (NEGOTIATION, "Trade negotiations between Norway and Chile are expected to resume on Friday."),
        (ADDRESS, f"{LUND} is expected to address the Chilean parliament on Friday."),
        (ADDRESS, f"{LUND} is expected to deliver a speech in Santiago on Friday."),
        (RECEPTION, f"{LUND} is expected to host a dinner for {ROJAS} on Friday."),
        (RECEPTION, f"{LUND} is expected to welcome {ROJAS} at the airport on Friday."),
    ],
    Modality.PROPOSED: [
        (MEETING, f"{LUND} proposed a meeting with {ROJAS}."),
        (MEETING, f"{LUND} offered to meet {ROJAS} in Oslo."),
        (MEETING, f"{LUND} may meet {ROJAS} in Oslo on Friday."),
        (MEETING, f"{LUND} called for a meeting with {ROJAS}."),
        (MEETING, f"{LUND} wants to meet {ROJAS} in Oslo."),
        (CALL, f"{LUND} proposed a phone call with {ROJAS}."),
        (CALL, f"{LUND} offered to speak by phone with {ROJAS}."),
        (VISIT, f"{LUND} invited {ROJAS} to visit Norway."),
        (VISIT, f"{LUND} is considering a visit to Chile."),
        (VISIT, f"{LUND} might travel to Chile next month."),
        (FORUM, "Norway proposed a peace conference in Oslo with Chile."),
        (FORUM, f"{LUND} was invited to attend the Arctic Fisheries Conference in Tromsø."),
        (NEGOTIATION, "Norway proposed trade negotiations with Chile."),
        (NEGOTIATION, "Norway called for trade negotiations with Chile."),
        (NEGOTIATION, "Norway urged Chile to resume trade negotiations with Peru."),
        (ADDRESS, f"Chile invited {LUND} to address the Chilean parliament."),
        (ADDRESS, f"{LUND} offered to address the Chilean parliament."),
        (RECEPTION, f"{LUND} offered to host a dinner for {ROJAS}."),
        (RECEPTION, f"{LUND} proposed a dinner for {ROJAS}."),
    ],
    Modality.CANCELLED: [
        (MEETING, f"{LUND} cancelled a meeting with {ROJAS}."),
        (MEETING, f"{LUND} called off a meeting with {ROJAS}."),
        (MEETING, f"A meeting between {LUND} and {ROJAS} has been cancelled."),
        (CALL, f"{LUND} cancelled a phone call with {ROJAS}."),
        (CALL, f"A phone call between {LUND} and {ROJAS} was called off."),
        (VISIT, f"{LUND} cancelled a visit to Chile."),
        (VISIT, f"{LUND} has called off her trip to Chile."),
        (VISIT, f"{LUND}'s visit to Chile was cancelled on Monday."),
        (FORUM, "Norway cancelled the Arctic Fisheries Conference in Tromsø."),
        (FORUM, "Norway has called off the Arctic Fisheries Conference."),
        (NEGOTIATION, "Norway called off trade negotiations with Chile."),
        (NEGOTIATION, "Trade negotiations between Norway and Chile were cancelled on Monday."),
        (ADDRESS, f"{LUND} cancelled a speech in Santiago."),
        (ADDRESS, f"{LUND}'s speech in Santiago was called off."),
        (RECEPTION, f"{LUND} cancelled a dinner for {ROJAS}."),
        (RECEPTION, f"A dinner for {ROJAS} was called off."),
    ],
    Modality.POSTPONED: [
        (MEETING, f"{LUND} postponed a meeting with {ROJAS}."),
        (MEETING, f"A meeting between {LUND} and {ROJAS} has been postponed."),
        (CALL, f"{LUND} postponed a phone call with {ROJAS}."),
        (CALL, f"A phone call between {LUND} and {ROJAS} was put off."),
        (VISIT, f"{LUND} postponed a visit to Chile."),
        (VISIT, f"{LUND} has put off a visit to Chile."),
        (VISIT, f"{LUND} announced the postponement of her visit to Chile."),
        (FORUM, "Norway postponed the Arctic Fisheries Conference in Tromsø."),
        (FORUM, "The Arctic Fisheries Conference, hosted by Norway, has been postponed."),
        (NEGOTIATION, "Norway and Chile postponed trade negotiations."),
        (NEGOTIATION, "Trade negotiations between Norway and Chile were delayed on Monday."),
        (ADDRESS, f"{LUND} postponed a speech in Santiago."),
        (ADDRESS, f"{LUND}'s speech in Santiago has been delayed."),
        (RECEPTION, f"{LUND} postponed a dinner for {ROJAS}."),
        (RECEPTION, f"A dinner for {ROJAS} was postponed."),
    ],
    Modality.DENIED: [
        (MEETING, f"{LUND} refused to meet {ROJAS}."),
        (MEETING, f"{LUND} did not meet {ROJAS} in Oslo."),
        (MEETING, f"{LUND} denied meeting {ROJAS} in Oslo."),
        (MEETING, f"{LUND} ruled out a meeting with {ROJAS}."),
        (MEETING, f"{LUND} said she had not met {ROJAS}."),
        (MEETING, f"{LUND} turned down a meeting with {ROJAS}."),
        (CALL, f"{LUND} did not speak by phone with {ROJAS}."),
        (CALL, f"{LUND} refused to hold a phone call with {ROJAS}."),
        (VISIT, f"{LUND} did not visit Chile."),
        (VISIT, f"{LUND} will not travel to Chile on Friday."),
        (VISIT, f"{LUND} has no plans to visit Chile."),
        (FORUM, "The Arctic Fisheries Conference, hosted by Norway, did not take place."),
        (FORUM, "Norway ruled out a peace conference in Oslo with Chile."),
        (NEGOTIATION, "Norway and Chile did not hold trade negotiations in Oslo."),
        (NEGOTIATION, "Norway rejected trade negotiations with Chile."),
        (NEGOTIATION, "Norway refuses to negotiate with Chile."),
        (ADDRESS, f"{LUND} refused to address the Chilean parliament."),
        (ADDRESS, f"{LUND} declined to deliver a speech in Santiago."),
        (RECEPTION, f"{LUND} did not host a dinner for {ROJAS}."),
        (RECEPTION, f"{LUND} refused to welcome {ROJAS} at the airport."),
    ],
}
CASES = [
    pytest.param(text, type_, modality, id=f"{modality}: {text}")
    for modality, rows in ROWS.items()
    for type_, text in rows
]


@pytest.mark.parametrize(("text", "type_", "modality"), CASES)
def test_reality(read: Reader, text: str, type_: str, modality: Modality) -> None:
    assert [(event.type, event.modality) for event in read(text, "2024-05-15").events] == [(type_, modality)]


def test_the_table_is_complete() -> None:
    told = Counter((modality, type_) for modality, rows in ROWS.items() for type_, _ in rows)
    assert min(told[modality, type_] for modality in Modality for type_ in FULL) >= 2
    rows = Counter(type_ for rows in ROWS.values() for type_, _ in rows)
    assert set(rows) == set(kinds()) and min(rows.values()) >= 3, "a kind that comes new needs three rows"
    assert len(CASES) >= 150
    assert max(Counter(text for rows in ROWS.values() for _, text in rows).values()) == 1
