"""`kg extract` and `kg build`."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import complain, list_rejections, plural, progress, put, say
from kg.cli.options import CORES, DEFAULT_BASE, Base, Date, Inputs, Jobs, MinConfidence, Pipeline, day

if TYPE_CHECKING:
    from kg.model import Document, Extraction, Rejection
    from kg.pipeline import Report


class Facts(StrEnum):
    """How facts are written."""

    NQUADS = "nquads"
    TRIG = "trig"
    JSON = "json"


def extract(
    inputs: Inputs,
    format: Annotated[Facts, typer.Option("--format", help="json: one extraction a line.")] = Facts.NQUADS,
    min_confidence: MinConfidence = None,
    date: Date = None,
    jobs: Jobs = CORES,
    pipeline: Pipeline = None,
) -> None:
    """Print what documents say, without a base.

    Example: kg extract article.txt --date 2025-10-31 --format trig
    """
    from kg import pipeline as stages
    from kg.sources import count
    from kg.threshold import surer

    rejected: list[Rejection] = []
    with progress(count(inputs)) as advance:
        documents = stages.documents(inputs, rejected, date=day(date), progress=advance)
        found = stages.extract(documents, rejected, jobs=jobs, pipeline=pipeline, progress=advance)
        _write(((document, surer(said, min_confidence)) for document, said in found), format)
    list_rejections(rejected)
    if rejected:
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
) -> None:
    """Read documents into a base, and make its graph. What was read before is not read again.

    Example: kg build articles/ --base news.kg
    """
    from kg.pipeline import build as run
    from kg.sources import count

    with progress(count(inputs)) as advance:
        report = run(inputs, base, jobs=jobs, date=day(date), pipeline=pipeline, progress=advance)
    _summarise(report, base.name)
    if report.rejected:
        raise typer.Exit(1)


def _summarise(report: "Report", name: str) -> None:
    list_rejections(report.rejected)
    if report.rejected:
        complain(f"{plural(len(report.rejected), 'input')} rejected, for the reasons above; all others were read")
    counts = {"new": report.new, "changed": report.changed, "as before": report.unchanged}
    documents = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number) or "none"
    say(f"documents: {documents}, {len(report.rejected):,} rejected")
    if report.manifest:
        facts = ", ".join(plural(number, kind.removesuffix("s")) for kind, number in report.manifest.counts.items())
        quads = sum(report.manifest.quads.values())
        say(f"{name} holds {facts}; {plural(quads, 'quad')} in generation {report.manifest.number}")
    if report.manifest and not report.published:
        say("nothing has changed, and the graph is as it was")
