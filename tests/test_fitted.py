"""Fitted classifiers: probabilities from features, the same after a file, and what spoke for them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.errors import ConfigurationError
from kg.extraction.agreements import models as agreements
from kg.extraction.coreference import affiliation
from kg.extraction.events import models as events
from kg.fitted import Classifier, Features, load, save

WEIGHTS = {"red": [2.0, 0.0, -1.0], "round": [0.0, 1.0, 0.0], "#size:3": [0.0, 0.0, 3.0]}
FRUIT = Classifier(
    ("cherry", "orange", "sky"),
    {name: row for row, name in enumerate(WEIGHTS)},
    np.array(list(WEIGHTS.values())),
    np.array([0.0, 0.5, 0.0]),
)


@pytest.mark.parametrize(
    ("features", "likeliest"),
    [
        (Features({"red", "round"}), "cherry"),
        (Features({"round"}), "orange"),
        (Features({"never seen"}), "orange"),
        (Features(), "orange"),
        (Features(counted={"size": -1.5}), "orange"),
        (Features(counted={"size": -0.5}), "sky"),
    ],
)
def test_the_likeliest_class_has_the_greatest_sum_of_weights(features: Features, likeliest: str) -> None:
    (row,) = FRUIT.probabilities([features])
    assert sum(row) == pytest.approx(1)
    assert FRUIT.classes[int(np.argmax(row))] == likeliest
    assert FRUIT.probability([features], likeliest) == [pytest.approx(max(row))]


def test_nothing_has_no_probabilities() -> None:
    assert FRUIT.probabilities([]).shape == (0, 3)


@pytest.mark.parametrize(
    ("number", "bin_"), [(-9, 0), (-3, 1), (0, 4), (0.5, 4), (True, 5), (5, 8), (6, 9), (39, 12), (40, 13), (1e9, 13)]
)
def test_a_number_is_a_feature_by_its_bin(number: float, bin_: int) -> None:
    assert list(Features(counted={"size": number}).names()) == [f"#size:{bin_}"]


def test_what_spoke_most_comes_first() -> None:
    spoke = FRUIT.spoke(Features({"red", "round", "never seen"}, {"size": 9}), "cherry")
    assert spoke == [("red", 2.5), ("round", -0.5)]
    assert FRUIT.spoke(Features({"red", "round"}), "cherry", most=1) == [("red", 2.5)]


def test_a_file_keeps_what_was_fitted_and_is_the_same_each_time(tmp_path: Path) -> None:
    save(tmp_path / "a.npz", {"fruit": FRUIT}, {"words": ["a", "b"]})
    save(tmp_path / "b.npz", {"fruit": FRUIT}, {"words": ["a", "b"]})
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    models, about = load(tmp_path / "a.npz")
    assert about["words"] == ["a", "b"]
    seen = [Features({"red"}), Features({"round"})]
    assert models["fruit"].probabilities(seen) == pytest.approx(FRUIT.probabilities(seen))


@pytest.mark.parametrize("broken", ["absent", "empty", "text", "another archive", "cut"])
def test_a_file_without_classifiers_is_an_error_that_says_what_to_do(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "models.npz"
    save(path, {"fruit": FRUIT}, {})
    if broken == "another archive":
        np.savez(path, other=np.zeros(3))
    elif broken == "cut":
        path.write_bytes(path.read_bytes()[:200])
    elif broken == "absent":
        path.unlink()
    else:
        path.write_bytes(b"" if broken == "empty" else b"fruit")
    with pytest.raises(ConfigurationError, match=r"models\.npz holds no fitted classifiers: .*; run make fit"):
        load(path)


@pytest.mark.parametrize("fitted", [affiliation.fitted, agreements.fitted, events.fitted])
def test_models_other_than_those_that_are_needed_are_an_error(
    fitted: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "other.npz", {"fruit": FRUIT}, {})
    monkeypatch.setattr("kg.fitted.ontology_path", lambda _: tmp_path / "other.npz")
    with pytest.raises(ConfigurationError, match=r"other\.npz holds other models than are needed: .*; run make fit"):
        fitted.__wrapped__()
