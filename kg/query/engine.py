"""Evaluates a query on a store: Python values in, Python values out."""

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import islice

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
    serialize,
)

from kg.errors import QueryError
from kg.query.rows import Rows, Value
from kg.vocab import NAMESPACES, XSD

Answer = Rows | bool | str
"""Of SELECT; of ASK; of CONSTRUCT and DESCRIBE, as Turtle."""


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


class Iri(str):
    """A text that stands for a node when it is bound to a variable."""


def evaluate(store: Store, sparql: str, bindings: Mapping[str, Value], limit: int | None) -> Answer:
    """The answer to a query whose variables are bound to values. Raises QueryError for what cannot be parsed."""
    substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(name): to_term(value) for name, value in bindings.items() if value is not None
    }
    try:
        found = store.query(
            sparql, prefixes=NAMESPACES, use_default_graph_as_union=True, substitutions=substitutions or None
        )
        if isinstance(found, QueryBoolean):
            return bool(found)
        if isinstance(found, QueryTriples):
            return _turtle(found, limit)
        return _rows(found, limit)
    except SyntaxError as error:
        raise QueryError(f"the query cannot be parsed: {error}") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


def to_term(value: Value) -> NamedNode | Literal:
    """The RDF term of a Python value. Raises QueryError for one that has none."""
    if isinstance(value, Iri):
        return NamedNode(value)
    if isinstance(value, dt.date):
        return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
    if isinstance(value, str | bool | int | float):
        return Literal(value)
    raise QueryError(f"{value!r} cannot be bound to a variable; give a text, a number, a day or an Iri")


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


def _rows(solutions: QuerySolutions, limit: int | None) -> Rows:
    columns = tuple(variable.value for variable in solutions.variables)
    found = [tuple(map(to_value, solution)) for solution in islice(solutions, None if limit is None else limit + 1)]
    truncated = limit is not None and len(found) > limit
    return Rows(columns, tuple(found[:limit]), truncated)


def _turtle(triples: QueryTriples, limit: int | None) -> str:
    """Sorted, so that the same graph always reads the same."""
    found = sorted(islice(triples, limit), key=str)
    return (serialize(found, format=RdfFormat.TURTLE, prefixes=NAMESPACES) or b"").decode()
