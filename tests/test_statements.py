"""What is said: one clear sentence a row."""

import pytest
from conftest import Reader

from kg.model import Extraction, StatementKind

WHO = "Norwegian Foreign Minister Kari Lund met Chilean Foreign Minister Pedro Rojas in Oslo on Monday. "
LUND, ROJAS = ("Kari Lund",), ("Pedro Rojas",)

QUOTED = [
    (WHO + '"We are ready to talk," Lund said.', LUND, "We are ready to talk"),
    (WHO + "“We are ready to talk,” Lund said.", LUND, "We are ready to talk"),
    (WHO + "'We are ready to talk,' Lund said.", LUND, "We are ready to talk"),
    (WHO + "‘We don’t want to wait,’ Lund said.", LUND, "We don’t want to wait"),
    (WHO + '"We are ready to talk," said Lund.', LUND, "We are ready to talk"),
    (WHO + '"Are we ready to talk?" asked Rojas.', ROJAS, "Are we ready to talk?"),
    (WHO + 'Lund said, "We are ready to talk."', LUND, "We are ready to talk."),
    (WHO + 'Lund said: "We are ready to talk."', LUND, "We are ready to talk."),
    (WHO + 'Lund told reporters: "We are ready to talk."', LUND, "We are ready to talk."),
    (WHO + 'Rojas wrote on X: "The talks went very well."', ROJAS, "The talks went very well."),
    (WHO + '"We are ready to talk," Lund said. "The door is open."', LUND, "We are ready to talk"),
    (WHO + '"We are ready," Lund said, "to talk at any time."', LUND, "We are ready"),
    (WHO + '"We are ready to talk," Lund said. "This will not wait," Rojas said.', ROJAS, "This will not wait"),
    (
        WHO + '"We are ready to talk," Lund posted on X.\n\n"The door is open," the post added.',
        LUND,
        "The door is open",
    ),
    (WHO + 'Lund called the plan "a gift to the smugglers".', LUND, "a gift to the smugglers"),
    (WHO + 'Lund said that the plan was "a gift to the smugglers".', LUND, "a gift to the smugglers"),
    (WHO + 'Lund said the plan was "weak" and "a gift to all smugglers".', LUND, "weak"),
    (WHO + "\"They told me 'no more talks' on Sunday,\" Rojas said.", ROJAS, "They told me 'no more talks' on Sunday"),
    (WHO + '"We agreed on one thing.\n\n"We agreed on the fish," Lund said.', LUND, "We agreed on one thing."),
    (
        'Kenyan President Joyce Mwangi arrived in Lima. "I came to listen," she said.',
        ("Joyce Mwangi",),
        "I came to listen",
    ),
    ('"Nobody will be left behind," the Kenyan president said.', ("President of Kenya",), "Nobody will be left behind"),
    (
        '"This was not our drone," the Iranian Foreign Ministry said.',
        ("Foreign Ministry of Iran",),
        "This was not our drone",
    ),
    ('In a statement, NATO said: "The alliance remains open to all."', ("NATO",), "The alliance remains open to all."),
    (WHO + '"We are ready to talk," according to Rojas.', ROJAS, "We are ready to talk"),
    (WHO + 'Lund said: "We are ready to talk. The boats left.', LUND, "We are ready to talk. The boats left."),
    (WHO + 'Lund said: "We are ready.\n\n"We will not wait."', LUND, "We are ready."),
    (WHO + 'A newspaper quoted Rojas as saying "we are ready to talk".', ROJAS, "we are ready to talk"),
    (
        "The following is the text of a joint statement released by the Governments of Norway and Chile.\n\n"
        "Begin text:\n\nWe remain concerned about the fishing boats.\n\nEnd text.",
        ("Norway", "Chile"),
        "We remain concerned",
    ),
    (
        "The Foreign Secretary Ruth Hale said:\n\nI welcome this step and I thank all sides.",
        ("Ruth Hale",),
        "I welcome",
    ),
]

REPORTED = [
    ("Lund said that the talks had failed.", LUND, "the talks had failed"),
    ("Lund said the talks had failed.", LUND, "the talks had failed"),
    ("Lund told reporters that the talks had failed.", LUND, "the talks had failed"),
    ("Lund announced that Norway would reopen its embassy.", LUND, "Norway would reopen its embassy"),
    ("Rojas warned that the fishing season would be lost.", ROJAS, "the fishing season would be lost"),
    ("Rojas stressed that the border must stay open.", ROJAS, "the border must stay open"),
    ("Rojas underscored the importance of free navigation.", ROJAS, "the importance of free navigation"),
    ("Rojas expressed concern about the attacks on ports.", ROJAS, "concern about the attacks on ports"),
    ("Rojas urged Iran to release the sailors.", ROJAS, "Iran to release the sailors"),
    ("Rojas called on Iran to release the sailors.", ROJAS, "on Iran to release the sailors"),
    ("Lund condemned the attacks on fishing boats.", LUND, "condemned the attacks on fishing boats"),
    ("Lund accused Iran of seizing fishing boats.", LUND, "accused Iran of seizing fishing boats"),
    ("Lund denied that the talks had failed.", LUND, "denied that the talks had failed"),
    ("Lund denied having asked for help.", LUND, "denied having asked for help"),
    ("Rojas thanked Norway for the release of the sailors.", ROJAS, "thanked Norway for the release of the sailors"),
    ('Lund said the talks would go on "as long as it takes".', LUND, "the talks would go on"),
    ("A White House statement said the talks had failed.", ("United States",), "the talks had failed"),
    ("The fishing season would be lost, Rojas added.", ROJAS, "The fishing season would be lost"),
    ("The fishing season is lost, Rojas told reporters on Monday.", ROJAS, "The fishing season is lost"),
    ("The plan, Lund said, was a gift to smugglers.", LUND, "was a gift to smugglers"),
    ("Rojas posted on X that the talks had failed.", ROJAS, "the talks had failed"),
    ("Rojas wrote that the talks had failed.", ROJAS, "the talks had failed"),
    ("Rojas made clear that the talks had failed.", ROJAS, "the talks had failed"),
    ("Rojas made it clear that the talks had failed.", ROJAS, "the talks had failed"),
    ("According to Rojas, the talks had failed.", ROJAS, "the talks had failed"),
    ("The talks had failed, according to Rojas.", ROJAS, "The talks had failed"),
    ("State media quoted Rojas as saying the talks had failed.", ROJAS, "the talks had failed"),
    ("Rojas issued a statement calling on Iran to free the sailors.", ROJAS, "calling on Iran to free the sailors"),
    ("Rojas is pleased to announce that the boats will return.", ROJAS, "the boats will return"),
    ("Rojas threatened to cut all ties with Iran.", ROJAS, "to cut all ties with Iran"),
    ('Rojas said he was "worried" by the attacks and called for "calm on all sides".', ROJAS, 'he was "worried"'),
    ("Lund said that the plan was good, adding that the door was open.", LUND, "the door was open"),
    ("Lund accused Iran of seizing boats, saying the attacks must stop.", LUND, "the attacks must stop"),
]

CHANNELS = [
    ('"We are ready to talk," Lund posted on X.', "X"),
    ('"We are ready to talk," Lund told reporters.', "reporters"),
    ('Lund said in a statement: "We are ready to talk."', "statement"),
    ('"We are ready to talk," Lund said in an interview.', "interview"),
    ('"We are ready to talk," Lund said at a press conference.', "press conference"),
    ('"We are ready to talk," Lund said.', None),
    ('Speaking to reporters in Oslo, Lund said: "We are ready to talk."', "reporters"),
    ('Writing on X, Lund said: "We are ready to talk."', "X"),
    ("Lund called for the release of the sailors.", None),
    ("Lund told a news conference that the talks had failed.", "press conference"),
]

NO_STATEMENT = [
    WHO,
    WHO + 'Lund spoke of a "surge" in prices.',
    WHO + "The two signed the ‘Framework for Clean Harbours’.",
    WHO + 'The film "The Long Way Home" was shown.',
    WHO + "Lund spoke on “Small Harbours, Clean Seas: Turning Waste into Work”.",
    WHO + "Lund joined a programme called “Puertos de Mar Limpio”.",
    WHO + "Lund did not say that the talks had failed.",
    WHO + "Lund declined to say whether the talks had failed.",
    WHO + "Lund is expected to say that the talks have failed.",
    WHO + "Witnesses said that the boats had left.",
    WHO + "Reuters reported that the boats had left.",
    WHO + "The NATO Summit declared that members would spend more on ships.",
    "The United States condemns the attacks on fishing boats.",
    WHO + "Lund called off a summit on salmon.",
    WHO + "Lund thanked Rojas.",
    WHO + "According to the letter, Lund will travel to Peru.",
    WHO + "Lund called on the mayor at his office on Monday.",
    WHO + "Lund recalled an ambassador after protests.",
    WHO + "They discussed the season, responding to storms, and fish.",
]


def _statements(extraction: Extraction, kind: StatementKind) -> list[tuple[tuple[str, ...], str]]:
    return [
        (tuple(extraction.entity(speaker.entity).name for speaker in statement.speakers), statement.text.text)
        for statement in extraction.statements
        if statement.kind is kind
    ]


@pytest.mark.parametrize(("text", "speakers", "begins"), QUOTED)
def test_quotation(read: Reader, text: str, speakers: tuple[str, ...], begins: str) -> None:
    found = _statements(read(text), StatementKind.QUOTED)
    assert any(who == speakers and said.startswith(begins) for who, said in found), found


@pytest.mark.parametrize(("sentence", "speakers", "said"), REPORTED)
def test_indirect_speech(read: Reader, sentence: str, speakers: tuple[str, ...], said: str) -> None:
    found = _statements(read(WHO + sentence), StatementKind.REPORTED)
    assert any(who == speakers and said in text for who, text in found), found


@pytest.mark.parametrize(("sentence", "channel"), CHANNELS)
def test_channel(read: Reader, sentence: str, channel: str | None) -> None:
    assert [statement.channel for statement in read(WHO + sentence).statements] == [channel]


@pytest.mark.parametrize("text", NO_STATEMENT)
def test_no_statement(read: Reader, text: str) -> None:
    assert read(text).statements == ()


@pytest.mark.parametrize(
    "said", ['the plan was "late and much too weak"', 'the plan gave Chile "all that it asked for"']
)
def test_a_clause_that_needs_the_words_quoted_in_it_is_not_reported(read: Reader, said: str) -> None:
    assert _statements(read(f"{WHO}Lund said {said}."), StatementKind.REPORTED) == []


def test_a_split_quotation_is_one_statement_with_both_parts_as_evidence(read: Reader) -> None:
    text = WHO + '"We are ready," Lund said, "to talk at any time."'
    [statement] = read(text).statements
    assert [mention.text for mention in statement.evidence[1:]] == ["to talk at any time."]


def test_a_joint_statement_in_full_has_every_speaker(read: Reader) -> None:
    text = (
        "The following statement was released by Norwegian Foreign Minister Kari Lund and Chilean Foreign Minister "
        "Pedro Rojas.\n\nBegin text:\n\nWe remain concerned about the fishing boats.\n\nEnd text."
    )
    [statement] = [s for s in read(text).statements if s.kind is StatementKind.QUOTED]
    assert statement.text.text == "We remain concerned about the fishing boats."
    assert len(statement.speakers) == 2


def test_texts_are_cut_from_the_document(read: Reader) -> None:
    text = WHO + '"We are ready to talk," Lund said. She added that the door was open.'
    for statement in read(text).statements:
        for mention in (statement.text, *statement.evidence):
            assert text[mention.begin : mention.end] == mention.text
