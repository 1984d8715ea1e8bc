"""Between which days an event can be, as its document tells or lets guess."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from kg.dates import Bounds, bounds
from kg.kinds import CALL, VISIT, kinds
from kg.model import DONE, OFF, Event, Extraction, Modality, Time
from kg.resolve.tables import event_tables

LONGEST = 45
"""Days that a trip, or a time told to the day, may last; a longer one tells no more than a month."""
VAGUE = 62
"""Days beyond which a window tells too little."""
WEEK = dt.timedelta(days=7)
_TO_COME = (Modality.PLANNED, Modality.SCHEDULED, Modality.EXPECTED)


class Source(IntEnum):
    """What a window rests on, the surest first."""

    DAY = 0
    MONTH = 1
    TRIP = 2
    GUESS = 3


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The first and the last day between which something is. `far` bounds a guess for what is told of one city."""

    source: Source
    start: dt.date
    end: dt.date
    far: tuple[dt.date, dt.date]

    def meets(self, start: dt.date, end: dt.date, *, far: bool = False) -> bool:
        """Whether it shares a day with others."""
        first, last = self.far if far else (self.start, self.end)
        return first <= end and start <= last

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.end - self.start).days


def known(time: Time | None) -> Bounds | None:
    """What a time says, if it is one."""
    try:
        return bounds(time.edtf) if time else None
    except ValueError:
        return None


def day_of(time: Time | None) -> str:
    """The day, or the first and last day, of a time that is known to the day; empty otherwise."""
    told = known(time)
    return time.edtf if time and told and told.precision == "Day" else ""


def window_of(event: Event, date: dt.date | None, said: Extraction) -> Window | None:
    """The window of an event in a document of some day; None if nothing tells when it is."""
    told = known(event.time)
    if event.time and not _is_told_today(event, told, date):
        return _told(told, event, date) if told else None
    if trip := _trip(event, said):
        return trip
    return _guessed(event, date, again=_is_told_of(said, event)) if date else None


def _is_told_today(event: Event, told: Bounds | None, date: dt.date | None) -> bool:
    """Whether a day may be the one on which something was called off or denied: "postponed his visit on Friday"."""
    if not (is_off(event) and told and told.earliest_start and date):
        return False
    return told.precision == "Day" and date - WEEK < told.earliest_start <= date


def is_off(event: Event) -> bool:
    """Whether an event is said not to be."""
    return event.modality in OFF


def _told(told: Bounds, event: Event, date: dt.date | None) -> Window | None:
    start, end = told.earliest_start, told.latest_end
    if start is None or end is None or told.precision not in ("Day", "Month") or (end - start).days > VAGUE:
        return None
    source = Source.DAY if told.precision == "Day" and (end - start).days <= LONGEST else Source.MONTH
    if date and start <= date <= end:  # what is past when it is told, or still to come
        start, end = (start, date) if event.modality in DONE else (date, end) if _is_to_come(event) else (start, end)
    return Window(source, start, end, (start, end))


def _trip(event: Event, said: Extraction) -> Window | None:
    """The days of the visits during which an event is: of a participant, to its place if that is told."""
    if event.type in (VISIT, CALL):
        return None
    who = {one.entity for one in event.participants}
    spans = []
    for visit in said.events:
        told = known(visit.time) if visit.type == VISIT and who & {one.entity for one in visit.participants} else None
        if told and told.precision == "Day" and told.earliest_start and told.latest_end:
            near = event.place is None or visit.place is None or _is_in(event.place.entity, visit.place.entity, said)
            if near and (visit.modality in DONE) == (event.modality in DONE):
                spans.append((told.earliest_start, told.latest_end))
    if not spans:
        return None
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return Window(Source.TRIP, start, end, (start, end)) if (end - start).days <= LONGEST else None


def _is_in(place: str, other: str, said: Extraction) -> bool:
    one, around = said.entity(place), said.entity(other)
    return one.id == around.id or (one.of is not None and one.of in (around.key, around.of))


def _guessed(event: Event, date: dt.date, *, again: bool) -> Window | None:
    kind = kinds()[event.type]
    sort = "talks" if kind.talks else event.type
    days, far = event_tables().days, dt.timedelta(days=event_tables().days["in one place"])
    if event.modality in DONE:
        back = dt.timedelta(days=days.get(f"past {sort}", 0))
        return Window(Source.GUESS, date - back, date, (date - far, date))
    told = known(event.time)
    if event.modality is Modality.DENIED:  # what was, or what is to come
        back, ahead = (dt.timedelta(days=days.get(f"{when} {sort}", 0)) for when in ("past", "planned"))
        start = min(date - back, told.earliest_start) if told and told.earliest_start else date - back
        return Window(Source.GUESS, start, date + ahead, (date - far, date + far))
    if _is_to_come(event) or is_off(event):
        ahead = dt.timedelta(days=days.get(f"planned {sort}", 0))
        start = told.earliest_start if told and told.earliest_start else date + dt.timedelta(days=int(again))
        return Window(Source.GUESS, start, max(start, date + ahead), (start, date + far))
    return None


def _is_to_come(event: Event) -> bool:
    return event.modality in _TO_COME


def _is_told_of(said: Extraction, event: Event) -> bool:
    """Whether a document tells of talks that those who are to meet have held: they are to meet again."""
    who = {one.entity for one in event.participants}
    return any(
        other.modality in DONE and kinds()[other.type].mutual and who <= {one.entity for one in other.participants}
        for other in said.events
    )
