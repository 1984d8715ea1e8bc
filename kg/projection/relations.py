"""Which relations between whom a claim amounts to."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple

from kg.projection.claims import Claim, Claims, local

Gathering = Literal["meeting", "call", "negotiation"]
FactType = Literal[Gathering, "visit", "reception", "address", "forum", "agreement", "post", "membership", "statement"]
"""What facts are told apart by; no other type leaves this module."""

# Relation by what happened: as it is called once it has happened, and as what is still to be done.
VERBS = {
    "meeting": ("met", "meet"),
    "call": ("called", "call"),
    "negotiation": ("negotiated with", "negotiate with"),
    "visit": ("visited", "visit"),
    "reception": ("received", "receive"),
    "address": ("addressed", "address"),
    "forum": ("took part in", "take part in"),
    "Host": ("hosted", "host"),
    "Chair": ("chaired", "chair"),
    "Speaker": ("spoke at", "speak at"),
    "Mediator": ("mediated in", "mediate in"),
    "Proposed": ("proposed", "propose"),
    "Negotiated": ("negotiated", "negotiate"),
    "Agreed": ("agreed on", "agree on"),
    "Initialled": ("initialled", "initial"),
    "Signed": ("signed", "sign"),
    "Ratified": ("ratified", "ratify"),
    "Accepted": ("accepted", "accept"),
    "Acceded": ("acceded to", "accede to"),
    "EnteredIntoForce": ("brought into force", "bring into force"),
    "Extended": ("extended", "extend"),
    "Amended": ("amended", "amend"),
    "Suspended": ("suspended", "suspend"),
    "Withdrawn": ("withdrew from", "withdraw from"),
    "Terminated": ("terminated", "terminate"),
    "Violated": ("violated", "violate"),
    "Rejected": ("rejected", "reject"),
    "party": ("is party to", "become party to"),
    "member": ("is member of", "become member of"),
    "said": ("said", "say"),
    "for": ("acted for", "act for"),
    "part": ("was part of", "be part of"),
    "sidelines": ("was on the sidelines of", "be on the sidelines of"),
    "held": ("was held in", "be held in"),
}
_FORMS = {
    "scheduled": "to {1}",
    "planned": "to {1}",
    "expected": "to {1}",
    "proposed": "may {1}",
    "cancelled": "was to {1}",
    "postponed": "was to {1}",
    "denied": "denied: {0}",
}
NAMED = "is mentioned"
_MUTUAL = ("meeting", "call", "negotiation")
_GATHERINGS: dict[str, Gathering] = {"Meeting": "meeting", "Call": "call", "Negotiation": "negotiation"}


class Relation(NamedTuple):
    """An edge to be: `source` and `target` are IRIs, equal where a fact is about one actor alone."""

    source: str
    target: str
    kind: str
    type: FactType
    label: str
    mutual: bool = False


def relations(claim: Claim, known: Claims) -> Iterator[Relation]:
    """The edges for which one claim stands."""
    for name, read in _READERS.items():
        if name in claim.classes:
            yield from read(claim, known)
            return


def is_drawn_as_event(claim: Claim) -> bool:
    """Whether an event gets a node: forums do, and meetings of so many that lines between all would be more."""
    gathering = bool(claim.classes & _GATHERINGS.keys()) and len(_actors(claim)) > 3
    return gathering or bool(claim.classes & {"Forum", "Summit"})


def _relation(claim: Claim, source: str, target: str, verb: str, type_: FactType) -> Relation:
    done, to_do = VERBS[verb]
    mutual = verb in _MUTUAL
    if mutual and target < source:
        source, target = target, source
    label = _FORMS.get(claim.modality, "{0}").format(done, to_do)
    return Relation(source, target, done, type_, label, mutual)


def _actors(claim: Claim, *roles: str) -> list[str]:
    """Who takes part in one of some roles, or at all; each once."""
    parts = claim.participations
    return list(dict.fromkeys(part.actor for part in parts if not roles or part.role in roles))


def _elsewhere(claim: Claim) -> str | None:
    """What an event with a single actor can be tied to: the event it belongs to, else its place."""
    return claim.one("subEventOf") or claim.one("onSidelinesOf") or claim.one("atPlace")


def _gathering(claim: Claim, known: Claims) -> Iterator[Relation]:
    type_ = next(type_ for name, type_ in _GATHERINGS.items() if name in claim.classes)
    actors = _actors(claim)
    if is_drawn_as_event(claim):
        yield from _at_event(claim, type_, "forum")
    elif len(actors) == 1:
        yield _relation(claim, actors[0], actors[0], type_, type_)
    for one, other in combinations(actors, 2) if not is_drawn_as_event(claim) else ():
        yield _relation(claim, one, other, type_, type_)
    yield from _on_behalf(claim, known, type_)


def _at_event(claim: Claim, type_: FactType, verb: str) -> Iterator[Relation]:
    """Everybody tied to the node of the event, and the event to the one it belongs to."""
    for part in dict.fromkeys(claim.participations):
        yield _relation(claim, part.actor, claim.fact, part.role if part.role in VERBS else verb, type_)
    place = claim.one("atPlace")
    if not claim.participations and place:
        yield _relation(claim, claim.fact, place, "held", type_)
    for name, verb_ in (("subEventOf", "part"), ("onSidelinesOf", "sidelines")):
        if parent := claim.one(name):
            yield _relation(claim, claim.fact, parent, verb_, type_)


def _forum(claim: Claim, known: Claims) -> Iterator[Relation]:
    yield from _at_event(claim, "forum", "forum")
    yield from _on_behalf(claim, known, "forum")


def _visit(claim: Claim, known: Claims) -> Iterator[Relation]:
    hosts = _actors(claim, "Host", "Receiver")
    guests = [actor for actor in _actors(claim) if actor not in hosts] or hosts
    goals = [host for host in hosts if host not in guests]
    place = _country_of(claim.one("atPlace"), known)
    for guest in guests:
        for goal in goals or [place or guest]:
            yield _relation(claim, guest, goal, "visit", "visit")
    yield from _on_behalf(claim, known, "visit")


def _country_of(place: str | None, known: Claims) -> str | None:
    """The country in which a place lies, else the place."""
    thing = known.things.get(place or "")
    inside = thing and thing.kind == "place" and thing.country
    return inside if inside and inside in known.things else place


def _reception(claim: Claim, known: Claims) -> Iterator[Relation]:
    hosts = _actors(claim, "Receiver", "Host")
    guests = [actor for actor in _actors(claim) if actor not in hosts]
    for host in hosts or guests[:1]:
        for guest in guests if hosts else guests[1:] or guests:
            yield _relation(claim, host, guest, "reception", "reception")
    yield from _on_behalf(claim, known, "reception")


def _address(claim: Claim, known: Claims) -> Iterator[Relation]:
    speakers = _actors(claim, "Speaker") or _actors(claim)
    audience = [actor for actor in _actors(claim) if actor not in speakers]
    for speaker in speakers:
        for hearer in audience or [_elsewhere(claim) or speaker]:
            yield _relation(claim, speaker, hearer, "address", "address")
    yield from _on_behalf(claim, known, "address")


def _action(claim: Claim, known: Claims) -> Iterator[Relation]:
    agreement = claim.one("agreement")
    if agreement is None:
        return
    verb = local(claim.one("actionType") or "Agreed")
    represented = {part.on_behalf_of for part in claim.participations}
    actors = [*_actors(claim), *(party for party in claim.properties.get("byParty", ()) if party not in represented)]
    for actor in actors or [agreement]:
        yield _relation(claim, actor, agreement, verb if verb in VERBS else "Agreed", "agreement")
    yield from _on_behalf(claim, known, "agreement")


def _agreement(claim: Claim, known: Claims) -> Iterator[Relation]:
    for party in claim.properties.get("hasParty", ()):
        yield _relation(claim, party, claim.fact, "party", "agreement")
    if not claim.properties.get("hasParty"):
        yield Relation(claim.fact, claim.fact, NAMED, "agreement", NAMED)


def _post(claim: Claim, known: Claims) -> Iterator[Relation]:
    holder, post = claim.one("holder"), claim.one("post")
    if holder is None or post is None:
        return
    thing = known.things.get(post)
    served = thing.country if thing else None
    title = thing.label if thing else local(post)
    name = known.things[served].label if served in known.things else ""
    label = f"{'was' if claim.one('former') else 'is'} {title.removesuffix(f' of {name}')}" + (" of" if name else "")
    yield Relation(holder, served if name and served else holder, "holds post", "post", label)


def _membership(claim: Claim, known: Claims) -> Iterator[Relation]:
    member, organisation = claim.one("member"), claim.one("organisation")
    if member and organisation:
        yield _relation(claim, member, organisation, "member", "membership")


def _statement(claim: Claim, known: Claims) -> Iterator[Relation]:
    for speaker in claim.properties.get("speaker", ()):
        target = claim.one("addressee") or speaker
        yield _relation(claim, speaker, target, "said", "statement")


def _on_behalf(claim: Claim, known: Claims, type_: FactType) -> Iterator[Relation]:
    """Ties each participant to whom it acts for; `project` leaves out what a post says better."""
    if claim.modality in ("cancelled", "postponed", "denied"):
        return
    for part in claim.participations:
        if part.on_behalf_of and part.on_behalf_of != part.actor:
            yield _relation(claim, part.actor, part.on_behalf_of, "for", type_)


_READERS: dict[str, Callable[[Claim, Claims], Iterator[Relation]]] = {
    "AgreementAction": _action,
    "PostHolding": _post,
    "Membership": _membership,
    "Quotation": _statement,
    "Statement": _statement,
    "Treaty": _agreement,
    "NonBindingInstrument": _agreement,
    "Agreement": _agreement,
    "Visit": _visit,
    "Reception": _reception,
    "Address": _address,
    "Summit": _forum,
    "Forum": _forum,
    "Call": _gathering,
    "Negotiation": _gathering,
    "Meeting": _gathering,
}
