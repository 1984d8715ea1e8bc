"""What is known of names, events and instruments before any text is read: `persons.yaml` and the files beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import yaml

from kg.errors import shown
from kg.lexicon import Loader, blaming
from kg.lexicon.sections import lower, read
from kg.personal_names import plain
from kg.vocab import ontology_path

PERSONS, EVENTS = "persons.yaml", "events.yaml"
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class EventTables:
    """The parts of `events.yaml`; its comments say what each is."""

    days: Mapping[str, float] = field(metadata={"read": _weights, "entries": True})
    from_afar_too: frozenset[str]
    places: Mapping[str, str] = field(metadata={"read": _spellings})
    houses: Mapping[str, str] = field(metadata={"read": _spellings})


@cache
def tables() -> Tables:
    """What `persons.yaml` says. Raises ConfigurationError."""
    return _read(Tables, PERSONS)


@cache
def event_tables() -> EventTables:
    """What `events.yaml` says. Raises ConfigurationError."""
    return _read(EventTables, EVENTS)


def _read(kind: type[T], file: str) -> T:
    path = ontology_path(file)
    with blaming(path):
        return read(kind, yaml.load(path.read_text(encoding="utf-8"), Loader))
