"""The part of a graph that a picture can hold."""

import difflib
from typing import Any

import networkx as nx

from kg.errors import QueryError


def find(graph: nx.MultiDiGraph, name: str) -> Any:
    """The node called so: its id, its name, another of its names, or the heaviest whose name contains it.

    Raises `QueryError` with the names that come closest.
    """
    if name in graph:
        return name
    wanted = name.casefold().strip()
    names = {node: (about["label"], *about.get("alias", "").split(" | ")) for node, about in graph.nodes(data=True)}
    tests = (
        lambda known: known[0].casefold() == wanted,
        lambda known: any(one.casefold() == wanted for one in known),
        lambda known: any(f" {wanted} " in f" {one.casefold()} " for one in known),
    )
    for test in tests:
        found = [node for node, known in names.items() if wanted and test(known)]
        if found:
            return min(found, key=_heaviest(graph))
    close = difflib.get_close_matches(name, sorted({known[0] for known in names.values()}), n=3, cutoff=0.4)
    hint = f"; the closest names are {', '.join(close)}" if close else ""
    raise QueryError(f"no entity of the graph is called {name!r}{hint}")


def choose(graph: nx.MultiDiGraph, around: str | None, depth: int, top: int) -> nx.MultiDiGraph:
    """At most `top` nodes: those within `depth` steps of one entity, the nearest first, or the heaviest of all."""
    distance = dict.fromkeys(graph, 0)
    if around is not None:
        distance = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), find(graph, around), depth)
    heaviest = _heaviest(graph)
    kept = set(sorted(distance, key=lambda node: (distance[node], heaviest(node)))[:top])
    chosen = nx.MultiDiGraph(**graph.graph)
    chosen.add_nodes_from((node, about) for node, about in graph.nodes(data=True) if node in kept)
    chosen.add_edges_from(
        (source, target, key, about)
        for source, target, key, about in graph.edges(keys=True, data=True)
        if source in kept and target in kept
    )
    return chosen


def _heaviest(graph: nx.MultiDiGraph) -> Any:
    return lambda node: (-graph.nodes[node]["weight"], str(node))
