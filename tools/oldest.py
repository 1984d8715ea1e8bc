"""Print the oldest allowed version of every dependency and of what the extras for users add, as constraints for pip."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def oldest(requirements: list[str]) -> Iterator[str]:
    """`numpy>=1.26,<3` → `numpy==1.26`. Raises ValueError where a requirement names no oldest version."""
    for requirement in requirements:
        if not (found := re.match(r"([\w.-]+)[>=]=([\w.]+)", requirement)):
            raise ValueError(f"{requirement!r} names no oldest version: write {requirement}>=VERSION")
        yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    extras = (its for name, its in project["optional-dependencies"].items() if name != "dev")
    print(*oldest(sum(extras, project["dependencies"])), sep="\n")
