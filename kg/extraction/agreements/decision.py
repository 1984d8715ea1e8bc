"""Which words name instruments, which instruments are particular ones, and which acts on them count."""

from collections.abc import Iterable, Iterator

from kg.extraction.agreements.candidates import AGENT, PARTNER, ActCandidate, InstrumentCandidate, Mark
from kg.extraction.arguments.candidates import Candidate, Objections, Verdict, marked, objection
from kg.extraction.coreference import Reference, unique
from kg.extraction.grammar.tense import UNDONE
from kg.model import DONE, ActionType, Modality

PACTS = frozenset({ActionType.SIGNED, ActionType.AGREED, ActionType.NEGOTIATED, ActionType.INITIALLED})
"""The acts that those do who are to be bound."""
_WEAK = frozenset({ActionType.REJECTED, ActionType.AMENDED, ActionType.SUSPENDED, ActionType.VIOLATED})
"""What is done to much else besides instruments."""
_LATER = frozenset(
    {
        *(ActionType.ENTERED_INTO_FORCE, ActionType.EXTENDED, ActionType.AMENDED),
        *(ActionType.SUSPENDED, ActionType.WITHDRAWN, ActionType.VIOLATED),
    }
)
"""What is only done to an instrument that has been agreed."""


def against_naming(candidate: InstrumentCandidate) -> str | None:
    """What speaks against a word's naming an instrument; None if it stands."""
    return objection(candidate, _AGAINST_NAMINGS)


def against_new(candidate: InstrumentCandidate) -> str | None:
    """What speaks against a naming's bringing up an instrument that was not named before."""
    return objection(candidate, _AGAINST_NEW)


def against_instrument(candidate: InstrumentCandidate) -> str | None:
    """What speaks, after all is told, against its being one instrument rather than agreements at large."""
    return None if candidate.parties > 1 or candidate.acts else objection(candidate, _AGAINST_INSTRUMENTS)


def against_act(candidate: ActCandidate) -> str | None:
    """What speaks against an act."""
    return objection(candidate, _AGAINST_ACTS)


def is_too_early(act: ActionType, modality: Modality, told: Iterable[tuple[ActionType, Modality]]) -> bool:
    """Whether something cannot have been done yet: all that is `told` of the instrument is that it is to be agreed."""
    known = list(told)
    ahead = bool(known) and all(one in PACTS and reality in UNDONE for one, reality in known)
    return ahead and act in _LATER and modality in DONE


def by(candidate: ActCandidate) -> list[Reference]:
    """Who does what is stated; whoever is to be bound does it together with the partner, unless it is not done."""
    done = candidate.type in PACTS and candidate.reality.modality is not Modality.DENIED
    together = candidate.those(PARTNER) if done else ()
    return unique([*candidate.those(AGENT), *together])


def verdicts(candidate: ActCandidate) -> Iterator[Verdict[Candidate]]:
    """The verdict on an act, and those on who does it."""
    yield Verdict(candidate, against_act(candidate))
    for one in candidate.arguments:
        apart = one.role == PARTNER and candidate.type not in PACTS
        yield Verdict(one, "the one to whom it is done" if apart else None, candidate)


_AGAINST_NAMINGS: Objections[InstrumentCandidate] = {
    mark.value: marked(mark)
    for mark in (Mark.VERB, Mark.POST, Mark.BEFORE_NOUN, Mark.NOT_JOINT, Mark.LONGER_NAME, Mark.HOMES, Mark.TEXT)
}
_AGAINST_NEW: Objections[InstrumentCandidate] = {
    Mark.MODIFIES.value: lambda one: Mark.MODIFIES in one.marks and Mark.PROPER not in one.marks,
    Mark.GENERAL.value: lambda one: Mark.GENERAL in one.marks and Mark.DONE not in one.marks,
}
_AGAINST_INSTRUMENTS: Objections[InstrumentCandidate] = {
    "nothing tells which it is": lambda one: Mark.NAMED not in one.marks,
    Mark.VAGUE.value: marked(Mark.VAGUE),
    Mark.ASSEMBLY.value: lambda one: (
        Mark.ASSEMBLY in one.marks and (Mark.PROPER not in one.marks or Mark.GATHERING in one.marks)
    ),
}
_AGAINST_ACTS: Objections[ActCandidate] = {
    **{mark.value: marked(mark) for mark in (Mark.CONDITIONAL, Mark.OPEN, Mark.UNREAL, Mark.NOTHING_BEFORE)},
    Mark.THING_BETWEEN.value: lambda one: Mark.THING_BETWEEN in one.marks and one.type in _WEAK,
    "proposed by nobody": lambda one: one.type is ActionType.PROPOSED and not by(one),
}
