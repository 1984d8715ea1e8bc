"""How surely a fact was read: the probability that an atomic part of it is right, as `kg evaluate` counts parts.

A logistic model: the log-odds are the sum of the weights of the features, each one's for any part and its own for parts
of a kind, which `ontology/en/confidence.yaml` holds. `make fit` fits them to texts with gold facts. A feature is a
property of the fact, or the part, as it was read.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import exp, log
from typing import Any

import yaml

from kg.errors import ConfigurationError
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
from kg.vocab import ontology_path

Weights = Mapping[str, Mapping[str, float]]
"""The weights of features: of those of any part, and of each kind's."""
ANY = "any"
_MANY = 4  # participants
_NAMED = frozenset({EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION})
_FACTS = ("posts", "events", "agreements", "actions", "statements")
_ARGUMENTS: Mapping[type[Fact], tuple[str, ...]] = {
    Event: ("participants", "place", "time"),
    Agreement: ("parties",),
    Action: ("by", "place", "time"),
}
"""The fields of facts that hold their parts."""


def calibrated(raw: Extraction, known: Weights | None = None) -> Extraction:
    """The same facts, each with its probability (to two digits) in place of the confidence its rule gave.

    So has each part: who takes part, for whom, where and when; a part is right only if its fact is, too.
    `known` are weights to use instead of those in the file.
    """
    rater = _Rater({entity.id: entity for entity in raw.entities}, weights() if known is None else known)
    return raw.model_copy(update={name: tuple(map(rater.rated, getattr(raw, name))) for name in _FACTS})


class _Rater:
    """Gives the facts of one document, and their parts, their probabilities."""

    def __init__(self, entities: Mapping[str, Entity], known: Weights) -> None:
        self._entities, self._known = entities, known

    def rated(self, fact: Fact) -> Fact:
        own = features(fact, self._entities)
        return fact.model_copy(update={"confidence": self._sure(own, kind_of(fact)), **self._parts(fact, own)})

    def _parts(self, fact: Fact, own: dict[str, float]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in _ARGUMENTS.get(type(fact), ()):
            parts = getattr(fact, name)
            if isinstance(parts, tuple):
                found[name] = tuple(self._part(one, fact, own) for one in parts)
            elif parts is not None:
                found[name] = self._part(parts, fact, own)
        return found

    def _part(self, part: Argument | Time, fact: Fact, own: dict[str, float]) -> Argument | Time:
        about = own | of_part(part, fact, self._entities)
        update = {"confidence": self._sure(about, kind_of_part(part, fact))}
        if isinstance(part, Participant) and part.on_behalf_of:
            update["on_behalf_confidence"] = self._sure(about | of_service(part), "for")
        return part.model_copy(update=update)

    def _sure(self, found: Mapping[str, float], kind: str) -> float:
        return probability(found, kind, self._known)


def kind_of(fact: Fact) -> str:
    """The kind of atomic part, as `kg evaluate` calls it, that a fact is but for its other parts."""
    return str(fact.kind) if isinstance(fact, Statement) else type(fact).__name__.lower()


def kind_of_part(part: Argument | Time, fact: Fact) -> str:
    """The kind of atomic part that a part of a fact is."""
    if isinstance(part, Time):
        return "date"
    if part is getattr(fact, "place", None):
        return "place"
    return {Event: "participant", Action: "signatory"}.get(type(fact), "party")


def probability(found: Mapping[str, float], kind: str, known: Weights) -> float:
    """The probability that weights give to the features of a part of a kind, to two digits and never certain.

    Features without weight are 0.
    """
    odds = 0.0
    for its in (known.get(ANY, {}), known.get(kind, {})):
        for name, value in found.items():
            if name in its:
                odds += value * its[name]
    return min(0.99, max(0.01, round(1 / (1 + exp(-odds)), 2)))


@cache
def weights() -> Weights:
    """The weights of the features. Raises ConfigurationError."""
    path = ontology_path("en/confidence.yaml")
    try:
        told = yaml.safe_load(path.read_text("utf-8"))["weights"]
        return {str(kind): {str(name): float(weight) for name, weight in its.items()} for kind, its in told.items()}
    except (OSError, KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} holds no weights of features: {error!r}; run make fit") from error


def features(fact: Fact, entities: Mapping[str, Entity]) -> dict[str, float]:
    """What an extraction knows about how a fact was read: name of a feature → its value, mostly 1."""
    return {name: value for name, value in (*_any(fact), *_own(fact, entities)) if value}


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


def _own(fact: Fact, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    match fact:
        case Post():
            yield from _post(fact, entities)
        case Event():
            yield from _event(fact, entities)
        case Agreement():
            yield from _agreement(fact)
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


def _agreement(agreement: Agreement) -> Iterator[tuple[str, float]]:
    yield "agreement", 1
    yield "agreement without parties", not agreement.parties


def _action(action: Action, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    yield "action", 1
    yield "action by nobody", not action.by
    yield "action: signed", action.type == "signed"
    yield from _who(action.by, entities)
    yield "action without date", action.time is None


def _statement(statement: Statement, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    yield str(statement.kind), 1
    yield "several speakers", len(statement.speakers) > 1
    yield from _who(statement.speakers, entities)
    yield "quotation that goes on", statement.rule == GOING_ON


def _who(arguments: tuple[Argument, ...], entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    """How well those in a fact are known."""
    found = [entities[argument.entity] for argument in arguments]
    yield "share of the unnamed", _share(one.kind not in _NAMED for one in found)
    yield "share of names of one word", _share(one.kind is EntityKind.PERSON and " " not in one.name for one in found)
    yield "share of unknown bodies", _share(one.kind is EntityKind.ORGANISATION and not one.key for one in found)


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
