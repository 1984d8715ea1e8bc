"""Mentions of events: each word of `lexicon.yaml` that states one, with who, where, when and how real."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import modality
from kg.extraction.circumstances import Circumstances
from kg.extraction.mentions import EventMention
from kg.extraction.modality import Reality
from kg.extraction.participation import Participation
from kg.extraction.proper import proper_name
from kg.extraction.reading import Reading
from kg.extraction.syntax import entry, objects, obliques, subjects
from kg.lexicon import Frame
from kg.model import Argument, EntityKind, EventType, Modality
from kg.naming.gazetteer import Hit

_CARRIED = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "advcl", "xcomp"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "both", "their", "his", "her", "its"})


def find(reading: Reading, circumstances: Circumstances, quoted: frozenset[int]) -> list[EventMention]:
    """The event mentions of a document in order; words inside quotations (`quoted`, token indices) are passed over."""
    reader = _Reader(reading, circumstances)
    mentions = [mention for token in reading.doc if token.i not in quoted for mention in reader.read(token)]
    margins = [
        token for token in reading.doc if entry(token, words := reading.lexicon.event_words["sidelines"]) in words
    ]
    return [_with_guests(mention, mentions, margins) for mention in mentions]


def _with_guests(mention: EventMention, mentions: Sequence[EventMention], margins: Sequence[Token]) -> EventMention:
    """A forum with those who met on its sidelines among its participants."""
    if mention.type is not EventType.FORUM:
        return mention
    for token in margins:
        if mention.trigger.sent == token.sent and 0 < mention.trigger.i - token.i < 15:
            met = [m for m in mentions if m.trigger.sent == token.sent and m.trigger.i < token.i and m.parts]
            known = mention.entities
            added = [part for m in met[-1:] for part in m.parts if part.reference.entity not in known]
            return replace(mention, parts=(*mention.parts, *(replace(part, role="Participant") for part in added)))
    return mention


class _Reader:
    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.participation = Participation(reading)
        self.lexicon, self.doc = reading.lexicon, reading.doc

    def read(self, token: Token) -> Iterator[EventMention]:
        frame = self._frame(token)
        if frame is None:
            yield from self._stay(token)
        elif frame.pos == "VERB":
            yield from self._verb(token, frame)
        else:
            yield from self._noun(token, frame)

    def _frame(self, token: Token) -> Frame | None:
        pos = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN"}.get(token.pos_)
        lemma = entry(token, self.lexicon.frame_words)
        if pos == "VERB" and token.tag_ != "VBG" and any(child.dep_ in ("det", "case") for child in token.children):
            pos = "NOUN"  # "the December 7 call", mistagged
        if pos == "NOUN" and any(child.dep_ in ("mark", "obj") for child in token.children):
            pos = "VERB"  # "looks forward to welcoming him", mistagged
        if (hit := self.reading.names.known_at(token.i)) is not None:
            return self._forum(token, hit)
        frames = self.lexicon.frames.get((lemma, pos)) or self.lexicon.frames.get((lemma, "NOUN")) if pos else None
        if not frames:
            return None
        words = {t.lower_ for t in token.subtree}
        beside = {word for child in token.children for word in (child.lower_, child.dep_)} | {
            case
            for case, noun in obliques(token)
            if not self.circumstances.is_time(noun)  # "called him on Monday"
        }
        beside |= {t.lower_ for t in token.subtree if t.is_quote} | {
            t.lower_ for t in self.doc[token.i + 1 : token.i + 2]
        }
        fitting = [f for f in frames if not (f.excludes & beside) and (not f.needs or f.needs & words)]
        return max(fitting, key=lambda frame: bool(frame.needs), default=None)

    def _forum(self, token: Token, hit: Hit) -> Frame | None:
        """The frame of a standing forum at the last word of its name ("ADMM-Plus"); other known names state nothing."""
        named = hit.actor.kind == "forum" and token.i == hit.end - 1
        return self.lexicon.frames[("forum", "NOUN")][0] if named else None

    def _verb(self, verb: Token, frame: Frame) -> Iterator[EventMention]:
        if self._general(verb) or (frame.type is EventType.ADDRESS and modality.negated(verb)):
            return
        parts = tuple(self.participation.of_verb(verb, frame))
        if len({part.reference.entity for part in parts}) < frame.least or self.participation.orphan(verb):
            parts = tuple(
                {part.reference.entity: part for part in (*self.participation.nearby(verb, frame), *parts)}.values()
            )
        reality = Reality(frame.modality) if frame.modality else modality.of_verb(verb, self.lexicon)
        mention = EventMention(verb, frame, frame.type, reality, parts)
        if frame.place:
            yield from self._visits(mention, self._destinations(verb, frame))
        elif len(mention.entities) >= frame.least:
            yield self._placed(mention)

    def _general(self, token: Token) -> bool:
        """Whether a word speaks of no particular occurrence: a habit or a condition."""
        words = {child.lower_ for child in token.children} | ({"whenever"} & {t.lower_ for t in token.subtree})
        return bool(words & self.lexicon.event_words["general"] or words & {"if", "whenever", "unless", "whether"})

    def _destinations(self, verb: Token, frame: Frame) -> list[tuple[Token, Argument]]:
        tokens = list(objects(verb)) if "obj" in frame.place else []
        tokens += [token for case, token in obliques(verb) if case in frame.place]
        tokens = tokens or list(self._beside(verb, frame))
        tokens += [child for token in tokens for child in token.children if child.dep_ == "conj"]
        tokens += [
            child
            for child in verb.children
            if child.dep_ == "conj"
            and any(case.dep_ == "case" and case.lower_ in frame.place for case in child.children)
        ]
        members = {member.i: member for token in tokens for member in self.reading.row(token)}
        named = [(member, name) for member in members.values() if (name := self.reading.names.at(member.i))]
        return [(member, where) for member, name in named if (where := self.circumstances.where(name))]

    def _beside(self, word: Token, frame: Frame) -> Iterator[Token]:
        """The name right behind a word and its preposition, whatever the tree makes of it: "a visit to Chile"."""
        following = [t for t in self.doc[word.i + 1 : min(word.i + 4, word.sent.end)] if t.lower_ != "the"]
        if (
            len(following) > 1
            and following[0].lower_ in frame.place
            and (name := self.reading.names.at(following[1].i))
        ):
            yield self.doc[name.end - 1]

    def _visits(self, mention: EventMention, destinations: list[tuple[Token, Argument]]) -> Iterator[EventMention]:
        """One visit for each place named; none without a place."""
        if not mention.parts:
            return
        kinds = {self.reading.known(part.reference.entity).kind for part in mention.parts}
        if kinds <= {EntityKind.COUNTRY, EntityKind.ORGANISATION} and mention.frame.pos == "VERB":
            return
        for token, place in destinations:
            time = None
            if len(destinations) > 1:
                time = self.circumstances.time(token, mention.reality.modality, carrier=token)
            yield self._dated(
                replace(mention, place=place, time=time) if time else self._timed(replace(mention, place=place))
            )

    def _stay(self, token: Token) -> Iterator[EventMention]:
        """ "A diplomat is in Turkey for talks": a place as predicate, and an errand."""
        name = self.reading.names.at(token.i)
        copula = [child for child in token.children if child.dep_ == "cop"]
        if name is None or not copula or not any(child.lower_ == "in" for child in token.children):
            return
        errand = any(t.lemma_.lower() in self.lexicon.event_words["errand"] for t in token.subtree)
        place = self.circumstances.where(name)
        guests = tuple(self.participation.taking((c for c in token.children if c.dep_ == "nsubj"), "Guest"))
        if place and guests and errand:
            frame = Frame(lemma="be", pos="VERB", type=EventType.VISIT, roles={}, place=("in",), confidence=0.8)
            reality = modality.of_verb(token, self.lexicon)
            yield self._dated(EventMention(token, frame, EventType.VISIT, reality, guests, place=place))

    def _noun(self, noun: Token, frame: Frame) -> Iterator[EventMention]:
        words = self.lexicon.event_words
        known = self.reading.names.known_at(noun.i) is not None
        span = proper_name(noun, self.reading) if known or entry(noun, words["named"]) in words["named"] else None
        name = " ".join(self.doc[slice(*span)].text.split()) if span else None
        if noun.dep_ == "compound" and not name:
            return
        carrier = self._carrier(noun)
        own = list(self.participation.of_noun(noun, frame, span))
        parts = [*own, *self.participation.carried(noun, carrier, frame, own)]
        parts = list({part.reference.entity: part for part in reversed(parts)}.values())[::-1]
        kind = self._kind(noun, frame, carrier, name)
        pointing = any(child.lower_ in _POINTING for child in noun.children if child.dep_ in ("det", "nmod:poss"))
        if self._general(noun) and not any(child.lower_ in ("upcoming", "further") for child in noun.children):
            return
        if (not parts and not name and not pointing) or (frame.named and not name):
            return
        hit = self.reading.names.known_at(noun.i)
        if forum := self._at_forum(carrier):
            kind, hit = EventType.FORUM, forum
            name = self._name_of(forum)
        mention = EventMention(
            noun,
            frame,
            kind,
            modality.of_noun(noun, self.lexicon),
            tuple(parts),
            name=name,
            series=hit.actor.key if hit else None,
            pointing=pointing,
            carrier=carrier,
        )
        if kind is EventType.VISIT:
            places = self._destinations(noun, frame)
            yield from (
                self._visits(mention, places) if places else [self._dated(self._timed(mention))] if pointing else []
            )
        else:
            yield self._announced(self._placed(mention), span[1] if span else noun.i + 1)

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
        time = self.circumstances.time_among(range(i, i + 8), mention.trigger, given)
        return replace(mention, reality=Reality(given), time=time or mention.time)

    def _at_forum(self, carrier: Token | None) -> Hit | None:
        """The forum that is the subject of a verb: "the ADMM-Plus, held in Kuala Lumpur, will feature discussions"."""
        if carrier is None:
            return None
        known = self.reading.names.known_at
        told = [hit for token in subjects(carrier) if (hit := known(token.i))]
        if not any(child.dep_.startswith("nsubj") for child in carrier.children):
            told += [hit for i in range(carrier.sent.start, carrier.i) if (hit := known(i))]
        return next((hit for hit in told if hit.actor.kind == "forum"), None)

    def _name_of(self, forum: Hit) -> str:
        span = proper_name(self.doc[forum.end - 1], self.reading) or (forum.start, forum.end)
        return " ".join(self.doc[slice(*span)].text.split())

    def _kind(self, noun: Token, frame: Frame, carrier: Token | None, name: str | None) -> EventType:
        """The type an event noun has here: "peace talks" a negotiation, "Strategic Dialogue" a forum."""
        beside = {child.lower_ for child in noun.lefts}
        words = self.lexicon.event_words
        if frame.type is EventType.MEETING:
            if beside & words["negotiation"]:
                return EventType.NEGOTIATION
            around = beside | (
                {t.lower_ for t in carrier.children} | {t.lower_ for _, t in obliques(carrier)} if carrier else set()
            )
            if around & words["remote"]:
                return EventType.CALL
            if name and len(name.split()) > 1:
                return EventType.FORUM
        if noun.lemma_.lower() == "conference" and beside & {"press", "news"}:
            return EventType.ADDRESS
        return frame.type

    def _carrier(self, noun: Token) -> Token | None:
        """The verb that only carries the noun: "held talks", "the talks were held", "talks that they hold"."""
        light = self.lexicon.light
        told = (child for child in noun.children if child.dep_ == "acl:relcl" and entry(child, light) in light)
        head = noun.head
        if (relative := next(told, None)) is not None:
            return relative
        if head == noun or head.pos_ not in ("VERB", "AUX"):
            return None
        carried = entry(head, light) in light or noun.dep_ == "obl" or modality.listed(head, noun, self.lexicon)
        return head if noun.dep_ in _CARRIED and carried else None

    def _placed(self, mention: EventMention) -> EventMention:
        remote = mention.type is EventType.CALL
        place = None if remote else self.circumstances.place(mention.trigger, carrier=mention.carrier)
        return self._dated(self._timed(replace(mention, place=place)))

    def _timed(self, mention: EventMention) -> EventMention:
        time = self.circumstances.time(
            mention.trigger, mention.reality.modality, carrier=mention.carrier, own_only=self._acted_on(mention)
        )
        return replace(mention, time=time)

    def _acted_on(self, mention: EventMention) -> bool:
        """Whether the verb speaks of an act on the event (cancelling, agreeing) and its time is the act's."""
        carrier = mention.carrier
        return carrier is not None and modality.listed(carrier, mention.trigger, self.lexicon) is not None

    def _dated(self, mention: EventMention) -> EventMention:
        """What is told in the present or past tense but dated later than the document is planned."""
        today = self.reading.document.date
        done = mention.reality.modality in (Modality.OCCURRED, Modality.ONGOING)
        if today and done and mention.time and mention.time.edtf[:10] > today.isoformat():
            return replace(mention, reality=Reality(Modality.SCHEDULED))
        return mention
