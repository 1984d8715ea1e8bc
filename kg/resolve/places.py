"""Whether two documents can place one event where they do."""

from collections.abc import Mapping

from kg.anchors import Reference
from kg.identity import Identity
from kg.model import EntityKind, Event
from kg.personal_names import plain
from kg.resolve.tables import event_tables
from kg.vocab import actor_iri


def place_of(reference: Reference, event: Event, entities: Mapping[Reference, Identity]) -> Identity | None:
    """Where a document places its event, if it tells."""
    return entities[reference[0], event.place.entity] if event.place else None


def places_agree(one: Identity | None, other: Identity | None) -> bool:
    """Whether both can be where one event happens: the same place, one in the other, or one not told."""
    if one is None or other is None or one.iri == other.iri:
        return True
    if (one.of and actor_iri(one.of) == other.iri) or (other.of and actor_iri(other.of) == one.iri):
        return True
    here, there = _spot(one), _spot(other)
    houses = event_tables().houses
    return here == there or houses.get(here) == there or houses.get(there) == here


def places_may_agree(one: Identity | None, other: Identity | None) -> bool:
    """Whether they agree, or may, as the one is a country and of the other nobody knows in which country it lies."""
    if one is None or other is None or places_agree(one, other):
        return True
    countries = [place for place in (one, other) if place.kind is EntityKind.COUNTRY]
    return len(countries) == 1 and any(place.of is None for place in (one, other) if place not in countries)


def in_one_city(one: Identity | None, other: Identity | None) -> bool:
    """Whether both are told to be in one place that is no country."""
    told = [place for place in (one, other) if place and place.kind is not EntityKind.COUNTRY]
    return len(told) == len((one, other)) and places_agree(one, other)


def _spot(place: Identity) -> str:
    name = plain(place.name).removeprefix("the ")
    return event_tables().places.get(name, name)
