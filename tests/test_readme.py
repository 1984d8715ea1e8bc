"""Every command block of the README runs, and prints what the README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def shell(commands: str, folder: Path) -> str:
    """The output of commands run in a folder, with this environment's `kg` first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euc", commands], cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_blocks_run_and_print_what_is_shown(tmp_path: Path) -> None:
    printed = ""
    for kind, block in BLOCKS:
        if kind == "sh" and not block.startswith("make "):
            printed += shell(block, tmp_path)
        elif kind == "turtle":
            printed += shell("kg export --base news.kg --format trig", tmp_path)
            assert lines(block) <= lines(printed)
        elif kind in ("text", "json"):
            for line in lines(block):
                assert line in printed
        elif kind == "python":
            pytest.importorskip("pandas")
            program = tmp_path / "block.py"
            program.write_text(block)
            shell(f"{sys.executable} block.py", tmp_path)
    kinds = ["sh", "text", "turtle", "sh", "json", "sh", "sh", "python", "sh", "text", "sh", "text"]
    assert [kind for kind, _ in BLOCKS] == kinds
    assert (tmp_path / "india.html").exists() and (tmp_path / "news.graphml").exists()


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
