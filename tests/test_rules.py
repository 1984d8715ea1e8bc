"""Each rule for events holds in its example, and its paths are paths."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Reader
from parses import parsed

from kg.errors import ConfigurationError
from kg.extraction import Extractor
from kg.extraction.events.rules import argument_path, check
from kg.lexicon import OWN_WORDS, Frame, lexicon
from kg.vocab import ontology_path


def entries() -> Iterator[tuple[Frame, ...]]:
    """The frames of each entry: those with the same example."""
    frames = [frame for frames in lexicon().frames.values() for frame in frames]
    for example in dict.fromkeys(frame.example for frame in frames):
        yield tuple(frame for frame in frames if frame.example == example)


@pytest.mark.parametrize("frames", list(entries()), ids=lambda frames: f"{frames[0].rule}-{frames[0].type}")
def test_a_rule_holds_in_its_example(read: Reader, frames: tuple[Frame, ...]) -> None:
    found = {(event.type, event.rule) for event in read(frames[0].example, "2025-10-31").events}
    assert found & {(frame.type, frame.rule) for frame in frames}


def test_each_entry_has_an_example_of_its_own() -> None:
    assert len({(frame.type, frame.pos, frame.example) for frames in entries() for frame in frames}) == len(
        {frame.example for frames in entries() for frame in frames}
    )


# "Lund spoke by phone with Rojas on talks with Chile"
SPOKE = parsed(
    "Lund/NNP/nsubj/1 spoke/VBD/ROOT/1 by/IN/case/3 phone/NN/obl/1 with/IN/case/5 Rojas/NNP/nmod/3 on/IN/case/7 "
    "talks/NNS/obl/1 about/IN/case/9 salmon/NN/nmod/7 with/IN/case/11 Chile/NNP/nmod/9"
)
ARGUMENTS = [
    # word, argument, words it leads to
    ("spoke", "with", "Rojas"),
    ("spoke", "by", "phone"),
    ("spoke", "to", ""),
    ("talks", "with", ""),
    ("talks", "with or within", "Chile"),
    ("spoke", ">obl{lower=talks} >nmod", "salmon"),
]


@pytest.mark.parametrize(("word", "argument", "expected"), ARGUMENTS)
def test_where_an_argument_is_found(word: str, argument: str, expected: str) -> None:
    token = next(token for token in SPOKE if token.text == word)
    assert " ".join(found.text for found in argument_path(argument, lexicon())(token)) == expected


WRONG = [
    (
        "frames: [{lemmas: [parley], pos: VERB, type: call, roles: {nsubj: Caller}, unless: ['>xcom']}]",
        "frame:parley.VERB: '>xcom' is no path",
    ),
    (
        "frames: [{lemmas: [parley], pos: VERB, type: call, roles: {nsubj: Caller}, unless: [xcomp]}]",
        "frame:parley.VERB: 'xcomp' is no path",
    ),
    (
        "frames: [{lemmas: [parley], pos: VERB, type: call, roles: {wiht: Guest}}]",
        "frame:parley.VERB: there is no argument 'wiht'; one is amod, nsubj, obj, poss, a preposition (about, above, ",
    ),
    ("frames: [{lemmas: [parley], pos: VERB, type: call, roles: {'>obj{lema=x}': Guest}}]", "there is no lema"),
    (
        "frames: [{lemmas: [parley], pos: VERB, type: visit, roles: {nsubj: Guest}, place: [onn]}]",
        "a name under `arguments` (with, to, with or within, ",
    ),
    ("arguments: {'over tea': '>obl{lemma=$events.teas}'}", "arguments: '>obl{lemma=$events.teas}' is no path"),
]


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_no_path_stops_at_load(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(text)
    monkeypatch.setenv(OWN_WORDS, str(path))
    with pytest.raises(ConfigurationError) as error:
        Extractor()
    assert told in str(error.value)
    assert str(error.value).startswith(f"the lexicon {path} cannot be used: ")


def test_the_shipped_file_is_to_blame_for_its_own_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    for name in ("words.yaml", "rules.yaml"):
        (tmp_path / "en" / name).write_text(ontology_path(f"en/{name}").read_text("utf-8").replace(">xcomp|", ">xcom|"))
    monkeypatch.setattr("kg.lexicon.ontology_path", tmp_path.joinpath)
    (tmp_path / "own.yaml").write_text("names: {honorifics: [saint]}")
    for own in ("", str(tmp_path / "own.yaml")):
        monkeypatch.setenv(OWN_WORDS, own)
        with pytest.raises(ConfigurationError) as error:
            check()
        assert str(error.value).startswith(f"the lexicon {tmp_path / 'en' / 'rules.yaml'} cannot be used: frame:expect")


def test_an_argument_of_ones_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text("arguments: {on salmon: '>obl{lower=talks} >nmod'}")
    monkeypatch.setenv(OWN_WORDS, str(path))
    assert [found.text for found in argument_path("on salmon", lexicon())(SPOKE[1])] == ["salmon"]
