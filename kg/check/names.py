"""Whether the ontology knows every name that a graph uses, and whether every thing has a class."""

from collections.abc import Iterator

from pyoxigraph import Store

from kg.check.problem import Problem
from kg.check.questions import solutions
from kg.vocab import ONTOLOGY_GRAPH, OWL, RDF, RDFS

# RDF, RDFS and OWL are the languages in which the ontology is written.
_USED = f"""SELECT ?name ?uses WHERE {{
  {{ SELECT ?name (COUNT(*) AS ?uses) WHERE {{ GRAPH ?graph {{ {{ ?s ?name ?o }} UNION {{ ?s a ?name }} }} }}
    GROUP BY ?name }}
  FILTER(!STRSTARTS(STR(?name), "{RDF}") && !STRSTARTS(STR(?name), "{RDFS}") && !STRSTARTS(STR(?name), "{OWL}"))
  FILTER NOT EXISTS {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?name a ?kind }} }} }}"""
_UNTYPED = """SELECT DISTINCT ?graph ?this WHERE {
  GRAPH ?graph { ?this ?p ?o } MINUS { GRAPH ?any { ?this a ?class } } }"""


def check_names(store: Store) -> Iterator[Problem]:
    """Classes and properties that the ontology does not declare, and things without a class, which no shape targets."""
    for answer in solutions(store, _USED):
        message = f"the ontology declares no such class or property, in {answer['uses'].value} statements"
        yield Problem(kind="name", where=answer["name"].value, message=message)
    for answer in solutions(store, _UNTYPED):
        message = f"nothing says what it is, so that no shape fits it (in {answer['graph'].value})"
        yield Problem(kind="name", where=answer["this"].value, message=message)
