"""What pages and the JSON API tell: of a thing, of facts, of names; each is work for a session."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException

from kg.personal_names import plain
from kg.projection.about import Told, facts_about, facts_in_words, told
from kg.query import Iri, to_term
from kg.schema import short
from kg.serve.graphs import Session
from kg.vocab import DCTERMS, DIP, ID, RDF, SKOS

PAGE = 100
"""Facts told at once."""
_TRIPLES = """SELECT DISTINCT ?p ?o ?label WHERE {
  VALUES ?x { <X> } ?x ?p ?o OPTIONAL { ?o skos:prefLabel ?label } }"""
_FOUND = """SELECT DISTINCT ?x ?label ?class WHERE {
  ?x dip:searchName ?key . FILTER(CONTAINS(?key, NAME)) ?x skos:prefLabel ?label ; a ?class
} ORDER BY STRLEN(?label) ?label LIMIT 200"""
DESCRIPTION = """CONSTRUCT {
  ?x ?p ?o . ?claim ?cp ?co . ?mention ?mp ?mo . ?part ?pp ?po . ?time ?tp ?to . ?fact ?role ?x .
} WHERE {
  VALUES ?x { <X> }
  { ?x ?p ?o }
  UNION { ?claim dip:claims ?x ; ?cp ?co }
  UNION { ?claim dip:claims ?x ; dip:evidence ?mention . ?mention ?mp ?mo }
  UNION { ?x dip:hasParticipation ?part . ?part ?pp ?po }
  UNION { ?x dip:hasTime ?time . ?time ?tp ?to }
  UNION { VALUES ?role { dip:holder dip:hasParty dip:speaker dip:agreement dip:hasParticipant dip:atPlace }
          ?fact ?role ?x }
}"""
"""A thing, and of a fact its claims with the words they rest on."""


@dataclass(frozen=True)
class Thing:
    """Something that has a page: its names, classes and other properties, and facts that have to do with it."""

    iri: str
    label: str
    names: list[str]
    classes: list[str]
    properties: list[tuple[str, list[tuple[str, str]]]]
    """A property as queries write it, and its values, each with its name."""
    facts: list[Told]
    first: int
    total: int
    document: Mapping[str, Any] | None
    """Of a document, its text and metadata."""

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact itself, the first that is told."""
        return any(one.iri == self.iri for one in self.facts)


def thing(session: Session, iri: str, first: int = 0) -> Thing:
    """What is told of something, facts from the one of this number on. Raises HTTPException if there is none."""
    told_of: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in session.rows(_TRIPLES.replace("<X>", f"<{iri}>")):
        told_of[str(row["p"])].append((str(row["o"]), str(row["label"] or row["o"])))
    if not told_of:
        raise HTTPException(404, f"there is nothing with the IRI {iri}; look for a name at /find?name=NAME")
    classes = [short(value) for value, _ in told_of.pop(RDF + "type", ())]
    labels = [value for value, _ in told_of.pop(SKOS + "prefLabel", ())]
    others = [value for value, _ in told_of.pop(SKOS + "altLabel", ())]
    told_of.pop(f"{DIP}searchName", None)
    facts = facts_about(session.rows, iri)
    identifier = _value(told_of, f"{DCTERMS}identifier")
    return Thing(
        iri=iri,
        label=next(iter([*labels, _value(told_of, f"{DCTERMS}title")]), "") or _last(iri),
        names=sorted({*labels[1:], *others}),
        classes=sorted(classes),
        properties=sorted((short(name), sorted(values)) for name, values in told_of.items()),
        facts=told(session.rows, facts[first : first + PAGE], session.text),
        first=first,
        total=len(facts),
        document=session.document(identifier) if "dip:Document" in classes else None,
    )


def label_of(session: Session, iri: str) -> str:
    """The name of something; the end of its IRI if it has none."""
    found = session.rows(f"SELECT ?label WHERE {{ <{iri}> skos:prefLabel ?label }} ORDER BY ?label LIMIT 1")
    return str(found[0]["label"]) if found else _last(iri)


def based_on(session: Session, words: Sequence[str]) -> list[Told]:
    """The facts that rest on some words."""
    found = dict.fromkeys(fact for each in words for fact in facts_in_words(session.rows, each))
    return told(session.rows, list(found)[:PAGE], session.text)


def named(session: Session, name: str) -> list[dict[str, str]]:
    """What has a name, or a word of its name: `iri`, `name`, `kind`; those that have just this name first."""
    wanted = plain(name)
    if not wanted:
        return []
    found: dict[str, dict[str, str]] = {}
    for row in session.rows(_FOUND.replace("NAME", _written(f" {wanted}"))):
        one = {"iri": str(row["x"]), "name": str(row["label"]), "kind": short(str(row["class"]))}
        found.setdefault(one["iri"], one)
    return sorted(found.values(), key=lambda one: plain(one["name"]) != wanted)


def resolved(session: Session, about: str) -> str:
    """The IRI that somebody means by an IRI, or by a name. Raises HTTPException, with names that are like it."""
    if about.startswith(ID):
        return about
    found = named(session, about)
    if not found:
        alike = session.graph.alike(about)
        meant = f"; there are {', '.join(alike)}" if alike else ""
        raise HTTPException(404, f"nothing is called {about!r}{meant}")
    return found[0]["iri"]


def facts_in(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[list[str], list[str]]:
    """What a table speaks of: the IRIs in it, and the words that are cited."""
    iris = dict.fromkeys(
        value for row in rows for value in row if isinstance(value, str) and value.startswith(ID) and " " not in value
    )
    cited = [number for number, name in enumerate(columns) if name in ("words", "quote", "said", "text")]
    words = dict.fromkeys(str(row[number]) for row in rows for number in cited if row[number])
    return list(iris), list(words)


def facts_of(session: Session, iris: Sequence[str], words: Sequence[str]) -> list[str]:
    """The facts among some IRIs, and those that rest on some words."""
    found: dict[str, None] = {}
    if iris:
        values = " ".join(_written(Iri(iri)) for iri in iris)
        asked = f"SELECT DISTINCT ?fact WHERE {{ VALUES ?fact {{ {values} }} ?claim dip:claims ?fact }}"
        found |= dict.fromkeys(str(row["fact"]) for row in session.rows(asked))
    for each in [] if found else words:
        found |= dict.fromkeys(facts_in_words(session.rows, each))
    return list(found)


def _written(value: str) -> str:
    """A text, or an Iri, as SPARQL writes it. Raises QueryError for what is no IRI."""
    return str(to_term(value))


def _value(told_of: dict[str, list[tuple[str, str]]], name: str) -> str:
    return next((value for value, _ in told_of.get(name, ())), "")


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
