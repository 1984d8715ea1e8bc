"""Which words are statements, and which of those named beside a verb of saying speak."""

from collections.abc import Iterable

from kg.extraction.arguments.candidates import EntityCandidate, Objections, marked, objection
from kg.extraction.coreference import PEOPLE, Reference, unique
from kg.extraction.statements.candidates import Mark, StatementCandidate
from kg.model import EntityKind

_PEOPLE = PEOPLE | {EntityKind.GROUP}
LEAST = 3
"""Words of a statement; fewer are a word somebody used."""


def against(candidate: StatementCandidate) -> str | None:
    """What speaks against a statement; None if it stands."""
    return objection(candidate, _AGAINST)


def against_speakers(candidates: Iterable[EntityCandidate]) -> list[tuple[EntityCandidate, str | None]]:
    """Those who may speak, each with what speaks against that; no country speaks where persons do."""
    found = [(one, objection(one, _AGAINST_SPEAKERS)) for one in candidates]
    people = any(one.entity.kind in _PEOPLE for one, reason in found if reason not in (Mark.MEDIUM, Mark.FORUM))
    beside = "beside people who speak" if people else None
    return [(one, reason or (None if one.entity.kind in _PEOPLE else beside)) for one, reason in found]


def speakers(candidates: Iterable[EntityCandidate]) -> tuple[Reference, ...]:
    """Who speaks."""
    return tuple(unique(one.reference for one, reason in against_speakers(candidates) if reason is None))


_AGAINST_SPEAKERS: Objections[EntityCandidate] = {
    **{mark.value: marked(mark) for mark in (Mark.MEDIUM, Mark.FORUM)},
    "a place": lambda one: one.entity.kind is EntityKind.PLACE,
}
_AGAINST: Objections[StatementCandidate] = {
    Mark.QUOTING.value: marked(Mark.QUOTING),
    "said by nobody": lambda one: not one.speakers,
    **{mark.value: marked(mark) for mark in (Mark.NEGATED, Mark.AHEAD, Mark.UNSAID)},
    "no words are found": lambda one: one.start == one.end,
    "too few words": lambda one: one.words < LEAST,
    Mark.HEARD.value: marked(Mark.HEARD),
}
