"""What local entities and facts of many documents are one. Ids are mapped; no record is rewritten."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.identity import Judgement, Reference, Resolution
from kg.model import Document, Extraction
from kg.resolve.agreements import cluster_actions, cluster_agreements
from kg.resolve.entities import resolve_entities
from kg.resolve.events import cluster_events
from kg.vocab import local_iri

__all__ = ["resolve"]


def resolve(contents: Iterable[tuple[Document, Extraction]], judgements: Sequence[Judgement] = ()) -> Resolution:
    """The resolution of all documents together: the same in whatever order they come."""
    contents = sorted(contents, key=lambda pair: pair[0].id)
    judgements = sorted(judgements, key=lambda judgement: (judgement.left, judgement.right))
    events = {(document.id, event.id): event for document, said in contents for event in said.events}
    agreements = {(document.id, one.id): one for document, said in contents for one in said.agreements}
    actions = {(document.id, action.id): action for document, said in contents for action in said.actions}

    entities, ties = resolve_entities(contents, judgements)
    same_event = cluster_events(contents, entities, judgements)
    same_agreement = cluster_agreements(contents, entities, judgements)
    same_action = cluster_actions(actions, same_agreement, entities, judgements)

    groups = [group for clusters in (same_event, same_agreement, same_action) for group in clusters.groups()]
    facts = {reference: local_iri(*group[0]) for group in groups for reference in group}
    named = {reference: event.name for reference, event in events.items() if event.name}
    titled = named | {reference: agreement.title for reference, agreement in agreements.items()}
    return Resolution(entities=entities, facts=facts, titles=_titles(titled, facts), ties=ties)


def _titles(titled: Mapping[Reference, str], facts: Mapping[Reference, str]) -> dict[str, str]:
    """For each IRI the title that most documents use; the longest, then the first by alphabet, of equally used ones."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reference, title in titled.items():
        found[facts[reference]][title] += 1
    return {iri: min(names, key=lambda name: (-names[name], -len(name), name)) for iri, names in found.items()}
