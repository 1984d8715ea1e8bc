"""Facts read off an annotated document."""

from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from spacy.tokens import Doc

from kg.extraction import agreements, events, links, merging, posts, settings, statements
from kg.extraction.circumstances import Circumstances
from kg.extraction.confidence import calibrated
from kg.extraction.reading import Reading
from kg.lexicon import lexicon, lexicon_files
from kg.model import Document, Extraction
from kg.vocab import ontology_path

__all__ = ["Extractor"]


class Extractor:
    """Reads facts by the lexicon; `pipeline` is the name of the annotation pipeline its input comes from."""

    def __init__(self, pipeline: str = "") -> None:
        self.pipeline = pipeline
        self.lexicon = lexicon()

    @cached_property
    def version(self) -> str:
        """Changes whenever the same document might give other facts: code, lexicon, actors, weights or pipeline."""
        code = Path(__file__).parent
        parts = (code, *(code.parent / name for name in ("annotate", "naming", "timex")))
        files = [path for part in parts for path in sorted(part.glob("*.py"))]
        digest = sha256(self.pipeline.encode())
        for path in (*files, *lexicon_files(), *map(ontology_path, ("actors.ttl", "confidence.yaml"))):
            digest.update(path.read_bytes())
        return f"{version('diplograph')}+{digest.hexdigest()[:8]}"

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
            actions=tuple(settings.signed_where(reading, action, linked) for action in actions),
            statements=tuple(said),
            entities=reading.entities(),
        )
