"""Places that an event or an act takes from the events around it: the forum it is at, the visit it falls in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extraction.mentions import EventMention
from kg.extraction.reading import Reading
from kg.extraction.syntax import cases, clause_of, governors
from kg.model import Action, Argument, Entity, EntityKind, Event, EventType

_DURING = frozenset({"at", "during"})
_STAGED = frozenset({EventType.MEETING, EventType.NEGOTIATION, EventType.FORUM, EventType.ADDRESS, EventType.RECEPTION})


def placed(events: Sequence[Event], mentions: Iterable[EventMention], owner: Mapping[int, str]) -> list[Event]:
    """The events with their places; `owner` gives the event that a trigger (token index) belongs to."""
    places = {event.id: event.place for event in events if event.place}
    for event in events:
        if event.sidelines_of and event.place:
            places.setdefault(event.sidelines_of, event.place)  # one meets on the sidelines where the forum is
    around = _around(mentions, {**_visits(events, mentions), **owner})
    return [
        event.model_copy(update={"place": places.get(event.id) or _surrounding(event, around, places)})
        for event in events
    ]


def _visits(events: Iterable[Event], mentions: Iterable[EventMention]) -> dict[int, str]:
    """The visit that each "her visit" means: the one of hers that was told last."""
    found: dict[int, str] = {}
    visits = [event for event in events if event.type is EventType.VISIT and event.trigger]
    for mention in mentions:
        hers = [v for v in visits if mention.entities & {part.entity for part in v.participants}]
        before = [v for v in hers if v.trigger and v.trigger.begin < mention.trigger.idx]
        if mention.type is EventType.VISIT and mention.place is None and before:
            found[mention.trigger.i] = before[-1].id
    return found


def _surrounding(event: Event, around: Mapping[str, Sequence[str]], places: Mapping[str, Argument]) -> Argument | None:
    if event.type not in _STAGED:
        return None
    part = event.part_of if event.type is EventType.MEETING else None
    outer = (event.sidelines_of, *around.get(event.id, ()), part)
    return next((places[other] for other in outer if other and other in places), None)


def _around(mentions: Iterable[EventMention], owner: Mapping[int, str]) -> dict[str, list[str]]:
    """For each event those that its clauses set it in: "spoke at the summit", "met during his visit"."""
    found: dict[str, list[str]] = {}
    for mention in mentions:
        inner = owner.get(mention.trigger.i, "")
        found.setdefault(inner, []).extend(outer for outer in _settings(mention, owner) if outer != inner)
    return found


def _settings(mention: EventMention, owner: Mapping[int, str]) -> Iterator[str]:
    tops = {mention.trigger.i, clause_of(mention.carrier or mention.trigger).i}
    for token in mention.trigger.sent:
        set_in = cases(token) & _DURING or token.head.lower_ == "part"
        if token.i in owner and set_in and any(word.i in tops for word in governors(token)):
            yield owner[token.i]


def received(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """The events, with the day of arrival for guests who are received at an airport."""
    arriving = reading.lexicon.event_words["arriving"]
    arrivals = [event for event in events if event.time and event.rule.removeprefix("frame:").split(".")[0] in arriving]
    return [_on_arrival(event, arrivals) if event.time is None else event for event in events]


def _on_arrival(event: Event, arrivals: Iterable[Event]) -> Event:
    guests = {part.entity for part in event.participants if part.role == "Arrival"}
    for visit in arrivals:
        same = visit.modality.plain == event.modality.plain
        if event.type is EventType.RECEPTION and same and guests & {part.entity for part in visit.participants}:
            return event.model_copy(update={"time": visit.time})
    return event


def signed_where(reading: Reading, action: Action, events: Iterable[Event]) -> Action:
    """An act with the place of the visit during which host and guest do it."""
    people = {part.entity for part in action.by}
    served = {part.on_behalf_of for part in action.by}
    for visit in events:
        guests = {part.entity for part in visit.participants}
        told = visit.type is EventType.VISIT and visit.modality.plain == action.modality.plain == "occurred"
        if action.place or not (told and visit.place and guests & people):
            continue
        if country_of(reading, reading.known(visit.place.entity)) in served:
            return action.model_copy(update={"place": visit.place})
    return action


def country_of(reading: Reading, place: Entity) -> str:
    """The id of the country that a place is or lies in; its own where that is not known."""
    return reading.actor(place.of) if place.kind is EntityKind.PLACE and place.of else place.id
