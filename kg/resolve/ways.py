"""Why two things are one: the fewest ties that lead from one to the other, and what people say where rules do not."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from kg.anchors import Reference
from kg.identity import FORBIDS, Finding, Reason, Ruling, Tie, Verdict

Near = Callable[[Reference], Iterable[Tie]]
"""Gives the ties of something."""


def way_of(left: Reference, right: Reference, near: Near, rulings: Iterable[Ruling]) -> Finding:
    """Why two are one: by the ties that rules made; only where these do not lead there, by judgements too."""
    if left == right:
        return Finding(one=True, ties=(), decided="both are the same words of one document")
    way = _shortest(left, right, near)
    if not way:
        judged = near_of(tie_of(ruling) for ruling in rulings if ruling.verdict is Verdict.SAME)
        way = _shortest(left, right, lambda here: chain(near(here), judged(here)))
    return Finding(one=True, ties=way, decided="" if way else "all that tells of it decides that together")


def near_of(ties: Iterable[Tie]) -> Near:
    """The ties of each thing."""
    found: defaultdict[Reference, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.left].append(tie)
        found[tie.right].append(tie)
    return lambda here: found.get(here, ())


def parted(rulings: Sequence[Ruling]) -> Finding:
    """That somebody keeps two apart, the first of those who judged them; and what the others say."""
    ties = tuple({ruling.judgement: tie_of(ruling) for ruling in rulings}.values())
    verdicts = {ruling.verdict for ruling in rulings}
    differ = "; who judged them disagree, and what one keeps apart stays apart" if Verdict.SAME in verdicts else ""
    return Finding(one=False, ties=ties, decided=f"they were judged {rulings[0].verdict}{differ}")


def tie_of(ruling: Ruling) -> Tie:
    """That somebody judged so."""
    judgement = ruling.judgement
    why = f"{judgement.by}: {judgement.why}" if judgement.why else judgement.by
    weight = 0.0 if ruling.verdict is Verdict.SAME else FORBIDS
    reason = Reason(kind=f"judged {judgement.verdict}", weight=weight, value=why)
    return Tie(left=ruling.left, right=ruling.right, weight=weight, reasons=(reason,))


def _shortest(start: Reference, end: Reference, near: Near) -> tuple[Tie, ...]:
    """The fewest ties from one to another; none if there is no way."""
    ways: dict[Reference, tuple[Tie, ...]] = {start: ()}
    waiting = deque([start])
    while waiting and end not in ways:
        here = waiting.popleft()
        for tie in near(here):
            there = tie.right if tie.left == here else tie.left
            if there not in ways:
                ways[there] = (*ways[here], tie)
                waiting.append(there)
            if there == end:  # what more there is near here is not looked at
                break
    return ways.get(end, ())
