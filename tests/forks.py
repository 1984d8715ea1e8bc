"""Processes that find loaded what takes those of a user seconds: they are forked from one that has read a text.

`python forks.py COMMAND...` does what `kg COMMAND...` does, and forks its workers.
"""

import os
from collections.abc import Callable
from multiprocessing import get_context

from kg import workers
from kg.__main__ import main
from kg.model import Document
from kg.reader import reader

FORK = get_context("fork")


def warm() -> None:
    """Read a text, so that the models, the names of towns and whatever else is loaded once are loaded."""
    reader()([Document(id="text", text="Ana Quispe of Peru met Luis Rojas of Chile in Lima on Friday.")])


def fork_workers() -> None:
    """Let the workers of this process be forked from it, with all loaded."""
    warm()
    workers._CONTEXT = FORK  # type: ignore[assignment] # it is made for processes that are spawned


def forked(work: Callable[[], object]) -> int:
    """Do some work in a process and a process group of its own; its id."""
    child = os.fork()
    if child == 0:
        os.setsid()
        work()
        os._exit(0)
    return child


if __name__ == "__main__":
    fork_workers()
    main()
