"""A base on a disk that is full or cannot be written, what it leaves there, and who may read it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from bases import PAIRS, build, read_inputs
from damages import flip
from full_disk import LATE
from modes import ordinary_user

from kg import pipeline
from kg.base import Base
from kg.base.files import make_folder
from kg.base.generation import _hash
from kg.errors import BaseError, ConfigurationError
from kg.graph import KnowledgeGraph

OWN_DISK = ("unshare", "--user", "--map-root-user", "--mount")
EARLY = {"disk": ("_opened", "add", "write", "_load"), "limit": ("_opened", "add", "write")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("disk") / "news.kg"
    build(path)
    return path


@pytest.fixture
def base(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "news.kg"))


def can_mount() -> bool:
    """Whether this system lets a user mount a disk that nobody else sees."""
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*OWN_DISK, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


@pytest.mark.parametrize("how", ["limit", "disk"])
def test_where_a_write_fails_the_old_graph_answers_and_the_next_build_completes(
    whole: Path, tmp_path: Path, how: str
) -> None:
    if how == "disk" and not can_mount():
        # The other way to fill a disk, a limit, is tried on any system; continuous integration may be a container.
        pytest.skip("this system lets no user mount a disk")
    command = [sys.executable, "full_disk.py", str(whole), str(tmp_path), how]
    own = OWN_DISK if how == "disk" else ()
    done = subprocess.run([*own, *command], cwd=Path(__file__).parent, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len({one["sha256"] for one in found.values()}) == 1
    assert all(one["answers"] for one in found.values())
    assert all("space" in one["message"] and "\n" not in one["message"] for one in found.values() if one["failed"])
    failed = {name for one in found.values() for name in one["failed"]}
    assert failed >= {*EARLY[how], "write_manifest", "_point_to", "flush"}
    assert all(found[name]["failed"] for name in LATE)


def seclude(folder: Path) -> None:
    """Let nobody write in a folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)


def test_a_base_that_cannot_be_written_is_read(base: Path) -> None:
    seclude(base)
    with ordinary_user():
        with pytest.raises(OSError, match="denied"):
            (base / "probe").touch()
        with KnowledgeGraph(base) as graph:
            assert graph.query("ASK { ?x a dip:Meeting }") is True
            assert graph.document("m01") is not None
            assert "Anna Berg" in graph.view().html
        with pytest.raises(BaseError, match="cannot be written: Permission denied; name another folder"):
            Base.open(base, write=True)


def test_a_base_whose_writer_was_killed_says_why_it_cannot_be_read_alone(base: Path) -> None:
    with closing(sqlite3.connect(base / "facts.db")) as db:
        with db:
            db.execute("INSERT INTO rejection (place, reason) VALUES ('x', 'y')")
        shutil.copytree(base, base.with_name("copy.kg"))
    copy = base.with_name("copy.kg")
    (copy / "facts.db-shm").unlink()
    seclude(copy)
    with ordinary_user(), KnowledgeGraph(copy) as graph:
        assert graph.query("ASK { ?x a dip:Meeting }") is True
        with pytest.raises(BaseError, match="let this user read and write it"):
            graph.document("m01")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o177])
def test_none_but_the_owner_reads_a_base(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = tmp_path / "news.kg"
        with Base.open(path, write=True) as base:
            read_inputs(base)
            found = [path, *path.rglob("*")]
            modes = {one.name: one.stat().st_mode & 0o777 for one in found}
            expected = {one.name: 0o700 if one.is_dir() else 0o600 for one in found}
    finally:
        os.umask(before)
    assert modes == expected
    assert {"facts.db", "facts.db-wal", "facts.db-shm", "lock", "CURRENT", "verified"} <= modes.keys()


def test_a_folder_that_the_user_made_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    path.mkdir()
    path.chmod(0o750)
    assert not make_folder(path)
    build(path)
    assert path.stat().st_mode & 0o777 == 0o750


def test_a_first_build_that_puts_nothing_in_leaves_nothing(tmp_path: Path) -> None:
    report = pipeline.build(["none.txt"], tmp_path / "news.kg")
    assert len(report.rejected) == 1 and report.manifest is None and not report.published
    assert list(tmp_path.iterdir()) == []
    text = tmp_path / "a.txt"
    text.write_text("Ana Quispe of Peru met Luis Rojas of Chile in Lima on Friday.")
    with pytest.raises(ConfigurationError):
        pipeline.build([str(text)], tmp_path / "news.kg", pipeline="no_such_pipeline")
    text.unlink()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt), Base.open(tmp_path / "news.kg", write=True):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_the_user_had_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "mine.svg").write_text("mine")
    (tmp_path / "mine.txt").write_text("mine")
    Base.open(tmp_path, write=True).close()
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "graph",
        "graph/mine.svg",
        "mine.txt",
    ]


def test_a_base_with_one_document_stays(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Base.open(tmp_path / "news.kg", write=True) as base:
        base.facts.add(*PAIRS[0])
        raise KeyboardInterrupt
    with Base.open(tmp_path / "news.kg") as base:
        assert len(list(base.facts.contents())) == 1


def table(base: Path) -> Path:
    """A file of the data of the current generation."""
    return sorted((base / "graph" / "1" / "store").glob("*.sst"))[-1]


def test_what_was_found_whole_is_hashed_again_only_when_it_was_touched(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[Path] = []

    def hash_noted(path: Path) -> str:
        hashed.append(path)
        return _hash(path)

    monkeypatch.setattr("kg.base.generation._hash", hash_noted)
    with Base.open(base) as reader:
        reader.generation()
        assert len(hashed) == len(reader.generation().manifest.files)  # a copy is looked at once
        reader.generation()
        assert len(hashed) == len(reader.generation().manifest.files)
        for again in (table(base).touch, lambda: table(base).chmod(0o640), lambda: list(reader.damage())):
            hashed.clear()
            again()
            reader.generation()
            assert len(hashed) >= len(reader.generation().manifest.files)
    hashed.clear()
    with Base.open(base, write=True) as writer:
        assert writer.is_current() and hashed  # a build trusts nothing that was remembered


def test_a_change_that_restores_size_and_time_is_noticed(base: Path) -> None:
    with Base.open(base) as reader:
        reader.generation()
        about = table(base).stat()
        flip(table(base), 0.5)
        os.utime(table(base), ns=(about.st_atime_ns, about.st_mtime_ns))
        with pytest.raises(BaseError, match=f"{table(base).name} is not as it was written; run kg build"):
            reader.generation()


def test_data_that_rots_after_it_was_found_whole_gives_an_error_and_no_answer(base: Path) -> None:
    with Base.open(base) as reader:
        generation = reader.generation()
        for path in generation.store.glob("*.sst"):
            flip(path, 0.3)
        with pytest.raises(BaseError, match="Corruption"):
            generation.lines()
