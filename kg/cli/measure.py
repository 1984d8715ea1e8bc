"""`kg evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.evaluate import Scores


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with ID.txt and ID.json files.", exists=True, file_okay=False)],
    errors: Annotated[bool, typer.Option("--errors", help="List every missed, spurious or wrong fact.")] = False,
) -> None:
    """Measure the extraction: precision, recall and F1 by kind of fact.

    Example: kg evaluate gold/ --errors
    """
    from kg.pipeline import evaluate as run

    scores = run(gold)
    if errors:
        for error in sorted(scores.errors):
            typer.echo(" | ".join(error))
    _table(scores)


def _table(scores: "Scores") -> None:
    from kg.evaluate import KINDS

    typer.echo(f"{scores.documents} documents\n{'fact':12} {'gold':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for kind, count in [*((kind, scores.counts[kind]) for kind in KINDS), ("ALL", scores.all)]:
        typer.echo(f"{kind:12} {count.gold:5} {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}")
