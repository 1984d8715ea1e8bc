"""Multinomial logistic regressions of sparse features, with a penalty on the squares of their weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax

from kg.fitted import Classifier, Features

LEAST = 3
"""Examples that a feature must be seen in."""
PENALTY = 6.0


class Taught(NamedTuple):
    """What one example teaches: that something with some features is of a class."""

    features: Features
    label: str
    word: str
    """The word that it is about,"""
    case: int
    """and the number of the text that it is of."""
    of: Any = None
    """What it was made from."""


@dataclass(frozen=True)
class Table:
    """What one model is taught: a row for each example, a column for each feature, and what each row is of."""

    features: Sequence[str]
    x: csr_matrix
    labels: Sequence[str]
    words: Sequence[str]
    """The word that each row is about."""
    cases: np.ndarray
    of: Sequence[Any]
    """What each row was made from."""

    def probabilities(self, rows: np.ndarray, model: Classifier) -> np.ndarray:
        """What a model makes of some rows: a row for each, a column for each class."""
        kept = [n for n, name in enumerate(self.features) if name in model.features]
        return np.asarray(softmax(self.x[rows][:, kept] @ model.weights + model.bias, axis=1))


def table_of(rows: Sequence[Taught]) -> Table:
    """The examples of one model."""
    columns: dict[str, int] = {}
    seen = [sorted(columns.setdefault(name, len(columns)) for name in sorted(row.features.names())) for row in rows]
    ends = np.cumsum([0, *map(len, seen)])
    inside = np.fromiter((column for one in seen for column in one), dtype=int, count=ends[-1])
    x = csr_matrix((np.ones(len(inside)), inside, ends), shape=(len(rows), len(columns)))
    _, labels, words, cases, of = zip(*rows, strict=True)
    return Table(list(columns), x, labels, words, np.array(cases), of)


def classifier(table: Table, rows: np.ndarray) -> Classifier:
    """A logistic regression on some rows of a table."""
    x, labels = table.x[rows], [label for label, taken in zip(table.labels, rows, strict=True) if taken]
    often = np.asarray(x.sum(axis=0)).ravel() >= LEAST
    features = {
        name: n for n, name in enumerate(name for name, kept in zip(table.features, often, strict=True) if kept)
    }
    classes = tuple(sorted(set(labels)))
    y = np.eye(len(classes))[[classes.index(label) for label in labels]]
    weights = minimise(x[:, often].tocsr(), y)
    return Classifier(classes, features, weights[:-1], weights[-1])


def minimise(x: csr_matrix, y: np.ndarray) -> np.ndarray:
    """The weights of a multinomial logistic regression, a row for each feature and a last one for the bias."""
    shape_ = x.shape[1] + 1, y.shape[1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape_)
        logs = log_softmax(x @ weights[:-1] + weights[-1], axis=1)
        wrong = np.exp(logs) - y
        slope = np.vstack([x.T @ wrong + PENALTY * weights[:-1], wrong.sum(axis=0)])
        return -(logs * y).sum() + PENALTY / 2 * (weights[:-1] ** 2).sum(), slope.ravel()

    found = minimize(
        loss, np.zeros(shape_).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 150, "ftol": 1e-6}
    )
    return np.asarray(found.x).reshape(shape_)
