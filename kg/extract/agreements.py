"""The instruments a document speaks of, and what is done to each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.extract.acts import Act, Acts
from kg.extract.circumstances import Circumstances
from kg.extract.instruments import Naming, Namings, sides
from kg.extract.reading import Reading, Reference, unique
from kg.model import Action, ActionType, Agreement, Argument, Participant

_BINDING = frozenset({ActionType.SIGNED, ActionType.AGREED, ActionType.NEGOTIATED, ActionType.INITIALLED})
_GENERIC = frozenset({"agreement", "deal", "pact"})
_EMPTY = frozenset({"the", "of", "on", "and", "a", "an", "between", "with", "for", "to", "in", "s"})


@dataclass(slots=True)
class Instrument:
    """One instrument: all places that name it, and the acts on it."""

    namings: list[Naming]
    parties: list[Reference] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def best(self) -> Naming:
        """The naming whose title is to stand for the instrument: a proper one, else the fullest."""
        proper = [naming for naming in self.namings if naming.proper]
        return max(proper or self.namings, key=lambda naming: (bool(naming.parties), len(naming.title), -naming.start))

    @property
    def words(self) -> set[str]:
        """All words of its titles."""
        return {word for naming in self.namings for word in _words(naming.title)}


def read(reading: Reading, circumstances: Circumstances | None = None) -> tuple[list[Agreement], list[Action]]:
    """The agreements of a document and the actions on them, in the order in which they are first named."""
    if not any(token.lower_ in reading.lexicon.agreement_nouns for token in reading.doc):
        return [], []
    circumstances = circumstances or Circumstances(reading)
    names = [quote for quote in reading.quotations if quote.is_name]
    times = frozenset(i for when in circumstances.times for i in range(when.start, when.end))
    acts = Acts(reading, circumstances)
    instruments: list[Instrument] = []
    for naming in Namings(reading, names, times).find():
        _place(naming, list(acts.on(naming)), instruments)
    for instrument in instruments:
        _complete(instrument, reading)
    particular = [instrument for instrument in instruments if _is_particular(instrument)]
    agreements, actions = [], []
    for number, instrument in enumerate(particular, 1):
        agreements.append(_agreement(f"a{number}", instrument, reading))
        actions += [(f"a{number}", instrument, act) for act in _distinct(instrument.acts)]
    return agreements, [_action(f"c{n}", *item, reading) for n, item in enumerate(actions, 1)]


# Which instrument is named


def _place(naming: Naming, acts: list[Act], instruments: list[Instrument]) -> None:
    """Add a naming and its acts to the instrument it names, or to a new one."""
    known = next((item for item in reversed(instruments) if _same(naming, item)), None)
    if known:
        known.namings.append(naming)
        known.acts += acts
    elif not naming.modifies and (naming.proper or not naming.general or acts):
        instruments.append(Instrument([naming], list(naming.parties), acts))


def _same(naming: Naming, instrument: Instrument) -> bool:
    if naming.another or (instrument.parties and naming.parties and not _share(naming.parties, instrument.parties)):
        return False
    words, known = _words(naming.title), instrument.words
    if naming.proper:
        return any(other.proper and (words <= _words(other.title) or _words(other.title) <= words) for other in instrument.namings)
    if naming.kind != instrument.best.kind and naming.kind not in _GENERIC:
        return False
    telling = words - {naming.noun.lower_, naming.noun.lemma_.lower()} - _EMPTY
    return (naming.definite or naming.modifies) and telling <= known


def _share(one: Sequence[Reference], other: Sequence[Reference]) -> bool:
    return bool({ref.entity for ref in one} & {ref.entity for ref in other})


def _words(title: str) -> set[str]:
    return {word for word in title.lower().replace("-", " ").replace("’", " ").split()}


def _complete(instrument: Instrument, reading: Reading) -> None:
    """Take the parties from all namings, or else from those who sign."""
    instrument.parties = unique(ref for naming in instrument.namings for ref in naming.parties)
    if len(instrument.parties) < 2:
        doers = [ref for act in instrument.acts if act.type in _BINDING for ref in act.by]
        instrument.parties = unique([*instrument.parties, *sides(doers, reading)])


def _is_particular(instrument: Instrument) -> bool:
    """Whether it is one instrument rather than agreements at large."""
    best = instrument.best
    if best.proper and best.kind not in ("framework", "declaration", "charter", "convention", "contract"):
        return True
    return len(instrument.parties) > 1 or bool(instrument.acts)


def _distinct(acts: Iterable[Act]) -> list[Act]:
    """One act of each kind and modality: the one that tells most."""
    found: dict[tuple[ActionType, str], Act] = {}
    for act in acts:
        key = (act.type, act.reality.modality.plain)
        if key not in found or _told(act) > _told(found[key]):
            found[key] = act
    return list(found.values())


def _told(act: Act) -> int:
    return 2 * bool(act.by) + bool(act.time) + bool(act.place)


# Records


def _agreement(local: str, instrument: Instrument, reading: Reading) -> Agreement:
    best = instrument.best
    sent = (instrument.acts[0].trigger if instrument.acts else best.noun).sent
    return Agreement(
        id=local,
        evidence=(reading.cut(sent.start, sent.end),),
        title=best.title,
        kind=best.kind,
        parties=tuple(Argument(entity=ref.entity, mention=reading.mention(ref)) for ref in instrument.parties),
        term=next((naming.term for naming in instrument.namings if naming.term), None),
        confidence=0.9 if best.proper or len(instrument.parties) > 1 else 0.7,
        rule=f"instrument:{best.noun.lower_}",
    )


def _action(local: str, agreement: str, instrument: Instrument, act: Act, reading: Reading) -> Action:
    sent = act.trigger.sent
    by = act.by or (instrument.parties if act.type in _BINDING else ())
    return Action(
        id=local,
        evidence=(reading.cut(sent.start, sent.end),),
        agreement=agreement,
        type=act.type,
        by=tuple(_participant(ref, reading) for ref in by),
        place=act.place,
        time=act.time,
        modality=act.reality.modality,
        certainty=act.reality.certainty,
        confidence=0.85,
        rule=f"act:{act.trigger.lower_}",
    )


def _participant(ref: Reference, reading: Reading) -> Participant:
    return Participant(
        entity=ref.entity,
        mention=reading.mention(ref),
        on_behalf_of=reading.represented(ref.entity),
        role="Signatory",
        title=ref.title,
    )
