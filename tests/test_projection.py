"""The graph that claims amount to: relations, accounts, choice of a part, and files for other tools."""

import datetime as dt
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest
from beside import beside
from examples import Pair, kuala_lumpur, meeting
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.errors import ChoiceError, ConfigurationError
from kg.kinds import kinds
from kg.projection import project, text
from kg.projection.accounts import Texts
from kg.projection.choice import Choice
from kg.rdf import quads
from kg.resolve import resolve

Lines = list[str]
"""Canonical N-Quads."""
OTHER = NamedNode("https://example.org/graph")


def canonical(store: Store) -> Lines:
    """What a store holds; what is in no named graph gets one."""
    named = (
        quad if isinstance(quad.graph_name, NamedNode) else Quad(quad.subject, quad.predicate, quad.object, OTHER)
        for quad in store
    )
    return sorted(f"{quad} .\n" for quad in named)


def base(*pairs: Pair) -> tuple[Lines, Texts]:
    """What documents made by hand say, and their texts."""
    return sorted(quads(pairs, resolve(pairs))), {document.id: document.text for document, _ in pairs}.get


@pytest.fixture(scope="module")
def seed() -> nx.MultiDiGraph:
    lines, texts = base(kuala_lumpur())
    return project(lines, texts=texts)


@pytest.fixture(scope="module")
def draft() -> Lines:
    folder = beside("ontology-draft")
    store = Store()
    for name in ("example", "extra", "registry"):
        store.load(path=str(folder / f"{name}.trig"), format=RdfFormat.TRIG)
    for name, graph in (("dip", "ontology"), ("dip-vocab", "vocab")):
        to = NamedNode(f"https://w3id.org/diplograph/graph/{graph}")
        store.load(path=str(folder / f"{name}.ttl"), format=RdfFormat.TURTLE, to_graph=to)
    return canonical(store)


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    """Edges as (name, relation, name)."""
    names = dict(graph.nodes(data="label"))
    return {(names[a], label, names[b]) for a, b, label in graph.edges(data="label")}


@pytest.mark.parametrize(
    "edge",
    [
        ("Pete Hegseth", "met", "Rajnath Singh"),
        ("Rajnath Singh", "signed", "Framework for a Major Defence Partnership"),
        ("Pete Hegseth", "signed", "Framework for a Major Defence Partnership"),
        ("India", "is party to", "Framework for a Major Defence Partnership"),
        ("Rajnath Singh", "visited", "Malaysia"),
        ("B.N. Reddy", "received", "Rajnath Singh"),
        ("Rajnath Singh", "to address", "12th ADMM-Plus"),
        ("Rajnath Singh", "to take part in", "12th ADMM-Plus"),
        ("officials of other nations", "to meet", "Rajnath Singh"),
        ("Rajnath Singh", "is Defence Minister of", "India"),
        ("Rajnath Singh", "said", "Rajnath Singh"),
    ],
)
def test_relations_of_the_seed_article(seed: nx.MultiDiGraph, edge: tuple[str, str, str]) -> None:
    assert edge in edges(seed)


def test_an_edge_carries_its_words_and_where_they_stand(seed: nx.MultiDiGraph) -> None:
    met = next(about for _, _, about in seed.edges(data=True) if about["label"] == "met")
    expected = {
        "quote": "Rajnath Singh of India sat down on Friday with Pete Hegseth",
        "before": "Defence Minister ",
        "document": "kuala-lumpur",
        "document_title": "Two ministers, one framework",
        "publisher": "Example Daily",
        "published": "2025-10-31",
        "url": "https://example.org/kl",
        "edtf": "2025-10-31",
        "start": "2025-10-31",
        "place": "Kuala Lumpur",
        "event": "on the sidelines of 12th ADMM-Plus",
        "modality": "occurred",
        "type": "meeting",
    }
    assert {name: met.get(name) for name in expected} == expected
    assert met["after"].startswith(", the Secretary of War") and met["after"].endswith("November 1.")


def test_every_quotation_stands_in_its_document(seed: nx.MultiDiGraph) -> None:
    text = kuala_lumpur()[0].text
    for _, _, about in seed.edges(data=True):
        assert about.get("before", "") + about["quote"] + about.get("after", "") in text


def test_the_words_that_name_who_where_and_when_are_known(seed: nx.MultiDiGraph) -> None:
    met = next(about for _, _, about in seed.edges(data=True) if about["label"] == "met")
    spans = [tuple(map(int, span.split("-"))) for span in met["named"].split()]
    assert [met["quote"][begin:end] for begin, end in spans] == ["Rajnath Singh", "on Friday", "Pete Hegseth"]


def test_a_statement_quotes_what_was_said_and_not_who_said_it(seed: nx.MultiDiGraph) -> None:
    said = [about["quote"] for _, _, about in seed.edges(data=True) if about["type"] == "statement"]
    assert said == ["A new chapter will begin"]


def test_without_the_texts_only_the_exact_words_are_known() -> None:
    lines, _ = base(kuala_lumpur())
    assert all("quote" in about and "before" not in about for _, _, about in project(lines).edges(data=True))


def test_no_value_is_missing_and_all_are_plain(seed: nx.MultiDiGraph) -> None:
    for about in [*(a for _, a in seed.nodes(data=True)), *(a for _, _, a in seed.edges(data=True))]:
        assert all(isinstance(value, str | int | float | bool) for value in about.values())


def test_persons_have_their_post_and_countries_their_other_names(seed: nx.MultiDiGraph) -> None:
    about = {about["label"]: about for _, about in seed.nodes(data=True)}
    assert about["Rajnath Singh"]["note"] == "Defence Minister of India"
    assert "USA" in about["United States"]["alias"].split(" | ")


def test_competing_accounts_are_parallel_edges_of_one_fact() -> None:
    lines, _ = base(meeting("yes", dt.date(2024, 5, 6)), meeting("no", dt.date(2024, 5, 7), "denied"))
    met = [about for _, _, about in project(lines).edges(data=True) if about["kind"] == "met"]
    assert len({about["fact"] for about in met}) == 1
    assert {(about["document"], about["label"]) for about in met} == {("yes", "met"), ("no", "denied: met")}


def fingerprint(graph: nx.MultiDiGraph) -> str:
    nodes, links = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    return hashlib.sha256(repr((graph.graph, nodes, links)).encode()).hexdigest()


def test_the_order_of_documents_changes_nothing() -> None:
    pairs = [kuala_lumpur(), meeting("a", dt.date(2024, 5, 6)), meeting("b", dt.date(2024, 5, 7), "denied")]
    one, other, fewer = (project(base(*order)[0]) for order in (pairs, pairs[::-1], pairs[1:]))
    assert fingerprint(one) == fingerprint(other) != fingerprint(fewer)


def test_what_a_denial_does_not_repeat_is_taken_from_what_it_denies(draft: Lines) -> None:
    calls = [about for _, _, about in project(draft).edges(data=True) if about["kind"] == "called"]
    assert {about["modality"]: about.get("edtf") for about in calls} == {"occurred": "2025-06-09", "denied": None}


def test_a_post_takes_the_place_of_acting_for_the_same_country(seed: nx.MultiDiGraph, draft: Lines) -> None:
    assert not any(about["kind"] == "acted for" for _, _, about in seed.edges(data=True))
    assert ("Boris Sylva (fictional)", "acted for", "Sylvania (fictional)") in edges(project(draft))


@pytest.mark.parametrize(
    ("number", "event_nodes", "lines"),
    [(2, 0, 1), (3, 0, 3), (4, 1, 4), (7, 1, 7)],
)
def test_gatherings_of_many_become_a_star(number: int, event_nodes: int, lines: int) -> None:
    graph = project(gathering(number))
    drawn = Counter(kind for _, kind in graph.nodes(data="kind"))
    assert (drawn["event"], graph.number_of_edges()) == (event_nodes, lines)


def gathering(number: int) -> Lines:
    """One meeting of so many persons."""
    head = """@prefix dip: <https://w3id.org/diplograph/ontology#> . @prefix dv: <https://w3id.org/diplograph/vocab#> .
        @prefix : <https://w3id.org/diplograph/id/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        :g { :c a dip:Claim ; dip:claims :m ; dip:fromDocument :d ; dip:modality dv:Occurred . :m a dip:Meeting ."""
    parts = "".join(
        f':m dip:hasParticipation :m.{n} . :m.{n} dip:participant :x{n} . :x{n} a dip:Person ; skos:prefLabel "X {n}" .'
        for n in range(number)
    )
    store = Store()
    store.load(f"{head} {parts} }}".encode(), format=RdfFormat.TRIG)
    return canonical(store)


CLAIMED = """@prefix dip: <https://w3id.org/diplograph/ontology#> . @prefix dv: <https://w3id.org/diplograph/vocab#> .
    @prefix : <https://w3id.org/diplograph/id/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    :g { :c a dip:Claim ; dip:claims :f ; dip:fromDocument :d ; dip:modality dv:Occurred .
         :x a dip:Person ; skos:prefLabel "X" . :y a dip:Country ; skos:prefLabel "Y" ."""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (":f a dip:PersonnelEvent ; dip:hasParticipation :p . :p dip:participant :x .",
         {("X", "took part in", "personnel event")}),
        (":f a dip:PersonnelEvent ; dip:hasParticipation :p . :p dip:participant :x ; dip:onBehalfOf :y .",
         {("X", "took part in", "personnel event"), ("X", "acted for", "Y")}),
        (":f a dip:PersonnelEvent ; dip:atPlace :y .", {("personnel event", "was held in", "Y")}),
        (":f a dip:Sanction ; dip:imposedOn :y .", {("sanction", "imposed on", "Y")}),
        (":f a dip:Sanction .", {("sanction", "is mentioned", "sanction")}),
        (":f skos:prefLabel 'Z' .", {("Z", "is mentioned", "Z")}),
        (":f a <http://example.org/#Strike> ; dip:hasParticipation :p . :p dip:participant :x ; dip:role dv:Host .",
         {("X", "hosted", "strike")}),
    ],
)  # fmt: skip # a row a line
def test_a_fact_of_an_unknown_class_is_drawn(said: str, expected: set[tuple[str, str, str]]) -> None:
    store = Store()
    store.load(f"{CLAIMED} {said} }}".encode(), format=RdfFormat.TRIG)
    graph = project(canonical(store), types="other")
    assert edges(graph) == expected
    assert {kind for _, kind in graph.nodes(data="kind")} <= {"event", "person", "country"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"types": ["reception"]}, {"received"}),
        ({"types": ["post"]}, {"holds post"}),
        ({"modalities": ["planned"]}, {"met"}),
        ({"modalities": ["expected", "scheduled"]}, {"addressed", "took part in"}),
        ({"until": "2025-10-30"}, {"visited", "received"}),
        ({"since": "2025-11"}, {"took part in"}),
        ({"types": "post"}, {"holds post"}),
        ({"types": ("post", "reception")}, {"holds post", "received"}),
        ({"types": (one for one in ["post"])}, {"holds post"}),
        ({"since": dt.date(2025, 11, 1)}, {"took part in"}),
        ({"since": dt.datetime(2025, 11, 1, 12)}, {"took part in"}),
        ({"since": "2025-11", "until": "2025"}, {"took part in"}),
    ],
)
def test_filters(options: dict[str, Any], expected: set[str]) -> None:
    graph = project(base(kuala_lumpur())[0], **options)
    assert {kind for _, _, kind in graph.edges(data="kind")} == expected
    assert graph.graph["total"] == 9


@pytest.mark.parametrize("name", ["Malaysia", "malaysia", "Malaya", "https://w3id.org/diplograph/id/MYS"])
def test_around_an_entity_by_any_of_its_names(name: str) -> None:
    lines, _ = base(kuala_lumpur())
    near = {label for _, label in project(lines, around=name).nodes(data="label")}
    assert near == {"Malaysia", "Rajnath Singh"}
    assert {label for _, label in project(lines, around=name, depth=0).nodes(data="label")} == {"Malaysia"}
    assert len(project(lines, around=name, depth=2)) > len(near)


SINCE = "write a date that exists as YYYY-MM-DD, YYYY-MM or YYYY"
TYPES = ", ".join(map(repr, [*kinds(), "agreement", "post", "membership"]))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        *(({"since": date}, SINCE) for date in ("2025-02-29", "2025-13", "2025-1", "25", "0000", "", " 2025", "May")),
        *(({"until": date}, SINCE) for date in ("2025-10-31T12:00", "2025-10-31-01", "20251031", "٢٠٢٥", "2025\n")),
        ({"since": 2025}, "since cannot be 2025"),
        ({"since": "2025-11", "until": "2025-10-31"}, "nothing is since 2025-11 and until 2025-10-31"),
        ({"since": "2026", "until": "2025-10"}, "nothing is since 2026 and until 2025-10"),
        ({"types": ["meetin"]}, TYPES),
        ({"types": "Meeting"}, TYPES),
        ({"types": ["post", 7]}, TYPES),
        ({"types": 7}, "types cannot be 7"),
        ({"types": []}, r"types cannot be \[\]: name at least one, or leave it out"),
        ({"modalities": ()}, r"modalities cannot be \(\): name at least one"),
        ({"modalities": ["happened"]}, "'occurred', 'ongoing', 'scheduled'"),
        ({"min_confidence": 1.01}, "less than or equal to 1"),
        ({"min_confidence": -0.1}, "greater than or equal to 0"),
        ({"min_confidence": float("nan")}, "min_confidence cannot be nan"),
        ({"min_confidence": "0.9"}, "min_confidence cannot be '0.9'"),
        ({"depth": -1}, "depth cannot be -1: .* greater than or equal to 0"),
        ({"depth": None}, "depth cannot be None"),
        ({"depth": 1.5}, "depth cannot be 1.5"),
        ({"top": 0}, "top cannot be 0"),
        ({"top": -(10**5000)}, "top cannot be a number of so many digits"),
        ({"top": True}, "top cannot be True"),
        ({"depth": 1}, "depth counts the steps around an entity; name one with around"),
        ({"around": ""}, "around cannot be ''"),
        ({"around": 7}, "around cannot be 7"),
        ({"around": "x" * 1000, "top": 0}, "top cannot be 0"),
        ({"type": "post"}, "nothing can be chosen by 'type'; there are around, depth, top, since, until, types"),
        ({"query": "post"}, "nothing can be chosen by 'query'"),
        ({"types": ["x"], "since": "x"}, "since cannot be 'x': .*; types cannot be 'x'"),
    ],
)
def test_a_choice_without_meaning_names_what_can_be_chosen(options: dict[str, Any], reason: str) -> None:
    def unread() -> Iterator[str]:
        yield ""
        raise AssertionError("the graph was read before the choice was")

    with pytest.raises(ChoiceError, match=reason):
        project(unread(), **options)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            {"since": "2031"},
            "no fact of 12 is left: since 2031 leaves 0; there are .*post.*, dated 2025-10-30 to 2025-11",
        ),
        ({"types": ["call"]}, "type call leaves 0; there are address, agreement, forum, meeting, post, reception"),
        ({"types": ["post"], "until": "2025-10-30"}, "until 2025-10-30 leaves 2; type post leaves 3; there are"),
        ({"modalities": ["denied", "cancelled"]}, "modality cancelled or denied leaves 0"),
        ({"around": "B.N. Reddy", "types": "agreement"}, "no fact that is left is about B.N. Reddy"),
    ],
)
def test_a_choice_that_leaves_nothing_says_what_left_how_much(options: dict[str, Any], reason: str) -> None:
    with pytest.raises(ChoiceError, match=reason):
        project(base(kuala_lumpur())[0], **options)


def test_every_type_that_a_fact_has_can_be_chosen(seed: nx.MultiDiGraph) -> None:
    for graph in (seed, project(gathering(3))):
        for type_ in {about["type"] for _, _, about in graph.edges(data=True)}:
            assert list(Choice.of(types=type_).types or ()) == [type_]


def test_a_step_or_a_node_more_than_there_are_changes_nothing() -> None:
    lines, _ = base(kuala_lumpur())
    assert len(project(lines, around="India", depth=10**30, top=10**30)) == len(project(lines, top=10**30))


def test_around_nobody_names_those_who_come_close() -> None:
    with pytest.raises(ChoiceError, match=r"called 'Rajnat Sing'; the closest names are Rajnath Singh"):
        project(base(kuala_lumpur())[0], around="Rajnat Sing")


@pytest.mark.parametrize(("top", "shown"), [(None, 401), (300, 300), (10, 10), (1000, 401)])
def test_no_more_nodes_than_a_picture_holds_and_the_number_there_are(top: int | None, shown: int) -> None:
    graph = project(gathering(400), top=top)
    assert graph.graph["left_out"] == 401 - shown
    assert (len(graph), graph.graph["total"]) == (shown, 401)


def test_the_heaviest_are_kept(seed: nx.MultiDiGraph) -> None:
    graph = project(base(kuala_lumpur())[0], top=2)
    assert {label for _, label in graph.nodes(data="label")} == {"Rajnath Singh", "India"}


def test_nothing_claimed_is_an_empty_graph() -> None:
    graph = project(canonical(Store()))
    assert (len(graph), graph.graph) == (0, {"total": 0, "facts": 0, "left_out": 0})


READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.mark.parametrize("form", READERS)
def test_exports_read_back_whole(seed: nx.MultiDiGraph, form: str) -> None:
    graph = seed.copy()
    graph.add_node("hostile\x00", label="</node>\x1b[0m & \u202e", kind="person", since=dt.date(2025, 1, 1), none=None)
    graph.add_edge("hostile\x00", "hostile\x00", kind="met", label="met", fact="f", start="2025-01-01", note=None)
    before = fingerprint(graph)
    back = READERS[form](io.BytesIO(text(graph, form).encode()))
    assert fingerprint(graph) == before
    assert (len(back), back.number_of_edges()) == (len(graph), graph.number_of_edges())
    assert back.nodes["hostile\\x00"]["since"] == "2025-01-01"
    quotes = Counter(about.get("quote") for _, _, about in graph.edges(data=True))
    assert Counter(about.get("quote") for _, _, about in back.edges(data=True)) == quotes


def test_an_unknown_form_of_export_is_refused(seed: nx.MultiDiGraph) -> None:
    with pytest.raises(ConfigurationError, match="graphml or gexf"):
        text(seed, "dot")
