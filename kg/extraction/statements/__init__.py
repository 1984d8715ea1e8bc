"""What is said, word for word or in the words of the document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.arguments.candidates import Candidate, EntityCandidate, Verdict
from kg.extraction.coreference import Reading, Reference
from kg.extraction.grammar.function_words import FIRST_PERSON, VIA
from kg.extraction.grammar.syntax import clause_of, subjects
from kg.extraction.statements import decision, reported
from kg.extraction.statements.attribution import Attributed, attribute
from kg.extraction.statements.candidates import StatementCandidate
from kg.extraction.statements.cues import Saying, cues, sayings
from kg.extraction.statements.verbatim import verbatim
from kg.lexicon.words import Speech
from kg.model import Argument, Mention, Statement, StatementKind
from kg.naming.quotations import Quotation
from kg.parse import Doc, Token
from kg.rule import GOING_ON, Rule

_FAR = 2_000
"""Tokens from a saying to what goes on from it; a sentence between them would be cited with every further quotation."""


@dataclass(frozen=True, kw_only=True)
class _Quoted(StatementCandidate):
    """Quotations that may make one statement."""

    item: Attributed


def read(reading: Reading) -> list[Statement]:
    """The statements of a document, in the order of their texts."""
    whole = verbatim(reading)
    standing = [one for one in _proposed(reading, whole) if decision.against(one) is None]
    facts = [_quoted_statement(one.item, reading) for one in standing if isinstance(one, _Quoted)]
    facts += [_quoted_statement(item, reading) for item in whole]
    facts += [_reported_statement(one, reading) for one in standing if isinstance(one, reported.Clause)]
    facts.sort(key=lambda fact: (fact.text.begin, fact.text.end))
    return [fact.model_copy(update={"id": f"s{n}"}) for n, fact in enumerate(facts, 1)]


def verdicts(reading: Reading) -> Iterator[Verdict[Candidate]]:
    """The verdicts on all that may be a statement, but what is given verbatim, and on who may speak."""
    for candidate in _proposed(reading, verbatim(reading)):
        yield Verdict(candidate, decision.against(candidate))
        found = [one for one in candidate.arguments if isinstance(one, EntityCandidate)]
        for one, against in decision.against_speakers(found):
            yield Verdict(one, against, candidate)


def _proposed(reading: Reading, whole: Sequence[Attributed]) -> Iterator[StatementCandidate]:
    """What may be a statement beside what is given verbatim: quotations, then what sayings report otherwise."""
    given = [item.quotations[0] for item in whole]
    covered = {i for quote in given for i in range(quote.start, quote.stop)}
    quoted = [quote for quote in reading.quotations if not quote.is_name and quote.start not in covered]
    silent = covered | {i for quote in quoted for i in range(quote.start, quote.stop)}
    spoken = sayings(reading, cues(reading), silent)
    found = [_candidate(item, reading) for item in attribute(reading, quoted, spoken)]
    yield from found
    items = [one.item for one in found if decision.against(one) is None]
    taken = {item.saying.verb.i for item in items if item.saying}
    heard = {i for item in items for quote in item.quotations for i in range(quote.start, quote.stop)}
    yield from reported.clauses(reading, spoken, taken, heard)


def _candidate(item: Attributed, reading: Reading) -> _Quoted:
    first, saying = item.quotations[0], item.saying
    return _Quoted(
        word=saying.verb if saying else reading.doc[first.start],
        rule=saying.base if saying else "goes on",
        arguments=saying.proposed if saying else (),
        kind=StatementKind.QUOTED,
        speakers=item.speakers,
        start=first.start,
        end=item.quotations[-1].stop,
        words=max(len(quote.words) for quote in item.quotations),
        item=item,
    )


def quoted(statements: Iterable[Statement], reading: Reading) -> frozenset[int]:
    """Indices of the tokens in quotation marks that somebody is quoted with, but for what he tells of himself."""
    begins = {statement.text.begin for statement in statements if statement.kind is StatementKind.QUOTED}
    quotations = [quote for quote in reading.quotations if quote.begin in begins]
    words = (reading.doc[i] for quote in quotations for i in range(quote.start, quote.stop))
    opening = {i for quote in quotations for i in _opening(quote, reading)}
    return frozenset(word.i for word in words if word.i not in opening and not _tells_of_himself(word, reading))


def _opening(quote: Quotation, reading: Reading) -> Iterator[int]:
    """The words of a beginning without a subject, of which the speaker is: "Pleased to meet her", "Good talks with"."""
    doc, embedding = reading.doc, reading.lexicon.embedding
    first = next((doc[i] for i in range(quote.start, quote.stop) if not doc[i].is_quote), None)
    if first is None or any(child.dep_.startswith("nsubj") for child in first.children):
        return
    feeling = (known := embedding.get(first.lower_)) is not None and known.kind == "feeling"
    if first.dep_ == "amod" and first.lower_ in reading.lexicon.speech.valuing and first.head.pos_ == "NOUN":
        if not first.head.dep_.startswith("nsubj"):
            yield first.head.i
    elif feeling or first.tag_ in ("VBD", "VBN"):
        yield from (first.i, *(child.i for child in first.children if child.dep_ == "xcomp"))


def _tells_of_himself(word: Token, reading: Reading) -> bool:
    """Whether a known speaker does, or is part of, what a word states: "I met her", "my talks with her"."""
    clause = clause_of(word)
    about = [*word.children, *subjects(clause), *clause.children]
    about += [child for one in about for child in one.children if child.dep_ == "conj"]
    return any(one.lower_ in FIRST_PERSON and reading.single(one) for one in about)


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
