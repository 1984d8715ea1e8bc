"""What "they", "both", "the two leaders" and "both countries" stand for."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from kg.extraction.coreference.entities import Reference, actor_id, unique
from kg.extraction.coreference.holders import SPOKEN
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.extraction.coreference.phrases import Phrases
from kg.extraction.coreference.pronouns import told
from kg.extraction.grammar.function_words import THEY
from kg.model import EntityKind
from kg.parse import Token

_NEAR = 3  # sentences back to those whom "they" may stand for
_TWO = frozenset({"two", "both"})


class Pairs:
    """Finds antecedents of several in one document, in the order of the text.

    `words` holds, by token, whom each word up to here stands for; `phrases` tells whom a phrase stands for, as far as
    no plural pronoun has a part in it.
    """

    def __init__(self, mentions: Mentions, words: Mapping[int, Sequence[Reference]], phrases: Phrases) -> None:
        self.mentions, self._words, self._phrases = mentions, words, phrases
        self._named = sorted((start, -n) for n, person in enumerate(mentions.people) for start, _ in person.spans)
        self._called: dict[int, frozenset[str]] = {}
        self.tokens = mentions.index.of(THEY | _TWO) + mentions.listed.under(mentions.lexicon.groups.pairs)
        """Among these are the words that point at several."""

    def points(self, token: Token) -> bool:
        """Whether a word that is no name and no post points at several spoken of before."""
        return self._is_pronoun(token) or self._is_noun(token)

    def of(self, token: Token) -> Iterator[Reference]:
        """Those a word points at."""
        yield from self._of_pronoun(token) if self._is_pronoun(token) else self._of_noun(token)

    def _is_pronoun(self, token: Token) -> bool:
        return token.lower_ in THEY or (token.lower_ == "two" and token.dep_ != "nummod")

    def _is_noun(self, token: Token) -> bool:
        """ "The two leaders", "both sides", "the ministers"."""
        lemma, words = token.lemma_.lower(), {child.lower_ for child in token.children}
        plural = token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NNS", "NNPS")
        bare = words <= {"the", "also", ","} and "the" in words
        groups = self.mentions.lexicon.groups
        listed = plural and lemma in groups.pairs - groups.counterparts
        return listed and (bool(words & _TWO) or bare)

    def _of_pronoun(self, token: Token) -> Iterator[Reference]:
        """ "They": the company this sentence or one shortly before tells of, else the last two persons."""
        yield from self._company(token) or self._last_two(token)

    def _of_noun(self, token: Token) -> Iterator[Reference]:
        """Two persons, the states of "both sides", or all of several who met."""
        states = token.lemma_.lower() in self.mentions.lexicon.groups.states
        two = states or any(child.lower_ in _TWO for child in token.children)
        if states and self.mentions.sides:
            yield from (Reference(actor_id(hit.actor.key), token.i, token.i + 1) for hit in self.mentions.sides)
            return
        company = [] if two else self._company(token)
        persons = all(self.mentions.person(ref.entity) for ref in company)
        yield from company if persons and len(company) > 2 else self._last_two(token, states=states)

    # A company

    def _company(self, token: Token) -> list[Reference]:
        """The several subjects of a clause shortly before a word, or its subject with those it is "with"."""
        for stretch in told(token, self.mentions, _NEAR):
            for word in stretch:
                if word.lower_ == "they" and word.i < token.sent.start:
                    return _at(token, self._words.get(word.i, ()))
                if word.i < token.i and word.dep_ in ("nsubj", "nsubj:pass") and word.lower_ not in THEY:
                    together = self._together(word)
                    if together:
                        return _at(token, together)
        return []

    def _together(self, subject: Token) -> Sequence[Reference]:
        """A group, several subjects, or a subject with those whom it meets; nobody where it stands alone."""
        found = self._phrase(subject)
        if any(self.mentions.entities.known(ref.entity).kind is EntityKind.GROUP for ref in found):
            return found
        together = found if len(found) > 1 else [*found, *self._met(subject)]
        return together if len({ref.entity for ref in together}) > 1 else []

    def _phrase(self, token: Token) -> Sequence[Reference]:
        """Whom a phrase stands for; what a plural in it points at is known if that stands before."""
        return self._phrases.of(token) or self._words.get(token.i, ())

    def _met(self, subject: Token) -> list[Reference]:
        """The persons a subject is "with": "spoke with A and B", "held a call with A"."""
        verb = subject.head
        heads = {verb, *(child for child in verb.children if child.dep_ == "obj")}
        withs = [t for head in heads for t in head.children if any(c.lower_ == "with" for c in t.children)]
        refs = [ref for t in sorted(withs) for ref in self._phrase(t)]
        return [ref for ref in refs if self.mentions.person(ref.entity)]

    # The last two

    def _last_two(self, token: Token, *, states: bool = False) -> Iterator[Reference]:
        """The last two persons named before a word, in order; or the countries of the two."""
        spoken = list(self._spoken_of(token.i))
        alike = [(start, person) for start, person in spoken if self._is_called(person, token)]
        latest: dict[str, int] = {}
        for start, person in alike if len({id(person) for _, person in alike}) > 1 else spoken:
            latest.setdefault(self.mentions.id_of(person), start)
        pair = sorted(self._opposites(list(latest)), key=lambda local: latest[local])
        if states:
            pair = [served for served in map(self.mentions.entities.represented, pair) if served]
            pair = pair if len(set(pair)) == 2 else self._last_countries(token.i)
        if len(set(pair)) == 2:
            yield from (Reference(local, token.i, token.i + 1) for local in pair)

    def _spoken_of(self, before: int) -> Iterator[tuple[int, Person]]:
        """The persons of the last mentions before a token, the last first."""
        last = bisect_left(self._named, (before, -len(self.mentions.people)))
        for start, n in reversed(self._named[max(0, last - SPOKEN) : last]):
            yield start, self.mentions.people[-n]

    def _is_called(self, person: Person, token: Token) -> bool:
        """Whether a noun for two may mean a person by his post: "the two presidents", "the leaders"."""
        lemma, people = token.lemma_.lower(), self.mentions.lexicon.people
        wanted = people.leaders if lemma in people.generic else {lemma}
        return not wanted.isdisjoint(self._posts(person))

    def _posts(self, person: Person) -> frozenset[str]:
        """The words of the posts a person holds."""
        if id(person) not in self._called:
            held = (title for title in person.titles if not title.former)
            self._called[id(person)] = frozenset(word for title in held for word in title.text.lower().split())
        return self._called[id(person)]

    def _opposites(self, locals_: list[str]) -> list[str]:
        """The person named last, and the one named last of those who serve another country; any two if none does."""
        served = {local: self.mentions.entities.known(local).of for local in locals_}
        last, *earlier = locals_ or [""]
        others = [local for local in earlier if served[local] and served[last] and served[local] != served[last]]
        return [last, (others or earlier)[0]] if earlier else []

    def _last_countries(self, before: int) -> list[str]:
        known = self.mentions.names.known_before(before)
        states = (hit.actor for hit in known if hit.actor.kind == "country" and hit.form != "metonym")
        keys = list(dict.fromkeys(actor.key for actor in islice(states, SPOKEN)))
        return [actor_id(key) for key in reversed(keys[:2])]


def _at(token: Token, references: Sequence[Reference]) -> list[Reference]:
    """The same entities, spoken of at a token."""
    return unique([Reference(ref.entity, token.i, token.i + 1) for ref in references])
