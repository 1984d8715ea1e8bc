"""The graph that analysts query: what all documents together say of each event, agreement and post.

`ontology/merge/*.rq` define the same triples as queries over the other graphs; computing them while the documents are
written costs no join. Two things have no query: expiry dates, as date arithmetic differs between engines, and the
counts of documents and sources, as no text is in the graph by which copies could be told. Of places that have several
names only resolution knows that they are one (`ontology/events.yaml`).
"""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import quote

from kg.identity import Matter, Resolution
from kg.kinds import kinds
from kg.model import DONE, OFF, Action, Agreement, Event, Fact, Modality, Participant
from kg.rdf.coded import coded, label, values
from kg.rdf.documents import DocumentGraph, dv
from kg.rdf.facts import holding_of, months
from kg.rdf.labels import Labels
from kg.rdf.support import Support
from kg.rdf.terms import NamedGraph, day, english, number
from kg.rdf.times import bounds_of
from kg.rdf.words import Words, weightiest
from kg.vocab import MERGED_GRAPH, curie, node

_UNKNOWN = (0, True, dt.date.min)
_AFFIRMED = (dv(Modality.OCCURRED), dv(Modality.ONGOING))
_RANKS = dict.fromkeys(DONE, 0) | dict.fromkeys(OFF, 2)
"""Who tells the day of an event: those who tell that it was, then those who plan it, then those who call it off."""
_MATTERS = {Matter.REALITY: "dv:RealityMatter", Matter.DAY: "dv:DayMatter", Matter.PLACE: "dv:PlaceMatter"}


class Merged:
    """Gathers claims, in any order, and weighs them at the end."""

    def __init__(self, resolution: Resolution) -> None:
        """Nothing is claimed yet."""
        self._support = Support(resolution.copies)
        self._words = Words()
        self._labels = Labels()
        self._disputes = {node(iri): matters for iri, matters in resolution.disputes.items()}
        self._graph = NamedGraph(MERGED_GRAPH)
        self._claims: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._first: dict[str, tuple[int, bool, dt.date]] = {}
        self._held: dict[tuple[str, str], dt.date] = {}
        self._former: dict[tuple[str, str], dt.date] = {}
        self._actions: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._terms: defaultdict[str, set[int]] = defaultdict(set)
        self._parties: defaultdict[str, set[str]] = defaultdict(set)

    def take(self, document: DocumentGraph) -> None:
        """Take up the facts of one document."""
        said = document.extraction
        for post in said.posts:
            person, held, holding = holding_of(document, post)
            self._state(holding, document, post, [person])
            dates = self._former if post.former else self._held
            dates[person, held] = max(document.date or dt.date.min, dates.get((person, held), dt.date.min))
        for event in said.events:
            self._event(document, event, event.participants)
            self._labels.take(document.fact(event.id), document, kinds()[event.type].label, event.participants)
        for agreement in said.agreements:
            self._agree(document, agreement)
        for action in said.actions:
            self._action(document, action)

    def graph(self) -> NamedGraph:
        """What follows from all claims taken up so far."""
        for event, claims in self._claims.items():
            matters = self._disputes.get(event, frozenset())
            self._graph.add(event, "dip:status", curie("dv:Disputed") if matters else weightiest(claims))
            self._graph.add(event, "dip:inDispute", *(curie(_MATTERS[matter]) for matter in sorted(matters)))
        for event in self._first:
            if start := self._start(event):
                self._graph.add(event, "dip:startDate", day(start))
        for agreement in self._actions:
            self._agreement(agreement)
        self._describe()
        for (person, post), date in self._held.items():
            if self._former.get((person, post), dt.date.min) <= date:
                self._graph.add(person, "dip:holdsPost", post)
        return self._graph

    def _describe(self) -> None:
        """What each event and agreement is called, which words tell each fact best, and how many tell it."""
        for event, called in self._labels.each():
            self._graph.add(event, "rdfs:label", english(called))
        for fact, mention in self._words.chosen():
            self._graph.add(fact, "dcterms:source", mention)
        for fact, counts in self._support.counts():
            self._graph.add(fact, "dip:documentCount", number(counts.documents))
            self._graph.add(fact, "dip:sourceCount", number(counts.sources))

    def _is_real(self, event: str) -> bool:
        return any(modality in _AFFIRMED for _, modality in self._claims[event])

    def _start(self, event: str) -> dt.date | None:
        """The first day that is told of an event; of one that has happened, no plan tells it."""
        rank, _, start = self._first.get(event, _UNKNOWN)
        return None if start == dt.date.min or (rank and self._is_real(event)) else start

    def _state(self, term: str, document: DocumentGraph, fact: Fact, people: Iterable[str]) -> None:
        """Note in which words a document tells a fact, and that it states it, unless it denies it."""
        self._words.take(term, document, fact)
        if fact.modality is not Modality.DENIED:
            self._support.add(term, document.id, document.publisher, people)

    def _event(self, document: DocumentGraph, event: Event | Action, people: Iterable[Participant]) -> None:
        term = document.fact(event.id)
        published = document.date.isoformat() if document.date else ""
        self._claims[term].add((published, dv(event.modality)))
        within = event.participants if isinstance(event, Event) else event.by
        self._state(term, document, event, [document.actor(one.entity) for one in within])
        for one in people:
            self._graph.add(term, "dip:hasParticipant", document.actor(one.entity))
            if one.on_behalf_of:
                self._graph.add(term, "dip:hasParticipant", document.actor(one.on_behalf_of))
        if event.place:
            self._graph.add(term, "dip:atPlace", document.actor(event.place.entity))
        known = bounds_of(event.time.edtf) if event.time else None
        if known and known.earliest_start:
            vague = known.latest_start != known.earliest_start  # a known day comes before "in May"
            told = (_RANKS.get(event.modality, 1), vague, known.earliest_start)
            self._first[term] = min(told, self._first.get(term, told))

    def _agree(self, document: DocumentGraph, agreement: Agreement) -> None:
        term, parties = document.fact(agreement.id), [document.party(party.entity) for party in agreement.parties]
        self._state(term, document, agreement, parties)
        for kind in coded("AgreementKind", agreement.kind):
            self._labels.take(term, document, label(kind), ())
        self._labels.add_parties(term, document, parties)
        if length := months(agreement.term):
            self._terms[term].add(length)

    def _action(self, document: DocumentGraph, action: Action) -> None:
        people, parties = document.signers(action)
        self._event(document, action, people)
        term, agreement = document.fact(action.id), document.fact(action.agreement)
        act = dv(action.manner or action.type)
        self._actions[agreement].add((term, act))
        self._parties[term].update(parties)
        self._labels.take(term, document, label(act), people)
        self._labels.add_parties(term, document, parties)

    def _agreement(self, agreement: str) -> None:
        """The stage that an agreement has reached, for itself and for its parties, who signed it, and when it ends."""
        done = [
            (self._start(action) or dt.date.min, kind, action)
            for action, kind in self._actions[agreement]
            if self._is_real(action)
        ]
        if stage := _stage("resultsIn", done):
            self._graph.add(agreement, "dip:agreementStatus", stage)
        for party in {party for _, _, action in done for party in self._parties[action]}:
            acts = [act for act in done if party in self._parties[act[2]]]
            if stage := _stage("resultsInForParty", acts):
                self._standing(agreement, party, stage)
        signed = [act for act in done if act[1] == curie("dv:Signed")]
        for _, _, action in signed:
            self._graph.add(agreement, "dip:hasSignatory", *self._parties[action])
        dates = [start for start, _, _ in signed if start > dt.date.min]
        for length in self._terms.get(agreement, ()) if dates else ():
            self._graph.add(agreement, "dip:expiryDate", day(_months_later(min(dates), length)))

    def _standing(self, agreement: str, party: str, stage: str) -> None:
        term = node(f"{agreement[1:-1]}.status.{quote(party[1:-1].rsplit('/', 1)[1], safe='')}")
        self._graph.add(term, "rdf:type", curie("dip:PartyStatus"))
        self._graph.add(term, "dip:ofAgreement", agreement)
        self._graph.add(term, "dip:forParty", party)
        self._graph.add(term, "dip:statusValue", stage)


def _stage(predicate: str, done: Iterable[tuple[dt.date, str, str]]) -> str | None:
    """What the last act that happened resulted in; of acts on one day, the stage of higher rank."""
    results, ranks = values(predicate), values("rank")
    stages = [(start, int(ranks[results[kind]]), results[kind]) for start, kind, _ in done if kind in results]
    return max(stages)[2] if stages else None


def _months_later(date: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later; the last day of a month too short for it."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, monthrange(year, month + 1)[1]))
