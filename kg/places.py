"""Towns of the world and the countries they lie in: `towns.tsv`, made by tools/towns.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.vocab import ontology_path


@dataclass(frozen=True, slots=True)
class Town:
    """A town of at least 15,000 people; `country` is an ISO 3166 alpha-3 code."""

    key: str
    name: str
    country: str


@cache
def towns() -> Mapping[str, Town]:
    """The most populous town of each name; also by its spelling without accents, if all of that are in one country."""
    _, *lines = ontology_path("towns.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {spelled: Town(f"geo:{key}", name or spelled, country) for spelled, key, country, name in rows}
