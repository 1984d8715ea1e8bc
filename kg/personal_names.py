"""When two names can be names of one person, within a document and across documents."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from kg.lexicon import lexicon

_NOT_A_LETTER = re.compile(r"[^\w\s]|_")
_INVISIBLE = ("Cf", "Cc")  # zero-width and bidirectional marks, soft hyphens, controls


@cache
def plain(name: str) -> str:
    """A name without case, accents, punctuation and invisible characters; letters of other scripts stay as they are.

    >>> plain("  Jean-Yves  LE DRIAN\\u200b"), plain("B.N. Reddy"), plain("О'Neil")
    ('jean yves le drian', 'b n reddy', 'о neil')
    """
    visible = "".join(c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) not in _INVISIBLE)
    bare = "".join(c for c in visible if not unicodedata.combining(c)).casefold()
    return " ".join(_NOT_A_LETTER.sub(" ", bare).split())


@cache
def fold(name: str) -> tuple[str, ...]:
    """The words of a name as names are compared: plain, without what tells a generation, and without a possessive 's.

    >>> fold("Bashar al-Assad"), fold("Kari Lund Jr.'s")
    (('bashar', 'al', 'assad'), ('kari', 'lund'))
    """
    generations = lexicon().names.generations
    return tuple(word for word in plain(name).split() if word not in generations and word != "s")


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a person's name without particles that may be left out, unless it has nothing else.

    >>> words("Ursula von der Leyen")
    ('ursula', 'leyen')
    """
    every, optional = fold(name), lexicon().names.optional
    return tuple(word for word in every if word not in optional) or every


def compatible(one: str, other: str) -> bool:
    """Whether one person can bear both names, of which one is a shorter form of the other, or both are the same.

    A shorter form has words of the longer, in order, full or as initials, and the same last name; or words of it that
    stand together, as where a family name comes first, or is double; or, beginning alike, some of its words. A single
    word is no initial, and no father's name.

    >>> [compatible(short, "Narendra Damodardas Modi") for short in ("Modi", "N. Modi", "A. Modi", "N.")]
    [True, True, False, False]
    >>> [compatible(short, "Khalid bin Salman") for short in ("bin Salman", "Salman")]
    [True, False]
    """
    short, long = sorted((one, other), key=lambda name: (len(words(name)), name))
    some, every = words(short), words(long)
    if not some:
        return False
    if some == every:
        return True
    if len(some) == 1:
        return len(some[0]) > 1 and some[0] in every and not (_is_father(some[0], long) and not _is_patronymic(short))
    if some[-1] == every[-1]:
        rest = iter(every[:-1])
        return all(any(_same_word(word, candidate) for candidate in rest) for word in some[:-1])
    together = any(every[at : at + len(some)] == some for at in range(len(every)))
    return together or (some[0] == every[0] and set(some) <= set(every))


def _is_patronymic(name: str) -> bool:
    """Whether a name tells whose son or daughter its bearer is."""
    return not lexicon().names.fathers.isdisjoint(fold(name))


def _is_father(word: str, name: str) -> bool:
    """Whether a word of a name is that of its bearer's father."""
    every, fathers = fold(name), lexicon().names.fathers
    return any(before in fathers and after == word for before, after in pairwise(every))


def _same_word(one: str, other: str) -> bool:
    """Whether two words of names are equal, or one is the initial or the short form of the other: "Joe", "Joseph"."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    short = lexicon().names.short
    return one in short.get(other, ()) or other in short.get(one, ())
