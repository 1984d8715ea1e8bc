"""What things of several documents are one: what people judge, and what resolution makes of it."""

import datetime as dt
import math
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from kg.anchors import Anchor, Anchors, Reference
from kg.model import Document, EntityKind, Extraction, Record


class Verdict(StrEnum):
    """What a judgement says about two things."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Standing(StrEnum):
    """What became of a judgement in a resolution."""

    OBEYED = "obeyed"
    WAITS = "waits: its words are in no document now"
    OVERRULED = "overruled by another judgement"
    REFUSED = "not obeyed: it joins two that are known as two"


class Effect(NamedTuple):
    """What became of a judgement, and which one overrules it."""

    judgement: "Judgement"
    standing: Standing
    by: "Judgement | None" = None


class Judgement(Record):
    """A person's word on whether two entities, or two facts, are one; it overrides what resolution would decide.

    `unsure` keeps apart. `when` is the day on which it was given.
    """

    left: Anchor
    right: Anchor
    verdict: Verdict
    by: str
    when: dt.date | None = None
    why: str = ""

    @model_validator(mode="after")
    def _is_of_one_sort(self) -> Self:
        if self.left.sort is not self.right.sort or self.left == self.right:
            raise ValueError(f"two things of one sort are judged, not {self.left.name!r} and {self.right.name!r}")
        return self

    @property
    def pair(self) -> tuple[Anchor, Anchor]:
        """What it is about, whichever is called left."""
        one, other = sorted((self.left, self.right), key=lambda anchor: anchor.model_dump_json())
        return one, other


class Ruling(NamedTuple):
    """A judgement on two things of the documents that are there."""

    left: Reference
    right: Reference
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        """What it says."""
        return self.judgement.verdict


def rulings(contents: Iterable[tuple[Document, Extraction]], judgements: Iterable[Judgement]) -> list[Ruling]:
    """What judgements say of documents, sorted; one whose words are in no document, or in a changed one, waits."""
    judgements = list(judgements)
    anchors = Anchors(contents if judgements else ())
    found = []
    for judgement in judgements:
        elsewhere = judgement.left.digest != judgement.right.digest
        lefts, rights = (anchors.references(each, elsewhere=elsewhere) for each in (judgement.left, judgement.right))
        pairs = ((left, right) for left in lefts for right in rights if left != right)
        found += [Ruling(min(pair), max(pair), judgement) for pair in pairs]
    return sorted(found, key=lambda ruling: (ruling.left, ruling.right, ruling.judgement.model_dump_json()))


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


class Doubt(Record):
    """A join that was made (`one`) or was not, with how little to spare: the less the margin, the less certain."""

    one: bool
    margin: float
    tie: Tie


class Finding(Record):
    """Whether two things are one, and why: the ties that lead from one to the other, or one that did not hold.

    `decided` says in words what decided where two are apart, or where no ties tell.
    """

    one: bool
    ties: tuple[Tie, ...]
    decided: str = ""


class Matter(StrEnum):
    """What documents may tell differently of one event or act."""

    REALITY = "reality"
    DAY = "day"
    PLACE = "place"


class Resolution(Record):
    """Which local entities are which identity, and which local events, agreements and actions are which IRI."""

    entities: dict[Reference, Identity]
    facts: dict[Reference, str]
    titles: dict[str, str]  # IRI of an agreement or a named event → its one title
    ties: tuple[Tie, ...] = ()  # what the joins of persons rest on
    copies: dict[str, str] = Field(
        default_factory=dict
    )  # ids of documents that are near-duplicates → the first of them
    disputes: dict[str, frozenset[Matter]] = Field(default_factory=dict)  # IRI of an event or act → what is in dispute
