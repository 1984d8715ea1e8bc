"""What is answered where."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ExceptionHandler

from kg.errors import BaseError, KgError, LimitError
from kg.serve.graphs import Graphs
from kg.serve.guard import Guard
from kg.serve.protocol import Protocol
from kg.serve.settings import Settings

_LONGEST = 500
_READ, _WRITE = ["GET", "HEAD"], ["PUT", "POST", "PATCH", "DELETE"]


def application(settings: Settings, graphs: Graphs) -> Starlette:
    """The server of some graphs, as ASGI has it."""
    protocol = Protocol(graphs, settings.rows)
    routes = [
        Route("/sparql", protocol.sparql, methods=[*_READ, "POST"]),
        Route("/sparql", protocol.refused, methods=["PUT", "PATCH", "DELETE"]),
        *(Route(path, protocol.graph, methods=_READ) for path in ("/graph/{name:path}", "/graph-store")),
        *(Route(path, protocol.refused, methods=_WRITE) for path in ("/graph/{name:path}", "/graph-store")),
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


def _failed(_: Request, error: Exception) -> Response:
    """A failure in one line: 503 where the same may work later, or less of it now."""
    later = isinstance(error, LimitError | BaseError)
    return PlainTextResponse(f"{in_a_line(error)}\n", 503 if later else 400, {"retry-after": "5"} if later else None)


def in_a_line(error: Exception) -> str:
    """What an error says, on one line: the engine's own words of what cannot be parsed take many."""
    said = " ".join(str(error).split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} ..."


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
