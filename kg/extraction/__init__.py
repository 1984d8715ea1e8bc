"""Facts read off an annotated document, on four floors; each room knows only those on the floors below it.

grammar      the parse, and nothing of diplomacy
coreference  who is meant by names, posts, pronouns and groups: settled once, then only asked
arguments    of any word that states something: agents, times, places
facts        statements, events, agreements and posts, none of which knows another

Each fact proposes candidates and decides, in its module `decision`, which of them stand.
"""

from collections.abc import Iterator

from kg.extraction import agreements, events, posts, statements
from kg.extraction.arguments.candidates import Candidate, Verdict
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.confidence import calibrated
from kg.extraction.coreference import Reading
from kg.extraction.coreference.numbering import numbered
from kg.extraction.statements.hearsay import attributed
from kg.lexicon import lexicon
from kg.model import Document, Extraction
from kg.parse import Doc
from kg.version import version

__all__ = ["Extractor"]


class Extractor:
    """Reads facts by the lexicon off what a pipeline has annotated; `pipeline` is None for the shipped one."""

    def __init__(self, pipeline: str | None = None) -> None:
        self.version = version(pipeline)
        self.lexicon = lexicon()
        events.check()

    def extract(self, document: Document, doc: Doc) -> Extraction:
        """What one document says, and how surely that was read."""
        return calibrated(self.uncalibrated(document, doc))

    def uncalibrated(self, document: Document, doc: Doc) -> Extraction:
        """What one document says, with the confidence that each rule gives; the calibration starts from it."""
        reading = Reading(document, doc, self.lexicon)
        circumstances = Circumstances(reading)
        said = statements.read(reading)
        happened = events.read(reading, circumstances, statements.quoted(said, reading))
        agreed, actions = agreements.read(reading, circumstances)
        found = Extraction(
            document=document.id,
            version=self.version,
            posts=tuple(posts.read(reading)),
            events=tuple(happened),
            agreements=tuple(agreed),
            actions=tuple(events.signed_where(reading, actions, happened)),
            statements=tuple(said),
        )
        return numbered(reading, attributed(found))

    def verdicts(self, document: Document, doc: Doc) -> Iterator[Verdict[Candidate]]:
        """All that one document may state, with its features, and whether each decision lets it stand.

        A trigger comes before those of its arguments: who, where, when.
        """
        reading = Reading(document, doc, self.lexicon)
        circumstances = Circumstances(reading)
        quoted = statements.quoted(statements.read(reading), reading)
        yield from statements.verdicts(reading)
        yield from events.verdicts(reading, circumstances, quoted)
        yield from agreements.verdicts(reading, circumstances)
        yield from posts.verdicts(reading)
