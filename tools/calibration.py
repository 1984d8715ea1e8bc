"""Fits the confidence of facts, and writes ontology/en/confidence.yaml; `fit.py` gives it the texts.

The confidence of a fact is the probability that one of its atomic parts is right, as `kg evaluate` counts parts: the
post; the type of an event, each participant, for whom it acts, place, date, modality; the title of an agreement and
each party; an action with who did it, where and when; a statement for each speaker. Precision among the facts of at
least some confidence is counted over parts, too. Reported statements are fitted, but stay out of it, as out of scores.

Observations are the parts of what is read off texts with gold facts. The weights are those of a logistic regression
with a penalty on their squares. Both a fit on all documents and, for texts never seen, one with the documents in
ten parts (each judged by weights that do not know it) are printed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize
from scipy.special import expit

from kg.evaluate import Count, Scores, score, shape
from kg.evaluate.counts import Comparison
from kg.extraction.confidence import ANY, Weights, calibrated, probability
from kg.extraction.confidence.features import About, features, of_part, of_service
from kg.model import Action, Agreement, Argument, Document, Entity, Event, Extraction, Fact, Participant, Time
from kg.threshold import surer

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "ontology" / "en" / "confidence.yaml"
FOLDS = 10
PENALTY = 5.0
BETA = 0.8
"""How much recall weighs beside precision: a fact that is wrong hurts more than one that is missing."""
LEAST = 0.9
USUAL = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
"""Least confidences, of which the best becomes the usual one."""
_WITH = {"modality": "event", "term": "agreement"}
"""Kinds of parts that have no probability of their own, and those whose they share."""
BINS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
HEAD = """\
# How surely facts are read: the log-odds that an atomic part of a fact is right are the sum of the weights of its
# features, which kg/extraction/confidence names: what each weighs for any part, and besides for parts of a kind.
# `make fit` fits and writes this file. `at_least` is what it measured by cross-validation over what is so sure; `usual`
# is the least confidence of what goes into graphs: the one with the best measure there.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A document, its gold facts, what was read off it with the confidence of the rules, and where it is from."""

    folder: str
    document: Document
    gold: dict[str, Any]
    raw: Extraction


@dataclass(frozen=True, slots=True)
class Part:
    """An atomic part that was read: the features of its fact, and whether it is right."""

    kind: str
    features: dict[str, float]
    right: bool


def calibrate(texts: Sequence[Text], output: Path) -> None:
    """Fit, print the reliability, and write the weights."""
    weights = fit(all_parts(texts))
    apart = {text.document.id: other for fold in range(FOLDS) for text, other in judged_apart(texts, fold)}
    known = {text.document.id: weights for text in texts}
    print(f"{len(texts)} documents, {len(all_parts(texts)):,} parts, {sum(map(len, weights.values()))} weights")
    for title, chosen in (("in sample", known), ("cross-validated", apart)):
        print_reliability(title, texts, chosen)
    best = usual(texts, apart)
    measured = {"all": print_threshold("all", texts, apart)}
    for name in dict.fromkeys(text.folder for text in texts):
        measured[name] = print_threshold(name, [text for text in texts if text.folder == name], apart)
    write(output, weights, measured, best, len(texts))


def all_parts(texts: Iterable[Text]) -> list[Part]:
    """The atomic parts that were read off texts."""
    return [part for text in texts for part in parts(text)]


def parts(text: Text) -> list[Part]:
    """The atomic parts that were read off a text."""
    about = About(text.raw)
    facts = {fact.id: fact for fact in text.raw.facts}
    return [
        Part(_WITH.get(each.kind, each.kind), _features(each, facts[each.fact], about), each.right)
        for each in compare([text], None).comparisons
        if each.found is not None and each.fact
    ]


def _features(found: Comparison, fact: Fact, about: About) -> dict[str, float]:
    """The features of a part that was read: those of its fact, and its own."""
    own, entities = features(fact, about), about.entities
    part = next((one for one in _arguments(found, fact) if _is_found(found, one, entities)), None)
    if part is None:
        return own
    whole = own | of_part(part, fact, entities)
    return whole | of_service(part) if found.kind == "for" and isinstance(part, Participant) else whole


def _arguments(found: Comparison, fact: Fact) -> Sequence[Argument | Time]:
    """The parts of a fact that are of the kind of what was found."""
    match fact, found.kind:
        case ((Event() | Action()), ("place" | "date")):
            one = fact.place if found.kind == "place" else fact.time
            return [one] if one else []
        case Event(), ("participant" | "for"):
            return fact.participants
        case Action(), "signatory":
            return fact.by
        case Agreement(), "party":
            return fact.parties
    return []


def _is_found(found: Comparison, part: Argument | Time, entities: Mapping[str, Entity]) -> bool:
    """Whether a part is what was found, by its name."""
    if isinstance(part, Time) or found.kind == "place":
        return True
    local = part.on_behalf_of if found.kind == "for" and isinstance(part, Participant) else part.entity
    name = found.found["name"] if found.kind == "participant" else found.found
    return local is not None and entities[local].name == name


def compare(texts: Iterable[Text], weights: Mapping[str, Weights] | None, least: float | None = None) -> Scores:
    """The scores of texts, of the facts that the weights for each document give at least some confidence."""
    scores = Scores()
    for text in texts:
        said = surer(calibrated(text.raw, weights[text.document.id]), least) if weights else text.raw
        score(text.gold, shape(said, text.document), scores)
    return scores


def judged_apart(texts: Sequence[Text], fold: int) -> list[tuple[Text, Weights]]:
    """The texts of one fold, with weights fitted to the others."""
    inside = [text for i, text in enumerate(texts) if i % FOLDS == fold]
    weights = fit(all_parts([text for i, text in enumerate(texts) if i % FOLDS != fold]))
    return [(text, weights) for text in inside]


def fit(observed: Sequence[Part]) -> Weights:
    """The weights that make parts most likely to be as right as they are, to two digits.

    A feature weighs for parts of a kind what it weighs for any part, and what it weighs besides for those; both are
    penalised, so that a kind of which there are few is judged like the others.
    """
    known = sorted({(of, name) for part in observed for name in part.features for of in (ANY, part.kind)})
    columns = {name: n for n, name in enumerate(known)}
    table = np.zeros((len(observed), len(known)))
    for row, part in enumerate(observed):
        for name, value in part.features.items():
            table[row, columns[ANY, name]] = table[row, columns[part.kind, name]] = value
    right = np.array([part.right for part in observed], dtype=float)

    def loss(weights: Any) -> tuple[float, Any]:
        odds = table @ weights
        value = np.sum(np.logaddexp(0, odds) - right * odds) + PENALTY / 2 * np.sum(weights**2)
        return float(value), table.T @ (expit(odds) - right) + PENALTY * weights

    found = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (of, name), weight in zip(known, found, strict=True):
        if digits := round(float(weight), 2):
            weights[of][name] = digits
    return dict(weights)


def usual(texts: Sequence[Text], weights: Mapping[str, Weights]) -> float:
    """The least confidence whose facts are the best together, the curve printed."""
    curve = {least: compare(texts, weights, least).all for least in USUAL}
    print("\nleast confidence, cross-validated")
    for least, count in curve.items():
        print(f"{least:12.2f} {told(count)}, F1 {count.f1:.3f}, F{BETA} {f_beta(count):.3f}")
    return max(USUAL, key=lambda least: f_beta(curve[least]))


def f_beta(count: Count) -> float:
    """The weighted harmonic mean of precision and recall."""
    weight = BETA**2
    return (1 + weight) * count.precision * count.recall / (weight * count.precision + count.recall)


def print_reliability(title: str, texts: Iterable[Text], weights: Mapping[str, Weights]) -> None:
    """How often the parts of facts are right, by the confidence of the facts."""
    rated = [
        (probability(part.features, part.kind, weights[text.document.id]), part.right)
        for text in texts
        for part in parts(text)
    ]
    print(f"\nreliability, {title}\n{'confidence':>12} {'n':>6} {'mean':>6} {'right':>6}")
    for low, high in pairwise(BINS):
        inside = [(value, right) for value, right in rated if low <= value < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"{low:5.2f} - {min(high, 1):4.2f} {len(inside):6} {mean:6.3f} {share:6.3f}")


def print_threshold(title: str, texts: Sequence[Text], weights: Mapping[str, Weights]) -> dict[str, float]:
    """Precision and recall of the facts that are sure enough, over all kinds but reported statements."""
    chosen, everything = compare(texts, weights, LEAST).all, compare(texts, None).all
    print(f"\nat least {LEAST}, {title}: {told(chosen)}; all facts: {told(everything)}")
    return {"precision": round(chosen.precision, 3), "recall": round(chosen.recall, 3)}


def told(count: Count) -> str:
    """A count in words."""
    return f"precision {count.precision:.3f}, recall {count.recall:.3f}"


def write(
    path: Path, weights: Weights, measured: Mapping[str, Mapping[str, float]], best: float, documents: int
) -> None:
    """Write the weights, and what they were measured at."""
    data = {"documents": documents, "usual": best, "at_least": {LEAST: dict(measured)}, "weights": weights}
    path.write_text(HEAD + yaml.safe_dump(data, sort_keys=False, width=100), "utf-8")
    print(f"\nwrote {path.name}")
