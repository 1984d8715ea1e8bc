"""What speaks for and against that somebody, a place or a time belongs to the event that a word states."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

from kg.extraction.arguments.scene import Moment, Naming, Place
from kg.extraction.events.features import Evidence
from kg.extraction.events.past import REACH
from kg.extraction.grammar.function_words import POINTING
from kg.extraction.grammar.tree import Tree, Way
from kg.fitted import Features
from kg.kinds import VISIT
from kg.model import EntityKind

_MOST = 40
"""Times or places of one sentence that are looked at: a real one names few."""
_T = TypeVar("_T")
_FAR = 60
"""Tokens; what is farther is as far."""
_LIKELY = 0.5


@dataclass(frozen=True)
class ActorPair:
    """A word and somebody who may take part in what it states."""

    local: str
    naming: Naming
    features: Features


@dataclass(frozen=True)
class PlacePair:
    """A word and where what it states may happen."""

    place: Place
    features: Features


@dataclass(frozen=True)
class MomentPair:
    """A word and when what it states may happen."""

    moment: Moment
    features: Features


def actors(evidence: Evidence, i: int, kind: str) -> list[ActorPair]:
    """Of each who may take part in what a word states."""
    tree, n = evidence.tree, evidence.tree.sentence[i]
    relations = _Relations(evidence, i, kind)
    rules = evidence.ruled.get(i, ())
    ruled = {part.reference.entity for mention in rules for part in mention.parts}
    about, past = evidence.about(n), evidence.past
    here, people, led = about.here, about.people, about.led
    visit = kind == VISIT
    last = past.last(i)
    subjects = evidence.about(n - 1).subjects if n else frozenset()
    definite = any(tree.lower[c] in POINTING for c in tree.children[i])
    made = []
    for local in past.reach(i):
        actor = evidence.scene.actors[local]
        count, near, nearest = past.near(local, i)
        distance = min(abs(tree.sentence[naming.start] - n) for naming in near or nearest)
        best = min(near or nearest, key=lambda naming: relations.cost(naming, near=bool(near)))
        found = relations.to(best, str(actor.entity.kind))
        who = str(actor.entity.kind)
        found.seen |= {
            f"who={who}",
            f"way={best.way}",
            f"kind={kind}|who={who}",
            f"kind={kind}|who={who}|way={best.way}",
        }
        if actor.entity.kind is EntityKind.GROUP:
            found.seen.add(f"group={actor.entity.name.split()[0].lower()}")
        state = evidence.scene.reading.represented(local)
        found.counted |= {
            "named here": count,
            "named": len(actor.namings),
            "early": tree.sentence[actor.namings[0].start] <= 1,
            "titled": best.reference.title is not None,
            "served": actor.entity.of is not None,
            "led": local in led,
            "here": len(here),
            "people here": len(people),
            "ruled": local in ruled,
            "rule": bool(rules),
            "rule has": len(ruled),
            "sentences": distance,
            "of alike": past.alike(local, i, visit=visit),
            "of last": local in last,
            "state of alike": past.alike(state, i, visit=visit) if state else False,
            "subject before": local in subjects,
            "definite": definite,
            "definite without people": definite and not people,
            "events of": past.events[local],
            "headlined": local in past.headlined,
        }
        made.append(ActorPair(local, best, found))
    _rank([pair.features for pair in made])
    return made


def company(evidence: Evidence, kind: str, taking: Sequence[ActorPair], likely: Sequence[float]) -> list[Features]:
    """Of each who may take part, seen beside the others; `likely` is how probable each is by itself."""
    states = [evidence.state(pair.local) for pair in taking]
    order = sorted(range(len(taking)), key=lambda n: -likely[n])
    rank = {n: place for place, n in enumerate(order)}
    sure = [n for n in order if likely[n] > _LIKELY]
    found = []
    for n, pair in enumerate(taking):
        others = [m for m in sure if m != n]
        counted = pair.features.counted
        who, same = evidence.kind(pair.local), bool(counted["same"])
        people = min(3, sum(evidence.kind(taking[m].local) == "person" for m in others))
        p, beside = round(log(max(likely[n], 1e-3) / max(1 - likely[n], 1e-3))), min(3, len(others))
        its = states[n] is not None and states[n] in {states[m] for m in others}
        seen = {
            f"p={p}",
            f"p={p}|kind={kind}",
            f"p={p}|who={who}|same={same}|people={people}",
            f"p={p}|beside={beside}|same={same}",
            f"p={p}|rank={min(rank[n], 5)}",
            f"kind={kind}|beside={beside}|same={same}|who={who}",
            f"its={its}|who={who}|same={same}",
            f"its={its}|p={p}",
            f"named by likely={any(taking[m].local == states[n] for m in others)}|who={who}",
            f"sentences={min(3, counted['sentences'])}|beside={beside}|who={who}|way={pair.naming.way}",
        }
        for name in ("of last", "of alike", "subject before", "definite", "early", "ruled", "state of alike"):
            seen.add(f"{name}={bool(counted[name])}|same={same}|beside={beside}|who={who}")
            seen.add(f"{name}={bool(counted[name])}|p={p}")
        found.append(Features(seen, {"rank": rank[n], "beside": len(others), "all": sum(likely) - likely[n]}))
    return found


def places(evidence: Evidence, i: int, kind: str) -> list[PlacePair]:
    """Of each place where what a word states may happen."""
    tree, n = evidence.tree, evidence.tree.sentence[i]
    relations = _Relations(evidence, i, kind)
    rules = evidence.ruled.get(i, ())
    ruled = {mention.place.entity for mention in rules if mention.place}
    made = []
    for place in _within(n, evidence.scene.places_in, early=True):
        what = str(place.entity.kind)
        found = relations.to(place.naming, what)
        before = evidence.at(place.naming.start - 1)
        found.seen |= {
            f"pk={what}|{place.naming.way}",
            f"kind={kind}|pk={what}",
            f"before={before}",
            f"kind={kind}|before={before}",
        }
        found.counted |= {
            "ruled": place.entity.id in ruled,
            "rule": bool(rules),
            "rule has": bool(ruled),
            "dateline": place.naming.start < 12,
            "owns": place.naming.reference.end < len(tree) and tree.tag[place.naming.reference.end] == "POS",
            "places": len(evidence.scene.places),
            "named": evidence.past.places[place.entity.id],
        }
        made.append(PlacePair(place, found))
    _rank([pair.features for pair in made])
    return made


def moments(evidence: Evidence, i: int, kind: str) -> list[MomentPair]:
    """Of each time when what a word states may happen."""
    tree, n = evidence.tree, evidence.tree.sentence[i]
    relations = _Relations(evidence, i, kind)
    rules = evidence.ruled.get(i, ())
    ruled = {mention.time.mention.begin for mention in rules if mention.time and mention.time.mention}
    today = evidence.scene.reading.document.date
    made = []
    for moment in _within(n, evidence.scene.moments_in):
        when = moment.when
        found = relations.between(when.start, when.end, moment.head, "time")
        found.seen |= {f"tw={tree.lower[j]}" for j in range(when.start, min(when.end, when.start + 3))}
        found.counted |= {
            "day": len(moment.edtf) == 10,
            "span": "/" in moment.edtf,
            "year": len(moment.edtf) == 4,
            "to come": today is not None and moment.edtf[:10] > today.isoformat(),
            "today": today is not None and moment.edtf[:10] == today.isoformat(),
            "ruled": when.mention.begin in ruled,
            "rule": bool(rules),
            "rule has": bool(ruled),
            "times": len(evidence.scene.moments),
            "headlined": when.start in evidence.scene.reading.headlined,
        }
        made.append(MomentPair(moment, found))
    _rank([pair.features for pair in made])
    return made


def _within(n: int, of: Callable[[int], Sequence[_T]], *, early: bool = False) -> list[_T]:
    """Those in the sentences around one, and in the first ones of a text if `early` ones count."""
    around = {*range(max(0, n - REACH), n + REACH + 1), *(range(2) if early else ())}
    return [one for sentence in sorted(around) for one in of(sentence)[:_MOST]]


class _Relations:
    """How stretches of words stand to one word."""

    def __init__(self, evidence: Evidence, i: int, kind: str) -> None:
        self.evidence, self.tree, self.i, self.kind = evidence, evidence.tree, i, kind
        self.key = evidence.words.get(i, "")
        self._above = _steps(self.tree, i)
        self.carrier = evidence.carrier(i)
        self._above_carrier = _steps(self.tree, self.carrier) if self.carrier is not None else {}
        self._ways: dict[int, Way | None] = {}

    def way(self, head: int) -> Way | None:
        """How the tree leads from the word to another one in its sentence."""
        if head not in self._ways:
            same = self.tree.sentence[head] == self.tree.sentence[self.i]
            self._ways[head] = self.tree.way(self._above, head) if same else None
        return self._ways[head]

    def cost(self, naming: Naming, *, near: bool) -> tuple[int, ...]:
        """How far away somebody is named: least where it counts."""
        far = abs(naming.start - self.i)
        if not near:
            return abs(self.tree.sentence[naming.start] - self.tree.sentence[self.i]), naming.start > self.i, far
        way = self.way(naming.head)
        inside = naming.way not in ("own", "he", "they")
        return (len(way.up) + len(way.down) if way else 15) + 2 * inside, far

    def to(self, naming: Naming, what: str) -> Features:
        """How a naming stands to the word."""
        return self.between(naming.start, naming.reference.end, naming.head, what)

    def between(self, start: int, end: int, head: int, what: str) -> Features:
        """How tokens `start` to `end` stand to the word; `what` they name."""
        tree, i = self.tree, self.i
        found = Features()
        same = tree.sentence[head] == tree.sentence[i]
        side = "<" if head < i else ">"
        way, far = self.way(head), tree.sentence[head] - tree.sentence[i]
        if way is not None:
            found.seen |= set(self._of_way(way, what, side))
        carried = self._of_carrier(head) if same else None
        if carried is not None:
            text = f"cpath={carried.text}|{carried.case}"
            found.seen |= {text, f"carrier={tree.lemma[self.carrier or 0]}|{text}"}
        if same:
            before, behind = tree.lower[start - 1] if start else "", tree.lower[end] if end < len(tree) else ""
            found.seen |= {f"prevw={before}|{side}", f"nextw={behind}|{side}"}
        found.seen |= {f"sd={max(-3, min(3, far))}", f"kind={self.kind}|sd={max(-3, min(3, far))}"}
        first = min(i, head) + 1
        last = max(i, head, first)
        found.counted |= {
            "same": same,
            "len": len(way.up) + len(way.down) if way else 12,
            "up": len(way.up) if way else 8,
            "down": len(way.down) if way else 8,
            "verbs": way.verbs if way else 5,
            "row": bool(way and way.in_row),
            "clen": len(carried.up) + len(carried.down) if carried else 12,
            "cverbs": carried.verbs if carried else 5,
            "far": min(abs(head - i), _FAR),
            "before": head < i,
            "sd": far,
            "others": self.evidence.ruled_between(first, last) if same else 5,
            "commas": tree.commas[last] - tree.commas[first] if same else 9,
            "verbs between": tree.verbs[last] - tree.verbs[first] if same else 9,
        }
        return found

    def _of_carrier(self, head: int) -> Way | None:
        return self.tree.way(self._above_carrier, head) if self._above_carrier else None

    def _of_way(self, way: Way, what: str, side: str) -> Iterator[str]:
        tree, key, kind = self.tree, self.key, self.kind
        path, case = f"path={way.text}", f"case={way.case}"
        hanging = f"lastdep={tree.relation[way.last]}"
        up = min(len(way.up), 3)
        yield from (path, f"{path}|{case}", f"what={what}|{path}", f"key={key}|{path}|{case}", case)
        yield from (f"what={what}|{case}|{side}", f"first={way.first_case}|up{up}", hanging)
        yield from (f"key={key}|{hanging}|{case}|up{up}", f"headword={tree.lemma[tree.head[way.last]]}|{case}")
        yield from (f"topdep={tree.relation[way.top]}|{tree.pos[way.top]}", f"kind={kind}|{path}")
        yield from (f"kind={kind}|{case}", f"kind={kind}|{hanging}")


def _steps(tree: Tree, i: int) -> dict[int, int]:
    return {above: steps for steps, above in enumerate(tree.above(i))}


def _rank(found: Sequence[Features]) -> None:
    """Count, for each of some pairs, how many of the others lie nearer, in the tree and in the text."""
    for name, by in (("rank", "len"), ("rank in text", "far")):
        order = sorted(range(len(found)), key=lambda n: (not found[n].counted["same"], found[n].counted[by]))
        for rank, n in enumerate(order):
            found[n].counted[name] = rank
