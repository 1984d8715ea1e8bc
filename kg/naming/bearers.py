"""The name of the person who bears a post: right behind it, or before it in apposition."""

from collections.abc import Callable

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.names import Name, Names, untagged
from kg.naming.runs import LONGEST_NAME, after_hyphen, capitalised_run, past_suffix
from kg.parse import Doc, Token

_LONG = 5  # letters of a word that is no short form
_QUOTES = frozenset({'"', "“", "”"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


class Bearers:
    """Looks for bearers in one document; `is_head` tells whether a token is the main word of a post."""

    def __init__(self, doc: Doc, names: Names, lexicon: Lexicon, is_head: Callable[[int], bool]) -> None:
        self.doc, self.names, self.lexicon, self.is_head = doc, names, lexicon, is_head
        self._courtesies = frozenset(word.capitalize() for word in lexicon.names.courtesies)

    def after(self, outer: int, end: int, plain: int) -> tuple[int, int] | None:
        """Token range of the name behind a post from `outer` to `end`, whose own words end at `plain`."""
        doc, i = self.doc, self._past_short_form(end)
        if i < len(doc) and doc[i].text == ",":
            led = outer > 0 and doc[outer - 1].tag_ in ("IN", "TO")  # "According to the Minister, Mr. Lund left"
            return self._apposed(i + 1, closed=end == plain, led=led)
        if i + 1 < len(doc) and doc[i].lower_ == "and" and doc[i + 1].lower_ in self.lexicon.names.spouses:
            i += 2  # "President and Mrs. Rojas"
        i = self._past_styles(i, "(")
        if i >= len(doc) or (doc[i].is_sent_start and doc[i].i != end):
            return None
        run = self._run(i)
        return (i, run) if run else None

    def _apposed(self, i: int, *, closed: bool, led: bool) -> tuple[int, int] | None:
        """The name behind a post and a comma; `closed`: another mark must follow, "the minister, Hegseth posted".

        None need follow "The Minister, Mr. Hegseth", unless a preposition led to it.
        """
        official = self.doc[i - 2].text[0].isupper()
        first = self._past_styles(i)
        styled = official and not led and first > i
        courtesy = official and self.doc[first : first + 1].text in self._courtesies
        start = self._past_styles(first + 1) if courtesy else first
        end, tagged = self._name_at(start, styled=styled)
        if end is None:
            return None
        behind = self._mark_behind(end)
        if courtesy:  # but "the Minister, Ambassador Lund and Senator Rojas"
            return (start, end) if behind and behind != "and" else None
        return (start, end) if behind or (tagged and (styled or not closed)) else None

    def _name_at(self, i: int, *, styled: bool) -> tuple[int | None, bool]:
        """End of the name in apposition at token `i`, and whether the tagger saw it; one word may be a short form."""
        name = self.names.at(i)
        tagged = name is not None and name.kind is EntityKind.PERSON
        end = self._run(i) if tagged else untagged(self.doc, i, self.names, self.lexicon)
        sure = end is not None and (end - i > 1 or styled or (tagged and not _is_short_form(self.doc[i])))
        return end if sure else None, tagged

    def _mark_behind(self, end: int) -> str:
        """What closes an apposition that ends with a name, past the letters behind that ("MP"); "" if nothing does."""
        behind = self.doc[end : end + 2]
        if len(behind) and behind[0].text.isupper() and behind[0].lower_ in self.lexicon.names.never_names:
            behind = behind[1:]
        if not len(behind) or behind[0].is_space:
            return "."
        return behind[0].text if behind[0].text in (",", ".", ")", "and", ";") else ""

    def _past_short_form(self, i: int) -> int:
        """The token behind a short form in brackets: "Director of National Intelligence (DNI) Ann Hale"."""
        bracketed = [token.text for token in self.doc[i : i + 3]]
        short = len(bracketed) == 3 and bracketed[0] == "(" and bracketed[2] == ")" and bracketed[1].isupper()
        return i + 3 if short else i

    def _past_styles(self, i: int, *marks: str) -> int:
        """The token behind words such as "Dr." and marks; no more of them stand before a name than words in one."""
        last = min(len(self.doc), i + LONGEST_NAME)
        while i < last and (self._is_style(i) or self.doc[i].text in marks or self._leads_to_style(i)):
            i += 1
        return i

    def _leads_to_style(self, i: int) -> bool:
        """ "The" and "right" of "the Right Hon.", "his" of "His Excellency"."""
        if i + 1 >= len(self.doc) or self.doc[i].lower_ not in ("the", "his", "her", "right"):
            return False
        return self._is_style(i + 1) or self.doc[i + 1].lower_ == "right"

    def _is_style(self, i: int) -> bool:
        """Whether a word before a name is part neither of it nor of a post: "Dr.", "Prince"."""
        word = self.doc[i].lower_
        if word == "." and i and not self.doc[i - 1].whitespace_:
            word = self.doc[i - 1].lower_  # the tokenizer takes "Smt." for the end of a sentence
        surname = self._is_homograph(i)  # "HE Kari Lund", but "spokesman He Lifeng"
        return not surname and (word in self.lexicon.names.honorifics or word in self.lexicon.names.ranks)

    def _is_homograph(self, i: int) -> bool:
        """Whether a word is written as a surname is that is a pronoun, too."""
        return self.doc[i].is_title and self.doc[i].lower_ in self.lexicon.names.homographs

    def _run(self, i: int) -> int | None:
        """End of the name that begins at token `i`, or None if none does."""
        end = i
        for token in capitalised_run(self.doc, i, self.lexicon):
            stranger = self.names.known_at(token.i) or self.is_head(token.i) or token.tag_ == "MD"
            name = self.names.at(token.i)
            if stranger and not (name and name.kind is EntityKind.PERSON):
                break
            never = token.lower_ in self.lexicon.names.never_names and not after_hyphen(token)
            if never and not (token.i == i and self._is_homograph(i)):
                break
            end = token.i + 1
        while end > i and not (self.doc[end - 1].text[0].isupper() or after_hyphen(self.doc[end - 1])):
            end -= 1
        alone = end == i + 1 and self._is_homograph(i)
        if alone or any(token.lower_ in self.lexicon.names.things for token in self.doc[i:end]):
            return None
        first = self.names.at(i)
        if first is None and end == i + 1 and _is_short_form(self.doc[i]) and not self.doc[i - 1].text.isupper():
            return None  # "Chief of Staff SDF"
        if first is not None and first.kind is EntityKind.PERSON and first.start == i:
            end = max(end, first.end)
        return past_suffix(self.doc, self._past_nickname(end), self.lexicon) if end > i else None

    def _past_nickname(self, end: int) -> int:
        """End of a name that goes on behind a nickname in quotation marks: "Teodoro "Doro" Cruz"."""
        words = self.doc[end : end + 4]
        quoted = len(words) == 4 and words[0].text in _QUOTES and words[2].text in _QUOTES
        named = quoted and words[1].is_title and self.names.at(words[3].i) is not None
        return max(end, self._run(words[3].i) or end) if named else end

    def before(self, outer: int, end: int) -> tuple[int, int] | None:
        """The name before a post in apposition: "Knox Thames, the Special Advisor"; `end` is that of the post."""
        if outer > 1 and self.doc[outer - 1].is_space:
            return self._signature(outer - 1, end)
        if outer < 2 or self.doc[outer - 1].text not in (",", "(", "–", "—"):
            return None
        if end < len(self.doc) and self.doc[end].tag_ in _FINITE:
            return None  # "Asked about Knox Thames, the Special Advisor said"
        name = self.names.at(outer - 2)
        if name is not None:
            return (name.start, name.end) if name.kind is EntityKind.PERSON or self._is_mistaken(name) else None
        start = outer - 1  # a name the tagger missed: several capitalised words
        while start > max(0, outer - LONGEST_NAME) and self._may_name(self.doc[start - 1]):
            start -= 1
        missed = outer - 1 - start > 1 and not any(
            self.names.known_at(i) or self.is_head(i) or self.doc[i].lower_ in self.lexicon.names.things
            for i in range(start, outer - 1)
        )
        return (start, outer - 1) if missed and self.doc[outer].lower_ != self.doc[outer].text.title() else None

    def _is_mistaken(self, name: Name) -> bool:
        """Whether the tagger may take a person's full name for a place or a body: nobody else knows it."""
        unknown = name.key is None and name.of is None and name.end - name.start > 1
        return unknown and untagged(self.doc, name.start, self.names, self.lexicon) == name.end

    def _signature(self, i: int, end: int) -> tuple[int, int] | None:
        """The name that fills the line before the end of a line at token `i`, if a post to `end` fills the next one."""
        name = self.names.at(i - 1)
        alone = name is not None and (name.start == 0 or self.doc[name.start - 1].is_space)
        filled = end >= len(self.doc) or self.doc[end].is_space
        person = name is not None and name.kind is EntityKind.PERSON and name.end == i
        return (name.start, name.end) if name and person and alone and filled and self.doc[i].text == "\n" else None

    def _may_name(self, token: Token) -> bool:
        return token.text == "-" or (token.text[0].isupper() and token.tag_ in ("NNP", "NN", "NNPS"))


def _is_short_form(token: Token) -> bool:
    """Whether a word looks like that of a body: "Chief of Defence Forces, SDF,"."""
    return token.text.isupper() and len(token) < _LONG
