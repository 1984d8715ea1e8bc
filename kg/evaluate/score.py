"""Precision, recall and F1 of predicted facts against gold facts.

A fact is atomic: one post, one event (its type), one participant, one place, one date, one modality, one agreement,
one party, one action, one signatory, one term, one quotation. Events and agreements are first aligned one to one; what
belongs to one that found no partner counts as missed or spurious. Reported statements are counted apart.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from rapidfuzz import fuzz

from kg.evaluate.matching import align, date_same, family, pairs, plain, same, text_same, title_same

HEADLINE = (
    *("post", "event", "participant", "for", "place", "date", "modality"),
    *("agreement", "party", "action", "signatory", "term", "quoted"),
)
KINDS = (*HEADLINE, "reported")

Fact: TypeAlias = dict[str, Any]
Equal: TypeAlias = Callable[[Any, Any], bool]


@dataclass
class Count:
    """How many facts of a kind were found, invented and missed."""

    found: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def gold(self) -> int:
        """Number of gold facts."""
        return self.found + self.missed

    @property
    def precision(self) -> float:
        """Share of the predicted facts that are right; 0 where nothing was predicted."""
        return self.found / (self.found + self.spurious) if self.found + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were found; 0 where there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Error(NamedTuple):
    """One fact that is `missed`, `spurious` or `wrong`, and where."""

    kind: str
    document: str
    what: str
    detail: str


@dataclass
class Scores:
    """Counts by kind of fact, and every error."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    errors: list[Error] = field(default_factory=list)
    documents: int = 0

    @property
    def all(self) -> Count:
        """The sum over all kinds but reported statements."""
        counts = [self.counts[kind] for kind in HEADLINE]
        return Count(*(sum(getattr(c, name) for c in counts) for name in ("found", "spurious", "missed")))

    def add(self, kind: str, found: int = 0, spurious: int = 0, missed: int = 0) -> None:
        """Count facts of a kind."""
        count = self.counts[kind]
        count.found += found
        count.spurious += spurious
        count.missed += missed

    def compare(
        self, kind: str, gold: Sequence[Any], found: Sequence[Any], equal: Equal, where: str
    ) -> list[tuple[Any, Any]]:
        """Count two lists of facts; returns the pairs that are equal."""
        matched = pairs(gold, found, equal)
        self.add(kind, len(matched), len(found) - len(matched), len(gold) - len(matched))
        known, right = {i for i, _ in matched}, {j for _, j in matched}
        self._note(kind, where, "missed", [g for i, g in enumerate(gold) if i not in known])
        self._note(kind, where, "spurious", [p for j, p in enumerate(found) if j not in right])
        return [(gold[i], found[j]) for i, j in matched]

    def value(self, kind: str, gold: Any, found: Any, equal: Equal, where: str) -> None:
        """Count a single value that either side may lack; a wrong one is both spurious and missed."""
        right = bool(gold and found and equal(gold, found))
        self.add(kind, int(right), int(bool(found) and not right), int(bool(gold) and not right))
        if not right and (gold or found):
            self._note(kind, where, "wrong", [f"gold {gold!r}, predicted {found!r}"])

    def _note(self, kind: str, where: str, what: str, facts: Sequence[Any]) -> None:
        self.errors += [Error(kind, where, what, _brief(fact)) for fact in facts]

    def unaligned(self, what: str, document: str, events: Sequence[Fact], agreements: Sequence[Fact]) -> None:
        """Count events and agreements without a partner, with all that belongs to them, as `missed` or `spurious`."""
        for event in events:
            self._note("event", document, what, [event])
            counts = {"event": 1, "participant": len(event["participants"]), "modality": 1}
            counts |= {name: 1 for name in ("place", "date") if event.get(name)}
            self._add_all(what, counts)
        for agreement in agreements:
            self._note("agreement", document, what, [agreement["title"]])
            counts = {"agreement": 1, "party": len(agreement["parties"]), "action": len(agreement["actions"])}
            self._add_all(what, counts)

    def _add_all(self, what: str, counts: dict[str, int]) -> None:
        for kind, number in counts.items():
            self.add(kind, **{what: number})


def score(gold: Fact, found: Fact, scores: Scores) -> None:
    """Count the facts of one document, both sides in the shape of the gold files, into `scores`."""
    scores.documents += 1
    document = gold["id"]
    scores.compare("post", gold["posts"], found["posts"], _same_post, document)
    _events(gold["events"], found["events"], document, scores)
    _agreements(gold["agreements"], found["agreements"], document, scores)
    for kind in ("quoted", "reported"):
        ours, theirs = ([s for s in side["statements"] if s["kind"] == kind] for side in (gold, found))
        scores.compare(kind, ours, theirs, _same_statement, document)


def _events(gold: list[Fact], found: list[Fact], document: str, scores: Scores) -> None:
    matched = align(gold, found, _event_likeness)
    scores.unaligned("missed", document, _rest(gold, [i for i, _ in matched]), [])
    scores.unaligned("spurious", document, _rest(found, [j for _, j in matched]), [])
    for i, j in matched:
        g, p = gold[i], found[j]
        where = f"{document}:{g['id']}"
        scores.value("event", g["type"], p["type"], str.__eq__, where)
        for x, y in scores.compare("participant", g["participants"], p["participants"], _same_name, where):
            if x.get("for"):
                scores.value("for", x["for"], y.get("for"), same, f"{where} {x['name']}")
        scores.value("place", g.get("place"), p.get("place"), same, where)
        scores.value("date", g.get("date"), p.get("date"), date_same, where)
        scores.value("modality", g["modality"], p["modality"], str.__eq__, where)


def _agreements(gold: list[Fact], found: list[Fact], document: str, scores: Scores) -> None:
    matched = align(gold, found, _agreement_likeness)
    scores.unaligned("missed", document, [], _rest(gold, [i for i, _ in matched]))
    scores.unaligned("spurious", document, [], _rest(found, [j for _, j in matched]))
    for i, j in matched:
        g, p = gold[i], found[j]
        where = f"{document}:{g['title']}"
        scores.add("agreement", found=1)
        scores.compare("party", g["parties"], p["parties"], same, where)
        for x, y in scores.compare("action", g["actions"], p["actions"], _same_action, where):
            scores.compare("signatory", x.get("by") or [], y.get("by") or [], same, where)
            scores.value("date", x.get("date"), y.get("date"), date_same, where)
            scores.value("place", x.get("place"), y.get("place"), same, where)
        scores.value("term", g.get("term"), p.get("term"), str.__eq__, where)


def _event_likeness(g: Fact, p: Fact) -> float:
    if family(g["type"]) != family(p["type"]):
        return 0
    shared: float = len(pairs(g["participants"], p["participants"], _same_name))
    if not shared:  # one side may be named by its person in the one and by its country in the other
        shared = 0.5 * len(pairs(g["participants"], p["participants"], _same_side))
    named = bool(g.get("name") and p.get("name")) and title_same(g["name"], p["name"])
    if not shared and not named:
        return 0
    day = bool(g.get("date")) and date_same(g["date"], p.get("date"))
    place = same(g.get("place"), p.get("place"))
    same_type, same_modality = bool(g["type"] == p["type"]), bool(g["modality"] == p["modality"])
    return shared + 0.3 * same_type + 0.2 * day + 0.2 * place + 0.1 * same_modality + 0.5 * named


def _agreement_likeness(g: Fact, p: Fact) -> float:
    likeness: float = fuzz.token_set_ratio(plain(g["title"]), plain(p["title"])) / 100
    shared = len(pairs(g["parties"], p["parties"], same))
    all_parties = bool(shared) and shared == len(g["parties"])
    enough = likeness >= 0.75 or (all_parties and likeness >= 0.5)
    return likeness + 0.3 * shared if enough else 0.0


def _same_name(g: Fact, p: Fact) -> bool:
    return same(g["name"], p["name"])


def _same_side(g: Fact, p: Fact) -> bool:
    return any(same(x, y) for x in (g["name"], g.get("for")) for y in (p["name"], p.get("for")))


def _same_post(g: Fact, p: Fact) -> bool:
    of = not g.get("of") or not p.get("of") or same(g["of"], p["of"])
    return same(g["person"], p["person"]) and title_same(g["title"], p["title"]) and of


def _same_action(g: Fact, p: Fact) -> bool:
    return bool(g["type"] == p["type"] and g["modality"] == p["modality"])


def _same_statement(g: Fact, p: Fact) -> bool:
    return same(g["speaker"], p["speaker"]) and text_same(g["text"], p["text"])


def _rest(facts: list[Fact], used: list[int]) -> list[Fact]:
    return [fact for i, fact in enumerate(facts) if i not in used]


def _brief(fact: Any) -> str:
    if isinstance(fact, str):
        return fact
    if "participants" in fact:
        who = ", ".join(str(p["name"]) for p in fact["participants"])
        return f"{fact['type']} {fact['modality']} ({who}) {fact.get('date')} {str(fact.get('evidence', ''))[:90]!r}"
    return ", ".join(f"{key} {value!r}" for key, value in fact.items() if value and key != "evidence")
