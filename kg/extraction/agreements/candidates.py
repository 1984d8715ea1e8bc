"""Candidates of agreements: words that may name an instrument, the instruments themselves, and what is done to them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kg.extraction.arguments.candidates import EntityCandidate, TriggerCandidate
from kg.extraction.coreference import Reference
from kg.extraction.grammar.factuality import Reality
from kg.model import ActionType

AGENT, PARTNER = "Agent", "Partner"
"""The roles of who does what is stated, and with whom or to whom it is done."""


class Mark(StrEnum):
    """What may be seen around a word that may name an instrument, or state what is done to one."""

    # Of a naming
    VERB = "a verb"
    POST = "part of a post"
    BEFORE_NOUN = "before another noun for an instrument"
    NOT_JOINT = "the words of one side alone"
    LONGER_NAME = "part of the name of a body"
    TEXT = "a text of no kind"
    HOMES = "where people live"
    # Of an instrument
    MODIFIES = "only qualifying another noun"
    GENERAL = "agreements at large"
    DONE = "with somebody who did something to it"
    PROPER = "with a proper title"
    NAMED = "told which one it is"
    VAGUE = "of a kind that is often none"
    ASSEMBLY = "of a kind that may be an assembly"
    GATHERING = "a name of an assembly"
    # Of an act
    CONDITIONAL = "a condition"
    OPEN = "asked, supposed, rumoured or a habit"
    UNREAL = "a form that tells of nothing done"
    NOTHING_BEFORE = "a pronoun with no instrument shortly before it"
    THING_BETWEEN = "a pronoun behind another thing"


@dataclass(frozen=True, kw_only=True)
class InstrumentCandidate(TriggerCandidate):
    """What may be an instrument: at one place that names it, or by all that is told of it."""

    kind: str
    parties: int = 0
    acts: int = 0

    @property
    def features(self) -> dict[str, Any]:
        """Those of its noun, its kind, and how much is told of it."""
        return {**super().features, "kind": self.kind, "parties": self.parties, "acts": self.acts}


@dataclass(frozen=True, kw_only=True)
class ActCandidate(TriggerCandidate):
    """A word that may state an act on an instrument; arguments are who may do it, and with whom."""

    type: ActionType
    reality: Reality
    inside: range = field(default=range(0))
    """The tokens of the instrument's title, whose times are not the act's."""

    def those(self, role: str) -> tuple[Reference, ...]:
        """Those who may play a role."""
        found = (one for one in self.arguments if isinstance(one, EntityCandidate) and one.role == role)
        return tuple(one.reference for one in found)

    @property
    def features(self) -> dict[str, Any]:
        """Those of its word, what it does, and how real that is."""
        return {**super().features, "type": str(self.type), "modality": str(self.reality.modality)}
