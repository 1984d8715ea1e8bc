"""Who is meant by a post alone: whoever held it on the day of the document, if the documents know one."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import actors
from kg.anchors import Reference
from kg.identity import Reason, Tie
from kg.model import Document, Entity, EntityKind, Extraction
from kg.offices import each_office, is_single, office
from kg.resolve.clusters import Clusters
from kg.resolve.mentions import country_of, home_of
from kg.resolve.person import Person
from kg.resolve.tables import tables

DAYS = 365
"""Days around a document in which a holder of a post must be met."""
LEAST = 2
"""How often a holder must be met then: who is said to hold a post once, may be misread."""
MOST = 0.8
"""The share of all who are met as holders then that makes one of them the holder."""
Post = tuple[str, str]
"""A post, by the name that `office` gives, and the key of the state or body."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """That somebody is said to hold a post on a day, which is counted from the year 1."""

    day: int
    person: Reference


def link_holders(
    clusters: Clusters, contents: Sequence[tuple[Document, Extraction]], persons: Sequence[Person]
) -> list[Tie]:
    """Join each official whom a document names by post alone with who held it then; gives what that rests on."""
    known = {clusters.find(person.first): person for person in persons}
    attested = _attested(clusters, contents, known)
    ties = []
    for document, said in contents:
        for entity in said.entities:
            reference = (document.id, entity.id)
            post = _post(document, entity) if entity.kind is EntityKind.ROLE else None
            if document.date is None or post is None or post not in attested:
                continue
            holder, share = _holder(attested[post], document.date.toordinal())
            if holder and share >= MOST and clusters.find(reference) not in known and clusters.join(holder, reference):
                weight = round(share * tables().weights["holder of the post"], 3)
                reason = Reason("holder of the post", weight, f"{' of '.join(post)}, {document.date}")
                ties.append(Tie(left=holder, right=reference, weight=weight, reasons=(reason,)))
    return ties


def _attested(
    clusters: Clusters, contents: Sequence[tuple[Document, Extraction]], persons: Mapping[Reference, Person]
) -> Mapping[Post, list[Attestation]]:
    """Who is said to hold each post that has one holder at a time, in the order of days."""
    found: defaultdict[Post, list[Attestation]] = defaultdict(list)
    for document, said in contents:
        for post in said.posts if document.date else ():
            root = clusters.find((document.id, post.person))
            if root in persons and not post.former and document.date:
                told = Attestation(document.date.toordinal(), root)
                for held in _held(post.title, persons[root]):
                    found[held].append(told)
    return {post: sorted(told, key=lambda one: (one.day, one.person)) for post, told in found.items()}


def _held(title: str, person: Person) -> Iterator[Post]:
    """The posts of a title, in whatever state or body the person is mostly said to serve."""
    for name in each_office(title):
        if is_single(name):
            yield from ((name, key) for key in sorted({person.country, *person.bodies} - {""}))


def _post(document: Document, entity: Entity) -> Post | None:
    """The post by which an official is named, if it has one holder; of the publisher's state if none is told."""
    key = (country_of(entity.of) or entity.of) if entity.of else home_of(document)
    known = actors().get(entity.of or "")
    name = office(entity.name.removesuffix(f" of {known.name}") if known else entity.name)
    return (name, key) if key and is_single(name) else None


def _holder(attested: Sequence[Attestation], day: int) -> tuple[Reference | None, float]:
    """Who is mostly said to hold a post around a day, and with what share."""
    start = bisect_left(attested, day - DAYS, key=lambda one: one.day)
    end = bisect_left(attested, day + DAYS + 1, key=lambda one: one.day)
    met = Counter(one.person for one in attested[start:end])
    if not met or max(met.values()) < LEAST:
        return None, 0.0
    holder = min(met, key=lambda person: (-met[person], person))
    return holder, met[holder] / met.total()
