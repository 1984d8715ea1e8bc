"""A person as known so far: all that the mentions which were found to be one person's say together."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from kg.anchors import Reference
from kg.personal_names import Name
from kg.resolve.mentions import Mentions

SPARSE = 0.1
"""The share of mentions below which a country of a person is a misreading."""
ERA = 8
"""Years around a mention in which a person must be met to be the one whom everybody knows then."""


@dataclass(eq=False)
class Person:
    """Counts are of mentions; `homes` are the countries of those who publish them."""

    first: Reference
    names: Counter[Name] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    bodies: set[str] = field(default_factory=set)
    offices: dict[str, set[int | None]] = field(default_factory=dict)
    years: Counter[int | None] = field(default_factory=Counter)
    homes: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, mentions: Mentions) -> "Person":
        """A person of whom nothing but these mentions is known."""
        context = mentions.context
        offices: dict[str, set[int | None]] = {}
        for office, year in context.offices:
            offices.setdefault(office, set()).add(year)
        return cls(
            first=mentions.first,
            names=Counter({mentions.name: mentions.size}),
            countries=Counter(dict.fromkeys(context.countries, mentions.size)),
            bodies=set(context.bodies),
            offices=offices,
            years=Counter({context.year: mentions.size}),
            homes={context.home} - {""},
            company=set(mentions.company),
            documents={document for document, _ in mentions.members},
        )

    def take(self, other: "Person") -> None:
        """Take up what is known of another, who is the same."""
        self.first = min(self.first, other.first)
        self.names.update(other.names)
        self.countries.update(other.countries)
        self.years.update(other.years)
        for office, years in other.offices.items():
            self.offices.setdefault(office, set()).update(years)
        for own, more in zip(self._sets, other._sets, strict=True):
            own |= more
        for derived in ("name", "main", "country", "size"):
            self.__dict__.pop(derived, None)

    @property
    def _sets(self) -> tuple[set[str], ...]:
        return self.bodies, self.homes, self.company, self.documents

    @cached_property
    def size(self) -> int:
        """How often the person is met."""
        return self.names.total()

    @cached_property
    def name(self) -> Name:
        """The fullest name; of equally full ones the one met most often."""
        return min(self.names, key=lambda name: (not name.full, -len(name.words), -self.names[name], name.words))

    @cached_property
    def main(self) -> frozenset[str]:
        """The countries that are no misreadings."""
        least = SPARSE * max(self.countries.values(), default=0)
        return frozenset(country for country, times in self.countries.items() if times > least)

    @cached_property
    def country(self) -> str:
        """The country that most mentions give; empty if none does."""
        return min(self.countries, key=lambda key: (-self.countries[key], key), default="")

    @property
    def tells(self) -> bool:
        """Whether more than a name is known."""
        return bool(self.countries or self.bodies or self.offices)

    def known_beside(self, other: "Person") -> int:
        """How often the person is met around the years in which the other one is, or at all."""
        years = [year for year in other.years if year is not None]
        if not years or len(years) < len(other.years):
            return self.size
        start, end = min(years) - ERA, max(years) + ERA
        return sum(times for year, times in self.years.items() if year is None or start <= year <= end)
