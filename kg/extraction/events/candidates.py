"""Mentions of events: each word that `rules.yaml` lists, with who, where, when and how real."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.events.attendance import Attendance
from kg.extraction.events.forums import Forums, with_guests
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.names import proper_name
from kg.extraction.events.participants import Participants
from kg.extraction.events.triggers import Triggers
from kg.extraction.events.visits import Visits
from kg.extraction.grammar import factuality
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.function_words import POINTING, TOWARDS
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases
from kg.kinds import ADDRESS, CALL, FORUM, MEETING, NEGOTIATION, VISIT
from kg.lexicon import Frame
from kg.model import Modality

_AHEAD = frozenset({Modality.PLANNED, Modality.SCHEDULED, Modality.EXPECTED})


def find(reading: Reading, circumstances: Circumstances, quoted: frozenset[int]) -> list[EventMention]:
    """The event mentions of a document in order; words inside quotations (`quoted`, token indices) are passed over."""
    reader = _Reader(reading, circumstances)
    return with_guests(reading, reader.all(token for token in reading.doc if token.i not in quoted))


class _Reader:
    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.participants = Participants(reading)
        self.triggers = Triggers(reading, circumstances)
        self.forums = Forums(reading, self.triggers)
        self.visits = Visits(reading, circumstances, self.participants)
        self.attendance = Attendance(reading, circumstances, self.participants)
        self.lexicon, self.doc = reading.lexicon, reading.doc
        self.told: list[EventMention] = []

    def all(self, tokens: Iterable[Token]) -> list[EventMention]:
        """The mentions at some tokens, in order."""
        for token in tokens:
            headline = token.i in self.reading.headlined
            self.told += [replace(mention, headline=headline) for mention in self.read(token)]
        return self.told

    def read(self, token: Token) -> Iterator[EventMention]:
        frame = self.triggers.of(token)
        if frame is None and (joining := self.attendance.joining(token)):
            yield joining
        elif frame is None:
            yield from (self._dated(self._timed(stay)) for stay in [self.visits.stay(token)] if stay)
        elif frame.pos == "VERB":
            yield from self._verb(token, frame)
        else:
            yield from self._noun(token, frame)

    def _verb(self, verb: Token, frame: Frame) -> Iterator[EventMention]:
        if self.triggers.general(verb) or (frame.type == ADDRESS and factuality.negated(verb)):
            return
        parts = tuple(self.participants.of_verb(verb, frame))
        if len({part.reference.entity for part in parts}) < frame.least or self.participants.orphan(verb):
            parts = tuple(
                {part.reference.entity: part for part in (*self.participants.nearby(verb, frame), *parts)}.values()
            )
        reality = Reality(frame.modality) if frame.modality else factuality.of_verb(verb, self.lexicon)
        mention = EventMention(verb, frame, frame.type, reality, parts)
        if frame.place:
            yield from self._visits(mention)
        elif (len(mention.entities) >= frame.least or self.attendance.crowd(mention)) and not self.forums.opened_by(
            mention
        ):
            placed = self._placed(mention)
            yield replace(placed, type=FORUM) if self.attendance.assembly(mention) else placed
            yield from self.attendance.met_later(mention)

    def _noun(self, noun: Token, frame: Frame) -> Iterator[EventMention]:
        """An event told by a noun, with those whom its phrase, its name and its verb bring to it."""
        span = self._name(noun)
        if (noun.dep_ == "compound" and not span) or (span and self._names_instrument(noun, span[1])):
            return
        mention = self._told_by(noun, frame, span)
        if not self._is_one_event(mention):
            return
        mention = self._at_forum(mention)
        if mention.type == VISIT:
            found = list(self._visits(mention))
            yield from found or ([self._dated(self._timed(mention))] if mention.pointing else [])
        else:
            yield self._announced(self._placed(mention), span[1] if span else noun.i + 1)

    def _name(self, noun: Token) -> tuple[int, int] | None:
        """Token range of the proper name that an event noun ends, of a kind of event that bears names."""
        words = self.lexicon.events.proper
        known = self.reading.names.known_at(noun.i) is not None
        return proper_name(noun, self.reading) if known or entry(noun, words) in words else None

    def _told_by(self, noun: Token, frame: Frame, span: tuple[int, int] | None) -> EventMention:
        """What a noun tells of an event; `span` is its proper name."""
        within = self.doc[slice(*span)] if span else self.doc[noun.i : noun.i + 1]
        top = next((t for t in within if not within.start <= t.head.i < within.end), noun) if span else noun
        carrier = self.triggers.carrier(top)
        own = list(self.participants.of_noun(noun, frame, span))
        carried = self.participants.carried(top, carrier, frame, own)
        parts = [*own, *carried, *self.attendance.including(noun, carrier, own, self.told)]
        parts = list({part.reference.entity: part for part in reversed(parts)}.values())[::-1]
        name = " ".join(within.text.split()) if span else None
        kind = self.triggers.type(noun, frame, carrier, name)
        if kind == MEETING and self.attendance.negotiators(parts):
            kind = NEGOTIATION
        hit = self.reading.names.known_at(noun.i)
        return EventMention(
            noun,
            frame,
            kind,
            factuality.of_noun(noun, self.lexicon),
            tuple(parts),
            name=name,
            series=hit.actor.key if hit else None,
            pointing=any(child.lower_ in POINTING for child in noun.children if child.dep_ in ("det", "nmod:poss")),
            carrier=carrier,
        )

    def _is_one_event(self, mention: EventMention) -> bool:
        """Whether a noun tells of one event rather than of such events, and the text says or knows which."""
        if self.triggers.general(mention.trigger) and not self._is_told_of_one(mention):
            return False
        told = mention.parts or mention.name or mention.pointing
        return bool(told) and (mention.name is not None or not mention.frame.named)

    def _is_told_of_one(self, mention: EventMention) -> bool:
        """Whether "more talks", "any meeting" are those to come, those held somewhere, or those that were ruled out."""
        noun, carrier = mention.trigger, mention.carrier
        if any(child.lower_ in self.lexicon.events.imminent for child in noun.children):
            return True
        if carrier is None:
            return False
        denied = factuality.listed(carrier, noun, self.lexicon) is Modality.DENIED
        return denied or self.circumstances.places.of(noun, carrier=carrier) is not None

    def _at_forum(self, mention: EventMention) -> EventMention:
        """The mention as that of a standing forum, if one is the subject: "the ADMM-Plus will feature discussions"."""
        forum = self.forums.at(mention.carrier)
        if forum is None:
            return mention
        return replace(mention, type=FORUM, name=self.forums.name(forum), series=forum.actor.key)

    def _names_instrument(self, noun: Token, end: int) -> bool:
        """Whether a name goes on to be that of an agreement: "Trade Forum Agreement"."""
        following = self.doc[noun.i + 1 : end]
        words = [t.lower_ for t in following if t.pos_ in ("NOUN", "PROPN")]
        return bool(words) and words[0] in self.lexicon.agreements.nouns and following[0].lower_ == words[0]

    def _visits(self, mention: EventMention) -> Iterator[EventMention]:
        for visit in self.visits.of(mention, self.visits.destinations(mention.trigger, mention.frame)):
            yield self._dated(visit if visit.time else self._timed(visit))

    def _announced(self, mention: EventMention, end: int) -> EventMention:
        """With the date a participle behind it gives: "the 12th forum (ABC), scheduled to begin on November 1"."""
        i, depth = end, 0
        while i < mention.trigger.sent.end and (depth or self.doc[i].text in (",", "(", ")", "which", "is", "was")):
            depth += {"(": 1, ")": -1}.get(self.doc[i].text, 0)
            i += 1
        word = self.doc[i] if i < mention.trigger.sent.end else None
        given = self.lexicon.modality.get(entry(word, self.lexicon.modality)) if word is not None else None
        if word is None or word.tag_ not in ("VBN", "JJ") or given is not Modality.SCHEDULED:
            return mention
        time = self.circumstances.times.among(range(i, i + 8), mention.trigger, given)
        return replace(mention, reality=Reality(given), time=time or mention.time)

    def _placed(self, mention: EventMention) -> EventMention:
        remote = mention.type == CALL
        place = None if remote else self.circumstances.places.of(mention.trigger, carrier=mention.carrier)
        return self._dated(self._timed(replace(mention, place=place)))

    def _timed(self, mention: EventMention) -> EventMention:
        towards = mention.trigger.dep_ in ("obl", "nmod") and cases(mention.trigger) & TOWARDS
        carrier = None if towards else mention.carrier
        time = self.circumstances.times.of(
            mention.trigger, mention.reality.modality, carrier=carrier, own_only=self._acted_on(mention)
        )
        return replace(mention, time=time)

    def _acted_on(self, mention: EventMention) -> bool:
        """Whether the verb speaks of an act on the event (cancelling, agreeing) and its time is the act's."""
        carrier, noun = mention.carrier, mention.trigger
        given = None if carrier is None else factuality.listed(carrier, noun, self.lexicon)
        if given is None or (noun.dep_ == "obl" and cases(noun) & {"at", "during", "in"}):
            return False  # "decided at a summit on Sunday"
        return not (noun.dep_.startswith("nsubj") and given in _AHEAD)  # "the trip is planned for Monday"

    def _dated(self, mention: EventMention) -> EventMention:
        """What is told in the present but dated later than the document is planned; "met" means what it says."""
        if (mention.carrier or mention.trigger).tag_ == "VBD":
            return mention
        today = self.reading.document.date
        done = mention.reality.modality in (Modality.OCCURRED, Modality.ONGOING)
        if today and done and mention.time and mention.time.edtf[:10] > today.isoformat():
            return replace(mention, reality=Reality(Modality.SCHEDULED))
        return mention
