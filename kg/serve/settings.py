"""What a server is told when it starts, checked before anything listens."""

import ipaddress
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ConfigurationError, shown

BODY = 2_000_000
"""Bytes that a request may send."""
PATIENCE = 5.0
"""Seconds that a request may wait for a process, and that a client may take to send it."""
WAITING = 256
"""Requests that may wait; one more is told to come again."""
CONNECTIONS = 500
"""Open at once; to the next, the server says that it is full."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(:\d*)?")
_TOKEN = re.compile(r"[\x21-\x39\x3b-\x7e]{16,}")
"""At least 16 characters that a header may hold, and no colon, at which a browser divides name and password."""


@dataclass(frozen=True)
class Settings:
    """A base and how it is served. Raises ConfigurationError for what must not be."""

    base: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = field(default=None, repr=False)
    """What whoever asks must know, if anything."""
    names: tuple[str, ...] = ()
    """Names of this machine, beside the address, under which it is called."""
    origins: tuple[str, ...] = ()
    """Other sites whose scripts may read the answers: `https://example.org`."""
    timeout: float = 5.0
    """Seconds for the queries of a request."""
    rows: int = 10_000
    """Rows or triples of an answer at most."""
    processes: int = 2
    """Requests that are answered at once."""

    def __post_init__(self) -> None:
        if self.token is not None and not _TOKEN.fullmatch(self.token):
            raise ConfigurationError(
                "the token must have 16 characters or more: letters, digits and signs, no space or colon; "
                'make one with python -c "import secrets; print(secrets.token_urlsafe())"'
            )
        if not self.is_local and self.token is None:
            raise ConfigurationError(
                f"{self.host} can be reached from other machines, and no token is set; set KG_TOKEN to one of 16 "
                "characters or more, or leave --host out"
            )

    @property
    def is_local(self) -> bool:
        """Whether no other machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def is_own(self, header: str) -> bool:
        """Whether the header `Host` names this server: other names may be those of a site that was pointed at it."""
        found = _HOST.fullmatch(header)
        if not found:
            return False
        name = found["name"].strip("[]").casefold()
        if name in (*_LOOPBACK, self.host.casefold(), *map(str.casefold, self.names)):
            return True
        return self._is_everywhere and _is_address(name)

    @property
    def _is_everywhere(self) -> bool:
        return _is_address(self.host) and ipaddress.ip_address(self.host).is_unspecified

    def admits(self, given: str | None) -> bool:
        """Whether a token is the one that is asked for, if any is; how long that takes does not tell how near it is."""
        return self.token is None or (given is not None and secrets.compare_digest(given.encode(), self.token.encode()))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def origin(typed: str) -> str:
    """An origin as browsers write it. Raises ConfigurationError."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:.]+\](:\d{1,5})?", typed):
        raise ConfigurationError(f"{shown(typed)} is no origin; write one as https://example.org, with nothing behind")
    return typed.lower()
