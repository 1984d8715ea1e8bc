"""Predicates that embed what others state, and what they make of it: "refused to meet", "the rumour of a meeting"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.errors import shown
from kg.lexicon.sections import lower, one_of
from kg.model import Modality


class Telling(StrEnum):
    """What a predicate may make of what hangs on it, if it gives it no modality."""

    ITSELF = "as told"
    """It leaves it the reality that its own form tells: "confirmed that they met"."""
    OPEN = "left open"
    """It commits nobody to it: "it is rumoured that they met"."""


Effect = Modality | Telling


@dataclass(frozen=True, slots=True)
class Embedding:
    """What the predicates of a class make of what hangs on them, by their own polarity.

    Where it is `occurred`, what hangs on them is as real as they are themselves: "will manage to meet" is planned.
    """

    kind: str
    affirmed: Effect
    negated: Effect


_KEYS = ("affirmed", "negated", "words")


def _effect(given: Any) -> Effect:
    name = one_of(given, (*Modality, *Telling), "effect")
    return Telling(name) if name in set(Telling) else Modality(name)


def embeddings(classes: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Embedding]:
    """Each predicate with what it does. Raises ValueError that names the class, and what is wrong with it."""
    found: dict[str, Embedding] = {}
    for kind, given in classes.items():
        try:
            if lost := [key for key in _KEYS if key not in given]:
                raise ValueError(f"there is no {lost[0]}")
            if strange := [key for key in given if key not in _KEYS]:
                raise ValueError(f"there is no key {shown(strange[0])}, only {', '.join(_KEYS)}")
            embedding = Embedding(kind, _effect(given["affirmed"]), _effect(given["negated"]))
            found |= dict.fromkeys(lower(given["words"]), embedding)
        except ValueError as error:
            raise ValueError(f"{kind}: {error}") from error
    return found
