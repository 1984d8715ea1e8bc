"""What is known of names before any text is read, and what each piece of evidence weighs: `persons.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from kg.errors import shown
from kg.lexicon import Loader, blaming
from kg.lexicon.sections import lower, read
from kg.personal_names import plain
from kg.vocab import ontology_path

FILE = "persons.yaml"


def _spellings(given: Mapping[str, Any]) -> Mapping[str, str]:
    """The spelling that stands for each other one. Raises ValueError for one that stands for two, or for none."""
    found: dict[str, str] = {}
    for name, others in given.items():
        for other in map(plain, lower(others)):
            if other in given or found.setdefault(other, name) != name:
                raise ValueError(f"{other}, a spelling of {name}, stands for another name too")
    return found


def _number(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError(f"{shown(given)} is no number")
    return float(given)


def _weights(given: Any) -> Mapping[str, float]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{shown(given)} is no mapping of evidence to numbers")
    return {str(name): _number(weight) for name, weight in given.items()}


def _keys(given: Any) -> frozenset[str]:
    if not isinstance(given, list):
        raise ValueError(f"{shown(given)} is no list of keys")
    return frozenset(map(str, given))


@dataclass(frozen=True, slots=True)
class Tables:
    """The parts of `persons.yaml`; its comments say what each is."""

    spellings: Mapping[str, str] = field(metadata={"read": _spellings})
    common: frozenset[str]
    common_first: frozenset[str]
    family_first: frozenset[str] = field(metadata={"read": _keys, "entries": True})
    royal: frozenset[str]
    titles: frozenset[str]
    ranks: frozenset[str]
    weak: frozenset[str]
    enough: float = field(metadata={"read": _number, "entries": True})
    margin: float = field(metadata={"read": _number, "entries": True})
    weights: Mapping[str, float] = field(metadata={"read": _weights, "entries": True})


@cache
def tables() -> Tables:
    """What `persons.yaml` says. Raises ConfigurationError."""
    path = ontology_path(FILE)
    with blaming(path):
        return read(Tables, yaml.load(path.read_text(encoding="utf-8"), Loader))
