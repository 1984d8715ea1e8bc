"""`facts.db`: documents, what they say, what was rejected, and judgements of identity. The truth of a base."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from kg.errors import BaseError
from kg.identity import Judgement
from kg.model import Document, Extraction, Rejection

_SCHEMA = """
CREATE TABLE document (id TEXT PRIMARY KEY, digest TEXT NOT NULL, version TEXT NOT NULL,
    record TEXT NOT NULL) STRICT;
CREATE TABLE extraction (digest TEXT, version TEXT, record TEXT NOT NULL,
    PRIMARY KEY (digest, version)) STRICT;
CREATE TABLE judgement (left_document TEXT, left_id TEXT, right_document TEXT, right_id TEXT,
    record TEXT NOT NULL, PRIMARY KEY (left_document, left_id, right_document, right_id)) STRICT;
CREATE TABLE rejection (place TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT;
PRAGMA user_version = 1;
"""
_CURRENT = "document JOIN extraction USING (digest, version)"
KINDS = ("posts", "events", "agreements", "actions", "statements")


class Facts:
    """The database of a base. What `add`, `reject` and `judge` were given outlives the process when they return.

    A power cut may undo what was added since the last `flush`; it never leaves half a document.
    """

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open it; `write` creates it if need be. Raises BaseError if it is missing or no such database."""
        if not write and not path.exists():
            raise BaseError(f"{path} does not exist; run kg build to make a base")
        self._path = path
        with self._reported():
            if write and not path.exists():
                _make(path)
            self._db = sqlite3.connect(path if write else f"file:{_quoted(path)}?mode=ro", uri=not write)
            if write:
                self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("SELECT count(*) FROM document").fetchone()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def flush(self) -> None:
        """Wait until everything is on the disk."""
        with self._reported():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def known(self, document: Document, version: str) -> bool:
        """Whether this very document has been read by this version of the extractor."""
        found = self._one("SELECT digest, version FROM document WHERE id = ?", document.id)
        return found == (document.digest, version)

    def add(self, document: Document, extraction: Extraction) -> None:
        """Put in a document and what it says; an older version of both is withdrawn."""
        if extraction.document != document.id:
            raise ValueError(f"an extraction of {extraction.document!r} cannot be added to {document.id!r}")
        key = (document.digest, extraction.version)
        with self._reported(), self._db:
            self._db.execute(
                "DELETE FROM extraction WHERE digest = (SELECT digest FROM document WHERE id = ?)", (document.id,)
            )
            self._db.execute(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)", (document.id, *key, document.model_dump_json())
            )
            self._db.execute("INSERT INTO extraction VALUES (?, ?, ?)", (*key, extraction.model_dump_json()))

    def contents(self) -> Iterator[tuple[Document, Extraction]]:
        """All documents with what they say, sorted by id."""
        for document, said in self._all(f"SELECT document.record, extraction.record FROM {_CURRENT} ORDER BY id"):
            yield Document.model_validate_json(document), Extraction.model_validate_json(said)

    def document(self, id_: str) -> Document | None:
        """The document with this id."""
        found = self._one("SELECT record FROM document WHERE id = ?", id_)
        return Document.model_validate_json(found[0]) if found else None

    def reject(self, rejection: Rejection) -> None:
        """Remember what could not be read; a later reason replaces an earlier one."""
        with self._reported(), self._db:
            self._db.execute("INSERT OR REPLACE INTO rejection VALUES (?, ?)", (rejection.where, rejection.reason))

    def rejections(self) -> list[Rejection]:
        """All that could not be read, sorted."""
        return [
            Rejection(where=place, reason=why) for place, why in self._all("SELECT * FROM rejection ORDER BY place")
        ]

    def judge(self, judgement: Judgement) -> None:
        """Remember a judgement; it replaces an earlier one on the same two things."""
        left, right = sorted((judgement.left, judgement.right))
        with self._reported(), self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?, ?)", (*left, *right, judgement.model_dump_json())
            )

    def judgements(self) -> list[Judgement]:
        """All judgements, sorted by what they are about."""
        return [Judgement.model_validate_json(one[0]) for one in self._all("SELECT record FROM judgement ORDER BY 1")]

    def counts(self) -> dict[str, int]:
        """How many documents there are, and how many facts of each kind they state."""
        sums = ", ".join(f"total(json_array_length(extraction.record, '$.{kind}'))" for kind in KINDS)
        found = self._one(f"SELECT count(*), {sums} FROM {_CURRENT}")
        return dict(zip(("documents", *KINDS), map(int, found or ()), strict=True))

    def versions(self) -> list[str]:
        """The versions of the extractor at work, sorted."""
        return [one[0] for one in self._all("SELECT DISTINCT version FROM document ORDER BY 1")]

    def key(self) -> str:
        """SHA-256 (hex) of all that the graph depends on here; the same facts give the same key."""
        digest = sha256()
        for row in self._all("SELECT id, digest, version FROM document ORDER BY id"):
            digest.update("\x1f".join((*row, "\n")).encode())
        for (record,) in self._all("SELECT record FROM judgement ORDER BY 1"):
            digest.update(record.encode())
        return digest.hexdigest()

    def _one(self, sql: str, *values: str) -> tuple[str, ...] | None:
        with self._reported():
            found: tuple[str, ...] | None = self._db.execute(sql, values).fetchone()
            return found

    def _all(self, sql: str) -> Iterator[tuple[str, ...]]:
        with self._reported():
            yield from self._db.execute(sql)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Report what the database complains of as a failure of the base."""
        try:
            yield
        except sqlite3.Error as error:
            raise BaseError(f"{self._path}: {error}; free some space, or restore the file from a copy") from error


def _make(path: Path) -> None:
    """Make an empty database beside its place and move it there whole: a reader would stop the switch to WAL."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new)) as db:
        db.executescript(_SCHEMA)
        db.execute("PRAGMA journal_mode = WAL")
    new.replace(path)


def _quoted(path: Path) -> str:
    return path.absolute().as_uri().removeprefix("file://")
