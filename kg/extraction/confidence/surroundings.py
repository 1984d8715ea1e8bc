"""How an event stands to the others of its document, as far as that tells how surely it was read.

One that shares people with another of its kind may be the same told again, and where a document tells of one event
alone, that is mostly read rightly.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set

from kg.kinds import kinds
from kg.model import Event, EventType

_MOST = 64
"""Other sets of participants that one is compared with: those told of first."""
_FEW, _SOME = 2, 5
"""Events of a document."""
_Company = frozenset[str]


class Surroundings:
    """The events of one document, in the order told."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._number = {event.id: n for n, event in enumerate(events)}
        self._times: Counter[tuple[str, _Company]] = Counter()
        self._with: defaultdict[tuple[str, str], dict[_Company, None]] = defaultdict(dict)
        self._kinds: Counter[str] = Counter()
        for event in events:
            kind, company = _family(event.type), _company(event)
            self._times[kind, company] += 1
            self._kinds[kind] += 1
            for one in company:
                self._with[kind, one].setdefault(company)
        self._first = _company(events[0]) if events else frozenset()

    def of(self, event: Event) -> Iterator[tuple[str, float]]:
        """Features of an event beside the others."""
        kind, company = _family(event.type), _company(event)
        others = self._others(kind, company)
        again = self._times[kind, company] > 1
        alike = max((len(company & other) / len(company | other) for other in others), default=0.0)
        yield "same participants elsewhere", again
        yield "half the participants elsewhere", not again and alike >= 1 / 2
        yield "some participants elsewhere", not again and 0 < alike < 1 / 2
        yield "part of another's participants", any(company < other for other in others)
        yield "events of its kind", min(self._kinds[kind], _SOME) / _SOME
        yield "share of those in the first event", len(company & self._first) / len(company) if company else 0.0
        number, count = self._number.get(event.id, 0), len(self._number)
        yield "event told first", number == 0
        yield "event told late", number >= _SOME
        yield "few events", count <= _FEW
        yield "many events", count > _SOME

    def _others(self, kind: str, company: _Company) -> Set[_Company]:
        """Other sets of participants in events of a kind that share one with a set."""
        found: dict[_Company, None] = {}
        for one in sorted(company):
            for other in self._with[kind, one]:
                if len(found) >= _MOST:
                    return found.keys()
                if other != company:
                    found.setdefault(other)
        return found.keys()


def _family(kind: EventType) -> str:
    return "talks" if kinds()[kind].talks else str(kind)


def _company(event: Event) -> _Company:
    return frozenset(part.entity for part in event.participants)
