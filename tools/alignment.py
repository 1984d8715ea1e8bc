"""Which word of a document states each of its gold events: what models of events are fitted to.

The gold files give each event a sentence as evidence, and no word. A word's association with a type is how much
likelier it stands in the evidence of events of that type than elsewhere, found by expectation maximisation; the words
of a document are then given to its events so that the sum of associations is greatest.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.evaluate.matching import same
from kg.extraction.events.features import FORUM_NAMED, Evidence
from kg.kinds import FORUM, VISIT
from kg.lexicon import Lexicon

Gold = Mapping[str, Any]
Associations = Mapping[str, Mapping[str, float]]
"""By type, then by word: the logarithm of how much likelier the word is in the evidence of such events."""

ROUNDS = 6
AT_ONE_WORD = 7
"""Events that one word may state: visits to several places."""
_TOLD = 50.0
LEAST = -1.5
"""The association below which a word states no event."""


@dataclass
class Example:
    """A document with its evidence and its gold facts."""

    evidence: Evidence
    gold: Gold

    @property
    def events(self) -> Sequence[Gold]:
        """The gold events."""
        return list(self.gold["events"])

    @cached_property
    def stretches(self) -> Sequence[range | None]:
        """The tokens of the evidence of each event."""
        reading = self.evidence.scene.reading
        found: list[range | None] = []
        for event in self.events:
            words = event.get("evidence") or ""
            at = reading.document.text.find(words) if words else -1
            span = reading.doc.char_span(at, at + len(words), widened=True) if at >= 0 else None
            found.append(range(span.start, span.end) if span is not None else None)
        return found

    def participants(self, event: Gold) -> set[str]:
        """Who of those whom the document names takes part."""
        names = [one["name"] for one in event["participants"]]
        actors = self.evidence.scene.actors.items()
        return {local for local, actor in actors if any(same(name, actor.entity.name) for name in names)}


def associations(examples: Sequence[Example], lexicon: Lexicon) -> Associations:
    """The associations of words with types of events."""
    background: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for example in examples:
        background.update(example.evidence.words.values())
        documents.update(set(example.evidence.words.values()))
    total = sum(background.values())
    told = list(_told(examples))
    prior = _prior(lexicon)
    table: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        shares, sums = _shares(told, table, prior)
        table = defaultdict(dict)
        for (kind, key), share in shares.items():
            if documents[key] >= 3 or prior[kind, key]:  # a word of one text tells nothing
                likely = (share + 0.5 * prior[kind, key]) / (sums[kind] + 5)
                table[kind][key] = math.log(likely / ((background[key] + 3) / total))
    return table


def _told(examples: Iterable[Example]) -> Iterable[tuple[str, Counter[str]]]:
    """Each type of event that is told, with the words of the evidence."""
    for example in examples:
        words = example.evidence.words
        for event, stretch in zip(example.events, example.stretches, strict=True):
            if stretch is not None:
                yield event["type"], Counter(words[i] for i in stretch if i in words)


def _prior(lexicon: Lexicon) -> Mapping[tuple[str, str], float]:
    """1 for each word with a frame, and the type of it."""
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (lemma, pos), frames in lexicon.frames.items():
        found |= {(frame.type, f"{lemma}.{pos[0]}"): 1.0 for frame in frames}
    found[FORUM, FORUM_NAMED] = 1.0
    return found


def _shares(
    told: Iterable[tuple[str, Counter[str]]],
    table: Mapping[str, Mapping[str, float]],
    prior: Mapping[tuple[str, str], float],
) -> tuple[Mapping[tuple[str, str], float], Mapping[str, float]]:
    """How many events of each type each word may state, each event shared out among its words."""
    shares: defaultdict[tuple[str, str], float] = defaultdict(float)
    sums: defaultdict[str, float] = defaultdict(float)
    for kind, keys in told:
        weight = {k: math.exp(table[kind].get(k, -3)) if table else 1 + 10 * prior[kind, k] for k in keys}
        whole = sum(weight.values()) + 0.5
        for key in keys:
            shares[kind, key] += weight[key] / whole
            sums[kind] += weight[key] / whole
    return shares, sums


def align(example: Example, table: Associations) -> list[int | None]:
    """The token that states each gold event; None where no word does."""
    words, stretches = example.evidence.words, example.stretches
    rows = [n for n, stretch in enumerate(stretches) if stretch is not None]
    tokens = sorted({i for n in rows for i in stretches[n] or () if i in words})
    slots = [(i, turn) for i in tokens for turn in range(AT_ONE_WORD)]
    found: list[int | None] = [None] * len(stretches)
    if not rows or not slots:
        return found
    gain = np.full((len(rows), len(slots)), -_TOLD)
    for row, n in enumerate(rows):
        for column, (i, turn) in enumerate(slots):
            if i in (stretches[n] or ()):
                gain[row, column] = _gain(example, example.events[n], i, turn, table)
    for row, column in zip(*linear_sum_assignment(-gain), strict=True):
        if gain[row, column] > LEAST:
            found[rows[row]] = slots[column][0]
    return found


def _gain(example: Example, event: Gold, i: int, turn: int, table: Associations) -> float:
    """How well a word states an event, as the one after `turn` others that it states; a lesson names its word."""
    evidence, kind = example.evidence, event["type"]
    if told := event.get("word"):
        return _TOLD if evidence.tree.lower[i] == told.lower() else -_TOLD
    stretch = example.stretches[example.events.index(event)] or range(0)
    actors = evidence.scene.actors
    near = [one.start for who in example.participants(event) for one in actors[who].namings if one.start in stretch]
    rules = evidence.ruled.get(i, ())
    ruled = 1.0 if any(mention.type == kind for mention in rules) else 0.3 if rules else 0.0
    far = min([abs(i - start) for start in near] or [20])
    return table.get(kind, {}).get(evidence.words[i], -9) + ruled - 0.02 * far - (0.25 if kind == VISIT else 1.0) * turn
