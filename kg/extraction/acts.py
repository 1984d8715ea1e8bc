"""What is done to an instrument: the verbs and nouns around its name that say it was signed, ratified, broken."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.circumstances import Circumstances
from kg.extraction.doers import doers, partners
from kg.extraction.instruments import Naming
from kg.extraction.modality import Reality
from kg.extraction.modality import read as reality
from kg.extraction.reading import Reading, Reference, unique
from kg.model import ActionType, Argument, EntityKind, Modality, Time

PACTS = frozenset({ActionType.SIGNED, ActionType.AGREED, ActionType.NEGOTIATED, ActionType.INITIALLED})
"""The acts that those do who are to be bound."""
_ON_PRONOUNS = frozenset(ActionType) - {ActionType.AGREED, ActionType.PROPOSED, ActionType.NEGOTIATED}
_CONDITIONS = frozenset({"if", "unless", "whether"})
_COLLECTIVES = frozenset(
    {"series", "number", "set", "raft", "pair", "package", "couple", "range", "text", "draft", "terms"}
)
_ANAPHORS = frozenset({"they", "both", "he", "she", "two", "leaders", "sides"})
_MEANS = frozenset({"by", "after", "upon", "following", "since", "before", "when", "while"})
_AIMS = frozenset(
    {"effort", "need", "importance", "support", "opportunity", "way", "step", "chance", "ability", "time"}
)
_INTO_FORCE = ("into force", "into effect", "effect")


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


class Acts:
    """Finds the acts on instruments in one document."""

    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self._times = {i for when in circumstances.times for i in range(when.start, when.end)}
        self.verbs, self.nouns = reading.lexicon.action_verbs, reading.lexicon.action_nouns

    def on(self, naming: Naming) -> Iterator[Act]:
        """The acts stated on an instrument where it is named."""
        for trigger, type_ in self._triggers(naming):
            if not any(child.lower_ in _CONDITIONS for child in trigger.children) and not _unreal(trigger):
                act = self._act(trigger, type_, naming)
                if act.by or type_ is not ActionType.PROPOSED:
                    yield act

    def on_pronouns(self) -> Iterator[tuple[Token, Act]]:
        """ "Parliament ratified it": acts on an instrument that is named before."""
        for token in self.reading.doc:
            if token.lower_ in ("it", "them") and token.dep_ in ("obj", "nsubj:pass"):
                type_ = self._verb(token.head)
                if type_ in _ON_PRONOUNS and not _unreal(token.head):
                    yield token, self._act(token.head, type_, None)

    def _act(self, trigger: Token, type_: ActionType, naming: Naming | None) -> Act:
        found = self._reality(trigger, type_)
        by = (
            []
            if trigger.lower_ in self.reading.lexicon.brokers or self._into_force(trigger)
            else doers(trigger, self.reading)
        )
        others = partners(trigger, self.reading) if trigger.pos_ == "VERB" else []
        if type_ in PACTS:
            by = unique([*by, *others])
        return Act(trigger, type_, found, tuple(by), tuple(others), *self._when_and_where(trigger, found, naming))

    def _reality(self, trigger: Token, type_: ActionType) -> Reality:
        found = reality(trigger, self.reading.lexicon)
        if trigger.pos_ == "NOUN" and type_ is ActionType.NEGOTIATED and found.modality is Modality.PROPOSED:
            return Reality(Modality.ONGOING)
        return found

    # Triggers

    def _triggers(self, naming: Naming) -> Iterator[tuple[Token, ActionType]]:
        noun = self._top(naming)
        if naming.modifies:
            if naming.noun.head.lower_ in self.nouns:
                yield naming.noun.head, self.nouns[naming.noun.head.lower_]
            return
        if noun.head != noun:
            yield from self._above(noun)
        for child in noun.children:
            if child.dep_ in ("acl", "acl:relcl") and (type_ := self._verb(child)) and child.tag_ != "VB":
                yield child, type_
        told = noun.head.lower_ in self.reading.lexicon.speech.verbs
        if naming.kind == "joint statement" and noun.dep_ == "obl" and told and not naming.definite:
            yield noun.head, ActionType.AGREED  # "in a joint statement they condemned ..."

    def _top(self, naming: Naming) -> Token:
        """The word that ties a title to its sentence: its noun, or the first of "a treaty and a pact"."""
        noun = naming.noun
        while noun.head != noun and (naming.start <= noun.head.i < naming.end or noun.head.i in self._times):
            noun = noun.head
        while noun.head != noun and (_joined(noun) or noun.head.lower_ in _COLLECTIVES):
            noun = noun.head
        return noun

    def _above(self, noun: Token) -> Iterator[tuple[Token, ActionType]]:
        """The word that an instrument hangs on."""
        head = noun.head
        case = next((child.lower_ for child in noun.children if child.dep_ == "case" and child.i < noun.i), "")
        if head.pos_ in ("VERB", "AUX"):
            type_ = None
            if noun.dep_ == "nsubj":
                type_ = ActionType.ENTERED_INTO_FORCE if self._into_force(head) else None
            elif noun.dep_.startswith(("obj", "nsubj:pass", "obl", "xcomp", "ccomp")):
                type_ = self._verb(head, case)
            if type_:
                yield head, type_
        elif head.lower_ in self.nouns and (
            noun.dep_ == "nmod:poss" or case in ("of", "to", "from", "on", "for", "with")
        ):
            yield head, self.nouns[head.lower_]

    def _verb(self, verb: Token, case: str = "") -> ActionType | None:
        """What a verb does to its object, with its particle or, to what hangs on a preposition, with that."""
        particle = next((child.lower_ for child in verb.children if child.dep_ == "compound:prt"), "")
        keys = [f"{verb.lower_} {case}"] if case else [f"{verb.lower_} {particle}".rstrip(), verb.lower_]
        if case in ("in", "under"):
            keys = (
                [f"{verb.lower_} on"]
                if any(t.lower_ in ("on", "to") for t in verb.doc[verb.i + 1 : verb.i + 2])
                else []
            )
        return next((self.verbs[key] for key in keys if key in self.verbs), None)

    def _into_force(self, verb: Token) -> bool:
        rest = " ".join(token.lower_ for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)])
        return any(rest.startswith(words) and f"{verb.lower_} {words}" in self.verbs for words in _INTO_FORCE)

    # When and where

    def _when_and_where(
        self, trigger: Token, found: Reality, naming: Naming | None
    ) -> tuple[Time | None, Argument | None]:
        if found.modality is Modality.DENIED:
            return None, None
        inside = range(naming.start, naming.end) if naming else range(0)
        time = place = None
        for word in _chain(trigger, back=found.modality is Modality.OCCURRED):
            time = time or self.circumstances.time(word, found.modality, besides=inside)
            place = place or self.circumstances.place(word)
        return time, place

    # What is said apart from a name

    def signatures(self) -> Iterator[tuple[Token, list[Reference]]]:
        """ "Mr. Erguiza signed for the Philippines": the verb, and who signs."""
        for token in self.reading.doc:
            if self.verbs.get(token.lower_) is ActionType.SIGNED and token.tag_ in ("VBD", "VBZ", "VBN"):
                following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 4]]
                if following[:1] == ["for"] or following == ["on", "behalf", "of"]:
                    yield token, self._signer(token)

    def _signer(self, verb: Token) -> list[Reference]:
        """The subject, or else the last person named before the verb in its sentence."""
        before = range(verb.i - 1, max(verb.sent.start, verb.i - 15) - 1, -1)
        last = next((i for i in before if i in self.reading.people_tokens), None)
        found = doers(verb, self.reading)
        if any(self.reading.known(ref.entity).kind is EntityKind.PERSON for ref in found) or last is None:
            return found
        return self.reading.refer(self.reading.doc[last])[:1]

    def formula(self) -> Iterator[Act]:
        """ "Done at Geneva, this second day of May": the closing formula of an instrument."""
        for token in self.reading.doc[:-1]:
            if token.is_sent_start and token.lower_ in ("signed", "done") and token.nbor().lower_ in ("in", "at"):
                found = Reality(Modality.OCCURRED)
                time = self.circumstances.time(token, found.modality)
                yield Act(token, ActionType.SIGNED, found, time=time, place=self.circumstances.place(token))


def _chain(trigger: Token, *, back: bool) -> Iterator[Token]:
    """A word and the verbs it goes on from: "met in Madrid and signed", "They met in Madrid. The two then signed"."""
    yield trigger
    while trigger.dep_ == "conj" and trigger.head.pos_ == "VERB" and trigger.head.i < trigger.i:
        trigger = trigger.head
        yield trigger
    if any(child.lower_ in ("where", "when") for child in trigger.children) and trigger.head.pos_ == "VERB":
        yield trigger.head
    about = {token.lower_ for child in trigger.children if child.dep_ == "nsubj" for token in (child, *child.children)}
    if back and about & _ANAPHORS and trigger.sent.start > 0:
        root = trigger.doc[trigger.sent.start - 1].sent.root
        if root.pos_ == "VERB":
            yield root


def _unreal(verb: Token) -> bool:
    """ "Called on parliament not to ratify it", "support for extending it": forms that tell of nothing done."""
    words = {child.lower_ for child in verb.children}
    if "to" in words and words & {"not", "n't", "never"}:
        return True
    if verb.tag_ == "VB" and verb.dep_ == "acl" and verb.head.lemma_.lower() in _AIMS:
        return True
    gerund = verb.tag_ == "VBG" and not any(child.dep_.startswith("aux") for child in verb.children)
    return gerund and not (words & _MEANS) and verb.dep_ not in ("conj", "ROOT")


def _joined(noun: Token) -> bool:
    return noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN")
