"""`graph/`: the generations of a base, numbered, of which `graph/CURRENT` names one."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.base.files import PRIVATE, create, make_folder, read, reason, remove, sync
from kg.base.generation import Generation, write_generation
from kg.base.manifest import REBUILD
from kg.base.verified import forget
from kg.errors import BaseError
from kg.files import DRAFT, replace

_NUMBER = re.compile(r"[0-9]{1,9}")
WITHDRAWN = "WITHDRAWN"
"""The file that says, until there is a graph without them, that facts were taken back."""
_KEPT = 2  # the current generation and the one before, which readers may still have open


class Generations:
    """The folder of the generations. Readers use the current one; the one writer adds, and removes what is old."""

    def __init__(self, folder: Path) -> None:
        """Of a folder that may not be there yet."""
        self.folder = folder

    def current(self) -> Generation:
        """The current generation. Raises BaseError if there is none yet or if it is damaged."""
        return Generation.load(self._current())

    def damage(self) -> Iterator[str]:
        """What is not as it was written in the current generation, a line each."""
        try:
            generation = Generation.read(self._current())
        except BaseError as error:
            yield str(error)
            return
        forget(generation.folder)
        for problem in generation.damage():
            yield f"{problem}; {REBUILD}"

    def prepare(self) -> None:
        """Make the folder for a writer, remove what a killed one left, and let the current one be looked at anew."""
        try:
            make_folder(self.folder)
        except OSError as error:
            raise BaseError(f"{self.folder}: {reason(error)}; move it away and run kg build again") from error
        self.sweep()
        for folder in self._folders():
            forget(folder)

    def publish(self, lines: Iterable[str], key: str, counts: dict[str, int]) -> Generation:
        """Make a generation from N-Quads lines and let it be current, in one step that is either done or not.

        Raises BaseError, with the old generation still current, if the disk is full.
        """
        number = max(map(_number, self._folders()), default=0) + 1
        building = self.folder / "building"
        try:
            made = write_generation(building, number, lines, key, counts, self._before())
            building.rename(self._folder(number))
            sync(self.folder)
            self._point_to(number)
        except (OSError, RuntimeError) as error:
            remove(building)
            raise BaseError(
                f"{self.folder}: {reason(error)}; free some space, the graph made before still serves"
            ) from error
        self.settle()
        return Generation(self._folder(number), made.manifest)

    def mark(self) -> None:
        """Note that facts are being taken back, which all generations so far hold."""
        os.close(create(self.folder / WITHDRAWN))
        sync(self.folder)

    def is_marked(self) -> bool:
        """Whether facts were taken back that a generation may still hold."""
        return (self.folder / WITHDRAWN).exists()

    def settle(self) -> None:
        """Remove what is too old, or, if facts were taken back, all but the current generation, which has them not."""
        self.sweep(1 if self.is_marked() else _KEPT)
        remove(self.folder / WITHDRAWN)

    def sweep(self, kept: int = _KEPT) -> None:
        """Remove what a killed build left behind, and generations but for so many, the current one and those before."""
        remove(self.folder / "building")
        for draft in self.folder.glob(DRAFT):
            remove(draft)
        try:
            current = _number(self._current())
        except BaseError:
            return
        numbers = sorted(map(_number, self._folders()), reverse=True)
        older, later = [n for n in numbers if n < current], [n for n in numbers if n > current]
        for number in (*older[kept - 1 :], *later):
            remove(self._folder(number))

    def _before(self) -> Generation | None:
        """The current generation, if there is one and it is whole."""
        try:
            return self.current()
        except BaseError:
            return None

    def _current(self) -> Path:
        """The folder of the current generation, be it there or not."""
        path = self.folder / "CURRENT"
        try:
            text = read(path).strip()
        except FileNotFoundError:
            raise BaseError(f"{self.folder.parent} has no graph yet; run kg build") from None
        except (OSError, ValueError) as error:
            raise BaseError(f"{path} cannot be read: {reason(error)}; {REBUILD}") from None
        if not _NUMBER.fullmatch(text):
            raise BaseError(f"{path} is damaged; {REBUILD}")
        return self._folder(int(text))

    def _point_to(self, number: int) -> None:
        current = self.folder / "CURRENT"
        if current.is_dir():  # which nothing but damage makes it
            remove(current)
        replace(current, [str(number)], PRIVATE)
        sync(self.folder)

    def _folder(self, number: int) -> Path:
        return self.folder / str(number)

    def _folders(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if _NUMBER.fullmatch(path.name)]


def _number(folder: Path) -> int:
    return int(folder.name)
