"""A base opened for reading: what it refuses, and that it answers nothing once it is closed."""

import datetime as dt
import warnings
from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bases import build
from stores import rows

import kg
from kg.errors import BaseError, ChoiceError, QueryError, SourceError
from kg.graph import KnowledgeGraph
from kg.projection.choice import TOP


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "news.kg"
    build(path)
    return path


@pytest.fixture(scope="module")
def graph(base: Path) -> Iterator[KnowledgeGraph]:
    with kg.open(base) as graph:
        yield graph


ASKS: dict[str, Callable[[KnowledgeGraph], object]] = {
    "query": lambda graph: graph.query("ASK { ?s ?p ?o }"),
    "ask": lambda graph: graph.ask("planned-events"),
    "graph": lambda graph: graph.graph(),
    "view": lambda graph: graph.view(),
    "rdflib": lambda graph: graph.rdflib(),
    "document": lambda graph: graph.document("m01"),
    "with": lambda graph: graph.__enter__(),
}


@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("name", ASKS)
def test_a_closed_graph_says_so(base: Path, name: str, used: bool) -> None:
    graph = kg.open(base)
    if used:
        ASKS[name](graph)
    graph.close()
    with pytest.raises(BaseError, match=r"news\.kg has been closed; open it again, with kg\.open"):
        ASKS[name](graph)
    graph.close()


def test_a_dataset_outlives_the_graph_that_gave_it(base: Path) -> None:
    with kg.open(base) as graph:
        dataset = graph.rdflib()
    assert dataset.query("ASK { ?s ?p ?o }").askAnswer is True


@pytest.mark.parametrize("id_", ["none", "", "\x00", "\ud800", "m01\udfff", "m01'", "x" * 100_000])
def test_an_id_that_no_document_has_gives_none(graph: KnowledgeGraph, id_: str) -> None:
    assert graph.document(id_) is None


@pytest.mark.parametrize("id_", [None, 5, b"m01", ["m01"]])
def test_what_is_no_id_is_said(graph: KnowledgeGraph, id_: Any) -> None:
    with pytest.raises(QueryError, match="the id of a document is a text, not"):
        graph.document(id_)


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("meetings-between-dates", {"from": "yesterday", "to": "2025-10-31"}, "'yesterday' is not from of"),
        ("meetings-between-dates", {"from": "2025-10-01", "to": "2025-02-30"}, "such as 2025-10-31"),
        ("meetings-between-dates", {"from": "20251001", "to": "2025-10-31"}, "the first day, such as 2025-10-01"),
        ("agreements-in-force", {"on": "2025"}, "'2025' is not on of agreements-in-force"),
        ("weak-claims", {"below": "much"}, "a confidence between 0 and 1, such as 0.8"),
        ("weak-claims", {"below": "nan"}, "'nan' is not below"),
    ],
)
def test_a_parameter_of_another_form_is_said(
    graph: KnowledgeGraph, name: str, values: dict[str, Any], told: str
) -> None:
    with pytest.raises(ChoiceError, match=told):
        graph.ask(name, **values)
    assert graph.ask("agreements-in-force", on=dt.date(2025, 6, 10)) is not None
    assert graph.ask("weak-claims", below=0.8) is not None


@pytest.mark.parametrize("name", ["none", "", "\ud800", None, 5, ["planned-events"]])
def test_what_is_no_saved_query_is_said(graph: KnowledgeGraph, name: Any) -> None:
    with pytest.raises(ChoiceError, match=r"there is no saved query .*; there are agreement-history"):
        graph.ask(name)


def test_a_graph_tells_what_it_holds(base: Path, graph: KnowledgeGraph) -> None:
    assert repr(graph).startswith(f"<KnowledgeGraph {base}: ") and " events, " in repr(graph)


def test_nodes_that_are_left_out_are_announced(graph: KnowledgeGraph) -> None:
    with pytest.warns(UserWarning, match=r"nodes more are left out; top=None takes all"):
        assert len(graph.graph(top=1)) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(graph.graph(top=None)) == graph.graph().graph["total"]


def test_a_base_is_built_from_python(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kari Lund of Norway met Pedro Rojas of Chile in Lima on Tuesday.", "utf-8")
    report = kg.build(tmp_path / "a.txt", tmp_path / "news.kg", date="2025-10-31")
    assert (report.new, report.rejected) == (1, [])
    with kg.open(tmp_path / "news.kg") as built:
        assert len(rows(built.ask("who-met-whom", who="Lund"))) == 1
    with pytest.raises(SourceError):
        kg.build([tmp_path / "a.txt"], tmp_path / "news.kg", date="Tuesday")


def test_a_cell_of_a_notebook_is_a_query(graph: KnowledgeGraph) -> None:
    cells: dict[str, Callable[[str, str], object]] = {}
    shell = SimpleNamespace(
        user_ns={}, register_magic_function=lambda function, kind, name: cells.update({f"{kind} {name}": function})
    )
    kg.load_ipython_extension(shell)
    ask = cells["cell sparql"]
    with pytest.raises(QueryError, match=r"name a graph after %%sparql: kg\.open gives one"):
        ask("", "ASK { ?s ?p ?o }")
    shell.user_ns |= {"graph": graph, "same": graph}
    assert ask("", "ASK { ?s ?p ?o }") is True and ask("graph", "ASK { ?s ?p ?o }") is True
    with pytest.raises(QueryError, match="other is no graph; there are graph, same"):
        ask("other", "ASK { ?s ?p ?o }")


def test_as_many_nodes_are_drawn_by_name_as_by_choice() -> None:
    assert signature(KnowledgeGraph.graph).parameters["top"].default == TOP
