"""What is told several times of an instrument, told once."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import replace

from kg.extraction.agreements.actions import Act
from kg.extraction.agreements.coreference import ACTS
from kg.extraction.agreements.parties import BINDING
from kg.extraction.coreference import Reading
from kg.model import ActionType, EntityKind


def distinct(acts: Iterable[Act], reading: Reading) -> list[Act]:
    """One act of each kind and modality, the one that tells most; what each party does for itself, once for each."""
    found: dict[tuple[ActionType, str, frozenset[str]], Act] = {}
    keys: defaultdict[tuple[ActionType, str], list[tuple[ActionType, str, frozenset[str]]]] = defaultdict(list)
    for act in acts:
        alone = frozenset(ref.entity for ref in act.by) if act.type not in BINDING else frozenset()
        kind = (act.type, act.reality.modality.plain)
        recent = keys[kind][-ACTS:]
        key = next((key for key in recent if key[2] <= alone or alone <= key[2]), (*kind, alone))
        if key not in found:
            keys[kind].append(key)
        found[key] = _fuller(found.get(key, act), act, reading)
    done = {type_ for type_, modality, _ in found if modality == "occurred"}
    if ActionType.SIGNED in done:
        done.add(ActionType.AGREED)  # signing is how they agreed
    return [act for (type_, plain, _), act in found.items() if not _is_settled(act, type_, plain, done)]


def _fuller(one: Act, other: Act, reading: Reading) -> Act:
    """Of two tellings of an act the one that tells more, with the time and the place that only the other tells."""
    best, least = (other, one) if _details(other, reading) > _details(one, reading) else (one, other)
    return replace(best, time=best.time or least.time, place=best.place or least.place)


def _is_settled(act: Act, type_: ActionType, plain: str, done: Container[ActionType]) -> bool:
    """Whether an act is only what became of it later, without a time of its own."""
    signed = type_ is ActionType.AGREED and plain == "occurred" and ActionType.SIGNED in done
    return ((plain == "planned" and type_ in done) or signed) and act.time is None


def _details(act: Act, reading: Reading) -> tuple[bool, int]:
    people = any(reading.known(ref.entity).kind is EntityKind.PERSON for ref in act.by)
    return people, 2 * len(act.by) + bool(act.time) + bool(act.place)
