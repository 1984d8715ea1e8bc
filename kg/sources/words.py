"""The words by which inputs are told, from `sources.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ConfigurationError
from kg.vocab import ontology_path


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in `sources.yaml`; see there what each part means."""

    english: frozenset[str]
    relatives: frozenset[str]
    columns: frozenset[str]


@cache
def words(path: Path | None = None) -> Words:
    """The words in `path`, or else in the shipped file. Raises `ConfigurationError` naming what is wrong."""
    path = path or ontology_path("sources.yaml")
    try:
        return _read(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, TypeError, ValueError) as error:
        raise ConfigurationError(f"the words in {path} cannot be used: {' '.join(str(error).split())}") from error


def _read(data: Any) -> Words:
    names = [field.name for field in fields(Words)]
    if not isinstance(data, Mapping) or set(data) != set(names):
        found = ", ".join(map(str, data)) if isinstance(data, Mapping) else type(data).__name__
        raise ValueError(f"its parts must be {', '.join(names)}, not {found}")
    return Words(**{name: frozenset(_listed(name, data[name])) for name in names})


def _listed(name: str, words: Any) -> list[str]:
    if not isinstance(words, list):
        raise ValueError(f"{name} is no list of words")
    if strange := [word for word in words if not isinstance(word, str) or word != word.lower()]:
        raise ValueError(f"{name}: {strange[0]!r} is no word in lower case; put on, off, yes, no and numbers in quotes")
    return words
