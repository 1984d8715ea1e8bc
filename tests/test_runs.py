"""Lines that are more than memory holds come sorted and once, and leave nothing behind."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from kg.base import runs
from kg.base.runs import distinct


@pytest.mark.parametrize("run", [1, 2, 3, 7, 100])
def test_lines_come_sorted_and_once(run: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "RUN", run)
    lines = [f"{number * 37 % 11} \u2028 \r {chr(0x1F600 - number % 5)}\n" for number in range(40)]
    assert list(distinct(iter(lines), tmp_path)) == sorted(set(lines))
    assert list(distinct([], tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_all_but_the_last_run_wait_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def file(_: Path, run: list[str]) -> AbstractContextManager[list[str]]:
        written.append(len(run))
        return nullcontext(run)

    monkeypatch.setattr(runs, "RUN", 10)
    monkeypatch.setattr(runs, "_file", file)
    assert len(list(distinct((f"{number}\n" for number in range(35)), tmp_path))) == 35
    assert written == [10, 10, 10]
