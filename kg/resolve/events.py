"""Which events of different documents are one: participants, kind and day agree, or a forum's name and year."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.dates import bounds
from kg.identity import Identity, Judgement, Reference
from kg.kinds import kinds
from kg.model import Event, Time
from kg.resolve.clusters import Clusters
from kg.resolve.forums import of_one_name
from kg.resolve.sides import Sides, match, match_exactly, places_agree, sides_of

Entities = Mapping[Reference, Identity]
Pair = tuple[Reference, Reference]
TALKS = "talks"
"""All kinds of events in which people talk, of which one document calls a meeting what another calls negotiations."""


def cluster_events(
    events: Mapping[Reference, Event],
    entities: Entities,
    dates: Mapping[str, dt.date],
    judgements: Sequence[Judgement],
) -> Clusters:
    """The clusters of events; `dates` gives the day of each dated document, for forums whose time is not told."""
    clusters = Clusters(events, judgements, one_per_document=True)
    pairs = {*_on_one_day(events, entities), *of_one_name(events, entities, dates)}
    for one, other in sorted(pairs, key=lambda pair: (events[pair[0]].type != events[pair[1]].type, pair)):
        clusters.join(one, other)
    return clusters


def day_of(time: Time | None) -> str:
    """The day, or the first and last day, of a time that is known to the day; empty otherwise."""
    try:
        return time.edtf if time and bounds(time.edtf).precision == "Day" else ""
    except ValueError:
        return ""


def pairs_of(references: Iterable[Reference], look: Callable[[Reference], Hashable]) -> Iterator[Pair]:
    """The pairs worth comparing: those that look alike with the first of them, and these first ones with each other.

    Ten thousand reports of one meeting thus make ten thousand pairs and not fifty million.
    """
    alike: dict[Hashable, list[Reference]] = {}
    for reference in sorted(references):
        alike.setdefault(look(reference), []).append(reference)
    for first, *others in alike.values():
        yield from ((first, other) for other in others)
    yield from combinations([first for first, *_ in alike.values()], 2)


def _on_one_day(events: Mapping[Reference, Event], entities: Entities) -> Iterator[Pair]:
    sides = {reference: sides_of(reference[0], event.participants, entities) for reference, event in events.items()}
    blocks: defaultdict[tuple[str, str, str], list[Reference]] = defaultdict(list)
    for reference, event in events.items():
        if day := day_of(event.time):
            kind = TALKS if kinds()[event.type].talks else event.type
            for key in _keys(sides[reference]):
                blocks[kind, day, key].append(reference)
    places = {reference: _place(reference, event, entities) for reference, event in events.items()}
    for (kind, _, _), block in blocks.items():
        alike = match_exactly if kind == TALKS else match
        for one, other in pairs_of(block, lambda reference: (sides[reference], _iri(places[reference]))):
            if places_agree(places[one], places[other]) and alike(sides[one], sides[other]):
                yield one, other


def _keys(sides: Sides) -> set[str]:
    return {key for side in sides for key in (side.who, side.whose) if key}


def _place(reference: Reference, event: Event, entities: Entities) -> Identity | None:
    return entities[reference[0], event.place.entity] if event.place else None


def _iri(place: Identity | None) -> str:
    return place.iri if place else ""
