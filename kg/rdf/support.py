"""How many independent documents, and sources, state each fact: copies of one text count once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Counts(NamedTuple):
    """Of independent documents, and of sources that have not the same text; those without source count as one."""

    documents: int
    sources: int


class Support:
    """Gathers who states facts; `copies` are documents that are near-duplicates, each with the first of them."""

    def __init__(self, copies: Mapping[str, str]) -> None:
        """Nothing is stated yet."""
        self._copies = copies
        self._told: defaultdict[str, dict[tuple[str, str], set[str]]] = defaultdict(dict)

    def add(self, fact: str, document: str, source: str, people: Iterable[str]) -> None:
        """Note that a document states a fact, with these people or parties; more than once, with all of them."""
        self._told[fact].setdefault((document, source), set()).update(people)

    def counts(self) -> Iterator[tuple[str, Counts]]:
        """Each fact with its counts. A copy that tells of others than the text does is an account of its own."""
        for fact, told in self._told.items():
            accounts: defaultdict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
            for (document, source), people in told.items():
                accounts[self._copies.get(document, document), frozenset(people)].add(source)
            yield fact, Counts(len(accounts), _groups(accounts.values()))


def _groups(sets: Iterable[set[str]]) -> int:
    """How many sources are left where those who share a text are one."""
    groups: list[set[str]] = []
    for sources in sets:
        joined = [group for group in groups if group & sources]
        groups = [group for group in groups if not group & sources] + [sources.union(*joined)]
    return len(groups)
