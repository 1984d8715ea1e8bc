"""An end of a pipe for messages: what `multiprocessing` has for it takes a fifth of all that a short query needs."""

import os

_LENGTH = 8
"""Bytes that tell, before each message, how many it has."""
_PART = 2**20


class Pipe:
    """Sends or receives messages through a descriptor, which is its own. Raises OSError once it is closed."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, message: bytes) -> None:
        """Send a message. Raises OSError if nobody is left to receive it."""
        rest = memoryview(len(message).to_bytes(_LENGTH) + message)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def receive(self) -> bytes:
        """The next message, which is waited for. Raises EOFError if nobody is left to send it, or all of it."""
        return self._read(int.from_bytes(self._read(_LENGTH)))

    def close(self) -> None:
        """Close it, unless it is closed."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _read(self, size: int) -> bytes:
        read = bytearray()
        while len(read) < size:
            part = os.read(self._descriptor, min(size - len(read), _PART))
            if not part:
                raise EOFError
            read += part
        return bytes(read)
