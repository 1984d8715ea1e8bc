"""A build gives the same graph whatever the order, the number of processes, and whatever kills it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import kg
from kg import pipeline
from kg.errors import BaseError, SourceError
from kg.model import Document, Extraction, Rejection

TEXTS = {
    "lima": "President Ana Quispe of Peru met Chilean President Luis Rojas in Lima on Friday.",
    "quito": "The foreign ministers of Ecuador and Colombia signed a trade agreement in Quito on 3 May 2021.",
    "oslo": "Norway's Prime Minister Kari Berg cancelled a visit to Sweden. “We regret this deeply,” she said.",
}
ARTICLES = Path(kg.__file__).parent / "demo" / "articles.jsonl"


def write(path: Path, texts: dict[str, str]) -> str:
    records = ({"id": name, "text": text, "date": "2021-05-07", "source": "Wire"} for name, text in texts.items())
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def digest(base: Path, inputs: list[str], jobs: int = 1) -> str:
    manifest = pipeline.build(inputs, base, jobs=jobs).manifest
    assert manifest
    return manifest.sha256


def test_order_and_number_of_processes_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 100)  # a batch for each document, so that both processes have work
    forward = write(tmp_path / "forward.jsonl", TEXTS)
    backward = write(tmp_path / "backward.jsonl", dict(reversed(TEXTS.items())))
    one = digest(tmp_path / "one.kg", [forward])
    assert digest(tmp_path / "two.kg", [backward], jobs=2) == one
    first = write(tmp_path / "first.jsonl", {"oslo": TEXTS["oslo"]})
    assert digest(tmp_path / "steps.kg", [first]) != one
    assert digest(tmp_path / "steps.kg", [forward]) == one


def test_builds_count_what_is_new_changed_and_as_before(tmp_path: Path) -> None:
    base, source = tmp_path / "a.kg", write(tmp_path / "a.jsonl", TEXTS)
    first = pipeline.build([source, source], base)
    assert first.rejected == []
    assert (first.new, first.changed, first.unchanged, first.published) == (3, 0, 0, True)
    again = pipeline.build([source], base)
    assert (again.new, again.changed, again.unchanged, again.published) == (0, 0, 3, False)
    assert again.manifest == first.manifest
    changed = write(tmp_path / "a.jsonl", TEXTS | {"oslo": "Norway's Prime Minister Kari Berg visited Finland."})
    third = pipeline.build([changed], base)
    assert (third.new, third.changed, third.unchanged, third.published) == (0, 1, 2, True)
    with kg.open(base) as graph:
        assert graph.query("ASK { ?x skos:prefLabel ?l FILTER(STR(?l) = 'Finland') }") is True
        assert graph.query("ASK { ?x dip:exactText ?l FILTER(CONTAINS(?l, 'cancelled')) }") is False


def test_rejections_are_kept_and_the_others_go_on(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", TEXTS)
    other = write(tmp_path / "b.jsonl", {"lima": "Another text."})
    seen: list[None] = []
    report = pipeline.build([source, other, "none.txt"], tmp_path / "a.kg", progress=lambda: seen.append(None))
    assert report.new == 3 and len(seen) == 5
    assert [(each.where, each.reason) for each in report.rejected] == [
        ("lima", "another text among these inputs has the same id"),
        ("none.txt", "cannot be opened: No such file or directory"),
    ]


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    from kg.base import Base

    with Base.open(tmp_path / "a.kg", write=True), pytest.raises(BaseError, match=str(os.getpid())):
        pipeline.build([write(tmp_path / "a.jsonl", TEXTS)], tmp_path / "a.kg")


class Fragile:
    """Stands for the models; fails on some documents."""

    def pipe(self, documents: Iterable[Document]) -> Iterator[tuple[Document, None]]:
        return ((document, None) for document in documents)

    def extract(self, document: Document, _: None) -> Extraction:
        if document.id == "bad":
            raise ZeroDivisionError("by\nzero")
        return Extraction(document=document.id, version="0")


def test_a_document_that_breaks_the_extractor_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_models", lambda _: (Fragile(), Fragile()))
    documents = [Document(id=name, text="x") for name in ("a", "bad", "b")]
    said = pipeline.reader.__wrapped__()(documents)
    assert [type(each) for each in said] == [Extraction, Rejection, Extraction]
    assert said[1].reason == "ZeroDivisionError: by\nzero"


@pytest.mark.parametrize(("lengths", "sizes"), [([10, 10, 10], [2, 1]), ([90, 10], [1, 1]), ([], []), ([20], [1])])
def test_batches_hold_so_many_characters(monkeypatch: pytest.MonkeyPatch, lengths: list[int], sizes: list[int]) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 25)
    documents = [Document(id=str(number), text="x" * length) for number, length in enumerate(lengths)]
    assert [len(batch) for batch in pipeline._batches(documents)] == sizes


def test_a_build_killed_at_any_moment_is_completed_by_the_next(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", TEXTS)
    script = Path(__file__).parent / "killed_builds.py"
    command = [sys.executable, str(script), source, str(tmp_path), "20", "7"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["killed"] >= 10, "most of the builds must have been killed before their end"
    assert len(found["hashes"]) == 21 and len(set(found["hashes"].values())) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_stopped_keeps_what_it_has_read(tmp_path: Path, number: signal.Signals) -> None:
    records = [json.loads(line) for line in ARTICLES.read_text("utf-8").splitlines()]
    copies = {f"{record['id']}-{copy}": record["text"] for copy in range(6) for record in records}
    source, base = write(tmp_path / "many.jsonl", copies), tmp_path / "a.kg"
    command = [sys.executable, "-m", "kg.cli", "build", source, "--base", str(base), "--jobs", "2"]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while child.poll() is None and documents_in(base) == 0:
        time.sleep(0.02)
    child.send_signal(number)
    _, complaint = child.communicate(timeout=60)
    assert child.returncode == 128 + number, complaint
    assert "stopped" in complaint and "Traceback" not in complaint
    assert 0 < documents_in(base) < len(copies)


def documents_in(base: Path) -> int:
    try:
        database = sqlite3.connect(f"file:{base / 'facts.db'}?mode=ro", uri=True)
        return int(database.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_evaluate_compares_with_gold_files(tmp_path: Path) -> None:
    facts = {"id": "a", "document_date": "2021-05-07", "posts": [], "events": [], "agreements": [], "statements": []}
    (tmp_path / "a.json").write_text(json.dumps(facts))
    (tmp_path / "a.txt").write_text(TEXTS["lima"])
    scores = pipeline.evaluate(tmp_path)
    assert scores.documents == 1 and scores.all.spurious > 0


@pytest.mark.parametrize(("name", "text"), [("a.json", "{"), ("a.json", "{}"), ("a.json", "[]"), ("b.txt", "")])
def test_evaluate_refuses_what_is_no_gold_folder(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SourceError, match="gold facts"):
        pipeline.evaluate(tmp_path)


def test_extract_reads_one_text() -> None:
    said = kg.extract(TEXTS["lima"], date="2021-05-07")
    assert {entity.name for entity in said.entities} >= {"Ana Quispe", "Luis Rojas"}
    assert all(TEXTS["lima"][m.begin : m.end] == m.text for fact in said.facts for m in fact.evidence)
    with pytest.raises(SourceError, match="empty"):
        kg.extract(" ")


def test_check_finds_what_is_wrong(tmp_path: Path) -> None:
    base = tmp_path / "a.kg"
    pipeline.build([write(tmp_path / "a.jsonl", TEXTS)], base)
    assert list(pipeline.check(base)) == []
    database = sqlite3.connect(base / "facts.db")
    with database:
        database.execute("UPDATE document SET record = replace(record, 'in Lima', 'at Lima')")
    problems = list(pipeline.check(base))
    assert any("lima" in problem for problem in problems)


def test_reading_an_input_again_mends_its_damaged_record(tmp_path: Path) -> None:
    source, other, base = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "a.kg"
    pipeline.build([write(source, TEXTS)], base)
    with closing(sqlite3.connect(base / "facts.db")) as database, database:
        database.execute("UPDATE document SET record = replace(record, 'in Lima', 'at Lima')")
    with pytest.raises(BaseError, match=r"'lima': its text .* read its input again with kg build"):
        pipeline.build([write(other, {"more": "Angela Merkel met Emmanuel Macron in Paris."})], base)
    assert any("lima" in problem for problem in pipeline.check(base))
    report = pipeline.build([str(source)], base)
    assert (report.new, report.changed, report.unchanged, report.published) == (0, 1, 2, True)
    assert list(pipeline.check(base)) == []


def test_graph_of_a_base(tmp_path: Path) -> None:
    pipeline.build([write(tmp_path / "a.jsonl", TEXTS)], tmp_path / "a.kg")
    with kg.open(tmp_path / "a.kg") as graph:
        drawn = graph.graph()
        assert "Ana Quispe" in {about["label"] for _, about in drawn.nodes(data=True)}
        assert "Ana Quispe" in graph.view("Three texts").html
        assert len(graph.rdflib()) > 100
        assert SimpleNamespace(**(graph.document("lima") or {})).text == TEXTS["lima"]
        assert graph.document("none") is None
        rows = graph.query("SELECT ?l WHERE { ?x a dip:Person ; skos:prefLabel ?l } ORDER BY ?l")
        assert not isinstance(rows, bool | str) and rows.to_pandas().shape == (len(rows), 1)
        assert graph.ask("who-met-whom", who="Ana Quispe") != ()
