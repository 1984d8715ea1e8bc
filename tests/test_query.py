"""Questions to the graph: what they give, and what they cannot do."""

import csv
import datetime as dt
import io
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import Builder, kuala_lumpur, meeting

from kg.base import Base
from kg.errors import QueryError
from kg.query import Graph, Iri, Rows, saved_queries
from kg.rdf import quads
from kg.resolve import resolve

EVIL = "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202e[/foo]"
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("query") / "news.kg"
    b = Builder(f"{EVIL} met.", id="evil")
    b.event("meeting", b.person(EVIL), words="met")
    pairs = [kuala_lumpur(), meeting("m", dt.date(2024, 5, 6)), b.done()]
    with Base.open(path, write=True) as base:
        for pair in pairs:
            base.add(*pair)
        base.publish(quads(pairs, resolve(pairs)))
        return Graph(base.generation().store)


@pytest.fixture(params=[None, 30.0], ids=["here", "apart"])
def timeout(request: pytest.FixtureRequest) -> float | None:
    """Without and with a process of its own."""
    value: float | None = request.param
    return value


def rows(answer: object) -> Rows:
    assert isinstance(answer, Rows)
    return answer


def test_a_select_gives_rows_of_python_values(graph: Graph, timeout: float | None) -> None:
    sparql = """SELECT DISTINCT ?event ?day ?begin ?sure ?former WHERE { ?event a dip:Reception ; dip:startDate ?day .
      ?claim dip:claims ?event ; dip:confidence ?sure ; dip:evidence/dip:beginOffset ?begin
      OPTIONAL { ?event dip:former ?former } }"""
    answer = rows(graph.query(sparql, timeout=timeout))
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
def test_other_forms(graph: Graph, timeout: float | None, sparql: str, expected: object) -> None:
    answer = graph.query(sparql, timeout=timeout)
    if isinstance(answer, str):
        answer = "".join(line for line in answer.splitlines(keepends=True) if not line.startswith("@prefix"))
        assert answer.strip() == str(expected).strip()
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
def test_values_are_bound_and_never_pasted(
    graph: Graph, timeout: float | None, name: str, value: str | dt.date, count: int
) -> None:
    sparql = """SELECT DISTINCT ?event ?label ?day ?who WHERE {
      ?event a dip:Meeting ; dip:startDate ?day ; dip:hasParticipant ?who . ?who skos:prefLabel ?label }"""
    found = rows(graph.query(sparql, timeout=timeout, **{name: value}))
    assert len({row[0] for row in found}) == count


def test_a_binding_of_no_variable_and_a_value_of_no_type_are_refused(graph: Graph) -> None:
    with pytest.raises(QueryError, match="variable"):
        graph.query("ASK { ?s ?p ?o }", other="x")
    with pytest.raises(QueryError, match="cannot be bound"):
        graph.query(ALL, s=["x"])  # type: ignore[arg-type] # that is the point


def test_more_rows_than_the_limit_are_cut_and_it_is_said(graph: Graph, timeout: float | None) -> None:
    answer = rows(graph.query(ALL, timeout=timeout, limit=5))
    assert (len(answer), answer.truncated) == (5, True)
    answer = rows(graph.query("SELECT ?e { ?e a dip:Visit }", timeout=timeout, limit=1))
    assert (len(answer), answer.truncated) == (1, False)


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("INSERT DATA { <x:s> <x:p> <x:o> }", "INSERT is not a query"),
        ("PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }", "DELETE is not a query"),
        ("LOAD <http://127.0.0.1/x>", "LOAD is not a query"),
        ("DROP ALL", "DROP is not a query"),
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


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port on this machine, and who has called it."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            try:
                while True:
                    connection, address = server.accept()
                    calls.append(str(address))
                    connection.close()
            except OSError:
                return

        threading.Thread(target=wait, daemon=True).start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <URL> { ?s ?p ?o }",
        "service <URL> { ?s ?p ?o }",
        "SERVICE SILENT <URL> { ?s ?p ?o }",
        "\\u0053ERVICE <URL> { ?s ?p ?o }",
        "S\\U00000045RVICE<URL>{ ?s ?p ?o }",
        "# a comment\nSERVICE # another\n<URL> { ?s ?p ?o }",
        "<x:#> ?p ?o . SERVICE <URL> { ?s ?p ?o }",
        "?s ?p ':\\'' . SERVICE <URL> { ?s ?p ?o } ?s ?p '\\''",
        '?s ?p """\'"\\"""" . SERVICE <URL> { ?s ?p ?o }',
        "?s :a\\# SERVICE <URL> { ?s ?p ?o }",
        "?s ?p ?o FILTER(?s<?p)SERVICE<URL>{ ?s ?p ?o } FILTER(?p>?o)",
        "BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o }",
    ],
)
def test_no_spelling_of_service_calls_anybody(graph: Graph, listener: tuple[int, list[str]], clause: str) -> None:
    port, calls = listener
    with pytest.raises(QueryError):
        graph.query("SELECT * WHERE { " + clause.replace("URL", f"http://127.0.0.1:{port}/") + " }", timeout=10)
    assert not calls


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service WHERE { ?service ?load ?from }",
        "SELECT * WHERE { ?s ?p 'SERVICE <x:y>' } # SERVICE",
        "SELECT * WHERE { ?s <x:SERVICE#SERVICE> ?o }",
        "SELECT * FROM g:registry FROM NAMED <https://w3id.org/diplograph/graph/merged> WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s dip:service ?o }",
    ],
)
def test_what_only_looks_forbidden_is_allowed(graph: Graph, sparql: str) -> None:
    assert isinstance(graph.query(sparql), Rows)


DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT * WHERE { " + "{ " * 5000 + "?s ?p ?o" + " }" * 5000 + " }", "nested too deeply"),
        ("SELECT * WHERE { " + " UNION ".join(["{ ?s ?p ?o }"] * 7000) + " }", "nested too deeply"),
        (
            "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f = ?i + ?l) }",
            "took more than 2 s",
        ),
        (f"SELECT * WHERE {{ BIND('{'x' * 1000}' AS ?x0) {DOUBLED} FILTER(STRLEN(?x60) = 1) }}", "memory|took more"),
    ],
    ids=["braces", "unions", "product", "doubling"],
)
def test_a_query_that_kills_the_engine_leaves_us_alive(graph: Graph, sparql: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        graph.query(sparql, timeout=2)
    assert graph.query("ASK { ?s ?p ?o }", timeout=30) is True


def test_every_saved_query_answers(graph: Graph, timeout: float | None) -> None:
    saved = saved_queries()
    assert len(saved) >= 30
    for name, one in saved.items():
        values = {parameter.name: parameter.example or "x" for parameter in one.parameters}
        answer = rows(graph.ask(name, timeout=timeout if name == "who-met-whom" else None, **values))
        assert not {parameter.name for parameter in one.parameters} & set(answer.columns), name
        assert one.question.endswith("?"), name


def test_a_saved_query_finds_something(graph: Graph) -> None:
    answer = rows(graph.ask("meetings-between-dates", **{"from": "2025-10-01", "to": "2025-10-31"}))
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
        graph.ask(name, **values)


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


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_formulas_are_quoted_in_csv(start: str) -> None:
    (_, (cell,)) = csv.reader(io.StringIO(Rows(("x",), ((start + "1",),)).to_csv(), newline=""))
    assert cell.startswith("'")


def test_rdflib_reads_the_same_graph(graph: Graph) -> None:
    dataset = graph.rdflib()
    sparql = "SELECT DISTINCT ?p { ?p a <https://w3id.org/diplograph/ontology#Person> }"
    assert {str(row[0]) for row in dataset.query(sparql)} == {row[0] for row in rows(graph.query(sparql))}


def test_a_store_that_is_not_there_is_reported(tmp_path: Path) -> None:
    for timeout in (None, 30.0):
        with pytest.raises(QueryError):
            Graph(tmp_path / "none").query("ASK { ?s ?p ?o }", timeout=timeout)
