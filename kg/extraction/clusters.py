"""The mentions of one event, and what they tell together."""

from dataclasses import dataclass, field

from kg.extraction.mentions import EventMention
from kg.model import Argument, EventType, Modality, Time

TALKS = frozenset({EventType.MEETING, EventType.NEGOTIATION, EventType.FORUM})
"""Types of event at which people speak to each other in person."""


@dataclass(slots=True)
class Cluster:
    """The mentions taken to speak of one event, and what they say together."""

    mentions: list[EventMention] = field(default_factory=list)
    modality: Modality = Modality.OCCURRED

    @property
    def told(self) -> list[EventMention]:
        """Those that name somebody."""
        return [mention for mention in self.mentions if mention.parts]

    @property
    def provisional(self) -> bool:
        """Whether only a headline has told it yet."""
        return all(mention.headline for mention in self.mentions)

    @property
    def is_talks(self) -> bool:
        """Whether people speak to each other in person, whatever it is called."""
        return {mention.type for mention in self.mentions} <= TALKS

    @property
    def type(self) -> EventType:
        """A name tells it best, then an aim, then the first mention that names somebody."""
        named = [m.type for m in self.mentions if m.name or (m.type is EventType.FORUM and self.is_talks)]
        aimed = [EventType.NEGOTIATION for m in self.mentions if m.type is EventType.NEGOTIATION]
        return (
            named or aimed or [mention.type for mention in self.told] or [mention.type for mention in self.mentions]
        )[0]

    @property
    def entities(self) -> frozenset[str]:
        """Ids of those who take part."""
        return frozenset(entity for mention in self.mentions for entity in mention.entities)

    @property
    def name(self) -> str | None:
        """The fullest proper name."""
        return max((m.name for m in self.mentions if m.name), key=len, default=None)

    @property
    def place(self) -> Argument | None:
        """The first place told."""
        return next((mention.place for mention in self.mentions if mention.place), None)

    @property
    def time(self) -> Time | None:
        """The first time told."""
        return next((mention.time for mention in self.mentions if mention.time), None)
