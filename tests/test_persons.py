"""Which persons of different documents are one, measured on labelled scenes; and the model of names behind it."""

import dataclasses
import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from examples import Builder, Pair

from kg.actors import actors
from kg.errors import ConfigurationError
from kg.identity import Resolution
from kg.lexicon import Loader
from kg.offices import each_office, is_single, office
from kg.personal_names import Likeness, likeness, parts
from kg.resolve import resolve, tables
from kg.resolve.labels import by_attestation
from kg.vocab import ontology_path

SCENES: Sequence[Mapping[str, Any]] = yaml.load(
    (Path(__file__).parent / "data" / "persons.yaml").read_text("utf-8"), Loader
)["scenes"]
MENTION = re.compile(r"(?:(\d+) x )?(.+)")
PRECISION, RECALL = 0.98, 0.92
PAIRS = 300


@dataclass(frozen=True)
class Told:
    """A mention of a scene: what a document says of somebody."""

    who: str
    name: str
    post: str
    country: str
    year: str
    beside: str
    times: int

    @classmethod
    def read(cls, who: str, line: str) -> "Told":
        times, text = MENTION.fullmatch(line).groups()  # type: ignore[union-attr] # everything matches
        told = [part.strip() for part in text.split("|")]
        name, post, country, year, beside = [*told, "", "", "", ""][:5]
        return cls(who, name, post, country, year or "2022", beside, int(times or 1))

    def document(self, id: str, home: str | None) -> Pair:
        url = f"https://office.{'gov' if home == 'USA' else home}/" if home else None
        b = Builder(f"{self.name} / {self.post or '-'}", id=id, date=dt.date(int(self.year), 6, 1), url=url)
        of = None
        if self.country:
            kind = "country" if actors()[self.country].kind == "country" else "organisation"
            of = b.entity(kind, actors()[self.country].name, key=self.country)
        person = b.person(self.name)
        if self.post:
            title = self.post.removeprefix("former ")
            b.post(person, title, of, words=b.text[:3], former=title != self.post)
        elif of:
            b.event("meeting", (person, of), words=b.text[:3])
        for other in self.beside.split():
            b.entity("country" if other in actors() else "person", other, key=other if other in actors() else None)
        return b.done()


def mentions(scene: Mapping[str, Any]) -> list[Told]:
    return [Told.read(who, line) for who, lines in scene["persons"].items() for line in lines]


def judged(scene: Mapping[str, Any]) -> Iterator[tuple[Told, Told, bool, bool]]:
    """Each pair of mentions of a scene, whether they are of one person, and whether they were found to be."""
    told = mentions(scene)
    documents = [
        one.document(f"{number:02}-{copy:02}", scene.get("home"))
        for number, one in enumerate(told)
        for copy in range(one.times)
    ]
    entities = resolve(documents).entities
    iris = [
        next(i.iri for (d, _), i in entities.items() if d == f"{number:02}-00" and i.kind == "person")
        for number, one in enumerate(told)
    ]
    for (one, left), (other, right) in combinations(zip(told, iris, strict=True), 2):
        yield one, other, one.who == other.who, left == right


def count(scenes: Sequence[Mapping[str, Any]]) -> Counter[tuple[bool, bool]]:
    return Counter((same, found) for scene in scenes for _, _, same, found in judged(scene))


def scores(found: Counter[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall."""
    right = found[True, True]
    return right / ((right + found[False, True]) or 1), right / ((right + found[True, False]) or 1)


def test_labelled_pairs_are_judged_rightly() -> None:
    found = count(SCENES)
    precision, recall = scores(found)
    assert found.total() >= PAIRS
    assert precision >= PRECISION
    assert recall >= RECALL


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene["why"])
def test_no_scene_joins_two_persons(scene: Mapping[str, Any]) -> None:
    wrong = [(one, other) for one, other, same, found in judged(scene) if found and not same]
    assert wrong == []


@pytest.mark.parametrize("name", ["Wang Yi", "Kim Min", "Chen Wei", "Putin"])
def test_whom_a_person_is_named_beside_tells_who_it_is(name: str) -> None:
    (scene,) = (scene for scene in SCENES if all(told.beside and told.name == name for told in mentions(scene)))
    assert all(same is found for _, _, same, found in judged(scene))


def test_the_measure_notices_what_is_wrong() -> None:
    one, other = "3 x Anna Berg | Foreign Minister | SWE", "Anna Berg | Foreign Minister | SWE"
    assert scores(count([{"persons": {"a": [one, other]}}])) == (1.0, 1.0)
    assert scores(count([{"persons": {"a": [one], "b": [other]}}]))[0] == 0.0
    assert scores(count([{"persons": {"a": [one, "Berta Lind | Foreign Minister | SWE"]}}]))[1] == 0.0


@pytest.mark.parametrize("kind", ["same country", "same post at that time", "equal name", "other country"])
def test_each_great_weight_matters(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = count(SCENES)
    weights = dict(tables.tables().weights) | {kind: 0.0}
    changed = dataclasses.replace(tables.tables(), weights=weights)
    for module in ("evidence", "holders"):
        monkeypatch.setattr(f"kg.resolve.{module}.tables", lambda: changed)
    after = count(SCENES)
    assert after[True, False] > before[True, False] or after[False, True] > before[False, True]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Narendra Modi", "NARENDRA MODI", Likeness.EQUAL),
        ("Mohamed Salih", "Muhammad Saleh", Likeness.SPELLING),
        ("Oleh Bondarskyy", "Oleh Bondarsky", Likeness.SPELLING),
        ("Tayyıp Erdoğan", "Tayyip Erdogan", Likeness.SPELLING),
        ("Cho Hyun-dong", "Cho Hyundong", Likeness.SPELLING),
        ("Antony J. Blinken", "Antony Blinken", Likeness.MIDDLE),
        ("George Bush", "George H. W. Bush", Likeness.MIDDLE),
        ("George W. Bush", "George H. W. Bush", None),
        ("John S. Miller", "John M. Miller", None),
        ("Tony Blinken", "Antony J. Blinken", Likeness.NICKNAME),
        ("Liz Truss", "Elizabeth Truss", Likeness.NICKNAME),
        ("R. Singh", "Rajnath Singh", Likeness.INITIAL),
        ("M. Singh", "Rajnath Singh", None),
        ("Maria Lopez", "Maria Lopez Garcia", Likeness.PART),
        ("Sherwood-Randall", "Liz Sherwood-Randall", Likeness.PART),
        ("Kishida Fumio", "Fumio Kishida", Likeness.ORDER),
        ("Hyun-dong Cho", "Cho Hyundong", Likeness.ORDER),
        ("Denys Shmyhal", "Denys Shmygal", Likeness.MISSPELT),
        ("Andrei Ivanov", "Andrei Ivanova", None),
        ("Kim Jong Un", "Kim Jong Il", None),
        ("Modi", "Narendra Modi", Likeness.SURNAME),
        ("bin Salman", "Mohammed bin Salman", Likeness.SURNAME),
        ("Salman", "Khalid bin Salman", None),
        ("Salman", "Salman bin Abdulaziz Al Saud", Likeness.GIVEN),
        ("Salman bin Abdulaziz Al Saud", "Khalid bin Salman bin Abdulaziz Al Saud", None),
        ("Khalid bin Salman", "Salman bin Khalid", None),
        ("Ferdinand Marcos Jr.", "Ferdinand Marcos Sr.", None),
        ("Ferdinand Marcos Jr.", "Ferdinand R. Marcos", Likeness.MIDDLE),
        ("HH Sheikh Tamim bin Hamad Al Thani", "Tamim bin Hamad Al-Thani", Likeness.EQUAL),
        ("Anna Berg", "Berta Berg", None),
        ("Le Drian", "Jean-Yves Le Drian", Likeness.SURNAME),
        ("Von der Leyen", "Ursula von der Leyen", Likeness.SURNAME),
        ("El-Sisi", "Abdel Fattah al-Sisi", Likeness.SURNAME),
        ("Ben Wallace", "John Wallace", None),
        ("Wallace", "Ben Wallace", Likeness.SURNAME),
        ("Le Van Thanh", "Bui Thanh Son", None),
        ("Anna Lind", "\u0410nna Lind", None),  # a Cyrillic A
    ],
)
def test_likeness_of_names(one: str, other: str, expected: Likeness | None) -> None:
    assert likeness(parts(one), parts(other)) is expected
    assert likeness(parts(other), parts(one)) is expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Foreign Minister", "Minister of Foreign Affairs", "External Affairs Minister"), "foreign minister"),
        (("Defense Minister", "Minister for National Defence", "acting defence minister"), "defence minister"),
        (("Amir", "the Emir"), "emir"),
        (
            ("National Security Advisor", "Assistant to the President for National Security Affairs"),
            "national security adviser",
        ),
        (("Deputy Minister of Foreign Affairs",), "deputy foreign minister"),
        (("Minister of State for Europe",), "minister of state for europe"),
        (("Prime Minister", "Premier"), "prime minister"),
    ],
)
def test_a_post_is_one_under_its_titles(titles: tuple[str, ...], expected: str) -> None:
    assert {office(title) for title in titles} == {expected}


@pytest.mark.parametrize("word", ["acting", "the", "us", "deputy", "first", "minister of", "minister and"])
def test_a_title_of_many_words_is_read_in_no_time(word: str) -> None:
    begin = time.process_time()
    assert each_office(f"{word} " * 10_000 + "envoy")
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("title", "single"),
    [
        ("Foreign Minister", True),
        ("President", True),
        ("Ambassador", False),
        ("Minister", False),
        ("Envoy", False),
        ("Deputy Foreign Minister", False),
        ("Spokesperson", False),
    ],
)
def test_posts_with_one_holder_at_a_time(title: str, single: bool) -> None:
    assert is_single(office(title)) is single


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ({"Modi": 9, "Narendra Modi": 2}, "Narendra Modi"),
        ({"HH Sheikh Tamim bin Hamad": 3, "Tamim bin Hamad Al Thani": 1}, "Tamim bin Hamad Al Thani"),
        ({"Trade Anna Berg": 4, "Anna Berg": 2}, "Anna Berg"),
        ({"Maria Lopez": 1, "Maria Lopez Garcia": 6}, "Maria Lopez Garcia"),
        ({"Egils Levits": 2, "Egils Levits - Latvian": 2}, "Egils Levits"),
    ],
)
def test_the_label_is_the_best_attested_clean_name(names: dict[str, int], label: str) -> None:
    assert by_attestation(Counter(names))[0] == label


def official(id: str, title: str, country: str | None, year: int, home: str | None = None) -> Pair:
    """A document that names somebody by post alone."""
    url = f"https://office.{home}/" if home else None
    b = Builder(f"The {title} spoke.", id=id, date=dt.date(year, 6, 1), url=url)
    b.entity("role", f"{title} of {actors()[country].name}" if country else title, words=title, of=country)
    return b.done()


def who(resolution: Resolution, document: str) -> str:
    return next(i.name for (d, _), i in resolution.entities.items() if d == document and i.kind != "country")


@pytest.mark.parametrize(
    ("title", "country", "year", "home", "expected"),
    [
        ("Foreign Minister", "CHN", 2021, None, "Wang Yi"),
        ("Foreign Minister", "CHN", 2022, None, "Foreign Minister of China"),  # either
        ("Minister of Foreign Affairs", "CHN", 2023, None, "Qin Gang"),
        ("Foreign Minister", "CHN", 2010, None, "Foreign Minister of China"),
        ("Foreign Minister", "JPN", 2022, None, "Foreign Minister of Japan"),
        ("Ambassador", "CHN", 2022, None, "Ambassador of China"),
        ("President", None, 2022, "gov", "Joe Biden"),
        ("President", None, 2022, None, "President"),
        ("President", None, 2018, "gov", "President"),
    ],
)
def test_a_post_alone_is_its_holder_at_that_date(
    title: str, country: str | None, year: int, home: str | None, expected: str
) -> None:
    lines = ["3 x Wang Yi | Foreign Minister | CHN | 2021", "3 x Qin Gang | Foreign Minister | CHN | 2023"]
    lines += ["2 x Wang Wei | Ambassador | CHN | 2022", "3 x Joe Biden | President | USA | 2022"]
    lines += ["2 x Donald Trump | former President | USA | 2022", "Lin Fang | Foreign Minister | JPN | 2022"]
    told = [Told.read("", line) for line in lines]
    documents = [one.document(f"{n}-{copy}", None) for n, one in enumerate(told) for copy in range(one.times)]
    others = [official("y", "Foreign Minister", "CHN", 2010), official("z", "Premier", "CHN", 2022)]
    resolution = resolve([*documents, official("x", title, country, year, home), *others])
    assert who(resolution, "x") == expected
    assert len({who(resolution, document) for document in ("0-0", "1-0", "y", "z")}) == 4
    assert any(tie.right[0] == "x" for tie in resolution.ties) is (not expected.startswith(title))


def test_a_join_keeps_its_evidence() -> None:
    lines = ["Vladimir Putin | President | RUS", "Putin | President | "]
    documents = [Told.read("", line).document(f"d{number}", None) for number, line in enumerate(lines)]
    (tie,) = resolve(documents).ties
    assert (tie.left[0], tie.right[0]) == ("d0", "d1")
    assert {"surname alone", "same post at that time"} <= {reason.kind for reason in tie.reasons}
    assert tie.weight == pytest.approx(sum(reason.weight for reason in tie.reasons))


def test_most_documents_tell_the_country_of_a_person() -> None:
    lines = ["3 x Joe Biden | President | USA", "Joe Biden | President | BHR"]
    told = [Told.read("", line) for line in lines]
    documents = []
    for number, one in enumerate(told):
        for copy in range(one.times):
            document, said = one.document(f"{number}-{copy}", None)
            people = tuple(e.model_copy(update={"of": one.country}) for e in said.entities)
            documents.append((document, said.model_copy(update={"entities": people})))
    assert {i.of for i in resolve(documents).entities.values() if i.kind == "person"} == {"USA"}


@pytest.mark.parametrize("words", ["spellings: {a: [b], b: [c]}", "spellings: {a: [c], b: [c]}", "enough: much"])
def test_tables_that_contradict_themselves_are_refused(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = yaml.safe_load(ontology_path("persons.yaml").read_text("utf-8"))
    (tmp_path / "persons.yaml").write_text(yaml.safe_dump(shipped | yaml.safe_load(words)))
    monkeypatch.setattr(tables, "ontology_path", lambda name: tmp_path / name)
    with pytest.raises(ConfigurationError, match=re.escape("persons.yaml")):
        tables.tables.__wrapped__()
