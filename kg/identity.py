"""What things of several documents are one: what people judge, and what resolution makes of it."""

from enum import StrEnum

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


class Resolution(Record):
    """Which local entities are which identity, and which local events, agreements and actions are which IRI."""

    entities: dict[Reference, Identity]
    facts: dict[Reference, str]
    titles: dict[str, str]  # IRI of an agreement or a named event → its one title
