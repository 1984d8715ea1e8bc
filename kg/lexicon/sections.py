"""Reads classes of words out of YAML into dataclasses: each field is a key, and each key a field."""

from collections.abc import Iterable, Mapping
from dataclasses import Field, fields, is_dataclass
from itertools import chain
from typing import Any, TypeVar, get_type_hints

from kg.errors import shown

T = TypeVar("T")


def read(kind: type[T], data: Any, place: str = "") -> T:
    """A dataclass with what YAML gives for its fields, or for the fields of those that are dataclasses themselves.

    A field is a set of words, unless its metadata has a function under "read", for lists or mappings.
    Raises ValueError, which names the key that is missing, unknown, or no list of words.
    """
    own = {field.name: field for field in fields(kind) if field.init}  # type: ignore[arg-type] # T is a dataclass
    if not isinstance(data, Mapping):
        raise ValueError(f"{place or 'the file'} is {type(data).__name__}, and has no {', '.join(own)}")
    if lost := [name for name in own if name not in data]:
        raise ValueError(f"there is no {place}{'.' if place else ''}{lost[0]}")
    if strange := [name for name in data if name not in own]:
        raise ValueError(f"{place}{'.' if place else ''}{strange[0]} is unknown; there are {', '.join(own)}")
    types = get_type_hints(kind)
    prefix = f"{place}." if place else ""
    return kind(**{name: _value(field, types[name], data[name], prefix + name) for name, field in own.items()})


def _value(field: Field[Any], kind: Any, data: Any, place: str) -> Any:
    if is_dataclass(kind):
        return read(kind, data, place)  # type: ignore[arg-type] # a class, and no instance of one
    alone = kind == frozenset[str]
    if not field.metadata.get("entries") and not isinstance(data, list) and (alone or not isinstance(data, Mapping)):
        raise ValueError(f"{place} is no list of words; write [{data}]")
    try:
        if not field.metadata.get("entries"):
            _check(data)
        return field.metadata.get("read", frozenset)(data)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def _check(data: Any) -> None:
    """Refuse what is no word among the words of a list, or among the names of a mapping and what is listed there."""
    if isinstance(data, list):
        lower(data)
        return
    texts(list(data))
    for given in data.values():
        (texts if isinstance(given, list) else text)(given)


def text(given: Any) -> str:
    """A word or words. Raises ValueError for what YAML takes for something else, and where nothing is written."""
    if not isinstance(given, str):
        raise ValueError(f"{shown(given)} is no word; put on, off, yes, no and numbers in quotes")
    if not given or given != given.strip():
        raise ValueError(f"{given!r} is no word; leave out the space around it")
    return given


def texts(given: Any) -> tuple[str, ...]:
    """The words of a list. Raises ValueError."""
    if not isinstance(given, list):
        raise ValueError(f"{shown(given)} is no list; write [{given}]")
    return tuple(map(text, given))


def lower(given: Any) -> tuple[str, ...]:
    """The words of a list, which are compared in lower case. Raises ValueError."""
    words = texts(given)
    if capital := [word for word in words if word != word.lower()]:
        raise ValueError(f"words are compared in lower case, so that {capital[0]!r} is never met")
    return words


def named(given: Mapping[str, Any]) -> Mapping[str, str]:
    """A mapping of each word to one. Raises ValueError."""
    if not isinstance(given, Mapping):
        raise ValueError(f"{shown(given)} is no mapping; write {{name: value}}")
    return {text(name): text(value) for name, value in given.items()}


def one_of(given: Any, allowed: Iterable[str], what: str) -> str:
    """What is given, if it is allowed. Raises ValueError, with what is."""
    known = tuple(map(str, allowed))
    if given not in known:
        raise ValueError(f"there is no {what} {shown(given)}, only {', '.join(known)}")
    return str(given)


def joined(own: Any, shipped: Any, place: str = "") -> Any:
    """The shipped words with one's own: a list goes before the shipped one, so that of two rules the own one holds.

    Raises ValueError where one's own have other keys or another form than the shipped ones, or an empty key.
    """
    if own is None and not place:  # a file with nothing in it, or comments alone
        return shipped
    if own is None:
        raise ValueError(f"{place} is empty; write what it adds, or leave it out")
    if type(own) is not type(shipped):
        raise ValueError(f"{place or 'the file'} is {type(own).__name__}, not {type(shipped).__name__} as shipped")
    if isinstance(own, list):
        return [*own, *shipped]
    if not isinstance(own, dict):
        return own
    prefix = f"{place}." if place else ""
    strange = set(own) - set(shipped)
    free = "." in place or all(isinstance(value, str) for value in shipped.values())  # keys of one's own
    if strange and not free:
        raise ValueError(f"there is no {prefix}{min(map(str, strange))}, only {', '.join(sorted(shipped))}")
    return shipped | {
        key: joined(value, shipped[key], prefix + key) if key in shipped else value for key, value in own.items()
    }


def word_sets(words: Any, place: str = "") -> Mapping[str, frozenset[str]]:
    """The word classes in a dataclass by name: `events.waters`; of those by meaning, all words."""
    found: dict[str, frozenset[str]] = {}
    for field in fields(words):
        value, name = getattr(words, field.name), f"{place}{field.name}"
        found |= word_sets(value, f"{name}.") if is_dataclass(value) else {name: frozenset(value)}
    return found


def set_names(kind: Any, place: str = "") -> frozenset[str]:
    """The names of the word classes that a dataclass holds: `events.waters`."""
    names = {name: f"{place}{name}" for name in (field.name for field in fields(kind))}
    types = get_type_hints(kind)
    parts = (set_names(types[n], f"{name}.") if is_dataclass(types[n]) else {name} for n, name in names.items())
    return frozenset(chain.from_iterable(parts))
