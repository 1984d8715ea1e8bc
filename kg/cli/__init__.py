"""The command `kg`."""

from typing import Annotated

import typer

from kg.cli import measure, read

app = typer.Typer(
    name="kg",
    help="Diplomatic news in, a knowledge graph out: every fact cites the exact words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (read, measure):
    module.register(app)


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
    """Diplomatic news in, a knowledge graph out: every fact cites the exact words it rests on."""


def main() -> None:
    """Run the command line."""
    app()
