"""The records that travel through the pipeline: Document in, Extraction out. All are immutable.

Offsets count Unicode code points in `Document.text` (NFC). Ids of entities and facts are local to one document;
resolution maps them to canonical ones and never rewrites a record.
"""

import datetime as dt
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kg.kinds import ActionType as ActionType
from kg.kinds import Manner as Manner
from kg.kinds import event_type
from kg.rule import Rule


class Record(BaseModel):
    """An immutable value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Record):
    """A text with its metadata. `id` is given by the input or derived from the text by `document_id`."""

    id: str
    text: str
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    source: str | None = None
    flags: tuple[str, ...] = ()  # what reading had to repair, e.g. "decoded:cp1252"

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything the extraction depends on; a changed digest is a new version."""
        parts = (self.id, self.text, self.title, self.date and self.date.isoformat(), self.url, self.source)
        return sha256("\x1f".join(p or "" for p in parts).encode()).hexdigest()


class Origin(Record):
    """Where a document was read from: the file's path seen from the base, and the digest of what was read."""

    place: str = ""
    input: str = ""


class Known(Record):
    """A document that has been read before: its id, its digest, and the place it was read from."""

    id: str
    digest: str
    place: str = ""


def document_id(text: str) -> str:
    """The id of a document that brings none: the first 16 hex digits of its text's SHA-256.

    >>> document_id("Paris")
    '5dd272b4f316b776'
    """
    return sha256(text.encode()).hexdigest()[:16]


class Mention(Record):
    """A span of a document's text; `text` is what stands between the two offsets."""

    begin: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _has_the_length_of_its_text(self) -> Self:
        if self.end - self.begin != len(self.text) or not self.text:
            raise ValueError(f"a mention from {self.begin} to {self.end} cannot read {self.text!r}")
        return self

    @classmethod
    def cut(cls, text: str, begin: int, end: int) -> Self:
        """The mention of `text[begin:end]`."""
        return cls(begin=begin, end=end, text=text[begin:end])


class EntityKind(StrEnum):
    """What an entity is. A `role` is a person known only by post, a `group` an unnamed set of people."""

    PERSON = "person"
    ROLE = "role"
    GROUP = "group"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PLACE = "place"


class Entity(Record):
    """Somebody or something one document speaks of.

    `name` is the fullest form in the document (persons) or the common name (countries, organisations).
    `key` is the key in `actors.ttl` ("IND", "asean") or "geo:<geonames id>", None where unknown.
    `of` is the key of the country it belongs to, where the text tells.
    """

    id: str
    kind: EntityKind
    name: str
    key: str | None = None
    of: str | None = None
    mentions: tuple[Mention, ...] = ()


class Modality(StrEnum):
    """The kind of reality a document gives to a fact; the values are the local names of `dv:` lower-cased."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    SCHEDULED = "scheduled"
    PLANNED = "planned"
    EXPECTED = "expected"
    PROPOSED = "proposed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DENIED = "denied"

    @property
    def plain(self) -> str:
        """The five-way value of the codebook: occurred, planned, proposed, cancelled, denied."""
        return _PLAIN.get(self, self.value)


DONE = frozenset({Modality.OCCURRED, Modality.ONGOING})
"""The modalities of what is real."""
OFF = frozenset({Modality.CANCELLED, Modality.POSTPONED, Modality.DENIED})
"""The modalities of what is said not to be."""
_PLAIN = {
    Modality.ONGOING: "occurred",
    Modality.SCHEDULED: "planned",
    Modality.EXPECTED: "planned",
    Modality.POSTPONED: "cancelled",
}


class Certainty(StrEnum):
    """How surely a document presents a fact."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
EventType = Annotated[str, AfterValidator(event_type)]
"""The name of a kind of event: "meeting". `kg.kinds` has what is true of each."""


class StatementKind(StrEnum):
    """Word for word, or in the words of the document."""

    QUOTED = "quoted"
    REPORTED = "reported"


class Time(Record):
    """A date or span in EDTF ("2025-10-31", "2025-11", "2022-05-05/2022-05-09"), and the words it was read from."""

    edtf: str
    mention: Mention | None = None
    anchor: dt.date | None = None  # the date a relative expression was counted from
    confidence: Confidence | None = None  # that it is the time of the fact, where fitted models were asked


class Argument(Record):
    """An entity in a part of a fact, and the words that put it there."""

    entity: str
    mention: Mention | None = None
    confidence: Confidence | None = None  # that it belongs to the fact, where fitted models were asked


class Participant(Argument):
    """An entity taking part in an event. `role` is the local name of a `dv:` role: "Participant", "Host", "Speaker"."""

    on_behalf_of: str | None = None
    on_behalf_confidence: Confidence | None = None
    role: str = "Participant"
    title: str | None = None  # as the document gives it


class Fact(Record):
    """What every fact carries. The first evidence states the fact best.

    `rule` names what read it off the text, `trigger` is the word that it went by.
    """

    id: str
    evidence: tuple[Mention, ...] = Field(min_length=1)
    modality: Modality = Modality.OCCURRED
    certainty: Certainty = Certainty.CERTAIN
    confidence: Confidence = 1.0
    attributed_to: str | None = None  # entity on whose word it rests; None: the document's own voice
    rule: Rule = Rule()
    trigger: Mention | None = None


class Post(Fact):
    """A person holds, or held, a post."""

    person: str
    title: str
    of: str | None = None  # entity served: country or organisation
    former: bool = False


class Event(Fact):
    """Something that happened, is planned, was called off or denied."""

    type: EventType
    participants: tuple[Participant, ...]
    place: Argument | None = None
    time: Time | None = None
    name: str | None = None
    part_of: str | None = None  # id of another event of the document
    sidelines_of: str | None = None


class Agreement(Fact):
    """An instrument on which actors agree; `term` is an ISO 8601 duration ("P10Y")."""

    title: str
    kind: str  # treaty, agreement, convention, memorandum, framework, ... as in the codebook
    parties: tuple[Argument, ...] = ()
    term: str | None = None


class Action(Fact):
    """An act on an agreement, by persons (with the country each acts for) or, if none is named, by parties."""

    agreement: str
    type: ActionType
    manner: Manner | None = None
    by: tuple[Participant, ...] = ()
    place: Argument | None = None
    time: Time | None = None


class Statement(Fact):
    """What an actor said. `text` is an exact part of the document."""

    speakers: tuple[Argument, ...]
    kind: StatementKind
    text: Mention
    channel: str | None = None  # "X", "press conference", "statement", "interview"


class Extraction(Record):
    """Everything one document says: a pure function of the document and of the extractor's version."""

    document: str
    version: str
    entities: tuple[Entity, ...] = ()
    posts: tuple[Post, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    actions: tuple[Action, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order posts, events, agreements, actions, statements."""
        return (*self.posts, *self.events, *self.agreements, *self.actions, *self.statements)

    def entity(self, local: str) -> Entity:
        """The entity with this local id; KeyError if there is none."""
        return {entity.id: entity for entity in self.entities}[local]


class Rejection(Record):
    """An input that did not become facts, and why; `place` is seen from the base, `settled`: it would end so again."""

    where: str
    reason: str
    place: str = ""
    settled: bool = False
