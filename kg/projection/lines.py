"""What the canonical N-Quads of a base say of each thing, read in one pass.

Asked for by SPARQL the same would be rows, a dozen times as many as are needed, each made by one process for another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.vocab import MERGED_GRAPH, METADATA_GRAPH, VOCAB_GRAPH, curie, node

Properties = Mapping[str, Sequence[str]]
"""The objects of one subject by predicate, both as terms of N-Quads."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_GRAPHS_ASIDE = {node(graph) for graph in (VOCAB_GRAPH, MERGED_GRAPH, METADATA_GRAPH)}
"""Graphs of which nothing is drawn."""
_ASIDE = {
    *map(curie, ("dip:inDocument", "dip:refersTo", "dip:searchName", "dip:extractedBy", "dip:rule", "dip:polarity")),
    *map(curie, ("dip:tense", "dip:timeExpression", "dip:anchorDate", "dip:hasArgument", "dip:argument")),
    *map(curie, ("dip:textSha256", "dip:inPost")),
}
"""What is said of mentions, claims, names and documents, and is not drawn: a third of all."""


def value(of: str) -> str:
    r"""The IRI, or the lexical form of the literal, that a term is; of a blank node its label.

    >>> value("<https://example.org/a>"), value('"say \\"so\\""@en')
    ('https://example.org/a', 'say "so"')
    """
    if of[0] == "<":
        return of[1:-1]
    if of[0] != '"':
        return of
    text = of[1 : of.rindex('"')]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def literal(text: str) -> str:
    r"""A text as a term, so that `value` gives it back.

    >>> value(literal('a "\\" b'))
    'a "\\" b'
    """
    return f'"{text.replace(chr(92), chr(92) * 2)}"'


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])


class Said:
    """What graphs say of subjects. Graphs, subjects, predicates and objects are terms."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._graphs: dict[str, dict[str, dict[str, list[str]]]] = {}

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Said":
        """What canonical N-Quads say, a line each with its line end."""
        said = cls()
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            if predicate not in _ASIDE:
                end = rest.rindex(" <")
                said.add(rest[end + 1 : -3], subject, predicate, rest[:end])
        return said

    def add(self, graph: str, subject: str, predicate: str, of: str) -> None:
        """Note that a graph says something of a subject, unless that is never drawn."""
        if graph not in _GRAPHS_ASIDE and predicate not in _ASIDE:
            self._graphs.setdefault(graph, {}).setdefault(subject, {}).setdefault(predicate, []).append(of)

    def __iter__(self) -> Iterator[tuple[str, Mapping[str, Properties]]]:
        """Each graph with its subjects."""
        return iter(self._graphs.items())

    def anywhere(self) -> Iterator[tuple[str, Properties]]:
        """Each subject with what some graph says of it: a subject comes as often as there are graphs that do."""
        for subjects in self._graphs.values():
            yield from subjects.items()
