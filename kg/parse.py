"""A parsed document as plain objects, which is what all facts are read off.

A token of spaCy is made anew each time one is looked at, and that is most of what looking costs; here each is made
once. Attributes have the names and meanings that they have there, as far as they are asked for.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias, overload


class Word(NamedTuple):
    """What is the same wherever a word stands."""

    text: str
    lower: str
    shape: str
    """Its letters as "x" and "X", its figures as "d"."""
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_alpha: bool
    is_title: bool
    like_num: bool


Parsed: TypeAlias = tuple[Word, str, str, str, str, str, int, bool, bool]
"""What is read of a word: itself; its lemma, part of speech, tag and relation; the kind of name that it is part of, or
""; the token that it hangs on, itself if on none; whether a space follows; whether a sentence starts with it."""


class Token:
    """A word in its document."""

    __slots__ = (
        *("children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_sent_start", "is_space", "lefts", "lemma_"),
        *("lower_", "pos_", "rights", "tag_", "text", "whitespace_", "word"),
    )

    def __init__(self, doc: "Doc", i: int, idx: int, parsed: Parsed) -> None:
        word, lemma, pos, tag, dep, entity, _, spaced, starts = parsed
        self.doc, self.i, self.idx, self.word = doc, i, idx, word
        self.text, self.lower_, self.is_space = word.text, word.lower, word.is_space
        self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = lemma, pos, tag, dep, entity
        self.whitespace_, self.is_sent_start = " " if spaced else "", starts
        self.head = self
        self.children: Sequence[Token] = ()
        """Those that hang on it, in order;"""
        self.lefts: Sequence[Token] = ()
        """those of them before it;"""
        self.rights: Sequence[Token] = ()
        """and those behind it."""

    def __hash__(self) -> int:
        """The same in every run, so that sets have an order that is."""
        return self.i

    def __lt__(self, other: "Token") -> bool:
        """Whether it stands before another."""
        return self.i < other.i

    def __len__(self) -> int:
        """The number of its characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """The word."""
        return self.text

    @property
    def is_punct(self) -> bool:
        """Whether it is punctuation."""
        return self.word.is_punct

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.word.is_quote

    @property
    def is_alpha(self) -> bool:
        """Whether it is all letters."""
        return self.word.is_alpha

    @property
    def is_title(self) -> bool:
        """Whether its first letter alone is a capital."""
        return self.word.is_title

    def nbor(self, steps: int = 1) -> "Token":
        """The token so many steps behind it. Raises IndexError beyond the document."""
        i = self.i + steps
        if i < 0:
            raise IndexError(i)
        return self.doc.tokens[i]

    @property
    def following(self) -> str:
        """The next word in small letters; nothing at the end of the document."""
        return self.doc.tokens[self.i + 1].lower_ if self.i + 1 < len(self.doc.tokens) else ""

    @property
    def sent(self) -> "Span":
        """Its sentence."""
        return self.doc.sents[self.doc.sentence_of[self.i]]

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, the head of that, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: "Token") -> bool:
        """Whether another hangs on it, directly or not."""
        return any(token is self for token in other.ancestors)

    @property
    def subtree(self) -> Iterator["Token"]:
        """It and all that hang on it, in the order of a walk through the tree."""
        for token in self.lefts:
            yield from token.subtree
        yield self
        for token in self.rights:
            yield from token.subtree

    @property
    def left_edge(self) -> "Token":
        """The first of its subtree."""
        return self.doc.tokens[self.doc.edges[self.i][0]]

    @property
    def right_edge(self) -> "Token":
        """The last of its subtree."""
        return self.doc.tokens[self.doc.edges[self.i][1]]


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start` to before `end` of a document; `label_` is the kind of a name."""

    doc: "Doc" = field(repr=False)
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        """The number of its tokens."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Its tokens, in order."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> "Span": ...

    def __getitem__(self, at: int | slice) -> "Token | Span":
        """Its token at a place, or the span of some; counted from its start. Raises IndexError."""
        places = range(self.start, self.end)[at]
        return self.doc.tokens[places] if isinstance(places, int) else Span(self.doc, places.start, places.stop)

    @property
    def start_char(self) -> int:
        """The offset of its first character."""
        return self.doc.offset(self.start)

    @property
    def end_char(self) -> int:
        """The offset behind its last character."""
        if self.end <= self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as they are written."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token in it that hangs on none in it."""
        return next(token for token in self if token.head is token or not self.start <= token.head.i < self.end)


class Doc:
    """A parsed document: its words in order, and where names of what kind were tagged."""

    def __init__(self, parsed: Iterable[Parsed], names: Iterable[tuple[int, int, str]] = ()) -> None:
        self.tokens: list[Token] = []
        heads, idx = [], 0
        for i, one in enumerate(parsed):
            token = Token(self, i, idx, one)
            self.tokens.append(token)
            heads.append(one[6])
            idx += len(token.text) + len(token.whitespace_)
        self._hang(heads)
        self.text = "".join([token.text + token.whitespace_ for token in self.tokens])
        self.ents = [Span(self, *name) for name in names]
        self.kept: dict[str, Any] = {}
        """What was found in it before, by the name of the finder."""

    def _hang(self, heads: Sequence[int]) -> None:
        tokens, children = self.tokens, dict[int, list[Token]]()
        for token, head in zip(tokens, heads, strict=True):
            if head != token.i:
                token.head = tokens[head]
                children.setdefault(head, []).append(token)
        for i, its in children.items():
            token = tokens[i]
            token.children = its
            token.lefts = [child for child in its if child.i < i]
            token.rights = [child for child in its if child.i > i]

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """The tokens, in order."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        """A token, or the span of some. Raises IndexError."""
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def offset(self, i: int) -> int:
        """Where a token begins in the text; where the text ends behind the last."""
        return self.tokens[i].idx if i < len(self.tokens) else len(self.text)

    @cached_property
    def sents(self) -> Sequence[Span]:
        """Its sentences, in order."""
        starts = [token.i for token in self.tokens if token.is_sent_start or token.i == 0]
        return [Span(self, start, end) for start, end in pairwise([*starts, len(self)])]

    @cached_property
    def sentence_of(self) -> Sequence[int]:
        """The number of the sentence of each token."""
        return [n for n, sentence in enumerate(self.sents) for _ in sentence]

    @cached_property
    def edges(self) -> Sequence[tuple[int, int]]:
        """The first and the last token of each token's subtree."""
        first, last = list(range(len(self))), list(range(len(self)))
        waiting = [len(token.children) for token in self.tokens]
        done = [token for token in self.tokens if not token.children]
        while done:
            token = done.pop()
            head = token.head.i
            if head == token.i:
                continue
            first[head], last[head] = min(first[head], first[token.i]), max(last[head], last[token.i])
            waiting[head] -= 1
            if not waiting[head]:
                done.append(token.head)
        return list(zip(first, last, strict=True))

    @cached_property
    def begins(self) -> Sequence[int]:
        """Where each token begins in the text."""
        return [token.idx for token in self.tokens]

    def char_span(self, begin: int, end: int, *, widened: bool = False) -> Span | None:
        """The tokens within characters `begin` to `end`, or if `widened` all that these touch; None if none."""
        first, last = bisect_right(self.begins, begin) - 1, bisect_right(self.begins, end - 1) - 1
        if first < 0 or last < first or begin >= len(self.text):
            return None
        cut = begin >= self._end(first) if widened else begin > self.begins[first]
        first += cut
        last -= not widened and end < self._end(last)
        return Span(self, first, last + 1) if first <= last else None

    def _end(self, i: int) -> int:
        return self.begins[i] + len(self.tokens[i].text)
