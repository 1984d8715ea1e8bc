"""Where each word stands in a document: readers that look for a few words go to these, and pass over the others."""

from collections import defaultdict
from collections.abc import Callable, Set

from kg.parse import Doc


class Index:
    """The tokens of one document by their words, in small letters."""

    def __init__(self, doc: Doc) -> None:
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for token in doc:
            self._at[token.lower_].append(token.i)

    def of(self, words: Set[str]) -> list[int]:
        """The tokens that are one of some words, in order."""
        return sorted(i for word in self._at.keys() & words for i in self._at[word])

    def where(self, test: Callable[[str], bool]) -> list[int]:
        """The tokens whose words pass a test, in order; each word is tested once."""
        return sorted(i for word, places in self._at.items() if test(word) for i in places)
