"""Each command as a user types it: what it prints, where, and its exit code."""

import csv
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from conftest import Run

from kg import cli, pipeline
from kg.cli import app, console
from kg.projection.relations import fact_types

RECORDS = [
    {
        "id": "lima",
        "date": "2021-05-07",
        "title": "Talks \x1b[31m[/red] in Lima",
        "source": "[bold]Wire[/bold]",
        "text": "President Ana Quispe of Peru met Chilean President Luis Rojas in Lima on Friday.",
    },
    {
        "id": "quito",
        "date": "2021-05-07",
        "source": "[bold]Wire[/bold]",
        "text": "The foreign ministers of Ecuador and Colombia signed a trade agreement in Quito on 3 May 2021.",
    },
]

pytestmark = pytest.mark.usefixtures("forked")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS))
    return path


@pytest.fixture(scope="module")
def base(source: Path, forked: None) -> Path:
    path = source.parent / "a.kg"
    assert pipeline.build([str(source)], path).rejected == []
    return path


def test_help_of_every_command_shows_an_example(run: Run) -> None:
    _, overview, _ = run("--help")
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(names) == 15
    for name in names:
        code, shown, _ = run(name, "--help")
        assert code == 0 and name in overview
        assert f"Example: kg {name} " in shown


def examples() -> list[list[str]]:
    """The example in each command's help, but that of the demo, which test_readme.py runs, and those that serve."""
    helps = [command.callback.__doc__ or "" for command in app.registered_commands if command.callback]
    found = [shlex.split(line)[2:] for text in helps for line in text.splitlines() if "Example: kg" in line]
    return [words for words in found if words[0] not in ("demo", "serve", "mcp")]


@pytest.mark.parametrize("words", examples(), ids=lambda words: words[0])
def test_examples_of_the_help_work(
    run: Run, words: list[str], source: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(base, "news.kg")
    Path("article.txt").write_text(RECORDS[0]["text"])
    Path("articles").mkdir()
    Path("articles/a.jsonl").write_text(source.read_text())
    Path("gold").mkdir()
    Path("gold/a.txt").write_text(RECORDS[0]["text"])
    facts: dict[str, object] = {
        "id": "a",
        "document_date": None,
        "posts": [],
        "events": [],
        "agreements": [],
        "statements": [],
    }
    Path("gold/a.json").write_text(json.dumps(facts))
    code, _, errors = run(*words)
    assert (code, errors) == (0, "")


def test_version(run: Run) -> None:
    code, shown, _ = run("--version")
    assert code == 0 and re.fullmatch(r"kg \d+\.\d+\.\d+\S*\n", shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["build"],
        ["build", "x", "--jobs", "0"],
        ["build", "x", "--date", "yesterday"],
        ["query", "-q", "ASK {}", "--name", "who-signed"],
        ["query", "-q", "ASK {}", "--param", "a=b"],
        ["query", "--name", "who-signed", "--param", "name"],
        ["query", "none.rq"],
        ["query", "/dev/zero"],
        ["query", "--format", "xml"],
        ["export"],
        ["export", "--format", "pdf"],
        ["evaluate", "none"],
        ["explain"],
        ["explain", "none.txt", "-o", "no/such/folder/a.html"],
        ["query", "-q", "ASK {}", "--limit", "0"],
        *(["query", "-q", "ASK {}", "--timeout", value] for value in ("0", "-1", "nan", "inf", "1e308", "soon")),
        *(["view", "--min-confidence", value] for value in ("nan", "-0.1", "1.1")),
        ["view", "--depth", "0"],
        ["view", "--top", "0"],
        ["evaluate", ".", "--min-confidence", "nan"],
    ],
)
def test_wrong_usage_is_2(run: Run, arguments: list[str], base: Path) -> None:
    tail = ["--base", base] if arguments[0] in ("query", "export") else []
    code, _, errors = run(*arguments, *tail)
    assert code == 2 and "Traceback" not in errors


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["view", "--since", "2018-02-30"], "YYYY-MM-DD, YYYY-MM or YYYY"),
        (["view", "--until", "May"], "YYYY-MM-DD, YYYY-MM or YYYY"),
        (["view", "--since", "2019", "--until", "2018-05"], "nothing is since 2019 and until 2018-05"),
        (["view", "--type", "meetin"], "'meeting', 'call', 'visit', 'forum'"),
        (["export", "--format", "gexf", "--type", "x", "-o", "v.gexf"], "'statement'"),
        (["view", "--since", "2031"], "since 2031 leaves 0; there are agreement, meeting, post"),
        (
            ["view", "--type", "agreement", "--type", "visit", "--min-confidence", "1"],
            "confidence of at least 1 leaves",
        ),
        (["view", "--around", "Luis Rojas", "--type", "agreement"], "no fact that is left is about Luis Rojas"),
        (["view", "--around", ""], "around cannot be ''"),
        (["view", "--around", "Ana Quisp"], "no fact is left: nothing in the graph is called 'Ana Quisp'; the closest"),
        (["export", "--format", "gexf", "--around", "Nobody"], "no fact is left: nothing in the graph is called"),
        (["view", "--depth", "2"], "depth counts the steps around an entity; name one with around"),
        (["export", "--format", "gexf", "--depth", "2"], "depth counts the steps around an entity"),
        (["export", "--format", "trig", "--depth", "2"], "graphml and gexf can be narrowed"),
        (["view", "-o", "v.png"], "another suffix than .html or .htm"),
        (["view", "-o", "v"], "another suffix than .html or .htm"),
        (["view", "-o", ""], "is a directory"),
        (["view", "-o", "folder.html"], "is a directory"),
        (["view", "-o", "none/v.html"], "there is no folder none"),
        (["explain", "none.txt", "-o", "v.pdf"], "another suffix than .html or .htm"),
        (["export", "--format", "nquads", "-o", "v.trig"], "another suffix than .nq or .nquads"),
        (["export", "--format", "trig", "-o", "v.nq"], "another suffix than .trig"),
        (["export", "--format", "graphml", "-o", "v.gexf"], "another suffix than .graphml or .xml"),
        (["export", "--format", "gexf", "-o", "v.gz"], "another suffix than .gexf or .xml"),
        (["export", "-o", "v.xml"], "nquads, trig, graphml, gexf"),
        (["export", "-o", "v"], "nquads, trig, graphml, gexf"),
        (["export", "--format", "trig", "--min-confidence", "0"], "graphml and gexf can be narrowed"),
        (["query", "--name", "who-met-whom", "--param", "who=a", "--param", "who=b"], "who=... is given twice"),
        (["query", "--name", "who-met-whom", "--param", "who"], "is not KEY=VALUE"),
        (["query", "--name", "who-met-whom", "--param", "=a"], "no parameter ''; it has who"),
        (["query", "--name", "who-met-whom"], "who-met-whom needs who"),
        (["query", "--name", "nothing"], "there are"),
        (["query", "/dev/zero"], "/dev/zero has more than 10,000,000 bytes, which is no query"),
    ],
)
def test_wrong_usage_says_what_is_right_and_writes_nothing(
    run: Run, arguments: list[str], reason: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "view.html").write_text("old")
    tail = [] if arguments[0] == "explain" else ["--base", base]
    code, shown, errors = run(*arguments, *tail)
    assert (code, shown) == (2, "") and reason in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.html", "view.html"]
    assert (tmp_path / "view.html").read_text() == "old"


@pytest.mark.parametrize(
    "arguments",
    [
        ["view", "--around", "Luis Rojas", "--depth", "1000000000", "--top", "9" * 30, "-o", "a.HTM"],
        ["view", "--since", "2021-05", "--until", "2021"],
        ["export", "-o", "a.nq"],
        ["export", "-o", "a.TRIG"],
        ["export", "-o", "a.graphml", "--type", "meeting"],
        ["export", "--format", "gexf", "-o", "a.xml"],
        ["export", "--format", "gexf", "-o", "a"],
        ["query", "-q", "ASK {}", "--limit", "1000000000"],
    ],
)
def test_usage_that_is_unusual_and_right(
    run: Run, arguments: list[str], base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, errors = run(*arguments, "--base", base)
    assert (code, errors) == (0, "")


@pytest.mark.parametrize("command", [["build", "a.txt"], ["check"], ["query", "-q", "ASK {}"]])
def test_no_name_is_not_this_folder(
    run: Run, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Kari Lund met Pedro Rojas in Oslo.")
    code, _, errors = run(*command, "--base", "")
    assert code == 2 and "write . for this one" in errors
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_help_names_every_type_of_fact(run: Run) -> None:
    _, shown, _ = run("view", "--help")
    assert set(fact_types()) <= set(re.findall(r"\w+", shown))


def test_a_parameter_that_a_question_does_not_have_is_named(run: Run, base: Path) -> None:
    tail = ["--param", "who=a", "--param", "timeout=1", "--base", base]
    code, _, errors = run("query", "--name", "who-met-whom", *tail)
    assert code == 2 and "no parameter 'timeout'; it has who" in errors and errors.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["query", "-q", "ASK {}", "--base", "none.kg"], "kg build"),
        (["query", "-q", "SELECT"], "cannot be parsed"),
        (["query", "-q", "DROP ALL"], "not a query"),
        (["check", "--base", "none.kg"], "kg build"),
    ],
)
def test_failures_are_1_in_one_line(run: Run, arguments: list[str], reason: str, base: Path) -> None:
    tail = [] if "none.kg" in arguments else ["--base", base]
    code, _, errors = run(*arguments, *tail)
    assert code == 1 and reason in errors and errors.count("\n") == 1


def test_a_second_signal_stops_what_goes_on_in_spite_of_the_first_and_is_not_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stubborn(**_: object) -> None:
        with suppress(SystemExit):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
        pytest.fail("it was not stopped")

    monkeypatch.setattr(cli, "app", stubborn)
    code, _, errors = run()
    assert code == 128 + signal.SIGINT and errors.count("stopped") == errors.count("\n") == 1


def test_build_sums_up_and_a_second_one_changes_nothing(run: Run, source: Path, tmp_path: Path) -> None:
    base = tmp_path / "b.kg"
    code, shown, errors = run("build", source, "none.txt", "--base", base)
    assert code == 1 and "documents: 2 new, 1 rejected" in shown and "generation 1" in shown
    assert "rejected none.txt: cannot be opened: No such file or directory" in errors
    code, shown, errors = run("build", source, "--base", base)
    assert (code, errors) == (0, "") and "2 as before" in shown and "nothing has changed" in shown


def test_extract_prints_facts_in_each_form(run: Run, source: Path) -> None:
    code, shown, _ = run("extract", source, "--format", "json")
    assert code == 0 and [json.loads(line)["document"] for line in shown.splitlines()] == ["lima", "quito"]
    code, shown, _ = run("extract", source)
    assert code == 0 and shown.splitlines() == sorted(shown.splitlines()) and "Ana Quispe" in shown
    code, shown, _ = run("extract", source, "--format", "trig")
    assert code == 0 and "@prefix dip:" in shown and "Ana Quispe" in shown


def test_extract_reports_what_it_rejects(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(RECORDS[0]) + '\n{"id": "\x1b[31m"\n')
    code, shown, errors = run("extract", path, "--format", "json")
    assert code == 1 and len(shown.splitlines()) == 1 and "line 2" in errors


def test_a_mixed_folder_is_built_and_told_what_was_skipped(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", *(f"{n}.pdf" for n in range(5)), "b.md", "c.png", ".hidden", "README"):
        (folder / name).write_text(RECORDS[0]["text"])
    code, shown, errors = run("build", folder, "--base", tmp_path / "a.kg")
    assert code == 0 and "documents: 1 new, 0 rejected" in shown
    assert [line.partition(" (")[0] for line in errors.splitlines()] == [
        "kg: skipped 1 file, without ending",
        "kg: skipped 1 file, ending in .md",
        "kg: skipped 5 files, ending in .pdf",
        "kg: skipped 1 file, ending in .png",
        "kg: skipped 1 file, hidden",
    ]
    assert f"(a PDF; convert it to text first, for example with pdftotext): {folder}/0.pdf, " in errors
    assert f"{folder}/2.pdf and 2 more" in errors
    (folder / "a.txt").unlink()
    code, _, errors = run("build", folder, "--base", tmp_path / "b.kg")
    assert code == 1 and "no file in it ends in .txt" in errors and "pdftotext" in errors


@pytest.mark.parametrize("command", ["build", "extract", "explain"])
def test_what_cannot_be_read_is_said_by_each_command(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(
        "Le ministre a rencontré son homologue à Paris pour des entretiens."
    )
    tail = ["--base", tmp_path / "a.kg"] if command == "build" else []
    code, _, errors = run(command, tmp_path, "https://example.org/a", *tail)
    assert code == 1 and "Traceback" not in errors
    assert f"rejected {tmp_path}/caf%E9.txt: not English (looks like French); Diplograph reads English" in errors
    assert "rejected https://example.org/a: the address of a page; fetch it first" in errors


@pytest.mark.parametrize(
    ("texts", "said"), [([" "], "above\n"), ([" ", RECORDS[0]["text"]], "above; all others were read\n")]
)
def test_others_are_said_to_be_read_where_there_are_any(run: Run, texts: list[str], said: str, tmp_path: Path) -> None:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text)
    code, _, errors = run("build", tmp_path, "--base", tmp_path / "a.kg")
    assert code == 1 and errors.endswith(f"1 input rejected, for the reasons {said}")


def test_build_says_what_was_rejected_before(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" ")
    (tmp_path / "b.txt").write_text("Angela Merkel met Emmanuel Macron in Berlin.")  # without any there is no base
    build = ("build", tmp_path / "a.txt", tmp_path / "b.txt", "--base", tmp_path / "a.kg")
    assert "1 rejected\n" in run(*build)[1]
    assert "1 rejected (1 as before)\n" in run(*build)[1]
    assert "1 rejected\n" in run(*build, "--again")[1]


@pytest.mark.parametrize("arguments", [["build", "a.txt", "--base"], ["demo", "--into"], ["check", "--base"]])
def test_a_base_whose_name_is_not_utf_8_is_refused_before_anything_is_read_or_made(
    run: Run, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, shown, errors = run(*arguments, os.fsdecode(b"\xff.kg"))
    assert (code, shown) == (1, "") and re.fullmatch(r"kg: '\\udcff.*is not UTF-8; give another.*\n", errors)
    assert list(tmp_path.iterdir()) == []


NAMES = "SELECT ?n WHERE { ?x a dip:Person ; skos:prefLabel ?n } ORDER BY ?n"


def test_explain_shows_words_facts_and_lines(run: Run, source: Path) -> None:
    code, shown, errors = run("explain", source)
    assert (code, errors) == (0, "")
    assert "[met | meeting 2]" in shown and "[Friday | date 2]" in shown
    assert "frame:meet.VERB" in shown and re.search(r"rules\.yaml, line \d+  frames", shown)
    assert "[signed | signed " in shown
    assert "\x1b" not in shown and "Talks [31m[/red] in Lima · [bold]Wire[/bold] · 2021-05-07\n" in shown


def test_explain_writes_one_page(run: Run, source: Path, tmp_path: Path) -> None:
    code, shown, _ = run("explain", source, "-o", tmp_path / "why.html")
    assert code == 0 and re.fullmatch(r".*why\.html: \d+ facts of 2 documents\n", shown)
    page = (tmp_path / "why.html").read_text("utf-8")
    assert "<title>2 documents</title>" in page and "[bold]Wire[/bold]" in page


def test_explain_colours_words_on_a_terminal_alone(run: Run, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, shown, errors = run("explain", source)
    assert errors == ""
    assert "\x1b[38;5;16;48;5;220mmet\x1b[0m" in shown
    assert "Talks [31m[/red] in Lima" in shown and "[met | " not in shown


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "a\u202eb\u200bc", "bell\x07 back\x08 cr\r", "[bold]x[/bold] [/]"]
)
def test_explained_words_cannot_act_on_the_terminal(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{text} Kari Lund met Pedro Rojas in {text} Oslo, {text} said.\n", newline="")
    code, shown, _ = run("explain", path)
    assert code == 0 and "Pedro Rojas" in shown
    assert {char for char in shown if console.legible(char) != char} == {"\n"}


def test_explain_reports_what_it_rejects(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kari Lund met Pedro Rojas in Oslo.")
    code, shown, errors = run("explain", tmp_path / "a.txt", tmp_path / "none.txt")
    assert code == 1 and "[met | meeting 1]" in shown and "none.txt" in errors


def test_query_answers_in_each_form(run: Run, base: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(NAMES, "utf-8-sig")  # as editors on Windows do
    code, shown, _ = run("query", file, "--base", base)
    assert code == 0 and "Ana Quispe" in shown.splitlines()[2]
    _, shown, _ = run("query", "-q", NAMES, "--format", "csv", "--base", base)
    assert ["Ana Quispe"] in list(csv.reader(io.StringIO(shown)))
    _, shown, _ = run("query", "-q", NAMES, "--format", "json", "--base", base)
    assert {"n": "Ana Quispe"} in json.loads(shown)
    _, shown, _ = run("query", "-q", "CONSTRUCT WHERE { ?x a dip:Meeting }", "--base", base)
    assert "a dip:Meeting" in shown
    assert run("query", "-q", "ASK { ?x a dip:Meeting }", "--base", base)[1] == "true\n"
    code, shown, errors = run("query", "-q", NAMES, "--limit", "1", "--base", base)
    assert code == 0 and "more than 1 row" in errors
    assert run("query", "-q", NAMES, "--format", "ttl", "--base", base)[0] == 2
    assert run("query", "-q", "SELECT ?x WHERE { ?x a skos:None }", "--base", base)[1] == "no rows\n"


def test_query_reads_standard_input(run: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "ASK { ?x a dip:Meeting } # é".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked), encoding="ascii"))
    assert run("query", "--base", base)[:2] == (0, "true\n")


def test_saved_queries_are_listed_and_asked(run: Run, base: Path) -> None:
    code, shown, _ = run("query", "--list")
    assert code == 0 and "who-met-whom: " in shown and "--param who=" in shown
    for beside in (["-q", "ASK {}"], ["--name", "who-met-whom"], ["query.rq"], ["--param", "who=x"]):
        assert run("query", "--list", *beside)[0] == 2
    code, shown, _ = run("query", "--name", "who-met-whom", "--param", "who=Ana Quispe", "--base", base)
    assert code == 0 and "Luis Rojas" in shown


def test_names_cannot_act_on_the_terminal(run: Run, base: Path) -> None:
    titles = "SELECT ?t ?s WHERE { ?d dcterms:title ?t ; dip:publishedBy/skos:prefLabel ?s }"
    code, shown, _ = run("query", "-q", titles, "--base", base)
    assert code == 0 and "\x1b" not in shown and "[/red] in Lima" in shown and "[bold]Wire[/bold]" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\nb", "a b"),
        ("a\rb", "a\\rb"),
        ("[/foo] é", "[/foo] é"),
    ],
)
def test_legible(text: str, shown: str) -> None:
    assert console.legible(text) == shown


ACTIVE = "\x1b[31m\u202e\n\x07\x9bx"


@pytest.mark.parametrize(
    "arguments",
    [
        [ACTIVE],
        ["view", f"--{ACTIVE}"],
        ["view", f"-{ACTIVE}"],
        *(["view", option, ACTIVE] for option in ("--depth", "--since", "--type", "--around", "--base", "-o")),
        ["view", "-o", f"{ACTIVE}/a.html"],
        ["export", "--format", ACTIVE],
        ["export", "--format", "gexf", "-o", f"{ACTIVE}.html"],
        ["query", ACTIVE],
        ["query", "-q", ACTIVE],
        ["query", "--name", ACTIVE],
        ["query", "--name", "who-met-whom", "--param", ACTIVE],
        ["query", "--name", "who-met-whom", "--param", f"{ACTIVE}=a"],
        ["build", "x", "--date", ACTIVE],
        ["evaluate", ACTIVE],
        ["check", ACTIVE],
        ["check", "--base", ACTIVE],
        ["demo", "--into", f"a.txt/{ACTIVE}"],
        ["extract", ACTIVE],
        ["explain", ACTIVE],
        ["explain", ACTIVE, "-o", f"{ACTIVE}.html"],
    ],
)
def test_what_was_typed_cannot_act_on_the_terminal(
    run: Run, arguments: list[str], base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").touch()
    tail = ["--base", base] if arguments[0] in ("view", "export", "query") and "--base" not in arguments else []
    code, shown, errors = run(*arguments, *tail)
    assert code in (1, 2) and errors and "Traceback" not in errors
    assert {char for char in shown + errors if console.legible(char) != char} == {"\n"}


PRINTING = [
    ["query", "-q", "ASK {}"],
    ["query", "-q", NAMES],
    ["query", "-q", NAMES, "--format", "csv"],
    ["query", "-q", NAMES, "--format", "json"],
    ["query", "-q", "CONSTRUCT WHERE { ?x a dip:Meeting }"],
    ["query", "-q", "SELECT ?x WHERE { ?x a skos:None }"],
    ["query", "--list"],
    *(["export", "--format", form] for form in ("nquads", "trig", "graphml", "gexf")),
    ["view", "-o", "v.html"],
    ["check"],
    ["explain", "a.jsonl"],
    ["explain", "a.jsonl", "-o", "v.html"],
]
EXTRACTING = ["extract", "a.jsonl", "--format", "json"]  # which starts processes each time


@pytest.fixture
def printing(source: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with what `PRINTING` names."""
    monkeypatch.chdir(tmp_path)
    Path("base.kg").symlink_to(base)
    Path("a.jsonl").write_text(source.read_text())


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize("arguments", [*PRINTING, EXTRACTING[:2], ["--help"], ["--version"]], ids=" ".join)
def test_a_full_device_is_said_in_one_line(run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        code, _, errors = run(*arguments)
    assert code == 1 and re.fullmatch(r"kg: standard output.*: No space left on device\n", errors)


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize("arguments", [*PRINTING, EXTRACTING], ids=" ".join)
def test_a_closed_pipe_ends_a_command_quietly(run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        code, _, errors = run(*arguments)
    assert (code, errors) == (128 + signal.SIGPIPE, "")


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize(
    "arguments",
    [["view"], ["export", "--format", "trig"], ["export", "--format", "gexf"], ["explain", "a.jsonl"]],
    ids=" ".join,
)
def test_a_file_that_cannot_be_written_is_said_in_one_line(run: Run, arguments: list[str]) -> None:
    code, shown, errors = run(*arguments, "-o", "/dev/full")
    assert (code, shown) == (1, "") and errors.count("\n") == 1
    assert errors.startswith("kg: /dev/full cannot be written: No space left on device")


@pytest.mark.usefixtures("printing")
def test_a_process_ends_with_its_pipe_and_says_nothing() -> None:
    command = [sys.executable, "-m", "kg", "export", "--format", "nquads"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize("arguments", [*PRINTING, EXTRACTING, ["--help"], ["--version"]], ids=" ".join)
def test_a_closed_output_is_said(run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    code, _, errors = run(*arguments)
    assert code == 1 and errors == "kg: standard output is closed; open it, or send it to /dev/null\n"


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize(
    ("closed", "arguments", "code", "printed"),
    [
        (">&-", ["query", "--list"], 1, "kg: standard output is closed; open it, or send it to /dev/null\n"),
        ("2>&-", ["query", "-q", "ASK {}"], 0, "true\n"),
        ("2>&-", ["build", "none.txt", "--base", "b.kg"], 1, "documents: none, 1 rejected\n"),
        ("<&-", ["query"], 1, "kg: this is not a query; begin with SELECT, ASK, CONSTRUCT, DESCRIBE\n"),
        (">&- 2>&-", ["query", "--list"], 1, ""),
    ],
)
def test_a_process_may_have_a_closed_stream(closed: str, arguments: list[str], code: int, printed: str) -> None:
    command = f'exec {sys.executable} -m kg "$@" {closed}'
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["sh", "-c", command, "sh", *arguments], env=environment, capture_output=True, check=False)
    assert (done.returncode, (done.stdout + done.stderr).decode()) == (code, printed)


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ministers met in Lima.")
    command = f"mkdir gone && cd gone && rmdir ../gone && exec {sys.executable} -m kg extract ../a.txt {tmp_path}/a.txt"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["sh", "-c", command], env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (1, "kg: the folder you are in: No such file or directory\n")


ODD = ["query", "-q", "SELECT ('Élysée 王' AS ?n) {}"]


@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [*product([*PRINTING, ODD], ["ascii", "latin-1"]), (EXTRACTING, "ascii")],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
@pytest.mark.usefixtures("printing")
def test_no_locale_breaks_what_is_printed(
    run: Run, arguments: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stdout)
    code, _, errors = run(*arguments)
    assert (code, errors) == (0, "") and stdout.buffer.getvalue()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_data_is_utf_8_in_any_locale(run: Run, form: str, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stdout)
    run(*ODD, "--format", form, "--base", base)
    assert "Élysée 王" in stdout.buffer.getvalue().decode()


def test_a_name_is_found_where_the_locale_cannot_read_it(run: Run, base: Path, tmp_path: Path) -> None:
    typed = os.fsencode("Élysée").decode("ascii", "surrogateescape")
    code, _, errors = run("view", "--around", typed, "--base", base, "-o", tmp_path / "v.html")
    assert code == 2 and "called 'Élysée'" in errors


def test_view_writes_one_page(run: Run, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "v.html"
    code, shown, _ = run("view", "--around", "Ana Quispe", "--depth", "2", "--base", base, "-o", out)
    assert code == 0 and str(out.name) in shown and "Luis Rojas" in out.read_text("utf-8")
    assert run("view", "--base", base, "-o", tmp_path / "none" / "v.html")[0] == 2


@pytest.mark.parametrize(
    ("form", "sign"),
    [("nquads", "<https://w3id.org/"), ("trig", "@prefix"), ("graphml", "<graphml"), ("gexf", "<gexf")],
)
def test_export(run: Run, base: Path, tmp_path: Path, form: str, sign: str) -> None:
    out = tmp_path / "out"
    code, _, errors = run("export", "--format", form, "--base", base, "-o", out)
    assert (code, errors) == (0, "") and sign in out.read_text("utf-8") and "Ana Quispe" in out.read_text("utf-8")


def test_export_of_quads_is_whole(run: Run, base: Path) -> None:
    assert run("export", "--format", "nquads", "--around", "Peru", "--base", base)[0] == 2
    code, shown, _ = run("export", "--format", "nquads", "--base", base)
    assert code == 0 and shown.splitlines() == sorted(set(shown.splitlines()))


def test_check_is_1_where_something_is_wrong(run: Run, base: Path, tmp_path: Path) -> None:
    code, shown, _ = run("check", "--base", base)
    assert code == 0 and "no problem" in shown
    manifest = base / "graph" / "1" / "manifest.json"
    whole = manifest.read_text()
    try:
        manifest.write_text("{}")
        code, _, errors = run("check", "--base", base)
        assert code == 1 and "damaged" in errors
    finally:
        manifest.write_text(whole)
