"""The fit of confidence finds what makes facts right, and judges documents by weights that do not know them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

TESTS = Path(__file__).parent


@pytest.fixture
def calibrate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(TESTS.parent / "tools"))
    import calibrate

    yield calibrate


def test_the_weights_follow_what_is_right(calibrate: Any) -> None:
    def some(number: int, right: bool, **features: float) -> list[Any]:
        return [calibrate.Part("post", {"any": 1.0, **features}, right)] * number

    observed = [*some(900, True), *some(100, False), *some(500, True, odd=1.0), *some(500, False, odd=1.0)]
    weights = calibrate.fit(observed)
    assert weights["any"] > 0 > weights["odd"]
    assert calibrate.probability({"any": 1.0}, weights) == pytest.approx(0.9, abs=0.03)
    assert calibrate.probability({"any": 1.0, "odd": 1.0}, weights) == pytest.approx(0.5, abs=0.03)
    assert calibrate.fit(observed) == weights


def test_every_document_is_judged_once_by_weights_of_the_others(
    calibrate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "all_parts", list)
    monkeypatch.setattr(calibrate, "fit", list)  # the weights are the documents they were fitted to
    judged = [pair for fold in range(calibrate.FOLDS) for pair in calibrate.judged_apart(range(23), fold)]
    assert sorted(text for text, _ in judged) == list(range(23))
    assert all(text not in known and len(known) >= 20 for text, known in judged)


def test_the_command_writes_weights_that_fit(
    calibrate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in sorted((TESTS / "gold").glob("2024-0*"))[:16]:
        shutil.copy(file, tmp_path)
    monkeypatch.setattr(calibrate, "FOLDERS", {"own": tmp_path, "dev": tmp_path / "nothing"})
    monkeypatch.setattr("sys.argv", ["calibrate.py", "--output", str(tmp_path / "out.yaml")])
    calibrate.main()
    absent, *printed = capsys.readouterr().out.splitlines()
    assert absent.startswith("without the texts of dev")
    rows = [line.split() for line in printed[4 : printed.index("", 2)]]
    written = yaml.safe_load((tmp_path / "out.yaml").read_text("utf-8"))
    assert printed[0].startswith(f"{written['documents']} documents") and set(written["at_least"][0.9]) == {
        "own",
        "own, cross-validated",
    }
    lows, means = ([float(row[i]) for row in rows] for i in (0, 4))
    assert lows == sorted(lows) and means == sorted(means) and rows
    assert all(low <= mean <= float(row[2]) for low, mean, row in zip(lows, means, rows, strict=True))
    assert set(written["weights"]) and all(isinstance(weight, float) for weight in written["weights"].values())
