"""What SHACL finds wrong with a graph: by pySHACL, the reference, and by the project's own reading of shapes."""

from collections.abc import Mapping
from functools import cache
from unittest.mock import patch

import pyshacl
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib.namespace import RDF, RDFS, SH
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from stores import solutions

from kg.check.conformance import check_shapes
from kg.check.shapes import rules
from kg.vocab import DIP, GRAPH, ONTOLOGY_GRAPH, VOCAB_GRAPH, ontology_path

REFERENCE = (("diplograph.ttl", ONTOLOGY_GRAPH), ("vocab.ttl", VOCAB_GRAPH))
Findings = set[tuple[str, str]]
"""Nodes that break a constraint, each with the message of the constraint."""


def by_pyshacl(data: rdflib.Graph, shapes: rdflib.Graph) -> Findings:
    """What pySHACL finds, where rdflib parses each query once, and not for every node anew."""
    with patch.multiple(processor, parseQuery=str, translateQuery=_prepared):
        _, report, _ = pyshacl.validate(data + classes(), shacl_graph=shapes, inference="none")
    return {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def _prepared(text: str, base: str | None, namespaces: Mapping[str, rdflib.URIRef]) -> Query:
    return _prepared_once(text, base, tuple(namespaces.items()))


@cache
def _prepared_once(text: str, base: str | None, namespaces: tuple[tuple[str, rdflib.URIRef], ...]) -> Query:
    return translateQuery(parseQuery(text), base, dict(namespaces))


def by_check(data: rdflib.Graph) -> Findings:
    """What the check finds by `shapes.ttl`."""
    return {(problem.where, problem.message.partition(" (")[0]) for problem in check_shapes(loaded(data), [])}


def by_queries(data: rdflib.Graph, shapes: rdflib.Graph) -> Findings:
    """What the queries made from other shapes find."""
    store = loaded(data)
    return {
        (answer["this"].value, rule.message)
        for rule in rules(shapes, classes())
        for answer in solutions(store, rule.select)
    }


@cache
def shipped_shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_path("shapes.ttl"))


@cache
def classes() -> rdflib.Graph:
    """Which class of the ontology is below which, and what is of them in the code lists: all that shapes ask."""
    found = rdflib.Graph()
    for name, _ in REFERENCE:
        for triple in rdflib.Graph().parse(ontology_path(name)):
            if triple[1] in (RDFS.subClassOf, RDF.type) and str(triple[2]).startswith(DIP):
                found.add(triple)
    return found


def loaded(data: rdflib.Graph) -> Store:
    """Data in a graph of its own, beside the ontology and its code lists."""
    store = Store()
    store.load(data.serialize(format="nt"), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(GRAPH + "1"))
    for name, where in REFERENCE:
        store.load(path=str(ontology_path(name)), format=RdfFormat.TURTLE, to_graph=NamedNode(where))
    return store
