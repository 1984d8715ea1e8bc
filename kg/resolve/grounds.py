"""Why two local entities are one, or are not: the ties between them, or what was weighed in vain."""

from collections.abc import Iterator, Mapping, Sequence

from kg.anchors import Reference
from kg.identity import FORBIDS, Finding, Identity, Reason, Ruling, Tie
from kg.resolve.entities import Resolved
from kg.resolve.evidence import Belief, beliefs, rival_of
from kg.resolve.person import Person
from kg.resolve.tables import tables
from kg.resolve.ways import near_of, way_of


def grounds_of(resolved: Resolved, rulings: Sequence[Ruling], left: Reference, right: Reference) -> Finding:
    """Why two local entities are one identity, or two though no judgement keeps them apart."""
    one, other = resolved.identities[left], resolved.identities[right]
    if one.iri == other.iri:
        return way_of(left, right, near_of(_edges(resolved, one)), rulings)
    persons = {resolved.clusters.find(person.first): person for person in resolved.persons.every}
    first, second = (persons.get(resolved.clusters.find(each)) for each in (left, right))
    if first and second:
        return _apart(resolved, first, second)
    return Finding(one=False, ties=(_differing(one, other, left, right),), decided="nothing makes them one")


def _edges(resolved: Resolved, one: Identity) -> Iterator[Tie]:
    """All ties by which rules made an identity."""
    alike = Reason(kind="the same name, posts, countries and year")
    joined = ((*pair, alike) for pair in resolved.persons.alike)
    for left, right, reason in (*joined, *resolved.keyed):
        if resolved.identities[left] is one:
            yield Tie(left=left, right=right, weight=0.0, reasons=(reason,))
    yield from (tie for tie in resolved.ties if resolved.identities[tie.left] is one)


def _apart(resolved: Resolved, first: Person, second: Person) -> Finding:
    """What was weighed of two persons: whether the one who is met less often is the other."""
    one, other = sorted((first, second), key=lambda person: (person.size, person.first))
    found = beliefs(one, {other: None} | dict.fromkeys(resolved.persons.candidates(one)))
    belief = next((each for each in found if each.person is other), None)
    if belief is None:
        names = " / ".join(" ".join(person.name.exact) for person in (one, other))
        reasons = (Reason(kind="no names of one person", weight=FORBIDS, value=names),)
        tie = Tie(left=other.first, right=one.first, weight=FORBIDS, reasons=reasons)
        return Finding(one=False, ties=(tie,), decided="their names cannot be one person's")
    return Finding(one=False, ties=(belief.tie(one),), decided=_decided(found, belief, one))


def _decided(found: Sequence[Belief], belief: Belief, one: Person) -> str:
    """Why a belief did not make two persons one."""
    known = tables()
    if belief.weight < known.enough:
        return f"{belief.weight:.2f} speaks for it, and {known.enough:.2f} is needed"
    rival = found[0] if found[0] is not belief else rival_of(found)
    if rival:
        name = " ".join(rival.person.name.exact)
        lead = f"the likeliest must lead by {known.margin:.2f}"
        return f"it may as well be {name}, for whom {rival.weight:.2f} speaks: {lead}"
    if belief.person.size == one.size:
        return "enough speaks for it, but neither is met more often than the other"
    return "enough speaks for it only now that all else is joined"


def _differing(one: Identity, other: Identity, left: Reference, right: Reference) -> Tie:
    """In what two that are no persons differ."""
    pairs: Mapping[str, tuple[str | None, str | None]] = {
        "kind": (one.kind, other.kind),
        "key": (one.key, other.key),
        "country": (one.of, other.of),
        "name": (one.name, other.name),
    }
    reasons = tuple(
        Reason(kind=f"another {what}", weight=FORBIDS, value=f"{here or 'none'} / {there or 'none'}")
        for what, (here, there) in pairs.items()
        if here != there
    )
    return Tie(left=left, right=right, weight=FORBIDS, reasons=reasons)
