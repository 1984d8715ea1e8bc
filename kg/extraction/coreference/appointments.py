"""Whom a predicate gives a post: "she served as ambassador", "she was elected president", "she became president"."""

from kg.extraction.grammar.polarity import negated, supposed
from kg.lexicon.words import People
from kg.parse import Token


def holder(head: Token, people: People) -> tuple[Token | None, bool, bool]:
    """The word for whom a predicate gives the post `head`, whether it is said of the past, and by a verb of no such."""
    children = {child.lower_ for child in head.children}
    if any(child.dep_ == "cop" for child in head.children):
        elected = next((t for t in head.children if t.tag_ == "VBN" and t.lemma_.lower() in people.appointing), None)
        told = not _is_open(head) and not (elected and _is_open(elected))  # "was elected president" may be read so, too
        return _child(head, "nsubj") if told else None, "was" in children and elected is None, False
    if "as" not in children:
        return _taker(head, people), False, False
    verb = next((t for t in head.ancestors if t.pos_ == "VERB"), None)
    if verb is None:
        return None, False, False
    lemma = verb.lemma_.lower()
    if lemma in people.serving:
        return _child(verb, "nsubj"), verb.tag_ in ("VBD", "VBN"), False
    return (_child(verb, "nsubj:pass") or _child(verb, "obj")), False, lemma not in people.appointing


def _taker(head: Token, people: People) -> Token | None:
    """Who took a post: "Lund became president", "Lund was elected president", but "Lund may become president"."""
    verb = head.head
    lemma, done = verb.lemma_.lower(), verb.tag_ in ("VBD", "VBN")
    if head.dep_ not in ("obj", "xcomp") or not done or _is_open(verb):
        return None
    if lemma in people.turning:
        return _child(verb, "nsubj")
    return _child(verb, "nsubj:pass") if lemma in people.appointing else None


def _is_open(predicate: Token) -> bool:
    """Whether what is said is denied, or only possible or to come."""
    return any(child.tag_ == "MD" for child in predicate.children) or negated(predicate) or supposed(predicate)


def _child(head: Token, dep: str) -> Token | None:
    return next((child for child in head.children if child.dep_ == dep), None)
