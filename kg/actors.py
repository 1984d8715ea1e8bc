"""The actors known by name before any text is read: countries, organisations, standing forums and media outlets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pyoxigraph import RdfFormat, parse

from kg.vocab import DIP, ID, RDF, SKOS, ontology_path

Kind = Literal["country", "organisation", "forum", "media"]
KINDS: Mapping[str, Kind] = {
    "Country": "country",
    "GeopoliticalEntity": "country",
    "EventSeries": "forum",
    "MediaOutlet": "media",
    "Organisation": "organisation",
    "IntergovernmentalOrganisation": "organisation",
    "GovernmentBody": "organisation",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of ``actors.ttl``.

    All names are meant to be matched with their case: ``US`` is a country, ``us`` is not.
    """

    key: str
    """Last part of its IRI: ``IND``, ``asean``."""
    name: str
    """The name to show, also the first of ``names``."""
    kind: Kind
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    """Adjectives and words for its people; two countries may share one (``Congolese``)."""
    metonyms: tuple[str, ...] = ()
    """Cities, buildings and offices that stand for it when they act: ``Beijing``, ``Downing Street``."""
    capitals: tuple[str, ...] = ()
    of: str | None = None
    """Key of the country that it serves or lies in, or of the organisation whose body it is."""
    organ: bool = False
    """Whether it is an organ of a state."""
    bare: frozenset[str] = frozenset()
    """Of its names, those that bodies of others have, too: ``Security Council``."""


@cache
def actors() -> Mapping[str, Actor]:
    """Every actor by its key, in the order of the keys."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse(path=str(ontology_path("actors.ttl")), format=RdfFormat.TURTLE):
        subject, value = triple.subject.value, triple.object.value
        found[subject.removeprefix(ID)][triple.predicate.value].append(value)
    return MappingProxyType({key: _actor(key, found[key]) for key in sorted(found)})


def _actor(key: str, values: Mapping[str, list[str]]) -> Actor:
    """An actor from the values of its properties, by the IRIs of these."""
    name = values[SKOS + "prefLabel"][0]
    owner = [*values[DIP + "ofCountry"], *values[DIP + "bodyOf"], *values[DIP + "within"]]
    labels = (name, *values[SKOS + "altLabel"])
    shorter = {one for one in labels if any(other.endswith(f" {one}") for other in labels)}
    return Actor(
        key=key,
        name=name,
        kind=KINDS[values[RDF + "type"][0].removeprefix(DIP)],
        names=(name, *_longest_first(values[SKOS + "altLabel"])),
        demonyms=_longest_first(values[DIP + "demonym"]),
        metonyms=_longest_first(values[DIP + "metonym"]),
        capitals=_longest_first(values[DIP + "capital"]),
        of=owner[0].removeprefix(ID) if owner else None,
        organ=values[RDF + "type"][0].removeprefix(DIP) == "GovernmentBody",
        bare=frozenset(shorter if values[DIP + "bodyOf"] else ()),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
