"""Prints how well trips of US presidents and secretaries of state are read: `python tools/travels.py [--trips N]`.

The table beside the repository tells for each trip, in columns, who went where and when, and in remarks without a
subject what was done there ("Met with President X and Prime Minister Y."). Each trip becomes a short text, dated by its
last day; a remark that begins with a verb gets the traveller as its subject:

    Secretary of State NAME visited LOCALE, COUNTRY, from DAY to DAY. NAME met with President X and Prime Minister Y.

person  Whoever a remark says was met, where the list behind "with" is made of titles with names and groups. A pattern
        of our own (`trips.met`), which shares nothing with the extractor, reads the list. Found is who takes part in an
        event that cites the sentence. Precision: of all persons in such events but the traveller.
post    The titles of the same persons. Recall only: which country they serve is not in the columns.
visit   The traveller's visit that cites our sentence and, of those found, its place (a city or the country of the
        columns) and its date (exactly the days). The sentence has one form: it measures names, not variety of language.
place   Of the other events, where the remark names it not itself. Precision only: one of the columns' places.
date    Of the other events. Precision only: within the days of the trip; the few remarks on the way home lie outside.

Not measured: remarks in other forms (their number is printed), places that remarks name, modality, agreements,
statements, and groups that were met.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from trips import Met, Trip, met, read

from kg import pipeline
from kg.dates import overlap
from kg.evaluate import Count
from kg.evaluate.alike import name_cause, stated
from kg.evaluate.matching import date_same, same, title_same
from kg.kinds import VISIT
from kg.model import EntityKind, Event, Extraction, Rejection

TRIPS = Path(__file__).parents[2] / "shared" / "corpora" / "us_travels.jsonl.xz"
STATE_OF = {"Holy See": "Vatican City"}
MEASURES = ("person", "post", "visit", "visit's place", "visit's date", "place", "date")


class Score:
    """Counts by measure, and the misses of each class with the sentences they stand in."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = defaultdict(Count)
        self.misses: dict[str, list[str]] = defaultdict(list)
        self.read = self.unread = 0

    def enter(self, measure: str, gold: bool, found: bool, right: bool, miss: str, sentence: str) -> None:
        """Count one value; a wrong or missing one goes to the class `miss`."""
        self.counts[measure] += Count(int(right), int(found and not right), int(gold and not right))
        if not right:
            self.misses[f"{measure}: {miss}"].append(sentence)


class Reading:
    """What was read off one trip."""

    def __init__(self, trip: Trip, said: Extraction) -> None:
        self.trip, self.said = trip, said
        self.entities = {entity.id: entity for entity in said.entities}

    def name(self, entity: str) -> str:
        """The name of an entity of the text."""
        return self.entities[entity].name

    def events(self, sentence: str) -> list[Event]:
        """The events that cite a sentence."""
        begin = self.trip.document.text.index(sentence)
        end = begin + len(sentence)
        return [e for e in self.said.events if any(m.begin < end and begin < m.end for m in e.evidence)]

    def persons(self, events: Iterable[Event]) -> list[str]:
        """The names of the persons in events, but for the traveller."""
        local = dict.fromkeys(part.entity for event in events for part in event.participants)
        names = [self.name(one) for one in local if self.entities[one].kind is EntityKind.PERSON]
        return [name for name in names if not same(name, self.trip.name)]

    def is_there(self, place: str) -> bool:
        """Whether a place is one of the columns'."""
        known = (self.trip.country, *self.trip.locales)
        return any(same(place, one) or one == STATE_OF.get(place) for one in known)


def main() -> None:
    """Measure, and print the measures, then the largest classes of misses with examples."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trips", type=int, help="only so many")
    parser.add_argument("--examples", type=int, default=5, help="of each class of misses")
    arguments = parser.parse_args()
    if not TRIPS.exists():
        print(
            f"skipped: the table of trips, {TRIPS.name}, lies in shared/corpora beside the repository and is not there"
        )
        return
    score, rejected = Score(), list[Rejection]()
    trips = {trip.id: trip for trip in islice(read(TRIPS), arguments.trips)}
    for document, said in pipeline.extract((trip.document for trip in trips.values()), rejected):
        judge(Reading(trips[document.id], said), score)
    report(score, len(trips), arguments.examples)
    for rejection in rejected:
        print(f"rejected {rejection.where}: {rejection.reason}", file=sys.stderr)


def judge(reading: Reading, score: Score) -> None:
    """Enter what was read off one trip."""
    first, *others = reading.trip.sentences
    visits = [e for e in reading.events(first) if e.type == VISIT]
    judge_visit(reading, visits, first, score)
    judge_circumstances(reading, [e for e in reading.said.events if e not in visits], score)
    for remark, sentence in zip(reading.trip.remarks, others, strict=True):
        people = met(remark)
        score.read, score.unread = score.read + bool(people), score.unread + (not people)
        if people:
            judge_people(reading, people, sentence, score)


def judge_visit(reading: Reading, visits: list[Event], sentence: str, score: Score) -> None:
    """Enter the traveller's visit, its place and its date."""
    trip = reading.trip
    own = [e for e in visits if any(same(reading.name(part.entity), trip.name) for part in e.participants)]
    score.enter("visit", True, bool(visits), bool(own), "no visit of the traveller", sentence)
    for visit in own[:1]:
        place = reading.name(visit.place.entity) if visit.place else ""
        told = f"{place or 'none'} < {sentence}"
        score.enter("visit's place", True, bool(place), reading.is_there(place), "wrong", told)
        day = visit.time.edtf if visit.time else ""
        score.enter(
            "visit's date", True, bool(day), date_same(trip.edtf, day), "wrong", f"{day or 'none'} < {sentence}"
        )


def judge_circumstances(reading: Reading, events: list[Event], score: Score) -> None:
    """Enter the places and dates of the events that the remarks tell of."""
    for event in events:
        words = event.evidence[0].text
        name = reading.name(event.place.entity) if event.place else ""
        if name and not stated(name, [words]):
            score.enter("place", False, True, reading.is_there(name), "not of the trip", f"{name} < {words}")
        if event.time:
            right = overlap(event.time.edtf, reading.trip.edtf)
            score.enter("date", False, True, right, "not of the trip", f"{event.time.edtf} < {words}")


def judge_people(reading: Reading, people: list[Met], sentence: str, score: Score) -> None:
    """Enter who was met, the posts, and whoever was not met."""
    events = reading.events(sentence)
    found = reading.persons(events)
    for one in people:
        known = any(same(one.name, name) for name in found)
        miss = "" if known else why_missed(reading, one, found, bool(events))
        score.enter("person", True, False, known, miss, f"{one.name} < {sentence}")
        held = any(
            same(one.name, reading.name(p.person)) and title_same(one.title, p.title) for p in reading.said.posts
        )
        score.enter("post", True, False, held, "none", f"{one.title} {one.name} < {sentence}")
    for name in found:
        if not any(same(one.name, name) for one in people):
            cut = any(name_cause(one.name, name) for one in people)
            score.enter(
                "person", False, True, False, "invented, cut wrongly" if cut else "invented", f"{name} < {sentence}"
            )


def why_missed(reading: Reading, one: Met, found: list[str], told: bool) -> str:
    """The class of a person who was met, but not found among the participants."""
    if any(name_cause(one.name, name) for name in found):
        return "another form of the name takes part"
    if not told:
        return f"no event ({one.verb})"
    names = [entity.name for entity in reading.said.entities if entity.kind is EntityKind.PERSON]
    known = any(same(one.name, name) for name in names)
    return "known, but takes no part" if known else "name not recognised"


def report(score: Score, trips: int, examples: int) -> None:
    """Print the measures and the misses."""
    print(f"{trips:,} trips; {score.read:,} remarks tell who was met, {score.unread:,} are in other forms")
    print(f"{'measure':14} {'n':>6} {'P':>6} {'R':>6}")
    for measure in MEASURES:
        count = score.counts[measure]
        told = measure not in ("place", "date")  # the columns tell what should have been found
        number = count.gold if told else count.found + count.spurious
        precision = "     -" if measure in ("post", "visit") else f"{count.precision:6.3f}"
        print(f"{measure:14} {number:6} {precision} {f'{count.recall:6.3f}' if told else '     -'}")
    for name, sentences in sorted(score.misses.items(), key=lambda item: -len(item[1])):
        print(f"\n{name} ({len(sentences)})")
        for sentence in spread(sentences, examples):
            print(f"  {sentence}")


def spread(items: list[str], number: int) -> Iterator[str]:
    """So many of the items, from beginning to end."""
    yield from items[:: max(1, len(items) // number) if number else len(items)][:number]


if __name__ == "__main__":
    main()
