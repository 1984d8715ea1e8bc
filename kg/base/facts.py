"""`facts.db`: documents, what they say, what was rejected, and judgements of identity. The truth of a base."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg.base.database import RESTORE, connect, reported
from kg.base.records import ENTRIES, JUDGED, Damage, Entry, Foreign, Judged
from kg.errors import BaseError, shown
from kg.identity import Judgement
from kg.model import Document, Extraction, Known, Origin, Rejection

UNKNOWN = Origin()
KINDS = ("posts", "events", "agreements", "actions", "statements")
_REREAD = "read its input again with kg build, take it back with kg forget, or restore facts.db from a copy"
_DISCARD = "judge again with kg review, or remove it with kg review --discard"
_LOST = "FROM extraction WHERE (digest, version) NOT IN (SELECT digest, version FROM document)"


class Listed(NamedTuple):
    """What a document is called by; what it has none of is empty."""

    id: str
    place: str
    url: str
    source: str


class Facts:
    """The database of a base. What `add`, `reject` and `judge` were given outlives the process when they return.

    A power cut may undo what was added since the last `flush`; it never leaves half a document. A record that has been
    changed otherwise is not used: who asks for it gets BaseError, and a document that has one is not `known`.
    """

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open it; `write` creates it if need be, and brings an older one up to date.

        Raises BaseError if it is missing, no such database, or, without `write`, older.
        """
        self._path = path
        self._db = connect(path, write=write)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def flush(self) -> None:
        """Wait until everything is on the disk."""
        with self._reported():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def is_empty(self) -> bool:
        """Whether there is neither a document nor a judgement."""
        return self._one("SELECT 1 FROM document UNION ALL SELECT 1 FROM judgement") is None

    def known(self, input: str, version: str) -> Known | Rejection | None:
        """What became of the very same input when this version of the extractor read it, and is still there, whole."""
        if not input:
            return None
        found = self._one(f"{ENTRIES} WHERE (input, document.version) = (?, ?)", input, version)
        if found and (entry := Entry(*found)).is_whole:
            return Known(id=entry.id, digest=entry.digest, place=entry.place)
        found = self._one("SELECT place, reason FROM rejection WHERE (input, version) = (?, ?)", input, version)
        return Rejection(where=found[0], reason=found[1], settled=True) if found else None

    def origin(self, id_: str) -> Origin | None:
        """Where the document with this id was read from; None if there is none."""
        found = self._one("SELECT place, input FROM document WHERE id = ?", id_)
        return Origin(place=found[0], input=found[1]) if found else None

    def at(self, place: str) -> str | None:
        """The id of a document that was read from a place."""
        found = self._one("SELECT id FROM document WHERE place = ? ORDER BY id", place)
        return found[0] if found else None

    def move(self, id_: str, place: str) -> None:
        """Remember that the same document now lies somewhere else; nothing of one that is damaged, or not here."""
        entry = self._entry(id_)
        if entry and entry.is_whole:
            moved = entry._replace(place=place).sealed()
            with self._reported(), self._db:
                self._db.execute("UPDATE document SET place = ?, seal = ? WHERE id = ?", (place, moved.seal, id_))

    def add(self, document: Document, extraction: Extraction, origin: Origin = UNKNOWN) -> None:
        """Put in a document, what it says, and where it was read; an older version of all is withdrawn."""
        if extraction.document != document.id:
            raise ValueError(f"an extraction of {extraction.document!r} cannot be added to {document.id!r}")
        entry = Entry.of(document, extraction, origin)
        key = (entry.digest, entry.version)
        with self._reported(), self._db:
            self._db.execute(
                "DELETE FROM extraction WHERE digest = (SELECT digest FROM document WHERE id = ?)", (document.id,)
            )
            self._db.execute(
                "INSERT OR REPLACE INTO document (id, digest, version, record, seal, input, place) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (entry.id, *key, entry.record, entry.seal, entry.input, entry.place),
            )
            self._db.execute(
                "INSERT OR REPLACE INTO extraction (digest, version, record, seal) VALUES (?, ?, ?, ?)",
                (*key, entry.said, entry.said_seal),
            )

    def remove(self, ids: Iterable[str]) -> None:
        """Take back documents and what they say, all or none; nothing of them stays in the file."""
        with self._reported():
            self._db.execute("PRAGMA secure_delete = ON").fetchone()
            with self._db:
                self._db.executemany("DELETE FROM document WHERE id = ?", ((id_,) for id_ in ids))
                self._db.execute(f"DELETE {_LOST}")
        self.flush()

    def listed(self) -> list[Listed]:
        """What each document is called by, sorted by id; a damaged record tells no address and no source."""
        whole = "CASE WHEN json_valid(record) THEN json_extract(record, '$.{}') END"
        found = self._all(
            f"SELECT id, place, {whole.format('url')}, {whole.format('source')} FROM document ORDER BY id"
        )
        return [Listed(id_, place, url or "", source or "") for id_, place, url, source in found]

    def number(self) -> int:
        """How many documents there are."""
        found = self._one("SELECT count(*) FROM document")
        return int(found[0]) if found else 0

    def contents(self) -> Iterator[tuple[Document, Extraction]]:
        """All documents with what they say, sorted by id. Raises BaseError at one that is damaged."""
        for row in self._all(f"{ENTRIES} ORDER BY id"):
            yield self._sound(Entry(*row))

    def documents(self) -> Iterator[Document]:
        """All documents, sorted by id. Raises BaseError at one that is damaged."""
        for row in self._all(f"{ENTRIES} ORDER BY id"):
            yield self._sound_document(Entry(*row))

    def document(self, id_: str) -> Document | None:
        """The document with this id. Raises BaseError if it is damaged."""
        entry = self._entry(id_)
        return self._sound_document(entry) if entry else None

    def reject(self, rejection: Rejection, input: str = "", version: str = "") -> None:
        """Remember what could not be read, and which version failed to; a later reason replaces an earlier one.

        Without `input` the reason does not lie in what was read, and it is tried again.
        """
        values = (rejection.place or rejection.where, rejection.reason, input, version)
        with self._reported(), self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO rejection (place, reason, input, version) VALUES (?, ?, ?, ?)", values
            )

    def accept(self, places: Iterable[str]) -> None:
        """Forget the rejections of what has been read since, or is no longer there."""
        with self._reported(), self._db:
            self._db.executemany("DELETE FROM rejection WHERE place = ?", ((place,) for place in places))

    def rejections(self) -> list[Rejection]:
        """All that could not be read, by place, sorted."""
        return [
            Rejection(where=place, reason=why)
            for place, why in self._all("SELECT place, reason FROM rejection ORDER BY 1")
        ]

    def judge(self, judgement: Judgement) -> bool:
        """Remember a judgement in the place of the one before of the same person on the same two things.

        Gives whether it was taken: one of an earlier day than the one before is not.
        """
        judged = Judged.of(judgement)
        before = self._one("SELECT key, record, seal FROM judgement WHERE key = ?", judged.key)
        if before and Judged(*before).is_later_than(judgement):
            return False
        with self._reported(), self._db:
            self._db.execute("INSERT OR REPLACE INTO judgement VALUES (?, ?, ?)", judged)
        return True

    def judgements(self) -> list[Judgement]:
        """All judgements that are as they were given, sorted by what they are about."""
        return [said for _, _, said in self._judged() if isinstance(said, Judgement)]

    def unheeded(self) -> list[str]:
        """The judgements that are damaged, a line each, which says what to do."""
        return [self._about_judgement(judged, said) for _, judged, said in self._judged() if isinstance(said, Damage)]

    def discard(self) -> int:
        """Remove the judgements that are damaged; how many there were."""
        damaged = [(row,) for row, _, said in self._judged() if isinstance(said, Damage)]
        with self._reported(), self._db:
            self._db.executemany("DELETE FROM judgement WHERE rowid = ?", damaged)
        return len(damaged)

    def _judged(self) -> Iterator[tuple[int, Judged, Judgement | Damage]]:
        """Each row of a judgement by its number, with what it says or what is wrong with it."""
        for row, *columns in self._all(JUDGED):
            judged = Judged(*columns)
            try:
                yield int(row), judged, judged.judgement()
            except Damage as damage:
                yield int(row), judged, damage

    def counts(self) -> dict[str, int]:
        """How many documents there are, and how many facts of each kind they state."""
        sums = ", ".join(f"total(json_array_length(extraction.record, '$.{kind}'))" for kind in KINDS)
        found = self._one(f"SELECT count(*), {sums} FROM document JOIN extraction USING (digest, version)")
        return dict(zip(("documents", *KINDS), map(int, found or ()), strict=True))

    def key(self) -> str:
        """SHA-256 (hex) of all that the graph depends on here; the same facts give the same key.

        Raises BaseError if a document, or what it says, is not as it was written.
        """
        digest = sha256()
        for row in self._all(f"{ENTRIES} ORDER BY id"):
            entry = Entry(*row)
            if not entry.is_whole:
                self._sound(entry)
            digest.update("\x1f".join((entry.id, entry.digest, entry.version, "\n")).encode())
        for _, judged, said in self._judged():
            if isinstance(said, Judgement):
                digest.update(judged.record.encode())
        return digest.hexdigest()

    def sweep(self) -> None:
        """Remove what documents say that are not there."""
        with self._reported(), self._db:
            self._db.execute(f"DELETE {_LOST}")

    def damage(self) -> Iterator[str]:
        """All that is not as it was written, a line each: in the database, or in a record."""
        try:
            for (problem,) in self._all("PRAGMA integrity_check(1)"):
                if problem != "ok":
                    yield f"{self._path} is damaged: {' '.join(problem.split())}; {RESTORE}"
            yield from self._faults()
        except BaseError as error:
            yield str(error)

    def _faults(self) -> Iterator[str]:
        """What is wrong with each record."""
        for row in self._all(f"{ENTRIES} ORDER BY id"):
            entry = Entry(*row)
            for part in (entry.document, entry.extraction):
                try:
                    part()
                except Damage as damage:
                    yield self._about_document(entry.id, damage)
        yield from self.unheeded()
        for (digest,) in self._all(f"SELECT digest {_LOST}"):
            yield f"{self._path}: there is no document for what one says (digest {digest}); run kg build to remove it"

    def _sound(self, entry: Entry) -> tuple[Document, Extraction]:
        document = self._sound_document(entry)
        try:
            return document, entry.extraction()
        except Damage as damage:
            raise BaseError(self._about_document(entry.id, damage)) from None

    def _sound_document(self, entry: Entry) -> Document:
        try:
            return entry.document()
        except Damage as damage:
            raise BaseError(self._about_document(entry.id, damage)) from None

    def _about_document(self, id_: str, damage: Damage) -> str:
        advice = "" if isinstance(damage, Foreign) else f"; {_REREAD}"
        return f"{self._path}: document {shown(id_)}: {damage}{advice}"

    def _about_judgement(self, judged: Judged, damage: Damage) -> str:
        return f"{self._path}: the judgement {shown(judged.record)}: {damage}; {_DISCARD}"

    def _entry(self, id_: str) -> Entry | None:
        try:
            found = self._one(f"{ENTRIES} WHERE id = ?", id_)
        except UnicodeEncodeError:  # no id has half a character
            return None
        return Entry(*found) if found else None

    def _one(self, sql: str, *values: str) -> tuple[str, ...] | None:
        with self._reported():
            found: tuple[str, ...] | None = self._db.execute(sql, values).fetchone()
            return found

    def _all(self, sql: str) -> Iterator[tuple[str, ...]]:
        with self._reported():
            yield from self._db.execute(sql)

    def _reported(self) -> AbstractContextManager[None]:
        return reported(self._path)
