"""Dependency trees of bounded size, so that whoever walks one takes a bounded number of steps."""

from collections.abc import Sequence
from itertools import pairwise

LONGEST = 250
"""Tokens of a sentence; readers look at all of it for each of its words. The longest in 6,000 real ones has 174."""
DEEPEST = 25
"""Steps from a word up to the root of its tree. The deepest of 6,000 real trees has 15."""


def bounded(heads: Sequence[int]) -> list[int]:
    """The heads of tokens (a root is its own), with roots put where a tree grows too wide or too deep."""
    cut = list(heads)
    for start, end in _sentences(cut):
        if end - start > LONGEST:
            _split(cut, start, end)
    for i, depth in enumerate(_depths(cut)):
        if depth and depth % (DEEPEST + 1) == 0:
            cut[i] = i
    return cut


def _split(heads: list[int], start: int, end: int) -> None:
    """Let no head lie outside the stretch of `LONGEST` tokens that its token is in."""
    for i in range(start, end):
        first = i - (i - start) % LONGEST
        if not first <= heads[i] < first + LONGEST:
            heads[i] = i


def _sentences(heads: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches between the first tokens of the trees."""
    firsts: dict[int, int] = {}
    for i, root in enumerate(_roots(heads)):
        firsts.setdefault(root, i)
    starts = sorted(firsts.values())
    return list(pairwise([*starts, len(heads)]))


def _roots(heads: Sequence[int]) -> list[int]:
    return [root for root, _ in _climbed(heads)]


def _depths(heads: Sequence[int]) -> list[int]:
    return [depth for _, depth in _climbed(heads)]


def _climbed(heads: Sequence[int]) -> list[tuple[int, int]]:
    """For each token its root and the steps up to it; each token is passed once."""
    found: dict[int, tuple[int, int]] = {}
    for token in range(len(heads)):
        path = []
        i = token
        while i not in found and heads[i] != i:
            path.append(i)
            i = heads[i]
        root, depth = found.setdefault(i, (i, 0))
        for n, below in enumerate(reversed(path), 1):
            found[below] = root, depth + n
    return [found[i] for i in range(len(heads))]
