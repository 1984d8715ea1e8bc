"""Facts read off an annotated document."""

from spacy.tokens import Doc

from kg.extraction import agreements, events, links, merging, posts, settings, statements
from kg.extraction.circumstances import Circumstances
from kg.extraction.confidence import calibrated
from kg.extraction.reading import Reading
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
        quoted = links.inside([s.text for s in said if s.kind == "quoted"], doc)
        found, owner = merging.merge(reading, mentions := events.find(reading, circumstances, quoted))
        agreed, actions = agreements.read(reading, circumstances)
        held = posts.read(reading)
        linked = links.link(reading, found, mentions, owner)
        return Extraction(
            document=document.id,
            version=self.version,
            posts=tuple(held),
            events=tuple(linked),
            agreements=tuple(agreed),
            actions=tuple(settings.signed_where(reading, actions, linked)),
            statements=tuple(said),
            entities=reading.entities(),
        )
