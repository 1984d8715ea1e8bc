"""Work spread over processes that may be killed: nothing hangs, and no item is lost without a reason."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, TypeVar

from kg.errors import ConfigurationError, KgError

T = TypeVar("T")
R = TypeVar("R")

TRIES = 2
FALSE_STARTS = 3
AHEAD = 4096
"""Items that may be under way before the result of the first of them has been taken."""
HEAVIEST = 100_000_000
"""What these may weigh together, unless one alone weighs more."""
START = 300.0
"""Seconds that a process may need until it is ready."""

_SAFE_PATH = "PYTHONSAFEPATH"
_CONTEXT = get_context("spawn")  # a fork would copy the locks of the progress bar's thread


class Lost(NamedTuple):
    """Stands for the result of an item that could not be worked on; `overdue`: because it took too long."""

    reason: str
    overdue: bool = False


@dataclass(frozen=True)
class _Task(Generic[T]):
    """A batch of items, each with its number, how often it has been tried, and the seconds that it may take."""

    items: Sequence[tuple[int, T]]
    tries: int = 0
    patience: float = 0.0


class Crew(Generic[T, R]):
    """Up to `jobs` processes, each of which calls `start` once and works on batches with the function it returns.

    A process that dies, or needs more seconds for a batch than `patience` grants it, is replaced; the items of its
    batch are tried once more, each alone. One that took too long alone is not tried again. Processes are started when
    there is work for them.
    """

    def __init__(
        self,
        start: Callable[[], Callable[[Sequence[T]], Sequence[R]]],
        jobs: int,
        patience: Callable[[Sequence[T]], float],
        weight: Callable[[T], int] = lambda _: 1,
    ) -> None:
        self._start = start
        self._jobs = jobs
        self._patience = patience
        self._weigh = weight
        self._weight = 0
        self._workers: list[_Worker[T, R]] = []
        self._fresh: Iterator[_Task[T]] = iter(())
        self._again: deque[_Task[T]] = deque()
        self._under_way: deque[tuple[int, T]] = deque()
        self._done: dict[int, R | Lost] = {}
        self._false_starts = 0

    def run(self, batches: Iterable[Sequence[T]]) -> Iterator[tuple[T, R | Lost]]:
        """Each item with its result, in the order given. Raises the KgError that `start` raises."""
        self._fresh = self._numbered(batches)
        try:
            while self._hand_out():
                self._collect()
                while self._under_way and self._under_way[0][0] in self._done:
                    number, item = self._under_way.popleft()
                    self._weight -= self._weigh(item)
                    yield item, self._done.pop(number)
        finally:
            for worker in self._workers:
                worker.stop()
            self._workers.clear()

    def _hand_out(self) -> bool:
        """Give tasks to all that can take one; whether anything is under way then."""
        while (len(self._workers) < self._jobs or any(w.idle for w in self._workers)) and (task := self._next()):
            self._free_worker().give(task)
        return bool(self._under_way)

    def _next(self) -> _Task[T] | None:
        if self._again:
            return self._again.popleft()
        if len(self._under_way) >= AHEAD or self._weight >= HEAVIEST:
            return None
        task = next(self._fresh, None)
        for number, item in task.items if task else ():
            self._under_way.append((number, item))
            self._weight += self._weigh(item)
        return task

    def _numbered(self, batches: Iterable[Sequence[T]]) -> Iterator[_Task[T]]:
        number = 0
        for batch in batches:
            yield self._task(list(enumerate(batch, start=number)))
            number += len(batch)

    def _task(self, items: Sequence[tuple[int, T]], tries: int = 0) -> _Task[T]:
        return _Task(items, tries, self._patience([item for _, item in items]))

    def _free_worker(self) -> "_Worker[T, R]":
        for worker in self._workers:
            if worker.idle:
                return worker
        self._workers.append(_Worker(self._start))
        return self._workers[-1]

    def _collect(self) -> None:
        """Wait until a worker answers, dies or is overdue."""
        busy = [worker for worker in self._workers if not worker.idle]
        patience = max(0.0, min((worker.due for worker in busy), default=0.0) - time.monotonic())
        answering = connection.wait([worker.connection for worker in busy], patience)
        for worker in busy:
            if worker.connection in answering:
                self._hear(worker)
            elif worker.due <= time.monotonic():
                self._replace(worker, f"took longer than {worker.patience:.0f} s", overdue=True)

    def _hear(self, worker: "_Worker[T, R]") -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._replace(worker, worker.end())
            return
        if isinstance(answer, KgError):
            raise answer
        if answer is None:
            worker.begin()
        else:
            numbers = (number for number, _ in worker.finish().items)
            self._done.update(zip(numbers, answer, strict=True))

    def _replace(self, worker: "_Worker[T, R]", reason: str, *, overdue: bool = False) -> None:
        self._workers.remove(worker)
        worker.stop()
        task = worker.finish()
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts == FALSE_STARTS:
                raise ConfigurationError(
                    f"the worker processes end while they start: the last {reason}; let them have more memory and "
                    'time, or where a script starts them, let it do so behind if __name__ == "__main__"'
                )
            self._again.append(task)
        elif overdue and len(task.items) == 1:
            self._lose(task, reason, overdue=True)
        elif task.tries + 1 < TRIES:
            self._again.extend(self._task([item], task.tries + 1) for item in task.items)
        else:
            self._lose(task, f"{reason}, twice")

    def _lose(self, task: _Task[T], reason: str, *, overdue: bool = False) -> None:
        lost = Lost(f"the process that read it {reason}", overdue)
        self._done.update((number, lost) for number, _ in task.items)


class _Worker(Generic[T, R]):
    """One process as its supervisor sees it."""

    def __init__(self, start: Callable[[], Callable[[Sequence[T]], Sequence[R]]]) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, start), daemon=True)
        with _blind_to_folder():
            resource_tracker.ensure_running()  # which else is started with the first process, and lets SIGINT in again
            with _deaf_to_ctrl_c():
                self._process.start()
        theirs.close()
        self._task: _Task[T] | None = None
        self.ready = False
        self.due = 0.0

    @property
    def idle(self) -> bool:
        """Whether it has nothing to do."""
        return self._task is None

    @property
    def patience(self) -> float:
        """The seconds that it may take for its task, or to start."""
        return self._task.patience if self._task and self.ready else START

    def give(self, task: _Task[T]) -> None:
        """Let it work on a task, once it is ready."""
        self._task = task
        self._await()

    def begin(self) -> None:
        """It is ready: send the task that waits for it."""
        self.ready = True
        self._await()

    def _await(self) -> None:
        self.due = time.monotonic() + self.patience
        if self._task and self.ready:
            with suppress(OSError):  # the end of a dead process is noticed when its answer is awaited
                self.connection.send([item for _, item in self._task.items])

    def finish(self) -> _Task[T]:
        """The task it had, which it has no longer."""
        task, self._task = self._task or _Task([]), None
        return task

    def end(self) -> str:
        """How the process ended, in words."""
        self._process.join(5)
        code = self._process.exitcode
        return f"was killed by {signal.Signals(-code).name}" if code and code < 0 else f"ended with exit code {code}"

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self._process.kill()
        self._process.join()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started here never sees SIGINT. Ctrl-C reaches the whole group, and the supervisor ends its workers."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _blind_to_folder() -> Iterator[None]:
    """What is started here takes no module from the folder one is in, where a `calendar.py` may lie."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        os.environ.pop(_SAFE_PATH)
        if before is not None:
            os.environ[_SAFE_PATH] = before


def _serve(channel: Connection, start: Callable[[], Callable[[Sequence[T]], Sequence[R]]]) -> None:
    """What a worker process does: answer None when it is ready, then a list of results for every list of items."""
    with suppress(EOFError, ConnectionError):  # the supervisor is gone
        try:
            work = start()
        except KgError as error:
            channel.send(error)
            return
        channel.send(None)
        while True:
            channel.send(list(work(channel.recv())))
