"""Whether the participants of two facts can be the same: by themselves, or by the country for which they act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.actors import actors
from kg.anchors import Reference
from kg.identity import Identity
from kg.model import EntityKind, Participant
from kg.offices import each_office, is_organ
from kg.resolve.mentions import country_of
from kg.vocab import actor_iri

_STATES = (EntityKind.COUNTRY, EntityKind.ORGANISATION)
_PERSONS = {EntityKind.PERSON, EntityKind.ROLE}
Entities = Mapping[Reference, Identity]
Posts = Mapping[str, frozenset[str]]
"""The posts that are held by each person, as the documents say."""


_NONE: Posts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Side:
    """A participant: who, and whose side it is on (itself for a country or organisation); `posts` by their one name."""

    who: str
    whose: str
    kind: EntityKind
    posts: frozenset[str] = frozenset()

    @property
    def named(self) -> bool:
        """Whether it is a person known by name."""
        return self.kind is EntityKind.PERSON

    def matches(self, other: "Side") -> bool:
        """Whether both can be one: two named persons only if they are the same, a group never for one of them."""
        same_side = bool(self.whose) and self.whose == other.whose
        return self.who == other.who or (same_side and self._may_be(other))

    def _may_be(self, other: "Side") -> bool:
        kinds = {self.kind, other.kind}
        if kinds <= _PERSONS:
            return not kinds <= {EntityKind.PERSON} and not self.posts.isdisjoint(other.posts)
        return not {EntityKind.PERSON, EntityKind.GROUP} <= kinds


Sides = tuple[Side, ...]


def sides_of(document: str, participants: Iterable[Participant], entities: Entities, posts: Posts = _NONE) -> Sides:
    """The sides of one document's fact."""
    return tuple(_side(document, one, entities, posts) for one in participants)


def match(ones: Sides, others: Sides) -> bool:
    """Whether both have the same participants, or all of the one are among the others and at least two are shared."""
    few, many = sorted((ones, others), key=len)
    if not few or not all(any(side.matches(other) for other in many) for side in few):
        return False
    shared = [other for other in many if any(other.matches(side) for side in few)]
    return len(shared) == len(many) or min(len(few), len(shared)) > 1


def match_exactly(ones: Sides, others: Sides) -> bool:
    """Whether both have the same participants, named or standing for their side: one more person or side is another.

    Two ministers who meet, and who meet a third one, meet twice.
    """
    return bool(ones and others) and _all_among(ones, others) and _all_among(others, ones)


def _all_among(ones: Sides, others: Sides) -> bool:
    """Whether each participant is one of others; who is not named, only needs the same side there.

    A country stands for a person only among countries: where others are named, it is somebody else of that country.
    """
    persons = any(other.kind in _PERSONS for other in others)
    able = {one: [each for each in others if not (persons and one.named and each.kind in _STATES)] for one in ones}
    return all(any(one.matches(each) for each in able[one]) or _is_represented(one, others) for one in ones)


def _is_represented(side: Side, others: Sides) -> bool:
    if side.kind in _PERSONS or not side.whose:
        return False
    return any(side.whose == other.whose for other in others)


def persons_of_both(ones: Sides, others: Sides) -> int:
    """How many persons, by name or by post, both have."""
    return len({side.who for side in ones if side.kind in _PERSONS} & {side.who for side in others})


def all_of_both(ones: Sides, others: Sides) -> int:
    """How many participants both have by themselves."""
    return len({side.who for side in ones} & {side.who for side in others})


def _side(document: str, one: Participant, entities: Entities, posts: Posts) -> Side:
    identity = entities[document, one.entity]
    if identity.kind in _STATES:
        return Side(identity.iri, state_of(identity), identity.kind)
    served = entities[document, one.on_behalf_of] if one.on_behalf_of else None
    told = served is not None and served.kind is EntityKind.COUNTRY and identity.kind is EntityKind.PERSON
    if served is None or (told and identity.of):
        whose = actor_iri(identity.of) if identity.of else ""
    else:
        whose = state_of(served)
    return Side(identity.iri, whose, identity.kind, _posts(identity, posts))


def _posts(identity: Identity, posts: Posts) -> frozenset[str]:
    """The posts that a person is known by; the country after a post tells none."""
    if identity.kind is not EntityKind.ROLE:
        return posts.get(identity.iri, frozenset())
    country = actors().get(identity.of or "")
    return frozenset(each_office(identity.name.removesuffix(f" of {country.name}") if country else identity.name))


def state_of(identity: Identity) -> str:
    """The state of which something is an organ, or itself: a ministry speaks for its country."""
    state = country_of(identity.key) if identity.key else _state_behind(identity)
    return actor_iri(state) if state else identity.iri


def _state_behind(identity: Identity) -> str:
    organ = identity.kind is EntityKind.ORGANISATION and identity.of and is_organ(identity.name)
    return country_of(identity.of) if organ and identity.of else ""
