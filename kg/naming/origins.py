"""The country named after a person: "Prime Minister Kari Lund of Norway"."""

from kg.model import EntityKind
from kg.naming.names import Name, Names
from kg.parse import Doc


def origin(doc: Doc, end: int, found: Names) -> Name | None:
    """The country in "of Norway", "of the Republic of Korea", if that stands at token `end`."""
    start = end + 1
    if start >= len(doc) or doc[end].lower_ != "of":
        return None
    if doc[start].lower_ == "the" and start + 1 < len(doc):
        start += 1
    country = found.at(start)
    if country is None or country.kind is not EntityKind.COUNTRY or country.adjective or country.start != start:
        return None
    return country


def past_origin(doc: Doc, end: int, found: Names) -> int:
    """The token after "of Norway", "of the Republic of Korea (ROK)", if that stands at token `end`; else `end`."""
    country = origin(doc, end, found)
    if country is None:
        return end
    stop = country.end
    abbreviated = stop + 2 < len(doc) and doc[stop].text == "(" and doc[stop + 2].text == ")"
    return stop + 3 if abbreviated else stop
