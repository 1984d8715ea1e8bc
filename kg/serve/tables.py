"""Answers as pages show them: a table, a time line, a graph, each row with what it is based on."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from kg.query import Answer, Rows, Value
from kg.serve.things import facts_in
from kg.vocab import ID

_FORMS = ("table", "timeline", "graph")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}([/~?.].*)?")
_WORDS = ("words", "quote", "text")
_LONG = 60
"""Characters from which on a cell is shown as words that were written."""
_CITED = 3
"""Of a row, IRIs or words by which its basis is looked up."""

Address = Callable[[Mapping[str, str]], str]
"""The address of the same answer in another form, or of a part of it."""


class Row(NamedTuple):
    """A row of a table."""

    values: tuple[Value, ...]
    looks: list[str]
    """How each value is shown: as words that were written, as a day, as an IRI, or as anything."""
    basis: str | None
    """The address of what it is based on."""


class Entry(NamedTuple):
    """A row on a time line."""

    day: str
    values: list[Value]
    words: str | None
    basis: str | None


@dataclass
class Timeline:
    """Rows by day, the earliest first; how many there are of each year, and how high that is drawn, of 60."""

    entries: list[Entry]
    years: list[tuple[str, int, int]]
    undated: int


@dataclass
class Shown:
    """An answer in one of the forms that it can be shown in."""

    form: str = "table"
    forms: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    truth: bool | None = None
    turtle: str | None = None
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Value]] = ()
    truncated: bool = False
    limit: int = 0
    alike: list[str] = field(default_factory=list)
    timeline: Timeline | None = None
    view: str = ""
    plain: bool = False
    """Whether columns of nothing but IRIs are left out: what a row is based on leads there."""

    @property
    def heads(self) -> list[str]:
        """The names of the columns that are shown."""
        return [self.columns[number] for number in self._kept]

    @property
    def shown(self) -> list[Row]:
        """The rows with what each is based on."""
        kept = self._kept
        return [
            Row(tuple(row[n] for n in kept), [_look(row[n]) for n in kept], basis(self.columns, row))
            for row in self.rows
        ]

    @cached_property
    def _kept(self) -> list[int]:
        numbers = range(len(self.columns))
        return [n for n in numbers if not (self.plain and all(_look(row[n]) == "iri" for row in self.rows))]

    @property
    def has_basis(self) -> bool:
        """Whether that is known of any row."""
        return any(basis(self.columns, row) for row in self.rows[:20])


def shown(answer: Answer, form: str, limit: int, address: Address) -> Shown:
    """An answer in a form; `address` leads to it in others."""
    if isinstance(answer, bool):
        return Shown(truth=answer)
    if not isinstance(answer, Rows):
        links = [(label, address({"format": name})) for label, name in (("Turtle", "ttl"), ("JSON-LD", "jsonld"))]
        return Shown(turtle=str(answer), truncated=answer.truncated, limit=limit, links=links)
    dated = _column_of_days(answer)
    fitting = [one for one in _FORMS if one != "timeline" or dated is not None]
    chosen = form if form in fitting else "table"
    return Shown(
        form=chosen,
        forms=[(one, address({"as": one})) for one in fitting],
        links=[(name.upper(), address({"format": name})) for name in ("csv", "json", "tsv", "xml")],
        columns=answer.columns,
        rows=answer.rows,
        truncated=answer.truncated,
        limit=limit,
        timeline=_timeline(answer, dated) if chosen == "timeline" and dated is not None else None,
        view=address({"view": "1"}),
    )


def basis(columns: Sequence[str], row: Sequence[Value]) -> str | None:
    """The address of the facts on which a row rests, by the IRIs or the words in it."""
    iris, words = facts_in(columns, [row])
    if not iris and not words:
        return None
    pairs = [("iri", iri) for iri in iris[:_CITED]] + [("words", each) for each in words[:_CITED]]
    return f"/based-on?{urlencode(pairs)}"


def _look(value: Value) -> str:
    if isinstance(value, str) and value.startswith(ID):
        return "iri"
    if _day(value) is not None:
        return "day"
    return "words" if isinstance(value, str) and len(value) > _LONG else ""


def _column_of_days(rows: Rows) -> int | None:
    """The first column in which most values are days."""
    for number in range(len(rows.columns)):
        days = sum(_day(row[number]) is not None for row in rows.rows)
        if days and days * 2 >= len(rows.rows):
            return number
    return None


def _day(value: Value) -> str | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) and _DAY.fullmatch(value) else None


def _timeline(rows: Rows, dated: int) -> Timeline:
    entries = sorted(_entries(rows, dated), key=lambda entry: entry.day)
    years = Counter(entry.day[:4] for entry in entries)
    most = max(years.values(), default=1)
    span = range(int(min(years)), int(max(years)) + 1) if years else range(0)
    bars = [(str(year), years[str(year)], round(56 * years[str(year)] / most)) for year in span]
    return Timeline(entries, bars, len(rows) - len(entries))


def _entries(rows: Rows, dated: int) -> Iterable[Entry]:
    for row in rows.rows:
        day = _day(row[dated])
        if day is None:
            continue
        words = next((str(v) for name, v in zip(rows.columns, row, strict=True) if name in _WORDS and v), None)
        rest: list[Any] = [v for n, v in enumerate(row) if n != dated and v not in (None, "", words)]
        yield Entry(day, rest, words, basis(rows.columns, row))
