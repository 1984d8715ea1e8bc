"""What is found in a document before it is parsed, once: its names and posts, quotations, headlines and times."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg import timex
from kg.lexicon import Lexicon
from kg.naming import headlines, names, plurals, quotations, titles, turns
from kg.naming.index import Index
from kg.naming.names import Names
from kg.naming.quotations import Quotation
from kg.naming.titles import Title
from kg.naming.turns import Turn
from kg.parse import Doc
from kg.timex import TimeMention

_KEPT = "kg.naming.spans"


@dataclass(frozen=True, slots=True)
class Spans:
    """The stretches of one document that tell something by themselves. Token ranges end before their second number."""

    index: Index
    names: Names
    titles: Sequence[Title]
    quotations: Sequence[Quotation]
    headlines: Sequence[tuple[int, int]]
    times: Sequence[TimeMention]
    turns: Sequence[Turn]


def find(doc: Doc, lexicon: Lexicon) -> Spans:
    """The spans of a tagged document."""
    index, lines = Index(doc), list(headlines.find(doc))
    spoken = turns.find(doc, lexicon)
    found = names.find(doc, index, lexicon, lines, [(turn.label, turn.behind) for turn in spoken if not turn.asks])
    posts = plurals.distribute(doc, index, found, titles.find(doc, index, found, lexicon), lexicon)
    said = quotations.find(doc)
    return Spans(index, found, posts, said, lines, timex.find(doc.text), spoken)


def kept(doc: Doc, found: Spans) -> Doc:
    """A document with the spans that were found in another annotation of its tokens."""
    doc.kept[_KEPT] = found
    return doc


def of(doc: Doc, lexicon: Lexicon) -> Spans:
    """The spans that a document was given, or else those found in it."""
    found = doc.kept.get(_KEPT)
    return found if isinstance(found, Spans) else find(doc, lexicon)
