"""What is done to an instrument: that it was, or is to be, signed, ratified, broken; by whom, when and where."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from kg.extraction.agreements import decision
from kg.extraction.agreements.candidates import AGENT, PARTNER, ActCandidate, Mark
from kg.extraction.agreements.doers import ASKED, HELPED, TEXTS, Doers
from kg.extraction.agreements.mentions import Naming
from kg.extraction.agreements.triggers import Triggers
from kg.extraction.arguments.candidates import EntityCandidate, marks_of
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading, Reference
from kg.extraction.grammar.factuality import Reality, listed
from kg.extraction.grammar.factuality import read as reality
from kg.extraction.grammar.function_words import IT, MEANS
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.model import DONE, ActionType, Argument, Certainty, Mention, Modality, Time
from kg.parse import Token

_ON_PRONOUNS = frozenset(ActionType) - {ActionType.AGREED, ActionType.PROPOSED}
_GERUND = path(".xcomp{tag=VBG}")
_INFINITIVE = path(".{tag=VB, >mark{lower=to}}")
_PARTICIPLE = path(".acl{tag=VBN|VBD, !>aux*|nsubj*|mark}")  # "the agreement reached in Oslo"
_CONDITIONAL = path(">{lower=if|unless|whether}")
_NOT_TO = path(".{>{lower=to}, >{lower=not|n't|n’t|never}}")
_MUST = path(".{>aux{lower=must}, >{lower=still|yet|first}}")
_LEADS_TO = path(">case{lower=for|to|until|till|pending|before|toward|towards}")
_BROUGHT_ABOUT = path(">obj >acl{lemma=$agreements.mediating}")
_YET = path(">{lower=yet}")
_BY_NOBODY = path(">nsubj{lower=neither|none|nobody|no} | >nsubj >{lower=neither|none|nobody|no}")
_CONTINUED = path(".obj <{lemma=$agreements.continuing}")
_REPORTED = path(".nmod{>case{lower=of}} <{lemma=$agreements.alleging}")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the word that states it, what kind it is, who does it, with or to whom, when and where."""

    trigger: Token
    type: ActionType
    reality: Reality
    by: tuple[Reference, ...] = ()
    others: tuple[Reference, ...] = ()
    time: Time | None = None
    place: Argument | None = None
    likely: float | None = None
    """How probable it is; None if a rule reads it."""


class Acts:
    """Finds the acts on instruments in one document."""

    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.lexicon, self.circumstances = reading, reading.lexicon, circumstances
        self.triggers = Triggers(reading, circumstances.times.tokens)
        self.doers = Doers(reading, self.triggers)
        self.seen: list[ActCandidate] = []
        """All that were decided on."""
        self._proposed: dict[tuple[int, ActionType, tuple[int, int] | None], ActCandidate] = {}

    def on(self, naming: Naming) -> Iterator[Act]:
        """The acts stated on an instrument where it is named."""
        for trigger, type_ in self.triggers.of(naming):
            yield from self.stated(self.candidate(trigger, type_, naming))

    def on_pronouns(self) -> Iterator[tuple[Token, ActCandidate]]:
        """ "Parliament ratified it", "both signed the text": what may be done to an instrument that is named before."""
        for token in self.reading.words(IT | self.lexicon.agreements.texts):
            if (type_ := self._on_pronoun(token)) is not None:
                yield token, self.candidate(token.head, type_, None)

    def stated(self, candidate: ActCandidate) -> Iterator[Act]:
        """The act that a candidate states; none if it does not stand."""
        self.seen.append(candidate)
        if decision.against_act(candidate) is None:
            time, place = self._when_and_where(candidate)
            by, others = decision.by(candidate), candidate.those(PARTNER)
            yield Act(candidate.word, candidate.type, candidate.reality, tuple(by), others, time, place)

    def _on_pronoun(self, token: Token) -> ActionType | None:
        verb, word = token.head, token.lower_
        if word == "it" and token.dep_ == "nsubj" and self.triggers.into_force(verb):
            return ActionType.ENTERED_INTO_FORCE
        if token.dep_ not in ("obj", "nsubj:pass"):
            return None
        type_ = self.triggers.verb(verb)
        if word in IT and type_ in _ON_PRONOUNS:
            return type_
        return type_ if word in self.lexicon.agreements.texts and type_ in TEXTS else None

    def candidate(self, trigger: Token, type_: ActionType, naming: Naming | None) -> ActCandidate:
        """What a word may state, with who may do it: rules and models ask for the same."""
        at = trigger.i, type_, (naming.start, naming.noun.i) if naming else None
        if at not in self._proposed:
            self._proposed[at] = self._candidate(trigger, type_, naming)
        return self._proposed[at]

    def _candidate(self, trigger: Token, type_: ActionType, naming: Naming | None) -> ActCandidate:
        found = self._reality(trigger, type_, naming)
        by = self.doers.of(trigger, type_, naming)
        others = self.doers.partners(trigger, type_) if trigger.pos_ == "VERB" else []
        if (type_ is ActionType.ENTERED_INTO_FORCE or self.triggers.ends(trigger)) and self._is_ahead(trigger):
            found = Reality(Modality.SCHEDULED)
        conditional = naming is not None and _CONDITIONAL.matches(trigger)
        seen = {Mark.CONDITIONAL: conditional, Mark.OPEN: found.left_open, Mark.UNREAL: self._unreal(trigger)}
        return ActCandidate(
            word=trigger,
            rule="pronoun" if naming is None else "naming",
            marks=marks_of(seen),
            arguments=(*self._arguments(trigger, by, AGENT), *self._arguments(trigger, others, PARTNER)),
            type=type_,
            reality=found,
            inside=range(naming.outer, naming.reach) if naming else range(0),
        )

    def _arguments(self, trigger: Token, found: Iterable[Reference], role: str) -> Iterator[EntityCandidate]:
        """Those who may play a role."""
        for ref in found:
            yield EntityCandidate(
                word=self.reading.doc[ref.end - 1],
                rule=role.lower(),
                trigger=trigger,
                role=role,
                reference=ref,
                entity=self.reading.known(ref.entity),
            )

    # How real it is

    def _reality(self, trigger: Token, type_: ActionType, naming: Naming | None) -> Reality:
        if type_ is ActionType.NEGOTIATED and self.triggers.is_tried(trigger):
            return Reality(Modality.ONGOING)
        if given := self._reality_by_form(trigger, type_, naming):
            return given
        phases = self.lexicon.events.phases
        begun = _GERUND.matches(trigger) and entry(trigger.head, phases) in phases
        found = reality(trigger.head if begun else trigger, self.lexicon)  # "could begin negotiating"
        if ASKED.matches(trigger) and found.modality is Modality.PLANNED:
            return Reality(Modality.PROPOSED)
        if trigger.pos_ == "NOUN" and type_ is ActionType.NEGOTIATED:
            return Reality(Modality.ONGOING) if _CONTINUED.matches(trigger) else found
        ahead = trigger.pos_ == "NOUN" and found.modality in DONE and self._is_still_to_come(trigger)
        return Reality(Modality.PLANNED) if ahead else found

    def _is_still_to_come(self, noun: Token) -> bool:
        """ "Is ready for signature", "awaits ratification": whether something only leads to an act named by a noun."""
        listed, told = self.lexicon.agreements, noun.head
        if noun.dep_ in ("obj", "nsubj:pass") and entry(told, listed.awaiting) in listed.awaiting:
            return True
        staged = self.lexicon.grammar.affairs  # "the ceremony for the signing was held"
        if entry(told, staged) in staged:
            return reality(told.head, self.lexicon).modality not in DONE
        thanked = entry(told, listed.factive) in listed.factive
        return _LEADS_TO.matches(noun) and not thanked

    def _reality_by_form(self, trigger: Token, type_: ActionType, naming: Naming | None) -> Reality | None:
        """The reality that a form tells by itself, whatever stands around it."""
        if self._accused(trigger):
            return Reality(Modality.OCCURRED, Certainty.PROBABLE)
        if naming is not None and trigger == naming.noun:
            return Reality(Modality.OCCURRED)  # "according to a joint statement"
        if trigger.lower_ in self.lexicon.agreements.sending:
            done = reality(trigger, self.lexicon).modality is Modality.OCCURRED
            return Reality(Modality.PROPOSED if done else Modality.PLANNED)
        settled = naming is not None and (naming.definite or trigger.head.dep_.startswith(("nsubj", "obl")))
        if _PARTICIPLE.matches(trigger) and settled:
            return Reality(Modality.OCCURRED)  # "the agreement reached in Oslo", whatever is to become of it
        if (
            _INFINITIVE.matches(trigger) and _counted(trigger.head, self.lexicon.agreements.counting)
        ) or HELPED.matches(trigger):
            return reality(trigger.head, self.lexicon)  # "became the 40th country to sign"
        if type_ is ActionType.RATIFIED and _MUST.matches(trigger):
            return Reality(Modality.PLANNED)  # "must still be ratified"
        if _BY_NOBODY.matches(trigger) or self._has_failed(trigger):
            return Reality(Modality.DENIED)  # "neither has signed"
        return self._of_infinitive(trigger, type_) if _INFINITIVE.matches(trigger) else None

    def _has_failed(self, noun: Token) -> bool:
        """ "Ratification of the pact collapsed"."""
        failing = self.lexicon.agreements.failing
        return noun.pos_ == "NOUN" and noun.dep_ == "nsubj" and entry(noun.head, failing) in failing

    def _of_infinitive(self, verb: Token, type_: ActionType) -> Reality | None:
        """ "Have yet to sign", "has to ratify", "voted to ratify": who votes to ratify has ratified."""
        head = verb.head
        if _YET.matches(head):
            return Reality(Modality.DENIED)
        if head.lemma_ in self.lexicon.agreements.obliging:
            return Reality(Modality.PLANNED)
        decided = type_ is ActionType.RATIFIED and self._is_decided(verb)
        return reality(head, self.lexicon) if decided else None

    def _unreal(self, verb: Token) -> bool:
        """ "Called on parliament not to ratify it", "support for extending it": forms that tell of nothing done."""
        words = {child.lower_ for child in verb.children}
        aims = self.lexicon.agreements.aims
        if _NOT_TO.matches(verb) or _REPORTED.matches(verb):
            return True
        if self.triggers.is_tried(verb):
            return False
        purpose = verb.nbor(-2) if "to" in words and verb.i > 1 and verb.nbor(-1).lower_ == "to" else verb.head
        if verb.tag_ == "VB" and purpose.pos_ == "NOUN" and entry(purpose, aims) in aims:
            return True
        gerund = verb.tag_ == "VBG" and not any(child.dep_.startswith("aux") for child in verb.children)
        above, phases = verb.head, self.lexicon.events.phases
        known = listed(above, verb, self.lexicon) is not None or entry(above, phases) in phases  # "began negotiating"
        governed = verb.dep_ in ("xcomp", "ccomp", "obj", "advcl", "acl") and known
        free = words & MEANS or verb.dep_ in ("conj", "ROOT") or governed or self._accused(verb)
        return gerund and not free

    def _accused(self, verb: Token) -> bool:
        """ "Accused Chile of violating the truce"."""
        speech, above = self.lexicon.speech, (verb.head, verb.head.head)
        of = any(child.lower_ == "of" for child in verb.children)
        return verb.tag_ == "VBG" and of and any(speech.noun.get(word.lower_) in speech.accusing for word in above)

    def _is_ahead(self, verb: Token) -> bool:
        """ "Takes effect in May": the present tense with a day that is still to come."""
        today, time = self.reading.document.date, self.circumstances.when(verb, Modality.SCHEDULED)
        return verb.tag_ in ("VBZ", "VBP") and time is not None and (today is None or time.edtf > today.isoformat())

    # When and where

    def _when_and_where(self, candidate: ActCandidate) -> tuple[Time | None, Argument | None]:
        trigger, modality = candidate.word, candidate.reality.modality
        time = place = None
        for word in self._telling(trigger, back=modality is Modality.OCCURRED):
            time = time or self.circumstances.when(word, modality, besides=candidate.inside)
            place = place or self.circumstances.where(word)
        if time is None and self._is_decided(trigger):
            time = self.circumstances.when(trigger.head, modality)
        if modality is Modality.DENIED and time is not None and time.edtf.endswith("/"):
            time = None  # "under negotiation since 2005, will not be signed"
        if place is not None and place.mention is not None and self._is_of_others(place.mention, candidate):
            place = None
        return time, place

    def _telling(self, trigger: Token, *, back: bool) -> Iterator[Token]:
        """The words that may tell when and where: an act, what it goes on from, who brought it about."""
        yield from _chain(trigger, self.lexicon.agreements.referring, back=back)
        yield from _BROUGHT_ABOUT(trigger)

    def _is_decided(self, verb: Token) -> bool:
        """ "Voted on Monday to ratify it"."""
        deciding = self.lexicon.agreements.deciding
        return _INFINITIVE.matches(verb) and entry(verb.head, deciding) in deciding

    def _is_of_others(self, place: Mention, candidate: ActCandidate) -> bool:
        """Whether a place is where an instrument holds ("a truce in Peru"), or somebody tells of it."""
        verb, span = candidate.word.head, self.reading.doc[candidate.inside.start : candidate.inside.stop]
        told = candidate.word.dep_.startswith("nsubj") and verb.lower_ in self.lexicon.speech.verbs
        return (told and place.begin > verb.idx) or (bool(span) and span.start_char <= place.begin < span.end_char)


def _chain(trigger: Token, referring: Set[str], *, back: bool) -> Iterator[Token]:
    """A word and the verbs it goes on from: "met in Madrid and signed", "They met in Madrid. The two then signed"."""
    yield trigger
    while trigger.dep_ == "conj" and trigger.head.pos_ == "VERB" and trigger.head.i < trigger.i:
        trigger = trigger.head
        yield trigger
    if any(child.lower_ in ("where", "when") for child in trigger.children) and trigger.head.pos_ == "VERB":
        yield trigger.head
    if trigger.dep_.startswith("acl"):
        return  # what a relative clause tells is not told of the sentence before
    about = {token.lower_ for child in trigger.children if child.dep_ == "nsubj" for token in (child, *child.children)}
    if back and about & referring and trigger.sent.start > 0:
        root = trigger.doc[trigger.sent.start - 1].sent.root
        if root.pos_ == "VERB":
            yield root


def _counted(verb: Token, counting: Set[str]) -> bool:
    """Whether a verb makes its subject one of a number: "became the 40th country"."""
    nouns = [child for child in verb.children if child.dep_ in ("xcomp", "obj", "attr")] + [verb]
    words = [word.lower_ for noun in nouns for word in noun.children]
    return any(word in counting or _ORDINAL.fullmatch(word) for word in words)
