"""When and where: the time expression and the place that belong to a word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg import timex
from kg.extraction.reading import Reading
from kg.extraction.syntax import clause_of, phrase
from kg.extraction.whereabouts import Whereabouts
from kg.model import Argument, Mention, Modality, Time
from kg.naming.names import Name

_PAST = frozenset({Modality.OCCURRED, Modality.ONGOING, Modality.DENIED})


@dataclass(frozen=True, slots=True)
class When:
    """A time expression and the tokens it covers."""

    mention: timex.TimeMention
    start: int
    end: int


class Circumstances:
    """The times and places of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc = reading, reading.doc
        self.times = list(self._times())
        self._whereabouts = Whereabouts(reading, frozenset(i for w in self.times for i in range(w.start, w.end)))

    def _times(self) -> Iterator[When]:
        for mention in timex.find(self.reading.document.text):
            span = self.doc.char_span(mention.begin, mention.end, alignment_mode="expand")
            if span is not None:
                yield When(mention, span.start, span.end)

    def time(
        self,
        trigger: Token,
        modality: Modality,
        *,
        carrier: Token | None = None,
        besides: range = range(0),
        own_only: bool = False,
    ) -> Time | None:
        """When what a word states happens: the nearest time in its own phrase, else in its clause.

        Times among the tokens `besides` do not count. With `own_only` the clause does not either: "on Thursday
        cancelled a visit" dates the cancelling.
        """
        sent = trigger.sent
        if own_only:
            subtree = {token.i for token in trigger.subtree}
            return self._first((when for when in self.times if when.start in subtree), trigger, modality)
        near = [when for when in self.times if sent.start <= when.start < sent.end and when.start not in besides]
        own = phrase(trigger)
        inside = [when for when in near if own[0] <= when.start < own[1] and self._belongs(when, trigger)]
        clause = clause_of(carrier or trigger)
        beside = [when for when in near if clause_of(self.doc[when.start]) == clause]
        found = self._first(inside, trigger, modality) or self._first(beside, trigger, modality)
        if found is None and any(child.lower_ == "when" for child in clause.children) and clause.head != clause:
            above = clause_of(clause.head)  # "on 3 September, when the two met"
            found = self._first([w for w in near if clause_of(self.doc[w.start]) == above], trigger, modality)
        return found

    def is_time(self, token: Token) -> bool:
        """Whether a token belongs to a time expression."""
        return any(when.start <= token.i < when.end for when in self.times)

    def time_among(self, tokens: range, trigger: Token, modality: Modality) -> Time | None:
        """The time that stands among some tokens."""
        return self._first((when for when in self.times if when.start in tokens), trigger, modality)

    def _first(self, whens: Iterable[When], trigger: Token, modality: Modality) -> Time | None:
        """The nearest of some times that can be resolved."""
        tense: timex.Tense = "past" if modality in _PAST else "future"
        for when in sorted(whens, key=lambda w: abs(w.start - trigger.i)):
            edtf = when.mention.edtf(self.reading.document.date, tense)
            if edtf:
                return Time(
                    edtf=edtf,
                    mention=Mention.cut(self.reading.document.text, when.mention.begin, when.mention.end),
                    anchor=self.reading.document.date,
                )
        return None

    def _belongs(self, when: When, trigger: Token) -> bool:
        """Whether no other clause stands between a time and the word."""
        token = self.doc[when.start]
        return clause_of(token) in (clause_of(trigger), trigger)

    def place(self, trigger: Token, *, carrier: Token | None = None) -> Argument | None:
        """Where what a word states happens."""
        return self._whereabouts.of(trigger, carrier)

    def where(self, name: Name) -> Argument | None:
        """The place a name stands for; None if it is no place."""
        return self._whereabouts.where(name)
