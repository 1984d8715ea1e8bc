"""The graphs that requests are answered from, each with a process of its own, and of the newest generation.

A graph in use is left alone, so that what is running finishes on the generation on which it began.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from kg.base import Base
from kg.errors import BaseError, LimitError, QueryError
from kg.graph import KnowledgeGraph
from kg.query import Answer, Rows, Written
from kg.serve.settings import PATIENCE, WAITING

Result = TypeVar("Result")

_LOOK = 1.0
"""Seconds after which graphs that nobody uses look for a newer generation."""
_log = logging.getLogger(__name__)


class Session:
    """A graph for one request: all its queries together have so many seconds. For one thread."""

    def __init__(self, graph: KnowledgeGraph, timeout: float, limit: int) -> None:
        self.graph = graph
        self.limit = limit
        self._due = time.monotonic() + timeout

    @property
    def left(self) -> float:
        """The seconds that are left. Raises LimitError if none are."""
        seconds = self._due - time.monotonic()
        if seconds <= 0:
            raise LimitError("the answer took longer than it may; ask for less")
        return seconds

    @property
    def generation(self) -> str:
        """What the answers depend on: the hash of the graph."""
        return self.graph.generation.manifest.sha256

    def query(self, sparql: str, /, **bindings: Any) -> Answer:
        """As `KnowledgeGraph.query`."""
        return self.graph.query(sparql, timeout=self.left, limit=self.limit, **bindings)

    def ask(self, name: str, /, **parameters: Any) -> Answer:
        """As `KnowledgeGraph.ask`."""
        return self.graph.ask(name, timeout=self.left, limit=self.limit, **parameters)

    def written(self, sparql: str, forms: tuple[str, str], *, whole: bool = False, **graphs: Any) -> Written:
        """As `KnowledgeGraph.written`; `whole` without a limit of rows."""
        limit = None if whole else self.limit
        return self.graph.written(sparql, forms=forms, timeout=self.left, limit=limit, **graphs)

    def rows(self, sparql: str, /, **bindings: Any) -> list[dict[str, Any]]:
        """The rows of a SELECT of our own, all of them."""
        answer = self.graph.query(sparql, timeout=self.left, **bindings)
        return answer.to_dicts() if isinstance(answer, Rows) else []

    def document(self, id_: str) -> Mapping[str, Any] | None:
        """A document with its text and metadata, as the base has it now."""
        with suppress(BaseError):  # the graph answers without the texts, too
            found = self._base.facts.document(id_)
            return found.model_dump() if found else None
        return None

    def text(self, id_: str) -> str | None:
        """The text of a document."""
        found = self.document(id_)
        return str(found["text"]) if found else None

    @cached_property
    def _base(self) -> Base:
        return Base.open(self.graph.path)  # a database is its thread's own

    def __enter__(self) -> Self:
        """The session itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened for it."""
        if "_base" in vars(self):
            self._base.close()


class Graphs:
    """So many graphs of a base, opened when they are first needed."""

    def __init__(self, base: Path, *, processes: int, timeout: float, limit: int) -> None:
        """The first is opened at once. Raises BaseError if there is none, QueryError if it cannot be asked."""
        self._base, self._timeout, self._limit = base, timeout, limit
        self._slots = asyncio.Semaphore(processes)
        self._threads = ThreadPoolExecutor(processes + 1)
        self._waiting = 0
        self._lock = threading.Lock()
        self._free = [self._opened()]
        self._missed: str | None = None

    async def ask(self, work: Callable[[Session], Result]) -> Result:
        """What the work gives, done in another thread with a graph of its own.

        Raises LimitError where too many wait already, or where none gets free in time; else what the work raises.
        """
        if self._waiting >= WAITING:
            raise LimitError("the server is busy with other requests; ask again in a few seconds")
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await self._slots.acquire()
        except TimeoutError:
            raise LimitError(f"other requests kept this one waiting for {PATIENCE:g} s; ask again later") from None
        finally:
            self._waiting -= 1
        task = asyncio.get_running_loop().run_in_executor(self._threads, self._done, work)
        task.add_done_callback(lambda _: self._slots.release())
        return await asyncio.shield(task)

    async def watch(self) -> None:
        """Until it is cancelled, replace the graphs that nobody uses when a new generation is published."""
        while True:
            await asyncio.sleep(_LOOK)
            await asyncio.get_running_loop().run_in_executor(self._threads, self._renew)

    def close(self) -> None:
        """End the threads, whose last work is waited for, and close the graphs."""
        self._threads.shutdown()
        with self._lock:
            free, self._free = self._free, []
        for graph in free:
            graph.close()

    def _done(self, work: Callable[[Session], Result]) -> Result:
        graph = self._take()
        try:
            with Session(graph, self._timeout, self._limit) as session:
                return work(session)
        finally:
            with self._lock:
                self._free.append(graph)

    def _take(self) -> KnowledgeGraph:
        with self._lock:
            graph = self._free.pop() if self._free else None
        return self._opened() if graph is None else self._newest(graph)

    def _renew(self) -> None:
        with self._lock:
            free, self._free = self._free, []
        newest = [self._newest(graph) for graph in free]
        with self._lock:
            self._free += newest

    def _newest(self, graph: KnowledgeGraph) -> KnowledgeGraph:
        """A graph, or one of a newer generation instead; where that is damaged, the one before goes on."""
        try:
            if graph.is_newest():
                return graph
            other = self._opened()
        except (BaseError, QueryError) as error:
            if str(error) != self._missed:
                self._missed = str(error)
                _log.warning("%s; the graph made before still serves", error)
            return graph
        graph.close()
        return other

    def _opened(self) -> KnowledgeGraph:
        """A graph whose process has started."""
        graph = KnowledgeGraph(self._base)
        try:
            graph.query("ASK {}")
        except QueryError:
            graph.close()
            raise
        return graph
