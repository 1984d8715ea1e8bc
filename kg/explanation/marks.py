"""Words of a text with what they are to the facts, set into each other so that they can be drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Union

TONES = ("trigger", "person", "country", "organisation", "place", "time", "post", "instrument", "said")
"""What a mark may be, the first of several on the same words giving the colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `begin` to `end` of the text are, to the fact of this number, what the label says."""

    begin: int
    end: int
    tone: str
    label: str
    fact: int


@dataclass(frozen=True, slots=True)
class Span:
    """Marked words: all marks on them, and what stands there: text, and spans inside it."""

    marks: tuple[Mark, ...]
    parts: tuple[Union[str, "Span"], ...] = ()
    goes_on: bool = False  # its marks reach beyond it, into a span that carries their labels

    @property
    def tone(self) -> str:
        """What gives it its colour."""
        return min((mark.tone for mark in self.marks), key=TONES.index)

    @property
    def labels(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each label with the numbers of the facts it holds for."""
        if self.goes_on:
            return ()
        found: dict[str, list[int]] = {}
        for mark in sorted(self.marks, key=lambda mark: (TONES.index(mark.tone), mark.fact)):
            found.setdefault(mark.label, []).append(mark.fact)
        return tuple((label, tuple(dict.fromkeys(facts))) for label, facts in found.items() if label)

    @property
    def facts(self) -> tuple[int, ...]:
        """The numbers of the facts it is marked for."""
        return tuple(sorted({mark.fact for mark in self.marks}))


Part = str | Span
_Extent = tuple[int, int, Span]


def nested(text: str, begin: int, end: int, marks: Iterable[Mark]) -> tuple[Part, ...]:
    """Characters `begin` to `end` of a text, with the marks that touch them as spans set into each other.

    Of two spans that cross, the second is cut where the first ends.
    """
    touching = ((max(mark.begin, begin), min(mark.end, end), mark) for mark in marks)
    inside = sorted(
        (item for item in touching if item[0] < item[1]), key=lambda item: (item[0], -item[1], item[2].fact)
    )
    extents = [
        (*extent, Span(tuple(mark for _, _, mark in group)))
        for extent, group in groupby(inside, key=lambda item: item[:2])
    ]
    return _set(text, begin, end, extents)


def _set(text: str, begin: int, end: int, extents: Sequence[_Extent]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at, rest = begin, list(extents)
    while rest:
        start, stop, span = rest.pop(0)
        inside = [extent for extent in rest if extent[0] < stop]
        behind = [(stop, last, other) for _, last, other in inside if last > stop]
        within = [
            (first, min(last, stop), replace(other, goes_on=last > stop or other.goes_on))
            for first, last, other in inside
        ]
        rest = sorted([*behind, *rest[len(inside) :]], key=lambda extent: (extent[0], -extent[1]))
        parts += [text[at:start], replace(span, parts=_set(text, start, stop, within))]
        at = stop
    return tuple(part for part in (*parts, text[at:end]) if part)
