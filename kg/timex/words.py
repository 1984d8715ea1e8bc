"""The words from which English makes dates, each with the letter of its class and its number.

| letter | class | number |
|---|---|---|
| M m b | month: plain, also a verb or name ("May"), abbreviated | 1 to 12 |
| W w | weekday: plain, abbreviated | 0 (Monday) to 6 |
| D d o | day of the month: "5", "5th", "fifth" | 1 to 31 |
| Y A N | year, decade ("1990s"), other number | itself |
| C a | "two", "a" | itself |
| U y u E | unit, day, units, weekend | |
| Q q Z | quarter, half, season | its months; of a season the first |
| P | part of a day | |
| K k | "today", "Today" | days from the day of writing |
| R r V F | "last", "next", "past" (a stretch), "following" (in the story) | -1, 0, 1 |
| G J L | "ago", "before" and "after", "earlier" and "later" | -1, 1 |
| j | "now" | |
| e | "early", "end" | |
| I i n v f B s l t | in; during, by, for; on; of; from; between; since; until; to | |
| & h g | and; the; its (also the "s" of a genitive) | |
| H ! | what makes a date none when before it ("every"), when after it ("school") | |
| T | a date in ISO form | |
| x X # ~ | other words in lower case and capitalised, other marks, the end of a paragraph | |
"""

import re

from kg.timex.clock import Unit


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


MONTHS = _numbered("january february march april may june july august september october november december")
_WEEKDAYS = _numbered("monday tuesday wednesday thursday friday saturday sunday", 0)

UNITS: dict[str, Unit] = {word + plural: word for word in ("day", "week", "month", "year") for plural in ("", "s")}
UNITS["fortnight"] = "fortnight"

_NUMBERED: dict[str, dict[str, int]] = {
    "M": MONTHS,
    "m": {word: MONTHS[word] for word in ("march", "april", "may", "june", "august")},
    "b": {word[:3]: number for word, number in MONTHS.items() if word != "may"} | {"sept": 9},
    "W": _WEEKDAYS,
    "w": {word[:3]: number for word, number in _WEEKDAYS.items()} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    "o": _numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    "C": _numbered(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty"
    )
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90},
    "a": {"a": 1, "an": 1},
    "Q": {"quarter": 3},
    "q": {"half": 6},
    "Z": {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    "K": {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1},
    "R": {"last": -1, "this": 0},
    "r": {"next": 1},
    "V": {"past": -1, "coming": 1, "upcoming": 1},
    "F": {"previous": -1, "preceding": -1, "same": 0, "that": 0, "following": 1},
    "J": {"before": -1, "after": 1},
    "L": {"earlier": -1, "later": 1},
}
_PLAIN = {
    "U": "week month year fortnight",
    "y": "day",
    "u": "days weeks months years",
    "E": "weekend",
    "P": "morning afternoon evening night",
    "G": "ago",
    "j": "now",
    "e": "early mid late beginning start middle end",
    "I": "in",
    "i": "during by for around",
    "n": "on",
    "v": "of",
    "f": "from",
    "B": "between",
    "s": "since",
    "l": "until till through",
    "t": "to",
    "&": "and",
    "h": "the",
    "g": "its their his her our s",
    "H": "every each good black bloody holy palm ash cyber super annual",
    "!": (
        "school schools times telegraph mail agenda goals targets alliance coalition bloc movement others people "
        "troops soldiers men women percent dozen hundred thousand million billion trillion miles kilometers "
        "kilometres meters metres tons tonnes dollars euros votes cases floor"
    ),
}
WORDS: dict[str, tuple[str, int]] = {
    word: (letter, number) for letter, words in _NUMBERED.items() for word, number in words.items()
} | {word: (letter, 0) for letter, words in _PLAIN.items() for word in words.split()}

NAMES = "MmbWw"
"""Classes whose words count only when capitalised."""

MARKS = {mark: (mark, 0) for mark in "-,.()&"} | {"–": ("-", 0), "%": ("!", 0)}

_NUMERAL = re.compile(r"([0-9]{1,4})(st|nd|rd|th|s)?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIGURES = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})")
_YEARS = range(1800, 2200)
_DAYS = range(1, 32)


def in_figures(word: str) -> str | None:
    """A date in figures in ISO form; None where its first two may be day and month or month and day.

    >>> in_figures("13/3/2025"), in_figures("4.3.2025"), in_figures("4/3/2025")
    ('2025-03-13', '2025-03-04', None)
    """
    match = _FIGURES.fullmatch(word)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    orders = {(first, second)} if match[2] == "." else {(first, second), (second, first)}
    found = [(day, month) for day, month in orders if 1 <= month <= 12 and 1 <= day <= 31]
    return f"{year}-{found[0][1]:02}-{found[0][0]:02}" if len(found) == 1 else None


def numeral(word: str) -> tuple[str, int]:
    """Letter and number of a word or mark that `WORDS` and `MARKS` do not have.

    >>> numeral("2025"), numeral("31st"), numeral("summit")
    (('Y', 2025), ('d', 31), ('x', 0))
    """
    match = _NUMERAL.fullmatch(word)
    if not match:
        return ("T" if _ISO.fullmatch(word) else "x" if word[0].isalnum() else "~" if word.isspace() else "#"), 0
    number, ending = int(match[1]), match[2]
    if ending == "s":
        return ("A", number) if number in _YEARS and number % 10 == 0 else ("x", 0)
    if ending:
        return ("d", number) if number in _DAYS else ("x", 0)
    return ("D" if number in _DAYS else "Y" if number in _YEARS else "N"), number
