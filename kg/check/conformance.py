"""Whether a graph conforms to `shapes.ttl`."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Store
from rdflib import Graph

from kg.check.problem import Problem
from kg.check.questions import Term, solutions
from kg.check.shapes import Rule, rules
from kg.kinds import ontology_files
from kg.vocab import GRAPH, NAMESPACES, graph_iri, ontology_path

LONGEST = 60
"""Characters of a literal that a problem shows."""


def check_shapes(store: Store, documents: Iterable[str]) -> Iterator[Problem]:
    """What breaks a constraint of `shapes.ttl`, once for each constraint, graph and value to blame."""
    places = {graph_iri(identifier): f"document {identifier}" for identifier in documents}
    shapes = _rules(ontology_files())
    found = {(rule.message, rule.path, *breach) for rule in shapes for breach in _breaches(store, rule)}
    for message, path, node, graph, value in found:
        place = places.get(graph, f"the graph {graph.removeprefix(GRAPH)}")
        about = ", ".join(part for part in (place, _detail(path, value)) if part)
        yield Problem(kind="shape", where=node, message=f"{message} ({about})")


@cache
def _rules(files: tuple[Path, ...]) -> tuple[Rule, ...]:
    """The rules, where the ontology is in these files."""
    ontology = Graph()
    for path in files:
        ontology.parse(path)
    return tuple(rules(Graph().parse(ontology_path("shapes.ttl")), ontology))


def _breaches(store: Store, rule: Rule) -> Iterator[tuple[str, str, Term | None]]:
    """The node, the graph that it stands in, and the value to blame, if one is."""
    for answer in solutions(store, rule.select):
        if rule.whole:
            yield from ((answer["this"].value, graph, None) for graph in _graphs(store, rule, answer["this"]))
        else:
            yield answer["this"].value, answer["graph"].value, answer["value"]


def _graphs(store: Store, rule: Rule, node: Term) -> Iterator[str]:
    """The graphs in which a rule targets a node."""
    select = f"SELECT DISTINCT ?graph ?this WHERE {{ GRAPH ?graph {{ {rule.target} }} }}"
    for answer in solutions(store, select, {"this": node}):
        yield answer["graph"].value


def _detail(path: str, value: Term | None) -> str:
    """A property and its value, short enough to read."""
    for prefix, iri in NAMESPACES.items():
        path = path.replace(f"<{iri}", f"{prefix}:").rstrip(">")
    shown = value.value if isinstance(value, NamedNode) else str(value or "")
    return f"{path} {shown if len(shown) <= LONGEST else shown[:LONGEST] + '…'}".strip()
