"""Why facts were missed, invented or found wrong, as far as the alignment of gold and prediction tells.

What was missed and what was invented is first brought together where both are attempts at one fact; the cause then
follows from how the two differ. What belongs to an event or agreement without partner shares the cause of its whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.evaluate import alike
from kg.evaluate.counts import Comparison, Count, Fact, Scores
from kg.evaluate.matching import same, text_same
from kg.evaluate.score import agreement_likeness, event_likeness
from kg.evaluate.taxonomy import Cause

_STATEMENTS = {
    "quoted": (Cause.SPEAKER, Cause.SPAN, Cause.NO_QUOTATION, Cause.INVENTED_QUOTATION),
    "reported": (Cause.REPORTED_SPEAKER, Cause.REPORTED_SPAN, Cause.NOT_REPORTED, Cause.INVENTED_REPORT),
}
_UNSHOWN = ("id", "fact", "kind", "actions", "evidence", "more_evidence", "confidence")
_VALUES = {
    "event": Cause.TYPE,
    "for": Cause.FOR,
    "modality": Cause.MODALITY,
    "date": Cause.DATE,
    "place": Cause.PLACE,
    "term": Cause.TERM,
}


@dataclass(frozen=True, slots=True)
class Error:
    """A gold fact and what was found in its stead, in words, or one of them alone ("—" for the other).

    `evidence` are the words that the gold fact rests on, or else the other; `count` sums the atomic facts it cost.
    """

    cause: Cause
    kind: str
    document: str
    gold: str
    found: str
    evidence: str
    count: Count


@dataclass(frozen=True, slots=True)
class _Whole:
    """An event, agreement, post or statement that found no partner, and the atomic facts lost with it."""

    kind: str
    fact: Fact
    count: Count


def errors(scores: Scores) -> list[Error]:
    """All errors, document by document; their counts sum up to what is missed and spurious in `scores`."""
    found: list[Error] = []
    for document, comparisons in groupby(scores.comparisons, key=lambda each: each.document):
        found += _Document(document, list(comparisons)).errors()
    return found


def by_cause(scores: Scores) -> list[tuple[Cause, list[Error]]]:
    """The errors of each cause; the cause that cost most atomic facts comes first, reported statements last."""
    groups: dict[Cause, list[Error]] = {}
    for error in errors(scores):
        groups.setdefault(error.cause, []).append(error)

    def rank(group: tuple[Cause, list[Error]]) -> tuple[bool, int, str]:
        cost = sum(error.count.missed + error.count.spurious for error in group[1])
        return group[0] in _STATEMENTS["reported"], -cost, group[0]

    return sorted(groups.items(), key=rank)


class _Document:
    def __init__(self, name: str, comparisons: Sequence[Comparison]) -> None:
        self.name, self.comparisons = name, comparisons
        self.partnered = list({id(g): (g, p) for g, p in _both(comparisons)}.values())

    def errors(self) -> list[Error]:
        return [*self._wholes(), *self._parts()]

    def _error(
        self, cause: Cause, kind: str, gold: Any, found: Any, wholes: Sequence[Fact | None], count: Count
    ) -> Error:
        evidence = next(iter(alike.sentences(*wholes)), "")
        return Error(cause, kind, self.name, _words(gold), _words(found), evidence, count)

    # Facts without a partner

    def _wholes(self) -> Iterable[Error]:
        missed, spurious = (_without_partner(self.comparisons, side) for side in (0, 1))
        for whole in missed:
            other = self._attempt(whole, spurious)
            if other:
                spurious.remove(other)
            yield self._whole(whole, other)
        for whole in spurious:
            yield self._whole(None, whole)

    def _attempt(self, missed: _Whole, spurious: Sequence[_Whole]) -> _Whole | None:
        """The invented fact that looks most like an attempt at a missed one."""
        same_kind = [other for other in spurious if other.kind == missed.kind]
        likeness = [(alike.likeness(missed.kind, missed.fact, other.fact), other) for other in same_kind]
        best, other = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
        return other if best > 0 else None

    def _whole(self, missed: _Whole | None, spurious: _Whole | None) -> Error:
        g, p = (whole.fact if whole else None for whole in (missed, spurious))
        kind = (missed or spurious).kind  # type: ignore[union-attr] # one of the two is there
        count = sum((whole.count for whole in (missed, spurious) if whole), Count())
        return self._error(self._cause(kind, g, p), kind, g, p, (g, p), count)

    def _cause(self, kind: str, g: Fact | None, p: Fact | None) -> Cause:
        if kind == "post":
            return _post(g, p)
        if kind == "event":
            return self._event(g, p)
        if kind == "agreement":
            return self._agreement(g, p)
        speaker, span, missing, invented = _STATEMENTS[kind]
        if not g or not p:
            return missing if g else invented
        return speaker if text_same(g["text"], p["text"]) else span

    def _event(self, g: Fact | None, p: Fact | None) -> Cause:
        events = [(x, y) for x, y in self.partnered if "participants" in x]
        if g and p:
            return _two_events(g, p)
        if g:
            return Cause.MERGED if any(alike.covers(y, g) for _, y in events) else Cause.TRIGGER
        return Cause.SPLIT if p and any(event_likeness(x, p) >= 1 for x, _ in events) else Cause.INVENTED

    def _agreement(self, g: Fact | None, p: Fact | None) -> Cause:
        agreements = [(x, y) for x, y in self.partnered if "parties" in x]
        if g and p:
            return Cause.TITLE
        if g:
            merged = any(agreement_likeness(g, y) for _, y in agreements)
            return Cause.AGREEMENTS_MERGED if merged else Cause.NO_AGREEMENT
        split = p and any(agreement_likeness(x, p) for x, _ in agreements)
        return Cause.AGREEMENT_SPLIT if split else Cause.INVENTED_AGREEMENT

    # Parts of facts that have a partner

    def _parts(self) -> Iterable[Error]:
        wrong = [each for each in self.comparisons if not each.right and None not in each.wholes]
        free = [each for each in wrong if each.gold is None]
        for each in wrong:
            if each.gold is not None and each.found is None:
                other = next((one for one in free if _attempts(each, one)), None)
                if other:
                    free.remove(other)
                yield self._part(each, other)
            elif each.gold is not None:
                yield self._part(each, each)
        for each in free:
            yield self._part(None, each)

    def _part(self, missed: Comparison | None, spurious: Comparison | None) -> Error:
        one = missed or spurious
        assert one
        g, p = missed.gold if missed else None, spurious.found if spurious else None
        count = sum((each.count for each in {id(x): x for x in (missed, spurious) if x}.values()), Count())
        return self._error(_part_cause(one.kind, g, p, one.wholes), one.kind, g, p, one.wholes, count)


def _both(comparisons: Iterable[Comparison]) -> Iterable[tuple[Fact, Fact]]:
    for g, p in (each.wholes for each in comparisons):
        if g and p:
            yield g, p


def _without_partner(comparisons: Sequence[Comparison], side: int) -> list[_Whole]:
    """The wholes that only one side has: 0 gold, 1 found; the first comparison of a whole is about itself."""
    groups: dict[int, list[Comparison]] = {}
    for each in comparisons:
        whole = each.wholes[side]
        if whole is not None and each.wholes[1 - side] is None:
            groups.setdefault(id(whole), []).append(each)
    return [
        _Whole(parts[0].kind, parts[0].wholes[side] or {}, sum((part.count for part in parts), Count()))
        for parts in groups.values()
    ]


def _attempts(missed: Comparison, spurious: Comparison) -> bool:
    return (
        missed.kind == spurious.kind
        and missed.wholes[0] is spurious.wholes[0]
        and alike.attempt(missed.kind, missed.gold, spurious.found)
    )


def _post(g: Fact | None, p: Fact | None) -> Cause:
    if not g or not p:
        return Cause.POST_PATTERN
    if not same(g["person"], p["person"]):
        return Cause.NAME
    other_country = g.get("of") and p.get("of") and not same(g["of"], p["of"])
    return Cause.POST_COUNTRY if other_country else Cause.POST_PATTERN


def _two_events(g: Fact, p: Fact) -> Cause:
    """Why an event was not recognised in another one that rests on the same words."""
    if event_likeness({**g, "type": p["type"]}, p):
        return Cause.TYPE
    names = [alike.side_cause(x, y) for x in g["participants"] for y in p["participants"]]
    return next((cause for cause in names if cause), Cause.ATTACHMENT)


def _part_cause(kind: str, g: Any, p: Any, wholes: Sequence[Fact | None]) -> Cause:
    if kind in _VALUES:
        cut_short = kind in ("place", "for") and g and p and alike.name_cause(g, p) == Cause.NAME
        return Cause.NAME if cut_short else _VALUES[kind]
    if kind == "action":
        return Cause.MODALITY if g and p and g["type"] == p["type"] else Cause.ACTION
    if g and p and (cause := alike.side_cause(g, p)):
        return cause
    if kind == "party":
        return Cause.PARTIES
    named = alike.stated(alike.name_of(g or p), alike.sentences(*wholes))
    return Cause.ATTACHMENT if named else Cause.COREFERENCE


def _words(fact: Any) -> str:
    """A fact on one line."""
    if fact is None:
        return "—"
    if isinstance(fact, str):
        return fact
    if "participants" in fact:
        who = ", ".join(alike.name_of(part) for part in fact["participants"])
        return f"{fact['type']} {fact['modality']} ({who}) {fact.get('place') or ''} {fact.get('date') or ''}".rstrip()
    shown = [value for key, value in fact.items() if value and key not in _UNSHOWN]
    return ", ".join(value if isinstance(value, str) else str(value) for value in shown)
