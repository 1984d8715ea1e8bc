"""Who is bound by an instrument, or is to be."""

from collections.abc import Sequence

from kg.extraction.agreements.actions import Act
from kg.extraction.agreements.coreference import Instrument
from kg.extraction.agreements.decision import PACTS
from kg.extraction.agreements.mentions import Naming
from kg.extraction.arguments.agents import sides
from kg.extraction.coreference import STATES, Reading, Reference, unique
from kg.extraction.grammar.function_words import ON, WHICH
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import is_passive, subjects
from kg.model import ActionType, EntityKind
from kg.parse import Token

BINDING = PACTS | {ActionType.AMENDED, ActionType.EXTENDED, ActionType.ENTERED_INTO_FORCE}
"""What all parties do together."""
_BOUND = BINDING | {ActionType.RATIFIED, ActionType.WITHDRAWN, ActionType.VIOLATED, ActionType.SUSPENDED}
_OPENING = 150  # tokens behind a title in which the text begins
_UNSETTLED = frozenset({"denied", "proposed"})
_BY = path(">obl*|nmod*{after, >case{lower=by}}")


def bound(instrument: Instrument, reading: Reading) -> list[Reference]:
    """Those that its namings name, or else those who bind themselves, or the two sides of the document."""
    named = unique(_state(ref, reading) for naming in instrument.namings for ref in naming.parties)
    if len(named) > 1:
        return named
    if issuers := _issuers(instrument, reading):
        return issuers
    found = unique([*named, *(_state(ref, reading) for ref in sides(_bound(instrument), reading))])
    if len(found) > 1:
        return found
    return _two_sides(instrument, found, reading) or found


def _bound(instrument: Instrument) -> list[Reference]:
    """Those who do to it what only parties do; what is urged or refused binds only those who do it together."""
    found: list[Reference] = []
    for act in instrument.acts:
        both = (*act.by, *act.others)
        settled = act.reality.modality.plain not in _UNSETTLED or len(both) > 1
        if (act.type in _BOUND and settled) or (act.type is ActionType.PROPOSED and act.others):
            found += both
        elif act.type in PACTS:
            found += act.others  # "no treaty was signed with Chile"
    return found


def _state(ref: Reference, reading: Reading) -> Reference:
    """The state that is bound by what its parliament or ministry does."""
    entity, words = reading.known(ref.entity), reading.lexicon
    office = words.agreements.parliaments | words.groups.governments
    if entity.kind is not EntityKind.ORGANISATION or office.isdisjoint(entity.name.lower().split()):
        return ref
    named = _states_in(reading, max(ref.start - 2, 0), ref.end)  # "Chile's Senate"
    return Reference(named[0].entity, ref.start, ref.end) if len(named) == 1 else ref


# Joint statements


def _issuers(instrument: Instrument, reading: Reading) -> list[Reference]:
    """Who issue the joint statement that a document is: those its title names, or those who meet where it begins."""
    first = instrument.namings[0]
    if not (first.heading and first.kind == "joint statement"):
        return []
    titled = _states_in(reading, first.start, _subject_matter(first))
    return titled if len(titled) > 1 else _opening(first, reading)


def _subject_matter(naming: Naming) -> int:
    """Where a title begins to tell what it is about."""
    behind = range(naming.noun.i + 1, naming.end)
    return next((i for i in behind if naming.noun.doc[i].lower_ in ON), naming.end)


def _opening(naming: Naming, reading: Reading) -> list[Reference]:
    """The states whose people are the subject of the first sentence behind a title."""
    behind = naming.noun.doc[naming.end : naming.end + _OPENING]
    verb = next((token for token in behind if token.tag_ in ("VBD", "VBZ", "VBP")), None)
    if verb is None:
        return []
    found = _states_in(reading, max(naming.end, reading.sentence(verb.i).start), verb.i)
    return found if len(found) > 1 else []


def _states_in(reading: Reading, start: int, end: int) -> list[Reference]:
    hits = (hit for hit in reading.names.known_in(start, end) if hit.actor.kind in STATES)
    return unique(Reference(reading.actor(hit.actor.key), hit.start, hit.end) for hit in hits)


# The two sides


def _two_sides(instrument: Instrument, found: Sequence[Reference], reading: Reading) -> list[Reference]:
    """The two sides of the document, where the instrument is made and nobody else is told to be bound by it."""
    made = [act for act in instrument.acts if act.type in BINDING and _is_of_two(act, instrument)]
    known = {ref.entity for ref in reading.sides}
    if not made or any(_by_strangers(act, known, reading) for act in made):
        return []
    return list(reading.sides) if {ref.entity for ref in found} <= known else []


def _is_of_two(act: Act, instrument: Instrument) -> bool:
    """Whether an act makes an instrument of the two; what is only proposed may as well be a treaty of many."""
    first = instrument.namings[0]
    if instrument.best.kind == "ceasefire":
        return False  # most are told of by others than those who fight
    settled = act.reality.modality.plain not in _UNSETTLED
    return settled or not (first.definite or instrument.best.proper)


def _by_strangers(act: Act, known: set[str], reading: Reading) -> bool:
    """Whether somebody does it who is of neither side; of several persons it need not be known whom they serve."""
    if not act.by:
        agents = _agents(act)
        return agents is None or any(_names_somebody(token, reading) for token in agents)
    served = [reading.represented(ref.entity) for ref in act.by]
    others = [of or ref.entity for ref, of in zip(act.by, served, strict=True) if of or not _is_person(ref, reading)]
    unknown = len(act.by) - len(others)
    return not set(others) <= known or (unknown > 0 and len(act.by) < len(known))


def _is_person(ref: Reference, reading: Reading) -> bool:
    return reading.known(ref.entity).kind is EntityKind.PERSON


def _agents(act: Act) -> list[Token] | None:
    """Those who are said to do it by words that name nobody; None if the grammar wants somebody, and leaves him out."""
    verb = act.trigger
    if act.type is ActionType.ENTERED_INTO_FORCE or verb.pos_ != "VERB" or is_passive(verb):
        return _BY(verb)
    return [token for token in (*subjects(verb), *_BY(verb)) if token.lower_ not in WHICH] or None


def _names_somebody(token: Token, reading: Reading) -> bool:
    """Whether a phrase names anybody: "Soto", but not "the leaders of the two countries"."""
    return any(reading.names.at(word.i) is not None or word.i in reading.people_tokens for word in token.subtree)
