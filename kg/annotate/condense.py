"""A shorter text for the parser, and its parse carried back to the whole one.

Long names and posts ("Assistant Secretary of State for European and Eurasian Affairs Jane Roe") are what a small parser
errs on most, and it needs no more of them than that somebody is named. So each is replaced by one plain word before
parsing; afterwards its last word takes the place of that word in the tree and the others hang on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import cast

import numpy
from spacy.tokens import Doc as Annotated
from thinc.types import Ints2d

from kg.annotate.trees import bounded
from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming import plurals
from kg.naming.index import Index
from kg.naming.names import Names
from kg.naming.origins import past_origin
from kg.naming.quotations import Quotation
from kg.naming.spans import Spans
from kg.parse import Doc
from kg.timex import TimeMention

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_READ: list[int | str] = ["TAG", "POS", "LEMMA", "DEP"]
"""What is carried over from the parse of the shorter text, beside the tree."""
PERSON = "Smith"  # measured: "someone", "she" and other names lead to a worse tree


@dataclass(frozen=True, slots=True)
class Standin:
    """Tokens `start` to `end` (exclusive) are parsed as one `word`; `head` is the token that stays in the tree."""

    start: int
    end: int
    head: int
    word: str
    tag: str


def standins(doc: Doc, found: Spans, lexicon: Lexicon, silent: Sequence[tuple[int, int]] = ()) -> list[Standin]:
    """What to replace in a tagged document, in order, none overlapping; what is `silent` by a mark for each stretch."""
    candidates = [
        *_posts(doc, found, lexicon),
        *_names(doc, found.names, lexicon),
        *_times(doc, found.times),
        *_quoted(doc, found.quotations),
        *_conjunctions(doc, found.index),
        *_headlines(doc, found),
    ]
    still = {i for stretch in silent for i in range(*stretch)}
    candidates = [standin for standin in candidates if still.isdisjoint(range(standin.start, standin.end))]
    candidates += [Standin(start, end, start, "-", ":") for start, end in silent]
    apart = _apart(sorted(candidates, key=lambda s: (s.start, -s.end)))
    return [
        standin for standin in _lists(doc, list(apart)) if standin.end - standin.start > 1 or standin.word != "France"
    ]


def _lists(doc: Doc, apart: Sequence[Standin]) -> Iterator[Standin]:
    """ "A, B, C and D" as two words joined by "and": all but the last become one."""
    row: list[Standin] = []
    for standin in apart:
        between = [token.lower_ for token in doc[row[-1].end : standin.start]] if row else []
        if row and between in ([","], [",", "the"]) and standin.word == row[0].word:
            row.append(standin)
            continue
        joined = between in (["and"], [",", "and"], ["and", "the"], [",", "and", "the"])
        yield from _joined(row, comma=between[0] == ",") if joined else row
        row = [standin]
    yield from row


def _joined(row: Sequence[Standin], *, comma: bool) -> Iterator[Standin]:
    """All of a row but its last as one, with the comma before "and", which looks like the end of a clause."""
    if len(row) > 1:
        yield replace(row[0], end=row[-1].end + comma)
    else:
        yield from row


def _apart(candidates: Iterable[Standin]) -> Iterator[Standin]:
    end = 0
    for candidate in candidates:
        if candidate.start >= end:
            yield candidate
            end = candidate.end


def _posts(doc: Doc, found: Spans, lexicon: Lexicon) -> Iterator[Standin]:
    for title in found.titles:
        if title.person and title.person[0] >= title.end:
            apposed = title.end < len(doc) and doc[title.end].text == ","
            end = _past_comma(doc, past_origin(doc, title.person[1], found.names), apposed)
            yield Standin(title.outer, end, title.person[1] - 1, PERSON, "NNP")
        elif title.person:
            start, last = _styled(doc, title.person[0], lexicon), title.person[1] - 1
            yield Standin(start, _past_comma(doc, title.end, True), last, PERSON, "NNP")
        elif not title.plural and title.of and doc[title.outer].lower_ == "the":
            yield Standin(title.outer, title.end, title.head, PERSON, "NNP")
        elif title.plural and title.of and title.served and title.served > title.head:
            end = plurals.row_end(doc, found.names, title.end)
            yield Standin(title.outer, end, title.head, PERSON, doc[title.head].tag_)
        elif title.end - title.start > 1:
            word = ("ministers" if title.plural else "minister") if doc[title.head].text.islower() else "President"
            yield Standin(title.start, title.end, title.head, word, doc[title.head].tag_)


def _past_comma(doc: Doc, end: int, apposed: bool) -> int:
    """The end with the comma or bracket that closes an apposition."""
    return end + 1 if apposed and end < len(doc) and doc[end].text in (",", ")") else end


def _styled(doc: Doc, start: int, lexicon: Lexicon) -> int:
    """The first token of a name with words such as "Mr." before it."""
    while start and doc[start - 1].lower_ in lexicon.names.honorifics and doc[start - 1].text[0].isupper():
        start -= 1
    return start


def _names(doc: Doc, found: Names, lexicon: Lexicon) -> Iterator[Standin]:
    words = {
        EntityKind.PERSON: PERSON,
        EntityKind.COUNTRY: "France",
        EntityKind.ORGANISATION: "NATO",
        EntityKind.PLACE: "Paris",
    }
    for name in found.all:
        if name.kind is EntityKind.PERSON:
            yield Standin(_styled(doc, name.start, lexicon), name.end, name.end - 1, PERSON, "NNP")
        elif not name.adjective:
            hit = found.known_at(name.start) if name.key else None
            if hit and hit.actor.kind == "forum":
                word = "Summit"
            elif hit and hit.form == "metonym":
                word = words[EntityKind.PLACE]
            else:
                word = words[name.kind]
            yield Standin(name.start, name.end, name.end - 1, word, "NNP")


def _quoted(doc: Doc, quotations: Iterable[Quotation]) -> Iterator[Standin]:
    """Names in quotation marks, with the marks."""
    for quote in quotations:
        if quote.is_name and quote.stop - quote.start > 2 and doc[quote.start - 1].is_quote and quote.stop < len(doc):
            end = quote.stop + 1 if doc[quote.stop].text in _CLOSING else quote.stop
            yield Standin(quote.start - 1, end, quote.start, "treaty", "NN")


def _headlines(doc: Doc, found: Spans) -> Iterator[Standin]:
    """The words of a headline in small letters."""
    for start, end in found.headlines:
        for token in doc[start:end]:
            if token.is_title and found.names.at(token.i) is None:
                yield Standin(token.i, token.i + 1, token.i, token.lower_, token.tag_)


_CLOSING = frozenset("’'”\"»")


def _conjunctions(doc: Doc, index: Index) -> Iterator[Standin]:
    """ "As well as" joins like "and"."""
    for i in index.of({"well"}):
        if 0 < i < len(doc) - 1 and doc[i - 1].lower_ == doc[i + 1].lower_ == "as":
            yield Standin(i - 1, i + 2, i + 1, "and", "CC")


def _times(doc: Doc, times: Iterable[TimeMention]) -> Iterator[Standin]:
    """Dates: "Monday" where a preposition, an article or a noun governs them, else "today"."""
    for mention in times:
        span = doc.char_span(mention.begin, mention.end, widened=True)
        if span is None or span[0].tag_ in ("IN", "DT", "PRP$") or any(token.is_space for token in span):
            continue
        before = doc[span.start - 1] if span.start else None
        after = doc[span.end] if span.end < len(doc) else None
        governed = before is not None and before.tag_ in ("IN", "DT", "TO", "JJ", "PRP$")
        owning = after is not None and (after.tag_ == "POS" or after.tag_.startswith("NN"))
        if len(span) > 1 or not (governed or owning):
            yield Standin(span.start, span.end, span.end - 1, "Monday" if governed or owning else "today", "NNP")


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
        joined = before == PERSON and word.islower()  # "Smith met": one sentence
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
        lemma = number(word.removesuffix("s") if token.tag_ in ("NNS", "NNPS") else word)
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
