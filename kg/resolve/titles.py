"""What the title of an agreement tells: an instrument that everybody knows, a name, a subject, or nothing at all."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from kg.actors import actors
from kg.dates import Bounds
from kg.personal_names import plain
from kg.resolve.tables import Instrument, instrument_tables

JOINED = dt.timedelta(days=800)
"""After an instrument with namesakes is made, in which others still sign it."""


SHORTEST = 3
"""Letters of an acronym."""
_YEAR = "(1[6-9][0-9]{2}|20[0-9]{2})"
_BEFORE = re.compile(rf"\b{_YEAR} $")
_BEHIND = re.compile(rf" (?:\(|(?:of|from) (?:\w+ )?){_YEAR}\b(?! ?[-–—/])")


class Telling(IntEnum):
    """How much a title tells, the most first."""

    KNOWN = 0
    NAME = 1
    SUBJECT = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title by what tells it from others: of an instrument with several titles, its one name.

    An `acronym` stands for a name of these `initials`, with the noun behind it or without.
    """

    telling: Telling
    words: str
    acronym: str = ""
    initials: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it names an instrument by which others than those who made it may be bound: a convention."""
        return self.telling is Telling.NAME and not instrument_tables().open.isdisjoint(self.words.split())


def title_of(
    text: str, parties: frozenset[str], date: dt.date | None, signed: Bounds | None, year: int | None = None
) -> Title:
    """What a title tells in a document of some day, of an agreement with these parties, by their keys."""
    if known := _known(text, parties, date, signed, year):
        return Title(Telling.KNOWN, known.name)
    return _of_words(text, frozenset(parties))


def year_beside(title: str, sentence: str) -> int | None:
    """The year that stands beside a title: "the 2010 Danube Declaration", "the Danube Declaration of May 2010".

    Behind "Protocol to the Danube Treaty" it is that of the treaty.
    """
    before, there, behind = sentence.partition(title)
    found = there and (_BEFORE.search(before) or (" to " not in title and _BEHIND.match(behind)))
    return int(found[1]) if found else None


def _known(
    text: str, parties: Iterable[str], date: dt.date | None, signed: Bounds | None, year: int | None
) -> Instrument | None:
    """The instrument that a title is of: of several, the one of that day, or else the last one before the document."""
    title = plain(text).removeprefix("the ")
    told = instrument_tables().known
    named = told.get(title) or told.get(title.partition(" between ")[0], ())
    able = [one for one in named if not one.parties or one.parties.issuperset(parties)]
    if year and len(named) > 1:  # else it may be the year in which it came into force
        able = [one for one in able if one.since.year == year]
    elif signed and signed.latest_end and signed.earliest_start:
        start, end = signed.earliest_start, signed.latest_end
        made = [one for one in able if start <= one.since <= end]
        joined = [one for one in able if one.since < start and (len(named) == 1 or start - one.since < JOINED)]
        able = made or [one for one in joined if not one.parties]
    elif len(named) > 1:  # a text without a day may be of any of them
        able = [one for one in able if date and one.since <= date]
    return able[-1] if able else None


@lru_cache(maxsize=1 << 14)
def _of_words(text: str, parties: frozenset[str]) -> Title:
    tables = instrument_tables()
    words = [tables.spellings.get(word, word) for word in plain(text).split()]
    core = _without(words, parties) if len(parties) > 1 else words
    telling = [word for word in core if word not in tables.weak]
    name = " ".join(telling)
    if all(word in tables.generic or word.isdigit() for word in telling):
        return Title(Telling.NOTHING, name)
    if all(word in tables.generic or word in tables.subjects for word in telling):
        return Title(Telling.SUBJECT, name)
    if acronym := _acronym(text):
        return Title(Telling.SUBJECT, name, acronym=acronym)
    if not _is_name(text):
        return Title(Telling.SUBJECT, name)
    return Title(Telling.NAME, name, initials="".join(word[0] for word in telling))


def spelt_out(title: Title, others: Mapping[str, Set[str]]) -> Title:
    """A title by its one name if it is an acronym; `others` are the names there are by their initials."""
    names = others.get(title.acronym, ())
    return Title(Telling.NAME, min(names)) if len(names) == 1 else title


def by_initials(titles: Iterable[Title]) -> Mapping[str, Set[str]]:
    """The words of names by their initials, with their last noun and without: "IOCP Treaty", "IOCPT"."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for title in titles:
        for initials in (title.initials, title.initials[:-1]):
            if len(initials) >= SHORTEST:
                found[initials].add(title.words)
    return found


def _acronym(text: str) -> str:
    """The acronym that a title is, but for words that tell nothing: "the IOCPT treaty"."""
    tables = instrument_tables()
    told = [word for word in text.split() if word.lower() not in tables.generic | tables.weak]
    return told[0].lower() if len(told) == 1 and told[0].isupper() and len(told[0]) >= SHORTEST else ""


def _without(words: list[str], parties: frozenset[str]) -> list[str]:
    """The words but for those that name the parties: "U.S.-Swedish Defense Cooperation Agreement".

    Behind "between" their capitals do, too, which make names elsewhere: "Washington Declaration".
    """
    told = [actors()[key] for key in parties if key in actors()]
    names = _split(name for one in told for name in (*one.names, *one.demonyms))
    cities = _split(name for one in told for name in (*one.metonyms, *one.capitals))
    end = words.index("between") if "between" in words else len(words)
    rest = _left(words[end:], names | cities)
    return _left(words[:end], names) + (rest if set(rest) - instrument_tables().weak else [])


def _split(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(plain(name).split()) for name in names)


def _left(words: Sequence[str], names: Set[tuple[str, ...]]) -> list[str]:
    """The words that are in none of the names."""
    kept: list[str] = []
    place = 0
    while place < len(words):
        found = max((len(name) for name in names if tuple(words[place : place + len(name)]) == name), default=0)
        kept += [] if found else [words[place]]
        place += found or 1
    return kept


def _is_name(title: str) -> bool:
    """Whether a title is a proper name ("Paris Agreement") and not a description ("trade agreement")."""
    return sum(word[0].isupper() for word in title.split()) > 1
