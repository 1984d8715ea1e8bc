"""Who was named where, and who took part in what before: looked up at each word in a time that no text makes grow."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from kg.extraction.arguments.scene import Appearance, Scene
from kg.extraction.events.mentions import EventMention
from kg.kinds import VISIT

REACH = 2
"""Sentences before and behind a word in which arguments are looked for."""
_NEAR = 24
"""Namings before a word, and as many behind it, whose actors are looked at; real texts have fewer in reach."""
_PROMINENT = 8
"""Actors of the first sentences, and actors named repeatedly, that are looked at everywhere."""
_ENOUGH = 3
"""Actors named in the sentence of a word beside whom none is looked at who is farther away than the next sentence."""
_BESIDE = 6
"""Namings of one actor before a word in its sentence, and as many behind it, of which the nearest is chosen."""


class Past:
    """Looks up the actors of one document around a word, and those of the events told before it."""

    def __init__(self, scene: Scene, told: Sequence[EventMention]) -> None:
        self.tree, self.actors = scene.tree, scene.actors
        self.order = {local: n for n, local in enumerate(self.actors)}
        self._starts = {local: [naming.start for naming in actor.namings] for local, actor in self.actors.items()}
        self._sentences = {local: [self.tree.sentence[i] for i in starts] for local, starts in self._starts.items()}
        named = sorted((start, self.order[local]) for local, starts in self._starts.items() for start in starts)
        self._named_at, self._named = [start for start, _ in named], [n for _, n in named]
        self._locals = list(self.actors)
        early = [n for n, local in enumerate(self._locals) if self._sentences[local][0] <= 1]
        often = [n for n, local in enumerate(self._locals) if len(self._starts[local]) > 1]
        self._prominent = {*early[:_PROMINENT], *often[:_PROMINENT]}
        headlined = scene.reading.headlined
        self.headlined = {local for local, starts in self._starts.items() if any(i in headlined for i in starts)}
        self.places = Counter(place.entity.id for place in scene.places)
        """How often each place is named."""
        self._told = sorted((mention for mention in told if mention.parts), key=lambda mention: mention.trigger.i)
        self._triggers = [mention.trigger.i for mention in self._told]
        self._parties = [mention.entities for mention in self._told]
        self.events = Counter(local for parties in self._parties for local in parties)
        """Of how many mentions of events each is a part."""
        self._first: dict[tuple[bool, str], int] = {}
        for mention, parties in zip(self._told, self._parties, strict=True):
            for local in parties:
                self._first.setdefault((mention.type == VISIT, local), mention.trigger.i)

    def reach(self, i: int) -> list[str]:
        """Who may take part in what a word states: those named around it, in the order first named.

        The prominent ones besides, where few are named in its sentence.
        """
        sentence, n, at = self.tree.sentence, self.tree.sentence[i], bisect_left(self._named_at, i)
        around = range(max(0, at - _NEAR), min(len(self._named), at + _NEAR))
        away = [(self._named[k], abs(sentence[self._named_at[k]] - n)) for k in around]
        few = len({one for one, far in away if not far}) < _ENOUGH
        close = {one for one, far in away if far <= (REACH if few else 1)}
        if few:
            close |= self._prominent
        return [self._locals[one] for one in sorted(close)]

    def near(self, local: str, i: int) -> tuple[int, Sequence[Appearance], Sequence[Appearance]]:
        """How often somebody is named in the sentence of a word, the nearest of those, and the nearest elsewhere."""
        namings, sentences, n = self.actors[local].namings, self._sentences[local], self.tree.sentence[i]
        low, high = bisect_left(sentences, n), bisect_right(sentences, n)
        at = bisect_left(self._starts[local], i)
        near = namings[max(low, at - _BESIDE) : min(high, at + _BESIDE)]
        return high - low, near, [*namings[max(0, low - 1) : low], *namings[high : high + 1]]

    def last(self, i: int) -> frozenset[str]:
        """Who takes part in the event told last before a word."""
        at = bisect_left(self._triggers, i)
        return self._parties[at - 1] if at else frozenset()

    def alike(self, local: str, i: int, *, visit: bool) -> bool:
        """Whether somebody takes part in an event told before a word: in a visit, or in something else."""
        return self._first.get((visit, local), i) < i
