"""Documents with extractions made by hand, for tests of everything that comes after extraction."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from kg.anchors import Reference, anchor
from kg.identity import Judgement, Verdict
from kg.model import (
    Action,
    ActionType,
    Agreement,
    Argument,
    Document,
    Entity,
    EntityKind,
    Event,
    Extraction,
    Mention,
    Modality,
    Participant,
    Post,
    Statement,
    StatementKind,
    Time,
)
from kg.rule import Rule

VERSION = "by-hand-1"
KINDS = ("posts", "events", "agreements", "actions", "statements")
Pair = tuple[Document, Extraction]


@dataclass
class Builder:
    """Makes an extraction of a text; every span is given by its words, which must stand in the text."""

    text: str
    id: str = "doc"
    date: dt.date | None = dt.date(2025, 10, 31)
    source: str | None = "Example Daily"
    title: str | None = None
    url: str | None = None
    version: str = VERSION
    entities: list[Entity] = field(default_factory=list)
    facts: dict[str, list[Any]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def span(self, words: str) -> Mention:
        begin = self.text.index(words)
        return Mention.cut(self.text, begin, begin + len(words))

    def entity(self, kind: str, name: str, words: str | None = None, **rest: Any) -> str:
        local = f"x{next(self._numbers)}"
        found = words or name
        mentions = (self.span(found),) if found in self.text else ()
        self.entities.append(Entity(id=local, kind=EntityKind(kind), name=name, mentions=mentions, **rest))
        return local

    def person(self, name: str, words: str | None = None, **rest: Any) -> str:
        return self.entity("person", name, words, **rest)

    def country(self, key: str, name: str, words: str | None = None) -> str:
        return self.entity("country", name, words, key=key)

    def place(self, name: str, of: str | None = None, **rest: Any) -> str:
        return self.entity("place", name, of=of, **rest)

    def time(self, edtf: str, words: str | None = None) -> Time:
        return Time(edtf=edtf, mention=self.span(words) if words else None, anchor=self.date if words else None)

    def argument(self, entity: str) -> Argument:
        return Argument(entity=entity, mention=self._first_mention(entity))

    def taking_part(self, *people: str | tuple[str, str | None], role: str = "Participant") -> tuple[Participant, ...]:
        pairs = [(one, None) if isinstance(one, str) else one for one in people]
        return tuple(
            Participant(entity=who, on_behalf_of=whose, role=role, mention=self._first_mention(who))
            for who, whose in pairs
        )

    def post(self, person: str, title: str, of: str | None, words: str | None = None, **rest: Any) -> str:
        return self._fact("posts", Post, words or title, person=person, title=title, of=of, **rest)

    def event(self, type_: str, *people: Any, words: str, place: str | None = None, **rest: Any) -> str:
        where = self.argument(place) if place else None
        taking_part = self.taking_part(*people)
        return self._fact("events", Event, words, type=type_, participants=taking_part, place=where, **rest)

    def agreement(self, title: str, kind: str, *parties: str, words: str | None = None, **rest: Any) -> str:
        arguments = tuple(self.argument(party) for party in parties)
        return self._fact("agreements", Agreement, words or title, title=title, kind=kind, parties=arguments, **rest)

    def action(self, agreement: str, type_: str, *by: Any, words: str, place: str | None = None, **rest: Any) -> str:
        where = self.argument(place) if place else None
        who = self.taking_part(*by)
        kind = ActionType(type_)
        return self._fact("actions", Action, words, agreement=agreement, type=kind, by=who, place=where, **rest)

    def statement(self, kind: str, *speakers: str, text: str, words: str | None = None, **rest: Any) -> str:
        who = tuple(self.argument(speaker) for speaker in speakers)
        how = StatementKind(kind)
        return self._fact("statements", Statement, words or text, speakers=who, kind=how, text=self.span(text), **rest)

    def done(self) -> Pair:
        document = Document(
            id=self.id, text=self.text, date=self.date, source=self.source, title=self.title, url=self.url
        )
        facts = {kind: tuple(found) for kind, found in self.facts.items()}
        said = Extraction(document=self.id, version=self.version, entities=tuple(self.entities), **facts)
        return document, said

    def _fact(self, group: str, record: Any, words: str, **rest: Any) -> str:
        local = f"{group[0]}{next(self._numbers)}"
        told = {"rule": Rule(kind=f"by hand: {group}")} | rest
        self.facts[group].append(record(id=local, evidence=(self.span(words),), **told))
        return local

    def _first_mention(self, entity: str) -> Mention | None:
        return next((one.mentions[0] for one in self.entities if one.id == entity and one.mentions), None)


KUALA_LUMPUR = (
    "Defence Minister Rajnath Singh of India sat down on Friday with Pete Hegseth, the Secretary of War of the "
    "United States, in Kuala Lumpur, beside the 12th ADMM-Plus that opens on November 1. They put their names to a "
    'ten-year Framework for a Major Defence Partnership. "A new chapter will begin," Singh wrote on X. A day before, '
    "he had come to Malaysia and been welcomed at Subang Airbase by High Commissioner B.N. Reddy. Singh will speak to "
    "the forum and intends to see officials of other nations."
)


def kuala_lumpur(id: str = "kuala-lumpur") -> Pair:
    """All kinds of facts: two signatories, a forum, a visit, a reception, a planned address, an unnamed group."""
    b = Builder(KUALA_LUMPUR, id=id, title="Two ministers, one framework", url="https://example.org/kl")
    india, usa = b.country("IND", "India"), b.country("USA", "United States")
    malaysia = b.country("MYS", "Malaysia")
    singh = b.person("Rajnath Singh", of="IND")
    hegseth = b.person("Pete Hegseth", of="USA")
    reddy = b.person("B.N. Reddy", of="IND")
    city = b.place("Kuala Lumpur", of="MYS", key="geo:1735161")
    base = b.place("Subang Airbase", of="MYS")
    others = b.entity("group", "officials of other nations")
    b.post(singh, "Defence Minister", india)
    b.post(hegseth, "Secretary of War", usa)
    b.post(reddy, "High Commissioner", india)
    friday, eve = b.time("2025-10-31", "on Friday"), b.time("2025-10-30", "A day before")
    forum = b.event(
        "forum",
        (singh, india),
        words="the 12th ADMM-Plus that opens on November 1",
        name="12th ADMM-Plus",
        place=city,
        time=b.time("2025-11-01", "on November 1"),
        modality=Modality.SCHEDULED,
    )
    b.event(
        "meeting",
        (singh, india),
        (hegseth, usa),
        words="Rajnath Singh of India sat down on Friday with Pete Hegseth",
        place=city,
        time=friday,
        sidelines_of=forum,
    )
    visit = b.event("visit", (singh, india), words="he had come to Malaysia", place=malaysia, time=eve)
    b.event(
        "reception",
        (singh, india),
        (reddy, india),
        words="welcomed at Subang Airbase by High Commissioner B.N. Reddy",
        place=base,
        time=eve,
        part_of=visit,
    )
    b.event("address", (singh, india), words="Singh will speak to the forum", part_of=forum, modality=Modality.EXPECTED)
    b.event(
        "meeting", (singh, india), others, words="intends to see officials of other nations", modality=Modality.PLANNED
    )
    title = "Framework for a Major Defence Partnership"
    framework = b.agreement(title, "framework", india, usa, term="P10Y")
    b.action(
        framework,
        "signed",
        (singh, india),
        (hegseth, usa),
        words="They put their names to a ten-year Framework",
        place=city,
        time=friday,
    )
    b.statement("quoted", singh, text="A new chapter will begin", words="Singh wrote on X", channel="X")
    return b.done()


def meeting(
    id: str, date: dt.date, modality: str = "occurred", *, names: tuple[str, str] = ("Anna Berg", "Bela Kun")
) -> Pair:
    """One meeting of a Swedish and a Hungarian minister on 5 May 2024, as this document tells it."""
    one, other = names
    text = f"Foreign Minister {one} of Sweden and Foreign Minister {other} of Hungary: talks in Vienna on 5 May 2024."
    b = Builder(text, id=id, date=date)
    sweden, hungary = b.country("SWE", "Sweden"), b.country("HUN", "Hungary")
    first, second = b.person(one, of="SWE"), b.person(other, of="HUN")
    b.post(first, "Foreign Minister", sweden)
    b.post(second, "Foreign Minister", hungary)
    vienna = b.place("Vienna", of="AUT", key="geo:2761369")
    time = b.time("2024-05-05", "5 May 2024")
    b.event(
        "meeting",
        (first, sweden),
        (second, hungary),
        words="talks in Vienna",
        place=vienna,
        time=time,
        modality=Modality(modality),
    )
    return b.done()


def judged(pairs: Iterable[Pair], left: Reference, right: Reference, verdict: str = "same", **rest: Any) -> Judgement:
    """A judgement on two things of documents, by their local ids."""
    said = {document.id: (document, extraction) for document, extraction in pairs}
    one, other = (anchor(*said[document], local) for document, local in (left, right))
    assert one and other
    return Judgement(left=one, right=other, verdict=Verdict(verdict), **({"by": "test"} | rest))
