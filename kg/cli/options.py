"""Arguments and options that several commands share."""

import datetime as dt
import os
from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(help="Files (.txt, .html, .jsonl, also .gz and .xz), folders of them, or - for standard input."),
]
Base = Annotated[Path, typer.Option("--base", help="Folder of the base.")]
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
Until = Annotated[str | None, typer.Option("--until", help="Last day.")]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", help="Only such facts: meeting, call, visit, forum, agreement, post, statement, ..."),
]
Around = Annotated[str | None, typer.Option("--around", help="Only what lies around the one of this name.")]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, help="Only facts read at least so surely, such as 0.9."),
]
Depth = Annotated[int, typer.Option("--depth", min=1, help="How many steps around.")]

DEFAULT_BASE = Path("base.kg")
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def day(moment: dt.datetime | None) -> dt.date | None:
    """The day that was given."""
    return moment.date() if moment else None


def checked(path: Path) -> Path:
    """A file to write, whose folder is there."""
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}")
    return path
