"""What one place in the text says of an event."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from kg.extraction.coreference import Reference
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.syntax import verbless
from kg.lexicon import Frame
from kg.model import Argument, EventType, Time
from kg.parse import Doc, Token


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody's part in an event mention."""

    reference: Reference
    role: str
    likely: float | None = None
    """How probable that is, where fitted models were asked."""


def is_untensed(word: Token, headlined: Set[int]) -> bool:
    """Whether no tense tells how real it is what a word states; `headlined` are the tokens of headlines."""
    return word.i in headlined or (word.pos_ == "NOUN" and verbless(word))


def tells_where(start: int, place: Argument | None, doc: Doc) -> bool:
    """Whether the words from a token on tell where something happens: "Lima was the venue" names no Peru."""
    named = place.mention if place is not None else None
    return named is not None and doc.offset(start) == named.begin


@dataclass(frozen=True)
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
    untensed: bool = False  # in a headline, or by a noun without a verb: how real it is, others tell
    joins: frozenset[str] | None = None  # it only adds to what is told of those (of anybody, if empty)

    @cached_property
    def entities(self) -> frozenset[str]:
        """Ids of those who take part."""
        return frozenset(part.reference.entity for part in self.parts)

    @property
    def named_together(self) -> set[str]:
        """Ids of those whom one word names together, "both sides": for these nobody else stands."""
        starts = Counter(part.reference.start for part in self.parts)
        return {part.reference.entity for part in self.parts if starts[part.reference.start] > 1}
