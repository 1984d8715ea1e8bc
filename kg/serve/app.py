"""What is answered where."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ExceptionHandler

from kg.errors import BaseError, KgError, LimitError
from kg.serve.api import Api
from kg.serve.graphs import Graphs
from kg.serve.guard import Guard
from kg.serve.lines import in_a_line
from kg.serve.pages import Pages
from kg.serve.protocol import Protocol
from kg.serve.settings import Settings

_READ, _WRITE = ["GET", "HEAD"], ["PUT", "POST", "PATCH", "DELETE"]


def application(settings: Settings, graphs: Graphs) -> Starlette:
    """The server of some graphs, as ASGI has it."""
    protocol = Protocol(graphs, settings.rows)
    routes = [
        Route("/sparql", protocol.sparql, methods=[*_READ, "POST"]),
        Route("/sparql", protocol.refused, methods=["PUT", "PATCH", "DELETE"]),
        *(Route(path, protocol.graph, methods=_READ) for path in ("/graph/{name:path}", "/graph-store")),
        *(Route(path, protocol.refused, methods=_WRITE) for path in ("/graph/{name:path}", "/graph-store")),
        *_pages(Pages(graphs, settings.rows)),
        *_api(Api(graphs)),
    ]

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(graphs.watch())
        yield
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        graphs.close()

    handlers: dict[int | type[Exception], ExceptionHandler] = {KgError: _failed, HTTPException: _refused}
    guard = Middleware(Guard, settings=settings)
    return Starlette(routes=routes, middleware=[guard], exception_handlers=handlers, lifespan=running)


def _pages(pages: Pages) -> Iterator[Route]:
    yield Route("/", pages.start)
    yield Route("/questions", pages.questions)
    yield Route("/ask/{name}", pages.question)
    yield Route("/id/{local:path}", pages.thing)
    yield Route("/find", pages.find)
    yield Route("/based-on", pages.based_on)
    yield Route("/view", pages.view)
    yield Route("/api", pages.about_api)
    yield Route("/static/{name}", pages.static)


def _api(api: Api) -> Iterator[Route]:
    yield Route("/api/facts", api.facts)
    yield Route("/api/find", api.find)
    yield Route("/api/based-on", api.based_on)
    yield Route("/api/questions", api.questions)
    yield Route("/api/questions/{name}", api.question)
    yield Route("/api/terms", api.terms)
    yield Route("/api/openapi.json", api.openapi)


def _failed(_: Request, error: Exception) -> Response:
    """A failure in one line: 503 where the same may work later, or less of it now."""
    later = isinstance(error, LimitError | BaseError)
    return PlainTextResponse(f"{in_a_line(error)}\n", 503 if later else 400, {"retry-after": "5"} if later else None)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
