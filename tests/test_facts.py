"""`facts.db`: older formats are brought up to date, and each record carries its seal."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bases import PAIRS, build, read_inputs
from examples import judged

from kg.base import Base
from kg.base.facts import KINDS
from kg.base.records import seal
from kg.errors import BaseError
from kg.identity import rulings
from kg.model import Rejection
from kg.rule import Rule

FIRST = """
CREATE TABLE document (id TEXT PRIMARY KEY, digest TEXT NOT NULL, version TEXT NOT NULL,
    record TEXT NOT NULL) STRICT;
CREATE TABLE extraction (digest TEXT, version TEXT, record TEXT NOT NULL,
    PRIMARY KEY (digest, version)) STRICT;
CREATE TABLE judgement (left_document TEXT, left_id TEXT, right_document TEXT, right_id TEXT,
    record TEXT NOT NULL, PRIMARY KEY (left_document, left_id, right_document, right_id)) STRICT;
CREATE TABLE rejection (place TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT;
PRAGMA user_version = 1;
"""
"""The tables as the first format had them."""
JUDGEMENT = judged(PAIRS, ("m00", "x3"), ("m01", "x3"), why="as said")
OLD = {"left": ["m00", "x3"], "right": ["m01", "x3"], "verdict": "same", "by": "test", "why": "as said"}
"""A judgement, and how formats before the third wrote it."""


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A base in the first format."""
    path = tmp_path / "news.kg"
    path.mkdir()
    with closing(sqlite3.connect(path / "facts.db")) as db:
        db.executescript(FIRST)
        db.execute("PRAGMA journal_mode = WAL")
        with db:
            for document, said in PAIRS:
                key = (document.digest, said.version)
                db.execute("INSERT INTO document VALUES (?, ?, ?, ?)", (document.id, *key, document.model_dump_json()))
                db.execute("INSERT INTO extraction VALUES (?, ?, ?)", (*key, said.model_dump_json()))
            db.execute("INSERT INTO judgement VALUES (?, ?, ?, ?, ?)", ("m00", "x3", "m01", "x3", json.dumps(OLD)))
            db.execute("INSERT INTO rejection VALUES ('a.txt', 'empty')")
    return path


def test_a_writer_brings_the_first_format_up_to_date(first: Path) -> None:
    with Base.open(first) as base, pytest.raises(BaseError, match="older version of the program; run kg build"):
        base.facts.contents()
    with Base.open(first, write=True) as base:
        assert list(base.facts.contents()) == PAIRS
        assert base.facts.judgements() == [JUDGEMENT]
        assert base.facts.rejections() == [Rejection(where="a.txt", reason="empty")]
        assert not any(base.facts.known(document.digest, said.version) for document, said in PAIRS)
        assert list(base.facts.damage()) == []
    with closing(sqlite3.connect(first / "facts.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (5,)
        assert db.execute("SELECT DISTINCT input FROM document").fetchall() == [("",)]
        assert db.execute("SELECT input, version FROM rejection").fetchall() == [("", "")]


def test_judgements_on_what_is_gone_wait_without_words(first: Path) -> None:
    with closing(sqlite3.connect(first / "facts.db")) as db, db:
        db.execute(
            "INSERT INTO judgement VALUES ('x', 'x1', 'm01', 'x3', ?)", (json.dumps(OLD | {"left": ["x", "x1"]}),)
        )
        db.execute("INSERT INTO judgement VALUES ('x', 'x1', 'y', 'x3', 'no JSON')")
    with Base.open(first, write=True) as base:
        assert [problem.rpartition(": ")[2] for problem in base.facts.damage()] != []
        (damaged,) = base.facts.unheeded()
        assert "judge again with kg review" in damaged
        assert base.facts.discard() == 1
    with Base.open(first) as base:
        (waiting,) = (each for each in base.facts.judgements() if each != JUDGEMENT)
        assert (waiting.left.document, waiting.left.name, waiting.left.digest) == ("x", "x1", "")
        assert waiting.right == JUDGEMENT.right
        assert len(rulings(base.facts.contents(), base.facts.judgements())) == 1


def test_a_judgement_on_an_event_beside_one_that_is_gone_waits_too(first: Path) -> None:
    event = PAIRS[0][1].events[0].id
    sides = {"left": ["x", "e9"], "right": [PAIRS[0][0].id, event]}
    with closing(sqlite3.connect(first / "facts.db")) as db, db:
        db.execute("INSERT INTO judgement VALUES ('x', 'e9', ?, ?, ?)", (*sides["right"], json.dumps(OLD | sides)))
    with Base.open(first, write=True) as base:
        assert list(base.facts.damage()) == []
        (waiting,) = (each for each in base.facts.judgements() if each != JUDGEMENT)
        assert {waiting.left.sort, waiting.right.sort} == {"event"}


def test_seals_of_the_third_format_cover_where_documents_were_read_too(tmp_path: Path) -> None:
    with Base.open(tmp_path / "a.kg", write=True) as base:
        before = read_inputs(base)
    with closing(sqlite3.connect(tmp_path / "a.kg" / "facts.db")) as db, db:
        for row in db.execute("SELECT id, digest, version, record FROM document").fetchall():
            db.execute("UPDATE document SET seal = ? WHERE id = ?", (seal(*row), row[0]))
        db.execute("UPDATE document SET record = replace(record, 'talks', 'walks') WHERE id = 'm00'")
        db.execute("PRAGMA user_version = 3")
    with Base.open(tmp_path / "a.kg", write=True) as base:
        assert [damage.partition(": document ")[2][:5] for damage in base.facts.damage()] == ["'m00'"]
        assert [bool(base.facts.known(document.digest, said.version)) for document, said in PAIRS] == [
            False,
            *[True] * 5,
        ]
        base.facts.move("m00", "elsewhere.txt")  # which makes nothing good
        base.facts.move("m01", "elsewhere.txt")
        assert [damage.partition(": document ")[2][:5] for damage in base.facts.damage()] == ["'m00'"]
        assert base.facts.at("elsewhere.txt") == "m01"
        assert read_inputs(base) == before and not list(base.facts.damage())


def test_judgements_of_the_fourth_format_keep_who_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.kg"
    with Base.open(path, write=True) as base:
        read_inputs(base)
    pair = seal(*(one.model_dump_json() for one in JUDGEMENT.pair))
    record = JUDGEMENT.model_dump_json()
    with closing(sqlite3.connect(path / "facts.db")) as db, db:
        db.execute("ALTER TABLE judgement RENAME COLUMN key TO pair")
        db.execute("INSERT INTO judgement VALUES (?, ?, ?)", (pair, record, seal(pair, record)))
        db.execute("INSERT INTO judgement VALUES ('x', ?, ?)", (record, seal("x", record)))
        db.execute("PRAGMA user_version = 4")
    with Base.open(path, write=True) as base:
        assert base.facts.judgements() == [JUDGEMENT] and len(base.facts.unheeded()) == 1
        assert base.facts.judge(JUDGEMENT) and base.facts.judge(JUDGEMENT.model_copy(update={"by": "another"}))
        assert [one.by for one in base.facts.judgements()] == ["another", "test"]


def test_what_was_damaged_in_the_first_format_gets_no_seal(first: Path) -> None:
    with closing(sqlite3.connect(first / "facts.db")) as db, db:
        db.execute("UPDATE document SET record = replace(record, 'talks', 'walks') WHERE id = 'm03'")
        db.execute("UPDATE extraction SET record = 'x' WHERE digest = (SELECT digest FROM document WHERE id = 'm04')")
    with Base.open(first, write=True) as base:
        assert [problem.split("'")[1] for problem in base.facts.damage()] == ["m03", "m03", "m04"]
    build(first)
    with Base.open(first) as base:
        assert list(base.damage()) == []


def test_a_failed_migration_leaves_the_first_format(first: Path) -> None:
    with closing(sqlite3.connect(first / "facts.db")) as db, db:
        db.execute("CREATE TRIGGER stop BEFORE UPDATE ON document BEGIN SELECT raise(ABORT, 'stopped'); END")
    with pytest.raises(BaseError, match="stopped"):
        Base.open(first, write=True)
    with closing(sqlite3.connect(first / "facts.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert "seal" not in str(db.execute("SELECT group_concat(sql) FROM sqlite_master").fetchone())
        db.execute("DROP TRIGGER stop")
    build(first)


def test_a_document_that_is_damaged_stops_a_build_of_others_and_leaves_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    digest = build(path)
    with closing(sqlite3.connect(path / "facts.db")) as db, db:
        db.execute("UPDATE document SET record = replace(record, 'talks', 'walks') WHERE id = 'm03'")
    with Base.open(path, write=True) as base:
        assert not base.is_current()
        with pytest.raises(BaseError, match=r"'m03': its text or metadata .* read its input again with kg build"):
            list(base.facts.contents())
    with Base.open(path) as base:
        assert base.generation().manifest.sha256 == digest
        with pytest.raises(BaseError, match="'m03'"):
            base.facts.document("m03")
        assert base.facts.document("m02") == PAIRS[2][0]


def test_records_that_hold_rules_as_text_are_whole(tmp_path: Path) -> None:
    """As the records of an older base do; they stay as they are, and their graph stays the same."""
    path = tmp_path / "news.kg"
    digest = build(path)
    with closing(sqlite3.connect(path / "facts.db")) as db, db:
        for key, version, record in db.execute("SELECT digest, version, record FROM extraction").fetchall():
            older = json.loads(record)
            for fact in (fact for kind in KINDS for fact in older[kind]):
                fact["rule"] = str(Rule(**fact["rule"]))
            text = json.dumps(older)
            new = (text, seal(key, version, text), key, version)
            db.execute("UPDATE extraction SET record = ?, seal = ? WHERE (digest, version) = (?, ?)", new)
        assert '"rule": "by hand: events"' in text
    with Base.open(path) as base:
        assert list(base.facts.contents()) == PAIRS
        assert list(base.damage()) == []
    assert build(path) == digest
