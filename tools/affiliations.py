"""Fits whom persons serve: by what texts say of their posts, and of the countries and organisations that they name."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from alignment import Gold
from cases import Annotated, read
from regression import Table, Taught, classifier, table_of

from kg.actors import actors
from kg.evaluate.matching import same
from kg.extraction.coreference.affiliation import AffiliationModel
from kg.fitted import NO, YES, Classifier

LIMITS = {"limit": 0.65, "keep": 0.2}
"""All facts are read as well from 0.55 to 0.65, and fewer wrong with a greater limit."""
NOBODY = AffiliationModel(Classifier((NO, YES), {}, np.zeros((0, 2)), np.zeros(2)), limit=1.1, keep=1.1)
"""Judges nobody: whom persons serve is what their posts tell."""


@dataclass(frozen=True)
class Pair:
    """A person of a text, and whom the person may serve."""

    person: tuple[int, str]
    """The number of the text, and the name."""
    key: str
    told: str | None
    """Whom the text tells the person to serve."""
    hinted: bool
    """Whether the surest hint tells it."""
    serves: bool
    """Whether the person serves anybody by the gold facts."""


def lessons(texts: Sequence[Annotated]) -> Table:
    """What the persons teach whom the gold facts name."""
    return table_of([taught for n, text in enumerate(texts) for taught in _taught(n, text)])


def _taught(number: int, text: Annotated) -> Iterator[Taught]:
    (case,) = read([text], lambda _: NOBODY)
    reading, gold = case.example.evidence.scene.reading, _served(text.gold)
    for person in reading.people:
        names = [name for name in gold if same(name, person.name)]
        served = {other for name in names for other in gold[name] if other}
        if names and (served or text.part >= 0 or not text.gold["events"]):  # lessons of events need not tell all
            for one in reading.service.candidates(person):
                label = YES if any(same(other, actors()[one.key].name) for other in served) else NO
                pair = Pair((number, person.name), one.key, person.told, one.hinted, bool(served))
                yield Taught(one.features, label, one.key, number, pair)


def _served(gold: Gold) -> dict[str, set[str | None]]:
    """Whom persons serve by the gold facts."""
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for post in gold.get("posts", ()):
        if not post.get("former"):
            found[post["person"]].add(post.get("of"))
    for event in gold["events"]:
        for one in event["participants"]:
            found[one["name"]].add(one.get("for"))
    return found


def models_of(
    texts: Sequence[Annotated], fold_of: Callable[[str], int]
) -> tuple[dict[int, AffiliationModel], AffiliationModel]:
    """The models of each fold, that have not seen its texts, and the one that has seen all."""
    table = lessons(texts)
    of = np.array([fold_of(text.document.id) for text in texts])[table.cases]
    models = {fold: classifier(table, of != fold) for fold in sorted(set(of.tolist()))}
    likely = np.zeros(len(of))
    for fold, model in models.items():
        likely[of == fold] = table.probabilities(of == fold, model)[:, model.classes.index(YES)]
    report(table, likely, texts)
    whole = classifier(table, np.full(len(of), fill_value=True))
    by_fold = {fold: AffiliationModel(model, **LIMITS) for fold, model in models.items()}
    return by_fold, AffiliationModel(whole, **LIMITS)


def report(table: Table, likely: np.ndarray, texts: Sequence[Annotated]) -> None:
    """Print how well it is read whom the persons of documents serve, with several limits."""
    rows: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for n, pair in enumerate(table.of):
        if texts[pair.person[0]].part >= 0:
            rows[pair.person].append(n)
    asked = sum(table.of[its[0]].serves for its in rows.values())
    for limit in (0.5, 0.6, 0.75, 0.9):
        model = AffiliationModel(NOBODY.model, limit, min(limit, LIMITS["keep"]))
        right = said = 0
        for its in rows.values():
            pairs = [table.of[n] for n in its]
            key = (
                pairs[0].told
                or model.chosen([(one.key, one.hinted, likely[n]) for one, n in zip(pairs, its, strict=True)])[0]
            )
            said += key is not None
            right += any(table.labels[n] == YES and table.of[n].key == key for n in its)
        told_of = f"P {right / said:.3f} R {right / asked:.3f}"
        print(f"whom {len(rows)} persons serve, limit {limit}: {told_of}", flush=True)
