"""The kinds of events: the classes right below `dip:Encounter`, with what the ontology says of each; and of acts.

A file of one's own adds kinds to those of `diplograph.ttl`; nothing else need be told that there are more.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from kg.errors import ConfigurationError
from kg.vocab import DIP, OWL, RDF, RDFS, ontology_path, own_path

if TYPE_CHECKING:
    from pyoxigraph import Quad

OWN_ONTOLOGY = "KG_ONTOLOGY"
"""The environment variable that names a Turtle file with classes to add."""

MEETING: Final = "meeting"
CALL: Final = "call"
VISIT: Final = "visit"
FORUM: Final = "forum"
NEGOTIATION: Final = "negotiation"
ADDRESS: Final = "address"
RECEPTION: Final = "reception"
"""The kinds that have rules of their own: "her visit" needs a place, "peace talks" are a negotiation."""

Drawing = Literal["pairs", "node", "to hosts", "from hosts", "from speakers"]
"""How a graph shows an event; `dip:drawnAs` in the ontology tells what each means."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event. `name` is the type of its events, `classes` are the IRIs of its class and of those below."""

    name: str
    iri: str
    classes: frozenset[str]
    label: str
    past: str
    infinitive: str
    drawing: Drawing
    mutual: bool = False
    gathers: bool = False
    talks: bool = False
    staged: bool = False


class UnknownKind(ValueError):
    """There is no kind of event of this name; `name` is it."""

    def __init__(self, name: str) -> None:
        """Of a name that the ontology does not have."""
        names = ", ".join(kinds())
        super().__init__(f"there is no kind of event {name!r}, only {names}; {OWN_ONTOLOGY} may name a file with more")
        self.name = name


_WORDS = ("past", "infinitive", "drawnAs")
_TRUTHS = ("mutual", "gathers", "talks", "staged")
_Values = Mapping[str, list[str]]


def ontology_files() -> tuple[Path, ...]:
    """The shipped ontology, and the file with classes of one's own if the environment names one."""
    return _files(os.environ.get(OWN_ONTOLOGY, ""))


def ontology() -> "tuple[Quad, ...]":
    """What the ontology says, in the order of its files. Raises ConfigurationError."""
    return _statements(ontology_files())


def code_lists() -> "tuple[Quad, ...]":
    """What `vocab.ttl` says of the coded values. Raises ConfigurationError."""
    return _parsed(ontology_path("vocab.ttl"))


def alignments() -> "tuple[tuple[Quad, ...], Mapping[str, str]]":
    """What `align.ttl` says of terms of others, and its prefixes. Raises ConfigurationError."""
    return _read(ontology_path("align.ttl"))


def kinds() -> Mapping[str, Kind]:
    """The kinds of events by name, in the order of the ontology. Raises ConfigurationError naming what is wrong."""
    return _kinds(os.environ.get(OWN_ONTOLOGY, ""))


def kind_of(classes: Iterable[str]) -> Kind | None:
    """The kind of an event that is of these classes (IRIs); None if the ontology has none."""
    found = set(classes)
    return next((kind for kind in kinds().values() if kind.classes & found), None)


def event_type(name: str) -> str:
    """The name, if it is that of a kind. Raises UnknownKind, with the names there are."""
    if name not in kinds():
        raise UnknownKind(name)
    return name


@cache  # of a text, which is found faster than a path: every event that is read asks for the kinds
def _files(own: str) -> tuple[Path, ...]:
    added = own_path(OWN_ONTOLOGY) if own else None
    return (ontology_path("diplograph.ttl"), *([added] if added else []))


def _statements(paths: tuple[Path, ...]) -> "tuple[Quad, ...]":
    return tuple(chain.from_iterable(map(_parsed, paths)))


def _parsed(path: Path) -> "tuple[Quad, ...]":
    return _read(path)[0]


@cache
def _read(path: Path) -> "tuple[tuple[Quad, ...], Mapping[str, str]]":
    """What a file says, and its prefixes."""
    from pyoxigraph import RdfFormat, parse  # half the time that commands take to start, and --help needs none of it

    try:
        parser = parse(path=str(path), format=RdfFormat.TURTLE)
        return tuple(parser), MappingProxyType(parser.prefixes)
    except (OSError, SyntaxError) as error:
        raise ConfigurationError(f"the ontology {path} cannot be read: {' '.join(str(error).split())}") from error


@cache
def _kinds(own: str) -> Mapping[str, Kind]:
    paths = _files(own)
    if own:
        _kinds("")  # where the shipped file is wrong, no file of one's own is to blame
    told: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    below: defaultdict[str, list[str]] = defaultdict(list)
    for triple in _statements(paths):
        terms = (triple.subject, triple.predicate, triple.object)
        subject, predicate, value = (getattr(term, "value", "") for term in terms)
        told[subject][predicate].append(value)
        if predicate == RDFS + "subClassOf":
            below[value].append(subject)
    found: dict[str, Kind] = {}
    try:
        for iri in below[DIP + "Encounter"]:
            kind = _kind(iri, told[iri], frozenset(_reached(iri, below)))
            if kind.name in found:
                raise ValueError(f"{found[kind.name].iri} and {iri} are of one name")
            found[kind.name] = kind
        _check_own(own, told, {iri: kind for kind in found.values() for iri in kind.classes})
    except ValueError as error:
        raise ConfigurationError(f"the ontology {paths[-1]} cannot be used: {error}") from error
    return MappingProxyType(found)


def _check_own(own: str, told: Mapping[str, _Values], known: Mapping[str, Kind]) -> None:
    """Refuse a class in a file of one's own that is neither a kind nor below one. Raises ValueError."""
    subjects = {getattr(triple.subject, "value", "") for triple in _statements(_files(own)[1:])}
    for iri in sorted(subjects):
        types, above = (told[iri].get(name, []) for name in (RDF + "type", RDFS + "subClassOf"))
        words = [name for name in _WORDS if DIP + name in told[iri]]
        if not (above or words or {OWL + "Class", RDFS + "Class"} & {*types}):
            continue
        if iri not in known:
            raise ValueError(
                f"{iri} is below {', '.join(above) or 'nothing'}; a kind of event is rdfs:subClassOf {DIP}Encounter"
            )
        if OWL + "Class" not in types:
            raise ValueError(f"{iri} is no class; write: a owl:Class")
        if words and known[iri].iri != iri:
            raise ValueError(
                f"{iri} is below {known[iri].iri}, so that its events are of that kind; leave out dip:{words[0]}, "
                "or put it right below dip:Encounter"
            )


def _reached(iri: str, below: Mapping[str, list[str]]) -> set[str]:
    """A class and all classes below it."""
    reached, left = set(), [iri]
    while left:
        if (one := left.pop()) not in reached:
            reached.add(one)
            left += below.get(one, ())
    return reached


def _kind(iri: str, told: _Values, classes: frozenset[str]) -> Kind:
    """A kind from what is said of its class. Raises ValueError."""
    for name in sorted(name.removeprefix(DIP) for name in told if name.startswith(DIP)):
        if name not in (*_WORDS, *_TRUTHS):
            raise ValueError(f"{iri} has dip:{name}; a kind of event has only {', '.join((*_WORDS, *_TRUTHS))}")
    past, infinitive, drawing = (_one(iri, told, DIP + name) for name in _WORDS)
    if drawing not in get_args(Drawing):
        raise ValueError(f"{iri} has dip:drawnAs {drawing!r}, which is none of {', '.join(get_args(Drawing))}")
    return Kind(
        name=re.sub(r"(?<=[a-z])(?=[A-Z])", "_", re.split("[#/]", iri)[-1]).lower(),
        iri=iri,
        classes=classes,
        label=_one(iri, told, RDFS + "label"),
        past=past,
        infinitive=infinitive,
        drawing=cast(Drawing, drawing),
        **{name: _truth(iri, told, name) for name in _TRUTHS},
    )


def _one(iri: str, told: _Values, predicate: str) -> str:
    name = predicate.replace(DIP, "dip:").replace(RDFS, "rdfs:")
    match told.get(predicate, []):
        case [value] if value.strip():
            return value
        case values:
            raise ValueError(f"{iri} needs one {name} with words, and has {len(values)}")


def _truth(iri: str, told: _Values, name: str) -> bool:
    """Whether something is said to be true; what is not said is not."""
    values = told.get(DIP + name, ["false"])
    if values not in (["true"], ["false"]):
        raise ValueError(f"{iri} has dip:{name} {', '.join(values)}; write true or false")
    return values == ["true"]


class ActionType(StrEnum):
    """What can be done to an agreement."""

    PROPOSED = "proposed"
    NEGOTIATED = "negotiated"
    AGREED = "agreed"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED = "ratified"
    ENTERED_INTO_FORCE = "entered_into_force"
    EXTENDED = "extended"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    VIOLATED = "violated"
    REJECTED = "rejected"


class Manner(StrEnum):
    """How exactly a party consents to be bound (ratified), or an agreement ends (withdrawn), where a word tells."""

    ACCEPTED = "accepted"
    APPROVED = "approved"
    ACCEDED = "acceded"
    DEPOSITED = "deposited"
    TERMINATED = "terminated"
    EXPIRED = "expired"
