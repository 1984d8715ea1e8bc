"""Which relations between whom a claim amounts to."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from kg.kinds import Drawing, Kind, kind_of, kinds
from kg.projection.claims import Claim, Claims, in_words, local

_OTHERS = ("agreement", "post", "membership", "statement", "other")

# Relation by what was done: as it is called once it has been, and as what is still to be done. Those of the kinds of
# events stand in the ontology.
_VERBS = {
    "Participant": ("took part in", "take part in"),
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
    "Approved": ("approved", "approve"),
    "Acceded": ("acceded to", "accede to"),
    "Deposited": ("deposited its consent to", "deposit its consent to"),
    "EnteredIntoForce": ("brought into force", "bring into force"),
    "Extended": ("extended", "extend"),
    "Amended": ("amended", "amend"),
    "Suspended": ("suspended", "suspend"),
    "Withdrawn": ("withdrew from", "withdraw from"),
    "Terminated": ("terminated", "terminate"),
    "Expired": ("let expire", "let expire"),
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
_MANY = 3
"""Of more who take part, lines between all would be too many."""


class Relation(NamedTuple):
    """An edge to be: `source` and `target` are IRIs, equal where a fact is about one actor alone."""

    source: str
    target: str
    kind: str
    type: str
    label: str
    mutual: bool = False


def fact_types() -> tuple[str, ...]:
    """What facts are told apart by: the kinds of events, then the other types; no other leaves this module."""
    return (*kinds(), *_OTHERS)


def relations(claim: Claim, known: Claims) -> Iterator[Relation]:
    """The edges for which one claim stands. A fact of a class that nothing is known of gets a node, too."""
    read = next((read for name, read in _READERS.items() if name in claim.classes), None)
    if read is not None:
        yield from read(claim, known)
    elif kind := _kind(claim):
        yield from _DRAWINGS[kind.drawing](claim, known, kind)
        yield from _on_behalf(claim, kind.name)
    else:
        yield from _other(claim, known)


def is_drawn_as_event(claim: Claim) -> bool:
    """Whether an event gets a node: forums do, and meetings of so many that lines between all would be more."""
    kind = _kind(claim)
    return kind is not None and (kind.drawing == "node" or (kind.drawing == "pairs" and len(_actors(claim)) > _MANY))


def _kind(claim: Claim) -> Kind | None:
    return kind_of(claim.properties.get("type", ()))


def _done(claim: Claim, source: str, target: str, kind: Kind) -> Relation:
    """The relation between two who take part in an event."""
    return _worded(claim, source, target, (kind.past, kind.infinitive), kind.name, mutual=kind.mutual)


def _relation(claim: Claim, source: str, target: str, verb: str, type_: str) -> Relation:
    return _worded(claim, source, target, _VERBS[verb], type_)


def _worded(
    claim: Claim, source: str, target: str, forms: tuple[str, str], type_: str, *, mutual: bool = False
) -> Relation:
    done, to_do = forms
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


def _pairs(claim: Claim, known: Claims, kind: Kind) -> Iterator[Relation]:
    actors = _actors(claim)
    if is_drawn_as_event(claim):
        yield from _at_event(claim, kind.name)
    elif len(actors) == 1:
        yield _done(claim, actors[0], actors[0], kind)
    else:
        for one, other in combinations(actors, 2):
            yield _done(claim, one, other, kind)


def _node(claim: Claim, known: Claims, kind: Kind) -> Iterator[Relation]:
    yield from _at_event(claim, kind.name)


def _at_event(claim: Claim, type_: str) -> Iterator[Relation]:
    """Everybody tied to the node of the event, and the event to the one it belongs to."""
    for part in dict.fromkeys(claim.participations):
        yield _relation(claim, part.actor, claim.fact, part.role if part.role in _VERBS else "Participant", type_)
    place = claim.one("atPlace")
    if not claim.participations and place:
        yield _relation(claim, claim.fact, place, "held", type_)
    for name, verb in (("subEventOf", "part"), ("onSidelinesOf", "sidelines")):
        if parent := claim.one(name):
            yield _relation(claim, claim.fact, parent, verb, type_)


def _to_hosts(claim: Claim, known: Claims, kind: Kind) -> Iterator[Relation]:
    hosts = _actors(claim, "Host", "Receiver")
    guests = [actor for actor in _actors(claim) if actor not in hosts] or hosts
    goals = [host for host in hosts if host not in guests]
    place = _country_of(claim.one("atPlace"), known)
    for guest in guests:
        for goal in goals or [place or guest]:
            yield _done(claim, guest, goal, kind)


def _country_of(place: str | None, known: Claims) -> str | None:
    """The country in which a place lies, else the place."""
    thing = known.things.get(place or "")
    inside = thing and thing.kind == "place" and thing.country
    return inside if inside and inside in known.things else place


def _from_hosts(claim: Claim, known: Claims, kind: Kind) -> Iterator[Relation]:
    hosts = _actors(claim, "Receiver", "Host")
    guests = [actor for actor in _actors(claim) if actor not in hosts]
    for host in hosts or guests[:1]:
        for guest in guests if hosts else guests[1:] or guests:
            yield _done(claim, host, guest, kind)


def _from_speakers(claim: Claim, known: Claims, kind: Kind) -> Iterator[Relation]:
    speakers = _actors(claim, "Speaker") or _actors(claim)
    audience = [actor for actor in _actors(claim) if actor not in speakers]
    for speaker in speakers:
        for hearer in audience or [_elsewhere(claim) or speaker]:
            yield _done(claim, speaker, hearer, kind)


def _other(claim: Claim, known: Claims) -> Iterator[Relation]:
    """A fact of an unknown class: tied to those who take part in it, else to all that it names, else to itself."""
    drawn = list(_at_event(claim, "other")) or [
        Relation(claim.fact, value, in_words(name), "other", in_words(name))
        for name, values in sorted(claim.properties.items())
        for value in values
        if value in known.things
    ]
    yield from drawn or [Relation(claim.fact, claim.fact, NAMED, "other", NAMED)]
    yield from _on_behalf(claim, "other")


def _action(claim: Claim, known: Claims) -> Iterator[Relation]:
    agreement = claim.one("agreement")
    if agreement is None:
        return
    verb = local(claim.one("actionType") or "Agreed")
    represented = {part.on_behalf_of for part in claim.participations}
    actors = [*_actors(claim), *(party for party in claim.properties.get("byParty", ()) if party not in represented)]
    for actor in actors or [agreement]:
        yield _relation(claim, actor, agreement, verb if verb in _VERBS else "Agreed", "agreement")
    yield from _on_behalf(claim, "agreement")


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


def _on_behalf(claim: Claim, type_: str) -> Iterator[Relation]:
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
}
_DRAWINGS: dict[Drawing, Callable[[Claim, Claims, Kind], Iterator[Relation]]] = {
    "pairs": _pairs,
    "node": _node,
    "to hosts": _to_hosts,
    "from hosts": _from_hosts,
    "from speakers": _from_speakers,
}
