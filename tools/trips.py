"""Trips of US presidents and secretaries of state: rows of a table, the texts made of them, and who was met."""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.model import Document

POSTS = {"president": "President", "secretary": "Secretary of State"}
_TITLES = (
    *("President", "Prime Minister", "Premier", "Chancellor", "King", "Queen", "Pope", "Emperor", "Empress", "Sultan"),
    *("Emir", "Amir", "Shah", "Prince", "Princess", "Secretary-General", "Secretary General", "Governor-General"),
    *(
        "Foreign Secretary",
        "General Secretary",
        "Chairman",
        "Minister",
        "Minister of Foreign Affairs",
        "Taoiseach",
        "First Secretary",
    ),
)
_RANKS = r"(?:Acting|Interim|Deputy|Vice|First|Crown|Grand|Foreign|Defense|Finance|Trade|Interior|Justice)"
_TITLE = rf"(?P<title>(?:{_RANKS} )*(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})(?:-elect|-designate)?)\b"
_PARTICLE = r"(?:al|bin|ibn|de|del|da|dos|du|e|y|van|von|der|den|la|el)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WORD = rf"(?!{_MONTH}\b)(?:[ae]l ?-|d['’])?[A-Z][\w'’.-]*"
_NAME = rf"(?P<name>(?:{_PARTICLE} )*{_WORD}(?: (?:{_PARTICLE}|{_WORD}))*)"
_TITLED = re.compile(rf"^(?:the )?(?:former )?(?:[A-Z][\w.-]+ ){{0,3}}?{_TITLE} {_NAME}(?= [a-z(]|$)")
_TALK = re.compile(
    r"\b(?P<verb>met|conferred|consulted|discussed|talks|meetings?)\b.*? with (?P<list>.+)$", re.IGNORECASE
)
_UNTITLED = re.compile(rf"^(?:the )?(?:[a-z]|{_WORD} officials|\d|[A-Z][a-z]+ \d)")
_ENDS = re.compile(r"(?<![. ]\w)(?<![A-Z][rt])[.] +(?=[A-Z])|; +|[.;]$")  # not after "Dr." or an initial
_ACTS = re.compile(
    r"(?:(?:also|later|then) )?(?:[a-z-]+ed|met|led|held|was|spoke|gave|took|made|saw|paid|had)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Met:
    """A person that a remark says was met: the title and name behind "with", and the word that says so."""

    title: str
    name: str
    verb: str


@dataclass(frozen=True, slots=True)
class Trip:
    """A row of the table; `remarks` are sentences without their full stops."""

    id: str
    role: str
    name: str
    start: date
    end: date
    country: str
    locales: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def edtf(self) -> str:
        """The days of the trip."""
        return f"{self.start}" if self.start == self.end else f"{self.start}/{self.end}"

    @property
    def sentences(self) -> list[str]:
        """The sentences of its text: one of the columns, then the remarks with the traveller as their subject."""
        where = ", ".join((*self.locales[:1], self.country)) + "," * bool(self.locales)
        when = f"on {_day(self.start)}" if self.start == self.end else f"from {_day(self.start)} to {_day(self.end)}"
        return [f"{POSTS[self.role]} {self.name} visited {where} {when}.", *map(self._with_subject, self.remarks)]

    def _with_subject(self, remark: str) -> str:
        return f"{self.name} {remark[0].lower()}{remark[1:]}." if _ACTS.match(remark) else f"{remark}."

    @property
    def document(self) -> Document:
        """Its text, dated by the last day."""
        return Document(id=self.id, text=" ".join(self.sentences), date=self.end)


def read(path: Path) -> Iterator[Trip]:
    """The trips of the table."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Trip(
                row["id"],
                row["role"],
                " ".join(re.sub(r"\(.*?\)", "", row["name"]).split()),
                date.fromisoformat(row["start-date"]),
                date.fromisoformat(row["end-date"]),
                _country(row["country"]),
                tuple(part.split(" (")[0].strip() for part in row["locale"].split(",") if part.strip()),
                tuple(part.strip() for part in _ENDS.split(row["remarks"]) if part.strip()),
            )


def met(remark: str) -> list[Met] | None:
    """Who is said to have been met; None where the list is not wholly made of titled names and groups."""
    talk = _TALK.search(remark)
    if not talk:
        return None
    people = []
    for item in re.split(r",? and |, ", talk["list"]):
        titled = _TITLED.match(item)
        if titled:
            people.append(Met(titled["title"], titled["name"], talk["verb"].lower()))
        elif not _UNTITLED.match(item) or re.search(_TITLE, item):
            return None
    return people or None


def _country(name: str) -> str:
    """ "Korea, Republic of" → "Republic of Korea"."""
    common, _, form = name.split(" (")[0].replace("’", "'").partition(", ")
    return f"{form} {common}" if form.endswith(" of") else f"{form} {common}".strip()


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
