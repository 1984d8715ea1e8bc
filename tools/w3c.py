"""Run the query tests of the W3C through the endpoint: `python tools/w3c.py FOLDER`, a copy of its SPARQL 1.1 tests.

Prints how many evaluation and syntax tests pass, and how many of the same pyoxigraph passes by itself, which is the
floor: exits with 1 where the endpoint fails a test that the engine does not. The protocol tests of the W3C are
descriptions in words; tests/test_serve.py has ours. Tests of updates, entailment and SERVICE are left out.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from starlette.testclient import TestClient

from kg.query import Graph
from kg.serve import Settings
from kg.serve.app import application
from kg.serve.graphs import Graphs
from kg.vocab import GRAPH

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
BASE = f"{GRAPH}w3c/"
"""What stands for the folder: graphs of a base have such IRIs."""
TABLES = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}
FORMATS = {
    "xml": ox.QueryResultsFormat.XML,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "csv": ox.QueryResultsFormat.CSV,
}


@dataclass(frozen=True)
class Test:
    """A query, by the files that it is about; what is None is not there."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None


class Suite:
    """The tests below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def iri(self, path: Path) -> str:
        """The IRI of a file."""
        return BASE + path.relative_to(self.folder).as_posix()

    def path(self, iri: str) -> Path:
        """The file of an IRI."""
        return self.folder / iri.removeprefix(BASE)

    def triples(self, path: Path) -> list[ox.Quad]:
        """What a file of RDF says."""
        format = ox.RdfFormat.from_extension(path.suffix[1:])
        return list(ox.parse(path=str(path), format=format, base_iri=self.iri(path)))

    def tests(self) -> Iterator[Test]:
        """All that can be asked."""
        for manifest in sorted(self.folder.rglob("manifest.ttl")):
            if "entailment" not in manifest.parts:
                yield from self._of(manifest)

    def _of(self, manifest: Path) -> Iterator[Test]:
        told: dict[Any, dict[str, list[Any]]] = {}
        for one in self.triples(manifest):
            told.setdefault(one.subject, {}).setdefault(one.predicate.value, []).append(one.object)
        for subject, its in told.items():
            kinds = [k.value.removeprefix(MF) for k in its.get(f"{RDF}type", ()) if k.value.startswith(MF)]
            kind = next((k for k in kinds if k == "QueryEvaluationTest" or "SyntaxTest" in k), None)
            if kind is None or "Update" in kind or f"{MF}action" not in its:
                continue
            (action,) = its[f"{MF}action"]
            about = told.get(action, {})
            query = self.path(about[f"{QT}query"][0].value if f"{QT}query" in about else action.value)
            result = next((self.path(one.value) for one in its.get(f"{MF}result", ())), None)
            data, named = ([self.path(one.value) for one in about.get(QT + n, ())] for n in ("data", "graphData"))
            if query.exists() and "SERVICE" not in query.read_text("utf-8").upper():
                yield Test(str(subject), kind, query, tuple(data), tuple(named), result)


class _Plain:
    """What a session needs of a graph, of a store without a base."""

    def __init__(self, owner: "_Stores") -> None:
        self._owner, self.path = owner, owner.store
        self._graph = Graph(owner.store)
        self.written, self.close = self._graph.written, self._graph.close

    def is_newest(self) -> bool:
        return self.path == self._owner.store


class _Stores(Graphs):
    """Graphs of one store after another."""

    store = Path()

    def _opened(self) -> Any:
        return _Plain(self)


def expected(suite: Suite, path: Path) -> object:
    """What a test should give, in a form in which equal answers are equal."""
    if path.suffix == ".csv":
        return _lines(path.read_text("utf-8"))
    if path.suffix in TABLES:
        return _table(ox.parse_query_results(path=str(path), format=FORMATS[TABLES[path.suffix]]))
    triples = suite.triples(path)
    if any(one.predicate.value == f"{RS}resultVariable" or one.predicate.value == f"{RS}boolean" for one in triples):
        return _result_set(triples)
    return _canonical((one.subject, one.predicate, one.object) for one in triples)


def given(text: str, form: str) -> object:
    """The same of an answer that was written in a form."""
    if form == "csv":
        return _lines(text)
    if form == "nt":
        parsed = ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)
        return _canonical((one.subject, one.predicate, one.object) for one in parsed)
    return _table(ox.parse_query_results(text.encode(), format=FORMATS[form]))


def _lines(text: str) -> object:
    head, *rest = text.replace("\r\n", "\n").strip().split("\n")
    return head, sorted(rest)


def _table(found: Any) -> object:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in found]
    return sorted(names), _rows(rows)


def _rows(rows: list[dict[str, Any]]) -> object:
    """Rows as triples, so that blank nodes may have any names."""
    ends = [ox.BlankNode() for _ in rows]
    here = ox.NamedNode("x:row")
    return _canonical(
        (end, ox.NamedNode(f"x:{name}") if name else here, value)
        for end, row in zip(ends, rows, strict=True)
        for name, value in [*row.items(), ("", ox.Literal("row"))]
    )


def _result_set(triples: list[ox.Quad]) -> object:
    """A table or a truth that is written as RDF."""
    told: dict[Any, dict[str, list[Any]]] = {}
    for one in triples:
        told.setdefault(one.subject, {}).setdefault(one.predicate.value.removeprefix(RS), []).append(one.object)
    (whole,) = (its for its in told.values() if "resultVariable" in its or "boolean" in its)
    if "boolean" in whole:
        return whole["boolean"][0].value == "true"
    bindings = [[told[one] for one in told[row].get("binding", ())] for row in whole.get("solution", ())]
    rows = [{one["variable"][0].value: one["value"][0] for one in row} for row in bindings]
    return sorted(one.value for one in whole["resultVariable"]), _rows(rows)


def _canonical(triples: Any) -> frozenset[str]:
    dataset = ox.Dataset(ox.Quad(*one) for one in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def _form(test: Test) -> str:
    """In which form an answer is asked for: in that in which it is expected."""
    return TABLES.get(test.result.suffix, "json") if test.result else "json"


def by_endpoint(client: TestClient, suite: Suite, test: Test) -> bool:
    """Whether the endpoint answers a test rightly."""
    sparql = f"BASE <{suite.iri(test.query)}>\n{test.query.read_text('utf-8')}"
    graphs = {"default-graph-uri": list(map(suite.iri, test.data)) or [f"{BASE}none"]}
    graphs["named-graph-uri"] = list(map(suite.iri, test.named))
    whole = {"query": sparql} | (graphs if test.data or test.named else {})
    table = {"xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values"}
    accept = f"{table.get(_form(test), 'application/sparql-results+json')}, application/n-triples"
    said = client.post("/sparql", data=whole, headers={"accept": accept})
    if "SyntaxTest" in test.kind:
        return (said.status_code == 400) == test.kind.startswith("Negative")
    if said.status_code != 200 or test.result is None:
        return False
    form = "nt" if "n-triples" in said.headers["content-type"] else _form(test)
    return given(said.text, form) == expected(suite, test.result)


def by_engine(store: ox.Store, suite: Suite, test: Test) -> bool:
    """Whether pyoxigraph by itself does."""
    default, named = ([ox.NamedNode(suite.iri(one)) for one in some] for some in (test.data, test.named))
    chosen: dict[str, Any] = {"default_graph": default, "named_graphs": named} if default or named else {}
    try:
        found = store.query(test.query.read_text("utf-8"), base_iri=suite.iri(test.query), **chosen)
        if isinstance(found, ox.QueryTriples):
            form, data = "nt", found.serialize(format=ox.RdfFormat.N_TRIPLES)
        else:
            form, data = _form(test), found.serialize(format=FORMATS[_form(test)])
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return test.kind.startswith("Negative")
    if "SyntaxTest" in test.kind:
        return not test.kind.startswith("Negative")
    return test.result is not None and given((data or b"").decode(), form) == expected(suite, test.result)


def run(folder: Path) -> tuple[int, int, int, list[str]]:
    """How many tests there are, how many the endpoint passes, how many the engine, and which only the engine."""
    suite, passed, floor, lost = Suite(folder.resolve()), 0, 0, []
    tests = list(suite.tests())
    with tempfile.TemporaryDirectory() as scratch:
        _Stores.store = _loaded(Path(scratch) / "first", suite, None)
        stores = _Stores(Path(), processes=1, timeout=30.0, limit=100_000)
        settings = Settings(base=Path(), names=("testserver",), timeout=30.0)
        with TestClient(application(settings, stores)) as client:
            for number, test in enumerate(tests):
                stores.store = _loaded(Path(scratch) / str(number), suite, test)
                own = by_engine(ox.Store.read_only(str(stores.store)), suite, test)
                ours = by_endpoint(client, suite, test)
                passed, floor = passed + ours, floor + own
                lost += [test.name] if own and not ours else []
    return len(tests), passed, floor, lost


def _loaded(folder: Path, suite: Suite, test: Test | None) -> Path:
    """A new store in which each file is a graph."""
    store = ox.Store(str(folder))
    for path in {*test.data, *test.named} if test else ():
        graph = ox.NamedNode(suite.iri(path))
        store.extend(ox.Quad(one.subject, one.predicate, one.object, graph) for one in suite.triples(path))
    store.flush()
    return folder


if __name__ == "__main__":
    total, passed, floor, lost = run(Path(sys.argv[1]))
    print(f"the endpoint passes {passed} of {total} tests, pyoxigraph by itself {floor}")
    if lost or not total:
        sys.exit(f"only pyoxigraph passes {', '.join(lost)}" if lost else "there are no tests in this folder")
