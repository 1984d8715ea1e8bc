"""Only what was read surely enough."""

from kg.model import Extraction


def surer(said: Extraction, least: float | None) -> Extraction:
    """The facts of at least this confidence, all for None; an action needs its agreement as well.

    An event that belongs to one left out stands for itself. Entities are kept.
    """
    if least is None:
        return said
    events = [event for event in said.events if event.confidence >= least]
    agreements = tuple(agreement for agreement in said.agreements if agreement.confidence >= least)
    ids = {fact.id for fact in (*events, *agreements)}
    loose = tuple(
        event.model_copy(update={name: None for name in ("part_of", "sidelines_of") if getattr(event, name) not in ids})
        for event in events
    )
    return said.model_copy(
        update={
            "posts": tuple(post for post in said.posts if post.confidence >= least),
            "events": loose,
            "agreements": agreements,
            "actions": tuple(act for act in said.actions if act.confidence >= least and act.agreement in ids),
            "statements": tuple(statement for statement in said.statements if statement.confidence >= least),
        }
    )
