"""`kg forget`."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import plural, say
from kg.cli.options import DEFAULT_BASE, Base, words
from kg.cli.read import sum_up

if TYPE_CHECKING:
    from kg.withdrawal import By


def forget(
    named: Annotated[
        list[str],
        typer.Argument(metavar="DOC|SOURCE...", help="Id, path or address of a document; or a source.", parser=words),
    ],
    by: Annotated[
        str | None, typer.Option("--by", metavar="WAY", help="What is given: id, path, url or source.")
    ] = None,
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
        say(f"{'would forget' if dry else 'forgot'} {plural(len(done.documents), 'document')}: {done.told}")
    else:
        say("no document is named so now; the graph, which was behind the facts, is made anew")
    if done.manifest:
        sum_up(done.manifest, base.name, done.unheeded)


def _way(by: str | None) -> "By | None":
    from kg.withdrawal import By

    if by is not None and by not in list(By):
        raise typer.BadParameter(f"it is one of {', '.join(By)}", param_hint="--by")
    return By(by) if by else None
