"""The country a document speaks for, where it names none with its own officials.

An office leaves out the country of those it works for, and gives that of everybody else; it tells its own by the stance
it takes ("reaffirmed the U.S. commitment") and by the pair of states whose relations it speaks of ("U.S.-Chile ties").
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from kg.extraction.coreference.persons import Person
from kg.lexicon import Lexicon
from kg.naming.gazetteer import Hit
from kg.naming.names import Names
from kg.naming.titles import Title
from kg.parse import Doc, Token

_NEAR = 4  # tokens between a country and what it owns: "the United States’ strong and lasting support"
_PAIR = 2
_MOST = 100
"""Names of countries in the sentences of one person, and sentences that a post is a subject of; the first ones tell."""
_JOINS = frozenset({"-", "–", "and", "and the", "with", "with the"})


class _Sentence(NamedTuple):
    """The subjects of a sentence (tokens) and the countries it names."""

    subjects: tuple[int, ...]
    hits: tuple[Hit, ...]


class _Told:
    """The sentences of a document that name countries; `bare` gives the posts without a holder, by token."""

    def __init__(self, doc: Doc, hits: Iterable[Hit], bare: Mapping[int, str]) -> None:
        self.all: list[_Sentence] = []
        self._at: dict[int, int] = {}
        self._by_post: defaultdict[str, list[int]] = defaultdict(list)
        for number, (start, named) in enumerate(groupby(hits, key=lambda hit: doc[hit.start].sent.start)):
            sent = doc[start].sent
            subjects = tuple(token.i for token in sent if token.dep_.startswith("nsubj"))
            self.all.append(_Sentence(subjects, tuple(named)))
            self._at |= dict.fromkeys(range(sent.start, sent.end), number)
            for post in dict.fromkeys(bare[i] for i in subjects if i in bare):
                self._by_post[post].append(number)

    def of(self, person: Person, held: Iterable[str]) -> list[_Sentence]:
        """The first sentences that name a person, or a post of those `held` alone."""
        named = {self._at[i] for span in person.spans for i in range(*span) if i in self._at}
        words = [text.split(" ") for text in held]
        posts = {" ".join(post[:n]) for post in words for n in range(1, len(post) + 1)}
        spoken = {number for post in posts if post in self._by_post for number in self._by_post[post][:_MOST]}
        return [self.all[number] for number in sorted(named | spoken)]


class Perspective:
    """Reads whose stance one document takes."""

    def __init__(
        self, doc: Doc, names: Names, titles: Sequence[Title], people: Sequence[Person], lexicon: Lexicon
    ) -> None:
        self.doc, self.words, self.pairs = doc, lexicon.people, lexicon.groups.pairs
        self.bare = {title.head: title.text.lower() for title in titles if not (title.person or title.plural)}
        in_title = {i for title in titles for i in range(title.outer, title.end)}
        hits = [hit for hit in names.hits if hit.actor.kind == "country" and hit.start not in in_title]
        self._told = _Told(doc, hits, self.bare)
        self._named: defaultdict[int, list[Person]] = defaultdict(list)
        for person in people:
            for i in (i for span in person.spans for i in range(*span)):
                self._named[i].append(person)

    def country(
        self, person: Person, told: Collection[str], rivals: Collection[str | None], *, rank: int
    ) -> str | None:
        """Key of the one country whose stance a person takes, or that is paired with one of those `told` of others.

        `rank` is the person's place among those with posts: the first is "he", the first two are "the leaders".
        """
        held = {title.text.lower() for title in person.titles}
        sentences = self._told.all if rank < _PAIR else self._told.of(person, held)
        speaking = list(islice(self._speaking(person, held, sentences, rank), _MOST))
        for keys in (self._pairs(speaking, told), self._stances(speaking)):
            free = {key for key in keys if key not in rivals}
            left = free if len(free) == 1 else free - set(told)
            if left:
                return left.pop() if len(left) == 1 else None
        return None

    def _speaking(self, person: Person, held: Set[str], sentences: Iterable["_Sentence"], rank: int) -> Iterator[Hit]:
        """The names of countries in sentences that a person is a subject of before them."""
        own = {i for span in person.spans for i in range(*span)}
        for sentence in sentences:
            spoken = (i for i in sentence.subjects if i in own or self._means(self.doc[i], held, rank))
            first = next(spoken, len(self.doc))
            yield from (hit for hit in sentence.hits if hit.start > first)

    def _means(self, subject: Token, held: Set[str], rank: int) -> bool:
        """Whether a subject means a person by pronoun or post, or in a pair."""
        if rank == 0 and subject.lower_ in ("he", "she"):
            return True
        post = self.bare.get(subject.i)
        if post and any(text == post or text.startswith(f"{post} ") for text in held):
            return True
        pair = subject.lower_ == "they" or subject.lemma_.lower() in self.pairs
        return rank < _PAIR and subject.i not in self.bare and pair

    def superior(self, person: Person) -> str | None:
        """Key of one whose stance a subordinate takes: "Mr. Lund reaffirmed President Soto’s commitment"."""
        for _, end in person.spans:
            if end < len(self.doc) and self.doc[end].tag_ == "POS" and self._owns_stance(end):
                sent = self.doc[end].sent
                served = {
                    other.of
                    for i in range(sent.start, end)
                    if self.doc[i].dep_.startswith("nsubj")
                    for other in self._named.get(i, ())
                    if other is not person
                }
                if len(served) == 1 and not self._answers(sent.start, end):
                    return served.pop()
        return None

    def _stances(self, spoken: Iterable[Hit]) -> Iterator[str]:
        for hit in spoken:
            if not self._is_anothers(hit) and (self._takes(hit) or self._acts(hit)):
                yield hit.actor.key

    def _takes(self, hit: Hit) -> bool:
        """Whether the country owns a stance: "U.S. support", "the commitment of the United States"."""
        if self._owns_stance(hit.end):
            return True
        before = [token.lower_ for token in self.doc[max(hit.start - 3, 0) : hit.start] if token.lower_ != "the"]
        return len(before) > 1 and before[-1] == "of" and before[-2] in self.words.stances

    def _owns_stance(self, end: int) -> bool:
        """Whether a stance follows a name that ends at token `end`, with nothing but adjectives between."""
        for token in self.doc[end : end + _NEAR]:
            if token.lemma_.lower() in self.words.stances and token.tag_.startswith("NN"):
                return True
            if not (token.tag_ in ("POS", "JJ", "RB", "VBG", "VBN", "CC", ",") or token.text in "'’-"):
                return False
        return False

    def _acts(self, hit: Hit) -> bool:
        """Whether the country is said to stand by something: "that the United States will act firmly"."""
        following: Token | None = self.doc[hit.end] if hit.end < len(self.doc) else None
        that = self.doc[max(hit.start - 2, 0) : hit.start]
        return (
            following is not None and following.tag_ in ("MD", "VBZ", "VBP") and any(t.lower_ == "that" for t in that)
        )

    def _is_anothers(self, hit: Hit) -> bool:
        """Whether the stance is one that the speaker thanks for, fears or gainsays."""
        return self._answers(self.doc[hit.start].sent.start, hit.start)

    def _answers(self, start: int, end: int) -> bool:
        return any(token.lemma_.lower() in self.words.reactions for token in self.doc[start:end])

    def _pairs(self, spoken: Iterable[Hit], told: Collection[str]) -> Iterator[str]:
        """The other one of two states whose relations are spoken of, one being that of somebody told."""
        for first, second in pairwise(spoken):
            if self._in_chain(first, second):
                continue
            between = self.doc[first.end : second.start].text.lower()
            near = self.doc[max(first.start - 3, 0) : second.end + _NEAR]
            related = any(token.lemma_.lower() in self.words.relations for token in near)
            keys = {first.actor.key, second.actor.key}
            if between in _JOINS and related and len(keys - set(told)) == 1 == len(keys & set(told)):
                yield from keys - set(told)

    def _in_chain(self, first: Hit, second: Hit) -> bool:
        """Whether a third state is joined to two: "U.S.-Chile-Peru talks"."""
        beyond = [self.doc[i].text for i in (first.start - 1, second.end) if 0 <= i < len(self.doc)]
        return any(text in ("-", "–") for text in beyond)
