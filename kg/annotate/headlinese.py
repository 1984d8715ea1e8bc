"""The grammar of headlines: "Norway, Chile ink pact" stands for "Norway and Chile inked a pact"."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kg.inflection import verb_forms
from kg.lexicon import Lexicon
from kg.naming.spans import Spans
from kg.parse import Doc, Token

_ENDING = frozenset(".!?:;,")
_JOINING = frozenset({",", "and", "&"})
_BEFORE_NOUNS = frozenset({"DT", "JJ", "PRP$"})
_NO_VERB = frozenset({"JJ", "RB", "VBN", "VBD"})
"""Tags of what only looks like a verb in the present: "close", "present", "set"."""


class Headline(NamedTuple):
    """The verb that a headline says of those with whom it begins, its infinitive, and the commas that join them."""

    verb: Token
    infinitive: str
    commas: list[int]


class Headlines:
    """The headlines of one document that have their verb in the present, right behind names, posts or groups."""

    def __init__(self, doc: Doc, found: Spans, lexicon: Lexicon) -> None:
        self._doc, self._names, self._things = doc, found.names, lexicon.senses.nouns
        self._titles = {i: title for title in found.titles for i in range(title.outer, title.end)}
        self._groups = lexicon.groups.nouns | lexicon.groups.governments | lexicon.agreements.parliaments
        self._verbs = _present(frozenset(lexicon.senses.verbs))

    def __iter__(self) -> Iterator[Headline]:
        """In order."""
        for start, end in self._lines():
            i = self._past_subject(start, end)
            verb = self._doc[i] if start < i < end - 1 else None
            if verb is not None and self._is_verb(verb, start):
                commas = [k for k in range(start, i) if self._doc[k].text == ","]
                yield Headline(verb, self._verbs[verb.lower_], commas)

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Token ranges of the lines that no mark ends."""
        doc, start = self._doc, 0
        for end in (*(token.i for token in doc if "\n" in token.text), len(doc)):
            if start < end and doc[end - 1].text not in _ENDING:
                yield start, end
            start = end + 1

    def _past_subject(self, start: int, end: int) -> int:
        """Where the names, posts and groups with which a line begins end."""
        i = start
        while i < end:
            name, title, word = self._names.at(i), self._titles.get(i), self._doc[i].lower_
            if name is None and title is None and word not in _JOINING and not {word, word[:-1]} & self._groups:
                break
            i = max(i + 1, name.end if name else 0, title.end if title else 0)
        return i

    def _is_verb(self, token: Token, start: int) -> bool:
        """Whether a word behind its subject is a verb that agrees with it, and no noun: "Iran talks resume"."""
        base = self._verbs.get(token.lower_)
        if base is None or token.tag_ in _NO_VERB:
            return False
        if base != token.lower_ and base in self._things and not self._opens_object(self._doc[token.i + 1]):
            return False
        return any(map(self._tells_several, range(start, token.i))) == (token.lower_ == base)

    def _tells_several(self, i: int) -> bool:
        """Whether a word of a subject joins two, or is a plural; what stands in a name or a post does neither."""
        if self._names.at(i) is not None:
            return False
        title = self._titles.get(i)
        if title is not None:
            return title.plural and i == title.head
        return self._doc[i].text in _JOINING or self._doc[i].tag_ in ("NNS", "NNPS")

    def _opens_object(self, token: Token) -> bool:
        """Whether the object of a verb begins here: a name, a post, an article, an adjective, a word for a meeting."""
        named = self._names.at(token.i) is not None or token.i in self._titles
        return named or token.tag_ in _BEFORE_NOUNS or token.lower_ in self._things


@cache
def _present(verbs: frozenset[str]) -> Mapping[str, str]:
    """The infinitive of both forms of the present of each verb."""
    return {form: base for base in sorted(verbs) for form in verb_forms(base)[:2]}
