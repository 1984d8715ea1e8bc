"""A graph as rdflib has it: read by rdflib, asked through the process that answers queries."""

import io
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset, Graph
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import BNode, Identifier, Node

from kg.errors import QueryError
from kg.query.wire import Request

Ask = Callable[[Request], str]
"""Gives the answer to a request as SPARQL Results JSON or N-Triples. Raises QueryError."""


class ConfinedStore(OxigraphStore):
    """An Oxigraph store, read-only, whose SPARQL is evaluated elsewhere."""

    def __init__(self, store: Store, ask: Ask) -> None:
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
        sparql, names, _ = query._original_args if isinstance(query, Query) else (query, {}, None)
        asked = Request(
            sparql,
            bindings={str(name).lstrip("?"): _written(term) for name, term in initBindings.items()},
            prefixes={str(prefix): str(iri) for prefix, iri in (dict(initNs) | dict(names)).items()},
            graph=str(queryGraph) if isinstance(queryGraph, Node) else None,
            serialized=True,
        )
        return _result(self._ask(asked))

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refuse every update, LOAD among them. Raises QueryError."""
        _refuse()

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refuse a change. Raises QueryError."""
        _refuse()

    addN = remove = remove_graph = add

    def add_graph(self, graph: Graph) -> None:
        """Nothing: a graph that the base does not have is empty."""


class ConfinedDataset(Dataset):
    """A dataset whose queries never fall back on an engine of rdflib's own, which would ask other servers."""

    def query(self, query_object: Any, *args: Any, use_store_provided: bool = True, **kwargs: Any) -> Result:
        """The answer to a query. Raises QueryError."""
        if not use_store_provided:
            raise QueryError("queries of this graph are evaluated by its store; leave use_store_provided out")
        return super().query(query_object, *args, **kwargs)

    def update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse every update. Raises QueryError."""
        _refuse()


def _refuse() -> NoReturn:
    raise QueryError("the graph of a base cannot be changed; build it anew with kg build")


def _written(term: Identifier) -> str:
    if isinstance(term, BNode):
        raise QueryError(f"the blank node {term} cannot be bound to a variable")
    return term.n3()


def _result(serialized: str) -> Result:
    if serialized.startswith("{"):
        return Result.parse(io.BytesIO(serialized.encode()), format="json")
    result = Result("CONSTRUCT")
    result.graph = Graph().parse(data=serialized, format="nt")
    return result
