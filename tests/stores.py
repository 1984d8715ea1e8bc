"""A small graph on disk to ask, and what queries give, by their kind."""

import datetime as dt
from pathlib import Path

from examples import Builder, kuala_lumpur, meeting
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, Store, Triple, Variable

from kg.base import Base
from kg.query import Rows
from kg.rdf import quads
from kg.resolve import resolve
from kg.vocab import NAMESPACES

EVIL = "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202e[/foo]"
Values = dict[Variable, NamedNode | BlankNode | Literal | Triple]


def small_store(folder: Path) -> Path:
    """Make a base of three documents in a folder; the Oxigraph store of its generation."""
    b = Builder(f"{EVIL} met.", id="evil")
    b.event("meeting", b.person(EVIL), words="met")
    pairs = [kuala_lumpur(), meeting("m", dt.date(2024, 5, 6)), b.done()]
    with Base.open(folder / "news.kg", write=True) as base:
        for pair in pairs:
            base.facts.add(*pair)
        base.publish(quads(pairs, resolve(pairs)))
        return base.generation().store


def solutions(store: Store, sparql: str, values: Values | None = None) -> QuerySolutions:
    """What a SELECT finds in all graphs of a store."""
    found = store.query(sparql, prefixes=NAMESPACES, use_default_graph_as_union=True, substitutions=values)
    assert isinstance(found, QuerySolutions)
    return found


def triples(store: Store, sparql: str) -> QueryTriples:
    """What a CONSTRUCT makes of all graphs of a store."""
    found = store.query(sparql, prefixes=NAMESPACES, use_default_graph_as_union=True)
    assert isinstance(found, QueryTriples)
    return found


def rows(answer: object) -> Rows:
    """An answer that must be the one of a SELECT."""
    assert isinstance(answer, Rows)
    return answer
