"""What an event or agreement is called: its kind, and who takes part for whom, or is bound.

`ontology/merge/labels.rq` defines it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Participant
from kg.rdf.documents import DocumentGraph


class Labels:
    """Gathers kinds of events and agreements, and those who take part with the sides for whom they do."""

    def __init__(self) -> None:
        """There is no event yet."""
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        self._people: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        self._names: dict[str, str] = {}

    def take(self, event: str, document: DocumentGraph, kind: str, people: Iterable[Participant]) -> None:
        """Take up what a document says of an event, in the words of its kind."""
        self._kinds[event].add(kind)
        for one in people:
            sides = self._people[event].setdefault(self._named(document, document.actor(one.entity)), set())
            if one.on_behalf_of:
                sides.add(self._named(document, document.actor(one.on_behalf_of)))

    def add_parties(self, event: str, document: DocumentGraph, parties: Iterable[str]) -> None:
        """Take up the parties of an act or agreement."""
        for party in parties:
            self._people[event].setdefault(self._named(document, party), set())

    def each(self) -> Iterator[tuple[str, str]]:
        """Each event with its label. A country for which somebody is there is not told a second time."""
        for event, kinds in self._kinds.items():
            people = self._people[event]
            sides = {side for of_one in people.values() for side in of_one}
            told = sorted((self._names[one], one) for one in people if one not in sides)
            yield event, f"{min(kinds)}: {', '.join(self._shown(name, people[one]) for name, one in told)}"

    def _shown(self, name: str, sides: Iterable[str]) -> str:
        named = sorted({self._names[side] for side in sides})
        return f"{name} ({', '.join(named)})" if named else name

    def _named(self, document: DocumentGraph, term: str) -> str:
        self._names[term] = document.name(term)
        return term
