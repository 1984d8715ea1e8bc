"""What speaks for and against that a country, an organisation or a band is bound by an instrument.

A feature is a text, seen or not, as in the features of events. Nothing here decides.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from kg.extraction.agreements.coreference import Instrument, words
from kg.extraction.arguments.agents import is_band
from kg.extraction.arguments.scene import Appearance, Scene
from kg.extraction.coreference import STATES, Reading, Reference
from kg.extraction.grammar.tree import Tree
from kg.fitted import Features
from kg.model import EntityKind

_HOW = {EntityKind.PERSON: "person", EntityKind.ROLE: "role"}
_SPOTS = 6
"""Namings of an instrument, acts on it, and voices of one actor in a sentence, that are looked at."""
_MOST = 24
"""Actors who may be bound by one instrument,"""
_OFTEN = 4
"""of whom so many because they are named most in the document."""
_REACH = 80
"""Tokens of its sentence, on either side of a word, that are looked at; and voices in a sentence."""
_AROUND = 4
"""Words before and behind the noun of an instrument that are features."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Where an actor is named, or somebody or something of it: one who serves it, a body, a group."""

    actor: str
    naming: Appearance
    how: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that tells of an instrument: its noun, or what is done to it; and which of the two."""

    i: int
    what: str


@dataclass(frozen=True, slots=True)
class Bond:
    """An actor who may be bound by an instrument, and what speaks for and against it."""

    reference: Reference
    ruled: bool
    """Whether the rules tell it."""
    excluded: bool
    """Whether nothing ties the actor to it: named elsewhere, and no side of the document, or others do what is done."""
    features: Features


class Bonds:
    """Who may be bound by the instruments of one document."""

    def __init__(self, scene: Scene, instruments: Iterable[Instrument]) -> None:
        self.reading, self.tree = scene.reading, scene.tree
        self.sides = [ref.entity for ref in self.reading.sides]
        self._in: defaultdict[int, list[Voice]] = defaultdict(list)
        self._of: defaultdict[str, list[Voice]] = defaultdict(list)
        titled = _capitals(scene, instruments)
        for voice in sorted((one for one in _voices(scene) if _start(one) not in titled), key=_start):
            self._in[self.tree.sentence[voice.naming.start]].append(voice)
            self._of[voice.actor].append(voice)
        self._here = {n: {voice.actor for voice in voices} for n, voices in self._in.items()}
        often = sorted(self._of, key=lambda actor: -len(self._of[actor]))
        self._rank = {actor: n for n, actor in enumerate(often)}
        self._often = often[:_OFTEN]

    def of(self, instrument: Instrument, ruled: Sequence[Reference]) -> list[Bond]:
        """Who may be bound by an instrument; those whom the rules tell come first."""
        about = _About(instrument, ruled, self)
        told = {ref.entity: ref for ref in ruled}
        near = (voice.actor for n in about.around for voice in self._in[n][:_REACH])
        actors = [*told, *(actor for actor in (*near, *self.sides, *self._often) if actor in self._of)]
        return [
            Bond(
                told.get(actor) or self._reference(actor, about),
                actor in told,
                self._is_excluded(actor, about),
                self._features(actor, about),
            )
            for actor in list(dict.fromkeys(actors))[:_MOST]
        ]

    def _reference(self, actor: str, about: "_About") -> Reference:
        """Where an actor is named nearest to what tells of an instrument."""
        voices, found = self._of[actor], []
        for spot in about.spots:
            behind = bisect_left(voices, spot.i, key=_start)
            found += [
                (abs(_start(voice) - spot.i), _start(voice), voice) for voice in voices[max(0, behind - 1) : behind + 1]
            ]
        reference = min(found, key=itemgetter(0, 1))[2].naming.reference
        return Reference(actor, reference.start, reference.end)

    def _is_excluded(self, actor: str, about: "_About") -> bool:
        if any(actor in self._here.get(n, ()) for n in about.sentences):
            return False
        return actor not in self.sides or not about.by <= set(self.sides)

    def _features(self, actor: str, about: "_About") -> Features:
        side, count = actor in self.sides, min(3, len(about.ruled))
        rule, who = f"ruled={actor in about.ruled}|of{count}", f"who={self.reading.known(actor).kind}"
        named = f"named={actor in about.named}|of{min(2, len(about.named))}"
        doing = f"doing={about.doing(actor)}"
        rank = f"rank={min(4, self._rank.get(actor, 4))}|of{min(4, len(self._of))}"
        seen = {rule, who, named, doing, rank, f"side={side}", f"{who}|{rule}", f"{rank}|{named}", f"{rank}|{doing}"}
        for one in (f"side={side}|{rule}", f"side={side}|{named}"):
            seen |= {one, f"{one}|{doing}", *(f"{one}|{told}" for told in about.seen)}
        seen |= {f"{named}|{rule}", f"{named}|{doing}", *about.seen}
        for word in (*about.near, *about.title, *about.company, *about.acts):
            seen |= {f"{word}|side={side}", f"{word}|{named}", f"{word}|{doing}"}
        for spot in about.spots:
            seen |= set(self._seen_from(spot, actor))
        return Features(seen)

    def _seen_from(self, spot: Spot, actor: str) -> Iterator[str]:
        """How an actor's voices in the sentence of a word stand to it."""
        tree, what = self.tree, spot.what
        inside = self._in[tree.sentence[spot.i]]
        first = bisect_left(inside, spot.i - _REACH, key=_start)
        inside = inside[first : bisect_left(inside, spot.i + _REACH, lo=first, key=_start)]
        steps = {above: n for n, above in enumerate(tree.above(spot.i))}
        others = min(3, len({voice.actor for voice in inside} - {actor}))
        for voice in [one for one in inside if one.actor == actor][:_SPOTS]:
            start, how = voice.naming.start, voice.how
            side = "<" if start < spot.i else ">"
            yield f"{what}|how={how}|{side}|others{others}"
            yield f"{what}|before={tree.lower[start - 1] if start else ''}|{side}"
            if (way := tree.way(steps, voice.naming.head)) is not None:
                text = f"{what}|{way.text}|{way.case}"
                yield from (text, f"{text}|{how}", f"{what}|first={way.first_case}", f"case={way.case}|{side}")
                yield f"last={tree.relation[way.last]}|{way.case}|{side}"
                yield f"head={tree.lemma[tree.head[way.last]]}|{way.case}"


class _About:
    """What is so of an instrument whoever may be bound by it."""

    def __init__(self, instrument: Instrument, ruled: Iterable[Reference], bonds: Bonds) -> None:
        self.reading, self._instrument, tree = bonds.reading, instrument, bonds.tree
        self.ruled = {ref.entity for ref in ruled}
        self.named = {ref.entity for naming in instrument.namings for ref in naming.parties}
        nouns = [Spot(naming.noun.i, "noun") for naming in instrument.namings[:_SPOTS]]
        self.spots = [*nouns, *(Spot(act.trigger.i, str(act.type)) for act in instrument.acts[:_SPOTS])]
        self.sentences = {tree.sentence[spot.i] for spot in self.spots}
        near = {n + step for n in self.sentences for step in (-1, 1)} - self.sentences
        self.around = [*sorted(self.sentences), *sorted(near)]
        first, best = instrument.namings[0], instrument.best
        self.seen = {f"kind={best.kind}", f"proper={best.proper}|definite={first.definite}"}
        noun = first.noun.i
        beside = (*range(max(0, noun - _AROUND), noun), *range(noun + 1, min(len(tree), noun + _AROUND + 1)))
        self.near = {f"near={tree.lower[i]}" for i in beside}
        self.title = {f"title={word}" for word in words(best.title)} if best.proper else set()
        mutual = bonds.reading.lexicon.agreements.mutual
        inside = (tree.lower[i] for spot in self.spots for i in _stretch(tree, spot.i))
        self.company = {f"said={word}" for word in inside if word in mutual}
        self.acts = {f"act={act.type}|{act.reality.modality.plain}" for act in instrument.acts}

    def doing(self, actor: str) -> str:
        """Whether an actor, others or nobody does what is done to the instrument, or it is done with or to him."""
        return "by" if actor in self.by else "to" if actor in self._others else "others" if self.by else "nobody"

    @cached_property
    def by(self) -> Set[str]:
        """Those who do something to the instrument."""
        return self._states(ref for act in self._instrument.acts for ref in act.by)

    @cached_property
    def _others(self) -> Set[str]:
        return self._states(ref for act in self._instrument.acts for ref in act.others)

    def _states(self, references: Iterable[Reference]) -> Set[str]:
        """The actors themselves, and those whom persons among them act for."""
        return {self.reading.represented(ref.entity) or ref.entity for ref in references}


def _stretch(tree: Tree, i: int) -> range:
    """The tokens around one in its sentence."""
    sentence = tree.sentences[tree.sentence[i]]
    return range(max(sentence.start, i - _REACH), min(sentence.stop, i + _REACH))


def _capitals(scene: Scene, instruments: Iterable[Instrument]) -> Set[int]:
    """The words of titles with one capital, after which an instrument is called: "the Oslo Accord", not by Norway."""
    found: set[int] = set()
    for naming in (naming for instrument in instruments for naming in instrument.namings[:_SPOTS]):
        inside = scene.reading.names.known_in(naming.start, naming.noun.i)
        if [hit.form for hit in inside] == ["metonym"]:
            found.update(range(naming.start, naming.noun.i))
    return found


def _start(voice: Voice) -> int:
    return voice.naming.start


def _voices(scene: Scene) -> Iterator[Voice]:
    """All places that name who may be bound by an instrument, or somebody of theirs."""
    reading: Reading = scene.reading
    for local, actor in scene.actors.items():
        entity, state = actor.entity, reading.represented(local)
        if state is not None:
            yield from (Voice(state, naming, _HOW.get(entity.kind, "group")) for naming in actor.namings)
        elif entity.kind in STATES or is_band(entity, reading):
            yield from (Voice(local, naming, naming.way) for naming in actor.namings)
            if entity.kind is EntityKind.ORGANISATION and entity.of is not None:
                yield from (Voice(reading.actor(entity.of), naming, "body") for naming in actor.namings)
