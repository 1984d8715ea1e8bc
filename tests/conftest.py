"""What several tests share: the shipped pipeline, loaded once, and the extraction of a text."""

import datetime as dt
from collections.abc import Callable

import pytest

from kg.annotate import Annotator
from kg.extraction import Extractor
from kg.model import Document, Extraction

Reader = Callable[..., Extraction]


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The shipped pipeline."""
    return Annotator()


@pytest.fixture(scope="session")
def read(annotator: Annotator) -> Reader:
    """Reads a text, written on a day or on none, into an extraction."""
    extractor = Extractor(annotator.name)

    def extract(text: str, date: str | None = None) -> Extraction:
        day = dt.date.fromisoformat(date) if date else None
        document = Document(id="text", text=text, date=day)
        return extractor.extract(document, annotator.annotate(document))

    return extract
