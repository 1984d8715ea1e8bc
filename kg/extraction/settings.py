"""Places that an event or an act takes from the events around it: the forum it is at, the visit it falls in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Token

from kg.extraction.guests import Visits, told
from kg.extraction.mentions import EventMention
from kg.extraction.reading import Reading
from kg.extraction.syntax import cases, clause_of, governors
from kg.model import Action, Argument, Entity, EntityKind, Event, EventType
from kg.naming.latest import Latest

_DURING = frozenset({"at", "during"})
_STAGED = frozenset({EventType.MEETING, EventType.NEGOTIATION, EventType.FORUM, EventType.ADDRESS, EventType.RECEPTION})


def placed(
    reading: Reading, events: Sequence[Event], mentions: Iterable[EventMention], owner: Mapping[int, str]
) -> list[Event]:
    """The events with their places; `owner` gives the event that a trigger (token index) belongs to."""
    places = {event.id: event.place for event in events if event.place}
    for event in events:
        if event.sidelines_of and event.place:
            places.setdefault(event.sidelines_of, event.place)  # one meets on the sidelines where the forum is
    around = _around(reading, mentions, {**_visits(events, mentions), **owner})
    return [
        event.model_copy(update={"place": places.get(event.id) or _surrounding(event, around, places)})
        for event in events
    ]


def _visits(events: Iterable[Event], mentions: Iterable[EventMention]) -> dict[int, str]:
    """The visit that each "her visit" means: the one of hers that was told last."""
    found: dict[int, str] = {}
    visits = [event for event in events if event.type is EventType.VISIT]
    hers = _told_by_guest(visits)
    for mention in mentions:
        if mention.type is EventType.VISIT and mention.place is None:
            last = [hers[guest].before(mention.trigger.idx) for guest in mention.entities if guest in hers]
            if before := [n for n in last if n is not None]:
                found[mention.trigger.i] = visits[max(before)].id
    return found


def _told_by_guest(visits: Sequence[Event]) -> dict[str, Latest]:
    """For each guest where the visits are told."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, visit in enumerate(visits):
        for part in visit.participants if visit.trigger else ():
            found[part.entity].append((told(visit), n))
    return {guest: Latest(told_of) for guest, told_of in found.items()}


def _surrounding(event: Event, around: Mapping[str, Iterable[str]], places: Mapping[str, Argument]) -> Argument | None:
    if event.type not in _STAGED:
        return None
    part = event.part_of if event.type is EventType.MEETING else None
    outer = (event.sidelines_of, *around.get(event.id, ()), part)
    return next((places[other] for other in outer if other and other in places), None)


def _around(reading: Reading, mentions: Iterable[EventMention], owner: Mapping[int, str]) -> dict[str, dict[str, None]]:
    """For each event those that its clauses set it in: "spoke at the summit", "met during his visit"."""
    found: dict[str, dict[str, None]] = {}
    outer = reading.by_sentence((i, reading.doc[i]) for i in sorted(owner) if _sets(reading.doc[i]))
    for mention in mentions:
        inner = owner.get(mention.trigger.i, "")
        tops = {mention.trigger.i, clause_of(mention.carrier or mention.trigger).i}
        for token in outer.get(reading.sentence(mention.trigger.i).start, ()):
            if owner[token.i] != inner and any(word.i in tops for word in governors(token)):
                found.setdefault(inner, {}).setdefault(owner[token.i])
    return found


def _sets(token: Token) -> bool:
    """Whether a word may be what an event is set in: "at the summit", "as part of his visit"."""
    return bool(cases(token) & _DURING) or token.head.lower_ == "part"


def received(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """The events, with the day of arrival for guests who are received at an airport."""
    arriving = reading.lexicon.event_words["arriving"]
    arrivals = [event for event in events if event.time and event.rule.removeprefix("frame:").split(".")[0] in arriving]
    first: dict[tuple[str, str], int] = {}
    for n, visit in enumerate(arrivals):
        for part in visit.participants:
            first.setdefault((part.entity, visit.modality.plain), n)
    return [_on_arrival(event, arrivals, first) if event.time is None else event for event in events]


def _on_arrival(event: Event, arrivals: Sequence[Event], first: Mapping[tuple[str, str], int]) -> Event:
    guests = (part.entity for part in event.participants if part.role == "Arrival")
    found = [first[key] for guest in guests if (key := (guest, event.modality.plain)) in first]
    if event.type is not EventType.RECEPTION or not found:
        return event
    return event.model_copy(update={"time": arrivals[min(found)].time})


def signed_where(reading: Reading, actions: Iterable[Action], events: Iterable[Event]) -> Iterator[Action]:
    """The acts with the place of the visit during which host and guest do them."""
    done = [event for event in events if event.type is EventType.VISIT and event.modality.plain == "occurred"]
    visits = Visits(visit for visit in done if visit.place)
    for action in actions:
        here = action.trigger.begin if action.trigger else action.evidence[0].begin
        during = () if action.place or action.modality.plain != "occurred" else visits.near(here, action.by)
        served = {part.on_behalf_of for part in action.by}
        places = (visit.place for visit in during if visit.place)
        where = (place for place in places if country_of(reading, reading.known(place.entity)) in served)
        yield action.model_copy(update={"place": place}) if (place := next(where, None)) else action


def country_of(reading: Reading, place: Entity) -> str:
    """The id of the country that a place is or lies in; its own where that is not known."""
    return reading.actor(place.of) if place.kind is EntityKind.PLACE and place.of else place.id
