"""Questions to a graph on disk, in SPARQL. Nothing is written, and nothing beyond the graph is read."""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError, shown
from kg.query.engine import opened, to_term
from kg.query.process import QueryProcess
from kg.query.rows import Iri, Rows, Value
from kg.query.saved import Form, Parameter, Saved, saved_queries, saved_query
from kg.query.wire import Answer, Request, Turtle, Written, decode_answer

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["TIMEOUT", "Answer", "Form", "Graph", "Iri", "Parameter", "Rows", "Saved", "Turtle", "Value", "Written"]
__all__ += ["saved_queries", "saved_query", "to_term"]

TIMEOUT = 30.0
"""Seconds that a query may take unless its user says otherwise."""


class Graph:
    """A dataset to ask: all its graphs together. The prefixes of `vocab.NAMESPACES` need no declaration.

    Queries run in one process of their own, which has no network and limited memory. Any thread may ask.
    """

    def __init__(self, store: Path | str) -> None:
        """Of an Oxigraph store on disk, which is opened for reading when it is first needed."""
        self._path = Path(store)
        self._process = QueryProcess(self._path)

    def close(self) -> None:
        """End the process of the queries; a later query starts another."""
        self._process.close()

    def query(self, sparql: str, /, *, timeout: float = TIMEOUT, limit: int | None = None, **bindings: Value) -> Answer:
        """The answer to a query: Rows of SELECT, a bool of ASK, Turtle of CONSTRUCT and DESCRIBE.

        `bindings` gives values to variables that the query selects; they are never pasted into it. Patterns and
        comparisons see them, BOUND and BIND do not; a text has no language, as labels have: compare it with STR.
        At most `limit` rows or triples are fetched. The query is given up after `timeout` seconds. Raises QueryError.
        """
        if not isinstance(sparql, str):
            raise QueryError(f"a query is a text, not {shown(sparql)}")
        if limit is not None and not (isinstance(limit, int) and 0 <= limit <= sys.maxsize):
            raise QueryError(f"a limit of {shown(limit)} rows is none; give a whole number, 0 or more")
        if not (isinstance(timeout, int | float) and 0 < timeout <= threading.TIMEOUT_MAX):
            raise QueryError(f"a time limit of {shown(timeout)} s is none; give a number of seconds above 0")
        terms = {name: str(to_term(value)) for name, value in bindings.items() if value is not None}
        return decode_answer(self._process.answer(Request(sparql, terms, limit), timeout))

    def ask(self, name: str, /, *, timeout: float = TIMEOUT, limit: int | None = None, **parameters: Value) -> Answer:
        """The answer to a saved query, without the columns that only repeat its parameters. Raises QueryError.

        A name is found in whatever case, with or without accents, and, where nothing has it as it is, without titles.
        """
        saved = saved_query(name)
        saved.check(parameters)
        answer: Answer = False
        for values in saved.readings(parameters):
            answer = self.query(saved.sparql, timeout=timeout, limit=limit, **values)
            if not isinstance(answer, Rows) or answer.rows:
                break
        names = frozenset(one.name for one in saved.parameters)
        return answer.without(names) if isinstance(answer, Rows) else answer

    def written(
        self,
        sparql: str,
        /,
        *,
        forms: tuple[str, str],
        timeout: float = TIMEOUT,
        limit: int | None = None,
        graphs: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
    ) -> Written:
        """The answer to a query as text: a table or a truth in the first of two forms, triples in the second.

        `graphs` are asked together and GRAPH finds `named`, instead of all. Raises QueryError.
        """
        request = Request(sparql, limit=limit, graphs=graphs, named=named, forms=forms)
        (message,) = self._process.answer(request, timeout)
        return Written(message["form"], message["written"], message["truncated"])

    def alike(self, name: str, most: int = 3) -> list[str]:
        """Labels of what is called like a name, the likeliest first: for a name that nothing has. Raises QueryError."""
        from kg.query.likeness import NAMED, nearest  # takes longer to load than most queries take

        answer = self.query(NAMED)
        return nearest(name, [str(label) for (label,) in answer.rows], most) if isinstance(answer, Rows) else []

    def rdflib(self) -> "Dataset":
        """The same data as an rdflib Dataset, to be read only; all graphs are its default one.

        Its queries go the same way as those of `query`, and so do those of other graphs that are made on its store.
        An engine of rdflib's own, which does ask other servers, sees no more of the store than its triples, so that
        nothing here can stop it: do not call `rdflib.plugins.sparql`, nor give `use_store_provided=False` to a graph
        that you made, with a query that you do not trust. Raises QueryError.
        """
        from kg.query.dataset import ConfinedDataset, ConfinedStore

        return ConfinedDataset(ConfinedStore(opened(self._path), self._serialized))

    def _serialized(self, request: Request) -> str:
        (message,) = self._process.answer(request, TIMEOUT)
        return str(message["written"])
