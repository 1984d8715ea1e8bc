"""The rules of `rules.yaml`: which words state an event, and which of their arguments play which part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg.kinds import event_type
from kg.model import EventType, Modality
from kg.rule import Rule

ROLES = frozenset({"Participant", "Host", "Guest", "Caller", "Speaker", "Receiver", "Arrival"})
"""The parts that a frame may give: local names of `dv:`."""
_POS = frozenset({"VERB", "NOUN"})
_NEEDED = frozenset({"lemmas", "pos", "type"})


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

    @property
    def rule(self) -> Rule:
        """The name of the entry, given with every fact it led to."""
        return Rule(kind="frame", lemma=self.lemma, pos=self.pos, number=self.number)


def _confidence(given: Any) -> float:
    if not isinstance(given, float) or not 0 < given <= 1:
        raise ValueError(f"{given!r} is no number from 0 to 1")
    return given


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
_KEYS = frozenset(Frame.__dataclass_fields__) - {"lemma", "number"} | {"lemmas"}


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
        raise ValueError(f"{entry!r} is no entry; write {{lemmas: [{entry}], pos: VERB, type: meeting}}")
    if strange := set(entry) - _KEYS:
        raise ValueError(
            f"{entry} has {min(strange)!r}, which is no key of a frame; there are {', '.join(sorted(_KEYS))}"
        )
    if lost := _NEEDED - set(entry):
        raise ValueError(f"{entry} has no {min(lost)}")
    if wrong := set(entry.get("roles", {}).values()) - ROLES or {entry["pos"]} - _POS:
        raise ValueError(f"{entry} has {min(wrong)!r}, which is no role or pos of a frame")
    if not isinstance(entry["lemmas"], list):
        raise ValueError(f"the lemmas of {entry} are no list; write [{entry['lemmas']}]")
    words = [word for key in ("lemmas", "needs", "near", "excludes") for word in entry.get(key, ())]
    if capital := [word for word in words if word != word.lower()]:
        raise ValueError(f"{entry}: words are compared in lower case, so that {capital[0]!r} is never met")
    for lemma in entry["lemmas"]:
        yield Frame(
            lemma=lemma,
            pos=entry["pos"],
            type=event_type(entry["type"]),
            roles=entry.get("roles", {}),
            place=tuple(entry.get("place", ())),
            needs=frozenset(entry.get("needs", ())),
            near=frozenset(entry.get("near", ())),
            excludes=frozenset(entry.get("excludes", ())),
            unless=tuple(entry.get("unless", ())),
            least=entry.get("least", 1),
            named=entry.get("named", False),
            modality=Modality(entry["modality"]) if "modality" in entry else None,
            confidence=entry.get("confidence", 0.9),
            example=entry.get("example", ""),
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in `rules.yaml`."""

    confidence: Confidence
    arguments: Mapping[str, str] = field(metadata={"read": dict})
    frames: Frames = field(metadata={"read": frames, "entries": True})
