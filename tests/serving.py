"""Servers for tests, in threads of this process, and requests to them over real connections."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kg.serve import Settings, bound
from kg.serve.app import application
from kg.serve.graphs import Graphs
from kg.serve.running import server


class Said(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    text: str


class Site:
    """A server that runs."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | str | None = None,
        timeout: float = 30,
        **headers: str | None,
    ) -> Said:
        """One request; `None` leaves a header out, and `_` stands for the hyphen in its name."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.putrequest(method, path, skip_host="host" in given)
            data = body.encode() if isinstance(body, str) else body
            if data is not None:
                given.setdefault("content-length", str(len(data)))
            for name, value in given.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(data)
            answer = connection.getresponse()
            return Said(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()


@contextmanager
def served(base: Path, **chosen: Any) -> Iterator[Site]:
    """A server of a base, at a free port of this machine."""
    settings = Settings(base=base, port=0, **chosen)
    with bound(settings) as listening:
        graphs = Graphs(base, processes=settings.processes, timeout=settings.timeout, limit=settings.rows)
        running = server(application(settings, graphs))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Site(listening.getsockname()[1])
        finally:
            running.should_exit = True
            thread.join()
            graphs.close()
