"""Answers as the standards write them: SPARQL 1.1 Query Results of tables and truths, RDF of triples."""

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from kg.errors import LimitError
from kg.vocab import NAMESPACES, XSD

Found = QueryBoolean | QuerySolutions | QueryTriples

ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
LARGEST = 64_000_000
"""Bytes of an answer."""
_BARE = (RdfFormat.N_TRIPLES, RdfFormat.JSON_LD)
"""What is written without prefixes."""


def written(found: Found, rows: str, triples: str, limit: int | None) -> dict[str, Any]:
    """An answer as text, in one of two forms, and whether there are more rows or triples than the limit lets through.

    Raises LimitError for more than `LARGEST` bytes.
    """
    if isinstance(found, QueryTriples):
        kept = list(islice(found, limit))
        form, data = triples, _written_triples(kept, TRIPLES[triples])
        more = limit is not None and next(found, None) is not None
    elif isinstance(found, QuerySolutions) and limit is not None:
        form, data = rows, _cut(found, rows, limit)
        more = next(found, None) is not None
    else:
        form, data, more = rows, found.serialize(format=ROWS[rows]) or b"", False
    if len(data) > LARGEST:
        raise LimitError(f"the answer has more than {LARGEST // 10**6} MB; ask for less")
    return {"form": form, "written": data.decode(), "truncated": more}


def _written_triples(triples: Iterable[Triple], format: RdfFormat) -> bytes:
    """Sorted, so that the same graph always reads the same."""
    prefixes = None if format in _BARE else NAMESPACES
    return serialize(sorted(triples, key=str), format=format, prefixes=prefixes) or b""


def _cut(found: QuerySolutions, form: str, limit: int) -> bytes:
    """So many rows of a table. The engine writes whole tables alone: these go to it by way of JSON."""
    names = [variable.value for variable in found.variables]
    bindings = [
        {name: _json(term) for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in islice(found, limit)
    ]
    table = {"head": {"vars": names}, "results": {"bindings": bindings}}
    data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    if form == "json":
        return data
    parsed = parse_query_results(data, format=QueryResultsFormat.JSON)
    return parsed.serialize(format=ROWS[form]) or b""


def _json(term: NamedNode | BlankNode | Literal | Triple) -> dict[str, Any]:
    """A term as SPARQL 1.1 Query Results JSON has it."""
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    if isinstance(term, Literal):
        told = {"type": "literal", "value": term.value}
        if term.language:
            return told | {"xml:lang": term.language}
        return told if term.datatype.value == XSD + "string" else told | {"datatype": term.datatype.value}
    return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}
