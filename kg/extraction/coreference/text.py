"""The words of one annotated document: its sentences, and what is cut from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kg.model import Document, Mention
from kg.parse import Doc

T = TypeVar("T")


class Text:
    """A document and its tokens."""

    def __init__(self, document: Document, doc: Doc) -> None:
        self.document, self.doc = document, doc
        whole = (range(sentence.start, sentence.end) for sentence in doc.sents)
        self._sentences = {i: sentence for sentence in whole for i in sentence}
        self._cut: dict[tuple[int, int], Mention] = {}

    def cut(self, start: int, end: int) -> Mention:
        """The words of tokens `start` to `end`, without space around them."""
        if (start, end) not in self._cut:  # a sentence tells of many facts
            span = self.doc[start:end]
            text = self.document.text[span.start_char : span.end_char]
            left = len(text) - len(text.lstrip())
            cut = Mention.cut(self.document.text, span.start_char + left, span.start_char + len(text.rstrip()))
            self._cut[start, end] = cut
        return self._cut[start, end]

    def sentence(self, i: int) -> range:
        """The tokens of the sentence that a token stands in."""
        return self._sentences[i]

    def by_sentence(self, items: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
        """What stands at tokens, by the first token of the sentence."""
        found: defaultdict[int, list[T]] = defaultdict(list)
        for i, item in items:
            found[self.sentence(i).start].append(item)
        return dict(found)
