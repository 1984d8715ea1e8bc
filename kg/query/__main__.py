"""The process that answers queries to one store: requests on standard input, answers on standard output.

Before the first it gives up the network, other programs and all files but those of the store, to read: the tables of a
large one are opened when they are needed.
"""

import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import NoReturn

from pyoxigraph import Store

from kg.errors import LimitError, QueryError
from kg.query.confinement import confine
from kg.query.engine import answer, opened
from kg.query.pipe import Pipe
from kg.query.process import MEMORY
from kg.query.wire import Message, Request, encode

_GROWN = MEMORY // 4
"""Bytes of memory, beside those at its start, after which a process is replaced: little of them would come back."""


def _main() -> None:
    requests, answers = Pipe(os.dup(0)), Pipe(os.dup(1))
    os.dup2(2, 1)  # whatever else writes to standard output must not get between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; who asks ends this process
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        store = opened(Path(sys.argv[1]))
    except QueryError as error:
        answers.send(encode({"error": str(error), "end": True}))
        return
    _limit_memory()
    at_start = _peak()  # which counts that of the process that started this one
    confined = confine(Path(sys.argv[1]))
    waiting: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    answers.send(encode({"end": True}))
    retired = False
    while not retired:
        for message in _answer(store, Request.decoded(waiting.get()), confined):
            retired |= "broken" in message
            answers.send(encode(message))
        retired |= _peak() - at_start > _GROWN
        answers.send(encode({"end": True, "retired": retired}))


def _limit_memory() -> None:
    """Have `MEMORY`, or less where the user has set a lower limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _peak() -> int:
    """Bytes of memory that this process, or what it was before it became this program, has had at most."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _listen(requests: Pipe, waiting: "SimpleQueue[bytes]") -> NoReturn:
    """Take what comes in, and end the process, whatever it is at, when nobody is left to send anything."""
    try:
        while True:
            waiting.put(requests.receive())
    except (EOFError, OSError):
        os._exit(0)


def _answer(store: Store, request: Request, confined: bool) -> Iterator[Message]:
    """The parts of one answer. What is wrong with the query is an answer, too."""
    try:
        if not confined:
            from kg.query.federation import refuse_federation  # takes long to load, and most systems do not need it

            refuse_federation(request.sparql)
        yield from answer(store, request)
    except QueryError as error:
        yield {"error": str(error), "limit": isinstance(error, LimitError)}
    except MemoryError:
        told = f"the query needed more than {MEMORY // 2**20} MB of memory; ask for less"
        yield {"error": told, "limit": True, "broken": True}
    except BaseException as error:  # a panic of the engine is no Exception
        yield {"error": f"the query met a fault of the engine: {error}; ask it in another way", "broken": True}


if __name__ == "__main__":
    _main()
