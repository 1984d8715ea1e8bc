"""What a graph tells of itself by VoID and DCAT: each number is what a query counts, in any order of documents."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from examples import Builder, Pair, kuala_lumpur, meeting
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from stores import solutions

from kg.kinds import OWN_ONTOLOGY
from kg.rdf import quads
from kg.rdf.census import DATASET
from kg.resolve import resolve
from kg.vocab import DIP, GRAPH, METADATA_GRAPH, OWL, RDFS

OTHERS = (*(f"<{GRAPH}{name}>" for name in ("metadata", "ontology", "vocab")),)
DATA = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({', '.join(OTHERS)}))"
"""A statement of the dataset."""
NUMBERS = {
    "triples": (f"SELECT (COUNT(*) AS ?n) {{ {DATA} }}", f"<{DATASET}> void:triples ?told"),
    "documents": ("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a dip:Document }", f"<{DATASET}> void:documents ?told"),
    "properties": (f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {DATA} }}", f"<{DATASET}> void:properties ?told"),
    "entities": (f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {DATA} }}", f"<{DATASET}> void:entities ?told"),
    "classes": (
        f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ {DATA} FILTER(?p = rdf:type) }}",
        f"<{DATASET}> void:classes ?told",
    ),
}
TABLES = {
    "class": (
        f"SELECT ?o (COUNT(DISTINCT ?s) AS ?n) {{ {DATA} FILTER(?p = rdf:type) }} GROUP BY ?o",
        "SELECT ?o ?n { ?part void:class ?o ; void:entities ?n }",
    ),
    "property": (
        f"SELECT ?p (COUNT(*) AS ?n) {{ {DATA} }} GROUP BY ?p",
        "SELECT ?p ?n { ?part void:property ?p ; void:triples ?n }",
    ),
}


def base() -> list[Pair]:
    """Documents of which two tell of one meeting, and the last bears no date."""
    b = Builder("Anna met Boris.", id="undated")
    b.event("meeting", b.person("Anna"), b.person("Boris"), words="met")
    document, said = b.done()
    day = dt.date(2024, 5, 6)
    undated = (document.model_copy(update={"date": None}), said)
    return [kuala_lumpur(), meeting("m", day), meeting("again", day), undated]


def store(pairs: Iterable[Pair]) -> Store:
    documents, loaded = list(pairs), Store()
    loaded.bulk_load("".join(quads(documents, resolve(documents))).encode(), RdfFormat.N_QUADS)
    return loaded


def rows(found: Store, select: str) -> set[tuple[str, ...]]:
    return {tuple(term.value for term in row) for row in solutions(found, select)}


def untrue(found: Store) -> set[str]:
    """What the graph tells of itself, and is not so."""
    single = {
        name
        for name, (count, told) in NUMBERS.items()
        if rows(found, count) != rows(found, f"SELECT ?told {{ {told} }}")
    }
    return single | {name for name, (count, told) in TABLES.items() if rows(found, count) != rows(found, told)}


def test_the_numbers_are_what_queries_count() -> None:
    found = store(base())
    assert untrue(found) == set()
    assert len(rows(found, TABLES["class"][1])) > 15 and len(rows(found, TABLES["property"][1])) > 30
    parts = rows(found, f"SELECT ?part ?n {{ <{DATASET}> void:subset ?part . ?part void:triples ?n }}")
    ((total,),) = rows(found, f"SELECT ?n {{ <{DATASET}> void:triples ?n }}")
    assert {part.rpartition("#")[2] for part, _ in parts} == {"documents", "registry", "merged"}
    assert sum(int(number) for _, number in parts) == int(total)


def test_numbers_that_are_not_so_are_noticed() -> None:
    found = store(base())
    more = NamedNode(GRAPH + "more")
    found.add(Quad(NamedNode("https://example.org/x"), NamedNode(DIP + "isNew"), Literal("x"), more))
    assert untrue(found) == {"triples", "properties", "entities", "property"}


def test_the_same_documents_are_described_alike_in_any_order() -> None:
    pairs = base()
    assert described(pairs) == described(pairs[::-1]) != described(pairs[1:])


def described(pairs: Iterable[Pair]) -> list[str]:
    documents = list(pairs)
    return sorted(line for line in quads(documents, resolve(documents)) if line.endswith(f"<{METADATA_GRAPH}> .\n"))


def test_it_tells_of_which_days_it_is_and_which_version() -> None:
    found = store(base())
    period = f"<{DATASET}> dcterms:temporal ?period . ?period dcat:startDate ?first ; dcat:endDate ?last"
    assert rows(found, f"SELECT ?first ?last {{ {period} }}") == {("2024-05-06", "2025-10-31")}
    assert rows(found, f"SELECT ?version {{ <{DATASET}> dcterms:conformsTo ?version }}") == {
        ("https://w3id.org/diplograph/ontology/0.2.0",),
        ("https://w3id.org/diplograph/vocab/0.2.0",),
    }
    undated = store(base()[-1:])
    assert untrue(undated) == set()
    assert rows(undated, f"SELECT ?period {{ <{DATASET}> dcterms:temporal ?period }}") == set()


@pytest.mark.parametrize("change", [{"id": "other"}, {"text": "Anna met Boris again."}])
def test_another_document_is_another_version(change: dict[str, str]) -> None:
    document, said = base()[-1]
    versions = rows(store([(document, said)]), f"SELECT ?v {{ <{DATASET}> dcat:version ?v }}")
    other = document.model_copy(update=change)
    assert versions != rows(store([(other, said)]), f"SELECT ?v {{ <{DATASET}> dcat:version ?v }}")


OWN = f"""
@prefix dip: <{DIP}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
<http://example.org/own#Drill> a owl:Class ; rdfs:label "drill" ; rdfs:subClassOf dip:Encounter ;
  dip:past "drilled with" ; dip:infinitive "drill with" ; dip:drawnAs "pairs" .
"""


def test_a_class_of_another_namespace_is_named_by_its_iri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.ttl").write_text(OWN)
    monkeypatch.setenv(OWN_ONTOLOGY, str(tmp_path / "own.ttl"))
    b = Builder("Anna drilled with Boris.", id="drill")
    b.event("drill", b.person("Anna"), b.person("Boris"), words="drilled")
    found = store([b.done()])
    assert untrue(found) == set()
    part = f"{DATASET}#class-http%3A%2F%2Fexample.org%2Fown%23Drill"
    assert rows(found, "SELECT ?part { ?part void:class <http://example.org/own#Drill> }") == {(part,)}
