"""`kg check` and `kg evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import complain, plural, say
from kg.cli.options import DEFAULT_BASE, Base, Pipeline, Sureness

if TYPE_CHECKING:
    from kg.evaluate import Scores


_CURVE = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""The least confidences whose scores make the curve."""


def check(base: Base = DEFAULT_BASE) -> None:
    """Check a base: its files, its counts, the words of every citation, and the shapes of the ontology (SHACL).

    Example: kg check --base news.kg
    """
    from kg.pipeline import check as run

    problems = 0
    for problem in run(base):
        problems += 1
        complain(problem)
    if problems:
        complain(f"{base}: {plural(problems, 'problem')}")
        raise typer.Exit(1)
    say(f"{base}: no problem found")


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with ID.txt and ID.json files.", exists=True, file_okay=False)],
    errors: Annotated[bool, typer.Option("--errors", help="List every error, grouped by its cause.")] = False,
    curve: Annotated[
        bool, typer.Option("--curve", help="Print what each --min-confidence gives, instead of a table by kind.")
    ] = False,
    min_confidence: Sureness = None,
    pipeline: Pipeline = None,
) -> None:
    """Measure the extraction: precision, recall and F1 by kind of fact.

    Example: kg evaluate gold/ --errors
    """
    from kg.garbage import collect_seldom
    from kg.pipeline import evaluate as run

    if curve and (errors or min_confidence is not None):
        raise typer.BadParameter("it stands alone", param_hint="--curve")
    collect_seldom()
    if curve:
        return _print_curve(gold, pipeline)
    scores = run(gold, pipeline, min_confidence)
    if errors:
        _print_errors(scores)
    _print(scores)


def _print_curve(gold: Path, pipeline: str | None) -> None:
    from kg.pipeline import curve

    say(f"{'at least':8} {'P':>6} {'R':>6} {'F1':>6}")
    for least, scores in zip(_CURVE, curve(gold, pipeline, _CURVE), strict=True):
        say(f"{least:8.2f} {scores.all.precision:6.3f} {scores.all.recall:6.3f} {scores.all.f1:6.3f}")


def _print(scores: "Scores") -> None:
    from kg.evaluate import KINDS

    say(plural(scores.documents, "document"))
    say(f"{'fact':12} {'gold':>5} {'P':>6} {'R':>6} {'F1':>6}")
    counts = scores.counts
    for kind, count in [*((kind, counts[kind]) for kind in KINDS), ("ALL", scores.all)]:
        say(f"{kind:12} {count.gold:5} {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}")


def _print_errors(scores: "Scores") -> None:
    from kg.evaluate import by_cause

    groups = by_cause(scores)
    say(f"{'cause':24} {'errors':>6} {'missed':>6} {'spurious':>8}")
    for cause, found in groups:
        missed, spurious = (sum(getattr(e.count, side) for e in found) for side in ("missed", "spurious"))
        say(f"{cause:24} {len(found):6} {missed:6} {spurious:8}")
    for cause, found in groups:
        say()
        say(f"{cause} ({len(found)})")
        for error in found:
            say(f"  {error.document} | {error.kind} | gold: {error.gold} | predicted: {error.found} | {error.evidence}")
    say()
