"""The grammar of headlines: "Norway, Chile ink pact" stands for "Norway and Chile inked a pact"."""

from collections.abc import Iterator, Mapping
from functools import cache

from kg.inflection import verb_forms
from kg.lexicon import Lexicon
from kg.naming.spans import Spans
from kg.parse import Doc, Token

_ENDING = frozenset(".!?:;,")
_JOINING = frozenset({",", "and", "&"})


def lines(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of the lines that no mark ends."""
    start = 0
    for end in (*(token.i for token in doc if "\n" in token.text), len(doc)):
        if start < end and doc[end - 1].text not in _ENDING:
            yield start, end
        start = end + 1


def verb(doc: Doc, start: int, end: int, found: Spans, lexicon: Lexicon) -> Token | None:
    """The verb in the present that a line says of the names, posts or groups with which it begins."""
    i = _subject_end(doc, start, end, found, lexicon)
    if not start < i < end - 1 or found.names.at(i):
        return None
    base = _present(lexicon).get(doc[i].lower_)
    if base in lexicon.senses.nouns and not _opens_object(doc[i + 1], found):
        return None  # "Iran talks resume"
    plural = any(doc[k].text in _JOINING or doc[k].tag_ == "NNS" for k in range(start, i))
    return doc[i] if base is not None and plural == (doc[i].lower_ == base) else None


def infinitive(token: Token, lexicon: Lexicon) -> str:
    """That of a verb that `verb` finds."""
    return _present(lexicon)[token.lower_]


def _subject_end(doc: Doc, start: int, end: int, found: Spans, lexicon: Lexicon) -> int:
    """Where the names, posts and groups with which a line begins end."""
    groups = lexicon.groups.nouns | lexicon.groups.governments | lexicon.agreements.parliaments
    i = start
    while i < end:
        name, word = found.names.at(i), doc[i].lower_
        title = next((one for one in found.titles if one.outer <= i < one.end), None)
        if name is None and title is None and doc[i].text not in _JOINING and not {word, word[:-1]} & groups:
            break
        i = max(i + 1, name.end if name else 0, title.end if title else 0)
    return i


def _opens_object(token: Token, found: Spans) -> bool:
    """Whether a name, a post or what stands before a noun begins here."""
    titled = any(title.outer == token.i for title in found.titles)
    return titled or found.names.at(token.i) is not None or token.tag_ in ("DT", "JJ", "PRP$", "IN", "TO")


def _present(lexicon: Lexicon) -> Mapping[str, str]:
    return _forms(frozenset(lexicon.senses.verbs))


@cache
def _forms(verbs: frozenset[str]) -> Mapping[str, str]:
    """The infinitive of both forms of the present of each verb."""
    return {form: base for base in sorted(verbs) for form in verb_forms(base)[:2]}
