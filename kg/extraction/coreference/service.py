"""What speaks for and against that a person serves a country or organisation.

A feature is a text, seen or not, or a number under a name, as in the features of events. Nothing here decides.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import actors
from kg.extraction.coreference.hints import Hints
from kg.extraction.coreference.persons import Person
from kg.extraction.grammar.tree import Tree
from kg.fitted import Features
from kg.lexicon import Lexicon
from kg.naming.names import Names

_NAMINGS = 6
"""Namings of one person, and names of one actor in a sentence, that are looked at."""
_NEAR = 12
"""Names of actors before a person, and as many behind, whose actors are candidates; and as many of the most named."""
_FAR, _NOWHERE = 60, 200
"""Tokens: what is farther is as far; and where stands what is named nowhere."""
_STANCE = 3
"""Tokens behind a name in which a stance is looked for: "the United States' strong support"."""
_NEVER_SERVED = frozenset({"forum", "media"})


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a country or organisation is named, or something of it: a place or a body of a country."""

    key: str
    start: int
    end: int
    form: str
    head: int
    """The token on which the others hang."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a person may serve, and what speaks for and against it."""

    key: str
    features: Features
    hinted: bool
    """Whether the surest hint tells it."""


class Service:
    """What one document says of its persons and of whom they may serve."""

    def __init__(self, tree: Tree, names: Names, hints: Hints, lexicon: Lexicon, headlined: frozenset[int]) -> None:
        self.tree, self.hints, self.lexicon, self.headlined = tree, hints, lexicon, headlined
        self._names = names
        self.sights = sorted(_sights(tree, names), key=lambda one: (one.start, one.end))
        self._starts = [sight.start for sight in self.sights]
        self._of: defaultdict[str, list[Sight]] = defaultdict(list)
        for sight in self.sights:
            self._of[sight.key].append(sight)
        self._order = {key: n for n, key in enumerate(self._of)}
        self._often = [key for key, _ in Counter(sight.key for sight in self.sights).most_common(_NEAR)]
        self._known: dict[str, Mapping[str, float]] = {}
        self._rank = {id(person): n for n, person in enumerate(hints.people)}
        self._told = Counter(person.told for person in hints.people if person.told)
        self._posts: defaultdict[str, set[str]] = defaultdict(set)
        self._people: defaultdict[int, list[tuple[Person, int]]] = defaultdict(list)
        for person in hints.people:
            if person.told:
                for title in person.titles:
                    self._posts[title.text.lower()].add(person.told)
                for start, end in person.spans:
                    self._people[tree.sentence[start]].append((person, tree.top(start, end)))
        countries = [key for key in self._of if actors()[key].kind == "country"]
        self._counts = {
            "names": len(self.sights),
            "countries": len(countries),
            "unserved": sum(key not in self._told for key in countries),
        }

    def candidates(self, person: Person) -> list[Candidate]:
        """Whom a person may serve: those hinted at, those named near the person, and those named most."""
        hints = self.hints.of(person)
        usual = [title.of for title in person.titles if title.of and title.usual]
        at = bisect_left(self._starts, min(person.spans)[0])
        near = [sight.key for sight in self.sights[max(0, at - _NEAR) : at + _NEAR]]
        told = [person.told] if person.told else []
        sent_to = set(self._sent_to(person)) - set(told)
        keys = dict.fromkeys([*told, *(key for _, key in hints), *usual, *near, *self._often])
        about = self._about(person)
        first = self.hints.first(person)
        return [
            Candidate(key, self._features(person, key, hints, about), key == first)
            for key in keys
            if key not in sent_to
        ]

    def _sent_to(self, person: Person) -> Iterator[str]:
        """Those to whom the posts of a person lead, whom nobody serves: "Ambassador to Chile"."""
        for title in person.titles:
            for hit in self._names.known_in(title.head + 1, title.end):
                if "to" in self.tree.lower[title.head + 1 : hit.start]:
                    yield hit.actor.key

    def _about(self, person: Person) -> Mapping[str, float]:
        """What is counted of a person whoever is the candidate."""
        principals = self.lexicon.people.principals
        return {
            **self._counts,
            "rank": self._rank[id(person)],
            "namings": len(person.spans),
            "titled": bool(person.titles),
            "principal": any(self.tree.lower[title.head] in principals for title in person.titles),
            "headline": any(start in self.headlined for start, _ in person.spans),
        }

    def _features(
        self, person: Person, key: str, hints: Sequence[tuple[str, str]], about: Mapping[str, float]
    ) -> Features:
        sights = self._of.get(key, ())
        starts = sorted(start for start, _ in person.spans)[:_NAMINGS]
        near = [sight for start in starts for sight in _nearest(sights, start)]
        sentence = self.tree.sentence
        unserved = key not in self._told
        counted = {
            **about,
            **self._counted(key),
            "told": self._told[key],
            "told others": self._told.total() - self._told[key],
            "is unserved": unserved,
            "principal unserved": unserved and about["principal"],
            "far": min((abs(sight.start - start) for start in starts for sight in near), default=_FAR),
            "sentences": min((abs(sentence[s.start] - sentence[i]) for i in starts for s in near), default=20),
            "just before": next((starts[0] - s.end for s in near[:1] if s.start < starts[0]), _FAR),
        }
        return Features({*self._of_posts(person, key, hints), *self._beside(person, key)}, counted)

    def _counted(self, key: str) -> Mapping[str, float]:
        """What is counted of a candidate whoever the person is."""
        if key not in self._known:
            sights = self._of.get(key, ())
            forms = Counter(sight.form for sight in sights)
            self._known[key] = {
                **{f"as {form}": times for form, times in sorted(forms.items())},
                "named": len(sights),
                "share": 10 * len(sights) / max(1, len(self.sights)),
                "first": sights[0].start if sights else _NOWHERE,
                "order": self._order.get(key, 20),
                "in headline": any(sight.start in self.headlined for sight in sights),
                "dateline": any(sight.start < 10 and sight.form == "place" for sight in sights[:_NAMINGS]),
                "stances": sum(map(self._has_stance, sights[:20])),
            }
        return self._known[key]

    def _of_posts(self, person: Person, key: str, hints: Sequence[tuple[str, str]]) -> Iterator[str]:
        """What a person's posts, and the hints, say of a candidate."""
        first = self.hints.first(person)
        said = "none" if first is None else "yes" if first == key else "other"
        head = self.tree.lower[person.titles[0].head] if person.titles else "-"
        usual = any(title.usual and title.of == key for title in person.titles)
        posts = {title.text.lower() for title in person.titles}
        served = {served for post in posts for served in self._posts[post]}
        kind = actors()[key].kind
        yield from (f"kind={kind}|head={head}", f"kind={kind}|said={said}", f"head={head}|said={said}")
        yield from (f"usual={usual}|said={said}|head={head}", f"usual={usual}|said={said}|named={key in self._of}")
        yield from (f"rival={key in served}|other={bool(served - {key})}", f"rival={key in served}|head={head}")
        told = person.told is not None
        for rule, hinted in hints:
            yield from (f"{rule}={hinted == key}", f"{rule}={hinted == key}|told={told}")

    def _beside(self, person: Person, key: str) -> Iterator[str]:
        """How a candidate, and those whom the text tells to serve it, stand to a person in their sentences."""
        tree = self.tree
        for start, end in person.spans[:_NAMINGS]:
            top = tree.top(start, end)
            steps = {above: n for n, above in enumerate(tree.above(top))}
            for sight in self._within(tree.sentence[start], key):
                yield from self._of_way(steps, top, sight)
            for other, where in self._people[tree.sentence[start]][:_NEAR]:
                way = tree.way(steps, where) if other is not person else None
                if way is not None:
                    same = other.told == key
                    yield from (f"beside={same}|{way.text}", f"beside={same}|{way.text}|{way.case}")

    def _within(self, n: int, key: str) -> Sequence[Sight]:
        """The first sights of an actor in a sentence."""
        sentence, sights = self.tree.sentences[n], self._of.get(key, ())
        low = bisect_left(sights, sentence.start, key=lambda sight: sight.start)
        high = bisect_left(sights, sentence.stop, lo=low, key=lambda sight: sight.start)
        return sights[low : min(high, low + _NAMINGS)]

    def _of_way(self, steps: Mapping[int, int], top: int, sight: Sight) -> Iterator[str]:
        tree = self.tree
        form = f"{sight.form}|{'<' if sight.head < top else '>'}"
        before = tree.lower[sight.start - 1] if sight.start else ""
        after = tree.lower[sight.end] if sight.end < len(tree) else ""
        yield from (f"form={form}", f"form={form}|before={before}", f"form={form}|after={after}")
        way = tree.way(steps, sight.head)
        if way is not None:
            case = tree.case(top)
            yield from (f"way={way.text}|{form}", f"way={way.text}|{way.case}|{form}")
            yield f"case={case}|{way.case}|{form}"
            yield f"dep={tree.relation[top]}|{tree.relation[way.last]}|{way.case}|{form}"

    def _has_stance(self, sight: Sight) -> bool:
        behind = range(sight.end, min(len(self.tree), sight.end + _STANCE))
        return any(self.tree.lemma[i] in self.lexicon.people.stances for i in behind)


def _sights(tree: Tree, names: Names) -> Iterator[Sight]:
    """All that names actors whom one can serve."""
    for hit in names.hits:
        if hit.actor.kind not in _NEVER_SERVED:
            yield Sight(hit.actor.key, hit.start, hit.end, hit.form, tree.top(hit.start, hit.end))
    for name in names.all:
        if name.of and name.of != name.key and name.of in actors():
            known = name.key is not None and not name.key.startswith("geo:")
            form = "body" if known else "place"
            yield Sight(name.of, name.start, name.end, form, tree.top(name.start, name.end))


def _nearest(sights: Sequence[Sight], start: int) -> Sequence[Sight]:
    """The sights that stand last before a token and first behind it."""
    at = bisect_right(sights, start, key=lambda sight: sight.start)
    return sights[max(0, at - 1) : at + 1]
