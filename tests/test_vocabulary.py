"""The ontology as a vocabulary for others: faults that it must not have, each shown to be noticed; how FAIR it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import fair
import ontology_faults
import owlrl
import pytest
import rdflib
from ontology_faults import RULES, Product, shipped
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from kg.vocab import DIP, DV

PREFIXES = f"""
@prefix dip: <{DIP}> . @prefix dv: <{DV}> . @prefix : <http://example.org/> .
@prefix owl: <{OWL}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{rdflib.XSD}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vann: <http://purl.org/vocab/vann/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix o: <https://w3id.org/diplograph/> .
"""
ONTOLOGY, CODE_LISTS, ALIGNMENTS = "ontology", "code_lists", "alignments"


@cache
def product() -> Product:
    return shipped()


def turtle(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=PREFIXES + text, format="turtle")


@contextmanager
def changed(file: str, without: str, more: str) -> Iterator[Product]:
    """The vocabulary while a file says less, and more; in place, as copying takes longer than looking."""
    gone, added = turtle(without), turtle(more)
    graphs = [getattr(product(), file), *([] if file == ALIGNMENTS else [product().own])]
    assert all(triple in graphs[0] for triple in gone), "it says what it is to say no more"
    assert not any(triple in graphs[0] for triple in added), "it does not say yet what it is to say"
    for graph in graphs:
        graph -= gone
        graph += added
    try:
        yield product()
    finally:
        for graph in graphs:
            graph -= added
            graph += gone


@pytest.mark.parametrize("name", RULES)
def test_the_vocabulary_keeps_the_rule(name: str) -> None:
    assert list(RULES[name](product())) == []


FAULTS = [
    ("metadata", CODE_LISTS, "o:vocab dcterms:creator 'Diplograph contributors' .", "", "0 times"),
    ("metadata", ONTOLOGY, "", "o:ontology owl:priorVersion <https://w3id.org/diplograph/ontology/0.0> .", "2 times"),
    ("metadata", ONTOLOGY, "o:ontology owl:versionInfo '0.2.0' .", "o:ontology owl:versionInfo '0.3' .", "version 0.3"),
    ("metadata", CODE_LISTS, "o:vocab vann:preferredNamespacePrefix 'dv' .", "", "is another in queries"),
    ("metadata", ALIGNMENTS, "", "o:other a owl:Ontology .", "not one header"),
    ("labels", ONTOLOGY, "dip:Meeting rdfs:label 'meeting'@en .", "", "dip:Meeting has 0 labels"),
    ("labels", ONTOLOGY, "", "dip:Meeting rdfs:label 'get-together'@en .", "dip:Meeting has 2 labels"),
    (
        "labels",
        CODE_LISTS,
        "dv:Signed skos:prefLabel 'signed'@en .",
        "dv:Signed skos:prefLabel 'signed' .",
        "dv:Signed",
    ),
    (
        *("labels", CODE_LISTS, "dv:Signed skos:prefLabel 'signed'@en ."),
        *("dv:Signed skos:prefLabel 'ratified'@en .", "'ratified' names 2 things of dv:ActionTypeScheme"),
    ),
    ("definitions", ONTOLOGY, "", "dip:Meeting skos:definition 'Once more.'@en .", "dip:Meeting"),
    ("definitions", ONTOLOGY, "dip:Person skos:definition 'A human being.'@en .", "", "dip:Person"),
    (
        *("definitions", ONTOLOGY, "dip:Person skos:definition 'A human being.'@en ."),
        *("dip:Person skos:definition 'Person.'@en .", "dip:Person is defined as itself"),
    ),
    (
        *("definitions", ONTOLOGY, "dip:Person skos:definition 'A human being.'@en ."),
        *("dip:Person skos:definition 'a human being'@en .", "English sentence"),
    ),
    ("examples", ONTOLOGY, "dip:past skos:example 'met'@en .", "", "dip:past"),
    ("examples", CODE_LISTS, "", "dv:Host skos:example 'a host'@en .", "dv:Host"),
    ("origins", CODE_LISTS, "dv:Host rdfs:isDefinedBy o:vocab .", "dv:Host rdfs:isDefinedBy o:ontology .", "dv:Host"),
    (
        "domains",
        ONTOLOGY,
        "dip:holder rdfs:domain dip:PostHolding .",
        "",
        "dip:holder has not one class for its domain",
    ),
    ("domains", ONTOLOGY, "", "dip:holder rdfs:domain dip:Event .", "dip:holder"),
    (
        "domains",
        ONTOLOGY,
        "dip:holder rdfs:range dip:Person .",
        "dip:holder rdfs:range xsd:string .",
        "one class for its range",
    ),
    ("domains", ONTOLOGY, "dip:edtf rdfs:range xsd:string .", "dip:edtf rdfs:range dip:Person .", "one datatype"),
    (
        *("domains", ONTOLOGY, "dip:subEventOf rdfs:range dip:Event ."),
        *("dip:subEventOf rdfs:range dip:Forum .", "each other's domain and range"),
    ),
    ("cycles", ONTOLOGY, "", "dip:Actor rdfs:subClassOf dip:Person .", "a circle"),
    (
        "cycles",
        ONTOLOGY,
        "",
        "dip:holder rdfs:subPropertyOf dip:post . dip:post rdfs:subPropertyOf dip:holder .",
        "a circle",
    ),
    ("cycles", CODE_LISTS, "", "dv:Host skos:broader dv:Guest . dv:Guest skos:broader dv:Host .", "a circle"),
    ("undefined", ONTOLOGY, "", "dip:Meeting rdfs:subClassOf dip:Gathering .", "dip:Gathering is declared nowhere"),
    ("undefined", CODE_LISTS, "", "dv:Signed dip:resultsIn dv:Sealed .", "dv:Sealed is declared nowhere"),
    ("undefined", ALIGNMENTS, "", "dip:Meeting skos:exactMatch dip:Event .", "exactMatch is declared nowhere"),
    ("undefined", CODE_LISTS, "", "dv:Host a prov:Role .", "prov#Role is declared nowhere"),
    ("undefined", CODE_LISTS, "dv:Host skos:inScheme dv:ParticipationRoleScheme .", "", "dv:Host is not in the list"),
    ("unused", ONTOLOGY, "", "dip:Parley a owl:Class .", "dip:Parley is written by nothing"),
    ("unused", ONTOLOGY, "", "dip:Meeting skos:scopeNote 'Not read.'@en .", "dip:Meeting is written, but"),
    ("unused", CODE_LISTS, "", "dv:Sealed a skos:Concept, dip:ActionType .", "dv:Sealed is written by nothing"),
    ("unused", ONTOLOGY, "", "dip:Weather a owl:Class ; rdfs:subClassOf dip:CodedValue .", "dip:Weather has no values"),
    ("unused", ONTOLOGY, "dip:tense rdfs:range dip:Tense .", "", "no property leads to dip:Tense"),
    ("alignments", ALIGNMENTS, "", "dip:Meeting rdfs:subClassOf prov:Activity .", "which is no mapping"),
    ("alignments", ALIGNMENTS, "", "dip:Gathering skos:closeMatch prov:Activity .", "none of ours"),
    ("alignments", ALIGNMENTS, "", "dip:Actor skos:relatedMatch prov:Agent .", "in 2 ways"),
    ("alignments", ALIGNMENTS, "", "dip:Actor skos:closeMatch prov:Agency .", "which that vocabulary does not have"),
    (
        "alignments",
        ALIGNMENTS,
        "",
        "dip:Actor skos:closeMatch <http://example.org/Actor> .",
        "no vocabulary that is known",
    ),
    (
        *("alignments", ALIGNMENTS, "dip:Person skos:closeMatch <http://www.w3.org/ns/person#Person> .", ""),
        "nothing is mapped to Person",
    ),
]
"""The rule that must notice, the file, what it says no more, what it says instead, and what is told of that."""


@pytest.mark.parametrize(("name", "file", "without", "more", "told"), FAULTS)
def test_a_fault_is_noticed(name: str, file: str, without: str, more: str, told: str) -> None:
    with changed(file, without, more) as mutant:
        assert any(told in fault for fault in RULES[name](mutant))


def test_every_rule_is_shown_to_notice() -> None:
    assert {name for name, *_ in FAULTS} == set(RULES)


# What a reasoner concludes

VALUES = {
    rdflib.XSD.date: "2025-10-31",
    rdflib.XSD.integer: "1",
    rdflib.XSD.decimal: "0.5",
    rdflib.XSD.boolean: "true",
    rdflib.XSD.duration: "P1Y",
}
AXIOMS = (RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf)


def populated() -> rdflib.Graph:
    """The axioms of the ontology, with one member of each class and one pair for each property."""
    ontology, world, here = product().ontology, rdflib.Graph(), rdflib.Namespace("http://example.org/")
    for triple in ontology:
        if triple[1] in AXIOMS:
            world.add(triple)
    for kind in ontology.subjects(RDF.type, OWL.Class):
        world.add((here[f"some-{local(kind)}"], RDF.type, kind))
    for name in ontology.subjects(RDF.type, OWL.ObjectProperty):
        world.add((here[f"of-{local(name)}"], name, here[f"to-{local(name)}"]))
    for name in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        type_ = ontology.value(name, RDFS.range)
        literal = rdflib.Literal("x", lang="en") if type_ == RDF.langString else a_literal(type_)
        world.add((here[f"of-{local(name)}"], name, literal))
    return world


def local(term: Node) -> str:
    return str(term).rpartition("#")[2]


def a_literal(datatype: Node | None) -> rdflib.Literal:
    kind = rdflib.URIRef(str(datatype))
    return rdflib.Literal(VALUES.get(kind, "1"), datatype=kind)


def contradictions(world: rdflib.Graph) -> list[str]:
    """What OWL 2 RL finds impossible."""
    semantics = owlrl.OWLRL_Semantics(world, axioms=False, daxioms=False)
    semantics.closure()
    return list(map(str, semantics.error_messages))


def test_a_reasoner_finds_no_contradiction() -> None:
    assert contradictions(populated()) == []


def test_a_reasoner_finds_contradictions() -> None:
    world = populated() + turtle(
        """
        dip:Call rdfs:subClassOf dip:Agreement .          # which no event is
        dip:holder rdfs:domain dip:Event .                # which no holding of a post is
        dip:atPlace rdfs:range dip:Post .                 # which no place is
        dip:iso2 rdfs:range xsd:date .
        :both a dip:Person, dip:Organisation .
        :document dip:speaker :anna . :document a dip:Document .
        :one dip:participant :anna, :boris . :anna owl:differentFrom :boris .
        """
    )
    found = contradictions(world)
    for thing in ("some-Call", "of-holder", "to-atPlace", "both", "document", "anna"):
        assert any(f"http://example.org/{thing}" in told for told in found), thing


# How FAIR it is


def test_it_is_fair(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        fair.main()
    out = capsys.readouterr().out
    assert exit_.value.code == 0 and "FAIR by 17 rules; the floor is 95%" in out
    assert fair.score(product()) >= fair.FLOOR == 0.95


@pytest.mark.parametrize("name", fair.RULES)
def test_every_rule_of_fairness_can_fail(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a vocabulary that says nothing but that its terms are there."""
    bare = Product(
        turtle(
            ":o a owl:Ontology ; dcterms:license :none ; dcterms:created '2026' . :T a owl:Class . dip:T a owl:Class ."
        ),
        turtle(":v a owl:Ontology ; dcterms:title 'values' . dv:V a skos:Concept . dv:list :has [] ."),
        turtle(":a a owl:Ontology ."),
    )
    monkeypatch.setattr(fair, "ROOT", fair.ROOT / "nowhere")
    monkeypatch.setattr(fair, "PERSISTENT", "https://elsewhere.example/")
    assert fair.RULES[name](bare) < 0.95
    assert fair.score(bare) < fair.FLOOR


def test_the_faults_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        ontology_faults.main()
    assert exit_.value.code == 0 and "no faults by 10 rules" in capsys.readouterr().out
