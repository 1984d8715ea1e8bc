"""The gold texts in tests/gold: invented news with the facts a careful reader enters from it."""

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.dates import bounds
from kg.evaluate import Scores, score
from kg.kinds import ADDRESS, CALL, FORUM, MEETING, NEGOTIATION, RECEPTION, VISIT, kinds
from kg.model import ActionType, StatementKind

GOLD = Path(__file__).parent / "gold"
MODALITIES = {"occurred", "planned", "proposed", "cancelled", "denied"}  # the data model has finer ones
FILES = sorted(GOLD.glob("*.json"))
FACTS: list[dict[str, Any]] = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
TEXTS = {path.stem: path.with_suffix(".txt").read_text(encoding="utf-8") for path in FILES}


def actions(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [action for agreement in gold["agreements"] for action in agreement["actions"]]


def problems(gold: dict[str, Any], text: str) -> list[str]:
    """What in the facts does not rest on the text: quoted words, names of persons, dates, links between events."""
    dated = gold["events"] + actions(gold)
    found = [fact["evidence"] for fact in dated if fact["evidence"] not in text]
    found += [statement["text"] for statement in gold["statements"] if statement["text"] not in text]
    persons = [post["person"] for post in gold["posts"]]
    persons += [person["name"] for event in gold["events"] for person in event["participants"] if person["for"]]
    found += [name for name in persons if name not in text and " of " not in name]
    found += [fact["place"] for fact in dated if fact["place"] and fact["place"] not in text]
    events = {event["id"] for event in gold["events"]}
    links = [event[link] for event in gold["events"] for link in ("part_of", "sidelines_of")]
    found += [link for link in links if link and link not in events]
    for fact in dated:
        try:
            bounds(fact["date"] or "2020")
        except ValueError:
            found.append(fact["date"])
    return found


@pytest.mark.parametrize("gold", FACTS, ids=lambda gold: gold["id"])
def test_facts_rest_on_their_text(gold: dict[str, Any]) -> None:
    assert problems(gold, TEXTS[gold["id"]]) == []
    assert 40 <= len(TEXTS[gold["id"]].split()) <= 180
    assert gold["document_date"] == (None if gold["id"].startswith("undated") else gold["id"][:10])


@pytest.mark.parametrize(
    ("key", "value"),
    [("evidence", "never written"), ("place", "Atlantis"), ("date", "last week"), ("part_of", "e99")],
)
def test_a_fact_that_does_not_rest_on_the_text_is_found(key: str, value: str) -> None:
    wrong = copy.deepcopy(FACTS[0])
    wrong["events"][0][key] = value
    assert problems(wrong, TEXTS[wrong["id"]]) == [value]


def test_the_texts_show_every_kind_of_fact() -> None:
    assert len(FACTS) == len(list(GOLD.glob("*.txt"))) >= 60
    events = [event for gold in FACTS for event in gold["events"]]
    done = [action for gold in FACTS for action in actions(gold)]
    assert {MEETING, CALL, VISIT, FORUM, NEGOTIATION, ADDRESS, RECEPTION} <= {event["type"] for event in events}
    assert {event["type"] for event in events} <= set(kinds())
    assert {fact["modality"] for fact in events} == MODALITIES
    assert {action["type"] for action in done} == set(ActionType)
    said = Counter(statement["kind"] for gold in FACTS for statement in gold["statements"])
    assert set(said) == set(StatementKind)
    assert sum(len(gold["posts"]) for gold in FACTS) >= 150
    assert any(post.get("former") for gold in FACTS for post in gold["posts"])


def test_gold_scores_full_marks_against_itself() -> None:
    scores = Scores()
    for gold in FACTS:
        score(gold, gold, scores)
    assert scores.all.f1 == 1.0
    assert scores.documents == len(FACTS)
