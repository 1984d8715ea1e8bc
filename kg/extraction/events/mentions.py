"""What one place in the text says of an event."""

from dataclasses import dataclass

from kg.extraction.coreference import Reference
from kg.extraction.grammar.factuality import Reality
from kg.lexicon import Frame
from kg.model import Argument, EventType, Time
from kg.parse import Token


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody's part in an event mention."""

    reference: Reference
    role: str
    likely: float | None = None
    """How probable that is, where fitted models were asked."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """One place in the text that speaks of an event; several may speak of one."""

    trigger: Token
    frame: Frame
    type: EventType
    reality: Reality
    parts: tuple[Taking, ...]
    place: Argument | None = None
    time: Time | None = None
    name: str | None = None
    series: str | None = None  # key of the standing forum it is a meeting of
    pointing: bool = False  # "the talks": may refer to an event already told
    carrier: Token | None = None
    beside: bool = False  # others met on its sidelines
    headline: bool = False  # in one, whose tense tells nothing
    joins: frozenset[str] | None = None  # it only adds to what is told of those (of anybody, if empty)

    @property
    def entities(self) -> frozenset[str]:
        """Ids of those who take part."""
        return frozenset(part.reference.entity for part in self.parts)
