"""Files that are written whole or not at all."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from kg.errors import OutputError

DRAFT = ".kg-*"
"""The names of files that are being written."""

_SPACE = "free some space or name another file"
_FOLDER = "make the folder first, or name another file"
_ADVICE = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: _SPACE,
    errno.EISDIR: "name a file in it",
    errno.ENOENT: _FOLDER,
    errno.ENOTDIR: _FOLDER,
}
"""What helps against a complaint; against all others, another file does."""


def write(path: Path, parts: Iterable[str]) -> None:
    """Write texts one after another as UTF-8, whatever the locale.

    A file that was there is replaced in one step once the new one is on the disk; until then, and if that fails, it
    is as it was. A device or a pipe is written to as it is. Raises OutputError.
    """
    _require_name(path)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(map(encoded, parts))
        else:
            target = Path(os.path.realpath(path))  # a link goes on leading where it led
            replace(target, parts, _mode(target))
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "name another file")
        raise OutputError(f"{path} cannot be written: {error.strerror}; {advice}") from error


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


def _require_name(path: Path) -> None:
    """Raise OutputError for a name that no file can have."""
    with suppress(UnicodeEncodeError):
        if b"\0" not in os.fsencode(path):
            return
    raise OutputError(f"{str(path)!r} cannot be written: no file can have this name; name another file")


def _mode(path: Path) -> int | None:
    """The mode of a file, None if there is none. Raises OSError if it may not be written."""
    if not path.exists():
        return None
    if not os.access(path, os.W_OK):  # the folder alone decides whether it can be replaced
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return path.stat().st_mode
