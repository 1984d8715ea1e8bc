"""Prints what is wrong with the ontology as a vocabulary that others are to use: `tools/ontology_faults.py`.

Each rule reads the files as graphs and tells what breaks it, so that a test can break each on purpose. Whether data and
ontology can be true together is a reasoner's matter, and what data must look like is that of `shapes.ttl`.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import TypeGuard

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VANN, XSD, DefinedNamespace
from rdflib.term import Node

import kg
from kg.kinds import ActionType, Manner
from kg.model import Modality
from kg.vocab import DIP, DV, NAMESPACES, ontology_path

WRITERS = Path(kg.__file__).parent / "rdf"
LANGUAGES = tuple(map(str, (RDF, RDFS, OWL, XSD)))
"""In which an ontology is written; their terms need no declaration."""
HEADER = (
    *(DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.publisher, DCTERMS.license, DCTERMS.language),
    *(DCTERMS.created, DCTERMS.modified, DCTERMS.bibliographicCitation),
    *(OWL.versionIRI, OWL.versionInfo, OWL.priorVersion, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri),
)
"""What the header of each file says once."""
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
CLOSED: tuple[type[DefinedNamespace], ...] = (DCTERMS, FOAF, ORG, PROV, SDO, TIME)
"""Vocabularies whose terms rdflib knows."""
VOCABULARIES = MappingProxyType(
    {
        "SEM": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "PROV-O": "http://www.w3.org/ns/prov#",
        "W3C ORG": "http://www.w3.org/ns/org#",
        "schema.org": "https://schema.org/",
        "OWL-Time": "http://www.w3.org/2006/time#",
        "Web Annotation": "http://www.w3.org/ns/oa#",
        "Popolo": "http://www.w3.org/ns/opengov#",
        "FARO": "http://purl.org/faro/",
        "CIDOC-CRM": "http://www.cidoc-crm.org/cidoc-crm/",
        "EU CDM": "http://publications.europa.eu/ontology/cdm#",
        "Wikidata": "http://www.wikidata.org/entity/",
        "LODE": "http://linkedevents.org/ontology/",
        "NIF": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "ELI": "http://data.europa.eu/eli/ontology#",
        "GAF": "http://groundedannotationframework.org/gaf#",
        "GRASP": "http://groundedannotationframework.org/grasp#",
        "FOAF": "http://xmlns.com/foaf/0.1/",
        "Person": "http://www.w3.org/ns/person#",
        "WGS84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "Dublin Core": "http://purl.org/dc/terms/",
    }
)
"""What terms are aligned with."""


@dataclass(frozen=True)
class Product:
    """The files that a user of the vocabulary takes."""

    ontology: Graph
    code_lists: Graph
    alignments: Graph

    @property
    def files(self) -> tuple[Graph, Graph, Graph]:
        """All of them."""
        return self.ontology, self.code_lists, self.alignments

    @cached_property
    def own(self) -> Graph:
        """What is said of all terms of ours."""
        return self.ontology + self.code_lists


def shipped() -> Product:
    """The files as they are."""
    return Product(*(Graph().parse(ontology_path(name)) for name in ("diplograph.ttl", "vocab.ttl", "align.ttl")))


def short(term: Node) -> str:
    """A term by its prefix."""
    return str(term).replace(DIP, "dip:").replace(DV, "dv:")


def of(graph: Graph, *types: Node) -> list[URIRef]:
    """The terms of ours that are of one of these types, in a fixed order."""
    return sorted({term for type_ in types for term in graph.subjects(RDF.type, type_) if _is_ours(term)})


def _is_ours(term: Node) -> TypeGuard[URIRef]:
    return isinstance(term, URIRef) and str(term).startswith((DIP, DV))


def terms(product: Product) -> list[URIRef]:
    """All classes, properties, coded values and their lists."""
    return of(product.own, OWL.Class, *PROPERTIES, SKOS.Concept, SKOS.ConceptScheme)


def metadata(product: Product) -> Iterator[str]:
    """Each file says once who made it, when, under which licence, and which version it is, and of which version."""
    for graph in product.files:
        for header in graph.subjects(RDF.type, OWL.Ontology):
            said = {name: [str(value) for value in graph.objects(header, name)] for name in HEADER}
            yield from (f"{header} says {len(found)} times {name}" for name, found in said.items() if len(found) != 1)
            version, iri = (next(iter(said[name]), "") for name in (OWL.versionInfo, OWL.versionIRI))
            if iri != f"{header}/{version}":
                yield f"{header} is of version {version}, but its version IRI is {iri}"
            if iri in said[OWL.priorVersion]:
                yield f"{header} came after itself"
            prefix, names = (next(iter(said[name]), "") for name in HEADER[-2:])
            if NAMESPACES.get(prefix) != names:
                yield f"{header} prefers {prefix}: for {names}, which is another in queries"
        if len(set(graph.subjects(RDF.type, OWL.Ontology))) != 1:
            yield "a file has not one header"


def _texts(product: Product, term: URIRef, *names: URIRef) -> list[Literal]:
    return [text for name in names for text in product.own.objects(term, name) if isinstance(text, Literal)]


def labels(product: Product) -> Iterator[str]:
    """Each term has one label in English, and no two terms of one sort, or values of one list, have the same."""
    told = Counter[tuple[str, str]]()
    for term in terms(product):
        found = _texts(product, term, RDFS.label, SKOS.prefLabel)
        if [label.language for label in found] != ["en"]:
            yield f"{short(term)} has {len(found)} labels, or none in English"
        sorts = [*product.own.objects(term, SKOS.inScheme)] or [*product.own.objects(term, RDF.type)]
        told.update((short(sort), str(label)) for sort in sorts for label in found)
    yield from (f"{label!r} names {count} things of {sort}" for (sort, label), count in told.items() if count > 1)


def definitions(product: Product) -> Iterator[str]:
    """Each term has one definition: an English sentence that says more than the label."""
    for term in terms(product):
        found = _texts(product, term, SKOS.definition)
        if [text.language for text in found] != ["en"] or not found[0].endswith(".") or not found[0][:1].isupper():
            yield f"{short(term)} has not one definition that is an English sentence"
        elif found[0].rstrip(".").casefold() in {str(one).casefold() for one in _texts(product, term, RDFS.label)}:
            yield f"{short(term)} is defined as itself"


def examples(product: Product) -> Iterator[str]:
    """Each class, property and coded value has one example in English."""
    for term in of(product.own, OWL.Class, *PROPERTIES, SKOS.Concept):
        if [text.language for text in _texts(product, term, SKOS.example)] != ["en"]:
            yield f"{short(term)} has not one example in English"


def origins(product: Product) -> Iterator[str]:
    """Each term says which ontology defines it, which is the one that it stands in."""
    for graph in (product.ontology, product.code_lists):
        (header,) = graph.subjects(RDF.type, OWL.Ontology)
        for term in of(graph, OWL.Class, *PROPERTIES, SKOS.Concept, SKOS.ConceptScheme):
            if [*graph.objects(term, RDFS.isDefinedBy)] != [header]:
                yield f"{short(term)} is not defined by {header}"


def domains(product: Product) -> Iterator[str]:
    """Each property has one domain and one range, of its kind; owl:Thing says that it is meant for anything."""
    graph = product.ontology
    classes = {*graph.subjects(RDF.type, OWL.Class), OWL.Thing}
    for term in of(graph, OWL.ObjectProperty, OWL.DatatypeProperty):
        domain, range_ = ([*graph.objects(term, name)] for name in (RDFS.domain, RDFS.range))
        if len(domain) != 1 or domain[0] not in classes:
            yield f"{short(term)} has not one class for its domain"
        literal = (term, RDF.type, OWL.DatatypeProperty) in graph
        if len(range_) != 1 or (
            not str(range_[0]).startswith((str(XSD), str(RDF))) if literal else range_[0] not in classes
        ):
            yield f"{short(term)} has not one {'datatype' if literal else 'class'} for its range"
        for inverse in graph.objects(term, OWL.inverseOf):
            if [*graph.objects(inverse, RDFS.domain)] != range_ or [*graph.objects(inverse, RDFS.range)] != domain:
                yield f"{short(term)} and its inverse do not have each other's domain and range"


def cycles(product: Product) -> Iterator[str]:
    """No term is above itself."""
    for name in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        above: dict[Node, set[Node]] = {}
        for low, high in product.own.subject_objects(name):
            above.setdefault(low, set()).add(high)
        try:
            TopologicalSorter(above).prepare()
        except CycleError as error:
            yield f"a circle of {name}: {' '.join(map(short, error.args[1]))}"


def undefined(product: Product) -> Iterator[str]:
    """Every term of ours that is named is declared, so is every predicate and class of others; values are in a list."""
    for graph in product.files:
        known = {*product.own.subjects(RDF.type), *graph.subjects(RDF.type)}
        named = {term for triple in graph for term in triple if _is_ours(term)}
        used = {*graph.predicates(), *graph.objects(None, RDF.type)}
        used -= {term for term in used if str(term).startswith(LANGUAGES)}
        yield from (f"{short(term)} is declared nowhere" for term in sorted((named | used) - known, key=str))
    for value in of(product.code_lists, SKOS.Concept):
        classes = [kind for kind in product.own.objects(value, RDF.type) if _is_ours(kind)]
        lists = {short(one) for one in product.own.objects(value, SKOS.inScheme)}
        if not lists or lists != {short(kind).replace("dip:", "dv:") + "Scheme" for kind in classes}:
            yield f"{short(value)} is not in the list of its class"


def written(product: Product) -> set[Node]:
    """The terms that the program, the actors that come with it, or the ontology itself use."""
    graph = product.ontology
    found = {*_named(), *product.own.predicates()}
    found |= set(graph.subjects(RDFS.subClassOf, URIRef(DIP + "Encounter")))
    for term in [*found]:
        found |= set(graph.objects(term, RDFS.range))
    for term in [*found]:
        found |= {above for above in graph.transitive_objects(term, RDFS.subClassOf) if above}
    coded = {*map(_value, (*ActionType, *Manner, *Modality)), URIRef(DV + "Disputed")}
    told = of(product.code_lists, URIRef(DIP + "ActionType"), URIRef(DIP + "Modality"))
    return found | {term for term in of(product.code_lists, SKOS.Concept) if term not in told or term in coded}


@cache
def _named() -> frozenset[Node]:
    """What the program writes, and what the actors are said to be."""
    sources = "".join(path.read_text("utf-8") for path in sorted(WRITERS.glob("*.py")))
    actors = Graph().parse(ontology_path("actors.ttl"))
    names = (URIRef(DIP + name) for name in re.findall(r'"dip:(\w+)"', sources))
    return frozenset((*names, *actors.predicates(), *actors.objects(None, RDF.type)))


def _value(name: str) -> URIRef:
    return URIRef(DV + "".join(part.capitalize() for part in name.split("_")))


def unused(product: Product) -> Iterator[str]:
    """A term that nothing writes says so in a scope note, and no other does; lists have values, and are led to."""
    by_program = written(product)
    for term in of(product.own, OWL.Class, *PROPERTIES, SKOS.Concept):
        noted = (term, SKOS.scopeNote, None) in product.own
        if noted == (term in by_program):
            fault = "written, but says that it is not" if noted else "written by nothing, and does not say so"
            yield f"{short(term)} is {fault}"
    for kind in product.ontology.subjects(RDFS.subClassOf, URIRef(DIP + "CodedValue")):
        if (None, RDF.type, kind) not in product.code_lists:
            yield f"{short(kind)} has no values"
        if (None, RDFS.range, kind) not in product.ontology:
            yield f"no property leads to {short(kind)}"


def alignments(product: Product) -> Iterator[str]:
    """Terms are mapped by SKOS alone, each once to what another vocabulary has, and all that are named are reached."""
    graph, known = product.alignments, set(terms(product))
    mapped = Counter((term, other) for term, name, other in graph if name in MAPPINGS)
    loose = ((term, name) for term, name, _ in graph if term in known and name not in MAPPINGS)
    yield from (f"{short(term)} is linked by {name}, which is no mapping" for term, name in loose)
    yield from (f"{short(term)} is mapped, but none of ours" for term, _ in mapped if term not in known)
    for (term, other), count in mapped.items():
        if count > 1:
            yield f"{short(term)} is mapped to {other} in {count} ways"
        if fault := _foreign(other):
            yield f"{short(term)} is mapped to {other}, {fault}"
    for name, namespace in VOCABULARIES.items():
        if not any(str(other).startswith(namespace) for _, other in mapped):
            yield f"nothing is mapped to {name}"


def _foreign(other: Node) -> str:
    """What is wrong with a term of others."""
    if not str(other).startswith(tuple(VOCABULARIES.values())):
        return "of no vocabulary that is known"
    lacking = any(str(other).startswith(str(one)) and str(other) not in one for one in CLOSED)
    return "which that vocabulary does not have" if lacking else ""


Rule = Callable[[Product], Iterable[str]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (metadata, labels, definitions, examples, origins, domains, cycles, undefined, unused, alignments)
    }
)


def main() -> None:
    """Print a line for each fault; the exit status is 1 if there are any."""
    product = shipped()
    found = [f"{name}: {fault}" for name, rule in RULES.items() for fault in rule(product)]
    print("\n".join(found) or f"no faults by {len(RULES)} rules in {len(terms(product))} terms")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
