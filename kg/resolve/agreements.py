"""Which agreements, and which acts on them, are one in different documents.

An agreement goes to the one instrument that it can be: of its title, with parties and a day of signature that go with
those of all who tell of it. A title that tells nothing ("memorandum of understanding") needs equal parties and one day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.anchors import Reference
from kg.identity import Identity, Ruling
from kg.model import Action, ActionType, Document, Extraction
from kg.resolve.clusters import Clusters
from kg.resolve.events import pairs_of
from kg.resolve.sides import match, sides_of, state_of
from kg.resolve.titles import Telling, Title, title_of
from kg.resolve.windows import day_of, known

Entities = Mapping[Reference, Identity]
Actions = Mapping[Reference, Action]
MOST = 100
"""Instruments of one title and party that are looked at; of more, nobody can tell which is meant."""
_MADE = (ActionType.AGREED, ActionType.INITIALLED, ActionType.SIGNED)


@dataclass(frozen=True)
class Claim:
    """What one document says of an agreement. `days` are those on which it was made, from the first to the last."""

    reference: Reference
    title: Title
    kind: str
    parties: frozenset[str]
    days: tuple[dt.date, dt.date] | None
    signed_on: str

    @property
    def rank(self) -> tuple[object, ...]:
        """Those with most parties come first, those with a day before those without."""
        return -len(self.parties), self.days is None, self.reference


@dataclass
class _Instrument:
    """One instrument: what its claims say."""

    first: Reference
    parties: set[frozenset[str]] = field(default_factory=set)
    days: tuple[dt.date, dt.date] | None = None

    def allows(self, claim: Claim) -> bool:
        """Whether a claim can be of it: no parties clash, nor the days on which it was made."""
        if self.days and claim.days and not (claim.days[0] <= self.days[1] and self.days[0] <= claim.days[1]):
            return False
        agree = (parties_agree(claim, others) for others in self.parties)
        return any(agree) if claim.title.telling is Telling.SUBJECT else all(agree)

    def take(self, claim: Claim) -> None:
        """Take up a claim."""
        self.parties.add(claim.parties)
        if claim.days:
            start, end = self.days or claim.days
            self.days = max(start, claim.days[0]), min(end, claim.days[1])


def cluster_agreements(
    contents: Iterable[tuple[Document, Extraction]], entities: Entities, rulings: Sequence[Ruling]
) -> Clusters:
    """The clusters of agreements."""
    claims = [claim for document, said in contents for claim in claims_of(document, said, entities)]
    clusters = Clusters((claim.reference for claim in claims), rulings, one_per_document=True)
    titled: defaultdict[tuple[bool, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.title.telling is not Telling.NOTHING:
            titled[claim.title.telling is Telling.KNOWN, claim.title.words].append(claim)
    for (is_known, _), block in sorted(titled.items()):
        (_join_all if is_known else _join_by_parties)(clusters, block)
    _join_by_day(clusters, claims)
    clusters.obey()
    return clusters


def cluster_actions(actions: Actions, agreements: Clusters, entities: Entities, rulings: Sequence[Ruling]) -> Clusters:
    """The clusters of acts: one agreement, kind, day and the same actors."""
    clusters = Clusters(actions, rulings, one_per_document=True)
    sides = {reference: sides_of(reference[0], action.by, entities) for reference, action in actions.items()}
    blocks: defaultdict[tuple[Reference, str, str], list[Reference]] = defaultdict(list)
    for reference, action in actions.items():
        agreement = agreements.find((reference[0], action.agreement))
        blocks[agreement, action.type, day_of(action.time)].append(reference)
    for _, block in sorted(blocks.items()):
        for one, other in pairs_of(block, sides.__getitem__):
            if match(sides[one], sides[other]) or not (sides[one] and sides[other]):
                clusters.join(one, other)
    clusters.obey()
    return clusters


def claims_of(document: Document, said: Extraction, entities: Entities) -> Iterator[Claim]:
    """What a document says of each agreement."""
    for agreement in said.agreements:
        acts = [act for act in said.actions if act.agreement == agreement.id and act.type in _MADE]
        made = next((told for act in acts if (told := known(act.time))), None)
        parties = [entities[document.id, party.entity] for party in agreement.parties]
        keys = frozenset(party.key for party in parties if party.key)
        yield Claim(
            reference=(document.id, agreement.id),
            title=title_of(agreement.title, keys, document.date, made),
            kind=agreement.kind,
            parties=frozenset(map(state_of, parties)),
            days=(made.earliest_start, made.latest_end) if made and made.earliest_start and made.latest_end else None,
            signed_on=next((day for act in acts if (day := day_of(act.time))), ""),
        )


def parties_agree(claim: Claim, parties: frozenset[str]) -> bool:
    """Whether a claim can be of an instrument of which these parties are told; what is no name needs the same."""
    if claim.title.telling is Telling.SUBJECT:
        return bool(claim.parties) and claim.parties == parties
    return claim.parties <= parties or parties <= claim.parties


def _join_all(clusters: Clusters, block: Sequence[Claim]) -> None:
    first, *others = sorted(claim.reference for claim in block)
    for other in others:
        clusters.join(first, other)


def _join_by_parties(clusters: Clusters, block: Iterable[Claim]) -> None:
    """Join each claim to the only instrument of its title that it can be; of two, it is neither."""
    found: defaultdict[str, list[_Instrument]] = defaultdict(list)  # by each party, and all by none
    for claim in sorted(block, key=lambda claim: claim.rank):
        near = min((found[party] for party in claim.parties or [""]), key=len)
        allowing = [one for one in near if one.allows(claim)] if len(near) <= MOST else []
        if len(allowing) == 1 and clusters.join(allowing[0].first, claim.reference):
            allowing[0].take(claim)
        elif claim.parties or not near:
            one = _Instrument(claim.reference)
            one.take(claim)
            for party in ("", *claim.parties):
                found[party].append(one)


def _join_by_day(clusters: Clusters, claims: Iterable[Claim]) -> None:
    """Join those of one kind, with the same parties, made on one day, of which one title at most tells more."""
    blocks: defaultdict[tuple[str, str, tuple[str, ...]], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.signed_on and len(claim.parties) > 1:
            blocks[claim.kind, claim.signed_on, tuple(sorted(claim.parties))].append(claim)
    for _, block in sorted(blocks.items()):
        telling = [claim for claim in block if claim.title.telling is not Telling.NOTHING]
        roots = {clusters.find(claim.reference) for claim in telling}
        first = min(roots) if len(roots) == 1 else None
        for claim in sorted(block, key=lambda claim: claim.reference):
            if claim.title.telling is Telling.NOTHING:
                first = first or claim.reference
                clusters.join(first, claim.reference)
