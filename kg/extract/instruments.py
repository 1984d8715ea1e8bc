"""Where a document speaks of an instrument: treaties, accords, memoranda, ceasefires, joint statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg import timex
from kg.naming.quotations import Quotation
from kg.extract.reading import Reading, Reference, unique
from kg.extract.syntax import clause_of, subjects
from kg.model import EntityKind

_LINKS = frozenset({"of", "on", "between", "with", "for", "concerning", "regarding", "against", "about", "among", "toward", "towards", "to"})
_WITHIN = frozenset({"and", "the", "a", "an", "-", "–", "/", "'s", "’s", "'", "’", "its", "their", "&"}) | _LINKS
_GENERAL = frozenset({"any", "no", "such", "every", "each", "future", "eventual", "possible", "potential", "similar", "further", "other",
                      "some", "many", "various", "most", "all", "more", "comprehensive", "final", "lasting", "permanent", "negotiated", "what"})
_LOOSE = frozenset({"new", "latest", "recent", "historic", "landmark", "controversial", "initial", "tentative", "so", "called", "key", "major",
                    "two", "three", "four", "five", "several", "another", "first", "second", "same", "earlier", "previous", "existing", "current",
                    "original", "following", "signed", "proposed", "planned", "said", "important", "big", "preliminary", "provisional", "own"})
_WEAK = frozenset({"framework", "declaration", "charter", "contract", "settlement", "arrangement", "joint statement", "convention", "protocol"})
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where an instrument is named: its noun, the tokens `start` to `end` of its title, and what they tell."""

    noun: Token
    start: int
    end: int
    title: str
    kind: str
    proper: bool  # a title with capitals or in quotation marks
    definite: bool
    another: bool
    general: bool
    modifies: bool  # only qualifies another noun: "ceasefire violations"
    parties: tuple[Reference, ...]
    term: str | None


class Namings:
    """Finds the instruments named in one document."""

    def __init__(self, reading: Reading, names: Sequence[Quotation], times: frozenset[int]) -> None:
        self.reading, self.doc, self.times = reading, reading.doc, times
        self.words = reading.lexicon.agreement_nouns
        self._posts = {i for title in reading.titles for i in range(title.start, title.end)}
        self._quoted = {i: name for name in names for i in range(name.start, name.stop)}

    def find(self) -> Iterator[Naming]:
        """The namings, in order."""
        reached = 0
        for token in self.doc:
            kind = self.words.get(token.lower_)
            if kind is None or token.i < reached or self._passes(token, kind):
                continue
            naming = self._naming(token, kind)
            reached = naming.end
            yield naming

    def _passes(self, token: Token, kind: str) -> bool:
        """Whether the word names no instrument here: a verb, part of a post, of a longer name, or of another kind."""
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if token.tag_.startswith("VB") or token.i in self._posts:
            return True
        if following is not None and following.lower_ in self.words and following.lower_ != "statement":
            return True  # "framework agreement"
        if kind == "joint statement" and not self._joint(token):
            return True
        name = self.reading.names.at(token.i)
        longer = name is not None and name.kind is EntityKind.ORGANISATION and name.end > token.i + 1
        return longer and following is not None and following.text[0].isupper() and following.lower_ not in _LINKS

    def _joint(self, token: Token) -> bool:
        before = {t.lower_ for t in self.doc[max(token.sent.start, token.i - 3) : token.i]}
        return bool(before & {"joint", "trilateral", "following"}) or token.lower_.startswith("communiq")

    def _naming(self, token: Token, kind: str) -> Naming:
        start, end, proper = self._title(token)
        left = self._left_edge(start)
        before = {t.lower_ for t in self.doc[left : token.i + 1]}
        complement = self.doc[token.i + 1 : end]
        return Naming(
            noun=token,
            start=start,
            end=end,
            title=_plain(self.doc[start:end].text),
            kind="ceasefire" if any(self.words.get(t.lower_) == "ceasefire" for t in self.doc[start:end]) else kind,
            proper=proper,
            definite=bool(before & {"the", "this", "that", "these", "those", "its", "their", "his", "both"}) or left == start,
            another=bool(before & {"another", "second", "separate", "new"}) and not before & {"the", "this"},
            general=(bool(before & _GENERAL) and not proper) or (token.tag_ in ("NNS", "NNPS") and left == start and not proper),
            modifies=token.dep_ in ("compound", "nmod:poss", "amod") and token.head.i > token.i,
            parties=tuple(self._parties(token, start, complement)),
            term=self._term(left, end),
        )

    # The title

    def _title(self, token: Token) -> tuple[int, int, bool]:
        """Tokens of the title, and whether it is a proper one."""
        quote = self._quoted.get(token.i)
        if quote is not None:
            return quote.start, quote.stop, True
        if (token.text[0].isupper() and not token.is_sent_start) or (token.text[0].isupper() and self._proper_end(token) > token.i + 1):
            start, end = self._proper_start(token), self._proper_end(token)
            if end - start > 1:
                return start, end, True
        start = self._common_start(token)
        return start, self._common_end(token), False

    def _proper_start(self, token: Token) -> int:
        start = token.i
        while start > token.sent.start:
            before = self.doc[start - 1]
            if before.text[0].isupper() and before.is_alpha and before.lower_ not in ("the", "a", "an", "this", "in") and before.i not in self.times:
                if before.tag_.startswith("VB") or (before.i == token.sent.start and self.reading.names.at(before.i) is None and start == token.i):
                    break
                start -= 1
            elif before.text in ("-", "–", "/", ".") and start - 1 > token.sent.start and self.doc[start - 2].text[0].isupper():
                start -= 2
            elif "." in before.text and before.text[0].isupper():
                start -= 1
            elif before.lower_ in ("on", "of", "for", "and") and start - 2 >= token.sent.start and self._capital_noun(start - 2):
                start -= 2
            else:
                break
        return start

    def _capital_noun(self, i: int) -> bool:
        token = self.doc[i]
        return token.text[0].isupper() and token.tag_ in ("NN", "NNP", "NNPS", "NNS") and self.reading.names.known_at(i) is None

    def _proper_end(self, token: Token) -> int:
        """Behind the last capital of "Memorandum of Understanding Concerning Strategic Civil Nuclear Cooperation"."""
        end = i = token.i + 1
        while i < token.sent.end and i - token.i < 40:
            word = self.doc[i]
            if word.is_space or (word.is_punct and word.text not in ("-", "–", "/", ",", "’", "'")) or word.i in self.times:
                break
            if word.text[0].isupper() or (word.text[0].isdigit() and end == i):
                end = i + 1
            elif (word.lower_ not in _WITHIN and word.text != ",") or (word.text == "," and not self._list_goes_on(i)):
                break
            i += 1
        return end

    def _list_goes_on(self, i: int) -> bool:
        """A comma within a title: "Between Costa Rica, the Netherlands, and Zambia"."""
        return self.doc[i - 1].text[0].isupper() and any(t.lower_ in ("and", ",") for t in self.doc[i + 1 : i + 8]) and any(
            t.lower_ == "between" for t in self.doc[max(0, i - 30) : i]
        )

    def _common_start(self, token: Token) -> int:
        start = token.i
        while start > token.sent.start and token.i - start < _LONGEST:
            before = self.doc[start - 1]
            if before.tag_ in ("DT", "PRP$", "POS", "CD", "IN", "TO", "WDT", "RB") or before.is_space or before.i in self.times:
                break
            if before.is_punct and before.text not in ("-", "–", "/"):
                break
            if (before.tag_.startswith("VB") and before.dep_ not in ("amod", "compound")) or before.lower_ in self._verbs():
                break
            if before.tag_ == "CC" and not (start - 2 >= token.sent.start and self.doc[start - 2].tag_ in ("NN", "JJ")):
                break
            start -= 1
        while start < token.i and (self.doc[start].lower_ in _LOOSE or not self.doc[start].text[0].isalnum() or self.doc[start].tag_ == "CC"):
            start += 1
        return start

    def _verbs(self) -> frozenset[str] | set[str]:
        return self.reading.lexicon.action_verbs.keys()  # type: ignore[return-value]

    def _common_end(self, token: Token) -> int:
        """Behind "of understanding with the government of Syria": links and nouns, up to a verb, a mark or a time."""
        end = i = token.i + 1
        while i < token.sent.end and i - token.i < _LONGEST and self.doc[i].lower_ in _LINKS:
            stop = self._phrase_end(i + 1, token.sent.end)
            if stop == i + 1:
                break
            end = i = stop
        return end

    def _phrase_end(self, i: int, limit: int) -> int:
        end = i
        while i < limit and i not in self.times:
            word = self.doc[i]
            if word.tag_ in ("NN", "NNS", "NNP", "NNPS"):
                end = i + 1
            elif not (word.tag_ in ("DT", "JJ", "CC", "POS", "PRP$", "HYPH", "AFX", "CD", "VBG") or word.text in ("-", "–")) or (word.tag_ == "VBG" and word.nbor(-1).lower_ not in _LINKS):
                break
            i += 1
        return end

    def _left_edge(self, start: int) -> int:
        """First token of the noun phrase, with its article, numbers and marks."""
        left = start
        while left > 0 and not self.doc[left].is_sent_start:
            before = self.doc[left - 1]
            if before.tag_ in ("DT", "PRP$", "CD", "JJ", "HYPH", "``", "RB") or before.is_quote or before.lower_ in _LOOSE | {"year", "-"}:
                left -= 1
            else:
                break
        return left

    # What the phrase tells

    def _parties(self, token: Token, start: int, complement: Sequence[Token]) -> list[Reference]:
        """The parties in "between A and B", "with B", "A-B agreement"."""
        links = [t for t in complement if t.lower_ in ("between", "with", "among")]
        for link in links[:1]:
            named = self._named(range(link.i + 1, self._list_end(link, token.sent.end)))
            if link.lower_ != "with" and len(named) > 1:
                return named
            if link.lower_ == "with" and named:
                own = [ref for doer in subjects(clause_of(token)) for ref in self.reading.refer(doer)]
                return unique([*sides(own, self.reading), *named])
        before = self._named(range(start, token.i))
        return before if len(before) > 1 else []

    def _list_end(self, link: Token, limit: int) -> int:
        """End of a list of parties: a mark other than a comma, a verb, or another preposition than "of"."""
        i = link.i + 1
        while i < limit and i - link.i < 45:
            word = self.doc[i]
            if word.tag_ in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP") or word.lower_ in ("on", "for", "in", "to", "that", "concerning"):
                break
            if (word.is_punct and word.text not in (",", "-", "–", "’", "'")) or word.is_space:
                break
            i += 1
        return i

    def _named(self, tokens: range) -> list[Reference]:
        """The countries, organisations and others that the tokens name; a person stands for his country."""
        found: list[Reference] = []
        for i in tokens:
            name = self.reading.names.at(i)
            hit = self.reading.names.known_at(i)
            if hit and hit.actor.kind in ("country", "organisation"):
                found.append(Reference(self.reading.actor(hit.actor.key), hit.start, hit.end))
            elif name is None or name.kind is not EntityKind.PLACE:
                found += [ref for ref in self.reading.refer(self.doc[i]) if ref.start <= i < ref.end] if self.doc[i].pos_ != "PRON" else []
        return sides(found, self.reading)

    def _term(self, left: int, end: int) -> str | None:
        """How long it is to last: "10-year", "for five years"."""
        stretch = self.doc[left : min(end + 4, len(self.doc))]
        found = timex.terms(stretch.text)
        return found[0][2] if found else None


def sides(references: Sequence[Reference], reading: Reading) -> list[Reference]:
    """The references with every person, post and delegation replaced by whom they represent, if the text tells."""
    found = []
    for ref in references:
        entity = reading.known(ref.entity)
        represented = reading.represented(ref.entity)
        if represented:
            found.append(Reference(represented, ref.start, ref.end))
        elif entity.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP):
            found.append(ref)
    return unique(found)


def headline(doc: Doc) -> int:
    """Number of tokens in the first line, where it is a heading: a line of its own without a full stop; else 0."""
    for token in doc:
        if token.is_space and "\n" in token.text:
            last = doc[token.i - 1] if token.i else token
            return token.i if last.text not in (".", "!", "?", ":") and token.text.count("\n") > 1 else 0
    return 0


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,'’‘\"“”")
