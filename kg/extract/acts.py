"""What is done to an instrument: the verbs and nouns around its name that say it was signed, ratified, broken."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.circumstances import Circumstances
from kg.extract.instruments import Naming
from kg.extract.modality import Reality
from kg.extract.modality import read as reality
from kg.extract.reading import Reading, Reference, unique
from kg.extract.syntax import subjects
from kg.model import ActionType, Argument, EntityKind, Modality, Time

_AGENTLESS = frozenset({ActionType.ENTERED_INTO_FORCE})
_ACTORS = frozenset(EntityKind) - {EntityKind.PLACE}
_CONDITIONS = frozenset({"if", "unless", "whether"})


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the word that states it, what kind it is, who does it, when and where."""

    trigger: Token
    type: ActionType
    reality: Reality
    by: tuple[Reference, ...]
    time: Time | None
    place: Argument | None


class Acts:
    """Finds the acts on instruments in one document."""

    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.lexicon = reading.lexicon

    def on(self, naming: Naming) -> Iterator[Act]:
        """The acts stated on an instrument where it is named."""
        for trigger, type_ in self._triggers(naming):
            if self._conditional(trigger):
                continue
            found = reality(trigger, self.lexicon)
            yield Act(trigger, type_, found, self._doers(trigger, type_), *self._when_and_where(trigger, found))

    def signatures(self) -> Iterator[tuple[Token, list[Reference], list[Reference]]]:
        """ "Mr. Erguiza signed for the Philippines": the verb, who signs, and for whom."""
        for token in self.reading.doc:
            if self.lexicon.action_verbs.get(token.lower_) is ActionType.SIGNED and token.tag_ in ("VBD", "VBZ", "VBN"):
                following = token.i + 1
                if following < token.sent.end and token.doc[following].lower_ in ("for", "on"):
                    served = self._served(token)
                    if served:
                        yield token, self._actors(subjects(token)), served

    def _served(self, verb: Token) -> list[Reference]:
        for token in verb.doc[verb.i + 2 : min(verb.i + 7, verb.sent.end)]:
            hit = self.reading.names.known_at(token.i)
            if hit and hit.actor.kind in ("country", "organisation"):
                return [Reference(self.reading.actor(hit.actor.key), hit.start, hit.end)]
        return []

    def formula(self) -> Iterator[tuple[Token, Time | None, Argument | None]]:
        """ "Done at Geneva, this second day of May": the closing formula of an instrument."""
        for token in self.reading.doc[:-1]:
            if token.is_sent_start and token.text in ("Signed", "Done", "DONE", "SIGNED") and token.nbor().lower_ in ("in", "at"):
                sent = token.sent
                times = [when for when in self.circumstances.times if sent.start <= when.start < sent.end]
                day = times[0].mention.edtf(self.reading.document.date, "past") if times else None
                yield token, Time(edtf=day, anchor=self.reading.document.date) if day else None, self.circumstances.place(token)

    # Triggers

    def _triggers(self, naming: Naming) -> Iterator[tuple[Token, ActionType]]:
        noun = _top(naming)
        head = noun.head
        verbs, nouns = self.lexicon.action_verbs, self.lexicon.action_nouns
        if naming.modifies and head.lower_ in nouns:
            yield head, nouns[head.lower_]
            return
        if head != noun and not naming.modifies:
            yield from self._governing(noun, head, naming)
        for child in noun.children:
            key = f"{child.lower_} {_particles(child)}".rstrip()
            if child.dep_ in ("acl", "acl:relcl") and child.tag_ in ("VBN", "VBD") and (key in verbs or child.lower_ in verbs):
                yield child, verbs.get(key) or verbs[child.lower_]
            elif child.dep_ == "nmod:poss" and False:
                yield child, verbs[key]

    def _governing(self, noun: Token, head: Token, naming: Naming) -> Iterator[tuple[Token, ActionType]]:
        verbs, nouns = self.lexicon.action_verbs, self.lexicon.action_nouns
        case = next((child.lower_ for child in noun.children if child.dep_ == "case" and child.i < noun.i), "")
        if noun.dep_ in ("obj", "nsubj:pass", "obl", "nsubj", "xcomp", "ccomp") and head.pos_ in ("VERB", "AUX"):
            keys = [f"{head.lower_} {case}"] if case else [f"{head.lower_} {_particles(head)}".rstrip(), head.lower_]
            if noun.dep_ == "nsubj":
                keys = [f"{head.lower_} {rest}" for rest in ("into force", "effect", "into effect") if rest in _after(head)]
            found = next((verbs[key] for key in keys if key in verbs), None)
            if found:
                yield head, found
        elif (noun.dep_ in ("nmod", "obl") and head.lower_ in nouns and case in ("of", "to", "from", "on", "for")) or (noun.dep_ == "nmod:poss" and head.lower_ in nouns):
            yield head, nouns[head.lower_]
        elif head.lower_ in verbs and head.i < naming.start and not case and noun.dep_ in ("dep", "parataxis", "obl:unmarked"):
            yield head, verbs[head.lower_]

    def _conditional(self, trigger: Token) -> bool:
        """ "If an agreement can be reached": nothing particular."""
        return any(child.lower_ in _CONDITIONS and child.dep_ in ("mark", "advmod") for child in trigger.children)

    # Who, when, where

    def _doers(self, trigger: Token, type_: ActionType) -> tuple[Reference, ...]:
        if type_ in _AGENTLESS:
            return ()
        if trigger.pos_ in ("VERB", "AUX"):
            return tuple(self._actors(subjects(trigger)) or self._agents(trigger))
        return tuple(self._actors(child for child in trigger.children if child.dep_ == "nmod:poss") or self._agents(trigger))

    def _agents(self, trigger: Token) -> list[Reference]:
        """ "By A and B" behind a word, whatever the parse makes of it."""
        for child in trigger.children:
            if child.i > trigger.i and child.dep_.startswith(("obl", "nmod")) and any(c.lower_ == "by" for c in child.children):
                return self._actors([child])
        return []

    def _actors(self, tokens: Iterator[Token] | list[Token]) -> list[Reference]:
        found = [ref for token in tokens for ref in self.reading.refer(token)]
        return unique(ref for ref in found if self.reading.known(ref.entity).kind in _ACTORS)

    def _when_and_where(self, trigger: Token, found: Reality) -> tuple[Time | None, Argument | None]:
        if found.modality is Modality.DENIED:
            return None, None
        return self.circumstances.time(trigger, found.modality), self.circumstances.place(trigger)


def _top(naming: Naming) -> Token:
    """The word of a title that hangs on the rest of the sentence: its noun, or the first of "a treaty and a pact"."""
    noun = naming.noun
    while naming.start <= noun.head.i < naming.end and noun.head != noun:
        noun = noun.head
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _particles(verb: Token) -> str:
    """The particle of a verb: "up" in "tore up"."""
    return next((child.lower_ for child in verb.children if child.dep_ == "compound:prt"), "")


def _after(verb: Token) -> str:
    return " ".join(token.lower_ for token in verb.doc[verb.i + 1 : min(verb.i + 5, verb.sent.end)])
