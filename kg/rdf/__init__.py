"""Facts as RDF: a graph for each document, the registry, the merged graph, the ontology, its code lists, a census.

RDF 1.1 without blank nodes. The same documents and resolution give the same lines, in whatever order they come.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from kg.identity import Resolution
from kg.kinds import code_lists, ontology, ontology_files
from kg.model import Document, Extraction
from kg.rdf.census import Census
from kg.rdf.documents import DocumentGraph
from kg.rdf.facts import write_facts
from kg.rdf.formats import trig
from kg.rdf.merged import Merged
from kg.rdf.registry import Registry
from kg.vocab import ONTOLOGY_GRAPH, VOCAB_GRAPH

__all__ = ["quads", "trig"]


def quads(contents: Iterable[tuple[Document, Extraction]], resolution: Resolution) -> Iterator[str]:
    """N-Quads, a line each with its line end, of what documents say. No line comes twice."""
    registry, merged, census = Registry(resolution), Merged(resolution), Census()
    for document, extraction in contents:
        graph = DocumentGraph(document, extraction, resolution)
        write_facts(graph)
        registry.register(graph, document.source)
        merged.take(graph)
        census.document(document)
        census.count("documents", graph.lines)
        yield from graph.lines
    for part, shared in (("registry", registry.graph()), ("merged", merged.graph())):
        census.count(part, shared.lines)
        yield from shared.lines
    yield from census.graph().lines
    yield from _terms(ontology_files())


@cache
def _terms(_: tuple[Path, ...]) -> Sequence[str]:
    """The lines of the ontology, which lies in these files, and of its code lists: the same in every graph."""
    return (*_lines(ontology(), ONTOLOGY_GRAPH), *_lines(code_lists(), VOCAB_GRAPH))


def _lines(triples: Iterable[Quad], graph: str) -> list[str]:
    """What a file says as the lines of a named graph; what rests on blank nodes is left to reasoners."""
    lines = {f"{triple} <{graph}> .\n" for triple in triples}
    return sorted(line for line in lines if "_:" not in line)
