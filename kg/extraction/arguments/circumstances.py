"""When and where: the times and the places of one document."""

from functools import cached_property

from kg.extraction.arguments import decision
from kg.extraction.arguments.locations import Locations
from kg.extraction.arguments.scene import Scene
from kg.extraction.arguments.times import Times
from kg.extraction.coreference import Reading, Reference
from kg.model import Argument, Modality, Time
from kg.parse import Token


class Circumstances:
    """The time and the place that belong to a word."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.times = reading, Times(reading)
        self.places = Locations(reading, self.times.tokens)

    @cached_property
    def scene(self) -> Scene:
        """All whom the document names, and all its places and times."""
        return Scene(self.reading, self.times)

    def where(self, trigger: Token, *, carrier: Token | None = None) -> Argument | None:
        """Where what a word states happens; None if the text does not tell."""
        place = decision.place(self.places.proposed(trigger, carrier=carrier))
        return self.argument(place) if place else None

    def when(
        self,
        trigger: Token,
        modality: Modality,
        *,
        carrier: Token | None = None,
        besides: range = range(0),
        own_only: bool = False,
    ) -> Time | None:
        """When what a word states happens; None if the text does not tell. `Times.proposed` says what is looked at."""
        times = self.times.proposed(trigger, modality, carrier=carrier, besides=besides, own_only=own_only)
        return decision.time(times)

    def argument(self, place: Reference) -> Argument:
        """A place as a part of a fact, with the words that name it."""
        return Argument(entity=place.entity, mention=self.reading.cut(place.start, place.end))
