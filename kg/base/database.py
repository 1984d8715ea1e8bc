"""`facts.db` as a database: its tables, how it is made, brought up to date and opened, and what it complains of."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.base.files import create, reason, remove
from kg.base.records import ENTRIES, Damage, Entry, anchor_all, key_by_judges, seal_all, seal_origins
from kg.errors import BaseError
from kg.model import Document, Extraction

_SCHEMA = """
CREATE TABLE document (id TEXT PRIMARY KEY, digest TEXT NOT NULL, version TEXT NOT NULL,
    record TEXT NOT NULL, input TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    seal TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE extraction (digest TEXT, version TEXT, record TEXT NOT NULL, seal TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (digest, version)) STRICT;
CREATE TABLE judgement (key TEXT PRIMARY KEY, record TEXT NOT NULL, seal TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE rejection (place TEXT PRIMARY KEY, reason TEXT NOT NULL,
    input TEXT NOT NULL DEFAULT '', version TEXT NOT NULL DEFAULT '') STRICT;
PRAGMA user_version = 5;
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS document_input ON document (input);
CREATE INDEX IF NOT EXISTS document_place ON document (place);
CREATE INDEX IF NOT EXISTS rejection_input ON rejection (input);
"""
_COLUMNS = """SELECT tables.name, columns.name, columns.type, columns.pk
    FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"""
RESTORE = "restore it from a copy, or move it away and run kg build with all inputs"
_WAIT = "wait until the other process has finished"
_ALLOW = "let this user read and write it and its folder, on a disk with some space"
_SPACE = "free some space on the disk, or restore it from a copy if there is enough"
_ADVICE = {
    sqlite3.SQLITE_FULL: _SPACE,
    sqlite3.SQLITE_IOERR: _SPACE,
    sqlite3.SQLITE_BUSY: _WAIT,
    sqlite3.SQLITE_LOCKED: _WAIT,
    sqlite3.SQLITE_PERM: _ALLOW,
    sqlite3.SQLITE_READONLY: _ALLOW,
    sqlite3.SQLITE_CANTOPEN: _ALLOW,
    sqlite3.SQLITE_AUTH: _ALLOW,
}
"""What helps against each kind of complaint; against all others, which are of damage, RESTORE does."""
_NOT_SHARED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
"""What SQLite says where it cannot write the file by which readers and writers know of each other."""


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Report what the database at `path` complains of as a failure of the base."""
    try:
        yield
    except sqlite3.Error as error:
        raise BaseError(f"{path}: {error}; {_ADVICE.get(_kind(error), RESTORE)}") from error
    except OSError as error:
        raise BaseError(f"{path}: {reason(error)}; {_ALLOW}") from error


def require(path: Path) -> None:
    """Raise BaseError if there is no such file."""
    with reported(path):
        if not path.exists():
            raise BaseError(f"{path} does not exist; run kg build to make a base")


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the database; `write` makes it if need be, and brings an older one up to date.

    Raises BaseError if it is missing, damaged, older (without `write`) or newer than this program knows.
    """
    with reported(path):
        _refuse_others(path)
        if not write:
            require(path)
        elif not path.exists():
            _make(path)
        db = _opened(path) if write else _opened_to_read(path)
        try:
            _check_version(db, path, write=write)
            if write:
                _migrate(db)
            _check_columns(db, path)
        except BaseException:
            db.close()
            raise
    return db


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = NORMAL")
    return _legible(db)


def _opened_to_read(path: Path) -> sqlite3.Connection:
    """Open it together with a writer; where nothing can be written, and no writer left anything, alone."""
    uri = path.absolute().as_uri()
    db = sqlite3.connect(f"{uri}?mode=ro", uri=True)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        log = path.with_name(f"{path.name}-wal")
        if _kind(error) not in _NOT_SHARED or (log.exists() and log.stat().st_size):
            raise
        db = sqlite3.connect(f"{uri}?immutable=1", uri=True)
    return _legible(db)


def _legible(db: sqlite3.Connection) -> sqlite3.Connection:
    """Let damaged text be read as such, for its seal to tell, instead of ending the reading of all that follows."""
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    return db


def _make(path: Path) -> None:
    """Make an empty database beside its place and move it there whole: a reader would stop the switch to WAL."""
    new = path.with_name(f"{path.name}.new")
    remove(new)
    try:
        os.close(create(new))
        with closing(sqlite3.connect(new)) as db:
            db.executescript(_SCHEMA + _INDEXES)
            db.execute("PRAGMA journal_mode = WAL")
        new.replace(path)
    finally:
        remove(new)


def _refuse_others(path: Path) -> None:
    """Refuse what is no file, which SQLite would wait for, or not name."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        beside = path.with_name(name)
        if beside.exists() and not beside.is_file():
            raise BaseError(f"{beside} is not a file; move it away and run kg build")


def _check_version(db: sqlite3.Connection, path: Path, *, write: bool) -> None:
    found, known = _version(db), len(_STEPS) + 1
    if found < 1:
        raise BaseError(f"{path} is no database of facts, or damaged; {RESTORE}")
    if found > known:
        raise BaseError(
            f"{path} was made by a newer version of the program (format {found}, this one reads {known}); "
            "update the program, or name another base"
        )
    if found < known and not write:
        raise BaseError(f"{path} was made by an older version of the program; run kg build to bring it up to date")


def _check_columns(db: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript(_SCHEMA)
        expected = set(model.execute(_COLUMNS))
    for table, column, *_ in sorted(expected - set(db.execute(_COLUMNS))):
        raise BaseError(f"{path} is damaged: its table {table} lacks a proper column {column}; {RESTORE}")


def _version(db: sqlite3.Connection) -> int:
    number: int = db.execute("PRAGMA user_version").fetchone()[0]
    return number


def _migrate(db: sqlite3.Connection) -> None:
    """Take each step from the database's version to the newest, all or none."""
    version = _version(db)
    with db:
        for number, step in enumerate(_STEPS[version - 1 :], version + 1):
            if not db.in_transaction:
                db.execute("BEGIN IMMEDIATE")
            step(db)
            db.execute(f"PRAGMA user_version = {number}")


def _add_seals_and_inputs(db: sqlite3.Connection) -> None:
    """From 1 to 2: whence a document is, input and version of a rejection, and a seal on every record."""
    there = {(table, column) for table, column, *_ in db.execute(_COLUMNS)}
    for table, column in _ADDED:
        if (table, column) not in there:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for index in filter(str.strip, _INDEXES.split(";")):
        db.execute(index)
    seal_all(db)


def _anchor_judgements(db: sqlite3.Connection) -> None:
    """From 2 to 3: judgements are on words of documents, and not on local ids."""
    seal_origins(db)  # else nothing is found whole
    if not _has_column(db, "judgement", "left_id"):
        return

    def said(id_: str) -> tuple[Document, Extraction] | None:
        found = db.execute(f"{ENTRIES} WHERE id = ?", (id_,)).fetchone()
        try:
            return (Entry(*found).document(), Entry(*found).extraction()) if found else None
        except Damage:
            return None

    columns = ("left_document", "left_id", "right_document", "right_id", "record", "seal")
    rows = db.execute(f"SELECT {', '.join(columns)} FROM judgement ORDER BY record").fetchall()
    db.execute("DROP TABLE judgement")
    db.execute(next(each for each in _SCHEMA.split(";") if "TABLE judgement" in each))
    db.executemany("INSERT OR REPLACE INTO judgement VALUES (?, ?, ?)", list(anchor_all(rows, said)))


def _tell_judges_apart(db: sqlite3.Connection) -> None:
    """From 4 to 5: each who judges has a judgement on two things."""
    if _has_column(db, "judgement", "pair"):
        db.execute("ALTER TABLE judgement RENAME COLUMN pair TO key")
        key_by_judges(db)


def _has_column(db: sqlite3.Connection, table: str, column: str) -> bool:
    return any(found[:2] == (table, column) for found in db.execute(_COLUMNS))


_ADDED = (
    *(("document", "input"), ("document", "place"), ("rejection", "input"), ("rejection", "version")),
    *(("document", "seal"), ("extraction", "seal"), ("judgement", "seal")),
)
_STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    *(_add_seals_and_inputs, _anchor_judgements),
    *(seal_origins, _tell_judges_apart),
)
"""The first brings version 1 to 2, and so on."""


def _kind(error: sqlite3.Error) -> int:
    """The primary code of a complaint."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
