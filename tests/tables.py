"""What the tables of sentences share: their texts read in one batch, and names compared as `kg evaluate` does."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.evaluate import shape
from kg.evaluate.matching import pairs, same
from kg.model import Document
from kg.reader import read_facts

Facts = dict[str, Any]
"""What a text tells, in the shape of the gold files."""


def read(texts: Iterable[tuple[str, dt.date]]) -> list[Facts]:
    """What the shipped pipeline reads in texts written on some day."""
    documents = [Document(id=f"row-{n}", text=text, date=day) for n, (text, day) in enumerate(texts)]
    return [shape(found.extraction, found.document) for found in read_facts(documents, None)]


def all_the_same(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether the names are those of the same actors, in any order."""
    return len(wanted) == len(found) == len(pairs(wanted, found, same))


def some_the_same(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether there is an actor whom both name."""
    return bool(pairs(wanted, found, same))


def share(rows: Sequence[Any], right: Callable[[Any], bool]) -> float:
    """How many of the rows are right, of 1, to four digits."""
    return round(sum(map(right, rows)) / len(rows), 4)


def below(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The measures that lie below their floor, or have none."""
    return [
        f"{name}: {value:.3f} < {floors.get(name, 1.0)}"
        for name, value in measured.items()
        if value < floors.get(name, 1.0)
    ]
