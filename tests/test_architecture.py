"""The import rules of the project, and its sizes. Each rule is shown to notice what breaks it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300

FOUNDATION = {
    *("errors", "model", "vocab", "dates", "lexicon", "actors", "places", "inflection", "identity", "policy", "files"),
    "version",
}
STAGES = {"sources", "annotate", "extraction", "resolve", "rdf", "base", "query", "projection", "view", "evaluate"}
SHARED = {"timex", "naming"}  # what annotate and extract both read texts with

ALLOWED = {
    "spacy": {"annotate", "extraction", "timex", "naming"},
    "pyoxigraph": {"vocab", "rdf", "base", "query", "actors", "check"},
    "rdflib": {"vocab", "rdf", "base", "query", "actors", "check", "graph"},
    "oxrdflib": {"rdf", "base", "query"},
    "pyshacl": set(),  # the tests compare the check with it
    "networkx": {"projection", "view", "graph"},
    "pyvis": {"view"},
    "trafilatura": {"sources"},
    "lxml": {"sources"},
    "py3langid": {"sources"},
    "typer": {"cli"},
    "rich": {"cli"},
    "sqlite3": {"base"},
    "multiprocessing": {"workers", "query"},
}


def part(path: Path) -> str:
    """The noun a module belongs to: `kg/rdf/terms.py` → `rdf`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(source: str) -> Iterator[str]:
    """The modules that a source imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"kg.{alias.name}" for alias in node.names) if node.module == "kg" else (node.module,)


def breaches(source: str, owner: str) -> Iterator[str]:
    """The imports that a part may not have."""
    for name in imports(source):
        top, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if top in ALLOWED and owner not in ALLOWED[top]:
            yield f"{owner} imports {name}"
        if top != "kg" or target in ("", owner) or target.startswith("_"):
            continue
        if owner in STAGES and target not in FOUNDATION | SHARED:
            yield f"{owner}, a stage, imports kg.{rest}"
        if owner in FOUNDATION | SHARED and target not in FOUNDATION | SHARED:
            yield f"{owner}, a foundation, imports kg.{rest}"
        if target == "cli" or (target == "pipeline" and owner not in ("cli", "__init__")):
            yield f"{owner} imports kg.{rest}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    assert list(breaches(path.read_text("utf-8"), part(path))) == []


@pytest.mark.parametrize(
    ("source", "owner"),
    [
        ("from kg.rdf import quads", "base"),
        ("import kg.resolve.names", "rdf"),
        ("from kg import view", "projection"),
        ("def f():\n    from kg.extraction import Extractor", "sources"),
        ("import spacy", "rdf"),
        ("from pyoxigraph import Store", "projection"),
        ("import networkx as nx", "query"),
        ("from rich.table import Table", "query"),
        ("from kg.pipeline import build", "graph"),
        ("from kg.resolve import resolve", "model"),
    ],
)
def test_the_rule_notices(source: str, owner: str) -> None:
    assert list(breaches(source, owner))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_short_and_explain_themselves(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(source))


def prints(source: str) -> bool:
    """Whether a source calls print."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "print" for called in calls)


def test_only_the_command_line_prints() -> None:
    assert prints("print('x')") and not prints("x = 'print()'")
    assert [path for path in MODULES if part(path) != "cli" and prints(path.read_text("utf-8"))] == []


def handlers(source: str) -> int:
    """How many handlers catch every exception."""
    found = (node.type for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler))
    return sum(caught is None or (isinstance(caught, ast.Name) and caught.id == "Exception") for caught in found)


def test_one_handler_catches_everything() -> None:
    assert handlers("try: pass\nexcept Exception: pass") == handlers("try: pass\nexcept: pass") == 1
    assert {part(path): handlers(path.read_text("utf-8")) for path in MODULES if handlers(path.read_text("utf-8"))} == {
        "reader": 1
    }
