"""All who may take part in what a document tells, and all its places and times, each with where it stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import actors
from kg.extraction.arguments.times import Times, When
from kg.extraction.coreference import Reading, Reference
from kg.extraction.grammar.function_words import HE, IN, THEY
from kg.model import Entity, EntityKind
from kg.naming.names import Name

_NO_ACTORS = frozenset({"forum", "media"})
"""Kinds of known actors that are themselves events, or only tell of some."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where somebody or something is named: tokens, the one on which the others hang, and by what it is named."""

    reference: Reference
    head: int
    way: str

    @property
    def start(self) -> int:
        """The first token."""
        return self.reference.start


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who may take part, with where they are named, in order."""

    entity: Entity
    namings: Sequence[Appearance]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something may happen."""

    entity: Entity
    naming: Appearance
    name: Name


@dataclass(frozen=True, slots=True)
class Moment:
    """When something may happen."""

    when: When
    head: int
    edtf: str
    """What it means in the past or, where that means nothing, in the future."""


class Scene:
    """What the arguments of one document's events are chosen from."""

    def __init__(self, reading: Reading, times: Times) -> None:
        self.reading, self.tree = reading, reading.tree
        named: dict[str, list[Appearance]] = {}
        for local, naming in sorted(self._namings(), key=lambda one: one[1].start):
            named.setdefault(local, []).append(naming)
        self.actors: Mapping[str, Actor] = {
            local: Actor(reading.known(local), namings) for local, namings in named.items() if self._acts(local)
        }
        self.places = sorted(self._places(), key=lambda place: place.naming.start)
        self.moments = list(self._moments(times))
        self._moments_in: dict[int, list[Moment]] = defaultdict(list)
        self._places_in: dict[int, list[Place]] = defaultdict(list)
        for moment in self.moments:
            self._moments_in[self.tree.sentence[moment.when.start]].append(moment)
        for place in self.places:
            self._places_in[self.tree.sentence[place.naming.start]].append(place)

    def moments_in(self, n: int) -> Sequence[Moment]:
        """The times that a sentence names."""
        return self._moments_in.get(n, ())

    def places_in(self, n: int) -> Sequence[Place]:
        """The places that a sentence names."""
        return self._places_in.get(n, ())

    def _acts(self, local: str) -> bool:
        entity = self.reading.known(local)
        known = actors().get(entity.key) if entity.key else None
        return entity.kind is not EntityKind.PLACE and (known is None or known.kind not in _NO_ACTORS)

    def _namings(self) -> Iterator[tuple[str, Appearance]]:
        """Each entity that a word stands for, once for each stretch of words; known names also within others.

        A capital is an actor only where it stands for its state: "in Lima", nobody of Peru need take part.
        """
        seen = set()
        for token in self.reading.doc:
            word = token.lower_
            way = "he" if word in HE else "they" if word in THEY else "own"
            for reference in self.reading.single(token):
                key = reference.start, reference.end, reference.entity
                if key not in seen and not self._is_where(reference):
                    seen.add(key)
                    yield reference.entity, self._naming(reference, way)
        for hit in self.reading.names.hits:
            local = self.reading.actor(hit.actor.key)
            reference = Reference(local, hit.start, hit.end)
            if (hit.start, hit.end, local) not in seen and not self._is_where(reference):
                yield local, self._naming(reference, hit.form)

    def _is_where(self, reference: Reference) -> bool:
        """Whether a capital or a building says where something is: "in Lima"."""
        hit = self.reading.names.known_at(reference.start)
        if hit is None or hit.form != "metonym":
            return False
        return self.tree.case(self.tree.top(reference.start, reference.end)) in IN

    def _naming(self, reference: Reference, way: str) -> Appearance:
        return Appearance(reference, self.tree.top(reference.start, reference.end), way)

    def _places(self) -> Iterator[Place]:
        for name in self.reading.names.all:
            if (place := self.reading.place(name)) is not None:
                yield Place(self.reading.known(place.entity), self._naming(place, name.form), name)

    def _moments(self, times: Times) -> Iterator[Moment]:
        for when in times.all:
            if edtf := times.resolved(when, "past") or times.resolved(when, "future"):
                yield Moment(when, self.tree.top(when.start, when.end), edtf)
