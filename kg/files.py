"""Files that are written whole or not at all."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from kg.errors import OutputError

DRAFT = ".kg-*"
"""The names of files that are being written."""


def write(path: Path, parts: Iterable[str]) -> None:
    """Write texts one after another as UTF-8, whatever the locale.

    A file that was there is replaced in one step once the new one is on the disk; until then, and if that fails, it
    is as it was. A device or a pipe is written to as it is. Raises OutputError.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(map(encoded, parts))
        else:
            target = Path(os.path.realpath(path))  # a link goes on leading where it led
            replace(target, parts, _mode(target))
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}; free some space or name another file"
        ) from error


def encoded(text: str) -> bytes:
    """A text as UTF-8, with a question mark for each half of a character, which UTF-8 has no way to write."""
    return text.encode("utf-8", "replace")


def replace(path: Path, parts: Iterable[str], mode: int | None = None) -> None:
    """Put a file with these texts, once it is on the disk, in the place of what is there, in one step.

    Without `mode` the umask decides. A kill may leave a file named `DRAFT`. Raises OSError.
    """
    draft = path.with_name(DRAFT.replace("*", token_hex(8)))
    try:
        with draft.open("xb") as file:
            file.writelines(map(encoded, parts))
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _mode(path: Path) -> int | None:
    """The mode of a file, None if there is none. Raises OSError if it may not be written."""
    if not path.exists():
        return None
    if not os.access(path, os.W_OK):  # the folder alone decides whether it can be replaced
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return path.stat().st_mode
