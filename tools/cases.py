"""Texts whose events are known: annotated documents that lie beside the repository, and lessons of our own."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from alignment import Example, Gold

from kg.annotate import Annotator
from kg.extraction import agreements, posts, statements
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.arguments.scene import Scene
from kg.extraction.coreference import Reading
from kg.extraction.coreference.affiliation import AffiliationModel
from kg.extraction.events.coreference import merge
from kg.extraction.events.features import Evidence
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.subevents import link, signed_where
from kg.extraction.events.tellings import find
from kg.extraction.numbering import numbered
from kg.lexicon import lexicon
from kg.model import Document, Extraction, Statement
from kg.parse import Doc

ROOT = Path(__file__).parents[1]
TRAIN = ROOT.parent / "shared" / "gold" / "train"
LESSONS = ROOT / "tools" / "lessons"
PARTS, LAST = 3, 2
"""Parts of the documents, by the digests of their ids; the last is for a last score and never fitted to."""


@dataclass(frozen=True)
class Annotated:
    """A document with its parse and its gold facts."""

    document: Document
    doc: Doc
    gold: Gold
    part: int
    """The part of the documents it is in; that of lessons is -1."""


@dataclass
class Case:
    """A document with its gold facts, what the rules read off it, and the evidence for more."""

    example: Example
    circumstances: Circumstances
    told: Sequence[EventMention]
    rest: Extraction
    """All facts but events, with the ids of their reading."""
    part: int
    """The part of the documents it is in; that of lessons is -1."""

    @property
    def document(self) -> Document:
        """The document."""
        return self.example.evidence.scene.reading.document

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.document.id

    def facts(self, mentions: Sequence[EventMention]) -> Extraction:
        """All facts, with the events that some mentions tell."""
        reading = self.example.evidence.scene.reading
        merged, owner = merge(reading, mentions)
        happened = link(reading, merged, mentions, owner)
        acts = signed_where(reading, self.rest.actions, happened)
        told = self.rest.model_copy(update={"events": tuple(happened), "actions": tuple(acts)})
        return numbered(reading, told)


def part_of(id_: str) -> int:
    """The part of the documents that one is in."""
    return int(sha256(id_.encode()).hexdigest(), 16) % PARTS


def own_texts(name: str) -> list[tuple[Document, Gold]]:
    """Our own short texts in a file of lessons."""
    told = [json.loads(line) for line in (LESSONS / name).read_text("utf-8").splitlines()]
    return [(Document(id=one["id"], text=one["text"], date=_day(one["document_date"])), one) for one in told]


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def annotated(texts: Sequence[tuple[Document, Gold]], part: Callable[[str], int]) -> Iterator[Annotated]:
    """The texts with their parses."""
    gold = {document.id: facts for document, facts in texts}
    for document, doc in Annotator().pipe(document for document, _ in texts):
        yield Annotated(document, doc, gold[document.id], part(document.id))


def read(texts: Iterable[Annotated], model: Callable[[str], AffiliationModel]) -> Iterator[Case]:
    """The texts as the rules read them; `model` judges whom persons serve, by the id of the document."""
    known = lexicon()
    for text in texts:
        reading = Reading(text.document, text.doc, known, model(text.document.id))
        circumstances = Circumstances(reading)
        said = list(statements.read(reading))
        quoted = statements.quoted(said, reading)
        told = find(reading, circumstances, quoted)
        evidence = Evidence(Scene(reading, circumstances.times), told, quoted)
        example = Example(evidence, text.gold)
        yield Case(example, circumstances, told, _rest(reading, circumstances, said), text.part)


def _rest(reading: Reading, circumstances: Circumstances, said: Sequence[Statement]) -> Extraction:
    """All facts but events."""
    agreed, actions = agreements.read(reading, circumstances)
    return Extraction(
        document=reading.document.id,
        version="",
        posts=tuple(posts.read(reading)),
        agreements=tuple(agreed),
        actions=tuple(actions),
        statements=tuple(said),
    )
