"""Direct quotations: the stretches of a text between quotation marks, whichever marks these are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

_MARK = re.compile(r"[“”„«»\"‘’']|``|''")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[“\"‘])")
_LONGEST = 4000  # a mark that is not closed within so many characters opens nothing
_CLOSES = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'", "``": "''"}
_SMALL = frozenset(
    [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our", "the", "their",
        "through", "to", "toward", "towards", "under", "with", "de", "del", "der", "di", "du", "el", "et", "la",
        "las", "le", "les", "los", "un", "una", "und", "van", "von", "y",
    ]
)  # fmt: skip


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
        return re.findall(r"[\w’'&-]*\w", self.text)

    @property
    def is_name(self) -> bool:
        """Whether it is a name or a title: short, and all words of weight have capitals."""
        weighty = [word for word in self.words if word.lower() not in _SMALL]
        capitals = all(word[0].isupper() or word[0].isdigit() for word in weighty)
        return capitals and len(weighty) <= 12


def find(doc: Doc) -> list[Quotation]:
    """The quotations of a document that lie in no other, in order."""
    bounds = [token.idx for token in doc]
    found = []
    for begin, end in _spans(doc.text):
        inside = doc.text[begin:end]
        begin += len(inside) - len(inside.lstrip())
        end -= len(inside) - len(inside.rstrip(" \n,"))
        if begin < end:
            start, stop = _index(bounds, begin), _index(bounds, end)
            found.append(Quotation(begin, end, start, stop, doc.text[begin:end]))
    return found


def _index(bounds: list[int], place: int) -> int:
    """The first token that begins at or after a code point."""
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if bounds[middle] < place else (low, middle)
    return low


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where quotations begin and end, marks left out."""
    place = 0
    while match := _MARK.search(text, place):
        place = match.end()
        if not _opens(text, match):
            continue
        close = _closing(text, match)
        if close:
            yield match.end(), close[0]
            place = close[1]


def _opens(text: str, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if mark[0] in "”’»" or mark[0] == "''" or not after or after.isspace():
        return False
    return mark[0] in "“„«" or not before or before.isspace() or before in "([—–-:,"


def _closing(text: str, opening: re.Match[str]) -> tuple[int, int] | None:
    """Where the closing mark of a quotation begins and ends.

    A quotation of several paragraphs is opened anew in each and closed in the last; one that is not closed before the
    next paragraph and not opened anew there ends with its paragraph, if its marks are not those of an apostrophe.
    """
    closers = _CLOSES[opening[0]]
    place = opening.end()
    limit = min(len(text), place + _LONGEST)
    while place < limit:
        close = next((m for m in _MARK.finditer(text, place, limit) if _closes(text, m, closers)), None)
        paragraph = _PARAGRAPH.search(text, place, close.start() if close else limit)
        if paragraph is None and close is None and limit == len(text) and opening[0] not in "'‘":
            end = len(text.rstrip())
            return end, end  # the last paragraph of a text, never closed
        if paragraph is None:
            return (close.start(), close.end()) if close else None
        if not text.startswith(opening[0], paragraph.end()):
            apostrophe = opening[0] in "'‘"
            return None if apostrophe else (paragraph.start(), paragraph.start())
        place = paragraph.end() + 1
    return None


def _closes(text: str, mark: re.Match[str], closers: str) -> bool:
    if mark[0] not in closers and mark[0] != closers:
        return False
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    if mark[0] in "’'":
        return not (after.isalnum() or before.isspace()) and not _possessive(text, mark)
    return mark[0] != '"' or not before.isspace() or not after.isalnum()


def _possessive(text: str, mark: re.Match[str]) -> bool:
    """ "Ministers’ Meeting": the apostrophe of a plural, if a mark that closes comes later in the sentence."""
    if text[mark.start() - 1] != "s" or not text[mark.end() : mark.end() + 2].strip():
        return False
    rest = re.split(r"[.\n]", text[mark.end() :], maxsplit=1)[0]
    return bool(re.search(r"\w[’'](?=[\s,.)]|$)", rest))
