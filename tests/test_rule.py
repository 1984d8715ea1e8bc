"""The rule of a fact is a value: one place writes it as text, and only an older record is ever read from text."""

import json

import pytest
from examples import Builder
from pydantic import ValidationError

from kg.model import Extraction
from kg.rule import GOING_ON, Rule

TEXTS = [
    (Rule(), ""),
    (Rule(kind="title"), "title"),
    (Rule(kind="by hand: posts"), "by hand: posts"),
    (Rule(kind="instrument", lemma="treaty"), "instrument:treaty"),
    (Rule(kind="act", lemma="sign"), "act:sign"),
    (Rule(kind="act", lemma="3.5"), "act:3.5"),
    (Rule(kind="reported", lemma="say"), "reported:say"),
    (GOING_ON, "quotation:goes on"),
    (Rule(kind="frame", lemma="meet", pos="VERB"), "frame:meet.VERB"),
    (Rule(kind="frame", lemma="talk", pos="NOUN", number=12), "frame:talk.NOUN.12"),
]


@pytest.mark.parametrize(("rule", "text"), TEXTS)
def test_a_rule_has_one_text(rule: Rule, text: str) -> None:
    assert str(rule) == f"{rule}" == text


@pytest.mark.parametrize(("rule", "text"), TEXTS)
def test_a_record_holds_it_as_a_value_and_an_older_one_as_text(rule: Rule, text: str) -> None:
    assert Rule.model_validate_json(rule.model_dump_json()) == rule
    assert Rule.model_validate_json(json.dumps(text)) == rule


@pytest.mark.parametrize("text", [":", "act:", ":sign", "frame:meet.VERB.1", "frame:a.VERB.02", "a\nb:c\nd", "title "])
def test_whatever_text_an_older_record_holds_stays_the_same(text: str) -> None:
    assert str(Rule.model_validate_json(json.dumps(text))) == text


def test_only_a_record_may_hold_text() -> None:
    with pytest.raises(ValidationError, match="Rule"):
        Rule.model_validate("title")
    with pytest.raises(ValidationError, match="tone"):
        Rule.model_validate_json('{"kind": "frame", "tone": "dry"}')


def test_an_extraction_written_with_texts_is_read() -> None:
    made = Builder("Kari Lund met Pedro Rojas.")
    rule = Rule(kind="frame", lemma="meet", pos="VERB")
    made.event("meeting", made.person("Kari Lund"), words="Kari Lund met", rule=rule)
    _, said = made.done()
    older = json.loads(said.model_dump_json())
    older["events"][0]["rule"] = "frame:meet.VERB"
    assert Extraction.model_validate_json(json.dumps(older)) == said
