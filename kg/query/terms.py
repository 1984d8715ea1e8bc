"""Whether the vocabulary of a store has the terms that a query names, and which may be meant."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from pyoxigraph import NamedNode, Store

from kg.vocab import DIP, DV, ONTOLOGY_GRAPH, VOCAB_GRAPH

_GRAPHS = tuple(map(NamedNode, (ONTOLOGY_GRAPH, VOCAB_GRAPH)))
_OURS = {"dip": DIP, "dv": DV}


def misspelt(store: Store, iris: Iterable[str]) -> str | None:
    """What is wrong with the first of some IRIs that lies in a namespace of ours and is no term there.

    Nothing is in a store that holds no vocabulary.
    """
    for iri in sorted(iris):
        prefix = next((prefix for prefix, namespace in _OURS.items() if iri.startswith(namespace)), None)
        local = iri.removeprefix(_OURS.get(prefix or "", iri))
        if local and not _is_term(store, iri) and (named := _terms(store)):
            near = " or ".join(_nearest(named, local))
            meant = f"did you mean {near}? " if near else ""
            return f"the vocabulary has no {prefix}:{local}; {meant}kg schema lists what there is"
    return None


def _is_term(store: Store, iri: str) -> bool:
    try:
        term = NamedNode(iri)
    except ValueError:  # the engine says better what is wrong with it
        return True
    return any(next(store.quads_for_pattern(term, None, None, graph), None) is not None for graph in _GRAPHS)


def _terms(store: Store) -> dict[str, list[str]]:
    """The terms of the vocabulary, as a query writes them, by their names in small letters without prefix."""
    named: dict[str, list[str]] = {}
    for graph in _GRAPHS:
        for quad in store.quads_for_pattern(None, None, None, graph):
            iri = getattr(quad.subject, "value", "")
            for prefix, namespace in _OURS.items():
                name = iri.removeprefix(namespace)
                if name not in ("", iri) and f"{prefix}:{name}" not in named.setdefault(name.casefold(), []):
                    named[name.casefold()].append(f"{prefix}:{name}")
    return named


def _nearest(named: Mapping[str, Sequence[str]], local: str) -> list[str]:
    """The terms whose names are most like one, the likeliest first; case makes no difference."""
    close = get_close_matches(local.casefold(), sorted(named), n=2, cutoff=0.7)
    return [name for one in close for name in named[one]][:3]
