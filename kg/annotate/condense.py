"""A shorter text for the parser, and its parse carried back to the whole one.

Each stand-in takes the place of what it stands for before parsing; afterwards the last word of that takes the place of
the stand-in in the tree, and the others hang on it.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import cast

import numpy
from spacy.tokens import Doc as Annotated
from thinc.types import Ints2d

from kg.annotate.standins import Standin
from kg.annotate.trees import bounded

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_READ: list[int | str] = ["TAG", "POS", "LEMMA", "DEP"]
"""What is carried over from the parse of the shorter text, beside the tree."""


def condense(doc: Annotated, replaced: Sequence[Standin]) -> Annotated:
    """The document with its stand-ins; sentence starts that are settled stay so."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    texts = [token.text for token in doc]
    spaced, blank, begins = doc.to_array(["SPACY", "IS_SPACE", "SENT_START"]).T.tolist()
    before = ""
    for start, end, standin in _pieces(len(doc), replaced):
        if blank[start]:
            continue
        word = standin.word if standin else texts[start]
        words.append(word)
        spaces.append(bool(spaced[end - 1] or (end < len(doc) and blank[end])))
        joined = before[-1:].isalnum() and word.islower()  # "Smith met": one sentence
        starts.append(True if begins[start] == 1 else False if joined else None)
        before = word
    starts[:1] = [True] if starts else []
    return Annotated(doc.vocab, words=words, spaces=spaces, sent_starts=starts)


def expand(short: Annotated, doc: Annotated, replaced: Sequence[Standin]) -> Annotated:
    """The whole document, given the tags, lemmas and tree of the short one where a token stands for itself."""
    number = doc.vocab.strings.add
    flat, compound, root = map(number, ("flat", "compound", "ROOT"))
    blank = doc.to_array("IS_SPACE").tolist()
    pieces = [piece for piece in _pieces(len(doc), replaced) if not blank[piece[0]]]
    place = [standin.head if standin else start for start, _, standin in pieces]
    heads, rows = list(range(len(doc))), doc.to_array(_READ).tolist()
    for row in rows:
        row[3] = number("dep")
    for token, row, (start, end, standin) in zip(short, short.to_array(_READ).tolist(), pieces, strict=True):
        here = place[token.i]
        heads[here], rows[here] = place[token.head.i], _carried(row, doc, start, standin)
        for i in (i for i in range(start, end) if i != here):
            heads[i], rows[i][3] = here, flat if i > start else compound
    for i in compress(range(len(doc)), blank):  # a line break belongs to what stands before it
        heads[i] = heads[i - 1] if i and heads[i - 1] != i - 1 else max(i - 1, 0)
    cut = bounded(heads)
    for i in (i for i, head in enumerate(heads) if head != cut[i]):
        rows[i][3] = root
    steps = numpy.array(cut, dtype="int64") - numpy.arange(len(doc))
    given = numpy.column_stack([numpy.array(rows, dtype="uint64").reshape(-1, 4), steps.astype("uint64")])
    return doc.from_array([*_READ, "HEAD"], cast("Ints2d", given))


def _carried(row: list[int], doc: Annotated, start: int, standin: Standin | None) -> list[int]:
    """What is said of a token of the whole document, where `row` is said of the one that stands for it."""
    token, number = doc[standin.head if standin else start], doc.vocab.strings.add
    _, pos, lemma, dep = row
    if standin and standin.word != doc[start].lower_:
        word = token.lower_
        lemma = number(standin.lemma or (word.removesuffix("s") if token.tag_ in ("NNS", "NNPS") else word))
        return [number(standin.tag), pos, lemma, dep]
    if standin is None and pos == number("VERB") and token.ent_type_ in _PLACES:
        return [number("NNP"), number("PROPN"), lemma, dep]  # "a visit to Chile on Sunday", mistagged
    return row


def _pieces(size: int, replaced: Sequence[Standin]) -> Iterator[tuple[int, int, Standin | None]]:
    """Token ranges of the short document's tokens, with the stand-in where one stands there."""
    i = 0
    for standin in replaced:
        yield from ((j, j + 1, None) for j in range(i, standin.start))
        yield standin.start, standin.end, standin
        i = standin.end
    yield from ((j, j + 1, None) for j in range(i, size))
