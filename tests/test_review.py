"""What is shown to people of two things: which are meant, and why they are one or two."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Run
from examples import Pair, kuala_lumpur, meeting
from test_rdf import life_of_a_treaty
from test_resolve import DAY, person, summit

from kg.base import Base
from kg.errors import ChoiceError
from kg.identity import Judgement, Verdict
from kg.model import Mention
from kg.resolve import Resolver
from kg.review import Things, Why, why
from kg.review.sides import sentence

SMITHS = [person("a", "John Smith", "USA", "Envoy"), person("b", "John Smith", "GBR", "Mayor")]
BERGS = [person(f"d{n}", *rest) for n, rest in enumerate([("Anna Berg", "SWE", "Foreign Minister")] * 3)]
BERGS += [
    person("e", "Berg", "SWE", "Foreign Minister"),
    person("f", "Berta Lund", "SWE"),
    person("g", "Anna Berg", "CHL"),
]


def asked(pairs: Sequence[Pair], one: str, other: str, judgements: Sequence[Judgement] = ()) -> Why:
    resolver = Resolver(pairs, judgements)
    said = {document.id: (document, extraction) for document, extraction in pairs}
    return why(said, Things(pairs, resolver.resolution), resolver.finding, one, other)


def kinds(found: Why) -> set[str]:
    return {reason.kind for step in found.steps for reason in step.tie.reasons}


@pytest.mark.parametrize(
    ("pairs", "one", "other", "same", "told"),
    [
        (BERGS, "e#x2", "d0#x2", True, {"surname alone", "same post at that time", "same country"}),
        (BERGS, "d0#x2", "d1#x2", True, {"the same name, posts, countries and year"}),
        (BERGS, "SWE", "d1#x1", True, {"known by one key"}),
        (SMITHS, "John Smith", "john smith", False, {"equal name", "other country", "common surname"}),
        (BERGS, "person-anna-berg", "Berta Lund", False, {"no names of one person"}),
        (BERGS, "Berta Lund", "SWE", False, {"another kind", "another key", "another name"}),
        ([meeting("m1", DAY)], "Anna Berg", "m1#e8", False, {"an entity and a fact"}),
        ([meeting("m1", DAY), meeting("m2", DAY)], "m1#e8", "m2#e8", True, {"participants: agree", "days: agree"}),
        (
            [meeting("m1", DAY), meeting("m2", DAY, names=("Cora Falk", "Bela Kun"))],
            *("doc-m1#e8", ":doc-m2#e8", False),
            {"kind of event: agree", "participants: differ"},
        ),
        (
            [summit("m", "2022-03-25", "2022-03-24", "Riga"), summit("j", "2022-06-30", "2022-06-29", "Oslo")],
            *("m#e2", "j#e2", False),
            {"name: agree", "place: differ", "days: differ"},
        ),
        (
            [kuala_lumpur("a"), kuala_lumpur("b")],
            "a#e15",
            "a#e16",
            False,
            {"two of one document, which tells them apart"},
        ),
        (life_of_a_treaty(), "t1#a3", "t3#a3", True, {"parties: agree", "words of the title: agree"}),
        (life_of_a_treaty(), "t1#a4", "t3#a4", False, {"act: differ", "agreement: agree"}),
        (life_of_a_treaty(), "t1#a3", "t3#a4", False, {"facts of different sorts"}),
    ],
)
def test_why(pairs: Sequence[Pair], one: str, other: str, same: bool, told: set[str]) -> None:
    found = asked(pairs, one, other)
    assert found.one is same and told <= kinds(found)
    assert all(side.quote for step in found.steps for side in (step.left, step.right) if "x1" not in side.reference)
    for step in found.steps:
        weighed = math.fsum(reason.weight for reason in step.tie.reasons)
        assert step.tie.weight == weighed or step.tie.weight == pytest.approx(weighed, abs=0.001)
    forbidden = any(math.isinf(step.tie.weight) for step in found.steps)
    assert not (same and forbidden)


def test_what_is_weighed_in_vain_says_what_was_needed() -> None:
    assert asked(SMITHS, "John Smith", "John Smith").decided == "-1.0 speaks for it, and 3.5 is needed"


def test_a_rival_is_named() -> None:
    singhs = [person("a", "Rajnath Singh", "IND"), person("b", "Manmohan Singh", "IND"), person("c", "Singh", "IND")]
    found = asked(singhs, "c#x2", "Rajnath Singh")
    assert "the likeliest must lead by 1.0" in found.decided or "is needed" in found.decided


def test_a_judgement_is_the_reason() -> None:
    left, right = ("d0", "x2"), ("d1", "x2")
    judgement = Judgement(left=left, right=right, verdict=Verdict.DIFFERENT, by="Ida", why="a namesake")
    found = asked(BERGS, "d0#x2", "d1#x2", [judgement])
    assert not found.one and found.decided == "they were judged different"
    assert found.steps[0].tie.reasons[0].value == "Ida: a namesake"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Nobody", "Anna Berg", "nothing is called 'Nobody'; give a name, a title, or an id as in the graph"),
        ("", "Anna Berg", "nothing is called ''"),
        ("#", "Anna Berg", "nothing is called '#'"),
        ("Anna Berg", "SWE", r"'Anna Berg' may be several; .*person-anna-berg \(Anna Berg, person, 4 documents\);"),
        ("anna", "SWE", r"'anna' may be several"),
    ],
)
def test_what_is_not_clear_is_said(one: str, other: str, reason: str) -> None:
    with pytest.raises(ChoiceError, match=reason):
        asked(BERGS, one, other)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("One. Joseph R. Berg, Jr. met Lund. Two.", "Lund", "Joseph R. Berg, Jr. met Lund."),
        ("A title\nHe met Lund", "Lund", "He met Lund"),
        ("“Yes.” He met Lund! Two.", "met", "He met Lund!"),
        ("x " * 900 + "Lund" + " x" * 900, "Lund", "… " + ("x " * 100 + "Lund" + " x" * 198).strip() + " …"),
    ],
)
def test_sentences_around_a_mention(text: str, word: str, expected: str) -> None:
    at = text.index(word)
    assert sentence(text, Mention.cut(text, at, at + len(word)), at) == expected


def test_names_that_documents_use_find_their_thing() -> None:
    resolver = Resolver(BERGS)
    things = Things(BERGS, resolver.resolution)
    assert things.of(("e", "x2")).names == {"Anna Berg", "Berg"}
    assert things.pair("Berta Lund", "person-anna-berg")[0] == ("f", "x2")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "a.kg"
    with Base.open(path, write=True) as opened:
        for pair in (*BERGS, *SMITHS):
            opened.facts.add(*pair)
    return path


def test_the_command_prints_weights_and_sentences(run: Run, base: Path) -> None:
    code, printed, errors = run("why", "John Smith", "John Smith", "--base", base)
    assert (code, errors) == (0, "")
    for line in ("two: John Smith (person, 1 document): person-john-smith", "   +3.00  equal name: john smith"):
        assert line in printed.splitlines()
    assert "“John Smith / Envoy”" in printed
    code, printed, errors = run("why", "John", "Smith", "--base", base)
    assert (code, printed) == (2, "") and errors.startswith("kg: 'John' may be several; give the id of one: ")
    code, printed, errors = run("why", "a", "b", "--base", base.parent / "none.kg")
    assert code == 1 and "run kg build to make a base" in errors
