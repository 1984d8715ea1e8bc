"""What every request passes: for whom it is, from whom, and whether it may be asked from there."""

import base64
import binascii

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing comes from elsewhere, no script or style stands in a page, and no other page shows it in a frame."""
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
_CHALLENGE = 'Bearer realm="kg", Basic realm="kg (any name; the token is the password)", charset="UTF-8"'


class Guard:
    """Lets through what may be asked, and puts on every answer the headers that keep it from being misused."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        extra = self._shared(headers)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in (_ALWAYS | extra).items():
                    sent.setdefault(name, value)
                if self._settings.origins:
                    sent.add_vary_header("origin")
            await send(message)

        app = self._refusal(scope["method"], headers) or self._app
        await app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> Response | None:
        """Why a request is not answered, if so."""
        host = headers.get("host", "")
        if not self._settings.is_own(host):
            said = f"this server is not {host[:100]!r}; if it should be called so, start it with --name"
            return PlainTextResponse(f"{said}\n", 403)
        if method == "OPTIONS" and "access-control-request-method" in headers:
            return PlainTextResponse("", 204)
        if not self._settings.admits(_token(headers.get("authorization", ""))):
            said = "send the token of this server: Authorization: Bearer TOKEN, or as the password of any name"
            return PlainTextResponse(f"{said}\n", 401, {"www-authenticate": _CHALLENGE})
        if method not in ("GET", "HEAD") and self._is_foreign(headers):
            return PlainTextResponse("other sites may not post here; --cors allows one\n", 403)
        return None

    def _is_foreign(self, headers: Headers) -> bool:
        """Whether a browser sends a request for the page of another site."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        own = {f"{scheme}://{headers.get('host', '')}" for scheme in ("http", "https")}
        return origin.lower() not in {*map(str.lower, own), *self._settings.origins}

    def _shared(self, headers: Headers) -> dict[str, str]:
        """What lets the scripts of a site read the answer, if that is one of those that may."""
        origin = headers.get("origin", "").lower()
        if origin not in self._settings.origins:
            return {}
        return {
            "access-control-allow-origin": origin,
            "access-control-allow-methods": "GET, HEAD, POST",
            "access-control-allow-headers": "authorization, content-type",
            "access-control-expose-headers": "x-sparql-maxrows, retry-after",
            "cross-origin-resource-policy": "cross-origin",
        }


def _token(authorization: str) -> str | None:
    """The token that a request brings, as such or as a password."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None
