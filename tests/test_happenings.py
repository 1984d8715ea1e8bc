"""Which reports tell of one event, and of one instrument: measured on labelled scenes."""

import random
from itertools import chain

import pytest
from happenings import Scene, count, judged, report, scenes, scores

from kg.resolve import resolve

EVENTS = scenes("events.yaml")
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


def test_the_measure_notices_what_is_wrong() -> None:
    one, other = ("2022-05-06 | meeting | occurred | 2022-05-06 | | " + who for who in ("SWE; HUN", "SWE; AUT"))
    assert scores(count([{"events": {"a": [one, one]}}], "events", report)) == (1.0, 1.0)
    assert scores(count([{"events": {"a": [one], "b": [one]}}], "events", report))[0] == 0.0
    assert scores(count([{"events": {"a": [one, other]}}], "events", report))[1] == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_order_of_reports_makes_no_difference(seed: int) -> None:
    for scene in EVENTS:
        documents = [report(line, f"d{n}") for n, line in enumerate(chain.from_iterable(scene["events"].values()))]
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert resolve(shuffled).facts == resolve(documents).facts
