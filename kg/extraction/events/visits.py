"""Where visitors go: the destinations of a word of travel, and stays told without one ("is in Turkey for talks")."""

from collections.abc import Callable, Iterator

from kg.extraction.arguments.candidates import NONE, EntityCandidate, Marks, marks_of
from kg.extraction.coreference import Reading
from kg.extraction.events.candidates import PLACE, EventCandidate, Mark
from kg.extraction.events.participants import Participants
from kg.extraction.grammar import factuality
from kg.extraction.grammar.function_words import IN
from kg.extraction.grammar.syntax import cases, copula, objects, obliques
from kg.kinds import VISIT
from kg.lexicon import Frame
from kg.model import EntityKind
from kg.naming.names import Name
from kg.parse import Token


class Visits:
    """Proposes destinations in one reading; `dated` tells whether a word belongs to a time."""

    def __init__(self, reading: Reading, participants: Participants, dated: Callable[[Token], bool]) -> None:
        self.reading, self.doc, self.participants, self._dated = reading, reading.doc, participants, dated
        self._in_posts = {i for title in reading.titles for i in range(title.outer, title.end)}

    def destinations(self, word: Token, frame: Frame) -> Iterator[EntityCandidate]:
        """The places a verb or noun of travel leads to."""
        tokens = list(objects(word)) if "obj" in frame.place else []
        tokens += [token for case, token in obliques(word) if case in frame.place]
        tokens += [word.head] if self.is_named_behind(word) else []
        tokens = tokens or list(self._name_right_behind(word, frame))
        tokens += [child for token in tokens for child in token.children if child.dep_ == "conj"]
        tokens += self._joined(word, frame)
        placed = [(self._located(token), token) for token in tokens]
        if "obj" in frame.place and tokens and not any(self.reading.names.at(name.i) for name, _ in placed):
            placed = [(token, word) for case, token in obliques(word) if case in IN]
        loose = "from" in frame.place  # of "returned to Oslo from Lima" one is no visit
        members = {m.i: (m, loose or name != token) for name, token in placed for m in self.reading.row(name)}
        for member, abroad in members.values():
            if (name := self.reading.names.at(member.i)) is not None:
                seen = {
                    Mark.SURROUNDING: self._surrounds(name),
                    Mark.OF_POST: member.i in self._in_posts,
                    Mark.ABROAD: abroad,
                }
                yield from self._destination(word, member, name, marks_of(seen))

    def is_named_behind(self, noun: Token) -> bool:
        """Whether a place stands as predicate of a noun of travel: "her last stop is Lima"."""
        named = noun.dep_ == "nsubj" and self.reading.names.at(noun.head.i) is not None
        return named and copula(noun.head) is not None

    def _joined(self, word: Token, frame: Frame) -> Iterator[Token]:
        """What an "and" joins with a preposition of its own, on whatever the tree hangs it: "and to Chile in May"."""
        for above in (word, *(token for _, token in obliques(word))):
            joined = (child for child in above.children if child.dep_ == "conj")
            yield from (child for child in joined if not cases(child).isdisjoint(frame.place))

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
        """The name in "the southwestern city of Chengdu", "a camp in Uganda"; else the token itself."""
        if self.reading.names.at(token.i):
            return token
        local = token.lower_ in self.reading.lexicon.events.localities
        relations = ("nmod", "appos", "flat") if local else ("nmod",)
        inner = (child for child in token.children if child.i > token.i and child.dep_ in relations)
        found = (child for child in inner if local or cases(child) & IN)
        return next((child for child in found if self.reading.names.at(child.i)), token)

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
        errand = any(t.lemma_.lower() in lexicon.events.errands or self._dated(t) for t in token.subtree)
        guests = (child for child in token.children if child.dep_ == "nsubj")
        yield EventCandidate(
            word=token,
            rule="stay",
            marks=marks_of({Mark.STAY: True, Mark.ERRAND: errand}),
            arguments=(
                *self.participants.named(token, guests, "Guest", "nsubj"),
                *self._destination(token, token, name, frozenset({Mark.ABROAD})),
            ),
            frame=Frame(
                lemma="be", pos="VERB", type=VISIT, roles={}, place=("in",), confidence=lexicon.confidence.stay
            ),
            reality=factuality.of_verb(token, lexicon),
        )
