"""What became of an input is remembered where it lies in the input, by its place, and no longer than it holds."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from kg import intake, pipeline, reader
from kg.base import Base
from kg.errors import ExtractionError, KgError, SourceError
from kg.model import Document, Extraction, Rejection
from kg.pipeline import Report
from kg.read import Read
from kg.sources import RawInput, find, parse
from kg.version import version
from kg.workers import Lost

TEXT = "The ministers of Peru and Chile met in Lima on Friday."


class Failing:
    """Stands for the models; fails on all documents."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def pipe(self, _: Iterable[Document]) -> Iterator[tuple[Document, None]]:
        raise self._error
        yield

    extract = None


@pytest.mark.parametrize(
    ("error", "settled"),
    [
        (SourceError("no text"), True),
        (ExtractionError("no facts"), True),
        (MemoryError(), False),
        (OSError(28, "No space left on device"), False),
        (ZeroDivisionError("by zero"), False),
        (KgError("something else"), False),
    ],
)
def test_only_what_lies_in_an_input_settles_it(
    monkeypatch: pytest.MonkeyPatch, error: Exception, settled: bool
) -> None:
    monkeypatch.setattr(reader, "models", lambda _: (Failing(error), Failing(error)))
    (said,) = reader.reader.__wrapped__()([RawInput("a.txt", "a.txt", TEXT.encode(), "a")])
    assert isinstance(said, Rejection) and said.settled is settled


@pytest.mark.parametrize(
    ("lost", "settled"),
    [
        (Lost("the process that read it took longer than 20 s", overdue=True), True),
        (Lost("the process that read it was killed by SIGKILL, twice"), False),
    ],
)
def test_so_does_taking_too_long_but_not_the_end_of_a_process(
    monkeypatch: pytest.MonkeyPatch, lost: Lost, settled: bool
) -> None:
    class Crew:
        def __init__(self, *_: object) -> None: ...

        def run(self, batches: Iterable[Sequence[RawInput]]) -> Iterator[tuple[RawInput, Lost]]:
            return ((each, lost) for batch in batches for each in batch)

    monkeypatch.setattr(intake, "Crew", Crew)
    (outcome,) = intake.take_in([RawInput("a.txt", "a.txt", TEXT.encode())])
    assert isinstance(outcome.result, Rejection) and outcome.result.reason.startswith(lost.reason)
    assert outcome.result.settled is bool(outcome.origin.input) is settled
    assert ("kg build --again" in outcome.result.reason) is settled


Build = Callable[..., Report]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the inputs stand that were read; nothing is made of them but documents without facts."""
    found: list[str] = []

    def read(inputs: Iterable[RawInput], **_: object) -> Iterator[tuple[RawInput, Read | Rejection]]:
        for each in inputs:
            found.append(each.spot)
            try:
                if b"killed" in each.data:
                    yield each, Rejection(where="", reason="killed")
                    continue
                document = parse(each)
                yield each, Read(document, Extraction(document=document.id, version=version()), ())
            except SourceError as error:
                yield each, Rejection(where="", reason=str(error), settled=True)

    monkeypatch.setattr(intake, "read", read)
    return found


def rejections(base: Path) -> list[str]:
    with Base.open(base) as opened:
        return [rejection.where for rejection in opened.facts.rejections()]


def lines(path: Path, *texts: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps({"id": text[:60] or "empty", "text": text}) + "\n" for text in texts))


def test_what_settles_nothing_is_tried_again(tmp_path: Path, seen: list[str]) -> None:
    lines(tmp_path / "a.jsonl", TEXT, "", "killed")
    inputs, base = [str(tmp_path / "a.jsonl")], tmp_path / "a.kg"
    assert len(pipeline.build(inputs, base).rejected) == 2 and len(seen) == 3
    second = pipeline.build(inputs, base)
    assert (len(second.rejected), second.rejected_before, seen[3:]) == (2, 1, ["a.jsonl/3"])


def test_a_rejection_goes_with_its_place_from_wherever_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: list[str]
) -> None:
    lines(tmp_path / "x" / "a.jsonl", TEXT, "")
    (tmp_path / "x" / "b.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "x" / "c.pdf").touch()
    base = tmp_path / "a.kg"
    monkeypatch.chdir(tmp_path)
    pipeline.build(["x/a.jsonl", "x/b.txt", "x/c.pdf", "x/none.txt"], base)
    assert rejections(base) == ["x/a.jsonl/2", "x/b.txt", "x/c.pdf", "x/none.txt"]
    monkeypatch.chdir(tmp_path / "x")
    report = pipeline.build(["a.jsonl", "b.txt"], base)
    assert [each.where for each in report.rejected] == ["a.jsonl line 2", "b.txt"] and report.rejected_before == 2
    lines(tmp_path / "x" / "a.jsonl", TEXT, f"{TEXT} More.")
    (tmp_path / "x" / "b.txt").write_text(f"{TEXT} And more.")
    pipeline.build(["a.jsonl", "b.txt"], base)
    assert rejections(base) == ["x/c.pdf", "x/none.txt"]
    pipeline.build(["."], base)
    assert rejections(base) == []
    assert seen


@pytest.mark.parametrize("kept", [(TEXT, ""), (TEXT,), (TEXT, "", TEXT)])
def test_a_rejected_line_that_is_gone_is_forgotten_and_no_other(
    tmp_path: Path, seen: list[str], kept: Sequence[str]
) -> None:
    base = tmp_path / "a.kg"
    lines(tmp_path / "a.jsonl", TEXT, "", " ")
    lines(tmp_path / "b.jsonl", TEXT, "")
    lines(tmp_path / "a.jsonl.jsonl", "")
    pipeline.build([str(tmp_path)], base)
    assert rejections(base) == ["a.jsonl.jsonl/1", "a.jsonl/2", "a.jsonl/3", "b.jsonl/2"]
    lines(tmp_path / "a.jsonl", *kept)
    pipeline.build([str(tmp_path / "a.jsonl")], base)
    left = ["a.jsonl/2"] if "" in kept else []
    assert rejections(base) == ["a.jsonl.jsonl/1", *left, "b.jsonl/2"] and seen


def test_the_same_line_twice_is_read_once(tmp_path: Path, seen: list[str]) -> None:
    lines(tmp_path / "a.jsonl", TEXT, "", TEXT, "", "killed", "killed")
    lines(tmp_path / "y" / "a.jsonl", TEXT, "")
    report = pipeline.build([str(tmp_path / "a.jsonl"), str(tmp_path / "y")], tmp_path / "a.kg")
    assert seen == ["a.jsonl/1", "a.jsonl/2", "a.jsonl/5"]
    assert [each.place for each in report.rejected] == [*(f"a.jsonl/{line}" for line in (2, 4, 5, 6)), "y/a.jsonl/2"]
    assert report.new == 1


def test_what_is_read_once_keeps_the_order_of_the_rest(tmp_path: Path, seen: list[str]) -> None:
    lines(tmp_path / "a.jsonl", "", "", TEXT, "", TEXT)
    found = find([str(tmp_path / "a.jsonl"), "none.txt", str(tmp_path / "a.jsonl")])
    told: list[None] = []
    outcomes = list(intake.take_in(found, progress=lambda: told.append(None)))
    assert [outcome.where.rpartition(" ")[2] for outcome in outcomes] == ["1", "2", "3", "4", "none.txt"]
    assert len(told) == 6 and len(seen) == 2
