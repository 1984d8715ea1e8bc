"""Whether a text is English, which is what the extractor reads."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.sources.words import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 0.2
"""English function words for each running word from which on a text is English; in most it is about .35."""
NO_LANGUAGE = "zxx"
"""ISO 639 for what is in none, "xkf qv jjw"."""
MANY, LEAST = 50, 0.03
"""Running words, and function words for each, from and below which that is believed however likely others are."""
LONGEST = 20
"""Letters a word, on average, of what is no text; English has five or six."""
FEWEST = 5
"""Running words below which nothing is said about a text in Latin letters: a list of names has none."""
SUREST = 0.8
"""Probability from which on other languages are believed."""
NEIGHBOURS = 3
"""Languages that share it: Malay and Indonesian are hardly told apart."""
SAMPLE = 50_000
"""Characters that the language is told from."""

_ADDRESS = re.compile(r"(?<!\S)\S*(?:[@/\\_]|\.\w)\S*")
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\x00-\u024f\u1e00-\u1eff]+")


def check_english(text: str) -> None:
    """Raises SourceError for a text that is not English, or no text. What is too short to tell is let through.

    English is told by its function words; another language by the words in lower case, so that names weigh nothing.
    """
    sample = _ADDRESS.sub(" ", text[:SAMPLE])
    found = _WORD.findall(sample)
    letters = sum(map(len, found))
    foreign = _FOREIGN.findall(sample)
    if sum(map(len, foreign)) > letters / 2:
        raise _not_english(_ranked(" ".join(foreign)))
    running = [word for word in found if word.islower()]
    english = sum(word.lower() in words().function_words for word in found)
    if letters > LONGEST * len(found) or not found:
        raise _not_english([(NO_LANGUAGE, 1.0)])
    if len(running) < FEWEST or english >= ENOUGH * len(running):
        return
    likeliest = _ranked(" ".join(running))[:NEIGHBOURS]
    if sum(probability for language, probability in likeliest if language not in words().relatives) >= SUREST:
        raise _not_english(likeliest)
    if likeliest[0][0] == NO_LANGUAGE and len(running) >= MANY and english < LEAST * len(running):
        raise _not_english(likeliest)


def _not_english(languages: Sequence[tuple[str, float]]) -> SourceError:
    code = languages[0][0]
    told = "nor any other language" if code == NO_LANGUAGE else f"(looks like {_name(code)})"
    return SourceError(f"not English {told}; Diplograph reads English")


def _ranked(text: str) -> list[tuple[str, float]]:
    """The languages that a text may be in, with their probabilities, the likeliest first."""
    return [(str(code), float(probability)) for code, probability in _identifier().rank(text)]


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid import langid  # takes a second to load, which English texts need not pay

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _name(code: str) -> str:
    """The name of a language.

    >>> _name("fr"), _name("el"), _name("xx")
    ('French', 'Modern Greek', 'xx')
    """
    import pycountry

    found = pycountry.languages.get(**{f"alpha_{len(code)}": code})
    return str(found.name).split(" (")[0] if found else code
