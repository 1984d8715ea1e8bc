"""A base on disk: nothing acknowledged is lost, nothing damaged is served, one writes at a time."""

import datetime as dt
import errno
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from damages import Harm, become_fifo, become_folder, cut, flip, link_to_device
from examples import VERSION, Pair, judged, kuala_lumpur, meeting

from kg.base import Base, generation, runs
from kg.base.files import read
from kg.errors import BaseError
from kg.lexicon import OWN_WORDS
from kg.model import Origin, Rejection
from kg.rdf import quads
from kg.resolve import resolve

DAY = dt.date(2024, 5, 6)
KILLS = 12
"""The moments at which a writer is killed, spread evenly over the time that it takes."""
WRITERS = """
import os, sys
from test_base import fill, documents
from kg.base import Base
for path in sys.stdin:
    child = os.fork()
    if child == 0:
        with Base.open(path.strip(), write=True) as base:
            print(os.getpid(), flush=True)
            fill(base, documents(), tell=lambda id: print(id, flush=True))
            print("published", flush=True)
        os._exit(0)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
HOLDER = """
import sys, time
from kg.base import Base
with Base.open(sys.argv[1], write=True):
    print("open", flush=True)
    time.sleep(60)
"""


def documents() -> list[Pair]:
    return [kuala_lumpur("kl"), *(meeting(f"m{number:03}", DAY) for number in range(60))]


def fill(base: Base, pairs: list[Pair], tell: Callable[[str], object] = lambda _: None) -> None:
    """What a build does: add what is not known, then publish."""
    for document, said in pairs:
        if not base.facts.known(document.digest, said.version):
            base.facts.add(document, said, Origin(place=f"{document.id}.txt", input=document.digest))
        tell(document.id)
    if not base.is_current():
        base.publish(quads(base.facts.contents(), resolve(base.facts.contents(), base.facts.judgements())))


def process(script: str, *arguments: str | Path) -> subprocess.Popen[str]:
    command, here = [sys.executable, "-c", script, *arguments], Path(__file__).parent
    return subprocess.Popen(command, cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.kg"


@pytest.fixture
def built(path: Path) -> Path:
    with Base.open(path, write=True) as base:
        fill(base, [kuala_lumpur(), meeting("m", DAY)])
    return path


def test_what_was_added_is_there(built: Path) -> None:
    with Base.open(built) as base:
        assert list(base.facts.contents()) == [kuala_lumpur(), meeting("m", DAY)]
        assert base.facts.known(kuala_lumpur()[0].digest, VERSION)
        assert not base.facts.known(kuala_lumpur()[0].digest, "another version")
        counts = base.generation().manifest.counts
    assert counts == {"documents": 2, "posts": 5, "events": 7, "agreements": 1, "actions": 1, "statements": 1}


def test_the_manifest_counts_and_hashes_what_the_store_holds(built: Path) -> None:
    with Base.open(built) as base:
        generation = base.generation()
        lines = generation.lines()
        assert lines == sorted(quads(base.facts.contents(), resolve(base.facts.contents())))
        assert sum(generation.manifest.quads.values()) == len(lines) == len(generation.open())
        assert generation.manifest.sha256 == sha256("".join(lines).encode()).hexdigest()
        assert not list(generation.damage())


def test_what_is_sorted_and_loaded_piece_by_piece_is_the_same(
    built: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Base.open(built) as base:
        before, contents = base.generation().manifest, list(base.facts.contents())
    monkeypatch.setattr(runs, "RUN", 50)
    monkeypatch.setattr(generation, "LOADED", 70)
    with Base.open(path.with_name("pieces.kg"), write=True) as base:
        fill(base, contents)
        after = base.generation()
        assert (after.manifest.sha256, after.manifest.quads) == (before.sha256, before.quads)
        assert sha256("".join(after.lines()).encode()).hexdigest() == before.sha256


def noted(function: Callable[..., None], calls: list[str]) -> Callable[..., None]:
    """The same function, with its name put down at each call."""

    def call(*given: object) -> None:
        calls.append(function.__name__)
        function(*given)

    return call


def dumped(path: Path) -> tuple[list[str], str]:
    """What the store of a base gives back, and the hash of what it was to hold."""
    with Base.open(path) as base:
        return base.generation().lines(), base.generation().manifest.sha256


@pytest.mark.parametrize(
    ("added", "how"),
    [
        ([kuala_lumpur("kl")], "_change"),
        ([], "_load"),  # a text that was there says something else now: nothing of the old one stays in the store
        ([meeting(f"n{number}", DAY) for number in range(40)], "_load"),  # too much
    ],
    ids=["one more", "a change", "many more"],
)
def test_a_store_made_out_of_the_one_before_holds_what_one_made_afresh_does(
    added: list[Pair], how: str, built: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_ALIKE", 0.4)
    ways: list[str] = []
    for name in ("_change", "_load"):
        monkeypatch.setattr(generation, name, noted(getattr(generation, name), ways))
    document, said = meeting("m", DAY)
    added = added or [(document.model_copy(update={"text": f"{document.text} Nothing else."}), said)]
    for base_path in (built, path.with_name("afresh.kg")):
        with Base.open(base_path, write=True) as base:
            fill(base, [*([kuala_lumpur(), meeting("m", DAY)] if base_path != built else []), *added])
    assert ways == [how, "_load"]
    assert dumped(built) == dumped(path.with_name("afresh.kg"))


@pytest.mark.parametrize(
    "damage", [Path.unlink, *(partial(flip, where=where) for where in (0, 0.3, 0.8, 1)), partial(cut, left=0.6)]
)
def test_a_store_is_made_afresh_where_the_lines_of_the_one_before_are_damaged(
    damage: Callable[[Path], object], built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_change", None)
    damage(built / "graph" / "1" / "quads.nq.gz")
    with Base.open(built, write=True) as base:
        fill(base, [meeting("n", DAY)])
    lines, digest = dumped(built)
    assert sha256("".join(lines).encode()).hexdigest() == digest


def test_where_a_store_cannot_be_copied_the_one_before_answers(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    before = dumped(built)
    with monkeypatch.context() as patch, Base.open(built, write=True) as base:
        patch.setattr(generation, "copyfile", full)
        with pytest.raises(BaseError, match="No space left on device; free some space"):
            fill(base, [meeting("n", DAY)])
    assert dumped(built) == before
    with Base.open(built, write=True) as base:
        fill(base, [])
        assert base.generation().manifest.counts["documents"] == 3


def test_the_same_again_changes_nothing(built: Path) -> None:
    def unread() -> Iterator[str]:
        yield ""
        raise AssertionError("nothing was to be written")

    with Base.open(built, write=True) as base:
        before = base.generation().manifest
        fill(base, [kuala_lumpur(), meeting("m", DAY)])
        assert base.publish(unread()) == (before, False)


def test_a_changed_text_withdraws_the_old_facts(built: Path) -> None:
    document, said = kuala_lumpur()
    other = document.model_copy(update={"text": "Nothing happened."})
    with Base.open(built, write=True) as base:
        fill(base, [(other, said.model_copy(update={"events": (), "posts": (), "entities": said.entities}))])
        assert base.generation().manifest.number == 2
        assert base.generation().manifest.counts["events"] == 1
        assert "sat down" not in "".join(base.generation().lines())
        assert next(document.text for document, _ in base.facts.contents()) == "Nothing happened."


def test_other_words_to_compare_names_by_change_the_graph(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.yaml").write_text("names: {optional: [qua]}")
    with Base.open(built, write=True) as base:
        assert base.is_current()
        monkeypatch.setenv(OWN_WORDS, str(tmp_path / "own.yaml"))
        assert not base.is_current()


def test_a_judgement_changes_only_the_graph(built: Path) -> None:
    with Base.open(built, write=True) as base:
        before = list(base.facts.contents())
        (_, berg), (_, singh) = ((document, said.entities[3 if said.events[1:] else 2].id) for document, said in before)
        base.facts.judge(judged(before, ("kuala-lumpur", berg), ("m", singh)))
        assert not base.is_current()
        fill(base, [])
        assert list(base.facts.contents()) == before
        assert base.generation().manifest.number == 2
        assert len(base.facts.judgements()) == 1


def test_rejections_are_kept_once(built: Path) -> None:
    with Base.open(built, write=True) as base:
        for reason in ("empty", "too long"):
            base.facts.reject(Rejection(where="a.txt", reason=reason))
    with Base.open(built) as base:
        assert base.facts.rejections() == [Rejection(where="a.txt", reason="too long")]


def test_an_extraction_of_another_document_is_refused(path: Path) -> None:
    with Base.open(path, write=True) as base, pytest.raises(ValueError, match="cannot be added to"):
        base.facts.add(kuala_lumpur()[0], meeting("m", DAY)[1])


def test_readers_keep_the_generation_they_opened(built: Path) -> None:
    with Base.open(built) as reader, Base.open(built, write=True) as base:
        store, size = reader.generation().open(), len(reader.generation().open())
        fill(base, [meeting("m2", DAY)])
        assert len(store) == size
        assert len(reader.generation().open()) > size


def test_two_generations_are_kept(built: Path) -> None:
    with Base.open(built, write=True) as base:
        for number in range(3):
            fill(base, [meeting(f"n{number}", DAY)])
    assert sorted(folder.name for folder in (built / "graph").iterdir()) == ["3", "4", "CURRENT"]


def test_a_second_writer_is_told_who_holds_the_lock(built: Path) -> None:
    holder = process(HOLDER, built)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(BaseError, match=f"process {holder.pid}"):
            Base.open(built, write=True)
        with Base.open(built) as reader:
            assert reader.generation().manifest.number == 1
    finally:
        holder.kill()
        holder.communicate()
    Base.open(built, write=True).close()


def test_a_second_writer_in_the_same_process_is_refused(built: Path) -> None:
    with Base.open(built, write=True), pytest.raises(BaseError, match=f"process {os.getpid()}"):
        Base.open(built, write=True)
    Base.open(built, write=True).close()


@pytest.mark.parametrize("become", [become_folder, become_fifo, link_to_device])
def test_a_lock_that_is_no_file_is_said(built: Path, become: Harm) -> None:
    become(built / "lock")
    with pytest.raises(BaseError, match=r"lock is not a file; move it away and run kg build again"):
        Base.open(built, write=True)


def test_what_the_kernel_writes_while_it_is_read_is_empty() -> None:
    """To read `/proc/kmsg`, which root alone may, is to wait for the next message for ever."""
    assert read(Path("/proc/version")) == ""


def test_a_forked_child_does_not_keep_the_lock_of_a_closed_base(built: Path) -> None:
    base = Base.open(built, write=True)
    child = os.fork()
    if child == 0:
        time.sleep(30)
        os._exit(0)
    try:
        base.close()
        Base.open(built, write=True).close()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        ("store/MANIFEST-*", truncate),
        ("store/MANIFEST-*", partial(flip, where=0.5)),
        ("store/MANIFEST-*", Path.unlink),
        ("store/CURRENT", truncate),
        ("store/CURRENT", Path.unlink),
        ("store/*.sst", truncate),
        ("store/*.sst", Path.unlink),
        ("manifest.json", truncate),
        ("manifest.json", Path.unlink),
        ("../CURRENT", lambda path: path.write_text("?")),
        ("../CURRENT", lambda path: path.write_text("7")),
    ],
)
def test_a_damaged_generation_is_not_served_and_can_be_rebuilt(
    built: Path, file: str, harm: Callable[[Path], None]
) -> None:
    with Base.open(built) as base:
        digest = base.generation().manifest.sha256
    folder, _, pattern = f"graph/1/{file}".rpartition("/")
    harm(sorted((built / folder).glob(pattern))[0])
    with Base.open(built) as base, pytest.raises(BaseError, match="run kg build to rebuild"):
        base.generation()
    with Base.open(built, write=True) as base:
        fill(base, [])
        assert base.generation().manifest.sha256 == digest


def test_a_base_that_is_missing_or_something_else_is_reported(tmp_path: Path) -> None:
    with pytest.raises(BaseError, match="run kg build to make a base"):
        Base.open(tmp_path / "none.kg")
    (tmp_path / "facts.db").write_text("this is no database" * 100)
    with Base.open(tmp_path) as base, pytest.raises(BaseError, match=r"facts\.db: file is not a database"):
        base.facts.contents()
    with pytest.raises(BaseError, match=r"facts\.db: file is not a database"):
        Base.open(tmp_path, write=True)


@pytest.mark.parametrize("inside", ["graph", "graph/1", "more/news.kg"])
@pytest.mark.parametrize("write", [True, False])
def test_there_is_no_base_in_a_base(built: Path, monkeypatch: pytest.MonkeyPatch, inside: str, write: bool) -> None:
    there = sorted(built.rglob("*"))
    with pytest.raises(BaseError, match=f"{inside} lies in the base {built.resolve()}; name that with --base"):
        Base.open(built / inside, write=write)
    assert sorted(built.rglob("*")) == there
    monkeypatch.chdir(built / "graph")
    Base.open("..", write=write).close()
    Base.open("../../other.kg", write=True).close()
    with pytest.raises(BaseError, match="lies in the base"):
        Base.open("other.kg", write=write)


@pytest.mark.parametrize("name", ["\udcff.kg", "a/\udce9/b.kg", "\ud800", "a\0b"])
@pytest.mark.parametrize("write", [True, False])
def test_a_path_that_the_store_could_not_open_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, write: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BaseError, match="is not UTF-8; give another"):
        Base.open(name, write=write)
    assert list(tmp_path.iterdir()) == []


def test_a_base_may_have_any_name_that_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "Élysée 王%20#?\n.kg"
    with Base.open(path, write=True) as base:
        fill(base, [kuala_lumpur()])
    with Base.open(path) as base:
        assert len(base.generation().open()) and not list(base.damage())


def test_a_base_without_graph_says_so(path: Path) -> None:
    with Base.open(path, write=True) as base:
        base.facts.add(*kuala_lumpur())
    with Base.open(path) as base, pytest.raises(BaseError, match="no graph yet; run kg build"):
        base.generation()


def test_a_reader_cannot_publish(built: Path) -> None:
    with Base.open(built) as base, pytest.raises(BaseError, match="opened for reading"):
        base.publish([])


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    with Base.open(tmp_path / "undisturbed.kg", write=True) as base:
        began = time.monotonic()
        fill(base, documents())
        lasted = time.monotonic() - began
        expected = base.generation().manifest.sha256
    killed = 0
    writers = process(WRITERS)
    assert writers.stdin and writers.stdout
    for number in range(KILLS):
        path = tmp_path / f"{number}.kg"
        print(path, file=writers.stdin, flush=True)
        writer = int(writers.stdout.readline())
        told = [writers.stdout.readline().strip()]  # it has begun
        time.sleep(lasted * number / KILLS)
        with suppress(ProcessLookupError):
            os.kill(writer, signal.SIGKILL)
        told += [line.strip() for line in iter(writers.stdout.readline, "ended\n")]
        killed += "published" not in told
        with Base.open(path, write=True) as base:
            there = {document.id for document, _ in base.facts.contents()}
            assert set(told) - {"published"} <= there
            fill(base, documents())
            assert base.generation().manifest.sha256 == expected
            assert not list(base.generation().damage())
    writers.communicate()
    assert killed >= KILLS // 4, "the kills came too late to show anything"


def test_the_truth_is_a_database_that_others_can_read(built: Path) -> None:
    with sqlite3.connect(built / "facts.db") as database:
        assert database.execute("SELECT count(*) FROM document").fetchone() == (2,)
