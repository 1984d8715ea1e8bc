"""Where a text stands in time, and what days, months and years its relative expressions then mean, in EDTF."""

import datetime as dt
from calendar import isleap, monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from kg.dates import bounds

Tense = Literal["past", "present", "future"]
"""What a verb says of when: the present may tell of what was ("adopts", in a headline) or of what is to come."""
Unit = Literal["day", "fortnight", "week", "weekend", "month", "quarter", "year"]

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """The day a text was written, the tense of the clause, and the day its story has reached ("the next day")."""

    anchor: dt.date | None = None
    tense: Tense | None = None
    reference: dt.date | None = None


Reading = Callable[[Clock], str | None]
"""What an expression means at a clock: an EDTF value, or None where the clock does not tell."""


def shift(day: dt.date, count: int, unit: Unit) -> dt.date:
    """The day `count` units away; the day of the month is kept where there is one. OverflowError off the calendar."""
    if unit in ("day", "fortnight", "week", "weekend"):
        return day + count * {"day": DAY, "fortnight": 2 * WEEK}.get(unit, WEEK)
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"{count} {unit}s from {day} is off the calendar")
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period(day: dt.date, unit: Unit) -> str:
    """The unit that contains a day; weeks run from Monday to Sunday.

    >>> period(dt.date(2025, 10, 31), "week")
    '2025-10-27/2025-11-02'
    """
    monday = day - day.weekday() * DAY
    match unit:
        case "day" | "fortnight":
            return day.isoformat()
        case "week":
            return f"{monday}/{monday + 6 * DAY}"
        case "weekend":
            return f"{monday + SATURDAY * DAY}/{monday + 6 * DAY}"
        case "month":
            return day.isoformat()[:7]
        case "quarter":
            return months_of(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return day.isoformat()[:4]


def months_of(year: int, month: int, count: int) -> str:
    """The `count` months from one on: `2024-01/2024-03`."""
    last = shift(dt.date(year, month, 1), count - 1, "month")
    return f"{year:04}-{month:02}/{last.year:04}-{last.month:02}"


def nearest(candidates: Iterable[str], clock: Clock, way: int | None = None) -> str | None:
    """The candidate (given in order of time) that is meant: the last begun, the first not yet over, or the closest.

    `way` is -1 for "last" and 1 for "next", which never mean the present one.
    """
    if clock.anchor is None:
        return None
    days = {value: _days_away(value, clock.anchor) for value in candidates}
    if way:
        days = {value: away for value, away in days.items() if away * way > 0}
    past = [value for value, away in days.items() if away <= 0]
    future = [value for value, away in days.items() if away >= 0]
    if way == -1 or (not way and clock.tense == "past"):
        return past[-1] if past else None
    if way == 1 or clock.tense in ("present", "future"):
        return future[0] if future else None
    return min(days, key=lambda value: abs(days[value]), default=None)


def _days_away(value: str, anchor: dt.date) -> int:
    """Days from the anchor to a span: negative if it is over, 0 if it is going on."""
    span = bounds(value)
    assert span.earliest_start and span.latest_end
    if span.latest_end < anchor:
        return (span.latest_end - anchor).days
    return max(0, (span.earliest_start - anchor).days)


def calendar(
    year: int | None, month: int, day: int | None, way: int | None, named: int | None, clock: Clock
) -> str | None:
    """A month, or a day of a month; without a year, the nearest one the tense allows ("this March": of this year).

    The weekday `named` with the day tells the year better than a tense.
    """
    suffix = f"-{month:02}" + (f"-{day:02}" if day else "")
    if year is not None:
        return f"{year:04}{suffix}"
    if clock.anchor is None:
        return None
    if way == 0:
        return f"{clock.anchor.year:04}{suffix}"
    leap = (month, day) == (2, 29)
    reach = 8 if leap else 1
    years = range(clock.anchor.year - reach, clock.anchor.year + reach + 1)
    candidates = [f"{y:04}{suffix}" for y in years if isleap(y) or not leap]
    anchor = Clock(clock.anchor)
    if day and way is None and clock.tense == "present":
        clock = anchor
    agreeing = [value for value in candidates if day and dt.date.fromisoformat(value).weekday() == named]
    return nearest(agreeing, anchor) if agreeing else nearest(candidates, clock, way)


def single_day(
    year: int | None, month: int, day: int | None, way: int | None, named: int | None, clock: Clock
) -> str | None:
    """The same of a date by itself: told in the past, it may be the day after, of a text dated too early."""
    following = clock.anchor + DAY if clock.anchor else None
    plain = year is None and way is None and clock.tense == "past"
    if plain and following and (following.month, following.day) == (month, day):
        return following.isoformat()
    return calendar(year, month, day, way, named, clock)


def day_of_month(day: int, clock: Clock) -> str | None:
    """ "the 9th": of the nearest month that has one."""
    if clock.anchor is None:
        return None
    months = (shift(clock.anchor.replace(day=1), count, "month") for count in range(-2, 3))
    return nearest((m.replace(day=day).isoformat() for m in months if day <= monthrange(m.year, m.month)[1]), clock)


def weekday(number: int, way: int | None, clock: Clock) -> str | None:
    """A weekday (Monday is 0). News tells of days gone by, so that without a tense the last one is meant."""
    if clock.anchor is None:
        return None
    if way == 0 and clock.tense is None:
        return period(clock.anchor + (number - clock.anchor.weekday()) * DAY, "day")
    week = (clock.anchor + count * DAY for count in range(-7, 8))
    tense = clock.tense or "past"
    return nearest((d.isoformat() for d in week if d.weekday() == number), Clock(clock.anchor, tense), way)


def weekday_of_week(number: int, way: int, clock: Clock) -> str | None:
    """ "Monday of next week"."""
    if clock.anchor is None:
        return None
    return (clock.anchor + (number - clock.anchor.weekday()) * DAY + way * WEEK).isoformat()


def weekend(way: int | None, clock: Clock) -> str | None:
    """ "the weekend": the last begun if the clause is past, else the first not over."""
    if clock.anchor is None:
        return None
    weeks = (period(clock.anchor + count * WEEK, "weekend") for count in (-1, 0, 1))
    return nearest(weeks, Clock(clock.anchor, clock.tense or "future"), way)


def months(year: int | None, month: int, count: int, way: int | None, clock: Clock) -> str | None:
    """A season or quarter: `count` months from `month` on; without a year, the nearest."""
    if year is not None:
        return months_of(year, month, count)
    if clock.anchor is None:
        return None
    years = range(clock.anchor.year - 1, clock.anchor.year + 2)
    return nearest((months_of(y, month, count) for y in years), Clock(clock.anchor) if way == 0 else clock, way)


def away(count: int, unit: Unit, clock: Clock) -> str | None:
    """The unit that lies `count` units from the day of writing: "yesterday", "last week", "two months ago"."""
    return period(shift(clock.anchor, count, unit), unit) if clock.anchor else None


def ahead(count: int, unit: Unit, clock: Clock) -> str | None:
    """ "in three weeks", which in the past tense says how long something took."""
    return away(count, unit, clock) if clock.tense in ("present", "future") else None


def from_reference(count: int, unit: Unit, clock: Clock) -> str | None:
    """The unit that lies `count` units from the day the story has reached: "the next day", "a week earlier"."""
    return period(shift(clock.reference, count, unit), unit) if clock.reference else None


def stretch(count: int, unit: Unit, clock: Clock) -> str | None:
    """ "the past two weeks", "the next three days": from or to the day of writing."""
    if clock.anchor is None:
        return None
    first, last = sorted((clock.anchor, shift(clock.anchor, count, unit)))
    return f"{first}/{last}"


def fixed(value: str, _: Clock) -> str:
    """A date that needs no clock."""
    return value


def unit_of(unit: Unit, reading: Reading, clock: Clock) -> str | None:
    """ "the week of October 27": the week that the day lies in."""
    value = reading(clock)
    return value and period(dt.date.fromisoformat(value), unit)


def since(reading: Reading, clock: Clock) -> str | None:
    """From the beginning of a date on."""
    value = reading(clock)
    return value and value.partition("/")[0] + "/"


def until(reading: Reading, clock: Clock) -> str | None:
    """Up to the end of a date."""
    value = reading(clock)
    return value and "/" + value.rpartition("/")[2]


def between(start: Reading, end: Reading, clock: Clock) -> str | None:
    """From one date to another. The one that is certain is read first, and the other is the nearest to it.

    A span told in the past has begun, one told otherwise is not over: it may be going on in either case.
    """
    begins, ends = start(Clock()), end(Clock())
    if begins is None and (ends or clock.tense != "past"):
        ends = ends or end(clock)
        begins = start(Clock(bounds(ends).latest_end, "past")) if ends else None
    else:
        begins = begins or start(clock)
        ends = end(Clock(bounds(begins).earliest_start, "future")) if begins else None
    return f"{begins.partition('/')[0]}/{ends.rpartition('/')[2]}" if begins and ends else None
