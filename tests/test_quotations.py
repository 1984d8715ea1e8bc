"""Direct quotations: short passages of newspapers, transcripts and releases, and all said in them, with who says it."""

import pytest
from conftest import Reader

from kg.model import StatementKind

PASSAGES = [
    # the speaker behind the words
    (
        "OSLO, May 5 (NTB) - Norway will send a second ship to the strait, its defence minister said on Monday.\n\n"
        '"Nobody else has offered one," Defence Minister Tor Haugen told reporters.',
        [("Tor Haugen", "Nobody else has offered one")],
    ),
    (
        "The talks broke up after an hour.\n\n"
        '"We heard nothing new," said the chairman of the Storting\'s committee for fisheries, Odd Nilsen.',
        [("Odd Nilsen", "We heard nothing new")],
    ),
    (
        '"It is a bad day for both our peoples," said Marta Quispe, a former foreign minister of Bolivia, '
        "as she left the palace.",
        [("Marta Quispe", "It is a bad day for both our peoples")],
    ),
    (
        "“The treaty is dead,” Irina Volkova, spokeswoman for the Moldovan president, wrote on Tuesday.",
        [("Irina Volkova", "The treaty is dead")],
    ),
    (
        '"Our ships stay where they are," Haugen, speaking through an interpreter, said at a press conference. '
        "Norwegian Defence Minister Tor Haugen leaves for Lima today.",
        [("Tor Haugen", "Our ships stay where they are")],
    ),
    (
        '"That door is closed," Li Wenhao, vice president of the Pacific Fisheries Council (PFC), told reporters in '
        "Suva.",
        [("Li Wenhao", "That door is closed")],
    ),
    (
        '"There was no shouting at all," insisted Senator Paz de la Rosa-Cruz, who chaired the session in Manila.',
        [("Paz de la Rosa-Cruz", "There was no shouting at all")],
    ),
    (
        "“We waited until noon,” said the chief mediator and vice-president of Kenya, Joseph Otieno, who had flown in "
        "that morning with the UN envoy, Claire Dubois.",
        [("Joseph Otieno", "We waited until noon")],
    ),
    # the speaker before the words
    (
        'Kenyan President Joyce Mwangi said: "I came to listen, and I have listened."',
        [("Joyce Mwangi", "I came to listen")],
    ),
    (
        "The Peruvian foreign minister, Ana Torres, told parliament: “Nothing has been signed and nothing will be.”",
        [("Ana Torres", "Nothing has been signed")],
    ),
    (
        'Asked about the ships, Chilean Foreign Minister Pedro Rojas replied, "Ask the admiral, not me."',
        [("Pedro Rojas", "Ask the admiral")],
    ),
    (
        'Ukrainian President Oleh Bondar praised the envoy on Telegram: "She was the best of all who came here."',
        [("Oleh Bondar", "She was the best of all who came here")],
    ),
    (
        "Dutch Foreign Minister Eva de Wit added:\n\n“Trade matters to us. I hear it from every firm in Rotterdam.”",
        [("Eva de Wit", "Trade matters to us")],
    ),
    # the speaker in another sentence
    (
        "Marta Quispe, asked about the border, said La Paz would not close it.\n\n"
        '"That is for judges and not for ministers," she said.\n\n'
        "The Bolivian foreign minister flies home today.",
        [("Marta Quispe", "That is for judges")],
    ),
    (
        "Rojas denied that the U.S. envoy John Hale had been refused an audience in Lima. "
        '"He never asked for one," he said. Chilean Foreign Minister Pedro Rojas left on Friday.',
        [("Pedro Rojas", "He never asked for one")],
    ),
    (
        "Iranian Foreign Minister Reza Karimi wrote on his X account that he stood ready to fly to Rome. "
        '"The road is open in both directions," the top diplomat noted.',
        [("Reza Karimi", "The road is open in both directions")],
    ),
    (
        "Rwanda's foreign minister, Jean Habimana, shot back within the hour. \"No text was agreed, so there was "
        'nothing to sign," he posted.',
        [("Jean Habimana", "No text was agreed")],
    ),
    (
        "President Ivo Marek sent a telegram to President Luis Prado of Peru on Sunday.\n\n"
        "“The news of the earthquake has been received here with deep sorrow,” the telegram says.",
        [("Ivo Marek", "The news of the earthquake")],
    ),
    (
        "The NATO Secretary General welcomed Czech Prime Minister Jan Dvorak to Brussels. The Secretary General said "
        "Prague would reach the target, and thanked the Prime Minister. “Nobody should doubt our resolve,” he added.",
        [("Secretary General of NATO", "Nobody should doubt our resolve")],
    ),
    # posts, offices and countries
    (
        '"No such meeting is planned," the Algerian presidency said in a statement on Monday.',
        [("Algeria", "No such meeting is planned")],
    ),
    (
        '"This was not our drone," the Iranian Foreign Ministry said.',
        [("Foreign Ministry of Iran", "This was not our drone")],
    ),
    (
        "The chancellor of Austria met the Slovak president in Graz.\n\n"
        '"We are neighbours before we are customers," the chancellor said on leaving the castle.',
        [("Chancellor of Austria", "We are neighbours before we are customers")],
    ),
    (
        "In a joint statement, Norway and Chile said: “The door to an agreement remains open to all.”",
        [("Norway", "The door to an agreement"), ("Chile", "The door to an agreement")],
    ),
    (
        '"The process lives," the European Commission tweeted, along with two photographs.',
        [("European Commission", "The process lives")],
    ),
    # split, nested and continued
    (
        "“As it stands,” said Italian Foreign Minister Carla Bruni, “the contract helps nobody at all.”",
        [("Carla Bruni", "As it stands")],
    ),
    (
        '"We agreed on one thing," Norwegian Foreign Minister Kari Lund said. "We agreed on the fish."\n\n'
        '"The rest will have to wait," she added.',
        [("Kari Lund", "We agreed on one thing"), ("Kari Lund", "The rest will have to wait")],
    ),
    (
        "\"They told me 'no more talks' on Sunday,\" Chilean Foreign Minister Pedro Rojas said.",
        [("Pedro Rojas", "They told me 'no more talks' on Sunday")],
    ),
    (
        "“We are one people,” said President Joyce Mwangi of Kenya.\n\n“We have one river and one lake,” she went on.",
        [("Joyce Mwangi", "We are one people"), ("Joyce Mwangi", "We have one river")],
    ),
    (
        'The official spokesperson, Mr. Arun Mehta of India, said:\n\n"The sixth meeting of the group stands deferred.'
        "\n\nOur High Commissioner in Colombo called on the minister this morning.\n\n"
        'Details will be shared later."\n\nNew Delhi',
        [("Arun Mehta", "The sixth meeting of the group stands deferred")],
    ),
    # part of a sentence
    (
        'In December, foreign ministry spokeswoman Lin Qiaoyan said in Beijing that the pact should not "harm the '
        'interests of any third party".',
        [("Lin Qiaoyan", "harm the interests of any third party")],
    ),
    (
        "French President Luc Moreau called the vote “a gift to the enemies of Europe”, and went home.",
        [("Luc Moreau", "a gift to the enemies of Europe")],
    ),
    (
        "Chilean Foreign Minister Pedro Rojas met Norway's Kari Lund in Lima and assured her that the railway was "
        '"aimed at nobody".',
        [("Pedro Rojas", "aimed at nobody")],
    ),
    (
        "The Saudi king met the Palestinian leaders on Tuesday. King Fahd says he hopes they will agree to “stop the "
        "bloodshed.”",
        [("Fahd", "stop the bloodshed")],
    ),
    (
        "President Joan Baker thanked Prime Minister Sato Kenji, noting that the Prime Minister’s declaration that "
        "“any such attack would be an attack on us all” had been heard.",
        [("Sato Kenji", "any such attack would be an attack on us all")],
    ),
    # other marks
    (
        "« Nous sommes prêts » was all that French Foreign Minister Anne Leroy wrote on X. "
        "«We shall be there on Monday», she told Le Monde.",
        [("Anne Leroy", "We shall be there on Monday")],
    ),
    (
        "‘We don’t want to wait,’ Britain’s foreign secretary, Ruth Hale, told the BBC. ‘Nobody does.’",
        [("Ruth Hale", "We don’t want to wait")],
    ),
    (
        "``We have lost a friend,'' said Egyptian President Samir Fawzi.",
        [("Samir Fawzi", "We have lost a friend")],
    ),
    # whoever else is named near the verb does not speak
    (
        'A farmer who had met Norwegian Foreign Minister Kari Lund said: "There is no fish left in the fjord."',
        [],
    ),
    (
        'Norwegian Foreign Minister Kari Lund went home. "There is no fish left in the fjord," a farmer told her.',
        [],
    ),
    # transcripts
    (
        "PRESS CONFERENCE\n\nForeign Minister Kari Lund of Norway met the press in Oslo.\n\n"
        "MODERATOR: Good morning to all of you.\n\nFOREIGN MINISTER LUND: We agreed on the fish. I leave today.\n\n"
        "Q: Did you speak of the strait?\n\nFOREIGN MINISTER LUND: We did not.",
        [
            ("Kari Lund", "We agreed on the fish. I leave today."),
            ("Kari Lund", "We did not."),
        ],
    ),
    (
        "Foreign Minister Kari Lund spoke to the Oslo Gazette.\n\nQuestion: Will you go to Lima?\n"
        "Answer: I shall go there in May.\nQuestion: Alone?\nAnswer: With two other ministers.",
        [("Kari Lund", "I shall go there in May."), ("Kari Lund", "With two other ministers.")],
    ),
    (
        "Foreign Minister Kari Lund and Foreign Minister Pedro Rojas spoke to the Oslo Gazette.\n\n"
        "Question: Will you go to Lima?\nAnswer: I shall go there in May.",
        [],
    ),
    # statements in the first person
    (
        "Statement by Foreign Minister Kari Lund on the Strait\n\nOslo, May 5\n\n"
        "I welcome the release of the two sailors. Norway thanks Chile.",
        [("Kari Lund", "I welcome the release of the two sailors. Norway thanks Chile.")],
    ),
    (
        "Statement by Foreign Minister Kari Lund on the Strait\n\nNorway welcomes the release of the two sailors.",
        [],
    ),
    (
        "The ship is back in port.\n\nA fine day for Bergen! https://t.co/abc — Kari Lund (@karilund) May 5, 2025\n\n"
        "Foreign Minister Kari Lund had gone there.",
        [("Kari Lund", "A fine day for Bergen!")],
    ),
    # joint statements
    (
        "Joint Statement on the Strait\n\nRepresentatives of Norway, Chile and Kenya met in Oslo on May 5.\n\n"
        "Begin text:\n\nWe remain concerned about the fishing boats in the strait.\n\nEnd text.",
        [
            ("Norway", "We remain concerned"),
            ("Chile", "We remain concerned"),
            ("Kenya", "We remain concerned"),
        ],
    ),
    (
        "Joint Statement on the Strait\n\nThe boats are still there.\n\n"
        "Begin text:\n\nWe remain concerned about the fishing boats in the strait.\n\nEnd text.",
        [],
    ),
    # lines with a colon that nobody speaks
    ("PARTICIPANTS\n\nChair: Kari Lund\nChile: Pedro Rojas\nChair: Ann Hale", []),
    ("The ministers met in Oslo.\n\nDate: It was in May.\nPlace: It was by the sea.\nDate: It will be in June.", []),
    # nobody is quoted
    ('Kari Lund spoke of a "surge" in prices and of the "grain corridor".', []),
    ('The film "The Long Way Home" was shown to Norwegian Foreign Minister Kari Lund.', []),
    ('Minister Lund said he looked forward to the "Northern Seas plus Japan" Dialogue in Tokyo.', []),
    ("Witnesses in the harbour said: “There was a loud bang and then smoke.”", []),
    # one voice behind a name in capitals or a post
    ("KARI LUND: I met the ministers in Lima.", [("KARI LUND", "I met the ministers in Lima.")]),
    ("Prime Minister Kari Lund: We will not sign.", [("Kari Lund", "We will not sign.")]),
    ("Mr. Jan Vos, Official Spokesperson: Today I can confirm it.", [("Jan Vos", "Today I can confirm it.")]),
    ("NOTE: I met the ministers in Lima.", []),
    ("Prime Minister Kari Lund: Nobody will sign.", []),
    # an official without a name
    ('A Kenyan official said: "We regret the closure."', [("Official of Kenya", "We regret the closure.")]),
    (
        'An official of the Kenyan Foreign Ministry said:\n\n"We regret the closure."',
        [("official of the Kenyan Foreign Ministry", "We regret the closure.")],
    ),
    ('An official said: "We regret the closure."', []),
    # a piece with a saying of its own
    (
        'Kari Lund said the ferries "cost us a fortune each winter," adding, "Nobody wants new ones, though."',
        [("Kari Lund", "cost us a fortune each winter"), ("Kari Lund", "Nobody wants new ones, though.")],
    ),
]


@pytest.mark.parametrize(("text", "said"), PASSAGES)
def test_quotations(read: Reader, text: str, said: list[tuple[str, str]]) -> None:
    extraction = read(text)
    found = [
        (extraction.entity(speaker.entity).name, statement.text.text)
        for statement in extraction.statements
        if statement.kind is StatementKind.QUOTED
        for speaker in statement.speakers
    ]
    assert len(found) == len(said), found
    for (who, words), (name, begins) in zip(sorted(found), sorted(said), strict=True):
        assert who == name and words.startswith(begins), found
