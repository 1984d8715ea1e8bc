"""Text to spaCy `Doc`: tokens, tags, lemmas, dependencies, sentences and names.

The pipeline is the one shipped in the package unless another is named. Two things are settled before its parser runs:
a blank line ends a sentence, and so do a headline and a dateline ("KUALA LUMPUR, Oct 31 (Agency) -").
"""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded; processes share work better than threads

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from kg.annotate.condense import condense, expand, standins
from kg.errors import ConfigurationError
from kg.lexicon import lexicon
from kg.model import Document
from kg.naming import headlines
from kg.version import SHIPPED

_FOR_NAMES = frozenset({"diplograph_boundaries", "ner"})  # what only the whole text is put through
_FOR_TREES = frozenset({"parser", "lemmatizer", "attribute_ruler"})  # what only the shorter text is put through

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"\s*[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]+){0,3}"  # a place, in capitals or not
    r"(?:, [A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)?"  # its country or region
    rf",? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"  # a date
    r"(?: ?\([^)\n]{2,40}\))?[:\s–—-]*(?=[A-Z“‘\"'])"  # an agency
)
_AGENCY_LINE = re.compile(r"\s*[A-Z][A-Z .,'’-]{2,40}(?: \([^)\n]{2,40}\))? ?[–—-]+ ?(?=[A-Z“‘\"'])")


class Annotator:
    """A loaded pipeline. `pipeline` names an installed spaCy package or a folder; None takes the shipped one.

    Raises `ConfigurationError` if it cannot be loaded.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self.nlp = _load(str(SHIPPED) if pipeline is None else pipeline)
        self.lexicon = lexicon()
        self._for_trees = [name for name in self.nlp.pipe_names if name in _FOR_TREES]
        self._for_names = [name for name in self.nlp.pipe_names if name in _FOR_NAMES]
        self.name = f"{self.nlp.meta['name']}-{self.nlp.meta['version']}"

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[tuple[Document, Doc]]:
        """Each document with its annotation, in order.

        Names are tagged in the text as it is, the rest is read off a text with stand-ins for them; see `condense`.
        """
        for batch in batched(documents, batch_size):
            tagged = list(self.nlp.pipe((document.text for document in batch), disable=self._for_trees))
            replaced = [standins(doc, self.lexicon) for doc in tagged]
            short = map(condense, tagged, replaced)
            parsed = self.nlp.pipe(short, disable=self._for_names)
            for document, doc, parse, spans in zip(batch, tagged, parsed, replaced, strict=True):
                yield document, expand(parse, doc, spans)

    def annotate(self, document: Document) -> Doc:
        """The annotation of one document."""
        return next(self.pipe([document]))[1]


def batched(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Lists of `size` documents; the last may be shorter."""
    rest = iter(documents)
    while batch := list(islice(rest, size)):
        yield batch


def _load(pipeline: str) -> Language:
    set_current_ops(NumpyOps(use_blis=False))  # half as fast again as spaCy's default for matrices this small
    try:
        nlp = spacy.load(pipeline)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"cannot load the spaCy pipeline {pipeline!r}: {error}; name an installed package or a folder"
        ) from error
    nlp.add_pipe("diplograph_boundaries", first=True)
    return nlp


@Language.component("diplograph_boundaries")
def mark_boundaries(doc: Doc) -> Doc:
    """Start a sentence after a blank line, a headline and a dateline, and keep the parser from undoing it."""
    dateline = dateline_end(doc.text)
    titled = {end for _, end in headlines.find(doc)}
    for token in doc[:-1]:
        following = doc[token.i + 1]
        ended = token.i > 0 and doc[token.i - 1].text[-1] in '.!?”"’'
        ended |= token.i in titled
        if (token.is_space and (token.text.count("\n") > 1 or ("\n" in token.text and ended))) or (
            dateline and token.idx < dateline <= following.idx
        ):
            following.is_sent_start = True
    return doc


def dateline_end(text: str) -> int:
    """Where the dateline at the head of a text ends, in characters; 0 if there is none.

    >>> dateline_end("Kuala Lumpur, Oct 31 Defence Minister Singh met him.")
    21
    >>> dateline_end("The ministers met on Friday.")
    0
    """
    match = _DATELINE.match(text) or _AGENCY_LINE.match(text)
    return match.end() if match else 0
