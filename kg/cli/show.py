"""`kg view` and `kg export`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from warnings import catch_warnings

import typer

from kg.cli.console import plural, put, say
from kg.cli.options import (
    DEFAULT_BASE,
    PAGE,
    Around,
    Base,
    Depth,
    MinConfidence,
    Output,
    Since,
    Types,
    Until,
    checked,
    wrong,
)
from kg.files import write

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph


class Notation(StrEnum):
    """How a graph is written."""

    NQUADS = "nquads"
    TRIG = "trig"
    GRAPHML = "graphml"
    GEXF = "gexf"


SUFFIXES = {
    Notation.NQUADS: (".nq", ".nquads"),
    Notation.TRIG: (".trig",),
    Notation.GRAPHML: (".graphml", ".xml"),
    Notation.GEXF: (".gexf", ".xml"),
}


def view(
    around: Around = None,
    depth: Depth = None,
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

    output = checked(output or Path("view.html"), *PAGE)
    with KnowledgeGraph(base) as graph:
        narrowed = {"since": since, "until": until, "types": type_, "min_confidence": min_confidence}
        with catch_warnings(action="ignore"):  # what is left out is told below
            chosen = graph.graph(**_given(around=around, depth=depth, top=top, **narrowed))
    View(render(chosen, title=around or base.stem)).save(output)
    facts = {(*ends, about["kind"], about["fact"]) for *ends, about in chosen.edges(data=True)}  # as the page counts
    rest = f" of {chosen.graph['total']:,} nodes" if chosen.graph.get("total", 0) > len(chosen) else ""
    say(f"{output}: {plural(len(chosen), 'node')}{rest}, {plural(len(facts), 'fact')}")


def export(
    format: Annotated[
        Notation | None,
        typer.Option("--format", help="gexf and graphml: for Gephi and networkx.", show_default="as the file's suffix"),
    ] = None,
    around: Around = None,
    depth: Depth = None,
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

    notation = format or _of_suffix(output)
    if output:
        checked(output, *SUFFIXES[notation], "")
    narrowed = {"since": since, "until": until, "types": type_, "min_confidence": min_confidence}
    choice = _given(around=around, depth=depth, **narrowed)
    if choice and notation in (Notation.NQUADS, Notation.TRIG):
        raise wrong(f"{notation.value} is written whole; graphml and gexf can be narrowed")
    with KnowledgeGraph(base) as graph:
        parts = _parts(graph, notation, choice)
    if output:
        write(output, parts)
    else:
        put(parts)


def _given(**choice: Any) -> dict[str, Any]:
    """What was chosen by; the rest has its defaults."""
    return {name: value for name, value in choice.items() if value is not None}


def _of_suffix(output: Path | None) -> Notation:
    """The only notation whose files have this suffix."""
    suffix = output.suffix.lower() if output else ""
    found = [notation for notation, suffixes in SUFFIXES.items() if suffix in suffixes]
    if len(found) != 1:
        raise wrong(f"give --format: {', '.join(SUFFIXES)}; or -o with a suffix that tells, such as .gexf")
    return found[0]


def _parts(graph: "KnowledgeGraph", notation: Notation, choice: dict[str, Any]) -> list[str]:
    """The text of a graph."""
    if notation in (Notation.GRAPHML, Notation.GEXF):
        from kg.projection import text

        return [text(graph.graph(top=None, **choice), notation.value)]
    lines = graph.generation.lines()
    if notation is Notation.TRIG:
        from kg.rdf.formats import trig

        return [trig(lines)]
    return lines
