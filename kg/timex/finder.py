"""Finds the time expressions of English news in raw text: words become letters, and the grammar is matched on these."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from kg.dates import bounds
from kg.timex import clock
from kg.timex.clock import Clock, Reading, Tense
from kg.timex.grammar import GRAMMAR, Token, exists
from kg.timex.words import MARKS, NAMES, UNITS, WORDS, in_figures, numeral


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: `text` is what stands from code point `begin` to `end` of the text it was found in."""

    begin: int
    end: int
    text: str
    reading: Reading = field(repr=False, compare=False)

    def edtf(self, anchor: dt.date | None, tense: Tense | None = None, reference: dt.date | None = None) -> str | None:
        """What it means in a text written on `anchor`, in a clause of this tense; None where that does not tell.

        `reference` is the day the story has reached, from which "the next day" counts.

        >>> find("They met on Thursday.")[0].edtf(dt.date(2025, 10, 31), "past")
        '2025-10-30'
        """
        try:
            value = self.reading(Clock(anchor, tense, reference))
            return value if value is not None and bounds(value) else None
        except (OverflowError, ValueError):  # off the calendar, or a span that ends before it begins
            return None


def find(text: str) -> list[TimeMention]:
    """The dates and spans that a text names, in order and without overlap; the longest reading wins.

    >>> [mention.text for mention in find("On Friday, 31 October 2025, they agreed to meet again next month.")]
    ['Friday, 31 October 2025', 'next month']
    """
    tokens = _tokens(text)
    letters = "".join(token.letter for token in tokens)
    mentions = []
    for atom in _joined(_atoms(letters, tokens), letters):
        begin, end = tokens[atom.begin].begin, tokens[atom.end - 1].end
        mentions.append(TimeMention(begin, end, text[begin:end], atom.reading))
    return mentions


_TERM = re.compile(r"(?P<count>[CDN])(?:-(?P<ones>C))?(?:\([DN]\))?-?(?P<unit>[Uuy])(?![vGL]|-x)")


def terms(text: str) -> list[tuple[int, int, str]]:
    """The durations a text names: begin, end, ISO 8601. What lasts so long, the reader must tell.

    >>> terms("a ten-year framework with a 90-day review")
    [(2, 10, 'P10Y'), (28, 34, 'P90D')]
    """
    tokens = _tokens(text)
    letters = "".join(token.letter for token in tokens)
    found = []
    for match in _TERM.finditer(letters):
        parts = {name: tokens[match.start(name)] for name, letter in match.groupdict().items() if letter}
        count = parts["count"].number + (parts["ones"].number if "ones" in parts else 0)
        if parts["unit"].word == "fortnight":
            continue
        unit = UNITS[parts["unit"].word][0].upper()
        found.append((tokens[match.start()].begin, tokens[match.end() - 1].end, f"P{count}{unit}"))
    return found


_TOKEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"
    r"|[0-9]{1,2}(?P<mark>[./])[0-9]{1,2}(?P=mark)[0-9]{4}(?!\w)"
    r"|(?i:mid|early|late)(?=-)"
    r"|[^\W\d_]++(?:-\d\w*+)?(?!\w)"  # "COVID-19" is one word
    r"|\w++(?:[.:]\d++|,\d{3}(?!\d))*+"  # so are "2,000" and "10:30"
    r"|\n\s*\n"  # ends a paragraph
    r"|[^\w\s]"
)


def _tokens(text: str) -> list[Token]:
    return [Token(*_classify(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 14)
def _classify(word: str) -> tuple[str, int, str]:
    """Letter, number and lower-case form of what `_TOKEN` matched."""
    if date := in_figures(word):
        return "T", 0, date
    low = word.lower()
    letter, number = WORDS.get(low) or MARKS.get(word) or numeral(low)
    if word[0].isupper():
        letter = {"x": "X", "K": "k"}.get(letter, letter)
    elif letter in NAMES:
        letter = "x"
    return letter, number, low


RANGE = "from and to"


class _Atom(NamedTuple):
    """A date or span from token `begin` to `end`; `kind` is C for a date of the calendar, W for a weekday, or RANGE."""

    begin: int
    end: int
    reading: Reading
    kind: str


def _atoms(letters: str, tokens: list[Token]) -> Iterator[_Atom]:
    """The longest matches of the grammar, leftmost first; none after a word that speaks of no one day ("every")."""
    found = [(m.start(), -m.end(), order, m) for order, rule in enumerate(GRAMMAR) for m in rule[0].finditer(letters)]
    reached = 0
    for begin, end, order, match in sorted(found, key=lambda hit: hit[:3]):
        parts = {name: tokens[match.start(name)] for name, letter in match.groupdict().items() if letter}
        if begin < reached or not exists(parts):
            continue
        reached = -end
        if letters[begin - 1 : begin] != "H":
            kind = "C" if parts.keys() & {"month", "year", "iso"} else "W" if "weekday" in parts else ""
            yield _Atom(begin, -end, GRAMMAR[order][1](parts), kind)


def _joined(atoms: Iterator[_Atom], letters: str) -> Iterator[_Atom]:
    """The atoms, with "from ... to ..." made one and "since" and "until" taken in."""
    pending = next(atoms, None)
    for atom in atoms:
        assert pending is not None
        if _is_range(pending, atom, letters):
            pending = _Atom(pending.begin, atom.end, partial(clock.between, pending.reading, atom.reading), RANGE)
        else:
            yield _opened(pending, letters)
            pending = atom
    if pending is not None:
        yield _opened(pending, letters)


def _is_range(one: _Atom, other: _Atom, letters: str) -> bool:
    gap = letters[one.end : other.begin]
    if one.kind == RANGE:
        return False  # it has its two ends
    if gap == "&":
        return letters[one.begin - 1 : one.begin] == "B" or one.kind == other.kind == "W"
    return one.kind in ("C", "W") and one.kind == other.kind and gap in ("-", "t", "l")


_OPENINGS = {"s": clock.since, "l": clock.until}


def _opened(atom: _Atom, letters: str) -> _Atom:
    opening = _OPENINGS.get(letters[atom.begin - 1 : atom.begin])
    return atom._replace(begin=atom.begin - 1, reading=partial(opening, atom.reading)) if opening else atom
