"""The process in which queries run: it is one, it ends with those who ask, and it is replaced when it ends before."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from stores import small_store

from kg.errors import QueryError
from kg.query import Graph

ANY = "ASK { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f = ?i + ?l) }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("process"))


@pytest.fixture
def graph(store: Path) -> Iterator[Graph]:
    graph = Graph(store)
    yield graph
    graph.close()


def children(parent: int) -> list[int]:
    """The processes that answer queries for a process."""
    found = subprocess.run(
        ["ps", "-ww", "--ppid", str(parent), "-o", "pid=,args="], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "kg.query" in line]


def process_of(graph: Graph) -> int:
    """The process that answers a graph which nobody has asked before."""
    before = children(os.getpid())
    graph.query(ANY)
    (mine,) = set(children(os.getpid())) - set(before)
    return mine


@contextmanager
def asked_by_another(graph: Graph) -> Iterator[None]:
    """Another thread asks what has no end, until all is done."""
    mine = process_of(graph)
    other = threading.Thread(target=_fails, args=(lambda: graph.query(ENDLESS, timeout=60),))
    other.start()
    time.sleep(0.3)
    yield
    os.kill(mine, signal.SIGKILL)
    other.join()


def _fails(call: Callable[[], object]) -> None:
    with pytest.raises(QueryError):
        call()


def gone(process: int) -> bool:
    """Whether a process ends within five seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
            threads = list(Path(f"/proc/{process}/task").iterdir())
        except OSError:
            return True
        if state == "Z" and len(threads) == 1:
            return True
        time.sleep(0.05)
    return False


def test_one_process_answers_all_queries(graph: Graph) -> None:
    before = children(os.getpid())
    for _ in range(5):
        graph.query(ANY)
        graph.rdflib().query(ANY)
    (mine,) = set(children(os.getpid())) - set(before)
    graph.close()
    assert gone(mine)
    assert graph.query(ANY) is True


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_that_ends_between_two_queries_is_replaced(graph: Graph, number: int) -> None:
    mine = process_of(graph)
    os.kill(mine, number)
    assert gone(mine)
    assert graph.query(ANY) is True


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_that_ends_during_a_query_is_a_query_error(graph: Graph, number: int) -> None:
    mine = process_of(graph)
    threading.Timer(0.3, os.kill, (mine, number)).start()
    with pytest.raises(QueryError, match="engine"):
        graph.query(ENDLESS, timeout=60)
    assert graph.query(ANY) is True


def test_ctrl_c_in_the_terminal_does_not_end_it(graph: Graph) -> None:
    mine = process_of(graph)
    os.kill(mine, signal.SIGINT)
    assert graph.query(ANY) is True
    assert mine in children(os.getpid())


def test_time_is_measured_from_the_question_to_the_last_row(graph: Graph) -> None:
    graph.query(ANY)
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"took more than 0\.5 s"):
        graph.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.5)
    assert time.monotonic() - begin < 5
    assert graph.query(ANY) is True


def test_threads_ask_one_after_the_other_and_get_their_own_answers(graph: Graph) -> None:
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        answers[number] = [graph.query(f"SELECT ({number} AS ?n) {{}}")[0][0] for _ in range(20)]  # type: ignore[index] # a SELECT gives rows

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [number] * 20 for number in range(8)}


def test_who_waits_too_long_for_another_query_is_told(graph: Graph) -> None:
    with asked_by_another(graph), pytest.raises(QueryError, match="kept this one waiting"):
        graph.query(ANY, timeout=0.2)


def test_a_forked_process_asks_one_of_its_own(graph: Graph) -> None:
    graph.query(ANY)
    child = os.fork()
    if child == 0:
        os._exit(0 if graph.query(ANY) is True and graph.query("ASK { <x:a> <x:b> <x:c> }") is False else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert graph.query(ANY) is True


def test_a_process_forked_while_another_thread_asks_has_an_answer(graph: Graph) -> None:
    with asked_by_another(graph):
        child = os.fork()
        if child == 0:
            os._exit(0 if graph.query(ANY, timeout=20) is True else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_the_event_loop_goes_on_while_threads_ask(graph: Graph) -> None:
    async def ask() -> list[object]:
        slow = asyncio.create_task(asyncio.to_thread(graph.query, ENDLESS, timeout=1))
        quick = [asyncio.to_thread(graph.query, f"ASK {{ FILTER({number} = {number}) }}") for number in range(8)]
        return await asyncio.gather(slow, *quick, return_exceptions=True)

    failed, *answers = asyncio.run(ask())
    assert isinstance(failed, QueryError) and answers == [True] * 8


ASKS = """
import sys
from kg.query import Graph
graph = Graph(sys.argv[1])
assert graph.query("ASK { ?s ?p ?o }")
"""


@pytest.mark.parametrize(
    "code",
    [
        ASKS,
        ASKS + "raise SystemExit(1)",
        ASKS + "import os; os._exit(1)",
        ASKS + "import os; os.kill(os.getpid(), 9)",
        ASKS + f"graph.query({ENDLESS!r}, timeout=1000)",
        ASKS + "import os, time\nif os.fork(): os.kill(os.getpid(), 9)\nos.close(2); time.sleep(15)",
    ],
    ids=["end", "exit", "_exit", "kill", "killed while asking", "kill after a fork"],
)
def test_no_process_outlives_who_asked(store: Path, code: str) -> None:
    script = subprocess.Popen([sys.executable, "-W", "error", "-c", code, str(store)], stderr=subprocess.PIPE)
    mine: list[int] = []
    while script.poll() is None and not mine:
        mine = children(script.pid)
    if ENDLESS in code:
        time.sleep(1)
        script.kill()
    _, complaint = script.communicate(timeout=60)
    assert all(map(gone, mine))
    assert b"Warning" not in complaint


INTERRUPTED = (
    ASKS
    + f"""
try:
    graph.query({ENDLESS!r}, timeout=60)
except KeyboardInterrupt:
    print("interrupted", flush=True)
print(graph.query("ASK {{ ?s ?p ?o }}"), flush=True)
sys.stdin.read()
"""
)


def test_ctrl_c_ends_a_query_and_its_process_and_the_next_query_has_an_answer(store: Path) -> None:
    script = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert script.stdin and script.stdout
    while not (first := children(script.pid)):
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(script.pid, signal.SIGINT)
    assert [script.stdout.readline() for _ in range(2)] == ["interrupted\n", "True\n"]
    assert all(map(gone, first)) and len(children(script.pid)) == 1
    script.communicate("")
    assert script.returncode == 0


def test_a_script_without_a_main_guard_asks(store: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(ASKS)
    subprocess.run([sys.executable, script, store], check=True, timeout=60)


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")])
def test_a_store_that_is_none_is_reported(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "none")
    asks: list[Callable[[Graph], object]] = [lambda graph: graph.query(ANY), Graph.rdflib]
    for ask in asks:
        with pytest.raises(QueryError, match="run kg build"):
            ask(Graph(tmp_path / "none"))


def test_a_generation_that_later_builds_have_removed_is_said_to_be_replaced(tmp_path: Path) -> None:
    graph = Graph(small_store(tmp_path))
    shutil.rmtree(tmp_path / "news.kg" / "graph" / "1")
    for ask in (lambda: graph.query(ANY), graph.rdflib):
        with pytest.raises(QueryError, match="was replaced by later builds; open the base again, or run kg build"):
            ask()


LONG = f"BIND('{'x' * 100_000}' AS ?x) BIND(CONCAT({', '.join(['?x'] * 100)}) AS ?y)"
GIGABYTE = f"SELECT (STRLEN(?z) AS ?n) {{ {LONG} BIND(CONCAT({', '.join(['?y'] * 64)}) AS ?z) }}"
GROWN = (
    ASKS
    + f"""
import os
mine = graph._process._child._process.pid
graph.query({GIGABYTE!r}, timeout=300)
try:
    os.kill(mine, 0)
except ProcessLookupError:
    assert graph.query("ASK {{ ?s ?p ?o }}")
    print("given back")
"""
)


def test_memory_that_a_query_took_is_given_back(store: Path) -> None:
    """Asked by a small process, for the memory of who asks is not counted."""
    command = [sys.executable, "-c", GROWN, str(store)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    assert done.stdout == "given back\n"


PEAKED = """
import os, sys, subprocess
from pathlib import Path
from kg.query import Graph
block = bytearray(1_300_000_000)
block[::4096] = bytes(len(range(0, len(block), 4096)))
del block
graph = Graph(sys.argv[1])
first = None
for _ in range(3):
    graph.query("ASK { ?s ?p ?o }")
    mine = graph._process._child._process.pid
    assert first in (None, mine), "replaced"
    first = mine
"""


def test_memory_that_who_asks_has_had_does_not_count(store: Path) -> None:
    subprocess.run([sys.executable, "-c", PEAKED, store], check=True, timeout=120)


def test_a_lower_limit_of_memory_is_kept(store: Path) -> None:
    limited = f'ulimit -v 3000000; exec {sys.executable} -c "$0" {store}'
    subprocess.run(["bash", "-c", limited, ASKS], check=True, timeout=120)


def test_a_process_that_cannot_start_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(QueryError, match="ended with status 1 when it started"):
        Graph(store).query(ANY)
