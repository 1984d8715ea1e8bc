"""`graph/N/verified`: remembers that files were found whole, so that they are not hashed at every query.

It holds a digest of what the file system says of them: size, inode, and the times of the last change, which no program
can set back. A file written to, replaced or copied is hashed again. Bits that rot on the disk change none of these:
`kg check` and `kg build` forget what is remembered and hash everything once, and RocksDB, which keeps a checksum of
each block, gives an error for such a block, never wrong data.
"""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg.base.files import read, remove, write

_NAME = "verified"


class State(NamedTuple):
    """What the file system says of files, as a SHA-256 (hex), and when the latest change of one was, in nanoseconds."""

    digest: str
    changed: int


def state(paths: Iterable[Path]) -> State:
    """The state of files now."""
    digest, changed = sha256(), 0
    for path in sorted(paths):
        digest.update(repr(path.name).encode())
        with suppress(OSError):
            about = path.stat()
            digest.update(repr((about.st_size, about.st_ino, about.st_mtime_ns, about.st_ctime_ns)).encode())
            changed = max(changed, about.st_ctime_ns)
    return State(digest.hexdigest(), changed)


def is_verified(folder: Path, found: State) -> bool:
    """Whether files were found whole in this state."""
    try:
        when = (folder / _NAME).stat().st_mtime_ns
        return found.changed < when and read(folder / _NAME) == found.digest  # a tick of the clock holds two changes
    except (OSError, ValueError):
        return False


def remember(folder: Path, found: State) -> None:
    """Remember that files are whole that were in this state before they were read, if that can be written."""
    with suppress(OSError):
        write(folder / _NAME, found.digest)


def forget(folder: Path) -> None:
    """Let the files be read again before they are used next."""
    remove(folder / _NAME)
