"""What is written for others to read: valid whatever it holds, the same on any day, and whole or not at all."""

import csv
import datetime as dt
import io
import json
import math
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from examples import kuala_lumpur
from lxml import etree
from pydantic import ValidationError
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import files
from kg.errors import OutputError
from kg.model import Mention, Post
from kg.projection import project, text
from kg.query import Rows
from kg.rdf import quads
from kg.rdf.formats import trig
from kg.resolve import resolve
from kg.view import View, render

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
SURROGATES = ("\ud800", "\udfff")  # which no RDF term can hold
CHARACTERS = [
    *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA1))),
    *("\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\ufdd0", "\ufffe", "\uffff", "\ufffd"),
    *(*SURROGATES, "\U0001fffe", "\U0010ffff", "\U0001f1eb", "e\u0301", "王"),
    *("]]>", "&", "&amp;", "<!--", "<a b='c'>", '"', "'", "\r\n", "\\", "\\x00", "a" * 10_000),
]


def escaped(words: str) -> str:
    """A text with what is no character of XML 1.0 (section 2.2) as Python escapes it."""

    def allowed(code: int) -> bool:
        return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    return "".join(char if allowed(ord(char)) else ascii(char)[1:-1] for char in words)


def read_back(graph: nx.MultiDiGraph, form: str) -> nx.MultiDiGraph:
    """The graph that another program reads, once a strict parser has read the file too."""
    written = text(graph, form).encode()
    etree.fromstring(written, etree.XMLParser(huge_tree=True))
    return READERS[form](io.BytesIO(written))


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("odd", CHARACTERS, ids=lambda odd: ascii(odd[:8]))
def test_any_character_in_any_field_of_a_graph_reads_back(form: str, odd: str) -> None:
    field = f"a{odd}b"
    graph = nx.MultiDiGraph(**{field: field})
    graph.add_node(field, label=field, kind=field, **{field: field})
    graph.add_node("other", label="other")
    for target in ("other", "other", field):
        graph.add_edge(field, target, label=field, kind=field, **{field: field})
    back = read_back(graph, form)
    name = escaped(field.replace("\\", "\\\\"))
    expected = {"label": escaped(field), "kind": escaped(field), name: escaped(field)}
    assert set(back) == {name, "other"} and back.number_of_edges() == 3
    for about in (back.nodes[name], *(about for _, _, about in back.edges(data=True))):
        assert {key: about[key] for key in expected} == expected


def test_the_table_of_characters_would_notice() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", label="\ufffe")
    unguarded = io.BytesIO()
    nx.write_graphml_xml(graph, unguarded)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(unguarded.getvalue())


@pytest.mark.parametrize("form", READERS)
def test_ids_that_differ_in_what_xml_forbids_stay_apart(form: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["a\x00", "a", "a\\x00", "a\x01", "a\ufffe"])
    assert len(read_back(graph, form)) == 5


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((True, False), (True, False)),
        ((1, -(2**63)), (1, -(2**63))),
        ((0.1, 1e-300), (0.1, 1e-300)),
        ((1, 0.5), (1.0, 0.5)),
        ((1, "one"), ("1", "one")),
        ((True, 1), ("true", "1")),
        ((1, 2**63), ("1", str(2**63))),
        ((dt.date(2025, 1, 2), "x"), ("2025-01-02", "x")),
        ((math.nan, 1.5), (None, 1.5)),
        ((math.inf, -math.inf), (None, None)),
        ((None, "x"), (None, "x")),
        (([1], {}), ("[1]", "{}")),
    ],
)
def test_values_have_one_type_for_each_attribute(form: str, values: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    graph = nx.MultiDiGraph()
    for number, value in enumerate(values):
        graph.add_node(str(number), value=value)
        graph.add_edge("0", str(number), value=value)
    back = read_back(graph, form)
    of_nodes = tuple(back.nodes[str(number)].get("value") for number in range(len(values)))
    of_edges = tuple(about.get("value") for _, _, about in back.edges(data=True))
    for found in (of_nodes, of_edges):
        assert found == expected and tuple(map(type, found)) == tuple(map(type, expected))


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("name", ["viz", "pid", "parents", "spells", "slices", "type", "node_default", "mode"])
def test_no_name_of_an_attribute_has_a_meaning_of_its_own(form: str, name: str) -> None:
    graph = nx.MultiDiGraph(**{name: "x"})
    graph.add_edge("a", "b", "only")
    graph.nodes["a"][name] = graph.edges["a", "b", "only"][name] = "x"
    back = read_back(graph, form)
    assert back.nodes["a"][name] == next(about for _, _, about in back.edges(data=True))[name] == "x"


@pytest.mark.parametrize("form", READERS)
def test_small_graphs(form: str) -> None:
    graph = nx.MultiDiGraph()
    assert len(read_back(graph, form)) == 0
    graph.add_node("only", label="only")
    assert dict(read_back(graph, form).nodes(data="label")) == {"only": "only"}


CHILD = """
import sys, time
moment = time.struct_time((1999, 2, 3, 4, 5, 6, 0, 34, 0))
time.time, time.localtime, time.gmtime = lambda: 9e8, lambda *of: moment, lambda *of: moment
strftime = time.strftime
time.strftime = lambda form, of=moment: strftime(form, of)
import networkx as nx
from test_outputs import everything
sys.stdout.buffer.write("\\n".join([*nx.generate_gexf(nx.path_graph(2)), "====", everything()]).encode())
"""


def everything() -> str:
    """The seed article in each form that is drawn or exported."""
    pair = kuala_lumpur()
    graph = project(sorted(quads([pair], resolve([pair]))))
    return "\n".join([text(graph, "graphml"), text(graph, "gexf"), render(graph, title="é")])


def test_no_output_holds_the_day_or_depends_on_the_hash_seed_or_the_locale() -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run([sys.executable, "-c", CHILD], env=environment, capture_output=True, check=True)
    dated, _, output = done.stdout.decode().partition("\n====\n")
    assert "1999-02-03" in dated, "the clock of the other process is not the one that was set"
    assert output == everything() and "Rajnath Singh" in output


# ---- JSON, CSV, RDF ----

NUMBERS = (math.nan, math.inf, -math.inf, 0.5, 3, True)


def strict(words: str) -> Any:
    """What a parser that keeps to RFC 8259 reads."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    return json.loads(words, parse_constant=refuse)


def test_rows_as_json_hold_null_for_what_is_no_number() -> None:
    rows = Rows(tuple("abcdef"), (NUMBERS,))
    assert strict(rows.to_json()) == [{"a": None, "b": None, "c": None, "d": 0.5, "e": 3, "f": True}]


def test_rows_as_csv_keep_every_value() -> None:
    rows = Rows(tuple("abcdef"), (NUMBERS,))
    assert list(csv.reader(io.StringIO(rows.to_csv()))) == [list("abcdef"), ["nan", "inf", "-inf", "0.5", "3", "True"]]


def test_a_page_holds_json_without_what_is_no_number() -> None:
    graph = nx.MultiDiGraph()
    for number, value in enumerate(NUMBERS):
        graph.add_node(f"n{number}", label="\ud800", weight=value, note=value)
        graph.add_edge("n0", f"n{number}", kind="met", fact=f"f{number}", confidence=value, quote=value, url="\udfff")
    page = render(graph, title="a\ud800b")
    page.encode()
    found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', page, re.DOTALL)
    assert found
    facts = strict(found[1])["data"]["facts"]
    assert [fact.get("confidence") for fact in facts] == [None, None, None, 0.5, 3, True]


@pytest.mark.parametrize("confidence", [math.nan, math.inf])
def test_no_fact_can_be_that_unsure(confidence: float) -> None:
    mention = Mention(begin=0, end=1, text="x")
    with pytest.raises(ValidationError):
        Post(id="p1", evidence=(mention,), person="x1", title="x", confidence=confidence)


@pytest.mark.parametrize("odd", [odd for odd in CHARACTERS if odd not in SURROGATES], ids=lambda odd: ascii(odd[:8]))
def test_any_character_in_a_literal_reads_back_from_rdf(odd: str) -> None:
    one = NamedNode("https://w3id.org/diplograph/id/a.b%20-")
    graph = NamedNode("https://w3id.org/diplograph/graph/a")
    said = {Quad(one, NamedNode("http://x.org/p"), Literal(f"a{odd}b"), graph)}
    store = Store()
    store.extend(said)
    lines = (store.dump(format=RdfFormat.N_QUADS) or b"").decode()
    assert set(parse(lines, format=RdfFormat.N_QUADS)) == said
    assert set(parse(trig([lines]), format=RdfFormat.TRIG)) == said


# ---- files that are whole or as they were ----


def test_a_file_is_replaced_whole_and_keeps_its_mode_and_the_links_to_it(tmp_path: Path) -> None:
    path, link = tmp_path / "a.html", tmp_path / "link.html"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    files.write(link, ["é\n", "\ud800"])
    assert path.read_bytes() == b"\xc3\xa9\n?" and link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [path, link]


def test_a_new_file_can_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write(tmp_path / "a", ["x"])
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


class Interrupted(Exception):
    """What ends the writing."""


def test_what_ends_the_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def parts() -> Any:
        yield "x" * 1_000_000
        raise Interrupted

    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(Interrupted):
        files.write(path, parts())
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


WRITERS: dict[str, Callable[[Path], object]] = {
    "page": lambda path: View("x" * 100_000).save(path),
    "texts": lambda path: files.write(path, ["x" * 50_000] * 2),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, writer: str) -> None:
    """The limit on the size of a file fails a write half-way, as a full disk does."""
    path = tmp_path / "a"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(OutputError, match=f"{re.escape(str(path))} cannot be written: File too large"):
            WRITERS[writer](path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("/dev/full", "No space left on device; free some space or name another file"),
        ("none/a", "No such file or directory; make the folder first, or name another file"),
        ("/dev/null/a", "Not a directory; make the folder first, or name another file"),
        ("", "Is a directory; name a file in it"),
        ("/", "Is a directory; name a file in it"),
        ("a" * 300, "File name too long; name another file"),
        ("a\0b", "no file can have this name; name another file"),
        ("\ud800.html", "no file can have this name; name another file"),
    ],
)
def test_what_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, advice: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match=f"cannot be written: {advice}$"):
        View("x").save(path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_no_utf8_is_one(tmp_path: Path) -> None:
    path = View("x").save(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.html"))
    assert path.read_text() == "x"


def test_a_link_that_leads_nowhere_gives_way(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.symlink_to(path)
    files.write(path, ["x"])
    assert path.read_text() == "x" and not path.is_symlink()


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    files.write(pipe, ["x"])
    assert os.read(reader, 10) == b"x" and pipe.is_fifo()
    os.close(reader)
