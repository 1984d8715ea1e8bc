"""SPARQL 1.1 Protocol, the service description, and the reading half of the Graph Store HTTP Protocol."""

from collections.abc import Sequence
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import shown
from kg.query import Written
from kg.serve.graphs import Graphs, Session
from kg.serve.negotiation import HTML, ROWS, TRIPLES, Forms, content_type, preferred
from kg.serve.requests import FORM, Parameters, body, media_type, parameters
from kg.vocab import GRAPH, MERGED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH, VOCAB_GRAPH

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_READ_ONLY = "this server only reads; a base is changed with kg build and kg forget"
_ALL_TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX f: <http://www.w3.org/ns/formats/>
CONSTRUCT {
  <#service> a sd:Service ; sd:endpoint <> ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat f:SPARQL_Results_JSON, f:SPARQL_Results_XML, f:SPARQL_Results_CSV, f:SPARQL_Results_TSV,
      f:Turtle, f:N-Triples, f:JSON-LD, f:RDF_XML ;
    sd:defaultDataset <#dataset> .
  <#dataset> a sd:Dataset, void:Dataset ; void:triples %d ; void:uriSpace "https://w3id.org/diplograph/id/" ;
    void:vocabulary dip:, dv: ; sd:defaultGraph <#union> ; sd:namedGraph %s .
  <#union> a sd:Graph ; rdfs:comment "all graphs together" .
  ?graph a sd:NamedGraph ; sd:name ?graph .
} WHERE { VALUES ?graph { %s } }"""
"""The service as a query makes it, so that it is written in every form in which answers are."""


class _Asked(NamedTuple):
    """A query as the protocol has it."""

    sparql: str
    graphs: Sequence[str] | None
    named: Sequence[str] | None


class Protocol:
    """The endpoint of a server."""

    def __init__(self, graphs: Graphs, rows: int) -> None:
        """`rows` are those of an answer at most."""
        self._graphs, self._rows = graphs, rows

    async def sparql(self, request: Request) -> Response:
        """A query by GET, by a form, or as the body of a request; without one, what the service is."""
        given = parameters(request)
        if request.method == "POST":
            given = await _posted(request, given)
        if given.has("update") or given.has("using-graph-uri"):
            raise HTTPException(403, _READ_ONLY)
        sparql = given.one("query")
        if sparql is None and request.method == "POST":
            raise HTTPException(400, "the form has no query; send one as query=SELECT ...")
        if request.method != "POST" and _wants_page(request, given):
            return RedirectResponse(f"/?{request.url.query}", 303)
        forms = _forms(request, given)
        if sparql is None:
            return await self._description(str(request.url.replace(query="")), forms)
        asked = _Asked(sparql, *_dataset(given))
        return self._response(
            await self._graphs.ask(
                lambda session: session.written(asked.sparql, forms, graphs=asked.graphs, named=asked.named)
            )
        )

    async def graph(self, request: Request) -> Response:
        """The triples of a graph, named by the path, by ?graph=IRI, or, all together, by ?default."""
        given = parameters(request)
        name = request.scope["raw_path"].decode().removeprefix("/graph/") if "name" in request.path_params else None
        iri = given.one("graph") if name is None else GRAPH + name
        if (iri is None) != given.has("default"):
            raise HTTPException(400, "name one graph: /graph-store?graph=IRI, or /graph-store?default for all together")
        form = _chosen(given, TRIPLES) or preferred(request.headers.get("accept"), TRIPLES)
        if form is None:
            raise _unacceptable(TRIPLES)
        chosen = None if iri is None else [_own(iri)]

        def stored(session: Session) -> Written | None:
            there = session.written("ASK { ?s ?p ?o }", ("csv", form), graphs=chosen).text == "true"
            return session.written(_ALL_TRIPLES, ("csv", form), whole=True, graphs=chosen) if there else None

        answer = await self._graphs.ask(stored)
        if answer is None:
            raise HTTPException(404, f"there is no graph {iri}")
        return self._response(answer)

    async def refused(self, request: Request) -> Response:
        """Nothing can be written."""
        raise HTTPException(403, _READ_ONLY)

    async def _description(self, endpoint: str, forms: tuple[str, str]) -> Response:
        shared = " ".join(f"<{iri}>" for iri in (MERGED_GRAPH, REGISTRY_GRAPH, ONTOLOGY_GRAPH, VOCAB_GRAPH))

        def described(session: Session) -> Written:
            quads = sum(session.graph.generation.manifest.quads.values())
            sparql = _DESCRIPTION % (quads, shared.replace(" ", ", "), shared)
            return session.written(f"BASE <{endpoint}> {sparql}", forms)

        return self._response(await self._graphs.ask(described))

    def _response(self, answer: Written) -> Response:
        headers = {"vary": "accept"}
        if answer.truncated:
            headers["x-sparql-maxrows"] = str(self._rows)
        return Response(answer.text, headers=headers, media_type=content_type(answer.form))


async def _posted(request: Request, given: Parameters) -> Parameters:
    """The parameters of a POST; a query that is its body becomes one of them."""
    kind = media_type(request)
    if kind == FORM:
        return Parameters(await body(request))
    if kind == _UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if kind != _QUERY:
        raise HTTPException(415, f"the body is neither {FORM} nor {_QUERY}; say what it is in Content-Type")
    given.pairs.append(("query", await body(request)))
    return given


def _dataset(given: Parameters) -> tuple[list[str] | None, list[str] | None]:
    """The graphs that a request asks instead of all. Raises HTTPException."""
    default, named = given.all("default-graph-uri"), given.all("named-graph-uri")
    if not default and not named:
        return None, None
    return list(map(_own, default)), list(map(_own, named))


def _own(iri: str) -> str:
    """The IRI of a graph of a base. Raises HTTPException for others: nothing is fetched from elsewhere."""
    if not iri.startswith(GRAPH):
        raise HTTPException(400, f"{shown(iri)} is no graph of this base; graphs have IRIs that begin with {GRAPH}")
    return iri


def _wants_page(request: Request, given: Parameters) -> bool:
    """Whether somebody came here with a browser."""
    accept = request.headers.get("accept")
    return not given.has("format") and accept is not None and preferred(accept, ROWS | TRIPLES | HTML) == "html"


def _forms(request: Request, given: Parameters) -> tuple[str, str]:
    """In which form a table is wanted, and in which triples are. Raises HTTPException."""
    accept = request.headers.get("accept")
    if chosen := _chosen(given, ROWS | TRIPLES):
        return (chosen, "ttl") if chosen in ROWS else ("json", chosen)
    rows, triples = preferred(accept, ROWS), preferred(accept, TRIPLES)
    if rows is None and triples is None:
        raise _unacceptable(ROWS | TRIPLES)
    return rows or "json", triples or "ttl"


def _chosen(given: Parameters, forms: Forms) -> str | None:
    """The form that the parameter `format` names, by its name or media type. Raises HTTPException."""
    wanted = given.one("format")
    if wanted is None:
        return None
    for name, types in forms.items():
        if wanted == name or wanted in types:
            return name
    raise HTTPException(400, f"format={shown(wanted)} is none of {', '.join(forms)}")


def _unacceptable(forms: Forms) -> HTTPException:
    return HTTPException(406, f"Accept names none of {', '.join(types[0] for types in forms.values())}")
