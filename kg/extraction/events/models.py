"""The fitted models that judge events, and how sure they must be; `make fit` writes them."""

from dataclasses import dataclass
from functools import cache

from kg.fitted import Classifier, shipped


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models, and the words that are looked at: those that have been seen to state events."""

    trigger: Classifier
    modality: Classifier
    actor: Classifier
    """Who takes part, each by itself;"""
    company: Classifier
    """and each beside the others."""
    place: Classifier
    moment: Classifier
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """The least probabilities: chosen by cross-validation, all but `keep` and `keep_done`."""

    new: float = 0.6
    """To state an event that no rule reads,"""
    actor: float = 0.4
    """with an actor,"""
    place: float = 0.6
    """at a place, also for an event that the rules leave without one,"""
    moment: float = 0.5
    """at a time, likewise."""
    keep: float = 0.2
    """To keep an event that rules read,"""
    keep_actor: float = 0.2
    """and one who takes part in it,"""
    add_actor: float = 0.6
    """and to add one;"""
    keep_modality: float = 0.1
    """to keep how really rules read it,"""
    keep_done: float = 0.3
    """and to keep it done where they read so."""


@cache
def fitted() -> tuple[Models, Limits]:
    """The models that come with the program, and their limits. Raises ConfigurationError."""
    return shipped(
        "en/events.npz",
        lambda models, about: (Models(**models, words=frozenset(about["words"])), Limits(**about["limits"])),
    )
