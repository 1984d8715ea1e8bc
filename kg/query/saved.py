"""The questions that come with the program: `ontology/queries/NAME.rq`."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from types import MappingProxyType

from kg.errors import ChoiceError, shown
from kg.vocab import ontology_path

_PARAMETER = re.compile(r"# param: (?P<name>\w+) — (?P<meaning>.*?)(?: \((?P<example>[^()]*)\))?$", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """Something to be filled in."""

    name: str
    meaning: str
    example: str | None
    optional: bool

    def takes(self, value: object) -> bool:
        """Whether a value is of the form of the example, if that is a day or a number."""
        return all(form(str(value)) for form in (_is_day, _is_number) if form(self.example or ""))


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
        Parameter(found["name"], found["meaning"], found["example"], "left out" in found["meaning"])
        for found in _PARAMETER.finditer(text)
    )
    return Saved(name, text.partition("\n")[0].lstrip("# "), parameters, text)
