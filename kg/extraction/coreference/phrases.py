"""Whom a phrase stands for: its word, those in a row with it, its conjuncts and what stands in apposition to it."""

from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.coreference.coordination import Extent, rows
from kg.extraction.coreference.entities import Reference, unique
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.grammar.function_words import INCLUDING
from kg.parse import Token

_NEAR = 3  # tokens from a group to "including"


class Rows:
    """The names and posts of one document that stand in rows: "Japan, Vietnam and Laos"."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self.joined = frozenset(token.head.i for token in mentions.doc if token.dep_ in ("conj", "appos"))
        """The tokens that conjuncts and appositions hang on."""
        known = rows(mentions.doc, mentions.extents())
        self.at = {i: row for row in known for extent in row for i in range(*extent)}

    def of(self, token: Token) -> list[Token]:
        """A token of each name or post in a row with this one; none where it stands alone."""
        return [self._bearer(member) for member in self.at.get(token.i, ())]

    def around(self, token: Token) -> list[Token]:
        """A token of each name or post in a row with this one, itself included."""
        return self.of(token) or [self._bearer(self._mentions.extent(token))]

    def _bearer(self, extent: Extent) -> Token:
        """The last token of the person in a row's member, or of the member where it names none."""
        named = [i for i in range(*extent) if i in self._mentions.person_at]
        return self._mentions.doc[named[-1] if named else extent[1] - 1]


class Phrases:
    """Whom the phrases of one document stand for, given for each token whom that word does."""

    def __init__(self, mentions: Mentions, rows: Rows, words: Mapping[int, Sequence[Reference]]) -> None:
        self._mentions, self._rows, self._words = mentions, rows, words
        self._known: dict[int, Sequence[Reference]] = {}

    def all(self) -> Mapping[int, Sequence[Reference]]:
        """Whom phrases stand for, by their heads, where there are any."""
        mentions, words = self._mentions, self._words
        including = {i - back for i in mentions.index.of(INCLUDING) for back in range(1, _NEAR + 1) if i >= back}
        heads = {i for i in words if words[i]} | including | self._rows.joined | self._rows.at.keys() | mentions.tokens
        return {i: found for i in sorted(heads) if (found := self.of(mentions.doc[i]))}

    def of(self, token: Token) -> Sequence[Reference]:
        """Whom the phrase with this head stands for; empty if nobody in particular."""
        if token.i not in self._known:
            self._known[token.i] = ()  # a phrase is no part of itself
            self._known[token.i] = tuple(unique(self._members(token)))
        return self._known[token.i]

    def _members(self, token: Token) -> list[Reference]:
        found = [*(self._included(token) or self._words[token.i])]
        found += (ref for member in self._rows.of(token) for ref in self._words[member.i])
        seen = {token.i, *range(*self._mentions.extent(token))}
        if self._rows.joined.isdisjoint(seen):
            return found
        for child in [child for i in sorted(seen) for child in token.doc[i].children]:
            if child.i not in seen and (child.dep_ == "conj" or (child.dep_ == "appos" and not found)):
                seen.add(child.i)
                found += self.of(child)
        return found

    def _included(self, token: Token) -> Sequence[Reference]:
        """Those a group is said to include: "eight dialogue partners, including India and Japan"."""
        first = next(self._behind_including(token), None) if token.tag_ == "NNS" else None
        return self.of(first) if first is not None else ()

    def _behind_including(self, token: Token) -> Iterator[Token]:
        """The names that "including" leads to, shortly behind a word."""
        following = token.doc[token.i + 1 : token.i + 1 + _NEAR]
        word = next((t for t in following if t.lower_ in INCLUDING), None)
        if word is not None:
            yield from (t for t in token.doc[word.i + 1 : word.i + 3] if self._mentions.names.at(t.i))
