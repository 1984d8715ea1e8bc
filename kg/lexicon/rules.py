"""The rules of `rules.yaml`: which words state an event, and which of their arguments play which part."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg.errors import shown
from kg.kinds import FORUM, VISIT, event_type
from kg.lexicon.sections import lower, named, one_of, text, texts
from kg.model import EventType, Modality
from kg.rule import Rule

ROLES = ("Participant", "Host", "Guest", "Caller", "Speaker", "Receiver", "Arrival")
"""The parts that a frame may give: local names of `dv:`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A word that states an event, and which of its grammatical arguments play which part.

    `roles` maps an argument ("nsubj", "obj", "with", or a path) to a role; `place` lists the arguments that name
    where; `needs` are words one of which must stand in the clause, `near` words one of which must stand in a phrase
    that hangs on the word itself, `unless` paths none of which may lead anywhere; `least` is the number of participants
    without which the word states nothing; a `named` one needs a proper name; `example` is a sentence in which it
    holds; `number` counts the frames of the same word.
    """

    lemma: str
    pos: str
    type: EventType
    roles: Mapping[str, str]
    place: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()
    least: int = 1
    named: bool = False
    modality: Modality | None = None
    confidence: float = 0.9
    example: str = ""
    number: int = 1
    fitted: bool = False

    @property
    def rule(self) -> Rule:
        """The name of the entry, given with every fact it led to."""
        return Rule(kind="fitted" if self.fitted else "frame", lemma=self.lemma, pos=self.pos, number=self.number)


def _confidence(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given <= 1:
        raise ValueError(f"{shown(given)} is no number above 0 and up to 1")
    return float(given)


def _from_0_to_1() -> Any:
    return field(metadata={"read": _confidence, "entries": True})


@dataclass(frozen=True, slots=True)
class Confidence:
    """How surely the rules that are no frames read."""

    title: float = _from_0_to_1()
    title_with_country: float = _from_0_to_1()
    few: float = _from_0_to_1()
    stay: float = _from_0_to_1()
    company: float = _from_0_to_1()
    instrument: float = _from_0_to_1()
    instrument_named: float = _from_0_to_1()
    act: float = _from_0_to_1()
    quotation: float = _from_0_to_1()
    quotation_going_on: float = _from_0_to_1()
    reported: float = _from_0_to_1()


Frames = Mapping[tuple[str, str], tuple[Frame, ...]]
"""By lemma and part of speech; of several the first that fits holds."""


def _roles(given: Any) -> Mapping[str, str]:
    roles = named(given)
    for role in roles.values():
        one_of(role, ROLES, "role")
    return roles


def _least(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise ValueError(f"{shown(given)} is no whole number from 1")
    return given


def _truth(given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError(f"{shown(given)} is neither true nor false")
    return given


def _lemmas(given: Any) -> tuple[str, ...]:
    """Words. Raises ValueError, also for several that are written as one, which no single word ever is."""
    words = lower(given)
    if several := [word for word in words if " " in word]:
        raise ValueError(f"{several[0]!r} is no single word; write its main word, and the other one under needs")
    return words


_READ: Mapping[str, Callable[[Any], Any]] = {
    "lemmas": _lemmas,
    "pos": lambda given: one_of(given, ("VERB", "NOUN"), "part of speech"),
    "type": lambda given: event_type(text(given)),
    "roles": _roles,
    "place": texts,
    "needs": lambda given: frozenset(lower(given)),
    "near": lambda given: frozenset(lower(given)),
    "excludes": lambda given: frozenset(lower(given)),
    "unless": texts,
    "least": _least,
    "named": _truth,
    "modality": lambda given: Modality(one_of(given, Modality, "modality")),
    "confidence": _confidence,
    "example": text,
}
"""What reads the value of each key of a frame, or raises ValueError that says what may stand there."""
_NEEDED = ("lemmas", "pos", "type")
_ONLY = {"place": ("type", VISIT), "named": ("pos", "NOUN"), "modality": ("pos", "VERB")}
"""Keys that mean nothing unless another has this value."""


def frames(entries: Iterable[Any]) -> Frames:
    """The frames of the entries in `rules.yaml`. Raises ValueError that names the entry and what is wrong with it."""
    found: dict[tuple[str, str], tuple[Frame, ...]] = {}
    for entry in entries:
        for frame in _frames(entry):
            same = found.get((frame.lemma, frame.pos), ())
            found[frame.lemma, frame.pos] = (*same, replace(frame, number=len(same) + 1))
    return found


def _frames(entry: Any) -> Iterable[Frame]:
    """One frame for each lemma of an entry."""
    if not isinstance(entry, Mapping):
        raise ValueError(f"{shown(entry)} is no entry; write {{lemmas: [{entry}], pos: VERB, type: meeting}}")
    try:
        values = _values(entry)
    except ValueError as error:
        raise ValueError(f"the entry with lemmas {shown(entry.get('lemmas'))}: {error}") from error
    return [Frame(lemma=lemma, **values) for lemma in values.pop("lemmas")]


def _values(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry gives for each key. Raises ValueError."""
    values = {one_of(key, _READ, "key"): _value(key, given) for key, given in entry.items()}
    if lost := [key for key in _NEEDED if key not in values]:
        raise ValueError(f"there is no {lost[0]}")
    for key, (other, value) in _ONLY.items():
        if values.get(key) and values[other] != value:
            raise ValueError(f"{key} is for {other} {value} alone, and not for {values[other]}; leave it out")
    if values["type"] == VISIT and "place" not in values:
        raise ValueError("there is no place, and a visit without one is none; write place: [to]")
    if "roles" not in values and values["type"] != FORUM:
        raise ValueError("there are no roles; write roles: {nsubj: Participant}")
    return {"roles": {}, **values}


def _value(key: str, given: Any) -> Any:
    if given in (None, [], {}):
        raise ValueError(f"{key} is empty; write what it should be, or leave it out")
    try:
        return _READ[key](given)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in `rules.yaml`."""

    confidence: Confidence
    arguments: Mapping[str, str] = field(metadata={"read": named})
    frames: Frames = field(metadata={"read": frames, "entries": True})
