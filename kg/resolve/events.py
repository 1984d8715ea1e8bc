"""Which events of different documents are one: talks and visits, forums of one name, and others of one day."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from kg.anchors import Reference
from kg.identity import Identity, Ruling
from kg.model import Document, EntityKind, Event, Extraction
from kg.offices import each_office
from kg.personal_names import plain
from kg.resolve.accounts import join_accounts
from kg.resolve.clusters import Clusters
from kg.resolve.forums import of_one_name
from kg.resolve.gatherings import Claim, is_gathering, join_gatherings
from kg.resolve.places import place_of, places_agree
from kg.resolve.sides import Posts, Sides, match, sides_of, state_of
from kg.resolve.windows import day_of, window_of
from kg.vocab import actor_iri

Entities = Mapping[Reference, Identity]
Pair = tuple[Reference, Reference]


class Told(NamedTuple):
    """What documents tell of events: who takes part, and where; talks and visits also as claims."""

    events: Mapping[Reference, Event]
    sides: Mapping[Reference, Sides]
    places: Mapping[Reference, Identity | None]
    claims: Mapping[Reference, Claim]


def told_of(contents: Iterable[tuple[Document, Extraction]], entities: Entities) -> Told:
    """What documents tell of all their events."""
    contents = list(contents)
    events = {(document.id, event.id): event for document, said in contents for event in said.events}
    posts = posts_of(contents, entities)
    sides = {each: sides_of(each[0], event.participants, entities, posts) for each, event in events.items()}
    places = {reference: place_of(reference, event, entities) for reference, event in events.items()}
    claims = (
        Claim(reference, event, sides[reference], places[reference], window, _voice(reference, event, entities))
        for document, said in contents
        for event in said.events
        if (reference := (document.id, event.id)) and (window := window_of(event, document.date, said))
    )
    gathered = {claim.reference: claim for claim in claims if is_gathering(claim.event, claim.sides)}
    return Told(events, sides, places, gathered)


def cluster_events(
    contents: Iterable[tuple[Document, Extraction]], entities: Entities, rulings: Sequence[Ruling]
) -> Clusters:
    """The clusters of events."""
    contents = list(contents)
    told = told_of(contents, entities)
    clusters = Clusters(told.events, rulings, one_per_document=True)
    join_gatherings(clusters, told.claims.values())
    join_accounts(clusters, told.claims.values())
    dates = {document.id: document.date for document, _ in contents if document.date}
    others = {each: event for each, event in told.events.items() if each not in told.claims}
    for one, other in (*of_one_name(others, entities, dates), *_on_one_day(others, told.sides, told.places)):
        clusters.join(one, other)
    clusters.obey()
    return clusters


def _voice(reference: Reference, event: Event, entities: Entities) -> str:
    """On whose word a document tells of an event: the country of who says so, or who says so; empty for its own."""
    if event.attributed_to is None:
        return ""
    speaker = entities[reference[0], event.attributed_to]
    person = speaker.kind in (EntityKind.PERSON, EntityKind.ROLE)
    return actor_iri(speaker.of) if person and speaker.of else state_of(speaker)


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


def _on_one_day(
    events: Mapping[Reference, Event], sides: Mapping[Reference, Sides], places: Mapping[Reference, Identity | None]
) -> Iterator[Pair]:
    """The pairs of other events that have one kind, one day and the same participants."""
    blocks: defaultdict[tuple[str, str, str], list[Reference]] = defaultdict(list)
    for reference, event in events.items():
        if day := day_of(event.time):
            for key in {key for side in sides[reference] for key in (side.who, side.whose) if key}:
                blocks[event.type, day, key].append(reference)
    for _, block in sorted(blocks.items()):
        for one, other in pairs_of(block, lambda each: (sides[each], places[each], events[each].name)):
            agree = places_agree(places[one], places[other]) and match(sides[one], sides[other])
            if agree and names_agree(events[one], events[other]):
                yield one, other


def names_agree(one: Event, other: Event) -> bool:
    """Whether both can be names of one event: all words of the shorter are in the longer, or one has none."""
    few, many = sorted((set(plain(event.name or "").split()) for event in (one, other)), key=len)
    return few <= many


def posts_of(contents: Iterable[tuple[Document, Extraction]], entities: Entities) -> Posts:
    """The posts of each person, by the names that stand for their titles."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for document, said in contents:
        for post in said.posts:
            found[entities[document.id, post.person].iri].update(each_office(post.title))
    return {iri: frozenset(held) for iri, held in found.items()}
