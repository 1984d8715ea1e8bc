"""Bodies that a post is in: of a state, of a known organisation, or an organisation of its own that no list knows."""

from collections.abc import Callable

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.gazetteer import Hit
from kg.naming.names import Name, Names
from kg.parse import Doc

LONGEST = 12  # tokens; no post is longer
JOINTS = frozenset({"and", "&", "the", "of", ",", "-", "for", "'s", "’s", "in"})


class Bodies:
    """Looks for bodies in one document; `is_head` tells whether a token is the main word of a post."""

    def __init__(self, doc: Doc, names: Names, lexicon: Lexicon, is_head: Callable[[int], bool]) -> None:
        self.doc, self.names, self.lexicon, self.is_head = doc, names, lexicon, is_head
        self.words = lexicon.titles
        self.plain = self.words.fields | self.words.modifiers | self.words.bodies
        """The words of fields and bodies, which alone are no names."""

    def end(self, hit: Hit | None, first: int) -> int | None:
        """End of a body that is named by whose it is: "of the EU Delegation", "at Kenya's Ministry of Trade"."""
        end = first
        owned = hit is not None and hit.end < len(self.doc) and self.doc[hit.end].tag_ == "POS"
        if hit:
            end = hit.end + owned
        first, named = end, False
        while end < len(self.doc) and end - first < LONGEST and not self._names_person(end):
            token = self.doc[end]
            body = token.lower_ in self.words.bodies
            if self.names.known_at(end) or self.is_head(end):
                if not named:
                    return None
                break
            joint = token.text == "-" or (named and (body or token.lower_ in JOINTS - {","}))
            plain = owned and not named and token.tag_ in ("NN", "JJ")  # "Kenya's tripartite presidency"
            if not (token.text[0].isupper() or joint or plain):
                break
            named, end = named or body, end + 1
        while end > first and self.doc[end - 1].lower_ in JOINTS:
            end -= 1
        return end if named else None

    def ministry_end(self, first: int) -> int | None:
        """End of a ministry or an office that fills what stands between two marks, from token `first` on."""
        hit = self.names.known_at(first)
        end = hit.end if hit and hit.form == "metonym" else self.end(None, first)
        if end is None or not self.are_in(first, end):
            return None
        return end if end >= len(self.doc) or self.doc[end].text in (",", ".", ";", ")", "and") else None

    def are_in(self, first: int, end: int) -> bool:
        """Whether words name a body among others."""
        return not self.words.bodies.isdisjoint(token.lower_ for token in self.doc[first:end])

    def government(self, first: int) -> Hit | None:
        """Whose government it is: "Minister of Trade in the Government of Kenya"."""
        words = [token.lower_ for token in self.doc[first : first + 3]]
        if len(words) < 3 or words[0] not in self.lexicon.groups.governments or words[1] != "of":
            return None
        return self.names.known_at(first + 2 + (words[2] == "the" and first + 3 < len(self.doc)))

    def society_end(self, first: int, i: int) -> int | None:
        """End of the new name of an organisation of no state that somebody leads: "president of the Wolf Company"."""
        name = self.names.at(first)
        return name.end if name and self._is_society(name, first, i) else None

    def past_society(self, start: int, i: int) -> int:
        """The token behind such a name, if the post begins inside it by its words: "Nile Union chair"; else `start`."""
        name = self.names.at(start)
        inside = name is not None and name.start < start < name.end <= i
        return name.end if name and inside and self._is_society(name, name.start, i) else start

    def society_before(self, start: int, i: int) -> int | None:
        """First token of such a name before a post that begins at `start`: "Wolf Company president"."""
        name = self.names.at(start - 1) if start else None
        return name.start if name and name.end == start and self._is_society(name, name.start, i) else None

    def _is_society(self, name: Name, first: int, i: int) -> bool:
        if name.kind is not EntityKind.ORGANISATION or name.key or self.names.known_at(first):
            return False
        words = [token.lower_ for token in self.doc[first : name.end]]
        telling = not self.words.societies.isdisjoint(words) or (len(words) == 1 and words[0] not in self.plain)
        return telling and self.doc[i].lower_ in self.words.leading and words[-1] not in self.words.bodies

    def _names_person(self, i: int) -> bool:
        name = self.names.at(i)
        return name is not None and name.kind is EntityKind.PERSON
