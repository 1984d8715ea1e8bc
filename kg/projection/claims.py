"""What the documents of a base claim, read with a few queries into plain records."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.vocab import PREFIXES

Query = Callable[[str], Iterable[Any]]
Row = dict[str, str]

_CLAIMS = """SELECT DISTINCT ?graph ?claim ?document ?fact ?modality ?certainty ?confidence ?attributed
WHERE { GRAPH ?graph {
  ?claim dip:claims ?fact ; dip:fromDocument ?document ; dip:modality ?modality .
  OPTIONAL { ?claim dip:certainty ?certainty } OPTIONAL { ?claim dip:confidence ?confidence }
  OPTIONAL { ?claim dip:attributedTo ?attributed } } }"""
_EVIDENCE = """SELECT DISTINCT ?claim ?begin ?end ?text WHERE { GRAPH ?graph {
  { ?claim dip:evidence ?mention } UNION { ?claim dip:claims/dip:words ?mention }
  ?mention dip:beginOffset ?begin ; dip:endOffset ?end ; dip:exactText ?text } }"""
_ARGUMENTS = """SELECT DISTINCT ?claim ?begin ?end WHERE { ?claim dip:argumentMention ?mention .
  ?mention dip:beginOffset ?begin ; dip:endOffset ?end }"""
_PROPERTIES = """SELECT DISTINCT ?graph ?fact ?property ?value WHERE { GRAPH ?graph {
  ?claim dip:claims ?fact . ?fact ?property ?value } }"""
_PARTICIPATIONS = """SELECT DISTINCT ?graph ?fact ?part ?actor ?role ?for WHERE { GRAPH ?graph {
  ?fact dip:hasParticipation ?part . ?part dip:participant ?actor .
  OPTIONAL { ?part dip:role ?role } OPTIONAL { ?part dip:onBehalfOf ?for } } }"""
_TIMES = """SELECT DISTINCT ?time ?edtf ?start ?end WHERE { ?time dip:edtf ?edtf .
  OPTIONAL { ?time dip:earliestStart ?start } OPTIONAL { ?time dip:latestEnd ?end } }"""
_DOCUMENTS = """SELECT DISTINCT ?document ?id ?title ?published ?url ?publisher
WHERE { ?claim dip:fromDocument ?document .
  OPTIONAL { ?document dcterms:identifier ?id } OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dip:documentDate ?published } OPTIONAL { ?document dip:url ?url }
  OPTIONAL { ?document dip:publishedBy ?publisher } }"""
_THINGS = """SELECT DISTINCT ?thing ?class ?label ?other ?country WHERE {
  VALUES ?class { dip:Person dip:UnnamedOfficial dip:Group dip:Country dip:GeopoliticalEntity dip:Organisation dip:Place
                  dip:Post dip:Agreement dip:EventSeries }
  ?thing a/rdfs:subClassOf* ?class . OPTIONAL { ?thing skos:prefLabel ?label } OPTIONAL { ?thing skos:altLabel ?other }
  OPTIONAL { { ?thing dip:ofCountry ?country } UNION { ?thing dip:within ?country }
             UNION { ?thing dip:postIn ?country } } }"""


class Participation(NamedTuple):
    """Who takes part (IRI), as what (local name of a `dv:` role), and for whom (IRI)."""

    actor: str
    role: str
    on_behalf_of: str | None


@dataclass
class Claim:
    """One document's account of one fact; `properties` holds what its own graph says of the fact.

    `evidence` are the spans it rests on, with their words, and `arguments` those that name who, where and when.
    """

    fact: str
    document: str
    modality: str
    certainty: str | None = None
    confidence: float | None = None
    attributed: str | None = None
    evidence: list[tuple[int, int, str]] = field(default_factory=list)
    arguments: list[tuple[int, int]] = field(default_factory=list)
    properties: dict[str, list[str]] = field(default_factory=dict)
    participations: list[Participation] = field(default_factory=list)

    def one(self, name: str) -> str | None:
        """The first value of a property of the fact, None if there is none."""
        return next(iter(self.properties.get(name, ())), None)

    @property
    def classes(self) -> set[str]:
        """Local names of the fact's classes."""
        return {local(value) for value in self.properties.get("type", ())}


@dataclass
class Thing:
    """A name of somebody or something: `kind` as in `model.EntityKind`, or "agreement", "post", "series"."""

    kind: str
    label: str
    others: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True)
class Claims:
    """All claims of a base with what they refer to, by IRI."""

    claims: list[Claim]
    things: dict[str, Thing]
    times: dict[str, Row]
    documents: dict[str, Row]


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def in_words(name: str) -> str:
    """The local name of a class or property in words.

    >>> in_words("PersonnelEvent"), in_words("byParty")
    ('personnel event', 'by party')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def read(query: Query) -> Claims:
    """Everything the documents claim. `query` takes SPARQL and gives rows, values by variable name."""
    properties = _properties(query)
    participations = _participations(query)
    evidence: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in _rows(query, _EVIDENCE):
        evidence[row["claim"]].append((int(row["begin"]), int(row["end"]), row["text"]))
    arguments: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in _rows(query, _ARGUMENTS):
        arguments[row["claim"]].append((int(row["begin"]), int(row["end"])))
    claims = []
    for row in _rows(query, _CLAIMS):
        key = row["graph"], row["fact"]
        modality = local(row["modality"]).lower()
        claim = Claim(row["fact"], row["document"], "proposed" if modality == "hypothetical" else modality)
        claim.certainty = local(row["certainty"]).lower() if "certainty" in row else None
        claim.confidence = float(row["confidence"]) if "confidence" in row else None
        claim.attributed = row.get("attributed")
        claim.evidence, claim.arguments = sorted(evidence[row["claim"]]), sorted(arguments[row["claim"]])
        claim.properties, claim.participations = properties.get(key, {}), participations.get(key, [])
        claims.append(claim)
    claims.sort(key=lambda claim: (claim.fact, claim.document, claim.evidence, claim.modality))
    _lend(claims)
    times = {row["time"]: row for row in _rows(query, _TIMES)}
    documents = {row["document"]: row for row in reversed(_rows(query, _DOCUMENTS))}
    return Claims(claims, _things(query), times, documents)


def _lend(claims: list[Claim]) -> None:
    """A denial may not repeat what it denies: it gets what another document says of the fact, but when and where."""
    told = {claim.fact: claim for claim in reversed(claims) if claim.classes}
    staffed = {claim.fact: claim.participations for claim in reversed(claims) if claim.participations}
    for claim in claims:
        if other := None if claim.classes else told.get(claim.fact):
            lent = {name: values for name, values in other.properties.items() if name not in ("hasTime", "atPlace")}
            claim.properties = lent | claim.properties
        claim.participations = claim.participations or staffed.get(claim.fact, [])


def _rows(query: Query, sparql: str) -> list[Row]:
    """Rows in a fixed order, values as text, without the variables that are unbound."""
    names = [word[1:] for word in sparql.split("WHERE")[0].split() if word.startswith("?")]
    found = (((name, row[name]) for name in names) for row in query(PREFIXES + sparql))
    rows = [{name: str(getattr(value, "value", value)) for name, value in row if value is not None} for row in found]
    return sorted(rows, key=lambda row: tuple(row.get(name, "") for name in names))


def _properties(query: Query) -> dict[tuple[str, str], dict[str, list[str]]]:
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in _rows(query, _PROPERTIES):
        values = found.setdefault((row["graph"], row["fact"]), {}).setdefault(local(row["property"]), [])
        values.append(row["value"])
    return found


def _participations(query: Query) -> dict[tuple[str, str], list[Participation]]:
    found: dict[tuple[str, str], list[Participation]] = defaultdict(list)
    for row in _rows(query, _PARTICIPATIONS):
        part = Participation(row["actor"], local(row.get("role", "Participant")), row.get("for"))
        found[row["graph"], row["fact"]].append(part)
    return found


# From the most special class to the most general: the first that fits gives the kind.
_KINDS = {
    "UnnamedOfficial": "role",
    "Person": "person",
    "Group": "group",
    "Country": "country",
    "GeopoliticalEntity": "country",
    "Organisation": "organisation",
    "Agreement": "agreement",
    "Post": "post",
    "EventSeries": "series",
    "Place": "place",
}


def _things(query: Query) -> dict[str, Thing]:
    classes: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, list[str]] = defaultdict(list)
    others: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, str] = {}
    for row in _rows(query, _THINGS):
        thing = row["thing"]
        classes[thing].add(local(row["class"]))
        labels[thing].append(row.get("label", local(thing)))
        others[thing].update({row["other"]} if "other" in row else ())
        countries.setdefault(thing, row.get("country", ""))
    return {
        thing: Thing(
            kind=next(kind for name, kind in _KINDS.items() if name in classes[thing]),
            label=names[0],
            others=tuple(sorted({*names, *others[thing]} - {names[0]})),
            country=countries[thing] or None,
        )
        for thing, names in sorted(labels.items())
    }
