"""How the stages are put together: `build` is the architecture.

files → documents → annotated documents → extractions → facts.db → resolution → quads → generation
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.base import Base, Manifest
from kg.check import check as check_graph
from kg.errors import ExtractionError, SourceError
from kg.model import Document, Extraction, Rejection, document_id
from kg.rdf import quads
from kg.resolve import resolve
from kg.sources import clean, read
from kg.threshold import surer
from kg.workers import Crew

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.evaluate import Scores
    from kg.explanation import Explanation
    from kg.extraction import Extractor

BATCH = 50_000
"""Characters that a worker is given at once: some ten seconds of work."""
PATIENCE = 120.0
"""Seconds that a worker may need for them."""

Reader = Callable[[Sequence[Document]], list[Extraction | Rejection]]
Progress = Callable[[], None]


@dataclass
class Report:
    """What a build did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    manifest: Manifest | None = None
    published: bool = False

    def count(self, *, known: bool) -> None:
        """Count a document that was read, and whether the base held one under its id before."""
        if known:
            self.changed += 1
        else:
            self.new += 1


def build(
    inputs: Sequence[str],
    path: Path,
    *,
    jobs: int = 1,
    date: dt.date | None = None,
    pipeline: str | None = None,
    progress: Progress = lambda: None,
) -> Report:
    """Read inputs into the base at `path`, and make a new generation of its graph if anything has changed.

    What was read before, and is the same, is not read again. `progress` is called for every document or rejection.
    Raises BaseError and ConfigurationError; a document that fails is rejected, and the others go on. A damaged record
    is mended by reading its input again; while there are others, BaseError names one, and the graph stays as it is.
    """
    report = Report()
    with Base.open(path, write=True) as base:
        found = documents(inputs, report.rejected, date=date, progress=progress)
        unread = _unread(found, base, version(pipeline), report, progress)
        for document, said in extract(unread, report.rejected, jobs=jobs, pipeline=pipeline, progress=progress):
            report.count(known=base.facts.holds(document.id))
            base.add(document, said)
        for rejection in report.rejected:
            base.reject(rejection)
        if base.is_empty():
            return report  # and closing the base removes it, if it has no graph either
        report.published = not base.is_current()
        if report.published:
            resolution = resolve(base.contents(), base.judgements())
            base.publish(quads(base.contents(), resolution))
        report.manifest = base.manifest()
    return report


def documents(
    inputs: Sequence[str],
    rejected: list[Rejection],
    *,
    date: dt.date | None = None,
    progress: Progress = lambda: None,
) -> Iterator[Document]:
    """The documents in the inputs, each once; what is none, or another one under the same id, is put in `rejected`."""
    digests: dict[str, str] = {}
    for found in read(inputs, date):
        if isinstance(found, Document) and found.id not in digests:
            digests[found.id] = found.digest
            yield found
            continue
        progress()
        if isinstance(found, Rejection):
            rejected.append(found)
        elif digests[found.id] != found.digest:
            rejected.append(Rejection(where=found.id, reason="another text among these inputs has the same id"))


def extract(
    documents: Iterable[Document],
    rejected: list[Rejection],
    *,
    jobs: int = 1,
    pipeline: str | None = None,
    progress: Progress = lambda: None,
) -> Iterator[tuple[Document, Extraction]]:
    """What each document says, in the order given, read by up to `jobs` processes; failures are put in `rejected`."""
    crew = Crew(partial(reader, pipeline), jobs, PATIENCE)
    for document, said in crew.run(_batches(documents)):
        progress()
        if isinstance(said, Extraction):
            yield document, said
        else:
            rejected.append(Rejection(where=document.id, reason=said.reason))


def lines(contents: Sequence[tuple[Document, Extraction]]) -> list[str]:
    """The graph of documents without a base: distinct lines of N-Quads, sorted."""
    return sorted(set(quads(contents, resolve(contents))))


def check(path: Path) -> Iterator[str]:
    """What is wrong with a base, a line each: its files and records, and if these are whole, what its graph says.

    Raises BaseError if there is none, or if its database cannot be opened.
    """
    with Base.open(path) as base:
        damaged = False
        for damage in base.damage():
            damaged = True
            yield damage
        if damaged:
            return
        generation = base.generation()
        if not base.is_current():
            yield "the graph was made from other facts than facts.db holds now; run kg build"
        texts = [document for document, _ in base.contents()]
        for problem in check_graph(generation.open(), texts, generation.manifest.quads):
            yield f"{problem.kind} of {problem.where}: {problem.message}"


def extract_text(text: str, date: dt.date | None = None, pipeline: str | None = None) -> Extraction:
    """What one text says, read in this process. Raises SourceError and ExtractionError."""
    repaired, flags = clean(text)
    document = Document(id=document_id(repaired), text=repaired, date=date, flags=flags)
    (said,) = reader(pipeline)([document])
    if isinstance(said, Rejection):
        raise ExtractionError(f"the text {document.id} cannot be read: {said.reason}")
    return said


def explain(
    documents: Iterable[Document], rejected: list[Rejection], *, pipeline: str | None = None
) -> Iterator["Explanation"]:
    """What each document says, with why, read in this process; failures are put in `rejected`."""
    from kg.explanation import explain as explained

    read_facts, (annotator, _) = reader(pipeline), _models(pipeline)
    for document in documents:
        (said,) = read_facts([document])
        if isinstance(said, Rejection):
            rejected.append(said)
        else:
            yield explained(document, said, (sentence.start_char for sentence in annotator.annotate(document).sents))


@cache
def reader(pipeline: str | None = None) -> Reader:
    """A function that reads the facts off documents, with its models loaded; it never fails, but rejects."""

    def facts(documents: Sequence[Document]) -> list[Extraction | Rejection]:
        try:
            return list(_read_facts(documents, pipeline))
        except Exception as error:  # the one place where a document that breaks the program is kept from the others
            if len(documents) > 1:
                return [said for document in documents for said in facts([document])]
            return [Rejection(where=documents[0].id, reason=f"{type(error).__name__}: {error}")]

    _models(pipeline)
    return facts


def _read_facts(documents: Iterable[Document], pipeline: str | None) -> Iterator[Extraction]:
    annotator, extractor = _models(pipeline)
    for document, doc in annotator.pipe(documents):
        yield extractor.extract(document, doc)


@cache
def _models(pipeline: str | None) -> tuple["Annotator", "Extractor"]:
    from kg.annotate import Annotator  # the supervisor of the workers needs no spaCy

    return Annotator(pipeline), _extractor(pipeline)


@cache
def _extractor(pipeline: str | None) -> "Extractor":
    from kg.annotate import SHIPPED
    from kg.extraction import Extractor

    trained = sha256((SHIPPED / "meta.json").read_bytes()).hexdigest()  # every training changes it
    return Extractor(pipeline or trained)


def version(pipeline: str | None = None) -> str:
    """The version of the extractor with a pipeline; another version may read other facts off the same text."""
    return _extractor(pipeline).version


def evaluate(gold: Path, pipeline: str | None = None, min_confidence: float | None = None) -> "Scores":
    """Read every `ID.txt` of a folder and compare its facts with those in `ID.json`. Raises SourceError.

    With `min_confidence`, less sure facts are left out.
    """
    from kg.evaluate import Scores, score, shape  # its numerics take half a second to import

    scores = Scores()
    expected = gold_facts(gold)
    documents = [document for document, _ in expected]
    for (document, facts), said in zip(expected, _read_facts(documents, pipeline), strict=True):
        score(facts, shape(surer(said, min_confidence), document), scores)
    return scores


def gold_facts(folder: Path) -> list[tuple[Document, dict[str, Any]]]:
    """The documents of a folder with their gold facts, by file name. Raises SourceError."""
    expected = [_gold_facts(path) for path in sorted(folder.glob("*.json"))]
    if not expected:
        raise SourceError(f"{folder} holds no gold facts; name a folder with ID.txt and ID.json files")
    return expected


def _gold_facts(path: Path) -> tuple[Document, dict[str, Any]]:
    try:
        facts = json.loads(path.read_text("utf-8"))
        date, text = facts["document_date"], path.with_suffix(".txt").read_text("utf-8")
        return Document(id=facts["id"], text=text, date=dt.date.fromisoformat(date) if date else None), facts
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SourceError(f"{path} and the text beside it are no gold facts: {error!r}") from error


def _unread(
    found: Iterable[Document], base: Base, current: str, report: Report, progress: Progress
) -> Iterator[Document]:
    """The documents that the base does not hold yet."""
    for document in found:
        if base.known(document, current):
            report.unchanged += 1
            progress()
        else:
            yield document


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and size + len(document.text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield batch
