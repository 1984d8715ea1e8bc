"""What somebody wants to see of a graph, checked before anything is read."""

import datetime as dt
import re
from collections.abc import Callable, Sized
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from kg.errors import ChoiceError, shown
from kg.kinds import kinds
from kg.model import Modality, Record
from kg.projection.relations import fact_types

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_FIRST = "0000-01-01"
TOP = 300
"""Nodes; more of them no picture shows legibly."""

Test = Callable[[dict[str, Any]], bool]
"""Whether an edge passes."""


def _as_date(value: object) -> object:
    """A day as the text it is written as."""
    return value.isoformat()[:10] if isinstance(value, dt.date) else value


def _existing(value: str) -> str:
    """A date, or the beginning of one, that the calendar has."""
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        dt.date.fromisoformat(value + _FIRST[len(value) :])
    except ValueError:
        raise ValueError("write a date that exists as YYYY-MM-DD, YYYY-MM or YYYY") from None
    return value


def _as_several(value: object) -> object:
    if isinstance(value, Sized) and not isinstance(value, str) and not len(value):
        raise ValueError("name at least one, or leave it out")
    return [value] if isinstance(value, str) else value


def _type(value: object) -> object:
    """A type that facts have, by its name or by the label of the kind of event that it is."""
    types = fact_types()
    if value in types:
        return value
    for kind in kinds().values():
        if value == kind.label:
            return kind.name
    raise ValueError(f"there are only {', '.join(map(repr, types))}")


Date = Annotated[str, BeforeValidator(_as_date), AfterValidator(_existing)]


class Choice(Record):
    """A part of a graph: around whom and how far, how many nodes at most (None: all), and which facts."""

    around: Annotated[str, Field(min_length=1)] | None = None
    depth: Annotated[int, Field(ge=0, strict=True)] = 1
    top: Annotated[int, Field(ge=1, strict=True)] | None = TOP
    since: Date | None = None
    until: Date | None = None
    types: Annotated[frozenset[Annotated[str, BeforeValidator(_type)]], BeforeValidator(_as_several)] | None = None
    modalities: Annotated[frozenset[Modality], BeforeValidator(_as_several)] | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1, strict=True)] | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.since and self.until and self.since[: len(self.until)] > self.until[: len(self.since)]:
            raise ValueError(f"nothing is since {self.since} and until {self.until}; exchange them")
        if "depth" in self.model_fields_set and self.around is None:
            raise ValueError("depth counts the steps around an entity; name one with around")
        return self

    @classmethod
    def of(cls, /, **values: Any) -> Self:
        """The choice that some values make. Raises ChoiceError, which names the values there could be."""
        try:
            return cls(**values)
        except ValidationError as error:
            raise ChoiceError("; ".join(dict.fromkeys(map(_complaint, error.errors())))) from None

    def tests(self) -> dict[str, Test]:
        """What edges must pass, each test under its description."""
        tests: dict[str, Test] = {}
        if (since := self.since) is not None:
            tests[f"since {since}"] = lambda about: (_end(about) or _begin(about)) >= since
        if (until := self.until) is not None:
            tests[f"until {until}"] = lambda about: "" < _begin(about)[: len(until)] <= until
        if (types := self.types) is not None:
            tests[f"type {' or '.join(sorted(types))}"] = lambda about: about["type"] in types
        if (modalities := self.modalities) is not None:
            tests[f"modality {' or '.join(sorted(modalities))}"] = lambda about: about["modality"] in modalities
        if (least := self.min_confidence) is not None:
            tests[f"confidence of at least {least:g}"] = lambda about: about.get("confidence", 1.0) >= least
        return tests


def _begin(about: dict[str, Any]) -> str:
    return str(about.get("start") or about.get("published") or "")


def _end(about: dict[str, Any]) -> str:
    return str(about.get("end") or "")


def _complaint(error: ErrorDetails) -> str:
    """What is wrong with a value, and what it could be."""
    if not error["loc"]:
        return str(error["ctx"]["error"])
    name = error["loc"][0]
    if error["type"] == "extra_forbidden":
        return f"nothing can be chosen by {name!r}; there are {', '.join(Choice.model_fields)}"
    reason = error["msg"].removeprefix("Value error, ")
    return f"{name} cannot be {shown(error['input'])}: {reason[:1].lower()}{reason[1:]}"
