"""The pages for people: the start page with a query, saved questions, and whatever has an IRI."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import ChoiceError, LimitError, QueryError
from kg.projection.about import SECTIONS, Told, facts_about
from kg.projection.asked import read
from kg.projection.claims import in_words
from kg.query import Rows, saved_queries, saved_query
from kg.schema import patterns, short
from kg.serve import api, things
from kg.serve.graphs import Graphs, Session
from kg.serve.lines import in_a_line
from kg.serve.negotiation import HTML, TRIPLES, content_type, preferred
from kg.serve.paths import iri_of, path_of
from kg.serve.requests import Parameters, parameters
from kg.serve.tables import Shown, shown
from kg.vocab import document_iri

TEMPLATES = Path(__file__).parents[1] / "templates" / "serve"
_HEADS = {
    "posts": "Posts",
    "events": "Meetings and other events",
    "agreements": "Agreements and what was done to them",
    "statements": "Statements",
    "others": "Other facts",
}
_WEB = re.compile(r"https?://[^\s<>\"]+")
_DRAWN = 200
"""Facts in a graph at most;"""
_NODES = 80
"""and what is drawn of them."""
_FRAMED = "frame-ancestors 'self'; sandbox allow-scripts allow-downloads; base-uri 'none'; form-action 'none'"
"""The policy of a graph, beside the one that stands in it: a frame from which nothing can be reached."""
_STATIC = {"serve.css": "text/css; charset=utf-8", "serve.js": "text/javascript; charset=utf-8"}


class Group(NamedTuple):
    """Facts of one kind."""

    name: str
    facts: list[Told]


class Pages:
    """Renders what sessions find."""

    def __init__(self, graphs: Graphs, rows: int) -> None:
        self._graphs, self._rows = graphs, rows
        self._templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
        self._templates.filters |= {
            "path": path_of,
            "short": short,
            "web": _is_web,
            "words": lambda name: in_words(name.partition(":")[2]),
            "document": lambda id_: path_of(document_iri(id_)),
            "groupby_section": _by_section,
        }

    async def start(self, request: Request) -> Response:
        """The start page; with a query, its answer."""
        given = parameters(request)
        query = given.one("query")

        def work(session: Session) -> Response:
            it, error, status = None, None, 200
            if query is not None:
                it, error, status = _tried(lambda: _answered(session, query, given))
            counts = [(name, number) for name, number in session.graph.generation.manifest.counts.items()]
            values = {"query": query, "it": it, "error": error, "questions": saved_queries().values()}
            values["example"] = patterns()[2].sparql
            return self._page(session, "start.html", {**values, "counts": counts}, status)

        return await self._graphs.ask(work)

    async def questions(self, request: Request) -> Response:
        """The saved questions."""
        return await self._graphs.ask(
            lambda session: self._page(session, "questions.html", {"questions": saved_queries().values()})
        )

    async def question(self, request: Request) -> Response:
        """A saved question with a form for its parameters; its answer, when all that it needs is given."""
        name, given = request.path_params["name"], parameters(request)
        try:
            question = saved_query(name)
        except ChoiceError as error:
            raise HTTPException(404, in_a_line(error)) from None
        values = api.values_of(question, given)
        ready = all(one.optional or one.name in values for one in question.parameters)

        def work(session: Session) -> Response:
            it, error, status = None, None, 200
            if ready and (given.pairs or not question.parameters):
                it, error, status = _tried(lambda: _asked(session, name, values, given))
            context = {"question": question, "values": values, "it": it, "error": error}
            return self._page(session, "ask.html", context, status)

        return await self._graphs.ask(work)

    async def thing(self, request: Request) -> Response:
        """Whatever has an IRI of ours, as a page or as RDF."""
        path = request.scope["raw_path"].decode()
        if (found := iri_of(path)) is None:
            raise HTTPException(404, f"{path} is no address of anything; look for a name at /find?name=NAME")
        iri, form = found
        form = form or preferred(request.headers.get("accept"), HTML | TRIPLES)
        if form is None:
            raise HTTPException(406, "it can be had as HTML, Turtle, N-Triples, JSON-LD and RDF/XML")
        if form == "html":
            return await self._graphs.ask(lambda session: self._thing(session, iri, parameters(request)))
        return await self._graphs.ask(lambda session: _described(session, iri, form))

    def _thing(self, session: Session, iri: str, given: Parameters) -> Response:
        found = things.thing(session, iri, api.number(given, "from", 0))
        forms = [(name, types[0]) for name, types in TRIPLES.items()]
        text = str(found.document["text"]) if found.document else ""
        context = {"thing": found, "forms": forms, "path": (path_of(iri) or "").removesuffix(".html")}
        context |= {"parts": list(_parts(text, found)), "as_graph": given.one("as") == "graph", "step": things.PAGE}
        return self._page(session, "thing.html", context)

    async def find(self, request: Request) -> Response:
        """What is called by a name."""
        wanted = parameters(request).one("name") or ""

        def work(session: Session) -> Response:
            found = things.named(session, wanted)
            alike = session.graph.alike(wanted) if wanted and not found else []
            return self._page(session, "found.html", {"wanted": wanted, "found": found, "alike": alike})

        return await self._graphs.ask(work)

    async def based_on(self, request: Request) -> Response:
        """The facts that IRIs name, or that rest on words."""
        given = parameters(request)

        def work(session: Session) -> Response:
            return self._page(session, "basis.html", {"facts": api.basis_of(session, given)})

        return await self._graphs.ask(work)

    async def view(self, request: Request) -> Response:
        """The graph of the facts about something, or in an answer, as `kg view` draws it."""
        from kg.projection import Choice, draw
        from kg.view import render  # takes a fifth of all that a server needs to start

        given = parameters(request)

        def work(session: Session) -> Response:
            title, facts = _drawn(session, given)
            graph = draw(read(session.rows, facts[:_DRAWN]), Choice.of(top=_NODES), session.text)
            if not len(graph):
                raise HTTPException(404, "there is nothing to draw: the answer names no fact, and cites no words")
            return HTMLResponse(render(graph, title=title), headers={"content-security-policy": _FRAMED})

        return await self._graphs.ask(work)

    async def about_api(self, request: Request) -> Response:
        """What programs can ask."""
        operations = [(path, its["get"]["summary"]) for path, its in api.description()["paths"].items()]
        return await self._graphs.ask(lambda session: self._page(session, "api.html", {"operations": operations}))

    async def static(self, request: Request) -> Response:
        """Style and script of the pages."""
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404, "there is no such file")
        return Response((TEMPLATES / name).read_bytes(), media_type=_STATIC[name])

    def _page(self, session: Session, name: str, context: Mapping[str, Any], status: int = 200) -> Response:
        manifest = session.graph.generation.manifest
        about = {"base": session.graph.path.stem, "generation": manifest.number, "heads": _HEADS, "wanted": None}
        about |= {"documents": f"{manifest.counts['documents']:,}"}
        text = self._templates.get_template(name).render({**about, **context})
        return HTMLResponse(text, status, {"vary": "accept"})


def _tried(work: Any) -> tuple[Shown | None, str | None, int]:
    """What was found, or why nothing was, with the status that says so."""
    try:
        return work(), None, 200
    except QueryError as error:
        return None, in_a_line(error), 503 if isinstance(error, LimitError) else 400


def _answered(session: Session, query: str, given: Parameters) -> Shown:
    def address(more: Mapping[str, str]) -> str:
        path = "/sparql" if "format" in more else "/view" if "view" in more else "/"
        return f"{path}?{urlencode({'query': query, **more})}"

    return shown(session.query(query), given.one("as") or "table", session.limit, address)


def _asked(session: Session, name: str, values: Mapping[str, str], given: Parameters) -> Shown:
    def address(more: Mapping[str, str]) -> str:
        path = f"/api/questions/{name}" if "format" in more else "/view" if "view" in more else f"/ask/{name}"
        return f"{path}?{urlencode({**values, **more, **({'question': name} if 'view' in more else {})})}"

    answer = session.ask(name, **values)
    found = shown(answer, given.one("as") or "table", session.limit, address)
    found.links = [link for link in found.links if link[0] in ("CSV", "JSON")]
    found.plain = True
    if isinstance(answer, Rows) and not answer.rows:
        names = [values[one.name] for one in saved_query(name).parameters if one.is_name and one.name in values]
        found.alike = [alike for one in names for alike in session.graph.alike(one)]
    return found


def _drawn(session: Session, given: Parameters) -> tuple[str, Sequence[str]]:
    """The title of a graph, and its facts."""
    if about := given.one("about"):
        iri = things.resolved(session, about)
        return things.label_of(session, iri), facts_about(session.rows, iri)
    if query := given.one("query"):
        title, answer = "Answer", session.query(query)
    else:
        question = saved_query(given.one("question") or "")
        title, answer = question.question, session.ask(question.name, **api.values_of(question, given))
    if not isinstance(answer, Rows):
        raise HTTPException(400, "only a table can be drawn")
    return title, things.facts_of(session, *things.facts_in(answer.columns, answer.rows))


def _described(session: Session, iri: str, form: str) -> Response:
    """The RDF of something. Raises HTTPException if there is no such thing."""
    there = session.written(f"ASK {{ <{iri}> ?p ?o }}", ("csv", form)).text == "true"
    if not there:
        raise HTTPException(404, f"there is nothing with the IRI {iri}")
    answer = session.written(things.DESCRIPTION.replace("<X>", f"<{iri}>"), ("csv", form))
    headers = {"vary": "accept"} | ({"x-sparql-maxrows": str(session.limit)} if answer.truncated else {})
    return Response(answer.text, headers=headers, media_type=content_type(form))


class _Part(NamedTuple):
    """A piece of a text: marked if some fact rests on it, with the names of the spans that begin with it."""

    text: str
    marked: bool
    anchors: list[str]


def _parts(text: str, found: things.Thing) -> Iterable[_Part]:
    spans = {(one["begin"], one["end"]) for fact in found.facts for one in _own(fact, found) if "begin" in one}
    edges = sorted({0, len(text), *(edge for span in spans for edge in span if 0 <= edge <= len(text))})
    for begin, end in pairwise(edges):
        anchors = [f"char-{first}-{last}" for first, last in sorted(spans) if first == begin]
        yield _Part(text[begin:end], any(first <= begin and end <= last for first, last in spans), anchors)


def _own(fact: Told, found: things.Thing) -> Iterable[dict[str, Any]]:
    """What the document itself says of a fact."""
    id_ = found.document["id"] if found.document else None
    return (one for one in fact.accounts if one["document"] == id_)


def _by_section(facts: Iterable[Told]) -> list[Group]:
    groups = [Group(name, [one for one in facts if one.section == name]) for name in SECTIONS]
    return [group for group in groups if group.facts]


def _is_web(value: object) -> bool:
    """Whether a text is an address that a link may lead to."""
    return isinstance(value, str) and _WEB.fullmatch(value) is not None
