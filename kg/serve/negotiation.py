"""Which of several media types a client would rather have (RFC 9110, section 12.5.1)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Forms = Mapping[str, tuple[str, ...]]

ROWS: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""The media types under which each form of a table may be asked for; it is sent as the first."""
TRIPLES: dict[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
HTML: dict[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}
_TEXTUAL = ("text/", "application/xml")


class _Range(NamedTuple):
    type: str
    quality: float


def preferred(accept: str | None, offers: Forms) -> str | None:
    """The name of the best offer, the first where several are as good; None if none is wanted.

    >>> preferred("text/csv;q=0.5, application/sparql-results+xml", ROWS), preferred("image/png", ROWS)
    ('xml', None)
    >>> preferred("text/turtle", ROWS | TRIPLES), preferred("*/*;q=0.1, text/*", ROWS)
    ('ttl', 'csv')
    """
    ranges = [_range(part) for part in (accept or "").split(",") if part.strip()] or [_Range("*/*", 1.0)]
    best = {name: max(_quality(ranges, media_type) for media_type in types) for name, types in offers.items()}
    name = max(best, key=lambda one: best[one], default=None)
    return name if name is not None and best[name] > 0 else None


def content_type(name: str) -> str:
    """The media type in which a form is sent, with its encoding."""
    media_type = (ROWS | TRIPLES | HTML)[name][0]
    return f"{media_type}; charset=utf-8" if media_type.startswith(_TEXTUAL) else media_type


def _range(part: str) -> _Range:
    media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return _Range(media_type, quality)


def _quality(ranges: Iterable[_Range], media_type: str) -> float:
    """How much a type is wanted: the most special range that it is in tells."""
    by_type = dict(ranges)
    for wider in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if wider in by_type:
            return by_type[wider]
    return 0.0
