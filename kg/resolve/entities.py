"""Local entities become identities: one IRI for each country, organisation, place, post-named official and person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from hashlib import sha256
from typing import NamedTuple

from kg.anchors import Reference
from kg.identity import Identity, Reason, Ruling, Tie, Verdict
from kg.model import Document, Entity, EntityKind, Extraction
from kg.personal_names import plain, words
from kg.resolve.clusters import Clusters
from kg.resolve.holders import link_holders
from kg.resolve.labels import by_attestation
from kg.resolve.persons import Persons, join_persons
from kg.vocab import ID, actor_iri, escaped, local_iri, slug

Contents = Sequence[tuple[Document, Extraction]]

Key = tuple[str | None, ...]
"""What is the same of all things that are one by it."""
_PREFIX = {
    EntityKind.PERSON: "person",
    EntityKind.ROLE: "official",
    EntityKind.COUNTRY: "country",
    EntityKind.ORGANISATION: "org",
    EntityKind.PLACE: "place",
}


class Keyed(NamedTuple):
    """That two are one by what they are known by: a key, or a name among things of one kind and country."""

    left: Reference
    right: Reference
    reason: Reason


class Resolved(NamedTuple):
    """The identity of every local entity, the persons among them, and what the joins of others rest on."""

    identities: dict[Reference, Identity]
    clusters: Clusters
    persons: Persons
    links: list[Tie]
    keyed: list[Keyed]

    @property
    def ties(self) -> tuple[Tie, ...]:
        """What the joins of persons and officials rest on."""
        return (*self.persons.ties, *self.links)


def resolve_entities(contents: Contents, rulings: Sequence[Ruling]) -> Resolved:
    """The identity of every local entity, and what they rest on."""
    entities = {(document.id, entity.id): entity for document, said in contents for entity in said.entities}
    clusters = Clusters(entities, rulings)
    roles = {reference for reference, entity in entities.items() if entity.kind is EntityKind.ROLE}
    keyed = _join_by_key(clusters, {each: entity for each, entity in entities.items() if each not in roles})
    apart = [(ruling.left, ruling.right) for ruling in rulings if ruling.verdict is not Verdict.SAME]
    persons = join_persons(clusters, contents, apart)
    links = link_holders(clusters, contents, persons.every)
    known = {clusters.find(person.first) for person in persons.every}
    others = {each: entities[each] for each in roles if clusters.find(each) not in known}
    keyed = [*keyed, *_join_by_key(clusters, others)]
    clusters.obey()
    return Resolved(_identities(clusters.groups(), entities), clusters, persons, links, keyed)


def _join_by_key(clusters: Clusters, entities: Mapping[Reference, Entity]) -> list[Keyed]:
    """Join entities that bear the same key, and other things of one kind, name and country; groups never join.

    A place without a key is the only one of its name and country that has one: "Bogota".
    """
    towns: defaultdict[Key, set[str]] = defaultdict(set)
    for entity in entities.values():
        if entity.key and entity.kind is EntityKind.PLACE:
            towns[_called(entity)].add(entity.key)
    first: dict[Key, Keyed] = {}
    joined = []
    for reference in sorted(entities):
        if key := _key(entities[reference], towns):
            one = first.get(key) or first.setdefault(key, Keyed(reference, reference, _known_by(entities[reference])))
            if one.left != reference and clusters.join(one.left, reference):
                joined.append(one._replace(right=reference))
    return joined


def _key(entity: Entity, towns: Mapping[Key, Set[str]]) -> Key:
    """What is the same of all that are one by it; empty if only evidence can tell."""
    if entity.key:
        return (entity.key,)
    if entity.kind in (EntityKind.PERSON, EntityKind.GROUP):
        return ()
    keys = towns.get(_called(entity), ())
    return (min(keys),) if len(keys) == 1 else _called(entity)


def _called(entity: Entity) -> Key:
    return entity.kind, plain(entity.name).removeprefix("the "), entity.of


def _known_by(entity: Entity) -> Reason:
    if entity.key:
        return Reason(kind="known by one key", value=entity.key)
    return Reason(kind=f"one {entity.kind} of this name", value=entity.name)


def _identities(
    groups: Iterable[Sequence[Reference]], entities: Mapping[Reference, Entity]
) -> dict[Reference, Identity]:
    found: dict[Reference, Identity] = {}
    taken: set[str] = set()
    for group in groups:
        members = [entities[reference] for reference in group]
        identity = _identity(group[0], members)
        if identity.iri in taken:
            mark = sha256("\x1f".join(group[0]).encode()).hexdigest()[:8]
            identity = identity.model_copy(update={"iri": f"{identity.iri}-{mark}"})
        taken.add(identity.iri)
        found.update((reference, identity) for reference in group)
    return found


def _identity(first: Reference, members: Sequence[Entity]) -> Identity:
    """What the members of a cluster are together; its IRI may be taken already."""
    kind = _kind(members)
    named = [member for member in members if member.kind is kind] or members
    names = Counter(member.name for member in named)
    known = Counter(member.name for member in named if member.key) or names
    name = (by_attestation(names) if kind is EntityKind.PERSON else _longest_first(known))[0]
    key = min((member.key for member in members if member.key), default=None)
    countries = Counter(member.of for member in members if member.of)
    return Identity(
        iri=_iri(kind, key, name, first),
        kind=kind,
        name=name,
        names=tuple(sorted({*names, *_other_names(named)} - {name})),
        key=key,
        of=min(countries, key=lambda country: (-countries[country], country), default=None),
    )


def _kind(members: Iterable[Entity]) -> EntityKind:
    """The kind of most members; a person, if one is."""
    kinds = Counter(member.kind for member in members)
    return EntityKind.PERSON if kinds[EntityKind.PERSON] else kinds.most_common(1)[0][0]


def _longest_first(names: Counter[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(words(name)), -names[name], name.isascii(), name))


def _iri(kind: EntityKind, key: str | None, name: str, first: Reference) -> str:
    if kind is EntityKind.GROUP:
        return local_iri(*first)
    if key:
        return f"{ID}geo-{escaped(key[4:])}" if key.startswith("geo:") else actor_iri(key)
    return f"{ID}{_PREFIX[kind]}-{slug(name) or escaped(name)}"


def _other_names(members: Iterable[Entity]) -> set[str]:
    """The words for an entity in the texts that are made of words of its names, unlike `he` or `the minister`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        for mention in member.mentions:
            found[mention.text].update(plain(member.name).split())
    return {text for text, known in found.items() if plain(text) and set(plain(text).split()) <= known}
