"""The records in `facts.db`, each with a seal: a digest by which a change is found that the program did not make."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple, Self, TypeVar

from pydantic import ValidationError

from kg.anchors import Anchor, Sort, anchor, names_of
from kg.identity import Judgement
from kg.kinds import OWN_ONTOLOGY, UnknownKind
from kg.model import Document, Extraction, Origin, Record

ENTRIES = """SELECT document.id, document.digest, document.version, document.record, document.input, document.place,
    document.seal, extraction.record, extraction.seal FROM document LEFT JOIN extraction USING (digest, version)"""
JUDGED = "SELECT rowid, key, record, seal FROM judgement ORDER BY record, key"
_NOT_AS_WRITTEN = "the record of what it says is not as it was written"
_Some = TypeVar("_Some", bound=Record)


class Damage(ValueError):
    """A record that is not as the program wrote it; the message says in what."""


class Foreign(Damage):
    """A record that is whole, but with an event of a kind that this ontology does not have."""


def seal(*columns: str | None) -> str:
    """The SHA-256 (hex) of the columns of a row."""
    return sha256("\x1f".join(map(str, columns)).encode()).hexdigest()


class Entry(NamedTuple):
    """A row of a document, and that of what it says, if there is one."""

    id: str
    digest: str
    version: str
    record: str
    input: str
    place: str
    seal: str
    said: str | None
    said_seal: str | None

    @classmethod
    def of(cls, document: Document, extraction: Extraction, origin: Origin) -> Self:
        """The rows to write."""
        told = (
            document.id,
            document.digest,
            extraction.version,
            document.model_dump_json(),
            origin.input,
            origin.place,
        )
        return cls(*told, "", extraction.model_dump_json(), "").sealed()

    def sealed(self) -> Self:
        """The same with the right seals."""
        return self._replace(seal=seal(*self[:6]), said_seal=seal(self.digest, self.version, self.said))

    @property
    def is_whole(self) -> bool:
        """Whether both rows are there and just as they were written."""
        return self.said is not None and self == self.sealed()

    def document(self) -> Document:
        """The document. Raises Damage."""
        document = _parsed(Document, self.record, "its record")
        if self.seal != self.sealed().seal or (document.id, document.digest) != (self.id, self.digest):
            raise Damage("its text or metadata are not as they were read")
        return document

    def extraction(self) -> Extraction:
        """What it says. Raises Damage, which is Foreign if only the ontology lacks something."""
        if self.said is None:
            raise Damage("the record of what it says is missing")
        try:
            said = _parsed(Extraction, self.said, "the record of what it says")
        except Foreign:
            if self.said_seal != self.sealed().said_seal:
                raise Damage(_NOT_AS_WRITTEN) from None
            raise
        if self.said_seal != self.sealed().said_seal or (said.document, said.version) != (self.id, self.version):
            raise Damage(_NOT_AS_WRITTEN)
        return said


class Judged(NamedTuple):
    """A row of a judgement; `key` names what it is about, and who judges."""

    key: str
    record: str
    seal: str

    @classmethod
    def of(cls, judgement: Judgement) -> Self:
        """The row to write."""
        return cls(_key(judgement), judgement.model_dump_json(), "").sealed()

    def sealed(self) -> Self:
        """The same with the right seal."""
        return self._replace(seal=seal(*self[:2]))

    def judgement(self) -> Judgement:
        """The judgement. Raises Damage."""
        judgement = _parsed(Judgement, self.record, "its record")
        if self != self.sealed() or self.key != _key(judgement):
            raise Damage("it is not as it was given")
        return judgement

    def is_later_than(self, judgement: Judgement) -> bool:
        """Whether it is as it was given, on a later day than another."""
        try:
            day = self.judgement().when
        except Damage:
            return False
        return bool(day and judgement.when and judgement.when < day)


def seal_origins(db: sqlite3.Connection) -> None:
    """Let the seal of each document that is as it was written cover where it was read, as well."""
    for (id_,) in db.execute("SELECT id FROM document").fetchall():
        entry = Entry(*db.execute(f"{ENTRIES} WHERE id = ?", (id_,)).fetchone())
        if entry.seal == seal(*entry[:4]):
            db.execute("UPDATE document SET seal = ? WHERE id = ?", (entry.sealed().seal, entry.id))


def seal_all(db: sqlite3.Connection) -> None:
    """Put a seal on each row that has none and is sound."""
    for (id_,) in db.execute("SELECT id FROM document WHERE seal = ''").fetchall():
        entry = Entry(*db.execute(f"{ENTRIES} WHERE id = ?", (id_,)).fetchone()).sealed()
        with suppress(Damage):
            entry.document()
            db.execute("UPDATE document SET seal = ? WHERE id = ?", (entry.seal, id_))
            entry.extraction()
            key = (entry.digest, entry.version)
            db.execute("UPDATE extraction SET seal = ? WHERE (digest, version) = (?, ?)", (entry.said_seal, *key))


def key_by_judges(db: sqlite3.Connection) -> None:
    """Let the key of each judgement that is as it was given name who judges, as well: each has one of their own."""
    for row, *columns in db.execute(JUDGED).fetchall():
        judged = Judged(*columns)
        with suppress(Damage):
            judgement = _parsed(Judgement, judged.record, "its record")
            if judged == judged.sealed() and judged.key == seal(*(one.model_dump_json() for one in judgement.pair)):
                new = Judged.of(judgement)
                db.execute("UPDATE judgement SET key = ?, seal = ? WHERE rowid = ?", (new.key, new.seal, row))


def anchor_all(
    rows: Iterable[tuple[str, ...]], said: Callable[[str], tuple[Document, Extraction] | None]
) -> Iterator[Judged]:
    """Rows of judgements on local ids as rows of judgements on words.

    What cannot be told any more, of a document that is gone or is damaged, is kept as it is: an anchor without words.
    """
    for *sides, record, _ in rows:
        try:
            told = json.loads(record)
            left, right = _of_one_sort(*(_anchored(told[side], said) for side in ("left", "right")))
            yield Judged.of(Judgement(**(told | {"left": left, "right": right})))
        except (ValueError, KeyError, TypeError):
            yield Judged("\x1f".join(sides), record, "")


def _anchored(reference: tuple[str, str], said: Callable[[str], tuple[Document, Extraction] | None]) -> Anchor:
    id_, local = reference
    pair = said(id_)
    found = anchor(*pair, local) if pair and local in names_of(pair[1]) else None
    return found or Anchor(document=id_, digest="", begin=0, end=0, text="", sort=Sort.ENTITY, name=local)


def _of_one_sort(left: Anchor, right: Anchor) -> tuple[Anchor, Anchor]:
    """Both sides, where one has no words any more as of the sort of the other."""
    if not left.digest:
        return left.model_copy(update={"sort": right.sort}), right
    return left, right if right.digest else right.model_copy(update={"sort": left.sort})


def _key(judgement: Judgement) -> str:
    return seal(*(one.model_dump_json() for one in judgement.pair), judgement.by)


def _parsed(kind: type[_Some], record: str, name: str) -> _Some:
    try:
        return kind.model_validate_json(record)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        reasons = [each.get("ctx", {}).get("error") for each in errors]
        if unknown := [reason.name for reason in reasons if isinstance(reason, UnknownKind)]:
            raise Foreign(
                f"{name} holds an event of the kind {unknown[0]!r}, which the ontology does not have; "
                f"set {OWN_ONTOLOGY} as when it was built"
            ) from None
        first = errors[0]
        place = ".".join(map(str, first["loc"]))
        why = first["msg"].removeprefix("Value error, ")
        raise Damage(f"{name} is damaged{' in ' + place if place else ''}: {why}") from None
