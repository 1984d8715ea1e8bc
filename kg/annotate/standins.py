"""What the parser is given in place of words that it errs on: one plain word for a name, a post, a date.

The parser is small, and long names and posts ("Assistant Secretary of State for European and Eurasian Affairs Jane
Roe") are what it errs on most; it needs no more of them than that somebody is named. Of the grammar of headlines it has
seen nothing, and is given that of sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.annotate.headlinese import Headlines
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

MET = "met"  # a verb that needs nothing behind it and takes everything
PERSON = "Smith"  # measured: "someone", "she" and other names lead to a worse tree


@dataclass(frozen=True, slots=True)
class Standin:
    """Tokens `start` to `end` (exclusive) are parsed as one `word`; `head` is the token that stays in the tree."""

    start: int
    end: int
    head: int
    word: str
    tag: str
    lemma: str | None = None
    """The lemma of what it stands for, where that is not read off the word."""


def standins(doc: Doc, found: Spans, lexicon: Lexicon, silent: Sequence[tuple[int, int]] = ()) -> list[Standin]:
    """What to replace in a tagged document, in order, none overlapping; what is `silent` by a mark for each stretch."""
    candidates = [
        *_posts(doc, found, lexicon),
        *_names(doc, found.names, lexicon),
        *_times(doc, found.times),
        *_quoted(doc, found.quotations),
        *_conjunctions(doc, found.index),
        *_joint_doings(doc, found.index),
        *_headlinese(doc, found, lexicon),
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
        short = doc[title.head].lower_ in lexicon.titles.abbreviations  # "Norwegian FM"
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
        elif title.end - title.start > 1 or (short and title.outer < title.start):
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


def _headlinese(doc: Doc, found: Spans, lexicon: Lexicon) -> Iterator[Standin]:
    """The verb of a headline in the past, and "and" for the commas that join its subjects."""
    for verb, infinitive, commas in Headlines(doc, found, lexicon):
        yield Standin(verb.i, verb.i + 1, verb.i, MET, "VBP" if verb.lower_ == infinitive else "VBZ", infinitive)
        yield from (Standin(i, i + 1, i, "and", "CC") for i in commas)


_CLOSING = frozenset("’'”\"»")


def _conjunctions(doc: Doc, index: Index) -> Iterator[Standin]:
    """ "As well as" joins like "and"."""
    for i in index.of({"well"}):
        if 0 < i < len(doc) - 1 and doc[i - 1].lower_ == doc[i + 1].lower_ == "as":
            yield Standin(i - 1, i + 2, i + 1, "and", "CC")


def _joint_doings(doc: Doc, index: Index) -> Iterator[Standin]:
    """ "Co-chaired" is a verb, which the tokenizer parts."""
    for i in index.of({"co"}):
        word = doc[i : i + 3]
        if len(word) > 2 and word[1].text == "-" and word[2].tag_.startswith("VB"):
            yield Standin(i, i + 3, i + 2, word[2].text, word[2].tag_)


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
