"""Whether the participants of two facts can be the same: by themselves, or by the country for which they act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.identity import Identity, Reference
from kg.model import EntityKind, Participant
from kg.vocab import actor_iri

_STATES = (EntityKind.COUNTRY, EntityKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Side:
    """A participant: who, and whose side it is on (itself for a country or organisation)."""

    who: str
    whose: str
    named: bool

    def matches(self, other: "Side") -> bool:
        """Whether both can be one: two named persons only if they are the same."""
        same_side = bool(self.whose) and self.whose == other.whose
        return self.who == other.who or (same_side and not (self.named and other.named))


Sides = tuple[Side, ...]


def sides_of(document: str, participants: Iterable[Participant], entities: Mapping[Reference, Identity]) -> Sides:
    """The sides of one document's fact."""
    return tuple(_side(document, one, entities) for one in participants)


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
    """Whether each participant is one of others; who is not named, only needs the same side there."""
    return all(any(side.matches(other) for other in others) or _is_represented(side, others) for side in ones)


def _is_represented(side: Side, others: Sides) -> bool:
    return not side.named and bool(side.whose) and any(side.whose == other.whose for other in others)


def places_agree(one: Identity | None, other: Identity | None) -> bool:
    """Whether both can be where one event happens: the same place, one in the other, or one not told."""
    if one is None or other is None or one.iri == other.iri:
        return True
    return bool((one.of and actor_iri(one.of) == other.iri) or (other.of and actor_iri(other.of) == one.iri))


def _side(document: str, one: Participant, entities: Mapping[Reference, Identity]) -> Side:
    identity = entities[document, one.entity]
    if identity.kind in _STATES:
        return Side(identity.iri, identity.iri, False)
    if one.on_behalf_of:
        whose = entities[document, one.on_behalf_of].iri
    else:
        whose = actor_iri(identity.of) if identity.of else ""
    return Side(identity.iri, whose, identity.kind is EntityKind.PERSON)
