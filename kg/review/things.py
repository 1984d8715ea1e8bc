"""The things of a resolution, each one node of the graph, found by what a user types."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.anchors import Reference, names_of
from kg.errors import ChoiceError, shown
from kg.identity import Resolution
from kg.model import Document, Event, Extraction, Fact
from kg.personal_names import plain
from kg.vocab import ID, local_iri

LISTED = 8
"""Things named where several are meant."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One node: what it is called, what it is, and where documents tell of it."""

    iri: str
    name: str
    kind: str
    members: tuple[Reference, ...]

    @property
    def id(self) -> str:
        """The end of its IRI."""
        return self.iri.removeprefix(ID)

    @property
    def documents(self) -> int:
        """How many documents tell of it."""
        return len({document for document, _ in self.members})


class Things:
    """All things of some documents."""

    def __init__(self, contents: Iterable[tuple[Document, Extraction]], resolution: Resolution) -> None:
        """Of documents, and of what in them is one."""
        self._own: dict[Reference, str] = {}
        self._members: dict[str, list[Reference]] = {}
        self._kinds: dict[str, str] = {}
        self._labels = {identity.iri: identity.name for identity in resolution.entities.values()} | resolution.titles
        for document, said in sorted(contents, key=lambda pair: pair[0].id):
            for reference, iri, name, kind in _told(document.id, said, resolution):
                self._own[reference] = name
                self._members.setdefault(iri, []).append(reference)
                self._kinds.setdefault(iri, kind)
                self._labels.setdefault(iri, name)
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        named = [(iri, label) for iri, label in self._labels.items() if iri in self._members]
        named += [
            (one.iri, name)
            for one in {one.iri: one for one in resolution.entities.values()}.values()
            for name in one.names
        ]
        named += [(iri, self._own[member]) for iri, members in self._members.items() for member in members]
        for iri, name in dict.fromkeys(named):
            self._by_name[plain(name)].add(iri)
        self._iris = {reference: iri for iri, members in self._members.items() for reference in members}

    def of(self, reference: Reference) -> Thing:
        """The thing that a document tells of by a local id."""
        return self._thing(self._iris[reference])

    def own_name(self, reference: Reference) -> str:
        """What a document calls a thing."""
        return self._own[reference]

    def pair(self, one: str, other: str) -> tuple[Reference, Reference]:
        """Where documents tell of two things that a user names. Raises ChoiceError if that is not clear."""
        able = self._meant(one), self._meant(other)
        if plain(one) == plain(other) and len(able[0]) == 2:  # which of the two is meant by which does not matter
            return able[0][0].members[0], able[0][1].members[0]
        left, right = (self._only(typed, found) for typed, found in zip((one, other), able, strict=True))
        first = self._where(left, one)[0]
        others = [reference for reference in self._where(right, other) if reference != first]
        others = others or [first if "#" in other else right.members[-1]]
        return first, next((reference for reference in others if reference[0] != first[0]), others[0])

    def _where(self, thing: Thing, typed: str) -> Sequence[Reference]:
        """The members of a thing that are called just so, or all."""
        typed = _bare(typed)
        exact = [each for each in thing.members if typed in _ids(each) or plain(self._own[each]) == plain(typed)]
        return exact or thing.members

    def _only(self, typed: str, found: Sequence[Thing]) -> Thing:
        if len(found) == 1:
            return found[0]
        if not found:
            raise ChoiceError(f"nothing is called {shown(typed)}; give a name, a title, or an id as in the graph")
        listed = "; ".join(f"{each.id} ({each.name}, {each.kind}, {_in(each)})" for each in found[:LISTED])
        more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
        raise ChoiceError(f"{shown(typed)} may be several; give the id of one: {listed}{more}")

    def _meant(self, typed: str) -> list[Thing]:
        """The things that somebody may mean: by their ids, or else by their names, or else by a part of these."""
        bare, words = _bare(typed), plain(typed)
        by_id = {iri for reference, iri in self._iris.items() if bare in _ids(reference)} if "#" in bare else set()
        if ID + bare in self._members:
            by_id.add(ID + bare)
        by_name = set(self._by_name.get(words, ()))
        by_part = {iri for name, iris in self._by_name.items() if f" {words} " in f" {name} " for iri in iris}
        found = by_id or (words and (by_name or by_part)) or set()
        return sorted(map(self._thing, found & self._members.keys()), key=lambda one: (-len(one.members), one.iri))

    def _thing(self, iri: str) -> Thing:
        members = self._members[iri]
        return Thing(iri, self._labels[iri], self._kinds[iri], tuple(members))


def _in(thing: Thing) -> str:
    return f"{thing.documents} document" + "s" * (thing.documents != 1)


def _bare(typed: str) -> str:
    return typed.strip().removeprefix("<").removesuffix(">").removeprefix(ID).removeprefix(":")


def _ids(reference: Reference) -> tuple[str, str]:
    document, local = reference
    return local_iri(document, local).removeprefix(ID), f"{document}#{local}"


def _told(id_: str, said: Extraction, resolution: Resolution) -> Iterator[tuple[Reference, str, str, str]]:
    """All that a document tells of: its reference, its IRI, its name there, and what it is."""
    names = names_of(said)
    for entity in said.entities:
        yield (id_, entity.id), resolution.entities[id_, entity.id].iri, names[entity.id], entity.kind.value
    for fact in (*said.events, *said.agreements, *said.actions):
        yield (id_, fact.id), resolution.facts[id_, fact.id], names[fact.id], _kind(fact)


def _kind(fact: Fact) -> str:
    return fact.type.replace("_", " ") if isinstance(fact, Event) else type(fact).__name__.lower()
