"""Which of the instruments of a document a naming stands for: "the deal", "both accords", "another treaty"."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from itertools import islice

from kg.extraction.agreements.actions import Act
from kg.extraction.agreements.candidates import InstrumentCandidate, Mark
from kg.extraction.agreements.decision import against_new
from kg.extraction.agreements.mentions import Naming
from kg.extraction.arguments.candidates import marks_of
from kg.extraction.coreference import Reference
from kg.extraction.grammar.function_words import EMPTY, OR
from kg.lexicon import Lexicon
from kg.model import ActionType
from kg.parse import Token

LATEST = 64
"""Instruments named last that a further naming may stand for; a real text of 1,000 words names some 15 in all."""
ACTS = 64
"""Acts on one instrument, told last, with which a further one is compared."""
_REMEMBERED = 4096
"""Titles whose words are kept: each is compared with those named before it."""
_MADE = frozenset({ActionType.SIGNED, ActionType.AGREED, ActionType.INITIALLED})


class Instrument:
    """One instrument: all places that name it, and the acts on it."""

    def __init__(self, naming: Naming, acts: list[Act]) -> None:
        self.namings: list[Naming] = []
        self.parties: list[Reference] = []
        self.told = 0
        """How many parties the rules tell."""
        self.likely: dict[str, float] = {}
        """How probable it is that each of them is bound, of those that models judged."""
        self.bound: set[str] = set()
        """Ids of its parties."""
        self.acts = acts
        self.best = naming
        """The naming whose title is to stand for the instrument: a proper one, else the fullest."""
        self.words: set[str] = set()
        """All words of its titles."""
        self.titles: set[frozenset[str]] = set()
        """The words of each of its titles."""
        self.proper: dict[frozenset[str], None] = {}
        """The words of each that has capitals or stands in quotation marks."""
        self.nouns: set[str] = set()
        """The nouns it is named by, as they stand and as they are listed."""
        self.dates: frozenset[str] = frozenset()
        self.announced = True
        """Whether only a heading names it, without a proper title."""
        self.add(naming)

    def add(self, naming: Naming) -> None:
        """Take in a further naming."""
        self.namings.append(naming)
        self.take(naming.parties)
        named = words(naming.title)
        self.words |= named
        self.titles.add(named)
        if naming.proper:
            self.proper.setdefault(named)
        self.nouns |= naming.called
        self.dates |= naming.dates
        self.announced = self.announced and naming.heading and not naming.proper
        self.best = max(self.best, naming, key=_standing)

    def take(self, parties: Iterable[Reference]) -> None:
        """Take in parties."""
        self.parties += parties
        self.bound |= {ref.entity for ref in parties}

    @property
    def several(self) -> bool:
        """Whether it is more than one instrument under a plural noun."""
        return self.namings[0].several

    def salience(self, pronoun: Token) -> tuple[bool, int, int]:
        """How likely a pronoun stands for it: named in its sentence, how much was said of it before, and how late."""
        named = bisect_left(self.namings, pronoun.i, key=lambda naming: naming.start)
        last = self.namings[named - 1].start if named else -1
        told = named + sum(act.trigger.i < pronoun.i for act in self.acts[-ACTS:])
        return last >= pronoun.sent.start, told, last


def _standing(naming: Naming) -> tuple[bool, tuple[bool, bool, int, int]]:
    return naming.proper, _telling(naming)


def _telling(naming: Naming) -> tuple[bool, bool, int, int]:
    return (naming.several or not naming.general, naming.proper or not naming.heading, len(naming.title), -naming.start)


@lru_cache(_REMEMBERED)
def words(title: str) -> frozenset[str]:
    """The words of a title in lower case."""
    return frozenset(title.lower().replace("-", " ").replace("’", " ").split())


def _without_parties(title: str) -> frozenset[str]:
    """The words of a title up to those whom it is with."""
    return words(title.lower().split(" with ")[0].split(" between ")[0])


class Instruments:
    """The instruments of one document, as its namings come in."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._all: list[Instrument] = []
        self.seen: list[InstrumentCandidate] = []
        """All that might have been new."""
        self._open: dict[int, None] = {}  # numbers of the instruments named last, in the order of that
        self._generic, self._renaming = lexicon.agreements.generic, lexicon.agreements.renaming | OR
        self._unsure = lexicon.agreements.vague | {"joint statement", "ceasefire"}

    def add(self, naming: Naming, acts: list[Act]) -> None:
        """Add a naming and its acts to the instrument it stands for, or to a new one."""
        if naming.several and naming.pointing and len(one_by_one := self._each(naming)) > 1:
            for item in one_by_one:
                item.acts += acts
            return
        known = self._number_of_known(naming, acts)
        if known is not None:
            self._all[known].add(naming)
            self._all[known].acts += acts
            self._speak_of(known)
            return
        self.seen.append(candidate := self._candidate(naming, acts))
        if against_new(candidate) is None:
            self._all.append(Instrument(naming, acts or self._alike(naming)))
            self._speak_of(len(self._all) - 1)

    def _speak_of(self, number: int) -> None:
        self._open.pop(number, None)
        self._open[number] = None
        if len(self._open) > LATEST:
            del self._open[next(iter(self._open))]

    def _latest(self) -> list[int]:
        """The numbers of the instruments that may be meant."""
        return sorted(self._open)

    def _candidate(self, naming: Naming, acts: Sequence[Act]) -> InstrumentCandidate:
        """What a naming may bring up; agreements at large count where somebody does something to them."""
        done = (act for act in acts if act.by or act.others or act.reality.modality.plain == "occurred")
        seen = {
            Mark.MODIFIES: naming.modifies,
            Mark.PROPER: naming.proper,
            Mark.GENERAL: naming.general,
            Mark.DONE: any(act.by or act.others or naming.parties or act.type in _MADE for act in done),
        }
        return InstrumentCandidate(word=naming.noun, rule="naming", marks=marks_of(seen), kind=naming.kind)

    def settled(self) -> list[Instrument]:
        """The instruments, once all are named: what is told of several at once is told of each of them."""
        summed = set()
        for n, item in enumerate(self._all):
            if not (item.several and item.namings[0].pointing and len(item.parties) > 1):
                continue
            each = [one for one in self._all[max(0, n - LATEST) : n + LATEST] if not one.several]
            each = [one for one in each if self._of_kind(one.best, item) and not _is_ruled_out(one.best, item)]
            each = [one for one in each if one.namings[-1].start > item.namings[0].start]
            if len(each) > 1:
                summed.add(n)
                for one in each:
                    one.acts += item.acts
                    one.take(() if one.parties else item.parties)
        self._all = [item for n, item in enumerate(self._all) if n not in summed]
        return self._all

    def _number_of_known(self, naming: Naming, acts: Sequence[Act]) -> int | None:
        """The number of the instrument that a naming stands for: of the same date or noun, told before, the latest."""
        last = next(reversed(self._open), None)
        if last is not None and _renamed(self._all[last].namings[-1], naming, self._renaming):
            return last
        fitting = [
            (not naming.dates.isdisjoint(item.dates), naming.noun.lower_ in item.words, bool(item.acts), n)
            for n, item in ((n, self._all[n]) for n in self._latest())
            if not (naming.other and n == last) and self._is_same(naming, item, acts)
        ]
        return max(fitting)[-1] if fitting else None

    def _each(self, naming: Naming) -> list[Instrument]:
        """The instruments that a plural sums up: "the two accords"."""
        one = [item for n in self._latest() if not (item := self._all[n]).several and self._of_kind(naming, item)]
        return [item for item in one if item.acts and not _is_ruled_out(naming, item)]

    def _alike(self, naming: Naming) -> list[Act]:
        """ "Signed three deals. Another deal calls for ...": what was done to the one before was done to it."""
        opens = naming.start - naming.noun.sent.start <= 1
        if not (naming.another and opens):
            return []
        latest = ((self._all[n], _made(self._all[n])) for n in reversed(self._latest()))
        before, made = next(((item, made) for item, made in latest if made), (None, []))
        return made if before and self._of_kind(naming, before) else []

    def _of_kind(self, naming: Naming, item: Instrument) -> bool:
        return naming.kind == item.best.kind or naming.kind in self._generic

    def _is_same(self, naming: Naming, item: Instrument, acts: Sequence[Act]) -> bool:
        """Whether a naming stands for an instrument: by its title, else by its kind and what it tells."""
        if naming.another or _is_ruled_out(naming, item):
            return False
        own = words(naming.title)
        if len(own) > 2 and own in item.titles:
            return True
        if naming.proper:
            same = any(own <= other or other <= own for other in islice(item.proper, LATEST))
            same = same or _is_counted_again(naming, item)
            return same or self._is_named_at_last(naming, item) or _is_shortened(naming, item)
        if naming.summed and item.several and self._of_kind(naming, item):
            return True  # "signed agreements on fish. They signed nine agreements in all"
        if not self._of_kind(naming, item):
            return self._is_specified(naming, item, acts)
        issued = naming.kind == "joint statement" and item.best.heading
        telling = words(naming.title) - item.nouns - naming.called - EMPTY
        apart = bool(telling) and bool(item.words - item.nouns - EMPTY) and not telling & item.words
        announced = (item.announced or issued) and not naming.heading and not (apart and naming.kind != item.best.kind)
        return announced or self._tells_nothing_else(naming, item, acts)

    def _is_specified(self, naming: Naming, item: Instrument, acts: Sequence[Act]) -> bool:
        """ "Signed an agreement on fish. The memorandum ...": whether a noun tells the kind of the one just named."""
        last = item.namings[-1]
        told = words(naming.title) - naming.called - EMPTY
        plain = item.best.kind in self._generic and not item.best.proper and naming.kind not in self._unsure
        near = naming.noun.sent.start <= last.noun.sent.end < naming.noun.i
        untold = not any(self._all[n].best.kind == naming.kind for n in self._open)
        again = {act.type for act in acts} <= {act.type for act in item.acts[-ACTS:]}
        return plain and near and untold and again and naming.pointing and not told and naming.several == item.several

    def _is_named_at_last(self, naming: Naming, item: Instrument) -> bool:
        """ "A tax deal with Chile ... the Tax Agreement": whether a title has all words that were told before it."""
        alike = naming.kind == item.best.kind or item.best.kind in self._generic
        if item.proper or item.several or naming.several or not alike:
            return False
        title, least = words(naming.title), 1 if item.announced else 2
        told = (_without_parties(before.title) - item.nouns - EMPTY for before in islice(item.namings, LATEST))
        return any(len(telling) >= least and telling <= title for telling in told)

    def _tells_nothing_else(self, naming: Naming, item: Instrument, acts: Sequence[Act]) -> bool:
        """Whether a naming points at an instrument ("the deal") and says nothing of it that was not said before."""
        nouns = item.nouns | naming.called
        telling = words(naming.title) - nouns - EMPTY - naming.dates - {"other"}
        if not telling <= item.words:
            return naming.definite and not (item.words - nouns - EMPTY) and naming.several == item.several
        again = naming.kind == item.best.kind and not item.proper and _told_again(acts, item)
        return naming.definite or naming.modifies or again or (bool(telling) and not acts)


def _is_counted_again(naming: Naming, item: Instrument) -> bool:
    """ "Norway and Chile sign 6 MoUs", and below "six Memorandums of Understanding"."""
    return item.announced and item.several and naming.several and naming.kind == item.best.kind


def _is_shortened(naming: Naming, item: Instrument) -> bool:
    """ "The MoU on Clean Harbours": whether a title has the words of another behind a shorter noun."""
    own = words(naming.title) - naming.called - EMPTY
    return naming.kind == item.best.kind and len(own) > 1 and any(own <= other for other in islice(item.proper, LATEST))


def _made(item: Instrument) -> list[Act]:
    """The acts that made an instrument."""
    return [act for act in item.acts[-ACTS:] if act.type in _MADE]


def _renamed(before: Naming, naming: Naming, renaming: Set[str]) -> bool:
    """ "A declaration, the Oslo Declaration", "an accord known as the Oslo Pact"."""
    if not (naming.proper and 0 < naming.start - before.end < 6 and before.several == naming.several):
        return False
    return {token.lower_ for token in before.noun.doc[before.end : naming.start]} <= renaming


def _is_ruled_out(naming: Naming, item: Instrument) -> bool:
    """Whether the parties or the dates of two namings rule out that they name one instrument."""
    strangers = bool(item.bound and naming.parties) and item.bound.isdisjoint(ref.entity for ref in naming.parties)
    return strangers or bool(item.dates and naming.dates and not item.dates & naming.dates)


def _told_again(acts: Sequence[Act], item: Instrument) -> bool:
    """Whether the acts are told a second time: the same kind and modality, at no other time, by no others."""

    def alike(one: Act, other: Act) -> bool:
        same = one.type is other.type and one.reality.modality.plain == other.reality.modality.plain
        apart = one.time and other.time and one.time.edtf != other.time.edtf
        others = {ref.entity for ref in other.by}
        mine = {ref.entity for ref in one.by}
        strangers = bool(mine and (others or item.bound)) and mine.isdisjoint(others) and mine.isdisjoint(item.bound)
        return same and not apart and not strangers

    return bool(acts) and all(any(alike(one, other) for other in item.acts[-ACTS:]) for one in acts)
