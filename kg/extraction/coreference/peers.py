"""Who holds posts of the same name, and whom these serve: "the foreign minister" of one country is not another's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.extraction.coreference.persons import Person
from kg.naming.titles import Title
from kg.parse import Doc

Served = str | None


class Peers:
    """The posts of one document, by their names in lower case."""

    def __init__(self, doc: Doc, titles: Iterable[Title], people: Sequence[Person]) -> None:
        self._doc, self._people = doc, people
        self._held = {id(person): frozenset(title.text.lower() for title in person.titles) for person in people}
        self._own = {id(person): {(title.text.lower(), title.of) for title in person.titles} for person in people}
        self._told = _counted(pair for own in self._own.values() for pair in own)
        self._read: Mapping[str, Counter[Served]] = {}
        self._first: dict[str, tuple[int, int]] = {}
        for person in people:
            for title in person.titles:
                if title.usual:
                    first = min(person.spans)
                    self._first[title.text.lower()] = min(first, self._first.get(title.text.lower(), first))
        self._bare: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._where: dict[int, int] = {}
        for n, title in enumerate(titles):
            if title.person is None and title.of and not title.usual:
                self._bare[title.text.lower()].setdefault(title.of, n)
                self._where[n] = title.start

    def learn(self, served: Mapping[int, Served]) -> None:
        """Take in whom persons (by `id`) were read to serve."""
        self._read = _counted(
            (post, served.get(id(person))) for person in self._people for post in self._held[id(person)]
        )

    def rivals(self, person: Person, served: Served) -> set[Served]:
        """Whom others of the same post serve; `served` is whom the person was read to serve."""
        held, own = self._held[id(person)], self._own[id(person)]
        told = {of for post in held for of, n in self._told[post].items() if n > ((post, of) in own)}
        return told | {of for post in held for of, n in self._read[post].items() if n > (of == served)}

    def alike(self, person: Person, rivals: set[Served]) -> Served:
        """Whom a like post serves that is told without its holder, in another sentence; of several, the first."""
        first = min(person.spans)[0]
        sentence = range(self._doc[first].sent.start, first)  # two with one post in one sentence are two
        bare = (place for post in self._held[id(person)] for place in self._bare[post].items())
        free = ((n, of) for of, n in bare if of not in rivals and self._where[n] not in sentence)
        return min(free, default=(0, None))[1]

    def is_taken(self, person: Person) -> bool:
        """Whether somebody named before has the post that one country alone has: it is another country's then."""
        first, held = min(person.spans), (title.text.lower() for title in person.titles if title.usual)
        return any(self._first[post] < first for post in held)


def _counted(pairs: Iterable[tuple[str, Served]]) -> Mapping[str, Counter[Served]]:
    """How many persons with a post of a name serve each."""
    found: defaultdict[str, Counter[Served]] = defaultdict(Counter)
    for post, of in pairs:
        found[post][of] += 1
    return found
