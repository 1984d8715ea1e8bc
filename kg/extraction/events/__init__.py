"""What happens between people and states: who meets, visits, calls or negotiates with whom, where, when, how really."""

from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.events.coreference import merge
from kg.extraction.events.features import Evidence
from kg.extraction.events.judgement import Judge
from kg.extraction.events.models import fitted
from kg.extraction.events.rules import check
from kg.extraction.events.subevents import link, signed_where
from kg.extraction.events.tellings import find, verdicts
from kg.model import Event

__all__ = ["check", "read", "signed_where", "verdicts"]


def read(reading: Reading, circumstances: Circumstances, quoted: frozenset[int]) -> list[Event]:
    """The events of a document in the order in which they are told; what is `quoted` (token indices) tells of none."""
    told = find(reading, circumstances, quoted)
    evidence = Evidence(circumstances.scene, told, quoted)
    models, limits = fitted()
    judge = Judge(evidence, circumstances, limits)
    mentions = judge.mentions(told, judge.judgements(models))
    events, owner = merge(reading, mentions)
    return link(reading, events, mentions, owner)
