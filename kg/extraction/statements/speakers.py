"""Who speaks, by the words beside a verb of saying, where the parse does not tell: "Lund, also there, said"."""

from collections.abc import Container, Iterable

from kg.extraction.coreference import PEOPLE, Reading, Reference
from kg.extraction.grammar.function_words import PREPOSITIONS
from kg.model import EntityKind
from kg.parse import Token

_FAR = 40  # tokens up to the verb
_NEAR = 25  # tokens behind it
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_APART = frozenset({",", "(", ")", "–", "—", "-", "--"})
_ENDS = frozenset({".", "!", "?", ";", ":"})


def in_front(verb: Token, reading: Reading, skip: Container[int]) -> Reference | None:
    """Whoever is named first between the words before and a verb, right before it or before what stands apart."""
    doc, first, last = reading.doc, _clause_start(verb, skip), verb.i
    while last > first and doc[last - 1].tag_ in ("RB", "VBZ", "VBP", "VBD") and not doc[last - 1].is_punct:
        last -= 1  # "has also said"
    i = _past_circumstance(reading, first, last)
    while i < last and not (doc[i].text in _APART or doc[i].lower_ in PREPOSITIONS or doc[i].tag_ in _FINITE):
        ref = next(iter(reading.single(doc[i])), None)
        if ref is None or ref.end <= i:
            i += 1
        elif ref.end < last and doc[ref.end].tag_ == "POS":
            i = ref.end + 1
        elif ref.end == last or (doc[ref.end].text in _APART and doc[last - 1].text in _APART and ref.end < last - 1):
            return ref
        else:
            i = ref.end
    return _apposed(reading, first, last)


def _apposed(reading: Reading, first: int, last: int) -> Reference | None:
    """The person named last in front of a verb, behind a long description: "the head of its board, Kari Lund, said"."""
    doc = reading.doc
    apart = last - 1 > first and doc[last - 1].text == ","
    ref = _person(reading.single(doc[last - 1 - apart]), reading) if last > first else None
    if ref is None or ref.start <= first:
        return ref
    before = doc[ref.start - 1]
    if any(token.tag_ in _FINITE for token in doc[first : ref.start]):
        return None  # "a farmer who had met Kari Lund said"
    return ref if before.text == "," or not (apart or before.lower_ in PREPOSITIONS or before.tag_ == "CC") else None


def _clause_start(verb: Token, skip: Container[int]) -> int:
    doc, i = verb.doc, verb.i
    while i > max(verb.i - _FAR, 0) and not (_is_mark(doc[i - 1]) or doc[i - 1].text in _ENDS or i - 1 in skip):
        i -= 1
    return i


def _is_mark(token: Token) -> bool:
    return token.is_quote or (token.is_space and "\n" in token.text)


def _past_circumstance(reading: Reading, first: int, last: int) -> int:
    """Where a clause begins behind "In December,", "and" and marks."""
    doc = reading.doc
    while first < last and (doc[first].is_punct or doc[first].is_space or doc[first].tag_ in ("CC", "RB", "DT")):
        first += 1
    if first < last and doc[first].lower_ in PREPOSITIONS:
        comma = next((i for i in range(first, last) if doc[i].text == ","), None)
        return first if comma is None else _past_circumstance(reading, comma + 1, last)
    return first


def behind(verb: Token, reading: Reading, skip: Container[int]) -> Reference | None:
    """Whoever is named first behind a verb, or behind a post without name: "said the head of the party, Mr. Lund"."""
    doc, inside, other = reading.doc, False, None
    for i in range(verb.i + 1, min(verb.i + _NEAR, len(doc))):
        token = doc[i]
        if i in skip or _is_mark(token) or token.text in _ENDS or token.tag_ in _FINITE | {"WP", "WDT", "WRB"}:
            break
        if token.text == ",":
            ref = _person(reading.single(doc[i + 1]), reading) if i + 1 < len(doc) else None
            return ref or other
        inside |= token.lower_ in PREPOSITIONS
        ref = next(iter(reading.single(token)), None)
        if ref is None or inside or (ref.end < len(doc) and doc[ref.end].tag_ == "POS"):
            continue
        if _person([ref], reading):
            return ref
        other = other or ref
    return other


def _person(references: Iterable[Reference], reading: Reading) -> Reference | None:
    return next((ref for ref in references if reading.known(ref.entity).kind is EntityKind.PERSON), None)


def people(references: Iterable[Reference], reading: Reading) -> bool:
    """Whether persons are among some, or posts."""
    return any(reading.known(ref.entity).kind in PEOPLE for ref in references)
