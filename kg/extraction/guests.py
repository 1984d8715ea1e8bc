"""Visits by who is on them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Argument, Event

NEAR = 32
"""Visits of one guest before and behind a place in the text, of which one is looked for that something is part of."""


class Visits:
    """The visits of a document, looked up by their guests."""

    def __init__(self, visits: Iterable[Event]) -> None:
        self._visits = list(visits)
        self._of: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for begin, n in sorted((told(visit), n) for n, visit in enumerate(self._visits)):
            for guest in {part.entity for part in self._visits[n].participants}:
                self._of[guest].append((begin, n))

    def near(self, begin: int, guests: Iterable[Argument]) -> Iterator[Event]:
        """The visits of some guests that are told nearest to a place in the text, in order."""
        found = {n for guest in guests for n in self._numbers(begin, guest.entity)}
        yield from (self._visits[n] for n in sorted(found))

    def _numbers(self, begin: int, guest: str) -> Iterator[int]:
        told_of = self._of.get(guest, [])
        here = bisect_left(told_of, (begin, 0))
        yield from (n for _, n in told_of[max(0, here - NEAR) : here + NEAR])


def told(event: Event) -> int:
    """Where an event is told."""
    return event.trigger.begin if event.trigger else event.evidence[0].begin
