"""What the project declares that it needs, against what its modules import, its model wants and its locks hold."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from lock import DEVELOPING, joined
from test_architecture import MODULES, imports

from kg.annotate import Annotator

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
INDIRECT = {"lxml-html-clean": "trafilatura imports it by way of justext and lxml"}


def plain(name: str) -> str:
    """A distribution's name as indexes compare it: `lxml_html_clean` → `lxml-html-clean`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: Iterable[str]) -> set[str]:
    """The distributions that requirements name."""
    return {plain(found[0]) for line in requirements if (found := re.match(r"[\w.-]+", line))}


def owners(sources: Iterable[str]) -> dict[str, set[str]]:
    """The modules that sources import from elsewhere, and the distributions that bring each."""
    modules = {name.partition(".")[0] for source in sources for name in imports(source)}
    known = packages_distributions()
    return {module: set(map(plain, known[module])) for module in modules - sys.stdlib_module_names - {"kg"}}


DECLARED = names(PROJECT["dependencies"])
EXTRAS = {name: names(its) for name, its in PROJECT["optional-dependencies"].items() if name != "dev"}
OPTIONAL = set().union(*EXTRAS.values())
TOLD = {"pandas": "kg/query/rows.py", "serve": "kg/cli/serve.py", "mcp": "kg/cli/mcp.py"}
"""Where somebody who lacks what an extra brings is told how to install it."""


@pytest.fixture(scope="module")
def brought_by() -> dict[str, set[str]]:
    """The modules that the package imports from elsewhere, and the distributions that bring each."""
    return owners(path.read_text("utf-8") for path in MODULES)


def test_what_is_imported_is_declared(brought_by: dict[str, set[str]]) -> None:
    assert not {module for module, brought in brought_by.items() if not brought & (DECLARED | OPTIONAL)}
    assert INDIRECT.keys() <= DECLARED
    assert TOLD.keys() == EXTRAS.keys()
    assert all(f"diplograph[{extra}]" in (ROOT / path).read_text("utf-8") for extra, path in TOLD.items())


def test_what_is_declared_is_imported(brought_by: dict[str, set[str]]) -> None:
    assert not (DECLARED | OPTIONAL) - INDIRECT.keys() - set().union(*brought_by.values())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import yaml", {"yaml": {"pyyaml"}}),
        ("def f():\n    from kg import x\n    import numpy.linalg, os", {"numpy": {"numpy"}}),
    ],
)
def test_the_names_of_modules_and_distributions(source: str, expected: dict[str, set[str]]) -> None:
    assert owners([source]) == expected


def oldest() -> dict[str, str]:
    """The oldest version of each dependency that `tools/oldest.py` prints."""
    done = subprocess.run([sys.executable, ROOT / "tools" / "oldest.py"], capture_output=True, text=True, check=True)
    return dict(line.split("==") for line in done.stdout.splitlines())


def test_every_dependency_has_an_oldest_version() -> None:
    assert {plain(name) for name in oldest()} == DECLARED | OPTIONAL


def test_the_model_is_for_the_versions_of_spacy_that_are_allowed(annotator: Annotator) -> None:
    assert f"spacy{annotator.nlp.meta['spacy_version']}" in PROJECT["dependencies"]


PINNED = r"^[\w.-]+(?===)"


def test_the_lock_holds_every_dependency() -> None:
    running, developing = (ROOT / "requirements.lock").read_text("utf-8").split(f"{DEVELOPING}\n")
    pinned = [names(re.findall(PINNED, part, re.MULTILINE)) for part in (running, developing)]
    assert DECLARED - pinned[0] == set()
    assert names(PROJECT["optional-dependencies"]["dev"]) - pinned[0] - pinned[1] == set()
    assert not pinned[0] & pinned[1]


def test_a_lock_is_joined_of_what_running_and_developing_need() -> None:
    running, everything = "a==1 \\\n    --hash=x\n", "a==1 \\\n    --hash=x\nb==2 \\\n    --hash=y\n"
    assert joined(running, everything) == f"{running}{DEVELOPING}\nb==2 \\\n    --hash=y\n"
    with pytest.raises(ValueError, match="pinned otherwise for developing: a==1"):
        joined(running, everything.replace("a==1", "a==2"))
