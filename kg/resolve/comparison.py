"""Why two facts of documents are one, or are not: what of them agrees, and what forbids it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise, product

from kg.anchors import Reference
from kg.identity import FORBIDS, Finding, Identity, Reason, Resolution, Tie
from kg.kinds import CALL, VISIT
from kg.model import Action, Agreement, Document, Event, Extraction, Fact, Participant, Time
from kg.resolve.agreements import Claim as Instrument
from kg.resolve.agreements import claims_of
from kg.resolve.events import names_agree, posts_of
from kg.resolve.gatherings import is_gathering
from kg.resolve.places import places_agree
from kg.resolve.sides import Posts, Sides, match, match_exactly, sides_of
from kg.resolve.titles import Telling
from kg.resolve.windows import Source, Window, day_of, window_of

NEAR = 7
"""Days within which talks of the same participants may be one that is dated differently."""
MOST = 2000
"""Pairs of what documents tell of two facts that are looked at for what forbids that they are one."""
_NOTHING = "nothing forbids it, but nothing tells enough: no day, no place, or several that may be meant"


class Comparison:
    """Compares the facts of documents that are resolved."""

    def __init__(self, contents: Sequence[tuple[Document, Extraction]], resolution: Resolution) -> None:
        """Of all documents, and what of them is one."""
        self._said = {document.id: (document, said) for document, said in contents}
        self._facts: dict[Reference, Fact] = {
            (document.id, fact.id): fact for document, said in contents for fact in said.facts
        }
        self._resolution = resolution

    def finding(self, left: Reference, right: Reference) -> Finding:
        """Whether two facts are one, and by what."""
        iris = self._resolution.facts
        if iris[left] == iris[right]:
            return Finding(one=True, ties=self._ways(left, right))
        tie = self.tie(left, right)
        if not _is_forbidden(tie):  # then what else is told of them may forbid it
            pairs = product(self._of(iris[left]), self._of(iris[right]))
            ties = (self.tie(*pair) for pair in islice(pairs, MOST))
            tie = next(filter(_is_forbidden, ties), tie)
        return Finding(one=False, ties=(tie,), decided="" if _is_forbidden(tie) else _NOTHING)

    def _ways(self, left: Reference, right: Reference) -> tuple[Tie, ...]:
        """How one leads to another: at once, or by a third that is like both."""
        direct = self.tie(left, right)
        if _is_forbidden(direct):
            for other in self._of(self._resolution.facts[left]):
                ways = self.tie(left, other), self.tie(other, right)
                if other not in (left, right) and not any(map(_is_forbidden, ways)):
                    return ways
        return (direct,)

    def _of(self, iri: str) -> list[Reference]:
        return sorted(reference for reference, own in self._resolution.facts.items() if own == iri)

    def iri(self, fact: Reference) -> str:
        """What a fact was found to be."""
        return self._resolution.facts[fact]

    def near(self) -> Iterator[tuple[Reference, Reference, float]]:
        """Talks, or visits, that follow each other within days with the same participants; and how sure that makes.

        Those that are one only where no day is told of one of them; then by what the time rests on, else by the days.
        """
        for block in self._told_of_the_same():
            for (one, left), (other, right) in pairwise(block):
                source, days = max(one.source, other.source), (other.start - one.start).days
                joined = self.iri(left) == self.iri(right)
                if left[0] != right[0] and not joined and days <= NEAR:
                    yield left, right, float(days)
                elif left[0] != right[0] and joined and source is not Source.DAY:
                    yield left, right, float(Source.GUESS - source)

    def _told_of_the_same(self) -> Iterator[list[tuple[Window, Reference]]]:
        """The talks, and the visits, of the same participants in the order of time."""
        blocks: defaultdict[tuple[bool, frozenset[str]], list[tuple[Window, Reference]]] = defaultdict(list)
        for reference, fact in self._facts.items():
            if isinstance(fact, Event) and is_gathering(fact, sides := self._sides(reference, fact.participants)):
                who = frozenset(side.who for side in sides)
                if len(who) > 1 and (window := self._window(reference, fact, named=False)):
                    blocks[fact.type == VISIT, who].append((window, reference))
        for block in blocks.values():
            yield sorted(block, key=lambda told: (told[0].start, told[0].end, told[1]))

    def tie(self, left: Reference, right: Reference) -> Tie:
        """What of two facts agrees, and what forbids that they are one."""
        reasons = tuple(self._reasons(left, right))
        weight = FORBIDS if any(reason.weight == FORBIDS for reason in reasons) else 0.0
        return Tie(left=left, right=right, weight=weight, reasons=reasons)

    def _reasons(self, left: Reference, right: Reference) -> Iterator[Reason]:
        one, other = self._facts[left], self._facts[right]
        if left[0] == right[0] and left != right:
            yield Reason(kind="two of one document, which tells them apart", weight=FORBIDS, value=left[0])
        match one, other:
            case Event(), Event():
                yield from self._of_events(left, one, right, other)
            case Agreement(), Agreement():
                yield from _of_instruments(self._instrument(left), self._instrument(right))
            case Action(), Action():
                yield from self._of_actions(left, one, right, other)
            case _:
                kinds = f"{type(one).__name__.lower()} / {type(other).__name__.lower()}"
                yield Reason(kind="facts of different sorts", weight=FORBIDS, value=kinds)

    def _of_events(self, left: Reference, one: Event, right: Reference, other: Event) -> Iterator[Reason]:
        sides = self._sides(left, one.participants), self._sides(right, other.participants)
        alike, visit = one.type == other.type, VISIT in (one.type, other.type)
        gathering = is_gathering(one, sides[0]) and is_gathering(other, sides[1])
        yield _judged(alike or (gathering and not visit), "kind of event", f"{one.type} / {other.type}")
        if one.name and other.name:
            yield _judged(names_agree(one, other), "name", f"{one.name} / {other.name}")
        else:
            agree = match_exactly if gathering and not visit else match
            yield _judged(agree(*sides), "participants", " / ".join(map(self._named, sides)))
        if CALL in (one.type, other.type) and not alike:
            yield Reason(kind="a call is talks if nobody says that they were in one place")
        yield from self._of_places(left, one, right, other)
        yield from self._of_times(left, one, right, other)

    def _of_places(
        self, left: Reference, one: Event | Action, right: Reference, other: Event | Action
    ) -> Iterator[Reason]:
        places = self._place(left, one), self._place(right, other)
        if all(places):
            told = " / ".join(place.name for place in places if place)
            yield _judged(places_agree(*places), "place", told)

    def _of_times(self, left: Reference, one: Event, right: Reference, other: Event) -> Iterator[Reason]:
        named = bool(one.name and other.name)  # what goes by name is at no time that is guessed
        one_window, other_window = self._window(left, one, named), self._window(right, other, named)
        if one_window and other_window:
            (start, end), (first, last) = one_window.far, other_window.far
            told = " / ".join(f"{window.start} to {window.end}" for window in (one_window, other_window))
            yield _judged(start <= last and first <= end, "days", told)
        else:
            yield Reason(kind="days are not told", value=" / ".join(map(_told, (one.time, other.time))))

    def _of_actions(self, left: Reference, one: Action, right: Reference, other: Action) -> Iterator[Reason]:
        facts = self._resolution.facts
        agreements = facts[left[0], one.agreement], facts[right[0], other.agreement]
        yield _judged(agreements[0] == agreements[1], "agreement", " / ".join(map(self._titled, agreements)))
        yield _judged(one.type is other.type, "act", f"{one.type} / {other.type}")
        yield _judged(day_of(one.time) == day_of(other.time), "day", f"{_told(one.time)} / {_told(other.time)}")
        sides = self._sides(left, one.by), self._sides(right, other.by)
        yield _judged(match(*sides) or not all(sides), "actors", " / ".join(map(self._named, sides)))

    def _instrument(self, reference: Reference) -> Instrument:
        claims = claims_of(*self._said[reference[0]], self._resolution.entities)
        return next(claim for claim in claims if claim.reference == reference)

    def _window(self, reference: Reference, event: Event, named: bool) -> Window | None:
        document, said = self._said[reference[0]]
        return None if named and not event.time else window_of(event, document.date, said)

    def _sides(self, reference: Reference, people: Iterable[Participant]) -> Sides:
        return sides_of(reference[0], people, self._resolution.entities, self._posts)

    @cached_property
    def _posts(self) -> Posts:
        return posts_of(self._said.values(), self._resolution.entities)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {identity.iri: identity.name for identity in self._resolution.entities.values()}

    def _named(self, sides: Sides) -> str:
        return ", ".join(self._names[side.who] for side in sides) or "nobody"

    def _titled(self, iri: str) -> str:
        return self._resolution.titles.get(iri, iri)

    def _place(self, reference: Reference, fact: Event | Action) -> Identity | None:
        return self._resolution.entities[reference[0], fact.place.entity] if fact.place else None


def _of_instruments(one: Instrument, other: Instrument) -> Iterator[Reason]:
    titles = f"{one.title.words or 'nothing'} / {other.title.words or 'nothing'}"
    if one.title.telling is Telling.KNOWN or other.title.telling is Telling.KNOWN:
        yield _judged(one.title == other.title, "instrument that is known", titles)
        return
    telling = Telling.NOTHING not in (one.title.telling, other.title.telling)
    if telling:
        yield _judged(one.title.words == other.title.words, "words of the title", titles)
    else:
        yield Reason(kind="a title tells nothing: equal parties and one day are needed", value=titles)
        yield _judged(one.kind == other.kind, "kind of agreement", f"{one.kind} / {other.kind}")
        yield _judged(bool(one.signed_on) and one.signed_on == other.signed_on, "day", _days(one, other))
    few, many = sorted((one.parties, other.parties), key=len)
    equal = bool(few) and few == many
    among = few <= many and Telling.SUBJECT not in (one.title.telling, other.title.telling)
    names = " / ".join(", ".join(sorted(map(_end, each.parties))) or "none" for each in (one, other))
    yield _judged(equal or (telling and among), "parties", names)
    if telling and one.days and other.days:
        overlap = one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
        yield _judged(overlap, "days", _days(one, other))


def _judged(agrees: bool, what: str, value: str) -> Reason:
    return Reason(
        kind=f"{what}: agree" if agrees else f"{what}: differ", weight=0.0 if agrees else FORBIDS, value=value
    )


def _is_forbidden(tie: Tie) -> bool:
    return tie.weight == FORBIDS


def _days(one: Instrument, other: Instrument) -> str:
    return " / ".join(" to ".join(map(str, claim.days)) if claim.days else "none" for claim in (one, other))


def _told(time: Time | None) -> str:
    return time.edtf if time else "none"


def _end(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
