"""The floors under the evaluation: what floors.yaml pins, and how it may change.

`python tests/floors.py` (`make floors`) raises the floors to a little below what is measured now. Where a measure lies
below its floor, or the gold texts are not the pinned ones, it changes nothing and fails, unless it is told `--lower`.
"""

import argparse
import math
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from kg import pipeline
from kg.evaluate import Count, Scores

TESTS = Path(__file__).parent
FILE = TESTS / "floors.yaml"
FOLDERS = {"own": TESTS / "gold", "dev": TESTS.parents[1] / "shared" / "gold" / "dev"}
MEASURES = ("precision", "recall", "f1")
MARGIN = 0.02
"""How far below what is measured a new floor lies: one fact may be traded for another."""


def load() -> dict[str, Any]:
    """What floors.yaml pins: `kinds` of fact by group; `documents`, `digest` and floors in `groups` for each folder."""
    floors: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return floors


def digest(folder: Path) -> str:
    """Sixteen hexadecimal digits that stand for the names and bytes of a folder's gold texts and facts."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".json"))
    parts = (sha256(path.name.encode() + b"\0" + path.read_bytes()).digest() for path in files)
    return sha256(b"".join(parts)).hexdigest()[:16]


def measure(counts: Mapping[str, Count], kinds: Mapping[str, Iterable[str]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 over each group of kinds of fact."""
    sums = {group: sum((counts[kind] for kind in members), Count()) for group, members in kinds.items()}
    return {group: {name: getattr(count, name) for name in MEASURES} for group, count in sums.items()}


def below(values: dict[str, dict[str, float]], documents: int, texts: str, pinned: dict[str, Any]) -> list[str]:
    """The measures that lie below their floor, and gold texts that are not those of the pinned number and digest."""
    found = [] if documents == pinned["documents"] else [f"{documents} documents, not {pinned['documents']}"]
    found += [] if texts == pinned["digest"] else [f"digest {texts}, not {pinned['digest']}"]
    return found + [
        f"{group}: {name} {values[group][name]:.3f} < {least}"
        for group, floors in pinned["groups"].items()
        for name, least in floors.items()
        if values[group][name] < least
    ]


def moved(values: dict[str, dict[str, float]], groups: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """New floors: a broken floor sinks below what is measured, any other rises or stays."""
    return {group: {name: _moved(values[group][name], groups[group][name]) for name in MEASURES} for group in groups}


def _moved(value: float, floor: float) -> float:
    least = math.floor(100 * (value - MARGIN) + 1e-9) / 100
    return max(floor, least) if value >= floor else least


def write(floors: dict[str, Any]) -> None:
    """Write floors.yaml, its comment kept, one line for each group."""
    comment = [line for line in FILE.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [*comment, "kinds:", *(f"  {group}: [{', '.join(kinds)}]" for group, kinds in floors["kinds"].items())]
    for name in FOLDERS:
        pinned = floors[name]
        lines += [f"{name}:", f"  documents: {pinned['documents']}", f'  digest: "{pinned["digest"]}"', "  groups:"]
        for group, least in pinned["groups"].items():
            lines.append(f"    {group}: {{{', '.join(f'{measure}: {least[measure]:.2f}' for measure in MEASURES)}}}")
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Measure, and move the floors of the folders that are here."""
    parser = argparse.ArgumentParser(description="Raise the floors under the evaluation to what is measured.")
    parser.add_argument("--lower", action="store_true", help="accept lower measures and changed gold texts")
    lower = parser.parse_args().lower
    floors = load()
    for name, folder in FOLDERS.items():
        if not folder.is_dir():
            print(f"{name}: {folder} is not here; its floors stay")
            continue
        scores: Scores = pipeline.evaluate(folder)
        values, texts = measure(scores.counts, floors["kinds"]), digest(folder)
        problems = below(values, scores.documents, texts, floors[name])
        if problems and not lower:
            raise SystemExit(
                f"{name}: {'; '.join(problems)}. To accept this, call it with --lower; say why in the commit"
            )
        floors[name] = {
            "documents": scores.documents,
            "digest": texts,
            "groups": moved(values, floors[name]["groups"]),
        }
    write(floors)


if __name__ == "__main__":
    main()
