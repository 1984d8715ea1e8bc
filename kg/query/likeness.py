"""What is called like a name that nothing in a graph has."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from kg.offices import untitled
from kg.personal_names import compatible, plain

NAMED = "SELECT DISTINCT ?label WHERE { GRAPH g:registry { ?thing skos:prefLabel ?label } }"
"""The query for the names that may be meant."""
_BEGINNING = 3
"""Letters with which two words must begin alike to be compared."""
_CLOSE = 0.75


def nearest(name: str, labels: Iterable[str], most: int) -> list[str]:
    """The labels that are most like a name: those that one person can bear beside it, then those of words like its own.

    >>> nearest("Sergei", ["Sergey Lavrov", "Serbia", "Angela Merkel"], 3)
    ['Sergey Lavrov']
    """
    wanted = plain(untitled(name)).split()
    found = []
    for label in labels:
        words = plain(label).split()
        shares = [max((_ratio(word, other) for other in words), default=0.0) for word in wanted]
        likeness = sum(shares) / len(shares) if shares else 0.0
        if likeness >= _CLOSE:
            found.append((not compatible(name, label), -likeness, len(words), label))
    return [label for *_, label in sorted(found)[:most]]


def _ratio(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if word[:_BEGINNING] != other[:_BEGINNING]:
        return 0.0
    return SequenceMatcher(None, word, other).ratio()
