"""Prints how findable, accessible, interoperable and reusable the ontology is, by rules of our own: `tools/fair.py`.

Each rule belongs to one of the FAIR principles (Wilkinson et al., 2016) and gives the share of what it looks at that
keeps it. The score is the mean over the rules. What needs the network is no rule: whether the IRIs lead anywhere, and
which registries list the vocabulary.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from ontology_faults import MAPPINGS, VOCABULARIES, Product, of, shipped, terms
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD

ROOT = Path(__file__).parents[1]
PERSISTENT = "https://w3id.org/"
"""A service that keeps IRIs alive, whoever hosts what they lead to."""
FLOOR = 0.95
BESIDE = ("ontology/shapes.ttl", "docs/ontology.html", "ontology/patterns.yaml")
"""Shapes for validating, pages for people, queries to begin with."""


def _share(kept: Collection[bool]) -> float:
    return sum(kept) / len(kept) if kept else 0.0


def _headers(product: Product, *names: URIRef) -> float:
    """The share of these properties that the headers have."""
    headers = [(graph, header) for graph in product.files for header in graph.subjects(RDF.type, OWL.Ontology)]
    return _share([(header, name, None) in graph for graph, header in headers for name in names])


def _terms(product: Product, *names: URIRef, among: Collection[URIRef] = ()) -> float:
    """The share of our terms, or of some, that have one of these properties."""
    found = among or terms(product)
    return _share([any((term, name, None) in product.own for name in names) for term in found])


def _examples(product: Product) -> float:
    """A list of values is its own example."""
    lists = {*of(product.code_lists, SKOS.ConceptScheme)}
    return _terms(product, SKOS.example, among=[term for term in terms(product) if term not in lists])


def _persistent(product: Product) -> float:
    return _share([str(term).startswith(PERSISTENT) for term in terms(product)])


def _typed(product: Product) -> float:
    """The share of dates in the headers that are of a type, and of texts that say their language."""
    dates = [v for g in product.files for name in (DCTERMS.created, DCTERMS.modified) for v in g.objects(None, name)]
    texts = [v for g in product.files for name in (DCTERMS.title, DCTERMS.description) for v in g.objects(None, name)]
    kept = [isinstance(v, Literal) and v.datatype == XSD.date for v in dates]
    return _share(kept + [isinstance(v, Literal) and bool(v.language) for v in texts])


def _named(product: Product) -> float:
    """The share of statements that have no blank nodes, so that whoever cites can name what stands in them."""
    return _share([not any(isinstance(term, BNode) for term in triple) for graph in product.files for triple in graph])


def _aligned(product: Product) -> float:
    """The share of the vocabularies to align with to which there is a mapping."""
    others = {str(other) for name in MAPPINGS for other in product.alignments.objects(None, name)}
    return _share([any(other.startswith(namespace) for other in others) for namespace in VOCABULARIES.values()])


def _linked(product: Product) -> float:
    """The share of classes that are mapped to another vocabulary, or are below one that is."""
    mapped = {term for name in MAPPINGS for term in product.alignments.subjects(name, None)}
    classes = of(product.ontology, OWL.Class)
    return _share([bool(mapped & {*product.ontology.transitive_objects(term, RDFS.subClassOf)}) for term in classes])


def _placed(product: Product) -> float:
    """The share of properties that have a domain and a range, and of coded values that are in a list."""
    own = product.own
    properties, values = of(own, OWL.ObjectProperty, OWL.DatatypeProperty), of(own, SKOS.Concept)
    kept = [(term, RDFS.domain, None) in own and (term, RDFS.range, None) in own for term in properties]
    return _share(kept + [(value, SKOS.inScheme, None) in own for value in values])


def _licensed(product: Product) -> float:
    licences = [one for graph in product.files for one in graph.objects(None, DCTERMS.license)]
    return _share([str(one).startswith("https://creativecommons.org/licenses/") for one in licences])


def _beside(_: Product) -> float:
    return _share([(ROOT / name).is_file() for name in BESIDE])


Rule = Callable[[Product], float]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "F1 terms have persistent IRIs": _persistent,
        "F1 versions have IRIs": lambda p: _headers(p, OWL.versionIRI, OWL.versionInfo),
        "F2 files say what they are": lambda p: _headers(p, DCTERMS.title, DCTERMS.description, DCTERMS.language),
        "F2 terms have labels": lambda p: _terms(p, RDFS.label, SKOS.prefLabel),
        "F3 terms name what defines them": lambda p: _terms(p, RDFS.isDefinedBy),
        "F4 files tell harvesters their prefix": lambda p: _headers(
            p, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri
        ),
        "A1 all can be named in a request": _named,
        "A2 the version before stays known": lambda p: _headers(p, OWL.priorVersion),
        "I1 texts and dates are typed": _typed,
        "I1 properties and values have their place": _placed,
        "I2 vocabularies of others are aligned": _aligned,
        "I3 classes are linked to those of others": _linked,
        "R1 terms have definitions": lambda p: _terms(p, SKOS.definition),
        "R1 terms have examples": _examples,
        "R1.1 the licence is open": _licensed,
        "R1.2 the origin is told": lambda p: _headers(
            *(p, DCTERMS.creator, DCTERMS.publisher, DCTERMS.created, DCTERMS.modified, DCTERMS.bibliographicCitation)
        ),
        "R1.3 shapes, pages and queries come with it": _beside,
    }
)


def shares(product: Product) -> dict[str, float]:
    """What each rule gives, between 0 and 1."""
    return {name: rule(product) for name, rule in RULES.items()}


def score(product: Product) -> float:
    """The mean over all rules."""
    found = shares(product)
    return sum(found.values()) / len(found)


def main() -> None:
    """Print a line for each rule, and the score; the exit status is 1 if that is below the floor."""
    product = shipped()
    for name, share in shares(product).items():
        print(f"{share:5.0%}  {name}")
    total = score(product)
    print(f"{total:6.1%} FAIR by {len(RULES)} rules; the floor is {FLOOR:.0%}")
    sys.exit(total < FLOOR)


if __name__ == "__main__":
    main()
