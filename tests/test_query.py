"""Questions to the graph: what they give, and what they cannot do."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator

import pytest
from stores import EVIL, rows, small_store

from kg.errors import QueryError
from kg.query import Graph, Iri, Rows, Turtle, saved_queries

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    graph = Graph(small_store(tmp_path_factory.mktemp("query")))
    yield graph
    graph.close()


def test_a_select_gives_rows_of_python_values(graph: Graph) -> None:
    sparql = """SELECT DISTINCT ?event ?day ?begin ?sure ?former WHERE { ?event a dip:Reception ; dip:startDate ?day .
      ?claim dip:claims ?event ; dip:confidence ?sure ; dip:evidence/dip:beginOffset ?begin
      OPTIONAL { ?event dip:former ?former } }"""
    answer = rows(graph.query(sparql))
    assert answer.columns == ("event", "day", "begin", "sure", "former")
    ((event, day, begin, sure, former),) = answer
    assert str(event).startswith("https://w3id.org/diplograph/id/doc-kuala-lumpur#e")
    assert (day, begin, sure, former) == (dt.date(2025, 10, 30), 361, 1.0, None)


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("ASK { ?e a dip:Visit }", True),
        ("ASK { ?e a dip:Call }", False),
        ("CONSTRUCT { :IND a ?c } WHERE { :IND a ?c }", "\n:IND a dip:Country .\n"),
        ("DESCRIBE :nothing", ""),
    ],
)
def test_other_forms(graph: Graph, sparql: str, expected: object) -> None:
    answer = graph.query(sparql)
    if isinstance(answer, str):
        told = "".join(line for line in answer.splitlines(keepends=True) if not line.startswith("@prefix"))
        assert told.strip() == str(expected).strip()
    else:
        assert answer is expected


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("label", "India", 0),
        ("day", dt.date(2025, 10, 31), 1),
        ("who", Iri("https://w3id.org/diplograph/id/person-pete-hegseth"), 1),
        ("label", '" } UNION { ?s ?p ?o } #', 0),
        ("label", "?label", 0),
    ],
)
def test_values_are_bound_and_never_pasted(graph: Graph, name: str, value: str | dt.date, count: int) -> None:
    sparql = """SELECT DISTINCT ?event ?label ?day ?who WHERE {
      ?event a dip:Meeting ; dip:startDate ?day ; dip:hasParticipant ?who . ?who skos:prefLabel ?label }"""
    found = rows(graph.query(sparql, **{name: value}))  # type: ignore[arg-type] # no name is that of an option
    assert len({row[0] for row in found}) == count


def test_a_binding_of_no_variable_and_a_value_of_no_type_are_refused(graph: Graph) -> None:
    with pytest.raises(QueryError, match="variable"):
        graph.query("ASK { ?s ?p ?o }", other="x")
    with pytest.raises(QueryError, match="cannot be bound"):
        graph.query(ALL, s=["x"])  # type: ignore[arg-type] # that is the point


def test_more_rows_than_the_limit_are_cut_and_it_is_said(graph: Graph) -> None:
    answer = rows(graph.query(ALL, limit=5))
    assert (len(answer), answer.truncated) == (5, True)
    answer = rows(graph.query("SELECT ?e { ?e a dip:Visit }", limit=1))
    assert (len(answer), answer.truncated) == (1, False)


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("INSERT DATA { <x:s> <x:p> <x:o> }", "INSERT is not a query"),
        ("PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }", "DELETE is not a query"),
        ("LOAD <http://127.0.0.1/x>", "LOAD is not a query"),
        ("DROP ALL", "DROP is not a query"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <x:y> { ?s ?p ?o } }", "INSERT is not a query"),
        ("", "this is not a query"),
        ("SELECT * WHERE { ?s ?p }", "cannot be parsed"),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM <file:///etc/passwd>"),
        ("SELECT * FROM NAMED <http://evil.example/> WHERE { ?s ?p ?o }", "not a graph of this base"),
        ("PREFIX g: <file:///etc/> SELECT * FROM g:passwd WHERE { ?s ?p ?o }", "FROM <file:///etc/passwd>"),
        ("SELECT * FROM \\u003Cfile:///etc/passwd> WHERE { ?s ?p ?o }", "FROM <file:///etc/passwd>"),
        ("BASE <file:///etc/> SELECT * FROM <passwd> WHERE { ?s ?p ?o }", "FROM <passwd>"),
        ("SELECT * WHERE { ?s ?p '\\UFFFFFFFF' }", "does not exist"),
    ],
)
def test_what_is_refused(graph: Graph, sparql: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason.replace("(", r"\(")):
        graph.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service WHERE { ?service ?load ?from }",
        "SELECT * WHERE { ?s ?p 'SERVICE <x:y>' } # SERVICE",
        "SELECT * WHERE { ?s <x:SERVICE#SERVICE> ?o }",
        "SELECT * FROM g:registry FROM NAMED <https://w3id.org/diplograph/graph/merged> WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s skos:service ?o }",
    ],
)
def test_what_only_looks_forbidden_is_allowed(graph: Graph, sparql: str) -> None:
    assert isinstance(graph.query(sparql), Rows)


def test_every_saved_query_answers(graph: Graph) -> None:
    saved = saved_queries()
    assert len(saved) >= 30
    for name, one in saved.items():
        values = {parameter.name: parameter.example or "x" for parameter in one.parameters}
        answer = rows(graph.ask(name, **values))  # type: ignore[arg-type] # no name is that of an option
        assert not {parameter.name for parameter in one.parameters} & set(answer.columns), name
        assert one.question.endswith("?"), name


REGISTRY = "https://w3id.org/diplograph/graph/registry"


@pytest.mark.parametrize(
    ("clauses", "graphs"),
    [
        ("", {"default", "named"}),
        ("FROM g:registry", {"default"}),
        (f"FROM<{REGISTRY}>", {"default"}),
        ("# a comment\n FROM # another\n g:registry", {"default"}),
        ("FROM NAMED g:registry", {"named"}),
        ("FROMNAMEDg:registry", {"named"}),
        ("FROM g:registry FROM NAMED g:registry", {"default", "named"}),
        ("FROM g:none", set()),
    ],
)
def test_from_chooses_the_graphs(graph: Graph, clauses: str, graphs: set[str]) -> None:
    pattern = (
        "{ ?x a dip:Person BIND('default' AS ?where) } UNION { GRAPH ?g { ?x a dip:Person } BIND('named' AS ?where) }"
    )
    answer = rows(graph.query(f"SELECT DISTINCT ?where {clauses} {{ {pattern} }}"))
    assert {where for (where,) in answer} == graphs


def test_triples_that_are_cut_say_so(graph: Graph) -> None:
    sparql = "CONSTRUCT { ?x a dip:Person } WHERE { ?x a dip:Person }"
    whole, cut = graph.query(sparql), graph.query(sparql, limit=1)
    assert isinstance(whole, Turtle)
    assert isinstance(cut, Turtle)
    assert (whole.truncated, cut.truncated) == (False, True)
    assert whole.count("a dip:Person") > cut.count("a dip:Person") == 1


def test_long_answers_come_whole_and_in_order(graph: Graph) -> None:
    sparql = "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ?p ?o } ?x ?y ?z }"
    assert len(rows(graph.query(sparql, limit=12_345))) == 12_345


OCTOBER = {"from": "2025-10-01", "to": "2025-10-31"}


def test_a_saved_query_finds_something(graph: Graph) -> None:
    answer = rows(graph.ask("meetings-between-dates", **OCTOBER))  # type: ignore[arg-type] # no name is that of an option
    assert "Kuala Lumpur" in json.dumps(answer.to_json())


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("no-such", {}, "there is no saved query 'no-such'; there are agreement-history"),
        ("meetings-between-dates", {"from": "2025-01-01"}, "needs to: "),
        ("planned-events", {"colour": "red"}, "has no parameter 'colour'"),
    ],
)
def test_a_saved_query_says_what_it_needs(graph: Graph, name: str, values: dict[str, str], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        graph.ask(name, **values)  # type: ignore[arg-type] # no name is that of an option


def test_rows_in_other_forms() -> None:
    answer = Rows(("who", "n", "day", "none"), ((EVIL, -1, dt.date(2025, 1, 2), None),), truncated=True)
    (header, row) = csv.reader(io.StringIO(answer.to_csv()))
    assert (header, row) == (["who", "n", "day", "none"], ["'" + EVIL, "-1", "2025-01-02", ""])
    assert json.loads(answer.to_json()) == [{"who": EVIL, "n": -1, "day": "2025-01-02", "none": None}]
    page = answer._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<bdi>" in page
    assert "cut off" in page
    frame = answer.to_pandas()
    assert list(frame.columns) == ["who", "n", "day", "none"]
    assert frame.iloc[0]["who"] == EVIL
    assert answer.without(frozenset({"n"})).columns == ("who", "day", "none")


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_formulas_are_quoted_in_csv(start: str) -> None:
    (_, (cell,)) = csv.reader(io.StringIO(Rows(("x",), ((start + "1",),)).to_csv(), newline=""))
    assert cell.startswith("'")
