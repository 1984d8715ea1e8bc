"""Names and posts in a row ("A, B and C"), which a parser often tears apart."""

from collections.abc import Iterable, Iterator

from kg.parse import Doc

Extent = tuple[int, int]  # token range of a name or post

_LINKS = ([","], ["and"], [",", "and"], ["&"], [",", "the"], ["and", "the"], [",", "and", "the"])


LONGEST = 100
"""Members of a row; each is read with all others of its row."""


def rows(doc: Doc, extents: Iterable[Extent]) -> Iterator[list[Extent]]:
    """The rows of two or more that an "and" joins, each as the extents of its members in order."""
    row: list[Extent] = []
    joined, end = False, 0
    for extent in sorted(set(extents)):
        if row and _is_bracketed(doc, end, extent):
            end = extent[1] + 1
            continue
        between, end = [token.lower_ for token in doc[end : extent[0]]] if row else [], extent[1]
        if row and len(row) < LONGEST and between in _LINKS and not _new_clause(doc, row[0], extent):
            joined = joined or "and" in between or "&" in between
            row.append(extent)
            continue
        if joined:
            yield row
        row, joined = [extent], False
    if joined:
        yield row


def _is_bracketed(doc: Doc, end: int, extent: Extent) -> bool:
    """Whether a name stands alone in brackets behind one that ends at `end`, as its short form."""
    around = [doc[i].text for i in (extent[0] - 1, extent[1]) if i < len(doc)]
    return end == extent[0] - 1 and around == ["(", ")"]


def _new_clause(doc: Doc, first: Extent, extent: Extent) -> bool:
    """Whether the later name is a subject and the first none: "met A, and B said"."""
    return _is_subject(doc, extent) and not _is_subject(doc, first)


def _is_subject(doc: Doc, extent: Extent) -> bool:
    return any(doc[i].dep_.startswith("nsubj") for i in range(*extent))
