"""Which reports tell of one event, and of one instrument: measured on labelled scenes."""

import random
import re
from itertools import chain
from pathlib import Path

import pytest
import yaml
from happenings import Scene, count, instrument, judged, report, scenes, scores

from kg.errors import ConfigurationError
from kg.resolve import resolve, tables
from kg.vocab import ontology_path

EVENTS, INSTRUMENTS = scenes("events.yaml"), scenes("instruments.yaml")
PRECISION, RECALL = 0.95, 0.85


def test_reports_of_one_event_are_joined() -> None:
    found = count(EVENTS, "events", report)
    precision, recall = scores(found)
    assert found.total() >= 150
    assert precision >= PRECISION
    assert recall >= RECALL


@pytest.mark.parametrize("scene", EVENTS, ids=lambda scene: scene["why"])
def test_no_scene_joins_two_events(scene: Scene) -> None:
    assert [lines for lines, same, found in judged(scene, "events", report) if found and not same] == []


def test_reports_of_one_instrument_are_joined() -> None:
    found = count(INSTRUMENTS, "agreements", instrument)
    precision, recall = scores(found)
    assert found.total() >= 60
    assert precision >= PRECISION
    assert recall >= RECALL


@pytest.mark.parametrize("scene", INSTRUMENTS, ids=lambda scene: scene["why"])
def test_no_scene_joins_two_instruments(scene: Scene) -> None:
    assert [lines for lines, same, found in judged(scene, "agreements", instrument) if found and not same] == []


def test_the_measure_notices_what_is_wrong() -> None:
    one, other = ("2022-05-06 | meeting | occurred | 2022-05-06 | | " + who for who in ("SWE; HUN", "SWE; AUT"))
    assert scores(count([{"events": {"a": [one, one]}}], "events", report)) == (1.0, 1.0)
    assert scores(count([{"events": {"a": [one], "b": [one]}}], "events", report))[0] == 0.0
    assert scores(count([{"events": {"a": [one, other]}}], "events", report))[1] == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_order_of_reports_makes_no_difference(seed: int) -> None:
    for some, kind, read in ((EVENTS, "events", report), (INSTRUMENTS, "agreements", instrument)):
        for scene in some:
            documents = [read(line, f"d{n}") for n, line in enumerate(chain.from_iterable(scene[kind].values()))]
            shuffled = random.Random(seed).sample(documents, len(documents))
            assert resolve(shuffled).facts == resolve(documents).facts


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("events.yaml", "days: {past call: soon}"),
        ("events.yaml", "places: {a: [b], b: [c]}"),
        ("instruments.yaml", "known: {aukus: {titles: [aukus]}}"),
        ("instruments.yaml", "known: {aukus: {titles: [aukus], since: once}}"),
        ("instruments.yaml", "known: {aukus: {titles: [AUKUS], since: 2021-09-15}}"),
        ("instruments.yaml", "known: [aukus]"),
    ],
)
def test_tables_that_are_wrong_are_refused(
    file: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = yaml.safe_load(ontology_path(file).read_text("utf-8"))
    (tmp_path / file).write_text(yaml.safe_dump(shipped | yaml.safe_load(words)))
    monkeypatch.setattr(tables, "ontology_path", lambda name: tmp_path / name)
    with pytest.raises(ConfigurationError, match=re.escape(file)):
        {"events.yaml": tables.event_tables, "instruments.yaml": tables.instrument_tables}[file].__wrapped__()
