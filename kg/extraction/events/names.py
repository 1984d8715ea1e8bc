"""Proper names of events: "12th ADMM-Plus Summit", "U.S.-Thailand Strategic and Defense Dialogue"."""

from kg.extraction.coreference import Reading
from kg.extraction.grammar.function_words import ORDINALS
from kg.parse import Token

_LONGEST = 20  # tokens of a name before its noun, and behind it
_INSIDE = ORDINALS | {"and", "’s", "'s"}


def proper_name(noun: Token, reading: Reading) -> tuple[int, int] | None:
    """Token range of the proper name an event noun is part of ("12th ADMM-Plus Summit"), None if there is none."""
    start, end = _first_token(noun, reading), _behind_last_token(noun, reading)
    capital = any(_capital(token) for token in noun.doc[start:end] if token.i != noun.i)
    if end - start < 2 or not capital or any(i in reading.people_tokens for i in range(start, end)):
        return None
    return None if noun.text.islower() and _is_only_qualified(noun, start, reading) else (start, end)


def _first_token(noun: Token, reading: Reading) -> int:
    """Where a name begins before its noun: "12th" in "the 12th ADMM-Plus Summit"."""
    doc, known = noun.doc, reading.names.known_at(noun.i)
    start = known.start if known else noun.i
    while start > max(0, noun.i - _LONGEST) and _may_be_in_name(doc[start - 1]) and not doc[start].is_sent_start:
        start -= 1
    while start < noun.i and (not _begins(doc[start]) or _is_day(doc[start], reading)):
        start += 1
    return start


def _behind_last_token(noun: Token, reading: Reading) -> int:
    """Where a name ends behind its noun: "Conference on Disarmament", with the bracket that closes it."""
    doc, known = noun.doc, reading.names.known_at(noun.i)
    end, last = known.end if known else noun.i + 1, min(len(noun.doc), noun.i + _LONGEST)
    while end < last and (_capital(doc[end]) or (_joins(doc[end]) and end + 1 < len(doc) and _capital(doc[end + 1]))):
        end += 1
    marks = [token.text for token in doc[_first_token(noun, reading) : end]]
    opened = marks.count("(") > marks.count(")")
    return end + (opened and end < len(doc) and doc[end].text == ")")


def _is_only_qualified(noun: Token, start: int, reading: Reading) -> bool:
    """Whether capitals only tell whose it is or begin a sentence: "the Chinese summit", "Peace talks"."""
    known = reading.names.known_in(start, noun.i)
    hits = [hit for hit in known if hit.end <= noun.i and hit.actor.kind == "country"]
    before = [token for token in noun.doc[start : noun.i] if token.is_alpha]
    first = before[:1] and (before[0].is_sent_start or before[0].nbor(-1).is_quote)
    first_only = len(before) == 1 and first and before[0].pos_ in ("NOUN", "ADJ")
    return bool(first_only) or sum(hit.end - hit.start for hit in hits) >= len(before)


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ not in ("PRON", "DET", "ADP", "VERB") and token.lower_ != "the"


def _may_be_in_name(token: Token) -> bool:
    ordinal = token.text[0].isdigit() and token.text[-2:] in ("st", "nd", "rd", "th")
    year = token.word.shape == "dddd" and token.i > 0 and _capital(token.nbor(-1))
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
