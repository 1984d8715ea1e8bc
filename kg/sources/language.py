"""Whether a text is English, which is what the extractor reads."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import SourceError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 0.2
"""English function words for each running word from which on a text is English; in most it is about .35."""
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
_FUNCTION_WORDS = frozenset(  # those that are no words of other languages, as "in", "was" and "on" are
    _WORD.findall("""the of and that with from by has have had which who whom whose will would are were be been being
    it its this these those their they them his him she our you your not but if than then when while where there after
    before between into about against during through both all any such other some may can could should must said says
    also what how up out did does""")
)
_ENGLISH = frozenset({"en", "pcm", "sco", "jam"})  # with its nearest relatives, which its headlines are taken for


def check_english(text: str) -> None:
    """Raises SourceError for a text that is not English. What is too short to tell is let through.

    Only words in lower case are looked at, so that names in another language weigh nothing.
    """
    sample = _ADDRESS.sub(" ", text[:SAMPLE])
    words = _WORD.findall(sample)
    foreign = _FOREIGN.findall(sample)
    if sum(map(len, foreign)) > sum(map(len, words)) / 2:
        raise _not_english(_ranked(" ".join(foreign)))
    running = [word for word in words if word.islower()]
    english = sum(word.lower() in _FUNCTION_WORDS for word in words)
    if len(running) < FEWEST or english >= ENOUGH * len(running):
        return
    likeliest = _ranked(" ".join(running))[:NEIGHBOURS]
    if sum(probability for language, probability in likeliest if language not in _ENGLISH) >= SUREST:
        raise _not_english(likeliest)


def _not_english(languages: Sequence[tuple[str, float]]) -> SourceError:
    return SourceError(f"not English (looks like {_name(languages[0][0])}); Diplograph reads English")


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
