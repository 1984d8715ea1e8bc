"""What documents tell about one thing: its posts, events, agreements and statements, each with all accounts of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.projection.accounts import Texts, called, cited, how_real, label, present, when_and_where
from kg.projection.asked import Query, read
from kg.projection.claims import Claim, Claims, in_words, local
from kg.vocab import DIP, PREFIXES

SECTIONS = ("posts", "events", "agreements", "statements", "others")
"""The kinds of facts, in the order in which they are told."""
_OF_CLASS = {
    "PostHolding": "posts",
    "Membership": "posts",
    "AgreementAction": "agreements",
    "Agreement": "agreements",
    "Treaty": "agreements",
    "NonBindingInstrument": "agreements",
    "Statement": "statements",
    "Quotation": "statements",
}
_ROLES = {
    "holder": "holder",
    "post": "post",
    "hasParty": "party",
    "byParty": "party",
    "agreement": "agreement",
    "speaker": "speaker",
    "addressee": "addressee",
    "subEventOf": "part of",
    "onSidelinesOf": "on the sidelines of",
    "postponedTo": "postponed to",
}
"""The properties of facts whose values are told, and as what."""
_FACTS = """SELECT DISTINCT ?fact ?day WHERE {
  { SELECT DISTINCT ?fact WHERE { VALUES ?x { <X> }
    { GRAPH g:merged { ?fact dip:hasParticipant|dip:atPlace ?x } }
    UNION { ?fact dip:holder|dip:post|dip:hasParty|dip:byParty|dip:agreement ?x }
    UNION { ?fact dip:speaker|dip:addressee|dip:subEventOf ?x }
    UNION { ?post dip:ofCountry|dip:postIn ?x . ?fact dip:post ?post }
    UNION { ?within dip:within ?x . GRAPH g:merged { ?fact dip:atPlace ?within } }
    UNION { ?told dip:claims ?x . BIND(?x AS ?fact) }
    UNION { ?told dip:fromDocument ?x ; dip:claims ?fact }
    UNION { ?mention dip:inDocument ?x . ?told dip:evidence ?mention ; dip:claims ?fact }
    UNION { ?told dip:evidence ?x ; dip:claims ?fact }
  } }
  OPTIONAL { GRAPH g:merged { ?fact dip:startDate ?day } } }"""
_PUBLISHED = """SELECT DISTINCT ?fact ?day WHERE {
  VALUES ?fact { <X> } ?claim dip:claims ?fact ; dip:fromDocument/dip:documentDate ?day }"""
_BY_WORDS = """SELECT DISTINCT ?fact WHERE {
  ?mention dip:exactText ?words .
  ?claim dip:evidence|dip:argumentMention ?mention ; dip:claims ?fact } ORDER BY ?fact"""
_STATUS = """SELECT DISTINCT ?fact ?property ?value ?name WHERE {
  VALUES ?property { dip:status dip:agreementStatus dip:startDate dip:expiryDate dip:documentCount dip:sourceCount }
  GRAPH g:merged { ?fact ?property ?value } OPTIONAL { ?value skos:prefLabel ?name } }"""


@dataclass(frozen=True)
class Ref:
    """Something by its IRI, with its name."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True)
class Part:
    """Who or what has to do with a fact, as what, and for whom."""

    thing: Ref
    role: str
    on_behalf_of: Ref | None = None


@dataclass
class Told:
    """A fact: what it is, with all that documents together say of it in `merged`, and the account of each."""

    iri: str
    section: str
    type: str
    title: str | None
    parts: tuple[Part, ...]
    place: Ref | None
    accounts: list[dict[str, Any]]
    """One of each document, the oldest first: how real, when, where, which document, which words."""
    merged: dict[str, str] = field(default_factory=dict)
    """`status`, `agreementStatus`, `startDate`, `expiryDate`, `documentCount`, `sourceCount`, as far as known."""

    @property
    def telling(self) -> dict[str, Any] | None:
        """The account to quote: the first that tells it as it turned out; no plan is quoted for what was held."""
        cited = [account for account in self.accounts if account.get("quote")]
        state = self.merged.get("status")
        return next((account for account in cited if account["modality"] == state), next(iter(cited), None))

    @property
    def when(self) -> str | None:
        """Its day, or what is told of its time."""
        told = (account.get("edtf") for account in self.accounts)
        return self.merged.get("startDate") or next(filter(None, told), None)

    @property
    def day(self) -> str:
        """What it is sorted by: its day, else that of the first document."""
        return self.when or min((one.get("published", "") for one in self.accounts), default="")


def facts_about(query: Query, iri: str) -> list[str]:
    """The IRIs of all facts that somebody or something has to do with, or that a document tells; the latest first.

    A fact without a day counts as of the day when a document told it last.
    """
    days = {str(row["fact"]): str(row["day"] or "") for row in query(PREFIXES + _FACTS.replace("<X>", f"<{iri}>"))}
    if undated := [fact for fact, day in days.items() if not day]:
        values = " ".join(f"<{fact}>" for fact in undated)
        for row in query(PREFIXES + _PUBLISHED.replace("<X>", values)):
            days[str(row["fact"])] = max(days[str(row["fact"])], str(row["day"]))
    return sorted(sorted(days), key=lambda fact: days[fact], reverse=True)


def facts_in_words(query: Query, words: str) -> list[str]:
    """The IRIs of all facts that rest on just these words, or in which these name somebody, somewhere or some day."""
    return [str(row["fact"]) for row in query(PREFIXES + _BY_WORDS.replace("?words", _literal(words)))]


def told(query: Query, facts: Sequence[str], texts: Texts | None = None) -> list[Told]:
    """What is told of some facts, by kind, the latest first."""
    known = read(query, facts)
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in known.claims:
        claims[claim.fact].append(claim)
    merged = _merged(query, facts)
    found = [_told(iri, its, known, texts, merged.get(iri, {})) for iri, its in claims.items()]
    found.sort(key=lambda one: one.iri)
    found.sort(key=lambda one: one.day, reverse=True)
    return sorted(found, key=lambda one: SECTIONS.index(one.section))


def _told(iri: str, claims: list[Claim], known: Claims, texts: Texts | None, merged: dict[str, str]) -> Told:
    accounts = [
        present(how_real(one, known) | when_and_where(one, known) | cited(one, known, texts) | _span(one))
        for one in claims
    ]
    accounts.sort(key=lambda one: (one.get("published") or "9999", one["document"]))
    return Told(
        iri=iri,
        section=next(
            (_OF_CLASS[name] for one in claims for name in sorted(one.classes) if name in _OF_CLASS), "events"
        ),
        type=_type(claims[0], known),
        title=next(filter(None, (one.one("prefLabel") or label(one.one("post"), known) for one in claims)), None),
        parts=distinct(part for one in claims for part in _parts(one, known)),
        place=next((_ref(place, known) for one in claims if (place := one.one("atPlace"))), None),
        accounts=accounts,
        merged=merged,
    )


def _span(claim: Claim) -> dict[str, Any]:
    """Where in its document the words stand that are cited."""
    spans = [(begin, end) for begin, end, words in claim.evidence if words == claim.one("text")]
    spans += [(begin, end) for begin, end, _ in claim.evidence]
    return {"begin": spans[0][0], "end": spans[0][1]} if spans else {}


def _type(claim: Claim, known: Claims) -> str:
    """What a fact is: "meeting", "signed", "treaty", "statement", "post", "former post"."""
    if claim.one("post"):
        return "former post" if claim.one("former") else "post"
    if action := claim.one("actionType"):
        return in_words(local(action))
    kind = claim.one("agreementKind")
    return in_words(local(kind)).removesuffix(" kind") if kind else called(claim)


def _parts(claim: Claim, known: Claims) -> Iterable[Part]:
    for part in claim.participations:
        on_behalf = _ref(part.on_behalf_of, known) if part.on_behalf_of else None
        yield Part(_ref(part.actor, known), in_words(part.role), on_behalf)
    represented = {part.on_behalf_of for part in claim.participations}
    for name, role in _ROLES.items():
        for value in claim.properties.get(name, ()):
            if not (name == "byParty" and value in represented):
                yield Part(_ref(value, known), role)


def distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each part once; that somebody acts for somebody says more than that they take part."""
    found = dict.fromkeys(parts)
    acting = {(part.thing, part.role) for part in found if part.on_behalf_of}
    return tuple(part for part in found if part.on_behalf_of or (part.thing, part.role) not in acting)


def _ref(iri: str, known: Claims) -> Ref:
    thing = known.things.get(iri)
    return Ref(iri, label(iri, known) or iri, thing.kind if thing else "other")


def _merged(query: Query, facts: Sequence[str]) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    if facts:
        values = " ".join(f"<{iri}>" for iri in facts)
        narrowed = _STATUS.replace("WHERE {", f"WHERE {{ VALUES ?fact {{ {values} }}", 1)
        for row in query(PREFIXES + narrowed):
            name = str(row["property"]).removeprefix(DIP)
            found[str(row["fact"])].setdefault(name, str(row["name"] or row["value"]))
    return found


def _literal(words: str) -> str:
    """A text as SPARQL writes it."""
    escaped = words.translate({ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r"})
    return f'"{escaped}"'
