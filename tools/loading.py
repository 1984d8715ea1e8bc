"""How fast facts become a loaded generation: python tools/loading.py [QUADS], with one example document repeated."""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kg.base import Base
from kg.model import Document, Extraction
from kg.rdf import quads
from kg.resolve import resolve

Contents = Sequence[tuple[Document, Extraction]]


@dataclass(frozen=True)
class Loading:
    """Seconds by stage for so many quads; `processor` is the processor time of the last two stages together."""

    quads: int
    resolve: float
    write: float
    publish: float
    processor: float

    @property
    def rate(self) -> float:
        """Quads a second, from resolved facts to a generation that can be asked."""
        return self.quads / (self.write + self.publish)

    @property
    def processor_rate(self) -> float:
        """Quads a second of processor time: what one core does that has nothing else to do."""
        return self.quads / self.processor


def measure(contents: Contents) -> Loading:
    """Resolve, write and publish what documents say in a base of its own."""
    with tempfile.TemporaryDirectory() as folder, Base.open(Path(folder) / "measured.kg", write=True) as base:
        began = time.perf_counter()
        resolution = resolve(contents)
        resolved, processor = time.perf_counter(), time.process_time()
        lines = list(quads(contents, resolution))
        written = time.perf_counter()
        base.publish(lines)
        published = time.perf_counter()
        spent = time.process_time() - processor
    return Loading(len(lines), resolved - began, written - resolved, published - written, spent)


def repeated(contents: Contents, number: int) -> list[tuple[Document, Extraction]]:
    """So many documents, made of the given ones under new ids."""
    found: list[tuple[Document, Extraction]] = []
    for turn in count():
        for document, said in contents:
            if len(found) == number:
                return found
            id_ = f"{document.id}-{turn:06}"
            found.append((document.model_copy(update={"id": id_}), said.model_copy(update={"document": id_})))
    raise AssertionError("not reached")


def main() -> None:
    """Print the figures for about so many quads as the first argument says, 250,000 without one."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from examples import kuala_lumpur  # the tests are no package

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 250_000
    found = measure(repeated([kuala_lumpur()], wanted // 460))
    stages = f"resolve {found.resolve:.2f} s, write {found.write:.2f} s, publish {found.publish:.2f} s"
    print(f"{found.quads:,} quads: {stages}")
    print(f"{found.rate:,.0f} quads/s by the clock, {found.processor_rate:,.0f} quads/s of processor time")


if __name__ == "__main__":
    main()
