"""The fit of confidence finds what makes facts right, and judges documents by weights that do not know them."""

from pathlib import Path
from typing import Any

import calibration
import pytest
import yaml

from kg.annotate import Annotator
from kg.extraction import Extractor
from kg.extraction.confidence import ANY, probability
from kg.pipeline import gold_facts

GOLD = Path(__file__).parent / "gold"


def test_the_weights_follow_what_is_right() -> None:
    def some(number: int, right: bool, **features: float) -> list[Any]:
        return [calibration.Part("post", {"even": 1.0, **features}, right)] * number

    observed = [*some(900, True), *some(100, False), *some(500, True, odd=1.0), *some(500, False, odd=1.0)]
    weights = calibration.fit(observed)
    assert weights[ANY]["even"] > 0 > weights[ANY]["odd"]
    assert probability({"even": 1.0}, "post", weights) == pytest.approx(0.9, abs=0.03)
    assert probability({"even": 1.0, "odd": 1.0}, "post", weights) == pytest.approx(0.5, abs=0.03)
    assert calibration.fit(observed) == weights


def test_every_document_is_judged_once_by_weights_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "all_parts", list)
    monkeypatch.setattr(calibration, "fit", list)  # the weights are the documents they were fitted to
    texts: Any = range(23)
    folds = range(calibration.FOLDS)
    judged: list[Any] = [pair for fold in folds for pair in calibration.judged_apart(texts, fold)]
    assert sorted(text for text, _ in judged) == list(range(23))
    assert all(text not in known and len(known) >= 20 for text, known in judged)


def test_weights_that_fit_are_written(annotator: Annotator, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, extractor = gold_facts(GOLD)[:16], Extractor()
    annotated = annotator.pipe([document for document, _ in gold])
    texts = [
        calibration.Text("own", document, facts, extractor.uncalibrated(document, doc))
        for (_, facts), (document, doc) in zip(gold, annotated, strict=True)
    ]
    calibration.calibrate(texts, tmp_path / "out.yaml")
    printed = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in printed[4 : printed.index("", 2)]]
    written = yaml.safe_load((tmp_path / "out.yaml").read_text("utf-8"))
    assert printed[0].startswith("16 documents") and written["documents"] == 16
    assert set(written["at_least"][0.9]) == {"all", "own"}
    curve = {float(row.split()[0]): float(row.split()[-1]) for row in printed if f"F{calibration.BETA} " in row}
    assert tuple(curve) == calibration.USUAL and curve[written["usual"]] == max(curve.values())
    lows, means = ([float(row[i]) for row in rows] for i in (0, 4))
    assert lows == sorted(lows) and means == sorted(means) and rows
    assert all(low <= mean <= float(row[2]) for low, mean, row in zip(lows, means, rows, strict=True))
    assert {ANY, "post", "event", "participant"} <= set(written["weights"])
    assert all(isinstance(weight, float) for its in written["weights"].values() for weight in its.values())
