"""What several tests share: the shipped pipeline, loaded once, and the extraction of a text."""

import datetime as dt
from collections.abc import Callable, Iterator
from multiprocessing import get_context

import pytest

from kg import workers
from kg.annotate import Annotator
from kg.extraction import Extractor
from kg.model import Document, Extraction
from kg.reader import models

Reader = Callable[..., Extraction]


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The shipped pipeline, which whatever reads in this process shares."""
    return models(None)[0]


@pytest.fixture(scope="module")
def forked(annotator: Annotator) -> Iterator[None]:
    """Workers are forked and find the models loaded, where those of a user load them anew, which takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_CONTEXT", get_context("fork"))
        yield


@pytest.fixture(scope="session")
def read(annotator: Annotator) -> Reader:
    """Reads a text, written on a day or on none, into an extraction."""
    extractor = Extractor(annotator.name)

    def extract(text: str, date: str | None = None) -> Extraction:
        day = dt.date.fromisoformat(date) if date else None
        document = Document(id="text", text=text, date=day)
        return extractor.extract(document, annotator.annotate(document))

    return extract
