"""What the models are given of a text: words of a length that words have, in pieces of bounded size, and no noise."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

LONGEST_WORD = 200
"""Characters between two spaces. A tokeniser tries every mark of a word anew, in time quadratic in its length; the
longest of 1,880 real documents has 89."""
LONGEST_PIECE = 5_000
"""Tokens that the models read at once: they need some 10 kB of memory for each. Real documents have under 1,000."""
AT_ONCE = 40_000
"""Tokens of all pieces that are read together."""
BLOCK = 64
THIN = 160
"""So many tokens in a row that have fewer characters than this, spaces counted, are marks and figures and no language:
English has some 380, the densest of 1,880 real documents 242."""
FEW = 8
"""A block of so few different words, no two of which stand together that did not in the block before, repeats it: the
poorest of 1,880 real documents has 24."""

_OVERLONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_CUT = re.compile(rf"\S{{1,{LONGEST_WORD}}}")
_ENDS = frozenset(".!?")


class Words:
    """A tokeniser that cuts what is longer than any word, instead of looking into it."""

    def __init__(self, tokenize: Callable[[str], Doc]) -> None:
        self._tokenize = tokenize

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; their text and white space give it back whole."""
        if not _OVERLONG.search(text):
            return self._tokenize(text)
        words: list[str] = []
        spaces: list[bool] = []
        place = 0
        for overlong in (*_OVERLONG.finditer(text), None):
            doc = self._tokenize(text[place : overlong.start() if overlong else len(text)])
            cut = _CUT.findall(overlong[0]) if overlong else []
            words += [*(token.text for token in doc), *cut]
            spaces += [*(bool(token.whitespace_) for token in doc), *(False for _ in cut)]
            place = overlong.end() if overlong else place
        return Doc(doc.vocab, words=words, spaces=spaces)


def noise(doc: Doc) -> list[tuple[int, int]]:
    """The token ranges of a document that are no language, or only repeat: there the models are asked nothing."""
    found: list[tuple[int, int]] = []
    said: set[tuple[int, int]] = set()
    for start in range(0, len(doc) - BLOCK, BLOCK):
        words = [token.lower for token in doc[max(0, start - 1) : start + BLOCK]]
        pairs = set(pairwise(words))
        if doc[start + BLOCK].idx - doc[start].idx < THIN or (len(set(words)) <= FEW and pairs <= said):
            found.append((start, start + BLOCK))
        said = pairs
    return found


def pieces(doc: Doc, silent: Sequence[tuple[int, int]] = ()) -> list[tuple[Doc, bool]]:
    """A document in pieces, each with whether the models are to read it; whole if it is short and nothing is silent."""
    ranges = list(_ranges(doc, silent))
    if len(ranges) < 2 and not silent:
        return [(doc, True)]
    return [(_part(doc, start, end), read) for start, end, read in ranges]


def _ranges(doc: Doc, silent: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    place = 0
    for start, end in silent:
        yield from ((*stretch, True) for stretch in _stretches(doc, place, start))
        yield start, end, False
        place = end
    yield from ((*stretch, True) for stretch in _stretches(doc, place, len(doc)))


def _stretches(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of at most `LONGEST_PIECE` tokens that end with a sentence, if one ends in their second half."""
    while end - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        places = range(limit, limit - LONGEST_PIECE // 2, -1)
        stop = next((i for i in places if doc[i].is_sent_start or doc[i - 1].text in _ENDS), limit)
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _part(doc: Doc, start: int, end: int) -> Doc:
    tokens = list(doc[start:end])
    return Doc(
        doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[token.is_sent_start for token in tokens],
    )


def joined(parts: Sequence[Doc]) -> Doc:
    """The pieces of a document as one again."""
    if len(parts) == 1:
        return parts[0]
    whole = Doc.from_docs(list(parts), ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg] # spaCy types it without
    assert whole is not None  # there are pieces
    return whole
