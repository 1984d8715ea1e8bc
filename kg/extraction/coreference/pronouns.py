"""What pronouns and pairs stand for: "he", "they", "the two leaders", "both countries"."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from spacy.tokens import Token

from kg.extraction.coreference.entities import Reference, unique
from kg.extraction.coreference.holders import SPOKEN
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.model import EntityKind

SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "who", "whom", "himself", "herself"})
FARTHEST = 10
"""Sentences through which "they" is followed back to whom it stands for, each saying "they" again."""
PLURAL = frozenset({"they", "them", "their", "theirs", "both"})


class Pronouns:
    """Finds antecedents in one document; `refer` and `single` tell whom a phrase and a word stand for."""

    def __init__(
        self,
        mentions: Mentions,
        *,
        refer: Callable[[Token], Sequence[Reference]],
        single: Callable[[Token], Sequence[Reference]],
    ) -> None:
        self.mentions, self.doc, self._refer, self._single = mentions, mentions.doc, refer, single
        self._asked: set[int] = set()  # words whose company is being looked for: "they held talks with both"
        self._unanswered: set[int] = set()  # those of them that were asked for again meanwhile
        self._companies: dict[int, tuple[Reference, ...]] = {}
        self._called: dict[int, frozenset[str]] = {}

    def settled(
        self, known: dict[int, tuple[Reference, ...]], i: int, find: Callable[[], Iterable[Reference]]
    ) -> tuple[Reference, ...]:
        """What is found for a token, looked for once unless the answer hangs on a question that is still open."""
        if i not in known:
            found = tuple(find())
            if self._unanswered:
                return found
            known[i] = found
        return known[i]

    def singular(self, token: Token) -> Iterator[Reference]:
        """The person a pronoun stands for."""
        if token.lower_ in ("who", "whom"):
            head = token.head.head if token.head.dep_.startswith("acl") else token
            yield from self._single(head) if head != token else ()
            return
        person = self.antecedent(token)
        if person:
            yield Reference(self.mentions.id_of(person), token.i, token.i + 1)

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
        named = self._named if token.i in self.mentions.quoted else self._unquoted
        before = bisect_left(named, (token.i, -len(self.mentions.people)))
        return self.mentions.people[-named[before - 1][1]] if before else None

    @cached_property
    def _named(self) -> list[tuple[int, int]]:
        """Where persons are named, in order, each with the number of the person below 0: of two, the first counts."""
        return sorted((start, -n) for n, person in enumerate(self.mentions.people) for start, _ in person.spans)

    @cached_property
    def _unquoted(self) -> list[tuple[int, int]]:
        return [mention for mention in self._named if mention[0] not in self.mentions.quoted]

    def _told(self, token: Token, sentences: int = 2) -> Iterator[list[Token]]:
        """The sentence of a token and those before it, without quotations unless the token stands in one."""
        outside, i, count = token.i not in self.mentions.quoted, token.i, 0
        while i >= 0 and count < sentences:
            sent = self.doc[i].sent
            words = [t for t in sent if not (t.is_space or t.is_punct or (outside and t.i in self.mentions.quoted))]
            if words:
                count += 1
                yield words
            i = sent.start - 1

    def _denoted(self, token: Token) -> Person | None:
        if token.lower_ in SINGULAR:
            return None
        refs = list(self._single(token))
        return self.mentions.person(refs[0].entity) if len(refs) == 1 else None

    def _spoken_of(self, before: int) -> Iterator[tuple[int, Person]]:
        """The persons of the last mentions before a token, the last first."""
        last = bisect_left(self._named, (before, -len(self.mentions.people)))
        for start, n in reversed(self._named[max(0, last - SPOKEN) : last]):
            yield start, self.mentions.people[-n]

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
            self._unanswered.add(token.i)
            return []
        if len(self._asked) > FARTHEST:
            return []
        return list(self.settled(self._companies, token.i, lambda: self._ask(token)))

    def _ask(self, token: Token) -> list[Reference]:
        self._asked.add(token.i)
        try:
            return self._companions(token)
        finally:
            self._asked.discard(token.i)
            self._unanswered.discard(token.i)

    def _companions(self, token: Token) -> list[Reference]:
        for stretch in self._told(token, 3):
            for t in stretch:
                if t.lower_ == "they" and t.i < token.sent.start:
                    return [Reference(ref.entity, token.i, token.i + 1) for ref in self.plural(t)]
                if t.i < token.i and t.dep_ in ("nsubj", "nsubj:pass") and t.lower_ not in PLURAL:
                    refs = self._refer(t)
                    group = any(self.mentions.known(ref.entity).kind is EntityKind.GROUP for ref in refs)
                    together = refs if group or len(refs) > 1 else [*refs, *self._met(t)]
                    if group or len({ref.entity for ref in together}) > 1:
                        return unique([Reference(ref.entity, token.i, token.i + 1) for ref in together])
        return []

    def _met(self, subject: Token) -> list[Reference]:
        """The persons a subject is "with": "spoke with A and B", "held a call with A"."""
        verb = subject.head
        heads = {verb, *(child for child in verb.children if child.dep_ == "obj")}
        withs = [t for head in heads for t in head.children if any(c.lower_ == "with" for c in t.children)]
        refs = [ref for t in sorted(withs) for ref in self._refer(t)]
        return [ref for ref in refs if self.mentions.person(ref.entity)]

    def pair(self, token: Token, *, states: bool = False) -> Iterator[Reference]:
        """The last two persons named before a word, in order; or the countries of the two."""
        spoken = list(self._spoken_of(token.i))
        alike = [(start, person) for start, person in spoken if self._is_called(person, token)]
        latest: dict[str, int] = {}
        for start, person in alike if len({id(person) for _, person in alike}) > 1 else spoken:
            latest.setdefault(self.mentions.id_of(person), start)
        pair = sorted(self._opposites(list(latest)), key=lambda local: latest[local])
        if states:
            pair = [served for served in map(self.mentions.represented, pair) if served]
            pair = pair if len(set(pair)) == 2 else self._last_countries(token.i)
        if len(set(pair)) == 2:
            yield from (Reference(local, token.i, token.i + 1) for local in pair)

    def _is_called(self, person: Person, token: Token) -> bool:
        """Whether a noun for two may mean a person by his post: "the two presidents", "the leaders"."""
        lemma = token.lemma_.lower()
        wanted = self.mentions.lexicon.people_words["leading"] if lemma == "leader" else {lemma}
        return not wanted.isdisjoint(self._posts(person))

    def _posts(self, person: Person) -> frozenset[str]:
        """The words of the posts a person holds."""
        if id(person) not in self._called:
            held = (title for title in person.titles if not title.former)
            self._called[id(person)] = frozenset(word for title in held for word in title.text.lower().split())
        return self._called[id(person)]

    def _opposites(self, locals_: list[str]) -> list[str]:
        """The person named last, and the one named last of those who serve another country; any two if none does."""
        served = {local: self.mentions.known(local).of for local in locals_}
        last, *earlier = locals_ or [""]
        others = [local for local in earlier if served[local] and served[last] and served[local] != served[last]]
        return [last, (others or earlier)[0]] if earlier else []

    def _last_countries(self, before: int) -> list[str]:
        known = self.mentions.names.known_before(before)
        states = (hit.actor for hit in known if hit.actor.kind == "country" and hit.form != "metonym")
        keys = list(dict.fromkeys(actor.key for actor in islice(states, SPOKEN)))
        return [self.mentions.actor(key) for key in reversed(keys[:2])]

    def pair_of(self, token: Token, lemma: str) -> Iterator[Reference]:
        """Those a plural noun points at: two persons, the states of "both sides", or all of several who met."""
        states = lemma in self.mentions.lexicon.people_words["states"]
        company = (
            [] if states or any(child.lower_ in ("two", "both") for child in token.children) else self._company(token)
        )
        persons = all(self.mentions.person(ref.entity) for ref in company)
        yield from company if persons and len(company) > 2 else self.pair(token, states=states)
