"""The vocabulary of the graph: what `kg schema` tells of it, and what a misspelt term of a query is said to mean."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import Store
from stores import rows, small_store

import kg
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.kinds import OWN_ONTOLOGY
from kg.query import Graph
from kg.query.scan import surface
from kg.schema import Pattern, Sort, patterns, schema, short
from kg.vocab import DIP, DV, NAMESPACES

PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMESPACES.items())


EXERCISE = """
dip:Exercise a <http://www.w3.org/2002/07/owl#Class> ;
  rdfs:label "exercise"@en ; skos:definition "Joint training."@en ;
  rdfs:subClassOf dip:Encounter ;
  dip:past "trained with"@en ; dip:infinitive "train with"@en ; dip:drawnAs "pairs" .
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schema")
    small_store(folder)
    return folder / "news.kg"


@pytest.fixture(scope="module")
def graph(base: Path) -> Iterator[KnowledgeGraph]:
    with kg.open(base) as graph:
        yield graph


def test_every_term_says_what_it_is() -> None:
    known = schema()
    lists = {name for name, term in known.terms.items() if term.sort is Sort.VALUE and not term.above}
    untold = [t.name for t in known.terms.values() if not (t.label and t.definition and (t.example or t.name in lists))]
    assert untold == []
    assert {term.sort for term in known.terms.values()} == set(Sort)


def test_every_class_hangs_on_a_root_and_its_properties_come_down_to_it() -> None:
    known = schema()
    reached: list[str] = []
    waiting = [root.name for root in known.roots()]
    while waiting:
        reached.append(waiting.pop())
        waiting += [one.name for one in known.below(reached[-1]) if one.sort is Sort.CLASS]
    assert set(reached) == {term.name for term in known.of(Sort.CLASS)}
    assert known.lineage("dip:Meeting") == ["dip:Meeting", "dip:Encounter", "dip:Event", "dip:Fact"]
    assert {"dip:hasParticipant", "dip:startDate"} <= {term.name for term in known.properties("dip:Meeting")}
    assert "dip:hasParty" not in {term.name for term in known.properties("dip:Meeting")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("meeting", ["dip:Meeting"]),
        ("dip:Meeting", ["dip:Meeting"]),
        ("DIP:MEETING", ["dip:Meeting"]),
        ("government body", ["dip:GovernmentBody"]),
        ("status", ["dip:status"]),
        ("occurred", ["dv:Occurred"]),
        ("tennis", []),
    ],
)
def test_terms_are_found_by_name_and_label(text: str, names: list[str]) -> None:
    assert [term.name for term in schema().named(text)] == names


@pytest.mark.parametrize(
    ("text", "meant"),
    [("meting", "dip:Meeting"), ("dip:hasPartcipant", "dip:hasParticipant"), ("dv:Occured", "dv:Occurred")],
)
def test_the_nearest_terms_are_named(text: str, meant: str) -> None:
    assert meant in schema().nearest(text)


def test_classes_of_ones_own_belong_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(f"{PREFIXES}{EXERCISE}")
    assert schema().named("exercise") == []
    monkeypatch.setenv(OWN_ONTOLOGY, str(own))
    assert [term.name for term in schema().named("exercise")] == ["dip:Exercise"]


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.title[:40])
def test_every_pattern_names_known_terms_and_finds_something(graph: KnowledgeGraph, pattern: Pattern) -> None:
    ours = {short(iri) for iri in surface(pattern.sparql).terms if iri.startswith((DIP, DV))}
    assert ours <= schema().terms.keys()
    asked = pattern.sparql.replace("macron", "singh").replace("Joe Biden", "Rajnath Singh")
    assert rows(graph.query(asked)).rows


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT ?x { ?x a dip:Meting }", "no dip:Meting; did you mean dip:Meeting"),
        ("SELECT ?x { ?x dip:hasPartcipant ?y }", "did you mean dip:hasParticipant"),
        ("SELECT ?x { ?x dip:status dv:Occured }", "no dv:Occured; did you mean dv:Occurred"),
        (f"SELECT ?x {{ ?x a <{DIP}meeting> }}", "no dip:meeting; did you mean dip:Meeting"),
        (f"PREFIX o: <{DIP}> SELECT ?x {{ ?x a o:Visitt }}", "no dip:Visitt; did you mean dip:Visit"),
        ("ASK { ?x a dip:Xyzzy }", "no dip:Xyzzy; kg schema lists"),
        ("SELECT ?x { ?x a dib:Meeting }", "no prefix dib:; did you mean dip:?"),
        ("SELECT ?x { ?x a foaf:Person }", "no prefix foaf:; known are dip:, dv:"),
    ],
)
def test_a_term_that_is_none_is_refused_and_the_nearest_named(graph: KnowledgeGraph, sparql: str, reason: str) -> None:
    with pytest.raises(QueryError) as refused:
        graph.query(sparql)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?x { ?x a dip:Meeting FILTER(STR(?x) != 'dip:Meting') } # dip:Meting",
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?x { _:x a foaf:Person ; foaf:name ?x }",
        f"SELECT ?x {{ ?x a dip:Meeting FILTER(STRSTARTS(STR(?x), '{DIP}')) }}",
        f"SELECT (<{DIP}> AS ?x) {{}}",
        "SELECT ?x { ?x a skos:Nonsense }",
        "SELECT ?x { ?x a dip:Meeting. }",
        "SELECT ?x { ?x dip:status dv:Occurred. ?x a dip:Visit. }",
    ],
)
def test_what_only_looks_misspelt_is_asked(graph: KnowledgeGraph, sparql: str) -> None:
    rows(graph.query(sparql))


def test_a_store_without_vocabulary_knows_no_misspelt_term(tmp_path: Path) -> None:
    Store(str(tmp_path)).flush()
    graph = Graph(tmp_path)
    try:
        assert rows(graph.query("SELECT ?x { ?x a dip:Meting }")).rows == ()
    finally:
        graph.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], ["dip: <https://w3id.org/diplograph/ontology#>", "dip:Encounter", "dip:Meeting", "g:merged"]),
        (["dip:Meeting"], ["representatives of two or more actors", "a kind of dip:Encounter", "dip:hasParticipant"]),
        (["encounter"], ["kinds: dip:Meeting, dip:Call"]),
        (["status"], ["dip:status, a property", "of dip:Event", "leads to dip:Modality"]),
        (
            ["concerns"],
            ["of dip:Statement; leads to anything", "Example: Singh's remarks", "No text is read for it yet"],
        ),
        (["confidence"], ["of anything; leads to xsd:decimal"]),
        (["Modality"], ["values: dv:Occurred, dv:Ongoing"]),
        (["--properties"], ["dip:onBehalfOf", "dip:exactText"]),
        (["--values"], ["dv:Ratified", "dv:Denied"]),
        (["--patterns"], ["# Who said what", "SELECT ?speaker"]),
    ],
)
def test_kg_schema_tells(run: Run, arguments: list[str], told: list[str]) -> None:
    code, out, err = run("schema", *arguments)
    assert (code, err) == (0, "")
    assert [words for words in told if words not in out] == []


def test_kg_schema_names_the_nearest_of_a_term_that_is_none(run: Run) -> None:
    code, out, err = run("schema", "metting")
    assert (code, out) == (2, "")
    assert "there is no term 'metting'; near: dip:Meeting" in err


def test_a_saved_query_is_printed(run: Run) -> None:
    code, out, err = run("query", "--show", "who-met-whom")
    assert (code, err) == (0, "")
    assert out.startswith("# Who met") and "SELECT DISTINCT" in out
    assert run("query", "--show", "who-met")[0] == 2
    assert run("query", "--show", "who-met-whom", "--list")[0] == 2


@pytest.mark.parametrize(
    "who", ["Rajnath Singh", "RAJNATH SINGH", "Rájnath  Singh", "Defence Minister Rajnath Singh", "singh"]
)
def test_a_name_is_found_in_any_case_and_with_accents_and_titles(graph: KnowledgeGraph, who: str) -> None:
    found = rows(graph.ask("events-of-actor", who=who))
    assert found.rows
    assert found.rows == rows(graph.ask("events-of-actor", who="Rajnath Singh")).rows


@pytest.mark.parametrize("who", ["Rajnath Sing", "ajnath Singh", "Foreign Minister of Ruritania", "European Singh"])
def test_what_is_no_whole_name_is_not_found(graph: KnowledgeGraph, who: str) -> None:
    assert rows(graph.ask("events-of-actor", who=who)).rows == ()


def test_a_name_that_nothing_has_leads_to_those_like_it(run: Run, base: Path, graph: KnowledgeGraph) -> None:
    assert graph.alike("Minister Rajnat Sing") == ["Rajnath Singh"]
    assert graph.alike("Xyzzy Plugh") == []
    saved, own = (
        ["--name", "events-of-actor", "--param", "who=Rajnat Sing"],
        'SELECT ?x { ?x rdfs:label "Rajnat Sing" }',
    )
    for question in (saved, ["-q", own]):
        code, out, err = run("query", *question, "--base", base)
        assert (code, out) == (0, "no rows\n")
        assert err == "kg: nothing was found for 'Rajnat Sing'; there is Rajnath Singh\n"


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ('SELECT ?x { ?x skos:prefLabel "Rajnath Singh" }', True),
        ("SELECT ?x { ?x skos:prefLabel 'Rajnath Singh' }", True),
        ('SELECT ?x { ?x skos:altLabel "Rajnath Singh"@en }', False),
        ('SELECT ?x { ?x skos:altLabel ?y FILTER(str(?y) = "Rajnath Singh") }', False),
        ('SELECT ?x { ?x skos:prefLabel "Rajnath" }', False),
    ],
)
def test_a_name_without_its_language_is_told_to_lack_it(run: Run, base: Path, query: str, hint: bool) -> None:
    code, out, err = run("query", "-q", query, "--base", base)
    assert (code, out) == (0, "no rows\n")
    assert ('write "Rajnath Singh"@en' in err) is hint
