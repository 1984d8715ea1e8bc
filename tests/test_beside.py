"""Nothing that is required is left out quietly, and only what a test may lack is skipped."""

import re
from pathlib import Path

import browser
import pytest
from beside import SHARED, beside

TESTS = Path(__file__).parent
SKIPS = {
    "beside.py": "what lies beside the repository, or a browser",
    "test_disk.py": "a disk of one's own, which the system may not let a user mount",
}
"""The files that skip, and what for."""


@pytest.mark.parametrize("required", ["1", "0", None])
def test_what_is_absent_is_skipped_unless_it_is_required(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, required: str | None
) -> None:
    monkeypatch.setattr("beside.SHARED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    outcome = pytest.fail.Exception if required == "1" else pytest.skip.Exception
    for ask, variable, said in (
        (lambda: beside("gold/dev"), "KG_REQUIRE_SHARED", "../shared/gold/dev is not beside the repository"),
        (browser.executable, "KG_REQUIRE_BROWSER", "no Chromium on the path"),
    ):
        monkeypatch.setenv(variable, required) if required else monkeypatch.delenv(variable, raising=False)
        with pytest.raises(outcome, match=re.escape(said)):
            ask()


def test_what_is_there_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("beside.SHARED", tmp_path)
    (tmp_path / "gold").mkdir()
    assert beside("gold") == tmp_path / "gold"
    assert SHARED.parent == TESTS.parents[1]


def test_no_other_test_is_skipped() -> None:
    skipping = re.compile(r"pytest\.(skip|importorskip)\(|mark\.(skip|skipif|slow)\b")
    assert {path.name for path in TESTS.glob("*.py") if skipping.search(path.read_text("utf-8"))} == set(SKIPS)


def test_what_is_required_in_continuous_integration() -> None:
    script = (TESTS.parent / ".ci" / "run").read_text("utf-8")
    assert "export KG_REQUIRE_BROWSER=1" in script
    assert "[ ! -d ../shared ] || export KG_REQUIRE_SHARED=1" in script
