"""The instruments a document speaks of, and what is done to each of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.agreements import decision, parties
from kg.extraction.agreements.actions import Act, Acts
from kg.extraction.agreements.candidates import InstrumentCandidate, Mark
from kg.extraction.agreements.coreference import Instrument, Instruments
from kg.extraction.agreements.decision import PACTS
from kg.extraction.agreements.judgement import judge
from kg.extraction.agreements.manners import manner
from kg.extraction.agreements.mentions import Naming, Namings
from kg.extraction.agreements.models import Models, fitted
from kg.extraction.agreements.parties import BINDING
from kg.extraction.agreements.signatures import formula, signatures
from kg.extraction.agreements.tellings import distinct
from kg.extraction.agreements.titles import Titles
from kg.extraction.arguments.candidates import Candidate, Verdict, marks_of
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import PEOPLE, Reading, Reference, unique
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.syntax import is_passive
from kg.lexicon.words import Agreements
from kg.model import Action, ActionType, Agreement, Argument, EntityKind, Mention, Modality, Participant
from kg.naming.latest import Latest
from kg.parse import Token
from kg.rule import Rule

_PEOPLE = PEOPLE | {EntityKind.GROUP}
_MOST = 100  # who sign one instrument for others
_OF_PLANS = (PACTS | {ActionType.EXTENDED}) - {ActionType.NEGOTIATED}
_FULL = 2  # words that a name has at most which is no full one: "the Peace Framework"
_NEAR = 3  # sentences between an instrument and a pronoun for it


def read(
    reading: Reading, circumstances: Circumstances | None = None, models: Models | None = None
) -> tuple[list[Agreement], list[Action]]:
    """The agreements of a document and the actions on them, in the order in which they are first named.

    `models` judge in place of those that come with the program.
    """
    circumstances = circumstances or Circumstances(reading)
    instruments = _judged(by_rules(reading, circumstances), circumstances, models or fitted())
    particular = [item for item in instruments if decision.against_instrument(_candidate(item, reading)) is None]
    agreements = [_agreement(f"a{n}", instrument, reading) for n, instrument in enumerate(particular, 1)]
    done = [(f"a{n}", item, act) for n, item in enumerate(particular, 1) for act in distinct(item.acts, reading)]
    return agreements, [_action(f"c{n}", *item, reading) for n, item in enumerate(done, 1)]


def verdicts(reading: Reading, circumstances: Circumstances) -> Iterator[Verdict[Candidate]]:
    """The verdicts on all that may name an instrument, be one, or state an act on one, and on who does it."""
    ruled = by_rules(reading, circumstances)
    yield from ruled.verdicts
    instruments = _judged(ruled, circumstances, fitted())
    yield from (verdict for one in ruled.acts.seen for verdict in decision.verdicts(one))
    for candidate in (_candidate(item, reading) for item in instruments):
        yield Verdict(candidate, decision.against_instrument(candidate))


@dataclass(frozen=True)
class Ruled:
    """The instruments of a document as the rules read them."""

    instruments: Sequence[Instrument]
    acts: Acts
    """What finds acts on them."""
    verdicts: Sequence[Verdict[Candidate]]
    """What is said of the words that may name one."""


def by_rules(reading: Reading, circumstances: Circumstances) -> Ruled:
    """The instruments as the rules read them."""
    acts = Acts(reading, circumstances)
    names = [quote for quote in reading.quotations if quote.is_name]
    known = Instruments(reading.lexicon)
    namings = Namings(reading, Titles(reading, names, circumstances.times.tokens))
    for naming in namings.find():
        known.add(naming, list(acts.on(naming)))
    instruments = known.settled()
    if instruments:
        _add_acts(acts, instruments)
    for instrument in instruments:
        _complete(instrument, reading)
    judged: list[Verdict[Candidate]] = [Verdict(one, decision.against_naming(one)) for one in namings.seen]
    judged += [Verdict(one, decision.against_new(one)) for one in known.seen]
    return Ruled(instruments, acts, judged)


def _judged(ruled: Ruled, circumstances: Circumstances, models: Models) -> Sequence[Instrument]:
    """The instruments as models judge what the rules read."""
    if ruled.instruments:
        judge(ruled.instruments, ruled.acts, circumstances.scene, models)
    return ruled.instruments


def _add_acts(acts: Acts, instruments: Sequence[Instrument]) -> None:
    """Add the acts that are stated without the instrument's name."""
    named = sorted((naming.start, n) for n, item in enumerate(instruments) for naming in item.namings)
    for pronoun, candidate in acts.on_pronouns():
        near = {n for _, n in _near(named, pronoun)}
        spoken_of = max((instruments[n] for n in sorted(near)), key=lambda item: item.salience(pronoun), default=None)
        seen = {
            Mark.NOTHING_BEFORE: spoken_of is None,
            Mark.THING_BETWEEN: spoken_of is not None and _thing_between(spoken_of, pronoun),
        }
        stated = list(acts.stated(replace(candidate, marks=candidate.marks | marks_of(seen))))
        if spoken_of is not None:
            spoken_of.acts += stated
    _add_signatures(instruments, acts.reading)
    done = list(formula(acts.reading, acts.circumstances))
    if proper := next((item for item in instruments if item.best.proper), None):
        proper.acts += done


def _near(named: Sequence[tuple[int, int]], pronoun: Token) -> Sequence[tuple[int, int]]:
    """The namings (where, and of which) before a pronoun in its sentence and those just before."""
    first = pronoun.i
    for _ in range(_NEAR):
        first = pronoun.doc[max(first - 1, 0)].sent.start
    start = bisect_left(named, (first, -1))
    return named[start : bisect_left(named, (pronoun.i, -1), start)]


def _add_signatures(instruments: Sequence[Instrument], reading: Reading) -> None:
    """Put those who sign "for" their countries into the last instrument signed before."""
    signings = [Latest(_signings(item)) for item in instruments]
    signed = Latest((start, n) for n, item in enumerate(instruments) for start, _ in _signings(item))
    for verb, signers in signatures(reading):
        if (n := signed.before(verb.i)) is not None and (index := signings[n].before(verb.i)) is not None:
            _sign(instruments[n], index, signers)


def _signings(instrument: Instrument) -> Iterator[tuple[int, int]]:
    """The acts of signing an instrument: where they are told, and their numbers."""
    return ((act.trigger.i, n) for n, act in enumerate(instrument.acts) if act.type is ActionType.SIGNED)


def _thing_between(instrument: Instrument, pronoun: Token) -> bool:
    """Whether the pronoun may well stand for the object of a verb since the instrument was named."""
    last = max(naming.end for naming in instrument.namings if naming.start < pronoun.i)
    return any(token.dep_ == "obj" and token.pos_ == "NOUN" for token in pronoun.doc[last : pronoun.i])


def _sign(instrument: Instrument, index: int, signers: Sequence[Reference]) -> None:
    """Put those who sign "for" their countries into an act of signing."""
    act = instrument.acts[index]
    if len(act.by) > _MOST:
        return
    earlier = [ref for ref in act.by if ref.title or ref.start > act.trigger.sent.end]
    by, others = unique([*earlier, *signers]), unique([*act.others, *act.by])
    instrument.acts[index] = replace(act, by=tuple(by), others=tuple(others))


def _complete(instrument: Instrument, reading: Reading) -> None:
    """Add the parties, and that a document which is a joint statement was issued."""
    instrument.parties = parties.bound(instrument, reading)
    first = instrument.namings[0]
    if first.heading and first.proper and first.kind == "joint statement" and not instrument.acts:
        instrument.acts.append(Act(first.noun, ActionType.AGREED, Reality(Modality.OCCURRED)))


def _candidate(instrument: Instrument, reading: Reading) -> InstrumentCandidate:
    """An instrument with what tells whether it is a particular one."""
    best, words = instrument.best, reading.lexicon.agreements
    acts, planned = _count(instrument, words), best.kind in words.plans
    named = (naming.proper or naming.known or naming.described for naming in instrument.namings)
    seen = {
        Mark.PROPER: best.proper,
        Mark.NAMED: any(named),
        Mark.VAGUE: best.kind in words.vague and not (_is_of_body(best, reading) or _is_named(best, words)),
        Mark.ASSEMBLY: best.kind in words.assemblies,
        Mark.GATHERING: _gathers(best, words),
    }
    return InstrumentCandidate(
        word=best.noun,
        rule="instrument",
        marks=marks_of(seen),
        kind=best.kind,
        parties=instrument.told if acts or not planned else 0,
        acts=acts if best.proper or not planned else 0,
    )


def _is_named(naming: Naming, words: Agreements) -> bool:
    """ "Under the Oslo Border Framework": a full name, not of what may as well be a programme."""
    full = naming.proper and naming.pointing and len(naming.title.split()) > _FULL
    return full and not words.programmes & set(naming.title.lower().split())


def _count(instrument: Instrument, words: Agreements) -> int:
    """How many acts are told that speak for an instrument: of a plan, or of a settlement, those that make it one.

    Whoever adopts a plan without a name may do so by himself; where people live is extended, too.
    """
    homes = all(naming.noun.lower_ in words.homes for naming in instrument.namings)
    told = _OF_PLANS if instrument.best.kind in words.plans else PACTS if homes else frozenset(ActionType)
    return sum(act.type in told for act in instrument.acts)


def _is_of_body(naming: Naming, reading: Reading) -> bool:
    """ "The UN Charter": the charter of a body is one."""
    hits = reading.names.known_in(naming.start, naming.noun.i)
    return naming.proper and any(hit.actor.kind == "organisation" for hit in hits)


def _gathers(naming: Naming, words: Agreements) -> bool:
    """ "The Convention", "the party's National Convention": no name of a treaty."""
    return len(naming.title.split()) < 2 or bool(words.partisan & set(naming.title.lower().split()))


# Records


def _agreement(local: str, instrument: Instrument, reading: Reading) -> Agreement:
    best, surely = instrument.best, reading.lexicon.confidence
    sent = (instrument.acts[0].trigger if instrument.acts else best.noun).sent
    return Agreement(
        id=local,
        evidence=(reading.cut(sent.start, sent.end),),
        title=best.title,
        kind=_kind(instrument, reading),
        parties=tuple(
            Argument(
                entity=ref.entity,
                mention=reading.cut(ref.start, ref.end),
                confidence=instrument.likely.get(ref.entity),
            )
            for ref in instrument.parties
        ),
        term=next((naming.term for naming in instrument.namings if naming.term), None),
        confidence=surely.instrument_named if best.proper or len(instrument.parties) > 1 else surely.instrument,
        rule=Rule(kind="instrument", lemma=best.noun.lower_),
        trigger=reading.cut(best.noun.i, best.noun.i + 1),
    )


def _kind(instrument: Instrument, reading: Reading) -> str:
    """What it is by its best title or, where that is a noun for any, by the first that tells: "the memorandum"."""
    kinds = [instrument.best.kind, *(naming.kind for naming in instrument.namings[:_MOST])]
    return next((kind for kind in kinds if kind not in reading.lexicon.agreements.generic), kinds[0])


def _action(local: str, agreement: str, instrument: Instrument, act: Act, reading: Reading) -> Action:
    by = _agents(act, instrument, reading)
    return Action(
        id=local,
        evidence=_sentences(act, by, reading),
        agreement=agreement,
        type=act.type,
        manner=manner(act, instrument.best.kind, reading.lexicon.agreements),
        by=tuple(_participant(ref, reading) for ref in by),
        place=act.place,
        time=act.time,
        modality=act.reality.modality,
        certainty=act.reality.certainty,
        confidence=act.likely or reading.lexicon.confidence.act,
        rule=_rule(act),
        trigger=reading.cut(act.trigger.i, act.trigger.i + 1),
    )


def _rule(act: Act) -> Rule:
    if act.likely is None:
        return Rule(kind="act", lemma=act.trigger.lower_)
    return Rule(kind="fitted", lemma=act.trigger.lemma_.lower(), pos="NOUN" if act.trigger.pos_ != "VERB" else "VERB")


def _sentences(act: Act, by: Sequence[Reference], reading: Reading) -> tuple[Mention, ...]:
    """The sentence of the act and those that name who did it, the one that names most of them first."""
    named = Counter(reading.doc[ref.start].sent.start for ref in by)
    starts = sorted({act.trigger.sent.start, *named}, key=lambda i: (-named[i], i != act.trigger.sent.start, i))
    return tuple(reading.cut(i, reading.doc[i].sent.end) for i in starts)


def _agents(act: Act, instrument: Instrument, reading: Reading) -> Sequence[Reference]:
    """Who is named with the act; where no persons are, all parties of an act that binds."""
    people = any(reading.known(ref.entity).kind in _PEOPLE for ref in act.by)
    denied = act.reality.modality is Modality.DENIED
    done = act.type in PACTS and not denied
    alone = len(instrument.parties) < 2 or not is_passive(act.trigger)
    refused = denied and alone  # "we will never sign the accord with Togo": not Togo
    if people or refused or act.type not in BINDING or (act.by and not done):
        return act.by
    return unique([*act.by, *instrument.parties])


def _participant(ref: Reference, reading: Reading) -> Participant:
    return Participant(
        entity=ref.entity,
        mention=reading.cut(ref.start, ref.end),
        on_behalf_of=reading.represented(ref.entity),
        role="Signatory",
        title=ref.title,
    )
