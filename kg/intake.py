"""Inputs to facts, in the order given: each looked up, or read where it can be stopped, and told apart by its id."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar, Union

from kg.model import Document, Known, Origin, Rejection
from kg.read import Read
from kg.sources import Found, Input, RawInput, Skipped, ident_of, where
from kg.workers import Crew, Lost

if TYPE_CHECKING:
    from kg.reader import Reader

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
Given = TypeVar("Given", bound=Input)
Waiting = deque[Union["Outcome", RawInput, None]]
"""Outcomes behind what is being read, which None stands for; an input stands for one that is being read already."""


class Outcome(NamedTuple):
    """What became of an input, and what its document, or its rejection, comes from; `before`: that was known.

    `where` and `spot` are those of the input; `ident` is the id of the document that it would have given, if known.
    """

    where: str
    spot: str
    result: Read | Known | Rejection | Skipped
    origin: Origin = Origin()
    before: bool = False
    ident: str = ""


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

    The same document twice is taken once, and read once; another one under the same id is rejected.
    """
    waiting: Waiting = deque()
    unread = _unread(found, lookup, waiting, progress)
    return _told_apart(_in_order(read(unread, jobs=jobs, pipeline=pipeline), waiting, progress))


def _unread(found: Iterable[Found], lookup: Lookup, waiting: Waiting, progress: Progress) -> Iterator[RawInput]:
    """What must be read; the outcome of all else is put in `waiting`, and None for what is being read."""
    being_read: set[bytes] = set()
    for each in found:
        if not isinstance(each, RawInput):
            waiting.append(Outcome(each.where, "", each))
        elif known := lookup(each):
            waiting.append(_outcome(each, known)._replace(before=True))
        elif (name := _name(each)) in being_read:
            waiting.append(each)
        else:
            being_read.add(name)
            waiting.append(None)
            yield each
            continue
        progress()


def _name(raw: RawInput) -> bytes:
    """Names the bytes and all that their document depends on, in short: there may be millions."""
    return sha256(raw.dated.encode()).digest()[:16]


def _in_order(
    done: Iterable[tuple[RawInput, Read | Rejection]], waiting: Waiting, progress: Progress
) -> Iterator[Outcome]:
    """All outcomes in the order in which their inputs were found."""
    rejected: dict[bytes, Rejection] = {}
    for raw, result in done:
        yield from _known(waiting, rejected)
        waiting.popleft()
        progress()
        if isinstance(result, Rejection):
            rejected[_name(raw)] = result
        yield _outcome(raw, result)
    yield from _known(waiting, rejected)


def _known(waiting: Waiting, rejected: Mapping[bytes, Rejection]) -> Iterator[Outcome]:
    """The outcomes before the next that is being read; what was `rejected` is so wherever else it stands."""
    while waiting and (each := waiting[0]):
        waiting.popleft()
        if isinstance(each, Outcome):
            yield each
        elif result := rejected.get(_name(each)):
            yield _outcome(each, result)


def _outcome(raw: RawInput, result: Read | Known | Rejection) -> Outcome:
    if isinstance(result, Rejection):
        rejection = raw.rejection(result.reason, settled=result.settled)
        origin = Origin(place=raw.place, input=raw.digest if result.settled else "")
        return Outcome(raw.where, raw.spot, rejection, origin, ident=ident_of(raw))
    if isinstance(result, Known):
        return Outcome(raw.where, raw.spot, result, Origin(place=raw.place), ident=result.id)
    return Outcome(raw.where, raw.spot, result, raw.origin(result.document.date), ident=result.document.id)


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
            rejection = Rejection(where=outcome.where, reason=reason, place=outcome.spot)
            yield outcome._replace(result=rejection, origin=Origin(), before=False)


def _identity(result: Read | Known) -> tuple[str, str]:
    return (result.id, result.digest) if isinstance(result, Known) else (result.document.id, result.document.digest)


def read(
    inputs: Iterable[Given], *, jobs: int = 1, pipeline: str | None = None
) -> Iterator[tuple[Given, Read | Rejection]]:
    """What is read off each input by up to `jobs` processes, in the order given."""
    crew: Crew[Given, Read | Rejection] = Crew(partial(_reader, pipeline), jobs, _patience, _size)
    for each, result in crew.run(_batches(inputs)):
        yield each, _lost(each, result) if isinstance(result, Lost) else result


def _lost(each: Input, lost: Lost) -> Rejection:
    """Too slow is what an input was, and will be; what ended its process may have had nothing to do with it."""
    advice = "; kg build --again tries once more" if lost.overdue else ""
    return Rejection(where=where(each), reason=lost.reason + advice, settled=lost.overdue)


def _reader(pipeline: str | None) -> "Reader":
    """What a worker does; it is called in its process."""
    from kg.garbage import collect_seldom
    from kg.reader import reader  # the supervisor of the workers needs no spaCy

    collect_seldom()
    return reader(pipeline)


def _size(each: Input) -> int:
    return len(each.text if isinstance(each, Document) else each.data)


def _patience(inputs: Sequence[Input]) -> float:
    return PATIENCE + PATIENCE_PER_BYTE * sum(min(_size(each), MOST_BYTES) for each in inputs)


def _batches(inputs: Iterable[Given]) -> Iterator[list[Given]]:
    batch: list[Given] = []
    size = 0
    for each in inputs:
        if batch and size + _size(each) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += _size(each)
    if batch:
        yield batch
