"""What is read off one document. A module of its own, so that who takes it from a worker need not load the models."""

from typing import NamedTuple

from kg.model import Document, Extraction


class Read(NamedTuple):
    """A document, what it says, and the first character of each of its sentences."""

    document: Document
    extraction: Extraction
    sentences: tuple[int, ...]
