"""The command `kg`."""

import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from kg.cli import ask, explain, judge, read, show, tour
from kg.cli.console import complain
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    *(read.extract, read.build, explain.explain, ask.query, show.view, show.export),
    *(judge.check, judge.evaluate, tour.demo),
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
    """Run the command line; what fails is said in one line, and a signal ends it with 128 plus its number."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)
        complain("stopped; what was read is kept, and the same command goes on from there")
        raise SystemExit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        app()
    except KgError as error:
        complain(error)
        sys.exit(1)
    finally:
        if stopped:  # compiled code that was calling Python may have made an error of its own from the exit
            sys.exit(128 + stopped[0])
