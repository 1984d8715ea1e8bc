"""When two names can be names of one person, place or organisation."""

import re
import unicodedata
from functools import cache

_NOT_A_LETTER = re.compile(r"[^\w\s]|_")
_INVISIBLE = ("Cf", "Cc")  # zero-width and bidirectional marks, soft hyphens, controls
_ARABIC = ("al", "el", "bin", "ibn", "bint", "ben")
_FATHERS = frozenset(("bin", "ibn", "bint", "ben"))
_ROMANCE = ("de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le")
_GERMANIC = ("van", "von", "der", "den", "ter", "ten", "zu")
_PARTICLES = frozenset((*_ARABIC, *_ROMANCE, *_GERMANIC))


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
def words(name: str) -> tuple[str, ...]:
    """The words of a person's name without particles, unless it has nothing else.

    >>> words("Ursula von der Leyen")
    ('ursula', 'leyen')
    """
    every = tuple(plain(name).split())
    return tuple(word for word in every if word not in _PARTICLES) or every


def surname(name: str) -> str:
    """The last word of a name."""
    return words(name)[-1] if words(name) else ""


@cache
def compatible(one: str, other: str) -> bool:
    """Whether one person can bear both names: the words of the shorter stand, in order and full or as initials,
    in the longer, and both end alike.

    A patronymic name may also go on after the father's: "Omar bin Zayed" is "Omar bin Zayed bin Ali Al Nahyan".

    >>> [compatible(short, "Narendra Modi") for short in ("Modi", "N. Modi", "A. Modi")]
    [True, True, False]
    """
    short, long = sorted((words(one), words(other)), key=lambda name: (len(name), name))
    if len(short) > 1 and long[: len(short)] == short and patronymic(one) and patronymic(other):
        return True
    if not short or short[-1] != long[-1]:
        return False
    rest = iter(long[:-1])
    return all(any(_matches(word, candidate) for candidate in rest) for word in short[:-1])


def patronymic(name: str) -> bool:
    """Whether a name tells whose son or daughter its bearer is."""
    return not _FATHERS.isdisjoint(plain(name).split())


def _matches(one: str, other: str) -> bool:
    """Whether two words of names are equal or one is the initial of the other."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
