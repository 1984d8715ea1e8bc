"""`kg mcp`."""

from importlib.util import find_spec
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_BASE, Base, number
from kg.errors import ConfigurationError


def mcp(
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=3600, callback=number, help="Seconds.")] = 5.0,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10**6, help="Rows of an answer at most.")] = 200,
    base: Base = DEFAULT_BASE,
) -> None:
    """Give an assistant the saved questions of a base as tools, with words and sources: Model Context Protocol.

    The assistant starts this itself, and speaks with it on standard input and output.

    Example: kg mcp --base news.kg
    """
    if find_spec("mcp") is None:
        raise ConfigurationError("kg mcp needs the Python SDK of MCP; install it with pip install 'diplograph[mcp]'")
    from kg.mcp import serve
    from kg.serve.graphs import Graphs

    graphs = Graphs(base, processes=1, timeout=timeout, limit=limit)
    try:
        serve(graphs)
    finally:
        graphs.close()
