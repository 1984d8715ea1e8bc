"""Whom a predicate gives a post: "she served as ambassador", "she was elected president", "she became president"."""

from collections.abc import Iterator

from kg.extraction.grammar.polarity import negated, supposed
from kg.lexicon.words import People
from kg.parse import Token

Given = tuple[Token, bool, bool]
"""The word for whom a predicate gives a post, whether it is said of the past, and by a verb of no such."""


def holders(head: Token, people: People) -> Iterator[Given]:
    """For whom a predicate gives the post `head`: "succeeded her as president" does so for two."""
    children = {child.lower_ for child in head.children}
    if any(child.dep_ == "cop" for child in head.children):
        elected = next((t for t in head.children if t.tag_ == "VBN" and t.lemma_.lower() in people.appointing), None)
        told = not _is_open(head) and not (elected and _is_open(elected))  # "was elected president" may be read so, too
        yield from _given(_child(head, "nsubj") if told else None, past="was" in children and elected is None)
    elif "as" not in children:
        yield from _given(_taker(head, people) or _elected(head, people))
    elif verb := next((t for t in head.ancestors if t.pos_ == "VERB"), None):
        yield from _of_verb(verb, people)


def predecessors(head: Token, people: People) -> Iterator[Token]:
    """Those who are replaced by the one to whom the sentence gives the post `head`: ", replacing Lund"."""
    for verb in head.sent:
        replaces = verb.lemma_.lower() in people.succeeding and not _is_open(verb)
        if replaces and verb.tag_ in ("VBD", "VBZ", "VBG") and (replaced := _child(verb, "obj")):
            yield replaced


def _of_verb(verb: Token, people: People) -> Iterator[Given]:
    """Those of whom a verb with "as" and a post tells that."""
    lemma, done = verb.lemma_.lower(), verb.tag_ in ("VBD", "VBN") and not _is_open(verb)
    suffers = _child(verb, "nsubj:pass") or _child(verb, "obj")
    if lemma in people.serving:
        yield from _given(_child(verb, "nsubj"), past=verb.tag_ in ("VBD", "VBN"))
    elif lemma in people.leaving:
        yield from _given(_child(verb, "nsubj") if done else None, past=True)
    elif lemma in people.removing:
        yield from _given(suffers if done else None, past=True)
    elif lemma in people.succeeding:
        yield from _given(_child(verb, "nsubj") if done else None)
        yield from _given(suffers if done else None, past=True)
    else:
        yield from _given(suffers, idle=lemma not in people.appointing)


def _given(word: Token | None, *, past: bool = False, idle: bool = False) -> Iterator[Given]:
    if word is not None:
        yield word, past, idle


def _taker(head: Token, people: People) -> Token | None:
    """Who took a post: "Lund became president", "Lund was elected president", but "Lund may become president"."""
    verb = head.head
    lemma, done = verb.lemma_.lower(), verb.tag_ in ("VBD", "VBN")
    if head.dep_ not in ("obj", "xcomp") or not done or _is_open(verb):
        return None
    if lemma in people.turning:
        return _child(verb, "nsubj")
    return _child(verb, "nsubj:pass") if lemma in people.appointing else None


def _elected(head: Token, people: People) -> Token | None:
    """Who was given a post that the parse made the main word: "Lund was elected president on Monday"."""
    verbs = (child for child in head.children if child.tag_ == "VBN" and child.lemma_.lower() in people.appointing)
    return next((who for verb in verbs if not _is_open(verb) and (who := _child(verb, "nsubj:pass"))), None)


def _is_open(predicate: Token) -> bool:
    """Whether what is said is denied, or only possible or to come."""
    return any(child.tag_ == "MD" for child in predicate.children) or negated(predicate) or supposed(predicate)


def _child(head: Token, dep: str) -> Token | None:
    return next((child for child in head.children if child.dep_ == dep), None)
