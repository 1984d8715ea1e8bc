"""`kg view` and `kg export`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.console import plural, say
from kg.cli.options import DEFAULT_BASE, Around, Base, Depth, MinConfidence, Output, Since, Types, Until, checked


class Notation(StrEnum):
    """How a graph is written."""

    NQUADS = "nquads"
    TRIG = "trig"
    GRAPHML = "graphml"
    GEXF = "gexf"


def view(
    around: Around = None,
    depth: Depth = 1,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Nodes at most.", show_default="300")] = None,
    since: Since = None,
    until: Until = None,
    type_: Types = None,
    min_confidence: MinConfidence = None,
    output: Output = None,
    base: Base = DEFAULT_BASE,
) -> None:
    """Draw the graph as one HTML page, from whose lines a click leads to the words they rest on.

    Example: kg view --around Peru --since 2018 --base news.kg -o peru.html
    """
    from kg.graph import KnowledgeGraph
    from kg.view import View, render

    output = checked(output or Path("view.html"))
    with KnowledgeGraph(base) as graph:
        narrowed: dict[str, Any] = {"since": since, "until": until, "types": type_, "min_confidence": min_confidence}
        chosen = graph.graph(around=around, depth=depth, top=top, **narrowed)
    View(render(chosen, title=around or base.stem)).save(output)
    facts = {(*ends, about["kind"], about["fact"]) for *ends, about in chosen.edges(data=True)}  # as the page counts
    rest = f" of {chosen.graph['total']:,} nodes" if chosen.graph.get("total", 0) > len(chosen) else ""
    say(f"{output}: {plural(len(chosen), 'node')}{rest}, {plural(len(facts), 'fact')}")


def export(
    format: Annotated[Notation, typer.Option("--format", help="gexf and graphml: for Gephi and networkx.")],
    around: Around = None,
    depth: Depth = 1,
    since: Since = None,
    until: Until = None,
    type_: Types = None,
    min_confidence: MinConfidence = None,
    output: Output = None,
    base: Base = DEFAULT_BASE,
) -> None:
    """Write the graph to a file, or to standard output.

    Example: kg export --format trig --base news.kg -o news.trig
    """
    from kg.graph import KnowledgeGraph

    choice: dict[str, Any] = {"around": around, "since": since, "until": until, "types": type_}
    choice |= {"min_confidence": min_confidence}
    with KnowledgeGraph(base) as graph:
        if format in (Notation.GRAPHML, Notation.GEXF):
            from kg.projection import write

            chosen = graph.graph(depth=depth, top=sys.maxsize, **choice)
            write(chosen, checked(output) if output else Path("/dev/stdout"), format.value)
            return
        if any(choice.values()):
            raise typer.BadParameter(f"{format.value} is written whole; graphml and gexf can be narrowed")
        lines = graph.generation.lines()
    if format is Notation.TRIG:
        from kg.rdf.formats import trig

        lines = [trig(lines)]
    if output:
        checked(output).write_text("".join(lines), "utf-8")
    else:
        sys.stdout.writelines(lines)
