"""Scenes of reports on events and agreements, labelled by hand: how they are read, and how their pairs are scored."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from examples import Builder, Pair

from kg.actors import actors
from kg.lexicon import Loader
from kg.model import Modality
from kg.resolve import resolve

Scene = Mapping[str, Any]
Found = Counter[tuple[bool, bool]]
"""Pairs by whether they are one, and whether they were found to be."""


def scenes(name: str) -> Sequence[Scene]:
    found = yaml.load((Path(__file__).parent / "data" / name).read_text("utf-8"), Loader)["scenes"]
    return [scene for scene in found if isinstance(scene, dict)]


def columns(line: str, number: int) -> list[str]:
    told = [part.strip() for part in line.split("|")]
    return [*told, *[""] * number][:number]


def report(line: str, id: str) -> Pair:
    """The document of a line of `events.yaml`; its first event is the one that is labelled."""
    day, _, told = line.partition("|")
    published = dt.date.fromisoformat(day.strip()) if day.strip() else None
    b = Builder(line, id=id, date=published)
    known: dict[str, str] = {}
    for one in told.split("&&"):
        kind, modality, when, where, who, word, name = columns(one, 7)
        people = [_participant(b, known, each.strip()) for each in who.split(";") if each]
        place = _place(b, known, where) if where else None
        time = b.time(when) if when else None
        rest: dict[str, Any] = {"trigger": b.span(word.split()[0])} if word else {}
        rest |= {"name": name or None, "modality": Modality(modality)}
        b.event(kind, *people, words=kind, place=place, time=time, **rest)
    return b.done()


def instrument(line: str, id: str) -> Pair:
    """The document of a line of `instruments.yaml`."""
    day, title, kind, parties, signed, words = columns(line, 6)
    b = Builder(line, id=id, date=dt.date.fromisoformat(day) if day else None)
    known: dict[str, str] = {}
    keys = [_state(b, known, key) for key in parties.split()]
    local = b.agreement(title, kind, *keys, words=words or None)
    if signed:
        b.action(local, "signed", *keys, words=title, time=b.time(signed))
    return b.done()


def judged(scene: Scene, kind: str, read: Callable[[str, str], Pair]) -> Iterator[tuple[tuple[str, str], bool, bool]]:
    """Each pair of reports of a scene, whether they are of one, and whether they were found to be."""
    told = [(label, line) for label, lines in scene[kind].items() for line in lines]
    documents = [read(line, f"d{number:02}") for number, (_, line) in enumerate(told)]
    facts = resolve(documents).facts
    first = [getattr(said, kind)[0].id for _, said in documents]
    iris = [facts[document.id, local] for (document, _), local in zip(documents, first, strict=True)]
    for (one, left), (other, right) in combinations(zip(told, iris, strict=True), 2):
        yield (one[1], other[1]), one[0] == other[0], left == right


def count(scenes: Sequence[Scene], kind: str, read: Callable[[str, str], Pair]) -> Found:
    return Counter((same, found) for scene in scenes for _, same, found in judged(scene, kind, read))


def scores(found: Found) -> tuple[float, float]:
    """Precision and recall."""
    right = found[True, True]
    return right / ((right + found[False, True]) or 1), right / ((right + found[True, False]) or 1)


def _participant(b: Builder, known: dict[str, str], name: str) -> Any:
    who, _, key = name.partition("/")
    if not key:
        return _state(b, known, who)
    state = _state(b, known, key)
    if who[0] in "@~":
        return b.entity("role" if who[0] == "@" else "group", who[1:], of=key), state
    who, _, post = who.partition("=")
    if who not in known:
        known[who] = b.person(who, of=key)
        if post:
            b.post(known[who], post, state)
    return known[who], state


def _place(b: Builder, known: dict[str, str], name: str) -> str:
    city, _, key = name.partition("/")
    if not key:
        return _state(b, known, city)
    if name not in known:
        known[name] = b.place(city, of=key)
    return known[name]


def _state(b: Builder, known: dict[str, str], key: str) -> str:
    if key not in known:
        kind = "country" if actors()[key].kind == "country" else "organisation"
        known[key] = b.entity(kind, actors()[key].name, key=key)
    return known[key]
