"""Candidates of events: a word that may state one by a line of the lexicon, and what is seen around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.extraction.arguments.candidates import EntityCandidate, TriggerCandidate
from kg.extraction.grammar.factuality import Reality
from kg.kinds import VISIT
from kg.lexicon import Frame
from kg.model import EventType, Modality
from kg.naming.gazetteer import Hit
from kg.parse import Token

PLACE = "Place"
"""The role of where a visit leads."""
ACCOMPANIED = "Accompanied"
"""The role of whom somebody accompanies, who takes part in what is told elsewhere."""
NEARBY, SUBJECT, WITH, INCLUDING = "nearby", "carrier nsubj", "carrier with", "including"
"""Rules that propose participants and are no arguments of a frame, where it matters which."""


_OCCURRED = Reality(Modality.OCCURRED)


class Mark(StrEnum):
    """What may be seen around a word that may state an event, or around one that may take part."""

    # Of the frame
    EXCLUDED = "beside a word that excludes the frame"
    LACKING = "without the word the frame needs"
    FAR = "without a phrase with the word the frame needs"
    BARRED = "on a path that speaks against the frame"
    OUTDONE = "with another frame that fits better"
    # Of the word
    GENERAL = "a habit or a condition"
    PARTICULAR = "of such events one that is to come, is placed or was ruled out"
    SILENT = "negated, without an object"
    OPEN = "asked, supposed, rumoured or a habit"
    NOBODY = "done by nobody"
    ABSENT = "where somebody was not"
    ORPHAN = "without a subject behind somebody named"
    ALONE = "names nobody besides its subject"
    FOR_FORUM = "for a forum"
    AT_FORUM = "at a forum"
    COMPOUND = "part of another noun, without a name"
    INSTRUMENT = "in the name of an agreement"
    POINTING = "pointing at what is known"
    AIMED = "talks with an aim"
    REMOTE = "by telephone"
    PRESS = "for the press"
    # What states it without a frame of its own
    STAY = "told as where somebody is"
    ERRAND = "somewhere on an errand"
    JOINING = "told as whom somebody goes with"
    ACCOMPANYING = "at somebody's side"
    DELEGATION = "with a delegation"
    BEFORE_INFINITIVE = "before what is still to be done"
    CONJUNCT = "a further object of a verb"
    LATER = "afterwards"
    # Of those who may take part
    HOSTED = "what is hosted"
    NO_ACTOR = "the name of an event or a medium"
    TOLD_BEFORE = "of an event that was told before"
    OWNER = "an owner"
    ONLY_COUNTRY = "the only country before the noun"
    ELSEWHERE = "not said to be at the event"
    FOR_TALKS = "on the way to talks"
    BEFORE_EVENT = "before the event"
    NOT_FRESH = "before an event already known"
    NOT_SHARED = "beside a visit, or after the event"
    SURROUNDING = "only around the town before it"
    ABROAD = "a visit only if abroad"
    OF_POST = "named in a post as whose it is"
    NEGOTIATOR = "whose talks are a negotiation"


@dataclass(frozen=True, kw_only=True)
class EventCandidate(TriggerCandidate):
    """A word that may state an event, by a line of the lexicon; arguments are those who may take part, and where to."""

    frame: Frame
    reality: Reality = _OCCURRED
    carrier: Token | None = None
    span: tuple[int, int] | None = None
    """Tokens of the proper name that the word is in."""
    name: str | None = None
    forum: Hit | None = None
    """The standing forum that the verb has for its subject."""
    type: EventType | None = None
    """The type that was decided on; None as long as none was."""

    @property
    def pos(self) -> str:
        """The part of speech of the frame."""
        return self.frame.pos

    @property
    def entities(self) -> Iterator[EntityCandidate]:
        """All arguments that are entities."""
        return (one for one in self.arguments if isinstance(one, EntityCandidate))

    @property
    def participants(self) -> tuple[EntityCandidate, ...]:
        """Those who may take part."""
        return tuple(one for one in self.entities if one.role not in (PLACE, ACCOMPANIED))

    @property
    def destinations(self) -> tuple[EntityCandidate, ...]:
        """Where it may lead."""
        return tuple(one for one in self.entities if one.role == PLACE)

    @property
    def accompanied(self) -> tuple[EntityCandidate, ...]:
        """Whom those who take part may accompany."""
        return tuple(one for one in self.entities if one.role == ACCOMPANIED)

    @property
    def leads_somewhere(self) -> bool:
        """Whether it is of a kind that leads to a place."""
        return bool(self.frame.place) if self.pos == "VERB" else self.type == VISIT

    @property
    def features(self) -> dict[str, Any]:
        """Those of its word and of its frame."""
        frame = {"frame": str(self.frame.rule), "frame type": str(self.frame.type), "least": self.frame.least}
        told = {"modality": str(self.reality.modality), "name": self.name is not None, "carried": bool(self.carrier)}
        return {**super().features, **frame, **told}
