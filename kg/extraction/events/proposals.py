"""Which words may state an event, by a frame or without one, with all who may take part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction.arguments.candidates import Marks, marks_of
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.events.attendance import Attendance
from kg.extraction.events.candidates import EventCandidate, Mark
from kg.extraction.events.forums import Forums
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.names import proper_name
from kg.extraction.events.participants import Participants
from kg.extraction.events.triggers import Triggers
from kg.extraction.events.visits import Visits
from kg.extraction.grammar import factuality, polarity
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.function_words import POINTING
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import alone, copula, objects
from kg.kinds import MEETING, VISIT
from kg.lexicon import Frame
from kg.model import DONE, Modality
from kg.parse import Token


class Proposals:
    """Proposes events in one reading."""

    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.lexicon, self.doc = reading.lexicon, reading.doc
        self.participants = Participants(reading)
        self.triggers = Triggers(reading, circumstances)
        self.forums = Forums(reading, self.triggers)
        self.visits = Visits(reading, self.participants, circumstances.times.covers)
        self.attendance = Attendance(reading, self.participants)

    def tokens(self) -> list[int]:
        """The tokens that alone may state something, in order."""
        lexicon, names = self.lexicon, self.reading.names
        listed = self.reading.listed(lexicon.frame_words | lexicon.events.escorting)
        forums = (hit.end - 1 for hit in names.hits if hit.actor.kind == "forum")
        stays = (token.head.i for token in self.doc if token.dep_ == "cop" and names.at(token.head.i))
        return sorted({*(token.i for token in listed), *forums, *stays})

    def at(self, token: Token, told: Sequence[EventMention]) -> Iterator[EventCandidate]:
        """What a word may state, behind the mentions told before it; frames that do not fit without arguments."""
        proposed = self.triggers.proposed(token)
        led = bool(proposed) and self.attendance.leads_delegation(token)
        fitting = self.triggers.of(token) if proposed and not led else None
        for one in proposed:
            if one is not fitting:
                yield replace(one, marks=one.marks | {Mark.OUTDONE})
        if fitting is None:
            yield from self.attendance.joining(token)
            yield from self.visits.stay(token)
        else:
            yield self._verb(fitting) if fitting.pos == "VERB" else self._noun(fitting, told)

    def behind(self, stated: EventCandidate) -> Iterator[EventCandidate]:
        """What a word that states an event may state besides."""
        if stated.pos == "VERB" and not stated.leads_somewhere and Mark.CONJUNCT not in stated.marks:
            yield from self.attendance.met_later(stated)

    def _verb(self, candidate: EventCandidate) -> EventCandidate:
        """A verb with its arguments."""
        verb, frame = candidate.word, candidate.frame
        talks = frame.type == MEETING and alone(verb)
        reality = self._reality(verb, frame)
        seen = {
            Mark.GENERAL: self.triggers.is_general(verb),
            Mark.SILENT: polarity.negated(verb) and not any(objects(verb)),
            Mark.OPEN: reality.left_open,
            Mark.NOBODY: polarity.nobody(verb),
            Mark.ORPHAN: self.participants.is_orphan(verb),
            Mark.ALONE: talks,
        }
        arguments = (
            *self.participants.nearby(verb, frame),
            *self.participants.of_verb(verb, frame),
            *(self.visits.destinations(verb, frame) if frame.place else ()),
        )
        marks = marks_of(seen) | (self.forums.marks(verb) if talks else frozenset())
        return replace(candidate, marks=candidate.marks | marks, arguments=arguments, reality=reality)

    def _reality(self, verb: Token, frame: Frame) -> Reality:
        """That which its frame gives it, where the text has nothing against it."""
        told = factuality.of_verb(verb, self.lexicon)
        given = frame.modality is not None and told.modality in DONE and not told.left_open
        return Reality(frame.modality) if frame.modality and given else told

    def _reality_of_noun(self, noun: Token, frame: Frame) -> Reality:
        """What its clause gives it; where a tour goes on to is still to come: "her last stop is Lima"."""
        told = factuality.of_noun(noun, self.lexicon)
        link = copula(noun.head) if frame.type == VISIT and self.visits.is_named_behind(noun) else None
        ahead = link is not None and link.tag_ == "VBZ" and told.modality in DONE and not told.left_open
        return Reality(Modality.SCHEDULED) if ahead else told

    def _noun(self, candidate: EventCandidate, told: Sequence[EventMention]) -> EventCandidate:
        """An event noun with those whom its phrase, its name and its verb bring to it."""
        noun, frame, span = candidate.word, candidate.frame, self._name(candidate.word)
        within = self.doc[slice(*span)] if span else self.doc[noun.i : noun.i + 1]
        top = next((t for t in within if not within.start <= t.head.i < within.end), noun) if span else noun
        carrier, reality = self.triggers.carrier(top), self._reality_of_noun(noun, frame)
        arguments = (
            *self.participants.of_noun(noun, frame, span),
            *self.participants.carried(noun, top, carrier, frame),
            *self.attendance.including(noun, carrier, told),
            *self.visits.destinations(noun, frame),
        )
        marks = self._marks_of_noun(noun, frame, carrier, span) | self._standing(noun, carrier, reality)
        return replace(
            candidate,
            marks=candidate.marks | marks,
            arguments=arguments,
            reality=reality,
            carrier=carrier,
            span=span,
            name=" ".join(within.text.split()) if span else None,
            forum=self.forums.at(carrier),
        )

    def _marks_of_noun(self, noun: Token, frame: Frame, carrier: Token | None, span: tuple[int, int] | None) -> Marks:
        general = self.triggers.is_general(noun)
        seen = {
            Mark.GENERAL: general,
            Mark.PARTICULAR: general and self._is_told_of_one(noun, carrier),
            Mark.COMPOUND: noun.dep_ == "compound" and not span,
            Mark.INSTRUMENT: span and self._names_instrument(noun, span[1]),
            Mark.POINTING: any(
                child.lower_ in POINTING for child in noun.children if child.dep_ in ("det", "nmod:poss")
            ),
        }
        return marks_of(seen) | self.triggers.kind_of_talks(noun, frame, carrier)

    def _standing(self, noun: Token, carrier: Token | None, reality: Reality) -> Marks:
        """What speaks against there being anything to tell of what a noun names."""
        denied, verb = reality.modality is Modality.DENIED, carrier if carrier is not None else noun.head
        seen = {
            Mark.OPEN: reality.left_open,
            Mark.NOBODY: denied and not noun.dep_.startswith("nsubj") and polarity.nobody(verb),
            Mark.ABSENT: denied and factuality.absent(noun, self.lexicon),
        }
        return marks_of(seen)

    def _name(self, noun: Token) -> tuple[int, int] | None:
        """Token range of the proper name that an event noun ends, of a kind of event that bears names."""
        words = self.lexicon.events.proper
        known = self.reading.names.known_at(noun.i) is not None
        return proper_name(noun, self.reading) if known or entry(noun, words) in words else None

    def _is_told_of_one(self, noun: Token, carrier: Token | None) -> bool:
        """Whether "more talks", "any meeting" are those to come, those held somewhere, or those that were ruled out."""
        if any(child.lower_ in self.lexicon.events.imminent for child in noun.children):
            return True
        if carrier is None:
            return False
        denied = factuality.listed(carrier, noun, self.lexicon) is Modality.DENIED
        return denied or self.circumstances.where(noun, carrier=carrier) is not None

    def _names_instrument(self, noun: Token, end: int) -> bool:
        """Whether a name goes on to be that of an agreement: "Trade Forum Agreement"."""
        following = self.doc[noun.i + 1 : end]
        words = [t.lower_ for t in following if t.pos_ in ("NOUN", "PROPN")]
        return bool(words) and words[0] in self.lexicon.agreements.nouns and following[0].lower_ == words[0]
