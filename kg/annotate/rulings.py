"""Parts of speech and inflections, looked up in a table where a pipeline's attribute ruler would match patterns.

Most rulers ask of one word at a time whether its tag, the word or its relation are listed; then what they say is a
table, and matching would cost a tenth of all reading.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, cast

import numpy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from thinc.types import Ints2d

_ASKED: list[int | str] = ["TAG", "LOWER", "DEP"]
_TOLD: list[int | str] = ["POS", "MORPH"]
_OTHER = "\ue000"
"""Stands for all words and relations that no pattern lists."""


class Rulings(AttributeRuler):
    """An attribute ruler that asks itself beforehand."""

    _table: Mapping[tuple[int, int, int], Sequence[int]]
    _other: int
    _listed: Mapping[int, tuple[frozenset[int], frozenset[int]]]

    def learn(self, patterns: Sequence[dict[str, Any]]) -> None:
        """Rule by these patterns, which are all simple."""
        self.add_patterns(patterns)
        listed: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: ({_OTHER}, {_OTHER}))
        for asked in (word for pattern in patterns for (word,) in pattern["patterns"]):
            for known, name in zip(listed[asked["TAG"]], _ASKED[1:], strict=True):
                known.update(_values(asked.get(str(name), _OTHER)))
        cases = sorted((tag, *case) for tag, known in listed.items() for case in product(*known))
        tags, words, deps = map(list, zip(*cases, strict=True))
        every = Doc(self.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(cases))))
        told = super().__call__(every).to_array(_ASKED + _TOLD).tolist()
        number = self.vocab.strings.as_int
        self._other = number(_OTHER)
        self._table = {(tag, word, dep): said for tag, word, dep, *said in told}
        self._listed = {
            number(tag): (frozenset(map(number, words)), frozenset(map(number, deps)))
            for tag, (words, deps) in listed.items()
        }

    def __call__(self, doc: Doc) -> Doc:
        """The document with what the rules say of its words."""
        if doc.has_annotation("POS") or doc.has_annotation("MORPH"):
            return super().__call__(doc)  # what no rule speaks of stays as it is
        said = [self._said(*word) for word in doc.to_array(_ASKED).tolist()]
        return doc.from_array(_TOLD, cast("Ints2d", numpy.array(said, dtype="uint64").reshape(-1, 2)))

    def _said(self, tag: int, word: int, dep: int) -> Sequence[int]:
        """The part of speech and the inflection that the rules give a word."""
        if tag not in self._listed:
            return (0, 0)
        words, deps = self._listed[tag]
        return self._table[tag, word if word in words else self._other, dep if dep in deps else self._other]


@Language.factory("kg_rulings")
def _rulings(nlp: Language, name: str) -> Rulings:
    return Rulings(nlp.vocab, name)


def look_up(nlp: Language) -> None:
    """Put a table in the place of a pipeline's attribute ruler, if its patterns are simple."""
    for name in nlp.pipe_names:
        ruler = nlp.get_pipe(name)
        if isinstance(ruler, AttributeRuler) and ruler.patterns and all(map(_is_simple, ruler.patterns)):
            rulings = nlp.replace_pipe(name, "kg_rulings")
            assert isinstance(rulings, Rulings)
            rulings.learn(ruler.patterns)


def _is_simple(pattern: dict[str, Any]) -> bool:
    """Whether a pattern asks of one word for its tag, and perhaps for the word and its relation, to tell what it is."""
    named = all(len(words) == 1 and _is_told_by_table(words[0]) for words in pattern["patterns"])
    return named and set(pattern["attrs"]) <= set(_TOLD)


def _is_told_by_table(asked: dict[str, Any]) -> bool:
    tag = isinstance(asked.get("TAG"), str) and set(asked) <= set(_ASKED)
    return tag and all(isinstance(value, str) for given in asked.values() for value in _values(given))


def _values(given: Any) -> Sequence[Any]:
    """What a pattern compares an attribute with: one string, or one of several; what is no string where otherwise."""
    match given:
        case str():
            return [given]
        case {"IN": [*values]} if len(given) == 1:
            return values
    return [given]
