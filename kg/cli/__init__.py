"""The command `kg`."""

import signal
import sys
from contextlib import suppress
from errno import ENOENT
from io import StringIO
from types import FrameType
from typing import Annotated

import typer

from kg.cli import ask, explain, forget, judge, mcp, read, review, schema, serve, show, tour, why
from kg.cli.console import abandon, complain, legible, prepare
from kg.errors import ChoiceError, KgError

UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # Typer itself does not give it a public name

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    *(read.extract, read.build, forget.forget, explain.explain, ask.query, schema.schema, show.view, show.export),
    *(serve.serve, mcp.mcp),
    *(why.why, review.review, judge.check, judge.evaluate, tour.demo),
):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kg {version('diplograph')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Diplomatic news in, a knowledge graph out: every fact cites the exact words it rests on.

    Exit codes: 0 fine, 1 something was rejected or a check failed, 2 wrong usage.
    """


def main() -> None:
    """Run the command line; a signal ends it with 128 plus its number."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)
        if len(stopped) == 1:
            complain("stopped; what was read is kept, and the same command goes on from there")
        raise SystemExit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        sys.exit(_exit_code())
    finally:
        if stopped:  # compiled code that was calling Python may have made an error of its own from the exit
            sys.exit(128 + stopped[0])


def _exit_code() -> int | None:
    """What a command ends with; what fails is said in one line."""
    try:
        prepare()
        code: int | None = app(standalone_mode=False)
        return code
    except UsageError as error:
        _explain(error)
        return 2
    except ChoiceError as error:
        complain(error)
        return 2
    except KgError as error:
        complain(error)
        return 1
    except OSError as error:
        gone = error.errno == ENOENT and not error.filename  # all that is told of the folder one is in
        named = "the folder you are in" if gone else error.filename or "standard output"
        complain(f"{named}: {error.strerror or error}")
        abandon()
        return 1


def _explain(error: Exception) -> None:
    """What Typer says of wrong usage, which repeats what was typed, so that it cannot act on a terminal."""
    said = StringIO()
    error.show(said)  # type: ignore[attr-defined] # as every UsageError can
    with suppress(OSError):
        typer.echo("\n".join(map(legible, said.getvalue().rstrip().split("\n"))), err=True)
