"""Which agreements, and which acts on them, are one in different documents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.identity import Identity, Judgement, Reference
from kg.model import Action, ActionType, Agreement
from kg.personal_names import plain
from kg.resolve.clusters import Clusters
from kg.resolve.events import Pair, pairs_of
from kg.resolve.sides import match, sides_of
from kg.resolve.windows import day_of

Entities = Mapping[Reference, Identity]
Agreements = Mapping[Reference, Agreement]
Actions = Mapping[Reference, Action]


def cluster_agreements(
    agreements: Agreements, actions: Actions, entities: Entities, judgements: Sequence[Judgement]
) -> Clusters:
    """The clusters of agreements: one title and compatible parties, or the same parties, kind and day of signature."""
    clusters = Clusters(agreements, judgements, one_per_document=True)
    parties = {
        reference: frozenset(entities[reference[0], party.entity].iri for party in agreement.parties)
        for reference, agreement in agreements.items()
    }
    pairs = {*_of_one_title(agreements, parties), *_signed_on_one_day(agreements, actions, parties)}
    for one, other in sorted(pairs, key=lambda pair: (agreements[pair[0]].title != agreements[pair[1]].title, pair)):
        clusters.join(one, other)
    return clusters


def cluster_actions(
    actions: Actions, agreements: Clusters, entities: Entities, judgements: Sequence[Judgement]
) -> Clusters:
    """The clusters of acts: one agreement, kind, day and the same actors."""
    clusters = Clusters(actions, judgements, one_per_document=True)
    sides = {reference: sides_of(reference[0], action.by, entities) for reference, action in actions.items()}
    blocks: defaultdict[tuple[Reference, str, str], list[Reference]] = defaultdict(list)
    for reference, action in actions.items():
        agreement = agreements.find((reference[0], action.agreement))
        blocks[agreement, action.type, day_of(action.time)].append(reference)
    for _, block in sorted(blocks.items()):
        for one, other in pairs_of(block, sides.__getitem__):
            if match(sides[one], sides[other]) or not (sides[one] and sides[other]):
                clusters.join(one, other)
    return clusters


def _of_one_title(agreements: Agreements, parties: Mapping[Reference, frozenset[str]]) -> Iterator[Pair]:
    blocks: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference, agreement in agreements.items():
        blocks[plain(agreement.title).removeprefix("the ")].append(reference)
    for block in blocks.values():
        for one, other in pairs_of(block, parties.__getitem__):
            few, many = sorted((parties[one], parties[other]), key=len)
            if few <= many and (few or _is_name(agreements[one].title)):
                yield one, other


def _signed_on_one_day(
    agreements: Agreements, actions: Actions, parties: Mapping[Reference, frozenset[str]]
) -> Iterator[Pair]:
    blocks: defaultdict[tuple[str, str, tuple[str, ...]], list[Reference]] = defaultdict(list)
    for reference, action in actions.items():
        signed = (reference[0], action.agreement)
        day = day_of(action.time)
        if action.type is ActionType.SIGNED and day and len(parties[signed]) > 1:
            blocks[agreements[signed].kind, day, tuple(sorted(parties[signed]))].append(signed)
    for block in blocks.values():
        yield from pairs_of(block, lambda _: None)


def _is_name(title: str) -> bool:
    """Whether a title is a proper name ("Paris Agreement") and not a description ("trade agreement")."""
    return sum(word[0].isupper() for word in title.split()) > 1
