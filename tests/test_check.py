"""A check of a graph finds nothing in a good one, and each kind of fault in a bad one."""

import datetime as dt
from collections.abc import Callable

import pytest
from examples import Pair, kuala_lumpur, meeting
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.check import Problem, check
from kg.model import Document
from kg.rdf import quads
from kg.resolve import resolve
from kg.vocab import DCTERMS, DIP, GRAPH, dip, dv, graph_iri

PAIRS: list[Pair] = [
    kuala_lumpur(),
    meeting("m1", dt.date(2024, 5, 1), "scheduled"),
    meeting("m2", dt.date(2024, 5, 6)),
]
SHARED = ("registry", "merged", "ontology", "vocab")


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


def test_two_statuses_of_one_event_are_found() -> None:
    store, expected = graph()
    event = next(store.quads_for_pattern(None, NamedNode(DIP + "status"), None, None))
    store.add(Quad(event.subject, event.predicate, NamedNode(dv("Cancelled")), event.graph_name))
    assert any("one status" in problem.message for problem in problems(store, expected))
