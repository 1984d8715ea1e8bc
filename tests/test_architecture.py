"""The import rules of the project, and its sizes. Each rule is shown to notice what breaks it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
ROOT = Path(__file__).parents[1]
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300

FOUNDATION = {
    *("errors", "model", "vocab", "dates", "lexicon", "actors", "places", "inflection", "identity", "policy", "files"),
    *(
        "rule",
        "read",
        "kinds",
        "version",
        "workers",
        "personal_names",
        "fitted",
        "parse",
        "offices",
        "anchors",
        "schema",
        "garbage",
    ),
}
SHARED = {"timex", "naming"}  # what annotate and extract both read texts with
STAGES = {
    *("sources", "annotate", "extraction", "resolve", "rdf", "base", "query", "projection", "view", "evaluate"),
    *("check", "demo", "explanation", "threshold", "review", "reference"),
}
COMPOSITION = (
    *("reader", "intake", "graph", "magic", "pipeline", "judging", "withdrawal"),
    *("serve", "mcp", "__init__", "cli", "__main__"),
)
"""Each knows those before it, and all stages."""

EXTRACTION = (
    {"grammar"},  # the parse, and nothing of diplomacy
    {"coreference"},  # who is meant
    {"arguments"},  # of any word that states something: agents, times, places
    {"statements", "events", "agreements", "posts"},  # the facts; none knows of the others
    {"confidence"},  # how surely all of them were read
    {"__init__"},  # the order in which they are read
)
"""The rooms of kg/extraction, floor by floor. A room knows those on the floors below its own."""
OF_GRAMMAR = {"errors", "lexicon", "model", "parse"}
"""What of the rest the grammar may know."""
ARROWS = 21
"""Arrows between rooms: which room knows of which."""

ALLOWED = {
    "spacy": {"annotate", "naming"},
    "numpy": {"annotate", "evaluate", "fitted", "view"},
    "pyoxigraph": {"kinds", "vocab", "rdf", "base", "query", "actors", "check"},
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
    "starlette": {"serve", "mcp"},
    "mcp": {"mcp"},
    "anyio": {"mcp"},
    "uvicorn": {"serve"},
    "h11": {"serve"},
    "sqlite3": {"base"},
    "multiprocessing": {"workers", "query"},
}


def part(path: Path) -> str:
    """The noun a module belongs to: `kg/rdf/terms.py` → `rdf`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def nodes(source: str) -> Sequence[ast.AST]:
    """All parts of a source."""
    return list(ast.walk(ast.parse(source)))


def imports(source: str) -> Iterator[str]:
    """The modules that a source imports, wherever in it."""
    for node in nodes(source):
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
        if owner in COMPOSITION and target in COMPOSITION[COMPOSITION.index(owner) :]:
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
        ("import numpy as np", "extraction"),
        ("from pyoxigraph import Store", "projection"),
        ("import networkx as nx", "query"),
        ("from rich.table import Table", "query"),
        ("from kg.pipeline import build", "graph"),
        ("from kg.resolve import resolve", "model"),
        ("from kg.cli import app", "pipeline"),
        ("from kg.base import Base", "explanation"),
    ],
)
def test_the_rule_notices(source: str, owner: str) -> None:
    assert list(breaches(source, owner))


def unplaced(parts: Iterable[str]) -> set[str]:
    """The parts of the package that are in no block, or in several."""
    blocks = (FOUNDATION, SHARED, STAGES, set(COMPOSITION))
    return {one for one in parts if sum(one in block for block in blocks) != 1}


def test_every_part_has_its_place() -> None:
    assert unplaced({part(path) for path in MODULES}) == set()
    assert unplaced({"model", "annexe"}) == {"annexe"}


def module(path: Path) -> str:
    """The dotted name of a module: `kg/rdf/terms.py` → `kg.rdf.terms`."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def known_modules(source: str, names: Iterable[str]) -> set[str]:
    """Those of some modules that a source imports: `from kg.extraction import events` → `kg.extraction.events`."""
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & set(names)
            found |= inner if len(inner) == len(node.names) else {node.module, *inner}
    return found & set(names)


SOURCES = {module(path): path.read_text("utf-8") for path in MODULES}


def circle(sources: Mapping[str, str]) -> list[str]:
    """Modules that import each other in a circle, empty if there is none."""
    try:
        TopologicalSorter({name: known_modules(text, sources) for name, text in sources.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(SOURCES) == []
    one, two, three = "from kg import b", "def f():\n    from kg.c import f", "if TYPE_CHECKING:\n    import kg.a"
    assert set(circle({"kg.a": one, "kg.b": two, "kg.c": three})) == {"kg.a", "kg.b", "kg.c"}
    assert circle({"kg.a": one, "kg.b": two, "kg.c": ""}) == []


def room(name: str) -> str:
    """The room of the extraction that a module is in: `kg.extraction.events.mentions` → `events`."""
    return name.removeprefix("kg.extraction").removeprefix(".").partition(".")[0] or "__init__"


def floor(name: str) -> int:
    """The number of the floor that a room is on, from below; -1 if it is on none."""
    return next((n for n, rooms in enumerate(EXTRACTION) if name in rooms), -1)


def climbs(name: str, source: str, names: Iterable[str]) -> Iterator[str]:
    """The imports of a module of the extraction that lead to a room not below its own, or too far out."""
    own = room(name)
    if floor(own) < 0:
        yield f"{own} is on no floor"
    for target in known_modules(source, names):
        if target.startswith("kg.extraction"):
            if room(target) != own and floor(room(target)) >= floor(own):
                yield f"{name} imports {target}"
        elif own == "grammar" and target.split(".")[1] not in OF_GRAMMAR:
            yield f"{name}, grammar, imports {target}"


READERS = {name: text for name, text in SOURCES.items() if name.startswith("kg.extraction")}


@pytest.mark.parametrize("name", READERS)
def test_rooms_know_only_what_is_below_them(name: str) -> None:
    assert list(climbs(name, SOURCES[name], SOURCES)) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("kg.extraction.grammar.syntax", "from kg.extraction.coreference import Reading"),
        ("kg.extraction.grammar.syntax", "from kg.naming import names"),
        ("kg.extraction.coreference.persons", "from kg.extraction.arguments.times import Times"),
        ("kg.extraction.arguments.agents", "from kg.extraction import posts"),
        ("kg.extraction.events.candidates", "from kg.extraction.agreements.mentions import Naming"),
        ("kg.extraction.posts", "import kg.extraction.statements"),
        ("kg.extraction.statements.cues", "from kg.extraction import Extractor"),
        ("kg.extraction.sanctions", ""),
    ],
)
def test_the_floors_notice(name: str, source: str) -> None:
    assert list(climbs(name, source, SOURCES))


def arrows(sources: Mapping[str, str]) -> set[tuple[str, str]]:
    """Which room of the extraction knows of which."""
    known = ((room(name), room(target)) for name, text in sources.items() for target in known_modules(text, sources))
    return {(own, other) for own, other in known if own != other}


def test_few_rooms_know_of_each_other() -> None:
    assert len(arrows(READERS)) <= ARROWS
    two = {"kg.extraction.posts": "from kg.extraction.coreference import Reading", "kg.extraction.coreference": ""}
    assert arrows(two) == {("posts", "coreference")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_short_and_explain_themselves(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(source))


def lint(source: str) -> str:
    """What ruff says of a source of the package."""
    named = ["--quiet", "--config", str(ROOT / "pyproject.toml"), "--stdin-filename", "kg/part.py", "-"]
    command = [sys.executable, "-m", "ruff", "check", *named]
    return subprocess.run(command, input=source, capture_output=True, text=True, cwd=ROOT).stdout


def test_no_function_may_branch_much() -> None:
    branches = [f"    if x == {n}:\n        return {n}\n" for n in range(8)]
    assert "C901" in lint(f"def f(x):\n{''.join(branches)}")
    assert "C901" not in lint(f"def f(x):\n{''.join(branches[1:])}")


def prints(source: str) -> bool:
    """Whether a source calls print."""
    calls = (node.func for node in nodes(source) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "print" for called in calls)


def test_only_the_command_line_prints() -> None:
    assert prints("print('x')") and not prints("x = 'print()'")
    assert [path for path in MODULES if part(path) != "cli" and prints(path.read_text("utf-8"))] == []


def is_rendered(node: ast.AST) -> bool:
    """Whether an expression is the rule of a fact, or its text: `fact.rule`, `str(fact.rule)`, `f"{fact.rule}"`."""
    match node:
        case ast.Call(func=ast.Name("str" | "repr"), args=[inner]) | ast.FormattedValue(value=inner):
            return is_rendered(inner)
        case ast.JoinedStr(values=parts):
            return any(map(is_rendered, parts))
    return isinstance(node, ast.Attribute) and node.attr == "rule"


def takes_apart(source: str) -> bool:
    """Whether a source cuts, searches or compares the text of a rule."""
    for node in nodes(source):
        match node:
            case ast.Call(func=ast.Attribute(value=own, attr=name), args=given):
                called = is_rendered(own) and hasattr(str, name)
                if called or (isinstance(own, ast.Name) and own.id == "re" and any(map(is_rendered, given))):
                    return True
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                texts = (isinstance(side, ast.JoinedStr | ast.Constant | ast.Call) for side in sides)
                if any(map(is_rendered, sides)) and any(texts):
                    return True
            case ast.Subscript(value=own) if is_rendered(own):
                return True
    return False


def test_no_module_takes_the_text_of_a_rule_apart() -> None:
    assert [name for name, text in SOURCES.items() if name != "kg.rule" and takes_apart(text)] == []


@pytest.mark.parametrize(
    ("source", "noticed"),
    [
        ('kind, _, word = fact.rule.partition(":")', True),
        ('str(event.rule).removeprefix("frame:").split(".")', True),
        ('f"{one.rule}".endswith(":goes on")', True),
        ('".NOUN" in str(event.rule)', True),
        ('event.rule == "title"', True),
        ("str(self.fact.rule)[6:]", True),
        ('re.match("frame:", str(fact.rule))', True),
        ("event.rule.lemma in arriving", False),
        ("statement.rule == GOING_ON", False),
        ('Reason(str(fact.rule) or "none")', False),
        ('rule.message.split(".")', False),
    ],
)
def test_taking_the_text_of_a_rule_apart_is_noticed(source: str, noticed: bool) -> None:
    assert takes_apart(source) == noticed


def handlers(source: str) -> int:
    """How many handlers catch every exception."""
    found = (node.type for node in nodes(source) if isinstance(node, ast.ExceptHandler))
    return sum(caught is None or (isinstance(caught, ast.Name) and caught.id == "Exception") for caught in found)


def test_one_handler_catches_everything() -> None:
    assert handlers("try: pass\nexcept Exception: pass") == handlers("try: pass\nexcept: pass") == 1
    assert {part(path): handlers(path.read_text("utf-8")) for path in MODULES if handlers(path.read_text("utf-8"))} == {
        "reader": 1
    }


EXCEPTION = re.compile(
    r"#\s*(?:(?:noqa|pragma)\b:?(?:\s*[A-Z]+\d+,?)*|type:\s*ignore(?:\[[\w, -]+\])?|fmt:\s*(?:skip|off)|mypy:[^#]*)"
    r"|pytest\.(?:skip|importorskip)\(.*\)|\bmark\.(?:skip|skipif|xfail|filterwarnings)\(.*\)"
)
"""What lets something pass that lint, types, the form of the code or a test would not."""


def unexplained(source: str) -> list[str]:
    """The exceptions in a source that give no reason: behind them, in the comment above, or to pytest."""
    lines = source.splitlines()
    found = ((EXCEPTION.search(line), line, above) for line, above in zip(lines, ["", *lines], strict=False))
    return [
        line.strip()
        for exception, line, above in found
        if exception
        and not re.match(r"\s*#\s*\w", line[exception.end() :])
        and not above.lstrip().startswith("# ")
        and "reason=" not in exception[0]
    ]


SKIP = "pytest.skip"


def test_every_exception_gives_its_reason() -> None:
    places = [*MODULES, *(ROOT / "tests").glob("*.py"), *(ROOT / "tools").glob("*.py")]
    sources = {path: path.read_text("utf-8") for path in places if path != Path(__file__)}
    assert {str(path): found for path, text in sources.items() if (found := unexplained(text))} == {}


@pytest.mark.parametrize(
    ("source", "noticed"),
    [
        ("import x  # noqa: E402", True),
        ("import x  # noqa", True),
        ("import x  # noqa: E402, F401 # it loads y", False),
        ("x = y  # type: ignore[arg-type]", True),
        ("x = y  # type: ignore", True),
        ("x = y  # type: ignore[arg-type] # y is one", False),
        ("# y is one\nx = y  # type: ignore[arg-type]", False),
        ("]  # fmt: skip", True),
        ("]  # fmt: skip # a row a line", False),
        (f"    {SKIP}(what)", True),
        (f"    # no such disk\n    {SKIP}(what)", False),
        ("@pytest.mark.xfail(strict=True)", True),
        ('@pytest.mark.xfail(strict=True, reason="no chambers")', False),
        ('@pytest.mark.filterwarnings("ignore")', True),
        ('note = "noqa"', False),
    ],
)
def test_an_exception_without_a_reason_is_noticed(source: str, noticed: bool) -> None:
    assert bool(unexplained(source)) == noticed
