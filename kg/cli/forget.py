"""`kg forget`."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import plural, say
from kg.cli.options import DEFAULT_BASE, Base, words
from kg.cli.read import sum_up

if TYPE_CHECKING:
    from kg.withdrawal import By

LISTED = 20
"""Documents that are named."""
_WAYS = ("id", "path", "url", "source")


def forget(
    named: Annotated[
        list[str],
        typer.Argument(metavar="DOC|SOURCE...", help="Id, path or address of a document; or a source.", parser=words),
    ],
    by: Annotated[str | None, typer.Option("--by", metavar="|".join(_WAYS), help="What is given.")] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Only list what would go.")] = False,
    base: Base = DEFAULT_BASE,
) -> None:
    """Take documents back, or all of a source, with everything that they said.

    A path may be that of a folder or of a file of lines. Nothing of them stays in the base but what people judged of
    them; what lies in the files is read again by the next build of them.

    Example: kg forget lima --base news.kg
    """
    from kg.withdrawal import forget as run

    done = run(named, base, by=_way(by), dry=dry)
    if done.documents:
        more = f" and {len(done.documents) - LISTED:,} more" if len(done.documents) > LISTED else ""
        listed = ", ".join(done.documents[:LISTED]) + more
        say(f"{'would forget' if dry else 'forgot'} {plural(len(done.documents), 'document')}: {listed}")
    else:
        say("no document is named so now; the graph, which was behind the facts, is made anew")
    if done.manifest:
        sum_up(done.manifest, base.name)


def _way(by: str | None) -> "By | None":
    from kg.withdrawal import By

    if by is not None and by not in _WAYS:
        raise typer.BadParameter(f"it is one of {', '.join(_WAYS)}", param_hint="--by")
    return By(by) if by else None
