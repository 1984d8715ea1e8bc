"""Which events belong to which, and what they take from each other: the forum one is at, the visit one falls in."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extraction.coreference import Reading
from kg.extraction.events.mentions import EventMention
from kg.extraction.grammar.function_words import DURING
from kg.extraction.grammar.syntax import cases, clause_of, governors
from kg.kinds import FORUM, MEETING, RECEPTION, VISIT, kinds
from kg.model import Action, Argument, Entity, EntityKind, Event
from kg.naming.latest import Latest
from kg.parse import Token

NEAR = 32
"""Visits of one guest before and behind a place in the text, of which one is looked for that something is part of."""


class VisitsByGuest:
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


def link(
    reading: Reading, events: Sequence[Event], mentions: Iterable[EventMention], owner: Mapping[int, str]
) -> list[Event]:
    """The events with `sidelines_of` and `part_of` filled where the text tells."""
    spoken = list(mentions)
    known = [mention for mention in spoken if mention.trigger.i in owner]
    margins = dict(_sidelines(reading, known, owner))
    visits = VisitsByGuest(event for event in events if event.type == VISIT and event.place is not None)
    linked = []
    for event in events:
        on_margin = margins.get(event.id)
        visit = _visit_of(reading, event, visits) if event.type != VISIT else None
        part = None if on_margin or visit is None else visit.id
        linked.append(
            event.model_copy(update={"sidelines_of": on_margin, "part_of": part}) if on_margin or part else event
        )
    return received(reading, placed(reading, linked, spoken, owner))


def _sidelines(
    reading: Reading, mentions: Sequence[EventMention], owner: Mapping[int, str]
) -> Iterable[tuple[str, str]]:
    words = reading.lexicon.events.margins
    near = reading.by_sentence((mention.trigger.i, mention) for mention in mentions)
    for token in reading.listed(words):
        if token.lemma_.lower() not in words and token.lower_ not in words:
            continue
        here = near.get(reading.sentence(token.i).start, [])
        forum = next((m for m in here if m.trigger.i > token.i and m.type == FORUM), None)
        event = _nearest_mention(token, [m for m in here if m.trigger.i < token.i]) or _nearest_mention(
            token, [m for m in here if m is not forum]
        )
        if forum and event and owner[forum.trigger.i] != owner[event.trigger.i]:
            yield owner[event.trigger.i], owner[forum.trigger.i]


def _nearest_mention(token: Token, mentions: Sequence[EventMention]) -> EventMention | None:
    clause = clause_of(token)
    same = [m for m in mentions if clause in (m.trigger, clause_of(m.trigger))]
    return max(same or mentions, key=lambda m: m.trigger.i, default=None)


def _visit_of(reading: Reading, event: Event, visits: VisitsByGuest) -> Event | None:
    """The visit an event is part of: by one of the participants, to its place or to the country of another of them."""
    hosts = {part.on_behalf_of for part in event.participants}
    known = list(visits.near(told(event), event.participants))
    before = {visit.place.entity for visit in known if visit.place and told(visit) < told(event)}
    for visit in known:
        if visit.place is None or visit.modality.plain not in (event.modality.plain, "occurred"):
            continue
        visited = reading.known(visit.place.entity)
        here = event.place is not None and reading.known(event.place.entity).of == visited.key
        if event.place and (event.place.entity == visit.place.entity or here):
            return visit
        town = visited.kind is EntityKind.PLACE
        later = told(visit) > told(event) and (town or before - {visit.place.entity})  # elsewhere by then
        if event.place is None and not later and country_of(reading, visited) in hosts:
            return visit
    return None


def placed(
    reading: Reading, events: Sequence[Event], mentions: Iterable[EventMention], owner: Mapping[int, str]
) -> list[Event]:
    """The events with their places; `owner` gives the event that a trigger (token index) belongs to."""
    places = {event.id: event.place for event in events if event.place}
    for event in events:
        if event.sidelines_of and event.place:
            places.setdefault(event.sidelines_of, event.place)  # one meets on the sidelines where the forum is
    around = _around(reading, mentions, {**_visits_meant(events, mentions), **owner})
    found = [places.get(event.id) or _surrounding(event, around, places) for event in events]
    return [
        event if place is event.place else event.model_copy(update={"place": place})
        for event, place in zip(events, found, strict=True)
    ]


def _visits_meant(events: Iterable[Event], mentions: Iterable[EventMention]) -> dict[int, str]:
    """The visit that each "her visit" means: the one of hers that was told last."""
    found: dict[int, str] = {}
    visits = [event for event in events if event.type == VISIT]
    hers = _told_by_guest(visits)
    for mention in mentions:
        if mention.type == VISIT and mention.place is None:
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
    if not kinds()[event.type].staged:
        return None
    part = event.part_of if event.type == MEETING else None
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
    return bool(cases(token) & DURING) or token.head.lower_ == "part"


def received(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """The events, with the day of arrival for guests who are received at an airport."""
    arriving = reading.lexicon.events.arriving
    arrivals = [event for event in events if event.time and event.rule.lemma in arriving]
    first: dict[tuple[str, str], int] = {}
    for n, visit in enumerate(arrivals):
        for part in visit.participants:
            first.setdefault((part.entity, visit.modality.plain), n)
    return [_on_arrival(event, arrivals, first) if event.time is None else event for event in events]


def _on_arrival(event: Event, arrivals: Sequence[Event], first: Mapping[tuple[str, str], int]) -> Event:
    guests = (part.entity for part in event.participants if part.role == "Arrival")
    found = [first[key] for guest in guests if (key := (guest, event.modality.plain)) in first]
    if event.type != RECEPTION or not found:
        return event
    return event.model_copy(update={"time": arrivals[min(found)].time})


def signed_where(reading: Reading, actions: Iterable[Action], events: Iterable[Event]) -> Iterator[Action]:
    """The acts with the place of the visit during which host and guest do them."""
    done = [event for event in events if event.type == VISIT and event.modality.plain == "occurred"]
    visits = VisitsByGuest(visit for visit in done if visit.place)
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
