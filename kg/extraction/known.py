"""Which of the instruments of a document a naming stands for: "the deal", "both accords", "another treaty"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction.acts import Act
from kg.extraction.instruments import Naming
from kg.extraction.reading import Reference
from kg.lexicon import Lexicon
from kg.model import ActionType

_EMPTY = frozenset({"the", "of", "on", "and", "a", "an", "between", "with", "for", "to", "in", "s"})
_RENAMING = frozenset({",", "the", "(", "also", "known", "as", "called", "dubbed", "named", "or", '"', "“", "‘"})
_MADE = frozenset({ActionType.SIGNED, ActionType.AGREED, ActionType.INITIALLED})


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
        return max(proper or self.namings, key=_telling)

    @property
    def words(self) -> set[str]:
        """All words of its titles."""
        return {word for naming in self.namings for word in words(naming.title)}

    @property
    def several(self) -> bool:
        """Whether it is more than one instrument under a plural noun."""
        return self.namings[0].several

    def salience(self, pronoun: Token) -> tuple[bool, int, int]:
        """How likely a pronoun stands for it: named in its sentence, how much was said of it before, and how late."""
        before = [naming.start for naming in self.namings if naming.start < pronoun.i]
        last = max(before, default=-1)
        told = len(before) + sum(act.trigger.i < pronoun.i for act in self.acts)
        return last >= pronoun.sent.start, told, last


def _telling(naming: Naming) -> tuple[bool, bool, int, int]:
    return (naming.several or not naming.general, naming.proper or not naming.heading, len(naming.title), -naming.start)


def words(title: str) -> set[str]:
    """The words of a title in lower case."""
    return set(title.lower().replace("-", " ").replace("’", " ").split())


class Instruments:
    """The instruments of one document, as its namings come in."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._all: list[Instrument] = []
        self._generic = lexicon.agreement_words["generic"]

    def add(self, naming: Naming, acts: list[Act]) -> None:
        """Add a naming and its acts to the instrument it stands for, or to a new one."""
        if naming.several and naming.pointing and len(one_by_one := self._each(naming)) > 1:
            for item in one_by_one:
                item.acts += acts
            return
        known = self._known(naming, acts)
        if known:
            known.namings.append(naming)
            known.parties += naming.parties
            known.acts += acts
        elif self._is_new(naming, acts):
            self._all.append(Instrument([naming], list(naming.parties), acts or self._alike(naming)))

    def _is_new(self, naming: Naming, acts: Sequence[Act]) -> bool:
        """Whether a naming brings up an instrument; agreements at large count where somebody does something to them."""
        if naming.modifies and not naming.proper:
            return False
        done = [act for act in acts if act.by or act.reality.modality.plain == "occurred"]
        return not naming.general or any(act.by or act.type in _MADE for act in done)

    def settled(self) -> list[Instrument]:
        """The instruments, once all are named: what is told of several at once is told of each of them."""
        for item in [item for item in self._all if item.several and item.namings[0].pointing and len(item.parties) > 1]:
            each = [one for one in self._all if not one.several and self._of_kind(one.best, item)]
            each = [one for one in each if not _apart(one.best, item) and one.namings[-1].start > item.namings[0].start]
            if len(each) > 1:
                self._all.remove(item)
                for one in each:
                    one.acts += item.acts
                    one.parties = one.parties or list(item.parties)
        return self._all

    def _known(self, naming: Naming, acts: Sequence[Act]) -> Instrument | None:
        """The instrument that a naming stands for: of the same date or noun, spoken of before, the latest."""
        last = max(self._all, key=lambda item: item.namings[-1].start, default=None)
        if last is not None and _renamed(last.namings[-1], naming):
            return last
        fitting = [
            (bool(self._dated(naming, item)), naming.noun.lower_ in item.words, bool(item.acts), n)
            for n, item in enumerate(self._all)
            if self._same(naming, item, acts) and not (naming.other and item is last)
        ]
        return self._all[max(fitting)[-1]] if fitting else None

    def _each(self, naming: Naming) -> list[Instrument]:
        """The instruments that a plural sums up: "the two accords"."""
        one = [item for item in self._all if not item.several and self._of_kind(naming, item)]
        return [item for item in one if item.acts and not _apart(naming, item)]

    def _alike(self, naming: Naming) -> list[Act]:
        """ "Signed three deals. Another deal calls for ...": what was done to the one before was done to it."""
        before = next((item for item in reversed(self._all) if any(act.type in _MADE for act in item.acts)), None)
        opens = naming.start - naming.noun.sent.start <= 1
        if not (naming.another and opens) or before is None or not self._of_kind(naming, before):
            return []
        return [act for act in before.acts if act.type in _MADE]

    def _of_kind(self, naming: Naming, item: Instrument) -> bool:
        return naming.kind == item.best.kind or naming.kind in self._generic

    def _dated(self, naming: Naming, item: Instrument) -> frozenset[str]:
        return naming.dates & frozenset().union(*(other.dates for other in item.namings))

    def _same(self, naming: Naming, item: Instrument, acts: Sequence[Act]) -> bool:
        if naming.another or _apart(naming, item):
            return False
        own, known = words(naming.title), item.words
        if len(own) > 2 and any(own == words(other.title) for other in item.namings):
            return True
        if naming.proper:
            return any(
                other.proper and (own <= words(other.title) or words(other.title) <= own) for other in item.namings
            )
        if not self._of_kind(naming, item):
            return False
        if all(other.heading and not other.proper for other in item.namings) and not naming.heading:
            return True  # what a headline announces is told in full below
        nouns = {form for n in (naming, *item.namings) for form in (n.noun.lower_, n.noun.lemma_.lower())}
        telling = own - nouns - _EMPTY - naming.dates - {"other"}
        if telling <= known:
            again = naming.kind == item.best.kind and _told_again(acts, item)
            return naming.definite or naming.modifies or again or (bool(telling) and not acts)
        return naming.definite and not (known - nouns - _EMPTY) and naming.several == item.several


def _renamed(before: Naming, naming: Naming) -> bool:
    """ "A declaration, the Oslo Declaration", "an accord known as the Oslo Pact"."""
    between = [token.lower_ for token in before.noun.doc[before.end : naming.start]]
    return naming.proper and 0 < len(between) < 6 and set(between) <= _RENAMING and before.several == naming.several


def _apart(naming: Naming, item: Instrument) -> bool:
    """Whether the parties or the dates of two namings rule out that they name one instrument."""
    dates = frozenset().union(*(other.dates for other in item.namings))
    return bool(item.parties and naming.parties and not _share(naming.parties, item.parties)) or bool(
        dates and naming.dates and not dates & naming.dates
    )


def _told_again(acts: Sequence[Act], item: Instrument) -> bool:
    """Whether the acts are told a second time: the same kind and modality, at no other time, by no others."""

    def alike(one: Act, other: Act) -> bool:
        same = one.type is other.type and one.reality.modality.plain == other.reality.modality.plain
        apart = one.time and other.time and one.time.edtf != other.time.edtf
        others = (*other.by, *item.parties)
        return same and not apart and not (one.by and others and not _share(one.by, others))

    return bool(acts) and all(any(alike(one, other) for other in item.acts) for one in acts)


def _share(one: Sequence[Reference], other: Sequence[Reference]) -> bool:
    return bool({ref.entity for ref in one} & {ref.entity for ref in other})
