"""How exactly a party consents to be bound, or an instrument ends: told by the word alone, once the act stands."""

from collections.abc import Mapping
from types import MappingProxyType

from kg.extraction.agreements.actions import Act
from kg.lexicon.words import Agreements
from kg.model import ActionType, Manner

_CONSENT = frozenset({Manner.APPROVED, Manner.ACCEDED, Manner.DEPOSITED, Manner.ACCEPTED})
_OF: Mapping[ActionType, frozenset[Manner]] = MappingProxyType(
    {
        ActionType.RATIFIED: _CONSENT,
        ActionType.AGREED: frozenset({Manner.ACCEPTED}),
        ActionType.WITHDRAWN: frozenset({Manner.TERMINATED, Manner.EXPIRED}),
    }
)
"""The manners of each act."""


def manner(act: Act, kind: str, words: Agreements) -> Manner | None:
    """How an instrument of some kind is dealt with: "acceded to", not "ratified"; "expired", not "left".

    What is accepted is agreed on, unless it is of a kind to which states consent by acceptance.
    """
    if act.type is ActionType.RATIFIED and any(above.lower_ in words.depositing for above in act.trigger.ancestors):
        return Manner.DEPOSITED
    told = words.manners.get(act.trigger.lower_)
    if told is Manner.ACCEPTED and kind not in words.denounced:
        return None
    return told if told in _OF.get(act.type, ()) else None
