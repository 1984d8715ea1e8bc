"""Which events belong to which: on the sidelines of a forum, during a visit."""

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.guests import Visits, told
from kg.extraction.mentions import EventMention
from kg.extraction.reading import Reading
from kg.extraction.settings import country_of, placed, received
from kg.extraction.syntax import clause_of
from kg.model import EntityKind, Event, EventType, Mention


def inside(spans: Iterable[Mention], doc: Doc) -> frozenset[int]:
    """Indices of the tokens within some spans of the text."""
    found: set[int] = set()
    for mention in spans:
        span = doc.char_span(mention.begin, mention.end, alignment_mode="expand")
        if span is not None:
            found.update(range(span.start, span.end))
    return frozenset(found)


def link(
    reading: Reading, events: Sequence[Event], mentions: Iterable[EventMention], owner: Mapping[int, str]
) -> list[Event]:
    """The events with `sidelines_of` and `part_of` filled where the text tells."""
    spoken = list(mentions)
    known = [mention for mention in spoken if mention.trigger.i in owner]
    margins = dict(_sidelines(reading, known, owner))
    visits = Visits(event for event in events if event.type is EventType.VISIT and event.place is not None)
    linked = []
    for event in events:
        on_margin = margins.get(event.id)
        visit = _visit_of(reading, event, visits) if event.type is not EventType.VISIT else None
        part = None if on_margin or visit is None else visit.id
        linked.append(event.model_copy(update={"sidelines_of": on_margin, "part_of": part}))
    return received(reading, placed(reading, linked, spoken, owner))


def _sidelines(
    reading: Reading, mentions: Sequence[EventMention], owner: Mapping[int, str]
) -> Iterable[tuple[str, str]]:
    words = reading.lexicon.event_words["sidelines"]
    near = reading.by_sentence((mention.trigger.i, mention) for mention in mentions)
    for token in reading.doc:
        if token.lemma_.lower() not in words and token.lower_ not in words:
            continue
        here = near.get(reading.sentence(token.i).start, [])
        forum = next((m for m in here if m.trigger.i > token.i and m.type is EventType.FORUM), None)
        event = _nearest(token, [m for m in here if m.trigger.i < token.i]) or _nearest(
            token, [m for m in here if m is not forum]
        )
        if forum and event and owner[forum.trigger.i] != owner[event.trigger.i]:
            yield owner[event.trigger.i], owner[forum.trigger.i]


def _nearest(token: Token, mentions: Sequence[EventMention]) -> EventMention | None:
    clause = clause_of(token)
    same = [m for m in mentions if clause in (m.trigger, clause_of(m.trigger))]
    return max(same or mentions, key=lambda m: m.trigger.i, default=None)


def _visit_of(reading: Reading, event: Event, visits: Visits) -> Event | None:
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
