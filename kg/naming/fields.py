"""Where a post ends: behind its head of one or several words, and what it is for: "of State for African Affairs"."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.bodies import JOINTS, LONGEST, Bodies
from kg.naming.gazetteer import Hit
from kg.naming.names import Names
from kg.naming.runs import LONGEST_NAME
from kg.parse import Doc, Token

_LINKS = frozenset({"of", "for", "to", "on"})
_SITES = frozenset({"in", "at"})  # before bodies, and where posted persons are
_NEAR = 5  # tokens from a comma of a series to its "and"
_SMALL = frozenset({"and", "&", "the", "of", "for", "on"})  # in the name of a field


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a post ends, and where the part ends that is its text.

    `served` is the first token of the name of whom it serves, if that is known; `society` that of an organisation of
    no state whose name is new.
    """

    end: int
    plain: int
    served: int | None = None
    society: int | None = None


class Fields:
    """Reads the ends of posts in one document; `is_head` tells whether a token is the main word of a post."""

    def __init__(self, doc: Doc, names: Names, lexicon: Lexicon, is_head: Callable[[int], bool]) -> None:
        self.doc, self.names, self.lexicon, self.is_head = doc, names, lexicon, is_head
        self.words = lexicon.titles
        self.bodies = Bodies(doc, names, lexicon, is_head)

    def reach(self, i: int) -> Reach:
        """How far the post with the head `i` reaches."""
        end = self._past_division(self._compound(i))
        reach = Reach(end, end)
        while first := self._behind_link(reach.end, i):
            further = self._further(reach, first, i)
            if further == reach:
                break
            reach = further
        return self._in_ministry(reach)

    def _in_ministry(self, reach: Reach) -> Reach:
        """How far a post reaches with a ministry behind a comma: "Secretary, Ministry of Trade, Government of Peru"."""
        first = reach.end + 1
        body = (
            self.bodies.ministry_end(first)
            if self.doc[reach.end : first].text == "," and reach.society is None
            else None
        )
        if body is None:
            return reach
        seat = self.names.known_at(first)
        reach = replace(reach, end=body, plain=body, served=reach.served or (seat.start if seat else None))
        government = self.bodies.government(body + 1) if self.doc[body : body + 1].text == "," else None
        return replace(reach, end=government.end, served=government.start) if government else reach

    def _further(self, reach: Reach, first: int, i: int) -> Reach:
        """How far a post reaches that is followed by a preposition, which leads to token `first`."""
        if affairs := self._affairs_end(first):
            return replace(reach, end=affairs, plain=affairs)
        hit, of = self.names.known_at(first), self.doc[reach.end].lower_ == "of"
        if hit and self._is_anothers_post(first):
            return replace(reach, served=hit.start if reach.served is None else reach.served)
        if reach.served is None and (found := self._in_body(reach, hit, first, i)):
            return found
        if hit and of and reach.served is None and hit.form != "demonym":
            return replace(reach, end=hit.end, served=hit.start)
        if self.doc[reach.end].lower_ in _SITES:
            end = self._station_end(first, i) or reach.end
            return reach if end == reach.end else replace(reach, end=end, plain=end)
        end = max(self._end_behind(reach.end, first, i), self._up_to_holder(first))
        return reach if end == first else replace(reach, end=end, plain=end)

    def _in_body(self, reach: Reach, hit: Hit | None, first: int, i: int) -> Reach | None:
        """How far a post in a body reaches: of a state, of a known organisation, or of another one."""
        site = self.doc[reach.end].lower_ in _SITES
        if site and hit and hit.form == "metonym" and self.bodies.are_in(hit.start, hit.end):
            return Reach(hit.end, hit.end, hit.start)  # "in the Ministry of External Affairs", which is India's
        if site and (government := self.bodies.government(first)):
            return replace(reach, end=government.end, served=government.start)
        if self.doc[reach.end].lower_ == "of" and (society := self.bodies.society_end(first, i)):
            return replace(reach, end=society, society=first)
        body = self.bodies.end(hit, first) if hit or site else None
        return Reach(body, body, hit.start if hit else None) if body else None

    def _past_division(self, end: int) -> int:
        """The token behind a field in brackets: "Secretary (Border Management)", but not "Director (FAO)"."""
        close = next((t.i for t in self.doc[end + 1 : end + 6] if t.text == ")"), None)
        if close is None or self.doc[end].text != "(" or close + 1 >= len(self.doc):
            return end
        inside = self.doc[end + 1 : close]
        short = len(inside) == 1 and inside.text.isupper()
        field = all(token.text[0].isupper() or token.lower_ in JOINTS for token in inside)
        known = any(self.names.known_at(token.i) for token in inside)
        held = self._holder_at(close + 1) or self.doc[close + 1].text == ","
        return close + 1 if len(inside) and field and held and not (short or known) else end

    def _station_end(self, first: int, i: int) -> int | None:
        """End of the place a posted person is in, if the name of that one follows: "Ambassador in Oslo, Ali Otieno"."""
        name = self.names.at(first)
        if name is None or name.kind is EntityKind.PERSON or self.doc[i].lower_ not in self.words.posted:
            return None
        apposed = self.doc[name.end : name.end + 1].text == ","
        return name.end if self._holder_at(name.end + apposed) else None

    def _up_to_holder(self, first: int) -> int:
        """End of a field in capitals, of whatever words, that the holder's name follows; `first` if none does."""
        for end in range(first, min(first + LONGEST, len(self.doc))):
            token, following = self.doc[end], end + 1
            comma = token.text == ","
            ends = comma and self._holder_at(following)
            if end > first and (ends or self._holder_at(end)):
                return self._before_given_name(first, end) if self.doc[end - 1].text[0].isupper() else first
            if self.names.known_at(end) or self._names_holder(end) or token.is_sent_start:
                return first
            series = comma and any(t.lower_ in ("and", "&") for t in self.doc[following : following + _NEAR])
            if not (token.text[0].isupper() or token.lower_ in _SMALL or series):
                return first
            if self.is_head(end) and end - first > 1:
                return first
        return first

    def _before_given_name(self, first: int, end: int) -> int:
        """Where a field ends, of whose holder the tagger saw the last name alone: "of the Wolf Department Asha Rao"."""
        name = self.names.at(end)
        if name is None or name.end - name.start > 1 or self._names_field(end - 1):
            return end
        return next((i for i in range(end - 1, first, -1) if self._names_field(i - 1)), first)

    def _names_field(self, i: int) -> bool:
        return self.doc[i].lower_ in self.bodies.plain

    def _holder_at(self, i: int) -> bool:
        """Whether the name of a person begins at token `i`, perhaps behind words such as "Mr."."""
        last = min(len(self.doc), i + LONGEST_NAME)
        while i < last and self.doc[i].lower_ in self.lexicon.names.honorifics:
            i += 1
        name = self.names.at(i) if i < len(self.doc) else None
        return name is not None and name.kind is EntityKind.PERSON and name.start == i

    def _behind_link(self, end: int, i: int) -> int | None:
        """The token that a preposition at the end of a post leads to, past an article."""
        if end >= len(self.doc) or end - i >= 2 * LONGEST or self.doc[end].lower_ not in _LINKS | _SITES:
            return None
        first = end + 1
        while first < len(self.doc) and self.doc[first].lower_ in ("the", "his", "her", "its"):
            first += 1
        return first if first < len(self.doc) else None

    def _end_behind(self, link: int, first: int, i: int) -> int:
        """End of the countries, or else of the field, that a preposition leads to; `first` if it leads to none."""
        hit, to = self.names.known_at(first), self.doc[link].lower_ == "to"
        if hit and to and self.doc[i].lower_ not in self.words.posted:
            return first  # "the visit of the President of Chile to Kenya"
        if hit and hit.form != "demonym" and (to or self.doc[link].lower_ in ("of", "for")):
            return self._past_countries(hit.end)
        return self._field_end(first, lower=self.doc[i].text.islower())

    def _past_countries(self, end: int) -> int:
        """End of the countries a post is for: "envoy to Chile and Peru", but "envoy to Chile and Peru's president"."""
        following = self.names.known_at(end + 1) if end + 1 < len(self.doc) and self.doc[end].text == "and" else None
        if following is None or following.form != "name" or following.actor.kind != "country":
            return end
        owns = following.end < len(self.doc) and self.doc[following.end].tag_ == "POS"
        closed = (
            following.end >= len(self.doc)
            or self.doc[following.end].text in (",", ".")
            or self._names_holder(following.end)
        )
        return following.end if closed and not owns else end

    def _names_holder(self, i: int) -> bool:
        name = self.names.at(i)
        return name is not None and name.kind is EntityKind.PERSON

    def _affairs_end(self, i: int) -> int | None:
        """End of a field that names countries: "Director for Chilean and Peruvian Affairs"."""
        named = False
        while i < len(self.doc) and (self.names.known_at(i) or self.doc[i].lower_ in ("and", ",")):
            named, i = True, i + 1
        affairs = i < len(self.doc) and self.doc[i].is_title and self.doc[i].lower_ in self.words.field_ends
        return i + 1 if named and affairs else None

    def _is_anothers_post(self, first: int) -> bool:
        """Whether a named person's post begins here: "Chief of Cabinet for European Commission President Ann Berg"."""
        hit = self.names.known_at(first)
        i = hit.end if hit else len(self.doc)
        while i < len(self.doc) and self.doc[i].lower_ in self.words.modifiers:
            i += 1
        name = self.names.at(i + 1) if i + 1 < len(self.doc) and self.is_head(i) else None
        return name is not None and name.kind is EntityKind.PERSON

    def _compound(self, i: int) -> int:
        """End of a head of several words: "Secretary-General", "Attorney General", "chief-of-staff"."""
        if self.is_compound(i + 1):
            return i + 2
        end = i + 1
        while (
            end + 1 < len(self.doc) and self.doc[end].text == "-" and self.doc[end + 1].is_alpha and end - i < LONGEST
        ):
            end += 2
        while end < len(self.doc) and end - i < LONGEST and self._adds_rank(end):
            end += 1
        return end

    def _adds_rank(self, i: int) -> bool:
        """Whether a word behind a head adds to it: "Ambassador Extraordinary and Plenipotentiary"."""
        following = self.doc[i + 1].lower_ if i + 1 < len(self.doc) else ""
        ranks = self.words.behind
        return self.doc[i].lower_ in ranks or (self.doc[i].lower_ == "and" and following in ranks)

    def is_compound(self, i: int) -> bool:
        """Whether token `i` makes one with the head before it: "Consul General", where it is no rank."""
        heads = self.words.compounds.get(self.doc[i].lower_, frozenset()) if i < len(self.doc) else frozenset()
        return i > 0 and self.doc[i - 1].lower_ in heads

    def _field_end(self, first: int, *, lower: bool) -> int:
        end = first
        while end < len(self.doc) and end - first < LONGEST:
            token = self.doc[end]
            name = self.names.at(end)
            if token.lower_ in ("for", "to") and self._is_anothers_post(end + 1):
                break
            if token.lower_ == "of" and self._is_of_country(end + 1):
                break
            if (
                name is not None
                and name.kind is EntityKind.PERSON
                and name.start == end
                and not self._field(token, lower)
            ):
                break
            if not (self._field(token, lower) or (token.lower_ in JOINTS and self._field_after(end, lower))):
                break
            end += 1
        return end

    def _is_of_country(self, i: int) -> bool:
        """Whether a country or an organisation is named behind "of": "Minister of Trade of South Africa"."""
        hit = self.names.known_at(i + (self.doc[i : i + 1].text == "the")) if i + 1 < len(self.doc) else None
        return hit is not None and hit.form != "demonym"

    def _field(self, token: Token, lower: bool) -> bool:
        word = token.lower_
        if word in self.words.fields or word in self.words.modifiers:
            return token.text[0].isupper() or lower
        if word in self.words.heads and self.doc[token.i - 1].lower_ in (*self.words.modifiers, "the"):
            return token.text[0].isupper()  # "Assistant to the President"
        plain = token.tag_ in ("NN", "NNS", "JJ") and not self.names.known_at(token.i)
        return lower and plain and not self.is_head(token.i)

    def _field_after(self, i: int, lower: bool) -> bool:
        serial = self.doc[i].text == "," and self._closes_series(i)
        for token in self.doc[i + 1 : i + 3]:
            if self._field(token, lower) and (token.text[0].isupper() or self.doc[i].lower_ in ("of", "and", "the")):
                return self.doc[i].text != "," or token.i == i + 1 or serial
            if token.lower_ not in ("the", "and", "of"):
                return False
        return False

    def _closes_series(self, i: int) -> bool:
        """Whether a comma is the last of a series of fields: "for Democracy, Human Rights, and Labor Ann Hale"."""
        earlier = any(token.text == "," for token in self.doc[max(i - 4, 0) : i])
        following = self.doc[i + 1 : i + 5]
        return earlier and following[:1].text.lower() == "and" and not any(self.is_head(token.i) for token in following)
