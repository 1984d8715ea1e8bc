"""Which persons of different documents are one: each mention goes to the person for whom the evidence speaks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice

from kg.anchors import Reference
from kg.identity import Tie
from kg.model import Document, Extraction
from kg.personal_names import Name, roots
from kg.resolve.clusters import Clusters
from kg.resolve.evidence import beliefs, best
from kg.resolve.mentions import Mentions, Pair, mentions_of
from kg.resolve.person import Person

MOST_CANDIDATES = 24
"""Persons of one part of a name who are looked at; beyond them, those who share a country or a post as well."""
Key = tuple[str, ...]


def join_persons(
    clusters: Clusters, contents: Sequence[tuple[Document, Extraction]], apart: Sequence[Pair] = ()
) -> "Persons":
    """Join the persons of all documents; gives them, with what each join rests on.

    The fullest names come first, of equally full ones those met most often, so that shorter ones find whom they name.
    """
    persons = Persons(clusters)
    ranked = sorted(mentions_of(contents, apart), key=_rank)
    for vague, some in groupby(ranked, _is_vague):
        for mentions in some:
            persons.place(mentions)
        persons.gather(vague=vague)
    clusters.obey()
    persons.settle()
    return persons


def _is_vague(mentions: Mentions) -> bool:
    return not mentions.name.full or not mentions.context.tells


def _rank(mentions: Mentions) -> tuple[object, ...]:
    name, context = mentions.name, mentions.context
    told = bool(context.offices) + bool(context.countries)
    return _is_vague(mentions), not name.full, -len(name.words), -told, -mentions.size, name.words, mentions.first


class Persons:
    """The persons known so far, where to look for them, and what joined them."""

    def __init__(self, clusters: Clusters) -> None:
        """Nobody is known yet."""
        self.every: list[Person] = []
        self.ties: list[Tie] = []
        self.alike: list[Pair] = []
        self._clusters = clusters
        self._index: defaultdict[tuple[Key, str], dict[Person, None]] = defaultdict(dict)
        self._found_by: defaultdict[Person, set[tuple[Name, str]]] = defaultdict(set)
        self._gone: set[Person] = set()
        self._by_root: dict[Reference, Person] = {}

    def place(self, mentions: Mentions) -> None:
        """Join mentions to the person whose they are, or let them be those of a new one."""
        for member in mentions.members[1:]:
            if self._clusters.join(mentions.first, member):
                self.alike.append((mentions.first, member))
        one = Person.of(mentions)
        known = self._by_root.get(self._clusters.find(mentions.first)) or self._believed(one)
        if known is None:
            self.every.append(one)
            self._enter(one, one)
        else:
            known.take(one)
            self._enter(known, one)

    def gather(self, *, vague: bool) -> None:
        """Join persons who, with all that is known of them now, are one; those met least often go to the others."""
        for one in sorted(self.every, key=lambda person: (person.size, person.first)):
            if (vague or one.tells) and (known := self._believed(one, least=one.size + 1)):
                self._gone.add(one)
                known.take(one)
                self._enter(known, one)
        self.every = [person for person in self.every if person not in self._gone]

    def settle(self) -> None:
        """Make one person of those whom a judgement made one."""
        known: dict[Reference, Person] = {}
        for one in self.every:
            root = self._clusters.find(one.first)
            if (first := known.setdefault(root, one)) is not one:
                first.take(one)
        self.every = list(known.values())

    def _believed(self, one: Person, least: int = 0) -> Person | None:
        """The person who one is believed to be, if no judgement keeps them apart."""
        others = [other for other in self.candidates(one) if other.size >= least]
        belief = best(beliefs(one, others))
        if belief is None or not self._clusters.join(belief.person.first, one.first):
            return None
        self.ties.append(belief.tie(one))
        return belief.person

    def _enter(self, person: Person, one: Person) -> None:
        """Let a person be found by what is known of one who is the same."""
        self._by_root[self._clusters.find(one.first)] = person
        found_by = self._found_by[person]
        for name in one.names:
            for narrow in ("", *one.countries, *one.offices):
                if (name, narrow) not in found_by:
                    found_by.add((name, narrow))
                    for key in _places(name):
                        self._index[key, narrow][person] = None

    def candidates(self, one: Person) -> Iterator[Person]:
        """Persons with a name that may be this one, each once."""
        found: dict[Person, None] = {}
        for name in one.names:
            for key in _name_keys(name):
                known = self._index.get((key, ""), {})
                if len(known) > MOST_CANDIDATES:
                    for narrow in (*one.countries, *one.offices):
                        found |= self._some(self._index.get((key, narrow), {}))
                found |= self._some(known)
        found.pop(one, None)
        return iter(found)

    def _some(self, known: dict[Person, None]) -> dict[Person, None]:
        there = (person for person in known if person not in self._gone)
        return dict.fromkeys(islice(there, MOST_CANDIDATES))


@lru_cache(maxsize=1 << 16)
def _name_keys(name: Name) -> list[Key]:
    """The parts of a name by which it is looked for: a bare one by its word, another by pairs of its parts."""
    if len(name.words) == 1:
        return [("word", name.words[0])]
    start, *rest = name.words
    keys: set[Key] = {("pair", root, word) for root in roots(start) for word in rest}
    keys |= {("start", start, rest[0]), ("tail", *name.words[-2:]), ("solid", "".join(sorted(name.solid)))}
    keys |= {("slip", start, name.surname[:2]), ("slip", start[:2], name.surname)}
    if name.led:
        keys.add(("word", name.surname))
    if len(start) == 1:
        keys.add(("initial", start, name.surname))
    return sorted(keys)


@lru_cache(maxsize=1 << 16)
def _places(name: Name) -> list[Key]:
    """The parts of a name by which it is found: also by each word, and by an initial."""
    initial = ("initial", name.words[0][0], name.surname)
    return sorted({*_name_keys(name), initial, *(("word", word) for word in name.words)})
