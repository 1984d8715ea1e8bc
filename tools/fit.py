"""Fits what decides whom persons serve, about agreements and about events, and how sure all facts are: `make fit`.

Whom persons serve (`affiliations.py`) comes first, written to ontology/en/affiliation.npz, then who is bound by
instruments and what is done to them (`instruments.py`), to ontology/en/agreements.npz; each text is then read by models
that have not seen it.
Six models (which word states an event of which type, how really, with whom by itself and beside others, where, when)
are fitted to annotated documents and to lessons of our own, and written to ontology/en/events.npz;
`kg/extraction/events/judgement.py` says what is done with them. By cross-validation each document is judged by models
that have seen none of its fold; the limits, from which probability on a judgement counts, are those with which the
parts of events are read best there. What is read so, off documents that no model was fitted to, also gives the
confidence of facts: ontology/en/confidence.yaml, by `calibration.py`.

Each model is a multinomial logistic regression with a penalty on the squares of its weights.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import calibration
import numpy as np
from affiliations import models_of
from cases import LAST, ROOT, TRAIN, Case, annotated, own_texts, part_of, read
from instruments import NAMES as INSTRUMENTS
from instruments import models_of as instruments_of
from teaching import MODELS, Lessons, fit, lessons_of

from kg.evaluate import Count, Scores, score, shape
from kg.extraction.coreference.affiliation import MODEL
from kg.extraction.events.judgement import Judge, Judgement
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.models import Limits, Models
from kg.fitted import save
from kg.pipeline import gold_facts

OUTPUT = ROOT / "ontology" / "en" / "events.npz"
LESSONS_OF_EVENTS = "events.jsonl"
AFFILIATION = OUTPUT.with_name("affiliation.npz")
AGREEMENTS = OUTPUT.with_name("agreements.npz")
FOLDS = 5
LOOSE = Limits(new=0.05, keep=0.0)
STEPS: Mapping[str, Sequence[float]] = {
    "new": (0.5, 0.7),
    "add_actor": (0.4, 0.5, 0.7),
    "keep_actor": (0.2, 0.3),
    "actor": (0.3, 0.5),
    "place": (0.5, 0.7),
    "moment": (0.4, 0.6),
    "keep_modality": (0.0, 0.2, 0.3),
}
WORTH = 1e-3
"""A smaller gain is luck."""
REGISTERS: Mapping[str, Callable[[str], bool]] = {
    "real": lambda id_: id_.startswith("real-"),
    "own": lambda id_: id_.startswith("own-"),
    "others": lambda id_: not id_.startswith(("real-", "own-")),
}
OF_EVENTS = ("event", "participant", "for", "place", "date", "modality")
"""The kinds of parts that events consist of."""


def main() -> None:
    """Fit, say how good cross-validation finds it, and write the models and the confidence."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--confidence", type=Path, default=calibration.OUTPUT)
    parser.add_argument("--last", action="store_true", help="score the part that is never fitted to, too")
    arguments = parser.parse_args()
    if not TRAIN.is_dir():
        parser.exit(1, "The annotated documents that are fitted to lie outside the repository, and are not here.\n")
    known = [(document, gold) for document, gold in gold_facts(TRAIN) if part_of(document.id) < LAST]
    texts = [*annotated(known, part_of), *annotated(own_texts(LESSONS_OF_EVENTS), lambda _: -1)]
    by_fold, serving = models_of([*texts, *annotated(own_texts("affiliation.jsonl"), lambda _: -1)], fold_of)
    save(AFFILIATION, {MODEL: serving.model}, {"limit": serving.limit, "keep": serving.keep})
    own = list(annotated(own_texts("agreements.jsonl"), lambda _: -1))
    judging, instruments = instruments_of([*texts, *own], lambda id_: by_fold[fold_of(id_)], fold_of)
    fitted = {name: getattr(instruments, name) for name in INSTRUMENTS}
    save(AGREEMENTS, fitted, {"limits": asdict(instruments.limits)})
    cases = list(read(texts, lambda id_: by_fold[fold_of(id_)], lambda id_: judging[fold_of(id_)]))
    documents = [case for case in cases if case.part >= 0]
    lessons = lessons_of(cases)
    judged = cross_validated(cases, lessons)
    limits = chosen(documents, judged, Limits())
    print(limits)
    report("rules", documents, lambda case: case.told)
    report("judged, cross-validated", documents, lambda case: corrected(case, judged[case.id], limits))
    models = fit(lessons, np.full(len(cases), fill_value=True))
    write(arguments.output, models, limits, len(cases))
    calibration.calibrate(
        [text(case, corrected(case, judged[case.id], limits)) for case in documents], arguments.confidence
    )
    if arguments.last:
        last = [(document, gold) for document, gold in gold_facts(TRAIN) if part_of(document.id) == LAST]
        apart = list(read(annotated(last, part_of), lambda _: serving, lambda _: instruments))
        report("rules, last", apart, lambda case: case.told)
        report("judged, last", apart, lambda case: corrected(case, judgements(case, models), limits))


def write(path: Path, models: Models, limits: Limits, texts: int) -> None:
    """Write the models with their limits."""
    written = {name: getattr(models, name) for name in (*MODELS, "company")}
    save(path, written, {"words": sorted(models.words), "limits": asdict(limits)})
    sizes = ", ".join(f"{len(model.features):,} {name}" for name, model in written.items())
    print(f"{texts} texts, of them those in {LESSONS_OF_EVENTS}; features: {sizes}; {path.stat().st_size / 1e6:.1f} MB")


def text(case: Case, mentions: Sequence[EventMention]) -> calibration.Text:
    """What was read off a text, to be compared with its gold facts."""
    source = next(name for name, of in REGISTERS.items() if of(case.id))
    return calibration.Text(source, case.document, dict(case.example.gold), case.facts(mentions))


# Judging


def judgements(case: Case, models: Models) -> list[Judgement]:
    """What models think of the words of a text."""
    return list(Judge(case.example.evidence, case.circumstances, LOOSE).judgements(models))


def cross_validated(cases: Sequence[Case], lessons: Lessons) -> dict[str, list[Judgement]]:
    """By id, what models think of each document that have seen it as little as the others of its fold."""
    found: dict[str, list[Judgement]] = {}
    folds = np.array([fold_of(case.id) if case.part >= 0 else -1 for case in cases])
    for fold in range(FOLDS):
        models = fit(lessons, folds != fold)
        apart = (case for case, its in zip(cases, folds, strict=True) if its == fold)
        found |= {case.id: judgements(case, models) for case in apart}
    return found


def fold_of(id_: str) -> int:
    """The fold that a document is in."""
    return int(sha256(f"fold {id_}".encode()).hexdigest(), 16) % FOLDS


def corrected(case: Case, judged: Sequence[Judgement], limits: Limits) -> list[EventMention]:
    """The mentions of a text by some judgements."""
    return Judge(case.example.evidence, case.circumstances, limits).mentions(case.told, judged)


def chosen(cases: Sequence[Case], judged: Mapping[str, Sequence[Judgement]], limits: Limits) -> Limits:
    """The limits with which the parts of events are read best, one after the other."""

    def value(tried: Limits) -> float:
        return calibration.f_beta(of_events(scored(cases, lambda case: corrected(case, judged[case.id], tried))))

    best = value(limits)
    for name, values in STEPS.items():
        for each in values:
            tried = replace(limits, **{name: each})
            if (found := value(tried)) > best + WORTH:
                best, limits = found, tried
    return limits


def scored(cases: Iterable[Case], mentions: Callable[[Case], Sequence[EventMention]]) -> Scores:
    """The scores of the facts that mentions make of texts."""
    scores = Scores()
    for case in cases:
        score(dict(case.example.gold), shape(case.facts(mentions(case)), case.document), scores)
    return scores


def of_events(scores: Scores) -> Count:
    """The count of all parts of events."""
    return sum((scores.counts[kind] for kind in OF_EVENTS), Count())


def report(title: str, cases: Sequence[Case], mentions: Callable[[Case], Sequence[EventMention]]) -> None:
    """Print the scores of all texts, and of each of their sources."""
    for name, of in {"all": lambda _: True, **REGISTERS}.items():
        scores = scored([case for case in cases if of(case.id)], mentions)
        parts = " ".join(f"{kind} {count.f1:.3f}" for kind, count in scores.counts.items())
        print(f"{title}, {name}: {told(scores.all)}; events {told(of_events(scores))}; {parts}", flush=True)


def told(count: Count) -> str:
    """A count in short."""
    return f"P {count.precision:.3f} R {count.recall:.3f} F {count.f1:.3f}"


if __name__ == "__main__":
    main()
