"""`kg query`."""

import re
import sys
from collections.abc import Container
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import complain, plural, put, say, table
from kg.cli.options import DEFAULT_BASE, Base, number, words, wrong
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.query import Answer, Rows


_SHORT = 10_000
"""Characters of a query in which names are looked for."""
_NAMES = 3
"""Names of a query to which like ones are looked for."""
_LITERAL = re.compile(r"[\"\'](\w[^\"\'\n]{2,80})[\"\']")
_WITHOUT_LANGUAGE = re.compile(rf"{_LITERAL.pattern}(?!@)")
LONGEST = 10_000_000
"""Bytes of a query in a file or on standard input, which may never end."""


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"


def query(
    file: Annotated[Path | None, typer.Argument(help="File with the query; - or none: standard input.")] = None,
    text: Annotated[str | None, typer.Option("-q", "--query", parser=words, help="The query itself.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="A saved query; --list shows them.")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", parser=words, help="KEY=VALUE for a saved query.")
    ] = None,
    shown: Annotated[str | None, typer.Option("--show", help="Print a saved query instead of asking it.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the saved queries with their parameters.")] = False,
    format: Annotated[Form | None, typer.Option("--format", help="ttl is for CONSTRUCT.", show_default="table")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10**9, help="Rows at most.")] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=86_400, callback=number, help="Seconds.")] = 30.0,
    base: Base = DEFAULT_BASE,
) -> None:
    """Ask the graph, in SPARQL or by the name of a saved query.

    Example: kg query --name who-met-whom --param who="Angela Merkel" --base news.kg
    """
    if sum(given is not None for given in (file, text, name, shown, list_ or None)) > 1:
        raise wrong("give one of: a file, -q, --name, --show, --list")
    if param and name is None:
        raise wrong("--param belongs to --name")
    if list_ or shown is not None:
        _list_saved() if shown is None else _show_saved(shown)
        return
    from kg.graph import KnowledgeGraph
    from kg.query import Rows

    values = _parameters(name, param or [])
    with KnowledgeGraph(base) as graph:
        if name is not None:
            answer = graph.ask(name, timeout=timeout, limit=limit, **values)
            wanted, bare = _names_of(name, values), frozenset[str]()
        else:
            sparql = text if text is not None else _read(file)
            answer = graph.query(sparql, timeout=timeout, limit=limit)
            wanted, bare = _LITERAL.findall(sparql[:_SHORT]), _bare(sparql[:_SHORT])
        _print(answer.without(_keys(answer)) if name and isinstance(answer, Rows) and not format else answer, format)
        if not getattr(answer, "rows", True):
            _suggest(graph, wanted[:_NAMES], bare)


def _keys(rows: "Rows") -> frozenset[str]:
    """The columns of a saved question that hold IRIs, which other programs join by: a table leaves them out."""
    from kg.vocab import ID

    columns = zip(rows.columns, *rows, strict=True)
    return frozenset(name for name, *values in columns if values and all(str(one).startswith(ID) for one in values))


def _suggest(graph: "KnowledgeGraph", wanted: list[str], bare: Container[str]) -> None:
    """Tell the names that are like those that were asked for, and of those in `bare` that they lack their language.

    What is called so itself, and asked for rightly, has only nothing to tell.
    """
    from kg.personal_names import plain  # which loads the lexicon

    with suppress(QueryError):  # the answer is right without
        for one in wanted:
            alike = graph.alike(one)
            if one in alike and one in bare:
                complain(f'names are in English, which a query says: write "{one}"@en, or compare STR(?name)')
            elif alike and plain(one) not in map(plain, alike):
                is_ = "is" if len(alike) == 1 else "are"
                complain(f"nothing was found for {one!r}; there {is_} {', '.join(alike)}")


def _bare(sparql: str) -> frozenset[str]:
    """The texts in a query that have no language, unless it compares texts whatever that is."""
    return frozenset() if "STR(" in sparql.upper() else frozenset(_WITHOUT_LANGUAGE.findall(sparql))


def _names_of(name: str, values: dict[str, str]) -> list[str]:
    """The values of a saved query that are names."""
    from kg.query import saved_query

    return [values[one.name] for one in saved_query(name).parameters if one.is_name and one.name in values]


def _parameters(name: str | None, given: list[str]) -> dict[str, str]:
    """The values of the parameters of a saved query. Raises ChoiceError for one that it does not have, or needs."""
    from kg.query import saved_query

    values: dict[str, str] = {}
    for each in given:
        key, equals, value = each.partition("=")
        if not equals:
            raise wrong(f"--param {each!r} is not KEY=VALUE")
        if key in values:
            raise wrong(f"--param {key}=... is given twice; give it once")
        values[key] = value
    if name is not None:
        saved_query(name).check(values)
    return values


def _read(file: Path | None) -> str:
    """A query in a file or on standard input, as UTF-8 whatever the locale."""
    try:
        if file is None or str(file) == "-":
            data = sys.stdin.buffer.read(LONGEST + 1)
        else:
            with file.open("rb") as stream:
                data = stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise wrong(f"{file or 'standard input'} has more than {LONGEST:,} bytes, which is no query")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"{file or 'standard input'} cannot be read: {error}") from error


def _print(answer: "Answer", format: Form | None) -> None:
    if isinstance(answer, bool):
        say("true" if answer else "false")
    elif isinstance(answer, str):
        if format not in (None, Form.TTL):
            raise wrong("the answer is a graph, which is printed as ttl")
        put([answer])
        if answer.truncated:
            complain("there are more triples than were asked for; --limit shows more")
    elif format is Form.TTL:
        raise wrong("ttl is for CONSTRUCT and DESCRIBE; the answer is a table")
    else:
        _print_rows(answer, format)


def _print_rows(rows: "Rows", format: Form | None) -> None:
    if format is Form.CSV:
        put([rows.to_csv()])
    elif format is Form.JSON:
        put([rows.to_json(), "\n"])
    elif rows.rows:
        table(rows.columns, rows)
    else:
        say("no rows")
    if rows.truncated:
        complain(f"there are more than {plural(len(rows), 'row')}; --limit shows more")


def _show_saved(name: str) -> None:
    from kg.query import saved_query

    put([saved_query(name).sparql])


def _list_saved() -> None:
    from kg.query import saved_queries

    for saved in saved_queries().values():
        needs = " ".join(f"--param {one.name}={one.example!r}" for one in saved.parameters if not one.optional)
        say(f"{saved.name}: {saved.question}")
        if needs:
            say(f"    {needs}")
