"""RDF terms as N-Quads text, and the named graph they are gathered in. Writing text is what makes a build fast."""

import datetime as dt
from functools import cache

from kg.vocab import NAMESPACES, XSD

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\t"): "\\t",
    ord("\b"): "\\b",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\f"): "\\f",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}


def node(iri: str) -> str:
    """An IRI that the project minted, hence one without characters that IRIs forbid."""
    return f"<{iri}>"


@cache
def curie(name: str) -> str:
    """The term that a prefixed name of `vocab.NAMESPACES` stands for.

    >>> curie("dv:Signed")
    '<https://w3id.org/diplograph/vocab#Signed>'
    """
    prefix, _, local = name.partition(":")
    return f"<{NAMESPACES[prefix]}{local}>"


def string(value: str) -> str:
    """A plain literal.

    >>> print(string('say "so"'))
    "say \\"so\\""
    """
    return f'"{value.translate(_ESCAPES)}"'


def english(value: str) -> str:
    """A literal in English, the language of the texts."""
    return f'"{value.translate(_ESCAPES)}"@en'


def typed(value: object, datatype: str) -> str:
    """A literal of an XML Schema datatype."""
    return f'"{str(value).translate(_ESCAPES)}"^^<{XSD}{datatype}>'


@cache
def day(value: dt.date) -> str:
    """A literal of type xsd:date."""
    return typed(value.isoformat(), "date")


@cache
def number(value: int) -> str:
    """A literal of type xsd:nonNegativeInteger."""
    return typed(value, "nonNegativeInteger")


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
