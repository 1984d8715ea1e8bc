"""`kg extract` and `kg build`."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import complain, list_rejections, plural, progress, put, say
from kg.cli.options import CORES, DEFAULT_BASE, Base, Date, Inputs, Jobs, Pipeline, Sureness, day

if TYPE_CHECKING:
    from kg.base import Manifest
    from kg.model import Document, Extraction
    from kg.pipeline import Report
    from kg.sources import Skipped

NAMED = 3
"""Files named of those that are skipped for one reason."""


class Facts(StrEnum):
    """How facts are written."""

    NQUADS = "nquads"
    TRIG = "trig"
    JSON = "json"


def extract(
    inputs: Inputs,
    format: Annotated[Facts, typer.Option("--format", help="json: one extraction a line.")] = Facts.NQUADS,
    min_confidence: Sureness = None,
    date: Date = None,
    jobs: Jobs = CORES,
    pipeline: Pipeline = None,
) -> None:
    """Print what documents say, without a base.

    Example: kg extract article.txt --date 2025-10-31 --format trig
    """
    from kg import pipeline as stages
    from kg.threshold import surer, usual

    report = stages.Report()
    with progress(_number(inputs)) as advance:
        found = stages.extract_inputs(inputs, report, jobs=jobs, date=day(date), pipeline=pipeline, progress=advance)
        least = usual() if min_confidence is None else min_confidence
        _write(((read.document, surer(read.extraction, least)) for read in found), format)
    list_left_out(report)
    if report.rejected:
        raise typer.Exit(1)


def _write(found: "Iterable[tuple[Document, Extraction]]", format: Facts) -> None:
    if format is Facts.JSON:
        for _, said in found:
            put([said.model_dump_json() + "\n"])
        return
    from kg.pipeline import lines
    from kg.rdf.formats import trig

    written = lines(list(found))
    put([trig(written)] if format is Facts.TRIG else written)


def build(
    inputs: Inputs,
    base: Base = DEFAULT_BASE,
    date: Date = None,
    jobs: Jobs = CORES,
    pipeline: Pipeline = None,
    again: Annotated[bool, typer.Option("--again", help="Read again what was rejected before.")] = False,
) -> None:
    """Read documents into a base, and make its graph. What was read before is not read again.

    Example: kg build articles/ --base news.kg
    """
    from kg.pipeline import build as run

    with progress(_number(inputs)) as advance:
        report = run(inputs, base, jobs=jobs, date=day(date), pipeline=pipeline, again=again, progress=advance)
    _summarise(report, base.name)
    if report.rejected:
        raise typer.Exit(1)


def _number(inputs: list[str]) -> int | None:
    """How many documents there will be, for the bar; None where none is shown."""
    from kg.sources import count

    return count(inputs) if sys.stderr.isatty() else None


def list_left_out(report: "Report") -> None:
    """What gave no document, on standard error: each input that was rejected, and how many files were skipped."""
    for sort, skipped in groupby(sorted(report.skipped, key=lambda each: each.sort), key=lambda each: each.sort):
        complain(_skipped(sort, list(skipped)))
    list_rejections(report.rejected)


def _skipped(sort: str, skipped: "list[Skipped]") -> str:
    names = ", ".join(each.where for each in skipped[:NAMED])
    more = f" and {len(skipped) - NAMED:,} more" if len(skipped) > NAMED else ""
    what = f"ending in {sort}" if sort.startswith(".") else sort or "without ending"
    return f"skipped {plural(len(skipped), 'file')}, {what} ({skipped[0].reason}): {names}{more}"


def _summarise(report: "Report", name: str) -> None:
    list_left_out(report)
    if report.rejected:
        others = "; all others were read" if report.new + report.changed + report.unchanged else ""
        complain(f"{plural(len(report.rejected), 'input')} rejected, for the reasons above{others}")
    counts = {"new": report.new, "changed": report.changed, "as before": report.unchanged}
    counts |= {"withdrawn": report.withdrawn}
    documents = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number) or "none"
    before = f" ({report.rejected_before:,} as before)" if report.rejected_before else ""
    say(f"documents: {documents}, {len(report.rejected):,} rejected{before}")
    if report.manifest and not report.published:
        say("nothing has changed, and the graph is as it was")
    if report.manifest:
        sum_up(report.manifest, name, report.unheeded)


def sum_up(manifest: "Manifest", name: str, unheeded: Iterable[str] = ()) -> None:
    """What a base holds, in a line; what its graph does not obey, on standard error and by the exit code."""
    facts = ", ".join(plural(number, kind.removesuffix("s")) for kind, number in manifest.counts.items())
    quads = sum(manifest.quads.values())
    say(f"{name} holds {facts}; {plural(quads, 'quad')} in generation {manifest.number}")
    for line in (unheeded := list(unheeded)):
        complain(line)
    if unheeded:
        raise typer.Exit(1)
