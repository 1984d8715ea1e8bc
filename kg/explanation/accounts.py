"""A fact told in rows: what it says, and in which words of the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import singledispatchmethod

from kg.actors import actors
from kg.explanation.marks import Mark
from kg.explanation.reasons import Reason, reason
from kg.kinds import kinds
from kg.lexicon import lexicon
from kg.model import (
    Action,
    Agreement,
    Argument,
    Certainty,
    Document,
    Entity,
    EntityKind,
    Event,
    Extraction,
    Fact,
    Mention,
    Modality,
    Participant,
    Post,
    Statement,
    Time,
)

_TONES = {
    EntityKind.COUNTRY: "country",
    EntityKind.ORGANISATION: "organisation",
    EntityKind.PLACE: "place",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a fact says: "Host", who that is, what more is known of it, and the words of the text for it."""

    label: str
    value: str
    note: str = ""
    mention: Mention | None = None
    tone: str = "said"
    likely: float | None = None
    """How probable it is that this part of the fact was read rightly,"""
    taken: bool = True
    """and whether that is enough for a base."""

    @property
    def words(self) -> str:
        """The words of the text where they are others than the value."""
        text = " ".join(self.mention.text.split()) if self.mention else ""
        return "" if text == self.value else text


@dataclass(frozen=True, slots=True)
class Account:
    """A fact as it is shown. `begin` is where the text states it; `number` counts the facts in that order."""

    number: int
    begin: int
    kind: str
    type: str
    fact: Fact
    reason: Reason
    rows: tuple[Row, ...]
    taken: bool = True
    """Whether it is sure enough for a base."""
    grounds: Sequence[tuple[str, float]] = ()
    """What spoke for and against it, with what each added to the log-odds."""

    @property
    def weighed(self) -> str:
        """What spoke for and against it, in words."""
        return "; ".join(f"{name} {weight:+.1f}" for name, weight in self.grounds)

    @property
    def reality(self) -> str:
        """How real the document makes it, "planned, probable"; empty for what is real by being told."""
        certain = self.fact.certainty is Certainty.CERTAIN
        if isinstance(self.fact, Post | Agreement | Statement) and self.fact.modality is Modality.OCCURRED and certain:
            return ""
        return self.fact.modality.value if certain else f"{self.fact.modality.value}, {self.fact.certainty.value}"

    @property
    def marks(self) -> Iterator[Mark]:
        """The words of the text that the fact was made of."""
        if self.fact.trigger:
            label = "" if any(row.tone == "post" and row.mention for row in self.rows) else self.type
            yield Mark(self.fact.trigger.begin, self.fact.trigger.end, "trigger", label, self.number)
        for row in self.rows:
            if row.mention:
                yield Mark(row.mention.begin, row.mention.end, row.tone, row.label, self.number)


def accounts(
    document: Document, said: Extraction, grounds: Mapping[str, Sequence[tuple[str, float]]], least: float
) -> list[Account]:
    """The accounts of all facts of a document, in the order in which the text states them.

    `grounds` are what spoke for and against each. Bases do not take what is less sure than `least`.
    """
    ordered = sorted(said.facts, key=_begin)
    teller = _Teller(document.text, said, {fact.id: number for number, fact in enumerate(ordered, 1)}, least)
    return [replace(teller.account(fact), grounds=grounds.get(fact.id, ())) for fact in ordered]


def _begin(fact: Fact) -> int:
    if fact.trigger:
        return fact.trigger.begin
    return fact.text.begin if isinstance(fact, Statement) else fact.evidence[0].begin


class _Teller:
    """Tells the facts of one document; `numbers` are those of the facts by their ids."""

    def __init__(self, text: str, said: Extraction, numbers: Mapping[str, int], least: float) -> None:
        self.text, self.numbers, self.least = text, numbers, least
        self.entities = {entity.id: entity for entity in said.entities}
        self.named = {fact.id: fact.title for fact in said.agreements}
        self.named |= {fact.id: fact.name or kinds()[fact.type].label for fact in said.events}

    def account(self, fact: Fact) -> Account:
        rows = (replace(row, taken=self._suffices(row.likely)) for row in (*self.rows(fact), *self._source(fact)))
        kind, type_ = type(fact).__name__.lower(), _type(fact)
        why, taken = reason(fact, self.text), self._suffices(fact.confidence)
        return Account(self.numbers[fact.id], _begin(fact), kind, type_, fact, why, tuple(rows), taken)

    def _suffices(self, likely: float | None) -> bool:
        return likely is None or likely >= self.least

    @singledispatchmethod
    def rows(self, fact: Fact) -> Iterator[Row]:
        """What a fact says."""
        raise TypeError(f"{type(fact).__name__} is no kind of fact")

    @rows.register
    def _post(self, fact: Post) -> Iterator[Row]:
        words = fact.evidence[0]
        yield Row("post", fact.title, mention=self._found(fact.title, words), tone="post")
        holder = self.entities[fact.person]
        inside = (m for m in holder.mentions if words.begin <= m.begin and m.end <= words.end)
        yield self._row("holder", holder, next(inside, None))
        if fact.of:
            served = self.entities[fact.of]
            mention = self._country(served, words)
            alone = not mention and served.key == lexicon().titles.countries.get(fact.title.lower(), "")
            yield self._row("of", served, mention, "which alone has this post" if alone else "")

    @rows.register
    def _event(self, fact: Event) -> Iterator[Row]:
        if fact.name:
            yield Row("name", fact.name, mention=self._found(fact.name, *fact.evidence), tone="instrument")
        yield from map(self._participant, fact.participants)
        yield from self._circumstances(fact.place, fact.time)
        for label, other in (("part of", fact.part_of), ("on the sidelines of", fact.sidelines_of)):
            if other:
                yield self._other(label, other)

    @rows.register
    def _agreement(self, fact: Agreement) -> Iterator[Row]:
        yield Row("title", fact.title, mention=self._found(fact.title, *fact.evidence), tone="instrument")
        yield from (self._argument("party", party) for party in fact.parties)
        if fact.term:
            yield Row("term", fact.term)

    @rows.register
    def _action(self, fact: Action) -> Iterator[Row]:
        yield self._other("on", fact.agreement)
        yield from map(self._participant, fact.by)
        yield from self._circumstances(fact.place, fact.time)

    @rows.register
    def _statement(self, fact: Statement) -> Iterator[Row]:
        yield from (self._argument("speaker", speaker) for speaker in fact.speakers)
        goes_on = fact.evidence[1:] if fact.kind == "quoted" else ()
        for mention in (fact.text, *goes_on):
            yield Row(fact.kind.value, " ".join(mention.text.split()), mention=mention)
        if fact.channel:
            yield Row("channel", fact.channel)

    def _source(self, fact: Fact) -> Iterator[Row]:
        if fact.attributed_to:
            yield self._row("on the word of", self.entities[fact.attributed_to], None)

    def _participant(self, part: Participant) -> Row:
        served = self.entities[part.on_behalf_of].name if part.on_behalf_of else ""
        row = self._row(part.role.lower(), self.entities[part.entity], part.mention, part.title or "", served)
        return replace(row, likely=part.confidence)

    def _argument(self, label: str, argument: Argument) -> Row:
        return replace(self._row(label, self.entities[argument.entity], argument.mention), likely=argument.confidence)

    def _circumstances(self, place: Argument | None, time: Time | None) -> Iterator[Row]:
        if place:
            yield self._argument("place", place)
        if time:
            counted = f"counted from {time.anchor}" if time.anchor else ""
            yield Row("date", time.edtf, counted, time.mention, "time", time.confidence)

    def _other(self, label: str, fact: str) -> Row:
        return Row(label, self.named[fact], f"fact {self.numbers[fact]}")

    def _row(self, label: str, entity: Entity, mention: Mention | None, *notes: str) -> Row:
        country = actors()[entity.of].name if entity.of and entity.of in actors() else ""
        told = (*notes, country) if country not in (*notes, entity.name) else notes
        unknown = entity.kind.value if entity.kind in (EntityKind.GROUP, EntityKind.ROLE) else ""
        note = ", ".join(filter(None, (unknown, *told)))
        return Row(label, entity.name, note, mention, _TONES.get(entity.kind, "person"))

    def _country(self, entity: Entity, words: Mention) -> Mention | None:
        """Where a country or an organisation is named in some words: "India's", "Indian"."""
        actor = actors().get(entity.key or "")
        names = (*actor.names, *actor.demonyms) if actor else (entity.name,)
        found = (self._found(name, words) for name in sorted(names, key=len, reverse=True))
        return next(filter(None, found), None)

    def _found(self, words: str, *stretches: Mention) -> Mention | None:
        """Where words stand in some stretches of the text, however they are spaced there."""
        spaced = r"\s+".join(map(re.escape, words.split()))
        wanted = re.compile(rf"(?<!\w){spaced}(?!\w)")
        for stretch in stretches:
            if match := wanted.search(self.text, stretch.begin, stretch.end):
                return Mention.cut(self.text, *match.span())
        return None


def _type(fact: Fact) -> str:
    match fact:
        case Post():
            return "former post" if fact.former else "post"
        case Agreement():
            return fact.kind
        case Statement():
            return f"{fact.kind.value} statement"
        case Event():
            return kinds()[fact.type].label
        case Action():
            return fact.type.value.replace("_", " ")
    raise TypeError(f"{type(fact).__name__} is no kind of fact")
