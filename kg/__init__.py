"""Diplograph reads diplomatic news and builds a knowledge graph in which every fact cites the exact words it rests on.

>>> import kg
>>> facts = kg.extract("Angela Merkel met Emmanuel Macron in Berlin on 13 July 2017.")  # doctest: +SKIP
>>> report = kg.build("articles", "news.kg")  # doctest: +SKIP
>>> graph = kg.open("news.kg")  # doctest: +SKIP
>>> graph.query("SELECT ?name WHERE { ?x a dip:Person ; skos:prefLabel ?name }")  # doctest: +SKIP
"""

import datetime as _dt
from collections.abc import Iterable as _Iterable
from pathlib import Path as _Path
from typing import TYPE_CHECKING
from typing import Any as _Any

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.model import Extraction
    from kg.pipeline import Report

__all__ = ["build", "extract", "open"]


def build(
    inputs: "str | _Path | _Iterable[str | _Path]",
    base: "str | _Path",
    *,
    date: "_dt.date | str | None" = None,
    jobs: int = 1,
    again: bool = False,
) -> "Report":
    """Read files, folders or JSON lines into the base at a path, as `kg build` does; `open` asks it.

    `date` is that of inputs which have none. Gives what was new, changed and rejected, with the reasons. Raises
    BaseError, ConfigurationError, and SourceError for a date that is no day; an input that fails is only rejected.
    """
    from kg.dates import day
    from kg.pipeline import build

    several = [inputs] if isinstance(inputs, str | _Path) else inputs
    return build([str(each) for each in several], _Path(base), date=day(date), jobs=jobs, again=again)


def extract(
    text: str,
    *,
    date: "_dt.date | str | None" = None,
    pipeline: str | None = None,
    min_confidence: float | None = None,
) -> "Extraction":
    """What a text says. `date`, as a day or YYYY-MM-DD, is what "on Friday" is counted from.

    Facts less sure than `min_confidence`, from 0 to 1, are left out: by default those that a base does not take.
    `pipeline` names an installed spaCy pipeline instead of the shipped one. The text is read in the caller's process,
    where nothing stops it if it takes long. Raises SourceError for a text that is empty, longer than a million
    characters or not English, and for a date that is no day, ExtractionError if the text cannot be read, and
    ConfigurationError if the pipeline cannot be loaded.
    """
    from kg.pipeline import extract_text

    return extract_text(text, date, pipeline, min_confidence)


def open(path: "_Path | str") -> "KnowledgeGraph":
    """The graph of a base that `kg build` made. Raises BaseError if there is none."""
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph(path)


def load_ipython_extension(shell: "_Any") -> None:
    """Give a notebook the cell magic `%%sparql`; IPython calls this on `%load_ext kg`."""
    from kg.magic import Sparql

    shell.register_magic_function(Sparql(shell.user_ns), "cell", "sparql")
