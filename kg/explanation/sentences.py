"""A document sentence by sentence, each with its words marked and the facts that it states."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.explanation.accounts import Account, accounts
from kg.explanation.marks import Mark, Part, nested
from kg.model import Document, Extraction

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in parts, and the facts it states; `ends_paragraph` where a blank line follows."""

    parts: tuple[Part, ...]
    facts: tuple[Account, ...]
    ends_paragraph: bool = False

    @property
    def silent(self) -> bool:
        """Whether nothing was found in it."""
        return not self.facts and all(isinstance(part, str) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was read off a document, and why: all its sentences in their order."""

    document: Document
    sentences: tuple[Sentence, ...]

    @property
    def facts(self) -> tuple[Account, ...]:
        """All facts, by number."""
        return tuple(fact for sentence in self.sentences for fact in sentence.facts)


def explain(
    document: Document,
    said: Extraction,
    starts: Iterable[int],
    grounds: Mapping[str, Sequence[tuple[str, float]]] | None = None,
    *,
    least: float = 0.0,
) -> Explanation:
    """Set the facts of a document below the sentences that state them; `starts` are the sentences' first characters.

    `grounds` are what spoke for and against each fact. What is less sure than `least` is said to stay out of bases.
    """
    bounds = _bounds(document.text, starts)
    facts, marks = defaultdict[int, list[Account]](list), defaultdict[int, list[Mark]](list)
    for account in accounts(document, said, grounds or {}, least):
        facts[bisect_right(bounds, account.begin) - 1].append(account)
        for mark in account.marks:
            for n in range(bisect_right(bounds, mark.begin) - 1, bisect_left(bounds, mark.end)):
                marks[n].append(mark)
    return Explanation(
        document,
        tuple(
            _sentence(document.text, begin, end, facts[n], marks[n])
            for n, (begin, end) in enumerate(pairwise(bounds))
            if document.text[begin:end].strip()
        ),
    )


def _bounds(text: str, starts: Iterable[int]) -> list[int]:
    """Where sentences begin, and where the last ends; marks without a word, such as a lone “, go with what follows."""
    bounds = [0]
    for start in sorted({start for start in starts if 0 < start < len(text)}):
        if _WORD.search(text, bounds[-1], start):
            bounds.append(start)
    if len(bounds) > 1 and not _WORD.search(text, bounds[-1]):
        bounds.pop()
    return [*bounds, len(text)]


def _sentence(text: str, begin: int, end: int, stated: Iterable[Account], marks: Iterable[Mark]) -> Sentence:
    words = text[begin:end]
    first, last = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
    return Sentence(nested(text, first, last, marks), tuple(stated), "\n" in text[last:end])
