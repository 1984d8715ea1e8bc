"""How the stages are put together: `build` is the architecture.

files → raw inputs → documents → annotated documents → extractions → facts.db → resolution → quads → generation
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.base import Base, Manifest, files
from kg.dates import day
from kg.errors import ExtractionError, SourceError, shown
from kg.garbage import uncollected
from kg.identity import Resolution
from kg.intake import Lookup, Outcome, Progress, read, take_in
from kg.model import Document, Extraction, Known, Rejection, document_id
from kg.rdf import quads
from kg.read import Read
from kg.resolve import resolve
from kg.sources import RawInput, Skipped, check_english, clean, find, parse, within
from kg.threshold import surer, usual
from kg.version import version

if TYPE_CHECKING:
    from kg.evaluate import Scores
    from kg.explanation import Explanation

_FEW = 3_000
"""Documents that are kept in memory, with what they say, while they are resolved and written: some 300 MB."""


@dataclass
class Report:
    """What was done with the inputs; of those rejected, `rejected_before` were so before and not read again."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    rejected_before: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    withdrawn: int = 0
    manifest: Manifest | None = None
    published: bool = False
    unheeded: Sequence[str] = ()  # judgements that are damaged, a line each

    def leave_out(self, result: object, *, before: bool = False) -> None:
        """Note what gave no document."""
        if isinstance(result, Rejection):
            self.rejected.append(result)
            self.rejected_before += before
        elif isinstance(result, Skipped):
            self.skipped.append(result)


def build(
    inputs: Sequence[str],
    path: Path,
    *,
    jobs: int = 1,
    date: dt.date | None = None,
    pipeline: str | None = None,
    again: bool = False,
    progress: Progress = lambda: None,
) -> Report:
    """Read inputs into the base at `path`, and make a new generation of its graph if anything has changed.

    What was read or rejected before, and is the same, is not read again; with `again`, what was rejected is. A document
    whose text has changed, also into what cannot be read, is withdrawn with all that it said.
    `progress` is called for every input. Raises BaseError and ConfigurationError; an input that fails is rejected, and
    the others go on. A damaged record is mended by reading its input again; while there are others, BaseError names
    one, and the graph stays as it is. A damaged judgement is not obeyed.
    """
    report = Report()
    with Base.open(path, write=True) as base:
        current = version(pipeline)
        found = find(inputs, date, root=path.parent, held=base.facts)
        lookup = _lookup(base, current, again)
        _enter(take_in(found, lookup, jobs=jobs, pipeline=pipeline, progress=progress), base, current, report)
        _forget(inputs, path.parent, base, report.rejected)
        if report.withdrawn or not base.facts.is_empty():  # else closing the base removes it, if it has no graph
            report.manifest, report.published = publish(base)
            report.unheeded = base.facts.unheeded()
    return report


def publish(base: Base, resolution: Resolution | None = None) -> tuple[Manifest, bool]:
    """Make a new generation if anything has changed; gives the manifest of the current one, and whether it is new."""
    with uncollected():
        return base.publish(_quads(base, resolution))


def _quads(base: Base, resolution: Resolution | None) -> Iterator[str]:
    """The graph of a base as lines of N-Quads; nothing is read, or resolved, until the first is asked for."""
    few = list(base.facts.contents()) if base.facts.number() <= _FEW else None
    found = resolution or resolve(few or base.facts.contents(), base.facts.judgements())
    yield from quads(few or base.facts.contents(), found)


def _lookup(base: Base, current: str, again: bool) -> Lookup:
    """What became of an input before, if it was this one and this version read it."""

    def look(raw: RawInput) -> Known | Rejection | None:
        known = base.facts.known(raw.digest, current) or base.facts.known(raw.dated, current)
        return None if again and isinstance(known, Rejection) else known

    return look


def _enter(outcomes: Iterable[Outcome], base: Base, current: str, report: Report) -> None:
    """Put what became of the inputs into the base, each at once; withdraw documents that now cannot be read."""
    there: set[str] = set()
    rejected: set[str] = set()
    for outcome in outcomes:
        _record(outcome, base, current, report)
        failed = isinstance(outcome.result, Rejection)
        if not failed:
            there.add(outcome.ident)
        elif outcome.origin.input:  # the reason lies in what was read, now or by a build that was stopped since
            rejected.add(outcome.ident)
    withdrawn = [id_ for id_ in sorted(rejected - there) if base.facts.origin(id_)]
    if withdrawn:
        base.withdraw(withdrawn)
    report.withdrawn = len(withdrawn)


def _record(outcome: Outcome, base: Base, current: str, report: Report) -> None:
    """Put what became of an input into the base, and into the report."""
    result, origin = outcome.result, outcome.origin
    if isinstance(result, Known):
        report.unchanged += 1
        if result.place != origin.place:
            base.facts.move(result.id, origin.place)
    elif isinstance(result, Rejection):
        base.facts.reject(result, origin.input, current if origin.input else "")
    elif not isinstance(result, Skipped):
        report.changed += (held := base.facts.origin(result.document.id)) is not None
        report.new += held is None
        base.facts.add(result.document, surer(result.extraction, usual()), origin)
    report.leave_out(result, before=outcome.before)


def _forget(inputs: Sequence[str], root: Path, base: Base, rejected: Iterable[Rejection]) -> None:
    """Forget that something in these inputs could not be read, if it has been now or is no longer there."""
    earlier = {rejection.where for rejection in base.facts.rejections()}
    base.facts.accept(within(earlier, inputs, root) - {rejection.place for rejection in rejected})


def extract_inputs(
    inputs: Sequence[str],
    report: Report,
    *,
    jobs: int = 1,
    date: dt.date | None = None,
    pipeline: str | None = None,
    progress: Progress = lambda: None,
) -> Iterator[Read]:
    """What each document in the inputs says, in the order given; what gives none is put in `report`."""
    for outcome in take_in(find(inputs, date), jobs=jobs, pipeline=pipeline, progress=progress):
        report.leave_out(outcome.result)
        if not isinstance(outcome.result, Rejection | Skipped | Known):
            yield outcome.result


def documents(inputs: Sequence[str], report: Report, *, date: dt.date | None = None) -> Iterator[Document]:
    """The documents in the inputs, parsed in this process; what gives none is put in `report`."""
    for found in find(inputs, date):
        if isinstance(found, RawInput):
            try:
                yield parse(found)
            except SourceError as error:
                report.rejected.append(Rejection(where=found.where, reason=str(error)))
        else:
            report.leave_out(found)


def extract(
    documents: Iterable[Document], rejected: list[Rejection], *, jobs: int = 1, pipeline: str | None = None
) -> Iterator[tuple[Document, Extraction]]:
    """What each document says, in the order given, read by up to `jobs` processes; failures are put in `rejected`."""
    for _, result in read(documents, jobs=jobs, pipeline=pipeline):
        if isinstance(result, Rejection):
            rejected.append(result)
        else:
            yield result.document, result.extraction


def lines(contents: Sequence[tuple[Document, Extraction]]) -> list[str]:
    """The graph of documents without a base: distinct lines of N-Quads, sorted."""
    return sorted(set(quads(contents, resolve(contents))))


def check(path: Path) -> Iterator[str]:
    """What is wrong with a base, a line each: its files and records, and if these are whole, what its graph says.

    Raises BaseError if there is none, or if its database cannot be opened.
    """
    from kg.check import check as check_graph  # which brings rdflib

    with Base.open(path) as base:
        damaged = False
        for damage in base.damage():
            damaged = True
            yield damage
        if damaged:
            return
        generation = base.generation()
        if not base.is_current():
            yield "the graph was not made from these facts by this version with these words and kinds; run kg build"
        for problem in check_graph(generation.open(), base.facts.documents(), generation.manifest.quads):
            yield f"{problem.kind} of {problem.where}: {problem.message}"


def extract_text(
    text: str,
    date: dt.date | str | None = None,
    pipeline: str | None = None,
    min_confidence: float | None = None,
) -> Extraction:
    """What one text says at least so surely, read in this process.

    Raises SourceError, ExtractionError and ConfigurationError.
    """
    from kg.reader import reader

    if not isinstance(text, str):
        raise SourceError(f"a text is a str, not {shown(text)}; decode bytes before")
    when = day(date)
    repaired, flags = clean(text)
    check_english(repaired)
    document = Document(id=document_id(repaired), text=repaired, date=when, flags=flags)
    (said,) = reader(pipeline)([document])
    if isinstance(said, Rejection):
        raise ExtractionError(f"the text {document.id} cannot be read: {said.reason}")
    return surer(said.extraction, usual() if min_confidence is None else min_confidence)


def explain(found: Iterable[Read]) -> Iterator["Explanation"]:
    """What each document says, with why."""
    from kg.explanation import explain as explained

    return (explained(*read, least=usual()) for read in found)


def evaluate(gold: Path, pipeline: str | None = None, min_confidence: float | None = None) -> "Scores":
    """Read every `ID.txt` of a folder and compare its facts with those in `ID.json`. Raises SourceError.

    Facts less sure than `min_confidence`, by default the usual one, are left out.
    """
    return curve(gold, pipeline, [usual() if min_confidence is None else min_confidence])[0]


def curve(gold: Path, pipeline: str | None, thresholds: Sequence[float | None]) -> list["Scores"]:
    """The scores of the facts that are at least so sure, for each of some thresholds. Raises SourceError."""
    from kg.evaluate import Scores, score, shape  # its numerics take half a second to import
    from kg.reader import read_facts

    expected = gold_facts(gold)
    scores = [Scores() for _ in thresholds]
    documents = [document for document, _ in expected]
    for (_, facts), found in zip(expected, read_facts(documents, pipeline), strict=True):
        for least, of in zip(thresholds, scores, strict=True):
            score(facts, shape(surer(found.extraction, least), found.document), of)
    return scores


def gold_facts(folder: Path) -> list[tuple[Document, dict[str, Any]]]:
    """The documents of a folder with their gold facts, by file name. Raises SourceError."""
    expected = [_gold_facts(path) for path in sorted(folder.glob("*.json"))]
    if not expected:
        raise SourceError(f"{folder} holds no gold facts; name a folder with ID.txt and ID.json files")
    return expected


def _gold_facts(path: Path) -> tuple[Document, dict[str, Any]]:
    from kg.evaluate.gold import checked

    try:
        facts = checked(json.loads(files.read(path)))
        date, text = facts["document_date"], files.read(path.with_suffix(".txt"))
        return Document(id=facts["id"], text=text, date=dt.date.fromisoformat(date) if date else None), facts
    except (OSError, SourceError, ValueError, RecursionError) as error:
        raise SourceError(f"{path} and the text beside it are no gold facts: {error}") from error
