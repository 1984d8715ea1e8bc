"""The words by which inputs are told are data, and a mistake in them stops at load."""

import shutil
from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.sources.words import words
from kg.vocab import ontology_path

SOURCES, FUNCTION_WORDS = "sources.yaml", "en/function_words.yaml"
SHIPPED = {name: ontology_path(name).read_text("utf-8") for name in (SOURCES, FUNCTION_WORDS)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files."""
    (tmp_path / "en").mkdir()
    for name in SHIPPED:
        shutil.copy(ontology_path(name), tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        (SOURCES, "columns:", "colums:", "its parts must be relatives, columns, not relatives, colums"),
        (SOURCES, "relatives: [en, jam, pcm, sco]", "", "not columns"),
        (SOURCES, "relatives: [en, jam, pcm, sco]", "relatives: en", "relatives is no list of words"),
        (SOURCES, "[en, ", "[no, ", "relatives: False is no word"),
        (SOURCES, "[en, ", "[EN, ", "relatives: 'EN' is no word in lower case"),
        (SOURCES, "pcm, sco]", "pcm, sco", "cannot be used"),
        (SOURCES, SHIPPED[SOURCES], "", "not NoneType"),
        (FUNCTION_WORDS, "function_words:", "english:", "its parts must be function_words, not english"),
        (FUNCTION_WORDS, "the, of", "The, of", "function_words: 'The' is no word in lower case"),
    ],
)
def test_words_that_cannot_be_used_stop_at_load(folder: Path, file: str, old: str, new: str, reason: str) -> None:
    assert old in SHIPPED[file]
    (folder / file).write_text(SHIPPED[file].replace(old, new))
    with pytest.raises(ConfigurationError, match="cannot be used") as error:
        words(folder)
    assert str(folder / file) in str(error.value)
    assert reason in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("file", SHIPPED)
def test_a_file_of_words_that_is_missing_stops_at_load(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ConfigurationError, match="cannot be used") as error:
        words(folder)
    assert str(folder / file) in str(error.value)


def test_the_shipped_words() -> None:
    found = words()
    assert {"the", "whose"} <= found.function_words and "in" not in found.function_words
    assert "en" in found.relatives and "text" in found.columns
