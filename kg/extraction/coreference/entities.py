"""The entities of one document, and the references that stand for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.actors import actors
from kg.model import Entity, EntityKind
from kg.personal_names import fold

STATES = frozenset({EntityKind.COUNTRY, EntityKind.ORGANISATION})
"""Kinds of those who act for themselves,"""
PEOPLE = frozenset({EntityKind.PERSON, EntityKind.ROLE})
"""and of single persons."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something a phrase stands for: id of the entity, and the tokens from `start` to `end` that say so."""

    entity: str
    start: int
    end: int
    title: str | None = None


class Entities:
    """What is known of the entities of a document; an actor of the ontology is known in every document."""

    def __init__(self, entered: Mapping[str, Entity]) -> None:
        self._entered, self._known = entered, _known_actors()

    def known(self, local: str) -> Entity:
        """The entity with this id."""
        return self._known.get(local) or self._entered[local]

    def represented(self, local: str) -> str | None:
        """The id of the country or organisation a person, role or group speaks for, where the text tells."""
        entity = self.known(local)
        return None if entity.kind in STATES or entity.of is None else actor_id(entity.of)


class Register:
    """Takes up the entities of a document while it is read; nobody else makes any."""

    def __init__(self) -> None:
        self._entered: dict[str, Entity] = {}
        self.entities = Entities(MappingProxyType(self._entered))

    def entity(self, kind: EntityKind, name: str, *, key: str | None = None, of: str | None = None) -> str:
        """The id of the entity of this kind with this key or name; what was told of it first stands."""
        local = _id(kind, key or " ".join(fold(name)) or name)
        self._entered.setdefault(local, Entity(id=local, kind=kind, name=name, key=key, of=of))
        return local


@cache
def actor_id(key: str) -> str:
    """The id that the known actor with this key has in every document."""
    return _id(_kind(key), key)


def _id(kind: EntityKind, identity: str) -> str:
    return f"{kind}:{identity}"


def _kind(key: str) -> EntityKind:
    return EntityKind.COUNTRY if actors()[key].kind == "country" else EntityKind.ORGANISATION


@cache
def _known_actors() -> Mapping[str, Entity]:
    """The actors of the ontology, by their ids."""
    made = (
        Entity(id=actor_id(key), kind=_kind(key), name=actor.name, key=key, of=actor.of)
        for key, actor in actors().items()
    )
    return {entity.id: entity for entity in made}


def unique(references: Iterable[Reference]) -> list[Reference]:
    """The references without repeated entities, first ones kept."""
    first: dict[str, Reference] = {}
    for reference in references:
        first.setdefault(reference.entity, reference)
    return list(first.values())
