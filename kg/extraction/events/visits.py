"""Where visitors go: the destinations of a word of travel, and stays told without one ("is in Turkey for talks")."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.participants import Participants
from kg.extraction.grammar import factuality
from kg.extraction.grammar.syntax import copula, objects, obliques
from kg.kinds import VISIT
from kg.lexicon import Frame
from kg.model import Argument, EntityKind
from kg.naming.names import Name

Destination = tuple[Token, Argument]

_STATES = frozenset({EntityKind.COUNTRY, EntityKind.ORGANISATION})


class Visits:
    """Reads destinations in one reading."""

    def __init__(self, reading: Reading, circumstances: Circumstances, participants: Participants) -> None:
        self.reading, self.doc = reading, reading.doc
        self.circumstances, self.participants = circumstances, participants

    def of(self, mention: EventMention, destinations: list[Destination]) -> Iterator[EventMention]:
        """One visit for each place named, with its own time if it has one; none without a place."""
        kinds = {self.reading.known(part.reference.entity).kind for part in mention.parts}
        if not kinds or (kinds <= _STATES and mention.frame.pos == "VERB"):
            return
        for token, place in destinations:
            time = None
            if len(destinations) > 1:
                time = self.circumstances.times.of(token, mention.reality.modality, carrier=token)
            yield replace(mention, place=place, time=time)

    def destinations(self, word: Token, frame: Frame) -> list[Destination]:
        """The places a verb or noun of travel leads to; of a town and its country, the town."""
        tokens = list(objects(word)) if "obj" in frame.place else []
        tokens += [token for case, token in obliques(word) if case in frame.place]
        tokens = tokens or list(self._name_right_behind(word, frame))
        tokens += [child for token in tokens for child in token.children if child.dep_ == "conj"]
        tokens += [
            child
            for child in word.children
            if child.dep_ == "conj"
            and any(case.dep_ == "case" and case.lower_ in frame.place for case in child.children)
        ]
        members = {member.i: member for token in tokens for member in self.reading.row(self._located(token))}
        named = [(member, name) for member in members.values() if (name := self.reading.names.at(member.i))]
        found = [(name, member, where) for member, name in named if (where := self.circumstances.places.where(name))]
        return [(member, where) for name, member, where in found if not self._surrounds(name)]

    def _located(self, token: Token) -> Token:
        """The name in "the southwestern city of Chengdu", "the capital, Santiago"; else the token itself."""
        if token.lower_ not in self.reading.lexicon.events.localities or self.reading.names.at(token.i):
            return token
        inner = (child for child in token.children if child.i > token.i and child.dep_ in ("nmod", "appos", "flat"))
        return next((child for child in inner if self.reading.names.at(child.i)), token)

    def _surrounds(self, name: Name) -> bool:
        """Whether a country only tells where the town before it lies: "to Lima, Peru"."""
        if name.kind is not EntityKind.COUNTRY or name.start < 2 or self.doc[name.start - 1].text != ",":
            return False
        before = self.reading.names.at(name.start - 2)
        town = self.circumstances.places.where(before) if before and before.kind is not EntityKind.COUNTRY else None
        return town is not None and self.reading.known(town.entity).of in (name.key, None)

    def _name_right_behind(self, word: Token, frame: Frame) -> Iterator[Token]:
        """The name right behind a word and its preposition, whatever the tree makes of it: "a visit to Chile"."""
        following = [t for t in self.doc[word.i + 1 : min(word.i + 4, word.sent.end)] if t.lower_ != "the"]
        if (
            len(following) > 1
            and following[0].lower_ in frame.place
            and (name := self.reading.names.at(following[1].i))
        ):
            yield self.doc[name.end - 1]

    def stay(self, token: Token) -> EventMention | None:
        """ "A diplomat is in Turkey for talks": a place as predicate, and an errand."""
        name = self.reading.names.at(token.i)
        if name is None or copula(token) is None or not any(child.lower_ == "in" for child in token.children):
            return None
        errand = any(t.lemma_.lower() in self.reading.lexicon.events.errands for t in token.subtree)
        place = self.circumstances.places.where(name)
        guests = tuple(self.participants.taking((c for c in token.children if c.dep_ == "nsubj"), "Guest"))
        if not (place and guests and errand):
            return None
        surely = self.reading.lexicon.confidence.stay
        frame = Frame(lemma="be", pos="VERB", type=VISIT, roles={}, place=("in",), confidence=surely)
        reality = factuality.of_verb(token, self.reading.lexicon)
        return EventMention(token, frame, VISIT, reality, guests, place=place)
