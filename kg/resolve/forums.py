"""Which forums of one name and year are one: those whose days and places agree; a year may have two NATO summits.

On the same days one was held: documents that place it elsewhere tell of it otherwise.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.anchors import Reference
from kg.identity import Identity
from kg.kinds import FORUM
from kg.model import DONE, Event
from kg.personal_names import plain
from kg.resolve.places import place_of, places_agree
from kg.resolve.windows import known

NEAR = dt.timedelta(days=4)
"""Between the days that documents give for one forum."""
Entities = Mapping[Reference, Identity]
Span = tuple[dt.date, dt.date]


@dataclass
class _Meeting:
    """One gathering: between which days it is said to be, and where; whether somebody says that it was held."""

    first: Reference
    start: dt.date
    end: dt.date
    real: bool = False
    places: list[Identity] = field(default_factory=list)

    def takes(self, days: Span, place: Identity | None, *, real: bool) -> bool:
        """Whether something said of these days and this place can be said of it."""
        held = real and self.real and are_the_same(days, (self.start, self.end))
        return held or (are_near(days, (self.start, self.end)) and self.is_at(place))

    def is_at(self, place: Identity | None) -> bool:
        """Whether it can be in a place; of two places one must lie in the other."""
        return all(places_agree(told, place) for told in self.places)

    def tell(self, place: Identity | None) -> None:
        """Take in where it is said to be; each place once, for many reports tell the same."""
        if place and place not in self.places:
            self.places.append(place)


def of_one_name(
    events: Mapping[Reference, Event], entities: Entities, dates: Mapping[str, dt.date]
) -> Iterator[tuple[Reference, Reference]]:
    """The pairs of forums that are one; `dates` gives the day of each dated document."""
    blocks: defaultdict[tuple[str, int], list[Reference]] = defaultdict(list)
    for reference, event in sorted(events.items()):
        if key := edition(event, dates.get(reference[0])):
            blocks[key].append(reference)
    for block in blocks.values():
        yield from _joined(block, events, entities, dates)


def _joined(
    block: Sequence[Reference], events: Mapping[Reference, Event], entities: Entities, dates: Mapping[str, dt.date]
) -> Iterator[tuple[Reference, Reference]]:
    """Join those whose days are known, the shortest first; the others with the gathering that they must mean."""
    spans = {reference: span for reference in block if (span := span_of(events[reference]))}
    meetings: list[_Meeting] = []
    for reference in sorted(spans, key=lambda each: (spans[each][1] - spans[each][0], spans[each], each)):
        place = place_of(reference, events[reference], entities)
        real = events[reference].modality in DONE
        found = next((each for each in meetings if each.takes(spans[reference], place, real=real)), None)
        if found is None:
            found = _Meeting(reference, *spans[reference])
            meetings.append(found)
        found.real |= real
        found.tell(place)
        yield found.first, reference
    others = [
        (reference, place_of(reference, events[reference], entities)) for reference in block if reference not in spans
    ]
    if not meetings:
        yield from _joined_by_place(others)
        return
    for reference, place in others:
        able = [each for each in meetings if each.is_at(place)]
        one = len(meetings) == 1 or dates.get(reference[0]) is None
        if found := _only(able) if one else _meant(able, events[reference], dates[reference[0]]):
            yield found.first, reference


def _joined_by_place(told: Iterable[tuple[Reference, Identity | None]]) -> Iterator[tuple[Reference, Reference]]:
    """Join those of which no days are known: the places tell them apart, and of two, one without place is neither."""
    meetings: list[_Meeting] = []
    for reference, place in sorted(told, key=lambda each: (each[1] is None, each[0])):
        able = [each for each in meetings if each.is_at(place)]
        if len(able) == 1:
            able[0].tell(place)
            yield able[0].first, reference
        elif place or not meetings:
            meetings.append(_Meeting(reference, dt.date.min, dt.date.max, places=[place] if place else []))


def _only(able: Sequence[_Meeting]) -> _Meeting | None:
    return able[0] if len(able) == 1 else None


def _meant(able: Sequence[_Meeting], event: Event, date: dt.date) -> _Meeting | None:
    """The gathering that is meant on a day: the last one before if it has happened, or else the next one after."""
    if event.modality in DONE:
        return max((each for each in able if each.start <= date), key=lambda each: each.start, default=None)
    return min((each for each in able if each.end >= date), key=lambda each: each.end, default=None)


def edition(event: Event, date: dt.date | None) -> tuple[str, int] | None:
    """The name and year of a forum, in a document of some day; None for all else."""
    told = event.time.edtf.lstrip("./")[:4] if event.time else ""
    year = int(told) if told.isdigit() else date.year if date and not told else None
    return (plain(event.name).removeprefix("the "), year) if event.type == FORUM and event.name and year else None


def span_of(event: Event) -> Span | None:
    """The first and the last day between which an event is, if both are known, and within a few weeks."""
    told = known(event.time)
    if told is None or told.earliest_start is None or told.latest_end is None or told.precision == "Year":
        return None
    return told.earliest_start, told.latest_end


def are_the_same(one: Span, other: Span) -> bool:
    """Whether both are the same few days."""
    return one == other and one[1] - one[0] <= NEAR


def are_near(one: Span, other: Span) -> bool:
    """Whether documents may tell of one forum by both spans of days."""
    return one[0] - NEAR <= other[1] and other[0] <= one[1] + NEAR
