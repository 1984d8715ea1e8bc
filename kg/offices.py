"""One name for each post under its many titles: the Minister of External Affairs is a foreign minister."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import Any

import yaml

from kg.lexicon import Loader, blaming
from kg.lexicon.sections import lower, read
from kg.personal_names import plain
from kg.vocab import ontology_path

FILE = "offices.yaml"
_MINISTER = re.compile(r"(?P<rank>.*?\b)minister (?:of|for|in charge of) (?P<field>(?!state\b).+)")
_OPEN = frozenset({"of", "for"})
"""Behind which a title goes on."""
_BEFORE = re.compile(r"(?P<rank>(?:(?:deputy|vice|first|senior|junior|assistant|federal) )*+)(?P<field>.+) minister")


def _variants(given: Mapping[str, Any]) -> Mapping[str, str]:
    """The word that stands for each of its variants. Raises ValueError for a variant of two."""
    found: dict[str, str] = {}
    for word, others in given.items():
        for other in map(plain, lower(others)):
            if found.setdefault(other, word) != word:
                raise ValueError(f"{other} stands for both {found[other]} and {word}")
    return found


@dataclass(frozen=True, slots=True)
class Offices:
    """The words, fields and titles of posts, each variant with the one that stands for all."""

    words: Mapping[str, str] = field(metadata={"read": _variants})
    passing: frozenset[str]
    beside: frozenset[str]
    fields: Mapping[str, str] = field(metadata={"read": _variants})
    titles: Mapping[str, str] = field(metadata={"read": _variants})
    heads: frozenset[str]
    single: frozenset[str]
    organs: frozenset[str]


@cache
def offices() -> Offices:
    """What `offices.yaml` says. Raises ConfigurationError."""
    path = ontology_path(FILE)
    with blaming(path):
        return read(Offices, yaml.load(path.read_text(encoding="utf-8"), Loader))


@cache
def office(title: str) -> str:
    """The post that a title names, in lower case and without what passes; the title itself if it is known no better.

    >>> office("Minister for External Affairs"), office("Acting Defense Minister"), office("U.S. Secretary of State")
    ('foreign minister', 'defence minister', 'secretary of state')
    >>> office("Deputy Minister of Foreign Affairs"), office("National Security Advisor")
    ('deputy foreign minister', 'national security adviser')
    """
    known = offices()
    name = " ".join(known.words.get(word, word) for word in plain(title).split())
    name = _without(name, ("u s ", "us ", "the ", *(f"{word} " for word in sorted(known.passing))))
    if name in known.titles:
        return known.titles[name]
    if match := _MINISTER.fullmatch(name) or _BEFORE.fullmatch(name):
        rank, held = match["rank"], match["field"]
        name = f"{rank}{known.fields.get(held, held)} minister"
    return known.titles.get(name, name)


@cache
def each_office(title: str) -> tuple[str, ...]:
    """The posts of a title that joins several.

    >>> each_office("Deputy Prime Minister and Minister of Foreign Affairs")
    ('deputy prime minister', 'foreign minister')
    >>> each_office("Minister of Trade and Industry")
    ('trade minister',)
    """
    parts = plain(title).split(" and ")
    heads = offices().heads
    if len(parts) > 1 and all(heads.intersection(part.split()) for part in parts):
        return tuple(map(office, parts))
    return (office(title),)


def is_organ(name: str) -> bool:
    """Whether an organisation is called like an organ of a state, for which it speaks: a ministry.

    >>> is_organ("Ministry of National Defence of Chile"), is_organ("Red Crescent Society")
    (True, False)
    """
    return not offices().organs.isdisjoint(plain(name).split())


def is_single(name: str) -> bool:
    """Whether a state has one holder of a post at a time, by the name that `office` gives."""
    held = name.removesuffix(" minister")
    return name in offices().single or (held != name and held in {*offices().fields, *offices().fields.values()})


def _without(name: str, beginnings: Sequence[str]) -> str:
    """A title without words before it that do not belong to it, unless nothing else is left."""
    while beginning := next((one for one in beginnings if name.startswith(one) and name != one), None):
        name = name.removeprefix(beginning)
    return name


@cache
def untitled(name: str) -> str:
    """A name without the titles it begins with; what has no word for a post there, or goes on with "of", stays.

    >>> untitled("President Macron"), untitled("U.S. Secretary of State Antony Blinken"), untitled("Prime Minister")
    ('Macron', 'Antony Blinken', 'Prime Minister')
    >>> untitled("European Union"), untitled("Foreign Minister of Chile")
    ('European Union', 'Foreign Minister of Chile')
    """
    words = name.split()
    before = list(takewhile(lambda word: _titling().issuperset(plain(word).split()), words))
    told = [part for word in before for part in plain(word).split()]
    titled = not offices().heads.isdisjoint(told) and told[-1] not in _OPEN and len(before) < len(words)
    return " ".join(words[len(before) :]) if titled else name


@cache
def _titling() -> frozenset[str]:
    """The words that titles are made of."""
    known = offices()
    every = (known.heads, known.passing, known.beside, known.words, known.words.values(), known.titles, known.fields)
    return frozenset(word for some in every for title in some for word in title.split())
