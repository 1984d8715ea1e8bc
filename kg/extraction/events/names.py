"""Proper names of events: "12th ADMM-Plus Summit", "U.S.-Thailand Strategic and Defense Dialogue"."""

from spacy.tokens import Token

from kg.extraction.coreference import Reading
from kg.extraction.grammar.function_words import ORDINALS

_LONGEST = 20  # tokens of a name before its noun, and behind it
_INSIDE = ORDINALS | {"and", "’s", "'s"}


def proper_name(noun: Token, reading: Reading) -> tuple[int, int] | None:
    """Token range of the proper name an event noun is part of ("12th ADMM-Plus Summit"), None if there is none."""
    known = reading.names.known_at(noun.i)
    doc, start, end = noun.doc, known.start if known else noun.i, known.end if known else noun.i + 1
    while start > max(0, noun.i - _LONGEST) and _named(doc[start - 1]) and not doc[start].is_sent_start:
        start -= 1
    while start < noun.i and (not _begins(doc[start]) or _is_day(doc[start], reading)):
        start += 1
    last = min(len(doc), noun.i + _LONGEST)
    while end < last and (_capital(doc[end]) or (_joins(doc[end]) and end + 1 < len(doc) and _capital(doc[end + 1]))):
        end += 1
    marks = [token.text for token in doc[start:end]]
    if marks.count("(") > marks.count(")") and end < len(doc) and doc[end].text == ")":
        end += 1
    words = doc[start:end]
    if len(words) < 2 or not any(_capital(token) for token in words if token.i != noun.i):
        return None
    if any(i in reading.people_tokens for i in range(start, noun.i)):
        return None
    inside = reading.names.known_in(start, noun.i)
    hits = [hit for hit in inside if hit.end <= noun.i and hit.actor.kind == "country"]
    before = [token for token in doc[start : noun.i] if token.is_alpha]
    first_only = len(before) == 1 and before[0].is_sent_start and before[0].pos_ in ("NOUN", "ADJ")  # "Peace talks"
    if noun.text.islower() and (first_only or sum(hit.end - hit.start for hit in hits) >= len(before)):
        return None  # "the Chinese summit" is no name
    return start, end


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ not in ("PRON", "DET", "ADP", "VERB") and token.lower_ != "the"


def _named(token: Token) -> bool:
    ordinal = token.text[0].isdigit() and token.text[-2:] in ("st", "nd", "rd", "th")
    year = token.shape_ == "dddd" and token.i > 0 and _capital(token.nbor(-1))
    return (
        _capital(token)
        or ordinal
        or year
        or token.text in ("-", "–", "’", "'", "&", ")", "(")
        or token.lower_ in _INSIDE
    )


def _is_day(token: Token, reading: Reading) -> bool:
    """Whether a capitalised word tells when: "Monday's meeting"."""
    return token.lower_ in reading.lexicon.names.never_names and token.nbor(1).tag_ == "POS"


def _begins(token: Token) -> bool:
    return _capital(token) or token.text[0].isdigit() or token.lower_ in ORDINALS


def _joins(token: Token) -> bool:
    return token.lower_ in ("for", "of", "on", "and", "the", "-", "&")
