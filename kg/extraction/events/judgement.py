"""The events of a document, judged by fitted models: what the rules read is corrected, and what they miss added.

Six models give probabilities: that a word states an event, and of which type; how really; of each actor, place and time
in reach that it belongs to it; and of the actors again, each beside the others. `Limits` say how sure they must be to
add to, or to take from, what rules read.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.events import decision
from kg.extraction.events.estimates import Stated, arguments
from kg.extraction.events.features import Evidence
from kg.extraction.events.mentions import EventMention, Taking, is_untensed, tells_where
from kg.extraction.events.models import Limits, Models
from kg.extraction.events.names import proper_name
from kg.extraction.events.pairs import ActorPair, MomentPair, PlacePair
from kg.extraction.grammar import factuality
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.function_words import AHEAD, POINTING, SINCE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases
from kg.extraction.grammar.tense import COMING
from kg.fitted import sure
from kg.kinds import FORUM, VISIT
from kg.lexicon import Frame
from kg.model import DONE, Argument, EntityKind, Modality, Time

_OPEN = DONE | COMING
"""What a text may tell of as real in one place and as to come in another."""
NONE = "none"
"""The type of a word that states no event."""
_LIKELY = 0.5
"""The probability from which an event is taken to be stated, so that more may be said of it than rules say."""
_MOST_PLACES = 4
"""Places that one visit is told to lead to."""
_AT_ONCE = 128
"""Words that are judged together: a call of a model costs as much as the features of some."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the models think of one word."""

    i: int
    stated: float
    type: str
    modality: Mapping[str, float]
    actors: Sequence[tuple[ActorPair, float]]
    places: Sequence[tuple[PlacePair, float]]
    moments: Sequence[tuple[MomentPair, float]]


class Judge:
    """Judges the words of one document."""

    def __init__(self, evidence: Evidence, circumstances: Circumstances, limits: Limits) -> None:
        self.evidence, self.circumstances, self.limits = evidence, circumstances, limits
        self.reading, self.lexicon = evidence.scene.reading, evidence.lexicon
        self.doc = self.reading.doc

    def mentions(self, told: Sequence[EventMention], judgements: Iterable[Judgement]) -> list[EventMention]:
        """The mentions that rules read, corrected by judgements, and those that they miss, in order."""
        judged = {one.i: one for one in judgements}
        found = [better for mention in told for better in self._better(mention, judged.get(mention.trigger.i))]
        ruled = self.evidence.ruled
        new = [one for one in judged.values() if one.i not in ruled and one.stated >= self.limits.new]
        told_here = {self._sight(mention) for mention in found if mention.parts}
        for one in sorted(new, key=lambda one: -one.stated):
            if self._qualifies(one.i, judged):
                continue
            made = [mention for mention in self._new(one) if self._sight(mention) not in told_here]
            told_here |= {self._sight(mention) for mention in made}
            found += made
        return sorted(map(self._without_hosts, found), key=lambda mention: mention.trigger.i)

    def _without_hosts(self, mention: EventMention) -> EventMention:
        """A visit without those who serve the country that others visit: they are its hosts."""
        if mention.type != VISIT or mention.place is None:
            return mention
        place = self.reading.known(mention.place.entity)
        home = place.of or place.key
        guests = tuple(part for part in mention.parts if self.reading.known(part.reference.entity).of != home)
        return replace(mention, parts=guests) if guests and home and len(guests) < len(mention.parts) else mention

    def _qualifies(self, i: int, judged: Mapping[int, Judgement]) -> bool:
        """Whether a word only qualifies another that states the event: "telephone" in "telephone call"."""
        head = judged.get(self.evidence.tree.head[i]) if self.evidence.tree.relation[i] == "compound" else None
        return head is not None and head.stated >= self.limits.new

    def _sight(self, mention: EventMention) -> tuple[int, str, frozenset[str], str | None]:
        """What two mentions of one event in one sentence have in common; of visits, whither they lead, too."""
        place = mention.place.entity if mention.place and mention.type == VISIT else None
        return self.evidence.tree.sentence[mention.trigger.i], mention.type, mention.entities, place

    # Probabilities

    def judgements(self, models: Models) -> Iterator[Judgement]:
        """What models think of each word that may state an event."""
        ruled, limits, likely = self.evidence.ruled, self.limits, list[Stated]()
        for one in self._stated(models):
            if one.stated >= (limits.keep if one.i in ruled else limits.new):
                likely.append(one)
            elif one.i in ruled:
                yield Judgement(one.i, one.stated, one.kind, {}, (), (), ())
        for start in range(0, len(likely), _AT_ONCE):
            yield from self._judged(models, likely[start : start + _AT_ONCE])

    def _stated(self, models: Models) -> Iterator[Stated]:
        """How probable it is of each word that it states an event, of which kind; nothing of kinds new to models."""
        classes = models.trigger.classes
        words = [i for i in self.words(models.words) if self._is_of_kind(i, classes)]
        rows = models.trigger.probabilities([self.evidence.word(i) for i in words])
        for i, row in zip(words, rows.tolist(), strict=True):
            likely = dict(zip(classes, row, strict=True))
            stated = 1 - likely.pop(NONE)
            yield Stated(i, stated, max(likely, key=lambda kind: likely[kind]))

    def words(self, known: Container[str]) -> list[int]:
        """The words that are judged: those outside quotations that are known to state events, or do so by a rule."""
        evidence = self.evidence
        free = ((i, key in known and i not in evidence.quoted) for i, key in evidence.words.items())
        return [i for i, may in free if may or i in evidence.ruled]

    def _is_of_kind(self, i: int, kinds: Container[str]) -> bool:
        """Whether the kind of event that a rule tells by a word, if one does, is one of some."""
        return all(mention.type in kinds for mention in self.evidence.ruled.get(i, ()))

    def _judged(self, models: Models, words: Sequence[Stated]) -> Iterator[Judgement]:
        """What the models think of words, each taken to state an event of its kind."""
        evidence = self.evidence
        realities = [evidence.reality(one.i, one.kind, self.read(one.i).plain) for one in words]
        really = models.modality.probabilities(realities).tolist()
        told = zip(words, really, *arguments(models, evidence, words), strict=True)
        for one, row, actors, places, moments in told:
            modality = dict(zip(models.modality.classes, row, strict=True))
            yield Judgement(one.i, one.stated, one.kind, modality, actors, places, moments)

    def read(self, i: int) -> Modality:
        """How really a word states something by its rule, or else by the tree."""
        if rules := self.evidence.ruled.get(i):
            return rules[0].reality.modality
        return self._reality(i).modality

    def _reality(self, i: int, kind: str = VISIT) -> Reality:
        word = self.doc[i]
        read = factuality.read(word, self.lexicon)
        may_ask = kind == VISIT or any(one.tag_ == "VB" and one != word for one in word.subtree)
        if word.pos_ != "VERB" or not may_ask or read.modality not in DONE:
            return read
        given = (factuality.listed(word, child, self.lexicon) for child in word.children)
        return next((Reality(modality) for modality in given if modality), read)  # "was invited to Lima"

    # Mentions

    def _better(self, mention: EventMention, judged: Judgement | None) -> Iterator[EventMention]:
        """A mention of the rules; nothing where the models refute it."""
        limits = self.limits
        if judged is None or mention.joins is not None:
            yield mention
            return
        if judged.stated < limits.keep and not mention.frame.needs:
            return  # but "laid a wreath" says enough, of which the models know "laid"
        likely = {pair.local: p for pair, p in judged.actors}
        parts = [
            Taking(part.reference, part.role, sure(likely.get(part.reference.entity)))
            for part in mention.parts
            if likely.get(part.reference.entity, 1.0) >= limits.keep_actor
            and not self._tells_where(part, mention.place)
        ]
        known = {part.reference.entity for part in parts} | self._apart(mention)
        sides = mention.named_together
        surer = judged.actors if judged.stated >= _LIKELY else ()
        likely_too = ((pair, p) for pair, p in surer if p >= limits.add_actor and pair.local not in known)
        free = ((pair, p) for pair, p in likely_too if self.reading.represented(pair.local) not in sides)
        places = self._places(judged, mention.type)
        where = mention.place or next(iter(places), None)
        beside = ((pair, p) for pair, p in free if not tells_where(pair.naming.start, where, self.doc))
        added = [(pair, p) for pair, p in beside if not pair.is_capacity(self.reading)]
        parts += [self._taking(pair, mention.type, p) for pair, p in added]
        if mention.parts and not parts:
            return
        realities = {one.reality.modality.plain for one in self.evidence.ruled.get(judged.i, ())}
        twice = len(realities) > 1  # "put off until June": each has its reality and its time
        reality = mention.reality if twice or mention.frame.modality else self._judged_reality(mention.reality, judged)
        carrier = mention.carrier.i if mention.carrier is not None else None
        yield replace(
            mention,
            frame=replace(mention.frame, confidence=sure(judged.stated)),
            parts=tuple(parts),
            reality=reality,
            place=self._judged_place(mention.place, judged) or next(iter(places), None),
            time=self._judged_time(mention.time, judged)
            or (None if twice else self._time(judged, reality.modality, carrier)),
        )

    def _tells_where(self, part: Taking, place: Argument | None) -> bool:
        """Whether the words of a rule for somebody are those for the place, which is another thing."""
        other = place is not None and place.entity != part.reference.entity
        return other and tells_where(part.reference.start, place, self.doc)

    def _apart(self, mention: EventMention) -> set[str]:
        """Those whom the rules tell of apart: "met with Lund, and later with Rojas"."""
        conjuncts = (child.i for child in mention.trigger.children if child.dep_ == "conj")
        others = (one for i in conjuncts for one in self.evidence.ruled.get(i, ()))
        return {part.reference.entity for one in others for part in one.parts}

    def _new(self, judged: Judgement) -> Iterator[EventMention]:
        """The mentions that a word makes which no rule reads: a visit for each place."""
        taking = [self._taking(pair, judged.type, p) for pair, p in judged.actors if p >= self.limits.actor]
        read = self._reality(judged.i, judged.type)
        word = self.doc[judged.i]
        absent = judged.type == FORUM and factuality.absent(word, self.lexicon)
        if not taking or read.left_open or absent or self.evidence.is_barred(judged.i):
            return
        reality = self._judged_reality(read, judged)
        carrier = self.evidence.carrier(judged.i)
        places = self._places(judged, judged.type)
        made = EventMention(
            word,
            self._frame(judged),
            judged.type,
            reality,
            tuple(taking),
            time=self._time(judged, reality.modality, carrier),
            untensed=is_untensed(word, self.reading.headlined),
            carrier=self.doc[carrier] if carrier is not None else None,
        )
        made = self._named(made) if word.pos_ != "VERB" else made
        if judged.type != VISIT:
            yield replace(made, place=next(iter(places), None))
        else:
            yield from (replace(made, place=place) for place in places)

    def _frame(self, judged: Judgement) -> Frame:
        lemma, pos = self.evidence.key_of_frame(judged.i)
        return Frame(lemma=lemma, pos=pos, type=judged.type, roles={}, confidence=sure(judged.stated), fitted=True)

    def _named(self, mention: EventMention) -> EventMention:
        """A mention by a noun, with the event's name, its forum, and whether it points at a known one."""
        noun = mention.trigger
        hit, proper = self.reading.names.known_at(noun.i), self.lexicon.events.proper
        named = mention.type == FORUM and (hit is not None or entry(noun, proper) in proper)
        span = proper_name(noun, self.reading) if named else None
        return replace(
            mention,
            name=" ".join(self.doc[slice(*span)].text.split()) if span else None,
            series=hit.actor.key if hit else None,
            pointing=any(c.lower_ in POINTING for c in noun.children if c.dep_ in ("det", "nmod:poss")),
        )

    def _judged_reality(self, read: Reality, judged: Judgement) -> Reality:
        """How really: as read, unless the models think that unlikely; what was called off or proposed stays so."""
        if not judged.modality:
            return read
        best = Modality(max(judged.modality, key=lambda modality: judged.modality[modality]))
        least = self.limits.keep_done if read.modality in DONE else self.limits.keep_modality
        likely = judged.modality.get(read.modality.plain, 0.0) >= least
        if likely or best == read.modality.plain or read.modality not in _OPEN:
            return read
        return Reality(best)

    def _taking(self, pair: ActorPair, type_: str, likely: float) -> Taking:
        return Taking(pair.naming.reference, "Guest" if type_ == VISIT else "Participant", sure(likely))

    def _judged_place(self, read: Argument | None, judged: Judgement) -> Argument | None:
        """A place as read, with its probability."""
        likely = (p for pair, p in judged.places if read and pair.place.entity.id == read.entity)
        return read and read.model_copy(update={"confidence": sure(max(likely, default=None))})

    def _judged_time(self, read: Time | None, judged: Judgement) -> Time | None:
        """A time as read, with its probability."""
        at = read.mention.begin if read and read.mention else None
        likely = (p for pair, p in judged.moments if pair.moment.when.mention.begin == at)
        return read and read.model_copy(update={"confidence": sure(max(likely, default=None))})

    def _time(self, judged: Judgement, modality: Modality, carrier: int | None) -> Time | None:
        best = max(judged.moments, key=lambda one: one[1], default=None)
        if best is None or best[1] < self.limits.moment:
            return None
        moment, times = best[0].moment, self.circumstances.times
        tense = times.tense(self.doc[judged.i], modality, self.doc[carrier] if carrier is not None else None)
        found = times.time(moment.when, times.resolved(moment.when, tense) or moment.edtf)
        return found.model_copy(update={"confidence": sure(best[1])})

    def _places(self, judged: Judgement, type_: str) -> list[Argument]:
        """Where it happens, the likeliest first, each place once and the town rather than its country."""
        links = cases(self.doc[judged.i])
        if not decision.happens_somewhere(type_) or links & (AHEAD | SINCE):
            return []  # "met in Lima ahead of the summit"
        likely = sorted(judged.places, key=lambda one: -one[1])
        found = {pair.place.entity.id: pair.place for pair, p in reversed(likely) if p >= self.limits.place}
        first = [found[id_] for id_ in dict.fromkeys(pair.place.entity.id for pair, _ in likely) if id_ in found]
        towns = {place.entity.of for place in first if place.entity.kind is EntityKind.PLACE}
        kept = [p for p in first if p.entity.kind is not EntityKind.COUNTRY or p.entity.key not in towns]
        arguments = (self.circumstances.argument(place.naming.reference) for place in kept[:_MOST_PLACES])
        return [place for read in arguments if (place := self._judged_place(read, judged))]
