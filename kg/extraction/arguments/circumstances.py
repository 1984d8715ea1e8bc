"""When and where: the times and the places of one document."""

from kg.extraction.arguments.locations import Locations
from kg.extraction.arguments.times import Times
from kg.extraction.coreference import Reading


class Circumstances:
    """Finds the time and the place that belong to a word."""

    def __init__(self, reading: Reading) -> None:
        self.times = Times(reading)
        self.places = Locations(reading, self.times.tokens)
