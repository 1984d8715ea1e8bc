"""What happened: one or a few clear sentences a row, and the events they tell of, each as one line.

A line reads `type modality: who (for whom), ... @ place on date "name" < whole | forum`; what the text does not tell
is left out. `< 1` says that the event is part of the first of its row, `| 2` that it is on the sidelines of the second.
"""

import pytest
from conftest import Reader

from kg.model import Event, Extraction

L = "Norwegian Foreign Minister Kari Lund"
R = "Chilean Foreign Minister Pedro Rojas"
BOTH = "Kari Lund (Norway), Pedro Rojas (Chile)"

ONE: list[tuple[str, str]] = [
    # meetings
    (f"{L} met {R} in Oslo on Monday.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{L} and {R} met in Oslo on Monday.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{L} held talks with {R} in Oslo on 13 May 2024.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{L} and {R} held talks in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"Talks between {L} and {R} were held in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"{L} conferred with {R} in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"{L} sat down with {R} in Oslo on Monday.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{L} received {R} in Oslo on Monday.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{R} was received by {L} in Oslo on Monday.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{L}'s meeting with {R} took place in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"{L} had a meeting with {R} in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"{L} met her Chilean counterpart Pedro Rojas in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (
        f"{L} met {R} and Kenyan Foreign Minister Joyce Mwangi in Oslo.",
        "meeting occurred: Joyce Mwangi (Kenya), Kari Lund (Norway), Pedro Rojas (Chile) @ Oslo",
    ),
    (
        f"{L} and Chilean President Elena Soto discussed fisheries. They met in Oslo.",
        "meeting occurred: Elena Soto (Chile), Kari Lund (Norway) @ Oslo",
    ),
    (
        f"{L} met Kenyan officials in Nairobi.",
        "meeting occurred: Kari Lund (Norway), officials of Kenya (Kenya) @ Nairobi",
    ),
    (
        "Norwegian and Chilean officials met in Lima on Monday.",
        "meeting occurred: officials of Chile (Chile), officials of Norway (Norway) @ Lima on 2024-05-13",
    ),
    (
        "The leaders of Norway and Chile met in Oslo.",
        "meeting occurred: leaders of Chile (Chile), leaders of Norway (Norway) @ Oslo",
    ),
    ("Norwegian-Chilean talks took place in Lima.", "meeting occurred: Chile, Norway @ Lima"),
    (
        "Norwegian President Kari Lund looks forward to welcoming Chilean President Pedro Rojas to the palace.",
        f"meeting planned: {BOTH}",
    ),
    (
        f"{L} met {R} to secure an end to the tensions in eastern Congo.",
        f"meeting occurred: {BOTH}",
    ),
    (f"{L} held talks with {R} in the northern city of Aleppo.", f"meeting occurred: {BOTH} @ Aleppo"),
    (f"{L} met {R} in the Chilean capital, Santiago.", f"meeting occurred: {BOTH} @ Santiago"),
    (f"{L} and {R} discussed trade during a meeting in Lima.", f"meeting occurred: {BOTH} @ Lima"),
    (f"A meeting that {L} held with {R} in Oslo ended early.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"{L}, who met {R} in Oslo on Monday, praised the plan.", f"meeting occurred: {BOTH} @ Oslo on 2024-05-13"),
    (f"{R} will be hosted by {L} in Oslo on Friday.", f"meeting planned: {BOTH} @ Oslo on 2024-05-17"),
    (
        "Chilean and Norwegian officials are holding more talks in Lima.",
        "meeting ongoing: officials of Chile (Chile), officials of Norway (Norway) @ Lima",
    ),
    ("Norwegian officials are gathered in Oslo.", "meeting occurred: officials of Norway (Norway) @ Oslo"),
    (f"Norway praised the plan, following a meeting of {L} and {R}.", f"meeting occurred: {BOTH}"),
    (f"Readout of {L}'s Meeting with {R}", f"meeting occurred: {BOTH}"),
    (f"In Lima, {L} is holding talks on cooperation with Chile.", "meeting ongoing: Chile, Kari Lund (Norway) @ Lima"),
    (f"{L} and {R} have held talks that included the border dispute.", f"meeting occurred: {BOTH}"),
    (f"{L} held talks with senior officials.", "meeting occurred: Kari Lund (Norway), senior officials"),
    (f"{L} paid a courtesy call on {R} in Santiago.", f"meeting occurred: {BOTH} @ Santiago"),
    (f"{L} discussed fishing with {R} in Oslo.", f"meeting occurred: {BOTH} @ Oslo"),
    (f"Lima was the venue for talks between {L} and {R}.", f"meeting occurred: {BOTH} @ Lima"),
    (f"Meeting of {L} with {R} (Lima, 13 May 2024)", f"meeting occurred: {BOTH} @ Lima on 2024-05-13"),
    (f"{L} and {R} met in Ostrava on Monday.", f"meeting occurred: {BOTH} @ Ostrava on 2024-05-13"),
    (
        f"{L} and {R} held talks in Lima under the mediation of Kenya.",
        "meeting occurred: Kari Lund (Norway), Kenya, Pedro Rojas (Chile) @ Lima",
    ),
    (
        "Norwegian FM meets Chilean counterpart in Lisbon",
        "meeting ongoing: Foreign Minister of Chile (Chile), Foreign Minister of Norway (Norway) @ Lisbon",
    ),
    (f"{L} wrote on X: “Glad to meet {R} in Lima today.”", f"meeting occurred: {BOTH} @ Lima on 2024-05-15"),
    (f"{L} wrote on X: “Good talks with {R} in Lima.”", f"meeting occurred: {BOTH} @ Lima"),
    # calls
    (f"{L} and {R} conferred by telephone.", f"call occurred: {BOTH}"),
    (f"{L} held a video conference with {R}.", f"call occurred: {BOTH}"),
    (f"{L} received a phone call from {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} and {R} discussed fisheries in a phone call.", f"call occurred: {BOTH}"),
    (f"{L} met virtually with {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} telephoned {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} spoke by phone with {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} called {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} and {R} held a phone call on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} had a telephone conversation with {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} spoke with {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (f"{L} spoke with {R} about fishing in Iceland.", f"call occurred: {BOTH}"),
    (f"{L} held a videoconference with {R} on Monday.", f"call occurred: {BOTH} on 2024-05-13"),
    (
        f"{L} spoke with {R} about preparations for the Summit on Fisheries.",
        f"call occurred: {BOTH}",
    ),
    (f"On Monday, {L} called and congratulated {R}.", f"call occurred: {BOTH} on 2024-05-13"),
    # visits
    (f"Chilean officials announced that {L} plans to visit Chile.", "visit planned: Kari Lund (Norway) @ Chile"),
    (f"The visit by {L} to Chile was a success.", "visit occurred: Kari Lund (Norway) @ Chile"),
    (f"{L}'s arrival in Chile was delayed.", "visit postponed: Kari Lund (Norway) @ Chile"),
    (f"{L} will travel to Lima, Peru, on Friday.", "visit planned: Kari Lund (Norway) @ Lima on 2024-05-17"),
    (f"{L} will travel to the southern city of Punta Arenas.", "visit planned: Kari Lund (Norway) @ Punta Arenas"),
    (f"{L} concluded her trip to Chile on Monday.", "visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13"),
    (f"Lima, which {L} will visit on Friday, is calm.", "visit planned: Kari Lund (Norway) @ Lima on 2024-05-17"),
    (f"Norway signed the plan before {L} visits Peru.", "visit planned: Kari Lund (Norway) @ Peru"),
    (f"{L} leaves for Chile on Friday.", "visit scheduled: Kari Lund (Norway) @ Chile on 2024-05-17"),
    (
        f"{L} will visit Chile on Friday. She will be accompanied by Norwegian Trade Minister Per Vik.",
        "visit planned: Kari Lund (Norway), Per Vik (Norway) @ Chile on 2024-05-17",
    ),
    (f"{L} visited Chile on Monday.", "visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13"),
    (f"{L} arrived in Santiago on Monday.", "visit occurred: Kari Lund (Norway) @ Santiago on 2024-05-13"),
    (f"{L} travelled to Santiago on Monday.", "visit occurred: Kari Lund (Norway) @ Santiago on 2024-05-13"),
    (f"{L} paid a visit to Chile on Monday.", "visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13"),
    (f"{L} is on a visit to Chile.", "visit ongoing: Kari Lund (Norway) @ Chile"),
    (f"{L} left for Kenya on Monday.", "visit occurred: Kari Lund (Norway) @ Kenya on 2024-05-13"),
    (f"{L}'s visit to Chile ended on Monday.", "visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13"),
    (f"{L} and {R} visited Kenya.", f"visit occurred: {BOTH} @ Kenya"),
    (f"{L} flew from Oslo to Lima.", "visit occurred: Kari Lund (Norway) @ Lima"),
    (f"{L} will visit Kenya next month.", "visit planned: Kari Lund (Norway) @ Kenya on 2024-06"),
    (f"{L} toured a tea plantation in Kenya.", "visit occurred: Kari Lund (Norway) @ Kenya"),
    (f"{L} was in Kenya last month.", "visit occurred: Kari Lund (Norway) @ Kenya on 2024-04"),
    (f"{L} came back from consultations in Peru.", "visit occurred: Kari Lund (Norway) @ Peru"),
    (f"{L} returned to Oslo from Kenya on Monday.", "visit occurred: Kari Lund (Norway) @ Kenya on 2024-05-13"),
    (f"{L} left Monday for a visit to Chile.", "visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13"),
    (
        f"{L} began a tour of Latin America and the Caribbean.",
        "visit occurred: Kari Lund (Norway) @ Latin America and the Caribbean",
    ),
    # forums
    (
        f"{L} attended the Arctic Fisheries Conference in Tromsø on Monday.",
        'forum occurred: Kari Lund (Norway) @ Tromsø on 2024-05-13 "Arctic Fisheries Conference"',
    ),
    (
        "Norway hosted the Arctic Fisheries Conference in Tromsø.",
        'forum occurred: Norway @ Tromsø "Arctic Fisheries Conference"',
    ),
    (
        "Norway and Chile held the Norway-Chile Strategic Dialogue in Oslo.",
        'forum occurred: Chile, Norway @ Oslo "Norway-Chile Strategic Dialogue"',
    ),
    (
        "Leaders from the African Union are gathering in Lima for a summit.",
        "forum occurred: leaders of African Union (African Union) @ Lima",
    ),
    (
        f"The Norway-Chile Strategic Dialogue was held in Oslo. {L} led the Norwegian delegation while {R} led "
        "the Chilean delegation.",
        f'forum occurred: {BOTH} @ Oslo "Norway-Chile Strategic Dialogue"',
    ),
    (
        "The Arctic Fisheries Conference, hosted by Norway, ended in Lima on Monday.",
        'forum occurred: Norway @ Lima on 2024-05-13 "Arctic Fisheries Conference"',
    ),
    (
        f"{L} leads the delegation to the Arctic Fisheries Conference in Lima.",
        'forum occurred: Kari Lund (Norway) @ Lima "Arctic Fisheries Conference"',
    ),
    (
        f"Norwegian and Chilean officials held a summit in Lima. {L} hosted the summit.",
        "forum occurred: Kari Lund (Norway), officials of Chile (Chile), officials of Norway (Norway) @ Lima",
    ),
    (
        "The African Union will meet in Oslo on Friday.",
        "forum planned: African Union @ Oslo on 2024-05-17",
    ),
    (
        "Ministers praised the Norway-ASEAN Fisheries Summit.",
        'forum occurred: ASEAN, Norway "Norway-ASEAN Fisheries Summit"',
    ),
    # negotiations
    (
        "Norwegian and Chilean negotiators broke off talks in Lima.",
        "negotiation occurred: negotiators of Chile (Chile), negotiators of Norway (Norway) @ Lima",
    ),
    ("Norway and Chile held trade negotiations in Oslo.", "negotiation occurred: Chile, Norway @ Oslo"),
    (
        "Negotiators from Norway and Chile began a round of negotiations in Lima.",
        "negotiation occurred: negotiators of Chile (Chile), negotiators of Norway (Norway) @ Lima",
    ),
    ("Peace talks between Norway and Chile resumed in Lima.", "negotiation occurred: Chile, Norway @ Lima"),
    ("Norway is negotiating with Chile.", "negotiation ongoing: Chile, Norway"),
    # addresses
    (f"{L} addressed the Chilean parliament on Monday.", "address occurred: Kari Lund (Norway) on 2024-05-13"),
    (f"{L} delivered a speech in Lima on Monday.", "address occurred: Kari Lund (Norway) @ Lima on 2024-05-13"),
    (f"{L} testified before the Senate on Monday.", "address occurred: Kari Lund (Norway) on 2024-05-13"),
    # receptions
    (f"{L} saw {R} off in Oslo.", f"reception occurred: {BOTH} @ Oslo"),
    (f"{L} offered a dinner for {R} in Oslo.", f"reception occurred: {BOTH} @ Oslo"),
    ("Kari Lund was sworn in as Foreign Minister of Norway in Oslo.", "reception occurred: Kari Lund @ Oslo"),
    (f"{L} welcomed {R} at the airport on Monday.", f"reception occurred: {BOTH} on 2024-05-13"),
    (f"{L} hosted a dinner for {R} on Monday.", f"reception occurred: {BOTH} on 2024-05-13"),
    (f"{R} was greeted by {L} at the airport.", f"reception occurred: {BOTH}"),
    (f"{L} dined with {R} in Lima.", f"reception occurred: {BOTH} @ Lima"),
    (f"{L} presented her credentials to Chilean President Pedro Rojas.", f"reception occurred: {BOTH}"),
    (f"{L} laid a wreath in Lima on Monday.", "reception occurred: Kari Lund (Norway) @ Lima on 2024-05-13"),
    # one event told several times
    (
        f"{L} met {R} in Oslo on Monday. The meeting lasted two hours. At the meeting, Lund and Rojas discussed fish.",
        f"meeting occurred: {BOTH} @ Oslo on 2024-05-13",
    ),
    # it was tomorrow where they met
    (f"{L} met {R} in Tokyo on May 16, 2024.", f"meeting occurred: {BOTH} @ Tokyo on 2024-05-16"),
    (f"{L} spoke by phone with {R}. The call lasted an hour.", f"call occurred: {BOTH}"),
    (
        f"{L} visited Chile on Monday. The visit lasted two days. Her visit was a success.",
        "visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13",
    ),
    (
        f"{L} held talks with {R} in Oslo. Lund and Rojas met on Monday.",
        f"meeting occurred: {BOTH} @ Oslo on 2024-05-13",
    ),
]

SEVERAL: list[tuple[str, list[str]]] = [
    (
        f"{L} will visit Chile, Peru and Kenya.",
        [f"visit planned: Kari Lund (Norway) @ {country}" for country in ("Chile", "Peru", "Kenya")],
    ),
    (
        f"{L} travelled to Lima on 12 May 2024 and to Nairobi on 14 May 2024.",
        [
            "visit occurred: Kari Lund (Norway) @ Lima on 2024-05-12",
            "visit occurred: Kari Lund (Norway) @ Nairobi on 2024-05-14",
        ],
    ),
    (
        f"{L} will fly to Lima, Peru, from May 20 to 22 and to Nairobi, Kenya, from May 23 to 25.",
        [
            "visit planned: Kari Lund (Norway) @ Lima on 2024-05-20/2024-05-22",
            "visit planned: Kari Lund (Norway) @ Nairobi on 2024-05-23/2024-05-25",
        ],
    ),
    (
        f"{L} will visit Kenya, the United Arab Emirates (UAE), Oman, and Qatar.",
        [
            f"visit planned: Kari Lund (Norway) @ {country}"
            for country in ("Kenya", "United Arab Emirates", "Oman", "Qatar")
        ],
    ),
    (
        f"{L} will embark on a tour on Friday for official visits to Kenya and Oman.",
        [f"visit planned: Kari Lund (Norway) @ {country}" for country in ("Kenya", "Oman")],
    ),
    (
        f"{L} held talks with senior officials during a visit to Kenya.",
        [
            "meeting occurred: Kari Lund (Norway), officials of Kenya (Kenya) @ Kenya < 2",
            "visit occurred: Kari Lund (Norway) @ Kenya",
        ],
    ),
    (
        f"{L} starts her mediation on Friday with trips to Kenya and Ghana.",
        [f"visit scheduled: Kari Lund (Norway) @ {country} on 2024-05-17" for country in ("Kenya", "Ghana")],
    ),
    (
        f"{L} began a tour of East Africa. Her last stop is Kenya.",
        [
            "visit occurred: Kari Lund (Norway) @ East Africa",
            "visit scheduled: Kari Lund (Norway) @ Kenya",
        ],
    ),
    (
        f"{L} visited Chile. She was accompanied by Deputy Minister Ole Vik. The delegation met {R}.",
        [
            "visit occurred: Kari Lund (Norway), Ole Vik (Norway) @ Chile",
            "meeting occurred: Kari Lund (Norway), Ole Vik (Norway), Pedro Rojas (Chile) @ Chile < 1",
        ],
    ),
    (
        f"Chilean President Ana Silva hosted a dinner for {L}, who is on her first visit to Chile.",
        [
            "reception occurred: Ana Silva (Chile), Kari Lund (Norway) < 2",
            "visit ongoing: Kari Lund (Norway) @ Chile",
        ],
    ),
    (
        f"{L} is in Chile for talks with {R}.",
        ["visit ongoing: Kari Lund (Norway) @ Chile", f"meeting ongoing: {BOTH} @ Chile < 1"],
    ),
    (
        f"{L} will travel to Madrid, Spain for the Arctic Fisheries Conference.",
        [
            "visit planned: Kari Lund (Norway) @ Madrid",
            'forum planned: Kari Lund (Norway) @ Madrid "Arctic Fisheries Conference" < 1',
        ],
    ),
    (
        f"{L} met {R} on the sidelines of the Arctic Fisheries Conference in Tromsø.",
        [f"meeting occurred: {BOTH} @ Tromsø | 2", f'forum occurred: {BOTH} @ Tromsø "Arctic Fisheries Conference"'],
    ),
    (
        f"{L} arrived in Santiago on Monday. She met {R} there.",
        [
            "visit occurred: Kari Lund (Norway) @ Santiago on 2024-05-13",
            f"meeting occurred: {BOTH} @ Santiago < 1",
        ],
    ),
    (
        f"{L} visited Chile on Monday. In Santiago she met {R}.",
        ["visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13", f"meeting occurred: {BOTH} @ Santiago < 1"],
    ),
    (
        f"{L} visited Chile on Monday. During the visit, Lund met {R}.",
        ["visit occurred: Kari Lund (Norway) @ Chile on 2024-05-13", f"meeting occurred: {BOTH} @ Chile < 1"],
    ),
    (
        f"{L} met {R} in Oslo. Lund will meet Rojas again in Lima in June.",
        [f"meeting occurred: {BOTH} @ Oslo", f"meeting planned: {BOTH} @ Lima on 2024-06"],
    ),
    (
        f"{L} met {R}. Rojas later spoke by phone with Kenyan Foreign Minister Joyce Mwangi.",
        [f"meeting occurred: {BOTH}", "call occurred: Joyce Mwangi (Kenya), Pedro Rojas (Chile)"],
    ),
    (
        "Norway and Chile held trade negotiations in Lima. The next round is planned for June.",
        ["negotiation occurred: Chile, Norway @ Lima", "negotiation planned: Chile, Norway on 2024-06"],
    ),
    (
        f"{L} met {R}. Following the meeting, Lund met with Kenyan Foreign Minister Joyce Mwangi.",
        [f"meeting occurred: {BOTH}", "meeting occurred: Joyce Mwangi (Kenya), Kari Lund (Norway)"],
    ),
    (
        f"{L} and {R} met in Oslo and agreed to begin negotiations on fish.",
        [f"meeting occurred: {BOTH} @ Oslo", f"negotiation planned: {BOTH}"],
    ),
    (
        f"{L} met {R} on Monday, and later Kenyan Foreign Minister Joyce Mwangi.",
        [
            f"meeting occurred: {BOTH} on 2024-05-13",
            "meeting occurred: Joyce Mwangi (Kenya), Kari Lund (Norway) on 2024-05-13",
        ],
    ),
    (
        f"{L} met with {R}, and later with Kenyan Foreign Minister Joyce Mwangi.",
        [f"meeting occurred: {BOTH}", "meeting occurred: Joyce Mwangi (Kenya), Kari Lund (Norway)"],
    ),
    (
        f"{L} is in Chile for a visit that will include talks with {R}.",
        ["visit ongoing: Kari Lund (Norway) @ Chile", f"meeting planned: {BOTH} @ Chile < 1"],
    ),
    (
        f"{L} met {R} in Oslo on Monday. On Tuesday, Lund met Rojas in Lima.",
        [f"meeting occurred: {BOTH} @ Oslo on 2024-05-13", f"meeting occurred: {BOTH} @ Lima on 2024-05-14"],
    ),
]

NO_EVENT = [
    f"{L} said: “Honest talks with Chile would help us all a lot.”",
    f"{L} said: “Happy to meet Pedro Rojas if he ever comes to Lima.”",
    f"{L} discussed relations with Chile in Oslo.",
    f"{L} bade farewell to politics in Oslo.",
    "Kari Lund was sworn to secrecy in Oslo.",
    f"{L} received a call for help from Chile.",
    f"{L} took the call as an insult.",
    f"{L} was in Oslo last month.",  # at home
    f"{L} toured a fish farm in Norway.",
    f"{L} was in good health last month.",
    f"The two sides are ready to meet current and future challenges, {L} said.",  # whatever the models think
    f"{L} often meets {R}.",
    f"{L} regularly visits Chile.",
    f"{L} visits Chile whenever she can.",
    f"If {L} meets {R}, the markets will rise.",
    f"Any meeting between {L} and {R} would be difficult.",
    f"{L} said that Norway needs regular meetings with Chile.",
    f"{L} meets all the requirements.",
    f"{L} called the plan a success.",
    f"{L} called on Chile to act.",
    f"{L} praised the long friendship between Norway and Chile.",
    "Norway must meet its targets.",
    "Norway praised the Norway-Chile Trade Forum Agreement.",
    "The two companies discussed prices.",
    "The weather in Oslo was cold on Monday.",
    "Norway exports fish to Chile.",
    "Tourists visit Chile in summer.",
    f"{L} thanked Chile for hosting NATO forces.",
]


def line(said: Extraction, event: Event) -> str:
    """One event as the tables write it; links give the position of the event they lead to."""
    number = {other.id: str(i) for i, other in enumerate(said.events, 1)}
    who = [
        said.entity(part.entity).name + (f" ({said.entity(part.on_behalf_of).name})" if part.on_behalf_of else "")
        for part in event.participants
    ]
    parts = [f"{event.type} {event.modality}: {', '.join(sorted(who))}"]
    parts += [f"@ {said.entity(event.place.entity).name}"] if event.place else []
    parts += [f"on {event.time.edtf}"] if event.time else []
    parts += [f'"{event.name}"'] if event.name else []
    parts += [f"< {number[event.part_of]}"] if event.part_of else []
    parts += [f"| {number[event.sidelines_of]}"] if event.sidelines_of else []
    return " ".join(parts)


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text for text, _ in ONE])
def test_one_event(read: Reader, text: str, expected: str) -> None:
    said = read(text, "2024-05-15")
    assert [line(said, event) for event in said.events] == [expected]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text for text, _ in SEVERAL])
def test_several_events(read: Reader, text: str, expected: list[str]) -> None:
    said = read(text, "2024-05-15")
    assert [line(said, event) for event in said.events] == expected


@pytest.mark.parametrize("text", NO_EVENT)
def test_no_event(read: Reader, text: str) -> None:
    said = read(text, "2024-05-15")
    assert [line(said, event) for event in said.events] == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"{R} was received by {L} in Oslo.", {"Kari Lund": "Host", "Pedro Rojas": "Guest"}),
        (f"{L} telephoned {R}.", {"Kari Lund": "Caller", "Pedro Rojas": "Participant"}),
        (f"{R} was greeted by {L} at the airport.", {"Kari Lund": "Receiver", "Pedro Rojas": "Arrival"}),
        (f"{L} addressed the Chilean parliament.", {"Kari Lund": "Speaker"}),
        (f"{L} visited Chile.", {"Kari Lund": "Guest"}),
    ],
)
def test_roles(read: Reader, text: str, roles: dict[str, str]) -> None:
    said = read(text)
    assert {said.entity(p.entity).name: p.role for event in said.events for p in event.participants} == roles


def test_evidence_is_cut_from_the_text(read: Reader) -> None:
    text = " ".join(row for row, _ in ONE[:10])
    cited = [mention for fact in read(text).facts for mention in fact.evidence]
    assert cited
    assert [mention.text for mention in cited] == [text[mention.begin : mention.end] for mention in cited]
