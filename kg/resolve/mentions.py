"""What each document says of a person that may tell who it is: name, posts, countries, day, publisher and company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from types import MappingProxyType
from urllib.parse import urlsplit

from kg.actors import Actor, actors
from kg.anchors import Reference
from kg.model import Document, Entity, EntityKind, Extraction
from kg.offices import each_office
from kg.personal_names import Name, parts, plain

_TO_COME = (" elect", " designate")
_OF_STATES = MappingProxyType({"gov": "USA", "mil": "USA"})
Pair = tuple[Reference, Reference]
Held = tuple[str, int | None]
"""A post, and the year in which it was held, if that is known."""


@dataclass(frozen=True, slots=True)
class Context:
    """What tells persons of one name apart. `bodies` are organisations, `home` is the country of the publisher."""

    countries: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    offices: frozenset[Held] = frozenset()
    year: int | None = None
    home: str = ""

    @property
    def tells(self) -> bool:
        """Whether it tells anything of the person."""
        return bool(self.countries or self.bodies or self.offices)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Persons of one or more documents who are alike in name and context; `company` is whom their documents name."""

    name: Name
    context: Context
    members: list[Reference] = field(default_factory=list)
    company: set[str] = field(default_factory=set)

    @property
    def first(self) -> Reference:
        """The member that stands for all."""
        return self.members[0]

    @property
    def size(self) -> int:
        """In how many places it is met."""
        return len(self.members)


def mentions_of(contents: Sequence[tuple[Document, Extraction]], apart: Iterable[Pair] = ()) -> list[Mentions]:
    """The persons of all documents, gathered by name and context; of these, two that are judged apart are alone.

    Who has a surname only, or no context, is like another only in the same company; with a surname and no post, never.
    """
    found: dict[tuple[object, ...], Mentions] = {}
    for document, said in contents:
        contexts = _contexts(document, said)
        company = {entity.id: _known_as(entity) for entity in said.entities}
        for entity in said.entities:
            name = parts(entity.name)
            if entity.kind is EntityKind.PERSON and name.words:
                reference = (document.id, entity.id)
                context = contexts[entity.id]
                others = frozenset(who for local, who in company.items() if who and local != entity.id)
                others -= {context.home, *context.countries}
                alone = not (name.full or context.offices)
                vague = not name.full or not context.tells
                alike = (name, context, others if vague else None, reference if alone else None)
                one = found.setdefault(alike, Mentions(name, context))
                one.members.append(reference)
                one.company.update(others)
    return [*found.values(), *_parted(found.values(), apart)]


def _parted(gathered: Iterable[Mentions], apart: Iterable[Pair]) -> Iterator[Mentions]:
    """Those that are alike and still judged apart, taken out of where they were gathered."""
    among = {reference: one for one in gathered for reference in one.members}
    parted = {each for pair in apart if pair[0] in among and among[pair[0]] is among.get(pair[1]) for each in pair}
    for reference in sorted(parted):
        one = among[reference]
        if one.size > 1:
            one.members.remove(reference)
            yield Mentions(one.name, one.context, [reference], set(one.company))


def country_of(key: str) -> str:
    """The country with this key, or whose organ the actor with this key is; empty if there is none."""
    actor = actors().get(key)
    if actor is None or actor.kind == "country":
        return key if actor else ""
    return actor.of if actor.organ and actor.of else ""


def home_of(document: Document) -> str:
    """The country of who published a document, by its name or the end of its address; empty if that does not tell."""
    actor = _by_name().get((document.source or "").casefold())
    if actor:
        return actor.of or ""
    host = (urlsplit(document.url).hostname or "") if document.url else ""
    return _OF_STATES.get(host.rpartition(".")[2], "")


@cache
def _by_name() -> Mapping[str, Actor]:
    return MappingProxyType({name.casefold(): one for one in reversed([*actors().values()]) for name in one.names})


def _contexts(document: Document, said: Extraction) -> Mapping[str, Context]:
    """The context of each local entity."""
    serves = {entity.id: entity.key or plain(entity.name) for entity in said.entities}
    keys: defaultdict[str, set[str]] = defaultdict(set)
    held: defaultdict[str, set[Held]] = defaultdict(set)
    year = document.date.year if document.date else None
    for post in said.posts:
        if post.of:
            keys[post.person].add(serves[post.of])
        held[post.person].update((_held(name), None if post.former else year) for name in each_office(post.title))
    for one in chain(*(event.participants for event in said.events), *(action.by for action in said.actions)):
        if one.on_behalf_of:
            keys[one.entity].add(serves[one.on_behalf_of])
    home = home_of(document)
    return {
        entity.id: _context({*keys[entity.id], entity.of or ""} - {""}, held[entity.id], year, home)
        for entity in said.entities
    }


def _context(keys: Iterable[str], held: Iterable[Held], year: int | None, home: str) -> Context:
    states = {key: country_of(key) for key in keys}
    bodies = (key for key, state in states.items() if not state)
    return Context(frozenset(states.values()) - {""}, frozenset(bodies), frozenset(held), year, home)


def _held(name: str) -> str:
    """A post, by whoever holds it or is to hold it."""
    return next((name.removesuffix(end) for end in _TO_COME if name.endswith(end)), name)


def _known_as(entity: Entity) -> str:
    """What tells one in the company of another: the key, or the surname of a person."""
    if entity.kind is EntityKind.PERSON:
        name = parts(entity.name)
        return name.surname if name.words else ""
    return entity.key or ""
