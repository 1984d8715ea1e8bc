"""When and where: the time expression and the place that belong to a word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg import timex
from kg.extraction.reading import Reading
from kg.extraction.syntax import clause_of, phrase
from kg.model import Argument, EntityKind, Mention, Modality, Time
from kg.naming.names import Name
from kg.places import towns

_WHERE = frozenset({"in", "at", "inside", "outside", "near"})
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

    def place(self, trigger: Token, *, carrier: Token | None = None, links: frozenset[str] = _WHERE) -> Argument | None:
        """Where what a word states happens: a place behind "in" or "at" in its phrase, else in its clause."""
        own = phrase(trigger)
        clause = clause_of(carrier or trigger)
        sent = trigger.sent
        found: list[tuple[int, int, Name]] = []
        for token in self.doc[sent.start : sent.end]:
            if token.lower_ not in links or token.dep_ not in ("case", "mark", "advmod", "compound:prt"):
                continue
            name = self._name_after(token)
            if name is None:
                continue
            inside = own[0] <= token.i < own[1] and (trigger.pos_ != "VERB" or clause_of(token) == trigger)
            if not inside and not self._attached(self.doc[name.end - 1], trigger, clause, carrier):
                continue
            if inside or clause_of(token) == clause:
                found.append((0 if inside and trigger.pos_ != "VERB" else 1, abs(token.i - trigger.i), name))
        for _, _, name in sorted(found, key=lambda item: item[:2]):
            if argument := self.where(name):
                return argument
        return None

    def _attached(self, place: Token, trigger: Token, clause: Token, carrier: Token | None) -> bool:
        """Whether no noun but a person, a building or a "city of" stands between a place and the verb."""
        head, words = place.head, self.reading.lexicon.event_words
        passed = words["buildings"] | words["localities"]
        while head not in (trigger, clause, carrier) and head.head != head:
            named = self.reading.names.at(head.i) is not None
            if head.pos_ == "NOUN" and not named and head.lower_ not in passed:
                return False
            head = head.head
        return True

    def _name_after(self, preposition: Token) -> Name | None:
        """The name a preposition leads to, past an article and adjectives: "in the northern city of Aleppo"."""
        towns, locality = self.reading.lexicon.event_words["localities"], False
        for i in range(preposition.i + 1, min(preposition.i + 7, preposition.sent.end)):
            token, name = self.doc[i], self.reading.names.at(i)
            if name is not None and not name.adjective:
                return name
            joins = locality and token.lower_ in ("of", ",")
            locality = joins or token.lower_ in towns
            if not joins and not locality and name is None and (i > preposition.i + 3 or not _qualifies(token)):
                return None
        return None

    def where(self, name: Name) -> Argument | None:
        """The place a name stands for; None if it is no place."""
        reading = self.reading
        if name.adjective:
            return None
        if name.kind is EntityKind.COUNTRY and name.form == "name" and name.key:
            entity = reading.actor(name.key)
        elif name.kind is EntityKind.PLACE or name.kind is EntityKind.COUNTRY or self._building(name):
            town = towns().get(name.text)
            fits = town is not None and (name.kind is not EntityKind.COUNTRY or town.country == name.key)
            of = name.key if name.kind is EntityKind.COUNTRY else name.of
            entity = reading.entity(EntityKind.PLACE, name.text, key=town.key if town and fits else None, of=of)
        else:
            return None
        mention = reading.cut(name.start, name.end)
        return Argument(entity=entity, mention=mention)

    def _building(self, name: Name) -> bool:
        return self.doc[name.end - 1].lower_ in self.reading.lexicon.event_words["buildings"]


def _qualifies(token: Token) -> bool:
    return token.pos_ in ("DET", "ADJ", "NOUN", "PROPN") and not token.is_punct
