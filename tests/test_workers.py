"""Processes that die, hang or fail cost at most the item that made them do so."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.workers import Crew, Lost


def start(folder: Path | None = None) -> Callable[[Sequence[str]], list[str]]:
    """Work that doubles words, and obeys some of them."""
    return partial(_double, folder)


def _double(folder: Path | None, words: Sequence[str]) -> list[str]:
    for word in words:
        if word == "die" or (word == "die once" and folder and not (folder / "died").exists()):
            if folder:
                (folder / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "exit":
            os._exit(3)
        if word == "hang":
            with (folder / "hung").open("a") if folder else nullcontext() as log:
                print(len(words), file=log, flush=True) if log else None
            time.sleep(60)
    return [word * 2 for word in words]


def broken() -> Callable[[Sequence[str]], list[str]]:
    raise ConfigurationError("the model is missing")


def dying() -> Callable[[Sequence[str]], list[str]]:
    os._exit(9)


def by(size: int, words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[at : at + size] for at in range(0, len(words), size))


def mask() -> Callable[[Sequence[str]], list[bool]]:
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return lambda words: [blocked for _ in words]


def test_ctrl_c_reaches_no_worker_not_even_while_it_starts() -> None:
    """Not even the first, before which Python starts a process of its own."""
    script = "from test_workers import *; print(list(Crew(mask, 2, lambda _: 60).run(by(1, ['a', 'b']))))"
    here = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", script], cwd=here, capture_output=True, text=True, check=True)
    assert done.stdout == "[('a', True), ('b', True)]\n"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_no_worker_takes_a_module_from_the_folder_one_is_in(tmp_path: Path) -> None:
    """Where a command lies elsewhere, as `kg` does, it takes none either."""
    here, command = tmp_path / "here", tmp_path / "bin" / "command"
    for folder in (here, command.parent):
        folder.mkdir()
    for name in ("calendar", "json", "random", "signal", "yaml"):
        (here / f"{name}.py").write_text("raise SystemExit('not this one')")
    command.write_text(
        "from test_workers import *\n"
        "if __name__ == '__main__':\n"
        "    print(list(Crew(start, 1, lambda _: 60).run([['a']])), os.environ['PYTHONSAFEPATH'])"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path[1:]])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONSAFEPATH": ""}
    done = subprocess.run([sys.executable, command], cwd=here, env=environment, capture_output=True, text=True)
    assert done.stdout == "[('a', 'aa')] \n", done.stderr


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are forked where many are needed; the other tests start them as a run does."""
    monkeypatch.setattr("kg.workers._CONTEXT", get_context("fork"))


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("size", [1, 3])
def test_results_come_in_the_order_of_the_items(jobs: int, size: int) -> None:
    words = [str(number) for number in range(20)]
    assert list(Crew(start, jobs, lambda _: 60).run(by(size, words))) == [(word, word * 2) for word in words]


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(
    ("word", "reason"),
    [("die", "was killed by SIGKILL, twice"), ("exit", "ended with exit code 3, twice"), ("hang", "longer than 1 s")],
)
def test_an_item_that_ends_its_worker_is_lost_and_no_other(word: str, reason: str) -> None:
    found = dict(Crew(start, 2, lambda _: 1).run(by(3, ["a", word, "b", "c", "d"])))
    lost = found.pop(word)
    assert isinstance(lost, Lost) and reason in lost.reason
    assert found == {"a": "aa", "b": "bb", "c": "cc", "d": "dd"}


def test_an_item_is_tried_again_in_a_fresh_worker(tmp_path: Path) -> None:
    found = dict(Crew(partial(start, tmp_path), 1, lambda _: 60).run([["a", "die once"]]))
    assert found == {"a": "aa", "die once": "die oncedie once"} and (tmp_path / "died").exists()


def test_a_worker_killed_from_outside_is_replaced() -> None:
    crew = Crew(start, 1, lambda _: 60)
    results = crew.run(by(1, [str(number) for number in range(10)]))
    next(results)
    crew._workers[0]._process.kill()
    assert len([result for _, result in results if not isinstance(result, Lost)]) == 9


@pytest.mark.parametrize(
    ("begin", "reason"),
    [(broken, "the model is missing"), (dying, r"end while they start: .* exit code 9; let them have more memory")],
)
def test_workers_that_cannot_start_stop_the_run(begin: Callable[[], object], reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        list(Crew(begin, 2, lambda _: 60).run([["a"], ["b"]]))  # type: ignore[arg-type] # they return nothing


def test_no_process_is_left_behind() -> None:
    crew = Crew(start, 2, lambda _: 60)
    results = crew.run(by(1, [str(number) for number in range(10)]))
    next(results)
    processes = [worker._process for worker in crew._workers]
    results.close()  # type: ignore[attr-defined] # it is a generator
    assert processes and not any(process.is_alive() for process in processes)


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(("size", "tried"), [(1, [1]), (3, [3, 1])])
def test_an_item_that_takes_too_long_alone_is_not_tried_again(tmp_path: Path, size: int, tried: list[int]) -> None:
    found = dict(Crew(partial(start, tmp_path), 1, lambda words: 1.0 * len(words)).run(by(size, ["hang", "a", "b"])))
    lost = found.pop("hang")
    assert isinstance(lost, Lost) and lost.reason == "the process that read it took longer than 1 s"
    assert found == {"a": "aa", "b": "bb"}
    assert [int(line) for line in (tmp_path / "hung").read_text().splitlines()] == tried


def slow() -> Callable[[Sequence[str]], list[str]]:
    time.sleep(1.5)
    return start()


def test_starting_takes_nothing_from_the_patience() -> None:
    assert dict(Crew(slow, 1, lambda _: 1).run([["a"]])) == {"a": "aa"}


def test_what_is_under_way_weighs_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.workers.HEAVIEST", 3)
    taken: list[str] = []

    def words() -> Iterator[Sequence[str]]:
        for number in range(10):
            taken.append(str(number))
            yield [str(number)]

    results = Crew(start, 20, lambda _: 60, weight=lambda _: 1).run(words())
    next(results)
    assert 1 <= len(taken) <= 4 and len(list(results)) == 9
