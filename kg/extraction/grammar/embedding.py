"""Which predicate embeds a word, by the lexicon: "refused to meet", "rumours of a meeting"."""

from collections.abc import Iterator

from kg.extraction.grammar.function_words import ADJUNCT_LINKS, GERUND_LINKS
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import is_passive
from kg.lexicon import Lexicon
from kg.lexicon.embedding import Embedding
from kg.model import Modality
from kg.parse import Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "conj"})
_PREDICATIVES = path(">xcomp|obj|obl|advcl|advmod{after}")
_UNTRUE = frozenset({"denying", "excluding"})
"""Classes of what is said of what cannot be, or is not, so: "proved false", "made it impossible"."""


def embedding(head: Token, child: Token, lexicon: Lexicon) -> Embedding | None:
    """What the lexicon says of a word that something hangs on."""
    table = lexicon.embedding
    told = _verdict(head, child, lexicon)
    return told or next((table[key] for key in _keys(head, child, lexicon) if key in table), None)


def by_preposition(head: Token, child: Token, lexicon: Lexicon) -> Embedding | None:
    """What the lexicon says of a word to which a gerund is tied: "prevented from visiting", "keen on visiting"."""
    links = frozenset(_links(child))
    if child.i < head.i or not (links & GERUND_LINKS or _is_object(head, child)):
        return None
    table, alone = lexicon.embedding, links.isdisjoint(ADJUNCT_LINKS)
    keys = (key for key in _keys(head, child, lexicon) if " " in key or alone)
    return next((table[key] for key in keys if key in table), None)


def listed(head: Token, child: Token, lexicon: Lexicon) -> Modality | None:
    """The modality, other than done, that the lexicon says a word gives to what hangs on it."""
    told = next((key for key in _keys(head, child, lexicon) if key in lexicon.embedding), None)
    return lexicon.modality.get(told) if told else None


def attribute(word: Token, lexicon: Lexicon) -> Embedding | None:
    """What the lexicon says of a word that tells something of the noun it hangs on: "planned talks"."""
    return lexicon.embedding.get(entry(word, lexicon.embedding) if word.pos_ in ("VERB", "NOUN") else word.lower_)


def by_case(head: Token, child: Token, lexicon: Lexicon) -> bool:
    """Whether the lexicon lists a word with the preposition of what hangs on it: "balked at"."""
    return any(f"{entry(head, lexicon.embedding)} {link}" in lexicon.embedding for link in _links(child))


def _is_object(head: Token, child: Token) -> bool:
    """Whether a gerund stands where the object does, wherever the tree hangs it: "has ruled out signing"."""
    behind = head.i + 1 + any(part.dep_ == "compound:prt" for part in head.rights)
    return child.tag_ == "VBG" and child.left_edge.i == behind


def _verdict(head: Token, child: Token, lexicon: Lexicon) -> Embedding | None:
    """What a verb says that calls untrue what it embeds: "proved false", "denounced as fake"."""
    if head.pos_ != "VERB":
        return None
    parts = (part for part in _PREDICATIVES(head) if part != child)
    found = (lexicon.embedding.get(entry(part, lexicon.embedding)) for part in parts)
    return next((one for one in found if one and one.kind in _UNTRUE), None)


def _keys(head: Token, child: Token, lexicon: Lexicon) -> Iterator[str]:
    """How a word may stand there: with its verb, a word that hangs on it, the preposition of `child`, or alone."""
    lemma = entry(head, lexicon.embedding)
    if lemma in lexicon.phrasal:
        if head.dep_ == "obj":
            yield f"{entry(head.head, lexicon.embedding)} {lemma}"
        yield from (f"{lemma} {part.lower_}" for part in head.children if part != child and part.dep_ not in _SUBJECTS)
        yield from (f"{lemma} {case}" for case in _links(child))
        if child.dep_ == "obj" and not is_passive(head):
            yield f"{lemma} {child.lemma_.lower()}"  # "offered a dinner", which is no offer
        if led := " ".join(case.lower_ for case in head.children if case.dep_ == "case"):
            yield f"{led} {lemma}"
    yield lemma


def _links(child: Token) -> Iterator[str]:
    return (case.lower_ for case in child.children if case.dep_ in ("case", "mark"))
