"""Which talks and visits of different documents are one: the same participants, at a time and place that agree.

Each claim, the surest of its day first, goes to the one gathering that it can be of. A gathering keeps what each of its
claims says, and one claim that it cannot be of keeps a claim out.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from kg.anchors import Reference
from kg.identity import Identity
from kg.kinds import CALL, FORUM, VISIT, kinds
from kg.model import DONE, Event, Modality
from kg.resolve.clusters import Clusters
from kg.resolve.places import in_one_city, places_agree, places_may_agree
from kg.resolve.sides import Sides, all_of_both, match, match_exactly, persons_of_both
from kg.resolve.tables import event_tables
from kg.resolve.windows import Source, Window, is_off

MOST = 200
"""Gatherings of a participant in a few weeks that are looked at; of more, nobody can tell which is meant."""
_Key = tuple[bool, int, str]


@dataclass(frozen=True)
class Claim:
    """What one document says of talks or of a visit; `voice` is the side, or the body, on whose word it says so."""

    reference: Reference
    event: Event
    sides: Sides
    place: Identity | None
    window: Window
    voice: str = ""

    @property
    def is_visit(self) -> bool:
        """Whether it is of a visit, and of no talks."""
        return self.event.type == VISIT

    @property
    def rank(self) -> tuple[object, ...]:
        """The surest come first: those of a day, of one way to talk, of more persons."""
        window = self.window
        return window.source, window.days, not self.by_phone and self.afar, -len(self.sides), window, self.reference

    @property
    def by_phone(self) -> bool:
        """Whether it is a call."""
        return self.event.type == CALL

    @property
    def is_off(self) -> bool:
        """Whether it says, of no day, that there will be none; a denial may as well be of one that was."""
        denied = self.event.modality is Modality.DENIED
        return is_off(self.event) and not denied and self.window.source is not Source.DAY

    @property
    def likeness(self) -> tuple[object, ...]:
        """What is compared with other claims: of those that are alike in it, one is enough."""
        place = self.place.iri if self.place else ""
        real = self.event.modality in DONE
        return frozenset(self.sides), place, self.by_phone, self.afar, real, self.is_off

    @cached_property
    def afar(self) -> bool:
        """Whether it can be of a call: nothing says that the participants were in one place."""
        trigger = self.event.trigger.text.casefold() if self.event.trigger else ""
        return self.by_phone or (self.place is None and trigger in event_tables().from_afar_too)


def is_gathering(event: Event, sides: Sides) -> bool:
    """Whether an event can be one that is told elsewhere: talks or a visit, but for forums, which go by name."""
    named = event.type == FORUM and event.name
    return bool(sides) and (event.type in (VISIT, CALL) or kinds()[event.type].talks) and not named


@dataclass(eq=False)
class _Gathering:
    """One occasion: what its claims say, and the days that all of them allow."""

    first: Claim
    start: dt.date
    end: dt.date
    claims: dict[tuple[object, ...], Claim] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)

    def take(self, claim: Claim) -> None:
        """Take up a claim. Claims that are alike are kept once."""
        if claim.window.meets(self.start, self.end):
            self.start, self.end = max(self.start, claim.window.start), min(self.end, claim.window.end)
        self.claims.setdefault(claim.likeness, claim)
        self.documents.add(claim.reference[0])

    def allows(self, claim: Claim) -> bool:
        """Whether a claim can be of this gathering, by all that is said of it."""
        others = self.claims.values()
        near = any(in_one_city(claim.place, other.place) for other in others)
        if not claim.window.meets(self.start, self.end, far=near):
            return False
        one = all(agree(claim, other) for other in others for agree in AGREEMENTS.values())
        return one and any(is_surely_meant(claim, other) for other in others)


def join_gatherings(clusters: Clusters, claims: Iterable[Claim]) -> None:
    """Join the claims of each gathering; all are claims that can be of one."""
    known = _Known(clusters)
    for claim in sorted(claims, key=lambda claim: claim.rank):
        known.place(claim)


class _Known:
    """The gatherings known so far, by kind, month and participant."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self._index: defaultdict[_Key, dict[_Gathering, None]] = defaultdict(dict)
        self._by_root: dict[Reference, _Gathering] = {}

    def place(self, claim: Claim) -> None:
        """Join a claim to the gathering that it is of, or let it be of a new one."""
        found = self._by_root.get(self._clusters.find(claim.reference)) or self._meant(claim)
        if found is None or not self._clusters.join(found.first.reference, claim.reference):
            found = _Gathering(claim, claim.window.start, claim.window.end)
            actors = {actor for side in claim.sides for actor in (side.who, side.whose) if actor}
            for key in _keys(claim, actors, claim.window.start, claim.window.end):
                self._index[key][found] = None
        found.take(claim)
        self._by_root[self._clusters.find(claim.reference)] = found

    def _meant(self, claim: Claim) -> _Gathering | None:
        """The only gathering that a claim can be of; of several, the one most like it, if they may be one.

        Its document tells it apart from one of which it tells already.
        """
        able = [one for one in self._near(claim) if claim.reference[0] not in one.documents and one.allows(claim)]
        for alike in (_has_city_of, _can_be_denied, _has_kind_of, _has_all_of):
            if len(able) > 1:
                able = [one for one in able if alike(one, claim)] or able
        first = min(able, key=lambda one: one.first.rank, default=None)
        return first if first and all(one is first or first.allows(one.first) for one in able) else None

    def _near(self, claim: Claim) -> Iterable[_Gathering]:
        """The gatherings of the participant with the fewest, around the days of a claim."""
        around = [list(_keys(claim, {side.who, side.whose} - {""}, *claim.window.far)) for side in claim.sides]
        counts = [sum(len(self._index.get(key, ())) for key in keys) for keys in around]
        fewest = min(counts)
        if fewest > MOST:
            return ()
        keys = around[counts.index(fewest)]
        return {one: None for key in keys for one in self._index.get(key, ())}


def _keys(claim: Claim, actors: Iterable[str], start: dt.date, end: dt.date) -> Iterator[_Key]:
    return ((claim.is_visit, month, actor) for month in _months(start, end) for actor in sorted(actors))


def _months(start: dt.date, end: dt.date) -> range:
    return range(start.year * 12 + start.month, end.year * 12 + end.month + 1)


def _speak_alike(one: Claim, other: Claim) -> bool:
    """Whether both are of calls or of talks in one place; or can be of either, and share two persons."""
    afar = one.afar and other.afar
    return one.by_phone == other.by_phone or (afar and persons_of_both(one.sides, other.sides) > 1)


def _can_both_be(one: Claim, other: Claim) -> bool:
    """Whether neither is off on no day that is told, while the other was held: that is of another one."""
    return not any(off.is_off and held.event.modality in DONE for off, held in ((one, other), (other, one)))


def _are_in_place(one: Claim, other: Claim) -> bool:
    """Whether both can be in one place; talks of one day, or that are denied, also in a country that is not sure."""
    denied = Modality.DENIED in (one.event.modality, other.event.modality)
    surely = denied or one.window.source is other.window.source is Source.DAY
    agree = places_may_agree if surely and not one.is_visit else places_agree
    return agree(one.place, other.place)


def _have_the_same(one: Claim, other: Claim) -> bool:
    """Whether the participants of both can be the same."""
    if one.is_visit:
        return match(one.sides, other.sides) or (_in_place(one, other) and _is_among(one.sides, other.sides))
    return match_exactly(one.sides, other.sides)


AGREEMENTS: Mapping[str, Callable[[Claim, Claim], bool]] = MappingProxyType(
    {
        "kind of event": lambda one, other: one.is_visit == other.is_visit,
        "way to talk": _speak_alike,
        "modality": _can_both_be,
        "place": _are_in_place,
        "participants": _have_the_same,
    }
)
"""In what any two claims of one gathering agree, beside its days."""


def days_agree(one: Claim, other: Claim) -> bool:
    """Whether two claims can be of one day."""
    far = in_one_city(one.place, other.place)
    return one.window.meets(*(other.window.far if far else (other.window.start, other.window.end)), far=far)


def is_surely_meant(one: Claim, other: Claim) -> bool:
    """Whether both have a day, or share more than tells that they may be one: two persons, or all in one city."""
    if one.window.source is other.window.source is Source.DAY:
        return True
    if one.is_visit:
        return _in_place(one, other) and persons_of_both(one.sides, other.sides) > 0
    if persons_of_both(one.sides, other.sides) > 1:
        return True
    return all_of_both(one.sides, other.sides) > 1 and in_one_city(one.place, other.place)


def _is_among(ones: Sides, others: Sides) -> bool:
    """Whether all visitors of the one are among those of the other: the other names whom they take along."""
    few, many = sorted((ones, others), key=len)
    return all(any(side.who == other.who for other in many) for side in few)


def _in_place(one: Claim, other: Claim) -> bool:
    return one.place is not None and other.place is not None and places_agree(one.place, other.place)


def _has_city_of(gathering: _Gathering, claim: Claim) -> bool:
    return any(in_one_city(claim.place, other.place) for other in gathering.claims.values())


def _can_be_denied(gathering: _Gathering, claim: Claim) -> bool:
    """Whether a claim, if it is a denial, is of what somebody said was held: a plan needs none."""
    denied = claim.event.modality is Modality.DENIED
    return not denied or any(other.event.modality in DONE for other in gathering.claims.values())


def _has_kind_of(gathering: _Gathering, claim: Claim) -> bool:
    return any(claim.event.type == other.event.type for other in gathering.claims.values())


def _has_all_of(gathering: _Gathering, claim: Claim) -> bool:
    who = {side.who for side in claim.sides}
    return any(who == {side.who for side in other.sides} for other in gathering.claims.values())
