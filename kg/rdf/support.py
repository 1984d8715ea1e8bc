"""How many independent documents, and sources, state each fact: copies of one text count once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_Account = tuple[str, frozenset[str]]
"""A text, by the first document that has it, and who is in the fact as it tells it."""


class Counts(NamedTuple):
    """Of independent documents, and of sources that have not the same text; those without source count as one."""

    documents: int
    sources: int


class Support:
    """Gathers who states facts; `copies` are documents that are near-duplicates, each with the first of them."""

    def __init__(self, copies: Mapping[str, str]) -> None:
        """Nothing is stated yet."""
        self._copies = copies
        self._sources: defaultdict[str, dict[_Account, set[str]]] = defaultdict(dict)

    def add(self, fact: str, document: str, source: str, people: Iterable[str]) -> None:
        """Note that a document states a fact, with these people or parties."""
        account = self._copies.get(document, document), frozenset(people)
        self._sources[fact].setdefault(account, set()).add(source)

    def counts(self) -> Iterator[tuple[str, Counts]]:
        """Each fact with its counts."""
        for fact, accounts in self._sources.items():
            yield fact, Counts(len(accounts), _groups(accounts.values()))


def _groups(sets: Iterable[set[str]]) -> int:
    """How many sources are left where those who share a text are one."""
    groups: list[set[str]] = []
    for sources in sets:
        joined = [group for group in groups if group & sources]
        groups = [group for group in groups if not group & sources] + [sources.union(*joined)]
    return len(groups)
