"""The parts of a personal name: a small model of how names are made and spelt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.lexicon import lexicon
from kg.personal_names.words import MOST, plain

_DOUBLED = re.compile(r"(.)\1+")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "þ": "t"})
_ENDINGS = (("iy", "i"), ("yy", "i"), ("ij", "i"), ("ii", "i"), ("yi", "i"), ("y", "i"), ("j", "i"), ("ou", "u"))


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


@lru_cache(maxsize=MOST)
def spelt(word: str) -> str:
    """One spelling for the ways in which a word of a name is written in Latin letters.

    >>> spelt("mohamed"), spelt("zelenskyy") == spelt("zelensky"), spelt("tayyip")
    ('mohamed', True, 'taieb')
    """
    folded = word.translate(_LETTERS)
    folded = lexicon().names.spellings.get(folded, folded)
    for ending, other in _ENDINGS:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            folded = folded.removesuffix(ending) + other
            break
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=MOST)
def parts(name: str) -> Name:
    """A name taken apart: titles before it left out, particles too, the rest in one spelling.

    >>> parts("HH Sheikh Tamim bin Hamad Al Thani").words, parts("Ferdinand Marcos Jr.").suffix
    (('tamim', 'hamad', 'thani'), 'jr')
    """
    names = lexicon().names
    every = plain(name).split()
    if every[1:] and every[-1] == "s":
        every.pop()
    suffix = next((word for word in reversed(every) if word in names.generations and word != every[0]), "")
    every = [word for word in every if word not in names.generations] or every
    while len(every) > 2 and every[0] in names.styles:
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
