"""Persons with their posts in a row, of whom the text tells the country once: "President Soto and Minister Rojas"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extraction.coreference.coordination import LONGEST
from kg.extraction.coreference.persons import Person
from kg.extraction.grammar.function_words import HE
from kg.lexicon import Lexicon
from kg.naming.names import Names
from kg.naming.titles import Title
from kg.parse import Doc

_NEAR = 5  # tokens from "joined in Oslo by" to its verb
_LINKS = frozenset({"and", ", and", ","})


class Lineups:
    """Reads the rows of persons in one document."""

    def __init__(
        self, doc: Doc, names: Names, titles: Sequence[Title], people: Sequence[Person], lexicon: Lexicon
    ) -> None:
        self.doc, self._names, self.titles, self.people = doc, names, titles, people
        self._met = lexicon.people.met | {"with", "by"}
        self._escorted = lexicon.people.escorted
        named = [title for title in titles if title.person and title.person[0] >= title.end and not title.served]
        self._starts = {title.person[1]: title.outer for title in named if title.person}
        self._of_holder: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for i, title in enumerate(titles):
            if title.person:
                self._of_holder[title.person].append(i)
        self._named: defaultdict[int, list[tuple[int, Person]]] = defaultdict(list)
        for person in people:
            for start, end in person.spans:
                self._named[start].append((end, person))

    def start(self, person: Person) -> int:
        """Where the row begins that a person's post belongs to: "President Soto, Foreign Minister Rojas and ..."."""
        start = min(title.outer for title in person.titles)
        for _ in range(LONGEST):
            end = start
            while end and self.doc[end - 1].lower_ in (",", "and"):
                end -= 1
            if end == start or end not in self._starts:
                break
            start = self._starts[end]
        return start

    def shared(self, person: Person) -> str | None:
        """The country of another post in a row: "met Afghan President Omar Khan and Foreign Minister Rahim"."""
        for i in self._held(person):
            title = self.titles[i]
            if title.person is None or title.served is not None:
                continue
            if self.doc[title.person[1] - 1].dep_.startswith("nsubj"):
                continue  # "Together with Kenyan Premier Otieno, Secretary Hale will open it"
            row = list(self._back_from(i))
            told = next((t for t in row if t.served is not None and not t.usual), None)
            beside = told is not None and (self._is_met(row[-1]) or self._is_sent_elsewhere(title, told.of))
            if told and beside and told.text.lower() != title.text.lower():
                return told.of
        return self._of_both(person)

    def _held(self, person: Person) -> list[int]:
        """The numbers of a person's posts, in order."""
        return sorted({i for span in person.spans for i in self._of_holder.get(span, ())})

    def _back_from(self, i: int) -> Iterator[Title]:
        """A post and those before it in its row."""
        yield self.titles[i]
        for n in range(i - 1, max(i - LONGEST, 0) - 1, -1):
            if not self._follows(self.titles[n], self.titles[n + 1]):
                return
            yield self.titles[n]

    def _of_both(self, person: Person) -> str | None:
        """The country behind two: "met Foreign Minister Rahim and Defence Minister Khan of Kenya"."""
        for first, second in (self.titles[i : i + 2] for i in self._held(person) if i + 1 < len(self.titles)):
            if second.person is None or second.served is None:
                continue
            differ = first.text.lower() != second.text.lower()
            if differ and second.served >= second.person[1] and self._follows(first, second) and self._is_met(first):
                return second.of
        return None

    def _follows(self, first: Title, second: Title) -> bool:
        """Whether two posts, each before its holder, follow each other in a row."""
        if first.person is None or second.person is None:
            return False
        return self.doc[max(first.end, first.person[1]) : second.outer].text in _LINKS

    def _is_sent_elsewhere(self, title: Title, of: str | None) -> bool:
        """Whether a post leads to a country other than one: "Norwegian Envoy Lund and Ambassador to Chile Berg"."""
        led = title.end - 1 > title.head and "to" in {token.lower_ for token in self.doc[title.head + 1 : title.end]}
        return led and of not in {hit.actor.key for hit in self._names.known_in(title.head + 1, title.end)}

    def _is_met(self, title: Title) -> bool:
        return title.outer > 0 and self.doc[title.outer - 1].lower_ in self._met

    def escorted(self, person: Person) -> str | None:
        """The country of whom one goes with: "Secretary Hale, accompanied by Deputy Secretary Ford"."""
        start = self.start(person)
        if not self._goes_with(start):
            return None
        first = self.doc[start - 1].sent.start
        if before := self._named_among(first, start):
            return before[-1].of
        pronoun = first > 0 and self.doc[first].lower_ in HE
        subjects = self._named_among(self.doc[first - 1].sent.start, first) if pronoun else ()
        return subjects[0].of if subjects else None

    def _named_among(self, start: int, end: int) -> Sequence[Person]:
        """The persons named among some tokens, in order."""
        found = [named for i in range(start, end) for named in self._named.get(i, ())]
        return [person for _, person in sorted(found, key=lambda pair: pair[0])]

    def _goes_with(self, start: int) -> bool:
        before = [token.lower_ for token in self.doc[max(start - _NEAR, 0) : start]]
        return before[-1:] == ["by"] and not self._escorted.isdisjoint(before)
