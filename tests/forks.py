"""Processes of `kg` that find loaded what those of a user load for seconds: forked from one that has read a text.

That one is forked from the tests before the first of them: the threads of a store that was opened do not come along.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from runpy import run_path
from tempfile import TemporaryDirectory
from typing import Any

from kg import workers

FORK = get_context("fork")
SCRIPT = """#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    asked = {{"program": {program!r}, "arguments": sys.argv[1:]}}
    asked |= {{"folder": os.getcwd(), "environment": dict(os.environ)}}
    socket.send_fds(server, [json.dumps(asked).encode()], [0, 1, 2])
    server.recv(9)
    sys.exit(int(server.recv(9)) % 256)
"""
"""A command that has the server do all."""


@cache  # a process that is forked from one where this was done need not do it
def warm() -> None:
    """Read a text, so that the models, the names of towns and whatever else is loaded once are loaded."""
    from kg.model import Document
    from kg.reader import reader

    reader()([Document(id="text", text="Ana Quispe of Peru met Luis Rojas of Chile in Lima on Friday.")])


class Command:
    """A command that runs in a process and a process group of its own."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.id = int(connection.recv(9))
        self._code: int | None = None

    def wait(self) -> int:
        """Wait for its end; its exit code, or the number of the signal that ended it, less than 0."""
        if self._code is None:
            self._code = int(self._connection.recv(9))
        return self._code

    def kill(self) -> int:
        """End it with all its processes, unless it has ended; how it ended."""
        if self._code is None:
            with suppress(ProcessLookupError):  # it has just ended
                os.killpg(self.id, signal.SIGKILL)
        return self.wait()


class Server:
    """Runs commands, one after the other, for whoever connects to its address."""

    def __init__(self, address: str) -> None:
        self._address = address

    def write_script(self, path: Path) -> None:
        """Write a script that does what `kg` does, or `python` with a file, as it is called."""
        path.write_text(SCRIPT.format(python=sys.executable, address=self._address, program=path.name))
        path.chmod(0o755)

    @contextmanager
    def running(self, *arguments: object, log: Path) -> Iterator[Command]:
        """A command whose output and complaints are written to a file; it does not outlive the context."""
        given = {"program": "kg", "arguments": [*map(str, arguments)]}
        asked = given | {"folder": str(Path.cwd()), "environment": dict(os.environ)}
        with socket.socket(socket.AF_UNIX) as connection, log.open("w") as file:
            connection.connect(self._address)
            socket.send_fds(connection, [json.dumps(asked).encode()], [file.fileno()] * 3)
            command = Command(connection)
            try:
                yield command
            finally:
                command.kill()


@contextmanager
def server() -> Iterator[Server]:
    """A server that has been forked from this process."""
    with TemporaryDirectory() as folder:
        address = f"{folder}/address"  # shorter than the folders of pytest, as that of a socket must be
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(address)
            listening.listen()
            child = _forked(partial(_serve, listening, os.getpid()))
        yield Server(address)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _forked(work: Callable[[], object]) -> int:
    """Do some work in a process and a process group of its own; its id. What the work returns is its exit code."""
    child = os.fork()
    if child == 0:
        code: object = 1
        try:
            os.setpgid(0, 0)
            code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code if isinstance(code, int) else 0)
    with suppress(OSError):  # it has done so itself
        os.setpgid(child, child)
    return child


def _serve(listening: socket.socket, parent: int) -> None:
    listening.settimeout(5)
    while os.getppid() == parent:
        with suppress(TimeoutError):
            connection, _ = listening.accept()
            warm()
            gc.freeze()  # what is loaded is looked through for no circles, and so not copied for each command
            workers._CONTEXT = FORK  # type: ignore[assignment] # it is made for processes that are spawned
            with connection:
                given, streams, *_ = socket.recv_fds(connection, 1_000_000, 3)
                child = _forked(partial(_run, json.loads(given), streams))
                connection.sendall(b"%9d" % child)
                connection.sendall(b"%9d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            for stream in streams:
                os.close(stream)


def _kg(arguments: list[str]) -> None:
    from kg.__main__ import main

    sys.argv = ["kg", *arguments]
    main()


def _python(arguments: list[str]) -> None:
    sys.argv = arguments
    run_path(arguments[0], run_name="__main__")


_PROGRAMS = {"kg": _kg, "python": _python}


def _run(asked: dict[str, Any], streams: Sequence[int]) -> int:
    """What the command does, with three open files; its exit code."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in enumerate("rww"))
    try:
        _PROGRAMS[asked["program"]](asked["arguments"])
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
