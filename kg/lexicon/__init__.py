"""The words the extractor reads by, from `words.yaml` and `rules.yaml`, and those that a file of one's own adds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from kg.errors import ConfigurationError
from kg.lexicon.loader import Loader
from kg.lexicon.rules import Confidence, Frame, Frames, Rules
from kg.lexicon.sections import joined, read, set_names, word_sets
from kg.lexicon.words import WordClasses
from kg.vocab import ontology_path, own_path

__all__ = [
    "OWN_WORDS",
    "Frame",
    "Lexicon",
    "Loader",
    "blaming",
    "by_file",
    "class_names",
    "lexicon",
    "lexicon_files",
]

OWN_WORDS = "KG_LEXICON"
"""The environment variable that names a file with words to add: the same sections, with the new words alone."""
_SHIPPED = ("words.yaml", "rules.yaml")
T = TypeVar("T", WordClasses, Rules)


@dataclass(frozen=True, slots=True)
class Lexicon(WordClasses):
    """The word classes and the rules; the heads of the files say what each part means."""

    confidence: Confidence
    arguments: Mapping[str, str]
    frames: Frames
    frame_words: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    """Every class of words by its name: `events.waters`."""


def lexicon_files() -> tuple[Path, ...]:
    """The file with words of one's own, if the environment names one, and the shipped ones."""
    own = own_path(OWN_WORDS)
    shipped = ontology_path("en/words.yaml"), ontology_path("en/rules.yaml")
    return (own, *shipped) if own else shipped


def by_file() -> Iterator[tuple[Path, Lexicon]]:
    """The shipped lexicon, and then that with words of one's own, if there are any.

    Each has before it the file whose rules are to blame where one is wrong and those before it are sound.
    """
    *own, words, rules = lexicon_files()
    yield rules, _loaded((words, rules))
    for path in own:
        yield path, lexicon()


def lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon in the files of `folder`, or else in `lexicon_files()`. Raises ConfigurationError: what is wrong."""
    return _loaded(tuple(folder / name for name in _SHIPPED) if folder else lexicon_files())


@cache
def class_names() -> frozenset[str]:
    """The names of the classes of words: `events.waters`."""
    return set_names(WordClasses)


@cache
def _loaded(paths: tuple[Path, ...]) -> Lexicon:
    *own, words, rules = paths
    if not own:
        return _lexicon(_checked(WordClasses, _data(words), words), _checked(Rules, _data(rules), rules))
    (path,) = own
    _loaded((words, rules))  # what is wrong there is not to be blamed on one's own
    with blaming(path):
        added = joined(_data(path), _data(words) | _data(rules))
    of_words, of_rules = ({name: added[name] for name in _data(file)} for file in (words, rules))
    return _lexicon(_checked(WordClasses, of_words, path), _checked(Rules, of_rules, path))


def _lexicon(words: WordClasses, rules: Rules) -> Lexicon:
    sections = {field.name: getattr(words, field.name) for field in fields(words) if field.init}
    lemmas = frozenset(lemma for lemma, _ in rules.frames)
    return Lexicon(
        **sections,
        confidence=rules.confidence,
        arguments=rules.arguments,
        frames=rules.frames,
        frame_words=lemmas,
        classes=word_sets(words),
    )


@cache
def _data(path: Path) -> Any:
    with blaming(path):
        return yaml.load(path.read_text(encoding="utf-8"), Loader)


def _checked(kind: type[T], data: Any, path: Path) -> T:
    with blaming(path):
        return read(kind, data)


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Says of what goes wrong with a file that it is this one."""
    try:
        yield
    except (OSError, yaml.YAMLError, TypeError, ValueError, RecursionError) as error:
        raise ConfigurationError(f"the lexicon {path} cannot be used: {' '.join(_told(error).split())}") from error


def _told(error: Exception) -> str:
    """What is wrong, and on which line if YAML says so."""
    if isinstance(error, RecursionError):
        return "its lists are nested too deeply; write a list of words"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return str(error).replace('in "<unicode string>", ', "at ")
