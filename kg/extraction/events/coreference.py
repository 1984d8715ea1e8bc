"""One event for all the mentions of it in a document."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from kg.dates import overlap
from kg.extraction.coreference import Reading
from kg.extraction.events.clusters import Cluster, are_talks
from kg.extraction.events.decision import is_particular
from kg.extraction.events.mentions import EventMention, Taking
from kg.extraction.grammar.function_words import AFTER
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases
from kg.extraction.grammar.tense import OFF, UNDONE
from kg.kinds import FORUM, MEETING, NEGOTIATION, VISIT
from kg.model import DONE, Argument, Entity, EntityKind, Event, Modality, Participant


def merge(reading: Reading, mentions: Iterable[EventMention]) -> tuple[list[Event], dict[int, str]]:
    """The events of a document, and the id of the event each trigger (token index) belongs to."""
    merger = _Merger(reading)
    for mention in mentions:
        merger.place(mention)
    return merger.events()


OPEN = 64
"""Events told last that a further mention may speak of; a real text of 1,000 words tells of some 20 in all."""

MANY = 100
"""Participants of an event that are compared one by one with those of another."""


class _Merger:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.clusters: list[Cluster] = []

    def place(self, mention: EventMention) -> None:
        """Put a mention with the event it speaks of, or begin a new one."""
        if mention.joins is not None:
            return self._join(mention, mention.joins)
        fitting = [cluster for cluster in self._recent() if self._is_same(cluster, mention)]
        if not mention.parts and (before := self._held_before(mention)):
            parts = tuple(before.takings.values())
            mention = replace(mention, parts=parts, frame=before.told[0].frame, type=before.type)
            fitting = [c for c in fitting if c is not before and c.modality not in DONE]
        if not fitting and not mention.parts and not mention.name:
            return  # it points at nothing that was told
        cluster = max(fitting, key=lambda c: self._closeness(c, mention), default=None)
        if cluster and cluster.modality in OFF and mention.reality.modality in UNDONE and not mention.parts:
            mention = replace(cluster.told[0], trigger=mention.trigger, time=mention.time, reality=mention.reality)
            cluster = None  # called off, and arranged anew
        if cluster is None:
            cluster = Cluster(modality=mention.reality.modality)
            self.clusters.append(cluster)
        self._take(mention, cluster)

    def _take(self, mention: EventMention, cluster: Cluster) -> None:
        """Take a mention into a cluster; one that only points at it may tell what became of it."""
        modality = mention.reality.modality
        if cluster.provisional:
            cluster.modality = modality
        cluster.add(mention)
        ahead = cluster.name and modality in UNDONE and cluster.modality in DONE
        done = modality is Modality.OCCURRED and cluster.modality in UNDONE and mention.parts
        if ((modality in OFF or ahead) and not mention.parts) or done:
            cluster.modality = modality

    def _recent(self) -> list[Cluster]:
        """The events a further mention may speak of, in the order told."""
        return self.clusters[-OPEN:]

    def _held_before(self, mention: EventMention) -> Cluster | None:
        """What was held before "the next round", "a second meeting", by the same people."""
        words = self.reading.lexicon.events.further
        if mention.reality.modality not in UNDONE or not any(c.lower_ in words for c in mention.trigger.children):
            return None
        held = (c for c in reversed(self._recent()) if c.told and c.modality in DONE and self._same_type(c, mention))
        return next(held, None)

    def _join(self, mention: EventMention, with_whom: frozenset[str]) -> None:
        """Add to the visits of somebody, or to the forum told last."""
        visit = mention.type == VISIT
        suits = [c for c in self._recent() if (c.type == VISIT if visit else are_talks(c.type))]
        fitting = [c for c in suits if c.told and with_whom <= c.entities]
        forums = [c for c in fitting if c.type == FORUM]
        for cluster in fitting if with_whom else (forums or fitting)[-1:]:
            cluster.add(replace(mention, type=cluster.type))

    def _closeness(self, cluster: Cluster, mention: EventMention) -> tuple[bool, bool, int]:
        """Of several events a mention might speak of: the same kind, as real, told last."""
        real = (cluster.modality in DONE) == (mention.reality.modality in DONE)
        return cluster.type == mention.type, real, cluster.last

    def _is_same(self, cluster: Cluster, mention: EventMention) -> bool:
        if cluster.name and mention.name:
            known = mention.series is not None and mention.series in cluster.series
            return known or self._same_name(cluster.name, mention.name)
        if self._calls_off(cluster, mention):
            return True
        if not self._same_type(cluster, mention) or (mention.beside and cluster.type != FORUM):
            return False
        if not mention.parts:
            return mention.pointing and self._same_kind_of_word(cluster, mention) and self._agrees(cluster, mention)
        if cluster.time and mention.time and not overlap(cluster.time.edtf, mention.time.edtf):
            return False
        if not self._same_place(cluster, mention) or self._after(cluster, mention):
            return False
        same = self._same_reality(cluster, mention) and self._same_people(cluster, mention)
        return same or self._attends(cluster, mention)

    def _calls_off(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether something is said to come to nothing that was just told to be ahead: "but the visit fell through"."""
        off = mention.reality.modality in OFF and cluster.modality in UNDONE and not mention.parts
        return off and mention.pointing and cluster is self.clusters[-1] and self._is_here(cluster, mention)

    def _is_here(self, cluster: Cluster, mention: EventMention) -> bool:
        return mention.trigger.i in self.reading.sentence(cluster.mentions[-1].trigger.i)

    def _after(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether something is told to come after an event: "following the meeting, Lund met Rojas"."""
        last = cluster.mentions[-1].trigger
        return self._is_here(cluster, mention) and not cases(last).isdisjoint(AFTER)

    def _attends(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether somebody goes to what was just told: "Rojas joined the talks", "at the summit, Lund said"."""
        if mention.pointing and mention.type == FORUM and mention.name is None:
            forum = next((c for c in reversed(self._recent()) if c.type == FORUM), None)
            return cluster is forum
        words, carrier = self.reading.lexicon.events.attending, mention.carrier
        joined = carrier is not None and entry(carrier, words) in words and mention.trigger.dep_ in ("obj", "obl")
        return joined and mention.pointing and mention.name is None and cluster is self._latest(mention)

    def _latest(self, mention: EventMention) -> Cluster | None:
        fitting = (c for c in reversed(self._recent()) if self._same_type(c, mention) and c.type != VISIT)
        return next(fitting, None)

    def _same_kind_of_word(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether a word may point at an event of another type: "the summit" may, "the conference" only at a forum."""
        words = self.reading.lexicon.events.gatherings
        topics, noun = self.reading.lexicon.events.topics, mention.trigger
        about = noun.dep_ == "obj" and entry(noun.head, topics) in topics
        loose = mention.type != FORUM or (entry(noun, words) in words and not about)
        return cluster.type == mention.type or loose

    def _agrees(self, cluster: Cluster, mention: EventMention) -> bool:
        modality = mention.reality.modality
        if modality in OFF:
            return cluster.modality in UNDONE or cluster.modality is modality
        return (modality in DONE) == (cluster.modality in DONE) or cluster.modality in OFF or cluster.name is not None

    def _same_name(self, one: str, other: str) -> bool:
        a, b = (set(name.lower().replace("-", " ").split()) - {"the", "of", "for"} for name in (one, other))
        return a <= b or b <= a

    def _same_type(self, cluster: Cluster, mention: EventMention) -> bool:
        if cluster.type == mention.type:
            return True
        if {cluster.type, mention.type} == {MEETING, NEGOTIATION}:
            nouns = cluster.by_nouns and mention.frame.pos == "NOUN"
            return nouns or not mention.parts  # whoever "met" did not negotiate for that
        return mention.pointing and not mention.name and are_talks(cluster.type, mention.type)

    def _same_reality(self, cluster: Cluster, mention: EventMention) -> bool:
        modality = mention.reality.modality
        if cluster.provisional:
            return True
        if modality in UNDONE:
            return cluster.modality in UNDONE or (cluster.time is not None and mention.time is not None)
        if modality in DONE:
            return cluster.modality in DONE or (cluster.time is not None and mention.time is not None)
        return cluster.modality.plain == modality.plain

    def _same_place(self, cluster: Cluster, mention: EventMention) -> bool:
        if not cluster.place or not mention.place or cluster.place.entity == mention.place.entity:
            return True
        one, other = self.reading.known(cluster.place.entity), self.reading.known(mention.place.entity)
        return _lies_in(one, other) or _lies_in(other, one)

    def _same_people(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether one side's participants are among the other's, a country standing for its persons and back."""
        mine, others = mention.entities, cluster.entities
        if not others:
            return True
        if mine <= others or others <= mine:
            return len(mine & others) > 1 or len(mine) == 1 == len(others) or mention.pointing or len(others) == 1
        if max(len(mine), len(others)) > MANY:
            return False
        return len(mine) > 1 and self._covered(mine, others) and self._covered(others, mine)

    def _covered(self, some: Set[str], others: Set[str]) -> bool:
        """Whether each of `some` is among the others, is represented there, or represents one of them."""
        represented = self.reading.represented
        for local in some:
            if local in others or represented(local) in others:
                continue
            if all(represented(other) != local for other in others):
                return False
        return True

    def events(self) -> tuple[list[Event], dict[int, str]]:
        events: list[Event] = []
        owner: dict[int, str] = {}
        for cluster in self.clusters:
            parts = self._participants(cluster)
            if not self._counts(cluster, parts):
                continue
            event = self._event(f"e{len(events) + 1}", cluster, parts)
            events.append(event)
            owner |= {mention.trigger.i: event.id for mention in cluster.mentions}
        return events, owner

    def _counts(self, cluster: Cluster, parts: Sequence[Participant]) -> bool:
        """Whether it is a particular occurrence with the participants its kind needs."""
        least = min(mention.frame.least for mention in cluster.mentions)
        told = cluster.name is not None or cluster.time is not None
        return is_particular(cluster.type, len(parts), least, placed=cluster.place is not None, told=told)

    def _event(self, local: str, cluster: Cluster, parts: Sequence[Participant]) -> Event:
        best = max(
            cluster.mentions, key=lambda mention: (len(mention.entities), mention.place is not None, -mention.trigger.i)
        )
        sentences = dict.fromkeys(self.reading.sentence(m.trigger.i) for m in [best, *cluster.mentions])
        return Event(
            id=local,
            type=cluster.type,
            modality=cluster.modality,
            certainty=best.reality.certainty,
            confidence=self._confidence(cluster, parts),
            rule=best.frame.rule,
            trigger=self.reading.cut(best.trigger.i, best.trigger.i + 1),
            evidence=tuple(self.reading.cut(sentence.start, sentence.stop) for sentence in sentences),
            participants=tuple(parts),
            place=self._place_of(cluster),
            time=cluster.time,
            name=cluster.name,
        )

    def _place_of(self, cluster: Cluster) -> Argument | None:
        """The first place told, or a town that is later told within it; a visitor may go to a town besides."""
        if cluster.type == VISIT and not cluster.mentions[0].untensed:
            return cluster.place
        told = [mention.place for mention in cluster.mentions if mention.place]
        known = self.reading.known
        return next((p for p in told if _lies_in(known(p.entity), known(told[0].entity))), cluster.place)

    def _confidence(self, cluster: Cluster, parts: Sequence[Participant]) -> float:
        base = max(mention.frame.confidence for mention in cluster.mentions)
        few = len(parts) < 2 and are_talks(cluster.type)
        return round(base * (self.reading.lexicon.confidence.few if few else 1.0), 3)

    def _participants(self, cluster: Cluster) -> list[Participant]:
        """Who takes part; a country only where none of its persons does."""
        takings = cluster.takings
        served = {self.reading.represented(local) for local in takings}
        led = {self.reading.represented(local) for local in takings if self._is(local, EntityKind.PERSON)}
        kept = [
            part
            for local, part in takings.items()
            if local not in served and not (self._delegation(local) and self.reading.represented(local) in led)
        ]
        return [self._participant(part) for part in kept]

    def _is(self, local: str, kind: EntityKind) -> bool:
        return self.reading.known(local).kind is kind

    def _delegation(self, local: str) -> bool:
        """Whether an entity is an unnamed delegation, for which its named members stand."""
        words = self.reading.lexicon.groups.delegations
        return self._is(local, EntityKind.GROUP) and self.reading.known(local).name.split()[0].lower() in words

    def _participant(self, part: Taking) -> Participant:
        reading, reference = self.reading, part.reference
        served = reading.represented(reference.entity)
        return Participant(
            entity=reference.entity,
            mention=reading.cut(reference.start, reference.end),
            confidence=part.likely,
            on_behalf_of=served,
            on_behalf_confidence=reading.likely_served(reference.entity) if served else None,
            role=part.role,
            title=reference.title,
        )


def _lies_in(inner: Entity, outer: Entity) -> bool:
    return inner.kind is EntityKind.PLACE and outer.kind is EntityKind.COUNTRY and inner.of == outer.key
