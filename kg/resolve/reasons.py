"""What of two facts of documents agrees, and what forbids that they are one: asked as the rules that join them ask."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.anchors import Reference
from kg.identity import FORBIDS, Reason, Resolution, Tie
from kg.model import DONE, Action, Agreement, Document, Event, Extraction, Fact, Time
from kg.resolve.accounts import compete
from kg.resolve.agreements import Claim as Instrument
from kg.resolve.agreements import can_be_by, days_agree, instruments_of, need_one_day, parties_agree
from kg.resolve.events import Told, names_agree, told_of
from kg.resolve.forums import are_near, are_the_same, edition, span_of
from kg.resolve.gatherings import AGREEMENTS, Claim, is_surely_meant
from kg.resolve.gatherings import days_agree as of_one_day
from kg.resolve.places import places_agree
from kg.resolve.sides import Sides, match, sides_of
from kg.resolve.titles import Telling
from kg.resolve.windows import day_of


class Reasons:
    """Tells the reasons between facts of documents that are resolved."""

    def __init__(self, contents: Sequence[tuple[Document, Extraction]], resolution: Resolution) -> None:
        """Of all documents, and what of them is one."""
        self._said = {document.id: (document, said) for document, said in contents}
        self._facts: dict[Reference, Fact] = {
            (document.id, fact.id): fact for document, said in contents for fact in said.facts
        }
        self._resolution = resolution
        self._entities = resolution.entities

    def tie(self, left: Reference, right: Reference) -> Tie:
        """What of two facts agrees, and what forbids that they are one."""
        reasons = tuple(self._of_two(left, right))
        return Tie(left=left, right=right, weight=FORBIDS if _forbid(reasons) else 0.0, reasons=reasons)

    @cached_property
    def told(self) -> Told:
        """What the documents tell of events."""
        return told_of(self._said.values(), self._entities)

    def _of_two(self, left: Reference, right: Reference) -> Iterator[Reason]:
        one, other = self._facts[left], self._facts[right]
        if left[0] == right[0] and left != right:
            yield Reason(kind="two of one document, which tells them apart", weight=FORBIDS, value=left[0])
        match one, other:
            case Event(), Event():
                yield from self._of_events(left, one, right, other)
            case Agreement(), Agreement():
                yield from _of_instruments(self.instruments[left], self.instruments[right])
            case Action(), Action():
                yield from self._of_actions(left, one, right, other)
            case _:
                kinds = f"{type(one).__name__.lower()} / {type(other).__name__.lower()}"
                yield Reason(kind="facts of different sorts", weight=FORBIDS, value=kinds)

    def _of_events(self, left: Reference, one: Event, right: Reference, other: Event) -> Sequence[Reason]:
        """By the rule for what both are; of two forums, by name or by day."""
        claim, another = self.told.claims.get(left), self.told.claims.get(right)
        if claim and another:
            return list(self._of_gatherings(claim, another))
        of_day = list(self._of_one_day(left, one, right, other))
        named, called = (edition(each, self._said[id_][0].date) for (id_, _), each in ((left, one), (right, other)))
        if not (named and called) or claim or another:
            return of_day
        of_name = [
            _judged(named[0] == called[0], "name", f"{one.name} / {other.name}"),
            _judged(named[1] == called[1], "year", f"{named[1]} / {called[1]}"),
            *(() if _were_of_one_time(one, other) else self._of_places(left, right)),
            *_of_spans(one, other),
        ]
        return of_day if _forbid(of_name) and not _forbid(of_day) else of_name

    def _of_gatherings(self, one: Claim, other: Claim) -> Iterator[Reason]:
        if compete(one, other):
            accounts = " / ".join(f"{each.window.start} {self._tellers['place'](each)}" for each in (one, other))
            yield Reason(kind="two sides tell of one occasion, each of another day or place", value=accounts)
            return
        for what, agree in AGREEMENTS.items():
            told = [self._tellers[what](claim) for claim in (one, other)]
            if all(told):
                yield _judged(agree(one, other), what, " / ".join(told))
        windows = (one.window, other.window)
        yield _judged(of_one_day(one, other), "days", " / ".join(f"{each.start} to {each.end}" for each in windows))
        if not is_surely_meant(one, other):
            yield Reason(kind="a day is not told: two persons, or all in one city, are to be the same", weight=FORBIDS)

    @cached_property
    def _tellers(self) -> Mapping[str, Callable[[Claim], str]]:
        """How each thing is told in which claims agree; empty where there is nothing to tell."""
        return {
            "kind of event": lambda claim: claim.event.type,
            "way to talk": lambda claim: "" if claim.is_visit else "from afar" if claim.afar else "in one place",
            "modality": lambda claim: claim.event.modality,
            "place": lambda claim: claim.place.name if claim.place else "",
            "participants": lambda claim: self._named(claim.sides),
        }

    def _of_one_day(self, left: Reference, one: Event, right: Reference, other: Event) -> Iterator[Reason]:
        yield _judged(one.type == other.type, "kind of event", f"{one.type} / {other.type}")
        sides = self.told.sides[left], self.told.sides[right]
        yield _judged(match(*sides), "participants", " / ".join(map(self._named, sides)))
        if one.name and other.name:
            yield _judged(names_agree(one, other), "name", f"{one.name} / {other.name}")
        yield from self._of_places(left, right)
        yield from _of_days(one.time, other.time)

    def _of_places(self, left: Reference, right: Reference) -> Iterator[Reason]:
        one, other = self.told.places[left], self.told.places[right]
        if one and other:
            yield _judged(places_agree(one, other), "place", f"{one.name} / {other.name}")

    def _of_actions(self, left: Reference, one: Action, right: Reference, other: Action) -> Iterator[Reason]:
        facts = self._resolution.facts
        agreements = facts[left[0], one.agreement], facts[right[0], other.agreement]
        yield _judged(agreements[0] == agreements[1], "agreement", " / ".join(map(self._titled, agreements)))
        act, another = one.manner or one.type, other.manner or other.type
        yield _judged(act is another, "act", f"{act} / {another}")
        ones, others = sides_of(left[0], one.by, self._entities), sides_of(right[0], other.by, self._entities)
        days = f"{_told(one.time)} / {_told(other.time)}"
        if need_one_day(one, ones, others):
            yield _judged(day_of(one.time) == day_of(other.time), "day", days)
        else:
            yield Reason(kind="it is done once, whatever days are told", value=days)
        actors = f"{self._named(ones)} / {self._named(others)}"
        yield _judged(can_be_by(one, ones, other, others), "actors", actors)

    @cached_property
    def instruments(self) -> Mapping[Reference, Instrument]:
        """What the documents tell of agreements."""
        return {claim.reference: claim for claim in instruments_of(self._said.values(), self._entities)}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {identity.iri: identity.name for identity in self._entities.values()}

    def _named(self, sides: Sides) -> str:
        return ", ".join(self._names[side.who] for side in sides) or "nobody"

    def _titled(self, iri: str) -> str:
        return self._resolution.titles.get(iri, iri)


def _were_of_one_time(one: Event, other: Event) -> bool:
    """Whether both were held on the same days, wherever that was."""
    days, others = span_of(one), span_of(other)
    real = {one.modality, other.modality} <= DONE
    return real and days is not None and others is not None and are_the_same(days, others)


def _of_spans(one: Event, other: Event) -> Iterator[Reason]:
    """The days of two forums of one name, which documents may give a little differently."""
    told = f"{_told(one.time)} / {_told(other.time)}"
    if (days := span_of(one)) and (others := span_of(other)):
        yield _judged(are_near(days, others), "days", told)
    else:
        yield Reason(kind="days are not told", value=told)


def _of_days(one: Time | None, other: Time | None) -> Iterator[Reason]:
    days = day_of(one), day_of(other)
    if all(days):
        yield _judged(days[0] == days[1], "days", " / ".join(days))
    else:
        yield Reason(kind="days are not told", value=f"{_told(one)} / {_told(other)}")


def _of_instruments(one: Instrument, other: Instrument) -> Iterator[Reason]:
    titles = f"{one.title.words or 'nothing'} / {other.title.words or 'nothing'}"
    telling = {one.title.telling, other.title.telling}
    if Telling.NOTHING in telling:
        yield Reason(kind="a title tells nothing: equal parties and one day are needed", value=titles)
        yield _judged(one.kind == other.kind, "kind of agreement", f"{one.kind} / {other.kind}")
        yield _judged(bool(one.signed_on) and one.signed_on == other.signed_on, "day", _days(one, other))
        yield _judged(len(one.parties) > 1 and one.parties == other.parties, "parties", _parties(one, other))
    elif Telling.KNOWN in telling:
        yield _judged(one.title == other.title, "instrument that is known", titles)
    else:
        earlier, later = sorted((one, other), key=lambda claim: claim.rank)
        yield _judged(one.title.words == other.title.words, "words of the title", titles)
        yield _judged(parties_agree(later, earlier.parties), "parties", _parties(one, other))
        if one.made and other.made:
            yield _judged(days_agree(later, earlier.made), "days", _days(one, other))


def _judged(agrees: bool, what: str, value: str) -> Reason:
    return Reason(
        kind=f"{what}: agree" if agrees else f"{what}: differ", weight=0.0 if agrees else FORBIDS, value=value
    )


def _forbid(reasons: Sequence[Reason]) -> bool:
    return any(reason.weight == FORBIDS for reason in reasons)


def _days(one: Instrument, other: Instrument) -> str:
    return " / ".join(" to ".join(map(str, claim.days)) if claim.days else "none" for claim in (one, other))


def _parties(one: Instrument, other: Instrument) -> str:
    return " / ".join(", ".join(sorted(map(_end, each.parties))) or "none" for each in (one, other))


def _told(time: Time | None) -> str:
    return time.edtf if time else "none"


def _end(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
