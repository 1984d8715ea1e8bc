"""What speaks for and against two persons being one: pieces of evidence, each with its weight."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.identity import Reason, Tie
from kg.personal_names import Likeness, Name, likeness
from kg.resolve.person import Person
from kg.resolve.tables import tables

TERM = 5
"""Years around those in which somebody is known to hold a post, in which the same post speaks for the same person."""
LIFE = 25
"""Years that nobody is in office without being met."""
MOST = 0.9
"""The share of all who bear a name, by mentions, that makes one of them the one whom it is said of."""
NAMES = 24
"""Forms of a name that others are compared with."""
OFFICES = 40
"""Posts of a person that others are compared with word for word."""
LIKE = 2 / 3
"""The share of the words of the shorter of two titles that both must have to be like."""
_ALONE = (Likeness.SURNAME, Likeness.GIVEN)
_CLOSE = (Likeness.EQUAL, Likeness.SPELLING, Likeness.MIDDLE)


@dataclass(frozen=True, slots=True)
class Belief:
    """How far one is believed to be this person, and why."""

    person: Person
    weight: float
    evidence: tuple[Reason, ...]

    @classmethod
    def of(cls, person: Person, evidence: tuple[Reason, ...]) -> "Belief":
        """The belief that rests on this evidence."""
        return cls(person, math.fsum(reason.weight for reason in evidence), evidence)

    def tie(self, one: Person) -> Tie:
        """What speaks for one being this person."""
        return Tie(left=self.person.first, right=one.first, weight=round(self.weight, 3), reasons=self.evidence)


def beliefs(one: Person, others: Iterable[Person]) -> list[Belief]:
    """What is believed of one being each of others, the likeliest first; those with another name are left out."""
    named = [(other, like) for other in others if (like := _named(one, other))]
    if not any(other.name.full for other, _ in named) and not one.name.full:
        return _ranked(Belief.of(other, (*_told(one, other, like), *_nobody_else(one, other))) for other, like in named)
    met = {other: other.known_beside(one) if like in _ALONE else other.size for other, like in named}
    shares = _shares(met)
    return _ranked(
        Belief.of(other, (*_told(one, other, like), *_renown(one, other, like, met[other], shares[other])))
        for other, like in named
    )


def _shares(met: Mapping[Person, int]) -> Mapping[Person, float]:
    """What share of the mentions of each person and of all rivals is of the person."""
    full = {one: times for one, times in met.items() if one.name.full}
    every, bare = sum(full.values()), [one for one in met if one not in full]
    found = {}
    for one, times in met.items():
        rivals = every - full.get(one, 0) + sum(met[other] for other in bare if _rivals(one, other))
        found[one] = times / ((times + rivals) or 1)
    return found


def _rivals(one: Person, other: Person) -> bool:
    """Whether both cannot be meant: the other has a full name, or a surname alone and another country."""
    return one is not other and (other.name.full or bool(one.main and other.main and not one.main & other.main))


def _ranked(found: Iterable[Belief]) -> list[Belief]:
    return sorted(found, key=lambda belief: (-belief.weight, belief.person.first))


def best(found: Sequence[Belief]) -> Belief | None:
    """The belief that is strong enough, and leads that in the next rival by enough; None if there is none."""
    if not found or found[0].weight < tables().enough:
        return None
    return None if rival_of(found) else found[0]


def rival_of(found: Sequence[Belief]) -> Belief | None:
    """The belief that the likeliest one does not lead by enough."""
    rival = next((each for each in found[1:] if _rivals(found[0].person, each.person)), None)
    return rival if rival and found[0].weight - rival.weight < tables().margin else None


def _named(one: Person, other: Person) -> Likeness | None:
    """How like the names of two are; None if one of them is another person's."""
    likest: Likeness | None = None
    weights = tables().weights
    for own in islice(one.names, NAMES):
        for name in islice(other.names, NAMES):
            like = likeness(own, name)
            if like is None:
                if name.full and own.full:
                    return None
            elif likest is None or weights[like] > weights[likest]:
                likest = like
    if likest is Likeness.GIVEN and not _by_given_name(one, other):
        return None
    return likest


def _by_given_name(one: Person, other: Person) -> bool:
    """Whether the first word of a name may stand for it: of kings, and where family names come first."""
    royal = tables().royal
    crowned = not royal.isdisjoint(one.offices) and (not other.offices or not royal.isdisjoint(other.offices))
    return crowned or other.country in tables().family_first


def _told(one: Person, other: Person, like: Likeness) -> Iterator[Reason]:
    name = one.name
    yield _reason(like, " ".join(name.exact))
    if common := _common(name):
        kind = "common surname alone" if like in _ALONE else "common surname"
        yield _reason("common surname, long name" if len(name.words) > 2 else kind, common)
    yield from _of_posts(one, other)
    yield from _of_countries(one, other)
    yield from _of_company(one, other)
    if name.full:
        yield from _of_one_document(one, other)
        if _gap(one.years, other.years) > LIFE:
            yield _reason("decades apart", "")


def _of_posts(one: Person, other: Person) -> Iterator[Reason]:
    """The post that is held by both, at one time or not; or that each holds another."""
    shared = sorted(one.offices.keys() & other.offices.keys())
    near = [office for office in shared if _gap(one.offices[office], other.offices[office]) <= TERM]
    alone = not (one.name.full and other.name.full)
    dated = [office for office in near if not alone or _are_dated_alike(one.offices[office], other.offices[office])]
    if dated:
        yield _reason("same post at that time", dated[0])
    elif near:
        yield _reason("same post, once without a day", near[0])
    elif shared:
        full = one.name.full and other.name.full
        kind = "same post long before or after"
        yield _reason(f"same full name, {kind}" if full else kind, shared[0])
    elif alike := _alike(one.offices, other.offices):
        yield _reason("like post", alike)
    elif one.offices and other.offices and one.name.full and _common(one.name):
        yield _reason("other post, common surname", min(one.offices))


def _alike(ones: Iterable[str], others: Iterable[str]) -> str:
    """A post whose title shares most of its words with another's: two or more, and those that tell its rank."""
    ranks = tables().ranks
    telling = [_telling(other) for other in islice(others, OFFICES)]
    every = frozenset().union(*telling)
    for one in islice(ones, OFFICES):
        words = _telling(one)
        for other in telling if len(words & every) > 1 else ():
            shared = len(words & other)
            if shared > 1 and shared >= LIKE * min(len(words), len(other)) and ranks.isdisjoint(words ^ other):
                return one
    return ""


@lru_cache(maxsize=1 << 14)
def _telling(office: str) -> frozenset[str]:
    return frozenset(office.split()) - tables().weak


def _of_countries(one: Person, other: Person) -> Iterator[Reason]:
    if shared := one.main & other.main:
        yield _reason("same country", min(shared))
    elif one.bodies & other.bodies:
        yield _reason("same country", min(one.bodies & other.bodies))
    elif one.countries and other.countries:
        beside = other.country in one.company
        yield _reason("other country, the same beside" if beside else "other country", one.country)
    elif not one.countries and other.country in one.homes:
        yield _reason("publisher's country", other.country)
    elif not one.countries and other.country in one.company:
        yield _reason("its country beside", other.country)


def _of_company(one: Person, other: Person) -> Iterator[Reason]:
    """Whom both are named beside: two persons tell more than a country, beside which very many are named."""
    shared = one.company & other.company
    persons = sorted(who for who in shared if who.islower() and not _is_common(who))
    if len(persons) > 1:
        yield _reason("same persons beside", ", ".join(persons[:2]))
    elif shared:
        yield _reason("same company", min(shared))
    elif one.company and other.company:
        yield _reason("other company", min(one.company))


def _of_one_document(one: Person, other: Person) -> Iterator[Reason]:
    """That documents tell both apart."""
    if both := one.documents & other.documents:
        weight = tables().weights["two in one document"] * len(both) / len(one.documents)
        yield Reason("two in one document", round(weight, 3), min(both))


def _renown(one: Person, other: Person, like: Likeness, times: int, share: float) -> Iterator[Reason]:
    """That the other is the one whom nearly everything with that name is of, and how often."""
    alone = like in _ALONE
    if share < MOST or (alone and not other.name.full):
        return
    yield _reason("only one of that surname" if alone else "only one of that name", f"{share:.2f}")
    many = times if alone else times / one.size
    if many > 1 and (alone or like in _CLOSE):
        kind = "often met by that surname" if alone else "far oftener met"
        halved = 0.5 if _common(one.name) else 1.0
        weight = min(0.5 * math.log2(many), tables().weights[kind]) * halved
        yield Reason(kind, round(weight, 3), str(times))


def _nobody_else(one: Person, other: Person) -> Iterator[Reason]:
    """That nobody with a full name bears a surname which few people do, met in the same company."""
    if not _common(one.name) and one.company & other.company:
        yield _reason("nobody else of that surname", one.name.surname)


def _are_dated_alike(ones: Collection[int | None], others: Collection[int | None]) -> bool:
    """Whether both have years that are known, or both have one that is not."""
    return any(ones) is any(others) or (None in ones and None in others)


def _common(name: Name) -> str:
    """The word of a name that is a surname which very many people bear; empty if there is none."""
    start, end, known = name.words[0], name.words[-1], tables()
    if end in known.common or end in known.common_first:
        return end
    return start if start in known.common_first else ""


def _is_common(surname: str) -> bool:
    return surname in tables().common or surname in tables().common_first


def _gap(ones: Iterable[int | None], others: Iterable[int | None]) -> int:
    """The years between the nearest of two sets; none where one of them is not known."""
    left, right = set(ones), set(others)
    if not left or not right or None in left or None in right:
        return 0
    return min(abs(one - other) for one in left for other in right if one is not None and other is not None)


def _reason(kind: str, value: str) -> Reason:
    return Reason(kind, tables().weights[kind], value)
