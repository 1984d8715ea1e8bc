"""Files and folders of a base: none but their owner may read them, and they are on the disk when it matters."""

import os
import re
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from kg.errors import BaseError

PRIVATE = 0o600
"""The mode of files."""
_FOLDER = 0o700
_LEGIBLE = re.compile("[^\0\ud800-\udfff]*")  # Python has a surrogate for each byte that is not UTF-8


def require_name(path: Path) -> None:
    """Raise BaseError for a path that is not UTF-8, which Oxigraph cannot open, or that no file can have."""
    if not _LEGIBLE.fullmatch(str(path)):
        raise BaseError(f"{str(path)!r} is no name for a base, as it is not UTF-8; give another with --base")


def make_folder(path: Path) -> bool:
    """Make a private folder, whatever the umask; False, and its mode is as it was, if there is one."""
    try:
        path.mkdir(mode=_FOLDER, parents=True)
    except FileExistsError:
        if path.is_dir():
            return False
        raise
    path.chmod(_FOLDER)
    return True


def create(path: Path) -> int:
    """The descriptor of a private file, opened to read and write; one that is there keeps its mode and its content."""
    existed = path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)
    if not existed:
        os.fchmod(descriptor, PRIVATE)
    return descriptor


def write(path: Path, text: str) -> None:
    """Put a private file with this text in the place of whatever is there."""
    remove(path)
    with os.fdopen(create(path), "w", encoding="utf-8") as file:
        file.write(text)


def read(path: Path) -> str:
    """The text of a small file. Raises OSError, also for what is no file and might be waited for in vain.

    What is said to be empty is: the kernel may write such a file while it is read, and never end (`/proc/kmsg`).
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"{path} is not a file")
    return path.read_text("utf-8") if status.st_size else ""


def seclude(path: Path) -> None:
    """Let none but its owner read a file."""
    path.chmod(PRIVATE)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, if it is there and may be removed."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def reason(error: Exception) -> str:
    """What went wrong, without the name of the file, which the message that says it has in its own words."""
    return getattr(error, "strerror", None) or str(error)
