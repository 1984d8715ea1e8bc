"""Classifiers fitted to annotated documents: features in, probabilities out, with what spoke for and against.

A classifier is a multinomial logistic regression. What was seen is a feature by itself; what was counted becomes one by
the bin that the number falls into, so that nothing but sums of weights is needed, which can be told to a reader.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, islice, repeat
from operator import getitem
from pathlib import Path
from typing import Any, TypeVar, cast, overload
from zipfile import BadZipFile

import numpy as np

from kg.errors import ConfigurationError
from kg.vocab import ontology_path

_EDGES = (-3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 20, 40)
"""Where the bins of numbers begin."""
_REMEMBERED = 1000
YES, NO = "yes", "no"
"""The classes of what is so, and of what is not."""
M = TypeVar("M")


@dataclass(slots=True)
class Features:
    """What was seen, and what was counted under some name."""

    seen: set[str] = field(default_factory=set)
    counted: dict[str, float] = field(default_factory=dict)

    def names(self) -> list[str]:
        """All features as texts; a number by its bin."""
        return [*self.seen, *(f"#{name}:{bisect_right(_EDGES, value)}" for name, value in self.counted.items())]


@dataclass(frozen=True)
class Classifier:
    """Gives each class a probability. `weights` has a row for each feature and a column for each class."""

    classes: tuple[str, ...]
    features: Mapping[str, int]
    weights: np.ndarray
    bias: np.ndarray
    _known_bins: dict[tuple[str, ...], Sequence["_Rows"]] = field(default_factory=dict, init=False, compare=False)

    def probabilities(self, found: Sequence[Features]) -> np.ndarray:
        """A row for each of some things, a column for each class; each row sums to 1."""
        if not found:
            return np.zeros((0, len(self.classes)))
        rows = [self._rows(one) for one in found]
        ends = accumulate(map(len, rows))
        weights = self._weights[np.fromiter(chain.from_iterable(rows), np.intp)]
        odds = np.add.reduceat(weights, [0, *islice(ends, len(rows) - 1)])
        odds = odds + self.bias
        odds = np.exp(odds - odds.max(axis=1, keepdims=True))
        return cast("np.ndarray", odds / odds.sum(axis=1, keepdims=True))

    def probability(self, found: Sequence[Features], of: str = YES) -> list[float]:
        """The probability of one class for each of some things."""
        return [*map(float, self.probabilities(found)[:, self.classes.index(of)])]

    def spoke(self, one: Features, of: str, most: int = 5) -> list[tuple[str, float]]:
        """The features that spoke most for or against a class, with the weight of each above those of other classes."""
        column = self.classes.index(of)
        rows = {name: self.weights[self.features[name]] for name in one.names() if name in self.features}
        ahead = {name: float(row[column] - (row.sum() - row[column]) / (len(row) - 1)) for name, row in rows.items()}
        return sorted(ahead.items(), key=lambda told: (-abs(told[1]), told[0]))[:most]

    @cached_property
    def _weights(self) -> np.ndarray:
        """The weights, and nothing in the row behind them, for what no weight is known of.

        They are kept in half precision, so that their sum is exact whatever the order of a set.
        """
        return np.vstack([self.weights.astype("float16").astype("float64"), np.zeros_like(self.bias)])

    def _rows(self, one: Features) -> list[int]:
        """At least one; that behind the others for what no weight is known of."""
        nothing, bins = len(self.features), self._bins_of(tuple(one.counted))
        rows = [*map(self.features.get, one.seen, repeat(nothing)), *map(getitem, bins, one.counted.values())]
        return rows or [nothing]

    def _bins_of(self, names: tuple[str, ...]) -> Sequence["_Rows"]:
        """The rows of each of some numbers; things of a kind have the same numbers, and most are asked for at once."""
        if names not in self._known_bins:
            nothing = _Rows([len(self.features)] * (len(_EDGES) + 1))
            self._known_bins[names] = [self._bins.get(name, nothing) for name in names]
        return self._known_bins[names]

    @cached_property
    def _bins(self) -> Mapping[str, "_Rows"]:
        """The row of each value of each number."""
        names = {feature[1:].rpartition(":")[0] for feature in self.features if feature.startswith("#")}
        bins = range(len(_EDGES) + 1)
        unknown = len(self.features)
        return {name: _Rows([self.features.get(f"#{name}:{bin_}", unknown) for bin_ in bins]) for name in sorted(names)}


class _Rows(dict[float, int]):
    """The row of the bin that a number falls into; those of whole numbers are remembered."""

    def __init__(self, bins: Sequence[int]) -> None:
        super().__init__()
        self._bins = bins

    def __missing__(self, value: float) -> int:
        row = self._bins[bisect_right(_EDGES, value)]
        if isinstance(value, int) and abs(value) < _REMEMBERED:
            self[value] = row
        return row


def save(path: Path, models: Mapping[str, Classifier], about: Mapping[str, Any]) -> None:
    """Write classifiers, and what else is known `about` them, into one file: the same bytes for the same values."""
    arrays: dict[str, np.ndarray] = {}
    told: dict[str, Any] = {}
    for name, model in sorted(models.items()):
        told[name] = {"classes": model.classes, "features": sorted(model.features, key=lambda one: model.features[one])}
        arrays |= {f"{name}.weights": model.weights.astype("float16"), f"{name}.bias": model.bias.astype("float32")}
    arrays["about"] = np.frombuffer(json.dumps({**about, "models": told}, ensure_ascii=False).encode(), dtype="uint8")
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # its stub takes the arrays for its own options


def load(path: Path) -> tuple[Mapping[str, Classifier], Mapping[str, Any]]:
    """The classifiers in a file, by name, and what else is known about them. Raises ConfigurationError."""
    try:
        with np.load(path) as arrays:
            about = json.loads(arrays["about"].tobytes())
            models = {
                name: Classifier(
                    tuple(told["classes"]),
                    {feature: row for row, feature in enumerate(told["features"])},
                    arrays[f"{name}.weights"].astype("float64"),
                    arrays[f"{name}.bias"].astype("float64"),
                )
                for name, told in about["models"].items()
            }
            return models, about
    except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{path} holds no fitted classifiers: {error!r}; run make fit") from error


def shipped(name: str, made: Callable[[Mapping[str, Classifier], Mapping[str, Any]], M]) -> M:
    """What is made of the classifiers in a file that comes with the program, and of what else is known about them.

    Raises ConfigurationError, also where the file holds others than what is made of them needs.
    """
    path = ontology_path(name)
    models, about = load(path)
    try:
        return made(models, about)
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{path} holds other models than are needed: {error!r}; run make fit") from error


@overload
def sure(likely: float) -> float: ...


@overload
def sure(likely: float | None) -> float | None: ...


def sure(likely: float | None) -> float | None:
    """A probability, to three digits and never certain."""
    return None if likely is None else min(0.99, max(0.01, round(likely, 3)))
