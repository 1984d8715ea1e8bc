"""A graph as rdflib has it: read by rdflib, asked through the process that answers queries."""

import io
import logging
from collections.abc import Callable, Generator, Mapping
from typing import Any, NoReturn

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier, Node

from kg.errors import QueryError, shown
from kg.query.engine import to_term
from kg.query.rows import Iri
from kg.query.wire import Request

Ask = Callable[[Request], str]
"""Gives the answer to a request as SPARQL Results JSON or N-Triples. Raises QueryError."""


class ConfinedStore(OxigraphStore):
    """An Oxigraph store, read-only, whose SPARQL is evaluated elsewhere."""

    def __init__(self, store: pyoxigraph.Store, ask: Ask) -> None:
        super().__init__(store=store)
        self._ask = ask

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **options: object,
    ) -> Result:
        """The answer to a query, its text or what rdflib prepared of it. Raises QueryError."""
        for option in options:
            raise QueryError(f"a query of this graph takes no {option!r}")
        if isinstance(queryGraph, BNode):
            raise QueryError("a graph without a name holds nothing of the base; ask the Dataset, or give its IRI")
        sparql, names, base = query._original_args if isinstance(query, Query) else (query, {}, None)
        if not isinstance(sparql, str):
            raise QueryError(f"a query is a text, not {shown(sparql)}")
        asked = Request(
            sparql,
            bindings={str(name).lstrip("?"): _written(term) for name, term in initBindings.items()},
            prefixes={str(prefix): str(iri) for prefix, iri in (dict(initNs) | dict(names)).items()},
            base=base,
            graphs=[str(queryGraph)] if isinstance(queryGraph, Node) else None,
            forms=("json", "nt"),
        )
        return _result(self._ask(asked))

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refuse every update, LOAD among them. Raises QueryError."""
        _refuse()

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refuse a change. Raises QueryError."""
        _refuse()

    addN = remove = remove_graph = open = destroy = add

    def add_graph(self, graph: Graph) -> None:
        """Nothing: a graph that the base does not have is empty."""


class _Confined(Graph):
    """A graph whose queries never fall back on an engine of rdflib's own, which would ask other servers."""

    def query(
        self,
        query_object: Any,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Mapping[str, Any] | None = None,
        initBindings: Mapping[str, Identifier] | None = None,
        use_store_provided: bool = True,
        **options: Any,
    ) -> Result:
        """The answer to a query. Raises QueryError."""
        if not use_store_provided:
            raise QueryError("queries of this graph are evaluated by its store; leave use_store_provided out")
        return super().query(query_object, processor, result, initNs, initBindings, **options)

    def update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse every update. Raises QueryError."""
        _refuse()

    def parse(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse more triples before they are fetched. Raises QueryError."""
        _refuse()


class ConfinedGraph(_Confined):
    """One graph of a dataset."""


class ConfinedDataset(_Confined, Dataset):
    """All graphs of a store."""

    def __init__(self, store: ConfinedStore) -> None:
        super().__init__(store=store, default_union=True)
        self._default_context = self.get_context(DATASET_DEFAULT_GRAPH_ID)

    def get_context(self, identifier: Any, quoted: bool = False, base: str | None = None) -> ConfinedGraph:
        """The graph of this name."""
        names = self.namespace_manager
        return ConfinedGraph(store=self.store, identifier=identifier, namespace_manager=names, base=base)

    def graphs(self, triple: Any = None) -> Generator[Graph, None, None]:
        """All graphs, or those that hold a triple."""
        yield from (self.get_context(graph.identifier) for graph in super().graphs(triple))

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """The same, by its older name."""
        yield from self.graphs(triple)


def _refuse() -> NoReturn:
    raise QueryError("the graph of a base cannot be changed; build it anew with kg build")


def _written(value: Any) -> str:
    """A term, or a Python value, as N-Triples has it."""
    if isinstance(value, URIRef):
        return str(to_term(Iri(value)))
    if not isinstance(value, Literal):
        return str(to_term(None if isinstance(value, Node) else value))
    try:
        if value.language:
            return str(pyoxigraph.Literal(value, language=value.language))
        return str(pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(value.datatype or XSD.string)))
    except ValueError as error:
        raise QueryError(f"{shown(value)} cannot be bound to a variable: {error}") from None


def _is_no_long_number(record: logging.LogRecord) -> bool:
    return "integer string conversion" not in str(record.exc_info and record.exc_info[1])


logging.getLogger("rdflib.term").addFilter(_is_no_long_number)  # a literal of many digits is kept as it is


def _result(serialized: str) -> Result:
    if serialized.startswith("{"):
        return Result.parse(io.BytesIO(serialized.encode()), format="json")
    result = Result("CONSTRUCT")
    try:
        result.graph = Graph().parse(data=serialized, format="nt")
    except ParserError as error:
        raise QueryError(f"rdflib cannot read the answer: {error}; ask with KnowledgeGraph.query") from None
    return result
