"""The paths in the rules for events: to the arguments that fill a role, and those that speak against a frame."""

from collections.abc import Iterable

from kg.errors import ConfigurationError
from kg.extraction.grammar.function_words import PREPOSITIONS
from kg.extraction.grammar.paths import Path, behind, path
from kg.lexicon import Lexicon

FOUND_BY_RULE = frozenset({"nsubj", "obj", "poss", "amod"})
"""Arguments that are more than a path: who does it, to whom, whose it is, and the countries in front."""


def argument_path(argument: str, lexicon: Lexicon) -> Path:
    """The path to an argument: itself one, one that the rules name, or that to the phrases behind a preposition."""
    given = argument if argument.startswith((">", "<", ".")) else lexicon.arguments.get(argument)
    return path(given) if given else behind(argument)


def check(lexicon: Lexicon) -> None:
    """Compile every path of the rules. Raises ConfigurationError that says in which rule one is no path."""
    _compile("arguments", lexicon.arguments.values())
    for frame in (frame for frames in lexicon.frames.values() for frame in frames):
        arguments = {*frame.roles, *frame.place} - FOUND_BY_RULE - PREPOSITIONS - set(lexicon.arguments)
        _compile(str(frame.rule), [*frame.unless, *arguments])


def _compile(rule: str, texts: Iterable[str]) -> None:
    for text in texts:
        try:
            path(text)
        except ConfigurationError as error:
            raise ConfigurationError(f"the lexicon cannot be used: {rule}: {error}") from error
