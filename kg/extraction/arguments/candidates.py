"""Candidates: what a word may state, and who, where and when may belong to it, each with what tells for or against it.

Whoever finds candidates proposes all that grammar allows; the decision of each kind of fact says which of them stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from kg.extraction.coreference import Reference
from kg.extraction.grammar.syntax import governors
from kg.model import Entity, Time
from kg.parse import Token

Marks = frozenset[str]
"""What was seen beside a candidate, in the words of the kind of fact it is of: a feature each."""
NONE: Marks = frozenset()


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Something at a word, the name of what proposed it, and what was seen there."""

    word: Token
    rule: str = ""
    marks: Marks = NONE

    @property
    def features(self) -> dict[str, Any]:
        """Name of a feature → its value: a word, a number, or True for each mark."""
        word = self.word
        own = {"word": word.lower_, "lemma": word.lemma_.lower(), "pos": word.pos_, "tag": word.tag_}
        return {**own, "relation": word.dep_, "rule": self.rule, **dict.fromkeys(sorted(self.marks), True)}


@dataclass(frozen=True, kw_only=True)
class ArgumentCandidate(Candidate):
    """What may be an argument of a trigger: its word is the head of the phrase that names it."""

    trigger: Token
    role: str

    @cached_property
    def path(self) -> str:
        """The way through the tree from the trigger: "<xcomp >nsubj"; "" if there is none."""
        return route(self.trigger, self.word)

    @property
    def distance(self) -> int:
        """Tokens from the trigger, negative where it stands in front of it."""
        return self.word.i - self.trigger.i

    @property
    def features(self) -> dict[str, Any]:
        """Those of its word, its role, and how the trigger leads to it."""
        return {**super().features, "role": self.role, "path": self.path, "distance": self.distance}


@dataclass(frozen=True, kw_only=True)
class EntityCandidate(ArgumentCandidate):
    """Somebody who may take part, or a place where something may happen."""

    reference: Reference
    entity: Entity

    @property
    def features(self) -> dict[str, Any]:
        """Those of an argument, and what kind of entity it is."""
        return {**super().features, "kind": str(self.entity.kind), "has country": self.entity.of is not None}


@dataclass(frozen=True, kw_only=True)
class TimeCandidate(ArgumentCandidate):
    """A time when something may happen."""

    role: str = "Time"
    time: Time


@dataclass(frozen=True, kw_only=True)
class TriggerCandidate(Candidate):
    """A word that may state something, with what may be its arguments."""

    arguments: tuple[ArgumentCandidate, ...] = ()

    @property
    def features(self) -> dict[str, Any]:
        """Those of its word, and how many arguments it may have."""
        return {**super().features, "arguments": len(self.arguments)}


C = TypeVar("C", bound=Candidate)
C_co = TypeVar("C_co", bound=Candidate, covariant=True)
M = TypeVar("M", bound=str)
Objections = Mapping[str, Callable[[C], bool]]
"""What speaks against a candidate, by the sentence that says so; the first that holds is given as the reason."""


@dataclass(frozen=True)
class Verdict(Generic[C_co]):
    """A candidate with what speaks against it, None if it stands; `of` is the candidate that it is an argument of."""

    candidate: C_co
    against: str | None
    of: TriggerCandidate | None = None


def objection(candidate: C, objections: Objections[C]) -> str | None:
    """What speaks against a candidate first; None if nothing does, so that it stands."""
    for reason, holds in objections.items():
        if holds(candidate):
            return reason
    return None


def marked(*marks: str) -> Callable[[Candidate], bool]:
    """Whether a candidate has one of some marks."""
    wanted = frozenset(marks)
    return lambda candidate: not wanted.isdisjoint(candidate.marks)


def marks_of(seen: Mapping[M, object]) -> Marks:
    """The marks that were seen, of those that were looked for."""
    return frozenset(mark for mark, found in seen.items() if found)


def route(start: Token, end: Token) -> str:
    """The way through the tree from one word to another: "<xcomp >nsubj".

    Each step is written as in a path of `grammar/paths.py`: "<" to a head, ">" to a dependent, with the relation.
    """
    above = [start, *governors(start)]
    down: list[str] = []
    for word in (end, *governors(end)):
        if word in above:
            up = [f"<{step.dep_}" for step in above[: above.index(word)]]
            return " ".join([*up, *reversed(down)])
        down.append(f">{word.dep_}")
    return ""
