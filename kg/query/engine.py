"""Evaluates a query on a store: Python values in, Python values out."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
    serialize,
)

from kg.errors import QueryError, shown
from kg.query.rows import Iri, Value
from kg.query.scan import surface
from kg.query.terms import misspelt
from kg.query.wire import Message, Request
from kg.query.written import Found, written
from kg.vocab import NAMESPACES, XSD

_BATCH = 1000
"""Rows sent at once, so that the process never holds them all."""


def _day(lexical: str) -> dt.date:
    return dt.date.fromisoformat(lexical[:10])


_PYTHON: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "nonNegativeInteger": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda lexical: lexical in ("true", "1"),
    XSD + "date": _day,
}


def opened(path: Path) -> Store:
    """The store in a folder, to be read. Raises QueryError."""
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:  # which of them, depends on where the damage is
        if not path.exists():
            raise QueryError(f"{path} was replaced by later builds; open the base again, or run kg build") from None
        raise QueryError(f"{path} cannot be opened: {error}; run kg build to rebuild the graph") from None


def answer(store: Store, request: Request) -> Iterator[Message]:
    """The answer to a query, in parts: a value, Turtle, or columns, rows by the thousand, and whether there are more.

    Raises QueryError for what cannot be parsed or evaluated.
    """
    found = _found(store, request)
    try:
        if request.forms is not None:
            rows, triples = request.forms
            yield written(found, rows, triples, request.limit)
        elif isinstance(found, QueryBoolean):
            yield {"value": bool(found)}
        elif isinstance(found, QueryTriples):
            yield _turtle(found, request.limit)
        else:
            yield {"columns": [variable.value for variable in found.variables]}
            yield from _rows(found, request.limit)
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


def _found(store: Store, request: Request) -> Found:
    """The answer as the engine gives it. Raises QueryError."""
    seen = surface(request.sparql)
    if seen.federated:
        reason = "SERVICE is not allowed: a query reads this graph alone; leave the SERVICE clause out"
        raise QueryError(seen.fault or reason)
    if wrong := misspelt(store, seen.terms):
        raise QueryError(wrong)
    whole = request.graphs is None and request.named is None and not seen.sources  # else Oxigraph ignores FROM
    try:
        return store.query(
            request.sparql,
            base_iri=request.base,
            prefixes=NAMESPACES | dict(request.prefixes),
            use_default_graph_as_union=whole,
            default_graph=_nodes(request.graphs),
            named_graphs=_nodes(request.named),
            substitutions={Variable(name): _parsed(term) for name, term in request.bindings.items()} or None,
        )
    except SyntaxError as error:
        raise QueryError(seen.fault or seen.stray or f"the query cannot be parsed: {error}") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


def _nodes(iris: Sequence[str] | None) -> list[Any] | None:
    return None if iris is None else [NamedNode(iri) for iri in iris]


def _parsed(written: str) -> NamedNode | BlankNode | Literal | Triple:
    (quad,) = parse(f"<x:s> <x:p> {written} .", format=RdfFormat.N_TRIPLES)
    term: NamedNode | BlankNode | Literal | Triple = quad.object
    return term


def to_term(value: Value) -> NamedNode | Literal:
    """The RDF term of a Python value. Raises QueryError for one that has none."""
    try:
        if isinstance(value, Iri):
            return NamedNode(value)
        if isinstance(value, dt.date):
            return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
        if isinstance(value, int) and not isinstance(value, bool):
            return Literal(str(value), datatype=NamedNode(XSD + "integer"))
        if isinstance(value, str | bool | float):
            return Literal(value)
    except ValueError as error:
        raise QueryError(f"{shown(value)} cannot be bound to a variable: {error}") from None
    raise QueryError(f"{shown(value)} cannot be bound to a variable; give a text, a number, a day or an Iri")


def to_value(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """The Python value of an RDF term; a literal that is not what its datatype says stays a text."""
    if isinstance(term, Literal):
        convert = _PYTHON.get(term.datatype.value, str)
        try:
            return convert(term.value)
        except ValueError:
            return term.value
    if term is None:
        return None
    return term.value if isinstance(term, NamedNode) else str(term)


def _rows(solutions: QuerySolutions, limit: int | None) -> Iterator[Message]:
    wanted = islice(solutions, limit)
    while batch := [tuple(map(to_value, solution)) for solution in islice(wanted, _BATCH)]:
        yield {"rows": batch}
    yield {"truncated": limit is not None and next(solutions, None) is not None}


def _turtle(triples: QueryTriples, limit: int | None) -> Message:
    """Sorted, so that the same graph always reads the same."""
    kept = sorted(islice(triples, limit), key=str)
    written = serialize(kept, format=RdfFormat.TURTLE, prefixes=NAMESPACES) or b""
    return {"turtle": written.decode(), "truncated": limit is not None and next(triples, None) is not None}
