"""What a comparison with gold facts found: each atomic fact of either side, and how many there are of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kg.evaluate.matching import Equal, pairs

HEADLINE = (
    *("post", "event", "participant", "for", "place", "date", "modality"),
    *("agreement", "party", "action", "signatory", "term", "quoted"),
)
KINDS = (*HEADLINE, "reported")
"""The kinds of atomic fact; reported statements are counted apart."""

Fact: TypeAlias = dict[str, Any]
Wholes: TypeAlias = tuple[Fact | None, Fact | None]
"""The post, event, agreement, action or statement that an atomic fact belongs to: the gold one, and the one found."""


@dataclass
class Count:
    """How many facts of a kind were found, invented and missed."""

    found: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def gold(self) -> int:
        """Number of gold facts."""
        return self.found + self.missed

    @property
    def precision(self) -> float:
        """Share of the predicted facts that are right; 0 where nothing was predicted."""
        return self.found / (self.found + self.spurious) if self.found + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were found; 0 where there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Count") -> "Count":
        """Both together."""
        return Count(self.found + other.found, self.spurious + other.spurious, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One atomic fact: as gold has it, as it was found, or both; `right` if they are equal."""

    kind: str
    document: str
    gold: Any
    found: Any
    right: bool
    wholes: Wholes

    @property
    def count(self) -> Count:
        """What it adds to the count of its kind: a wrong value is both spurious and missed."""
        if self.right:
            return Count(found=1)
        return Count(spurious=int(self.found is not None), missed=int(self.gold is not None))

    @property
    def fact(self) -> str | None:
        """The local id of the fact that was found, or of the one that what was found is a part of."""
        own = self.found.get("fact") if isinstance(self.found, dict) else None
        return own or (self.wholes[1] or {}).get("fact")


@dataclass
class Scores:
    """All comparisons of so many documents."""

    comparisons: list[Comparison] = field(default_factory=list)
    documents: int = 0

    @property
    def counts(self) -> dict[str, Count]:
        """The count of each kind."""
        counts = {kind: Count() for kind in KINDS}
        for comparison in self.comparisons:
            counts[comparison.kind] += comparison.count
        return counts

    @property
    def all(self) -> Count:
        """The sum over all kinds but reported statements."""
        counts = self.counts
        return sum((counts[kind] for kind in HEADLINE), Count())

    @property
    def errors(self) -> list[Comparison]:
        """What was missed, invented or found wrong."""
        return [comparison for comparison in self.comparisons if not comparison.right]


@dataclass(frozen=True)
class Sheet:
    """Where the comparisons of one document are entered."""

    document: str
    entries: list[Comparison]

    def sets(self, kind: str, gold: Sequence[Any], found: Sequence[Any], equal: Equal, wholes: Wholes) -> list[Any]:
        """Compare two lists; returns the pairs that are equal."""
        matched = pairs(gold, found, equal)
        for i, j in matched:
            self._enter(kind, gold[i], found[j], True, wholes)
        known, right = {i for i, _ in matched}, {j for _, j in matched}
        self.missed(kind, [g for i, g in enumerate(gold) if i not in known], wholes)
        self.spurious(kind, [p for j, p in enumerate(found) if j not in right], wholes)
        return [(gold[i], found[j]) for i, j in matched]

    def value(self, kind: str, gold: Any, found: Any, equal: Equal, wholes: Wholes) -> None:
        """Compare a single value that either side may lack."""
        if gold or found:
            self._enter(kind, gold or None, found or None, bool(gold and found and equal(gold, found)), wholes)

    def missed(self, kind: str, facts: Sequence[Any], wholes: Wholes) -> None:
        """Enter gold facts that were not found."""
        for fact in facts:
            self._enter(kind, fact, None, False, wholes)

    def spurious(self, kind: str, facts: Sequence[Any], wholes: Wholes) -> None:
        """Enter facts that gold has not."""
        for fact in facts:
            self._enter(kind, None, fact, False, wholes)

    def _enter(self, kind: str, gold: Any, found: Any, right: bool, wholes: Wholes) -> None:
        self.entries.append(Comparison(kind, self.document, gold, found, right, wholes))
