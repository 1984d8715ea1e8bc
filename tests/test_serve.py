"""The endpoint as the standards want it, over real connections: SPARQL Protocol, Graph Store, service description."""

import asyncio
import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from bases import DAY, read_inputs
from examples import meeting
from serving import Said, Site, served
from stores import small_store

from kg.base import Base
from kg.query import Graph
from kg.serve.graphs import Graphs, Session
from kg.serve.negotiation import ROWS, TRIPLES, preferred
from kg.vocab import GRAPH, NAMESPACES

PEOPLE = "SELECT ?name WHERE { ?x a dip:Person ; skos:prefLabel ?name } ORDER BY ?name"
TRIPLE = "CONSTRUCT { ?x a dip:Person } WHERE { ?x a dip:Person }"
SPARQL = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    small_store(folder)
    return folder / "news.kg"


@pytest.fixture(scope="module")
def site(base: Path) -> Iterator[Site]:
    with served(base, rows=100) as running:
        yield running


def get(site: Site, sparql: str, accept: str | None = None, **more: str) -> Said:
    return site.ask(f"/sparql?{urlencode({'query': sparql} | more)}", accept=accept)


def names(said: Said) -> list[str]:
    assert said.status == 200, said.text
    return [row["name"]["value"] for row in json.loads(said.text)["results"]["bindings"]]


def test_the_three_ways_of_asking_give_one_answer(site: Site) -> None:
    asked = get(site, PEOPLE)
    form = site.ask("/sparql", method="POST", body=urlencode({"query": PEOPLE}), content_type=FORM)
    direct = site.ask("/sparql", method="POST", body=PEOPLE, content_type=f"{SPARQL}; charset=utf-8")
    assert "Rajnath Singh" in names(asked) == names(form) == names(direct)
    assert asked.headers["content-type"] == "application/sparql-results+json"
    assert asked.headers["vary"] == "accept"
    assert site.ask(f"/sparql?{urlencode({'query': PEOPLE})}", method="HEAD")[::2] == (200, "")


def test_a_table_is_the_same_in_every_form(site: Site) -> None:
    known = names(get(site, PEOPLE))
    text = {name: get(site, PEOPLE, accept=types[0]) for name, types in ROWS.items()}
    assert {name: said.headers["content-type"].partition(";")[0] for name, said in text.items()} == {
        name: types[0] for name, types in ROWS.items()
    }
    assert [row["name"] for row in csv.DictReader(io.StringIO(text["csv"].text))] == known
    found = ElementTree.fromstring(text["xml"].text).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert [literal.text for literal in found] == known
    lines = text["tsv"].text.splitlines()
    assert lines[0] == "?name" and [str(rdflib.util.from_n3(line)) for line in lines[1:]] == known
    assert get(site, PEOPLE, format="csv").text == text["csv"].text


def test_a_cut_table_is_the_whole_one_in_every_form(base: Path) -> None:
    """Ours writes what is cut; the engine's own writer, what is not."""
    sparql = "SELECT * { VALUES (?a ?b) { ('x\\ty\"z\\n'@en <x:y>) (UNDEF 2.5) (true '<b>') } }"
    graph = Graph(Base.open(base).generation().store)
    for form in ROWS:
        cut, whole = (graph.written(sparql, forms=(form, "nt"), limit=limit) for limit in (3, None))
        assert cut == whole and len(cut.text) > 30 and not cut.truncated
    graph.close()


def test_triples_are_the_same_in_every_form(site: Site) -> None:
    formats = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
    graphs = []
    for name, types in TRIPLES.items():
        said = get(site, TRIPLE, accept=types[0])
        assert said.status == 200 and said.headers["content-type"].startswith(types[0])
        graphs.append(rdflib.Graph().parse(data=said.text, format=formats[name]))
    assert len(graphs[0]) > 3 and all(set(graph) == set(graphs[0]) for graph in graphs)


@pytest.mark.parametrize(
    ("accept", "offers", "name"),
    [
        (None, ROWS, "json"),
        ("*/*", TRIPLES, "ttl"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ROWS, "xml"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.3", ROWS, "tsv"),
        ("text/csv;q=0, */*", ROWS, "json"),
        ("application/sparql-results+json;q=x, text/csv", ROWS, "csv"),
        ("application/ld+json, application/rdf+xml;q=0.9", TRIPLES, "jsonld"),
        ("image/png", ROWS, None),
        (";;,,q=1", ROWS, None),
    ],
)
def test_what_is_preferred(accept: str | None, offers: dict[str, tuple[str, ...]], name: str | None) -> None:
    assert preferred(accept, offers) == name


def test_a_truth_in_every_form(site: Site) -> None:
    for types in ROWS.values():
        assert "true" in get(site, "ASK { ?x a dip:Person }", accept=types[0]).text


def test_what_the_request_says_of_graphs_counts(site: Site) -> None:
    count = "SELECT (COUNT(*) AS ?name) { ?s ?p ?o }"
    registry, merged = f"{GRAPH}registry", f"{GRAPH}merged"

    def number(sparql: str, **graphs: str) -> int:
        return int(names(get(site, sparql, **graphs))[0])

    whole, alone = number(count), number(count, **{"default-graph-uri": registry})
    assert 0 < alone < whole
    assert number(count.replace("{", f"FROM <{merged}> {{"), **{"default-graph-uri": registry}) == alone
    inside = "SELECT (COUNT(*) AS ?name) { GRAPH ?g { ?s ?p ?o } }"
    assert number(inside, **{"named-graph-uri": registry}) == alone
    assert number(inside, **{"default-graph-uri": registry}) == 0
    said = get(site, count, **{"default-graph-uri": "http://127.0.0.1:9/data"})
    assert said.status == 400 and "is no graph of this base" in said.text


@pytest.mark.parametrize(
    ("path", "more", "status", "told"),
    [
        ("/sparql?query=SELECT+*+WHERE+%7B", {}, 400, "cannot be parsed"),
        ("/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D", {}, 400, "query is given 2 times"),
        ("/sparql?query=%FF", {}, 400, "no UTF-8"),
        ("/sparql?query=SELECT+*+%7B+%3Fx+a+dip%3AMeetin+%7D", {}, 400, "did you mean dip:Meeting"),
        ("/sparql?query=ASK+%7B%7D&format=png", {}, 400, "is none of json, xml, csv"),
        ("/sparql?query=ASK+%7B%7D", {"accept": "image/png"}, 406, "Accept names none of"),
        ("/sparql", {"method": "POST", "body": "x=1", "content_type": FORM}, 400, "the form has no query"),
        ("/sparql", {"method": "POST", "body": "ASK {}", "content_type": "text/plain"}, 415, "say what it is"),
        ("/sparql", {"method": "POST", "body": b"\xff", "content_type": SPARQL}, 400, "no UTF-8"),
        ("/graph/nothing", {}, 404, "there is no graph"),
        ("/graph-store", {}, 400, "name one graph"),
        ("/nowhere", {}, 404, "Not Found"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_line(
    site: Site, path: str, more: dict[str, Any], status: int, told: str
) -> None:
    said = site.ask(path, **more)
    assert said.status == status and told in said.text, said
    assert said.text.count("\n") == 1 and "Traceback" not in said.text
    assert said.headers["content-type"].startswith("text/plain")


def test_without_a_query_the_service_tells_what_it_is(site: Site) -> None:
    found = rdflib.Graph().parse(data=site.ask("/sparql", accept="text/turtle").text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = found.subjects(rdflib.RDF.type, sd.Service)
    assert str(found.value(service, sd.endpoint)) == f"http://127.0.0.1:{site.port}/sparql"
    assert (service, sd.feature, sd.UnionDefaultGraph) in found
    assert rdflib.URIRef(f"{GRAPH}merged") in set(found.objects(None, sd.namedGraph))


def test_a_graph_can_be_had_whole(site: Site) -> None:
    iri = f"{GRAPH}kuala-lumpur"
    direct = site.ask("/graph/kuala-lumpur", accept="application/n-triples")
    asked = site.ask(f"/graph-store?graph={quote(iri)}", accept="application/n-triples")
    assert direct.status == 200 and direct.text == asked.text
    assert len(direct.text.splitlines()) > 100, "the limit of rows is 100"
    assert "x-sparql-maxrows" not in direct.headers
    assert site.ask("/graph/kuala-lumpur", method="HEAD")[::2] == (200, "")
    everything = site.ask("/graph-store?default", accept="application/n-triples")
    assert set(direct.text.splitlines()) < set(everything.text.splitlines())


def test_a_browser_is_led_to_the_page(site: Site) -> None:
    said = site.ask("/sparql?query=ASK+%7B%7D", accept="text/html,application/xml;q=0.9,*/*;q=0.8")
    assert said.status == 303 and said.headers["location"] == "/?query=ASK+%7B%7D"


def test_more_rows_than_the_limit_are_announced(site: Site) -> None:
    everything = "SELECT ?s { ?s ?p ?o }"
    said = get(site, everything)
    assert len(json.loads(said.text)["results"]["bindings"]) == 100 and said.headers["x-sparql-maxrows"] == "100"
    assert len(get(site, everything, accept="text/csv").text.splitlines()) == 101
    triples = get(site, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept="application/n-triples")
    assert len(triples.text.splitlines()) == 100 and triples.headers["x-sparql-maxrows"] == "100"
    assert "x-sparql-maxrows" not in get(site, PEOPLE).headers


def test_prefixes_need_no_declaration(site: Site) -> None:
    assert get(site, "ASK { ?x a dip:Person }").text == get(site, f"ASK {{ ?x a <{NAMESPACES['dip']}Person> }}").text


def count_of_documents(site: Site) -> int:
    return int(names(get(site, "SELECT (COUNT(DISTINCT ?d) AS ?name) { ?d a dip:Document }"))[0])


def publish(path: Path, documents: int) -> None:
    with Base.open(path, write=True) as base:
        read_inputs(base, [meeting(f"m{number}", DAY) for number in range(documents)])


def test_a_new_generation_is_answered_from(tmp_path: Path) -> None:
    publish(tmp_path / "b.kg", 1)
    with served(tmp_path / "b.kg") as site:
        for documents in (1, 2, 3):
            publish(tmp_path / "b.kg", documents)
            assert count_of_documents(site) == documents
        (tmp_path / "b.kg" / "graph" / "CURRENT").write_text("no number")
        assert count_of_documents(site) == 3, "a damaged one is not taken"


def test_what_runs_finishes_on_the_generation_on_which_it_began(tmp_path: Path) -> None:
    path = tmp_path / "b.kg"
    publish(path, 1)

    def count(session: Session) -> int:
        return int(session.rows("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a dip:Document }")[0]["n"])

    def long(session: Session) -> list[int]:
        before = count(session)
        for documents in (2, 3):  # the generation before the one before is removed
            publish(path, documents)
        assert not (path / "graph" / "1").exists()
        return [before, count(session)]

    async def run() -> list[int]:
        graphs = Graphs(path, processes=1, timeout=20, limit=10)
        try:
            return [*await graphs.ask(long), await graphs.ask(count)]
        finally:
            graphs.close()

    assert asyncio.run(run()) == [1, 1, 3]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(base: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--base", str(base), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = int(line.rpartition("/;")[0].rpartition(":")[2])
        assert get(Site(port), "ASK {}").status == 200
        time.sleep(0.1)
        process.send_signal(number)
        out, errors = process.communicate(timeout=20)
    assert (process.returncode, out, errors) == (0, "", "")
