"""What documents claim of some facts, asked for by SPARQL: where these are few, quicker than to read all lines."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from kg.projection.claims import Claims, claims_of
from kg.projection.lines import Said, literal
from kg.vocab import ID, PREFIXES, node

Query = Callable[[str], Iterable[Any]]
"""Runs SPARQL over all named graphs and gives rows, values by variable name."""

_ROWS = "SELECT DISTINCT ?graph ?subject ?property (STR(?value) AS ?text) (isIRI(?value) AS ?node) WHERE "
_COLUMNS = ("graph", "subject", "property", "text", "node")
_OF_FACTS = tuple(
    _ROWS + "{ VALUES ?given { GIVEN } GRAPH ?graph { " + path + " . ?subject ?property ?value } }"
    for path in (
        "?subject dip:claims ?given",
        "?claim dip:claims ?given . ?given dip:hasParticipation|dip:words ?subject",
        "?claim dip:claims ?given ; dip:evidence|dip:argumentMention ?subject",
    )
)
"""What a graph that claims facts says of the claims, of participations, and of the words."""
_FACTS = _ROWS + "{ VALUES ?subject { GIVEN } GRAPH ?graph { ?claim dip:claims ?subject . ?subject ?property ?value } }"
"""What it says of the facts themselves."""
_NAMED = (
    _ROWS.replace("?graph", '("" AS ?graph)')
    + """{ VALUES ?subject { GIVEN } GRAPH ?saying { ?subject ?property ?value }
  FILTER(?saying NOT IN (g:merged, g:metadata))
  FILTER(?property IN (rdf:type, skos:prefLabel, skos:altLabel, dip:ofCountry, dip:within, dip:postIn,
                       dip:edtf, dip:earliestStart, dip:latestEnd,
                       dcterms:identifier, dcterms:title, dip:documentDate, dip:url, dip:publishedBy)) }"""
)
"""What any graph says of things, times and documents: what many say alike comes once."""
_CLASSES = (
    _ROWS + "{ VALUES (?graph ?property) { (g:ontology rdfs:subClassOf) } GRAPH ?graph { ?subject ?property ?value } }"
)


def read(query: Query, facts: Collection[str]) -> Claims:
    """What the documents claim of some facts, by IRI."""
    asking = _Asking(query)
    if facts:
        for sparql in (_FACTS, *_OF_FACTS):
            asking.take(sparql, facts)
        asking.take_named()  # things, times and documents,
        asking.take_named()  # the countries of these things
        asking.take(_CLASSES)
    return claims_of(asking.said)


class _Asking:
    """Asks, and gathers what is said."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._met: set[str] = set()
        self._taken: set[str] = set()
        self.said = Said()

    def take(self, sparql: str, given: Collection[str] = ()) -> None:
        """Take what a query finds for some IRIs."""
        for row in self._query(PREFIXES + sparql.replace("GIVEN", " ".join(map(node, sorted(given))))):
            graph, subject, predicate, text, is_node = (getattr(row[name], "value", row[name]) for name in _COLUMNS)
            self._taken.add(subject)
            if known := str(is_node).lower() == "true":
                self._met.add(text)
            self.said.add(node(graph), node(subject), node(predicate), node(text) if known else literal(text))

    def take_named(self) -> None:
        """Take what is said of all that was met, and of which nothing was taken yet."""
        self.take(_NAMED, {iri for iri in self._met - self._taken if iri.startswith(ID)})
