"""`kg serve`."""

import os
from importlib.util import find_spec
from typing import Annotated

import typer

from kg.cli.console import say
from kg.cli.options import CORES, DEFAULT_BASE, Base, number
from kg.errors import ConfigurationError


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen at; others than loopback need a token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Port; 0 takes a free one.")] = 8000,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A name of this machine by which it is called, beside the address."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", help="Another site whose pages may read the answers: https://example.org."),
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=3600, callback=number, help="Seconds.")] = 5.0,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10**6, help="Rows of an answer at most.")] = 10_000,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=64, help="Requests answered at once.", show_default="one per core")
    ] = CORES,
    base: Base = DEFAULT_BASE,
) -> None:
    """Serve a base to browsers and programs, to be read only: a SPARQL endpoint, pages, JSON.

    Others than this machine reach it only with --host, and by the token in the environment variable KG_TOKEN.

    Example: kg serve --base news.kg
    """
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise ConfigurationError(
            "kg serve needs Starlette and uvicorn; install them with pip install 'diplograph[serve]'"
        )
    from kg.serve import Settings, bound, origin
    from kg.serve import serve as run

    settings = Settings(
        base=base,
        host=host,
        port=port,
        token=os.environ.get("KG_TOKEN") or None,
        names=tuple(name or ()),
        origins=tuple(map(origin, cors or ())),
        timeout=timeout,
        rows=limit,
        processes=jobs,
    )
    with bound(settings) as listening:
        shown = f"[{host}]" if ":" in host else host
        run(settings, listening, lambda: say(f"{base} at http://{shown}:{listening.getsockname()[1]}/; Ctrl-C ends it"))
