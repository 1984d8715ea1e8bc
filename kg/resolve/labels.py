"""Which of the names of one thing is shown: the best attested clean one."""

from collections import Counter

from kg.lexicon import lexicon
from kg.personal_names import parts

_RARE = 4
"""How many times oftener a name with words before another must be met to be the cleaner one."""


def by_attestation(names: Counter[str]) -> list[str]:
    """The names of a thing, the one to show first: a full one, without words that are none of it, and met most often.

    >>> by_attestation(Counter({"Modi": 9, "Narendra Modi": 3, "HE Narendra Modi": 1}))[0]
    'Narendra Modi'
    """
    return sorted(names, key=lambda name: (_is_bare(name), _is_unclean(name, names), -names[name], -len(name), name))


def _is_bare(name: str) -> bool:
    return not parts(name).full


def _is_of_names(letter: str) -> bool:
    return letter.isalpha() or letter in " .,-'’‘ʼ"


def _is_unclean(name: str, names: Counter[str]) -> bool:
    """Whether a name begins with a title, or with words before what is met as the name too."""
    first, *rest = name.casefold().replace(".", "").split() or [""]
    if (first in lexicon().names.styles and rest) or not all(map(_is_of_names, name)) or " - " in name:
        return True
    own = parts(name).words
    return any(
        len(other) < len(own) and own[-len(other) :] == other
        for known, times in names.items()
        if times * _RARE >= names[name] and (found := parts(known)).full and (other := found.words)
    )
