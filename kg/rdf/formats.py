"""The same quads in other dress."""

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.vocab import NAMESPACES


def trig(lines: Iterable[str]) -> str:
    """TriG of N-Quads lines, sorted by graph, subject, predicate and object: the same quads give the same text."""
    quads = parse("".join(lines), format=RdfFormat.N_QUADS)
    found = sorted((quad for quad in quads if isinstance(quad, Quad)), key=_order)
    return (serialize(found, format=RdfFormat.TRIG, prefixes=NAMESPACES) or b"").decode()


def _order(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)
