"""Inputs to facts, in the order given: each looked up, or read where it can be stopped, and told apart by its id."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar, Union

from kg.model import Document, Known, Origin, Rejection
from kg.sources import Found, RawInput, Skipped
from kg.workers import Crew, Lost

if TYPE_CHECKING:
    from kg.reader import Read, Reader

BATCH = 50_000
"""Bytes that a worker is given at once: a few seconds of work."""
PATIENCE = 20.0
"""Seconds that a worker may need for whatever it is given."""
PATIENCE_PER_BYTE = 45 / 100_000
"""Seconds more for each byte: 4.5 times what the slowest text may take of a processor, for a machine that is busy."""
MOST_BYTES = 1_000_000
"""Bytes of an input that are waited for; no longer text is read."""

Progress = Callable[[], None]
Lookup = Callable[[RawInput], Known | Rejection | None]
Input = TypeVar("Input", bound=RawInput | Document)


class Outcome(NamedTuple):
    """What became of an input, where it stands, and what its document, or its rejection, comes from.

    `before`: that is known from before.
    """

    where: str
    result: Union["Read", Known, Rejection, Skipped]
    origin: Origin = Origin()
    before: bool = False


def take_in(
    found: Iterable[Found],
    lookup: Lookup = lambda _: None,
    *,
    jobs: int = 1,
    pipeline: str | None = None,
    progress: Progress = lambda: None,
) -> Iterator[Outcome]:
    """What becomes of each input, in the order given. `lookup` tells what became of it before, `progress` is called
    for each.

    The same document twice is taken once; another one under the same id is rejected.
    """
    waiting: deque[Outcome | None] = deque()  # what is known already, behind what is being read
    unread = _unread(found, lookup, waiting, progress)
    return _told_apart(_in_order(read(unread, jobs=jobs, pipeline=pipeline), waiting, progress))


def _unread(
    found: Iterable[Found], lookup: Lookup, waiting: "deque[Outcome | None]", progress: Progress
) -> Iterator[RawInput]:
    """What must be read; the outcome of all else is put in `waiting`, and None for what is being read."""
    for each in found:
        if not isinstance(each, RawInput):
            waiting.append(Outcome(each.where, each))
        elif known := lookup(each):
            waiting.append(_outcome(each, known)._replace(before=True))
        else:
            waiting.append(None)
            yield each
            continue
        progress()


def _in_order(
    done: Iterable[tuple[RawInput, "Read | Rejection"]], waiting: "deque[Outcome | None]", progress: Progress
) -> Iterator[Outcome]:
    """All outcomes in the order in which their inputs were found."""
    for raw, result in done:
        yield from _known(waiting)
        waiting.popleft()
        progress()
        yield _outcome(raw, result)
    yield from _known(waiting)


def _known(waiting: "deque[Outcome | None]") -> Iterator[Outcome]:
    while waiting and (outcome := waiting[0]):
        waiting.popleft()
        yield outcome


def _outcome(raw: RawInput, result: Union["Read", Known, Rejection]) -> Outcome:
    if isinstance(result, Rejection):
        rejection = Rejection(where=raw.where, reason=result.reason)
        return Outcome(raw.where, rejection, Origin(place=raw.place, input=raw.digest))
    if isinstance(result, Known):
        return Outcome(raw.where, result, Origin(place=raw.place))
    return Outcome(raw.where, result, raw.origin(result.document.date))


def _told_apart(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Without documents that are there twice, and without those whose id another one has."""
    digests: dict[str, str] = {}
    for outcome in outcomes:
        if isinstance(outcome.result, Rejection | Skipped):
            yield outcome
            continue
        id_, digest = _identity(outcome.result)
        if id_ not in digests:
            digests[id_] = digest
            yield outcome
        elif digests[id_] != digest:
            reason = f"another text among these inputs has the same id, {id_}"
            yield Outcome(outcome.where, Rejection(where=outcome.where, reason=reason))


def _identity(result: Union["Read", Known]) -> tuple[str, str]:
    return (result.id, result.digest) if isinstance(result, Known) else (result.document.id, result.document.digest)


def read(
    inputs: Iterable[Input], *, jobs: int = 1, pipeline: str | None = None
) -> Iterator[tuple[Input, "Read | Rejection"]]:
    """What is read off each input by up to `jobs` processes, in the order given."""
    crew: Crew[Input, Read | Rejection] = Crew(partial(_reader, pipeline), jobs, _patience, _size)
    for each, result in crew.run(_batches(inputs)):
        where = each.id if isinstance(each, Document) else each.where
        yield each, Rejection(where=where, reason=result.reason) if isinstance(result, Lost) else result


def _reader(pipeline: str | None) -> "Reader":
    from kg.reader import reader  # the supervisor of the workers needs no spaCy

    return reader(pipeline)


def _size(each: RawInput | Document) -> int:
    return len(each.text if isinstance(each, Document) else each.data)


def _patience(inputs: Sequence[RawInput | Document]) -> float:
    return PATIENCE + PATIENCE_PER_BYTE * sum(min(_size(each), MOST_BYTES) for each in inputs)


def _batches(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    batch: list[Input] = []
    size = 0
    for each in inputs:
        if batch and size + _size(each) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += _size(each)
    if batch:
        yield batch
