"""Every command block of the README runs, and prints what the README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from forks import Server

from kg import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


STUBS = "make() { echo make; }"  # both commands take minutes; .ci/run gives them in a fresh clone
BETWEEN = "\x1e"


def path_without_kg() -> str:
    """The path of somebody who has not yet been told how `kg` comes onto it."""
    return os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if not (Path(part) / "kg").exists())


def given(kind: str, block: str) -> str:
    """What a reader types into the shell for a block; `true` where the block shows what was printed."""
    if kind == "python":
        return f"cat > block.py <<'PYTHON'\n{block}PYTHON\npython block.py"
    return {"sh": block, "turtle": "kg export --base news.kg --format trig"}.get(kind, "true")


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Path:
    """A folder with a `kg` and a `python` that find loaded what those of a user load each time."""
    folder = tmp_path_factory.mktemp("quick")
    for name in ("kg", "python"):
        server.write_script(folder / name)
    return folder


def followed(blocks: list[tuple[str, str]], folder: Path, quick: Path) -> list[str]:
    """What each block prints when all are given, in order, to one shell in a folder that holds only `.venv`.

    The `kg` of that is the one that is found, and the quick one then does its work.
    """
    (folder / ".venv").symlink_to(sys.prefix)
    replace = f"if command -v kg > {os.devnull}; then PATH='{quick}':$PATH; fi"
    typed = [f"{given(*block)}\nprintf '{BETWEEN}'\n{replace}" for block in blocks]
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(
        ["bash", "-ec", "\n".join([STUBS, *typed])],
        cwd=folder,
        env=environment | {"PATH": path_without_kg()},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout.split(BETWEEN)


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_blocks_run_and_print_what_is_shown(tmp_path: Path, quick: Path) -> None:
    printed = ""
    for (kind, block), output in zip(BLOCKS, followed(BLOCKS, tmp_path, quick), strict=False):
        printed += output
        if kind == "turtle":
            assert lines(block) <= lines(printed)
        elif kind in ("text", "json"):
            for line in lines(block):
                assert line in printed
    kinds = ["sh", "sh", "text", "turtle", "sh", "json", "sh", "python", "sh", "text", "sh", "text", "sh", "json"]
    assert [kind for kind, _ in BLOCKS] == kinds
    assert (tmp_path / "india.html").exists() and (tmp_path / "news.graphml").exists()


def test_nothing_works_before_kg_is_on_the_path(tmp_path: Path, quick: Path) -> None:
    with pytest.raises(AssertionError, match="kg: command not found"):
        followed([("sh", "kg --version\n")], tmp_path, quick)


def test_the_kg_that_is_on_the_path_then_works_too(tmp_path: Path, quick: Path) -> None:
    asked = ("sh", "command -v kg\nkg --version\n")
    first = ("sh", f". .venv/bin/activate\n{asked[1]}")
    (own, version), (served, same), _ = map(str.splitlines, followed([first, asked], tmp_path, quick))
    assert Path(own).parent != quick == Path(served).parent
    assert version == same


def test_make_knows_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_command_is_named() -> None:
    names = {command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    assert names - {"demo"} == set(re.findall(r"^\| `kg (\w+)", README, re.MULTILINE))


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target
