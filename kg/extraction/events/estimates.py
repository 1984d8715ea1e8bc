"""Who, where and when may belong to words that state events, each with the probability that the models give it."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from kg.extraction.events import pairs
from kg.extraction.events.features import Evidence
from kg.extraction.events.models import Models
from kg.extraction.events.pairs import ActorPair, MomentPair, PlacePair
from kg.fitted import Classifier

_HARDLY = 0.04
"""The probability below which somebody is not thought of as company, whatever the others do."""
_Pair = TypeVar("_Pair", ActorPair, PlacePair, MomentPair)
_Likely: TypeAlias = list[list[tuple[_Pair, float]]]
"""For each of some words its pairs, each with its probability."""


class Stated(NamedTuple):
    """A word, how probable it is that it states an event, and the likeliest kind."""

    i: int
    stated: float
    kind: str


def arguments(
    models: Models, evidence: Evidence, words: Sequence[Stated]
) -> tuple[_Likely[ActorPair], _Likely[PlacePair], _Likely[MomentPair]]:
    """Who may take part in what each of some words states, where and when it may happen, and how probably.

    The models are asked about all words at once: a call costs as much as the features of a word.
    """
    return (
        _beside(
            models, evidence, words, _judged(models.actor, [pairs.actors(evidence, i, kind) for i, _, kind in words])
        ),
        _judged(models.place, [pairs.places(evidence, i, kind) for i, _, kind in words]),
        _judged(models.moment, [pairs.moments(evidence, i, kind) for i, _, kind in words]),
    )


def _judged(model: Classifier, found: Sequence[Sequence[_Pair]]) -> _Likely[_Pair]:
    likely = iter(model.probability([pair.features for its in found for pair in its]))
    return [[(pair, next(likely)) for pair in its] for its in found]


def _beside(
    models: Models, evidence: Evidence, words: Sequence[Stated], alone: _Likely[ActorPair]
) -> _Likely[ActorPair]:
    """Those who may take part seen beside the others; whoever hardly does by itself is not."""
    company = []
    for one, its in zip(words, alone, strict=True):
        seen = [(pair, p) for pair, p in its if p >= _HARDLY]
        company += pairs.company(evidence, one.kind, [pair for pair, _ in seen], [p for _, p in seen])
    likely = iter(models.company.probability(company))
    return [[(pair, next(likely) if p >= _HARDLY else p) for pair, p in its] for its in alone]
