"""Which agreements, and which acts on them, are one in different documents.

An agreement goes to the one instrument that it can be: of its title, with parties and days of its making that go with
those of all who tell of it. A title that tells nothing ("memorandum of understanding") needs equal parties and one day.
What is done once in the life of an instrument is one act, whatever days documents give for it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.anchors import Reference
from kg.identity import Identity, Ruling
from kg.model import DONE, Action, ActionType, Document, Extraction, Manner, Modality, Time
from kg.resolve.clusters import Clusters
from kg.resolve.events import pairs_of
from kg.resolve.sides import Sides, match, sides_of, state_of
from kg.resolve.titles import Telling, Title, by_initials, spelt_out, title_of, year_beside
from kg.resolve.windows import day_of, known

Entities = Mapping[Reference, Identity]
Actions = Mapping[Reference, Action]
MOST = 100
"""Instruments of one title and party that are looked at; of more, nobody can tell which is meant."""
ONE_SIGNING = dt.timedelta(days=31)
"""Between the days that documents give for one act; of one title and parties, what is signed later is another one."""
MAKING = dt.timedelta(days=5 * 365)
"""From the agreement on a text to its signature."""
_MADE = (ActionType.AGREED, ActionType.INITIALLED, ActionType.SIGNED)
"""How an instrument is made, in order."""
_ONCE = frozenset(ActionType) - {
    *(ActionType.PROPOSED, ActionType.NEGOTIATED, ActionType.EXTENDED, ActionType.AMENDED, ActionType.SUSPENDED),
    *(ActionType.VIOLATED, ActionType.REJECTED, ActionType.WITHDRAWN),
}
"""What a party does once to an instrument, so that other days for it are other accounts of one act."""
_FOR_ALL = (ActionType.ENTERED_INTO_FORCE, Manner.EXPIRED)
"""What becomes of an instrument itself, whoever is named with it."""
_Span = tuple[dt.date, dt.date]
Making = Mapping[ActionType, _Span]


@dataclass(frozen=True)
class Claim:
    """What one document says of an agreement. `days` are those on which it was made, from the first to the last.

    `made` are those of each step. A party `joins` alone what others have made.
    """

    reference: Reference
    title: Title
    kind: str
    parties: frozenset[str]
    days: tuple[dt.date, dt.date] | None
    signed_on: str
    made: Making
    joins: bool

    @property
    def rank(self) -> tuple[object, ...]:
        """Those with most parties come first, those with a day before those without."""
        return -len(self.parties), self.days is None, self.reference


@dataclass
class _Instrument:
    """One instrument: what its claims say. `parties` are the largest sets of them that are told."""

    first: Reference
    parties: set[frozenset[str]] = field(default_factory=set)
    told: set[frozenset[str]] = field(default_factory=set)
    made: dict[ActionType, _Span] = field(default_factory=dict)

    def allows(self, claim: Claim) -> bool:
        """Whether a claim can be of it: no parties clash, nor the days on which it was made."""
        if not days_agree(claim, self.made):
            return False
        if claim.title.telling is Telling.SUBJECT:
            return any(parties_agree(claim, others) for others in self.told)
        return all(parties_agree(claim, others) for others in self.parties)

    def take(self, claim: Claim) -> None:
        """Take up a claim."""
        self.told.add(claim.parties)
        if not any(claim.parties <= others for others in self.parties):
            self.parties = {others for others in self.parties if not others <= claim.parties} | {claim.parties}
        if not claim.joins:
            self.made = dict(claim.made) | self.made


def days_agree(claim: Claim, made: Making) -> bool:
    """Whether an instrument that was made so can be the one of a claim: its steps in order, each about one day."""
    return claim.joins or all(
        _follow(one, other) if earlier is later else _in_order(earlier, one, later, other)
        for earlier, one in claim.made.items()
        for later, other in made.items()
    )


def _follow(one: _Span, other: _Span, most: dt.timedelta = ONE_SIGNING) -> bool:
    return one[0] - ONE_SIGNING <= other[1] and other[0] - most <= one[1]


def _in_order(step: ActionType, one: _Span, another: ActionType, other: _Span) -> bool:
    if _MADE.index(step) > _MADE.index(another):
        one, other = other, one
    return _follow(one, other, MAKING)


def cluster_agreements(
    contents: Iterable[tuple[Document, Extraction]], entities: Entities, rulings: Sequence[Ruling]
) -> Clusters:
    """The clusters of agreements."""
    claims = instruments_of(contents, entities)
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
    """The clusters of acts: one agreement, kind and the same actors, and one day if it may be done more than once."""
    clusters = Clusters(actions, rulings, one_per_document=True)
    sides = {reference: sides_of(reference[0], action.by, entities) for reference, action in actions.items()}
    blocks: defaultdict[tuple[Reference, str, str], list[Reference]] = defaultdict(list)
    for reference, action in actions.items():
        agreement, act = agreements.find((reference[0], action.agreement)), action.manner or action.type
        blocks[agreement, act, day_of(action.time)].append(reference)
        if not need_one_day(action, sides[reference]):
            blocks[agreement, act, "whatever day"].append(reference)
    for _, block in sorted(blocks.items()):
        for one, other in pairs_of(block, lambda each: (sides[each], actions[each].modality)):
            if can_be_by(actions[one], sides[one], actions[other], sides[other]):
                clusters.join(one, other)
    clusters.obey()
    return clusters


def need_one_day(action: Action, *sides: Sides) -> bool:
    """Whether such an act is one with another only if both are of one day: it may be done again, or not by whom."""
    return not _is_once(action) or ((action.manner or action.type) not in _FOR_ALL and not all(sides))


def _is_once(action: Action) -> bool:
    return action.type in _ONCE or action.manner is not None


def can_be_by(one: Action, ones: Sides, other: Action, others: Sides) -> bool:
    """Whether two acts can be of the same, or one of them is denied by some who are said to have done it."""
    told = not (ones and others) or match(ones, others)
    return told or _denies(one, ones, others) or _denies(other, others, ones)


def _denies(denial: Action, ones: Sides, others: Sides) -> bool:
    """Whether some of those who are said to have done something together deny that."""
    return denial.modality is Modality.DENIED and all(any(one.matches(other) for other in others) for one in ones)


def instruments_of(contents: Iterable[tuple[Document, Extraction]], entities: Entities) -> list[Claim]:
    """What the documents say of each agreement, an acronym by the one name that it stands for."""
    told = [claim for document, said in contents for claim in _claims_of(document, said, entities)]
    names = by_initials(claim.title for claim in told)
    return [replace(claim, title=spelt_out(claim.title, names)) for claim in told]


def _claims_of(document: Document, said: Extraction, entities: Entities) -> Iterator[Claim]:
    """What a document says of each agreement."""
    for agreement in said.agreements:
        all_acts = [act for act in said.actions if act.agreement == agreement.id]
        acts = [act for act in all_acts if act.type in _MADE and act.manner is None]
        made = next((told for act in acts if (told := known(act.time))), None)
        done = [act for act in acts if act.modality in DONE]
        parties = [entities[document.id, party.entity] for party in agreement.parties]
        keys = frozenset(party.key for party in parties if party.key)
        year = year_beside(agreement.title, agreement.evidence[0].text)
        title = title_of(agreement.title, keys, document.date, made, year)
        # the year beside a title is that in which it was signed or came into force, mostly the year after
        of_year = {ActionType.SIGNED: (dt.date(year - 1, 1, 1), dt.date(year, 12, 31))} if year else {}
        signed = of_year | {act.type: span for act in reversed(done) if (span := _span(act.time))}
        yield Claim(
            reference=(document.id, agreement.id),
            title=title,
            kind=agreement.kind,
            parties=frozenset(map(state_of, parties)),
            days=next((span for act in acts if (span := _span(act.time))), next(iter(of_year.values()), None)),
            signed_on=next((day for act in acts if (day := day_of(act.time))), ""),
            made=signed,
            joins=len(parties) < 2 and title.is_open,
        )


def parties_agree(claim: Claim, parties: frozenset[str]) -> bool:
    """Whether a claim can be of an instrument of which these parties are told; what is no name needs the same."""
    if claim.title.telling is Telling.SUBJECT:
        return bool(claim.parties) and claim.parties == parties
    return claim.joins or claim.parties <= parties or parties <= claim.parties


def _span(time: Time | None) -> _Span | None:
    told = known(time)
    return (told.earliest_start, told.latest_end) if told and told.earliest_start and told.latest_end else None


def _join_all(clusters: Clusters, block: Sequence[Claim]) -> None:
    first, *others = sorted(claim.reference for claim in block)
    for other in others:
        clusters.join(first, other)


def _join_by_parties(clusters: Clusters, block: Iterable[Claim]) -> None:
    """Join each claim to the only instrument of its title that it can be; of two, it is neither."""
    found: defaultdict[str, list[_Instrument]] = defaultdict(list)  # by each party, and all by none
    for claim in sorted(block, key=lambda claim: claim.rank):
        near = min((found[party] for party in ([""] if claim.joins else claim.parties or [""])), key=len)
        allowing = [one for one in near if one.allows(claim)] if len(near) <= MOST else []
        if len(allowing) == 1 and clusters.join(allowing[0].first, claim.reference):
            allowing[0].take(claim)
        elif claim.parties or not near or (claim.made and not allowing):  # a year that fits none is of another one
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
