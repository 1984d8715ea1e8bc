"""What several tests share: the shipped pipeline, loaded once, the extraction of a text, and the command line.

What loads the pipeline is imported where it is used: the process that only hands out tests does without.
"""

import datetime as dt
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import pytest
import typer
from _pytest.runner import runtestprotocol
from forks import FORK, Server, warm
from forks import server as forked_server

from kg import cli, workers
from kg.errors import SourceError

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.model import Extraction

Reader = Callable[..., "Extraction"]
Run = Callable[..., tuple[int, str, str]]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg.annotate does, before which tests may load NumPy
MEMORY = "/dev/shm"
"""Where a system keeps files in memory,"""
ROOM = 2_000_000_000
"""and the bytes that must be free there for those of the tests."""


def pytest_configure() -> None:
    """Let the files of tests lie in memory where that can be: with a disk, most of a build's time is waiting for it.

    Thousands of tests are objects that stay; one need not look among them for reference cycles as often as Python does.
    """
    gc.set_threshold(10_000)
    with suppress(OSError):
        about = os.statvfs(MEMORY)
        if about.f_bavail * about.f_frsize > ROOM and not about.f_flag & os.ST_NOEXEC and os.access(MEMORY, os.W_OK):
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Let a process that runs tests for another report each that passes once, not five times: it begins, is set up, ...

    That takes longer than most of the tests. What fails or is skipped, and where, is reported as ever.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


@pytest.fixture(scope="session", autouse=True)
def server() -> Iterator[Server]:
    """Runs commands in processes that find loaded what those of a user load each time.

    Where all tests run, it is forked from a process that has loaded it, which whatever comes later will need anyway.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        warm()
        gc.freeze()  # nor among what is loaded
    with forked_server() as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def parser() -> Iterator[None]:
    """The parser of the command line is made once, as in a process of its own: it takes longer than many a command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture(scope="session")
def annotator() -> "Annotator":
    """The shipped pipeline, which whatever reads in this process shares."""
    from kg.garbage import collect_seldom
    from kg.reader import models

    collect_seldom()
    return models(None)[0]


@pytest.fixture(scope="session")
def warmed(annotator: "Annotator") -> None:
    """What the first text makes a process load, such as the names of towns, is loaded; and what a foreign one does."""
    from kg.sources import check_english

    warm()
    with pytest.raises(SourceError):
        check_english("Le ministre a rencontré son homologue à Paris pour des entretiens.")


@pytest.fixture(scope="module")
def forked(warmed: None) -> Iterator[None]:
    """Workers are forked and find the models loaded, where those of a user load them anew, which takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_CONTEXT", FORK)
        yield


@pytest.fixture(scope="session")
def read(annotator: "Annotator") -> Reader:
    """Reads a text, written on a day or on none, into an extraction."""
    from kg.extraction import Extractor
    from kg.model import Document

    extractor = Extractor(annotator.name)

    def extract(text: str, date: str | None = None) -> "Extraction":
        day = dt.date.fromisoformat(date) if date else None
        document = Document(id="text", text=text, date=day)
        return extractor.extract(document, annotator.annotate(document))

    return extract


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs `kg` with arguments; gives exit code, output and errors."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run_kg(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    yield run_kg
    for number, handler in handlers.items():
        signal.signal(number, handler)
