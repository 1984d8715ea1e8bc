"""What the tagger takes for names, put right by the words beside: a town stands behind "in", a person behind "met"."""

from collections.abc import Iterator, Set
from itertools import takewhile

from kg.lexicon import Lexicon
from kg.naming.index import Index
from kg.naming.runs import capitalised_run
from kg.parse import Doc, Span
from kg.places import towns

_DATELINE = 6
"""Tokens of a dateline behind its town."""
_TOWN = 6
"""Tokens of a town's name."""
_MORE = 2
"""Words that go on with a name of which the tagger saw one."""


def corrected(doc: Doc, index: Index, known: Set[int], lexicon: Lexicon) -> Iterator[Span]:
    """The names that the tagger sees, and the towns it passes over; `known` are the tokens of known names."""
    reader = _Reader(doc, lexicon, known)
    reached, taken = 0, set(known)
    for span in doc.ents:
        if span.start >= reached:
            found = reader.read(span)
            reached = max(found.end, span.end)
            taken.update(range(found.start, reached))
            yield found
    yield from (Span(doc, *town, "GPE") for town in _towns(doc, index, taken))


class _Reader:
    def __init__(self, doc: Doc, lexicon: Lexicon, known: Set[int]) -> None:
        self.doc, self.lexicon, self.known = doc, lexicon, known
        self._labels = {i: span.label_ for span in doc.ents for i in range(span.start, span.end)}

    def read(self, span: Span) -> Span:
        """What a span of the tagger is."""
        before = self.doc[span.start - 1].lower_ if span.start else ""
        behind_in = before in ("in", "(") and span.text in towns()
        if span.label_ in ("PERSON", "ORG") and (behind_in or self._is_dateline(span)):
            return self._as(span.start, span.end, "GPE")
        if span.label_ == "GPE" and (before == "by" or before in self.lexicon.people.met) and self._may_act(span):
            return self._as(span.start, span.end, "PERSON")
        if span.label_ == "PERSON" and len(span) == 1:
            return self._as(span.start, self._end(span), "PERSON")
        field = self._field(span) if span.label_ == "ORG" else 0
        return self._as(span.start + field, span.end, "PERSON") if field else span

    def _is_dateline(self, span: Span) -> bool:
        """Whether words in capitals tell where a text was written: "GOYANG, South Korea — "."""
        opens = span.text.isupper() and (span.start == 0 or "\n" in self.doc[span.start - 1].text)
        behind = [token.text for token in self.doc[span.end : span.end + _DATELINE]]
        in_country = behind[:1] == [","] and span.end + 1 in self.known
        located = in_country or span.text.title() in towns()
        return opens and located and behind[:1] in ([","], ["("], ["—"], ["–"]) and not {"—", "–"}.isdisjoint(behind)

    def _as(self, start: int, end: int, label: str) -> Span:
        return Span(self.doc, start, end, label)

    def _may_act(self, span: Span) -> bool:
        """Whether an unknown place of several words may be somebody who does something, or is met: "signed by"."""
        names, events = self.lexicon.names, self.lexicon.events
        words = {token.lower_ for token in span}
        if not self.known.isdisjoint(range(span.start, span.end)):
            return False
        return len(span) > 1 and span.text not in towns() and not words & (names.directions | events.localities)

    def _end(self, span: Span) -> int:
        """Behind the words that go on with a name of one word up to a comma: "Tran" of "Tran Thi Bich Ngoc,"."""
        run = [span[0], *capitalised_run(self.doc, span.end, self.lexicon)]
        end = run[-1].i + 1
        others = {self._labels.get(token.i, "PERSON") for token in run} - {"PERSON"}
        strange = {token.lower_ for token in run} & (self.lexicon.names.things | self.lexicon.titles.heads)
        closed = self.doc[end : end + 1].text == ","
        plain = not others and not strange and self.known.isdisjoint(range(span.start, end))
        return end if len(run) > _MORE + 1 and closed and plain else span.end

    def _field(self, span: Span) -> int:
        """Tokens of a post's field that were taken for the name behind: "Minister of the Armed Forces Jean Lund"."""
        first = span.start - 1
        first -= first > 0 and self.doc[first].lower_ == "the"
        led = first > 0 and self.doc[first].lower_ in ("of", "for")
        if not (led and self.doc[first - 1].lower_ in self.lexicon.titles.heads):
            return 0
        field = list(takewhile(lambda token: token.lower_ in self.lexicon.titles.fields, span))
        name = span[len(field) :]
        strange = {token.lower_ for token in name} & (self.lexicon.titles.fields | self.lexicon.names.things)
        whole = all(token.is_alpha and token.text[0].isupper() for token in name)
        return len(field) if len(name) > 1 and whole and not strange else 0


def _towns(doc: Doc, index: Index, taken: Set[int]) -> Iterator[tuple[int, int]]:
    """ "In Ostrava on Monday": known towns behind "in" where the tagger saw nothing."""
    for i in index.of({"in"}):
        behind = doc[i + 1 : i + 1 + _TOWN]
        run = list(takewhile(lambda token: token.tag_ == "NNP" and token.text[0].isupper(), behind))
        end = i + 1 + len(run)
        if run and doc[i + 1 : end].text in towns() and taken.isdisjoint(range(i + 1, end + 1)):
            yield i + 1, end
