"""Questions that a check asks of a graph."""

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Store, Triple, Variable

from kg.vocab import NAMESPACES

Term = NamedNode | BlankNode | Literal | Triple


def solutions(store: Store, select: str, known: Mapping[str, Term] | None = None) -> Iterator[QuerySolution]:
    """The answers of all graphs together, and of each by `GRAPH`; what is known of a variable must be selected, too."""
    bound = {Variable(name): term for name, term in (known or {}).items()}
    answers = store.query(select, prefixes=NAMESPACES, use_default_graph_as_union=True, substitutions=bound)
    yield from answers  # type: ignore[misc] # a SELECT gives solutions
