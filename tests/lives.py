"""The sets of lives.yaml: read by the program, joined, and written as graphs; what came of each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, RdfFormat, Store, Variable
from stores import Values, solutions

from kg.annotate import Annotator
from kg.extraction import Extractor
from kg.lexicon import Loader
from kg.model import Document, Extraction
from kg.query.saved import saved_query
from kg.rdf import quads
from kg.resolve import resolve
from kg.threshold import surer, usual

Set = dict[str, Any]
Contents = Sequence[tuple[Document, Extraction]]
_EVENTS = """SELECT DISTINCT ?event ?status ?day WHERE {
  GRAPH g:merged { ?event dip:status ?state } ?event a ?class . ?state skos:prefLabel ?status .
  { SELECT ?class WHERE { GRAPH g:ontology { %s } } }
  OPTIONAL { GRAPH g:merged { ?event dip:startDate ?day } }
}"""
_SORTS = {
    "visit": "?class rdfs:subClassOf* dip:Visit",
    "talks": "{ ?class rdfs:subClassOf*/dip:talks true } UNION { ?class rdfs:subClassOf* dip:Call }",
}
_WHO = """SELECT DISTINCT ?name ?event {
  GRAPH g:merged { ?event dip:hasParticipant ?who } ?who skos:prefLabel|skos:altLabel ?name }"""
_PLACES = "SELECT DISTINCT ?name ?event { GRAPH g:merged { ?event dip:atPlace ?place } ?place skos:prefLabel ?name }"
_MOVED = "SELECT DISTINCT ?day ?event { ?event dip:postponedTo ?later . GRAPH g:merged { ?later dip:startDate ?day } }"
_DISPUTED = (
    "SELECT DISTINCT ?name ?event { GRAPH g:merged { ?event dip:inDispute ?matter } ?matter skos:prefLabel ?name }"
)
_CLAIMS = """SELECT ?said ?document ?event { GRAPH ?account {
  ?claim dip:claims ?event ; dip:modality ?how ; dip:fromDocument/dcterms:identifier ?document }
  ?how skos:prefLabel ?said }"""
_INSTRUMENTS = """SELECT DISTINCT ?event ?stage ?name { GRAPH ?account { ?event dip:agreementKind ?kind }
  ?event skos:prefLabel|skos:altLabel ?title . FILTER(CONTAINS(LCASE(STR(?title)), LCASE(STR(?name))))
  OPTIONAL { GRAPH g:merged { ?event dip:agreementStatus ?status } ?status skos:prefLabel ?stage } }"""
_STANDINGS = """SELECT DISTINCT ?party ?stage ?event { GRAPH g:merged {
  ?standing dip:ofAgreement ?event ; dip:forParty ?who ; dip:statusValue ?value }
  ?who skos:prefLabel ?party . ?value skos:prefLabel ?stage }"""
_ACTS = """SELECT DISTINCT ?document ?act ?said ?event { GRAPH ?account {
  ?action dip:agreement ?event ; dip:actionType ?type .
  ?claim dip:claims ?action ; dip:modality ?how ; dip:fromDocument/dcterms:identifier ?document }
  ?type skos:prefLabel ?act . ?how skos:prefLabel ?said }"""


@cache
def sets() -> Sequence[Set]:
    found: Sequence[Set] = yaml.load((Path(__file__).parent / "data" / "lives.yaml").read_text("utf-8"), Loader)["sets"]
    return found


def read(annotator: Annotator) -> dict[str, Contents]:
    """What the articles of each set say, as much as a base takes, by what the set is there for."""
    extractor = Extractor(annotator.name)
    found: dict[str, list[tuple[Document, Extraction]]] = {one["why"]: [] for one in sets()}
    articles = [(one["why"], document) for one in sets() for document in _articles(one)]
    texts = annotator.pipe(document for _, document in articles)
    for (why, _), (document, doc) in zip(articles, texts, strict=True):
        found[why].append((document, surer(extractor.extract(document, doc), usual())))
    return {**found}


def _articles(one: Set) -> Iterator[Document]:
    for name, article in zip("abcdefgh", one["articles"], strict=False):
        day, source, text = (part.strip() for part in article.split("|", 2))
        yield Document(id=name, text=text, date=dt.date.fromisoformat(day), source=source)


def lines(contents: Contents) -> list[str]:
    """The N-Quads of what they say together, in order."""
    return sorted(quads(contents, resolve(contents)))


def graph(lines: Sequence[str]) -> Store:
    store = Store()
    store.load("".join(lines), format=RdfFormat.N_QUADS)
    return store


def faults(one: Set, store: Store) -> Iterator[str]:
    """What is not as a set tells, a line each; a line that ends with a dash tells that there is nothing."""
    for kind, told in (("events", _events), ("agreements", _agreements)):
        expected = [_columns(line) for line in one.get(kind, [])]
        for head in dict.fromkeys(tuple(line[: 2 if kind == "events" else 1]) for line in expected):
            wanted = sorted(line for line in expected if tuple(line[: len(head)]) == head and line[-1] != "-")
            found = sorted([*head, *line] for line in told(store, *head))
            yield from (f"missing: {' | '.join(line)}" for line in wanted if line not in found)
            yield from (f"instead: {' | '.join(line)}" for line in found if line not in wanted)
    for answer in one.get("answers", []):
        given = sorted(answers(store, answer))
        if given != sorted(map(str, answer["gives"])):
            yield f"{answer['ask']} {answer.get('with', '')} gives {given} and not {answer['gives']}"


def answers(store: Store, answer: Set) -> set[str]:
    saved = saved_query(answer["ask"])
    given = next(saved.readings({name: str(value) for name, value in answer.get("with", {}).items()}))
    values: Values = {Variable(name): Literal(str(value)) for name, value in given.items()}
    found = solutions(store, saved.sparql, values)
    return {row[answer["column"]].value for row in found if row[answer["column"]] is not None}


def _columns(line: str) -> list[str]:
    """The columns of a line; what is told of each party or place is in no order."""
    return ["; ".join(sorted(each.strip() for each in part.split(";"))) for part in line.split("|")]


def _values(store: Store, sparql: str, event: Any) -> list[str]:
    return sorted({row[0].value for row in solutions(store, sparql, {Variable("event"): event})})


def _events(store: Store, sort: str, who: str) -> Iterator[list[str]]:
    for row in solutions(store, _EVENTS % _SORTS[sort]):
        if set(who.split("; ")) <= set(_values(store, _WHO, row["event"])):
            claims = solutions(store, _CLAIMS, {Variable("event"): row["event"]})
            told = sorted({f"{claim['document'].value} {claim['said'].value}" for claim in claims})
            day = row["day"].value if row["day"] else ""
            rest = ("; ".join(_values(store, sparql, row["event"])) for sparql in (_MOVED, _PLACES, _DISPUTED))
            yield [row["status"].value, day, *rest, ", ".join(told)]


def _agreements(store: Store, title: str) -> Iterator[list[str]]:
    for row in solutions(store, _INSTRUMENTS, {Variable("name"): Literal(title)}):
        standings = solutions(store, _STANDINGS, {Variable("event"): row["event"]})
        acts = solutions(store, _ACTS, {Variable("event"): row["event"]})
        yield [
            row["stage"].value if row["stage"] else "",
            "; ".join(sorted(f"{each['party'].value} {each['stage'].value}" for each in standings)),
            ", ".join(sorted({f"{act['document'].value} {act['act'].value} {act['said'].value}" for act in acts})),
        ]
