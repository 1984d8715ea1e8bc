"""Dates in EDTF as far as the graph uses it: `2025`, `2025-10`, `2025-10-31`, `a/b`, and open `a/` and `/b`."""

import datetime as dt
import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.errors import SourceError, shown

Precision = Literal["Day", "Month", "Year", "Bounded"]

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OPEN = ("", "..")
_FINEST_FIRST: tuple[Precision, ...] = ("Day", "Month", "Year")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which a span may begin and end; None where nothing is known. `precision` names a `dv:` value."""

    earliest_start: dt.date | None
    latest_start: dt.date | None
    earliest_end: dt.date | None
    latest_end: dt.date | None
    precision: Precision


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """What an EDTF value says about the first and the last day; ValueError if it is none of the forms in use.

    A single date is one unknown day within its year or month. An open end is known not to precede the start;
    an open start leaves a bound alone.

    >>> bounds("2025-10").latest_end
    datetime.date(2025, 10, 31)
    >>> bounds("2022-05-05/2022-05-09").earliest_end
    datetime.date(2022, 5, 9)
    >>> bounds("/2025-10-31").precision
    'Bounded'
    """
    start, slash, end = edtf.partition("/")
    try:
        if not slash:
            first, last, precision = _date(start)
            return Bounds(first, last, first, last, precision)
        if start in _OPEN:
            return Bounds(None, None, None, _date(end)[1], "Bounded")
        if end in _OPEN:
            first, last, precision = _date(start)
            return Bounds(first, last, first, None, precision)
        return _between(_date(start), _date(end))
    except ValueError as error:
        raise ValueError(f"not a date in EDTF: {edtf!r} ({error})") from None


def _date(text: str) -> tuple[dt.date, dt.date, Precision]:
    """First and last day of a year, month or day, and which of the three it is."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"expected YYYY, YYYY-MM or YYYY-MM-DD, got {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "Year"
    if day is None:
        first = dt.date(year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1]), "Month"
    return dt.date(year, month, day), dt.date(year, month, day), "Day"


def _between(start: tuple[dt.date, dt.date, Precision], end: tuple[dt.date, dt.date, Precision]) -> Bounds:
    """The bounds of a closed interval, as coarse as the coarser of its ends."""
    if start[0] > end[1]:
        raise ValueError("it ends before it begins")
    precision = max(start[2], end[2], key=_FINEST_FIRST.index)
    return Bounds(start[0], min(start[1], end[1]), max(start[0], end[0]), end[1], precision)


def overlap(one: str, other: str) -> bool:
    """Whether two EDTF values can share a day; an unknown end excludes nothing.

    >>> overlap("2025-10", "2025-10-31")
    True
    >>> overlap("2014/", "2013-12")
    False
    """
    a, b = bounds(one), bounds(other)
    return _starts_by(a, b.latest_end) and _starts_by(b, a.latest_end)


def _starts_by(span: Bounds, day: dt.date | None) -> bool:
    return span.earliest_start is None or day is None or span.earliest_start <= day


def day(given: dt.date | str | None) -> dt.date | None:
    """The day that somebody gave. Raises SourceError for what is none."""
    match given:
        case None:
            return None
        case dt.datetime():
            return given.date()
        case dt.date():
            return given
        case str() if _DAY.fullmatch(given):
            with suppress(ValueError):
                return dt.date.fromisoformat(given)
    raise SourceError(f"the date {shown(given)} is no day; write one that exists as YYYY-MM-DD")
