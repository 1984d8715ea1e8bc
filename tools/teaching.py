"""What texts teach the models of events, and the models that some of them teach."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from alignment import Associations, Example, Gold, align, associations
from cases import Case
from regression import Table, Taught, classifier, table_of

from kg.evaluate.matching import date_same, family, same
from kg.extraction.events import pairs
from kg.extraction.events.features import FORUM_NAMED, Evidence
from kg.extraction.events.judgement import NONE, Judge
from kg.extraction.events.models import Limits, Models
from kg.extraction.events.pairs import ActorPair
from kg.fitted import NO, YES, Classifier
from kg.kinds import kinds
from kg.lexicon import lexicon

MODELS = ("trigger", "modality", "actor", "place", "moment")
OFTEN = 5
"""Gold events that words of one sense state, from which number on all words of that sense may."""
INNER = 3
"""Folds in which a model is fitted whose answers another one is taught with."""


@dataclass(frozen=True)
class Lessons:
    """What some texts teach, and how often each word states an event in each of them."""

    tables: Mapping[str, Table]
    states: Sequence[Counter[str]]


def lessons_of(cases: Sequence[Case]) -> Lessons:
    """What some texts teach."""
    table = associations([case.example for case in cases], lexicon())
    rows: defaultdict[str, list[Taught]] = defaultdict(list)
    states: list[Counter[str]] = []
    for n, case in enumerate(cases):
        where = align(case.example, table)
        words = case.example.evidence.words
        states.append(Counter(words[i] for i in where if i is not None))
        for model, taught in _taught(n, case, where, table):
            rows[model].append(taught)
    return Lessons({model: table_of(found) for model, found in rows.items()}, states)


def fit(lessons: Lessons, cases: np.ndarray) -> Models:
    """The models that some of the cases teach: those that are true in `cases`."""
    words = known_words(count for count, taken in zip(lessons.states, cases, strict=True) if taken)
    fitted = {}
    for name in MODELS:
        table = lessons.tables[name]
        of_known = np.array([word in words for word in table.words]) if name == "trigger" else True
        fitted[name] = classifier(table, cases[table.cases] & of_known)
    fitted["company"] = company(lessons.tables["actor"], cases)
    return Models(**fitted, words=words)


@dataclass(frozen=True)
class Beside:
    """Of which word's actors one is."""

    evidence: Evidence
    kind: str
    all: Sequence[ActorPair]
    one: ActorPair


def company(table: Table, cases: np.ndarray) -> Classifier:
    """The model of who takes part beside others: taught with what models say that have not seen the case."""
    rows, likely = cases[table.cases], np.zeros(len(table.labels))
    turn = table.cases % INNER
    for fold in range(INNER):
        apart, model = rows & (turn == fold), classifier(table, rows & (turn != fold))
        likely[apart] = table.probabilities(apart, model)[:, model.classes.index(YES)]
    taught: list[Taught] = []
    for (case, _), group in groupby(
        np.flatnonzero(rows).tolist(), key=lambda n: (int(table.cases[n]), id(table.of[n].all))
    ):
        of = list(group)
        its: Beside = table.of[of[0]]
        found = pairs.company(its.evidence, its.kind, [table.of[n].one for n in of], [float(likely[n]) for n in of])
        taught += [Taught(one, table.labels[n], "", case) for one, n in zip(found, of, strict=True)]
    return classifier(table_of(taught), np.full(len(taught), fill_value=True))


def known_words(states: Iterable[Counter[str]]) -> frozenset[str]:
    """The words that may state events: those with a frame, those that state gold events twice, and those like them."""
    told: Counter[str] = sum(states, Counter())
    framed = {f"{lemma}.{pos[0]}" for lemma, pos in lexicon().frames}
    senses = lexicon().senses
    of_sense = {f"{lemma}.V": sense for lemma, sense in senses.verbs.items()}
    of_sense |= {f"{lemma}.N": sense for lemma, sense in senses.nouns.items()}
    by_sense: Counter[str] = Counter()
    for word, times in told.items():
        if word in of_sense:
            by_sense[of_sense[word]] += times
    alike = {word for word, sense in of_sense.items() if by_sense[sense] >= OFTEN}
    return frozenset({word for word, times in told.items() if times > 1} | framed | alike | {FORUM_NAMED})


def _taught(number: int, case: Case, where: Sequence[int | None], table: Associations) -> Iterator[tuple[str, Taught]]:
    """What a text, whose events are stated by the words at `where`, teaches each model."""
    evidence, example = case.example.evidence, case.example
    judge = Judge(evidence, case.circumstances, Limits())
    stated: defaultdict[int, list[Gold]] = defaultdict(list)
    for event, i in zip(example.events, where, strict=True):
        if i is not None:
            stated[i].append(event)
    for i, word in evidence.words.items():
        if i in stated or not (i in evidence.quoted or _again(example, i, table)):
            label = stated[i][0]["type"] if i in stated else NONE
            yield "trigger", Taught(evidence.word(i), label, word, number)
    for i, events in stated.items():
        word, kind = evidence.words[i], events[0]["type"]
        reality = evidence.reality(i, kind, judge.read(i).plain)
        yield "modality", Taught(reality, events[0]["modality"], word, number)
        for model, features, truth, of in _pairs(case, i, kind, events):
            yield model, Taught(features, YES if truth else NO, word, number, of)


def _pairs(case: Case, i: int, kind: str, events: Sequence[Gold]) -> Iterator[tuple[str, Any, bool, Beside | None]]:
    """Each actor, place and time in reach of a word, and whether it belongs to one of the events the word states."""
    evidence, times = case.example.evidence, case.circumstances.times
    taking = {who for event in events for who in case.example.participants(event)}
    actors = pairs.actors(evidence, i, kind)
    for one in actors:
        yield "actor", one.features, one.local in taking, Beside(evidence, kind, actors, one)
    for at in pairs.places(evidence, i, kind):
        yield "place", at.features, any(same(event.get("place"), at.place.entity.name) for event in events), None
    for on in pairs.moments(evidence, i, kind):
        days = filter(None, (on.moment.edtf, times.resolved(on.moment.when, "future")))
        told = any(date_same(event.get("date"), day) for day in days for event in events)
        yield "moment", on.features, told, None


def _again(example: Example, i: int, table: Associations) -> bool:
    """Whether a word may tell again of a gold event that is stated better elsewhere: it teaches nothing."""
    evidence = example.evidence
    if any(stretch is not None and i in stretch for stretch in example.stretches):
        return False
    here = {local for local, _ in evidence.here(i)}
    for event in example.events:
        alike = (
            table.get(kind, {}).get(evidence.words[i], -9) for kind in kinds() if family(kind) == family(event["type"])
        )
        who = example.participants(event)
        if max(alike, default=-9) > 1 and who and len(who & here) >= min(2, len(who)):
            return True
    return False
