"""What documents tell differently of one event or act: whether it was, on which day, and where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.anchors import Reference
from kg.identity import Identity, Matter
from kg.kinds import FORUM, VISIT
from kg.model import DONE, Action, Document, Event, Extraction, Modality
from kg.resolve.places import places_may_agree
from kg.resolve.windows import known

LASTING = (VISIT, FORUM)
"""Kinds of events that last: of two days, both may be right."""
_Told = tuple[Event | Action, Identity | None]


def disputes_of(
    contents: Iterable[tuple[Document, Extraction]],
    facts: Mapping[Reference, str],
    entities: Mapping[Reference, Identity],
) -> dict[str, frozenset[Matter]]:
    """The IRIs of what documents tell differently, each with what is in dispute."""
    told: defaultdict[str, list[_Told]] = defaultdict(list)
    for document, said in contents:
        happened: tuple[Event | Action, ...] = (*said.events, *said.actions)
        for fact in happened:
            place = entities[document.id, fact.place.entity] if fact.place else None
            told[facts[document.id, fact.id]].append((fact, place))
    found = {iri: frozenset(_matters(claims)) for iri, claims in told.items() if len(claims) > 1}
    return {iri: matters for iri, matters in found.items() if matters}


def _matters(claims: Sequence[_Told]) -> Iterable[Matter]:
    real = [(fact, place) for fact, place in claims if fact.modality in DONE]
    if real and any(fact.modality is Modality.DENIED for fact, _ in claims):
        yield Matter.REALITY
    if _days_clash([fact for fact, _ in real]):
        yield Matter.DAY
    places = {place.iri: place for _, place in real if place}
    if not all(places_may_agree(one, other) for one, other in combinations(places.values(), 2)):
        yield Matter.PLACE


def _days_clash(facts: Iterable[Event | Action]) -> bool:
    """Whether one is told to be over before another begins."""
    spans = [told for fact in facts if fact.type not in LASTING and (told := known(fact.time))]
    ends = [told.latest_end for told in spans if told.latest_end]
    starts = [told.earliest_start for told in spans if told.earliest_start]
    return bool(ends and starts) and min(ends) < max(starts)
