"""Which documents are copies of one text, of those that tell of the same: a wire story in several papers."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import TypeAlias

from kg.anchors import Reference
from kg.model import Document, Extraction

ALIKE = 0.9
"""The share of the runs of words of both that two copies have in common (Jaccard). Two calls told by one template on
one day reach 0.86."""
RUN = 3
"""Words of a run."""
CELLS = 1 << 20
"""Cells in which runs are counted: two that share one are taken for less rare than they are."""
_WORD = re.compile(r"\w+")
Runs: TypeAlias = "array[int]"
"""The runs of a text, each a number, in order."""


def copies_of(contents: Iterable[tuple[Document, Extraction]], facts: Mapping[Reference, str]) -> dict[str, str]:
    """The ids of documents that are copies, each with that of the first of them, which stands for all."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for (document, _), iri in facts.items():
        told[iri].add(document)
    shared = {document for documents in told.values() if len(documents) > 1 for document in documents}
    texts = {document.id: document.text for document, _ in contents if document.id in shared}
    firsts: dict[bytes, str] = {}
    same: dict[str, str] = {}
    runs: dict[str, Runs] = {}
    numbers: dict[str, int] = {}
    for id_ in sorted(texts):
        own = _runs(texts[id_], numbers)
        first = firsts.setdefault(own.tobytes(), id_)
        if first == id_:
            runs[id_] = own
        else:
            same[id_] = first
    near = dict(_near(runs))
    found = {id_: near.get(first, first) for id_, first in (same | near).items()}
    return found | {first: first for first in found.values()}


def _runs(text: str, numbers: dict[str, int]) -> Runs:
    """The runs of a text; `numbers` are those of all words so far. No two runs are likely to have one number."""
    words = [numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text.casefold())]
    runs = set(zip(*(words[start:] for start in range(RUN)), strict=False)) or {tuple(words)}
    return array("q", sorted(map(hash, runs)))  # of a tuple of numbers, which is the same in every process


def _near(documents: Mapping[str, Runs]) -> Iterator[tuple[str, str]]:
    """Each copy with the first document that it is like.

    Of documents that are alike, the rarest tenth of the runs of both share one at least: no others are compared.
    """
    counts = array("L", bytes(CELLS * array("L").itemsize))
    for runs in documents.values():
        for run in runs:
            counts[run % CELLS] += 1
    index: defaultdict[int, list[str]] = defaultdict(list)
    for id_ in sorted(documents):
        runs = documents[id_]
        ordered = sorted(runs, key=lambda run: (counts[run % CELLS], run))
        rare = ordered[: len(runs) - ceil(ALIKE * len(runs)) + 1]
        own = frozenset(runs)
        able = sorted({other for run in rare for other in index.get(run, ())})
        first = next((other for other in able if _alike(own, documents[other])), None)
        if first:
            yield id_, first
        else:
            for run in rare:
                index[run].append(id_)


def _alike(one: frozenset[int], other: Runs) -> bool:
    few, many = sorted((len(one), len(other)))
    if few < ALIKE * many:
        return False
    shared = sum(map(one.__contains__, other))
    return shared >= ALIKE * (few + many - shared)
