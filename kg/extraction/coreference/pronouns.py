"""What "he", "she" and "who" stand for."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.coreference.entities import Reference
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.extraction.grammar.function_words import HE
from kg.extraction.grammar.lemmas import is_listed
from kg.parse import Token

RELATIVE = frozenset({"who", "whom"})


class Antecedents:
    """Finds antecedents in one document; `words` holds, by token, whom each word up to here stands for."""

    def __init__(self, mentions: Mentions, words: Mapping[int, Sequence[Reference]]) -> None:
        self.mentions, self._words = mentions, words
        named = sorted((start, -n) for n, person in enumerate(mentions.people) for start, _ in person.spans)
        self._named = named  # of two persons named at one place, the first counts
        self._unquoted = [mention for mention in named if mention[0] not in mentions.quoted]

    def of(self, token: Token) -> Iterator[Reference]:
        """The person a pronoun stands for."""
        if token.lower_ in RELATIVE:
            head = token.head.head if token.head.dep_.startswith("acl") else token
            yield from self._words.get(head.i, ()) if head != token else ()
        elif person := self.antecedent(token):
            yield Reference(self.mentions.id_of(person), token.i, token.i + 1)

    def travelling(self, token: Token) -> Sequence[Reference]:
        """Those told in the sentence before to accompany each other, who are "the delegation"."""
        words = self.mentions.lexicon.events.accompanying
        _, *before = told(token, self.mentions)
        stretch = next((stretch for stretch in before if any(is_listed(word, words) for word in stretch)), ())
        known = (ref.entity for word in stretch for ref in self._words.get(word.i, ()))
        people = dict.fromkeys(entity for entity in known if self.mentions.person(entity))
        return [Reference(entity, token.i, token.i + 1) for entity in people]

    def antecedent(self, token: Token) -> Person | None:
        """The subject of this sentence before the pronoun, else of the sentence before, else the last person named."""
        subjects = (person for stretch in told(token, self.mentions) for person in self._subjects(stretch, token))
        return next(subjects, None) or self._last_named(token)

    def _subjects(self, stretch: Sequence[Token], token: Token) -> Iterator[Person]:
        """The persons who are subjects before a pronoun."""
        for subject in stretch:
            if subject.i < token.i and subject.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer"):
                invited = token.dep_ in ("obj", "iobj", "obl") and subject.head == token.head  # "A invited him": not A
                if not invited and (person := self._person(subject)):
                    yield person

    def _person(self, word: Token) -> Person | None:
        """The one person that a word other than a pronoun stands for."""
        found = () if word.lower_ in HE else self._words.get(word.i, ())
        return self.mentions.person(found[0].entity) if len(found) == 1 else None

    def _last_named(self, token: Token) -> Person | None:
        named = self._named if token.i in self.mentions.quoted else self._unquoted
        before = bisect_left(named, (token.i, -len(self.mentions.people)))
        return self.mentions.people[-named[before - 1][1]] if before else None


def told(token: Token, mentions: Mentions, sentences: int = 2) -> Iterator[list[Token]]:
    """The sentence of a token and those before it, without quotations unless the token stands in one."""
    outside, i, count = token.i not in mentions.quoted, token.i, 0
    while i >= 0 and count < sentences:
        sent = token.doc[i].sent
        words = [t for t in sent if not (t.is_space or t.is_punct or (outside and t.i in mentions.quoted))]
        if words:
            count += 1
            yield words
        i = sent.start - 1
