"""The answer to a SELECT query."""

import csv
import datetime as dt
import html
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

Value = str | int | float | bool | dt.date | None
"""IRIs and texts are str; what a variable is not bound to is None."""

_SHOWN = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of what a spreadsheet runs; the wide signs, one that is set to Chinese or Japanese."""


class Iri(str):
    """A text that stands for a node when it is bound to a variable."""


@dataclass(frozen=True)
class Rows:
    """Rows of values under named columns. `truncated`: there are more, which were not fetched."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    truncated: bool = False

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        """The rows, one tuple each."""
        return iter(self.rows)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[Value, ...]:
        """One row."""
        return self.rows[index]

    def without(self, names: frozenset[str]) -> "Rows":
        """The rows without some columns; equal rows stay."""
        kept = [index for index, name in enumerate(self.columns) if name not in names]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Rows(tuple(self.columns[index] for index in kept), rows, self.truncated)

    def to_dicts(self) -> list[dict[str, Value]]:
        """One dictionary for each row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> "pandas.DataFrame":
        """A DataFrame; needs pandas, which `pip install diplograph[pandas]` brings."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def to_csv(self) -> str:
        """CSV (RFC 4180) with a header; texts that a spreadsheet would run as formulas begin with an apostrophe."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")  # with "\n" a bare "\r" would stay unquoted
        writer.writerow(map(_cell, self.columns))
        writer.writerows([_cell(value) for value in row] for row in self.rows)
        return file.getvalue()

    def to_json(self) -> str:
        """A JSON array of objects; days as texts, and null for NaN and the infinities, which JSON does not have."""
        rows = [{name: _finite(value) for name, value in row.items()} for row in self.to_dicts()]
        return json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=1, default=dt.date.isoformat)

    def _repr_html_(self) -> str:
        """A table for notebooks: the first rows, every value as text."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td><bdi>{html.escape(_text(value))}</bdi></td>" for value in row) + "</tr>"
            for row in self.rows[:_SHOWN]
        )
        rest = len(self.rows) - _SHOWN
        more = f"<p>and {rest} more rows</p>" if rest > 0 else ""
        cut = "<p>cut off at the limit of rows</p>" if self.truncated else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}{cut}"


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _finite(value: Value) -> Value:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _cell(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
