"""What can befall the files of a base: small functions that each do one harm, and the tables of them."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

Harm = Callable[[Path], object]


def flip(path: Path, where: float) -> None:
    """Change one byte: 0 is the first, 1 the last."""
    content = bytearray(path.read_bytes())
    content[int((len(content) - 1) * where)] ^= 0x5A
    path.write_bytes(content)


def cut(path: Path, left: float) -> None:
    """Leave this part of a file; all but one byte, for 1."""
    content = path.read_bytes()
    path.write_bytes(content[: min(int(len(content) * left), len(content) - 1)])


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"garbage\n")


def become_folder(path: Path) -> None:
    remove(path)
    path.mkdir()
    (path / "inside").write_text("")


def become_fifo(path: Path) -> None:
    remove(path)
    os.mkfifo(path)


def become_loop(path: Path) -> None:
    remove(path)
    path.symlink_to(path)


def link_to_device(path: Path) -> None:
    """Let a file lead to one that never ends."""
    remove(path)
    path.symlink_to("/dev/zero")


def become_file(path: Path) -> None:
    remove(path)
    path.write_text("no folder")


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def empty(path: Path) -> None:
    for inside in path.iterdir():
        remove(inside)


def forbid(path: Path) -> None:
    path.chmod(0)


def hold(text: str | bytes) -> Harm:
    """The file holds something else."""
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode())


def put(name: str, text: str = "") -> Harm:
    """Something more lies in a folder."""
    return lambda folder: (folder / name).write_text(text)


def swap(one: str, other: str) -> Harm:
    """Two files of a folder change places."""

    def harm(folder: Path) -> None:
        first, second = (sorted(folder.glob(pattern))[-1] for pattern in (one, other))
        content = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(content)

    return harm


def tell(**fields: Any) -> Harm:
    """A file of JSON says something else; None: says nothing of it."""

    def harm(path: Path) -> None:
        content = json.loads(path.read_text()) | fields
        path.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))

    return harm


class Damage(NamedTuple):
    """A harm to the last file that a pattern matches, below the folder of a base."""

    place: str
    name: str
    harm: Harm

    def do(self, base: Path) -> None:
        """Do it."""
        self.harm(max((base / self.place).parent.glob(Path(self.place).name), key=lambda path: path.stat().st_size))

    def __str__(self) -> str:
        return f"{self.place} {self.name}"


_ANY: dict[str, Harm] = {
    "first byte": partial(flip, where=0),
    "middle byte": partial(flip, where=0.5),
    "last byte": partial(flip, where=1),
    "empty": partial(cut, left=0),
    "half": partial(cut, left=0.5),
    "a byte short": partial(cut, left=1),
    "garbage": append,
    "missing": remove,
    "folder": become_folder,
}
"""What can befall any file."""
_STORE = "graph/1/store"
_FILES = tuple(f"{_STORE}/{one}" for one in ("CURRENT", "IDENTITY", "MANIFEST-*", "OPTIONS-*", "*.log", "*.sst"))
_MORE: tuple[tuple[str, str, Harm], ...] = (
    *((f"{_STORE}/*.sst", "a quarter in", partial(flip, where=0.25)), (f"{_STORE}/*.sst", "forbidden", forbid)),
    *((f"{_STORE}/000009.sst", "first byte", partial(flip, where=0)), (f"{_STORE}/*.sst", "fifo", become_fifo)),
    *((f"{_STORE}/CURRENT", "loop", become_loop), (_STORE, "swapped data", swap("000010.sst", "000011.sst"))),
    *((_STORE, "swapped texts", swap("CURRENT", "IDENTITY")), (_STORE, "one more table", put("000099.sst", "x"))),
    *((_STORE, "one more log", put("000099.log")), (_STORE, "something else", put("notes.txt", "mine"))),
    *(
        (_STORE, "empty", empty),
        (_STORE, "missing", remove),
        (_STORE, "file", become_file),
        (_STORE, "forbidden", forbid),
    ),
    *(("graph/1/quads.nq.gz", "middle byte", partial(flip, where=0.5)), ("graph/1/quads.nq.gz", "missing", remove)),
    *((f"{_STORE}/LOG", "folder", become_folder), ("graph/1", "empty", empty), ("graph/1", "missing", remove)),
    *(
        ("graph/1", "file", become_file),
        ("graph/1", "forbidden", forbid),
        ("graph", "empty", empty),
        ("graph", "missing", remove),
    ),
    *(("graph/1/manifest.json", "foreign field", tell(more=1)), ("graph/1/manifest.json", "no files", tell(files={}))),
    *(("graph/1/manifest.json", "missing field", tell(key=None)), ("graph/1/manifest.json", "list", hold("[]"))),
    *(
        ("graph/1/manifest.json", "other number", tell(number=2)),
        ("graph/1/manifest.json", "other counts", tell(counts={})),
    ),
    *(
        ("graph/1/manifest.json", "no text", hold(b"\xff\xfe\x00")),
        ("graph/1/manifest.json", "deep", hold("[" * 100_000)),
    ),
    *(("graph/1/manifest.json", "fifo", become_fifo), ("graph/1/manifest.json", "forbidden", forbid)),
    *(("graph/CURRENT", "digit of another script", hold("١")), ("graph/CURRENT", "two lines", hold("1\n2"))),
    *(("graph/CURRENT", "device", link_to_device), ("graph/CURRENT", "word", hold("one"))),
    *(("graph/CURRENT", "no text", hold(b"\xff\x00")), ("graph/CURRENT", "null byte", hold("1\0"))),
    *(("graph/CURRENT", "another number", hold("7")), ("graph/CURRENT", "endless number", hold("9" * 5000))),
    *(
        ("graph/CURRENT", "path", hold("../1")),
        ("graph/CURRENT", "empty", hold("")),
        ("graph/CURRENT", "missing", remove),
    ),
    *(
        ("graph/CURRENT", "folder", become_folder),
        ("graph/CURRENT", "fifo", become_fifo),
        ("graph/CURRENT", "forbidden", forbid),
    ),
)
GENERATION = [
    *(Damage(place, name, harm) for place in (*_FILES, "graph/1/manifest.json") for name, harm in _ANY.items()),
    *(Damage(*more) for more in _MORE),
]
"""Each is noticed, refused, and healed by a build."""

HARMLESS = [
    Damage("graph/1/store/LOG", "missing", remove),
    Damage("graph/1/store/LOG", "garbage", append),
    Damage("graph/1/store/LOCK", "missing", remove),
    Damage("graph/1/verified", "missing", remove),
    Damage("graph/1/verified", "folder", become_folder),
    Damage("graph/1/verified", "fifo", become_fifo),
    Damage("graph/1/verified", "device", link_to_device),
    Damage("graph/1/verified", "no text", hold(b"\xff")),
    Damage("graph", "leftovers", put("building", "left by a killed build")),
    Damage("graph", "a draft", put(".kg-0123456789abcdef", "2")),
    Damage("lock", "no text", hold(b"\xff\x00")),
]
"""What is not read, or written anew: all goes on as if nothing had happened."""


def execute(*statements: str, **values: object) -> Harm:
    """Change the database as a user of SQLite would."""

    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                db.execute(statement, values)

    return harm


def overwrite(table: str, content: bytes) -> Harm:
    """The first page of a table holds something else."""

    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db:
            (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        with path.open("r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(content)

    return harm


def log(harm: Harm) -> Harm:
    """A harm to the log of a database whose last writer was killed when it had just put in a document."""

    def harmed(path: Path) -> None:
        copy = path.with_name("copy.db")
        with closing(sqlite3.connect(path)) as db:
            document = db.execute("SELECT * FROM document WHERE id = 'm03'").fetchone()
            said = db.execute("SELECT * FROM extraction WHERE digest = ?", document[1:2]).fetchone()
            with db:
                db.execute("DELETE FROM extraction WHERE digest = ?", document[1:2])
                db.execute("DELETE FROM document WHERE id = 'm03'")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            with db:
                db.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", document)
                db.execute("INSERT INTO extraction VALUES (?, ?, ?, ?)", said)
            for name in ("", "-wal"):
                shutil.copy(f"{path}{name}", f"{copy}{name}")
        for name in ("", "-wal"):
            Path(f"{copy}{name}").replace(f"{path}{name}")
        harm(Path(f"{path}-wal"))

    return harmed


def documents(**changes: str) -> Harm:
    """The row of one document says something else, in SQL."""
    return execute(
        f"UPDATE document SET {', '.join(f'{name} = {value}' for name, value in changes.items())} WHERE id = 'm03'"
    )


def extractions(change: str) -> Harm:
    """The record of what one document says is something else, in SQL."""
    return execute(
        f"UPDATE extraction SET record = {change} WHERE digest = (SELECT digest FROM document WHERE id = 'm03')"
    )


MENDED: dict[str, tuple[Harm, str]] = {
    "text edited": (documents(record="replace(record, 'talks', 'walks')"), "'m03': its text or metadata are not as"),
    "title added": (documents(record="json_set(record, '$.title', 'x')"), "'m03': its text or metadata are not as"),
    "flags edited": (documents(record="json_set(record, '$.flags', json('[\"x\"]'))"), "'m03': its text or metadata"),
    "record no JSON": (documents(record="'{'"), "'m03': its record is damaged: Invalid JSON"),
    "record null": (documents(record="'null'"), "'m03': its record is damaged"),
    "record of a list": (documents(record="'[]'"), "'m03': its record is damaged"),
    "record empty": (documents(record="''"), "'m03': its record is damaged"),
    "record deep": (documents(record="replace(hex(zeroblob(50000)), '0', '[')"), "'m03': its record is damaged"),
    "record huge": (documents(record="record || printf('%.*c', 20000000, ' ')"), "'m03': its text or metadata"),
    "record with null bytes": (documents(record="replace(record, 'talks', char(0))"), "'m03': its record is damaged"),
    "record no text": (documents(record="CAST(x'ff7bfe' AS TEXT)"), "'m03': its record is damaged"),
    "foreign field": (documents(record="json_set(record, '$.more', 1)"), "damaged in more: Extra inputs"),
    "missing field": (documents(record="json_remove(record, '$.text')"), "damaged in text: Field required"),
    "duplicate field": (
        documents(record='replace(record, \'{"id"\', \'{"id":"x","id"\')'),
        "'m03': its text or metadata",
    ),
    "half a character": (documents(record="replace(record, 'talks', '\\ud800')"), "'m03': its record is damaged"),
    "impossible date": (documents(record="json_set(record, '$.date', '2020-99-99')"), "damaged in date"),
    "seal of another": (
        documents(seal="(SELECT seal FROM document WHERE id = 'm04')"),
        "'m03': its text or metadata are not as",
    ),
    "infinite confidence": (
        extractions("json_set(record, '$.events[0].confidence', 9e999)"),
        "what it says is damaged",
    ),
    "wrong digest": (documents(digest="'0'"), "'m03': its text or metadata are not as"),
    "wrong version": (documents(version="'0'"), "'m03': the record of what it says is missing"),
    "place edited": (documents(place="'elsewhere.txt'"), "'m03': its text or metadata are not as"),
    "input edited": (documents(input="'0'"), "'m03': its text or metadata are not as"),
    "wrong seal": (documents(seal="'0'"), "'m03': its text or metadata are not as"),
    "extraction edited": (extractions("replace(record, 'occurred', 'denied')"), "not as it was written"),
    "extraction no JSON": (extractions("'no'"), "of what it says is damaged: Invalid JSON"),
    "extraction with a foreign field": (extractions("json_set(record, '$.events[0].x', 1)"), "damaged in events.0.x"),
    "extraction without a field": (extractions("json_remove(record, '$.events[0].type')"), "damaged in events.0.type"),
    "extraction of another": (
        extractions("(SELECT record FROM extraction WHERE digest = (SELECT digest FROM document WHERE id = 'm04'))"),
        "'m03': the record of what it says is not as it was written",
    ),
    "extraction missing": (execute("DELETE FROM extraction"), "'m03': the record of what it says is missing"),
    "extraction of no document": (
        execute("INSERT INTO extraction VALUES ('0', '0', '{}', '')"),
        "there is no document",
    ),
    "version 1": (execute("PRAGMA user_version = 1"), "older version of the program; run kg build"),
    "document missing": (execute("DELETE FROM document WHERE id = 'm03'"), "there is no document for what one says"),
    "log flipped": (log(partial(flip, where=0.5)), "not made from these facts"),
    "log cut": (log(partial(cut, left=0.5)), "not made from these facts"),
    "log garbage": (log(hold(b"garbage" * 999)), "not made from these facts"),
    "log empty": (log(hold(b"")), "not made from these facts"),
}
"""What a build that reads the inputs again makes good, and a part of what `check` says."""

REFUSED: dict[str, tuple[Harm, str]] = {
    "header": (partial(flip, where=0), "not a database"),
    "version 6": (execute("PRAGMA user_version = 6"), "newer version of the program (format 6, this one reads 5)"),
    "version 0": (execute("PRAGMA user_version = 0"), "no database of facts"),
    "version -1": (execute("PRAGMA user_version = -1"), "no database of facts"),
    "empty": (hold(""), "no database of facts"),
    "half": (partial(cut, left=0.5), "malformed"),
    "text": (hold("this is no database\n" * 999), "not a database"),
    "zeros": (hold(bytes(40960)), "not a database"),
    "folder": (become_folder, "not a file"),
    "fifo": (become_fifo, "not a file"),
    "forbidden": (forbid, "unable to open"),
    "log a folder": (lambda path: become_folder(path.with_name("facts.db-wal")), "not a file"),
    "page of garbage": (overwrite("document", b"garbage " * 512), "malformed"),
    "page of zeros": (overwrite("extraction", bytes(4096)), "malformed"),
    "document of another name": (documents(id="'m99'"), "'m99': its text or metadata"),
    "document of an endless name": (documents(id="printf('%.*c', 1000000, 'm')"), "mmm ...: its text or metadata"),
    "document of no name": (documents(id="''"), "document '': its text or metadata"),
    "view for a table": (
        execute("ALTER TABLE rejection RENAME TO other", "CREATE VIEW rejection AS SELECT * FROM other"),
        "table rejection lacks a proper column",
    ),
    "no table of documents": (execute("DROP TABLE document"), "table document lacks a proper column"),
    "no table of rejections": (execute("DROP TABLE rejection"), "table rejection lacks a proper column"),
    "no column of seals": (
        execute("ALTER TABLE extraction DROP COLUMN seal"),
        "table extraction lacks a proper column seal",
    ),
    "column renamed": (execute("ALTER TABLE document RENAME COLUMN record TO text"), "lacks a proper column record"),
    "index missing": (execute("DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_document_1'"), ""),
    "schema garbage": (execute("UPDATE sqlite_master SET sql = 'CREATE TABLE x' WHERE name = 'document'"), "malformed"),
}
"""What a build cannot make good: it says what to do, and leaves everything as it is."""


UNHEEDED: dict[str, tuple[Harm, str]] = {
    "judgement edited": (
        execute("UPDATE judgement SET record = replace(record, 'same', 'different')"),
        "not as it was given",
    ),
    "judgement no JSON": (execute("UPDATE judgement SET record = 'x'"), "its record is damaged"),
    "judgement twice": (
        execute("INSERT INTO judgement SELECT 'x', record, seal FROM judgement"),
        "not as it was given",
    ),
}
"""What a build passes over and says: judgements that are not as they were given."""


def cases(table: dict[str, tuple[Harm, str]]) -> list[tuple[str, Harm, str]]:
    """The rows of a table."""
    return [(name, harm, said) for name, (harm, said) in table.items()]
