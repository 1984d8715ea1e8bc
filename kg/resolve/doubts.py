"""Of which joins of persons, talks and agreements, and of which that were not made, the evidence is least sure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from kg.anchors import Sort
from kg.identity import FORBIDS, Doubt, Ruling, Verdict
from kg.resolve.comparison import Close, Comparison
from kg.resolve.entities import Resolved
from kg.resolve.evidence import beliefs
from kg.resolve.holders import MOST
from kg.resolve.tables import tables

NEAR = 2.0
"""How much less than enough may speak for two being one for it to be worth a look."""


def doubts_of(resolved: Resolved, comparison: Comparison, rulings: Sequence[Ruling]) -> list[Doubt]:
    """What somebody may judge and has not, the least certain first: each sort of things, joined and not, by turns."""
    persons = [*_joined(resolved, rulings), *_apart(resolved, rulings)]
    facts = (_of_facts(near, comparison, rulings) for near in (comparison.gatherings(), comparison.instruments()))
    sorts = [
        [doubt for doubt in found if doubt.one is one]
        for found in (persons, *map(list, facts))
        for one in (True, False)
    ]
    turns = zip_longest(*(sorted(found, key=_certainty) for found in sorts))
    return [doubt for turn in turns for doubt in turn if doubt]


def _certainty(doubt: Doubt) -> tuple[object, ...]:
    return doubt.margin, doubt.tie.left, doubt.tie.right


def _joined(resolved: Resolved, rulings: Sequence[Ruling]) -> Iterator[Doubt]:
    """What was joined, by how much more than enough spoke for it."""
    known = tables()
    judged = {frozenset((ruling.left, ruling.right)) for ruling in rulings}
    of_post = MOST * known.weights["holder of the post"]
    for ties, enough in ((resolved.persons.ties, known.enough), (resolved.links, of_post)):
        for tie in ties:
            if frozenset((tie.left, tie.right)) not in judged:
                yield Doubt(one=True, margin=round(max(tie.weight - enough, 0.0), 3), tie=tie)


def _apart(resolved: Resolved, rulings: Sequence[Ruling]) -> Iterator[Doubt]:
    """Who was not joined with whom they are most likely, by how much less than enough spoke for it."""
    find, known = resolved.clusters.find, tables()
    ruled = [ruling for ruling in rulings if ruling.verdict is not Verdict.SAME]
    entities = resolved.identities
    judged = {frozenset((find(one.left), find(one.right))) for one in ruled if one.left in entities}
    seen: set[frozenset[object]] = set()
    for one in resolved.persons.every:
        larger = (other for other in resolved.persons.candidates(one) if other.size >= one.size)
        for belief in beliefs(one, larger)[:2]:
            pair = frozenset((find(belief.person.first), find(one.first)))
            if belief.weight >= known.enough - NEAR and pair not in judged | seen:
                seen.add(pair)
                margin = round(max(known.enough - belief.weight, 0.0), 3)
                yield Doubt(one=False, margin=margin, tie=belief.tie(one))


def _of_facts(found: Iterable[Close], comparison: Comparison, rulings: Sequence[Ruling]) -> Iterator[Doubt]:
    """Facts that may be one: joined though little is told, or apart by one thing alone."""
    ruled = [ruling for ruling in rulings if ruling.judgement.left.sort is not Sort.ENTITY]
    judged = {frozenset((one.left, one.right)) for one in ruled}
    parted = {frozenset(map(comparison.iri, (one.left, one.right))) for one in ruled}
    for left, right, margin in found:
        tie, iris = comparison.tie(left, right), frozenset(map(comparison.iri, (left, right)))
        one = len(iris) == 1
        against = sum(reason.weight == FORBIDS for reason in tie.reasons)
        if against == (not one) and frozenset((left, right)) not in judged and (one or iris not in parted):
            yield Doubt(one=one, margin=margin, tie=tie)
