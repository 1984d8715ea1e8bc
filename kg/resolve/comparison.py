"""Whether two facts of documents are one and why, and which talks, visits and agreements may be."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise, product

from kg.anchors import Reference
from kg.identity import FORBIDS, Finding, Resolution, Ruling, Tie
from kg.model import Document, Extraction
from kg.resolve.agreements import Claim as Instrument
from kg.resolve.reasons import Reasons
from kg.resolve.titles import Telling
from kg.resolve.ways import way_of
from kg.resolve.windows import Source, Window

NEAR = 7
"""Days within which talks of the same participants may be one that is dated differently."""
MOST = 2000
"""Pairs of what documents tell of two facts that are looked at for what forbids that they are one."""
STEPS = 50
"""Of what documents tell of one fact, how many may be steps between two of them."""
Close = tuple[Reference, Reference, float]
"""Two facts that may be one or two, and how sure it is which: the less, the less sure."""
_NOTHING = "nothing forbids it, but nothing tells enough: no day, no place, or several that may be meant"


class Comparison:
    """Compares the facts of documents that are resolved."""

    def __init__(
        self, contents: Sequence[tuple[Document, Extraction]], resolution: Resolution, rulings: Sequence[Ruling]
    ) -> None:
        """Of all documents, what of them is one, and what people judged."""
        self._reasons = Reasons(contents, resolution)
        self._iris = resolution.facts
        self._rulings = rulings

    def finding(self, left: Reference, right: Reference) -> Finding:
        """Whether two facts are one, and by what."""
        one, other = (self._members[self._iris[each]] for each in (left, right))
        if one is other:
            steps = sorted(one, key=lambda each: (each != right, each not in self._judged, each))[:STEPS]
            return way_of(left, right, lambda here: self._near(here, steps), self._rulings)
        tie = self.tie(left, right)
        if not _is_forbidden(tie):  # then what else is told of them may forbid it
            ties = (self.tie(*pair) for pair in islice(product(one, other), MOST))
            tie = next(filter(_is_forbidden, ties), tie)
        return Finding(one=False, ties=(tie,), decided="" if _is_forbidden(tie) else _NOTHING)

    def _near(self, here: Reference, others: Iterable[Reference]) -> Iterator[Tie]:
        """The ties of a fact with those of others that can be it."""
        ties = (self.tie(here, other) for other in others if other != here)
        return (tie for tie in ties if not _is_forbidden(tie))

    @cached_property
    def _judged(self) -> set[Reference]:
        return {each for ruling in self._rulings for each in (ruling.left, ruling.right)}

    @cached_property
    def _members(self) -> Mapping[str, list[Reference]]:
        """What documents tell of each fact."""
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in sorted(self._iris):
            found[self._iris[reference]].append(reference)
        return found

    def tie(self, left: Reference, right: Reference) -> Tie:
        """What of two facts agrees, and what forbids that they are one."""
        return self._reasons.tie(left, right)

    def iri(self, fact: Reference) -> str:
        """What a fact was found to be."""
        return self._iris[fact]

    def instruments(self) -> Iterator[Close]:
        """Agreements of one title, or of one day and the same parties, of which no parties clash.

        Those that are one only where parties or days are told of one of them alone; then by how many of these agree.
        """
        blocks: defaultdict[Hashable, list[Instrument]] = defaultdict(list)
        for claim in self._reasons.instruments.values():
            if claim.title.telling in (Telling.NAME, Telling.SUBJECT):
                blocks[claim.title.words].append(claim)
            if claim.signed_on and len(claim.parties) > 1:
                blocks[claim.signed_on, claim.parties].append(claim)
        near: dict[tuple[Reference, Reference], float] = {}
        for block in blocks.values():
            for one, other in pairwise(sorted(block, key=lambda claim: claim.rank)):
                agree = (one.parties == other.parties) + bool(one.days and other.days)
                joined = self.iri(one.reference) == self.iri(other.reference)
                if (
                    one.parties >= other.parties
                    and one.reference[0] != other.reference[0]
                    and not (joined and agree > 1)
                ):
                    near[one.reference, other.reference] = float(agree if joined else 2 - agree)
        return ((*pair, margin) for pair, margin in near.items())

    def gatherings(self) -> Iterator[Close]:
        """Talks, or visits, that follow each other within days with the same participants; and how sure that makes.

        Those that are one only where no day is told of one of them; then by what the time rests on, else by the days.
        """
        for block in self._told_of_the_same():
            for (one, left), (other, right) in pairwise(block):
                source, days = max(one.source, other.source), (other.start - one.start).days
                joined = self.iri(left) == self.iri(right)
                if left[0] != right[0] and not joined and days <= NEAR:
                    yield left, right, float(days)
                elif left[0] != right[0] and joined and source is not Source.DAY:
                    yield left, right, float(Source.GUESS - source)

    def _told_of_the_same(self) -> Iterator[list[tuple[Window, Reference]]]:
        """The talks, and the visits, of the same participants in the order of time."""
        blocks: defaultdict[tuple[bool, frozenset[str]], list[tuple[Window, Reference]]] = defaultdict(list)
        for reference, claim in self._reasons.told.claims.items():
            who = frozenset(side.who for side in claim.sides)
            if len(who) > 1:
                blocks[claim.is_visit, who].append((claim.window, reference))
        for block in blocks.values():
            yield sorted(block, key=lambda told: (told[0].start, told[0].end, told[1]))


def _is_forbidden(tie: Tie) -> bool:
    return tie.weight == FORBIDS
