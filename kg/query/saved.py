"""The questions that come with the program: `ontology/queries/NAME.rq`."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import isfinite
from types import MappingProxyType

from kg.errors import ChoiceError, shown
from kg.query.rows import Iri, Value
from kg.vocab import ontology_path

_PARAMETER = re.compile(
    r"# param: (?P<name>\w+): (?P<form>\w+) — (?P<meaning>.*?)(?: \((?P<example>[^()]*)\))?$", re.MULTILINE
)


class Form(StrEnum):
    """What a parameter takes: a name in any spelling of its letters, that of an actor perhaps with a title before it;
    a day, a number, a text as it is, or the IRI of something.
    """

    ACTOR = "actor"
    NAME = "name"
    DAY = "day"
    NUMBER = "number"
    TEXT = "text"
    IRI = "iri"


_NAMES = (Form.ACTOR, Form.NAME)


@dataclass(frozen=True)
class Parameter:
    """Something to be filled in."""

    name: str
    form: Form
    meaning: str
    example: str | None
    optional: bool

    @property
    def is_name(self) -> bool:
        """Whether it takes a name."""
        return self.form in _NAMES

    def takes(self, value: object) -> bool:
        """Whether a value is a day or a number, if it must be."""
        if self.form is Form.DAY:
            return _is_day(str(value))
        return self.form is not Form.NUMBER or _is_number(str(value))

    def bound(self, value: Value) -> Value:
        """A value as the question compares it: a name as `dip:searchName` writes it."""
        from kg.personal_names import plain  # which brings the words for names: most questions do without

        if not isinstance(value, str):
            return value
        if self.form is Form.IRI:
            return Iri(value)
        return f" {plain(value)} " if self.is_name else value


@dataclass(frozen=True)
class Saved:
    """A question in words and in SPARQL."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def check(self, given: Mapping[str, object]) -> None:
        """Raise ChoiceError unless just the parameters of the question are given, all that it needs, in their form."""
        known = {one.name for one in self.parameters}
        for name in sorted(given.keys() - known):
            raise ChoiceError(f"{self.name} has no parameter {name!r}; it has {', '.join(sorted(known)) or 'none'}")
        for one in self.parameters:
            if one.name not in given and not one.optional:
                raise ChoiceError(f"{self.name} needs {one.name}: {one.meaning}, such as {one.example}")
            if one.name in given and not one.takes(given[one.name]):
                told = f"{shown(str(given[one.name]))} is not {one.name} of {self.name}"
                raise ChoiceError(f"{told}: {one.meaning}, such as {one.example}")

    def readings(self, given: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """The values as the question compares them; then with actors without the titles they begin with, if any do."""
        forms = {one.name: one for one in self.parameters}
        first = {name: forms[name].bound(value) for name, value in given.items()}
        yield first
        from kg.offices import untitled

        actors = {name: str(value) for name, value in given.items() if forms[name].form is Form.ACTOR}
        bare = {name: untitled(value) for name, value in actors.items()}
        second = first | {name: forms[name].bound(value) for name, value in bare.items()}
        if second != first:
            yield second


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return False


@cache
def saved_queries() -> MappingProxyType[str, Saved]:
    """All of them by name."""
    folder = ontology_path("queries")
    return MappingProxyType(
        {path.stem: _parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq"))}
    )


def saved_query(name: str) -> Saved:
    """The one with this name. Raises ChoiceError, with the names there are."""
    try:
        return saved_queries()[name]
    except (KeyError, TypeError):
        raise ChoiceError(f"there is no saved query {shown(name)}; there are {', '.join(saved_queries())}") from None


def _parse(name: str, text: str) -> Saved:
    parameters = tuple(
        Parameter(
            found["name"], Form(found["form"]), found["meaning"], found["example"], "left out" in found["meaning"]
        )
        for found in _PARAMETER.finditer(text)
    )
    return Saved(name, text.partition("\n")[0].lstrip("# "), parameters, text)
