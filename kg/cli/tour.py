"""`kg demo`."""

import textwrap
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from warnings import catch_warnings

import typer

from kg.cli.console import list_rejections, plural, progress, say
from kg.errors import ConfigurationError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

ANSWERS = 3
"""Facts shown for a question."""


def demo(
    folder: Annotated[Path, typer.Option("--into", help="Folder for demo.kg and demo.html.", file_okay=False)] = Path(),
) -> None:
    """Build a graph of the articles that come with the program, ask it three questions, and draw it.

    Example: kg demo --into /tmp
    """
    import kg
    from kg import demo as material
    from kg.pipeline import build

    shipped = Path(material.__file__).parent
    articles = shipped / "articles.jsonl"
    with progress(None) as advance:
        report = build([str(articles)], folder / "demo.kg", progress=advance)
    list_rejections(report.rejected)
    with kg.open(folder / "demo.kg") as graph:
        _count(graph.generation.manifest.counts)
        for question in _questions(shipped / "questions.yaml"):
            _answer(graph, question)
        with catch_warnings(action="ignore"):  # the page tells how much there is
            page = graph.view("Forty articles").save(folder / "demo.html")
    say()
    say(f"The whole graph, to explore in a browser: {page.resolve()}")
    say(f"The base, to ask more: kg query --list; kg query --name visits-to-country --base {folder / 'demo.kg'} ...")
    if report.rejected:
        raise typer.Exit(1)


def _count(counts: dict[str, int]) -> None:
    say(f"{plural(counts['documents'], 'article')} say")
    for kind, number in counts.items():
        if kind != "documents":
            say(f"  {number:5,} {kind}")


def _questions(path: Path) -> list[dict[str, str]]:
    import yaml

    questions: list[dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return questions


def _answer(graph: "KnowledgeGraph", question: dict[str, str]) -> None:
    """The question, and the facts that answer it, each with the words that name most of those in it."""
    answer = graph.query(question["sparql"])
    if isinstance(answer, bool | str):
        raise ConfigurationError(f"the query for {question['question']!r} is no SELECT")
    facts = [list(rows) for _, rows in groupby(answer.to_dicts(), key=lambda row: row["fact"])]
    say()
    say(f"{question['question']} {plural(len(facts), 'answer')}" + (", of which:" if len(facts) > ANSWERS else ":"))
    for rows in facts[:ANSWERS]:
        names = _distinct(row["who"] for row in rows)
        telling = max(rows, key=lambda row: sum(name.split()[-1] in str(row["words"]) for name in names))
        say(f"  {telling['what']}: {', '.join(names)}")
        say("    “" + textwrap.shorten(str(telling["words"]), 300, placeholder=" ...") + "”")
        say(f"    — {telling['title']}. {telling['source']}, {telling['date']}")


def _distinct(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in dict.fromkeys(values)]
