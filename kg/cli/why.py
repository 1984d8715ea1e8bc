"""`kg why`."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import plural, say
from kg.cli.options import DEFAULT_BASE, Base, words

if TYPE_CHECKING:
    from kg.review import Step, Thing, Why

THING = "A person, country, organisation, place, event or agreement: its name, title or id."
"""What a user may name."""


def why(
    one: Annotated[str, typer.Argument(help=THING, parser=words)],
    other: Annotated[str, typer.Argument(help="Another, likewise.", parser=words)],
    base: Base = DEFAULT_BASE,
) -> None:
    """Show why two things are one in the graph, or two: what speaks for it and against, its weight, and the sentences.

    Example: kg why "Ana Quispe" "Luis Rojas" --base news.kg
    """
    from kg.judging import Bench

    _tell(Bench(base).why(one, other))


def _tell(found: "Why") -> None:
    if found.one:
        say(f"one: {_named(found.left)}")
    else:
        say(f"two: {_named(found.left)}")
        say(f"     {_named(found.right)}")
    for step in found.steps:
        say()
        tell_step(step)
    if found.decided:
        say()
        say(found.decided)


def _named(thing: "Thing") -> str:
    return f"{thing.name} ({thing.kind}, {plural(thing.documents, 'document')}): {thing.id}"


def tell_step(step: "Step") -> None:
    """Two sides with their sentences, and what was weighed between them."""
    from kg.review import told_weight

    for side in (step.left, step.right):
        say(f"  {side.name}  [{side.about}]")
        if side.quote:
            say(f"    “{side.quote}”")
    for reason in step.tie.reasons:
        say(f"  {told_weight(reason):>6}  {reason.kind}" + (f": {reason.value}" if reason.value else ""))
    if step.total:
        say(f"  {step.total:>6}  in all")
