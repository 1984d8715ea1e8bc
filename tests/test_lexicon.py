"""The words of the lexicon are well formed, the code finds all it asks for, and a broken file is refused."""

import copy
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.errors import ConfigurationError
from kg.lexicon import OWN_WORDS, lexicon
from kg.model import EventType, Modality
from kg.vocab import ontology_path

PACKAGE = Path(__file__).parents[1] / "kg"
DATA: dict[str, Any] = yaml.safe_load(ontology_path("lexicon.yaml").read_text("utf-8"))
FRAMES = [frame for frames in lexicon().frames.values() for frame in frames]
ARGUMENTS = {"nsubj", "obj", "poss", "amod", "with", "between", "among", "of", "to", "by", "for"}
ROLES = {"Participant", "Host", "Guest", "Caller", "Speaker", "Receiver", "Arrival"}


def not_words(value: Any, path: str = "") -> list[str]:
    """The places of the lexicon where YAML made something other than a word of a bare word: `on`, `no`, `off`."""
    if isinstance(value, dict):
        inside = [not_words(item, f"{path}/{key}") for key, item in value.items()]
        return [path for key in value if not isinstance(key, str)] + [place for places in inside for place in places]
    if isinstance(value, list):
        return [place for item in value for place in not_words(item, path)]
    number = path.endswith(("/least", "/confidence", "/named"))
    return [] if isinstance(value, str) or number else [f"{path}: {value!r}"]


def test_every_word_is_a_word() -> None:
    assert not_words(DATA) == []


def unexplained(words: set[str]) -> set[str]:
    """Those of the words that the head of the file does not explain."""
    head = ontology_path("lexicon.yaml").read_text("utf-8").split("\ntitles:\n")[0]
    return {word for word in words if not re.search(rf"^#   .*\b{word}\b", head, re.MULTILINE)}


def test_the_head_of_the_file_explains_every_section_and_key() -> None:
    sections = {key for name in ("titles", "speech", "agreements") for key in DATA[name]}
    keys = {key for entry in DATA["frames"] for key in entry}
    assert unexplained({*DATA, *sections, *keys}) == set()
    assert unexplained({"frames", "verdicts"}) == {"verdicts"}


def test_what_yaml_takes_for_no_word_is_found() -> None:
    assert not_words({"a": [{"b": ["to", yaml.safe_load("on")]}]}) == ["/a/b: True"]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame.rule}-{frame.type}")
def test_a_frame(frame: Any) -> None:
    assert frame.lemma == frame.lemma.lower().strip()
    assert frame.pos in ("VERB", "NOUN")
    assert set(frame.roles) <= ARGUMENTS
    assert set(frame.roles.values()) <= ROLES
    assert frame.roles or frame.type is EventType.FORUM
    assert 0 < frame.confidence <= 1
    assert frame.least in (1, 2)
    assert bool(frame.place) == (frame.type is EventType.VISIT)


def test_no_two_frames_are_for_the_same() -> None:
    same = Counter((frame.lemma, frame.pos, frame.needs) for frame in FRAMES)
    assert {key for key, count in same.items() if count > 1} == set()


def test_every_event_type_has_a_verb_or_a_noun() -> None:
    assert {frame.type for frame in FRAMES} == set(EventType)


def test_modalities() -> None:
    assert set(lexicon().modality.values()) == set(Modality) - {Modality.OCCURRED, Modality.ONGOING}
    assert all(word == word.lower() for word in lexicon().modality)


@pytest.mark.parametrize("name", ["heads", "descriptions", "modifiers", "fields", "former", "current"])
def test_words_of_posts_are_lower_case(name: str) -> None:
    words = getattr(lexicon().titles, name)
    assert words
    assert {word for word in words if word != word.lower()} == set()


def test_posts_without_a_row_of_their_own_are_posts() -> None:
    assert lexicon().titles.descriptions <= lexicon().titles.heads


def test_every_set_of_words_the_code_asks_for_exists() -> None:
    source = "\n".join(path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    asked = set(re.findall(r"words\[\"(\w+)\"\]", source))
    sets = (lexicon().event_words, lexicon().people_words, lexicon().agreement_words)
    assert len(asked) >= 5
    assert asked <= {name for words in sets for name in words}
    assert set(lexicon().people_words) <= asked


def _without(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


def _frame(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["frames"][0] = {**data["frames"][0], key: value}

    return change


def _modality(data: dict[str, Any]) -> None:
    data["modality"]["dreamt"] = ["dream"]


def _act(data: dict[str, Any]) -> None:
    data["agreements"]["verbs"]["eaten"] = ["eat"]


BROKEN = [
    (_without("titles"), "titles"),
    (_without("titles", "heads"), "heads"),
    (_without("titles", "countries"), "countries"),
    (_without("frames"), "frames"),
    (_without("groups", "pairs"), "pairs"),
    (_without("event_words"), "event_words"),
    (_without("people_words"), "people_words"),
    (_without("speech", "clause"), "clause"),
    (_without("agreements", "verbs"), "verbs"),
    (_frame("type", "party"), "party"),
    (_frame("modality", "dreamt"), "dreamt"),
    (_frame("lemmas", None), "not iterable"),
    (_modality, "dreamt"),
    (_act, "eaten"),
]


@pytest.mark.parametrize(("breaking", "named"), BROKEN, ids=[named for _, named in BROKEN])
def test_a_broken_lexicon_is_refused(tmp_path: Path, breaking: Callable[[dict[str, Any]], None], named: str) -> None:
    data = copy.deepcopy(DATA)
    breaking(data)
    path = tmp_path / "lexicon.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=named) as error:
        lexicon(path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize("text", ["", "titles: [", "- a\n- b\n", "just words", "\tx: y"])
def test_a_file_that_is_no_lexicon_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=re.escape(str(path))):
        lexicon(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        lexicon(tmp_path / "nowhere.yaml")


def test_a_whole_lexicon_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(yaml.safe_dump(DATA, allow_unicode=True), encoding="utf-8")
    assert lexicon(path) == lexicon()


OWN = [
    ("frames: [{lemmas: [parley], pos: VERB, type: meeting}]", lambda lex: ("parley", "VERB") in lex.frames),
    ("frames: [{lemmas: [meet], pos: VERB, type: call}]",
     lambda lex: [frame.type for frame in lex.frames["meet", "VERB"]][:2] == ["call", "meeting"]),
    ("titles: {heads: [legate], countries: {papal legate: VAT}}",
     lambda lex: "legate" in lex.titles.heads and lex.titles.countries["papal legate"] == "VAT"),
    ("agreements: {nouns: {treaty: [concordat], concord: [concord]}}",
     lambda lex: {"concordats": "treaty", "concord": "concord"}.items() <= lex.agreement_nouns.items()),
    ("modality: {planned: ['on', pencil]}",
     lambda lex: {"pencil": "planned", "on": "planned"}.items() <= lex.modality.items()),
    ("honorifics: [saint]\ngroups:\n", lambda lex: {"saint", "mr"} <= lex.honorifics),
    ("frames:", lambda lex: lex == lexicon(ontology_path("lexicon.yaml"))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "holds"), OWN, ids=[text for text, _ in OWN])
def test_own_words_are_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, holds: Any) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert not holds(lexicon()) or text == "frames:"
    monkeypatch.setenv(OWN_WORDS, str(tmp_path / "own.yaml"))
    assert holds(lexicon())
    assert lexicon().frames["meet", "VERB"] and "minister" in lexicon().titles.heads


STRANGE = [
    ("frame: []", "there is no frame, only agreements"),
    ("titles: {head: [legate]}", "there is no titles/head, only countries"),
    ("titles: legate", "titles/ is str, not dict"),
    ("- parley", "the file is list, not dict"),
    ("honorifics: [on]", "True is no word"),
    ("honorifics: [1]", "1 is no word"),
    ("frames: [{lemmas: parley, pos: VERB, type: call}]", "write [parley]"),
    ("frames: [{lemmas: [parley], pos: verb, type: call}]", "'verb', which is no key, role or pos"),
    ("frames: [{lemmas: [parley], pos: VERB, type: party}]", "party"),
    ("frames: [{lemmas: [parley], pos: VERB, kind: call}]", "'kind', which is no key"),
    ("frames: [{lemmas: [parley], pos: VERB, type: call, roles: {nsubj: Victim}}]", "'Victim', which is no"),
    ("frames: [parley]", "parley"),
    ("frames: [{pos: VERB, type: call}]", "lemmas"),
    ("modality: {dreamt: [dream]}", "there is no modality/dreamt"),
    ("frames: [", "did not find expected node content in"),
]


@pytest.mark.parametrize(("text", "named"), STRANGE, ids=[text for text, _ in STRANGE])
def test_strange_own_words_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv(OWN_WORDS, str(path))
    with pytest.raises(ConfigurationError, match=re.escape(named)) as error:
        lexicon()
    assert str(path) in str(error.value)


def test_own_words_make_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.extraction import Extractor

    shipped, path = Extractor().version, tmp_path / "own.yaml"
    monkeypatch.setenv(OWN_WORDS, str(path))
    path.write_text("honorifics: [saint]")
    own = Extractor().version
    path.write_text("honorifics: [saint, blessed]")
    assert len({shipped, own, Extractor().version}) == 3
