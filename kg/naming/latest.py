"""The last of a list of things that begins before a place, where the list need not be in the order of the text."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Latest:
    """Things by their numbers and where each begins.

    >>> Latest([(10, 0), (40, 1), (20, 2)]).before(30)
    2
    >>> Latest([(10, 0), (40, 1), (20, 2)]).before(10) is None
    True
    """

    def __init__(self, begun: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(begun)
        self._places = [place for place, _ in ordered]
        self._highest = list(accumulate((number for _, number in ordered), max))

    def before(self, place: int) -> int | None:
        """The highest number of what begins before a place."""
        count = bisect_left(self._places, place)
        return self._highest[count - 1] if count else None
