"""The words of a name as names are compared: without case and accents, then without what may be left out."""

import re
import unicodedata
from functools import lru_cache

from kg.lexicon import lexicon

MOST = 1 << 16
"""Names that are remembered; a worker may read millions."""
_NOT_A_LETTER = re.compile(r"[^\w\s]|_")
_INVISIBLE = ("Cf", "Cc")  # zero-width and bidirectional marks, soft hyphens, controls


@lru_cache(maxsize=MOST)
def plain(name: str) -> str:
    """A name without case, accents, punctuation and invisible characters; letters of other scripts stay as they are.

    >>> plain("  Jean-Yves  LE DRIAN\\u200b"), plain("B.N. Reddy"), plain("О'Neil")
    ('jean yves le drian', 'b n reddy', 'о neil')
    """
    visible = "".join(c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) not in _INVISIBLE)
    bare = "".join(c for c in visible if not unicodedata.combining(c)).casefold()
    return " ".join(_NOT_A_LETTER.sub(" ", bare).split())


@lru_cache(maxsize=MOST)
def fold(name: str) -> tuple[str, ...]:
    """The words of a name as names are compared: plain, without what tells a generation, and without a possessive 's.

    >>> fold("Bashar al-Assad"), fold("Kari Lund Jr.'s")
    (('bashar', 'al', 'assad'), ('kari', 'lund'))
    """
    generations = lexicon().names.generations
    return tuple(word for word in plain(name).split() if word not in generations and word != "s")


@lru_cache(maxsize=MOST)
def words(name: str) -> tuple[str, ...]:
    """The words of a person's name without particles that may be left out, unless it has nothing else.

    >>> words("Ursula von der Leyen")
    ('ursula', 'leyen')
    """
    every, optional = fold(name), lexicon().names.optional
    return tuple(word for word in every if word not in optional) or every
