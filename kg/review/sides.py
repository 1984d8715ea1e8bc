"""One of two things that are compared, as one document tells of it: with the sentence that does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Document, Extraction, Mention

_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|\n+")
_LONGEST = 400
"""Characters of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """What it is called there, the document, and the words that tell of it."""

    name: str
    document: str
    source: str
    date: str
    quote: str

    @property
    def about(self) -> str:
        """The document in a line."""
        return ", ".join(filter(None, (self.document, self.source, self.date)))


def side_of(document: Document, said: Extraction, local: str, name: str) -> Side:
    """How a document tells of something by its local id."""
    quote = next(_quotes(document, said, local), "")
    day = document.date.isoformat() if document.date else ""
    return Side(name, document.id, document.source or "", day, quote)


def _quotes(document: Document, said: Extraction, local: str) -> Iterator[str]:
    """The words that tell of something, the best first: those of its post, of the fact, or those around its name."""
    told = [post.evidence[0] for post in said.posts if post.person == local]
    told += [fact.evidence[0] for fact in said.facts if fact.id == local]
    mentions = [mention for entity in said.entities if entity.id == local for mention in entity.mentions]
    for mention in (*told, *sorted(mentions, key=lambda mention: (-len(mention.text), mention.begin))):
        around = [one for fact in said.facts if _is_in(mention, one := fact.evidence[0])]
        longest = max(around, key=lambda one: (one.end - one.begin, -one.begin), default=mention)
        yield " ".join(sentence(document.text, longest, mention.begin).split())


def _is_in(mention: Mention, other: Mention) -> bool:
    return other.begin <= mention.begin and mention.end <= other.end


def sentence(text: str, mention: Mention, at: int) -> str:
    """The sentence around a mention; of a long one, what is near a place in it."""
    ends = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    begin = max(end for end in ends if end <= mention.begin)
    end = min(end for end in ends if end >= mention.end)
    far = at - begin > _LONGEST // 2
    start = (text.find(" ", at - _LONGEST // 2, at) + 1 or at) if far else begin
    stop = min(end, at + _LONGEST)
    return ("… " if start > begin else "") + text[start:stop].strip() + (" …" if stop < end else "")
