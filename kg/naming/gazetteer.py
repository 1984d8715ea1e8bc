"""Known names in running text: the longest run of tokens that is a name, a demonym or a metonym of an actor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from spacy.lang.en import English

from kg.actors import Actor, actors
from kg.lexicon import lexicon

Form = Literal["name", "demonym", "metonym"]
_NOBODY = ()
"""Stands in the tree for a name that holds an actor's, but is none: "Latin America"."""
_END = ""  # no token is empty, so this key marks the end of a name in the tree


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `start` to `end` (exclusive) are a `form` of the actor."""

    start: int
    end: int
    form: Form
    actor: Actor

    @property
    def is_of_state(self) -> bool:
        """Whether it names an organ of a state."""
        return self.actor.organ

    @property
    def served(self) -> str:
        """Key of whom a post in it serves: the state of its organ, or else the actor."""
        return self.actor.of if self.actor.organ and self.actor.of else self.actor.key


def hits(words: Sequence[str]) -> Iterator[Hit]:
    """The known names among the tokens, left to right, longest first, none overlapping."""
    tree = _tree()
    start = 0
    last: Hit | None = None
    while start < len(words):
        end, named = _longest(words, start, tree)
        if named is not _NOBODY:
            hit = Hit(start, end, *named)
            bare = hit.actor.bare and " ".join(words[start:end]) in hit.actor.bare
            if not (bare and _is_anothers(words, hit, last, tree)):
                yield hit
                last = hit
        start = end


def _is_anothers(words: Sequence[str], hit: Hit, last: Hit | None, tree: Mapping[str, Any]) -> bool:
    """Whether a bare "Security Council" is not the one known: "Mediation and Security Council", "Peru's", "of Peru"."""
    known, start = last.end if last else -1, hit.start
    if start > 1 and words[start - 1] in ("and", "&"):
        return words[start - 2].istitle() and known != start - 1
    if last and last.actor.kind == "country" and known >= start - 1:
        return known == start or words[start - 1] in ("'s", "’s", "'", "’")
    behind = hit.end + 1 + (words[hit.end + 1 : hit.end + 2] == ["the"])
    if words[hit.end : hit.end + 1] != ["of"] or behind >= len(words):
        return False
    owner = _longest(words, behind, tree)[1]
    return owner is not _NOBODY and bool(owner[1].key != hit.actor.of)


def _longest(words: Sequence[str], start: int, tree: Mapping[str, Any]) -> tuple[int, Any]:
    """Where the longest name ends, and whose it is in which form; the next token and nobody, if none begins there."""
    named, last, node, end = _NOBODY, start + 1, tree, start
    while end < len(words) and (deeper := node.get(words[end])) is not None:
        node, end = deeper, end + 1
        if _END in node:
            last, named = end, node[_END]
    return last, named


@cache
def _tree() -> Mapping[str, Any]:
    """Nested by token. Where two actors share a word, a name outranks a demonym, and that a metonym."""
    tree: dict[str, Any] = {}
    for name, form, actor in _entries():
        node = tree
        for word in words_of(name):
            node = node.setdefault(word, {})
        node.setdefault(_END, (form, actor))
    for region in lexicon().names.regions:
        node = tree
        for word in words_of(_capitalised(region)):
            node = node.setdefault(word, {})
        node[_END] = _NOBODY
    return tree


def words_of(name: str) -> list[str]:
    """The tokens of a listed name: most are letters alone, and none of those is one that a tokenizer parts."""
    return name.split() if name.replace(" ", "").isalpha() else [token.text for token in _tokenizer()(name)]


@cache
def _tokenizer() -> Any:  # written in Cython, without types
    return English().tokenizer


def _capitalised(name: str) -> str:
    """A name with capitals: "Gulf of Mexico"."""
    return " ".join(word if word in ("of", "and", "the") else word.capitalize() for word in name.split())


def _entries() -> Iterator[tuple[str, Form, Actor]]:
    known = actors().values()
    for actor in known:
        yield from ((variant, "name", actor) for name in actor.names for variant in _variants(name))
    for actor in known:
        yield from ((variant, "demonym", actor) for name in actor.demonyms for variant in _variants(name))
    for actor in known:
        yield from ((name, "metonym", actor) for name in (*actor.metonyms, *actor.capitals))


def _variants(name: str) -> Iterator[str]:
    """A name, the same with "The" in it, and in capitals where that is how a headline may print it."""
    yield name
    if " the " in name:
        yield name.replace(" the ", " The ")
    if len(name) > 4:
        yield name.upper()
