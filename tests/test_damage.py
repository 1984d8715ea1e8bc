"""Whatever befalls the files of a base is said in a line and not served, and a build makes good what it can."""

import faulthandler
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bases import PAIRS, build, read_inputs
from damages import GENERATION, HARMLESS, MENDED, REFUSED, UNHEEDED, Damage, Harm, cases, tell
from examples import judged
from modes import ordinary_user

from kg import cli
from kg.base import Base
from kg.errors import BaseError

LIMIT = 60
"""Seconds after which a command hangs."""
READING = (
    ("query", "-q", "SELECT ?name WHERE { ?x a dip:Person ; skos:prefLabel ?name }"),
    ("export", "--format", "nquads"),
    ("view", "-o", "{base}.html"),
)
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base without damage, with a judgement."""
    path = tmp_path_factory.mktemp("whole") / "news.kg"
    one, other = (("m00", PAIRS[0][1].entities[2].id), ("m01", PAIRS[1][1].entities[2].id))
    with Base.open(path, write=True) as base:
        base.facts.judge(judged(PAIRS, one, other))
        read_inputs(base)
    return path


@pytest.fixture(scope="module")
def digest(whole: Path) -> str:
    """The hash of its graph."""
    with Base.open(whole) as base:
        return base.generation().manifest.sha256


@pytest.fixture
def base(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "news.kg"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], base: Path) -> Iterator[Run]:
    """Runs `kg` on the base; gives its exit code and what it complains of. Ends the tests if it hangs."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run_kg(*arguments: str) -> tuple[int, list[str]]:
        given = [argument.replace("{base}", str(base)) for argument in arguments]
        monkeypatch.setattr(sys, "argv", ["kg", *given, "--base", str(base)])
        faulthandler.dump_traceback_later(LIMIT, exit=True)
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            faulthandler.cancel_dump_traceback_later()
        return code, capfd.readouterr().err.splitlines()

    yield run_kg
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def modes_hold() -> Iterator[None]:
    with ordinary_user():
        yield


def refused(run: Run, advice: str) -> None:
    """All that reads the graph refuses in one line that says what to do."""
    for command in READING:
        code, complaints = run(*command)
        assert (code, len(complaints)) == (1, 1), complaints
        assert complaints[0].startswith("kg: ") and advice in complaints[0]


def sound(path: Path) -> bool:
    """Whether nothing is damaged and the graph can be opened."""
    with Base.open(path) as base:
        return not list(base.damage()) and bool(base.generation().open())


def check(run: Run) -> str:
    """What `kg check` says: a line for each problem, and one that counts them."""
    code, complaints = run("check")
    assert all(line.startswith("kg: ") and "Traceback" not in line for line in complaints)
    assert code == (1 if complaints else 0)
    return "\n".join(complaints)


def test_the_commands_find_nothing_wrong_with_a_whole_base(run: Run) -> None:
    for command in (*READING, ("check",)):
        assert run(*command) == (0, [])


def test_the_tables_are_as_long_as_they_were() -> None:
    assert (len(GENERATION), len(HARMLESS), len(MENDED), len(REFUSED), len(UNHEEDED)) == (110, 11, 36, 24, 3)


@pytest.mark.parametrize("damage", GENERATION, ids=str)
def test_a_damaged_generation_is_refused_and_healed(base: Path, run: Run, digest: str, damage: Damage) -> None:
    damage.do(base)
    refused(run, "run kg build")
    assert "run kg build" in check(run)
    assert build(base) == digest
    assert sound(base)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": None, "seal": None}, "older version of the program; run kg build"),  # as the first format was
        ({"format": 1, "more": 1}, "older version of the program; run kg build"),
        ({"format": 99, "files": None}, "newer version of the program (format 99, this one reads 3); update"),
        ({"format": "two"}, "manifest.json is damaged; run kg build"),
    ],
)
def test_a_generation_of_another_version_is_said_to_be_one_and_made_anew(
    base: Path, run: Run, digest: str, fields: dict[str, object], said: str
) -> None:
    tell(**fields)(base / "graph" / "1" / "manifest.json")
    refused(run, said)
    assert said in check(run)
    assert build(base) == digest
    assert sound(base)


@pytest.mark.parametrize("damage", HARMLESS, ids=str)
def test_what_is_not_data_harms_nothing(base: Path, digest: str, damage: Damage) -> None:
    damage.do(base)
    assert sound(base)
    assert build(base) == digest
    assert sound(base)
    assert sorted(one.name for one in (base / "graph").iterdir()) == ["1", "CURRENT"]


@pytest.mark.parametrize(("name", "harm", "said"), cases(MENDED), ids=lambda one: one if isinstance(one, str) else "")
def test_a_damaged_record_is_named_and_mended(
    base: Path, run: Run, digest: str, name: str, harm: Harm, said: str
) -> None:
    harm(base / "facts.db")
    assert said in check(run)
    assert build(base) == digest
    assert sound(base)


@pytest.mark.parametrize(("name", "harm", "said"), cases(REFUSED), ids=lambda one: one if isinstance(one, str) else "")
def test_what_cannot_be_mended_is_refused_and_left_as_it_is(
    base: Path, run: Run, name: str, harm: Harm, said: str
) -> None:
    harm(base / "facts.db")
    assert said in check(run)
    with pytest.raises(BaseError, match=r"a copy|move it away|update the program|let this user"):
        build(base)
    assert said in check(run)
    assert run(*READING[0]) == (0, []), "the graph answers as before"


@pytest.mark.parametrize(("name", "harm", "said"), cases(UNHEEDED), ids=lambda one: one if isinstance(one, str) else "")
def test_a_damaged_judgement_is_said_and_stops_nothing_until_it_is_discarded(
    base: Path, run: Run, tmp_path: Path, name: str, harm: Harm, said: str
) -> None:
    harm(base / "facts.db")
    assert said in check(run) and "judge again with kg review, or remove it with kg review --discard" in check(run)
    (tmp_path / "empty").mkdir()
    code, complaints = run("build", str(tmp_path / "empty"))
    assert code == 1 and said in "".join(complaints)
    with Base.open(base) as opened:
        assert opened.is_current()
        made, left = opened.generation().manifest.sha256, opened.facts.judgements()
    assert len(left) == (name == "judgement twice")
    assert said in "".join(run("review", "--list")[1])
    kept = Path(shutil.copytree(base, tmp_path / "kept.kg"))
    code, complaints = run("forget", "m05")
    assert code == 1 and said in "".join(complaints)
    shutil.rmtree(base)
    shutil.copytree(kept, base)
    assert run("review", "--discard") == (0, [])
    assert check(run) == "" and sound(base)
    assert build(base) == made
    with Base.open(base) as opened:
        assert opened.facts.judgements() == left
