"""The scores must be those of the reference script, and every kind of mistake must lower them."""

import copy
import json
import random
import runpy
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from beside import beside

from kg import pipeline
from kg.evaluate import HEADLINE, KINDS, Scores, score, shape
from kg.evaluate.matching import date_same, same, text_same, title_same
from kg.model import (
    Action,
    ActionType,
    Agreement,
    Argument,
    Document,
    Entity,
    EntityKind,
    Event,
    Extraction,
    Mention,
    Modality,
    Participant,
    Post,
    Statement,
    StatementKind,
    Time,
)

NAMES = (
    "Jane Doe",
    "USA",
    "the United Kingdom",
    "Viet Nam",
    "Burma",
    "Côte d'Ivoire",
    "Lao PDR",
    "Foreign Minister of China",
)
DATES = ("2020-01-01", "2020-01", "2020-01-01/2020-01-03", None)


def perturb(value: Any, rng: random.Random) -> Any:
    """A copy with facts dropped, names shortened or replaced and dates moved, as a poor extractor would do."""
    if isinstance(value, list):
        kept = [perturb(item, rng) for item in value if rng.random() > 0.15]
        return kept + [perturb(item, rng) for item in value if rng.random() < 0.05]
    if isinstance(value, dict):
        return {key: _value(key, item, rng) for key, item in value.items()}
    return value


def _value(key: str, value: Any, rng: random.Random) -> Any:
    if key in ("id", "document_date") or rng.random() > 0.2 or isinstance(value, list | dict):
        return value if key in ("id", "document_date") or not isinstance(value, list | dict) else perturb(value, rng)
    if key in ("name", "person", "speaker", "of", "for", "place"):
        words = str(value).split()
        return rng.choice([rng.choice(NAMES), words[-1] if value else None, str(value).upper(), f"the {value}"])
    if key in ("type", "modality", "kind"):
        choices = {
            "type": ["meeting", "visit", "forum", "signed"],
            "modality": ["planned", "denied"],
            "kind": ["quoted"],
        }
        return rng.choice(choices[key])
    if key == "date":
        return rng.choice([*DATES, f"{value}/{value}"])
    if key in ("title", "text"):
        return rng.choice([f"Deputy {value}", str(value)[:30], "something else altogether", str(value).lower()])
    return value


def reference(gold: Path, found: Path, out: Path) -> dict[str, dict[str, float]]:
    """What the reference script says, in this process: its imports take as long as its work."""
    script = str(beside("gold/score.py"))
    with patch.object(sys, "argv", [script, str(gold), str(found), "--json", str(out)]), redirect_stdout(StringIO()):
        runpy.run_path(script, run_name="__main__")
    result: dict[str, dict[str, float]] = json.loads(out.read_text("utf-8"))
    return result


def rounded(scores: Scores) -> dict[str, dict[str, float]]:
    counts = {kind: scores.counts[kind] for kind in KINDS} | {"all": scores.all}
    return {
        kind: {"gold": c.gold, "p": round(c.precision, 4), "r": round(c.recall, 4), "f1": round(c.f1, 4)}
        for kind, c in counts.items()
    }


@pytest.mark.corpora
@pytest.mark.parametrize("seed", range(6))
def test_numbers_equal_the_reference_script(seed: int, tmp_path: Path) -> None:
    dev, rng, scores = beside("gold/dev"), random.Random(seed), Scores()
    for path in sorted(dev.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        found = perturb(gold, rng) if seed else copy.deepcopy(gold)
        score(gold, found, scores)
        (tmp_path / path.name).write_text(json.dumps(found), encoding="utf-8")
    expected = reference(dev, tmp_path, tmp_path / "scores.out")
    assert rounded(scores) == expected
    assert scores.documents >= 25
    assert (scores.all.f1 == 1.0) == (seed == 0)


@pytest.mark.corpora
@pytest.mark.usefixtures("forked")
def test_the_graph_holds_what_was_extracted(tmp_path: Path) -> None:
    dev, reader = beside("gold/dev"), beside("gold/from_rdf.py")
    gold = [pipeline._gold_facts(path)[0] for path in sorted(dev.glob("*.json"))]
    said = [(document, facts) for document, facts in pipeline.extract(gold, [])]
    (tmp_path / "graph.nq").write_text("".join(pipeline.lines(said)), encoding="utf-8")
    command: list[str | Path] = [sys.executable, reader, tmp_path / "graph.nq", tmp_path / "found"]
    subprocess.run(command, check=True, capture_output=True)
    through_rdf = reference(dev, tmp_path / "found", tmp_path / "scores.out")["all"]["f1"]
    scores = Scores()
    for document, facts in said:
        score(json.loads((dev / f"{document.id}.json").read_text("utf-8")), shape(facts, document), scores)
    assert through_rdf == pytest.approx(scores.all.f1, abs=0.01)


EVENT = {
    "id": "e1",
    "type": "meeting",
    "modality": "occurred",
    "participants": [{"name": "Ana Silva", "for": "Brazil"}, {"name": "Japan", "for": None}],
    "place": "Lima",
    "date": "2020-05-01",
    "name": None,
}
AGREEMENT = {
    "id": "a1",
    "title": "Treaty of Lima",
    "parties": ["Brazil", "Japan"],
    "term": "P10Y",
    "actions": [{"type": "signed", "modality": "occurred", "date": "2020-05-01", "place": "Lima", "by": ["Ana Silva"]}],
}
FACTS = {
    "id": "d",
    "posts": [{"person": "Ana Silva", "title": "Foreign Minister", "of": "Brazil"}],
    "events": [EVENT],
    "agreements": [AGREEMENT],
    "statements": [{"speaker": "Ana Silva", "kind": "quoted", "text": "we shall build on this friendship"}],
}


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [
        (("posts", 0, "title"), "Deputy Foreign Minister", "post"),
        (("posts", 0, "of"), "Chile", "post"),
        (("events", 0, "type"), "forum", "event"),
        (("events", 0, "participants", 1, "name"), "China", "participant"),
        (("events", 0, "participants", 0, "for"), None, "for"),
        (("events", 0, "place"), "Cusco", "place"),
        (("events", 0, "date"), "2020-05-02", "date"),
        (("events", 0, "modality"), "planned", "modality"),
        (("agreements", 0, "title"), "Rome statute", "agreement"),
        (("agreements", 0, "parties"), ["Brazil"], "party"),
        (("agreements", 0, "actions", 0, "type"), "ratified", "action"),
        (("agreements", 0, "actions", 0, "by"), [], "signatory"),
        (("agreements", 0, "term"), "P5Y", "term"),
        (("statements", 0, "text"), "nothing of the kind was ever said", "quoted"),
        (("statements", 0, "kind"), "reported", "reported"),
    ],
)
def test_each_mistake_lowers_its_kind(path: tuple[Any, ...], value: Any, kind: str) -> None:
    found = copy.deepcopy(FACTS)
    target: Any = found
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    if path[0] == "agreements" and kind == "agreement":
        found["agreements"][0]["parties"] = []  # type: ignore[index] # the parties alone would still align it
    right, wrong = Scores(), Scores()
    score(FACTS, FACTS, right)
    score(FACTS, found, wrong)
    assert right.all.f1 == 1.0 and not right.errors
    assert wrong.counts[kind].spurious + wrong.counts[kind].missed > 0
    assert kind in {error.kind for error in wrong.errors}


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        ("US", "the United States", True),
        ("Republic of Korea", "South Korea", True),
        ("Türkiye", "Turkey", True),
        ("Angela Merkel", "Merkel", True),
        ("Merkel", "Merkle", False),
        ("North Korea", "South Korea", False),
        ("", "", False),
        (None, "Japan", False),
    ],
)
def test_same(a: str, b: str, equal: bool) -> None:
    assert same(a, b) is equal


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        ("Defence Minister", "Defense Minister", True),
        ("Minister of Defence", "Defence Minister of", True),
        ("Prime Minister", "Deputy Prime Minister", False),
        ("", "President", False),
    ],
)
def test_title_same(a: str, b: str, equal: bool) -> None:
    assert title_same(a, b) is equal


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        ("2020-05-01", "2020-05-01", True),
        ("2020-05-01", "2020-05-01/2020-05-03", True),
        ("2020-05-01/2020-05-02", "2020-05-01/2020-05-03", False),
        ("2020-05", "2020-05-01", False),
        (None, "2020", False),
    ],
)
def test_date_same(a: str, b: str, equal: bool) -> None:
    assert date_same(a, b) is equal


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        ("We shall build on this friendship", "we shall build on this friendship, he said, for ever", True),
        ("Indeed: we shall build on this friendship", "we shall build on this friendship", True),
        ("short", "short", False),
        ("We shall build on this friendship", "The talks were long and without result", False),
    ],
)
def test_text_same(a: str, b: str, equal: bool) -> None:
    assert text_same(a, b) is equal


TEXT = "Foreign Minister Ana Silva of Brazil met officials of Japan in Lima and signed the Treaty of Lima. “Good”."


def cut(words: str) -> Mention:
    return Mention.cut(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def test_shape_writes_names_for_entities() -> None:
    entities = (
        Entity(id="p", kind=EntityKind.PERSON, name="Ana Silva"),
        Entity(id="b", kind=EntityKind.COUNTRY, name="Brazil", key="BRA"),
        Entity(id="g", kind=EntityKind.GROUP, name="officials of Japan"),
        Entity(id="l", kind=EntityKind.PLACE, name="Lima"),
    )
    met, signed = (cut("met officials of Japan"),), (cut("signed the Treaty"),)
    silva = Participant(entity="p", on_behalf_of="b")
    extraction = Extraction(
        document="d",
        version="0",
        entities=entities,
        posts=(
            Post(id="f1", evidence=(cut("Foreign Minister Ana Silva"),), person="p", title="Foreign Minister", of="b"),
        ),
        events=(
            Event(
                id="f2",
                evidence=met,
                type="meeting",
                modality=Modality.ONGOING,
                participants=(silva, Participant(entity="g")),
                place=Argument(entity="l"),
                time=Time(edtf="2020-05-01"),
            ),
        ),
        agreements=(
            Agreement(id="f3", evidence=signed, title="Treaty of Lima", kind="treaty", parties=(Argument(entity="b"),)),
        ),
        actions=(
            Action(
                id="f4",
                evidence=signed,
                agreement="f3",
                type=ActionType.SIGNED,
                by=(Participant(entity="b"), silva),
            ),
        ),
        statements=(
            Statement(
                id="f5",
                evidence=(cut("Good"),),
                speakers=(Argument(entity="p"), Argument(entity="g")),
                kind=StatementKind.QUOTED,
                text=cut("Good"),
            ),
        ),
    )
    shaped = shape(extraction, Document(id="d", text=TEXT))
    assert shaped["posts"][0] == {
        "person": "Ana Silva",
        "title": "Foreign Minister",
        "of": "Brazil",
        "former": False,
        "fact": "f1",
        "evidence": "Foreign Minister Ana Silva",
        "more_evidence": [],
        "confidence": 1.0,
    }
    event = shaped["events"][0]
    assert (event["modality"], event["place"], event["date"]) == ("occurred", "Lima", "2020-05-01")
    assert event["participants"] == [
        {"name": "Ana Silva", "for": "Brazil"},
        {"name": "officials of Japan", "for": None},
    ]
    (agreement,) = shaped["agreements"]
    assert agreement["parties"] == ["Brazil"] and agreement["actions"][0]["by"] == ["Ana Silva"]
    assert [row["speaker"] for row in shaped["statements"]] == ["Ana Silva", "officials of Japan"]
    assert set(HEADLINE) < set(KINDS)
