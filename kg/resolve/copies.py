"""Which documents are copies of one text, of those that tell of the same: a wire story in several papers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from kg.anchors import Reference
from kg.model import Document, Extraction

ALIKE = 0.9
"""The share of the runs of words of both that two copies have in common (Jaccard). Two calls told by one template on
one day reach 0.86."""
RUN = 3
"""Words of a run."""
_WORD = re.compile(r"\w+")
Runs = frozenset[tuple[str, ...]]


def copies_of(contents: Iterable[tuple[Document, Extraction]], facts: Mapping[Reference, str]) -> dict[str, str]:
    """The ids of documents that are copies, each with that of the first of them, which stands for all."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for (document, _), iri in facts.items():
        told[iri].add(document)
    shared = {document for documents in told.values() if len(documents) > 1 for document in documents}
    texts = {document.id: document.text for document, _ in contents if document.id in shared}
    firsts: dict[Runs, str] = {}
    same: dict[str, str] = {}
    for id_ in sorted(texts):
        first = firsts.setdefault(_runs(texts[id_]), id_)
        if first != id_:
            same[id_] = first
    near = dict(_near({id_: runs for runs, id_ in firsts.items()}))
    found = {id_: near.get(first, first) for id_, first in (same | near).items()}
    return found | {first: first for first in found.values()}


def _runs(text: str) -> Runs:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False)) or frozenset([tuple(words)])


def _near(documents: Mapping[str, Runs]) -> Iterator[tuple[str, str]]:
    """Each copy with the first document that it is like.

    Of documents that are alike, the rarest tenth of the runs of both share one at least: no others are compared.
    """
    counts = Counter(run for runs in documents.values() for run in runs)
    index: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for id_ in sorted(documents):
        runs = documents[id_]
        ordered = sorted(runs, key=lambda run: (counts[run], run))
        rare = ordered[: len(runs) - ceil(ALIKE * len(runs)) + 1]
        able = sorted({other for run in rare for other in index[run]})
        first = next((other for other in able if _alike(runs, documents[other])), None)
        if first:
            yield id_, first
        else:
            for run in rare:
                index[run].append(id_)


def _alike(one: Runs, other: Runs) -> bool:
    few, many = sorted((len(one), len(other)))
    if few < ALIKE * many:
        return False
    shared = len(one & other)
    return shared >= ALIKE * (few + many - shared)
