"""One input to its facts: parsed, annotated, extracted. It runs in processes that may be stopped at any moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.annotate import Annotator
from kg.errors import ExtractionError, KgError, SourceError
from kg.extraction import Extractor
from kg.extraction.confidence import calibrated, grounds
from kg.kinds import ontology_files
from kg.lexicon import lexicon_files
from kg.model import Document, Rejection
from kg.read import Read
from kg.sources import Input, parse, where, words

Reader = Callable[[Sequence[Input]], list[Read | Rejection]]


def models(pipeline: str | None) -> tuple[Annotator, Extractor]:
    """The models of a pipeline, loaded once for the words and kinds that are named now. Raises ConfigurationError."""
    return _annotator(pipeline), _extractor(pipeline, lexicon_files(), ontology_files())


_annotator = cache(Annotator)


@cache
def _extractor(pipeline: str | None, *_: tuple[Path, ...]) -> Extractor:
    return Extractor(pipeline)


@cache
def reader(pipeline: str | None = None) -> Reader:
    """A function that reads the facts off inputs, with its models loaded; it never fails, but rejects."""
    words()
    models(pipeline)

    def read(inputs: Sequence[Input]) -> list[Read | Rejection]:
        try:
            return list(read_facts(map(document_of, inputs), pipeline))
        except Exception as error:  # the one place where an input that breaks the program is kept from the others
            if len(inputs) > 1:
                return [said for each in inputs for said in read([each])]
            reason = str(error) if isinstance(error, KgError) else f"{type(error).__name__}: {error}"
            settled = isinstance(error, SourceError | ExtractionError)  # others may come of memory, disk or machine
            return [Rejection(where=where(inputs[0]), reason=reason, settled=settled)]

    return read


def read_facts(documents: Iterable[Document], pipeline: str | None) -> Iterator[Read]:
    """Each document with what it says."""
    annotator, extractor = models(pipeline)
    for document, doc in annotator.pipe(documents):
        starts = tuple(sentence.start_char for sentence in doc.sents)
        raw = extractor.uncalibrated(document, doc)
        yield Read(document, calibrated(raw), starts, grounds(raw))


def document_of(each: Input) -> Document:
    """The document that an input is, or holds. Raises SourceError."""
    return each if isinstance(each, Document) else parse(each)
