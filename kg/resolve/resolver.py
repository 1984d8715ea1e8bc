"""All documents together: what of them is one, and why any two things are, or are not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.actors import actors
from kg.anchors import Reference
from kg.garbage import uncollected
from kg.identity import (
    FORBIDS,
    Doubt,
    Effect,
    Finding,
    Judgement,
    Reason,
    Resolution,
    Ruling,
    Standing,
    Tie,
    Verdict,
    rulings,
)
from kg.model import Document, Extraction
from kg.resolve.agreements import cluster_actions, cluster_agreements
from kg.resolve.comparison import Comparison
from kg.resolve.copies import copies_of
from kg.resolve.disputes import disputes_of
from kg.resolve.doubts import doubts_of
from kg.resolve.entities import resolve_entities
from kg.resolve.events import cluster_events
from kg.resolve.grounds import grounds_of
from kg.resolve.ways import parted
from kg.vocab import local_iri


def resolve(contents: Iterable[tuple[Document, Extraction]], judgements: Sequence[Judgement] = ()) -> Resolution:
    """The resolution of all documents together: the same in whatever order they come."""
    with uncollected():
        return Resolver(contents, judgements).resolution


class Resolver:
    """Resolves documents under judgements, and tells the grounds."""

    def __init__(self, contents: Iterable[tuple[Document, Extraction]], judgements: Sequence[Judgement] = ()) -> None:
        """Of all documents, in any order."""
        self._contents = sorted(contents, key=lambda pair: pair[0].id)
        ruled = rulings(self._contents, judgements)
        refused = list(_joining_known(self._contents, ruled)) if ruled else []
        self._refused = {ruling.judgement for ruling in refused}
        self._rulings = [ruling for ruling in ruled if ruling not in refused]
        self._entities = resolve_entities(self._contents, self._rulings)

    @cached_property
    def resolution(self) -> Resolution:
        """Which things are one."""
        contents, entities, ruled = self._contents, self._entities.identities, self._rulings
        events = {(document.id, event.id): event for document, said in contents for event in said.events}
        agreements = {(document.id, one.id): one for document, said in contents for one in said.agreements}
        actions = {(document.id, action.id): action for document, said in contents for action in said.actions}

        same_event = cluster_events(contents, entities, ruled)
        same_agreement = cluster_agreements(contents, entities, ruled)
        same_action = cluster_actions(actions, same_agreement, entities, ruled)

        groups = [group for clusters in (same_event, same_agreement, same_action) for group in clusters.groups()]
        facts = {reference: local_iri(*group[0]) for group in groups for reference in group}
        named = {reference: event.name for reference, event in events.items() if event.name}
        titled = named | {reference: agreement.title for reference, agreement in agreements.items()}
        return Resolution(
            entities=entities,
            facts=facts,
            titles=_titles(titled, facts),
            ties=self._entities.ties,
            copies=copies_of(contents, facts),
            disputes=disputes_of(contents, facts, entities),
        )

    def finding(self, left: Reference, right: Reference) -> Finding:
        """Whether two things are one, and why: local entities, events, agreements or acts on these."""
        if self._parting(left, right):
            return parted(self._between(left, right))
        entities = [each in self._entities.identities for each in (left, right)]
        if all(entities):
            return grounds_of(self._entities, self._rulings, left, right)
        if any(entities):
            reasons = (Reason(kind="an entity and a fact", weight=FORBIDS),)
            return Finding(one=False, ties=(Tie(left=left, right=right, weight=FORBIDS, reasons=reasons),))
        return self._comparison.finding(left, right)

    def _parting(self, left: Reference, right: Reference) -> Ruling | None:
        """What somebody said that keeps two things apart: the first of several rulings."""
        return next((one for one in self._between(left, right) if one.verdict is not Verdict.SAME), None)

    def _between(self, left: Reference, right: Reference) -> Sequence[Ruling]:
        """What people said of two things: what keeps them apart comes first."""
        return self._by_things.get(frozenset((self._iris[left], self._iris[right])), ())

    @cached_property
    def _by_things(self) -> Mapping[frozenset[str], Sequence[Ruling]]:
        """What people said of each two things."""
        found: defaultdict[frozenset[str], list[Ruling]] = defaultdict(list)
        for one in sorted(self._rulings, key=lambda ruling: ruling.verdict is Verdict.SAME):
            found[frozenset((self._iris[one.left], self._iris[one.right]))].append(one)
        return found

    @cached_property
    def _ruled(self) -> Mapping[Judgement, Sequence[Ruling]]:
        """What each judgement is on."""
        found: defaultdict[Judgement, list[Ruling]] = defaultdict(list)
        for ruling in self._rulings:
            found[ruling.judgement].append(ruling)
        return found

    @cached_property
    def _iris(self) -> Mapping[Reference, str]:
        """All things, by local ids."""
        entities = {each: identity.iri for each, identity in self._entities.identities.items()}
        return entities | self.resolution.facts

    @cached_property
    def _comparison(self) -> Comparison:
        return Comparison(self._contents, self.resolution, self._rulings)

    def doubts(self) -> list[Doubt]:
        """Which joins, made or not, are least certain and were not judged: the least certain first."""
        return doubts_of(self._entities, self._comparison, self._rulings)

    def effect(self, judgement: Judgement) -> Effect:
        """Whether a judgement is obeyed; if not, its words are not there, or another one keeps apart what it joins."""
        if judgement in self._refused:
            return Effect(judgement, Standing.REFUSED)
        ruled = self._ruled.get(judgement, ())
        joins = [one for one in ruled if one.verdict is Verdict.SAME]
        overruling = next((parting for one in joins if (parting := self._parting(one.left, one.right))), None)
        if overruling:
            return Effect(judgement, Standing.OVERRULED, overruling.judgement)
        return Effect(judgement, Standing.OBEYED if ruled else Standing.WAITS)


def _joining_known(contents: Iterable[tuple[Document, Extraction]], ruled: Iterable[Ruling]) -> Iterator[Ruling]:
    """The rulings that join two states or bodies of the world, which are known as two."""
    known = {(d.id, one.id): one.key for d, said in contents for one in said.entities if one.key in actors()}
    for one in ruled:
        keys = {known.get(one.left), known.get(one.right)}
        if one.verdict is Verdict.SAME and None not in keys and len(keys) > 1:
            yield one


def _titles(titled: Mapping[Reference, str], facts: Mapping[Reference, str]) -> dict[str, str]:
    """For each IRI the title that most documents use; the longest, then the first by alphabet, of equally used ones."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reference, title in titled.items():
        found[facts[reference]][title] += 1
    return {iri: min(names, key=lambda name: (-names[name], -len(name), name)) for iri, names in found.items()}
