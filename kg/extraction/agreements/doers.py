"""Who does what is done to an instrument, and with whom."""

from kg.extraction.agreements.mentions import Naming
from kg.extraction.agreements.triggers import Triggers
from kg.extraction.arguments.agents import actors, agents, partners, states_among
from kg.extraction.coreference import PEOPLE, Reading, Reference
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import cases, governors, subjects
from kg.model import ActionType
from kg.parse import Token

TEXTS = frozenset({ActionType.SIGNED, ActionType.INITIALLED})
"""What is done to a text, by persons."""
_MAKERS = path(">nmod*|obl*{after, >case{lower=by}}")
_DOERS = path(">nmod{>case{lower=of}} | >amod|compound")
_INSTRUMENT = path("<nmod{dep=obj, >nmod:poss{tag=PRP$}} | <nmod{dep=obj|nsubj:pass, lemma=$agreements.delivered}")
_ADDRESSED = path(">obj|iobj{after} | >obl{after, >{lower=on|to|upon}}")
"""From a verb of asking to whom it is addressed: "urged Chile", "called on Chile"."""
_WITH_INSIDE = path(">obj|obl >nmod*{>case{lower=with}} | >obj >nmod* >nmod*{>case{lower=with}}")
HELPED = path(".xcomp|ccomp{tag=VB} <{lemma=$agreements.helping}")
ASKED = path(".xcomp|advcl|ccomp{tag=VB, >mark{lower=to}} <{lower=$speech.order}")
"""From an infinitive to the verb of asking above it: "called on Chile to sign"."""


class Doers:
    """Finds who acts on the instruments of one document."""

    def __init__(self, reading: Reading, triggers: Triggers) -> None:
        self.reading, self.lexicon, self.triggers = reading, reading.lexicon, triggers

    def of(self, trigger: Token, type_: ActionType, naming: Naming | None) -> list[Reference]:
        """Who does what a word states of an instrument."""
        return self._by_whom(trigger, type_) or self._by_makers(trigger, naming)

    def partners(self, verb: Token, type_: ActionType) -> list[Reference]:
        """With whom it is done: "signed it with Lund", and persons in "signed a protocol on trade with Lund"."""
        found = partners(verb, self.reading)
        if found or type_ not in TEXTS:
            return found
        inside = actors(_WITH_INSIDE(verb), self.reading)
        return [ref for ref in inside if self.reading.known(ref.entity).kind in PEOPLE]

    def _by_whom(self, trigger: Token, type_: ActionType) -> list[Reference]:
        """Who does it; nobody where the subject only helps, or where a thing takes effect by itself."""
        mediating = self.lexicon.agreements.mediating
        if (
            trigger.lower_ in self.lexicon.agreements.brokers
            or (type_ is ActionType.AGREED and entry(trigger, mediating) in mediating)
            or self.triggers.into_force(trigger)
            or HELPED.matches(trigger)
        ):
            return []
        if (told := ASKED.first(trigger)) is not None:
            return actors(_ADDRESSED(told), self.reading)
        if trigger.lower_ in self.lexicon.agreements.void:
            return next((agents(verb, self.reading) for verb in governors(trigger) if verb.pos_ == "VERB"), [])
        by = agents(trigger, self.reading)
        if trigger.pos_ not in ("NOUN", "PROPN") or by:
            return by
        return self._carriers(trigger)

    def _by_makers(self, trigger: Token, naming: Naming | None) -> list[Reference]:
        """ "The signing of the accord by Norway and Chile", by its tree; "the withdrawal of Chile from the accord"."""
        if naming is None or trigger.pos_ not in ("NOUN", "PROPN") or naming.noun.head != trigger:
            return []
        makers = actors(_MAKERS(naming.noun), self.reading)
        if makers or cases(naming.noun).isdisjoint(("from", "to")):
            return makers
        return actors(_DOERS(trigger), self.reading) or states_among(_DOERS(trigger), self.reading)

    def _carriers(self, noun: Token) -> list[Reference]:
        """Who "begins negotiations", "is in talks", "postpones the signing": the subject of a verb that carries."""
        if any(child.dep_.startswith("nsubj") for child in noun.children):
            return actors(subjects(noun), self.reading)
        noun = _INSTRUMENT.first(noun) or noun  # "deposited its instrument of ratification"
        verb, light, above = noun.head, self.lexicon.light, self.lexicon.modality
        if noun.dep_ == "obj" and verb.lower_ in self.lexicon.speech.order:
            return []  # "urged ratification": by others
        own = any(child.tag_ == "PRP$" for child in noun.children)
        going_on = self.lexicon.agreements.continuing
        delivering = self.lexicon.agreements.delivering
        carries = any(entry(verb, words) in words for words in (light, above, going_on, delivering))
        if noun.dep_ == "nsubj:pass" and entry(verb, delivering) in delivering:
            return agents(verb, self.reading)
        if noun.dep_ == "obj" and (own or (carries and verb.lower_ not in self.lexicon.agreements.brokers)):
            return agents(verb, self.reading)
        return []
