"""What things of several documents are one: what people judge, and what resolution makes of it."""

import math
from enum import StrEnum
from typing import NamedTuple

from kg.model import EntityKind, Record

Reference = tuple[str, str]
"""Something of one document: the document's id and the id local to its extraction."""


class Verdict(StrEnum):
    """What a judgement says about two things."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Judgement(Record):
    """A person's word on whether two entities, or two facts, are one; it overrides what resolution would decide."""

    left: Reference
    right: Reference
    verdict: Verdict
    by: str
    why: str = ""


class Identity(Record):
    """What local entities of one or more documents turned out to be. `names` are the other names in the texts."""

    iri: str
    kind: EntityKind
    name: str
    names: tuple[str, ...] = ()
    key: str | None = None
    of: str | None = None  # key of the country it belongs to


class Reason(NamedTuple):
    """A piece of evidence on whether two are one: its kind, what it weighs, and what was compared.

    What fits weighs nothing where rules decide; what they forbid weighs `FORBIDS`.
    """

    kind: str
    weight: float = 0.0
    value: str = ""


FORBIDS = -math.inf
"""The weight of what no other evidence outweighs."""


class Tie(Record):
    """That something of one document was found to be something known before, and why."""

    left: Reference
    right: Reference
    weight: float
    reasons: tuple[Reason, ...] = ()


class Finding(Record):
    """Whether two things are one, and why: the ties that lead from one to the other, or one that did not hold.

    `decided` says in words what decided where two are apart.
    """

    one: bool
    ties: tuple[Tie, ...]
    decided: str = ""


class Resolution(Record):
    """Which local entities are which identity, and which local events, agreements and actions are which IRI."""

    entities: dict[Reference, Identity]
    facts: dict[Reference, str]
    titles: dict[str, str]  # IRI of an agreement or a named event → its one title
    ties: tuple[Tie, ...] = ()  # what the joins of persons rest on
