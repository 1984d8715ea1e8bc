"""The words by which inputs are told, from `sources.yaml` and `en/function_words.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ConfigurationError
from kg.vocab import ontology_path

_PARTS = {"sources.yaml": ("relatives", "columns"), "en/function_words.yaml": ("function_words",)}


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in the files; see there what each part means."""

    function_words: frozenset[str]
    relatives: frozenset[str]
    columns: frozenset[str]


@cache
def words(folder: Path | None = None) -> Words:
    """The words in the files of `folder`, or else in the shipped ones. Raises `ConfigurationError`: what is wrong."""
    folder = folder or ontology_path()
    return Words(**{name: found for file, names in _PARTS.items() for name, found in _read(folder / file, names)})


def _read(path: Path, names: Sequence[str]) -> list[tuple[str, frozenset[str]]]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(data, Mapping) or set(data) != set(names):
            found = ", ".join(map(str, data)) if isinstance(data, Mapping) else type(data).__name__
            raise ValueError(f"its parts must be {', '.join(names)}, not {found}")
        return [(name, frozenset(_listed(name, data[name]))) for name in names]
    except (OSError, yaml.YAMLError, TypeError, ValueError) as error:
        raise ConfigurationError(f"the words in {path} cannot be used: {' '.join(str(error).split())}") from error


def _listed(name: str, words: Any) -> list[str]:
    if not isinstance(words, list):
        raise ValueError(f"{name} is no list of words")
    if strange := [word for word in words if not isinstance(word, str) or word != word.lower()]:
        raise ValueError(f"{name}: {strange[0]!r} is no word in lower case; put on, off, yes, no and numbers in quotes")
    return words
