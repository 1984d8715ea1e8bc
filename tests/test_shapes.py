"""Shapes become queries that find what pySHACL finds; what is not understood is refused, never ignored."""

import pytest
import rdflib
from shacl import by_pyshacl, by_queries

from kg.check.shapes import rules
from kg.errors import ConfigurationError

PREFIXES = """
@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = """
:none a :T .
:one a :T ; :p 1 ; :q 2 .
:two a :T ; :p 1, 2 ; :q 2 .
:three a :T ; :p 1, 2, 3 ; :q 0, 9 .
:decimal a :T ; :p 1.5 ; :q 1.5 .
:word a :T ; :p "word" ; :q "wordy" .
:long a :T ; :p "a longer text (of words)"@en ; :q "a"@en .
:empty a :T ; :p "" .
:day a :T ; :p "2025-02-28"^^xsd:date ; :q "2025-03-01"^^xsd:date .
:noday a :T ; :p "2025-02-30"^^xsd:date .
:nonumber a :T ; :p "x"^^xsd:integer .
:thing a :T ; :p :place ; :q :one .
:both a :T ; :p :place, "word" ; :q "word" .
:place a dip:Country ; :p :place .
:untargeted :p 1, 2 ; :back :two .
"""
data = rdflib.Graph().parse(data=PREFIXES + DATA, format="turtle")


def shapes(body: str) -> rdflib.Graph:
    """One shape of everything of the class `:T`."""
    head = ':S a sh:NodeShape ; sh:targetClass :T ; sh:message "bad" ; '
    return rdflib.Graph().parse(data=f"{PREFIXES}{head}{body} .", format="turtle")


def of(constraint: str, path: str = ":p") -> str:
    """The shape of a property."""
    return f'sh:property [ sh:path {path} ; {constraint} ; sh:message "{constraint[3:10].strip()} is bad" ]'


@pytest.mark.parametrize(
    "body",
    [
        *(of(f"sh:minCount {number}") for number in (1, 2, 3)),
        *(of(f"sh:maxCount {number}") for number in (0, 1, 2)),
        of("sh:minCount 1", "[ sh:inversePath :back ]"),
        of("sh:maxCount 0", "[ sh:inversePath :back ]"),
        of("sh:class dip:Place"),  # a country is a place
        of("sh:class dip:Person"),
        *(of(f"sh:datatype xsd:{name}") for name in ("integer", "decimal", "string", "date", "boolean")),
        of("sh:nodeKind sh:IRI"),
        of("sh:nodeKind sh:Literal"),
        of("sh:hasValue 1"),
        of("sh:hasValue :place"),
        *(of(f"sh:{name} {limit}") for name in ("minLength", "maxLength") for limit in (1, 4)),
        of(r'sh:pattern "^\\w{4}$"'),
        of("sh:not [ sh:hasValue 1 ]"),
        of("sh:not [ sh:datatype xsd:integer ; sh:minExclusive 1 ]"),
        of("sh:or ( [ sh:datatype xsd:date ] [ sh:nodeKind sh:IRI ] [ sh:minLength 5 ] )"),
        of("sh:not [ sh:or ( [ sh:datatype xsd:date ] [ sh:not [ sh:nodeKind sh:IRI ] ] ) ]"),
        of("sh:minCount 1 ; sh:maxCount 2 ; sh:datatype xsd:integer"),
        f"sh:not [ {of('sh:minCount 2')} ]",
        f"sh:not [ {of('sh:class dip:Place')} ]",
        f"sh:not [ {of('sh:minCount 1')} ; {of('sh:maxCount 1')} ]",
        f"sh:or ( [ {of('sh:minCount 3')} ] [ {of('sh:nodeKind sh:IRI')} ; {of('sh:minCount 1', ':q')} ] )",
        f"sh:or ( [ {of('sh:maxCount 0')} ] [ {of('sh:hasValue 2')} ] [ {of('sh:lessThan :q')} ] )",
    ],
)
def test_a_constraint_finds_what_pyshacl_finds(body: str) -> None:
    found = by_queries(data, shapes(body))
    assert found == by_pyshacl(data, shapes(body))
    assert 0 < len({node for node, _ in found}) < 13, "some break it, and some keep it"


@pytest.mark.parametrize("limit", ["1", "1.5", "2"])
@pytest.mark.parametrize("name", ["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"])
def test_a_limit_finds_what_pyshacl_finds_and_what_has_no_order(name: str, limit: str) -> None:
    compare_orders(shapes(of(f"sh:{name} {limit}")), ["day", "noday", "nonumber", "word", "thing"])


@pytest.mark.parametrize("name", ["lessThan", "lessThanOrEquals"])
def test_an_order_finds_what_pyshacl_finds_and_what_has_no_order(name: str) -> None:
    compare_orders(shapes(of(f"sh:{name} :q")), ["both", "thing"])


def compare_orders(by: rdflib.Graph, unordered: list[str]) -> None:
    """Values that cannot be compared break a constraint on their order; pySHACL finds one even between a day and 1."""
    nodes = [rdflib.URIRef(f"http://example.org/{name}") for name in unordered]
    ordered = rdflib.Graph() + data
    for node in nodes:
        ordered.remove((node, None, None))
    found = by_queries(ordered, by)
    assert found and found == by_pyshacl(ordered, by)
    assert {node for node, _ in by_queries(data, by) - found} == set(map(str, nodes))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (of("sh:maxCounts 1"), "maxCounts"),
        (of("sh:uniqueLang true"), "uniqueLang"),
        (of("sh:nodeKind sh:BlankNode"), "BlankNode"),
        (of("sh:class :A", "( :p :q )"), "a path"),
        (of("sh:class :A", "[ sh:alternativePath ( :p :q ) ]"), "a path"),
        (of("sh:not [ sh:class :A ]"), "class"),
        ("sh:closed true", "closed"),
        ("sh:deactivated true", "deactivated"),
        (of("sh:severity sh:Info"), "severity"),
        (of("sh:or ( [ sh:minCount 1 ] )"), "minCount"),
        ("sh:targetNode :one ; sh:nodeKind sh:IRI", "targetNode"),
        (of("sh:property [ sh:path :q ; sh:minCount 1 ]"), "property"),
        (of("sh:sparql [ sh:message 'x' ; sh:select 'SELECT $this {}' ]"), "sparql"),
        ("sh:not [ sh:sparql [ sh:message 'x' ; sh:select 'SELECT $this {}' ] ]", "sparql"),
        ("sh:not [ sh:targetClass :A ]", "A"),
        ("sh:not :Other . :Other sh:targetNode :one", "Other targets"),
        ("sh:property [ sh:path :p ; sh:minCount 1 ]", "lacks a message"),
    ],
)
def test_what_is_not_understood_is_refused(body: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        list(rules(shapes(body), rdflib.Graph()))


def test_a_shape_without_a_target_is_refused() -> None:
    shape = rdflib.Graph().parse(data=f"{PREFIXES} :S a sh:NodeShape, rdfs:Class .", format="turtle")
    with pytest.raises(ConfigurationError, match="S targets neither a class nor"):
        list(rules(shape, rdflib.Graph()))
