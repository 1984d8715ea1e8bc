"""Under which form a word stands in a list of lemmas."""

from collections.abc import Container, Iterator

from spacy.tokens import Token


def entry(token: Token, table: Container[str]) -> str:
    """The form under which a word stands in a table of lemmas: its lemma, or what its endings leave.

    A small lemmatiser makes "visite" of "visiting"; a word list knows better. The lemma itself where none is listed.
    """
    word, lemma = token.lower_, token.lemma_.lower()
    return next((form for form in (lemma, *_stems(word)) if form in table), lemma)


def is_listed(token: Token, table: Container[str]) -> bool:
    """Whether a word stands in a table of lemmas, under its lemma or what its endings leave."""
    return token.lemma_.lower() in table or any(form in table for form in _stems(token.lower_))


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in ("s", "es", "ed", "ing", "ies"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield from (stem, stem + "e", stem + "y")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
