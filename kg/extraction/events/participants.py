"""Who takes part: the arguments of a word that states an event."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.actors import actors
from kg.extraction.coreference import Reading, Reference, unique
from kg.extraction.events.mentions import Taking
from kg.extraction.events.rules import argument_path
from kg.extraction.grammar import factuality
from kg.extraction.grammar.function_words import AFTER, POINTING
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases, copula, governors, objects, obliques, possessors, subjects
from kg.kinds import FORUM, MEETING, VISIT, kinds
from kg.lexicon import Frame
from kg.model import EntityKind, Modality
from kg.naming import gazetteer

_ACTING = frozenset({EntityKind.PERSON, EntityKind.ROLE, EntityKind.GROUP, EntityKind.COUNTRY, EntityKind.ORGANISATION})


class Participants:
    """Finds participants in one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc, self.lexicon = reading, reading.doc, reading.lexicon

    def of_verb(self, verb: Token, frame: Frame) -> Iterator[Taking]:
        """Those who are arguments of a verb, by the roles of its frame."""
        for argument, role in frame.roles.items():
            if argument == "nsubj":
                tokens: Iterable[Token] = subjects(verb)
            elif argument == "obj":
                tokens = objects(verb)
            else:
                tokens = argument_path(argument, self.lexicon)(verb)
            taking = self.taking(tokens, role)
            yield from (part for part in taking if role != "Guest" or not self._abstract(part))

    def _abstract(self, part: Taking) -> bool:
        """Whether a guest is a country or an organisation: one hosts its forces or its headquarters, not it."""
        return self.reading.known(part.reference.entity).kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION)

    def orphan(self, verb: Token) -> bool:
        """Whether a verb that should have a subject of its own has none in the tree, but somebody named before it."""
        own = any(child.dep_.startswith(("nsubj", "aux:pass", "csubj")) for child in verb.children)
        return not own and verb.dep_ != "conj" and self._person_before(verb) is not None

    def _person_before(self, verb: Token) -> Token | None:
        """The person named right before a verb, past auxiliaries, adverbs and words such as "plans to"."""
        i = verb.i - 1
        while i > verb.sent.start and (
            self.doc[i].pos_ in ("AUX", "ADV", "PART")
            or entry(self.doc[i], self.lexicon.modality) in self.lexicon.modality
        ):
            i -= 1
        return self.doc[i] if i in self.reading.people_tokens else None

    def nearby(self, verb: Token, frame: Frame) -> Iterator[Taking]:
        """Participants by their place in the sentence, where the tree has lost them: "A met on Friday in B with C"."""
        before = self._person_before(verb)
        if before is not None and "nsubj" in frame.roles:
            yield from self.taking([before], frame.roles["nsubj"])
        if "with" not in frame.roles:
            return
        words = self.lexicon.frame_words
        for token in self.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end - 1)]:
            if token.text in (";", ":") or token.pos_ == "VERB" or entry(token, words) in words:
                return
            if token.lower_ == "with":
                yield from self.taking([self.doc[token.i + 1]], frame.roles["with"])
                return

    def taking(self, tokens: Iterable[Token], role: str) -> Iterator[Taking]:
        """Those the tokens stand for who can take part, each in this role."""
        for reference in unique(ref for token in tokens for ref in self.reading.refer(token)):
            entity = self.reading.known(reference.entity)
            event = self._no_participant(entity.key) if entity.key else self._names_forum(reference)
            if entity.kind in _ACTING and not event:
                yield Taking(reference, role)

    def _names_forum(self, reference: Reference) -> bool:
        """Whether an unknown name is that of an event: "hosted the Arctic Conference"."""
        last = self.doc[reference.end - 1]
        frames = self.lexicon.frames.get((entry(last, self.lexicon.frame_words), "NOUN"), ())
        return last.text[0].isupper() and any(f.type == FORUM and not f.named for f in frames)

    def _no_participant(self, key: str) -> bool:
        """Whether a known actor is itself an event or only reports of events."""
        return key in actors() and actors()[key].kind in ("forum", "media")

    def of_noun(self, noun: Token, frame: Frame, span: tuple[int, int] | None) -> Iterator[Taking]:
        """Those who are arguments of an event noun; `span` is its proper name, if it has one."""
        for argument, role in frame.roles.items():
            if argument == "poss":
                owners = (owner for owner in possessors(noun) if owner.lower_ != "their" or self._is_told_first(noun))
                yield from self.taking(owners, role)
            elif argument == "amod":
                yield from self._adjectives(noun, role, span[0] if span else noun.left_edge.i)
            else:
                yield from self.taking(argument_path(argument, self.lexicon)(noun), role)

    def _hosts_and_guests(self, noun: Token) -> Iterator[Token]:
        """Hosts and guests told behind an event: "the conference, hosted by Norway", "attended by delegates"."""
        words = self.lexicon.events.attending | self.lexicon.events.representing
        for child in noun.children:
            if child.dep_ == "acl" and child.tag_ == "VBN" and entry(child, words) in words:
                yield from subjects(child)

    def _is_told_first(self, noun: Token) -> bool:
        """Whether "their meeting" is told for the first time: with somebody, or told apart as an earlier one."""
        words = self.lexicon.events.earlier
        return any(case == "with" for case, _ in obliques(noun)) or any(c.lower_ in words for c in noun.children)

    def _adjectives(self, noun: Token, role: str, first: int) -> Iterator[Taking]:
        """Countries and organisations before the noun: "Israeli-Palestinian talks", "NATO Summit"."""
        known = self.reading.names.known_at(noun.i)
        inside = (
            gazetteer.hits([t.text for t in self.doc[known.start : noun.i]]) if known else ()
        )  # "NATO" in "NATO Summit"
        hits = [hit for hit in self.reading.names.known_in(first, noun.i) if hit is not known]
        hits += [replace(hit, start=hit.start + known.start, end=hit.end + known.start) for hit in inside if known]
        hits = [
            hit for hit in hits if hit.actor.kind in ("country", "organisation") and self.doc[hit.end].tag_ != "POS"
        ]
        countries = [hit for hit in hits if hit.actor.kind == "country"]
        for hit in hits:
            if hit.actor.kind == "organisation" or len(countries) > 1:
                yield Taking(Reference(self.reading.actor(hit.actor.key), hit.start, hit.end), role)

    def carried(self, noun: Token, carrier: Token | None, frame: Frame, own: Sequence[Taking]) -> Iterator[Taking]:
        """Those who take part through the verb: subjects and "with" phrases of "held talks with"."""
        role = frame.roles.get("poss", "Participant")
        yield from self.taking((*self._subject_of_copula(noun, own), *self._hosts_and_guests(noun)), role)
        if carrier is None:
            if frame.type == FORUM and any(child.lower_ == "at" for child in noun.children):
                yield from self.taking(self._who_is_at(noun), role)
            return
        if noun.dep_ in ("obl", "nmod") and not self._is_subject_present(noun, carrier, frame, own):
            return
        if noun.dep_ != "nsubj" or carrier != noun.head:
            visit = frame.type == VISIT
            yield from self.taking(subjects(carrier) if visit else self._attending(carrier), role)
        if frame.type != VISIT and not cases(noun) & AFTER:
            yield from self.taking(
                (token for case, token in obliques(carrier) if case in ("with", "between", "among") and token != noun),
                role,
            )

    def _who_is_at(self, noun: Token) -> Iterator[Token]:
        """Who is "at the summit": those whom the phrase hangs on ("promises by A and B"), else who speaks or acts."""
        between = itertools.takewhile(lambda word: word.pos_ not in ("VERB", "AUX"), governors(noun))
        owner = next((word for word in between if word.i in self.reading.people_tokens), None)
        yield from subjects(factuality.main_clause(noun, self.lexicon)) if owner is None else [owner]

    def _attending(self, verb: Token) -> Iterator[Token]:
        """Who is where a verb says: its subject, and those who "are gathered" or are hosted there "for talks"."""
        yield from subjects(verb)
        frames = self.lexicon.frames.get((entry(verb, self.lexicon.frame_words), "VERB"), ())
        if any(frame.type == MEETING and "obj" in frame.roles for frame in frames):
            yield from objects(verb)

    def _has_known_participant(self, own: Sequence[Taking]) -> bool:
        """Whether someone of a known country, or known by name, is among those taking part."""
        known = [self.reading.known(part.reference.entity) for part in own]
        return any(entity.kind is not EntityKind.GROUP or entity.of for entity in known)

    def _subject_of_copula(self, noun: Token, own: Sequence[Taking]) -> Iterator[Token]:
        """The subject of "is on a visit to", "is in talks with", "is in Chile for talks with"."""
        links = cases(noun)
        known = "for" in links and self._has_known_participant(own)
        predicate = noun if links & {"on", "in", "at"} else noun.head if known else None
        if predicate is not None and copula(predicate) is not None:
            yield from (child for child in predicate.children if child.dep_ == "nsubj")

    def _is_subject_present(self, noun: Token, carrier: Token, frame: Frame, own: Sequence[Taking]) -> bool:
        """Whether the subject of a verb is at the event its clause places it at: "at a summit", "during his visit"."""
        case = {child.lower_ for child in noun.children if child.dep_ == "case"}
        frames = self.lexicon.frames.get((entry(carrier, self.lexicon.frame_words), "VERB"), ())
        given = factuality.listed(carrier, noun, self.lexicon)
        if given and given is not Modality.PLANNED and not case & {"at", "during", "in"}:
            return True  # "called for talks", "called off the talks"
        moves = any(given.place or given.type == MEETING for given in frames)
        if frame.type == VISIT:
            return bool(case & {"on", "during", "in"})
        if "for" in case:
            talks = kinds()[frame.type].talks and kinds()[frame.type].mutual
            return moves and (frame.type == FORUM or (talks and self._has_known_participant(own)))
        if "to" in case:
            leads = entry(carrier, words := self.lexicon.events.representing) in words
            return (moves or leads) and frame.type == FORUM
        fresh = bool(own) or not any(child.lower_ in POINTING for child in noun.children)  # not "after the meeting"
        after = bool(case & AFTER) and frame.type == MEETING and len(own) < 2 and fresh
        return after or bool(case & {"at", "during", "in"})
