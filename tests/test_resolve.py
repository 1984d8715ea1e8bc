"""Which entities, events and agreements of different documents are one."""

import datetime as dt
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from examples import Builder, Pair, judged, kuala_lumpur, meeting

from kg.identity import Judgement, Resolution
from kg.lexicon import OWN_WORDS
from kg.model import Extraction, Modality, Time
from kg.personal_names import compatible, plain
from kg.resolve import resolve

DAY = dt.date(2024, 5, 6)


def person(id: str, name: str, country: str | None = None, post: str | None = None) -> Pair:
    """A document that knows one person."""
    b = Builder(f"{name} / {post or '-'}", id=id)
    of = b.entity("country", country, key=country) if country else None
    someone = b.person(name)
    if of and post:
        b.post(someone, post, of)
    elif of:
        b.event("meeting", (someone, of), words=name)
    return b.done()


def persons(resolution: Resolution) -> list[list[str]]:
    """The documents in which each person appears."""
    found: dict[str, list[str]] = {}
    for (document, _), identity in sorted(resolution.entities.items()):
        if identity.kind == "person":
            found.setdefault(identity.iri, []).append(document)
    return sorted(found.values())


def one_per_line(names: Iterable[tuple[str, str | None, str | None]]) -> list[list[str]]:
    return persons(resolve([person(f"d{number}", *rest) for number, rest in enumerate(names)]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Narendra Modi", "NARENDRA MODI", True),
        ("Béla Kun", "Bela Kun", True),
        ("Be\u0301la Kun", "B\u00e9la Kun", True),
        ("Nar\u200bendra Modi", "Narendra Modi", True),
        ("B.N. Reddy", "B. N. Reddy", True),
        ("N. Modi", "Narendra Modi", True),
        ("Modi", "Narendra Modi", True),
        ("Ursula von der Leyen", "Ursula Leyen", True),
        ("Antony J. Blinken", "Antony Blinken", True),
        ("Omar bin Zayed", "Omar bin Zayed bin Ali Al Nahyan", True),
        ("Maria Lopez", "Maria Lopez Garcia", True),
        ("Min Aung", "Min Aung Hlaing", True),
        ("Kim", "Kim Jong-un", True),
        ("Kari Lund Jr", "Kari Lund", True),
        ("John Smith", "John A. Smith Jones", True),
        ("bin Zayed", "Omar bin Zayed Al Nahyan", True),
        ("Joe Lund", "Joseph R. Lund, Jr.", True),
        ("Ted Lund", "Edward Lund", True),
        ("Ted Lund", "Joseph Lund", False),
        ("Joe", "Joseph Lund", False),
        ("Zayed", "Omar bin Zayed Al Nahyan", False),  # his father
        ("M.", "Modi", False),
        ("Narendra M\u043edi", "Narendra Modi", False),  # a Cyrillic o
        ("A. Modi", "Narendra Modi", False),
        ("Anna Berg", "Berta Berg", False),
        ("Rajnath Singh", "Rajnath Kumar", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert compatible(one, other) is same
    assert compatible(other, one) is same


def test_a_particle_of_ones_own_may_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compatible("Ola tho Berg", "Ola Berg Lund")
    (tmp_path / "own.yaml").write_text("names: {optional: [qua]}")
    monkeypatch.setenv(OWN_WORDS, str(tmp_path / "own.yaml"))
    assert not before and compatible("Ola qua Berg", "Ola Berg Lund")


def test_plain_names_ignore_what_cannot_be_seen() -> None:
    assert plain("Ro\u00adberto\u202e  COSTA") == "roberto costa"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("Narendra Modi", "IND", None), ("Modi", "IND", "Prime Minister")], [["d0", "d1"]]),
        ([("Narendra Modi", "IND", None), ("Narendra Modi", None, None)], [["d0", "d1"]]),
        ([("John Smith", "USA", None), ("John Smith", "GBR", None)], [["d0"], ["d1"]]),
        ([("Narendra Modi", "IND", None), ("Modi", "CHN", None)], [["d0"], ["d1"]]),
        ([("Narendra Modi", "IND", None), ("Modi", None, None)], [["d0"], ["d1"]]),
        ([("Rajnath Singh", "IND", None), ("Manmohan Singh", "IND", None)], [["d0"], ["d1"]]),
        (
            [("Rajnath Singh", "IND", None), ("Manmohan Singh", "IND", None), ("Singh", "IND", None)],
            [["d0"], ["d1"], ["d2"]],
        ),
        ([("Rajnath Singh", "IND", None), ("Singh", "IND", None), ("R. Singh", "IND", None)], [["d0", "d1", "d2"]]),
        ([("Singh", "IND", None), ("Singh", "IND", None)], [["d0"], ["d1"]]),
        ([("Singh", "IND", "Defence Minister"), ("Singh", "IND", "Defence Minister")], [["d0", "d1"]]),
        ([("Omar bin Zayed", "ARE", None), ("Omar bin Zayed bin Ali Al Nahyan", "ARE", None)], [["d0", "d1"]]),
        ([("Anna Lind", "SWE", None), ("\u0410nna Lind", "SWE", None)], [["d0"], ["d1"]]),  # a Cyrillic A
    ],
)
def test_persons_of_several_documents(
    names: list[tuple[str, str | None, str | None]], expected: list[list[str]]
) -> None:
    assert one_per_line(names) == expected


@pytest.mark.parametrize(("keys", "same"), [(("GRC", "GRC"), True), (("GRC", "NZL"), False)])
def test_full_names_without_context_are_one_beside_the_same_country(keys: tuple[str, str], same: bool) -> None:
    pairs = []
    for number, key in enumerate(keys):
        b = Builder("Maria Example.", id=f"d{number}")
        b.country(key, key)
        b.person("Maria Example")
        pairs.append(b.done())
    assert (len(persons(resolve(pairs))) == 1) is same


def test_two_persons_of_one_name_have_two_iris() -> None:
    resolution = resolve([person("a", "John Smith", "USA"), person("b", "John Smith", "GBR")])
    iris = {identity.iri for identity in resolution.entities.values() if identity.kind == "person"}
    assert len(iris) == 2
    assert "https://w3id.org/diplograph/id/person-john-smith" in iris


def test_actors_have_the_iris_of_their_keys_and_places_too() -> None:
    entities = resolve([kuala_lumpur()]).entities.values()
    assert {"IND", "USA", "MYS", "geo-1735161", "place-subang-airbase", "person-rajnath-singh"} <= {
        identity.iri.rsplit("/", 1)[1] for identity in entities
    }


def test_groups_never_join() -> None:
    resolution = resolve([kuala_lumpur("a"), kuala_lumpur("b")])
    groups = {identity.iri for identity in resolution.entities.values() if identity.kind == "group"}
    assert len(groups) == 2


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (meeting("m2", DAY), True),
        (meeting("m2", DAY, "scheduled"), True),
        (meeting("m2", DAY, "denied"), True),
        (meeting("m2", DAY, names=("Berg", "Béla Kun")), True),
        (meeting("m2", DAY, names=("Cora Falk", "Bela Kun")), False),
    ],
)
def test_events_are_one_if_participants_kind_and_day_agree(other: Pair, same: bool) -> None:
    facts = resolve([meeting("m1", DAY), other]).facts
    assert (len(set(facts.values())) == 1) is same


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"edtf": "2024-05-06"}, False),
        ({"edtf": "2024-05"}, False),
        ({"type_": "call"}, False),
        ({"type_": "negotiation"}, True),
        ({"place": "Graz"}, False),
        ({"place": None}, True),
    ],
)
def test_countries_stand_for_the_persons_who_act_for_them(change: dict[str, str | None], same: bool) -> None:
    said = {"edtf": "2024-05-05", "type_": "meeting", "place": "Vienna"} | change
    b = Builder("Sweden and Hungary held talks in Vienna or Graz.", id="m2")
    sweden, hungary = b.country("SWE", "Sweden"), b.country("HUN", "Hungary")
    keys = {"Vienna": "geo:2761369", "Graz": "geo:2778067"}
    place = b.place(said["place"], of="AUT", key=keys[said["place"]]) if said["place"] else None
    time = b.time(str(said["edtf"]))
    b.event(str(said["type_"]), sweden, hungary, words="held talks", place=place, time=time)
    facts = resolve([meeting("m1", DAY), b.done()]).facts
    assert (len(set(facts.values())) == 1) is same


def talks(id: str, *people: tuple[str, str], kind: str = "meeting") -> Pair:
    """Talks, or a visit, of persons with their countries in Seoul on one day."""
    b = Builder("Talks in Seoul on 8 June 2022.", id=id)
    taking_part = [(b.person(name, of=key), b.country(key, key)) for name, key in people]
    b.event(kind, *taking_part, words="Talks", place=b.place("Seoul", key="geo:1835848"), time=b.time("2022-06-08"))
    return b.done()


@pytest.mark.parametrize(
    ("kind", "third", "same"),
    [
        ("meeting", None, True),
        ("meeting", ("Cho Min", "KOR"), False),  # another side
        ("meeting", ("Ida Moe", "USA"), False),  # another person of a side
        ("visit", ("Ida Moe", "USA"), True),  # whom one takes along
    ],
)
def test_one_more_who_is_named_makes_other_talks(kind: str, third: tuple[str, str] | None, same: bool) -> None:
    two = [("Wenda Shaw", "USA"), ("Mori Takeo", "JPN")]
    facts = resolve([talks("a", *two, kind=kind), talks("b", *two, *([third] if third else []), kind=kind)]).facts
    assert (len(set(facts.values())) == 1) is same


def test_events_of_one_document_never_join() -> None:
    b = Builder("Talks in the morning, talks in the evening.")
    sweden, hungary = b.country("SWE", "Sweden"), b.country("HUN", "Hungary")
    time = b.time("2024-05-05")
    b.event("meeting", sweden, hungary, words="Talks in the morning", time=time)
    b.event("meeting", sweden, hungary, words="talks in the evening", time=time)
    assert len(set(resolve([b.done(), meeting("m1", DAY)]).facts.values())) == 2


def forum(id: str, year: int) -> Pair:
    b = Builder("The 12th ADMM-Plus.", id=id, date=dt.date(year, 3, 1))
    b.event(
        "forum", b.country("IND", "India"), words="12th ADMM-Plus", name=f"12th ADMM-Plus{'' if id > 'f1' else ' '}"
    )
    return b.done()


@pytest.mark.parametrize(("year", "same"), [(2025, True), (2024, False)])
def test_forums_are_one_by_name_and_year(year: int, same: bool) -> None:
    assert (len(set(resolve([forum("f1", 2025), forum("f2", year)]).facts.values())) == 1) is same


def summit(id: str, published: str, edtf: str | None, place: str | None = None, modality: str = "planned") -> Pair:
    """A document that tells of a Northern Summit."""
    b = Builder("The Northern Summit.", id=id, date=dt.date.fromisoformat(published))
    where = {"Oslo": ("NOR", "geo:3143244"), "Riga": ("LVA", "geo:456172")}
    at = b.place(place, of=where[place][0], key=where[place][1]) if place else None
    time = b.time(edtf) if edtf else None
    b.event("forum", words="Summit", name="Northern Summit", place=at, time=time, modality=Modality(modality))
    return b.done()


@pytest.mark.parametrize(
    ("told", "of"),
    [
        (("2022-03-20", "2022-03-24"), "march"),
        (("2022-06-20", "2022-06"), "june"),
        (("2022-06-20", "2022-06-28/2022-06-30"), "june"),
        (("2022-03-20", "2022-03-24", "Oslo"), None),  # it was in Riga
        (("2022-05-01", None), "june"),
        (("2022-02-01", None), "march"),
        (("2022-05-01", None, None, "occurred"), "march"),
        (("2022-08-01", None, None, "occurred"), "june"),
        (("2022-08-01", None), None),
        (("2022-05-01", None, "Riga"), None),  # planned when that was over
        (("2022-02-01", None, "Riga"), "march"),
        (("2022-03-20", "2022-05-11"), None),
    ],
)
def test_a_year_may_have_two_forums_of_one_name(told: tuple[str, ...], of: str | None) -> None:
    march = summit("march", "2022-03-25", "2022-03-24", "Riga", "occurred")
    june = summit("june", "2022-06-30", "2022-06-29/2022-06-30", "Oslo", "occurred")
    facts = resolve([march, june, summit("x", *told)]).facts
    iris = {document: iri for (document, _), iri in facts.items()}
    assert [document for document in ("march", "june") if iris[document] == iris["x"]] == ([of] if of else [])
    assert iris["march"] != iris["june"]


def test_forums_of_which_no_day_is_known_are_told_apart_by_place() -> None:
    told = [summit("a", "2022-03-01", None, "Riga"), summit("b", "2022-03-01", None, "Oslo")]
    more = [summit("c", "2022-03-01", None, "Riga"), summit("d", "2022-03-01", None)]
    facts = resolve([*told, *more]).facts
    assert facts["a", "e2"] == facts["c", "e2"] and len(set(facts.values())) == 3
    assert len(set(resolve([told[0], *more]).facts.values())) == 1


@pytest.mark.parametrize("ahead", ["scheduled", "cancelled"])
@pytest.mark.parametrize("when", [None, "2024-05"])
def test_what_is_off_is_not_what_was_held_whichever_is_surer(ahead: str, when: str | None) -> None:
    told = [(meeting("a", dt.date(2024, 5, 1), ahead), when), (meeting("b", dt.date(2024, 5, 6)), None)]
    pairs = []
    for (document, said), edtf in told:
        event = said.events[0].model_copy(update={"time": Time(edtf=edtf) if edtf else None})
        pairs.append((document, said.model_copy(update={"events": (event,)})))
    facts = resolve(pairs).facts
    assert (facts["a", "e8"] == facts["b", "e8"]) is (ahead == "scheduled")


def agreement(id: str, title: str, *parties: tuple[str, str], day: str | None = None) -> Pair:
    b = Builder(f"{title}, signed", id=id)
    countries = [b.country(*party) for party in parties]
    treaty = b.agreement(title, "treaty", *countries)
    b.action(treaty, "signed", *countries, words="signed", time=b.time(day) if day else None)
    return b.done()


A, B, C = ("SWE", "Sweden"), ("HUN", "Hungary"), ("AUT", "Austria")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Border Treaty", A, B), ("The border treaty", A, B), True),
        (("Border Treaty", A, B), ("Border Treaty", A), True),
        (("Border Treaty", A, B), ("Border Treaty",), True),
        (("border treaty", A, B), ("border treaty",), False),
        (("Border Treaty", A, B), ("Border Treaty", A, C), False),
        (("Border Treaty", A, B), ("Rivers Treaty", A, B), False),
    ],
)
def test_agreements_are_one_by_title_and_parties(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    facts = resolve([agreement("a", *one), agreement("b", *other)]).facts  # type: ignore[arg-type] # title first
    assert (len({iri for (_, local), iri in facts.items() if local.startswith("a")}) < 4) is same


def test_agreements_are_one_by_parties_kind_and_day_of_signature() -> None:
    pairs = [
        agreement("a", "Border Treaty", A, B, day="2024-05-05"),
        agreement("b", "new pact", A, B, day="2024-05-05"),
    ]
    assert len(set(resolve(pairs).facts.values())) == 2  # one agreement, one signature


@pytest.mark.parametrize("seed", range(5))
def test_order_of_documents_makes_no_difference(seed: int) -> None:
    pairs = [kuala_lumpur("a"), kuala_lumpur("b"), *(meeting(f"m{n}", DAY) for n in range(5))]
    pairs += [person("p1", "Singh", "IND"), person("p2", "Anna Berg", "SWE"), person("p3", "Berg", "SWE")]
    shuffled = random.Random(seed).sample(pairs, len(pairs))
    assert resolve(shuffled) == resolve(pairs)


def test_judgements_overrule_the_rules() -> None:
    pairs = [person("a", "Anna Berg", "SWE"), person("b", "Anna Berg", "SWE"), person("c", "A. Nonymous")]
    local = {document.id: next(e.id for e in said.entities if e.kind == "person") for document, said in pairs}

    def ruled(one: str, other: str, verdict: str) -> list[list[str]]:
        return persons(resolve(pairs, [judged(pairs, (one, local[one]), (other, local[other]), verdict)]))

    assert persons(resolve(pairs)) == [["a", "b"], ["c"]]
    assert ruled("a", "b", "different") == [["a"], ["b"], ["c"]]
    assert ruled("b", "c", "same") == [["a", "b", "c"]]
    assert ruled("a", "b", "unsure") == [["a"], ["b"], ["c"]]


ENVOYS = [("Anna Berg", "SWE", "Envoy"), ("A. Berg", "SWE", "Envoy"), ("Berta Lund", "CHL", "Mayor")]
MANY = [person(f"{key}{n}", *rest) for key, rest in zip("abl", ENVOYS, strict=True) for n in range(3)]


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        ([], [6, 3]),
        ([("b0", "l2", "same")], [9]),  # whole persons, and not just who is judged
        ([("b0", "l2", "same"), ("a1", "l1", "different")], [6, 3]),  # doubt goes before
        ([("b0", "l2", "same"), ("a1", "l1", "unsure")], [6, 3]),
    ],
)
def test_a_judgement_is_on_whole_persons(rulings: list[tuple[str, str, str]], expected: list[int]) -> None:
    given = [judged(MANY, (one, "x2"), (other, "x2"), verdict) for one, other, verdict in rulings]
    for judgements in (given, given[::-1]):
        assert sorted(map(len, persons(resolve(MANY, judgements))), reverse=True) == expected


def test_what_is_judged_apart_stays_so_with_all_that_is_like_it() -> None:
    names = [("Anna Berg", "SWE", "Envoy")] * 3 + [("A. Berg", "SWE", "Envoy")] * 3
    pairs = [person(f"d{n}", *rest) for n, rest in enumerate(names)]
    assert persons(resolve(pairs)) == [[f"d{n}" for n in range(6)]]
    found = persons(resolve(pairs, [judged(pairs, ("d0", "x2"), ("d4", "x2"), "different")]))
    assert found == [["d0", "d1", "d2"], ["d3", "d4", "d5"]]


def test_judgements_on_facts_and_officials_overrule_the_rules() -> None:
    pairs = [meeting("m1", DAY), meeting("m2", DAY), meeting("m3", DAY, names=("Cora Falk", "Bela Kun"))]
    event = {document.id: (document.id, said.events[0].id) for document, said in pairs}

    def events(*judgements: Judgement) -> list[bool]:
        facts = resolve(pairs, judgements).facts
        return [facts[event["m1"]] == facts[event[other]] for other in ("m2", "m3")]

    assert events() == [True, False]
    assert events(judged(pairs, event["m1"], event["m2"], "different")) == [False, False]
    assert events(judged(pairs, event["m2"], event["m3"], "same")) == [True, True]
    treaties = [agreement("a", "Border Treaty", A, B), agreement("b", "Rivers Treaty", A, B)]
    same = judged(treaties, ("a", treaties[0][1].agreements[0].id), ("b", treaties[1][1].agreements[0].id))
    assert len(set(resolve(treaties, [same]).facts.values())) == 2 < len(set(resolve(treaties).facts.values()))


def test_an_official_who_is_judged_to_be_somebody_is_nobody_else() -> None:
    b = Builder("The foreign minister of Sweden spoke.", id="r", date=DAY)
    b.country("SWE", "Sweden")
    b.entity("role", "foreign minister of Sweden", "foreign minister of Sweden", of="SWE")
    pairs = [b.done(), meeting("m1", DAY), meeting("m2", DAY), person("p", "Cora Falk", "SWE")]
    assert persons(resolve(pairs))[0] == ["m1", "m2", "r"] or ["m1", "m2", "r"] in persons(resolve(pairs))
    found = persons(resolve(pairs, [judged(pairs, ("r", "x2"), ("p", "x2"))]))
    assert ["p", "r"] in found and ["m1", "m2"] in found


@pytest.mark.parametrize("change", ["gone", "changed", "longer", "moved"])
def test_a_judgement_is_on_the_words_of_a_text(change: str) -> None:
    """One more name at the head of a text lets it wait; another reading of the same text does not."""
    pairs = [person("a", "Anna Berg", "SWE"), person("b", "Anna Berg", "SWE", "Envoy")]
    judgement = judged(pairs, ("a", "x2"), ("b", "x2"), "different")
    document, said = pairs[0]
    match change:
        case "gone":
            others, apart = [person("c", "Anna Berg", "SWE", "Mayor")], False
        case "changed":
            others, apart = [person("a", "Anna Berg, Anna Berg", "SWE")], False
        case "longer":  # more is read in the text, and ids are others
            others, apart = (
                [(document, Extraction.model_validate_json(said.model_dump_json().replace('"x', '"y')))],
                True,
            )
        case _:  # the same text under another id
            other = document.model_copy(update={"id": "z"})
            others, apart = [(other, said.model_copy(update={"document": "z"}))], True
    assert (len(persons(resolve([*others, pairs[1]], [judgement]))) == 2) is apart


def test_a_judgement_on_two_of_one_text_is_on_no_third() -> None:
    pairs = [person(id, "Anna Berg", "SWE") for id in "abc"]
    judgement = judged(pairs, ("a", "x2"), ("b", "x2"), "different")
    assert len(persons(resolve(pairs[1:], [judgement]))) == 1


def test_judgements_on_what_is_not_there_are_passed_over() -> None:
    judgement = judged([kuala_lumpur("gone"), meeting("m", DAY)], ("gone", "x4"), ("m", "x3"))
    assert resolve([kuala_lumpur("a")], [judgement]) == resolve([kuala_lumpur("a")])
