"""On whose word events and acts rest: on that of the speaker in whose words they are told."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import TypeVar

from kg.model import Action, Event, Extraction, Statement

T = TypeVar("T", Event, Action)


def attributed(said: Extraction) -> Extraction:
    """The facts of one document, each with the speaker of the statement that it is told in, if it is told in one."""
    speaker = _speakers(said.statements)

    def told(fact: T) -> T:
        who = speaker(fact.trigger.begin) if fact.trigger else None
        return fact.model_copy(update={"attributed_to": who}) if who else fact

    events, actions = (tuple(map(told, facts)) for facts in (said.events, said.actions))
    return said.model_copy(update={"events": events, "actions": actions})


def _speakers(statements: Iterable[Statement]) -> Callable[[int], str | None]:
    """Gives who speaks at an offset: of the statement that begins last, before it, and goes on there."""
    told = sorted((one.text.begin, one.text.end, one.speakers[0].entity) for one in statements if one.speakers)
    begins = [begin for begin, _, _ in told]

    def speaker(offset: int) -> str | None:
        before = bisect_right(begins, offset)
        return next((who for _, end, who in reversed(told[max(0, before - 2) : before]) if offset < end), None)

    return speaker
