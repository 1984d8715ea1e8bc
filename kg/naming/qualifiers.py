"""What stands before the main word of a post and belongs to it: words that qualify it, and the body that it is in."""

from collections.abc import Callable

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.bodies import LONGEST
from kg.naming.names import Names
from kg.parse import Doc, Token

_LOOSE = frozenset({"and", "&", "-", "the"})  # cannot begin a post


class Qualifiers:
    """Looks to the left of posts in one document; `is_head` tells whether a token is the main word of a post."""

    def __init__(self, doc: Doc, names: Names, lexicon: Lexicon, is_head: Callable[[int], bool]) -> None:
        self.doc, self.names, self.lexicon, self.is_head = doc, names, lexicon, is_head
        self.words = lexicon.titles

    def first(self, i: int, floor: int) -> int:
        """The first token of a post whose main word is token `i`, no further back than `floor`."""
        start = i
        while start - 1 >= max(floor, i - LONGEST) and self._qualifies(start - 1, start):
            start -= 1
        while start < i and self.doc[start].lower_ in _LOOSE | self.words.former:
            start += 1
        return start

    def _is_under(self, i: int) -> bool:
        """Whether token `i` begins "Under Secretary", and is no preposition: "under Secretary Hale"."""
        first, *rest = self.doc[i : i + 3]
        head = next((token for token in rest if token.text != "-"), first)
        joined = f"{first.lower_}{head.lower_}" in self.words.heads
        return first.lower_ == "under" and joined and first.text[0].isupper() == head.text[0].isupper()

    def _qualifies(self, j: int, right: int) -> bool:
        token = self.doc[j]
        if token.is_sent_start and j > 0 and self.doc[right].is_sent_start:
            return False
        word = token.lower_
        if word in ("-", "and", "&"):
            return j > 0 and self.doc[j - 1].lower_ in (self.words.modifiers | self.words.fields)
        if word == ",":
            return self._is_in_series(j, right)
        if word == "under":
            return self._is_under(j)
        if self.names.known_at(j) or word in self.words.former or word in self.words.current:
            return False
        if word in self.words.presiding:
            return False
        listed = word in self.words.modifiers or word in self.words.heads
        return listed or self._names_field(token, right) or self._is_agency(token, right)

    def _is_in_series(self, j: int, right: int) -> bool:
        """Whether a comma stands between fields: "Economy, Trade and Industry Minister"."""
        fields = self.words.modifiers | self.words.fields
        before, after = self.doc[j - 1 : j], self.doc[right : right + 2]
        apart = len(before) == 1 and len(after) == 2 and after[1].lower_ in (",", "and")
        return apart and all(token.text[0].isupper() and token.lower_ in fields for token in (before[0], after[0]))

    def _names_field(self, token: Token, right: int) -> bool:
        """Whether a word names a field, in capitals or before a post in small letters: "fisheries minister"."""
        return token.lower_ in self.words.fields and (token.text[0].isupper() or self.doc[right].text[0].islower())

    def _is_agency(self, token: Token, right: int) -> bool:
        """Whether a word looks like the short form of an agency, among others in small letters: "NSC Spokesperson"."""
        capitals = (
            token.text.isupper() and len(token.text) > 1 and token.is_alpha and not self.doc[right].text.isupper()
        )
        return capitals and token.lower_ not in self.lexicon.names.honorifics and not self._is_person(token.i)

    def body(self, start: int, floor: int) -> int:
        """Where a body begins that stands between a country and a post: "Chilean Ministry of Mines Director"."""
        i = start
        while i > max(floor, start - LONGEST) and self._part_of_body(i - 1):
            i -= 1
        hit = self.names.known_at(i - 1 - (i > 1 and self.doc[i - 1].tag_ == "POS")) if i else None
        organ = self.names.known_at(start - 1) if start > floor else None
        if organ and organ.is_of_state and organ.end == start:
            return organ.start  # "Mossad Director"
        named = i < start and self.doc[i].text[0].isupper() and self.doc[i].tag_ != "POS"
        return i if named and hit and hit.actor.kind == "country" else start

    def _part_of_body(self, i: int) -> bool:
        token = self.doc[i]
        if self.names.known_at(i) or self.is_head(i) or self._is_person(i):
            return False
        if (
            token.is_sent_start
            or token.lower_ in self.words.former | self.words.current | self.lexicon.names.honorifics
        ):
            return False
        return token.text[0].isupper() or token.lower_ in ("of", "for", "and", "the", "on")

    def _is_person(self, i: int) -> bool:
        name = self.names.at(i)
        return name is not None and name.kind is EntityKind.PERSON
