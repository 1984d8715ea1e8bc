"""What goes between who asks and the process that answers: JSON, so that neither can run the other's code."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from kg.query.rows import Rows


class Turtle(str):
    """Triples as Turtle, sorted. `truncated`: there are more, which were not fetched."""

    truncated: bool = False


class Written(NamedTuple):
    """An answer as text, in the form of this name. `truncated`: there is more, which was not fetched."""

    form: str
    text: str
    truncated: bool


Answer = Rows | bool | Turtle
"""Of SELECT; of ASK; of CONSTRUCT and DESCRIBE."""


Message = dict[str, Any]
"""What is sent at once: a part of an answer."""


@dataclass(frozen=True)
class Request:
    """A query to be answered."""

    sparql: str
    bindings: Mapping[str, str] = field(default_factory=dict)
    """Terms of variables, as N-Triples writes them."""
    limit: int | None = None
    """Rows or triples at most."""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None
    """The IRI that relative ones are resolved against."""
    graphs: Sequence[str] | None = None
    """The graphs that are asked together; None: all, or those that the query names."""
    named: Sequence[str] | None = None
    """The graphs that GRAPH finds; None: all, or those that the query names."""
    forms: Sequence[str] | None = None
    """The names in `written.ROWS` and `written.TRIPLES` under which the answer is written; None: as Python values."""

    def encoded(self) -> bytes:
        """As bytes."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decoded(cls, data: bytes) -> "Request":
        """From bytes."""
        return cls(**json.loads(data))


def decode_answer(messages: Sequence[Message]) -> Answer:
    """The answer in the messages that `engine.answer` made of it."""
    first, last = messages[0], messages[-1]
    if "columns" in first:
        rows = tuple(tuple(row) for message in messages for row in message.get("rows", ()))
        return Rows(tuple(first["columns"]), rows, last["truncated"])
    if "turtle" in first:
        turtle = Turtle(first["turtle"])
        turtle.truncated = first["truncated"]
        return turtle
    value: bool = first["value"]
    return value


def encode(message: Message) -> bytes:
    """A message as bytes."""
    return json.dumps(message, default=_encoded_day).encode()


def decode(data: bytes) -> Message:
    """The message in bytes."""
    message: Message = json.loads(data, object_hook=_decoded_day)
    return message


def _encoded_day(value: object) -> dict[str, str]:
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    raise TypeError(f"{value!r} cannot be sent to another process")


def _decoded_day(value: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(value["date"]) if value.keys() == {"date"} else value
