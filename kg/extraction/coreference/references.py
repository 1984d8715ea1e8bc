"""Whom each word and each phrase of one document stands for: settled once, word by word in the order of the text."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kg.extraction.coreference.entities import Reference, Register
from kg.extraction.coreference.groups import Groups
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.named import Named
from kg.extraction.coreference.pairs import Pairs
from kg.extraction.coreference.phrases import Phrases, Rows
from kg.extraction.coreference.pronouns import RELATIVE, Antecedents
from kg.extraction.coreference.tellers import Tellers
from kg.extraction.coreference.voices import Voices
from kg.extraction.grammar.function_words import FIRST_PERSON, HE
from kg.parse import Token


class References:
    """Reads the references of a document and enters whom they stand for in a register."""

    def __init__(self, mentions: Mentions, register: Register) -> None:
        self._mentions, self.rows = mentions, Rows(mentions)
        words: dict[int, Sequence[Reference]] = dict.fromkeys(range(len(mentions.doc)), ())
        self._named, self._antecedents = Named(mentions, register), Antecedents(mentions, words)
        self.voices, self._tellers = Voices(mentions, self._named), Tellers(mentions, self._named)
        self._groups = Groups(mentions, register, self._antecedents)
        for i in sorted({*mentions.tokens, *mentions.index.of(HE | FIRST_PERSON), *self._groups.tokens}):
            words[i] = tuple(self._of(mentions.doc[i]))
        self._pairs = Pairs(mentions, words, Phrases(mentions, self.rows, dict(words)))
        for i in sorted({*mentions.index.of(RELATIVE), *self._pairs.tokens}):
            if not words[i]:
                words[i] = tuple(self._of_several(mentions.doc[i]))
        self.words: Mapping[int, Sequence[Reference]] = MappingProxyType(words)
        self.phrases = MappingProxyType(Phrases(mentions, self.rows, words).all())

    def _of(self, token: Token) -> Iterable[Reference]:
        """Whom a word stands for by itself, or as a pronoun for one."""
        title = self._mentions.title_at.get(token.i)
        person = self._mentions.person_at.get(token.i) or self._mentions.holder(title)
        if person:
            return [self._named.of_person(person, token)]
        if title and not title.plural:
            return self._named.of_post(title)
        if token.lower_ in HE:
            return self._antecedents.of(token)
        if token.lower_ in FIRST_PERSON:
            return [*self.voices.first_person(token)] or self._tellers.first_person(token)
        name = self._mentions.names.at(token.i)
        if name and not (name.adjective and token.dep_ in ("amod", "compound")):
            return self._named.of_name(name)
        return self._groups.of(token) if token.pos_ in ("NOUN", "PROPN") else ()

    def _of_several(self, token: Token) -> Iterable[Reference]:
        """Those a word points at that stands for several told before it, or for such a word: "the two, who"."""
        title = self._mentions.title_at.get(token.i)
        if title and not title.plural:
            return ()  # the holder of a post is one, known or not
        if token.lower_ in RELATIVE:
            return self._antecedents.of(token)
        return self._pairs.of(token) if self._pairs.points(token) else ()
