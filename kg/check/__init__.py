"""Whether a graph is what it should be: its size, its citations, its names and its shape."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pyoxigraph import Store

from kg.check.conformance import check_shapes
from kg.check.evidence import check_counts, check_evidence
from kg.check.names import check_names
from kg.check.problem import Problem
from kg.model import Document

__all__ = ["Problem", "check"]


def check(store: Store, documents: Iterable[Document], quads: Mapping[str, int]) -> Iterator[Problem]:
    """All that is wrong with a graph made from these documents, each kind sorted by where and what.

    `quads` tells how many it has by kind of graph. Raises ConfigurationError if `shapes.ttl` is not understood.
    """
    by_id = {document.id: document for document in documents}
    yield from check_counts(store, len(by_id), quads)
    found = chain(check_evidence(store, by_id), check_names(store), check_shapes(store, by_id))
    yield from sorted(found, key=lambda one: (one.kind, one.where, one.message))
