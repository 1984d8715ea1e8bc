"""Under which form a word stands in a list of lemmas."""

from collections import defaultdict
from collections.abc import Container, Iterator, Set
from functools import lru_cache

from kg.parse import Doc, Token


def entry(token: Token, table: Container[str]) -> str:
    """The form under which a word stands in a table of lemmas: its lemma, or what its endings leave.

    A small lemmatiser makes "visite" of "visiting"; a word list knows better. The lemma itself where none is listed.
    """
    listed = forms(token)
    for form in listed:
        if form in table:
            return form
    return listed[0]


def forms(token: Token) -> tuple[str, ...]:
    """The forms under which a word may stand in a table, its lemma first."""
    return _forms(token.lower_, token.lemma_)


def is_listed(token: Token, table: Container[str]) -> bool:
    """Whether a word stands in a table of lemmas, under its lemma or what its endings leave."""
    return entry(token, table) in table


class Listed:
    """The tokens of one document by the forms under which they may stand in a table of lemmas."""

    def __init__(self, doc: Doc) -> None:
        places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for token in doc:
            places[token.lower_, token.lemma_].append(token.i)
        self._words: defaultdict[str, list[list[int]]] = defaultdict(list)
        for (word, lemma), at in places.items():
            for form in _forms(word, lemma):
                self._words[form].append(at)

    def under(self, table: Set[str]) -> list[int]:
        """The tokens that stand in a table, in order."""
        return sorted({i for form in self._words.keys() & table for at in self._words[form] for i in at})


@lru_cache(maxsize=1 << 14)
def _forms(word: str, lemma: str) -> tuple[str, ...]:
    """The forms of a word, its lemma first."""
    return tuple(dict.fromkeys((lemma.lower(), *_stems(word))))


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in ("s", "es", "ed", "ing", "ies"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield from (stem, stem + "e", stem + "y")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
