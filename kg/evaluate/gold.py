"""The shape in which gold facts are written: what a file must hold before its facts are compared."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import SourceError


class _Part(BaseModel):
    """A fact, with the words it rests on; what else may stand in a file is not read."""

    model_config = ConfigDict(strict=True)

    evidence: str | None = None
    more_evidence: list[str] = []


class _Post(_Part):
    person: str
    title: str
    of: str | None = None


class _Participant(_Part):
    name: str
    served: str | None = Field(None, alias="for")


class _Event(_Part):
    type: str
    modality: str
    participants: list[_Participant]
    name: str | None = None
    place: str | None = None
    date: str | None = None


class _Action(_Part):
    type: str
    by: list[str] | None = None
    place: str | None = None
    date: str | None = None


class _Agreement(_Part):
    title: str
    parties: list[str]
    actions: list[_Action]
    term: str | None = None


class _Statement(_Part):
    kind: str
    speaker: str | None
    text: str


class _Gold(_Part):
    id: str
    document_date: str | None
    posts: list[_Post]
    events: list[_Event]
    agreements: list[_Agreement]
    statements: list[_Statement]


def checked(facts: Any) -> dict[str, Any]:
    """The facts of a gold file, if they have the shape of some. Raises SourceError that says what has not."""
    try:
        _Gold.model_validate(facts)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise SourceError(f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}") from None
    found: dict[str, Any] = facts
    return found
