"""The fitted models that judge agreements, and how sure they must be; `make fit` writes them."""

from dataclasses import dataclass
from functools import cache

from kg.errors import ConfigurationError
from kg.fitted import Classifier, load
from kg.vocab import ontology_path

YES = "yes"
"""The class of those who are bound, and of words that state what is done to an instrument."""


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
    path = ontology_path("en/agreements.npz")
    models, about = load(path)
    try:
        return Models(**models, limits=Limits(**about["limits"]))
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{path} holds other models than are needed: {error!r}; run make fit") from error
