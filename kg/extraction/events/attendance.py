"""Those whom other words bring to an event: "is accompanied by", "led the delegation", "and later B"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.events.mentions import EventMention, Taking
from kg.extraction.events.participants import Participants
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.function_words import POINTING
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import alone, objects, obliques, subjects
from kg.kinds import FORUM, MEETING, VISIT
from kg.lexicon import Frame
from kg.model import EntityKind, Modality

_RECENT = 100
"""Mentions of events among which that of a visit or a forum is looked for that includes another event."""


class Attendance:
    """Finds them in one reading."""

    def __init__(self, reading: Reading, circumstances: Circumstances, participants: Participants) -> None:
        self.reading, self.doc, self.lexicon = reading, reading.doc, reading.lexicon
        self.circumstances, self.participants = circumstances, participants

    def joining(self, verb: Token) -> EventMention | None:
        """Those told to take part in an event told elsewhere: "led the Chilean delegation", "is accompanied by"."""
        words = self.lexicon.events
        key = entry(verb, words.escorting)
        if verb.pos_ != "VERB" or key not in words.escorting:
            return None
        with_whom = list(self.participants.taking(objects(verb), "Participant"))
        delegation = any(token.lower_ in self.lexicon.groups.delegations for token in objects(verb))
        if delegation and any(token.tag_ == "VB" for token in self.doc[verb.i + 1 : verb.i + 8]):
            return None  # "leads a delegation to visit Chile"
        type_ = FORUM if delegation else VISIT
        parts = tuple(self.participants.taking(subjects(verb), "Participant" if delegation else "Guest"))
        if not parts or (not delegation and (key not in words.accompanying or not with_whom)):
            return None
        surely = self.lexicon.confidence.company
        frame = Frame(lemma=key, pos="VERB", type=type_, roles={}, confidence=surely)
        joined = None if delegation else frozenset(part.reference.entity for part in with_whom)
        return EventMention(verb, frame, type_, Reality(Modality.OCCURRED), parts, joins=joined or frozenset())

    def crowd(self, mention: EventMention) -> bool:
        """Whether several unnamed people meet each other."""
        kinds = [self.reading.known(local).kind for local in mention.entities]
        several = kinds in ([EntityKind.GROUP], [EntityKind.ORGANISATION])
        return mention.type == MEETING and several and alone(mention.trigger)

    def negotiators(self, parts: Sequence[Taking]) -> bool:
        """Whether unnamed negotiators take part, so that their talks aim at an agreement."""
        known = (self.reading.known(part.reference.entity) for part in parts)
        return any(entity.kind is EntityKind.GROUP and "negotiators" in entity.name for entity in known)

    def assembly(self, mention: EventMention) -> bool:
        """Whether a body sits: "the General Council meets on Monday"."""
        kinds = [self.reading.known(local).kind for local in mention.entities]
        return self.crowd(mention) and kinds == [EntityKind.ORGANISATION]

    def met_later(self, mention: EventMention) -> Iterator[EventMention]:
        """Those met afterwards, under the same verb: "met A on Monday, and later B"."""
        verb, later = mention.trigger, self.lexicon.events.afterwards
        if not mention.frame.roles.get("with"):
            return
        for child in verb.children:
            if child.dep_ != "conj" or child.pos_ in ("VERB", "AUX"):
                continue
            if child.lower_ in later or any(word.lower_ in later for word in child.children):
                guests = [token for case, token in obliques(child) if case == "with"] or [child]
                hosts = self.participants.taking(subjects(verb), "Participant")
                parts = (*hosts, *self.participants.taking(guests, "Participant"))
                time = self.circumstances.times.of(child, mention.reality.modality, carrier=child)
                yield replace(mention, trigger=child, parts=parts, time=time)

    def including(
        self, noun: Token, carrier: Token | None, own: Sequence[Taking], before: Sequence[EventMention]
    ) -> Iterator[Taking]:
        """Those on a visit or at a forum that includes the event: "on a visit that will include talks with Y"."""
        if carrier is None or noun.dep_ != "obj" or not own:
            return
        for whole in subjects(carrier):
            pointing = any(child.lower_ in POINTING for child in whole.children)
            frames = self.lexicon.frames.get((entry(whole, self.lexicon.frame_words), "NOUN"), ())
            kinds = {frame.type for frame in frames}
            for told in islice(reversed(before), _RECENT):
                here = told.trigger == whole or pointing or told.trigger.sent == whole.sent
                if here and told.type in kinds and told.parts:
                    yield from (replace(part, role="Participant") for part in told.parts)
                    return
