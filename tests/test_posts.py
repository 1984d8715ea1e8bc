"""Posts that a text says somebody holds or held."""

import pytest
from conftest import Reader

from kg.model import EntityKind

Row = tuple[str, str, str | None, bool]  # person, title in lower case, country or organisation, former
LUND: Row = ("Kari Lund", "foreign minister", "Norway", False)
ROJAS: Row = ("Pedro Rojas", "foreign minister", "Chile", False)

ROWS: list[tuple[str, list[Row]]] = [
    ("Norwegian Foreign Minister Kari Lund spoke.", [LUND]),
    ("Kari Lund, the foreign minister of Norway, spoke.", [LUND]),
    ("Norwegian Foreign Minister Kari Lund spoke. Foreign Minister Lund left.", [LUND]),
    ("Norwegian Foreign Minister Kari Lund spoke. The minister left.", [LUND]),
    ("Norwegian Foreign Minister Kari Lund met Chilean Foreign Minister Pedro Rojas.", [LUND, ROJAS]),
    ("Norwegian Foreign Minister Kari Lund met her Chilean counterpart Pedro Rojas.", [LUND, ROJAS]),
    ("Former Chilean President Elena Soto spoke.", [("Elena Soto", "president", "Chile", True)]),
    ("Secretary of State Ann Hale spoke.", [("Ann Hale", "secretary of state", "United States", False)]),
    ("NATO Secretary General Jan Vos spoke.", [("Jan Vos", "secretary general", "NATO", False)]),
    ("Norwegian Foreign Minister Kari Lund spoke. Minister Lund left.", [LUND]),
    (
        "Kari Lund spoke. Lund previously served as ambassador to Chile.",
        [("Kari Lund", "ambassador to chile", None, True)],
    ),
    ("Kenya appointed Joyce Mwangi as its envoy.", [("Joyce Mwangi", "envoy", "Kenya", False)]),
    ("Joyce Mwangi was appointed as ambassador to Chile.", [("Joyce Mwangi", "ambassador to chile", None, False)]),
    ("Kari Lund is the foreign minister of Norway.", [LUND]),
    ("Chinese Vice-Premier He Lifan met HE Kari Lund.", [("He Lifan", "vice-premier", "China", False)]),
    ("According to the Minister, Mr. Lund left.", []),
    (
        "The UN Secretary-General's envoy, Jan Vos, spoke.",
        [("Jan Vos", "envoy", "United Nations", False)],
    ),
    ("Joyce Mwangi was elected president of Kenya.", [("Joyce Mwangi", "president", "Kenya", False)]),
    ("Joyce Mwangi became president of Kenya in May.", [("Joyce Mwangi", "president", "Kenya", False)]),
    ("Joyce Mwangi may become president of Kenya.", []),
    ("Joyce Mwangi did not become president of Kenya.", []),
    ("Joyce Mwangi was not elected president of Kenya.", []),
    ("Joyce Mwangi met the president of Kenya.", []),
    ("Kari Lund is not the foreign minister of Norway.", []),
    (
        "Microsoft founder Ann Hale left. The founder of Microsoft, Jan Vos, spoke.",
        [("Ann Hale", "founder", "Microsoft", False), ("Jan Vos", "founder", "Microsoft", False)],
    ),
    ("Prime Minister Jan Vos, the Queen said, had left.", [("Jan Vos", "prime minister", None, False)]),
    (
        "Kenyan Foreign Minister Ali Otieno saw that our ambassador Kari Lund had left.",
        [("Ali Otieno", "foreign minister", "Kenya", False), ("Kari Lund", "ambassador", None, False)],
    ),
    (
        "Norwegian Deputy Minister for Trade Kari Lund spoke. Minister Lund left.",
        [("Kari Lund", "deputy minister for trade", "Norway", False)],
    ),
    (
        "Chilean Minister Joe Soto spoke. Chilean Minister Joseph P. Soto left.",
        [("Joseph P. Soto", "minister", "Chile", False)],
    ),
    (
        "Chilean Minister Joe Soto spoke. Chilean Minister John Soto left.",
        [("Joe Soto", "minister", "Chile", False), ("John Soto", "minister", "Chile", False)],
    ),
    (
        "Chilean Minister P. Soto spoke. Chilean Minister Pedro Soto left.",
        [("Pedro Soto", "minister", "Chile", False)],
    ),
    # a post that one country alone has, in a text that does not name that country
    (
        "In Oslo, Prime Minister Kari Lund of Norway and Vice President Arne Moe sang.",
        [("Kari Lund", "prime minister", "Norway", False), ("Arne Moe", "vice president", None, False)],
    ),
    ("In Delhi, Foreign Secretary Asha Rao spoke.", [("Asha Rao", "foreign secretary", None, False)]),
    (
        "The United Kingdom gave more, and Foreign Secretary Ann Hale thanked him.",
        [("Ann Hale", "foreign secretary", "United Kingdom", False)],
    ),
    ("Asked about Kari Lund, the spokesman said nothing.", []),
    ("Kari Lund, the spokesman, said nothing.", [("Kari Lund", "spokesman", None, False)]),
    ("Norwegian diplomat Kari Lund spoke.", []),
    ("Kari Lund spoke.", []),
    ("The Norwegian foreign minister spoke.", []),
    ("Norwegian officials met Chilean officials.", []),
    (
        "Kari Lund, who resigned as Norway's trade minister on Sunday, met Pedro Rojas in Lima.",
        [("Kari Lund", "trade minister", "Norway", True)],
    ),
    ("Joyce Mwangi stepped down as prime minister of Kenya.", [("Joyce Mwangi", "prime minister", "Kenya", True)]),
    ("Joyce Mwangi refused to resign as prime minister of Kenya.", []),
    ("Joyce Mwangi did not resign as prime minister of Kenya.", []),
    ("Joyce Mwangi was dismissed as prime minister of Kenya.", [("Joyce Mwangi", "prime minister", "Kenya", True)]),
    (
        "Joyce Mwangi succeeded Ali Otieno as president of Kenya.",
        [("Joyce Mwangi", "president", "Kenya", False), ("Ali Otieno", "president", "Kenya", True)],
    ),
    (
        "Norway appointed Kari Lund as its new ambassador to Chile on Monday, replacing Jan Vos.",
        [("Kari Lund", "ambassador to chile", "Norway", False), ("Jan Vos", "ambassador to chile", "Norway", True)],
    ),
    (
        "Joyce Mwangi was elected president of Kenya on Monday and succeeds Ali Otieno.",
        [("Joyce Mwangi", "president", "Kenya", False)],
    ),
    (
        "The Energy and Trade Ministers of Chile, Ana Diaz and Pedro Rojas, spoke.",
        [("Ana Diaz", "energy minister", "Chile", False), ("Pedro Rojas", "trade minister", "Chile", False)],
    ),
    (
        "Harbour Bank president Kari Lund spoke.",
        [("Kari Lund", "president", "Harbour Bank", False)],
    ),
    # a post first, the name later
    (
        "Kenya's trade minister arrived in Lima on Monday. Joyce Mwangi will meet Kari Lund of the mission there.",
        [],
    ),
    (
        "Kenya's trade minister arrived in Lima on Monday. Joyce Mwangi will meet Pedro Rojas, Chile's envoy.",
        [("Joyce Mwangi", "trade minister", "Kenya", False), ("Pedro Rojas", "envoy", "Chile", False)],
    ),
    ("Kenya's trade minister arrived in Lima on Monday. Joyce Mwangi said the fish had gone.", []),
    ("Kenya's trade minister arrived in Lima on Monday. Joyce Mwangi, a trader, met him there.", []),
    ("The fish had gone. Joyce Mwangi met the trade minister of Kenya in Lima on Monday.", []),
    ("Kenya's trade minister and Chile's president met in Lima. Joyce Mwangi left Lima on Monday.", []),
    ("Ambassador to Chile Kari Lund visited Lima.", [("Kari Lund", "ambassador to chile", None, False)]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_posts(read: Reader, text: str, expected: list[Row]) -> None:
    said = read(text)
    found = [
        (said.entity(p.person).name, p.title.lower(), said.entity(p.of).name if p.of else None, p.former)
        for p in said.posts
    ]
    assert found == expected


@pytest.mark.parametrize("text", [text for text, expected in ROWS if expected])
def test_a_post_cites_its_words(read: Reader, text: str) -> None:
    said = read(text)
    for post in said.posts:
        assert said.entity(post.person).kind is EntityKind.PERSON
        for mention in post.evidence:
            assert mention.text == text[mention.begin : mention.end]
            assert said.entity(post.person).name.split()[-1] in mention.text
