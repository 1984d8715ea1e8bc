"""What is known of persons, events and instruments before any text is read: `persons.yaml` and the files beside it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import yaml

from kg.errors import shown
from kg.lexicon import Loader, blaming
from kg.lexicon.forms import spellings
from kg.lexicon.sections import lower, read
from kg.personal_names import plain
from kg.vocab import ontology_path

PERSONS, EVENTS, INSTRUMENTS = "persons.yaml", "events.yaml", "instruments.yaml"
T = TypeVar("T")


def _spellings(given: Mapping[str, Any]) -> Mapping[str, str]:
    """The name that stands for each other one, as names are compared."""
    return spellings({name: [*map(plain, lower(others))] for name, others in given.items()})


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
class Instrument:
    """An instrument that everybody knows; without `parties` any actor may be one."""

    name: str
    since: dt.date
    parties: frozenset[str]


def _instruments(given: Any) -> Mapping[str, tuple[Instrument, ...]]:
    """The instruments of each title, the oldest first."""
    if not isinstance(given, Mapping):
        raise ValueError(f"{shown(given)} is no mapping of instruments")
    found: defaultdict[str, list[Instrument]] = defaultdict(list)
    for name, told in given.items():
        if not isinstance(told, Mapping) or not {"titles", "since"} <= set(told) <= {"titles", "since", "parties"}:
            raise ValueError(f"{name} has titles, a day `since` which it is, and perhaps parties")
        if not isinstance(told["since"], dt.date):
            raise ValueError(f"{name}: {shown(told['since'])} is no day")
        one = Instrument(str(name), told["since"], _keys(told.get("parties", [])))
        for title in lower(told["titles"]):
            found[plain(title)].append(one)
    return {title: tuple(sorted(ones, key=lambda one: one.since)) for title, ones in found.items()}


@dataclass(frozen=True, slots=True)
class Tables:
    """The parts of `persons.yaml`; its comments say what each is."""

    common: frozenset[str]
    common_first: frozenset[str]
    family_first: frozenset[str] = field(metadata={"read": _keys, "entries": True})
    royal: frozenset[str]
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


@dataclass(frozen=True, slots=True)
class InstrumentTables:
    """The parts of `instruments.yaml`; its comments say what each is."""

    generic: frozenset[str]
    subjects: frozenset[str]
    weak: frozenset[str]
    open: frozenset[str]
    spellings: Mapping[str, str] = field(metadata={"read": _spellings})
    known: Mapping[str, tuple[Instrument, ...]] = field(metadata={"read": _instruments, "entries": True})


@cache
def tables() -> Tables:
    """What `persons.yaml` says. Raises ConfigurationError."""
    return _read(Tables, PERSONS)


@cache
def event_tables() -> EventTables:
    """What `events.yaml` says. Raises ConfigurationError."""
    return _read(EventTables, EVENTS)


@cache
def instrument_tables() -> InstrumentTables:
    """What `instruments.yaml` says. Raises ConfigurationError."""
    return _read(InstrumentTables, INSTRUMENTS)


def _read(kind: type[T], file: str) -> T:
    path = ontology_path(file)
    with blaming(path):
        return read(kind, yaml.load(path.read_text(encoding="utf-8"), Loader))
