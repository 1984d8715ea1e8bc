"""Questions to a graph on disk, in SPARQL. Nothing is written, and nothing beyond the graph is read."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.errors import QueryError
from kg.query.child import evaluate_apart
from kg.query.engine import Answer, Iri, evaluate
from kg.query.guard import check
from kg.query.rows import Rows, Value
from kg.query.saved import Parameter, Saved, saved_queries, saved_query

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["Answer", "Graph", "Iri", "Parameter", "Rows", "Saved", "Value", "saved_queries", "saved_query"]


class Graph:
    """A dataset to ask: all its graphs together. The prefixes of `vocab.NAMESPACES` need no declaration."""

    def __init__(self, store: Path | str) -> None:
        """Of an Oxigraph store on disk, which is opened for reading when it is first needed."""
        self._path = Path(store)

    @cached_property
    def store(self) -> Store:
        """The store itself, read-only; to be used in the thread that asks for it first."""
        try:
            return Store.read_only(str(self._path))
        except OSError as error:
            raise QueryError(f"{self._path} cannot be opened: {error}; run kg build to rebuild the graph") from error

    def query(
        self, sparql: str, /, *, timeout: float | None = None, limit: int | None = None, **bindings: Value
    ) -> Answer:
        """The answer to a query: Rows of SELECT, a bool of ASK, Turtle of CONSTRUCT and DESCRIBE.

        `bindings` gives values to variables that the query selects; they are never pasted into it.
        At most `limit` rows are fetched.
        With `timeout`, in seconds, the query runs in a process of its own and is given up when the time is over;
        without, a malicious query can take all memory, or end this process. Raises QueryError.
        """
        check(sparql)
        if timeout is None:
            return evaluate(self.store, sparql, bindings, limit)
        return evaluate_apart(self._path, sparql, bindings, limit, timeout)

    def ask(
        self, name: str, /, *, timeout: float | None = None, limit: int | None = None, **parameters: Value
    ) -> Answer:
        """The answer to a saved query, without the columns that only repeat its parameters. Raises QueryError."""
        saved = saved_query(name)
        saved.missing(frozenset(parameters))
        answer = self.query(saved.sparql, timeout=timeout, limit=limit, **parameters)
        names = frozenset(one.name for one in saved.parameters)
        return answer.without(names) if isinstance(answer, Rows) else answer

    def rdflib(self) -> "Dataset":
        """The same data as an rdflib Dataset, whose queries Oxigraph evaluates; all graphs are its default one."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.store), default_union=True)
