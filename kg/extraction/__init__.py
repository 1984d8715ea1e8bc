"""Facts read off an annotated document."""

from spacy.tokens import Doc

from kg.extraction import agreements, events, posts, statements
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.confidence import calibrated
from kg.extraction.coreference import Reading
from kg.lexicon import lexicon
from kg.model import Document, Extraction
from kg.version import version

__all__ = ["Extractor"]


class Extractor:
    """Reads facts by the lexicon off what a pipeline has annotated; `pipeline` is None for the shipped one."""

    def __init__(self, pipeline: str | None = None) -> None:
        self.version = version(pipeline)
        self.lexicon = lexicon()

    def extract(self, document: Document, doc: Doc) -> Extraction:
        """What one document says, and how surely that was read."""
        return calibrated(self.uncalibrated(document, doc))

    def uncalibrated(self, document: Document, doc: Doc) -> Extraction:
        """What one document says, with the confidence that each rule gives; the calibration starts from it."""
        reading = Reading(document, doc, self.lexicon)
        circumstances = Circumstances(reading)
        said = statements.read(reading)
        mentions = events.find(reading, circumstances, statements.quoted(said, doc))
        found, owner = events.merge(reading, mentions)
        agreed, actions = agreements.read(reading, circumstances)
        held = posts.read(reading)
        linked = events.link(reading, found, mentions, owner)
        return Extraction(
            document=document.id,
            version=self.version,
            posts=tuple(held),
            events=tuple(linked),
            agreements=tuple(agreed),
            actions=tuple(events.signed_where(reading, actions, linked)),
            statements=tuple(said),
            entities=reading.entities(),
        )
