"""What the commands print: text that cannot act on a terminal, tables, progress, rejections."""

import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kg.errors import OutputError
from kg.files import encoded

if TYPE_CHECKING:
    from kg.model import Rejection

_UNBROKEN = 10
"""Characters that stand in one line of a table: a day."""
_GROWTH = 0.6
"""How the width of a column grows with its longest text."""
_ACTIVE = ("Cc", "Cf", "Cs", "Zl", "Zp")  # control, format (bidi, zero width), surrogate, line and paragraph separators


def legible(text: object) -> str:
    r"""A text on one line, with whatever could move the cursor, colour or reorder it written as an escape.

    >>> legible("a\x1b[31mb\n‮c")
    'a\\x1b[31mb \\u202ec'
    """
    return "".join(_escaped(char) for char in " ".join(str(text).split("\n")))


def _escaped(char: str) -> str:
    return ascii(char)[1:-1] if unicodedata.category(char) in _ACTIVE else char


def prepare() -> None:
    """Let both outputs take any character, whatever the locale: what they cannot show is written as an escape.

    A standard input or error that is closed is as if empty: the next file that is opened would take its place. Raises
    OutputError if standard output is.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; open it, or send it to /dev/null")
    sys.stdin = sys.stdin or Path(os.devnull).open()  # noqa: SIM115 # open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 # likewise
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: object = "") -> None:
    """One line on standard output."""
    show(legible(text))


def show(text: str) -> None:
    """Lines that are legible already, on standard output."""
    with _delivered():
        typer.echo(text)


def put(parts: Iterable[str]) -> None:
    """Data for other programs on standard output: UTF-8 whatever the locale, and every character as it is."""
    out = typer.get_binary_stream("stdout")
    for part in parts:
        with _delivered():
            out.write(encoded(part))
    with _delivered():
        out.flush()


def complain(text: object) -> None:
    """One line on standard error, if anybody can be told there."""
    with suppress(OSError):
        typer.echo(f"kg: {legible(text)}", err=True)


def abandon() -> None:
    """Let go of a standard output that takes no more, so that the end of the program does not try again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _delivered() -> Iterator[None]:
    """Where a closed pipe ends the program, quietly and as the signal would, and another failure is an OutputError."""
    try:
        yield
    except BrokenPipeError:
        abandon()
        raise SystemExit(128 + signal.SIGPIPE) from None
    except OSError as error:
        abandon()
        raise OutputError(f"standard output cannot be written: {error.strerror or error}") from error


def list_rejections(rejections: Iterable["Rejection"]) -> None:
    """Each input that did not become facts, with the reason, on standard error."""
    for rejection in rejections:
        complain(f"rejected {rejection.where}: {rejection.reason}")


def plural(number: int, noun: str) -> str:
    """A number with its noun: `1 post`, `1,024 posts`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """A table on standard output, as wide as the terminal; in a file each row is one line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = [legible(name) for name in columns]
    cells = [["" if value is None else legible(value) for value in row] for row in rows]
    console = Console(width=None if sys.stdout.isatty() else 10_000, markup=False, highlight=False, emoji=False)
    longest = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, width in zip(names, widths(longest, console.width - 3 * len(names)), strict=True):
        shown.add_column(Text(name), overflow="fold", width=width)
    for row in cells:
        shown.add_row(*map(Text, row))
    with console.capture() as printed:
        console.print(shown)
    show("\n".join(line.rstrip() for line in printed.get().splitlines()).strip("\n"))


def widths(longest: list[int], room: int) -> list[int]:
    """The widths of columns in a room: what is short is not broken, and sentences get most of what is left.

    >>> widths([10, 8, 40, 200], 100)
    [10, 8, 22, 60]
    """
    given = [0] * len(longest)
    left = sorted(range(len(longest)), key=longest.__getitem__)
    while left:
        weights = sum(longest[each] ** _GROWTH for each in left) or 1.0
        first = left.pop(0)  # the others can only get more by what it does not need
        fair = int(max(room, 0) * longest[first] ** _GROWTH / weights)
        given[first] = min(longest[first], max(fair, _UNBROKEN))
        room -= given[first]
    return given


@contextmanager
def progress(total: int | None) -> Iterator[Callable[[], None]]:
    """A bar with rate and time left on standard error while documents are read; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")

        def advance() -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.0f} documents/s" if speed else "")

        yield advance
