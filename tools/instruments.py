"""Fits whom instruments bind and what is done to them: by what texts say around their names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from alignment import Gold
from cases import Annotated, opened
from regression import Table, Taught, classifier, table_of

from kg.evaluate.matching import align, same
from kg.evaluate.score import agreement_likeness
from kg.extraction.agreements import by_rules
from kg.extraction.agreements.bonds import Bonds
from kg.extraction.agreements.coreference import Instrument
from kg.extraction.agreements.deeds import Deed, Deeds
from kg.extraction.agreements.models import Limits, Models
from kg.extraction.coreference import Reading
from kg.extraction.coreference.affiliation import AffiliationModel
from kg.fitted import NO, YES

NAMES = ("party", "act")
"""The models that are fitted."""


@dataclass(frozen=True)
class Lessons:
    """What some texts teach: who is bound by an instrument, and which words state what is done to it."""

    tables: Mapping[str, Table]

    def models(self, texts: np.ndarray) -> Models:
        """The models that some of the texts teach: those that are true in `texts`."""
        fitted = {name: classifier(table, texts[table.cases]) for name, table in self.tables.items()}
        return Models(**fitted, limits=Limits())


def models_of(
    texts: Sequence[Annotated], serving: Callable[[str], AffiliationModel], fold_of: Callable[[str], int]
) -> tuple[dict[int, Models], Models]:
    """The models of each fold, that have not seen its texts, and those that have seen all.

    `serving` judges whom persons serve, by the id of the document.
    """
    lessons = _lessons(texts, serving)
    folds = np.array([fold_of(text.document.id) if text.part >= 0 else -1 for text in texts])
    by_fold = {fold: lessons.models(folds != fold) for fold in sorted(set(folds.tolist()) - {-1})}
    for name, table in lessons.tables.items():
        report(name, table, folds, by_fold)
    return by_fold, lessons.models(np.full(len(texts), fill_value=True))


def _lessons(texts: Sequence[Annotated], serving: Callable[[str], AffiliationModel]) -> Lessons:
    rows: dict[str, list[Taught]] = {name: [] for name in NAMES}
    for n, text in enumerate(texts):
        for name, taught in _taught(n, text, serving(text.document.id)):
            rows[name].append(taught)
    return Lessons({name: table_of(found) for name, found in rows.items()})


def _taught(number: int, text: Annotated, serving: AffiliationModel) -> Iterator[tuple[str, Taught]]:
    reading, circumstances = opened(text, serving)
    ruled = by_rules(reading, circumstances)
    known = _aligned(text.gold, ruled.instruments, reading)
    bonds, deeds = Bonds(circumstances.scene, ruled.instruments), Deeds(ruled.acts, ruled.instruments)
    for n, instrument in enumerate(ruled.instruments):
        gold = known.get(n)
        for bond in bonds.of(instrument, instrument.parties):
            names = gold["parties"] if gold is not None else []
            bound = any(same(name, reading.known(bond.reference.entity).name) for name in names)
            yield "party", Taught(bond.features, YES if bound else NO, "", number, bond.ruled)
        for deed in deeds.of(n):
            if (done := _done(deed, gold, text)) is not None:
                yield "act", Taught(deed.features, YES if done else NO, "", number, deed.ruled)


def _aligned(gold: Gold, instruments: Sequence[Instrument], reading: Reading) -> dict[int, Gold]:
    """The gold agreements by the numbers of the instruments that are read for them."""
    found = [
        {"title": one.best.title, "parties": [reading.known(ref.entity).name for ref in one.parties]}
        for one in instruments
    ]
    return {j: gold["agreements"][i] for i, j in align(gold["agreements"], found, agreement_likeness)}


def _done(deed: Deed, gold: Gold | None, text: Annotated) -> bool | None:
    """Whether a word states a gold action; None where another word may state it as well."""
    alike = [act for act in gold["actions"] if act["type"] == deed.candidate.type] if gold is not None else []
    if any(_states(deed, act.get("evidence") or "", text) for act in alike):
        return True
    return None if alike and deed.ruled else False


def _states(deed: Deed, evidence: str, text: Annotated) -> bool:
    """Whether a word is among those that state a gold action, if the text tells."""
    start = text.document.text.find(evidence) if evidence else -1
    return start < 0 or start <= deed.candidate.word.idx < start + len(evidence)


def report(name: str, table: Table, folds: np.ndarray, by_fold: Mapping[int, Models]) -> None:
    """Print how well the rules and the models of other folds tell it of the documents."""
    of = folds[table.cases]
    likely = np.zeros(len(of))
    for fold, models in by_fold.items():
        model = getattr(models, name)
        likely[of == fold] = table.probabilities(of == fold, model)[:, model.classes.index(YES)]
    ruled, right = np.array(table.of, dtype=bool), np.array([label == YES for label in table.labels])
    limits = Limits()
    told = (likely >= limits.party) | (ruled & (likely >= limits.keep_party))
    told = told if name == "party" else ruled | (likely >= limits.act)
    for title, said in (("rules", ruled), ("models, cross-validated", told)):
        kept = said & (of >= 0)
        hits = (kept & right).sum()
        print(f"{name}, {title}: P {hits / kept.sum():.3f} R {hits / (right & (of >= 0)).sum():.3f}", flush=True)
