"""One writer at a time."""

import fcntl
import os
import weakref
from pathlib import Path

from kg.errors import BaseError


class Lock:
    """Held from construction to `release`, or to the death of the process; names its holder to others."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises BaseError, naming the holder, if another process or base has it."""
        self._file = path.open("a+", encoding="ascii")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise BaseError(
                f"{path.parent} is being written by process {holder}; wait until it has finished, or stop it"
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()
        _close_in_children(self)

    def release(self) -> None:
        """Give the lock back."""
        if not self._file.closed:
            self._file.truncate(0)
            fcntl.flock(self._file, fcntl.LOCK_UN)  # a child forked this moment may still have its copy open
            self._file.close()

    def close_copy(self) -> None:
        """Close a forked child's copy of the file, which would keep the lock when the parent is killed."""
        if not self._file.closed:
            self._file.close()


def _close_in_children(lock: Lock) -> None:
    held = weakref.ref(lock)

    def close() -> None:
        if alive := held():
            alive.close_copy()

    os.register_at_fork(after_in_child=close)
