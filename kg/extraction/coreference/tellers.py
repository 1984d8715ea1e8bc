"""Who speaks within quotation marks, by the verb of saying beside them; "I" stands for him there.

Only what is plain is read: a person or a post that is the subject of the verb right in front of a quotation, or of the
first one behind it. Who is quoted with what is for the readers of statements to settle.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kg.extraction.coreference.entities import Reference
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.named import Named
from kg.extraction.grammar.syntax import subjects
from kg.parse import Token

_NEAR = 5
"""Tokens from a verb of saying to the quotation behind it: "wrote on X: “"."""
_BEHIND = 30
"""Tokens from a quotation to the verb of saying behind it, past all that the speaker is called."""
_BESIDE = 12
"""Tokens from a verb to its subject, where the tree does not tell."""


class Tellers:
    """Those who are quoted in one document."""

    def __init__(self, mentions: Mentions, named: Named) -> None:
        self._mentions, self._named, self._doc = mentions, named, mentions.doc
        self._quotations = [quotation for quotation in mentions.quotations if not quotation.is_name]
        self._starts = [quotation.start for quotation in self._quotations]
        self._found: dict[int, Reference | None] = {}

    def first_person(self, token: Token) -> Iterator[Reference]:
        """Whom "I" stands for."""
        place = bisect_right(self._starts, token.i) - 1
        if place >= 0 and token.i < self._quotations[place].stop and (teller := self._teller(place)):
            yield Reference(teller.entity, token.i, token.i + 1)

    def _teller(self, place: int) -> Reference | None:
        """Who says a quotation; one that goes on in the same paragraph is said by who said the one before."""
        if place not in self._found:
            self._found[place] = None
            verb = self._in_front(place) or self._behind(place)
            told = self._subject(verb) if verb is not None else None
            self._found[place] = told or (self._teller(place - 1) if verb is None and self._goes_on(place) else None)
        return self._found[place]

    def _goes_on(self, place: int) -> bool:
        """Whether a quotation follows another in the same paragraph."""
        between = self._doc[self._quotations[place - 1].stop : self._quotations[place].start] if place else None
        return between is not None and "\n" not in between.text

    def _in_front(self, place: int) -> Token | None:
        """ "Lund said: “": the verb of saying right in front of a quotation."""
        start = self._quotations[place].start
        first = max(self._quotations[place - 1].stop if place else 0, start - _NEAR)
        return next(self._sayings(reversed(self._doc[first:start])), None)

    def _behind(self, place: int) -> Token | None:
        """ "”, said Lund": the first verb of saying behind a quotation, in its sentence."""
        stop = self._quotations[place].stop
        following = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._doc)
        return next(self._sayings(self._to_full_stop(stop, min(stop + _BEHIND, following))), None)

    def _to_full_stop(self, start: int, stop: int) -> Iterator[Token]:
        for token in self._doc[start:stop]:
            if token.text in (".", ";", "?", "!") or "\n" in token.text:
                return
            yield token

    def _sayings(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The finite verbs of saying among some tokens; a full stop or a break ends them."""
        for token in tokens:
            if token.text in (".", ";") or "\n" in token.text:
                return
            if token.lower_ in self._mentions.lexicon.speech.verbs and token.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
                yield token

    def _subject(self, verb: Token) -> Reference | None:
        """The one person, or holder of a post, who is told to speak."""
        behind, before = self._doc[verb.i + 1 : verb.i + _BESIDE], self._doc[max(0, verb.i - _BESIDE) : verb.i]
        beside = [*self._to_full_stop(verb.i + 1, behind.end)] if self._is_marked(verb.i - 1) else reversed(before)
        return next((found for token in [*subjects(verb), *beside] if (found := self._named_at(token))), None)

    def _is_marked(self, i: int) -> bool:
        """Whether a quotation, or the comma behind it, ends right in front of a verb: "”, said Lund"."""
        return i > 0 and (self._doc[i].is_quote or self._doc[i - 1].is_quote)

    def _named_at(self, token: Token) -> Reference | None:
        """Who is named at a token outside all quotations."""
        if token.i in self._mentions.quoted:
            return None
        title = self._mentions.title_at.get(token.i)
        person = self._mentions.person_at.get(token.i) or self._mentions.holder(title)
        if person is not None:
            return self._named.of_person(person, token)
        return next(iter(self._named.of_post(title)), None) if title and not title.plural else None
