"""The grammar of dates: what sequences of word classes (see `words`) name a date, and how each is read.

A rule is a regular expression over the letters of the classes, one letter a word, and a maker, which gets the words
that the rule names and returns the reading.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from kg.timex import clock
from kg.timex.clock import Reading, Unit
from kg.timex.words import UNITS


class Token(NamedTuple):
    """A word or mark: the letter of its class, its number (of the month, of days ...), and where it stands."""

    letter: str
    number: int
    word: str
    begin: int
    end: int


Parts = dict[str, Token]
Maker = Callable[[Parts], Reading]


def exists(parts: Parts) -> bool:
    """Whether the calendar has these days in this order; February 29 passes without a year."""
    year = parts["year"].number if "year" in parts else 2000
    last = monthrange(year, parts["month"].number)[1] if "month" in parts else 31
    days = [parts[name].number for name in ("day", "until") if name in parts]
    return days == sorted(set(days)) and all(day <= last for day in days)


def _number(parts: Parts, name: str) -> int | None:
    return parts[name].number if name in parts else None


def _unit(parts: Parts) -> Unit:
    """The unit named; a part of a day counts as the day."""
    return UNITS[parts["unit"].word] if "unit" in parts else "day"


def _fixed(parts: Parts) -> Reading:
    return partial(clock.fixed, (parts.get("iso") or parts["year"]).word)


def _calendar(parts: Parts) -> Reading:
    year, month = _number(parts, "year"), parts["month"].number
    way, named = _number(parts, "way"), _number(parts, "named")
    return partial(clock.single_day, year, month, _number(parts, "day"), way, named)


def _days(parts: Parts) -> Reading:
    year, month = _number(parts, "year"), parts["month"].number
    first, last = (partial(clock.calendar, year, month, parts[name].number, None, None) for name in ("day", "until"))
    return partial(clock.between, first, last)


def _unit_of_date(parts: Parts) -> Reading:
    return partial(clock.unit_of, _unit(parts), _calendar(parts))


def _day_of_month(parts: Parts) -> Reading:
    return partial(clock.day_of_month, parts["day"].number)


def _part_of_year(parts: Parts) -> Reading:
    months = parts["months"].number
    first = (parts["ordinal"].number - 1) * months + 1
    return partial(clock.months, _number(parts, "year"), first, months, None)


def _season(parts: Parts) -> Reading:
    return partial(clock.months, _number(parts, "year"), parts["season"].number, 3, _number(parts, "way"))


def _decade(parts: Parts) -> Reading:
    first = parts["decade"].number
    return partial(clock.fixed, f"{first}/{first + 9}")


def _weekday(parts: Parts) -> Reading:
    return partial(clock.weekday, parts["weekday"].number, _number(parts, "way"))


def _weekday_of_week(parts: Parts) -> Reading:
    return partial(clock.weekday_of_week, parts["weekday"].number, parts["way"].number)


def _deictic(parts: Parts) -> Reading:
    """ "today", "yesterday", "last week", "this morning", "last night", "last quarter"."""
    unit: Unit = "quarter" if "quarter" in parts else _unit(parts)
    return partial(clock.away, parts["way"].number, unit)


def _weekend(parts: Parts) -> Reading:
    return partial(clock.weekend, _number(parts, "way"))


def _present(parts: Parts) -> Reading:
    return partial(clock.away, 0, _unit(parts))


def _ago(parts: Parts) -> Reading:
    return partial(clock.away, -parts["count"].number, _unit(parts))


def _hence(parts: Parts) -> Reading:
    return partial(clock.away, parts["count"].number, _unit(parts))


def _ahead(parts: Parts) -> Reading:
    return partial(clock.ahead, parts["count"].number, _unit(parts))


def _stretch(parts: Parts) -> Reading:
    return partial(clock.stretch, parts["way"].number * (_number(parts, "count") or 1), _unit(parts))


def _beyond(parts: Parts) -> Reading:
    """ "the day before yesterday": one further."""
    return partial(clock.away, 2 * parts["way"].number, "day")


def _story(parts: Parts) -> Reading:
    """ "the same day", "two days later", "the day before"."""
    return partial(clock.from_reference, parts["way"].number * (_number(parts, "count") or 1), _unit(parts))


_MONTH = r"(?P<month>[Mm]|b\.?)"
_BARE = r"(?P<month>M|(?<=[IifslBJeRrV])m|(?<=[eLUuyQ]v)m|(?<=e-)m|(?<=[Mmb][-&t,l])m|(?<=[hg])m(?=[xX])|m(?=-[Mm]))"
_YEAR = r"(?:[,v]?(?P<year>Y))?"
_LONE = r"(?:(?<=[IifslBJUe])|(?<=e[-v])|(?<=Y[-t&l])|(?=Y[-tl]Y)|(?<=v)(?!YX)|(?<=[hga])(?=Yx))(?P<year>Y)"
_NAMED = r"(?:Pv)?(?:(?:(?P<named>W)|w\.?),?h?)?"
_DAY = r"(?P<day>[Dd])"
_UNTIL = r"(?:,[Dd]){0,8},?[-tl&]h?(?P<until>[Dd])"
_NO_COUNT = r"(?!-?[uUy!])"
_PART = r"(?:[eL](?:-|[vI]?h?))?"
_COUNT = r"(?P<count>[aCDN])"
_UNIT = r"(?P<unit>[Uuy])"
_WAY = r"(?P<way>[Rr])"
_TURN = r"(?:R(?=V))?(?P<way>[RrV])"  # last, this past
_DAYTIME = r"(?:n?P)?"
_PAUSE = r"(?=[#~.,()Iinfst]|$)"

_RULES: tuple[tuple[str, Maker], ...] = (
    (r"(?P<iso>T)", _fixed),
    (rf"{_LONE}(?!-?[uUy!ND]|-x)", _fixed),  # in 2023
    (rf"{_PART}{_MONTH}[,v]?(?P<year>Y)", _calendar),  # late October 2025
    (rf"{_PART}(?:{_TURN})?{_BARE}(?!!|[Dd]{_NO_COUNT})", _calendar),  # last October
    (rf"{_NAMED}{_MONTH}h?{_DAY}{_NO_COUNT}{_YEAR}", _calendar),  # Friday, October 31st, 2025
    (rf"{_NAMED}{_DAY}(?:yv)?v?{_MONTH}{_YEAR}", _calendar),  # 31st of October 2025
    (rf"{_NAMED}(?P<day>o)v{_MONTH}{_YEAR}", _calendar),  # the first of October
    (rf"{_NAMED}{_MONTH}{_DAY}{_UNTIL}{_NO_COUNT}{_YEAR}", _days),  # October 3, 4 and 5
    (rf"{_NAMED}{_DAY}{_UNTIL}v?{_MONTH}{_YEAR}", _days),  # 3 to 5 October
    (rf"(?P<unit>U)vh?{_MONTH}{_DAY}{_YEAR}", _unit_of_date),  # the week of October 27
    (rf"(?P<unit>U)vh?{_DAY}{_MONTH}{_YEAR}", _unit_of_date),  # the week of 27 October
    (rf"(?<=nh)(?P<day>d){_PAUSE}", _day_of_month),  # on the 9th
    (rf"{_PART}(?P<ordinal>o)(?P<months>[Qq])[,v]?(?P<year>Y)", _part_of_year),  # the first quarter of 2024
    (rf"{_PART}(?P<season>Z)[,v]?(?P<year>Y)", _season),  # summer 2022
    (rf"{_PART}{_TURN}(?P<season>Z)", _season),  # last spring
    (rf"(?<=[Ii]h)(?P<season>Z){_PAUSE}", _season),  # in the summer
    (rf"{_PART}(?P<decade>A)", _decade),  # the 1990s
    (rf"(?:{_TURN})?(?P<weekday>W)(?!!){_DAYTIME}", _weekday),  # next Monday, Friday night
    (rf"(?P<weekday>W)[,vn]?{_WAY}U", _weekday_of_week),  # Monday of next week
    (rf"(?P<way>K|(?<!X)k){_DAYTIME}", _deictic),  # yesterday, tomorrow morning
    (rf"{_PART}{_WAY}(?P<unit>U)", _deictic),  # earlier this week
    (r"(?P<way>R)P", _deictic),  # this morning, last night
    (rf"{_PART}{_WAY}(?P<quarter>Q)", _deictic),  # last quarter
    (rf"(?:h|{_WAY})E", _weekend),  # last weekend
    (r"[eL][vI]h(?P<unit>[Uy])", _present),  # the end of the month
    (rf"{_COUNT}{_UNIT}G", _ago),  # two days ago
    (rf"{_COUNT}{_UNIT}fj", _hence),  # two weeks from now
    (rf"I{_COUNT}{_UNIT}", _ahead),  # in three weeks
    (r"h(?P<way>[VRr])(?P<unit>U)(?!v)", _stretch),  # the past week
    (rf"(?P<way>[VRr]){_COUNT}{_UNIT}", _stretch),  # the last two weeks
    (r"y(?P<way>J)K", _beyond),  # the day before yesterday
    (r"(?P<way>F)(?:(?P<unit>[Uy])|P)", _story),  # the same day, that evening
    (r"(?P<way>r)[yP]", _story),  # the next day
    (rf"{_COUNT}{_UNIT}(?P<way>L)", _story),  # two days later
    (rf"h(?P<unit>y)(?P<way>J){_PAUSE}", _story),  # the day before
)
GRAMMAR = tuple((re.compile(pattern), maker) for pattern, maker in _RULES)
