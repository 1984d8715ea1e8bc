"""What the documents of a base claim, as plain records."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg.projection.lines import Properties, Said, value
from kg.vocab import curie

Row = dict[str, str]

_CLAIMS, _MODALITY, _DOCUMENT = map(curie, ("dip:claims", "dip:modality", "dip:fromDocument"))
_CERTAINTY, _CONFIDENCE, _ATTRIBUTED = map(curie, ("dip:certainty", "dip:confidence", "dip:attributedTo"))
_EVIDENCE, _WORDS, _ARGUMENT = map(curie, ("dip:evidence", "dip:words", "dip:argumentMention"))
_TEXT, _BEGIN, _END = map(curie, ("dip:exactText", "dip:beginOffset", "dip:endOffset"))
_PARTICIPATION, _PARTICIPANT = map(curie, ("dip:hasParticipation", "dip:participant"))
_ROLE, _BEHALF = map(curie, ("dip:role", "dip:onBehalfOf"))
_EDTF, _START, _LATEST_END = map(curie, ("dip:edtf", "dip:earliestStart", "dip:latestEnd"))
_TYPE, _SUBCLASS = map(curie, ("rdf:type", "rdfs:subClassOf"))
_PREFERRED, _OTHER = map(curie, ("skos:prefLabel", "skos:altLabel"))
_COUNTRIES = tuple(map(curie, ("dip:ofCountry", "dip:within", "dip:postIn")))
_OF_DOCUMENT = {
    "id": curie("dcterms:identifier"),
    "title": curie("dcterms:title"),
    "published": curie("dip:documentDate"),
    "url": curie("dip:url"),
    "publisher": curie("dip:publishedBy"),
}


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


def claims_of(said: Said) -> Claims:
    """Everything that documents claim."""
    mentions = {subject: about for subject, about in said.anywhere() if _TEXT in about}
    arguments: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for subject, about in said.anywhere():
        if _ARGUMENT in about:
            arguments[subject].update(_span(mentions[one]) for one in about[_ARGUMENT] if one in mentions)
    claims = []
    for _, subjects in said:
        for subject, about in subjects.items():
            for fact in about.get(_CLAIMS, ()):
                claim = _claim(fact, about, subjects, mentions)
                claim.arguments = sorted(arguments[subject])
                claims.append(claim)
    claims.sort(key=lambda claim: (claim.fact, claim.document, claim.evidence, claim.modality))
    _lend(claims)
    return Claims(claims, _things(said), _times(said), _documents(said, {claim.document for claim in claims}))


def _claim(
    fact: str, about: Properties, subjects: Mapping[str, Properties], mentions: Mapping[str, Properties]
) -> Claim:
    """A claim of a fact, of which its graph says all that it says of these subjects."""
    modality = local(value(about[_MODALITY][0])).lower()
    claim = Claim(value(fact), value(about[_DOCUMENT][0]), "proposed" if modality == "hypothetical" else modality)
    claim.certainty = local(value(about[_CERTAINTY][0])).lower() if _CERTAINTY in about else None
    claim.confidence = float(value(about[_CONFIDENCE][0])) if _CONFIDENCE in about else None
    claim.attributed = value(about[_ATTRIBUTED][0]) if _ATTRIBUTED in about else None
    told = subjects.get(fact, {})
    words = {one: mentions[one] for one in (*about.get(_EVIDENCE, ()), *told.get(_WORDS, ())) if one in mentions}
    claim.evidence = sorted((*_span(mention), value(mention[_TEXT][0])) for mention in words.values())
    for predicate, objects in told.items():
        claim.properties.setdefault(_name(predicate), []).extend(sorted(map(value, objects)))
    parts = (subjects.get(part, {}) for part in sorted(told.get(_PARTICIPATION, ()), key=value))
    claim.participations = [_participation(part) for part in parts if _PARTICIPANT in part]
    return claim


@cache
def _name(predicate: str) -> str:
    """The local name of a predicate, a term; there are few."""
    return local(value(predicate))


def _participation(about: Properties) -> Participation:
    role, behalf = about.get(_ROLE), about.get(_BEHALF)
    actor = value(about[_PARTICIPANT][0])
    return Participation(actor, local(value(role[0])) if role else "Participant", value(behalf[0]) if behalf else None)


def _span(mention: Properties) -> tuple[int, int]:
    return int(value(mention[_BEGIN][0])), int(value(mention[_END][0]))


def _lend(claims: list[Claim]) -> None:
    """A denial may not repeat what it denies: it gets what another document says of the fact, but when and where."""
    told = {claim.fact: claim for claim in reversed(claims) if claim.classes}
    staffed = {claim.fact: claim.participations for claim in reversed(claims) if claim.participations}
    for claim in claims:
        if other := None if claim.classes else told.get(claim.fact):
            lent = {name: values for name, values in other.properties.items() if name not in ("hasTime", "atPlace")}
            claim.properties = lent | claim.properties
        claim.participations = claim.participations or staffed.get(claim.fact, [])


def _times(said: Said) -> dict[str, Row]:
    """What is known of each time, by its IRI."""
    names = {"edtf": _EDTF, "start": _START, "end": _LATEST_END}
    return {value(subject): _row(about, names) for subject, about in said.anywhere() if _EDTF in about}


def _documents(said: Said, claiming: Set[str]) -> dict[str, Row]:
    """What is known of each document that claims something, by its IRI."""
    found: dict[str, Row] = {document: {} for document in claiming}
    for subject, about in said.anywhere():
        if (document := value(subject)) in found:
            found[document] |= _row(about, _OF_DOCUMENT)
    return found


def _row(about: Properties, names: Mapping[str, str]) -> Row:
    """The first value of each predicate that is there, under its name."""
    return {name: value(min(about[predicate])) for name, predicate in names.items() if predicate in about}


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
"""Kinds of things by class, from the most special to the most general: the first that fits is the kind."""


def _things(said: Said) -> dict[str, Thing]:
    """All that is of some kind that has names, by its IRI."""
    kinds = _kinds_of({subject: about[_SUBCLASS] for subject, about in said.anywhere() if _SUBCLASS in about})
    found: defaultdict[str, set[str]] = defaultdict(set)
    for subject, about in said.anywhere():
        if known := [kinds[each] for each in about.get(_TYPE, ()) if each in kinds]:
            found[subject].update(known)
    told: dict[str, tuple[set[str], set[str], set[str]]] = {subject: (set(), set(), set()) for subject in found}
    for subject, about in said.anywhere():
        if subject in told:
            for values, predicates in zip(told[subject], ((_PREFERRED,), (_OTHER,), _COUNTRIES), strict=True):
                values.update(value(one) for predicate in predicates for one in about.get(predicate, ()))
    return {value(subject): _thing(value(subject), found[subject], *told[subject]) for subject in sorted(found)}


def _thing(iri: str, kinds: Set[str], preferred: Set[str], others: Set[str], countries: Set[str]) -> Thing:
    kind = next(kind for kind in _KINDS.values() if kind in kinds)
    label = min(preferred, default=local(iri))
    return Thing(kind, label, tuple(sorted((preferred | others) - {label})), min(countries, default=None))


def _kinds_of(above: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The kind of each class that has one, by its own name or that of one above it; the most special it may have."""
    found: dict[str, str] = {}
    for name, kind in _KINDS.items():
        waiting = {curie(f"dip:{name}")}
        while waiting:
            for each in waiting:
                found.setdefault(each, kind)
            waiting = {each for each, over in above.items() if each not in found and not waiting.isdisjoint(over)}
    return found
