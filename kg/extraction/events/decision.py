"""Which candidates are events, of which type, and which of those named take part in them: rules over what was seen.

It sees nothing but candidates, so that a fitted model can stand in its place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extraction.arguments.candidates import Candidate, EntityCandidate, Objections, Verdict, marked, objection
from kg.extraction.coreference import STATES
from kg.extraction.events.candidates import ACCOMPANIED, INCLUDING, NEARBY, PLACE, EventCandidate, Mark
from kg.kinds import ADDRESS, CALL, FORUM, MEETING, NEGOTIATION, VISIT
from kg.model import EntityKind, EventType

_WITHOUT_FRAME = frozenset({Mark.STAY, Mark.JOINING, Mark.CONJUNCT})


def frame(candidates: Iterable[EventCandidate]) -> EventCandidate | None:
    """Of the candidates at one word the first whose frame fits, but rather one whose frame needs a further word."""
    fitting = [one for one in candidates if objection(one, _AGAINST_FRAMES) is None]
    return max(fitting, key=lambda one: bool(one.frame.needs or one.frame.near), default=None)


def judged(candidate: EventCandidate) -> tuple[EventCandidate, str | None]:
    """The candidate with its type and those arguments alone that stand, and what speaks against it, if anything."""
    if against := objection(candidate, _AGAINST_FRAMES):
        return candidate, against
    settled = replace(candidate, arguments=_standing(candidate))
    settled = replace(settled, type=_type(settled))
    return settled, objection(settled, _AGAINST)


def verdicts(candidate: EventCandidate) -> Iterator[Verdict[Candidate]]:
    """The verdict on a candidate, and those on its arguments."""
    yield Verdict(candidate, judged(candidate)[1])
    own = _own(candidate)
    for one in candidate.entities:
        yield Verdict(one, _against_argument(one, candidate, own), candidate)


def happens_somewhere(type_: EventType) -> bool:
    """Whether an event of a type has a place; whoever telephones is at several."""
    return type_ != CALL


def is_particular(type_: EventType, participants: int, least: int, *, placed: bool, told: bool) -> bool:
    """Whether all that is told of an event makes it a particular one; `told` if a name or a time tells which."""
    if type_ == VISIT and not placed:
        return False
    return participants > 0 and (participants >= least or placed or told)


# Arguments


def _standing(candidate: EventCandidate) -> tuple[EntityCandidate, ...]:
    """The arguments that stand, each who takes part once."""
    own = _own(candidate)
    standing = {id(one) for one in candidate.entities if _against_argument(one, candidate, own) is None}
    if not standing:
        return ()
    joining, leading, accompanied = (
        [one for one in some if id(one) in standing]
        for some in (candidate.participants, candidate.destinations, candidate.accompanied)
    )
    first: dict[str, EntityCandidate] = {}
    for one in joining:
        first.setdefault(one.reference.entity, one)
    last = {one.reference.entity: one for one in joining}
    if candidate.pos == "NOUN":
        behind = {one.reference.entity: None for one in reversed(joining)}
        parts = [first[local] for local in reversed(behind)]
    else:
        parts = [*(first if _names_enough(candidate, own) else last).values()]
    return (*parts, *leading, *accompanied)


def _own(candidate: EventCandidate) -> list[EntityCandidate]:
    """Those who fill a role of the frame itself."""
    roles = candidate.frame.roles
    return [one for one in candidate.participants if one.rule in roles and objection(one, _AGAINST_ENTITIES) is None]


def _names_enough(candidate: EventCandidate, own: Sequence[EntityCandidate]) -> bool:
    """Whether the tree gives a verb the participants it needs, and its subject."""
    return len({one.reference.entity for one in own}) >= candidate.frame.least and Mark.ORPHAN not in candidate.marks


def _against_argument(
    argument: EntityCandidate, candidate: EventCandidate, own: Sequence[EntityCandidate]
) -> str | None:
    """What speaks against an argument, itself or beside those who fill a role of the frame."""
    beside = (reason for reason, holds in _AGAINST_BESIDE.items() if holds(argument, candidate, own))
    return objection(argument, _AGAINST_ENTITIES) or next(beside, None)


def _is_known(one: EntityCandidate) -> bool:
    """Whether someone is of a known country, or known by name."""
    return one.entity.kind is not EntityKind.GROUP or one.entity.of is not None


def _is_home(place: EntityCandidate, event: EventCandidate) -> bool:
    """Whether a place lies in the country that one who travels there serves."""
    country = place.entity.of or place.entity.key
    return country is not None and any(one.entity.of == country for one in event.participants)


_AGAINST_ENTITIES: Objections[EntityCandidate] = {
    "no kind of entity that takes part": lambda one: one.role != PLACE and one.entity.kind is EntityKind.PLACE,
    "a country or a body, which is no guest": lambda one: Mark.HOSTED in one.marks and one.entity.kind in STATES,
    **{mark.value: marked(mark) for mark in (Mark.NO_ACTOR, Mark.TOLD_BEFORE, Mark.OWNER, Mark.ONLY_COUNTRY)},
    **{mark.value: marked(mark) for mark in (Mark.ELSEWHERE, Mark.NOT_SHARED, Mark.SURROUNDING, Mark.OF_POST)},
}
_AGAINST_BESIDE: Mapping[str, Callable[[EntityCandidate, EventCandidate, Sequence[EntityCandidate]], bool]] = {
    "on the way to talks with nobody known": lambda one, _, own: (
        Mark.FOR_TALKS in one.marks and not any(map(_is_known, own))
    ),
    "told of what came after an event of others": lambda one, _, own: Mark.BEFORE_EVENT in one.marks and len(own) > 1,
    "told of what came after a known event": lambda one, _, own: Mark.NOT_FRESH in one.marks and not own,
    "at what includes an event that itself names nobody": lambda one, _, own: one.rule == INCLUDING and not own,
    "a delegation that is led": lambda one, event, _: one.role == ACCOMPANIED and Mark.DELEGATION in event.marks,
    "in the country that whoever travels serves": lambda one, event, _: (
        Mark.ABROAD in one.marks and _is_home(one, event)
    ),
    "near a verb that names enough": lambda one, event, own: one.rule == NEARBY and _names_enough(event, own),
}


# Types


def _type(event: EventCandidate) -> EventType:
    """The type an event has here: "peace talks" a negotiation, "Strategic Dialogue" a forum."""
    if event.forum is not None or _is_assembly(event):
        return FORUM
    type_ = _type_of_noun(event) if event.pos == "NOUN" else event.frame.type
    return NEGOTIATION if type_ == MEETING and event.pos == "NOUN" and _names_negotiators(event) else type_


def _type_of_noun(event: EventCandidate) -> EventType:
    if event.frame.type == MEETING:
        if Mark.AIMED in event.marks:
            return NEGOTIATION
        if Mark.REMOTE in event.marks:
            return CALL
        if event.name and len(event.name.split()) > 1:
            return FORUM
    return ADDRESS if Mark.PRESS in event.marks else event.frame.type


def _names_negotiators(event: EventCandidate) -> bool:
    """Whether unnamed negotiators take part, so that their talks aim at an agreement."""
    return any(Mark.NEGOTIATOR in one.marks for one in event.participants)


def _is_assembly(event: EventCandidate) -> bool:
    """Whether a body sits: "the General Council meets on Monday"."""
    return not event.frame.place and _is_crowd(event) and _kinds(event) == {EntityKind.ORGANISATION}


def _is_crowd(event: EventCandidate) -> bool:
    """Whether several unnamed people meet each other."""
    several = _count(event) == 1 and _kinds(event) <= {EntityKind.GROUP, EntityKind.ORGANISATION}
    return event.frame.type == MEETING and several and Mark.ALONE in event.marks


def _kinds(event: EventCandidate) -> set[EntityKind]:
    return {one.entity.kind for one in event.participants}


def _count(event: EventCandidate) -> int:
    return len({one.reference.entity for one in event.participants})


# Events


def _has_frame(event: EventCandidate, pos: str) -> bool:
    """Whether a word states an event by a frame of the lexicon for this part of speech."""
    return event.pos == pos and _WITHOUT_FRAME.isdisjoint(event.marks)


def _travels(event: EventCandidate) -> bool:
    """Whether a word with a frame leads somewhere, and does not only point at a visit that is known."""
    known = event.pos == "NOUN" and Mark.POINTING in event.marks
    return event.leads_somewhere and not known and _has_frame(event, event.pos)


def _is_told_by_few(event: EventCandidate) -> bool:
    few = _has_frame(event, "VERB") and not event.leads_somewhere and _count(event) < event.frame.least
    return few and not _is_crowd(event)


def _is_opening(event: EventCandidate) -> bool:
    """Whether those who meet do so at a forum, which its own noun states: "leaders gathered for a summit"."""
    persons = EntityKind.PERSON in _kinds(event)
    return Mark.FOR_FORUM in event.marks or (Mark.AT_FORUM in event.marks and not persons)


def _tells_nothing(event: EventCandidate) -> bool:
    told = event.participants or event.name or Mark.POINTING in event.marks
    return _has_frame(event, "NOUN") and not told


def _lacks(event: EventCandidate, own: Mark, needed: Mark) -> bool:
    return own in event.marks and needed not in event.marks


_AGAINST_FRAMES: Objections[EventCandidate] = {
    mark.value: marked(mark) for mark in (Mark.EXCLUDED, Mark.LACKING, Mark.FAR, Mark.BARRED, Mark.OUTDONE)
}
_AGAINST: Objections[EventCandidate] = {
    Mark.GENERAL.value: lambda one: Mark.GENERAL in one.marks and Mark.PARTICULAR not in one.marks,
    "a negated address": lambda one: Mark.SILENT in one.marks and one.frame.type == ADDRESS and one.pos == "VERB",
    **{mark.value: marked(mark) for mark in (Mark.OPEN, Mark.NOBODY)},
    Mark.ABSENT.value: lambda one: Mark.ABSENT in one.marks and one.type == FORUM,
    **{mark.value: marked(mark) for mark in (Mark.COMPOUND, Mark.INSTRUMENT)},
    "names nobody, has no name and points at nothing known": _tells_nothing,
    "lacks the name its frame needs": lambda one: one.frame.named and one.name is None,
    "leads nowhere": lambda one: _travels(one) and not one.destinations,
    "nobody travels": lambda one: _travels(one) and not one.participants,
    "only states travel": lambda one: _travels(one) and one.pos == "VERB" and _kinds(one) <= STATES,
    "names fewer than its frame needs": _is_told_by_few,
    "only leads to a forum": _is_opening,
    "no word says that it came later": lambda one: _lacks(one, Mark.CONJUNCT, Mark.LATER),
    "on no errand": lambda one: _lacks(one, Mark.STAY, Mark.ERRAND),
    "nobody stays": lambda one: Mark.STAY in one.marks and not (one.participants and one.destinations),
    "nobody joins": lambda one: Mark.JOINING in one.marks and not one.participants,
    "leads a delegation to what follows": lambda one: {Mark.DELEGATION, Mark.BEFORE_INFINITIVE} <= one.marks,
    "accompanies nobody": lambda one: (
        Mark.JOINING in one.marks
        and Mark.DELEGATION not in one.marks
        and (Mark.ACCOMPANYING not in one.marks or not one.accompanied)
    ),
}
