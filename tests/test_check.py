"""A check of a graph finds nothing in a good one, and each kind of fault in a bad one."""

import datetime as dt
from collections.abc import Callable
from time import process_time

import pytest
from examples import Pair, kuala_lumpur, meeting
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.check import Problem, check
from kg.check.conformance import check_shapes
from kg.model import Document
from kg.rdf import quads
from kg.resolve import resolve
from kg.vocab import DCTERMS, DIP, GRAPH, ID, PREFIXES, RDF, dip, dv, graph_iri

PAIRS: list[Pair] = [
    kuala_lumpur(),
    meeting("m1", dt.date(2024, 5, 1), "scheduled"),
    meeting("m2", dt.date(2024, 5, 6)),
]
SHARED = ("registry", "merged", "ontology", "vocab", "metadata")


def graph() -> tuple[Store, dict[str, int]]:
    """The graph of the examples, and how many quads it has by kind of graph."""
    store = Store()
    lines = list(quads(PAIRS, resolve(PAIRS)))
    store.bulk_load("".join(lines).encode(), RdfFormat.N_QUADS)
    shared = {name: sum(f"<{GRAPH}{name}> ." in line for line in lines) for name in SHARED}
    return store, {"documents": len(lines) - sum(shared.values())} | shared


def problems(store: Store, expected: dict[str, int]) -> list[Problem]:
    return list(check(store, [document for document, _ in PAIRS], expected))


def put(predicate: str, value: Literal | NamedNode) -> Callable[[Store], None]:
    """A fault: another object in the first statement with a predicate."""

    def harm(store: Store) -> None:
        found = sorted(store.quads_for_pattern(None, NamedNode(predicate), None, None), key=str)[0]
        store.remove(found)
        store.add(Quad(found.subject, found.predicate, value, found.graph_name))

    return harm


def forget(predicate: str) -> Callable[[Store], None]:
    """A fault: no statement with a predicate in the graph of the first document."""

    def harm(store: Store) -> None:
        own = NamedNode(graph_iri(PAIRS[0][0].id))
        for quad in list(store.quads_for_pattern(None, NamedNode(predicate), None, own)):
            store.remove(quad)

    return harm


def rename(predicate: str, other: str) -> Callable[[Store], None]:
    """A fault: every statement with a predicate has another one."""

    def harm(store: Store) -> None:
        for quad in list(store.quads_for_pattern(None, NamedNode(predicate), None, None)):
            store.remove(quad)
            store.add(Quad(quad.subject, NamedNode(other), quad.object, quad.graph_name))

    return harm


def test_a_good_graph_has_no_problems() -> None:
    assert problems(*graph()) == []


@pytest.mark.parametrize(
    ("harm", "kind", "message"),
    [
        (put(dip("exactText"), Literal("invented")), "evidence", "is cited"),
        (put(dip("beginOffset"), Literal(9999)), "evidence", "is cited"),
        (put(dip("textSha256"), Literal("0" * 64)), "evidence", "another text"),
        (put(DCTERMS + "identifier", Literal("x")), "evidence", "no such document"),
        (put(dip("endOffset"), Literal(1)), "shape", "as long as its text"),
        (put(dip("polarity"), NamedNode(dv("Negative"))), "shape", "negative polarity"),
        (put(dip("modality"), NamedNode(dv("Disputed"))), "shape", "one modality"),
        (put(dip("participant"), NamedNode(dv("Host"))), "shape", "one actor"),
        (forget(dip("evidence")), "shape", "cites the words"),
        (forget(dip("claims")), "shape", "claim"),
        (forget(dip("hasParticipation")), "shape", "takes part"),
        (forget(dip("role")), "count", "quads instead of"),
        (put(dip("beginOffset"), Literal("first")), "evidence", "is cited"),
        (put(dip("beginOffset"), NamedNode(dv("Host"))), "evidence", "is cited"),
        (forget(RDF + "type"), "name", "nothing says what it is"),
        (put(RDF + "type", NamedNode(dip("Meting"))), "name", "no such class or property, in 1 statements"),
        (put(RDF + "type", NamedNode("http://example.org/Exercise")), "name", "no such class or property"),
        (rename(dip("exactText"), dip("text2")), "name", "no such class or property"),
        (rename(dip("hasParticipation"), "http://example.org/who"), "name", "no such class or property"),
        (lambda store: store.remove_graph(NamedNode(GRAPH + "ontology")), "name", "no such class or property"),
        (lambda store: store.remove_graph(NamedNode(GRAPH + "registry")), "shape", "one actor"),
        (lambda store: store.remove_graph(NamedNode(GRAPH + "vocab")), "shape", "one modality"),
        (lambda store: store.remove_graph(NamedNode(GRAPH + "merged")), "count", "0 quads instead of"),
    ],
)
def test_each_fault_is_found(harm: Callable[[Store], None], kind: str, message: str) -> None:
    store, expected = graph()
    harm(store)
    assert [one for one in problems(store, expected) if one.kind == kind and message in one.message]


def test_a_document_that_the_graph_lacks_is_counted() -> None:
    store, expected = graph()
    documents = [document for document, _ in PAIRS] + [Document(id="more", text="More.")]
    (problem,) = check(store, documents, expected)
    assert (problem.kind, problem.message) == ("count", "3 documents instead of 4")


DOCUMENT = ':d a dip:Document ; dcterms:identifier "d" . '
PACT = ':p a dip:Agreement ; skos:prefLabel "Pact"@en . '


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (DOCUMENT, f':d dip:textSha256 "{"0" * 64}" . ', "has the SHA-256 of its text. (document m1, dip:textSha256)"),
        (DOCUMENT + f':d dip:textSha256 "{"0" * 64}" . ', DOCUMENT, "has the SHA-256 of its text. (document m2,"),
        (PACT + ":p dip:agreementKind dv:DealKind . ", PACT + ":p dip:agreementKind dv:PactKind . ", ""),
        (PACT + ":p dip:agreementKind dv:DealKind, dv:PactKind . ", PACT, "one kind of the code list. (document m1,"),
        (PACT + ":p dip:hasParty :x . ", ':x a dip:Country ; skos:prefLabel "X"@en . ', ""),
        (PACT + ":p dip:hasParty :x . ", ":x a dip:Place . ", "are actors. (document m1, dip:hasParty " + ID + "x)"),
        (PACT, ':p skos:prefLabel "Deal"@en . ', "A thing has one preferred name in a language. (document m1)"),
        (":e dip:status dv:Planned . ", ":e dip:status dv:Occurred . ", "An event has one status. (document m2)"),
        (":p dip:agreementStatus dv:InForce . ", ":p dip:agreementStatus dv:SignedStatus . ", "has one status. ("),
    ],
)
def test_each_graph_must_be_right_by_itself(first: str, second: str, message: str) -> None:
    store, _ = graph()
    for identifier, said in (("m1", first), ("m2", second)):
        where = NamedNode(graph_iri(identifier))
        store.load(input=PREFIXES + said, format=RdfFormat.TURTLE, to_graph=where)
    found = [problem.message for problem in check_shapes(store, ["m1", "m2"])]
    assert any(message in one for one in found) if message else found == []


def test_problems_come_in_one_order_whatever_the_order_of_the_graph() -> None:
    store, expected = graph()
    for predicate in ("evidence", "role", "exactText", "modality", "textSha256"):
        forget(dip(predicate))(store)
    found, again = problems(store, expected), Store()
    for quad in sorted(store, key=str, reverse=True):
        again.add(quad)
    assert len(found) > 10 and found == problems(again, expected)
    found = [one for one in found if one.kind != "count"]
    assert found == sorted(found, key=lambda one: (one.kind, one.where, one.message))


def test_a_long_value_is_cut() -> None:
    store, _ = graph()
    put(dip("documentDate"), Literal("day " * 1000))(store)
    (message,) = {one.message for one in check_shapes(store, [PAIRS[0][0].id, "m1", "m2"])}
    assert message.startswith("A document bears at most one date. (document ") and len(message) < 200


def test_two_statuses_of_one_event_are_found() -> None:
    store, expected = graph()
    event = next(store.quads_for_pattern(None, NamedNode(DIP + "status"), None, None))
    store.add(Quad(event.subject, event.predicate, NamedNode(dv("Cancelled")), event.graph_name))
    assert any("one status" in problem.message for problem in problems(store, expected))


def test_the_check_costs_less_than_sixty_microseconds_a_quad() -> None:
    """30 s for 500,000 quads. The ontology's own quads are left out of the count, not of the work."""
    pairs = [meeting(f"n{number}", dt.date(2024, 5, 1 + number % 30)) for number in range(300)]
    store = Store()
    store.bulk_load("".join(quads(pairs, resolve(pairs))).encode(), RdfFormat.N_QUADS)
    own = [quad for quad in store if quad.graph_name.value not in (GRAPH + "ontology", GRAPH + "vocab")]
    list(check(Store(), [], {}))  # the shapes are read once
    begin = process_time()
    found = list(check(store, [document for document, _ in pairs], {}))
    spent = process_time() - begin
    assert {problem.kind for problem in found} == {"count"}  # no size was told
    assert spent / len(own) < 60e-6
