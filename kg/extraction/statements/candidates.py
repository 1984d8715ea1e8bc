"""Candidates of statements: words in quotation marks, or a clause behind a verb of saying, and who may say them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.extraction.arguments.candidates import TriggerCandidate
from kg.extraction.coreference import Reference
from kg.model import StatementKind


class Mark(StrEnum):
    """What may be seen around a statement or a speaker."""

    QUOTING = "a verb whose words are given word for word"
    NEGATED = "said not to have been said"
    AHEAD = "still to be said"
    UNSAID = "wished or refused to say"
    HEARD = "with words given word for word"
    MEDIUM = "a medium, which only reports"
    FORUM = "a forum, at which others speak"


@dataclass(frozen=True, kw_only=True)
class StatementCandidate(TriggerCandidate):
    """What may be a statement: tokens `start` to `end`, none if no words are found, and how many words these are."""

    kind: StatementKind
    speakers: tuple[Reference, ...]
    start: int
    end: int
    words: int

    @property
    def features(self) -> dict[str, Any]:
        """Those of the verb of saying, or else of the first word, and what is said."""
        return {**super().features, "kind": str(self.kind), "words": self.words, "speakers": len(self.speakers)}
