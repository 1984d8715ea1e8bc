"""What the documents for developers name is there, and they name every part of the program."""

import re
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
ROOT = Path(__file__).parents[1]
DOCUMENTS = ("CONTRIBUTING.md", "docs/architecture.md")
ASIDE = {"demo", "model", "templates"}
"""Folders of the package that hold data."""
ROOMS = sorted(path.name for path in (PACKAGE / "extraction").glob("[a-z]*") if path.is_dir())


def named(text: str) -> set[str]:
    """The files and folders of the repository that a text names."""
    plain = re.sub(r"^```text\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    paths = re.findall(r"(?<![\w./])((?:kg|ontology|tests|tools|docs|notebooks)/[\w./-]*\w)", plain)
    return {*paths, *re.findall(r"`(test_\w+\.py)`", text)}


def missing(text: str) -> set[str]:
    """What a text names and the repository lacks."""
    return {name for name in named(text) if not any((ROOT / place / name).exists() for place in (".", "tests"))}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_named_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert len(named(text)) > 5 and missing(text) == set()


def test_what_is_not_there_is_noticed() -> None:
    assert missing("see `kg/nowhere.py`, kg/model.py and `test_none.py`") == {"kg/nowhere.py", "test_none.py"}


def test_every_package_is_in_the_picture() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    packages = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert {name for name in packages - ASIDE if f"kg/{name}" not in picture} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_of_the_extraction_is_in_the_picture(room: str) -> None:
    assert room in (ROOT / "docs" / "architecture.md").read_text("utf-8")
