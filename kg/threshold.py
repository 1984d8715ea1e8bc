"""Only what was read surely enough."""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

import yaml

from kg.errors import ConfigurationError
from kg.lexicon import Loader
from kg.model import Action, Argument, Event, Extraction, Participant, Time
from kg.vocab import ontology_path

T = TypeVar("T", Argument, Participant, Time)


@cache
def usual() -> float:
    """The least confidence of what goes into graphs unless another is asked for: it gives the best measure.

    `make fit` chooses it. Raises ConfigurationError.
    """
    path = ontology_path("en/confidence.yaml")
    try:
        return float(yaml.load(path.read_text("utf-8"), Loader)["usual"])
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} tells no usual confidence: {error!r}; run make fit") from error


def surer(said: Extraction, least: float | None) -> Extraction:
    """The facts of at least this confidence with the parts that have it, too; all for None.

    An event whose participants all go, goes; an action needs its agreement. An event that belongs to one left out
    stands for itself. Entities are kept.
    """
    if least is None:
        return said
    events = [told for event in said.events if event.confidence >= least and (told := _event(event, least))]
    agreements = tuple(
        one.model_copy(update={"parties": _sure(one.parties, least)})
        for one in said.agreements
        if one.confidence >= least
    )
    ids = {fact.id for fact in (*events, *agreements)}
    loose = tuple(
        event.model_copy(update={name: None for name in ("part_of", "sidelines_of") if getattr(event, name) not in ids})
        for event in events
    )
    actions = tuple(
        act.model_copy(update={"by": _served(act.by, least), **_circumstances(act, least)})
        for act in said.actions
        if act.confidence >= least and act.agreement in ids
    )
    return said.model_copy(
        update={
            "posts": tuple(post for post in said.posts if post.confidence >= least),
            "events": loose,
            "agreements": agreements,
            "actions": actions,
            "statements": tuple(statement for statement in said.statements if statement.confidence >= least),
        }
    )


def _event(event: Event, least: float) -> Event | None:
    """An event with its sure parts; None if nobody is sure to take part who was said to."""
    participants = _served(event.participants, least)
    if event.participants and not participants:
        return None
    return event.model_copy(update={"participants": participants, **_circumstances(event, least)})


def _served(parts: Iterable[Participant], least: float) -> tuple[Participant, ...]:
    """The sure ones of those who take part, each for somebody only where that is sure."""
    return tuple(
        part if _is_sure(part.on_behalf_confidence, least) else part.model_copy(update={"on_behalf_of": None})
        for part in _sure(parts, least)
    )


def _circumstances(fact: Event | Action, least: float) -> dict[str, Argument | Time | None]:
    """Where and when, if that is sure."""
    return {name: next(iter(_sure([one], least)), None) for name in ("place", "time") if (one := getattr(fact, name))}


def _sure(parts: Iterable[T], least: float) -> tuple[T, ...]:
    return tuple(part for part in parts if _is_sure(part.confidence, least))


def _is_sure(confidence: float | None, least: float) -> bool:
    return confidence is None or confidence >= least
