"""What is taken back leaves no trace: whatever came, changed and went, the graph is that of what is there."""

import datetime as dt
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bases import read_inputs
from conftest import Run
from examples import Pair, kuala_lumpur, meeting
from generated import unhurried
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import intake, pipeline
from kg.base import Base
from kg.errors import BaseError, ChoiceError
from kg.model import Origin
from kg.withdrawal import By, forget

DAY = dt.date(2024, 5, 6)
IDS = ("a", "b", "c", "d")
SECRET = "Kari Lund"
KILLS = 6
WRITER = """
import sys
from pathlib import Path
from kg.withdrawal import forget
print("begins", flush=True)
forget(["Wire"], Path(sys.argv[1]))
print("done", flush=True)
"""

pytestmark = pytest.mark.usefixtures("forked")


def version(id_: str, number: int) -> Pair:
    """One of the texts that a document may have."""
    names = [("Anna Berg", "Bela Kun"), ("Anna Berg", SECRET), ("Berg", "Bela Kun")]
    made = kuala_lumpur(id_) if number == len(names) else meeting(id_, DAY, names=names[number])
    return made[0].model_copy(update={"source": "Wire" if id_ in "ab" else "Gazette"}), made[1]


def fresh(contents: Mapping[str, int], seed: int = 0) -> str:
    """The hash of the graph of documents that come in some order."""
    with TemporaryDirectory() as folder, Base.open(Path(folder) / "fresh.kg", write=True) as base:
        pairs = [version(*each) for each in sorted(contents.items())]
        return read_inputs(base, random.Random(seed).sample(pairs, len(pairs)))


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(IDS), st.integers(0, 3)),  # comes, or changes
        st.tuples(st.sampled_from([*IDS, "Wire", "Gazette"]), st.none()),  # goes
        st.tuples(st.just("publish"), st.none()),
    ),
    min_size=2,
    max_size=9,
)


@settings(unhurried, max_examples=12)
@given(steps, st.integers(0, 99))
def test_whatever_came_and_went_the_graph_is_that_of_the_rest(
    taken: Sequence[tuple[str, int | None]], seed: int
) -> None:
    there: dict[str, int] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.kg"
        for name, number in taken:
            gone = [id_ for id_ in there if name in (id_, version(id_, 0)[0].source)]
            if number is not None:
                with Base.open(path, write=True) as base:
                    document, said = version(name, number)
                    base.facts.add(document, said, Origin(place=f"{name}.txt", input=document.digest))
                there[name] = number
            elif name == "publish" and there:
                with Base.open(path, write=True) as base:
                    assert read_inputs(base, []) == fresh(there, seed)
            elif gone:
                assert list(forget([name], path).documents) == sorted(gone)
                there = {id_: number for id_, number in there.items() if id_ not in gone}
        if there:
            with Base.open(path, write=True) as base:
                assert read_inputs(base, []) == fresh(there, seed)


TEXTS = {
    "lima": "President Ana Quispe of Peru met Chilean President Luis Rojas in Lima on Friday.",
    "quito": "The foreign ministers of Ecuador and Colombia signed a trade agreement in Quito on 3 May 2021.",
    "oslo": "Norway's Prime Minister Kari Berg cancelled a visit to Sweden. “We regret this deeply,” she said.",
}
CHANGED = "Norway's Prime Minister Kari Berg visited Finland."
FRENCH = "Le ministre a rencontré son homologue à Paris pour des entretiens."


def write(folder: Path, texts: Mapping[str, str]) -> str:
    path = folder / "a.jsonl"
    records = ({"id": name, "text": text, "date": "2021-05-07", "source": "Wire"} for name, text in texts.items())
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", range(2))
def test_builds_changes_and_removals_end_as_a_build_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, seed: int
) -> None:
    monkeypatch.setattr(intake, "BATCH", 100)  # a batch for each document, so that both processes have work
    base, names = tmp_path / "a.kg", random.Random(seed).sample([*TEXTS], len(TEXTS))
    for name in names:
        pipeline.build([write(tmp_path, {name: TEXTS[name]})], base, jobs=jobs)
    pipeline.build([write(tmp_path, TEXTS | {"oslo": CHANGED})], base, jobs=jobs)
    left = forget([names[0]], base).manifest
    rest = {name: text for name, text in (TEXTS | {"oslo": CHANGED}).items() if name != names[0]}
    afresh = pipeline.build([write(tmp_path, rest)], tmp_path / "b.kg", jobs=3 - jobs).manifest
    assert left and afresh and left.sha256 == afresh.sha256
    again = pipeline.build([write(tmp_path, TEXTS | {"oslo": CHANGED})], base, jobs=jobs)
    assert again.new == 1 and again.unchanged == 2


@pytest.mark.parametrize("kind", ["line", "file"])
def test_a_text_that_cannot_be_read_any_more_withdraws_what_it_said(tmp_path: Path, run: Run, kind: str) -> None:
    folder, base = tmp_path / "in", tmp_path / "a.kg"
    folder.mkdir()

    def build(texts: Mapping[str, str], path: Path) -> pipeline.Report:
        if kind == "line":
            return pipeline.build([write(tmp_path, texts)], path)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text)
        return pipeline.build([str(folder)], path, date=dt.date(2021, 5, 7))

    assert build(TEXTS, base).new == 3
    broken = build(TEXTS | {"oslo": FRENCH}, base)
    assert (broken.withdrawn, broken.unchanged, len(broken.rejected)) == (1, 2, 1)
    afresh = build(TEXTS | {"oslo": FRENCH}, tmp_path / "b.kg")
    assert broken.manifest and afresh.manifest and broken.manifest.sha256 == afresh.manifest.sha256
    again = build(TEXTS | {"oslo": FRENCH}, base)
    assert (again.withdrawn, again.rejected_before, again.published) == (0, 1, False)
    assert build(TEXTS, base).new == 1


def test_a_withdrawal_that_was_stopped_comes_with_the_next_build(tmp_path: Path) -> None:
    base = tmp_path / "a.kg"
    pipeline.build([write(tmp_path, TEXTS)], base)
    changed = write(tmp_path, TEXTS | {"oslo": FRENCH})
    stop = pytest.MonkeyPatch()
    stop.setattr("kg.base.facts.Facts.remove", _stopped)
    with suppress(KeyboardInterrupt):
        pipeline.build([changed], base)
    stop.undo()
    assert pipeline.build([changed], base).withdrawn == 1
    assert ids(base) == set(TEXTS) - {"oslo"}


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_lines_that_move_withdraw_nothing(tmp_path: Path) -> None:
    base = tmp_path / "a.kg"
    pipeline.build([write(tmp_path, TEXTS)], base)
    report = pipeline.build([write(tmp_path, {"paris": FRENCH} | TEXTS)], base)
    assert (report.withdrawn, report.unchanged, len(report.rejected)) == (0, 3, 1)


def test_what_only_could_not_be_opened_stays(tmp_path: Path) -> None:
    path, base = tmp_path / "lima.txt", tmp_path / "a.kg"
    path.write_text(TEXTS["lima"])
    pipeline.build([str(path)], base)
    path.unlink()
    report = pipeline.build([str(path)], base)
    assert (report.withdrawn, len(report.rejected)) == (0, 1)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base with two sources, in a folder with the files it was read from."""
    path = tmp_path / "a.kg"
    with Base.open(path, write=True) as opened:
        for id_ in IDS:
            document, said = version(id_, 1)
            document = document.model_copy(update={"url": f"https://example.org/{id_}"})
            place = f"in/{id_}.txt" if id_ < "c" else "c.jsonl"
            opened.facts.add(document, said, Origin(place=place, input=document.digest))
        read_inputs(opened, [])
    return path


@pytest.mark.parametrize(
    ("named", "by", "gone"),
    [
        (["a"], None, "a"),
        (["a", "c"], None, "ac"),
        (["Wire"], None, "ab"),
        (["wire"], By.SOURCE, "ab"),
        (["in/a.txt"], None, "a"),
        (["./in"], None, "ab"),
        (["c.jsonl"], None, "cd"),
        (["https://example.org/d/"], None, "d"),
        (["a"], By.ID, "a"),
    ],
)
def test_documents_are_named_by_id_path_address_or_source(
    base: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], by: By | None, gone: str
) -> None:
    monkeypatch.chdir(base.parent)
    assert forget(named, Path(base.name), by=by, dry=True).documents == list(gone)
    done = forget(named, Path(base.name), by=by)
    assert done.documents == list(gone) and done.manifest
    with Base.open(base) as opened:
        assert [document.id for document in opened.facts.documents()] == [id_ for id_ in IDS if id_ not in gone]
        assert opened.is_current() and not list(opened.damage())


@pytest.mark.parametrize(
    ("named", "by", "reason"),
    [
        (["x"], None, "no document has the id, path, address or source 'x' .the sources are Gazette, Wire"),
        (["a", "x"], None, "'x'"),
        (["Wire"], By.ID, "no document has the id 'Wire'"),
        ([""], None, "''"),
    ],
)
def test_what_names_nothing_takes_nothing(base: Path, named: list[str], by: By | None, reason: str) -> None:
    with pytest.raises(ChoiceError, match=reason):
        forget(named, base, by=by)
    with Base.open(base) as opened:
        assert len(list(opened.facts.documents())) == len(IDS) and opened.is_current()


def test_a_name_of_two_sorts_is_asked_back(base: Path) -> None:
    with Base.open(base, write=True) as opened:
        document, said = kuala_lumpur("Wire")
        opened.facts.add(document, said)
        read_inputs(opened, [])
    with pytest.raises(ChoiceError, match="--by id takes 1 of them; --by source takes 2 of them"):
        forget(["Wire"], base)
    assert forget(["Wire"], base, by=By.ID).documents == ["Wire"]


def test_nothing_of_it_stays_in_any_file(base: Path) -> None:
    def holders() -> set[str]:
        files = [path for path in base.rglob("*") if path.is_file()]
        return {path.name for path in files if SECRET.encode() in path.read_bytes()}

    assert "facts.db" in holders()
    forget(["Wire", "Gazette"], base)
    assert holders() == set()
    assert {path.stat().st_mode & 0o777 for path in base.rglob("*") if path.is_file()} == {0o600}
    assert sorted(path.name for path in (base / "graph").iterdir()) == ["2", "CURRENT"]


TAKEN_BACK = "the graph may still answer with what was taken back; run kg build"


def test_what_is_damaged_may_go(base: Path) -> None:
    with closing(sqlite3.connect(base / "facts.db")) as db, db:
        db.execute("UPDATE document SET record = 'x' WHERE id = 'a'")
        db.execute("UPDATE extraction SET record = 'x' WHERE digest = (SELECT digest FROM document WHERE id = 'b')")
    with pytest.raises(BaseError, match=r"^a: gone from the facts; .*document 'b'.*answers with what was taken back$"):
        forget(["a"], base)
    with Base.open(base, write=True) as opened, pytest.raises(BaseError, match=r"document 'b'.*what was taken back$"):
        pipeline.publish(opened)
    with pytest.raises(BaseError, match=r"^[^:]*facts.db: document 'b'.* what was taken back$"):
        forget(["a"], base)
    with Base.open(base) as opened:
        assert [line.rpartition(": ")[2] for line in opened.damage()][-1] == TAKEN_BACK
    assert forget(["b"], base).documents == ["b"]
    with Base.open(base) as opened:
        assert opened.is_current() and not list(opened.damage())
        assert [document.id for document in opened.facts.documents()] == ["c", "d"]


def test_all_may_go(base: Path) -> None:
    done = forget(["Wire", "Gazette"], base)
    assert done.manifest and set(done.manifest.counts.values()) == {0}
    with Base.open(base, write=True) as opened:
        assert opened.facts.is_empty()
    with Base.open(base) as opened:
        assert opened.generation().manifest == done.manifest


def test_killed_at_any_moment_the_old_or_the_new_is_left(base: Path, tmp_path: Path) -> None:
    old, new = fresh(dict.fromkeys(IDS, 1)), fresh({"c": 1, "d": 1})
    with Base.open(base, write=True) as opened:
        for id_ in IDS:
            opened.facts.add(*version(id_, 1))
        assert read_inputs(opened, []) == old
    lasted, killed = 0.1, 0
    for number in range(KILLS):
        path = tmp_path / f"{number}.kg"
        subprocess.run(["cp", "-r", base, path], check=True)
        writer = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True)
        assert writer.stdout and writer.stdout.readline() == "begins\n"
        began = time.monotonic()
        if number:
            time.sleep(lasted * (number - 1) / (KILLS - 2))
            with suppress(ProcessLookupError):
                os.kill(writer.pid, signal.SIGKILL)
        killed += "done\n" not in writer.stdout
        lasted = lasted if number else time.monotonic() - began
        writer.wait()
        with Base.open(path) as left:
            assert {document.id for document in left.facts.documents()} in (set(IDS), {"c", "d"})
            assert left.generation().manifest.sha256 in (old, new)
        if set(IDS) == ids(path):  # it was killed before
            forget(["Wire"], path)
        with Base.open(path, write=True) as left:  # what the next build does
            assert read_inputs(left, []) == new
        with Base.open(path) as left:
            assert left.is_current() and left.generation().manifest.sha256 == new
        assert len(list((path / "graph").iterdir())) == 2  # the graph, and the name of it
    assert killed >= KILLS // 4, "the kills came too late to show anything"


def ids(path: Path) -> set[str]:
    with Base.open(path) as base:
        return {document.id for document in base.facts.documents()}


def test_the_command_says_what_went(run: Run, base: Path) -> None:
    code, printed, errors = run("forget", "a", "--dry-run", "--base", base)
    assert (code, printed, errors) == (0, "would forget 1 document: a\n", "")
    code, printed, errors = run("forget", "Wire", "--base", base)
    assert (code, errors) == (0, "")
    assert printed.startswith("forgot 2 documents: a, b\na.kg holds 2 documents, ")
    code, printed, errors = run("forget", "Wire", "--base", base)
    assert code == 2 and "no document has the id, path, address or source 'Wire' (the sources are Gazette)" in errors
    assert run("forget", "c", "--by", "name", "--base", base)[0] == 2
    code, _, errors = run("forget", "c", "--base", base.parent / "none.kg")
    assert code == 1 and "does not exist; run kg build" in errors
    assert not (base.parent / "none.kg").exists()


def test_what_was_stopped_is_finished(run: Run, base: Path) -> None:
    with Base.open(base, write=True) as opened:
        opened.withdraw(["a"])
    code, printed, errors = run("forget", "a", "--base", base)
    assert (code, errors) == (0, "")
    assert printed.startswith("no document is named so now; the graph, which was behind the facts, is made anew\n")
    assert "3 documents" in printed
    assert run("forget", "a", "--base", base)[0] == 2
