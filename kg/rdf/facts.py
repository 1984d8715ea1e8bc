"""How each kind of fact is written into the graph of its document."""

import re
from collections.abc import Iterable

from kg.kinds import kinds
from kg.model import Action, Agreement, Event, Modality, Post, Statement, StatementKind
from kg.rdf.coded import coded
from kg.rdf.documents import DocumentGraph, dv
from kg.rdf.terms import duration, english, number, string, typed
from kg.rdf.times import describe_attested
from kg.vocab import ID, curie, node

_BINDING = {
    "treaty": "dip:Treaty",
    "convention": "dip:Treaty",
    "protocol": "dip:Treaty",
    "charter": "dip:Treaty",
    "memorandum": "dip:NonBindingInstrument",
    "declaration": "dip:NonBindingInstrument",
    "joint statement": "dip:NonBindingInstrument",
}
_TERM = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?")


def months(term: str | None) -> int | None:
    """The length of an ISO 8601 duration in months; None where it is not made of years and months alone.

    >>> months("P10Y"), months("P1Y6M"), months("P30D"), months(None)
    (120, 18, None, None)
    """
    match = _TERM.fullmatch(term or "")
    return int(match[1] or 0) * 12 + int(match[2] or 0) if match else None


def write_facts(to: DocumentGraph) -> None:
    """Write all facts of the document's extraction."""
    said = to.extraction
    for post in said.posts:
        _post(to, post)
    for event in said.events:
        _event(to, event)
    for agreement in said.agreements:
        _agreement(to, agreement)
    for action in said.actions:
        _action(to, action)
    for statement in said.statements:
        _statement(to, statement)


def holding_of(to: DocumentGraph, fact: Post) -> tuple[str, str, str]:
    """The terms of the person, of the post, and of the holding of the one by the other."""
    person, post = to.actor(fact.person), to.post_iri(fact.title, fact.of)
    holding = f"{person[1:-1]}.{post.removeprefix(ID)}" + (".former" if fact.former else "")
    return person, node(post), node(holding)


def _post(to: DocumentGraph, fact: Post) -> None:
    person, post, holding = holding_of(to, fact)
    to.add(holding, "rdf:type", curie("dip:PostHolding"))
    to.add(holding, "dip:holder", person)
    to.add(holding, "dip:post", post)
    if fact.former:
        to.add(holding, "dip:former", typed("true", "boolean"))
    if to.date:
        to.add(holding, "dip:hasTime", describe_attested(to.graph, to.date, former=fact.former))
    to.claim(fact, holding)


def _event(to: DocumentGraph, fact: Event) -> None:
    event = to.fact(fact.id)
    to.add(event, "rdf:type", node(kinds()[fact.type].iri))
    if fact.name:
        to.title(event, fact.name)
    if fact.place:
        to.add(event, "dip:atPlace", to.actor(fact.place.entity))
    for predicate, other in (("dip:subEventOf", fact.part_of), ("dip:onSidelinesOf", fact.sidelines_of)):
        if other and to.fact(other) != event:
            to.add(event, predicate, to.fact(other))
    if later := _put_off_to(fact, to.extraction.events):
        to.add(event, "dip:postponedTo", to.fact(later.id))
    to.time(event, fact.time)
    to.participate(event, fact.participants)
    to.claim(fact, event, arguments=(*fact.participants, fact.place), time=fact.time)


def _put_off_to(event: Event, events: Iterable[Event]) -> Event | None:
    """The occasion to which a document puts an event off: what the same word plans."""
    if event.modality is not Modality.POSTPONED or event.trigger is None:
        return None
    return next((one for one in events if one.trigger == event.trigger and one.modality is Modality.PLANNED), None)


def _agreement(to: DocumentGraph, fact: Agreement) -> None:
    agreement = to.fact(fact.id)
    to.add(agreement, "rdf:type", curie(_BINDING.get(fact.kind, "dip:Agreement")))
    to.title(agreement, fact.title)
    to.add(agreement, "dip:agreementKind", *coded("AgreementKind", fact.kind))
    to.add(agreement, "dip:hasParty", *(to.party(party.entity) for party in fact.parties))
    if fact.term:
        to.add(agreement, "dip:term", duration(fact.term))
    if length := months(fact.term):
        to.add(agreement, "dip:termMonths", number(length))
    to.claim(fact, agreement, arguments=fact.parties)


def _action(to: DocumentGraph, fact: Action) -> None:
    action = to.fact(fact.id)
    to.add(action, "rdf:type", curie("dip:AgreementAction"))
    to.add(action, "dip:actionType", dv(fact.manner or fact.type))
    to.add(action, "dip:agreement", to.fact(fact.agreement))
    people, parties = to.signers(fact)
    to.add(action, "dip:byParty", *parties)
    if fact.place:
        to.add(action, "dip:atPlace", to.actor(fact.place.entity))
    to.time(action, fact.time)
    to.participate(action, people, "Signatory" if fact.type == "signed" else "Participant")
    to.claim(fact, action, arguments=(*fact.by, fact.place), time=fact.time)


def _statement(to: DocumentGraph, fact: Statement) -> None:
    statement = to.fact(fact.id)
    quoted = fact.kind is StatementKind.QUOTED
    to.add(statement, "rdf:type", curie("dip:Quotation" if quoted else "dip:Statement"))
    to.add(statement, "dip:speaker", *(to.actor(one.entity) for one in fact.speakers))
    to.add(statement, "dip:text", english(fact.text.text))
    to.add(statement, "dip:words", to.mention(fact.text))
    if fact.channel:
        to.add(statement, "dip:channelAsReported", string(fact.channel))
        to.add(statement, "dip:channel", *coded("Channel", fact.channel))
    to.claim(fact, statement, arguments=fact.speakers)
