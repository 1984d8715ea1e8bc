"""Why two things are one node, or two: each tie with what it rests on, and the sentences of both sides."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.anchors import Reference
from kg.identity import Finding, Reason, Tie
from kg.model import Document, Extraction
from kg.review.sides import Side, side_of
from kg.review.things import Thing, Things

Said = Mapping[str, tuple[Document, Extraction]]


@dataclass(frozen=True, slots=True)
class Step:
    """A tie that holds, or does not, between two sides."""

    left: Side
    right: Side
    tie: Tie

    @property
    def total(self) -> str:
        """What all reasons weigh together; empty where rules decide."""
        weight = self.tie.weight
        return "" if math.isinf(weight) or not weight else f"{weight:+.2f}"


def told_weight(reason: Reason) -> str:
    """What a reason weighs, in a word: "+3.00", "fits" or "forbids"."""
    if math.isinf(reason.weight):
        return "forbids"
    return f"{reason.weight:+.2f}" if reason.weight else "fits"


@dataclass(frozen=True, slots=True)
class Why:
    """Whether two things are one, by which steps, and what decided."""

    left: Thing
    right: Thing
    one: bool
    steps: tuple[Step, ...]
    decided: str


def why(said: Said, things: Things, find: Callable[[Reference, Reference], Finding], one: str, other: str) -> Why:
    """Why two things that a user names are one, or two. Raises ChoiceError if it is not clear which are meant."""
    left, right = things.pair(one, other)
    found = find(left, right)
    steps = tuple(step(said, things, tie) for tie in found.ties)
    return Why(things.of(left), things.of(right), found.one, steps, found.decided)


def step(said: Said, things: Things, tie: Tie) -> Step:
    """A tie with its sides."""
    left, right = (
        side_of(*said[document], local, things.own_name((document, local))) for document, local in (tie.left, tie.right)
    )
    return Step(left, right, tie)
