"""Posts in running text: "Indian Defence Minister Rajnath Singh", "B.N. Reddy, India's High Commissioner to Malaysia".

A linear grammar over tokens: words that qualify a post, its head, and "of", "for" or "to" with the field or the country
it is for; then the name, before or after. It is independent of the parser, which errs most on such long names.
"""

from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.bearers import Bearers
from kg.naming.bodies import JOINTS
from kg.naming.fields import Fields
from kg.naming.gazetteer import Hit
from kg.naming.index import Index
from kg.naming.names import Names
from kg.naming.qualifiers import Qualifiers
from kg.naming.runs import names_son
from kg.parse import Doc

_SHORT = 4  # letters of what may be a short form
_NEAR = 4  # tokens from a comma to the main word of a post


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens `start` to `end` (exclusive) name a post; `head` is its main word.

    `of` is the key of the country or organisation served, `served` the first token of its name.
    `person` is the token range of the holder's name; a post without one may refer to somebody named elsewhere.
    """

    start: int
    end: int
    head: int
    text: str
    of: str | None
    served: int | None
    former: bool
    plural: bool
    outer: int  # first token of the phrase, with article, country and "former"
    person: tuple[int, int] | None = None
    usual: bool = False  # the country is that of the lexicon, for a post that one country alone has
    society: int | None = (
        None  # first token of the name of an organisation that is new and of no state, if it is of one
    )


def find(doc: Doc, index: Index, names: Names, lexicon: Lexicon) -> list[Title]:
    """All posts of a document, in order, none overlapping."""
    reader = _Reader(doc, index, names, lexicon)
    found: list[Title] = []
    reached = 0
    for i in reader.heads:
        title = reader.read(i, found[-1] if found else None) if i >= reached else None
        if title and not (found and title.start < found[-1].end):
            found.append(title)
            reached = max(title.end, title.person[1] if title.person and title.person[0] >= title.end else 0)
    return found


class _Reader:
    def __init__(self, doc: Doc, index: Index, names: Names, lexicon: Lexicon) -> None:
        self.doc, self.names, self.words = doc, names, lexicon.titles
        self.lexicon = lexicon
        self._short_or_joined = self.words.abbreviations.keys() | self.words.compounds.keys()
        self._heads: dict[int, tuple[str | None, bool]] = {}
        self.fields = Fields(doc, names, lexicon, self._is_head)
        self.heads = index.where(self._may_head)
        for i in reversed(self.heads):  # what a word qualifies stands behind it
            self._heads[i] = self._read_head(i)
        self.qualifiers = Qualifiers(doc, names, lexicon, self._is_head)
        self.bearers = Bearers(doc, names, lexicon, self._is_head)

    def read(self, i: int, last: Title | None) -> Title | None:
        """The post whose first head word is token `i`, behind the `last` one."""
        floor = last.end if last else 0
        lemma, plural = self._head(i)
        if lemma is None:
            return None
        start = self.qualifiers.first(i, floor)
        reach = self.fields.reach(i)
        end, plain = reach.end, reach.plain
        start = self.qualifiers.body(self.fields.bodies.past_society(start, i), floor)
        outer, of, former, near = self._before(start, floor)
        served = reach.served if reach.served is not None else near
        if served is None and self.names.known_at(start):
            served = start
        if of is None and served is not None and (hit := self.names.known_at(served)):
            of = hit.served
        text = self._text(start, plain)
        person = self._bearer(outer, start, end, plain, last)
        if plural and person and (person[0] < start or not self._is_person(person[0])):
            person = None  # "Leaders Initiative", "Pedro Rojas, opposition leaders"
        if of is None and person and person[0] >= end and (hit := self._country_after(person[1])):
            of, served = hit.actor.key, hit.start
        society = reach.society
        if of is None and served is None and society is None:
            society = self.fields.bodies.society_before(start, i)
            outer = outer if society is None else society
        usual = self._usual_country(text) if of is None and society is None else None
        title = Title(
            start=start,
            end=end,
            head=i,
            text=text,
            of=of or usual,
            served=served,
            former=former,
            plural=plural,
            outer=outer,
            person=person,
            usual=usual is not None,
            society=society,
        )
        return title if self._plausible(title) else None

    def _bearer(self, outer: int, start: int, end: int, plain: int, last: Title | None) -> tuple[int, int] | None:
        """The name behind a post, or else before it; the latter in a row, "Lund, Chair of NATO, Rojas, Head of FAO"."""
        after, before = self.bearers.after(outer, end, plain), self.bearers.before(outer, end)
        apposed = after is not None and self.doc[end].text == "," and outer == start
        if before and last and last.person == before and last.end <= before[0] and not self._closes(end):
            before = None  # "asked by President Soto, the King sent it"
        free = before is not None and (last is None or last.person != before)
        return before if apposed and free and after and self._has_own(after[1]) else after or before

    def _closes(self, i: int) -> bool:
        """Whether an apposition may end before token `i`."""
        return i >= len(self.doc) or self.doc[i].is_punct or self.doc[i].is_space or self.doc[i].lower_ == "and"

    def _has_own(self, i: int) -> bool:
        """Whether a post stands in apposition behind the name that ends at token `i`."""
        return self.doc[i : i + 1].text == "," and any(self._is_head(j) for j in range(i + 1, i + 1 + _NEAR))

    def _head(self, i: int) -> tuple[str | None, bool]:
        return self._heads.get(i, (None, False))

    def _may_head(self, word: str) -> bool:
        """Whether a word is one that posts have for their main word, or its plural."""
        heads = self.words.heads
        return word in heads or word.removesuffix("s") in heads or word in self._short_or_joined

    def _read_head(self, i: int) -> tuple[str | None, bool]:
        """The head lemma at `i`, and whether it is a plural; a head qualified further to the right is not yet one."""
        token = self.doc[i]
        word = token.lower_
        known = self.names.known_at(i)
        if word in self.words.abbreviations:
            return (word, False) if self._is_abbreviated(i) else (None, False)
        if not (token.is_alpha or word in self.words.heads) or (
            token.tag_.startswith("VB") and not token.text[0].isupper()
        ):
            return None, False
        if known and known.end - known.start > 1 and known.form == "name":
            return None, False  # "House of Representatives"
        if names_son(token, self.lexicon):
            return None, False
        if word in self.words.heads or self._completes(i):
            return (None, False) if self._only_qualifies(i) else (word, False)
        singular = word[:-1] if word.endswith("s") else word
        following = self.doc[i + 1] if i + 1 < len(self.doc) else token
        thing = following.text[0].isupper() and following.lower_ in self.lexicon.names.things
        owns = following.text in ("'", "’") or thing  # "Ministers' Meeting", "Leaders Summit"
        return (singular, True) if word != singular and singular in self.words.heads and not owns else (None, False)

    def _completes(self, i: int) -> bool:
        """Whether token `i` makes a post with the word before, which is none by itself: "Lord Advocate"."""
        word = self.doc[i - 1].lower_ if i else ""
        return word not in self.words.heads and self.fields.is_compound(i)

    def _is_abbreviated(self, i: int) -> bool:
        """Whether a short form stands for a post, and for no time of day: "PM Lund", "Sen. Hale", but "at 5 PM"."""
        token = self.doc[i]
        written = token.is_title if token.text.endswith(".") else token.text.isupper()
        return written and not (i and (self.doc[i - 1].word.like_num or self.doc[i - 1].text[0].isdigit()))

    def _is_head(self, i: int) -> bool:
        return self._head(i)[0] is not None

    def _is_person(self, i: int) -> bool:
        name = self.names.at(i)
        return name is not None and name.kind is EntityKind.PERSON

    def _only_qualifies(self, i: int) -> bool:
        """Whether a head word qualifies another: "Assistant Secretary", "deputy foreign minister"."""
        for token in self.doc[i + 1 : i + 5]:
            if token.text[0].isupper() != self.doc[i].text[0].isupper() or self.names.known_at(token.i):
                return False
            if token.lower_ in self.lexicon.names.ranks:
                return False  # "Foreign Minister Prince Saud"
            if self._head(token.i)[0]:
                return self.doc[i].lower_ not in self.words.presiding
            if token.lower_ not in self.words.modifiers:
                return False
        return False

    def _before(self, start: int, floor: int) -> tuple[int, str | None, bool, int | None]:
        """What stands before a post: first token of the phrase, key of the country, "former", token of the country."""
        outer, of, former, near = start, None, False, None
        if start - 3 >= floor and self.doc[start - 1].text == ")" and self.doc[start - 3].text == "(":
            outer = start - 3 if self.names.known_at(start - 4) else start  # "Commission (EC) President"
        while outer - 1 >= floor and not self.doc[outer].is_sent_start:
            token = self.doc[outer - 1]
            hit = self.names.known_at(outer - 1)
            if hit and of is None and hit.actor.kind != "media":
                of, near, outer = hit.served, hit.start, hit.start
            elif token.tag_ == "POS" and outer > 1 and of is None and self.names.known_at(outer - 2):
                outer -= 1
            elif token.lower_ in self.words.former:
                former, outer = True, outer - 1
            elif (
                token.lower_ in self.words.current
                or token.lower_ in ("the", "a", "an", "its")
                or (token.text == "-" and outer > 1 and self.doc[outer - 2].lower_ in self.words.former)
            ):
                outer -= 1
            else:
                break
        return outer, of, former, near

    def _text(self, start: int, end: int) -> str:
        """The post as the text has it, with capitals, and without a rank that belongs to the name behind it."""
        while (
            end - 1 > start + 1
            and self.doc[end - 1].lower_ in self.lexicon.names.honorifics
            and self.doc[end - 2].is_alpha
            and not self.fields.is_compound(end - 1)
        ):
            end -= 1
        short = self.words.abbreviations
        words = "".join(short.get(t.lower_, t.text) + t.whitespace_ for t in self.doc[start:end])
        text = " ".join(words.split())
        text = text.lower() if text.isupper() and len(text) > _SHORT else text
        if text != text.lower():
            return text
        return " ".join(w if w in JOINTS or w.startswith(("d'", "d’")) else w[:1].upper() + w[1:] for w in text.split())

    def _country_after(self, i: int) -> Hit | None:
        """The country in "Prime Minister Holness of Jamaica", whose name ends at token `i`."""
        if i + 2 < len(self.doc) and self.doc[i].text == "(":
            hit = self.names.known_at(i + 1)
            return hit if hit and hit.end < len(self.doc) and self.doc[hit.end].text == ")" else None
        if i + 1 >= len(self.doc) or self.doc[i].lower_ != "of":
            return None
        first = i + 2 if self.doc[i + 1].lower_ == "the" and i + 2 < len(self.doc) else i + 1
        hit = self.names.known_at(first)
        return hit if hit and hit.form == "name" else None

    def _usual_country(self, text: str) -> str | None:
        """The country that alone has a post of this name, by the longest beginning of it that is in the lexicon."""
        words = text.lower().split()
        beginnings = (" ".join(words[:n]) for n in range(len(words), 0, -1))
        return next((self.words.countries[part] for part in beginnings if part in self.words.countries), None)

    def _plausible(self, title: Title) -> bool:
        """A lower-case word alone ("the head of a list") is a post only with holder, country, article or "as"."""
        head = self.doc[title.head]
        if head.lower_ in self.words.abbreviations and not title.person:
            return title.of is not None and not head.text.endswith(".")
        before = self.doc[title.outer - 1].lower_ if title.outer else ""
        told = title.person or title.of or title.former or title.society is not None
        if told or before in self.lexicon.people.becoming:
            return True
        return head.text[0].isupper() or (title.outer < title.start and self.doc[title.outer].lower_ == "the")
