"""The extraction must not get worse: precision, recall and F1 stay above the floors in floors.yaml."""

import math
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import floors
import pytest
from beside import beside

from kg import pipeline
from kg.evaluate import KINDS, Count, Scores

FLOORS = floors.load()
EVEN = {"all": dict.fromkeys(floors.MEASURES, 0.8)}
PINNED = {"documents": 2, "digest": "ab", "groups": EVEN}


def problems(scores: Scores, counts: dict[str, Count], pinned: dict[str, Any]) -> list[str]:
    values = floors.measure(counts, FLOORS["kinds"])
    return floors.below(values, scores.documents, pinned["digest"], pinned)


def gold(name: str) -> Path:
    """The folder with the gold texts of that name."""
    return floors.FOLDERS["own"] if name == "own" else beside("gold/dev")


@pytest.fixture(scope="module", params=floors.FOLDERS)
def measured(request: pytest.FixtureRequest) -> tuple[Scores, dict[str, Any]]:
    return evaluated(gold(request.param)), FLOORS[request.param]


@cache
def evaluated(folder: Path) -> Scores:
    return pipeline.evaluate(folder)


@pytest.mark.corpora
def test_no_measure_is_below_its_floor(measured: tuple[Scores, dict[str, Any]]) -> None:
    scores, pinned = measured
    assert problems(scores, scores.counts, pinned) == []


@pytest.mark.corpora
def test_lost_and_invented_facts_break_the_gate(measured: tuple[Scores, dict[str, Any]]) -> None:
    scores, pinned = measured
    for group in pinned["groups"]:
        worse = {kind: _worse(scores.counts[kind], kind in FLOORS["kinds"][group]) for kind in KINDS}
        assert any(problem.startswith(group) for problem in problems(scores, worse, pinned)), group


def _worse(count: Count, touched: bool) -> Count:
    lost = math.ceil(count.found / 4) if touched else 0
    return Count(count.found - lost, count.spurious + lost, count.missed + lost)


@pytest.mark.parametrize("name", floors.FOLDERS)
def test_the_gold_texts_are_the_pinned_ones(name: str) -> None:
    assert floors.digest(gold(name)) == FLOORS[name]["digest"], (
        "accept them with python tests/floors.py --lower, and say why in the commit"
    )


@pytest.mark.corpora
def test_sure_facts_are_right() -> None:
    sure, everything = pipeline.evaluate(gold("dev"), min_confidence=0.9).all, evaluated(gold("dev")).all
    assert sure.precision >= 0.95 and sure.recall >= 0.15
    assert sure.precision > everything.precision and sure.recall < everything.recall  # less sure ones are not as good


def test_a_changed_text_or_name_changes_the_digest(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    seen = set()
    for change in (
        lambda: file.write_text("Kari Lund met Pedro Rojas."),
        lambda: file.write_text("Kari Lund met Pedro Rojas!"),
        lambda: file.rename(tmp_path / "b.txt"),
        lambda: (tmp_path / "b.json").write_text("{}"),
    ):
        change()
        seen.add(floors.digest(tmp_path))
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("value", "documents", "texts", "expected"),
    [
        (0.8, 2, "ab", []),
        (0.79, 2, "ab", ["all: precision 0.790 < 0.8", "all: recall 0.790 < 0.8", "all: f1 0.790 < 0.8"]),
        (0.9, 3, "ab", ["3 documents, not 2"]),
        (0.9, 2, "cd", ["digest cd, not ab"]),
    ],
)
def test_what_breaks_the_gate(value: float, documents: int, texts: str, expected: list[str]) -> None:
    values = {"all": dict.fromkeys(floors.MEASURES, value)}
    assert floors.below(values, documents, texts, PINNED) == expected


@pytest.mark.parametrize(("value", "floor"), [(0.9, 0.88), (0.8, 0.8), (0.81, 0.8), (0.7, 0.68), (0.999, 0.97)])
def test_floors_rise_and_only_a_broken_one_sinks(value: float, floor: float) -> None:
    values = {"all": dict.fromkeys(floors.MEASURES, value)}
    assert floors.moved(values, EVEN) == {"all": dict.fromkeys(floors.MEASURES, floor)}


@pytest.mark.parametrize(
    ("value", "options", "least"),
    [(0.9, [], 0.88), (0.7, [], None), (0.7, ["--lower"], 0.68), (0.9, ["--lower"], 0.88)],
)
def test_floors_sink_only_when_told_to(
    value: float, options: list[str], least: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, right = tmp_path / "floors.yaml", round(100 * value)
    counts = dict.fromkeys(KINDS, Count(right, 100 - right, 100 - right))
    monkeypatch.setattr(floors, "FILE", file)
    monkeypatch.setattr(floors, "FOLDERS", {"own": tmp_path})
    monkeypatch.setattr(pipeline, "evaluate", lambda folder: SimpleNamespace(documents=0, counts=counts))
    monkeypatch.setattr("sys.argv", ["floors.py", *options])
    file.write_text("# why\n")
    before = {"kinds": {"all": ["post"]}, "own": {**PINNED, "documents": 0, "digest": floors.digest(tmp_path)}}
    floors.write(before)
    if least is None:
        with pytest.raises(SystemExit, match="--lower"):
            floors.main()
        assert floors.load() == before
    else:
        floors.main()
        assert floors.load()["own"]["groups"] == {"all": dict.fromkeys(floors.MEASURES, least)}
        assert file.read_text().startswith("# why\n")


def test_every_kind_of_fact_has_a_floor() -> None:
    kinds = FLOORS["kinds"]
    assert set(kinds["all"]) | {"reported"} == set(KINDS)
    assert {kind for group, members in kinds.items() if group != "all" for kind in members} == set(KINDS)
    for folder in floors.FOLDERS:
        assert set(FLOORS[folder]["groups"]) == set(kinds)
