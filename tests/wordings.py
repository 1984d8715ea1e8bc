"""The wordings of wordings.yaml, filled with names and dates drawn at random, and what each then tells.

A wording draws with a seed of its own: the others read as before when one is added or changed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml
from tables import Facts

from kg.lexicon import Loader

FILE = Path(__file__).parent / "data" / "wordings.yaml"
PERSONS, COUNTRIES = ("a", "b", "c"), ("x", "y", "z", "land")
AS_DOER = ("", "prefix", "name")  # the ways of writing a person as one who takes part
DIGITS = {"day": 10, "month": 7, "year": 4}  # how much of a date is told
PRONOUNS = {"m": {"he": "he", "his": "his", "mr": "Mr."}, "f": {"he": "she", "his": "her", "mr": "Ms."}}
ANY = "any"

_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_OPENING = re.compile(r"(?:^|[.!?\n]\s*|[“\"]|: )$")
_A_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeioAEIO]|Uz|MoU)")


class Row(NamedTuple):
    """A filled wording of a class, the day it was written, and what it tells; see `_fact`."""

    group: str
    text: str
    date: dt.date
    facts: list[Facts]


def rows(table: dict[str, Any]) -> Iterator[Row]:
    """Every wording, filled once."""
    for group, wordings in table["wordings"].items():
        for wording in wordings:
            told = {"text": wording} if isinstance(wording, str) else wording
            slots = Slots(table, Random(told["text"]))
            text = slots.fill(told["text"])
            common = table["defaults"][group] | {key: told[key] for key in told if key not in ("text", "facts")}
            facts = [_fact(common | each, slots) for each in told.get("facts", [{}])]
            yield Row(group, text, slots.today, facts)


def load() -> dict[str, Any]:
    """The table as it is written."""
    table: dict[str, Any] = yaml.load(FILE.read_text("utf-8"), Loader)
    return table


class Slots:
    """What stands in the slots of one wording, drawn when a slot is first met; no country is drawn twice."""

    def __init__(self, table: dict[str, Any], random: Random) -> None:
        self._table, self._random = table, random
        self._drawn: dict[str, Facts] = {}
        self._written: dict[str, set[str]] = {}
        when = table["document_dates"]
        year = random.randint(when["first_year"], when["last_year"])
        self.today = dt.date(year, random.randint(when["first_month"], when["last_month"]), random.randint(1, 30))

    def fill(self, template: str) -> str:
        """The text of a wording."""
        text, end = "", 0
        for slot in _SLOT.finditer(template):
            text += template[end : slot.start()]
            words = self._write(slot[1], slot[2] or "")
            text += words[0].upper() + words[1:] if _OPENING.search(text) else words
            end = slot.end()
        text = re.sub(r",(?=[,.;:)])|,$", "", text + template[end:])
        return _A_BEFORE_VOWEL.sub(r"\1n ", text)

    def name(self, reference: str) -> str:
        """The name that a slot ("a", "x", "city", "a.country") stands for, or that other words tell."""
        slot, _, part = reference.partition(".")
        if slot in self._drawn:
            return str(self._drawn[slot][part or "name"])
        return _SLOT.sub(lambda found: str(self._drawn[found[1]][found[2]]), reference)

    def doers(self) -> list[str]:
        """The persons who are written as taking part, in the order of the text."""
        return [slot for slot, ways in self._written.items() if slot in PERSONS and ways.intersection(AS_DOER)]

    def countries(self) -> list[str]:
        """The countries that are written as actors."""
        return [slot for slot in self._written if slot in COUNTRIES[:3]]

    def sides(self) -> list[str]:
        """The countries that are written or served."""
        persons = [f"{slot}.country" for slot in self._written if slot in PERSONS]
        return persons + self.countries()

    def place(self) -> str | None:
        """The slot of the town, or else of the country or capital, that the text has."""
        capitals = [f"{slot}.capital" for slot, ways in self._written.items() if "capital" in ways]
        return next((slot for slot in ("city", "land") if slot in self._written), next(iter(capitals), None))

    def first(self, *names: str) -> Facts | None:
        """What was drawn for the first of some slots that the text has."""
        return next((self._drawn[name] for name in names if name in self._drawn), None)

    def when(self) -> str | None:
        """The date in the text."""
        return str(found["edtf"]) if (found := self.first(*self._table["dates"])) else None

    def _write(self, slot: str, part: str) -> str:
        if slot not in self._drawn:
            self._drawn[slot] = self._draw(slot)
        self._written.setdefault(slot, set()).add(part)
        found = self._drawn[slot]
        if slot in PERSONS and part in ("", "prefix"):
            return self._introduction(found, whole=not part)
        return str(found[part or "say"])

    def _draw(self, slot: str) -> Facts:
        if slot in PERSONS:
            return self._person()
        if slot in COUNTRIES:
            return self._country()
        if slot == "city":
            country = self._country()
            town = self._random.choice([country["capital"], *country["towns"]])
            return {"say": town, "name": town, "upper": town.upper(), "land": country["say"]}
        if slot in self._table["dates"]:
            return self._date(self._random.choice(self._table["dates"][slot]))
        found = self._random.choice(self._table[_LISTS[slot]])
        if slot == "deal":
            title = found["title"]
            return {**found, "say": f"a {title}", "the": f"the {title}", "bare": title}
        return {"say": found} if isinstance(found, str) else {**found, "say": found["title"]}

    def _person(self) -> Facts:
        free = [person for person in self._table["persons"] if person["of"] not in self._used()]
        person = self._random.choice(free)
        country = self._described(person["of"])
        more = {"adj": country["adj"], "capital": country["capital"], "country": country["say"], "of": person["of"]}
        return {**person, **more, **PRONOUNS[person["sex"]], "lower": person["post"].lower(), "say": person["name"]}

    def _country(self) -> Facts:
        free = [name for name in self._table["countries"] if name not in self._used()]
        return self._described(self._random.choice(free))

    def _described(self, name: str) -> Facts:
        country = self._table["countries"][name]
        said = f"the {name}" if country.get("the") else name
        return {**country, "name": name, "say": said, "bare": country.get("short", name), "of": name}

    def _used(self) -> set[str]:
        return {found["of"] for found in self._drawn.values() if "of" in found}

    def _introduction(self, person: Facts, whole: bool) -> str:
        styles = self._table["styles"]
        choice = list(styles["prefix"])
        if whole:
            choice += styles["comma"]
            choice += [] if person["country"].startswith("the ") else styles["own"]
        return str(self._random.choice(choice).format_map(person))

    def _date(self, style: Facts) -> Facts:
        first = last = self._day(style)
        while "days" in style:
            last = first + dt.timedelta(days=style["days"])
            if last.month == first.month:
                break
            first = self._day(style)
        said = style["say"].format(
            weekday=f"{first:%A}", d=first.day, d2=last.day, nth=_nth(first.day), month=f"{first:%B}", year=first.year
        )
        if style.get("as") == "span":
            return {"say": said, "edtf": f"{first}/{last}"}
        return {"say": said, "edtf": first.isoformat()[: DIGITS[style.get("as", "day")]]}

    def _day(self, style: Facts) -> dt.date:
        if style.get("ago") == "month":
            return self.today.replace(day=1) - dt.timedelta(days=1)
        if style.get("ago") == "year":
            return self.today.replace(year=self.today.year - 1)
        return self.today + dt.timedelta(days=self._random.randint(style["from"], style["to"]))


_LISTS = {"topic": "topics", "forum": "forums", "deal": "deals", "treaty": "treaties"}


def _nth(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}th" if 11 <= day <= 13 else f"{day}{ending}"


def _fact(told: Facts, slots: Slots) -> Facts:
    """What a wording tells: `type` or `action`, `kind`, `modality` (each a list), `who`, `parties`, `place`, `date`."""
    place = told["place"] if "place" in told else slots.place()
    who = told.get("who") or slots.doers() or slots.countries()
    fact: Facts = {
        "modality": told.get("modality", ["occurred"]),
        "who": slots.doers() + slots.countries() if who == "all" else who,
        "place": slots.name(place) if place else None,
        "date": slots.when(),
    }
    if "action" not in told:
        return _named(fact | {"type": told["type"]}, slots)
    instrument = slots.first("deal", "treaty")
    fact |= {"action": told["action"], "kind": told.get("kind") or [instrument["kind"] if instrument else ""]}
    fact["parties"] = told.get("parties", ANY if slots.first("treaty") else slots.sides())
    return _named(fact, slots)


def _named(fact: Facts, slots: Slots) -> Facts:
    lists = {key: fact[key] for key in ("who", "parties") if isinstance(fact.get(key), list)}
    return fact | {key: [slots.name(reference) for reference in names] for key, names in lists.items()}
