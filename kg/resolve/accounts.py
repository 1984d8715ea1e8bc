"""Which talks are one though accounts differ: of two sides that tell of one occasion, each of another day or place.

What papers tell in their own voice of two days, or of two cities, are two occasions.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from kg.anchors import Reference
from kg.model import DONE
from kg.resolve.clusters import Clusters
from kg.resolve.gatherings import Claim
from kg.resolve.places import in_one_city, places_agree
from kg.resolve.sides import match_exactly, persons_of_both
from kg.resolve.windows import Source

NEAR = dt.timedelta(days=3)
"""Between the days that two sides give for one occasion."""
MOST = 50
"""Accounts of the same persons that are compared."""


def join_accounts(clusters: Clusters, claims: Iterable[Claim]) -> None:
    """Join what different sides tell of one occasion; no document may tell of both in its own voice."""
    real = [claim for claim in claims if claim.event.modality in DONE and not claim.is_visit]
    plain = {clusters.find(claim.reference) for claim in real if not _is_account(claim)}
    accounts: defaultdict[tuple[bool, frozenset[str]], list[Claim]] = defaultdict(list)
    for claim in real:
        if clusters.find(claim.reference) not in plain:
            accounts[claim.by_phone, frozenset(side.who for side in claim.sides)].append(claim)
    for _, told in sorted(accounts.items(), key=lambda item: min(claim.reference for claim in item[1])):
        _join(clusters, sorted(told, key=lambda claim: claim.reference)[:MOST])


def _join(clusters: Clusters, told: Sequence[Claim]) -> None:
    """Join each two that compete, unless a third one competes with either of them: nobody knows which it is then."""
    rivals: defaultdict[Reference, set[Reference]] = defaultdict(set)
    for one, other in combinations(told, 2):
        if compete(one, other):
            left, right = clusters.find(one.reference), clusters.find(other.reference)
            rivals[left].add(right)
            rivals[right].add(left)
    for left, others in sorted(rivals.items()):
        if len(others) == 1 and rivals[min(others)] == {left} and left < min(others):
            clusters.join(left, min(others))


def _is_account(claim: Claim) -> bool:
    """Whether one of those who took part tells it."""
    real = claim.event.modality in DONE and claim.window.source is Source.DAY
    return real and any(claim.voice in (side.who, side.whose) for side in claim.sides)


def compete(one: Claim, other: Claim) -> bool:
    """Whether two sides tell of one occasion otherwise: of one day at two places, of one city on days that are near."""
    told = [each for each in (one, other) if _is_account(each) and not each.is_visit]
    if len(told) < 2 or one.voice == other.voice or persons_of_both(one.sides, other.sides) < 2:
        return False
    if not match_exactly(one.sides, other.sides) or one.by_phone != other.by_phone:
        return False
    if one.window.meets(other.window.start, other.window.end):
        return not places_agree(one.place, other.place)
    near = one.window.start - NEAR <= other.window.end and other.window.start - NEAR <= one.window.end
    return near and in_one_city(one.place, other.place)
