"""How stretches of words stand to a word that may state an event: as features."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from kg.extraction.arguments.scene import Appearance
from kg.extraction.events.features import Evidence
from kg.extraction.grammar.tree import Tree, Way
from kg.fitted import Features

_FAR = 60
"""Tokens; what is farther is as far."""
_REMEMBERED = 10_000
"""Ways through the tree whose features are kept: a text repeats itself."""
_APART: Mapping[str, float] = {
    **{"same": False, "len": 12, "up": 8, "down": 8, "verbs": 5, "row": False, "clen": 12, "cverbs": 5},
    **{"others": 5, "commas": 9, "verbs between": 9},
}
"""What is counted between a word and what stands in another sentence, or where no way leads to it."""


class Relations:
    """How stretches of words stand to one word."""

    def __init__(self, evidence: Evidence, i: int, kind: str) -> None:
        self.evidence, self.tree, self.i, self.kind = evidence, evidence.tree, i, kind
        self.key, self.sense = evidence.words.get(i, ""), evidence.sense(i)
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

    def nearest(self, namings: Sequence[Appearance], *, here: bool) -> Appearance:
        """Where somebody is named that counts: the nearest in the sentence of the word, or in others."""
        return namings[0] if len(namings) == 1 else min(namings, key=lambda naming: self._cost(naming, here=here))

    def _cost(self, naming: Appearance, *, here: bool) -> tuple[int, ...]:
        far = abs(naming.start - self.i)
        if not here:
            return abs(self.tree.sentence[naming.start] - self.tree.sentence[self.i]), naming.start > self.i, far
        way = self.way(naming.head)
        inside = naming.way not in ("own", "he", "they")
        return (len(way.up) + len(way.down) if way else 15) + 2 * inside, far

    def to(self, naming: Appearance, what: str) -> Features:
        """How a naming stands to the word."""
        return self.between(naming.start, naming.reference.end, naming.head, what)

    def between(self, start: int, end: int, head: int, what: str) -> Features:
        """How tokens `start` to `end` stand to the word; `what` they name."""
        sentence, i = self.tree.sentence, self.i
        far = sentence[head] - sentence[i]
        counted = {**_APART, "far": min(abs(head - i), _FAR), "before": head < i, "sd": far}
        if far:
            return Features(set(_of_distance(self.kind, max(-3, min(3, far)))), counted)
        seen = {*_of_distance(self.kind, 0), *self._of_sentence(start, end, head, what)}
        return Features(seen, {**counted, **self._between_here(head)})

    def _of_sentence(self, start: int, end: int, head: int, what: str) -> Iterator[str]:
        """How tokens in the sentence of the word stand to it."""
        tree, way, carried = self.tree, self.way(head), self._of_carrier(head)
        side = "<" if head < self.i else ">"
        if way is not None:
            yield from self._of_way(way, what, side)
        if carried is not None:
            text = f"cpath={carried.text}|{carried.case}"
            carrier = self.carrier or 0
            yield from (text, f"carrier={tree.lemma[carrier]}|{text}", f"csense={self.evidence.sense(carrier)}|{text}")
        before, behind = tree.lower[start - 1] if start else "", tree.lower[end] if end < len(tree) else ""
        yield from (f"prevw={before}|{side}", f"nextw={behind}|{side}")

    def _between_here(self, head: int) -> Mapping[str, float]:
        """What is counted between the word and another in its sentence."""
        tree, way, carried = self.tree, self.way(head), self._of_carrier(head)
        first = min(self.i, head) + 1
        last = max(self.i, head, first)
        found: dict[str, float] = {
            "same": True,
            "others": self.evidence.ruled_between(first, last),
            "commas": tree.commas[last] - tree.commas[first],
            "verbs between": tree.verbs[last] - tree.verbs[first],
        }
        if way is not None:
            up, down = len(way.up), len(way.down)
            found |= {"len": up + down, "up": up, "down": down, "verbs": way.verbs, "row": way.in_row}
        if carried is not None:
            found |= {"clen": len(carried.up) + len(carried.down), "cverbs": carried.verbs}
        return found

    def _of_carrier(self, head: int) -> Way | None:
        return self.tree.way(self._above_carrier, head) if self._above_carrier else None

    def _of_way(self, way: Way, what: str, side: str) -> frozenset[str]:
        tree = self.tree
        up, last = min(len(way.up), 3), tree.relation[way.last]
        top = f"{tree.relation[way.top]}|{tree.pos[way.top]}"
        head = tree.head[way.last]
        above, its = tree.lemma[head], self.evidence.sense(head)
        found = _along(way.text, way.case, way.first_case, up, last, top, above, side, what, self.key, self.kind)
        return found | _of_senses(way.text, way.case, last, up, its, self.sense)


@lru_cache(_REMEMBERED)
def _along(
    way: str, case: str, first: str, up: int, last: str, top: str, above: str, side: str, what: str, key: str, kind: str
) -> frozenset[str]:
    """What is seen of a way through the tree, from a word that states an event of a kind to what it leads to."""
    path, case, last = f"path={way}", f"case={case}", f"lastdep={last}"
    return frozenset(
        {
            *(path, f"{path}|{case}", f"what={what}|{path}", f"key={key}|{path}|{case}", case),
            *(f"what={what}|{case}|{side}", f"first={first}|up{up}", last, f"key={key}|{last}|{case}|up{up}"),
            *(f"headword={above}|{case}", f"topdep={top}", f"kind={kind}|{path}", f"kind={kind}|{case}"),
            f"kind={kind}|{last}",
        }
    )


@cache
def _of_distance(kind: str, far: int) -> frozenset[str]:
    """What is seen of the sentences between an event of a kind and something."""
    return frozenset({f"sd={far}", f"kind={kind}|sd={far}"})


@lru_cache(_REMEMBERED)
def _of_senses(way: str, case: str, last: str, up: int, above: str, sense: str) -> frozenset[str]:
    """What is seen of a way from a word of one sense to what hangs on a word of another."""
    return frozenset(
        {f"headsense={above}|{case}", f"sense={sense}|{way}|{case}", f"sense={sense}|{last}|{case}|up{up}"}
    )


def _steps(tree: Tree, i: int) -> dict[int, int]:
    return {above: steps for steps, above in enumerate(tree.above(i))}
