"""Queries that reach for the network, for files, or for the life of the program; and that none of them gets there."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier
from stores import rows, small_store, solutions

from kg.errors import QueryError
from kg.query import Graph, Iri
from kg.query.federation import refuse_federation
from kg.query.scan import surface
from kg.vocab import NAMESPACES


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("attacks"))


@pytest.fixture(scope="module")
def graph(store: Path) -> Iterator[Graph]:
    graph = Graph(store)
    yield graph
    graph.close()


class Listener:
    """A port on this machine, and what those who called it have said first."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}/"
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                self.calls.append(b"called")

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


SERVICES = [
    "SERVICE <URL> { ?s ?p ?o }",
    "service <URL> { ?s ?p ?o }",
    "SeRvIcE<URL>{ ?s ?p ?o }",
    "SERVICE SILENT <URL> { ?s ?p ?o }",
    "SERVICESILENT<URL> { ?s ?p ?o }",
    "servicesilent<URL>{?s ?p ?o}",
    "\\u0053ERVICE <URL> { ?s ?p ?o }",
    "S\\U00000045RVICE<URL>{ ?s ?p ?o }",
    "SERVICE \\u003CURL\\u003E { ?s ?p ?o }",
    "# a comment\nSERVICE # another\n<URL> { ?s ?p ?o }",
    "#\rSERVICE <URL> { ?s ?p ?o }",
    "<x:#> ?p ?o . SERVICE <URL> { ?s ?p ?o }",
    "OPTIONAL { ?s ?p ':\\'' } SERVICE <URL> { ?s ?p ?o } OPTIONAL { ?s ?p '\\'' }",
    'OPTIONAL { ?s ?p "\\u005C" } SERVICE <URL> { ?s ?p ?o } OPTIONAL { ?s ?p "" }',
    "OPTIONAL { ?s ?p '\\u0027 } SERVICE <URL> { ?s ?p ?o } #' }",
    'OPTIONAL { ?s ?p """\'"\\"""" } SERVICE <URL> { ?s ?p ?o }',
    "OPTIONAL { ?s :a\\# ?o } SERVICE <URL> { ?s ?p ?o }",
    "?s ?p ?o FILTER(?s<?p)SERVICE<URL>{ ?s ?p ?o } FILTER(?p>?o)",
    "BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o }",
    "VALUES ?u { <URL> } SERVICE?u{ ?s ?p ?o }",
    "?x a dip:Person . BIND(IRI(CONCAT('URL', STR(?x))) AS ?e) SERVICE SILENT ?e { ?s ?p ?o }",
    "?x a dip:Person . BIND(IRI(CONCAT('URL', STR(?x))) AS ?e) FILTER EXISTS {SERVICESILENT?e{?s ?p ?o}}",
    "?x a dip:Person FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } }",
    "?x a dip:Person MINUS { SERVICE <URL> { ?x ?p ?o } }",
    "OPTIONAL { SERVICE <URL> { ?s ?p ?o } }",
    "{ ?s a dip:Person } UNION { SERVICE <URL> { ?s ?p ?o } }",
    "{ SELECT * { SERVICE <URL> { ?s ?p ?o } } }",
    "GRAPH ?g { SERVICE <URL> { ?s ?p ?o } }",
    "BIND(true AS ?t) FILTER(?t = trueSERVICE<URL>{?s ?p ?o}",
    "FILTER(1e0 = 1e0SERVICE<URL>{ ?s ?p ?o }",
    "?s :p trueSERVICE<URL>{ ?s ?p ?o }",
    "?s :p 1e0SERVICE<URL>{ ?s ?p ?o }",
    "OPTIONAL { ?s :p trueSERVICE<URL>{ ?a ?b ?c } }",
    "OPTIONAL { ?s :p 1e0 .SERVICE<URL>{ ?a ?b ?c } }",
    "BIND(1 AS ?n)SERVICE<URL>{ ?s ?p ?o }",
    "OPTIONAL { ?s :p ?o }SERVICE:x{ ?s ?p ?o }",
    "SERVICE:x { ?s ?p ?o }",
    "SERVICEx:{ ?s ?p ?o }",
    "SERVICE SILENTx: { ?s ?p ?o }",
    "BIND(EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?b)",
]


def attack(clause: str, url: str) -> str:
    return f"PREFIX : <{url}> PREFIX x: <{url}> SELECT * WHERE {{ {clause} }}".replace("URL", url)


@pytest.mark.parametrize("clause", SERVICES)
def test_no_spelling_of_service_calls_anybody(graph: Graph, listener: Listener, clause: str) -> None:
    with suppress(QueryError):  # none where the engine finds that it need not ask
        graph.query(attack(clause, listener.url), timeout=20)
    assert not listener.calls


NEVER_CALLED = [
    "SERVICE SILENT <x:y> { ?s ?p ?o }",
    "SERVICE SILENT <file:///etc/passwd> { ?s ?p ?o }",
    "SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SERVICE SILENT ?e { ?s ?p ?o }",
    "SERVICE ?e { ?s ?p ?o }",
    "BIND('no iri' AS ?e) SERVICE SILENT ?e { ?s ?p ?o }",
    "BIND(IRI(CONCAT('http', 's://example.org/')) AS ?e) SERVICE SILENT ?e { ?s ?p ?o }",
    "?x a dip:Person . BIND(IRI(CONCAT('http://127.0.0.1:9/', STR(?x))) AS ?e) SERVICE SILENT ?e { ?s ?p ?o }",
    "OPTIONAL { SERVICE SILENT ?e { ?s ?p ?o } }",
    "FILTER EXISTS { VALUES ?e { <http://127.0.0.1:9/> } SERVICESILENT ?e { ?s ?p ?o } }",
    "?e a dip:Nothing . service ?e { ?s ?p ?o }",
    "\\u0053ERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER(false)",
    "SERVICE # to whom\n SILENT <http://127.0.0.1:9/> { ?s ?p ?o }",
]
"""Where the engine finds, before it reaches for the network, that there is nobody to ask; SILENT gives nothing then."""


@pytest.mark.parametrize(
    "clause", ["SERVICE <URL> { ?s ?p ?o }", "SERVICESILENT<URL>{?s ?p ?o}", "SERVICE:x { ?s ?p ?o }", *NEVER_CALLED]
)
def test_whoever_asks_another_server_is_told(graph: Graph, listener: Listener, clause: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        graph.query(attack(clause, listener.url))


CONFINED = """
import json, os, sys
from pyoxigraph import RdfFormat, Store
from kg.query.confinement import confine
from kg.vocab import NAMESPACES
for sparql in json.load(sys.stdin):
    if not (child := os.fork()):
        store = Store.read_only(sys.argv[1])
        assert confine()
        try:
            list(store.query(sparql, prefixes=NAMESPACES, use_default_graph_as_union=True))
        except (OSError, SyntaxError, RuntimeError):
            pass
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_no_spelling_of_service_gets_past_the_system(store: Path, listener: Listener) -> None:
    """Where nothing looks at a query before the engine has it."""
    attacks = json.dumps([attack(clause, listener.url) for clause in SERVICES])
    done = subprocess.run([sys.executable, "-c", CONFINED, store], input=attacks, capture_output=True, text=True)
    ended = done.stdout.split()
    assert len(ended) == len(SERVICES) and set(ended) == {"0", str(-signal.SIGSYS)}, done.stderr
    assert ended.count(str(-signal.SIGSYS)) >= 25
    assert not listener.calls


@pytest.mark.parametrize("clause", SERVICES)
def test_no_spelling_of_service_calls_anybody_from_rdflib(graph: Graph, listener: Listener, clause: str) -> None:
    dataset = graph.rdflib()
    for ask in (dataset.query, dataset.graph("x:g").query):
        with suppress(QueryError):
            list(ask(attack(clause, listener.url)))
    assert not listener.calls


def test_an_engine_that_is_not_confined_does_call(store: Path, listener: Listener) -> None:
    """That the test above can fail: most of these spellings reach the network where nobody forbids it."""
    engine, reached = Store.read_only(str(store)), 0
    for clause in SERVICES:
        before = len(listener.calls)
        with suppress(OSError, SyntaxError, RuntimeError):
            list(solutions(engine, attack(clause, listener.url)))
        reached += len(listener.calls) > before
    assert reached >= 25


@pytest.mark.parametrize("clause", SERVICES)
def test_where_nothing_confines_a_parser_refuses(clause: str) -> None:
    with pytest.raises(QueryError):
        refuse_federation(attack(clause, "http://127.0.0.1:9/"))


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service WHERE { ?service ?load ?from }",
        "SELECT * WHERE { ?s ?p 'SERVICE <x:y>' } # SERVICE",
        "SELECT * WHERE { ?s <x:SERVICE#SERVICE> ?o }",
        "SELECT * WHERE { ?s skos:service ?o FILTER(?o = 'caf\\u00e9') }",
        "PREFIX service: <x:> SELECT * WHERE { ?s service:a ?o . _:service service: $service }",
        'SELECT * WHERE { ?s ?p \'x\'@service, """SERVICE "<x:y>""" }',
    ],
)
def test_what_only_looks_forbidden_is_allowed(graph: Graph, sparql: str) -> None:
    graph.query(sparql)
    refuse_federation(sparql.replace("\\u00e9", "é"))


UPDATES = ["LOAD <URL>", "LOAD SILENT <URL> INTO GRAPH <x:g>", "INSERT DATA { <x:s> <x:p> <x:o> }", "DROP ALL"]


@pytest.mark.parametrize("update", UPDATES)
def test_an_rdflib_dataset_is_not_changed(graph: Graph, listener: Listener, update: str) -> None:
    dataset = graph.rdflib()
    for change in (dataset.update, dataset.graph("x:g").update, dataset.query):
        with pytest.raises(QueryError):
            change(update.replace("URL", listener.url))
    assert not listener.calls


def test_rdflib_cannot_be_made_to_use_an_engine_of_its_own(graph: Graph, listener: Listener) -> None:
    dataset, sparql = graph.rdflib(), f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}"
    named = [dataset.graph("x:g"), dataset.get_context("x:g"), dataset.default_graph, *dataset.graphs()]
    for asked in (dataset, *named):
        with pytest.raises(QueryError, match="use_store_provided"):
            asked.query(sparql, use_store_provided=False)
        with pytest.raises(QueryError, match="use_store_provided"):
            asked.query(sparql, "sparql", "sparql", None, None, False)
        with pytest.raises(QueryError, match="SERVICE"):
            asked.query(prepareQuery(sparql))
        with pytest.raises(QueryError, match="cannot be changed"):
            asked.update(f"LOAD <{listener.url}>")
    with pytest.raises(QueryError, match="takes no 'base'"):
        dataset.query(sparql, base="x:")
    assert len(named) > 4
    assert not listener.calls


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # older kinds of graph are asked, too
@pytest.mark.parametrize("kind", [rdflib.Graph, rdflib.Dataset, rdflib.ConjunctiveGraph])
@pytest.mark.parametrize("name", [None, "x:g"])
def test_other_graphs_on_its_store_are_asked_in_the_same_way(
    graph: Graph, listener: Listener, kind: type[rdflib.Graph], name: str | None
) -> None:
    store = graph.rdflib().store
    asked = kind(store=store, identifier=URIRef(name)) if name and kind is not rdflib.Dataset else kind(store=store)
    with pytest.raises(QueryError, match=r"SERVICE|without a name"):
        asked.query(f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}")
    with pytest.raises(QueryError, match="cannot be changed"):
        asked.update(f"LOAD <{listener.url}>")
    assert not listener.calls


def test_no_call_of_a_dataset_changes_anything(graph: Graph, listener: Listener, tmp_path: Path) -> None:
    dataset, triple = graph.rdflib(), (URIRef("x:s"), URIRef("x:p"), URIRef("x:o"))
    for owner in (dataset, dataset.default_graph, dataset.store):
        for change in (partial(owner.destroy, str(tmp_path)), partial(owner.open, str(tmp_path / "new"))):
            with pytest.raises(QueryError, match="cannot be changed"):
                change()
    acts: list[Callable[[], object]] = [
        *(partial(parsed.parse, listener.url) for parsed in (dataset, dataset.graph("x:g"))),
        *(partial(act, triple) for act in (dataset.add, dataset.set, dataset.remove)),
        partial(dataset.addN, [(*triple, dataset.default_graph)]),
    ]
    for act in acts:
        with pytest.raises(QueryError, match="cannot be changed"):
            act()
    with pytest.raises(QueryError, match="cannot be changed"):
        dataset.remove_graph("x:g")
    assert list(tmp_path.iterdir()) == [] and tmp_path.is_dir() and not listener.calls


@pytest.mark.parametrize("form", ["SELECT ({} AS ?n) {{}}", "CONSTRUCT {{ <x:s> <x:p> {} }} WHERE {{}}"])
def test_rdflib_keeps_long_numbers_and_logs_nothing(graph: Graph, form: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = graph.rdflib().query(form.format("1" * 60_000))
    ((*_, found),) = answer.graph if answer.graph is not None else answer  # type: ignore[misc] # no ASK gives this
    assert str(found) == "1" * 60_000 and not caplog.records
    Literal("no number", datatype=XSD.integer)
    assert len(caplog.records) == 1, "what rdflib says of others is kept"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (Literal("a\nb\t\\\"'"), "a\nb\t\\\"'"),
        (Literal("été", lang="fr"), "été"),
        (Literal(5), "5"),
        (5, "5"),
        ("x", "x"),
        (URIRef("x:y"), "x:y"),
    ],
)
def test_rdflib_binds_terms_and_values(graph: Graph, given: object, found: str) -> None:
    ((value,),) = graph.rdflib().query("SELECT ?v { VALUES ?u { 1 } }", initBindings={"v": given})  # type: ignore[dict-item, misc] # plain values, too
    assert str(value) == found
    if isinstance(given, Literal):
        assert value == given


def test_what_rdflib_cannot_bind_or_read_is_a_query_error(graph: Graph) -> None:
    dataset = graph.rdflib()
    for value in (BNode(), URIRef("no iri"), [1], Literal("x", datatype=URIRef("no iri"))):
        with pytest.raises(QueryError, match="cannot be bound"):
            dataset.query("SELECT ?v { VALUES ?u { 1 } }", initBindings={"v": value})  # type: ignore[dict-item] # that is the point
    for query in (b"ASK {}", None):
        with pytest.raises(QueryError, match="a query is a text"):
            dataset.query(query)  # type: ignore[arg-type] # as above
    prepared = prepareQuery("ASK { <registry> ?p ?o }", base=NAMESPACES["g"])
    assert dataset.query(prepared).askAnswer is False


def test_rdflib_asks_as_we_do(graph: Graph) -> None:
    dataset, dip = graph.rdflib(), NAMESPACES["dip"]
    persons = {row[0] for row in rows(graph.query("SELECT DISTINCT ?p { ?p a dip:Person }"))}
    assert {str(row.p) for row in dataset.query(f"SELECT DISTINCT ?p {{ ?p a <{dip}Person> }}")} == persons  # type: ignore[union-attr] # a SELECT gives rows
    prepared = prepareQuery("SELECT DISTINCT ?p { ?p a d:Person }", initNs={"d": dip})
    assert {str(row.p) for row in dataset.query(prepared)} == persons  # type: ignore[union-attr] # as above
    someone = next(dataset.subjects(object=next(dataset.objects())))
    assert isinstance(someone, Identifier)
    bound = dataset.query("SELECT ?s ?o { ?s ?p ?o }", initBindings={"s": someone})
    assert {row.s for row in bound} == {someone}  # type: ignore[union-attr] # as above
    assert dataset.query("ASK { ?s ?p ?o }").askAnswer is True
    assert dataset.graph("x:nothing").query("ASK { ?s ?p ?o }").askAnswer is False
    assert len(dataset.query(f"CONSTRUCT {{ ?p a <{dip}Person> }} WHERE {{ ?p a <{dip}Person> }}").graph or ()) == len(
        persons
    )


PROBES = {
    "make a socket": "import socket; socket.socket()",
    "make a local socket": "import socket; socket.socket(socket.AF_UNIX)",
    "make a pair of sockets": "import socket; socket.socketpair()",
    "look up a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "run a program": "import subprocess; subprocess.run(['true'], close_fds=False, check=True)",
    "become a program": "import os; os.execv('/bin/true', ['true'])",
    "read a file": "open('/etc/passwd').read()",
    "write a file": "open('PLACE/new', 'w')",
    "write over a file": "open('PLACE/old', 'a')",
    "remove a file": "import os; os.remove('PLACE/old')",
    "move a file": "import os; os.rename('PLACE/old', 'PLACE/other')",
    "make a folder": "import os; os.mkdir('PLACE/folder')",
    "make a link": "import os; os.symlink('PLACE/old', 'PLACE/link')",
    "open by another thread": "import threading as t; e = []\n"
    "def f():\n try: open('/etc/passwd')\n except OSError as x: e.append(x)\n"
    "w = t.Thread(target=f); w.start(); w.join(); assert not e",
}


@pytest.mark.parametrize("probe", PROBES)
def test_what_a_confined_process_cannot_do(tmp_path: Path, probe: str) -> None:
    """Each thing works in a process that is not confined."""
    (tmp_path / "old").write_text("old")
    code = PROBES[probe].replace("PLACE", str(tmp_path))
    confined = "import os, pathlib, socket, subprocess, threading\nfrom kg.query.confinement import confine\n"
    for readable in ("", f"pathlib.Path({str(tmp_path)!r})"):
        assert _ends(f"{confined}assert confine({readable})\n{code}") not in (0, None)
        assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert _ends(code) == 0


def test_a_confined_process_reads_the_folder_of_its_store_alone(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "folder").mkdir()
    confined = "import pathlib\nfrom kg.query.confinement import confine\nassert confine({})\nopen({!r})"
    folder = f"pathlib.Path({str(tmp_path)!r})"
    assert _ends(confined.format("", str(tmp_path / "old"))) == 1
    assert _ends(confined.format(folder, str(tmp_path / "old"))) == 0
    assert _ends(confined.format(f"{folder} / 'folder'", str(tmp_path / "old"))) == 1


@pytest.mark.parametrize(
    ("attempt", "ends"),
    [
        ("open({!r}).read()", 0),
        ("open({!r}, 'w')", 1),
        ("open({!r}, 'a')", 1),
        ("open({!r}, 'r+')", 1),
        ("open({!r} + '2', 'x')", 1),
        ("import os; os.open({!r}, os.O_RDONLY | os.O_TRUNC)", 1),
        ("import os; os.open({!r} + '2', os.O_RDONLY | os.O_CREAT)", 1),
        ("import os; os.unlink({!r})", 1),
        ("import socket; socket.socket()", -signal.SIGSYS),
    ],
)
def test_where_landlock_is_missing_files_are_only_read(tmp_path: Path, attempt: str, ends: int) -> None:
    old = tmp_path / "old"
    old.write_text("old")
    without = "import pathlib\nfrom kg.query import confinement\nconfinement._leave_nothing_but = lambda *_: None\n"
    confined = f"{without}assert confinement.confine(pathlib.Path({str(tmp_path)!r}))\n"
    assert _ends(confined + attempt.format(str(old))) == ends
    assert old.read_text() == "old" and [*tmp_path.iterdir()] == [old]


def test_a_store_of_more_tables_than_are_opened_at_once_answers(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    for number in range(20):  # each load leaves tables of its own
        store.bulk_load(f"<x:s> <x:p> <x:{number}> <x:g> .".encode(), format=RdfFormat.N_QUADS)
        store.flush()
    del store
    assert len([*tmp_path.glob("*.sst")]) > 16
    graph = Graph(tmp_path)
    for pattern in ("?s <x:p> <x:19>", "<x:s> ?p <x:0>", "GRAPH <x:g> { ?s ?p ?o }"):
        assert graph.query(f"ASK {{ {pattern} }}") is True
    graph.close()


def _ends(code: str) -> int:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False).returncode


DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f = ?i + ?l)"
KILLERS = {
    "braces": ("SELECT * { " + "{ " * 5000 + "?s ?p ?o" + " }" * 5000 + " }", "nested too deeply"),
    "brackets": ("SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", "nested too deeply"),
    "unions": ("SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 7000) + " }", "nested too deeply"),
    "selects": ("SELECT * { " + "{ SELECT * { " * 5000 + "?s ?p ?o" + " } }" * 5000 + " }", "nested too deeply"),
    "path": ("SELECT * { ?s " + "(" * 20_000 + ":p" + ")*" * 20_000 + " ?o }", "nested too deeply"),
}
ENDLESS = {
    "product": f"SELECT * {{ {PRODUCT} }}",
    "counted product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "sorted product": f"SELECT * {{ {PRODUCT} }} ORDER BY ?a",
    "constructed product": f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {PRODUCT} }}",
    "doubling": f"SELECT * {{ BIND('{'x' * 1000}' AS ?x0) {DOUBLED} FILTER(STRLEN(?x60) = 1) }}",
}


@pytest.mark.parametrize("killer", KILLERS)
def test_a_query_that_kills_the_engine_leaves_us_alive(graph: Graph, killer: str) -> None:
    sparql, reason = KILLERS[killer]
    with pytest.raises(QueryError, match=reason):
        graph.query(sparql, timeout=20)
    assert graph.query("ASK { ?s ?p ?o }") is True


@pytest.mark.parametrize("sparql", ENDLESS.values(), ids=ENDLESS)
def test_a_query_without_end_is_ended(graph: Graph, sparql: str) -> None:
    with pytest.raises(QueryError, match=r"memory|took more than 0\.5 s"):
        graph.query(sparql, timeout=0.5)
    assert graph.query("ASK { ?s ?p ?o }") is True


ODD = {
    "": "is not a query",
    " \n# only a comment": "is not a query",
    "SELECT * { ?s ?p '\ud800' }": "failed",
    "SELECT * { ?s ?p '\\UFFFFFFFF' }": "code point",
    "SELECT * { ?s ?p ?o ": "parsed",
    "SELECT" * 100_000: "parsed|not a query",
    "{" * 100_000: "not a query|nested",
    "'" * 99_999: "not a query|parsed",
    '"""' * 33_333: "not a query|parsed",
    "SELECT * { <" + "x" * 100_000: "parsed",
    "SELECT * { ?s ?p ?o } ORDER BY " + "?s " * 50_000 + "]": "parsed",
    "PREFIX " * 50_000: "parsed|not a query",
    "FROM " * 50_000: "parsed|not a query",
    "SELECT * {} LIMIT 99999999999999999999999999": "parsed|failed",
    "SELECT * { BIND(STRDT('x', 'y') AS ?x) FILTER(?x) ": "parsed",
    "\x00": "not a query|parsed",
}


@pytest.mark.parametrize("sparql", ODD, ids=range(len(ODD)))
def test_odd_queries_are_query_errors(graph: Graph, sparql: str) -> None:
    with pytest.raises(QueryError, match=ODD[sparql]) as error:
        graph.query(sparql, timeout=10)
    assert len(str(error.value)) < 2000


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_much_space_costs_no_time(clause: str) -> None:
    begin = time.process_time()
    surface(f"SELECT * {clause}{' ' * 100_000}x")
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("digits", [20_000, 60_000, 200_000])
def test_long_numbers_cost_no_time(graph: Graph, digits: int) -> None:
    answer = rows(graph.query(f"SELECT ({'1' * digits} AS ?n) {{}}", timeout=5))
    assert list(answer) == [("1" * digits,)]


@pytest.mark.parametrize(
    ("bindings", "reason"),
    [
        ({"a b": "x"}, "variable"),
        ({"": "x"}, "variable"),
        ({"?s": "x"}, "variable"),
        ({"nobody": "x"}, "variable"),
        ({"s": "\ud800"}, "cannot be bound"),
        ({"s": Iri("no iri")}, "cannot be bound"),
        ({"s": Iri("x:\ud800")}, "cannot be bound"),
        ({"s": ["x"]}, "cannot be bound"),
        ({"s": b"x"}, "cannot be bound"),
        ({"s": 10**5000}, "so many digits cannot be bound"),
        ({"s": -(10**5000)}, "so many digits cannot be bound"),
        ({"s": [10**5000]}, "cannot be bound"),
        ({"limit": 10**5000}, "limit"),
        ({"timeout": 10**5000}, "time limit"),
        ({"limit": -1}, "limit"),
        ({"limit": 2.5}, "limit"),
        ({"limit": "3"}, "limit"),
        ({"limit": 10**30}, "limit"),
        ({"timeout": None}, "time limit"),
        ({"timeout": "5"}, "time limit"),
        ({"timeout": 0}, "time limit"),
        ({"timeout": -1}, "time limit"),
        ({"timeout": float("nan")}, "time limit"),
        ({"timeout": float("inf")}, "time limit"),
    ],
)
def test_odd_arguments_are_query_errors(graph: Graph, bindings: dict[str, object], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        graph.query("SELECT ?s { ?s ?p ?o }", **bindings)  # type: ignore[arg-type] # that is the point


@pytest.mark.parametrize(
    "value", [10**30, float("nan"), float("inf"), True, "\x00", "\\", '"', "\n", "'''", "\ue000\U0010ffff"]
)
def test_odd_values_are_bound(graph: Graph, value: str | float) -> None:
    ((found,),) = rows(graph.query("SELECT ?v { VALUES ?u { 1 } }", v=value))
    assert found == value or (value != value and found != found)
