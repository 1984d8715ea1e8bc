"""`kg explain`."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.console import plural, say
from kg.cli.options import PAGE, Date, Inputs, Output, Pipeline, checked, day
from kg.cli.read import list_left_out
from kg.files import write

if TYPE_CHECKING:
    from kg.explanation import Explanation


def explain(
    inputs: Inputs,
    date: Date = None,
    pipeline: Pipeline = None,
    output: Output = None,
) -> None:
    """Show why: each sentence with its words marked, the facts it gave, the rule of each and its line of the lexicon.

    In the terminal, or with -o as one HTML page. KG_LEXICON=FILE in the environment adds words to the lexicon.

    Example: kg explain article.txt --date 2025-10-31 -o article.html
    """
    from kg import pipeline as stages
    from kg.cli.drawing import draw

    if output:
        checked(output, *PAGE)
    report = stages.Report()
    found = stages.explain(stages.extract_inputs(inputs, report, date=day(date), pipeline=pipeline))
    if output:
        _write(list(found), output)
    else:
        for explanation in found:
            draw(explanation)
    list_left_out(report)
    if report.rejected:
        raise typer.Exit(1)


def _write(found: "list[Explanation]", output: Path) -> None:
    from kg.explanation import page

    only = found[0].document if len(found) == 1 else None
    title = (only.title or only.id) if only else plural(len(found), "document")
    write(output, [page(found, title=title)])
    facts = sum(len(explanation.facts) for explanation in found)
    say(f"{output}: {plural(facts, 'fact')} of {plural(len(found), 'document')}")
