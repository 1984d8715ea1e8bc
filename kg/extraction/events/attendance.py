"""Those whom other words may bring to an event: "is accompanied by", "led the delegation", "and later B"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from kg.extraction.arguments.candidates import EntityCandidate, marks_of
from kg.extraction.coreference import Reading
from kg.extraction.events.candidates import ACCOMPANIED, INCLUDING, EventCandidate, Mark
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.participants import Participants
from kg.extraction.grammar.function_words import POINTING
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import objects, obliques, subjects
from kg.kinds import FORUM, VISIT
from kg.lexicon import Frame
from kg.parse import Token

_NEAR = 5
"""Words behind a verb among which the delegation stands that somebody leads."""
_APART = frozenset({"VB", "IN"})
"""Beginnings of the tags of words that begin another phrase."""
_RECENT = 100
"""Mentions of events among which that of a visit or a forum is looked for that includes another event."""


class Attendance:
    """Proposes them in one reading."""

    def __init__(self, reading: Reading, participants: Participants) -> None:
        self.reading, self.doc, self.lexicon = reading, reading.doc, reading.lexicon
        self.participants = participants

    def joining(self, verb: Token) -> Iterator[EventCandidate]:
        """Those told to take part in an event told elsewhere: "led the Chilean delegation", "is accompanied by"."""
        words = self.lexicon.events
        if verb.pos_ != "VERB" or (key := entry(verb, words.escorting)) not in words.escorting:
            return
        delegation = self.leads_delegation(verb)
        role = "Participant" if delegation else "Guest"
        seen = {
            Mark.JOINING: True,
            Mark.DELEGATION: delegation,
            Mark.ACCOMPANYING: key in words.accompanying,
            Mark.BEFORE_INFINITIVE: any(token.tag_ == "VB" for token in self.doc[verb.i + 1 : verb.i + 8]),
        }
        arguments = (
            *self.participants.named(verb, subjects(verb), role, "nsubj"),
            *self.participants.named(verb, objects(verb), ACCOMPANIED, "obj"),
        )
        frame = Frame(
            lemma=key,
            pos="VERB",
            type=FORUM if delegation else VISIT,
            roles={},
            confidence=self.lexicon.confidence.company,
        )
        yield EventCandidate(word=verb, rule="escort", marks=marks_of(seen), arguments=arguments, frame=frame)

    def leads_delegation(self, verb: Token) -> bool:
        """Whether somebody "headed the Chilean delegation", wherever the tree hangs it."""
        words, known = self.lexicon.events, self.lexicon.groups.delegations
        if verb.pos_ != "VERB" or entry(verb, words.escorting) not in words.escorting:
            return False
        behind = takewhile(lambda word: word.tag_[:2] not in _APART, self.doc[verb.i + 1 : verb.i + 1 + _NEAR])
        return any(token.lower_ in known for token in (*objects(verb), *behind))

    def met_later(self, met: EventCandidate) -> Iterator[EventCandidate]:
        """Those met afterwards, under the same verb: "met A on Monday, and later B"."""
        verb, later = met.word, self.lexicon.events.afterwards
        if not met.frame.roles.get("with"):
            return
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
                guests = [token for case, token in obliques(child) if case == "with"] or [child]
                arguments = (
                    *self.participants.named(child, subjects(verb), "Participant", "nsubj"),
                    *self.participants.named(child, guests, "Participant", "conj"),
                )
                afterwards = child.lower_ in later or any(word.lower_ in later for word in child.children)
                marks = marks_of({Mark.CONJUNCT: True, Mark.LATER: afterwards})
                yield replace(met, word=child, rule="conjunct", marks=marks, arguments=arguments, type=None)

    def including(
        self, noun: Token, carrier: Token | None, before: Sequence[EventMention]
    ) -> Iterator[EntityCandidate]:
        """Those on a visit or at a forum that includes the event: "on a visit that will include talks with Y"."""
        if carrier is None or noun.dep_ != "obj":
            return
        for whole in subjects(carrier):
            pointing = any(child.lower_ in POINTING for child in whole.children)
            sentence = self.reading.sentence(whole.i)
            frames = self.lexicon.frames.get((entry(whole, self.lexicon.frame_words), "NOUN"), ())
            kinds = {frame.type for frame in frames}
            for told in islice(reversed(before), _RECENT):
                here = pointing or told.trigger.i in sentence
                if here and told.type in kinds and told.parts:
                    for part in told.parts:
                        yield self.participants.candidate(noun, part.reference, "Participant", INCLUDING)
                    return
