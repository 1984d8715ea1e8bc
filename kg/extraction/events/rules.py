"""The paths in the rules for events: to the arguments that fill a role, and those that speak against a frame."""

from collections.abc import Iterable
from itertools import chain

from kg.errors import ConfigurationError
from kg.extraction.grammar.function_words import PREPOSITIONS
from kg.extraction.grammar.paths import Path, behind, path
from kg.lexicon import Lexicon, blaming, by_file

FOUND_BY_RULE = frozenset({"nsubj", "obj", "poss", "amod"})
"""Arguments that are more than a path: who does it, to whom, whose it is, and the countries in front."""
_STEPS = (">", "<", ".")


def argument_path(argument: str, lexicon: Lexicon) -> Path:
    """The path to an argument: itself one, one that the rules name, or that to the phrases behind a preposition."""
    given = argument if argument.startswith(_STEPS) else lexicon.arguments.get(argument)
    return path(given) if given else behind(argument)


def check() -> None:
    """Compile every path of the rules. Raises ConfigurationError that says in which file and rule one is no path."""
    for file, lexicon in by_file():
        with blaming(file):
            _check(lexicon)


def _check(lexicon: Lexicon) -> None:
    _compile("arguments", lexicon.arguments.values())
    for frame in (frame for frames in lexicon.frames.values() for frame in frames):
        arguments = {*frame.roles, *frame.place} - FOUND_BY_RULE - PREPOSITIONS - set(lexicon.arguments)
        _compile(str(frame.rule), chain(frame.unless, (_as_path(name, lexicon) for name in sorted(arguments))))


def _compile(rule: str, texts: Iterable[str]) -> None:
    try:
        for text in texts:
            path(text)
    except (ConfigurationError, ValueError) as error:
        raise ValueError(f"{rule}: {error}") from error


def _as_path(argument: str, lexicon: Lexicon) -> str:
    """An argument that is a path. Raises ValueError, which says what else one may be."""
    if not argument.startswith(_STEPS):
        raise ValueError(
            f"there is no argument {argument!r}; one is {', '.join(sorted(FOUND_BY_RULE))}, a preposition "
            f"({', '.join(sorted(PREPOSITIONS))}), a name under `arguments` ({', '.join(lexicon.arguments)}), "
            f"or a path, which begins with {' '.join(_STEPS)}"
        )
    return argument
