"""Where the title of an instrument begins and ends around its noun."""

import itertools
from collections.abc import Sequence, Set

from kg.extraction.coreference import Reading
from kg.extraction.grammar.function_words import IN_A_TITLE, OF_A_TITLE, OUTWARD
from kg.naming.quotations import Quotation
from kg.parse import Doc, Token

_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_PHRASE = (*_NOUNS, "DT", "JJ", "JJR", "JJS", "CC", "POS", "PRP$", "HYPH", "AFX", "CD")
_STOPS = ("DT", "PRP$", "POS", "CD", "IN", "TO", "WDT", "RB")
_BEFORE = ("DT", "PDT", "PRP$", "CD", "JJ", "HYPH", "``", "RB")
_LONGEST, _LONGEST_PROPER = 12, 40


class Titles:
    """Finds titles in one document; `times` are the tokens of its time expressions."""

    def __init__(self, reading: Reading, names: Sequence[Quotation], times: Set[int]) -> None:
        self.reading, self.doc, self.times = reading, reading.doc, times
        self.heading = heading(reading.doc)
        self._depositing = reading.lexicon.agreements.depositing
        self._quoted = {i: name for name in names for i in range(name.start, name.stop)}
        self._apart = {i for title in reading.titles for i in range(title.start, title.end)} | set(times)

    def title(self, noun: Token) -> tuple[int, int, bool]:
        """First token of the title, the one behind it, and whether it is a proper one (quoted, or with capitals)."""
        if quote := self._quoted.get(noun.i):
            return quote.start, quote.stop, True
        if noun.i < self.heading and noun.text in ("Statement", "STATEMENT"):
            return 0, self.heading, True
        shouted = noun.text.isupper() and len(noun) > 3
        if noun.text[0].isupper() and not shouted:
            start, end = self._proper_start(noun), self._proper_end(noun)
            if end - start > 1:
                return start, end, True
        return self._common_start(noun), self._common_end(noun), False

    def left_edge(self, start: int) -> int:
        """First token of the noun phrase, with its article, its numbers and marks of quotation."""
        left = start
        while left > 0 and not self.doc[left].is_sent_start:
            before = self.doc[left - 1]
            loose = (
                before.lower_ in self.reading.lexicon.agreements.qualifiers
                or before.is_quote
                or before.lower_ == "both"
            )
            if not (loose or before.tag_ in _BEFORE or before.text == "-"):
                break
            left -= 1
        return left

    def is_deposited(self, noun: Token) -> bool:
        """ "Deposited its accession to the Convention with the UN": who stands behind keeps it, and is no party."""
        return any(above.lower_ in self._depositing for above in noun.ancestors)

    # Titles with capitals

    def _proper_start(self, noun: Token) -> int:
        start = noun.i
        while start > noun.sent.start:
            step = self._step(start, noun)
            if not step:
                break
            start -= step
        return start

    def _step(self, start: int, noun: Token) -> int:
        """How many tokens before `start` belong to the title: a capital, or a link between two."""
        before = self.doc[start - 1]
        if before.i in self.times or before.lower_ in ("the", "a", "an", "this", "in"):
            return 0
        if before.text[0].isupper():
            verb = (before.tag_.startswith("VB") and before.dep_ not in ("amod", "compound")) or self._inflected(before)
            return 0 if verb else 1
        linked = start - 2 >= noun.sent.start and self.doc[start - 2].text[0].isupper()
        if before.text in ("-", "–", "/", ".", ":") and linked:
            return 2
        return 2 if before.lower_ in ("on", "of", "for", "and") and linked and self._common(start - 2) else 0

    def _common(self, i: int) -> bool:
        """Whether a capital begins a word that names nobody: "Partnership for Peace Treaty"."""
        return self.doc[i].tag_ in _NOUNS and self.reading.names.known_at(i) is None

    def _proper_end(self, noun: Token) -> int:
        """Behind the last capital of "Memorandum of Understanding Concerning Strategic Civil Nuclear Cooperation"."""
        end = i = noun.i + 1
        while i < noun.sent.end and i - noun.i < _LONGEST_PROPER and not self._ends_proper(i, noun):
            word = self.doc[i]
            if word.text[0].isupper() or (word.text[0].isdigit() and end == i):
                end = i + 1
            elif not (self._list_goes_on(i) if word.text == "," else word.lower_ in IN_A_TITLE):
                break
            i += 1
        return end

    def _ends_proper(self, i: int, noun: Token) -> bool:
        """Whether a title with capitals ends before a token behind its noun, even one with a capital."""
        word, before = self.doc[i], self.doc[i - 1]
        if (
            i in self.times
            or self._another(i)
            or (i > noun.i + 1 and before.lower_ in OUTWARD and self.reading.names.known_at(i))
        ):
            return True  # "ties the Treaty to Israeli acceptance"
        if word.text in ("-", "–") and before.whitespace_:
            return True  # a dash between clauses
        if word.lower_ == "with" and self.is_deposited(noun):
            return True
        another = i == noun.i + 1 and word.tag_ in _NOUNS and word.is_title
        return another and word.lower_ not in IN_A_TITLE  # "the Treaty Council"

    def _list_goes_on(self, comma: int) -> bool:
        """A comma within a title: "Between Costa Rica, the Netherlands, and Zambia"."""
        between = any(token.lower_ == "between" for token in self.doc[max(0, comma - 30) : comma])
        return between and any(token.lower_ in ("and", ",") for token in self.doc[comma + 1 : comma + 8])

    # Titles without

    def _common_start(self, noun: Token) -> int:
        start = noun.i
        while start > noun.sent.start and noun.i - start < _LONGEST and self._describes(start - 1, noun):
            start -= 1
        while start < noun.i and self._loose(self.doc[start]):
            start += 1
        return start

    def _describes(self, i: int, noun: Token) -> bool:
        token = self.doc[i]
        if token.tag_ == "CD" and token.following == "-":
            return True  # "six-party agreement"
        if token.tag_ in _STOPS or token.is_space or i in self._apart or i in self.reading.people_tokens:
            return False
        if token.is_punct:
            return token.text in ("-", "–", "/")
        if token.tag_ == "CC":
            return i > noun.sent.start and self.doc[i - 1].tag_ in ("NN", "JJ", "NNP") and not self.doc[i - 1].is_space
        return not ((token.tag_.startswith("VB") and token.dep_ not in ("amod", "compound")) or self._inflected(token))

    def _loose(self, token: Token) -> bool:
        qualifiers = self.reading.lexicon.agreements.qualifiers
        joined = token.following == "-" and token.i + 2 < len(self.doc)
        if joined and self.doc[token.i + 2].lower_ not in qualifiers:
            return False
        if token.tag_ == "CD" and joined:
            return True
        named = token.text[0].isupper() and token.i > token.sent.start  # "the New START treaty"
        return (
            (token.lower_ in self.reading.lexicon.agreements.qualifiers and not named)
            or not token.text[0].isalnum()
            or token.tag_ == "CC"
        )

    def _inflected(self, token: Token) -> bool:
        """Whether a word is an inflected verb of saying or acting, whatever the tagger made of it: "welcomes"."""
        lexicon = self.reading.lexicon
        base = lexicon.speech.verbs.get(token.lower_, token.lower_)
        return (
            base != token.lower_
            or token.lower_ in lexicon.agreements.verbs
            or token.lower_ in lexicon.agreements.brokers
        )

    def _common_end(self, noun: Token) -> int:
        """Behind "of understanding with the government of Syria": links and nouns, up to a verb, a mark or a time."""
        end = i = self._exchanged(noun)
        while i < noun.sent.end and i - noun.i < _LONGEST and self._goes_on(i):
            dated = self.doc[i].lower_ == "of" and i + 1 in self.times  # "the treaty of 1997"
            stop = self._time_end(i + 1) if dated else self._phrase_end(i + 1, noun.sent.end)
            if stop == i + 1 or self._leads_away(i):
                break
            end = i = stop
        return end

    def _goes_on(self, i: int) -> bool:
        """Whether a title goes on behind its noun: "on fish", "with Chile", "in the field of health"."""
        fields = self.reading.lexicon.agreements.fields
        following = (self.doc[i : i + 2].text.lower(), self.doc[i : i + 3].text.lower())
        return self.doc[i].lower_ in OF_A_TITLE or any(f"in {field}" in following for field in fields)

    def _exchanged(self, noun: Token) -> int:
        """Behind "truce and prisoner swap", else behind the noun."""
        listed, following = self.reading.lexicon.agreements, self.doc[noun.i + 1 : min(noun.i + 5, noun.sent.end)]
        if listed.nouns.get(noun.lower_) == "ceasefire" and following[:1].text == "and":
            nouns = itertools.takewhile(lambda token: token.tag_ in _NOUNS, following[1:])
            return next((token.i + 1 for token in nouns if token.lower_ in listed.exchanges), noun.i + 1)
        return noun.i + 1

    def _leads_away(self, link: int) -> bool:
        """ "Proposed a truce to Chile", "signed it on behalf of Chile": words that belong to the verb."""
        following = self.doc[link].following
        nouns = self.reading.lexicon.agreements.acts
        return (following in self.reading.lexicon.agreements.elsewhere or following in nouns) or (
            self.doc[link].lower_ == "to" and (self.reading.names.known_at(link + 1) is not None or following == "the")
        )

    def _time_end(self, i: int) -> int:
        while i in self.times:
            i += 1
        return i

    def _phrase_end(self, i: int, limit: int) -> int:
        end = i
        while i < limit and i not in self.times:
            word = self.doc[i]
            gerund = word.tag_ == "VBG" and self.doc[i - 1].lower_ in OF_A_TITLE
            listed = word.text == "," and self._list_goes_on(i)
            if not (word.tag_ in _PHRASE or gerund or listed or word.text in ("-", "–")) or self._another(i):
                break
            i += 1
            if word.tag_ in _NOUNS:
                end = i
        return end

    def _another(self, i: int) -> bool:
        """Whether the next of a list of instruments begins here ("and a memorandum"), or a verdict on this one."""
        lexicon = self.reading.lexicon
        if self.doc[i].lower_ in lexicon.agreements.void:
            return True
        following = self.doc[i + 1 : min(i + 8, len(self.doc))]
        if self.doc[i].tag_ != "CC" or not any(token.tag_ in ("DT", "CD") for token in following[:1]):
            return False
        nouns = itertools.takewhile(lambda token: token.tag_ in _PHRASE, following)
        counted = lexicon.agreements.collectives
        return any(token.lower_ in lexicon.agreements.nouns or token.lower_ in counted for token in nouns)


def heading(doc: Doc) -> int:
    """Number of tokens in the first line, if it is a heading: in capitals, or apart and without a full stop."""
    for token in doc:
        if token.is_space and "\n" in token.text:
            last = doc[token.i - 1] if token.i else token
            apart = token.text.count("\n") > 1 or doc[: token.i].text.isupper()
            return token.i if last.text not in (".", "!", "?", ":") and apart else 0
    return 0
