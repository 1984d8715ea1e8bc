"""How surely a fact was read: the probability that an atomic part of it is right, as `kg evaluate` counts parts.

A logistic model: the log-odds are the sum of the weights of the features, each one's for any part and its own for parts
of a kind, which `ontology/en/confidence.yaml` holds. `make fit` fits them to texts with gold facts. A feature is a
property of the fact, or the part, as it was read.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from typing import Any

import yaml

from kg.errors import ConfigurationError
from kg.extraction.confidence.features import About, features, of_part, of_service
from kg.lexicon import Loader
from kg.model import (
    Action,
    Agreement,
    Argument,
    Event,
    Extraction,
    Fact,
    Participant,
    Statement,
    Time,
)
from kg.vocab import ontology_path

Weights = Mapping[str, Mapping[str, float]]
"""The weights of features: of those of any part, and of each kind's."""
Grounds = Sequence[tuple[str, float]]
"""Features that spoke for and against, each with what it added to the log-odds."""
ANY = "any"
_HEARD = 0.1
"""Log-odds; what adds less tells a reader nothing."""
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
    rater = _Rater(About(raw), _shipped() if known is None else _Joint(known))
    rated = raw.model_copy(update={name: tuple(map(rater.rated, getattr(raw, name))) for name in _FACTS})
    return rated.model_copy(update={"agreements": _as_sure_as_acts(rated.agreements, rated.actions)})


def _as_sure_as_acts(agreements: Sequence[Agreement], actions: Sequence[Action]) -> tuple[Agreement, ...]:
    """The agreements, each at least as sure as what is done to it: where that is right, there is an agreement."""
    surest: dict[str, float] = {}
    for action in actions:
        surest[action.agreement] = max(action.confidence, surest.get(action.agreement, 0.0))
    least = [(one, max(one.confidence, surest.get(one.id, 0.0))) for one in agreements]
    return tuple(one.model_copy(update={"confidence": sure}) for one, sure in least)


def grounds(raw: Extraction, most: int = 3) -> Mapping[str, Grounds]:
    """By fact, the features that spoke most for its being right, and most against, in the confidence of its rule."""
    about, known = About(raw), weights()
    return {fact.id: _grounds(features(fact, about), kind_of(fact), known, most) for fact in raw.facts}


def _grounds(found: Mapping[str, float], kind: str, known: Weights, most: int) -> Grounds:
    spoke = {name: value * sum(known.get(of, {}).get(name, 0.0) for of in (ANY, kind)) for name, value in found.items()}
    order = sorted((one for one in spoke.items() if one[0] != kind), key=lambda one: (-abs(one[1]), one[0]))
    for_, against = ([(n, round(w, 2)) for n, w in order if w * sign >= _HEARD][:most] for sign in (1, -1))
    return (*for_, *against)


class _Rater:
    """Gives the facts of one document, and their parts, their probabilities."""

    def __init__(self, about: About, known: "_Joint") -> None:
        self._about, self._weights = about, known

    def rated(self, fact: Fact) -> Fact:
        own = _Odds(features(fact, self._about), self._weights)
        return fact.model_copy(update={"confidence": _sure(own[kind_of(fact)]), **self._parts(fact, own)})

    def _parts(self, fact: Fact, own: "_Odds") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in _ARGUMENTS.get(type(fact), ()):
            parts = getattr(fact, name)
            if isinstance(parts, tuple):
                found[name] = tuple(self._part(one, fact, own) for one in parts)
            elif parts is not None:
                found[name] = self._part(parts, fact, own)
        return found

    def _part(self, part: Argument | Time, fact: Fact, own: "_Odds") -> Argument | Time:
        its = _Odds(of_part(part, fact, self._about.entities), self._weights)
        kind = kind_of_part(part, fact)
        update = {"confidence": _sure(own[kind] + its[kind])}
        if isinstance(part, Participant) and part.on_behalf_of:
            served = _Odds(of_service(part), self._weights)
            update["on_behalf_confidence"] = _sure(own["for"] + its["for"] + served["for"])
        return part.model_copy(update=update)


class _Joint(dict[str, Mapping[str, float]]):
    """The weights that features have for parts of a kind: those for any, and those of the kind besides."""

    def __init__(self, known: Weights) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, kind: str) -> Mapping[str, float]:
        any_, own = self._known.get(ANY, {}), self._known.get(kind, {})
        self[kind] = {**any_, **{name: any_.get(name, 0.0) + weight for name, weight in own.items()}}
        return self[kind]


@cache
def _shipped() -> _Joint:
    return _Joint(weights())


class _Odds(dict[str, float]):
    """What some features add to the log-odds of a part, by its kind; a fact's are added up once for all its parts."""

    def __init__(self, found: Mapping[str, float], weights: _Joint) -> None:
        super().__init__()
        self._found, self._weights = found, weights

    def __missing__(self, kind: str) -> float:
        known = self._weights[kind]
        self[kind] = sum([value * known[name] for name, value in self._found.items() if name in known])
        return self[kind]


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
    return _sure(_Odds(found, _Joint(known))[kind])


def _sure(odds: float) -> float:
    return min(0.99, max(0.01, round(1 / (1 + exp(-odds)), 2)))


@cache
def weights() -> Weights:
    """The weights of the features. Raises ConfigurationError."""
    path = ontology_path("en/confidence.yaml")
    try:
        told = yaml.load(path.read_text("utf-8"), Loader)["weights"]
        return {str(kind): {str(name): float(weight) for name, weight in its.items()} for kind, its in told.items()}
    except (OSError, KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} holds no weights of features: {error!r}; run make fit") from error
