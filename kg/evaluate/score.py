"""Precision, recall and F1 of predicted facts against gold facts.

A fact is atomic: one post, one event (its type), one participant, one place, one date, one modality, one agreement,
one party, one action, one signatory, one term, one quotation. Events and agreements are first aligned one to one; what
belongs to one that found no partner counts as missed or spurious. Reported statements are counted apart.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz

from kg.evaluate.counts import Fact, Scores, Sheet
from kg.evaluate.matching import Equal, align, date_same, family, pairs, plain, same, text_same, title_same


def score(gold: Fact, found: Fact, scores: Scores) -> None:
    """Compare the facts of one document, both sides in the shape of the gold files, and enter them into `scores`."""
    scores.documents += 1
    sheet = Sheet(gold["id"], scores.comparisons)
    _singles("post", gold["posts"], found["posts"], _same_post, sheet)
    _events(gold["events"], found["events"], sheet)
    _agreements(gold["agreements"], found["agreements"], sheet)
    for kind in ("quoted", "reported"):
        ours, theirs = ([s for s in side["statements"] if s["kind"] == kind] for side in (gold, found))
        _singles(kind, ours, theirs, _same_statement, sheet)


def _singles(kind: str, gold: list[Fact], found: list[Fact], equal: Equal, sheet: Sheet) -> None:
    """Compare facts that are atoms themselves."""
    matched = pairs(gold, found, equal)
    for i, j in matched:
        sheet.sets(kind, [gold[i]], [found[j]], equal, (gold[i], found[j]))
    for fact in _rest(gold, [i for i, _ in matched]):
        sheet.missed(kind, [fact], (fact, None))
    for fact in _rest(found, [j for _, j in matched]):
        sheet.spurious(kind, [fact], (None, fact))


def _events(gold: list[Fact], found: list[Fact], sheet: Sheet) -> None:
    matched = align(gold, found, event_likeness)
    for event in _rest(gold, [i for i, _ in matched]):
        for kind, facts in _parts_of_event(event):
            sheet.missed(kind, facts, (event, None))
    for event in _rest(found, [j for _, j in matched]):
        for kind, facts in _parts_of_event(event):
            sheet.spurious(kind, facts, (None, event))
    for i, j in matched:
        _event(gold[i], found[j], sheet)


def _event(g: Fact, p: Fact, sheet: Sheet) -> None:
    both = (g, p)
    sheet.value("event", g["type"], p["type"], str.__eq__, both)
    for x, y in sheet.sets("participant", g["participants"], p["participants"], _same_name, both):
        if x.get("for"):
            sheet.value("for", x["for"], y.get("for"), same, both)
    sheet.value("place", g.get("place"), p.get("place"), same, both)
    sheet.value("date", g.get("date"), p.get("date"), date_same, both)
    sheet.value("modality", g["modality"], p["modality"], str.__eq__, both)


def _parts_of_event(event: Fact) -> Iterator[tuple[str, list[object]]]:
    yield "event", [event["type"]]
    yield "participant", event["participants"]
    for name in ("place", "date"):
        yield name, [event[name]] if event.get(name) else []
    yield "modality", [event["modality"]]


def _agreements(gold: list[Fact], found: list[Fact], sheet: Sheet) -> None:
    matched = align(gold, found, agreement_likeness)
    for agreement in _rest(gold, [i for i, _ in matched]):
        for kind, facts in _parts_of_agreement(agreement):
            sheet.missed(kind, facts, (agreement, None))
    for agreement in _rest(found, [j for _, j in matched]):
        for kind, facts in _parts_of_agreement(agreement):
            sheet.spurious(kind, facts, (None, agreement))
    for i, j in matched:
        _agreement(gold[i], found[j], sheet)


def _agreement(g: Fact, p: Fact, sheet: Sheet) -> None:
    sheet.sets("agreement", [g["title"]], [p["title"]], lambda x, y: True, (g, p))
    sheet.sets("party", g["parties"], p["parties"], same, (g, p))
    for x, y in sheet.sets("action", g["actions"], p["actions"], _same_action, (g, p)):
        sheet.sets("signatory", x.get("by") or [], y.get("by") or [], same, (x, y))
        sheet.value("date", x.get("date"), y.get("date"), date_same, (x, y))
        sheet.value("place", x.get("place"), y.get("place"), same, (x, y))
    sheet.value("term", g.get("term"), p.get("term"), str.__eq__, (g, p))


def _parts_of_agreement(agreement: Fact) -> Iterator[tuple[str, list[object]]]:
    yield "agreement", [agreement["title"]]
    yield "party", agreement["parties"]
    yield "action", agreement["actions"]


def event_likeness(g: Fact, p: Fact) -> float:
    """How far two events are taken for one: shared participants first; 0 for different families of event."""
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


def agreement_likeness(g: Fact, p: Fact) -> float:
    """How far two agreements are taken for one: by their titles, then by their parties."""
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
