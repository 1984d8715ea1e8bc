"""The vocabulary of the graph: its classes, properties and coded values, with what the ontology says of each."""

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from kg.kinds import OWN_ONTOLOGY, code_lists, ontology
from kg.vocab import DIP, DV, NAMESPACES, OWL, RDF, RDFS, SKOS, ontology_path


class Sort(StrEnum):
    """What a term is."""

    CLASS = "class"
    PROPERTY = "property"
    VALUE = "value"


_SORTS = {
    OWL + "Class": Sort.CLASS,
    OWL + "ObjectProperty": Sort.PROPERTY,
    OWL + "DatatypeProperty": Sort.PROPERTY,
    OWL + "AnnotationProperty": Sort.PROPERTY,
    SKOS + "Concept": Sort.VALUE,
    SKOS + "ConceptScheme": Sort.VALUE,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a coded value; `name` is its name in queries: `dip:Meeting`."""

    name: str
    sort: Sort
    label: str
    definition: str
    example: str
    above: tuple[str, ...]
    """Of a class, those that it is a kind of; of a value, its classes."""
    domain: str
    """Of a property, the class of what has it, "anything" if no one class is;"""
    range: str
    """and what its values are."""
    note: str = ""
    """How far it is in use, if that is not as far as it may seem."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A query that everybody needs, as something to begin with."""

    title: str
    sparql: str


class Schema:
    """All terms, by name."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        for term in terms.values():
            for above in term.above:
                self._below[above].append(term.name)

    def of(self, sort: Sort) -> list[Term]:
        """The terms of a sort, in the order of the ontology."""
        return [term for term in self.terms.values() if term.sort is sort]

    def below(self, name: str) -> list[Term]:
        """The classes right below a class, and its coded values."""
        return [self.terms[one] for one in self._below[name]]

    def roots(self) -> list[Term]:
        """The classes that are of no other's kind."""
        return [term for term in self.of(Sort.CLASS) if not any(one in self.terms for one in term.above)]

    def lineage(self, name: str) -> list[str]:
        """A class, and those that it is a kind of, nearest first, each once."""
        found = {name: None}
        waiting = [name]
        while waiting:
            for above in self.terms[waiting.pop(0)].above:
                if above in self.terms and above not in found:
                    found[above] = None
                    waiting.append(above)
        return [*found]

    def properties(self, name: str) -> list[Term]:
        """The properties that what is of a class has by itself, or as one of those above it."""
        classes = self.lineage(name)
        return [term for term in self.of(Sort.PROPERTY) if term.domain in classes]

    def named(self, text: str) -> list[Term]:
        """The terms that a text names: by their name, their name without prefix, or their label, in any case."""
        wanted = text.strip().casefold()
        alike = [t for t in self.terms.values() if wanted in (t.name.casefold(), _local(t.name), t.label.casefold())]
        return alike

    def nearest(self, text: str) -> list[str]:
        """The names of the terms that a misspelt one may mean, the likeliest first."""
        by_local: defaultdict[str, list[str]] = defaultdict(list)
        for name, term in self.terms.items():
            by_local[_local(name)].append(name)
            by_local[term.label.casefold().replace(" ", "")].append(name)
        close = get_close_matches(_local(text).replace(" ", ""), sorted(by_local), n=3, cutoff=0.6)
        return list(dict.fromkeys(name for one in close for name in by_local[one]))[:3]


def schema() -> Schema:
    """The terms of the ontology, of one's own file too, and of the code lists. Raises ConfigurationError."""
    return _schema(os.environ.get(OWN_ONTOLOGY, ""))


def short(iri: str) -> str:
    """The name of a term in queries, by the prefixes that need no declaration; an IRI of others as it is.

    >>> short("https://w3id.org/diplograph/ontology#Meeting"), short("http://www.w3.org/2004/02/skos/core#prefLabel")
    ('dip:Meeting', 'skos:prefLabel')
    """
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def patterns() -> tuple[Pattern, ...]:
    """The queries that everybody needs, from `patterns.yaml`."""
    told = yaml.safe_load(ontology_path("patterns.yaml").read_text("utf-8"))
    return tuple(Pattern(one["title"], one["sparql"].strip()) for one in told)


def _reach(iri: str) -> str:
    return "anything" if iri == OWL + "Thing" else short(iri)


def _local(name: str) -> str:
    return name.rpartition(":")[2].casefold()


@cache
def _schema(own: str) -> Schema:
    told: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in (*ontology(), *code_lists()):
        term: Any = quad.object
        told[getattr(quad.subject, "value", "")][quad.predicate.value].append(term.value)
    terms: dict[str, Term] = {}
    for iri, its in told.items():
        sort = next((_SORTS[type_] for type_ in its[RDF + "type"] if type_ in _SORTS), None)
        if sort is not None and iri.startswith((DIP, DV)):
            terms[short(iri)] = _term(iri, sort, its)
    return Schema(MappingProxyType(terms))


def _term(iri: str, sort: Sort, its: Mapping[str, list[str]]) -> Term:
    def first(*predicates: str) -> str:
        return next((value for predicate in predicates for value in its.get(predicate, ())), "")

    kinds = its.get(RDFS + "subClassOf", ()) if sort is Sort.CLASS else its.get(RDF + "type", ())
    above = tuple(short(one) for one in kinds if one.startswith(DIP)) if sort is not Sort.PROPERTY else ()
    return Term(
        name=short(iri),
        sort=sort,
        label=first(RDFS + "label", SKOS + "prefLabel"),
        definition=first(SKOS + "definition"),
        example=first(SKOS + "example"),
        above=above,
        domain=_reach(first(RDFS + "domain")),
        range=_reach(first(RDFS + "range")),
        note=first(SKOS + "scopeNote"),
    )
