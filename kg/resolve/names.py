"""The parts of a person's name, and how like two names are: a small model of how names are shortened and spelt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kg.lexicon import lexicon
from kg.personal_names import plain
from kg.resolve.tables import tables

_DOUBLED = re.compile(r"(.)\1+")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "þ": "t"})
_ENDINGS = (("iy", "i"), ("yy", "i"), ("ij", "i"), ("ii", "i"), ("yi", "i"), ("y", "i"), ("j", "i"), ("ou", "u"))
_MISSPELT = 5
"""Letters that a word must have for one of them to be a slip."""


class Likeness(StrEnum):
    """How like two names are; the values are the names of the evidence in `persons.yaml`."""

    EQUAL = "equal name"
    SPELLING = "other spelling"
    MIDDLE = "middle name left out"
    NICKNAME = "nickname"
    PART = "part of the name"
    INITIAL = "initial"
    ORDER = "other order"
    MISSPELT = "likely misspelling"
    SURNAME = "surname alone"
    GIVEN = "given name alone"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts: words in one spelling, without particles, and which of them are of the bearer's father.

    `first` is false where the name begins with the father's: "bin Salman". `particles` are those left out, each with
    the word behind it; where a name begins with one, it may be a given name, and is kept: "Ben Lund", "Le Drian".
    """

    words: tuple[str, ...]
    exact: tuple[str, ...]
    fathers: frozenset[int] = frozenset()
    suffix: str = ""
    first: bool = True
    particles: frozenset[str] = frozenset()
    led: bool = False

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1]

    @property
    def given(self) -> str:
        """The first word, if it is a whole name and not the only one."""
        return self.words[0] if self.full else ""

    @property
    def full(self) -> bool:
        """Whether there is more than a surname, or an initial and a surname."""
        return len(self.words) > 1 and len(self.words[0]) > 1 and self.first and not self.led

    @property
    def solid(self) -> str:
        """The words run together, for names whose parts a text joins or divides: "Suk-yeol", "Sukyeol"."""
        return "".join(self.words)


@cache
def spelt(word: str) -> str:
    """One spelling for the ways in which a word of a name is written in Latin letters.

    >>> spelt("mohamed"), spelt("zelenskyy") == spelt("zelensky"), spelt("tayyip")
    ('mohamed', True, 'taieb')
    """
    folded = word.translate(_LETTERS)
    folded = tables().spellings.get(folded, folded)
    for ending, other in _ENDINGS:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            folded = folded.removesuffix(ending) + other
            break
    return _DOUBLED.sub(r"\1", folded)


@cache
def parts(name: str) -> Name:
    """A name taken apart: titles before it left out, particles too, the rest in one spelling.

    >>> parts("HH Sheikh Tamim bin Hamad Al Thani").words, parts("Ferdinand Marcos Jr.").suffix
    (('tamim', 'hamad', 'thani'), 'jr')
    """
    names, known = lexicon().names, tables()
    every = plain(name).split()
    if every[1:] and every[-1] == "s":
        every.pop()
    suffix = next((word for word in reversed(every) if word in names.generations and word != every[0]), "")
    every = [word for word in every if word not in names.generations] or every
    while len(every) > 2 and every[0] in known.titles:
        every = every[1:]
    led = _is_led(name, every)
    exact: list[str] = []
    left_out: list[str] = []
    fathers: set[int] = set()
    particles: set[str] = set()
    for place, word in enumerate(every):
        if word in names.optional and len(every) > 1 and not (led and place == 0):
            left_out.append(word)
            continue
        if left_out and left_out[-1] in names.fathers:
            fathers.add(len(exact))
        particles.update(f"{particle} {word}" for particle in left_out)
        exact.append(word)
        left_out = []
    exact = exact or every
    words = tuple(map(spelt, exact))
    first = 0 not in fathers
    return Name(words, tuple(exact), frozenset(fathers), suffix, first, frozenset(particles), led)


def _is_led(name: str, every: Sequence[str]) -> bool:
    """Whether the first word is a particle with a capital that stands by itself, and may be a given name."""
    names = lexicon().names
    start = every[0] if len(every) > 1 else ""
    maybe = start in names.optional and start not in names.fathers - names.short.keys()
    return maybe and start.capitalize() in name.split()


@lru_cache(maxsize=1 << 16)
def likeness(one: Name, other: Name) -> Likeness | None:
    """How like two names are; None if one person can hardly bear both."""
    if not one.words or not other.words or (one.suffix and other.suffix and one.suffix != other.suffix):
        return None
    if len(one.words) > 1 and one.words == other.words and one.first == other.first:
        return Likeness.EQUAL if one.exact == other.exact else Likeness.SPELLING
    short, long = sorted((one, other), key=lambda name: (len(name.words), len(name.solid), name.words))
    if len(short.words) == 1:
        return _as_surname(short, long)
    if short.led and " ".join(short.exact) in long.particles:
        return Likeness.SURNAME
    return _aligned(short, long) or _otherwise(short, long)


def _as_surname(short: Name, long: Name) -> Likeness | None:
    """A single word as the surname of a fuller name, or as the first word of one: kings, and family names first."""
    word = short.words[0]
    places = [place for place, each in enumerate(long.words) if each == word and len(word) > 1]
    places = [place for place in places if (place in long.fathers) is not short.first]
    if not places:
        return None
    if short.suffix and short.suffix == long.suffix:
        return Likeness.PART
    return Likeness.GIVEN if places == [0] and short.first and len(long.words) > 1 else Likeness.SURNAME


def _aligned(short: Name, long: Name) -> Likeness | None:
    """The likeness of names with one surname whose other words go together, in order."""
    if short.surname != long.surname:
        return None
    few, many = short.words[:-1], long.words[:-1]
    if not same_word(few[0], many[0]):
        return _without_first(short, long)
    kinds = {_kind(few[0], many[0])}
    middles, others = few[1:], many[1:]
    if middles and not _in_order(middles, others):
        return None
    if len(few) < len(many) or middles != others:
        kinds.add(Likeness.MIDDLE)
    for kind in (Likeness.INITIAL, Likeness.NICKNAME, Likeness.MIDDLE):
        if kind in kinds:
            return kind
    return Likeness.SPELLING


def _without_first(short: Name, long: Name) -> Likeness | None:
    """A name without the first word of the longer one, unless what it begins with is the father's name there."""
    start = len(long.words) - len(short.words)
    if start < 1 or len(short.words[0]) == 1 or long.words[start:] != short.words:
        return None
    if short.first and start in long.fathers:
        return None
    return Likeness.PART


def _otherwise(short: Name, long: Name) -> Likeness | None:
    """The likeness of names whose surnames differ, or whose words stand in another order."""
    if short.solid == long.solid:
        return Likeness.SPELLING
    if len(short.words) == len(long.words) and sorted(short.words) == sorted(long.words):
        return None if short.fathers or long.fathers else Likeness.ORDER
    turned = "".join((*short.words[1:], short.words[0])), "".join((short.words[-1], *short.words[:-1]))
    if len(short.words) > 1 and long.solid in turned:
        return Likeness.ORDER
    if short.words == long.words[: len(short.words)] and short.first == long.first:
        return Likeness.PART
    whole = len(short.words) > 1 and all(len(word) > 1 for word in short.words)
    if whole and same_word(short.words[0], long.words[0]) and _in_order(short.words[1:], long.words[1:]):
        return Likeness.PART
    return _misspelt(short, long)


def _misspelt(one: Name, other: Name) -> Likeness | None:
    """Whether names of as many words differ by a slip in one of them, which is long and begins and ends alike."""
    if len(one.words) != len(other.words):
        return None
    unlike = [pair for pair in zip(one.words, other.words, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1 or min(map(len, unlike[0])) < _MISSPELT or unlike[0][0][0] != unlike[0][1][0]:
        return None
    return Likeness.MISSPELT if _one_slip(*unlike[0]) else None


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter inside a word is left out, added or another, or two neighbours have changed places.

    A vowel at the end makes another name: "Ivanov", "Ivanova".
    """
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or long[:-1] == short:
        return False
    start = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return start > 0 and (short[start + 1 :] == long[start + 1 :] or swapped == long[start:])


def same_word(one: str, other: str) -> bool:
    """Whether two words of names can stand for each other: alike, an initial, or a short form."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]) or _short_form(one, other)


def _short_form(one: str, other: str) -> bool:
    """Whether one word is short for the other, or both are short for a third: "Joe", "Joseph", "Joey"."""
    short = _short_forms()
    ones, others = short.get(one, frozenset()), short.get(other, frozenset())
    return other in ones or one in others or not ones.isdisjoint(others)


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """The full names that each short form may stand for, all in one spelling."""
    return {spelt(short): frozenset(map(spelt, full)) for short, full in lexicon().names.short.items()}


def roots(word: str) -> frozenset[str]:
    """The given names that a word may stand for: itself, and what it is short for."""
    return _short_forms().get(word, frozenset()) | {word}


def _kind(one: str, other: str) -> Likeness:
    if one == other:
        return Likeness.SPELLING
    return Likeness.INITIAL if min(len(one), len(other)) == 1 else Likeness.NICKNAME


def _in_order(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether all of some middle names stand, in order, among others; initials from the first on, without a gap."""
    if not many or not few:
        return not few or not many
    if any(len(word) == 1 for word in few) or all(len(word) == 1 for word in many):
        return all(same_word(*pair) for pair in zip(few, many, strict=False))
    rest = iter(many)
    return all(any(same_word(word, other) for other in rest) for word in few)
