"""The extractor's version changes with everything that decides a fact, and with nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.version import DISTRIBUTIONS, MERGED_BY, MERGING, merging, version
from kg.vocab import ontology_path

ROOT = Path(kg.__file__).parent
DECIDING = """
import json, kg.reader, sys
from importlib.metadata import packages_distributions
from kg.sources import RawInput
read = kg.reader.reader()
page, line = b"<html><body><p>Kari Lund met Pedro Rojas.</p></body></html>", b'{"text": "Kari Lund met Pedro."}'
texts = [RawInput(kind, kind, data, kind, None, kind) for kind, data in {"html": page, "jsonl": line}.items()]
texts.append(RawInput("c", "c", "Le ministre a rencontré son homologue à Paris pour des entretiens.".encode(), "c"))
read(texts)
brought_by = packages_distributions()
print(json.dumps({
    "modules": [module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] == "kg"],
    "packages": sorted({each for name in sys.modules for each in brought_by.get(name.partition(".")[0], ())}),
}))
"""
ASIDE = {
    *("pydantic", "pydantic_core", "annotated-types", "typing-inspection", "typing_extensions"),  # hold records
    *("cymem", "srsly", "catalogue", "confection", "weasel", "packaging", "setuptools"),  # hold and load a pipeline
    *("typer", "click", "rich", "shellingham", "annotated-doc", "Pygments", "wasabi", "tqdm"),  # print
    *("requests", "httpx", "urllib3", "certifi", "idna"),  # fetch
    *("Jinja2", "MarkupSafe"),  # draw
    "pyoxigraph",  # reads actors.ttl, in which nothing is left to its judgement
}
"""What reading loads, by way of others or to hold what was read, and what decides no fact."""
CHANGED = """
import json, sys
from pathlib import Path
from kg.version import version
found = {}
for path in map(Path, json.load(sys.stdin)):
    whole = path.read_bytes()
    path.write_bytes(whole + b"\\n# changed")
    found[str(path)] = version()
    path.write_bytes(whole)
print(json.dumps([version(), found]))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program that may be changed."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT, folder / "kg")  # with what has been compiled, which is as young as its source
    if not (ROOT / "ontology").exists():  # a wheel holds it
        shutil.copytree(ROOT.parent / "ontology", folder / "ontology")
    return folder


def run(script: str, copy: Path, given: object = None) -> object:
    """What a script in the copy prints."""
    path = os.pathsep.join([str(copy), *sys.path[1:]])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def changed(copy: Path, paths: list[str]) -> tuple[str, dict[str, str]]:
    """The version of the copy, and those after each file alone was changed."""
    found = run(CHANGED, copy, paths)
    assert isinstance(found, list)
    return found[0], found[1]


@pytest.fixture(scope="module")
def deciding(copy: Path) -> dict[str, list[str]]:
    """The modules of the copy, and the packages, that have been loaded once each kind of input has been read."""
    found = run(DECIDING, copy)
    assert isinstance(found, dict)
    return found


def test_a_change_of_any_module_that_reading_loads_changes_the_version(
    copy: Path, deciding: dict[str, list[str]]
) -> None:
    loaded = deciding["modules"]
    assert len(loaded) > 70 and all(Path(path).is_relative_to(copy) for path in loaded)
    before, after = changed(copy, loaded)
    assert [path for path in loaded if after[path] == before] == []


def test_so_do_words_actors_weights_and_training(copy: Path) -> None:
    ontology = copy / "ontology" if (copy / "ontology").exists() else copy / "kg" / "ontology"
    words = sorted((ontology / "en").glob("*.yaml"))
    data = [str(path) for path in (*words, ontology / "actors.ttl", ontology / "sources.yaml")]
    model = [str(path) for path in (copy / "kg" / "model").rglob("*") if path.is_file() and path.suffix != ".md"]
    assert len(words) == 4 and len(model) >= 19
    before, after = changed(copy, [*data, *model])
    assert len({before, *after.values()}) == 1 + len(data) + len(model)


def test_what_only_stores_asks_or_shows_does_not(copy: Path) -> None:
    parts = ["cli/read.py", "view.py", "query/engine.py", "rdf/facts.py", "base/facts.py", "model/MODEL_CARD.md"]
    before, after = changed(copy, [str(copy / "kg" / part) for part in parts])
    assert after == dict.fromkeys(after, before) and len(after) == len(parts)


def test_the_packages_are_those_that_reading_loads_but_for_what_decides_nothing(deciding: dict[str, list[str]]) -> None:
    assert set(deciding["packages"]) - {"diplograph"} - ASIDE == set(DISTRIBUTIONS)


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_another_version_of_a_package_changes_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = version()
    about = tmp_path / f"{name.replace('-', '_')}-99.9.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert version() != before


def test_another_package_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version()
    about = tmp_path / "typer-99.9.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text("Metadata-Version: 2.1\nName: typer\nVersion: 99.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert version() == before


def test_so_does_another_table_of_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    before = version()
    monkeypatch.setattr("unicodedata.unidata_version", "99.0")
    assert version() != before


def test_so_does_another_pipeline_and_another_training_of_it(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    once = version(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"version": "2"}')
    again = version(str(tmp_path))
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_text("weights")
    more = version(str(tmp_path))
    (tmp_path / "ner").rename(tmp_path / "tagger")
    found = {version(), once, again, more, version(str(tmp_path)), version("en_none"), version("en_other")}
    assert len(found) == 7


@pytest.mark.parametrize("name", MERGED_BY)
def test_what_merges_facts_has_a_version_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, own = merging(), tmp_path / name
    own.write_bytes(ontology_path(name).read_bytes())
    monkeypatch.setattr("kg.version.ontology_path", lambda other: own if other == name else ontology_path(other))
    assert merging() == before
    own.write_bytes(own.read_bytes() + b"\n# changed")
    assert merging() != before


MAKING = """
import json, kg.rdf, kg.resolve, sys
print(json.dumps([m.__file__ for n, m in sys.modules.items() if n.split(".")[0] == "kg"]))
"""
MADE = CHANGED.replace("import version\n", "import merging as version\n")


def test_a_change_of_any_module_that_merging_loads_changes_its_version(copy: Path) -> None:
    loaded = run(MAKING, copy)
    assert isinstance(loaded, list) and any(path.endswith("identity.py") for path in loaded)
    found = run(MADE, copy, loaded)
    assert isinstance(found, list)
    before, after = found
    assert [path for path in loaded if after[path] == before] == []


def test_all_that_makes_a_graph_of_facts_is_there() -> None:
    assert all((ROOT / folder).is_dir() for folder in MERGING)
