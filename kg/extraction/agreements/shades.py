"""What kind of consent, or of end, an act is: told apart by its word alone, once the act stands."""

from kg.extraction.agreements.actions import Act
from kg.lexicon.words import Agreements
from kg.model import ActionType

_CONSENT = (ActionType.RATIFIED, ActionType.AGREED)


def shade(act: Act, kind: str, words: Agreements) -> ActionType:
    """The act on an instrument of some kind: "acceded to" and "approved" are not "ratified", "expired" not "left".

    What is accepted is agreed on, unless it is of a kind to which states consent by acceptance.
    """
    told = words.shades.get(act.trigger.lower_, act.type)
    if act.type is ActionType.RATIFIED and any(above.lower_ in words.depositing for above in act.trigger.ancestors):
        return ActionType.DEPOSITED
    if told is ActionType.ACCEPTED and kind not in words.denounced:
        return act.type
    return told if told.plain is act.type or (act.type in _CONSENT and told.plain in _CONSENT) else act.type
