"""How like two personal names are: a small model of how names are shortened and misspelt."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from kg.personal_names.parts import Name, parts, same_word

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


def compatible(one: str, other: str) -> bool:
    """Whether one person can bear both names.

    >>> [compatible(short, "Narendra Damodardas Modi") for short in ("Modi", "N. Modi", "A. Modi", "N.")]
    [True, True, False, False]
    >>> [compatible(short, "Khalid bin Salman") for short in ("bin Salman", "Salman")]
    [True, False]
    """
    return likeness(parts(one), parts(other)) is not None
