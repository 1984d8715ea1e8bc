"""When: the time expression that belongs to a word."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kg import timex
from kg.extraction.arguments.candidates import NONE, Marks, TimeCandidate
from kg.extraction.arguments.decision import Mark
from kg.extraction.coreference import Reading
from kg.extraction.grammar.factuality import listed
from kg.extraction.grammar.function_words import ABOUT, ON, PRESENT, UPON, WHEN
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases, clause_of, continues, governors, phrase
from kg.model import Mention, Modality, Time
from kg.parse import Token

_PAST = frozenset({Modality.OCCURRED, Modality.ONGOING, Modality.DENIED})

_BEHIND = 12
"""Tokens from a noun on, among which a participle may tell where and when it is held."""


@dataclass(frozen=True, slots=True)
class When:
    """A time expression and the tokens it covers."""

    mention: timex.TimeMention
    start: int
    end: int


class Times:
    """The times of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc = reading, reading.doc
        self.all = list(self._found())
        self._read: dict[int, str | None] = {}
        self._resolved_in: dict[tuple[int, timex.Tense | None], str | None] = {}
        self._starts = [when.start for when in self.all]
        self.tokens = frozenset(i for when in self.all for i in range(when.start, when.end))

    def _found(self) -> Iterator[When]:
        for mention in self.reading.times:
            span = self.doc.char_span(mention.begin, mention.end, widened=True)
            if span is not None:
                yield When(mention, span.start, span.end)

    def proposed(
        self,
        trigger: Token,
        modality: Modality,
        *,
        carrier: Token | None = None,
        besides: range = range(0),
        own_only: bool = False,
    ) -> Iterator[TimeCandidate]:
        """When what a word states may happen: in its own phrase, in its clause, then what else its sentence tells.

        Times among the tokens `besides` do not count. With `own_only` the clause does not either: "on Thursday
        cancelled a visit" dates the cancelling.
        """
        tense = self.tense(trigger, modality, carrier)
        if own_only:
            yield from self._resolved(self._own_times(trigger, carrier), trigger, tense, "own phrase")
            return
        clause = clause_of(carrier or trigger)
        torn_off = self._torn_off(trigger)
        here = [when for when in [*torn_off, *self._in_sentence(trigger)] if when.start not in besides]
        near = [when for when in here if when in torn_off or self._is_free(when, trigger, clause)]
        own = phrase(trigger) if near else (0, 0)
        inside = [when for when in near if own[0] <= when.start < own[1] and self._is_in_same_clause(when, trigger)]
        ways = {
            "own phrase": inside,
            "clause": [when for when in near if when in torn_off or clause_of(self.doc[when.start]) == clause],
            "clause above": self._before_when(near, clause),
            "verb before": self._times_of_verb_before(near, carrier or trigger, trigger),
        }
        for rule, whens in ways.items():
            yield from self._resolved(whens, trigger, tense, rule)
        yield from self._running(trigger)
        led_to = {when.start for whens in ways.values() for when in whens}
        for when in here:
            if when.start not in led_to:
                marks = frozenset({Mark.APART if when in near else Mark.TAKEN})
                yield from self._resolved([when], trigger, tense, "sentence", marks)

    def _own_times(self, trigger: Token, carrier: Token | None) -> list[When]:
        """The times below a word, and those to come in its clause."""
        subtree = {token.i for token in trigger.subtree}
        own = [when for when in self._among(min(subtree), max(subtree) + 1) if when.start in subtree]
        return [*own, *self._times_to_come(trigger, clause_of(carrier or trigger))]

    def _among(self, start: int, end: int) -> list[When]:
        """The times that begin at one of the tokens `start` to `end` (exclusive)."""
        first = bisect_left(self._starts, start)
        return self.all[first : bisect_left(self._starts, end, first)]

    def _in_sentence(self, token: Token) -> list[When]:
        sentence = self.reading.sentence(token.i)
        return self._among(sentence.start, sentence.stop)

    def _torn_off(self, token: Token) -> Sequence[When]:
        """ "Today President Lund met": the time that a parse took for the sentence before, if it fills that."""
        start = self.reading.sentence(token.i).start
        before = self.reading.sentence(start - 1) if start else range(0)
        fills = len(before) > 0 and all(i in self.tokens for i in before)  # a line by itself is a date of issue
        return self._among(before.start, before.stop) if fills else ()

    def _times_to_come(self, noun: Token, verb: Token) -> list[When]:
        """ "Looks forward to his visit next month": times to come cannot be those of the looking forward."""
        today = self.reading.document.date
        after = [w for w in self._in_sentence(noun) if w.start > noun.i and clause_of(self.doc[w.start]) == verb]
        return [when for when in after if today and (when.mention.edtf(today) or "") > today.isoformat()]

    def _running(self, noun: Token) -> Iterator[TimeCandidate]:
        """ "The summit, which opens on Monday": the time of a clause that says when an event begins or ends, or is."""
        words = self.reading.lexicon.events.phases
        running = (verb for verb in noun.children if verb.dep_ == "acl:relcl" and entry(verb, words) in words)
        verb = next(running, None) or self._held_behind(noun)
        if verb is not None:
            whens = [when for when in self._in_sentence(noun) if clause_of(self.doc[when.start]) == verb]
            yield from self._resolved(whens, verb, self.tense(verb, Modality.OCCURRED, None), "phase")

    def _held_behind(self, noun: Token) -> Token | None:
        """ "The conference on fish, held in Lima": the participle behind a noun, whatever the tree hangs it on."""
        words = self.reading.lexicon.events.holding
        behind = self.doc[noun.i + 1 : min(noun.i + _BEHIND, noun.sent.end)]
        verb = next((token for token in behind if token.tag_.startswith("V")), None)
        held = verb is not None and verb.tag_ == "VBN" and verb.nbor(-1).text == "," and entry(verb, words) in words
        return verb if held and noun.pos_ != "VERB" else None

    def _before_when(self, near: Iterable[When], clause: Token) -> list[When]:
        """ "On 3 September, when the two met": the times of the clause above."""
        if clause.head == clause or not any(child.lower_ == "when" for child in clause.children):
            return []
        above = clause_of(clause.head)
        return [when for when in near if clause_of(self.doc[when.start]) == above]

    def _times_of_verb_before(self, near: Iterable[When], verb: Token, trigger: Token) -> list[When]:
        """ "On Monday she met A and held talks with B": the times of the verb that a verb goes on from."""
        before = continues(verb)
        if before is None or listed(verb, trigger, self.reading.lexicon) is not None:
            return []
        return [when for when in near if clause_of(self.doc[when.start]) == before]

    def covers(self, token: Token) -> bool:
        """Whether a token belongs to a time expression."""
        return token.i in self.tokens

    def among(self, tokens: range, trigger: Token, modality: Modality) -> Iterator[TimeCandidate]:
        """The times that stand among some tokens."""
        return self._resolved(self._among(tokens.start, tokens.stop), trigger, _tense_of(modality), "behind")

    def _resolved(
        self, whens: Iterable[When], trigger: Token, tense: timex.Tense | None, rule: str, marks: Marks = NONE
    ) -> Iterator[TimeCandidate]:
        """Those of some times that can be resolved, nearest first."""
        for when in sorted(whens, key=lambda w: abs(w.start - trigger.i)):
            if edtf := self.resolved(when, tense):
                time = self.time(when, edtf)
                yield TimeCandidate(word=self.doc[when.start], rule=rule, marks=marks, trigger=trigger, time=time)

    def resolved(self, when: When, tense: timex.Tense | None) -> str | None:
        """What a time means in EDTF, seen from where it stands in the text."""
        at = when.mention.begin, tense
        if at not in self._resolved_in:
            self._resolved_in[at] = when.mention.edtf(self.reading.document.date, tense, self._reached(when))
        return self._resolved_in[at]

    def time(self, when: When, edtf: str) -> Time:
        """A time as a part of a fact."""
        mention = Mention.cut(self.reading.document.text, when.mention.begin, when.mention.end)
        return Time(edtf=edtf, mention=mention, anchor=self.reading.document.date)

    def _reached(self, when: When) -> dt.date | None:
        """The day that the text has told of last, from which "two days later" counts."""
        return self._days_before.get(when.start)

    @cached_property
    def _days_before(self) -> Mapping[int, dt.date | None]:
        """For each time the last day told before it."""
        found: dict[int, dt.date | None] = {}
        last: dt.date | None = None
        for start, whens in groupby(self.all, key=lambda when: when.start):
            found[start] = last
            days = [edtf for when in whens if (edtf := self._plain(when)) and _is_day(edtf)]
            last = dt.date.fromisoformat(days[-1]) if days else last
        return found

    def _plain(self, when: When) -> str | None:
        """What a time means by itself."""
        if when.mention.begin not in self._read:
            self._read[when.mention.begin] = when.mention.edtf(self.reading.document.date)
        return self._read[when.mention.begin]

    def tense(self, trigger: Token, modality: Modality, carrier: Token | None) -> timex.Tense | None:
        """Where a day without a year lies: "begins on Sunday" ahead; a noun that no verb carries does not tell."""
        verb = trigger if trigger.pos_ in ("VERB", "AUX") else carrier
        if verb is None and trigger.dep_.startswith("nsubj") and trigger.head.pos_ == "VERB":
            verb = trigger.head  # "the summit gets under way on Monday"
        if modality not in _PAST or (verb is None and cases(trigger) & UPON):
            return _tense_of(modality)
        if verb is None and self.reading.names.at(trigger.i):
            verb = next((child for child in trigger.children if child.dep_ == "cop"), None)  # "is in Cuba on Monday"
        if verb is None:
            return None
        auxiliaries = {child.lower_ for child in verb.children if child.dep_.startswith("aux")}
        to_come = "will" in auxiliaries or (verb.tag_ == "VBG" and auxiliaries & PRESENT)
        if to_come or verb.tag_ in ("VBZ", "VBP"):
            return "future" if to_come else "present"
        return None if verb.tag_ == "VB" else "past"  # "outcomes to achieve at the summit in November"

    def _is_free(self, when: When, trigger: Token, clause: Token) -> bool:
        """Whether no other event or topic has the time to itself: "after Thursday's talks", "on the vote in March"."""
        bare = not cases(self.doc[self.reading.tree.top(when.start, when.end)])  # "talks on a treaty next year"
        fine = bare or _is_day(self._plain(when))
        child, spoken_of = self.doc[when.start], cases(trigger) & ABOUT
        for word in governors(child):
            if word == clause and word != trigger and spoken_of:
                return False  # "briefed the council today on talks in Lima"
            if word in (trigger, clause):
                return True
            owned = child.dep_ in ("nmod:poss", "compound", "amod")
            if word.pos_ == "NOUN" and not when.start <= word.i < when.end:
                links = cases(word)
                if (links & ON and (owned or not fine)) or (self._is_event(word) and not links & WHEN):
                    return False
            child = word
        return True

    def _is_event(self, noun: Token) -> bool:
        lexicon = self.reading.lexicon
        return (entry(noun, lexicon.frame_words), "NOUN") in lexicon.frames

    def _is_in_same_clause(self, when: When, trigger: Token) -> bool:
        """Whether no other clause stands between a time and the word."""
        token = self.doc[when.start]
        return clause_of(token) in (clause_of(trigger), trigger)


def _tense_of(modality: Modality) -> timex.Tense:
    return "past" if modality in _PAST else "future"


def _is_day(edtf: str | None) -> bool:
    return edtf is not None and len(edtf) == 10 and "/" not in edtf
