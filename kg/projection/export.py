"""A projection as a file for Gephi and other graph tools."""

import datetime as dt
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import ConfigurationError

_WRITERS = {"graphml": nx.write_graphml_xml, "gexf": nx.write_gexf}


def write(graph: nx.MultiDiGraph, path: str | Path, form: str) -> None:
    """Write a graph as "graphml" or "gexf": dates as text, missing values left out. The graph is not changed."""
    if form not in _WRITERS:
        raise ConfigurationError(f"a graph cannot be written as {form!r}; choose {' or '.join(_WRITERS)}")
    _WRITERS[form](_portable(graph), str(path))


def _portable(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy with none but texts, numbers and truth values, whose edges are told apart by one id each."""
    copy = nx.MultiDiGraph(**_simple(graph.graph))
    copy.add_nodes_from((_legible(str(node)), _simple(about)) for node, about in graph.nodes(data=True))
    for number, (source, target, about) in enumerate(graph.edges(data=True)):
        simple = _simple(about)
        relation = simple.pop("label", None) or simple.get("kind", "")
        source, target = _legible(str(source)), _legible(str(target))
        copy.add_edge(source, target, key=f"e{number}", id=f"e{number}", label=relation, **simple)
    return copy


def _simple(about: dict[str, Any]) -> dict[str, Any]:
    # Gephi keeps "start" and "end" for its own time line, where an unfinished date breaks the import.
    names = {"start": "begins", "end": "ends", "id": "identifier"}
    return {names.get(key, key): _value(value) for key, value in about.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float) else _legible(str(value))


def _legible(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(character for character in text if character in "\t\n\r" or character >= " ")
