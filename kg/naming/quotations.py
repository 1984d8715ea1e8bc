"""Direct quotations: the stretches of a text between quotation marks, whichever marks these are."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from kg.naming.marks import Marks
from kg.parse import Doc

_WORD = re.compile(r"(?<![’'&-])[’'&-]*+\w++(?:[’'&-]++\w++)*")
SMALL = frozenset(
    [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our", "the", "their",
        "through", "to", "toward", "towards", "under", "with", "plus", "de", "del", "der", "di", "du", "el", "et", "la",
        "las", "le", "les", "los", "un", "una", "und", "van", "von", "y",
    ]
)  # fmt: skip # as many words a line as it holds


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: code points `begin` to `end`, and tokens `start` to `stop`, without the marks."""

    begin: int
    end: int
    start: int
    stop: int
    text: str

    @property
    def words(self) -> list[str]:
        """The words of the quotation."""
        return _WORD.findall(self.text)

    @property
    def is_name(self) -> bool:
        """Whether it is a name or a title: short, and all words of weight have capitals."""
        weighty = [word for word in self.words if word.lower() not in SMALL]
        capitals = all(word[0].isupper() or word[0].isdigit() for word in weighty)
        return capitals and len(weighty) <= 12


def find(doc: Doc) -> list[Quotation]:
    """The quotations of a document that lie in no other, in order."""
    text, bounds = doc.text, doc.begins
    found = []
    for begin, end in Marks(text).spans():
        inside = text[begin:end]
        begin += len(inside) - len(inside.lstrip())
        end -= len(inside) - len(inside.rstrip(" \n,"))
        if begin < end:
            start, stop = bisect_left(bounds, begin), bisect_left(bounds, end)
            found.append(Quotation(begin, end, start, stop, text[begin:end]))
    return found
