"""The mentions of one event, and what they tell together."""

from collections.abc import Set

from kg.extraction.events.mentions import EventMention, Taking
from kg.kinds import FORUM, NEGOTIATION, kinds
from kg.model import Argument, EventType, Modality, Time


def are_talks(*types: EventType) -> bool:
    """Whether people speak to each other in person at events of each of these types."""
    known = kinds()
    return all(known[type_].talks for type_ in types)


class Cluster:
    """The mentions taken to speak of one event, and what they say together."""

    type: EventType
    """A name tells it best, then an aim, then the first mention that names somebody."""

    def __init__(self, modality: Modality = Modality.OCCURRED) -> None:
        self.mentions: list[EventMention] = []
        self.modality = modality
        self.told: list[EventMention] = []
        """Those that name somebody."""
        self.provisional = True
        """Whether only what has no tense has told it yet: a headline, a noun without a verb."""
        self.takings: dict[str, Taking] = {}
        """Those who take part, by their ids, each as told first."""
        self.name: str | None = None
        """The fullest proper name."""
        self.place: Argument | None = None
        """The first place told."""
        self.time: Time | None = None
        """The first time told."""
        self.series: set[str | None] = set()
        """Keys of the standing forums it is said to be a meeting of."""
        self.by_nouns = True
        """Whether nouns alone tell it."""
        self.last = -1
        """The last token that tells it."""
        self._types: set[EventType] = set()
        self._named: EventType | None = None  # of the first mention with a name,
        self._forum: EventType | None = None  # or that is a forum

    def add(self, mention: EventMention) -> None:
        """Take in a further mention."""
        self.mentions.append(mention)
        if mention.parts:
            self.told.append(mention)
        self.provisional = self.provisional and mention.untensed
        for part in mention.parts:
            self.takings.setdefault(part.reference.entity, part)
        if mention.name and len(mention.name) > len(self.name or ""):
            self.name = mention.name
        self.place, self.time = self.place or mention.place, self.time or mention.time
        self.series.add(mention.series)
        self.by_nouns = self.by_nouns and mention.frame.pos == "NOUN"
        self.last = max(self.last, mention.trigger.i)
        self._types.add(mention.type)
        self._named = self._named or (mention.type if mention.name else None)
        self._forum = self._forum or (mention.type if mention.name or mention.type == FORUM else None)
        self.type = self._told_type()

    @property
    def entities(self) -> Set[str]:
        """Ids of those who take part."""
        return self.takings.keys()

    def _told_type(self) -> EventType:
        if named := self._forum if are_talks(*self._types) else self._named:  # a forum of talks, whatever it is called
            return named
        if NEGOTIATION in self._types:
            return NEGOTIATION
        return (self.told or self.mentions)[0].type
