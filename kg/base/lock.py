"""One writer at a time."""

import fcntl
import os
import weakref
from contextlib import suppress
from pathlib import Path

from kg.base.files import create
from kg.errors import BaseError


class Lock:
    """Held from construction to `release`, or to the death of the process; names its holder to others."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises BaseError, naming the holder, if another process or base has it, or it is none."""
        if path.exists() and not path.is_file():
            raise BaseError(f"{path} is not a file; move it away and run kg build again")
        self._file = os.fdopen(create(path), "r", encoding="ascii", errors="replace")
        if not self._taken(path):
            holder = self._file.read(20).strip() or "unknown"
            self._file.close()
            raise BaseError(
                f"{path.parent} is being written by process {holder}; wait until it has finished, or stop it"
            )
        with suppress(OSError):  # where the disk is full, the lock holds without the name of its holder
            os.ftruncate(self._file.fileno(), 0)
            os.pwrite(self._file.fileno(), str(os.getpid()).encode(), 0)
        _close_in_children(self)

    def release(self) -> None:
        """Give the lock back."""
        if not self._file.closed:
            os.ftruncate(self._file.fileno(), 0)
            fcntl.flock(self._file, fcntl.LOCK_UN)  # a child forked this moment may still have its copy open
            self._file.close()

    def close_copy(self) -> None:
        """Close a forked child's copy of the file, which would keep the lock when the parent is killed."""
        if not self._file.closed:
            self._file.close()

    def _taken(self, path: Path) -> bool:
        """Whether the lock is now held here, on the file that others look for: the base may just have been removed."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return os.path.samestat(os.fstat(self._file.fileno()), path.stat())
        except OSError:
            return False


def _close_in_children(lock: Lock) -> None:
    held = weakref.ref(lock)

    def close() -> None:
        if alive := held():
            alive.close_copy()

    os.register_at_fork(after_in_child=close)
