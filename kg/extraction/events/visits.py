"""Where visitors go: the destinations of a word of travel, and stays told without one ("is in Turkey for talks")."""

from collections.abc import Iterator

from kg.extraction.arguments.candidates import NONE, EntityCandidate, Marks, marks_of
from kg.extraction.coreference import Reading
from kg.extraction.events.candidates import PLACE, EventCandidate, Mark
from kg.extraction.events.participants import Participants
from kg.extraction.grammar import factuality
from kg.extraction.grammar.syntax import copula, objects, obliques
from kg.kinds import VISIT
from kg.lexicon import Frame
from kg.model import EntityKind
from kg.naming.names import Name
from kg.parse import Token


class Visits:
    """Proposes destinations in one reading."""

    def __init__(self, reading: Reading, participants: Participants) -> None:
        self.reading, self.doc, self.participants = reading, reading.doc, participants
        self._in_posts = {i for title in reading.titles for i in range(title.outer, title.end)}

    def destinations(self, word: Token, frame: Frame) -> Iterator[EntityCandidate]:
        """The places a verb or noun of travel leads to."""
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
        for member in members.values():
            if (name := self.reading.names.at(member.i)) is not None:
                marks = marks_of({Mark.SURROUNDING: self._surrounds(name), Mark.OF_POST: member.i in self._in_posts})
                yield from self._destination(word, member, name, marks)

    def _destination(self, word: Token, member: Token, name: Name, marks: Marks = NONE) -> Iterator[EntityCandidate]:
        """A name that a word of travel leads to; nothing if it is that of no place."""
        if (place := self.reading.place(name)) is not None:
            yield EntityCandidate(
                word=member,
                rule="destination",
                marks=marks,
                trigger=word,
                role=PLACE,
                reference=place,
                entity=self.reading.known(place.entity),
            )

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
        town = self.reading.place(before) if before and before.kind is not EntityKind.COUNTRY else None
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

    def stay(self, token: Token) -> Iterator[EventCandidate]:
        """ "A diplomat is in Turkey for talks": a place as predicate, and an errand."""
        name = self.reading.names.at(token.i)
        if name is None or copula(token) is None or not any(child.lower_ == "in" for child in token.children):
            return
        lexicon = self.reading.lexicon
        errand = any(t.lemma_.lower() in lexicon.events.errands for t in token.subtree)
        guests = (child for child in token.children if child.dep_ == "nsubj")
        yield EventCandidate(
            word=token,
            rule="stay",
            marks=marks_of({Mark.STAY: True, Mark.ERRAND: errand}),
            arguments=(
                *self.participants.named(token, guests, "Guest", "nsubj"),
                *self._destination(token, token, name),
            ),
            frame=Frame(
                lemma="be", pos="VERB", type=VISIT, roles={}, place=("in",), confidence=lexicon.confidence.stay
            ),
            reality=factuality.of_verb(token, lexicon),
        )
