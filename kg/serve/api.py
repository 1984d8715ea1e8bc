"""JSON for programs: facts about somebody, names, saved questions; and OpenAPI, which describes it."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import ChoiceError
from kg.projection.about import SECTIONS, Told, facts_about, told
from kg.query import Rows, Saved, saved_queries, saved_query
from kg.schema import schema
from kg.serve import things
from kg.serve.graphs import Graphs, Session
from kg.serve.requests import Parameters, parameters

_CSV = "text/csv; charset=utf-8"


class Api:
    """Answers as JSON."""

    def __init__(self, graphs: Graphs) -> None:
        self._graphs = graphs

    async def facts(self, request: Request) -> Response:
        """What is told about somebody or something, each fact with its words and sources."""
        given = parameters(request)
        about, types = _needed(given, "about"), given.all("type")
        if unknown := set(types) - set(SECTIONS):
            raise HTTPException(400, f"type={min(unknown)} is none of {', '.join(SECTIONS)}")
        first, most = number(given, "offset", 0), number(given, "limit", things.PAGE)
        since, until = given.one("since") or "", given.one("until") or "9999"
        return await self._answer(lambda session: facts(session, about, types, since, until, first, most))

    async def based_on(self, request: Request) -> Response:
        """The facts that IRIs name or that rest on words."""
        given = parameters(request)
        return await self._answer(lambda session: {"facts": list(map(as_json, basis_of(session, given)))})

    async def find(self, request: Request) -> Response:
        """What is called by a name."""
        name = _needed(parameters(request), "name")
        return await self._answer(lambda session: {"found": things.named(session, name)})

    async def questions(self, request: Request) -> Response:
        """The saved questions."""
        return _json({"questions": [described(one) for one in saved_queries().values()]})

    async def question(self, request: Request) -> Response:
        """The answer to a saved question."""
        given = parameters(request)
        try:
            question = saved_query(request.path_params["name"])
        except ChoiceError as error:
            raise HTTPException(404, str(error)) from None
        values = {key: value for key, value in given.pairs if key != "format" and value}
        form = given.one("format") or "json"
        if form not in ("json", "csv"):
            raise HTTPException(400, f"format={form} is neither json nor csv")

        def work(session: Session) -> Response:
            answer = session.ask(question.name, **values)
            assert isinstance(answer, Rows)
            more = {"x-sparql-maxrows": str(session.limit)} if answer.truncated else None
            if form == "csv":
                return Response(answer.to_csv(), headers=more, media_type=_CSV)
            found = {"question": question.question, "truncated": answer.truncated}
            return _json(found | {"rows": json.loads(answer.to_json())}, more)

        return await self._graphs.ask(work)

    async def terms(self, request: Request) -> Response:
        """The terms that a query may name, for completion."""
        terms = schema().terms.values()
        return _json({"terms": [{"name": t.name, "sort": t.sort, "told": t.definition or t.label} for t in terms]})

    async def openapi(self, request: Request) -> Response:
        """All of this as OpenAPI has it."""
        return _json(description())

    async def _answer(self, work: Callable[[Session], dict[str, Any]]) -> Response:
        return _json(await self._graphs.ask(work))


def facts(
    session: Session, about: str, types: list[str], since: str, until: str, first: int, most: int
) -> dict[str, Any]:
    """The facts about somebody, by name or IRI, with the total before they are narrowed by kind and day."""
    iri = things.resolved(session, about)
    all_ = facts_about(session.rows, iri)
    found = told(session.rows, all_[first : first + most], session.text)
    kept = [one for one in found if (not types or one.section in types) and since <= one.day <= until + "~"]
    return {"about": iri, "total": len(all_), "offset": first, "limit": most, "facts": list(map(as_json, kept))}


def as_json(one: Told) -> dict[str, Any]:
    """A fact with all accounts of it."""
    who = [
        {"iri": part.thing.iri, "name": part.thing.label, "role": part.role}
        | ({"for": {"iri": part.on_behalf_of.iri, "name": part.on_behalf_of.label}} if part.on_behalf_of else {})
        for part in one.parts
    ]
    place = {"iri": one.place.iri, "name": one.place.label} if one.place else None
    about = {"iri": one.iri, "kind": one.section, "type": one.type, "title": one.title, "when": one.when}
    return about | {"who": who, "place": place, "merged": one.merged, "basedOn": one.accounts}


def described(question: Saved) -> dict[str, Any]:
    """A saved question with its parameters."""
    its = [
        {"name": one.name, "form": one.form, "meaning": one.meaning, "example": one.example, "optional": one.optional}
        for one in question.parameters
    ]
    return {"name": question.name, "question": question.question, "parameters": its}


def values_of(question: Saved, given: Parameters) -> dict[str, str]:
    """The values that are given for the parameters of a question."""
    named = {one.name: given.one(one.name) for one in question.parameters}
    return {name: value for name, value in named.items() if value is not None}


def basis_of(session: Session, given: Parameters) -> list[Told]:
    """The facts that `iri` names, else those that rest on `words`. Raises HTTPException if neither is given."""
    iris, words = given.all("iri"), given.all("words")
    if not iris and not words:
        raise HTTPException(400, "give words, or the iri of a fact")
    found = things.facts_of(session, iris, [])
    return told(session.rows, found, session.text) if found else things.based_on(session, words)


def number(given: Parameters, name: str, default: int) -> int:
    """A parameter that is a whole number. Raises HTTPException."""
    value = given.one(name)
    if value is None:
        return default
    if not value.isdecimal() or not 0 <= int(value[:9]) <= 10**8:
        raise HTTPException(400, f"{name}={value[:40]} is no whole number, 0 or more")
    return int(value[:9])


def _needed(given: Parameters, name: str) -> str:
    value = given.one(name)
    if value is None:
        raise HTTPException(400, f"give {name}")
    return value


def _json(value: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(value, ensure_ascii=False, default=dt.date.isoformat)
    return Response(text, headers=headers, media_type="application/json")


def description() -> dict[str, Any]:
    """The OpenAPI document."""
    fact = {
        "type": "object",
        "description": "A fact with every account of it",
        "properties": {
            "iri": _TEXT,
            "kind": {"type": "string", "enum": list(SECTIONS)},
            "type": _TEXT,
            "title": _OPTIONAL,
            "when": _OPTIONAL,
            "who": {"type": "array", "items": {"type": "object"}},
            "place": {"type": ["object", "null"]},
            "merged": {"type": "object", "description": "What all documents together say"},
            "basedOn": {"type": "array", "items": {"$ref": "#/components/schemas/Account"}},
        },
    }
    account = {
        "type": "object",
        "description": "What one document says, in which words",
        "properties": dict.fromkeys(("document", "document_title", "published", "publisher", "url", "quote"), _TEXT)
        | {
            "begin": {"type": "integer"},
            "end": {"type": "integer"},
            "confidence": {"type": "number"},
            "modality": _TEXT,
        },
        "required": ["document", "modality"],
    }
    facts = {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": {"$ref": "#/components/schemas/Fact"}}},
    }
    paths = {
        "/api/facts": _get(
            "Facts about somebody or something, the latest first, each with its words and sources", facts, _ABOUT
        ),
        "/api/find": _get(
            "What has a name, or a word of its name", _OBJECT, [_parameter("name", "A name", required=True)]
        ),
        "/api/based-on": _get("The facts that an IRI names, or that rest on some words", facts, _BASIS),
        "/api/questions": _get("The saved questions with their parameters", _OBJECT, []),
    }
    for question in saved_queries().values():
        its = [
            _parameter(one.name, one.meaning, required=not one.optional, example=one.example)
            for one in question.parameters
        ]
        paths[f"/api/questions/{question.name}"] = _get(question.question, _OBJECT, its)
    about = {
        "title": "Diplograph",
        "version": version("diplograph"),
        "description": "Facts that cite the words they rest on",
    }
    return {
        "openapi": "3.1.0",
        "info": about,
        "paths": paths,
        "components": {"schemas": {"Fact": fact, "Account": account}},
    }


_TEXT: dict[str, Any] = {"type": "string"}
_OPTIONAL: dict[str, Any] = {"type": ["string", "null"]}
_OBJECT: dict[str, Any] = {"type": "object"}


def _parameter(name: str, told: str, *, required: bool = False, example: str | None = None) -> dict[str, Any]:
    about = {"name": name, "in": "query", "description": told, "required": required, "schema": {"type": "string"}}
    return about | ({"example": example} if example else {})


_ABOUT = [
    _parameter("about", "A name, or an IRI", required=True, example="Angela Merkel"),
    _parameter("type", f"Only facts of a kind: {', '.join(SECTIONS)}; may be given several times"),
    _parameter("since", "Only facts from this day on: YYYY-MM-DD, YYYY-MM or YYYY"),
    _parameter("until", "Only facts up to this day, likewise"),
    _parameter("offset", "How many of the latest to pass over"),
    _parameter("limit", "How many to look at"),
]
_BASIS = [_parameter("iri", "The IRI of a fact"), _parameter("words", "Words that a fact rests on, exactly")]


def _get(summary: str, schema: dict[str, Any], its: list[dict[str, Any]]) -> dict[str, Any]:
    answer = {"description": summary, "content": {"application/json": {"schema": schema}}}
    wrong = {"description": "What is wrong, in one line", "content": {"text/plain": {"schema": _TEXT}}}
    busy = {"description": "It took too long, or others are served: ask for less, or again after Retry-After"}
    return {"get": {"summary": summary, "parameters": its, "responses": {"200": answer, "400": wrong, "503": busy}}}
