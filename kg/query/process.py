"""The process in which queries run: time, memory or the engine's own faults may end it without harm to others."""

import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from kg.errors import LimitError, QueryError
from kg.query.pipe import Pipe
from kg.query.wire import Message, Request, decode

MEMORY = 4 * 2**30
"""Bytes of address space that queries may use."""
STARTING = 60.0
"""Seconds that the process may take to start and to open its store."""

_START = (
    "import sys; from runpy import run_module; folder = sys.argv.pop(1); "
    "at = next((at for at, path in enumerate(sys.path) if '-packages' in path), len(sys.path)); "
    "sys.path.insert(at, folder); run_module('kg.query', run_name='__main__')"
)
"""Runs this very package, found after the standard library and before all that is installed."""


class QueryProcess:
    """Answers queries to a store, one at a time, whoever asks; started when first needed, and again after its end."""

    def __init__(self, store: Path) -> None:
        """For the Oxigraph store in a folder."""
        self._store = store
        self._lock = threading.Lock()
        self._child: _Child | None = None
        _ASKED.add(self)

    def answer(self, request: Request, timeout: float) -> list[Message]:
        """The messages that answer a request within `timeout` seconds, not counting the start of the process.

        Raises QueryError if that says so, if the time is over, or if the process ends or cannot start.
        """
        due = time.monotonic() + timeout
        if not self._lock.acquire(timeout=timeout):
            raise LimitError(f"other queries kept this one waiting for more than {timeout:g} s; ask again later")
        try:
            left = due - time.monotonic()
            *messages, end = self._ready().ask(request.encoded(), max(left, 0.0))
        except BaseException as error:  # an answer that was not fetched must not be taken for the next one's
            self._replace(None)
            if isinstance(error, TimeoutError):
                raise LimitError(
                    f"the query took more than {timeout:g} s; ask for less, or allow more with --timeout"
                ) from None
            raise
        else:
            if end["retired"]:
                self._replace(None)
        finally:
            self._lock.release()
        for message in messages:
            if "error" in message:
                raise LimitError(message["error"]) if message.get("limit") else QueryError(message["error"])
        return messages

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._replace(None)

    def _ready(self) -> "_Child":
        if self._child is None or not self._child.lives:
            self._replace(_Child(self._store))
        assert self._child is not None
        return self._child

    def _replace(self, child: "_Child | None") -> None:
        before, self._child = self._child, child
        if before is not None:
            before.stop()

    def begin_anew(self) -> None:
        """Leave the process to the parent of this one, which has just been forked, as it does whoever was asking."""
        self._lock = threading.Lock()
        if self._child is not None:
            self._child.leave()
        self._child = None


_ASKED: "weakref.WeakSet[QueryProcess]" = weakref.WeakSet()


def _begin_anew() -> None:
    for each in list(_ASKED):
        each.begin_anew()


os.register_at_fork(after_in_child=_begin_anew)


class _Child:
    """One process, ready to answer."""

    def __init__(self, store: Path) -> None:
        self._late = threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[2]), str(store)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"RUST_BACKTRACE": "0"},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = Pipe(os.dup(self._process.stdin.fileno()))
        self._answers = Pipe(os.dup(self._process.stdout.fileno()))
        self._process.stdin.close()
        self._process.stdout.close()
        self.stop = weakref.finalize(self, _end, self._process, self._requests, self._answers)
        try:
            (greeting,) = self._in_time(self._receive, STARTING)
        except (TimeoutError, QueryError) as error:
            status = self._process.poll()
            how = "was too slow" if isinstance(error, TimeoutError) else f"ended with status {status}"
            raise QueryError(f"the process that answers queries {how} when it started; try again") from None
        if "error" in greeting:
            raise QueryError(greeting["error"])

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        return not self._late.is_set() and self._process.poll() is None

    def leave(self) -> None:
        """Let go of a process that is another's, and of the pipe that would keep it alive."""
        self.stop.detach()
        self._requests.close()
        self._answers.close()
        self._process.poll()  # which finds that it is no child of this process

    def ask(self, request: bytes, timeout: float) -> list[Message]:
        """The parts of the answer to a request. Raises TimeoutError, and QueryError if the process ends."""
        return self._in_time(lambda: self._exchange(request), timeout)

    def _exchange(self, request: bytes) -> list[Message]:
        self._requests.send(request)
        return self._receive()

    def _receive(self) -> list[Message]:
        """Messages up to one that ends them."""
        messages: list[Message] = []
        while not (messages and messages[-1].get("end")):
            messages.append(decode(self._answers.receive()))
        return messages

    def _in_time(self, work: Callable[[], list[Message]], timeout: float) -> list[Message]:
        """What the work gives; the process is killed if that takes longer, and TimeoutError raised."""
        watch = threading.Timer(timeout, self._give_up)
        watch.start()
        try:
            return work()
        except (EOFError, OSError):
            if self._late.is_set():
                raise TimeoutError from None
            raise self._reason() from None
        finally:
            watch.cancel()

    def _give_up(self) -> None:
        self._late.set()
        self._process.kill()

    def _reason(self) -> QueryError:
        """Why the process has ended."""
        status = self._process.wait()
        if status == -signal.SIGSYS:
            return QueryError(
                "SERVICE is not allowed: a query reads this graph alone; leave out what asks other servers"
            )
        if status == -signal.SIGSEGV:
            return QueryError("the query is nested too deeply for the engine; write it with fewer levels and UNIONs")
        if status in (-signal.SIGABRT, -signal.SIGKILL):
            limit = f"may have {MEMORY // 2**20} MB of memory"
            return LimitError(f"the engine was killed or ended with the query; it {limit}: ask for less, or again")
        return QueryError(f"the query ended the engine (status {status}); ask it in another way")


def _end(process: "subprocess.Popen[bytes]", requests: Pipe, answers: Pipe) -> None:
    requests.close()
    answers.close()
    process.kill()
    process.wait()
