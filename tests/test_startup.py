"""Commands that need no models start without them."""

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from examples import kuala_lumpur

from kg.model import Rejection
from kg.read import Read

HEAVY = ("spacy", "pyoxigraph", "rdflib", "networkx", "scipy", "numpy", "trafilatura", "pandas", "pydantic", "rich")


def loaded(code: str) -> set[str]:
    """Which heavy packages are loaded after a piece of code has run in a fresh interpreter."""
    report = f"import sys; sys.stderr.write(' '.join(m for m in {HEAVY} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import kg", set()),
        ("import kg.__main__", set()),
        ("import kg.cli", set()),
        ("from kg.cli import app\ntry: app(['--help'])\nexcept SystemExit: pass", {"rich"}),
        ("from kg.cli import app\ntry: app(['build', '--help'])\nexcept SystemExit: pass", {"rich", "pydantic"}),
        ("from kg.cli import app\ntry: app(['query', '--list'])\nexcept SystemExit: pass", {"pyoxigraph", "pydantic"}),
        ("import kg.query.__main__", {"pyoxigraph"}),
        ("import kg.graph", {"pyoxigraph", "pydantic"}),
        ("import kg.pipeline", {"pyoxigraph", "pydantic"}),
        ("import kg.workers", set()),
    ],
)
def test_what_is_loaded(code: str, allowed: set[str]) -> None:
    assert loaded(code) <= allowed


def test_what_a_worker_sends_brings_no_models() -> None:
    sent = pickle.dumps([Read(*kuala_lumpur(), (0,)), Rejection(where="a.txt", reason="empty")])
    assert loaded(f"import pickle; pickle.loads({sent!r})") <= {"pyoxigraph", "pydantic"}


def test_the_check_notices() -> None:
    assert loaded("import networkx") == {"networkx"}


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("-m", "kg", "-h"), -signal.SIGINT, ""),
        (("-c", "from kg.__main__ import main; main()"), -signal.SIGINT, ""),
        (("-c", "from kg.cli import main; main()"), -signal.SIGINT, "KeyboardInterrupt\n"),
    ],
)
def test_an_interrupt_while_the_command_is_loaded_ends_it_without_a_traceback(
    tmp_path: Path, command: tuple[str, ...], code: int, said: str
) -> None:
    """The last one shows that the test can fail."""
    (tmp_path / "typer.py").write_text("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(20)")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path[1:]])}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert done.returncode == code
    assert done.stderr == said or (said and done.stderr.endswith(said))
