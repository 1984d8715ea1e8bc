"""Which place and which time proposed for a word stands, for all facts alike: the first that nothing speaks against."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from kg.extraction.arguments.candidates import (
    C,
    Candidate,
    EntityCandidate,
    Objections,
    TimeCandidate,
    marked,
    objection,
)
from kg.extraction.coreference import Reference
from kg.model import Time


class Mark(StrEnum):
    """What may be seen around a place or a time that may belong to a word."""

    APART = "in another phrase or clause"
    TAKEN = "of another event, or of what is spoken of"
    OF_OTHERS = "telling whose an event is"
    WATER = "a sea or a river"


_BEHIND = "behind one that stands"
OBJECTIONS: Objections[Candidate] = {mark.value: marked(mark) for mark in Mark}


def place(candidates: Iterable[EntityCandidate]) -> Reference | None:
    """Where something happens."""
    return next((one.reference for one, against in judged(candidates) if against is None), None)


def time(candidates: Iterable[TimeCandidate]) -> Time | None:
    """When something happens."""
    return next((one.time for one, against in judged(candidates) if against is None), None)


def judged(candidates: Iterable[C]) -> Iterator[tuple[C, str | None]]:
    """The candidates in the order in which they were proposed, each with what speaks against it; one at most stands."""
    settled = False
    for one in candidates:
        against = _BEHIND if settled else objection(one, OBJECTIONS)
        settled = settled or against is None
        yield one, against
