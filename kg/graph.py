"""A base opened for reading: what notebooks and commands ask."""

import datetime as dt
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.base import Base
from kg.errors import BaseError, QueryError, shown
from kg.model import Document
from kg.query import TIMEOUT, Answer, Graph, Written

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.view import View

Day = str | dt.date
"""A day, or a text with the beginning of one: `2025-10`."""


class KnowledgeGraph:
    """The current generation of a base, until it is closed.

    Raises BaseError if there is none, or if it has been closed, QueryError for what cannot be asked.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._base = Base.open(self.path)
        self.generation = self._base.generation()
        self._graph = Graph(self.generation.store)
        self._closed = False

    def __enter__(self) -> Self:
        """The graph itself."""
        self._require_open()
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the base."""
        self.close()

    def close(self) -> None:
        """Close the base, and end the process that answers its queries; a Dataset that it gave goes on."""
        self._closed = True
        self._graph.close()
        self._base.close()

    def query(self, sparql: str, /, *, timeout: float = TIMEOUT, limit: int | None = None, **bindings: Any) -> Answer:
        """Rows of SELECT, a bool of ASK, Turtle of CONSTRUCT; `bindings` are values of variables.

        The query has `timeout` seconds, no network, and limited memory. Raises QueryError.
        """
        self._require_open()
        return self._graph.query(sparql, timeout=timeout, limit=limit, **bindings)

    def ask(self, name: str, /, *, timeout: float = TIMEOUT, limit: int | None = None, **parameters: Any) -> Answer:
        """The answer to a saved query, such as `ask("who-met-whom", who="Rajnath Singh")`."""
        self._require_open()
        return self._graph.ask(name, timeout=timeout, limit=limit, **parameters)

    def written(self, sparql: str, /, *, forms: tuple[str, str], **options: Any) -> Written:
        """The answer as text: a table in the first form, triples in the second; `options` as for `Graph.written`."""
        self._require_open()
        return self._graph.written(sparql, forms=forms, **options)

    def is_newest(self) -> bool:
        """Whether no newer generation has been published since it was opened. Raises BaseError if that is damaged."""
        return self._base.generation() == self.generation

    def alike(self, name: str, most: int = 3) -> list[str]:
        """Names in the graph that are like one that nothing has, the likeliest first."""
        self._require_open()
        return self._graph.alike(name, most)

    def graph(
        self,
        *,
        around: str | None = None,
        depth: int | None = None,
        top: int | None = 300,  # as `Choice` has it
        since: Day | None = None,
        until: Day | None = None,
        types: str | Iterable[str] | None = None,
        modalities: str | Iterable[str] | None = None,
        min_confidence: float | None = None,
        sentences: bool = True,
    ) -> "nx.MultiDiGraph":
        """Actors, events and agreements as networkx has them, with the sentences around the words of each fact.

        What can be chosen is as for `projection.project`. Where there are more than `top` nodes, a warning says how
        many are left out; None takes all. Raises ChoiceError.
        """
        from kg.projection import project

        chosen: dict[str, Any] = {"around": around, "depth": depth, "since": since, "until": until, "types": types}
        chosen |= {"modalities": modalities, "min_confidence": min_confidence}
        given = {name: value for name, value in chosen.items() if value is not None}
        self._require_open()
        graph = project(self.generation.quads(), texts=self._text if sentences else None, top=top, **given)
        if left := graph.graph["left_out"]:
            warnings.warn(f"{left:,} nodes more are left out; top=None takes all", stacklevel=2)
        return graph

    def view(self, title: str | None = None, **choice: Any) -> "View":
        """The graph as one page of HTML, shown in a notebook, saved with `.save(path)`; `choice` as for `graph`."""
        from kg.view import View, render

        return View(render(self.graph(**choice), title=title or self.path.stem))

    def __repr__(self) -> str:
        """Where it lies, and what it holds."""
        counts = self.generation.manifest.counts
        return f"<KnowledgeGraph {self.path}: {', '.join(f'{number:,} {kind}' for kind, number in counts.items())}>"

    def rdflib(self) -> "Dataset":
        """The graph as an rdflib Dataset."""
        self._require_open()
        return self._graph.rdflib()

    def document(self, id_: str) -> Mapping[str, Any] | None:
        """A document with its text and metadata, None if there is none with this id."""
        found = self._document(id_)
        return found.model_dump() if found else None

    def _text(self, id_: str) -> str | None:
        found = self._document(id_)
        return found.text if found else None

    def _document(self, id_: str) -> Document | None:
        self._require_open()
        if not isinstance(id_, str):
            raise QueryError(f"the id of a document is a text, not {shown(id_)}")
        return self._base.facts.document(id_)

    def _require_open(self) -> None:
        if self._closed:
            raise BaseError(f"{self.path} has been closed; open it again, with kg.open")
