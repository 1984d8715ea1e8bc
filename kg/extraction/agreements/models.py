"""The fitted models that judge agreements, and how sure they must be; `make fit` writes them."""

from dataclasses import dataclass
from functools import cache

from kg.fitted import Classifier, shipped


@dataclass(frozen=True, slots=True)
class Limits:
    """The least probabilities: set by hand, by what cross-validation finds."""

    party: float = 0.5
    """To take an actor for bound,"""
    keep_party: float = 0.1
    """also whom the rules take for it,"""
    apart: float = 0.65
    """and where they are not two that are bound;"""
    act: float = 0.5
    """To take a word for what is done to an instrument."""


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models."""

    party: Classifier
    act: Classifier
    limits: Limits


@cache
def fitted() -> Models:
    """The models that come with the program. Raises ConfigurationError."""
    return shipped("en/agreements.npz", lambda models, about: Models(**models, limits=Limits(**about["limits"])))
