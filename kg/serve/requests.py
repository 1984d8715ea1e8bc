"""What a request says: its parameters, and its body, which is neither long nor slow."""

import asyncio
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.settings import BODY, PATIENCE

FORM = "application/x-www-form-urlencoded"


class Parameters:
    """The parameters of a request, each perhaps given several times."""

    def __init__(self, encoded: str) -> None:
        """Of an address or a form. Raises HTTPException for what is no UTF-8."""
        try:
            self.pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
        except ValueError:
            raise HTTPException(400, "the parameters of the request are no UTF-8, or too many; encode them") from None

    def all(self, name: str) -> list[str]:
        """All values of a parameter."""
        return [value for key, value in self.pairs if key == name]

    def one(self, name: str) -> str | None:
        """The value of a parameter; empty ones are none. Raises HTTPException if there are several."""
        found = list(filter(None, self.all(name)))
        if len(found) > 1:
            raise HTTPException(400, f"{name} is given {len(found)} times; give it once")
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Whether a parameter is given, be it empty."""
        return any(key == name for key, _ in self.pairs)


def parameters(request: Request) -> Parameters:
    """Those in the address."""
    return Parameters(request.url.query)


async def body(request: Request) -> str:
    """The body of a request as text. Raises HTTPException for one that is too long, too slow, or no UTF-8."""
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > BODY:
        raise _too_long()
    data = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                data += part
                if len(data) > BODY:
                    raise _too_long()
    except TimeoutError:
        raise HTTPException(408, f"the request did not come whole within {PATIENCE:g} s; send it again") from None
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "the body of the request is no UTF-8; encode it so") from None


def media_type(request: Request) -> str:
    """What the body is, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_long() -> HTTPException:
    return HTTPException(413, f"the request has more than {BODY:,} bytes; send less", {"connection": "close"})
