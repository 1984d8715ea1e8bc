"""Arguments and options that several commands share."""

import datetime as dt
import math
import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import legible


def wrong(reason: str) -> typer.BadParameter:
    """A usage error, in words that cannot act on a terminal."""
    return typer.BadParameter(legible(reason))


def words(typed: str) -> str:
    """What was typed, read as UTF-8 where the locale could not read it."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return os.fsencode(typed).decode("utf-8", "replace")
    return typed


def number(value: float | None) -> float | None:
    """A number; no range of Typer's refuses NaN."""
    if value is not None and math.isnan(value):
        raise wrong("NaN is no number")
    return value


def folder(typed: str | Path) -> Path:
    """A folder that was named; no name is none, and not this folder."""
    if not str(typed):
        raise wrong("no folder is named; write . for this one")
    return Path(typed)


Inputs = Annotated[
    list[str],
    typer.Argument(help="Files (.txt, .html, .jsonl, also .gz and .xz), folders of them, or - for standard input."),
]
Base = Annotated[Path, typer.Option("--base", parser=folder, metavar="PATH", help="Folder of the base.")]
Date = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Day of documents that bring none, in file or file name."),
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes to read with.", show_default="one per core")]
Pipeline = Annotated[
    str | None, typer.Option("--pipeline", help="Another spaCy pipeline: an installed package or a folder.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write.", dir_okay=False)]
Since = Annotated[str | None, typer.Option("--since", help="First day: YYYY-MM-DD, or YYYY-MM, or YYYY.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day, likewise.")]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        help="Only such facts: meeting, call, visit, forum, negotiation, address, reception, a kind of event that "
        "KG_ONTOLOGY adds, agreement, post, membership, statement or other. May be given several times.",
    ),
]
Around = Annotated[
    str | None, typer.Option("--around", parser=words, help="Only what lies around the one of this name.")
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence", min=0, max=1, callback=number, help="Only facts read at least so surely, such as 0.9."
    ),
]
Sureness = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0,
        max=1,
        callback=number,
        help="Only facts read at least so surely: 0 for all.",
        show_default="as sure as a base takes",
    ),
]
Depth = Annotated[int | None, typer.Option("--depth", min=1, help="How many steps around.", show_default="1")]

PAGE = (".html", ".htm")
"""Suffixes of a page."""
DEFAULT_BASE = Path("base.kg")
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def day(moment: dt.datetime | None) -> dt.date | None:
    """The day that was given."""
    return moment.date() if moment else None


def checked(path: Path, *suffixes: str) -> Path:
    """A file to write: in a folder that is there, and with one of some suffixes, "" for none.

    A device or a pipe may have any name. Raises BadParameter, which names the suffixes.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        return path
    if path.is_dir() or not path.parent.is_dir():
        raise wrong(f"{path} is a folder; name a file in it" if path.is_dir() else f"there is no folder {path.parent}")
    if suffixes and path.suffix.lower() not in suffixes:
        raise wrong(f"{path} has another suffix than {' or '.join(filter(None, suffixes))}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise wrong(f"you may not write {path}; name another file")
    return path
