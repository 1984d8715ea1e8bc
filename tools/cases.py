"""Texts whose events are known: annotated documents that lie beside the repository, and lessons of our own."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from alignment import Example, Gold

from kg.annotate import Annotator
from kg.extraction import agreements, posts, statements
from kg.extraction.agreements.models import Models as InstrumentModels
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.coreference.affiliation import AffiliationModel
from kg.extraction.coreference.numbering import numbered
from kg.extraction.events.coreference import merge
from kg.extraction.events.features import Evidence
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.subevents import link, signed_where
from kg.extraction.events.tellings import find
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
    said: Sequence[Statement]
    instruments: InstrumentModels | None
    """What judges its agreements; None for the models that come with the program."""
    part: int
    """The part of the documents it is in; that of lessons is -1."""

    @cached_property
    def rest(self) -> Extraction:
        """All facts but events, with the ids of their reading."""
        reading = self.circumstances.reading
        agreed, actions = agreements.read(reading, self.circumstances, self.instruments)
        return Extraction(
            document=reading.document.id,
            version="",
            posts=tuple(posts.read(reading)),
            agreements=tuple(agreed),
            actions=tuple(actions),
            statements=tuple(self.said),
        )

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


def opened(text: Annotated, model: AffiliationModel) -> tuple[Reading, Circumstances]:
    """A text as the readers of facts see it; `model` judges whom persons serve."""
    reading = Reading(text.document, text.doc, lexicon(), model)
    return reading, Circumstances(reading)


def read(
    texts: Iterable[Annotated],
    model: Callable[[str], AffiliationModel],
    instruments: Callable[[str], InstrumentModels | None] = lambda _: None,
) -> Iterator[Case]:
    """The texts as the rules read them; models, by the id of the document, judge whom persons serve, and agreements."""
    for text in texts:
        reading, circumstances = opened(text, model(text.document.id))
        said = list(statements.read(reading))
        quoted = statements.quoted(said, reading)
        told = find(reading, circumstances, quoted)
        example = Example(Evidence(circumstances.scene, told, quoted), text.gold)
        yield Case(example, circumstances, told, said, instruments(text.document.id), text.part)
