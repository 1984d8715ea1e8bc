"""The words by which inputs are told are data, and a mistake in them stops at load."""

from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.sources.words import words
from kg.vocab import ontology_path

SHIPPED = ontology_path("sources.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("columns:", "colums:", "its parts must be english, relatives, columns, not english, relatives, colums"),
        ("relatives: [en, jam, pcm, sco]", "", "not english, columns"),
        ("relatives: [en, jam, pcm, sco]", "relatives: en", "relatives is no list of words"),
        ("[en, ", "[no, ", "relatives: False is no word"),
        ("[en, ", "[EN, ", "relatives: 'EN' is no word in lower case"),
        ("pcm, sco]", "pcm, sco", "cannot be used"),
        (SHIPPED, "", "not NoneType"),
    ],
)
def test_words_that_cannot_be_used_stop_at_load(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in SHIPPED
    (tmp_path / "sources.yaml").write_text(SHIPPED.replace(old, new))
    with pytest.raises(ConfigurationError, match=r"sources\.yaml cannot be used") as error:
        words(tmp_path / "sources.yaml")
    assert reason in str(error.value) and "\n" not in str(error.value)


def test_a_file_of_words_that_is_missing_stops_at_load(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.yaml cannot be used"):
        words(tmp_path / "none.yaml")


def test_the_shipped_words() -> None:
    found = words()
    assert {"the", "whose"} <= found.english and "in" not in found.english
    assert "en" in found.relatives and "text" in found.columns
