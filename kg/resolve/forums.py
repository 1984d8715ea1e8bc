"""Which forums of one name and year are one: those whose days and places agree; a year may have two NATO summits."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


@dataclass
class _Meeting:
    """One gathering: between which days it is said to be, and where."""

    first: Reference
    start: dt.date
    end: dt.date
    places: list[Identity] = field(default_factory=list)

    def takes(self, start: dt.date, end: dt.date, place: Identity | None) -> bool:
        """Whether something said of these days and this place can be said of it."""
        return start - NEAR <= self.end and self.start <= end + NEAR and self.is_at(place)

    def is_at(self, place: Identity | None) -> bool:
        """Whether it can be in a place; of two places one must lie in the other."""
        return all(places_agree(told, place) for told in self.places)


def of_one_name(
    events: Mapping[Reference, Event], entities: Entities, dates: Mapping[str, dt.date]
) -> Iterator[tuple[Reference, Reference]]:
    """The pairs of forums that are one; `dates` gives the day of each dated document."""
    blocks: defaultdict[tuple[str, int], list[Reference]] = defaultdict(list)
    for reference, event in sorted(events.items()):
        year = _year(event, dates.get(reference[0]))
        if event.type == FORUM and event.name and year:
            blocks[plain(event.name).removeprefix("the "), year].append(reference)
    for block in blocks.values():
        yield from _joined(block, events, entities, dates)


def _joined(
    block: Sequence[Reference], events: Mapping[Reference, Event], entities: Entities, dates: Mapping[str, dt.date]
) -> Iterator[tuple[Reference, Reference]]:
    """Join those whose days are known, the shortest first; the others with the gathering that they must mean."""
    spans = {reference: span for reference in block if (span := _span(events[reference]))}
    meetings: list[_Meeting] = []
    for reference in sorted(spans, key=lambda each: (spans[each][1] - spans[each][0], spans[each], each)):
        place = place_of(reference, events[reference], entities)
        found = next((each for each in meetings if each.takes(*spans[reference], place)), None)
        if found is None:
            found = _Meeting(reference, *spans[reference])
            meetings.append(found)
        found.places += [place] if place else []
        yield found.first, reference
    first: Reference | None = None
    for reference in block:
        if reference not in spans:
            place = place_of(reference, events[reference], entities)
            able = [each for each in meetings if each.is_at(place)]
            one = len(meetings) == 1 or dates.get(reference[0]) is None
            found = _only(able) if one else _meant(able, events[reference], dates[reference[0]])
            first = first or reference
            if found or not meetings:
                yield (found.first if found else first), reference


def _only(able: Sequence[_Meeting]) -> _Meeting | None:
    return able[0] if len(able) == 1 else None


def _meant(able: Sequence[_Meeting], event: Event, date: dt.date) -> _Meeting | None:
    """The gathering that is meant on a day: the last one before if it has happened, or else the next one after."""
    if event.modality in DONE:
        return max((each for each in able if each.start <= date), key=lambda each: each.start, default=None)
    return min((each for each in able if each.end >= date), key=lambda each: each.end, default=None)


def _span(event: Event) -> tuple[dt.date, dt.date] | None:
    """The first and the last day between which an event is, if both are known, and within a few weeks."""
    told = known(event.time)
    if told is None or told.earliest_start is None or told.latest_end is None or told.precision == "Year":
        return None
    return told.earliest_start, told.latest_end


def _year(event: Event, date: dt.date | None) -> int | None:
    told = event.time.edtf.lstrip("./")[:4] if event.time else ""
    return int(told) if told.isdigit() else date.year if date and not told else None
