"""Whom names, posts, pronouns and groups of one document stand for: each row ends in one event with participants."""

import pytest
from conftest import Reader

from kg.actors import actors
from kg.annotate import Annotator
from kg.extraction.coreference import Reading
from kg.lexicon import lexicon
from kg.model import Document

L = "Norwegian Foreign Minister Kari Lund"
R = "Chilean Foreign Minister Pedro Rojas"
S = "Chilean President Elena Soto"
LUND, ROJAS, SOTO = "Kari Lund", "Pedro Rojas", "Elena Soto"

ROWS: list[tuple[str, set[str]]] = [
    # last names
    (f"{L} spoke. Lund visited Kenya.", {LUND}),
    (f"{L} spoke. Ms. Lund visited Kenya.", {LUND}),
    (f"{L} spoke. Foreign Minister Lund visited Kenya.", {LUND}),
    (f"{L} spoke. Kari Lund visited Kenya.", {LUND}),
    (f"{L} thanked {R}. Lund later visited Kenya.", {LUND}),
    (f"{L} thanked {R}. Rojas later visited Kenya.", {ROJAS}),
    (f"{L} thanked {S}. Lund and Soto visited Kenya.", {LUND, SOTO}),
    (f"{L} spoke. Lund's visit to Kenya ended.", {LUND}),
    # titles
    (f"{L} spoke. The minister visited Kenya.", {LUND}),
    (f"{L} spoke. The foreign minister visited Kenya.", {LUND}),
    (f"{L} spoke. The Norwegian foreign minister visited Kenya.", {LUND}),
    (f"{S} spoke. The president visited Kenya.", {SOTO}),
    (f"{S} spoke. The Chilean president visited Kenya.", {SOTO}),
    (f"{S} spoke. The Chilean leader visited Kenya.", {SOTO}),
    (f"{L} thanked {S}. The president later visited Kenya.", {SOTO}),
    (f"{L} thanked {S}. The minister later visited Kenya.", {LUND}),
    (f"{L} thanked {S}. The Chilean president later visited Kenya.", {SOTO}),
    (f"{S} spoke. The Peruvian president visited Kenya.", {"President of Peru"}),
    ("The Norwegian foreign minister visited Kenya.", {"Foreign Minister of Norway"}),
    (
        "The Norwegian foreign minister spoke. The foreign minister later met Ann Hale in Lima.",
        {"Foreign Minister of Norway", "Ann Hale"},
    ),
    ("The Norwegian foreign minister spoke. A foreign minister later met Ann Hale in Lima.", {"Ann Hale"}),
    ("The foreign minister met Ann Hale in Lima. The Norwegian foreign minister spoke.", {"Ann Hale"}),
    # pronouns
    (f"{L} spoke. She visited Kenya.", {LUND}),
    (f"{R} spoke. He visited Kenya.", {ROJAS}),
    (f"{L} said that she will visit Kenya.", {LUND}),
    (f"{L} spoke. Her visit to Kenya ended.", {LUND}),
    (f"{R} spoke. His visit to Kenya ended.", {ROJAS}),
    (f"{R} thanked the press. He then visited Kenya.", {ROJAS}),
    (f"{L}, who visited Kenya, was tired.", {LUND}),
    (f"{L} invited {R} to visit Kenya.", {ROJAS}),
    # pairs
    (f"{L} thanked {R}. The two ministers met in Lima.", {LUND, ROJAS}),
    (f"{L} thanked {R}. The two met in Lima.", {LUND, ROJAS}),
    (f"{L} thanked {R}. Both ministers met in Lima.", {LUND, ROJAS}),
    (f"{L} thanked {R}. The ministers met in Lima.", {LUND, ROJAS}),
    (f"{S} thanked Kenyan President Joyce Mwangi. The two leaders met in Lima.", {SOTO, "Joyce Mwangi"}),
    (f"{S} thanked Kenyan President Joyce Mwangi. The two presidents met in Lima.", {SOTO, "Joyce Mwangi"}),
    (f"{L} and {R} are friends. They met in Lima.", {LUND, ROJAS}),
    (f"{L} and {R} are friends. They visited Kenya.", {LUND, ROJAS}),
    (f"{L} thanked {R}. The two sides held talks in Lima.", {"Norway", "Chile"}),
    (f"{L} thanked {R}. Both sides held talks in Lima.", {"Norway", "Chile"}),
    (f"{L} thanked {R}. The two countries held talks in Lima.", {"Norway", "Chile"}),
    (
        f"{L} and {R} sing. They fish. They thank President Elena Soto. They smile. They visited Kenya.",
        {LUND, ROJAS},
    ),
    # more than two
    (f"{S}, {L} and Kenyan President Joyce Mwangi are friends. They visited Lima.", {SOTO, LUND, "Joyce Mwangi"}),
    (f"{S}, {L} and Kenyan President Joyce Mwangi are friends. The leaders met in Lima.", {SOTO, LUND, "Joyce Mwangi"}),
    # counterparts
    (f"{L} met her Chilean counterpart.", {LUND, "Foreign Minister of Chile"}),
    (f"{L} met her Chilean counterpart Pedro Rojas.", {LUND, ROJAS}),
    (f"{L} met her Chilean counterpart, Pedro Rojas.", {LUND, ROJAS}),
    (f"{L} met with her counterpart from Chile.", {LUND, "Foreign Minister of Chile"}),
    # groups and governments
    (f"{L} met Kenyan officials.", {LUND, "officials of Kenya"}),
    (f"{L} met senior Kenyan officials.", {LUND, "officials of Kenya"}),
    (f"{L} met a Kenyan delegation.", {LUND, "delegation of Kenya"}),
    (f"{L} met a delegation from Kenya.", {LUND, "delegation of Kenya"}),
    (f"A delegation from Kenya arrived. The delegation met {L}.", {LUND, "delegation of Kenya"}),
    (f"{L} met President and Mrs. Mwangi of Kenya.", {LUND, "Mwangi"}),
    ("Kenyan and Chilean diplomats met in Lima.", {"diplomats of Kenya", "diplomats of Chile"}),
    (f"{L} held talks with the Kenyan government.", {LUND, "Kenya"}),
    (f"{L} held talks with NATO officials.", {LUND, "officials of NATO"}),
    # rows of names with their posts, before a verb and behind it
    (f"{L}, {S}, and {R} met in Lima.", {LUND, SOTO, ROJAS}),
    (f"{L} held consultations with {S}, {R}, and Kenyan President Joyce Mwangi.", {LUND, SOTO, ROJAS, "Joyce Mwangi"}),
    (
        "Prime Minister Kari Lund of Norway, President Elena Soto of Chile, and Joyce Mwangi of Kenya met in Lima.",
        {LUND, SOTO, "Joyce Mwangi"},
    ),
    (f"{S} thanked {L}. Kenyan President Joyce Mwangi called. The two presidents met.", {SOTO, "Joyce Mwangi"}),
    # a post ends where a journey begins
    ("The visit of the President of Kenya to Peru ended on Monday.", {"President of Kenya"}),
    ("Kenya's ambassador to Peru, Joyce Mwangi, visited Cusco.", {"Joyce Mwangi"}),
    # who speaks within quotation marks
    (f"“I met Ann Hale in Lima,” said {L}.", {LUND, "Ann Hale"}),
    (f"“I met Ann Hale in Lima,” {L} told reporters.", {LUND, "Ann Hale"}),
    (f"{L} said: “I met Ann Hale in Lima and we agreed.”", {LUND, "Ann Hale"}),
    (f"{L} wrote on X: “I spoke by phone with Ann Hale.”", {LUND, "Ann Hale"}),
    ("“I met Ann Hale in Lima,” the Norwegian foreign minister said.", {"Foreign Minister of Norway", "Ann Hale"}),
    (f"“The fish are back,” said {L}. “I met Ann Hale in Lima.”", {LUND, "Ann Hale"}),
    (f"“I will visit Kenya,” said {L}. {R} smiled.", {LUND}),
    # two bearers of one name
    (
        "Kenyan Defence Minister Khalid bin Salman Al Nour and his brother Omar bin Salman sang. "
        "Defence Minister bin Salman visited Peru.",
        {"Khalid bin Salman Al Nour"},
    ),
    (f"{L} thanked her husband Olav Lund. Foreign Minister Lund visited Kenya.", {LUND}),
    (f"{L} thanked {R}. Kenyan diplomat Otto Rojas visited Peru.", {"Otto Rojas"}),
]


SILENT = [
    f"“Otto Ford met Ann Hale in Lima,” said {L}.",  # what others did is only said
    f"“If I meet Ann Hale in Lima, we will sing,” said {L}.",
    f"“She met Ann Hale in Lima,” said {L}.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_quoted_of_others_is_no_event(read: Reader, text: str) -> None:
    assert read(text, "2024-05-15").events == ()


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_participants(read: Reader, text: str, expected: set[str]) -> None:
    said = read(text, "2024-05-15")
    assert len(said.events) == 1
    assert {said.entity(part.entity).name for part in said.events[0].participants} == expected


@pytest.mark.parametrize(
    ("text", "served"),
    [
        (f"{L} visited Kenya.", {"Norway"}),
        (f"{L} spoke. She visited Kenya.", {"Norway"}),
        ("Kari Lund, the foreign minister of Norway, visited Kenya.", {"Norway"}),
        ("NATO Secretary General Jan Vos visited Kenya.", {"NATO"}),
        (f"{L} met Kenyan officials.", {"Norway", "Kenya"}),
        ("Jan Vos visited Kenya.", {None}),
        ("Foreign Minister Jan Vos visited Kenya.", {None}),
    ],
)
def test_whom_they_act_for(read: Reader, text: str, served: set[str | None]) -> None:
    said = read(text)
    parts = [part for event in said.events for part in event.participants]
    assert {said.entity(part.on_behalf_of).name if part.on_behalf_of else None for part in parts} == served


HALE, FORD = "Ann Hale", "Otto Ford"
SERVED: list[tuple[str, str, str | None]] = [  # text, person, country or organisation served
    # the stance that the text takes
    (f"President {HALE} spoke with {S}. Hale reaffirmed the U.S. commitment to peace.", HALE, "United States"),
    (f"President {HALE} spoke with {S}. She stressed Kenya’s strong support for peace.", HALE, "Kenya"),
    (f"President {HALE} spoke with {S}. The President underscored that Kenya will act.", HALE, "Kenya"),
    (f"President {HALE} spoke with {S}. She thanked Kenya for its support.", HALE, None),
    (f"President {HALE} spoke with {S}. She expressed concern about Kenya’s support for war.", HALE, None),
    (f"President {HALE} spoke with {S}. Soto reaffirmed the Kenyan commitment.", HALE, None),
    # the pair of states whose relations it speaks of
    (f"President {HALE} met {S}. The leaders reaffirmed the Kenya-Chile partnership.", HALE, "Kenya"),
    (f"President {HALE} met {S}. The leaders praised relations between Kenya and Chile.", HALE, "Kenya"),
    (f"President {HALE} met {S}. The leaders discussed Kenya-Chile-Peru cooperation.", HALE, None),
    (f"{L} met {S}. President {HALE} spoke. The leaders praised the Kenya-Chile partnership.", HALE, None),
    # a superior, an escort, an owner
    (f"{L} reaffirmed President {HALE}’s commitment to peace.", HALE, "Norway"),
    (f"{L} thanked him for President {HALE}’s support.", HALE, None),
    (f"{L}, accompanied by Deputy Minister {FORD}, visited Kenya.", FORD, "Norway"),
    (f"{L} met President Soto’s envoy, {FORD}.", FORD, None),
    (f"{S} spoke. {L} met President Soto’s envoy, {FORD}.", FORD, "Chile"),
    (f"{L} met Kenyan officials. Mr. {FORD} left. She thanked Chile’s Otto Ford.", FORD, "Chile"),
    # a row
    (f"{L} met with Kenyan President {HALE} and Defence Minister {FORD}.", FORD, "Kenya"),
    (f"{L} met with Foreign Minister {HALE} and Defence Minister {FORD} of Kenya.", HALE, "Kenya"),
    (f"{L} met with Kenyan President Ali Otieno, Premier {HALE}, and Defence Minister {FORD}.", FORD, "Kenya"),
    (f"Kenyan President {HALE} and Defence Minister {FORD} spoke.", FORD, None),
    (f"Together with Kenyan President {HALE}, Defence Minister {FORD} will open it.", FORD, None),
    # the country visited, or where the text is dated
    (f"{L} is in Kenya for talks with President {HALE}.", HALE, "Kenya"),
    (f"{L} arrived in Kenya. She met with President {HALE} and Defence Minister {FORD}.", FORD, "Kenya"),
    (f"{L} is in Kenya. She will meet on Tuesday with President {HALE}.", HALE, "Kenya"),
    (f"{L} visited Kenya and Peru. She met with President {HALE}.", HALE, None),
    (f"NAIROBI, May 2 — President {HALE} spoke.", HALE, None),  # an agency reports of guests, too
    (f"NAIROBI, May 2 — The guest is accompanied by Trade Minister {FORD}.", FORD, None),
    (f"NAIROBI, May 2 — The envoy met President {HALE} in Lima.", HALE, None),
    # a post that one country alone has, or many
    (f"Secretary of State {HALE} spoke.", HALE, "United States"),
    (f"Vice President {HALE} of Kenya spoke.", HALE, "Kenya"),
    (f"Vice President {HALE} spoke.", HALE, None),
    (f"Vice President {HALE} spoke in the United States.", HALE, "United States"),
    (f"Secretary of State {HALE} met with Secretary of State {FORD}.", HALE, "United States"),
    (f"Secretary of State {HALE} met with Secretary of State {FORD}.", FORD, None),
    (f"Kenyan media say President {HALE} spoke.", HALE, "Kenya"),
    (f"President {HALE} spoke of Kenyan media.", HALE, None),
    (f"French Foreign Ministry Secretary {HALE} left. Foreign Secretary Hale spoke.", HALE, "France"),
    (f"Kenyan Envoy {FORD} and Ambassador to Peru {HALE} visited Lima, Peru.", HALE, "Kenya"),
    (f"Kenya's trade minister is in Peru, where he will meet with Trade Minister {HALE}.", HALE, "Peru"),
    (f"Ambassador to Peru {HALE} spoke in Peru.", HALE, None),
]


@pytest.mark.parametrize(("text", "name", "served"), SERVED, ids=[row[0] for row in SERVED])
def test_country_left_to_context(read: Reader, text: str, name: str, served: str | None) -> None:
    said = read(text, "2024-05-15")
    (person,) = [entity for entity in said.entities if entity.name == name]
    assert (actors()[person.of].name if person.of else None) == served


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{L} spoke. Lund left. Ms. Lund returned.", [LUND]),
        (f"{L} thanked Kenyan diplomat Otto Lund.", [LUND, "Otto Lund"]),
        ("Kari Lund met Jan Vos.", [LUND, "Jan Vos"]),
    ],
)
def test_persons(read: Reader, text: str, names: list[str]) -> None:
    assert [entity.name for entity in read(text).entities if entity.kind == "person"] == names


@pytest.mark.parametrize(
    ("behind", "is_she"),
    [
        (', known as "Simba",', True),
        (", better known as Simba,", True),
        (", alias Simba,", True),
        (', "Simba",', True),
        (", as Simba told us,", False),
    ],
)
def test_a_nickname_stands_for_whom_it_is_given_to(read: Reader, behind: str, is_she: bool) -> None:
    extraction = read(f"President Amina Otieno{behind} met Luis Soto in Lima. Simba met Rosa Quispe in Quito.")
    names = {extraction.entity(one.entity).name for event in extraction.events for one in event.participants}
    assert ("Simba" not in names) is is_she


def test_mentions_are_cut_from_the_text(read: Reader) -> None:
    text = f"{L} thanked {R} in Oslo. The two ministers met. Lund’s visit ended."
    mentions = [mention for entity in read(text).entities for mention in entity.mentions]
    assert len(mentions) >= 3
    assert [mention.text for mention in mentions] == [text[mention.begin : mention.end] for mention in mentions]


@pytest.mark.parametrize(
    "text",
    [
        f"In Oslo {L} met {R}. They signed an accord. He left. Chile thanked her.",
        "Secretary of State Ann Hale visited Lima. Peruvian officials welcomed her.",
        "Joyce Mwangi was in Peru. The Secretary of State arrived in Kenya on Monday for talks with Kenyan ministers.",
    ],
)
def test_entities_have_their_words_and_are_numbered_in_the_order_of_the_text(read: Reader, text: str) -> None:
    entities = read(text).entities
    first = [entity.mentions[0].begin for entity in entities]
    assert first == sorted(first) and len(first) > 1
    assert [entity.id for entity in entities] == [f"x{n}" for n in range(1, len(entities) + 1)]


def test_nobody_is_made_by_asking(annotator: Annotator) -> None:
    document = Document(id="d", text=f"{L} met {R}. Chinese officials spoke with them in Lima. The minister left.")
    reading = Reading(document, annotator.annotate(document), lexicon())
    backwards = {token.i: reading.refer(token) for token in reversed(reading.doc)}
    assert backwards == {token.i: reading.refer(token) for token in reading.doc}
    with pytest.raises(KeyError):
        reading.known("group:kenyan officials")
    assert reading.known(reading.actor("KEN")).name == "Kenya"  # an actor of the ontology is known everywhere


def test_a_pronoun_whose_company_is_itself_stands_for_those_named_before(read: Reader) -> None:
    said = read(f"{L} thanked {R}. Kenyan President Joyce Mwangi held separate conversations with both of her guests.")
    assert {said.entity(part.entity).name for part in said.events[0].participants} >= {"Joyce Mwangi"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kari Lund of Norway met Pedro Rojas of Chile in Lima.", {"Kari Lund": "NOR", "Pedro Rojas": "CHL"}),
        ("Kari Lund of the Republic of Korea (ROK) met Pedro Rojas.", {"Kari Lund": "KOR", "Pedro Rojas": None}),
        ("Kari Lund met Pedro Rojas of the Chilean press in Lima.", {"Kari Lund": None, "Pedro Rojas": None}),
    ],
)
def test_whom_those_without_a_post_act_for(read: Reader, text: str, expected: dict[str, str | None]) -> None:
    said = read(text)
    (event,) = said.events
    served = {said.entity(part.entity).name: part.on_behalf_of for part in event.participants}
    assert {name: said.entity(of).key if of else None for name, of in served.items()} == expected
