"""What is read off one document. A module of its own, so that who takes it from a worker need not load the models."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.model import Document, Extraction


class Read(NamedTuple):
    """A document, what it says, and the first character of each of its sentences.

    `grounds` gives, by the ids of facts, what spoke for and against each, with what it added to the log-odds.
    """

    document: Document
    extraction: Extraction
    sentences: tuple[int, ...]
    grounds: Mapping[str, Sequence[tuple[str, float]]] = {}
