"""What is known of how a fact, or a part of one, was read: features by name, each with its value, mostly 1."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from kg.extraction.confidence.surroundings import Surroundings
from kg.model import (
    Action,
    Agreement,
    Argument,
    Entity,
    EntityKind,
    Event,
    Extraction,
    Fact,
    Modality,
    Participant,
    Post,
    Statement,
    Time,
)
from kg.rule import GOING_ON

_MANY = 4  # participants
_NAMED = frozenset({EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION})


class About:
    """What the features of one document's facts are read off, beside the fact itself."""

    def __init__(self, said: Extraction) -> None:
        self.entities = {entity.id: entity for entity in said.entities}
        self.surroundings = Surroundings(said.events)
        self.acts: defaultdict[str, list[Action]] = defaultdict(list)
        """What is done to each agreement."""
        for action in said.actions:
            self.acts[action.agreement].append(action)


def features(fact: Fact, about: About) -> dict[str, float]:
    """What an extraction knows about how a fact was read: name of a feature → its value, mostly 1."""
    return {name: float(value) for name, value in (*_any(fact), *_own(fact, about)) if value}


def of_part(part: Argument | Time, fact: Fact, entities: Mapping[str, Entity]) -> dict[str, float]:
    """What is known, besides what is known of a fact, of a part of it: a participant, a party, a place or a date."""
    return {name: value for name, value in _of_part(part, fact, entities) if value}


def of_service(part: Participant) -> dict[str, float]:
    """What is known, besides, of whom a participant acts for."""
    served = part.on_behalf_confidence
    return {"for whom": 1.0, "for whom, by context": float(served is not None), "log-odds of for whom": _odds(served)}


def _of_part(part: Argument | Time, fact: Fact, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    if isinstance(part, Time):
        yield "date", 1
        yield "log-odds of the part, date", _odds(part.confidence)
        yield "date in words", part.anchor is not None
    elif part is getattr(fact, "place", None):
        yield "place", 1
        yield "log-odds of the part, place", _odds(part.confidence)
        yield "place that is a country", entities[part.entity].kind is EntityKind.COUNTRY
    else:
        yield from _of_actor(part, entities)
    yield "part without probability", part.confidence is None
    yield "part told elsewhere", _is_elsewhere(part, fact)


def _of_actor(part: Argument, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    entity = entities[part.entity]
    yield "party" if not isinstance(part, Participant) else "participant", 1
    yield "log-odds of the part, participant", _odds(part.confidence)
    yield "part unnamed", entity.kind not in _NAMED
    yield "part of one word", entity.kind is EntityKind.PERSON and " " not in entity.name
    yield "part an unknown body", entity.kind is EntityKind.ORGANISATION and not entity.key
    yield "part a country", entity.kind is EntityKind.COUNTRY
    yield "part a person for nobody", entity.kind is EntityKind.PERSON and entity.of is None


def _any(fact: Fact) -> Iterator[tuple[str, float]]:
    yield "log-odds of the rule", _odds(fact.confidence)
    yield "not occurred", fact.modality not in (Modality.OCCURRED, Modality.ONGOING)
    yield "on somebody's word", fact.attributed_to is not None
    if fact.rule.lemma:
        yield f"{fact.rule.kind}: {fact.rule.lemma}{f', {fact.rule.pos.lower()}' if fact.rule.pos else ''}", 1


def _own(fact: Fact, about: About) -> Iterator[tuple[str, float]]:
    entities = about.entities
    match fact:
        case Post():
            yield from _post(fact, entities)
        case Event():
            yield from _event(fact, entities)
            yield from about.surroundings.of(fact)
        case Agreement():
            yield from _agreement(fact, about.acts[fact.id])
        case Action():
            yield from _action(fact, entities)
        case Statement():
            yield from _statement(fact, entities)


def _post(post: Post, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    yield "post", 1
    yield "share of names of one word", " " not in entities[post.person].name
    yield "post of no country", post.of is None
    yield "former post", post.former


def _event(event: Event, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    yield "event", 1
    yield f"event: {event.type}", 1
    yield "event told by a noun", event.rule.pos == "NOUN"
    yield "one participant", len(event.participants) == 1
    yield "many participants", len(event.participants) >= _MANY
    yield from _who(event.participants, entities)
    yield "share of participants told elsewhere", _share(_is_elsewhere(part, event) for part in event.participants)
    yield "persons of no country", _of_nobody(event, entities)
    yield "log-odds of those who take part", _mean(_odds(part.confidence) for part in event.participants)
    yield "log-odds of the place", _odds(event.place.confidence) if event.place else 0.0
    yield "log-odds of the date", _odds(event.time.confidence) if event.time else 0.0
    yield "event without place", event.place is None
    yield "place told elsewhere", event.place is not None and _is_elsewhere(event.place, event)
    yield "event without date", event.time is None
    yield "date told elsewhere", event.time is not None and _is_elsewhere(event.time, event)
    yield "date counted from another", event.time is not None and event.time.anchor is not None


def _agreement(agreement: Agreement, acts: Sequence[Action]) -> Iterator[tuple[str, float]]:
    yield "agreement", 1
    yield "agreement that nothing is done to", not acts
    yield "agreement that somebody acts on", any(act.by for act in acts)
    yield "log-odds of what is done to it", max((_odds(act.confidence) for act in acts), default=0.0)
    yield "agreement without parties", not agreement.parties
    yield "agreement without a name", agreement.title.islower()
    yield "agreement of one word", " " not in agreement.title
    yield "agreement told of again", len(agreement.evidence) > 1
    yield "log-odds of the parties", _mean(_odds(party.confidence) for party in agreement.parties)


def _action(action: Action, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    yield "action", 1
    yield "action by nobody", not action.by
    yield "action: signed", action.type == "signed"
    yield from _who(action.by, entities)
    yield "log-odds of those who act", _mean(_odds(part.confidence) for part in action.by)
    yield "action without date", action.time is None


def _statement(statement: Statement, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    yield str(statement.kind), 1
    yield "several speakers", len(statement.speakers) > 1
    yield from _who(statement.speakers, entities)
    yield "quotation that goes on", statement.rule == GOING_ON


def _who(arguments: tuple[Argument, ...], entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    """How well those in a fact are known."""
    found = [entities[argument.entity] for argument in arguments]
    unnamed = sum([one.kind not in _NAMED for one in found])
    short = sum([one.kind is EntityKind.PERSON and " " not in one.name for one in found])
    unknown = sum([one.kind is EntityKind.ORGANISATION and not one.key for one in found])
    yield "share of the unnamed", unnamed / max(1, len(found))
    yield "share of names of one word", short / max(1, len(found))
    yield "share of unknown bodies", unknown / max(1, len(found))


def _of_nobody(event: Event, entities: Mapping[str, Entity]) -> float:
    people = [part for part in event.participants if entities[part.entity].kind is EntityKind.PERSON]
    return _share(part.on_behalf_of is None for part in people)


def _is_elsewhere(part: Argument | Time, fact: Fact) -> bool:
    """Whether a part's words stand outside the sentence that states the fact best."""
    best = fact.evidence[0]
    return part.mention is not None and not best.begin <= part.mention.begin < best.end


def _odds(probability: float | None) -> float:
    """The log-odds of a probability; 0 of none, and of certainty."""
    return log(probability / (1 - probability)) if probability and probability < 1 else 0.0


def _share(those: Iterator[bool]) -> float:
    """The share of those that are true; 0 of none."""
    return _mean(those)


def _mean(those: Iterator[float]) -> float:
    """The mean of some values; 0 of none."""
    values = list(those)
    return sum(values) / len(values) if values else 0.0
