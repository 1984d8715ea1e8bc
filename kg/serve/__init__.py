"""A base on the network: SPARQL, pages and JSON, to be read only."""

import socket
from collections.abc import Callable

from kg.errors import ConfigurationError
from kg.serve.settings import Settings, origin

__all__ = ["Settings", "bound", "origin", "serve"]


def bound(settings: Settings) -> socket.socket:
    """A socket that listens as the settings say; port 0 is any that is free. Raises ConfigurationError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigurationError(
            f"nothing can listen at {settings.host}:{settings.port}: {why}; give another --host or --port"
        ) from error


def serve(settings: Settings, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Answer what comes to a socket, until a signal ends it; `ready` is called when the base can be asked.

    Raises BaseError or QueryError if it cannot.

    Needs Starlette and uvicorn, which `pip install 'diplograph[serve]'` brings.
    """
    from kg.serve.app import application
    from kg.serve.graphs import Graphs
    from kg.serve.running import server

    processes, timeout, limit = settings.processes, settings.timeout, settings.rows
    graphs = Graphs(settings.base, processes=processes, timeout=timeout, limit=limit)
    ready()
    try:
        server(application(settings, graphs)).run(sockets=[listening])
    finally:
        graphs.close()
