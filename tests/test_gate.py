"""The extraction must not get worse: precision, recall and F1 stay above the floors in floors.yaml."""

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import pipeline
from kg.evaluate import KINDS, Count, Scores

TESTS = Path(__file__).parent
FOLDERS = {"own": TESTS / "gold", "dev": TESTS.parents[1] / "shared" / "gold" / "dev"}
FLOORS: dict[str, dict[str, Any]] = yaml.safe_load((TESTS / "floors.yaml").read_text("utf-8"))


def below(documents: int, counts: dict[str, Count], floors: dict[str, Any]) -> list[str]:
    """The measures that lie below their floor, and a number of documents that is not the pinned one."""
    found = [] if documents == floors["documents"] else [f"{documents} documents"]
    for group, least in floors["groups"].items():
        count = sum((counts[kind] for kind in floors["kinds"][group]), Count())
        found += [
            f"{group}: {measure} {value:.3f} < {least[measure]}"
            for measure in least
            if (value := getattr(count, measure)) < least[measure]
        ]
    return found


@pytest.fixture(scope="module", params=FOLDERS)
def measured(request: pytest.FixtureRequest) -> tuple[Scores, dict[str, Any]]:
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip(f"the gold texts in {folder} lie outside the repository and are not here")
    return pipeline.evaluate(folder), {**FLOORS[request.param], "kinds": FLOORS["kinds"]}


@pytest.mark.corpora
def test_no_measure_is_below_its_floor(measured: tuple[Scores, dict[str, Any]]) -> None:
    scores, floors = measured
    assert below(scores.documents, scores.counts, floors) == []


@pytest.mark.corpora
def test_lost_and_invented_facts_break_the_gate(measured: tuple[Scores, dict[str, Any]]) -> None:
    scores, floors = measured
    for group in floors["groups"]:
        worse = {kind: _worse(scores.counts[kind], kind in floors["kinds"][group]) for kind in KINDS}
        assert any(problem.startswith(group) for problem in below(scores.documents, worse, floors)), group


def _worse(count: Count, touched: bool) -> Count:
    lost = math.ceil(count.found / 4) if touched else 0
    return Count(count.found - lost, count.spurious + lost, count.missed + lost)


@pytest.mark.corpora
def test_another_number_of_documents_breaks_the_gate(measured: tuple[Scores, dict[str, Any]]) -> None:
    scores, floors = measured
    fewer = scores.documents - 1
    assert below(fewer, scores.counts, floors) == [f"{fewer} documents"]


def test_every_kind_of_fact_has_a_floor() -> None:
    kinds = FLOORS["kinds"]
    assert set(kinds["all"]) | {"reported"} == set(KINDS)
    assert {kind for group, members in kinds.items() if group != "all" for kind in members} == set(KINDS)
    for folder in FOLDERS:
        assert set(FLOORS[folder]["groups"]) == set(kinds)
