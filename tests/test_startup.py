"""Commands that need no models start without them."""

import subprocess
import sys

import pytest

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
        ("import kg.cli", set()),
        ("from kg.cli import app\ntry: app(['--help'])\nexcept SystemExit: pass", {"rich"}),
        ("from kg.cli import app\ntry: app(['build', '--help'])\nexcept SystemExit: pass", {"rich", "pydantic"}),
        ("from kg.cli import app\ntry: app(['query', '--list'])\nexcept SystemExit: pass", {"pyoxigraph", "pydantic"}),
        ("import kg.graph", {"pyoxigraph", "pydantic"}),
        ("import kg.pipeline", {"pyoxigraph", "pydantic"}),
        ("import kg.workers", set()),
    ],
)
def test_what_is_loaded(code: str, allowed: set[str]) -> None:
    assert loaded(code) <= allowed


def test_the_check_notices() -> None:
    assert loaded("import networkx") == {"networkx"}
