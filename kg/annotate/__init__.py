"""Text to a `Doc`: tokens, tags, lemmas, dependencies, sentences and names.

The pipeline is the one shipped in the package unless another is named. Two things are settled before its parser runs:
a blank line ends a sentence, and so do a headline and a dateline ("KUALA LUMPUR, Oct 31 (Agency) -").
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import cast

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded; processes share work better than threads

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc as Annotated
from thinc.api import NumpyOps, set_current_ops
from thinc.types import Ints2d

from kg.annotate.condense import condense, expand
from kg.annotate.pieces import AT_ONCE, Words, joined, noise, pieces
from kg.annotate.plain import plain
from kg.annotate.rulings import look_up
from kg.annotate.standins import standins
from kg.errors import ConfigurationError
from kg.lexicon import Lexicon, lexicon
from kg.model import Document
from kg.naming import headlines, spans, turns
from kg.parse import Doc
from kg.version import SHIPPED

_FOR_NAMES = frozenset({"ner"})  # what only the whole text is put through
_FOR_TREES = frozenset({"parser", "lemmatizer", "attribute_ruler"})  # what only the shorter text is put through

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"\s*[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]+){0,3}"  # a place, in capitals or not
    r"(?:, [A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)?"  # its country or region
    rf",? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"  # a date
    r"(?: ?\([^)\n]{2,40}\))?[:\s–—-]*(?=[A-Z“‘\"'])"  # an agency
)
_AGENCY_LINE = re.compile(
    r"\s*[A-Z][A-Z .,'’-]{2,40}(?:, [A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)?(?: \([^)\n]{2,40}\))? ?[–—-]+ ?(?=[A-Z“‘\"'])"
)


class Annotator:
    """A loaded pipeline. `pipeline` names an installed spaCy package or a folder; None takes the shipped one.

    Raises `ConfigurationError` if it cannot be loaded.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self.nlp = _load(str(SHIPPED) if pipeline is None else pipeline)
        self._for_trees = [name for name in self.nlp.pipe_names if name in _FOR_TREES]
        self._for_names = [name for name in self.nlp.pipe_names if name in _FOR_NAMES]
        self.name = f"{self.nlp.meta['name']}-{self.nlp.meta['version']}"

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[tuple[Document, Doc]]:
        """Each document with its annotation, in order.

        Names are tagged in the text as it is, the rest is read off a text with stand-ins for them; see `condense`.
        """
        known = lexicon()
        for batch in batched(documents, batch_size):
            texts = [mark_boundaries(self.nlp.tokenizer(document.text), known) for document in batch]
            silent = [noise(doc) for doc in texts]
            tagged = list(self._read(texts, silent, self._for_trees))
            read = [plain(doc) for doc in tagged]
            found = [spans.find(doc, known) for doc in read]
            told = zip(read, found, silent, strict=True)
            replaced = [standins(doc, here, known, still) for doc, here, still in told]
            short = list(map(condense, tagged, replaced))
            parsed = self._read(short, [[]] * len(short), self._for_names)
            for document, doc, parse, here, words in zip(batch, tagged, parsed, found, replaced, strict=True):
                yield document, spans.kept(plain(expand(parse, doc, words)), here)

    def _read(
        self, docs: Sequence[Annotated], silent: Sequence[Sequence[tuple[int, int]]], without: Sequence[str]
    ) -> Iterator[Annotated]:
        """The documents as the models read them, long ones piece by piece, without what is silent in them."""
        parts = [pieces(doc, still) for doc, still in zip(docs, silent, strict=True)]
        given = [piece for part in parts for piece, read in part if read]
        size = max(2, AT_ONCE // max([1, *map(len, given)]))
        done = self.nlp.pipe(given, batch_size=size, disable=list(without))
        for part in parts:
            yield joined([next(done) if read else piece for piece, read in part])

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
    nlp.tokenizer = Words(nlp.tokenizer)
    look_up(nlp)
    return nlp


def mark_boundaries(doc: Annotated, known: Lexicon) -> Annotated:
    """Start a sentence after a blank line, a headline, a dateline and a label; the parser does not undo it."""
    words = plain(doc)
    dateline = dateline_end(words.text)
    titled = {end for _, end in headlines.find(words)}
    labelled = {i for turn in turns.find(words, known) for i in (turn.label, turn.start)}
    starts = numpy.zeros((len(doc), 1), dtype="uint64")
    tokens = words.tokens
    for i, (token, following) in enumerate(pairwise(tokens)):
        if token.is_space and "\n" in token.text:
            ended = i in titled or (i > 0 and tokens[i - 1].text[-1] in '.!?”"’')
            starts[i + 1, 0] = ended or token.text.count("\n") > 1
        if i + 1 in labelled or token.idx < dateline <= following.idx:
            starts[i + 1, 0] = True
    return doc.from_array(
        ["SENT_START"], cast("Ints2d", starts)
    )  # one by one, each start would cost a walk through the document


def dateline_end(text: str) -> int:
    """Where the dateline at the head of a text ends, in characters; 0 if there is none.

    >>> dateline_end("Kuala Lumpur, Oct 31 Defence Minister Singh met him.")
    21
    >>> dateline_end("The ministers met on Friday.")
    0
    """
    match = _DATELINE.match(text) or _AGENCY_LINE.match(text)
    return match.end() if match else 0
