"""RDF terms as N-Quads text, and the named graph they are gathered in. Writing text is what makes a build fast.

Literals are written in the form in which a store gives them back, so that a dump of the store is the same text.
"""

import datetime as dt
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.personal_names import plain
from kg.vocab import XSD, curie

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\t"): "\\t",
    ord("\b"): "\\b",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\f"): "\\f",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}

_PHRASE = 8
"""Words of a name by which it is found, unless it is by all."""


def string(value: str) -> str:
    """A plain literal.

    >>> print(string('say "so"'))
    "say \\"so\\""
    """
    return f'"{value.translate(_ESCAPES)}"'


def english(value: str) -> str:
    """A literal in English, the language of the texts."""
    return f'"{value.translate(_ESCAPES)}"@en'


@lru_cache(maxsize=1 << 16)
def searched(name: str) -> tuple[str, ...]:
    """The words by which questions find a name, as literals: all of it, and whichever of its words follow each other.

    Who asks for " drian " or " le drian " then asks for a term, which any store finds at once.

    >>> searched("Jean-Yves LE")
    ('" jean yves le "', '" jean "', '" jean yves "', '" yves "', '" yves le "', '" le "')
    """
    words = plain(name).split()
    ends = range(1, len(words) + 1)
    some = [words[begin:end] for begin in range(len(words)) for end in ends if begin < end <= begin + _PHRASE]
    return tuple(dict.fromkeys(string(f" {' '.join(one)} ") for one in (words, *some)))


def typed(value: object, datatype: str) -> str:
    """A literal of an XML Schema datatype."""
    return f'"{str(value).translate(_ESCAPES)}"^^<{XSD}{datatype}>'


@cache
def day(value: dt.date) -> str:
    """A literal of type xsd:date."""
    return typed(value.isoformat(), "date")


@cache
def number(value: int) -> str:
    """A literal of type xsd:integer."""
    return typed(value, "integer")


@cache
def decimal(value: float) -> str:
    """A literal of type xsd:decimal, rounded to three places.

    >>> decimal(1.0), decimal(0.97)
    ('"1"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"0.97"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    return typed(f"{value:.3f}".rstrip("0").rstrip("."), "decimal")


@cache
def duration(value: str) -> str:
    """A literal of type xsd:duration in the one form that a store keeps: `P12M` and `P1Y` are the same.

    >>> duration("P12M")
    '"P1Y"^^<http://www.w3.org/2001/XMLSchema#duration>'
    """
    store, here = Store(), NamedNode(XSD)
    store.add(Quad(here, here, Literal(value, datatype=NamedNode(XSD + "duration"))))
    return next(str(quad.object) for quad in store)


class NamedGraph:
    """The distinct N-Quads lines of one named graph, in the order in which they were added."""

    def __init__(self, iri: str) -> None:
        """An empty graph with this IRI."""
        self._end = f" <{iri}> .\n"
        self.lines: dict[str, None] = {}

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """State triples; `predicate` is a prefixed name, the others are terms."""
        start, end = f"{subject} {curie(predicate)} ", self._end
        for value in objects:
            self.lines[start + value + end] = None
