"""What pronouns and pairs stand for: "he", "they", "the two leaders", "both countries"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.extraction.entities import Reference, unique
from kg.extraction.persons import Person
from kg.model import EntityKind

if TYPE_CHECKING:
    from kg.extraction.reading import Reading

SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "who", "whom", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "both"})


class Anaphora:
    """Finds antecedents in one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc = reading, reading.doc
        self._asked: set[int] = set()  # words whose company is being looked for: "they held talks with both"

    def singular(self, token: Token) -> Iterator[Reference]:
        """The person a pronoun stands for."""
        if token.lower_ in ("who", "whom"):
            head = token.head.head if token.head.dep_.startswith("acl") else token
            yield from self.reading.single(head) if head != token else ()
            return
        person = self.antecedent(token)
        if person:
            yield Reference(self.reading.id_of(person), token.i, token.i + 1)

    def antecedent(self, token: Token) -> Person | None:
        """The subject of this sentence before the pronoun, else of the sentence before, else the last person named."""
        for stretch in self._told(token):
            subjects = [
                person
                for t in stretch
                if t.i < token.i and t.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer") and (person := self._denoted(t))
                if not (token.dep_ in ("obj", "iobj", "obl") and t.head == token.head)  # "A invited him": not A
            ]
            if subjects:
                return subjects[0]
        outside = token.i not in self.reading.quoted
        named = [pair for pair in self._spoken_of(token.i) if not (outside and pair[0] in self.reading.quoted)]
        return max(named, key=lambda pair: pair[0])[1] if named else None

    def _told(self, token: Token, sentences: int = 2) -> Iterator[list[Token]]:
        """The sentence of a token and those before it, without quotations unless the token stands in one."""
        outside, i, count = token.i not in self.reading.quoted, token.i, 0
        while i >= 0 and count < sentences:
            sent = self.doc[i].sent
            words = [t for t in sent if not (t.is_space or t.is_punct or (outside and t.i in self.reading.quoted))]
            if words:
                count += 1
                yield words
            i = sent.start - 1

    def _denoted(self, token: Token) -> Person | None:
        if token.lower_ in SINGULAR:
            return None
        refs = list(self.reading.single(token))
        return self.reading.person(refs[0].entity) if len(refs) == 1 else None

    def _spoken_of(self, before: int) -> Iterator[tuple[int, Person]]:
        for person in self.reading.people:
            for start, _ in person.spans:
                if start < before:
                    yield start, person

    def is_pair(self, token: Token) -> bool:
        """Whether a plural noun points at two just spoken of: "the two leaders", "both sides", "the ministers"."""
        words = {child.lower_ for child in token.children}
        return bool(words & {"two", "both"}) or (words <= {"the", "also", ","} and "the" in words)

    def plural(self, token: Token) -> Iterator[Reference]:
        """ "They": the company this sentence or one shortly before tells of, else the last two persons."""
        company = self._company(token)
        yield from company or self.pair(token)

    def _company(self, token: Token) -> list[Reference]:
        """The several subjects of a clause shortly before a word, or its subject with those it is "with"."""
        if token.i in self._asked:
            return []
        self._asked.add(token.i)
        try:
            return self._companions(token)
        finally:
            self._asked.discard(token.i)

    def _companions(self, token: Token) -> list[Reference]:
        for stretch in self._told(token, 3):
            for t in stretch:
                if t.lower_ == "they" and t.i < token.sent.start:
                    return [Reference(ref.entity, token.i, token.i + 1) for ref in self.plural(t)]
                if t.i < token.i and t.dep_ in ("nsubj", "nsubj:pass") and t.lower_ not in PLURAL:
                    refs = self.reading.refer(t)
                    group = any(self.reading.known(ref.entity).kind is EntityKind.GROUP for ref in refs)
                    together = refs if group or len(refs) > 1 else [*refs, *self._met(t)]
                    if group or len({ref.entity for ref in together}) > 1:
                        return unique([Reference(ref.entity, token.i, token.i + 1) for ref in together])
        return []

    def _met(self, subject: Token) -> list[Reference]:
        """The persons a subject is "with": "spoke with A and B", "held a call with A"."""
        verb = subject.head
        heads = {verb, *(child for child in verb.children if child.dep_ == "obj")}
        withs = [t for head in heads for t in head.children if any(c.lower_ == "with" for c in t.children)]
        refs = [ref for t in sorted(withs) for ref in self.reading.refer(t)]
        return [ref for ref in refs if self.reading.person(ref.entity)]

    def pair(self, token: Token, *, states: bool = False) -> Iterator[Reference]:
        """The last two persons named before a word, in order; or the countries of the two."""
        latest: dict[str, int] = {}
        spoken = list(self._spoken_of(token.i))
        alike = [(start, person) for start, person in spoken if self._is_called(person, token)]
        for start, person in alike if len({id(person) for _, person in alike}) > 1 else spoken:
            local = self.reading.id_of(person)
            latest[local] = max(latest.get(local, -1), start)
        pair = sorted(
            self._opposites(sorted(latest, key=lambda local: -latest[local])), key=lambda local: latest[local]
        )
        if states:
            pair = [served for served in map(self.reading.represented, pair) if served]
            pair = pair if len(set(pair)) == 2 else self._last_countries(token.i)
        if len(set(pair)) == 2:
            yield from (Reference(local, token.i, token.i + 1) for local in pair)

    def _is_called(self, person: Person, token: Token) -> bool:
        """Whether a noun for two may mean a person by his post: "the two presidents", "the leaders"."""
        lemma = token.lemma_.lower()
        wanted = self.reading.lexicon.people_words["leading"] if lemma == "leader" else {lemma}
        return any(wanted & set(title.text.lower().split()) for title in person.titles if not title.former)

    def _opposites(self, locals_: list[str]) -> list[str]:
        """The person named last, and the one named last of those who serve another country; any two if none does."""
        served = {local: self.reading.known(local).of for local in locals_}
        last, *earlier = locals_ or [""]
        others = [local for local in earlier if served[local] and served[last] and served[local] != served[last]]
        return [last, (others or earlier)[0]] if earlier else []

    def _last_countries(self, before: int) -> list[str]:
        keys: list[str] = []
        for hit in reversed(self.reading.names.hits):
            if (
                hit.start < before
                and hit.actor.kind == "country"
                and hit.form != "metonym"
                and hit.actor.key not in keys
            ):
                keys.append(hit.actor.key)
        return [self.reading.actor(key) for key in reversed(keys[:2])]

    def pair_of(self, token: Token, lemma: str) -> Iterator[Reference]:
        """Those a plural noun points at: two persons, the states of "both sides", or all of several who met."""
        states = lemma in self.reading.lexicon.people_words["states"]
        company = (
            [] if states or any(child.lower_ in ("two", "both") for child in token.children) else self._company(token)
        )
        persons = all(self.reading.person(ref.entity) for ref in company)
        yield from company if persons and len(company) > 2 else self.pair(token, states=states)
