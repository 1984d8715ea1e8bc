"""The words and rules are well formed, every class of words is there and used, and a broken file is refused."""

import ast
import copy
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from kg import model
from kg.actors import actors
from kg.errors import ConfigurationError
from kg.extraction import Extractor
from kg.extraction.events.models import fitted
from kg.extraction.grammar import function_words
from kg.extraction.grammar.tagsets import RELATIONS
from kg.kinds import FORUM, VISIT, kinds
from kg.lexicon import OWN_WORDS, lexicon
from kg.lexicon.loader import Loader
from kg.model import Modality
from kg.naming.gazetteer import Form
from kg.naming.quotations import SMALL
from kg.version import SHIPPED, version
from kg.vocab import ontology_path

PACKAGE = Path(__file__).parents[1] / "kg"
EXTRACTION = [path for path in sorted((PACKAGE / "extraction").rglob("*.py")) if path.stem != "function_words"]
ANNOTATION = sorted((PACKAGE / "annotate").rglob("*.py"))
NAMING = sorted((PACKAGE / "naming").rglob("*.py"))
FUNCTION_WORDS = frozenset().union(*(words for words in vars(function_words).values() if isinstance(words, frozenset)))
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
FILES = ("words.yaml", "rules.yaml")
TEXTS = {name: ontology_path(f"en/{name}").read_text("utf-8") for name in FILES}
DATA: dict[str, Any] = {name: yaml.load(text, Loader) for name, text in TEXTS.items()}
FRAMES = [frame for frames in lexicon().frames.values() for frame in frames]
ROLES = {"Participant", "Host", "Guest", "Caller", "Speaker", "Receiver", "Arrival"}


def not_words(value: Any, path: str = "") -> list[str]:
    """The places of the lexicon where YAML made something other than a word of a bare word: `on`, `no`, `off`."""
    if isinstance(value, dict):
        inside = [not_words(item, f"{path}/{key}") for key, item in value.items()]
        return [path for key in value if not isinstance(key, str)] + [place for places in inside for place in places]
    if isinstance(value, list):
        return [place for item in value for place in not_words(item, path)]
    number = path.endswith(("/least", "/confidence", "/named")) or "/confidence/" in path
    return [] if isinstance(value, str) or number else [f"{path}: {value!r}"]


def test_every_word_is_a_word() -> None:
    assert not_words(DATA) == []


def unexplained(keys: set[str], head: str) -> set[str]:
    """Those of the keys of a rule that the head of the file does not explain."""
    return {key for key in keys if not re.search(rf"^#   {key}\b", head, re.MULTILINE)}


def test_the_head_of_the_rules_explains_every_key() -> None:
    head = TEXTS["rules.yaml"].split("\nframes:\n")[0]
    assert unexplained({key for entry in DATA["rules.yaml"]["frames"] for key in entry}, head) == set()
    assert unexplained({"lemmas", "verdicts"}, head) == {"verdicts"}


def uncommented(text: str) -> list[str]:
    """The sections and classes of words before which no comment says what their words are."""
    lines = text.splitlines()
    keys = ((n, found[1]) for n, line in enumerate(lines) if (found := re.match(r"(?:  )?([a-z_]+):", line)))
    return [key for n, key in keys if not lines[n - 1].strip().startswith("#")]


def test_a_comment_says_what_the_words_of_a_class_are() -> None:
    kinds = {"plain", *DATA["words.yaml"]["light"]}
    assert set(uncommented(TEXTS["words.yaml"])) - kinds == set()
    assert uncommented("# Of posts.\ntitles:\n  heads: [minister]\n  # Not now.\n  former: [late]\n") == ["heads"]


def test_what_yaml_takes_for_no_word_is_found() -> None:
    assert not_words({"a": [{"b": ["to", yaml.safe_load("on")]}]}) == ["/a/b: True"]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame.rule}-{frame.type}")
def test_a_frame(frame: Any) -> None:
    assert frame.lemma == frame.lemma.lower().strip()
    assert frame.pos in ("VERB", "NOUN")
    assert frame.example.endswith(".")
    assert set(frame.roles.values()) <= ROLES
    assert frame.roles or frame.type == FORUM
    assert 0 < frame.confidence <= 1
    assert frame.least in (1, 2)
    assert bool(frame.place) == (frame.type == VISIT)


def test_no_two_frames_are_for_the_same() -> None:
    same = Counter((frame.lemma, frame.pos, frame.needs | frame.near) for frame in FRAMES)
    assert {key for key, count in same.items() if count > 1} == set()


def test_every_event_type_has_a_verb_or_a_noun() -> None:
    assert {frame.type for frame in FRAMES} == set(kinds())


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


def test_particles_that_may_be_left_out_are_particles() -> None:
    names = lexicon().names
    assert names.fathers < names.optional < names.particles


def test_every_class_of_words_is_used() -> None:
    modules = (path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "lexicon")
    source = "\n".join([*(path.read_text("utf-8") for path in modules), TEXTS["rules.yaml"]])
    used = {name for name in lexicon().classes if re.search(rf"\.{name.rpartition('.')[2]}\b", source)}
    assert set(lexicon().classes) - used == set()
    assert len(used) > 100


def test_classes_are_named_by_section() -> None:
    assert lexicon().classes["events.waters"] == lexicon().events.waters
    assert "occurred" not in lexicon().classes and "said" in lexicon().classes["speech.verbs"]


Data = dict[str, Any]
Change = Callable[[Data, Data], None]


def _set(*path: str, value: Any = None) -> Change:
    """Puts a value into the words, or takes out what stands there."""

    def change(words: Data, rules: Data) -> None:
        *above, last = path
        for key in above:
            words = words[key]
        if value is None:
            del words[last]
        else:
            words[last] = value

    return change


def _frame(key: str, value: Any) -> Change:
    def change(words: Data, rules: Data) -> None:
        rules["frames"][0] = {**rules["frames"][0], key: value}

    return change


def _no_rules(words: Data, rules: Data) -> None:
    rules["rules"] = rules.pop("frames")


def _surely(rule: str, value: Any) -> Change:
    def change(words: Data, rules: Data) -> None:
        rules["confidence"][rule] = value

    return change


BROKEN = [
    ("words.yaml", _set("titles"), "there is no titles"),
    ("words.yaml", _set("titles", "heads"), "there is no titles.heads"),
    ("words.yaml", _set("titles", "countries"), "there is no titles.countries"),
    ("words.yaml", _set("groups", "pairs"), "there is no groups.pairs"),
    ("words.yaml", _set("events"), "there is no events"),
    ("words.yaml", _set("speech", "clause"), "there is no speech.clause"),
    ("words.yaml", _set("agreements", "verbs"), "there is no agreements.verbs"),
    ("words.yaml", _set("events", "watters", value=["sea"]), "events.watters is unknown; there are proper, gather"),
    ("words.yaml", _set("verdicts", value={"plain": ["guilty"]}), "verdicts is unknown; there are titles, names"),
    ("words.yaml", _set("titles", value=["minister"]), "titles is list, and has no heads"),
    ("words.yaml", _set("events", "waters", value="sea"), "events.waters is no list of words; write [sea]"),
    ("words.yaml", _set("events", "waters", value={"salt": ["sea"]}), "events.waters is no list of words"),
    ("words.yaml", _set("events", "waters", value=[True]), "events.waters: True is no word; put on, off"),
    ("words.yaml", _set("speech", "clause", value=[True]), "speech.clause: True is no word"),
    ("words.yaml", _set("speech", "channels", "X", value=[1]), "speech.channels: 1 is no word"),
    ("words.yaml", _set("embedding", "dreaming", value={"affirmed": "dreamt", "negated": "denied", "words": ["dream"]}),
     "embedding: dreaming: there is no effect 'dreamt', only occ"),
    ("words.yaml", _set("embedding", "dreaming", value={"affirmed": "planned", "words": ["dream"]}),
     "embedding: dreaming: there is no negated"),
    ("words.yaml", _set("embedding", "planning", "word", value=["dream"]),
     "embedding: planning: there is no key 'word', only affirmed, negated, words"),
    ("words.yaml", _set("agreements", "verbs", "eaten", value=["eat"]), "there is no act 'eaten', only proposed"),
    ("rules.yaml", _no_rules, "there is no frames"),
    ("rules.yaml", _surely("act", 2.0), "confidence.act: 2.0 is no number above 0 and up to 1"),
    ("rules.yaml", _surely("act", "high"), "confidence.act: 'high' is no number above 0 and up to 1"),
    ("rules.yaml", _surely("deed", 0.8), "confidence.deed is unknown"),
    ("rules.yaml", _frame("type", "party"), "party"),
    ("rules.yaml", _frame("modality", "dreamt"), "dreamt"),
    ("rules.yaml", _frame("lemmas", None), "lemmas is empty; write what it should be"),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("name", "breaking", "told"), BROKEN, ids=[told for _, _, told in BROKEN])
def test_a_broken_lexicon_is_refused(tmp_path: Path, name: str, breaking: Change, told: str) -> None:
    data = copy.deepcopy(DATA)
    breaking(*data.values())
    write(tmp_path, data)
    with pytest.raises(ConfigurationError, match=re.escape(told)) as error:
        lexicon(tmp_path)
    assert str(tmp_path / name) in str(error.value)


def test_what_a_set_is_called_is_checked_before_any_document_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copy.deepcopy(DATA)
    data["words.yaml"]["people"]["by_contry"] = data["words.yaml"]["people"].pop("by_country")
    write(tmp_path / "en", data)
    monkeypatch.setattr("kg.lexicon.ontology_path", tmp_path.joinpath)
    with pytest.raises(ConfigurationError, match=r"there is no people\.by_country"):
        Extractor()


def write(folder: Path, data: Data) -> None:
    """Write words and rules into a folder."""
    folder.mkdir(exist_ok=True)
    for name, part in data.items():
        (folder / name).write_text(yaml.dump(part, Dumper=DUMPER, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize("text", ["", "titles: [", "- a\n- b\n", "just words", "\tx: y"])
def test_a_file_that_is_no_lexicon_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, DATA)
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=re.escape(str(path))):
        lexicon(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        lexicon(tmp_path / "nowhere")


def test_a_whole_lexicon_is_read(tmp_path: Path) -> None:
    write(tmp_path, DATA)
    assert lexicon(tmp_path) == lexicon()


OWN = [
    ("frames: [{lemmas: [parley], pos: VERB, type: meeting, roles: {nsubj: Participant}}]",
     lambda lex: ("parley", "VERB") in lex.frames),
    ("frames: [{lemmas: [meet], pos: VERB, type: call, roles: {nsubj: Caller}, confidence: 1}]",
     lambda lex: [frame.type for frame in lex.frames["meet", "VERB"]][:2] == ["call", "meeting"]),
    ("titles: {heads: [legate], countries: {papal legate: VAT}}",
     lambda lex: "legate" in lex.titles.heads and lex.titles.countries["papal legate"] == "VAT"),
    ("agreements: {nouns: {treaty: [concordat], other: [concord, y]}}",
     lambda lex: {"concordats": "treaty", "concord": "other"}.items() <= lex.agreements.nouns.items()),
    ("embedding: {planning: {words: ['on', pencil]}}",
     lambda lex: {"pencil": "planned", "on": "planned"}.items() <= lex.modality.items()),
    ("names: {honorifics: [saint]}", lambda lex: {"saint", "mr"} <= lex.names.honorifics),
    ("frames: [{lemmas: [moot], pos: NOUN, type: forum}]", lambda lex: ("moot", "NOUN") in lex.frames),
    ("speech: {channels: {Zoom: [zoom]}}", lambda lex: lex.speech.channels.get("zoom") == "Zoom"),
    ("# none yet", lambda lex: lex == lexicon(ontology_path("en"))),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("text", "holds"), OWN, ids=[text for text, _ in OWN])
def test_own_words_are_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, holds: Any) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert not holds(lexicon()) or text.startswith("#")
    monkeypatch.setenv(OWN_WORDS, str(tmp_path / "own.yaml"))
    assert holds(lexicon())
    assert lexicon().frames["meet", "VERB"] and "minister" in lexicon().titles.heads


STRANGE = [
    ("frame: []", "there is no frame, only agreements"),
    ("titles: {head: [legate]}", "there is no titles.head, only abbreviations"),
    ("titles: legate", "titles is str, not dict"),
    ("- parley", "the file is list, not dict"),
    ("names: {honorifics: [on]}", "names.honorifics: True is no word"),
    ("names: {honorifics: [1]}", "names.honorifics: 1 is no word"),
    ("names: {honorifics: [Saint]}", "names.honorifics: words are compared in lower case, so that 'Saint' is never"),
    ("frames: [{lemmas: [Parley], pos: VERB, type: call}]", "'Parley' is never met"),
    ("frames: [{lemmas: [parley], pos: VERB, type: call, needs: [Zoom]}]", "'Zoom' is never met"),
    ("frames: [{lemmas: parley, pos: VERB, type: call}]", "write [parley]"),
    ("frames: [{lemmas: [parley], pos: verb, type: call}]", "pos: there is no part of speech 'verb', only VERB, NOUN"),
    ("frames: [{lemmas: [parley], pos: VERB, type: party}]", "party"),
    ("frames: [{lemmas: [parley], pos: VERB, kind: call}]", "there is no key 'kind', only lemmas, pos, type, roles"),
    (
        "frames: [{lemmas: [parley], pos: VERB, type: call, roles: {nsubj: Victim}}]",
        "roles: there is no role 'Victim', only Participant, Host, Guest",
    ),
    ("frames: [parley]", "parley"),
    ("frames: [{pos: VERB, type: call}]", "lemmas"),
    ("embedding: {dreaming: {words: [dream]}}", "there is no embedding.dreaming"),
    ("embedding: {planning: {words: [Pencil]}}", "'Pencil' is never met"),
    ("frames:", "frames is empty; write what it adds, or leave it out"),
    ("agreements: {nouns: }", "agreements.nouns is empty"),
    ("agreements: {nouns: {treaty: }}", "agreements.nouns.treaty is empty"),
    (
        "agreements: {nouns: {pakt: [entente]}}",
        "there is no kind of agreement 'pakt', only treaty, agreement, convention",
    ),
    (
        "agreements: {nouns: {treaty: [Concordat]}}",
        "agreements.nouns: words are compared in lower case, so that 'Concor",
    ),
    ("agreements: {nouns: {treaty: concordat}}", "agreements.nouns.treaty is str, not list"),
    ("agreements: {nouns: {treaty: ['']}}", "agreements.nouns: '' is no word"),
    (
        "agreements: {acts: {eaten: [meal]}}",
        "agreements.acts: there is no act 'eaten', only proposed, negotiated, agreed",
    ),
    ("agreements: {standing: {ABM: pakt}}", "agreements.standing: there is no kind of agreement 'pakt'"),
    ("titles: {countries: {prime minister: OZ}}", "titles.countries: prime minister: there is no actor 'OZ'"),
    ("titles: {countries: {Taoiseach: IRL}}", "titles.countries: words are compared in lower case"),
    ("titles: {countries: {prioress: [VAT]}}", "titles.countries: ['VAT'] is no word"),
    ("speech: {channels: {Zoom: zoom}}", "speech.channels: 'zoom' is no list; write [zoom]"),
    ("arguments: {on salmon: ['>obl']}", "arguments: ['>obl'] is no word"),
    ("names: {honorifics: [saint]}\nnames: {civil: [goodman]}", "line 2: names is given twice"),
    ("frames: [", ": line 2: did not find expected node content"),
    ("[a, b]: c", "line 1: a list or a mapping is no key; write one word before the colon"),
    ("titles:\n  ? [heads]\n  : [legate]", "line 2: a list or a mapping is no key"),
    ("names: {civil: [goodman]}\ntitles: {{a: b}: c}", "line 2: a list or a mapping is no key"),
    ("titles: {countries: {[prime, minister]: VAT}}", "line 1: a list or a mapping is no key"),
    ("frames:\n- {[lemmas]: [parley], pos: VERB}", "line 2: a list or a mapping is no key"),
    ("frames:\n- {lemmas: [parley], roles: {? {nsubj: a} : Guest}}", "line 2: a list or a mapping is no key"),
    ("titles: {1: [legate]}", "there is no titles.1, only abbreviations"),
    ("agreements: {nouns: {null: [legate]}}", "agreements.nouns: None is no word; put on, off"),
    ("titles: {heads: [2020-01-01]}", "titles.heads: datetime.date(2020, 1, 1) is no word"),
    ("titles:\n  heads: [2020-13-45]", "line 2: '2020-13-45' is no timestamp; put it in quotes"),
    ("titles: {heads: [!!timestamp legate]}", "line 1: 'legate' is no timestamp"),
    ("titles: {heads: [!!bool legate]}", "line 1: 'legate' is no bool"),
    ("titles: {heads: [!!int legate]}", "line 1: 'legate' is no int"),
    (f"confidence: {{act: {'1' * 5000}}}", "line 1: '1111"),
    (f"titles: {{heads: {'[' * 5000}{']' * 5000}}}", "its lists are nested too deeply; write a list of words"),
]


SOUND = {"lemmas": "lemmas: [parley]", "pos": "pos: VERB", "type": "type: call", "roles": "roles: {nsubj: Caller}"}
"""The keys of a sound rule, as they are written."""
# What a key of a rule may not be, and what is told of it.
WRONG_KEYS = [
    ("lemmas: []", "lemmas is empty"),
    ("lemmas: [sit down]", "'sit down' is no single word; write its main word, and the other one under needs"),
    ("lemmas: ['on ']", "lemmas: 'on ' is no word; leave out the space"),
    ("pos: [VERB]", "pos: there is no part of speech ['VERB'], only VERB, NOUN"),
    ("type: [call]", "type: ['call'] is no word"),
    ("type: party", "type: there is no kind of event 'party', only meeting, call"),
    ("roles: [nsubj]", "roles: ['nsubj'] is no mapping; write {name: value}"),
    ("roles: {}", "roles is empty"),
    ("roles: {on: Guest}", "roles: True is no word; put on, off, yes, no and numbers in quotes"),
    ("roles: {nsubj: [Guest]}", "roles: ['Guest'] is no word"),
    ("place: in", "place: 'in' is no list; write [in]"),
    ("unless: '>obj'", "unless: '>obj' is no list; write [>obj]"),
    ("needs: phone", "needs: 'phone' is no list; write [phone]"),
    ("near: ", "near is empty; write what it should be, or leave it out"),
    ("near: {airport: true}", "near: {'airport': True} is no list"),
    ("excludes: [on]", "excludes: True is no word"),
    ("least: two", "least: 'two' is no whole number from 1"),
    ("least: '2'", "least: '2' is no whole number from 1"),
    ("least: 0", "least: 0 is no whole number from 1"),
    ("least: true", "least: True is no whole number from 1"),
    ("named: maybe", "named: 'maybe' is neither true nor false"),
    ("modality: dreamt", "modality: there is no modality 'dreamt', only occurred, ongoing, scheduled"),
    ("confidence: high", "confidence: 'high' is no number above 0 and up to 1"),
    ("confidence: 9", "confidence: 9 is no number above 0 and up to 1"),
    ("confidence: 0", "confidence: 0 is no number above 0 and up to 1"),
    ("example: 7", "example: 7 is no word"),
    ("place: [in]", "place is for type visit alone, and not for call; leave it out"),
    ("type: visit", "there is no place, and a visit without one is none; write place: [to]"),
    ("named: true", "named is for pos NOUN alone, and not for VERB; leave it out"),
    ("pos: NOUN, modality: planned", "modality is for pos VERB alone, and not for NOUN; leave it out"),
]
STRANGE += [
    (f"frames:\n- {{{', '.join(({**SOUND, key.partition(':')[0]: key}).values())}}}", f"{told}")
    for key, told in WRONG_KEYS
] + [
    (
        "frames: [{lemmas: [parley], pos: VERB, type: call}]",
        "lemmas ['parley']: there are no roles; write roles: {nsubj",
    )
]


@pytest.mark.parametrize(("text", "named"), STRANGE, ids=[text[:200] for text, _ in STRANGE])
def test_strange_own_words_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv(OWN_WORDS, str(path))
    with pytest.raises(ConfigurationError, match=re.escape(named)) as error:
        lexicon()
    assert str(path) in str(error.value)


def test_own_words_make_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped, path = Extractor().version, tmp_path / "own.yaml"
    monkeypatch.setenv(OWN_WORDS, str(path))
    path.write_text("names: {honorifics: [saint]}")
    own = Extractor().version
    path.write_text("names: {honorifics: [saint, blessed]}")
    assert len({shipped, own, Extractor().version}) == 3


# Words stand in the files, not in the code of the extraction.

FIELDS = {field for record in vars(model).values() if hasattr(record, "model_fields") for field in record.model_fields}
KINDS = {actor.kind for actor in actors().values()} | {str(modality) for modality in Modality}
COMPONENTS = set(json.loads((SHIPPED / "meta.json").read_text("utf-8"))["pipeline"])
ENDINGS = {"ing", "ies"}
CLASSES = {embedding.kind for embedding in lexicon().embedding.values()}
COUNTED = {name[1:].rpartition(":")[0] for name in fitted()[0].actor.features if name.startswith("#")}
FORMS = set(get_args(Form))
NO_WORDS = FUNCTION_WORDS | SMALL | RELATIONS | FIELDS | KINDS | FORMS | COMPONENTS | ENDINGS | CLASSES | COUNTED


def listed_words(source: str) -> Iterator[tuple[str, ...]]:
    """The words with a meaning of their own that a source lists, where it lists two or more."""
    names = re.sub(r"^__all__ \+?= \[[^]]*\]", "", source, flags=re.MULTILINE)  # of functions, which it exports
    for node in ast.walk(ast.parse(names)):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            constants = [part.value for part in node.elts if isinstance(part, ast.Constant)]
            words = {word for word in constants if isinstance(word, str) and re.fullmatch("[a-z]{3,}", word)}
            if len(content := words - NO_WORDS) > 1:
                yield tuple(sorted(content))


@pytest.mark.parametrize("path", [*EXTRACTION, *ANNOTATION, *NAMING], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_code_lists_no_words_of_meaning(path: Path) -> None:
    assert list(listed_words(path.read_text("utf-8"))) == []


def test_lists_of_words_are_noticed() -> None:
    assert list(listed_words('X = {"meet", "talk", "with", "greet"}')) == [("greet", "meet", "talk")]
    assert list(listed_words('if noun in ("delegation", "team"): pass')) == [("delegation", "team")]
    assert list(listed_words('X = ("with", "from", "among", "nsubj", "participants")')) == []


@pytest.mark.parametrize("variable", ["KG_LEXICON", "KG_ONTOLOGY"])
def test_what_cannot_be_reached_is_told(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "a" * 300)
    with pytest.raises(ConfigurationError, match=r"aaa cannot be (used|read): .*File name too long"):
        lexicon() if variable == OWN_WORDS else kinds()


@pytest.mark.parametrize("variable", ["KG_LEXICON", "KG_ONTOLOGY"])
def test_what_is_no_file_is_not_read(variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):  # neither ever ends
        monkeypatch.setenv(variable, str(path))
        with pytest.raises(ConfigurationError, match=rf"{variable} names .*{path.name}, which is no file"):
            version()


@pytest.mark.parametrize("variable", ["KG_LEXICON", "KG_ONTOLOGY"])
@pytest.mark.parametrize("empty", ["own", "/proc/version"])
def test_an_empty_file_adds_nothing(variable: str, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the kernel writes while it is read is said to be empty, and need not end."""
    (tmp_path / "own").touch()
    before, words, of_events = version(), lexicon(), kinds()
    monkeypatch.setenv(variable, str(tmp_path / empty))
    assert version() == before and lexicon() is words and kinds() == of_events
