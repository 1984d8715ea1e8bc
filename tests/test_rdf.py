"""Facts as N-Quads: what is written, that nothing breaks out of it, and that others can read it back."""

import datetime as dt
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from beside import beside
from examples import Builder, Pair, judged, kuala_lumpur, meeting
from generated import unhurried
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from stores import solutions, triples

from kg.model import Certainty, Document, Extraction, Modality, Time
from kg.rdf import quads, trig
from kg.rdf.terms import english, string
from kg.resolve import resolve
from kg.vocab import GRAPH, MERGED_GRAPH, document_iri, graph_iri, local_iri, ontology_path, slug


def lines(*pairs: Pair) -> list[str]:
    return sorted(quads(pairs, resolve(pairs)))


def store(*pairs: Pair) -> Store:
    loaded = Store()
    loaded.bulk_load("".join(lines(*pairs)).encode(), RdfFormat.N_QUADS)
    return loaded


def select(found: Store, sparql: str) -> list[tuple[str | None, ...]]:
    return sorted(
        {tuple(term and term.value.rsplit("#")[-1] for term in row) for row in solutions(found, sparql)}, key=str
    )


def read_back(folder: Path, *pairs: Pair) -> dict[str, dict[str, Any]]:
    """What the reader of the contract makes of the export, by document."""
    (folder / "export.nq").write_text("".join(lines(*pairs)), "utf-8")
    reader = beside("gold/from_rdf.py")
    subprocess.run([sys.executable, reader, folder / "export.nq", folder / "out"], check=True, capture_output=True)
    return {path.stem: json.loads(path.read_text("utf-8")) for path in (folder / "out").iterdir()}


def test_a_reader_of_the_contract_finds_every_fact(tmp_path: Path) -> None:
    found = read_back(tmp_path, kuala_lumpur())["kuala-lumpur"]
    posts = {(post["person"], post["title"], post["of"]) for post in found["posts"]}
    assert ("Pete Hegseth", "Secretary of War of United States", "United States") in posts
    assert len(posts) == 3
    events = {event["id"].rsplit("#")[-1]: event for event in found["events"]}
    assert {(event["type"], event["modality"], event["date"], event["place"]) for event in events.values()} == {
        ("forum", "planned", "2025-11-01", "Kuala Lumpur"),
        ("meeting", "occurred", "2025-10-31", "Kuala Lumpur"),
        ("visit", "occurred", "2025-10-30", "Malaysia"),
        ("reception", "occurred", "2025-10-30", "Subang Airbase"),
        ("address", "planned", None, None),
        ("meeting", "planned", None, None),
    }
    held = next(event for event in events.values() if event["type"] == "meeting" and event["modality"] == "occurred")
    assert sorted((one["name"], one["for"]) for one in held["participants"]) == [
        ("Pete Hegseth", "United States"),
        ("Rajnath Singh", "India"),
    ]
    assert events[held["sidelines_of"].rsplit("#")[-1]]["name"] == "12th ADMM-Plus"
    planned = next(event for event in events.values() if event["type"] == "meeting" and event["modality"] == "planned")
    assert {one["name"] for one in planned["participants"]} == {"Rajnath Singh", "officials of other nations"}
    (framework,) = found["agreements"]
    assert framework["title"] == "Framework for a Major Defence Partnership"
    assert (sorted(framework["parties"]), framework["term"]) == (["India", "United States"], "P10Y")
    (signed,) = framework["actions"]
    assert (signed["type"], signed["date"], signed["place"]) == ("signed", "2025-10-31", "Kuala Lumpur")
    assert sorted(signed["by"]) == ["Pete Hegseth", "Rajnath Singh"]
    (said,) = found["statements"]
    assert (said["speaker"], said["kind"], said["text"]) == ("Rajnath Singh", "quoted", "A new chapter will begin")


@pytest.mark.parametrize(("modality", "read"), [(modality, modality.plain) for modality in Modality])
def test_a_reader_of_the_contract_finds_the_modality(modality: Modality, read: str, tmp_path: Path) -> None:
    (event,) = read_back(tmp_path, meeting("m", dt.date(2024, 5, 1), modality))["m"]["events"]
    assert event["modality"] == read


def test_every_claim_says_where_it_comes_from() -> None:
    found = store(kuala_lumpur())
    claims = select(found, "SELECT ?c { ?c a dip:Claim }")
    complete = select(
        found,
        """SELECT ?c { ?c a dip:Claim ; dip:fromDocument/dcterms:identifier "kuala-lumpur" ; dip:claims ?fact ;
             dip:modality ?m ; dip:polarity ?p ; dip:certainty ?s ; dip:confidence ?n ; dip:attributedTo ?who ;
             dip:extractedBy ?run ; dip:evidence ?e . ?e dip:exactText ?words ; dip:inDocument ?d }""",
    )
    assert claims == complete
    assert len(claims) == 12


def test_arguments_and_dates_cite_their_words() -> None:
    found = store(kuala_lumpur())
    cited = select(
        found,
        """SELECT ?words ?thing { ?event a dip:Meeting ; dip:startDate ?day . ?claim dip:claims ?event ;
             dip:argumentMention ?m . ?m dip:exactText ?words ; dip:refersTo ?thing }""",
    )
    assert [words for words, _ in cited] == ["Kuala Lumpur", "Pete Hegseth", "Rajnath Singh", "on Friday"]


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT ?s { GRAPH g:merged { ?e dip:status ?s } ?e a dip:Forum }", [("Scheduled",)]),
        ("SELECT ?s { GRAPH g:merged { ?a dip:agreementStatus ?s } }", [("SignedStatus",)]),
        ("SELECT ?d { GRAPH g:merged { ?a dip:expiryDate ?d } }", [("2035-10-31",)]),
        ("SELECT ?n { GRAPH g:merged { ?a dip:hasSignatory/skos:prefLabel ?n } }", []),
        ("SELECT ?n { ?a dip:hasSignatory/skos:prefLabel ?n }", [("India",), ("United States",)]),
        ("SELECT ?n { ?p dip:holdsPost/skos:altLabel ?n FILTER(?p = :person-pete-hegseth) }", [("Secretary of War",)]),
        ("SELECT ?n { ?e a dip:Reception ; dip:atPlace/dip:within/skos:prefLabel ?n }", [("Malaysia",)]),
        ("SELECT ?t { ?e a dip:Address . ?c dip:claims ?e ; dip:tense ?t }", [("Future",)]),
        ("SELECT ?k { ?s dip:channel ?k ; dip:channelAsReported 'X' }", [("SocialMedia",)]),
        ("SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(ISBLANK(?s) || ISBLANK(?o)) }", []),
    ],
)
def test_what_the_graph_says(sparql: str, expected: list[tuple[str, ...]]) -> None:
    assert select(store(kuala_lumpur()), sparql) == expected


def claimed(*modalities: tuple[str, int]) -> list[Pair]:
    return [meeting(f"m{number}", dt.date(2024, 5, day), said) for number, (said, day) in enumerate(modalities)]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([("scheduled", 1), ("occurred", 6)], "Occurred"),
        ([("occurred", 6), ("scheduled", 7)], "Occurred"),
        ([("scheduled", 1), ("cancelled", 2)], "Cancelled"),
        ([("cancelled", 1), ("scheduled", 2)], "Scheduled"),
        ([("occurred", 6), ("denied", 7)], "Disputed"),
        ([("scheduled", 1), ("denied", 2)], "Denied"),
    ],
)
def test_status_weighs_all_claims(claims: list[tuple[str, int]], status: str) -> None:
    for pairs in (claimed(*claims), claimed(*reversed(claims))):
        assert select(store(*pairs), "SELECT DISTINCT ?s { ?e a dip:Meeting ; dip:status ?s }") == [(status,)]


def in_may() -> list[Pair]:
    """A plan of a meeting for May, and the meeting of 5 May."""
    document, said = meeting("m0", dt.date(2024, 4, 20), "planned")
    plan = said.events[0].model_copy(update={"time": Time(edtf="2024-05")})
    return [(document, said.model_copy(update={"events": (plan,)})), *claimed(("occurred", 6))]


def test_a_day_that_is_known_comes_before_a_month() -> None:
    assert select(store(*in_may()), "SELECT ?d { ?e a dip:Meeting ; dip:startDate ?d }") == [("2024-05-05",)]
    assert select(store(*in_may()[:1]), "SELECT ?d { ?e a dip:Meeting ; dip:startDate ?d }") == [("2024-05-01",)]


def life_of_a_treaty() -> list[Pair]:
    return [
        _step(1, "negotiated", None),
        _step(2, "signed", "2024-05-05"),
        _step(3, "ratified", "2024-06-01"),
        _step(4, "entered_into_force", "2024-07"),
        _step(9, "suspended", "2025-01-01", "planned"),
    ]


def _step(number: int, action: str, day: str | None, modality: str = "occurred") -> Pair:
    b = Builder(f"Sweden and Hungary: Border Treaty, {action}.", id=f"t{number}", date=dt.date(2024, number, 1))
    b.source = None
    parties = b.country("SWE", "Sweden"), b.country("HUN", "Hungary")
    treaty = b.agreement("Border Treaty", "treaty", *parties, term="P18M")
    time = b.time(day) if day else None
    acting = parties[:1] if action == "ratified" else parties
    b.action(treaty, action, *acting, words=action, time=time, modality=Modality(modality))
    return b.done()


def undated() -> Pair:
    document, said = meeting("undated", dt.date(2024, 5, 1), "planned")
    return document.model_copy(update={"date": None}), said


@pytest.mark.parametrize(
    "pairs",
    [
        [kuala_lumpur()],
        life_of_a_treaty(),
        [*claimed(("scheduled", 1), ("occurred", 6), ("denied", 7)), undated()],
        [undated()],
        in_may(),
        [kuala_lumpur("a"), kuala_lumpur("b"), *life_of_a_treaty(), *claimed(("planned", 1), ("cancelled", 1))],
    ],
)
def test_merged_graph_is_what_its_queries_construct(pairs: list[Pair]) -> None:
    found = store(*pairs)
    merged = NamedNode(MERGED_GRAPH)
    written = {str(quad.triple) for quad in found.quads_for_pattern(None, None, None, merged)}
    found.remove_graph(merged)
    constructed: set[str] = set()
    for query in sorted(ontology_path("merge").glob("*.rq")):
        constructed |= {str(triple) for triple in triples(found, query.read_text("utf-8"))}
    without = ("#expiryDate>", "#documentCount>", "#sourceCount>")
    assert {triple for triple in written if not any(each in triple for each in without)} == constructed
    assert written


def test_order_of_documents_and_of_hashes_makes_no_difference() -> None:
    pairs = [kuala_lumpur("a"), *life_of_a_treaty(), *claimed(("scheduled", 1), ("occurred", 6))]
    assert lines(*random.Random(3).sample(pairs, len(pairs))) == lines(*pairs)
    script = (
        "import hashlib; from test_rdf import lines, life_of_a_treaty, claimed; from examples import kuala_lumpur\n"
        "pairs = [kuala_lumpur('a'), *life_of_a_treaty(), *claimed(('scheduled', 1), ('occurred', 6))]\n"
        "print(hashlib.sha256(''.join(lines(*pairs)).encode()).hexdigest())"
    )
    expected = hashlib.sha256("".join(lines(*pairs)).encode()).hexdigest()
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=env,
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected


def test_no_line_comes_twice_and_a_store_gives_back_the_same_lines() -> None:
    written = lines(kuala_lumpur("a"), kuala_lumpur("b"), *life_of_a_treaty())
    assert len(written) == len(set(written))
    loaded = store(kuala_lumpur("a"), kuala_lumpur("b"), *life_of_a_treaty())
    dumped = (loaded.dump(format=RdfFormat.N_QUADS) or b"").decode().splitlines(keepends=True)
    assert sorted(dumped) == written


def test_trig_holds_the_same_quads() -> None:
    written = lines(kuala_lumpur())
    text = trig(written)
    assert {str(quad) for quad in parse(text, format=RdfFormat.TRIG)} == {line[:-3] for line in written}
    assert trig(reversed(written)) == text


HOSTILE = [
    "../../etc/passwd",
    "..",
    "registry",
    "metadata",
    "merged",
    "a b<c>\"d'e\\f",
    "javascript:alert(1)",
    "x#claim-e1",
    "\u202egnp.exe",
    "zero\u200bwidth",
    "Ро́ссия",
    "日本",
    "?s } UNION { ?s ?p ?o",
    "new\nline\ttab\x00null\x7f",
    '> <http://evil.example/p> "x" <http://evil.example/g> .\n<http://evil.example/s',
    "🤝" * 50,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_ids_stay_where_they_belong(text: str) -> None:
    b = Builder(f"{text} met {text} and signed {text}.", id=text, title=text, url=text, source=text)
    country = b.entity("country", text, key=text, of=text)
    someone = b.person(text, of=text)
    b.post(someone, text, country)
    place = b.place(text, of=text)
    b.event("meeting", (someone, country), b.entity("group", text), words=text, name=text, place=place)
    pact = b.agreement(text, text, country, term=text)
    b.action(pact, "signed", (someone, country), words=text, time=b.time(text, text))
    b.statement("quoted", someone, text=text, channel=text)
    hostile = b.done()
    found = store(hostile, kuala_lumpur("other"))
    graphs = {quad.graph_name.value for quad in found if isinstance(quad.graph_name, NamedNode)}
    shared = {GRAPH + name for name in ("registry", "merged", "ontology", "vocab", "metadata")}
    assert graphs == {graph_iri(text), graph_iri("other"), *shared}
    assert graph_iri(text) not in shared
    subjects = {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
    assert not [iri for iri in subjects if iri[-14:] == "evil.example/s" or "/../" in iri or iri.endswith("/..")]
    names = {quad.object.value for quad in found if isinstance(quad.object, Literal)}
    assert text in names
    assert len(lines(hostile)) == len(set(lines(hostile)))


def test_a_role_that_is_no_coded_value_becomes_a_plain_participant() -> None:
    document, said = kuala_lumpur()
    event = said.events[0]
    people = tuple(one.model_copy(update={"role": "x> <http://evil.example> <y"}) for one in event.participants)
    changed = said.model_copy(update={"events": (event.model_copy(update={"participants": people}), *said.events[1:])})
    assert not any("evil.example" in line for line in lines((document, changed)))


@unhurried
@given(st.text())
def test_any_text_comes_back_from_a_literal(text: str) -> None:
    quad = Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(text), NamedNode("x:g"))
    written = f"<x:s> <x:p> {string(text)} <x:g> .\n"
    assert list(parse(written, format=RdfFormat.N_QUADS)) == [quad]
    store = Store()
    store.add(quad)
    assert (store.dump(format=RdfFormat.N_QUADS) or b"").decode() == written
    assert english(text) == string(text) + "@en"


@unhurried
@given(st.text(min_size=1), st.text(min_size=1))
def test_ids_make_valid_iris_that_differ(one: str, other: str) -> None:
    made = [document_iri(one), graph_iri(one), local_iri(one, other), f"x:{slug(one)}"]
    written = "".join(f"<{iri}> <x:p> <x:o> .\n" for iri in made)
    assert [triple.subject.value for triple in parse(written, format=RdfFormat.N_TRIPLES)] == made
    assert (graph_iri(one) == graph_iri(other)) == (one == other)


def test_doubt_and_hearsay_are_written() -> None:
    document, said = meeting("m", dt.date(2024, 5, 1))
    doubted = said.events[0].model_copy(
        update={"certainty": Certainty.POSSIBLE, "confidence": 0.5, "attributed_to": said.entities[0].id}
    )
    found = store((document, said.model_copy(update={"events": (doubted,)})))
    query = """SELECT ?sure ?n ?who { ?c dip:claims/rdf:type dip:Meeting ; dip:certainty ?sure ;
      dip:confidence ?n ; dip:attributedTo ?who }"""
    assert select(found, query) == [("Possible", "0.5", "https://w3id.org/diplograph/id/SWE")]


def test_each_argument_has_its_confidence() -> None:
    document, said = meeting("d1", dt.date(2024, 5, 6))
    (event,) = said.events
    first, second = event.participants
    sure = {
        "participants": (first.model_copy(update={"confidence": 0.9, "on_behalf_confidence": 0.8}), second),
        "time": event.time and event.time.model_copy(update={"confidence": 0.7}),
    }
    rated = said.model_copy(update={"events": (event.model_copy(update=sure),)})
    asked = """SELECT ?name ?confidence WHERE { ?claim dip:claims ?event ; dip:hasArgument ?argument .
      ?argument a dip:Argument ; dip:argument ?about ; dip:confidence ?confidence .
      ?about skos:prefLabel|dip:edtf ?name }"""
    found = {(str(name), str(sure)) for name, sure in select(store((document, rated)), asked)}
    assert found >= {("Anna Berg", "0.9"), ("Sweden", "0.8"), ("2024-05-05", "0.7")}
    assert len({name for name, _ in found}) == 3
    assert select(store((document, said)), asked) == []


def test_a_document_without_anything_is_still_a_document() -> None:
    document = Document(id="empty", text="Nothing.")
    found = store((document, Extraction(document="empty", version="1")))
    assert select(found, "SELECT ?id { ?d a dip:Document ; dcterms:identifier ?id }") == [("empty",)]


STORY = (
    "Sweden and Hungary: Anna Berg and Bela Kun held talks in Vienna on 5 May 2024, in the old hall beside the river, "
    "where both countries had met four times before, and agreed that {what} shall go on for as long as the two sides "
    "want it; officials said that the next round would follow within weeks, and that a text was being prepared."
)


def told(id: str, source: str | None, what: str = "the work", *, read: str = "persons", as_: str = "occurred") -> Pair:
    """A story, of which the talks of two persons are read, or those of their countries."""
    b = Builder(STORY.format(what=what), id=id, date=dt.date(2024, 5, 6), source=source)
    sweden, hungary = b.country("SWE", "Sweden"), b.country("HUN", "Hungary")
    berg, kun = b.person("Anna Berg", of="SWE"), b.person("Bela Kun", of="HUN")
    b.post(berg, "Foreign Minister", sweden, "Anna Berg")
    sides = [(berg, sweden), (kun, hungary)] if read == "persons" else [sweden, hungary]
    b.event("meeting", *sides, words="held talks", time=b.time("2024-05-05"), modality=Modality(as_))
    return b.done()


FAR = "all that was begun in spring by three ministers of trade"


@pytest.mark.parametrize(
    ("pairs", "counts"),
    [
        ([told("a", "Wire")], (1, 1)),
        ([told("a", "Wire"), told("b", "Wire", FAR)], (2, 1)),
        ([told("a", "Wire"), told("b", "Gazette", FAR)], (2, 2)),
        ([told("a", "Wire"), told("b", "Gazette")], (1, 1)),  # the same story
        ([told("a", "Wire"), told("b", "Gazette", "this work")], (1, 1)),  # one word of it is another
        ([told("a", "Wire"), told("b", "Gazette"), told("c", "Gazette", FAR)], (2, 1)),
        ([told("a", "Wire"), told("b", "Gazette"), told("c", "Herald", FAR)], (2, 2)),
        ([told("a", None), told("b", None, FAR)], (2, 1)),  # nobody knows whose they are
        ([told("a", "Wire"), told("b", "Gazette", read="countries")], (2, 2)),  # others take part
        ([told("a", "Wire"), told("b", "Gazette", FAR, as_="denied")], (1, 1)),
        ([told("a", "Wire", as_="denied")], ()),
    ],
)
def test_copies_of_one_story_count_once(pairs: list[Pair], counts: tuple[int, ...]) -> None:
    asked = "SELECT ?texts ?sources { ?e a dip:Meeting ; dip:documentCount ?texts ; dip:sourceCount ?sources }"
    for ordered in (pairs, pairs[::-1]):
        assert select(store(*ordered), asked) == [tuple(map(str, counts))] * bool(counts)


@pytest.mark.parametrize("copied", [False, True])
def test_two_of_one_document_that_are_judged_the_same_count_once(copied: bool) -> None:
    pairs = [_told_twice(id_) for id_ in ("a", "b")[: 1 + copied]]
    events = [(document.id, event) for document, _ in pairs for event in ("e4", "e5")]
    same = [judged(pairs, events[0], event) for event in events[1:]]
    found = Store()
    found.bulk_load("".join(quads(pairs, resolve(pairs, same))).encode(), RdfFormat.N_QUADS)
    asked = "SELECT ?e ?texts { ?e a dip:Meeting ; dip:documentCount ?texts }"
    assert [texts for _, texts in select(found, asked)] == ["1"]


def _told_twice(id: str) -> Pair:
    b = Builder("Anna Berg, Bela Kun and Cora Falk met and talked.", id=id)
    berg, kun, falk = (b.person(name) for name in ("Anna Berg", "Bela Kun", "Cora Falk"))
    b.event("meeting", berg, kun, words="met")
    b.event("meeting", berg, kun, falk, words="talked")
    return b.done()


def test_posts_agreements_and_acts_are_counted_too() -> None:
    found = store(*life_of_a_treaty(), told("a", "Wire"), told("b", "Gazette", FAR))
    asked = "SELECT ?n {{ ?x a dip:{} ; dip:documentCount ?n }}"
    assert select(found, asked.format("Treaty")) == [("5",)]
    assert select(found, asked.format("PostHolding")) == [("2",)]
    assert select(found, asked.format("AgreementAction")) == [("1",)]
