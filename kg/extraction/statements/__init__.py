"""What is said, word for word or in the words of the document."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from kg.extraction.coreference import Reading, Reference
from kg.extraction.grammar.function_words import VIA
from kg.extraction.statements import reported
from kg.extraction.statements.attribution import Attributed, attribute
from kg.extraction.statements.cues import Saying, sayings
from kg.extraction.statements.verbatim import verbatim
from kg.lexicon.words import Speech
from kg.model import Argument, Mention, Statement, StatementKind
from kg.naming.quotations import Quotation
from kg.rule import GOING_ON, Rule

_FAR = 2_000
"""Tokens from a saying to what goes on from it; a sentence between them would be cited with every further quotation."""
_LEAST = 3  # words; fewer are a word somebody used, not a statement


def read(reading: Reading) -> list[Statement]:
    """The statements of a document, in the order of their texts."""
    whole = list(verbatim(reading))
    given = [item.quotations[0] for item in whole]
    covered = {i for quote in given for i in range(quote.start, quote.stop)}
    quoted = [quote for quote in reading.quotations if not quote.is_name and quote.start not in covered]
    silent = covered | {i for quote in quoted for i in range(quote.start, quote.stop)}
    spoken = sayings(reading, reading.doc, silent)
    found = [item for item in attribute(reading, quoted, spoken) if _long_enough(item)]
    taken = {item.saying.verb.i for item in found if item.saying}
    heard = {i for item in found for quote in item.quotations for i in range(quote.start, quote.stop)}
    facts = [_quoted_statement(item, reading) for item in (*found, *whole)]
    facts += [_reported_statement(clause, reading) for clause in reported.clauses(reading, spoken, taken, heard)]
    facts.sort(key=lambda fact: (fact.text.begin, fact.text.end))
    return [fact.model_copy(update={"id": f"s{n}"}) for n, fact in enumerate(facts, 1)]


def quoted(statements: Iterable[Statement], doc: Doc) -> frozenset[int]:
    """Indices of the tokens that somebody is quoted with."""
    found: set[int] = set()
    for text in (statement.text for statement in statements if statement.kind is StatementKind.QUOTED):
        span = doc.char_span(text.begin, text.end, alignment_mode="expand")
        if span is not None:
            found.update(range(span.start, span.end))
    return frozenset(found)


def _long_enough(item: Attributed) -> bool:
    return sum(len(quote.words) for quote in item.quotations) >= _LEAST


def _quoted_statement(item: Attributed, reading: Reading) -> Statement:
    text, surely = reading.document.text, reading.lexicon.confidence
    first, *others = item.quotations
    parts = [Mention.cut(text, quote.begin, quote.end) for quote in others]
    return Statement(
        id="s",
        evidence=(*_evidence(item.saying, first, reading), *parts),
        speakers=_speakers(item.speakers, reading),
        kind=StatementKind.QUOTED,
        text=Mention.cut(text, first.begin, first.end),
        channel=channel(item.saying, reading) if item.saying else None,
        confidence=surely.quotation if item.saying else surely.quotation_going_on,
        rule=Rule(kind="quotation", lemma=item.saying.base) if item.saying else GOING_ON,
        trigger=reading.cut(item.saying.verb.i, item.saying.verb.i + 1) if item.saying else None,
    )


def _reported_statement(clause: reported.Clause, reading: Reading) -> Statement:
    sent = clause.saying.verb.sent
    return Statement(
        id="s",
        evidence=(reading.cut(sent.start, sent.end),),
        speakers=_speakers(clause.saying.speakers, reading),
        kind=StatementKind.REPORTED,
        text=reading.cut(clause.start, clause.end),
        channel=channel(clause.saying, reading),
        confidence=reading.lexicon.confidence.reported,
        rule=Rule(kind="reported", lemma=clause.saying.base),
        trigger=reading.cut(clause.saying.verb.i, clause.saying.verb.i + 1),
    )


def _speakers(references: Iterable[Reference], reading: Reading) -> tuple[Argument, ...]:
    return tuple(Argument(entity=ref.entity, mention=reading.cut(ref.start, ref.end)) for ref in references)


def _evidence(saying: Saying | None, quote: Quotation, reading: Reading) -> Iterator[Mention]:
    """From the saying to the quotation, both with their sentences; one that is far away stands apart."""
    quoted = (quote.start, max(quote.start, quote.stop - 1))
    spans = [reading.sentence(i) for i in quoted]
    verb = [reading.sentence(saying.verb.i)] if saying else []
    start, stop = _hull([*spans, *verb])
    if stop - start <= _FAR:
        yield reading.cut(start, stop)
    else:
        yield from (reading.cut(*_hull(stretch)) for stretch in (spans, verb) if stretch)


def _hull(spans: Sequence[range]) -> tuple[int, int]:
    return min(span.start for span in spans), max(span.stop for span in spans)


def channel(saying: Saying, reading: Reading) -> str | None:
    """Where something was said, by a word next to the verb of saying: "posted on X", "told reporters"."""
    words = reading.lexicon.speech.channels
    for i in _around(reading.doc, saying, reading.lexicon.speech):
        word = reading.doc[i].lower_.rstrip(".")  # "X." at the end of a sentence is one token
        if word in words and (word != "x" or reading.doc[i - 1].lower_ in ("on", "via")):
            return words[word]
    return None


def _around(doc: Doc, saying: Saying, speech: Speech) -> Iterator[int]:
    """Tokens that belong to the verb of saying: its phrases, who is told, and what its subject is called."""
    for child in saying.verb.children:
        told = child.dep_ in ("obj", "iobj") and saying.base in speech.to_audience
        spoken = child.dep_ == "advcl" and child.lower_ in speech.uttering
        where = child.dep_.startswith("obl") and any(case.lower_ in VIA for case in child.children)
        if where or told or spoken or child.dep_.startswith("nsubj"):
            yield from (token.i for token in (child, *child.children))
        if spoken:
            yield from (token.i for part in child.children for token in part.children)
    yield from (
        i
        for i in range(saying.verb.i + 1, min(saying.verb.i + 4, saying.verb.sent.end))
        if saying.base in speech.to_audience or any(token.lower_ in VIA for token in doc[saying.verb.i + 1 : i])
    )
