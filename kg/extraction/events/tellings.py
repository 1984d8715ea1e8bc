"""Mentions of events: what each candidate that stands tells, with where and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.arguments import decision as arguments
from kg.extraction.arguments.candidates import Candidate, EntityCandidate, TimeCandidate, Verdict
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.arguments.decision import judged
from kg.extraction.coreference import Reading
from kg.extraction.events import decision
from kg.extraction.events.candidates import EventCandidate, Mark
from kg.extraction.events.forums import with_guests
from kg.extraction.events.mentions import EventMention, Taking, is_untensed
from kg.extraction.events.proposals import Proposals
from kg.extraction.grammar import factuality
from kg.extraction.grammar.factuality import Reality
from kg.extraction.grammar.function_words import AT, TOWARDS, UNTO
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases
from kg.extraction.grammar.tense import COMING
from kg.model import Modality, Time


def find(reading: Reading, circumstances: Circumstances, quoted: frozenset[int]) -> list[EventMention]:
    """The event mentions of a document in order; words inside quotations (`quoted`, token indices) are passed over."""
    return with_guests(reading, _Reader(reading, circumstances).all(quoted).told)


def verdicts(reading: Reading, circumstances: Circumstances, quoted: frozenset[int]) -> Iterator[Verdict[Candidate]]:
    """The verdicts on all candidates of a document, and on those for who takes part, where and when."""
    reader = _Reader(reading, circumstances).all(quoted)
    for candidate in reader.seen:
        yield from decision.verdicts(candidate)
        mention = reader.mention(decision.judged(candidate)[0])
        for one, against in (*judged(reader.places(mention)), *judged(reader.times(mention))):
            yield Verdict(one, against, candidate)


class _Reader:
    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.proposals = Proposals(reading, circumstances)
        self.lexicon, self.doc = reading.lexicon, reading.doc
        self.seen: list[EventCandidate] = []
        self.told: list[EventMention] = []

    def all(self, quoted: frozenset[int]) -> "_Reader":
        """Reads all words that are not quoted, in order."""
        for i in self.proposals.tokens():
            if i not in quoted:
                self.told += list(self._stated(self.proposals.at(self.doc[i], self.told)))
        return self

    def _stated(self, candidates: Iterable[EventCandidate]) -> Iterator[EventMention]:
        """The mentions that those of some candidates make that stand."""
        for candidate in candidates:
            self.seen.append(candidate)
            settled, against = decision.judged(candidate)
            if against is None:
                for mention in self._told(settled):
                    yield from self._put_off(mention)
                yield from self._stated(self.proposals.behind(settled))

    def _told(self, event: EventCandidate) -> Iterator[EventMention]:
        """What an event tells, with where and when."""
        mention = self.mention(event)
        if Mark.JOINING in event.marks:
            yield mention
        elif Mark.CONJUNCT in event.marks:
            time = self.circumstances.when(event.word, event.reality.modality, carrier=event.word)
            yield replace(mention, time=time)
        elif event.leads_somewhere:
            yield from self._visits(mention, event.destinations if event.participants else ())
        elif event.pos == "NOUN":
            yield self._announced(self._placed(mention), event.span[1] if event.span else event.word.i + 1)
        else:
            yield self._placed(mention)

    def _put_off(self, mention: EventMention) -> Iterator[EventMention]:
        """What is put off "until June", "from Friday to Monday" is planned for then, besides."""
        off = mention.reality.modality is Modality.POSTPONED and mention.parts
        spans = list(self._spans(mention)) if off else []
        if not spans:
            yield mention
        for first, later in spans[:1]:
            told = mention.time if first is None and mention.time and mention.time.mention != later.mention else first
            yield replace(mention, time=told)
            yield replace(mention, reality=Reality(Modality.PLANNED), time=later)

    def _spans(self, mention: EventMention) -> Iterator[tuple[Time | None, Time]]:
        """From when, if that is told with it, until when something is put off."""
        verb = mention.trigger.head
        behind = range(verb.i, verb.sent.end)
        for one in self.circumstances.times.among(behind, mention.trigger, Modality.PLANNED):
            words, time = set(one.time.mention.text.lower().split() if one.time.mention else ()), one.time
            if not UNTO.isdisjoint(words):
                first, _, last = time.edtf.rpartition("/")
                yield (_at(time, first) if first else None), _at(time, last)
            elif not UNTO.isdisjoint((self.doc[one.word.i - 1].lower_, *cases(one.word))):
                yield None, time

    def mention(self, event: EventCandidate) -> EventMention:
        """What an event tells of itself, still without where and when."""
        forum, known = event.forum, self.reading.names.known_at(event.word.i) if event.pos == "NOUN" else None
        series = forum or known
        joined = frozenset(one.reference.entity for one in event.accompanied)
        return EventMention(
            event.word,
            event.frame,
            event.type or event.frame.type,
            event.reality,
            tuple(Taking(one.reference, one.role) for one in event.participants),
            name=self.proposals.forums.name(forum) if forum else event.name,
            series=series.actor.key if series else None,
            pointing=Mark.POINTING in event.marks,
            carrier=event.carrier,
            untensed=is_untensed(event.word, self.reading.headlined),
            joins=joined if Mark.JOINING in event.marks else None,
        )

    def _visits(self, mention: EventMention, places: Sequence[EntityCandidate]) -> Iterator[EventMention]:
        """One visit for each place, with its own time if it has one; one without, where the text knows which."""
        if not places:
            yield self._dated(self._timed(mention))
        for place in places:
            time = None
            if len(places) > 1:
                verb = mention.carrier or mention.trigger
                time = self.circumstances.when(place.word, mention.reality.modality, carrier=verb)
            visit = replace(mention, place=self.circumstances.argument(place.reference), time=time)
            yield self._dated(visit if time else self._timed(visit))

    def _announced(self, mention: EventMention, end: int) -> EventMention:
        """With the date a participle behind it gives: "the 12th forum (ABC), scheduled to begin on November 1"."""
        i, depth = end, 0
        while i < mention.trigger.sent.end and (depth or self.doc[i].text in (",", "(", ")", "which", "is", "was")):
            depth += {"(": 1, ")": -1}.get(self.doc[i].text, 0)
            i += 1
        word = self.doc[i] if i < mention.trigger.sent.end else None
        given = self.lexicon.modality.get(entry(word, self.lexicon.modality)) if word is not None else None
        if word is None or word.tag_ not in ("VBN", "JJ") or given is not Modality.SCHEDULED:
            return mention
        times = self.circumstances.times.among(range(i, i + 8), mention.trigger, given)
        return replace(mention, reality=Reality(given), time=arguments.time(times) or mention.time)

    def _placed(self, mention: EventMention) -> EventMention:
        place = arguments.place(self.places(mention))
        argument = self.circumstances.argument(place) if place else None
        return self._dated(self._timed(replace(mention, place=argument)))

    def places(self, mention: EventMention) -> Iterator[EntityCandidate]:
        """Where an event may happen."""
        if not decision.happens_somewhere(mention.type):
            return iter(())
        return self.circumstances.places.proposed(mention.trigger, carrier=mention.carrier)

    def _timed(self, mention: EventMention) -> EventMention:
        return replace(mention, time=arguments.time(self.times(mention)))

    def times(self, mention: EventMention) -> Iterator[TimeCandidate]:
        """When an event may happen."""
        towards = mention.trigger.dep_ in ("obl", "nmod") and cases(mention.trigger) & TOWARDS
        return self.circumstances.times.proposed(
            mention.trigger,
            mention.reality.modality,
            carrier=None if towards else mention.carrier,
            own_only=self._acted_on(mention),
        )

    def _acted_on(self, mention: EventMention) -> bool:
        """Whether the verb speaks of an act on the event (cancelling, agreeing) and its time is the act's."""
        carrier, noun = mention.carrier, mention.trigger
        given = None if carrier is None else factuality.listed(carrier, noun, self.lexicon)
        if given is None or (noun.dep_ == "obl" and cases(noun) & AT):
            return False  # "decided at a summit on Sunday"
        return not (noun.dep_.startswith("nsubj") and given in COMING)  # "the trip is planned for Monday"

    def _dated(self, mention: EventMention) -> EventMention:
        """What is told in the present but dated later than the document is planned; "met" means what it says."""
        if (mention.carrier or mention.trigger).tag_ == "VBD":
            return mention
        today = self.reading.document.date
        done = mention.reality.modality in (Modality.OCCURRED, Modality.ONGOING)
        if today and done and mention.time and mention.time.edtf[:10] > today.isoformat():
            return replace(mention, reality=Reality(Modality.SCHEDULED))
        return mention


def _at(time: Time, edtf: str) -> Time:
    return Time(edtf=edtf, mention=time.mention, anchor=time.anchor)
