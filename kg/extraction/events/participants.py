"""Who may take part: the arguments of a word that may state an event."""

import itertools
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from kg.actors import actors
from kg.extraction.arguments.candidates import NONE, EntityCandidate, Marks, marks_of
from kg.extraction.coreference import STATES, Reading, Reference, unique
from kg.extraction.events.candidates import NEARBY, SUBJECT, WITH, Mark
from kg.extraction.events.rules import argument_path
from kg.extraction.grammar import factuality
from kg.extraction.grammar.function_words import AFTER, AT, BETWEEN, DASHES, POINTING
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases, copula, governors, objects, obliques, possessors, subjects
from kg.kinds import FORUM, MEETING, VISIT, kinds
from kg.lexicon import Frame
from kg.model import Entity, EntityKind, Modality
from kg.naming import gazetteer
from kg.parse import Token


class Participants:
    """Proposes participants in one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc, self.lexicon = reading, reading.doc, reading.lexicon

    def of_verb(self, verb: Token, frame: Frame) -> Iterator[EntityCandidate]:
        """Those who are arguments of a verb, by the roles of its frame."""
        for argument, role in frame.roles.items():
            if argument == "nsubj":
                tokens: Iterable[Token] = subjects(verb)
            elif argument == "obj":
                tokens = objects(verb)
            else:
                tokens = argument_path(argument, self.lexicon)(verb)
            yield from self.named(verb, tokens, role, argument, marks_of({Mark.HOSTED: role == "Guest"}))

    def is_orphan(self, verb: Token) -> bool:
        """Whether a verb that should have a subject of its own has none in the tree, but somebody named before it."""
        own = any(child.dep_.startswith(("nsubj", "aux:pass", "csubj")) for child in verb.children)
        return not own and verb.dep_ != "conj" and self._person_before(verb) is not None

    def _person_before(self, verb: Token) -> Token | None:
        """The person named right before a verb, past auxiliaries, adverbs and words such as "plans to"."""
        i, first = verb.i - 1, self.reading.sentence(verb.i).start
        while i > first and (
            self.doc[i].pos_ in ("AUX", "ADV", "PART")
            or entry(self.doc[i], self.lexicon.modality) in self.lexicon.modality
        ):
            i -= 1
        return self.doc[i] if i in self.reading.people_tokens else None

    def nearby(self, verb: Token, frame: Frame) -> Iterator[EntityCandidate]:
        """Participants by their place in the sentence, where the tree has lost them: "A met on Friday in B with C"."""
        before = self._person_before(verb)
        if before is not None and "nsubj" in frame.roles:
            yield from self.named(verb, [before], frame.roles["nsubj"], NEARBY)
        if "with" not in frame.roles:
            return
        words = self.lexicon.frame_words
        for token in self.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end - 1)]:
            if token.text in (";", ":") or token.pos_ == "VERB" or entry(token, words) in words:
                return
            if token.lower_ == "with":
                yield from self.named(verb, [token.nbor()], frame.roles["with"], NEARBY)
                return

    def named(
        self, trigger: Token, tokens: Iterable[Token], role: str, rule: str, marks: Marks = NONE
    ) -> Iterator[EntityCandidate]:
        """Those the tokens stand for, each in this role."""
        for reference in unique(ref for token in tokens for ref in self.reading.refer(token)):
            yield self.candidate(trigger, reference, role, rule, marks)

    def candidate(
        self, trigger: Token, reference: Reference, role: str, rule: str, marks: Marks = NONE
    ) -> EntityCandidate:
        """Somebody who may take part, in this role."""
        entity = self.reading.known(reference.entity)
        seen = {
            Mark.NO_ACTOR: self._no_participant(entity.key) if entity.key else self._names_forum(reference),
            Mark.NEGOTIATOR: self._negotiates(entity),
        }
        return EntityCandidate(
            word=self.doc[reference.end - 1],
            rule=rule,
            marks=marks | marks_of(seen),
            trigger=trigger,
            role=role,
            reference=reference,
            entity=entity,
        )

    def _negotiates(self, entity: Entity) -> bool:
        """Whether unnamed people are negotiators."""
        words = self.lexicon.events.negotiators
        return entity.kind is EntityKind.GROUP and not words.isdisjoint(entity.name.split())

    def _names_forum(self, reference: Reference) -> bool:
        """Whether an unknown name is that of an event: "hosted the Arctic Conference"."""
        last = self.doc[reference.end - 1]
        frames = self.lexicon.frames.get((entry(last, self.lexicon.frame_words), "NOUN"), ())
        return last.text[0].isupper() and any(f.type == FORUM and not f.named for f in frames)

    def _no_participant(self, key: str) -> bool:
        """Whether a known actor is itself an event or only reports of events."""
        return key in actors() and actors()[key].kind in ("forum", "media")

    def of_noun(self, noun: Token, frame: Frame, span: tuple[int, int] | None) -> Iterator[EntityCandidate]:
        """Those who are arguments of an event noun; `span` is its proper name, if it has one."""
        for argument, role in frame.roles.items():
            if argument == "poss":
                yield from self._owners(noun, role)
            elif argument == "amod":
                yield from self._adjectives(noun, role, span[0] if span else noun.left_edge.i)
            else:
                yield from self.named(noun, argument_path(argument, self.lexicon)(noun), role, argument)

    def _owners(self, noun: Token, role: str) -> Iterator[EntityCandidate]:
        """Whose event it is; "their meeting" may be one told before."""
        for owner in possessors(noun):
            again = owner.lower_ == "their" and not self._is_told_first(noun)
            yield from self.named(noun, [owner], role, "poss", marks_of({Mark.TOLD_BEFORE: again}))

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

    def _adjectives(self, noun: Token, role: str, first: int) -> Iterator[EntityCandidate]:
        """Countries and organisations before the noun: "Israeli-Palestinian talks", "NATO Summit"."""
        known = self.reading.names.known_at(noun.i)
        inside = (
            gazetteer.hits([t.text for t in self.doc[known.start : noun.i]]) if known else ()
        )  # "NATO" in "NATO Summit"
        hits = [hit for hit in self.reading.names.known_in(first, noun.i) if hit is not known]
        hits += [replace(hit, start=hit.start + known.start, end=hit.end + known.start) for hit in inside if known]
        hits = [hit for hit in hits if hit.actor.kind in STATES]
        owning = {id(hit) for hit in hits if self.doc[hit.end].tag_ == "POS"}
        countries = [hit for hit in hits if hit.actor.kind == "country" and id(hit) not in owning]
        for hit in hits:
            alone = hit.actor.kind == "country" and len(countries) < 2 and not self._is_paired(hit.start, hit.end)
            marks = marks_of({Mark.OWNER: id(hit) in owning, Mark.ONLY_COUNTRY: alone})
            reference = Reference(self.reading.actor(hit.actor.key), hit.start, hit.end)
            yield self.candidate(noun, reference, role, "amod", marks)

    def _is_paired(self, start: int, end: int) -> bool:
        """Whether a dash joins a name to another that is known: "the Norway-ASEAN Summit"."""
        after, before = self.doc[end].text in DASHES, start > 1 and self.doc[start - 1].text in DASHES
        known = self.reading.names.known_at
        return bool((after and known(end + 1)) or (before and known(start - 2)))

    def carried(self, noun: Token, top: Token, carrier: Token | None, frame: Frame) -> Iterator[EntityCandidate]:
        """Those who may take part through the verb: subjects and "with" phrases of "held talks with".

        `top` is the word by which the noun, or its proper name, hangs on the verb.
        """
        role = frame.roles.get("poss", "Participant")
        yield from self._in_copula(noun, top, role)
        yield from self.named(noun, self._hosts_and_guests(top), role, "acl")
        if carrier is None:
            if frame.type == FORUM and any(child.lower_ == "at" for child in top.children):
                yield from self.named(noun, self._who_is_at(top), role, "at")
            return
        hanging = top.dep_ in ("obl", "nmod")
        marks = self._presence(top, carrier, frame) if hanging else NONE
        if top.dep_ != "nsubj" or carrier != top.head:
            present = subjects(carrier) if frame.type == VISIT else self._attending(carrier)
            yield from self.named(noun, present, role, SUBJECT, marks)
        company = [token for case, token in self._obliques(carrier) if case in BETWEEN]
        apart = marks_of({Mark.NOT_SHARED: frame.type == VISIT or cases(top) & AFTER})
        yield from self.named(noun, (token for token in company if token != top), role, WITH, marks | apart)

    def _obliques(self, carrier: Token) -> Iterator[tuple[str, Token]]:
        """The phrases of a verb, also those that the tree hangs on "place" in "took place between"."""
        yield from obliques(carrier)
        for held in objects(carrier):
            if f"{carrier.lemma_} {held.lower_}" in self.lexicon.embedding:
                yield from obliques(held)

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

    def _in_copula(self, noun: Token, top: Token, role: str) -> Iterator[EntityCandidate]:
        """The subject of "is on a visit to", "is in talks with", "is in Chile for talks with"."""
        links = cases(top)
        itself = bool(links & {"on", "in", "at"})
        predicate = top if itself else top.head if "for" in links else None
        if predicate is not None and copula(predicate) is not None:
            found = (child for child in predicate.children if child.dep_ == "nsubj")
            yield from self.named(noun, found, role, "copula", marks_of({Mark.FOR_TALKS: not itself}))

    def _presence(self, noun: Token, carrier: Token, frame: Frame) -> Marks:
        """What tells whether the subject of a verb is at the event its clause places it at: "at a summit"."""
        links = {child.lower_ for child in noun.children if child.dep_ == "case"}
        there = bool(links & AT)
        given = factuality.listed(carrier, noun, self.lexicon)
        if given and given is not Modality.PLANNED and not there:
            return NONE  # "called for talks", "called off the talks"
        if frame.type == VISIT:
            return marks_of({Mark.ELSEWHERE: not self._is_travelling(links, carrier)})
        moves = self._moves(carrier)
        if "for" in links:
            talks = kinds()[frame.type].talks and kinds()[frame.type].mutual
            forum = frame.type == FORUM
            return marks_of({Mark.ELSEWHERE: not (moves and (forum or talks)), Mark.FOR_TALKS: not forum})
        if "to" in links:
            leads = entry(carrier, words := self.lexicon.events.representing) in words
            return marks_of({Mark.ELSEWHERE: not ((moves or leads) and frame.type == FORUM)})
        if there:
            return NONE
        if not (links & AFTER and frame.type == MEETING):
            return frozenset({Mark.ELSEWHERE})
        known = any(child.lower_ in POINTING for child in noun.children)
        return marks_of({Mark.BEFORE_EVENT: True, Mark.NOT_FRESH: known})  # "after the meeting"

    def _is_travelling(self, links: Set[str], verb: Token) -> bool:
        """Whether whoever does something is on a visit: "on a visit", "left for a visit", "begins with a visit"."""
        if "for" in links:
            return self._moves(verb) or entry(verb, words := self.lexicon.events.departing) in words
        begins = entry(verb, self.lexicon.events.phases) in self.lexicon.events.phases
        return bool(links & {"on", "during", "in"}) or ("with" in links and begins)

    def _moves(self, verb: Token) -> bool:
        """Whether a verb takes its subject somewhere, or to somebody."""
        frames = self.lexicon.frames.get((entry(verb, self.lexicon.frame_words), "VERB"), ())
        return any(frame.place or frame.type == MEETING for frame in frames)
