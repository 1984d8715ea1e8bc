"""uvicorn, as this server runs it."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Iterator

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.settings import CONNECTIONS, PATIENCE

_LONGEST_HEAD = 65_536
"""Bytes of the address and headers of a request."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def server(app: ASGIApp) -> uvicorn.Server:
    """A server that runs until SIGINT or SIGTERM; what is being answered then has some seconds to finish."""
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_keep_alive=int(PATIENCE),
        timeout_graceful_shutdown=int(2 * PATIENCE),
    )
    return _Server(config)


class _Server(uvicorn.Server):
    """Ends quietly: uvicorn's own would raise each signal again when all is done."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Protocol(H11Protocol):
    """A connection that is closed where the head of a request does not come in time: uvicorn would wait for ever."""

    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn does
        super().connection_made(transport)
        self._heed()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._heed()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._forget()

    def _heed(self) -> None:
        """Wait for the head of a request, no longer than for any, or, where it is there, for nothing."""
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._watch is None:
            self._watch = self.loop.call_later(PATIENCE, self.transport.close)

    def _forget(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
