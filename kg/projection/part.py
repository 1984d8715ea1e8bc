"""The part of a graph that was chosen, no larger than a picture can hold."""

import difflib
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.errors import ChoiceError
from kg.projection.choice import Choice, Test


def choose(graph: nx.MultiDiGraph, choice: Choice) -> nx.MultiDiGraph:
    """The facts that were chosen, with at most `choice.top` of the nodes they touch; others are counted, as `left_out`.

    Those within `choice.depth` steps of one entity, the nearest first, or the heaviest of all. Raises ChoiceError if no
    fact is left, with what there is to choose from.
    """
    tests = choice.tests()
    narrowed = _narrowed(graph, tests) if tests else graph
    if tests and not narrowed:
        raise ChoiceError(_emptied(graph, tests))
    distance = dict.fromkeys(narrowed, 0)
    if choice.around is not None:
        centre = _centre(graph, narrowed, choice.around)
        distance = nx.single_source_shortest_path_length(narrowed.to_undirected(as_view=True), centre, choice.depth)
    heaviest = _heaviest(narrowed)
    kept = set(sorted(distance, key=lambda node: (distance[node], heaviest(node)))[: choice.top])
    return _among(narrowed, kept, graph.graph | {"left_out": len(distance) - len(kept)})


def _narrowed(graph: nx.MultiDiGraph, tests: dict[str, Test]) -> nx.MultiDiGraph:
    """The facts that pass, with the nodes they touch."""
    narrowed = nx.MultiDiGraph()
    for source, target, key, about in graph.edges(keys=True, data=True):
        if all(passes(about) for passes in tests.values()):
            for node in (source, target):
                if node not in narrowed:
                    narrowed.add_node(node, **graph.nodes[node])
            narrowed.add_edge(source, target, key=key, **about)
    return narrowed


def _among(graph: nx.MultiDiGraph, kept: set[Any], about_it: dict[str, Any]) -> nx.MultiDiGraph:
    """Some nodes, with the edges between them."""
    chosen = nx.MultiDiGraph(**about_it)
    chosen.add_nodes_from((node, about) for node, about in graph.nodes(data=True) if node in kept)
    chosen.add_edges_from(
        (source, target, key, about)
        for source, target, key, about in graph.edges(keys=True, data=True)
        if source in kept and target in kept
    )
    return chosen


def _emptied(graph: nx.MultiDiGraph, tests: dict[str, Test]) -> str:
    """How many facts each test leaves by itself, and what there is to choose from."""
    edges = [about for _, _, about in graph.edges(data=True)]
    left = [f"{name} leaves {_facts(about for about in edges if passes(about))}" for name, passes in tests.items()]
    types = ", ".join(sorted({about["type"] for about in edges})) or "none"
    days = sorted(filter(None, (about.get("start") or about.get("published") for about in edges)))
    dated = f", dated {days[0]} to {days[-1]}" if days else ""
    return f"no fact of {_facts(edges)} is left: {'; '.join(left)}; there are {types}{dated}"


def _facts(edges: Iterable[dict[str, Any]]) -> int:
    return len({about["fact"] for about in edges})


def _centre(graph: nx.MultiDiGraph, narrowed: nx.MultiDiGraph, name: str) -> Any:
    """The node of this name among the facts that are left."""
    if (found := _called(narrowed, name)) is not None:
        return found
    if (elsewhere := _called(graph, name)) is not None:
        raise ChoiceError(f"no fact that is left is about {graph.nodes[elsewhere]['label']}; choose less narrowly")
    names = sorted({label for _, label in graph.nodes(data="label")})
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
    hint = f"; the closest names are {', '.join(close)}" if close else ""
    raise ChoiceError(f"no fact is left: nothing in the graph is called {name!r}{hint}")


def _called(graph: nx.MultiDiGraph, name: str) -> Any | None:
    """The node called so: its id, its name, another of its names, or the heaviest whose name contains it."""
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
    return None


def _heaviest(graph: nx.MultiDiGraph) -> Any:
    return lambda node: (-graph.nodes[node]["weight"], str(node))
