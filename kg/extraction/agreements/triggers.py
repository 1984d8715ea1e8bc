"""The words around the name of an instrument that say what is done to it: verbs, nouns, "null and void"."""

import itertools
from collections.abc import Collection, Iterator, Sequence

from kg.extraction.agreements.mentions import Naming
from kg.extraction.arguments.agents import agents
from kg.extraction.coreference import Reading
from kg.extraction.grammar.function_words import OF, OF_A_SHARE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import cases, copula, governors, obliques
from kg.model import ActionType, Manner
from kg.parse import Token

_INTO_FORCE = ("into force", "into effect", "effect")
_PAST = frozenset({"VBD", "VBN"})
_OF_SIDES = path(">nmod*|obl*{>{lower=by|from}}")  # "a statement by Norway and Chile"
_ACCORDING = path(">case{lower=according}")
_CLAUSES = path(">acl|acl:relcl")
_ADVERB = path(">advmod{after, tag=RB}")  # "bring about", which the tree takes for an adverb
_CONJUNCT = path(".conj <{pos=NOUN|PROPN}")
_INFINITIVE = path(".{tag=VB, >mark{lower=to}}")
_LASTING = frozenset({ActionType.SUSPENDED, ActionType.WITHDRAWN, ActionType.EXTENDED, ActionType.VIOLATED})
_APART = 6
"""Tokens from a verb on, among which its particle or its preposition is looked for."""
Found = tuple[Token, ActionType]


class Triggers:
    """Finds what is done to the instruments named in one document; `times` are the tokens of its time expressions."""

    def __init__(self, reading: Reading, times: Collection[int]) -> None:
        self.lexicon, self.listed = reading.lexicon, reading.lexicon.agreements
        self.verbs, self.nouns = reading.lexicon.agreements.verbs, reading.lexicon.agreements.acts
        self._times, self.reading = times, reading
        self._voided = frozenset(reading.sentence(token.i).start for token in reading.words(self.listed.void))

    def of(self, naming: Naming) -> Iterator[Found]:
        """The words that act on an instrument where it is named."""
        for word, type_ in self._found(naming):
            yield word, self._of_kind(word, naming) or self._accepted(word, naming) or self._at_last(word, type_)

    def _of_kind(self, word: Token, naming: Naming) -> ActionType | None:
        """What a word does to instruments of some kinds alone: who denounces a treaty leaves it."""
        leaves = word.lemma_ in self.listed.denouncing and naming.kind in self.listed.denounced
        return ActionType.WITHDRAWN if leaves else None

    def _accepted(self, word: Token, naming: Naming) -> ActionType | None:
        """Who accepts a treaty ratifies it; but "accepted criticism of the treaty"."""
        accepts = self.listed.manners.get(word.lower_) is Manner.ACCEPTED and self._top(naming).head == word
        return ActionType.RATIFIED if accepts and naming.proper and naming.kind in self.listed.denounced else None

    def _at_last(self, word: Token, type_: ActionType) -> ActionType:
        """What is done to an instrument by what would be done to it in the end."""
        return ActionType.NEGOTIATED if type_ is ActionType.AGREED and self.is_tried(word) else type_

    def _found(self, naming: Naming) -> Iterator[Found]:
        if naming.modifies:
            if naming.noun.head.lower_ in self.nouns:
                yield naming.noun.head, self.nouns[naming.noun.head.lower_]
            return
        noun = self._top(naming)
        found = [*(self._word_above(noun) if noun.head != noun else ()), *self._clauses(naming, noun)]
        found = found or list(self._verb_behind_title(naming))
        yield from found
        yield from self._joined_to(found)
        told = noun.head.lower_ in self.lexicon.speech.verbs or len(agents(noun.head, self.reading)) > 1
        if naming.kind == "joint statement" and _ACCORDING.matches(noun):
            yield naming.noun, ActionType.AGREED  # "according to a joint statement"
        if naming.kind == "joint statement" and _OF_SIDES.matches(naming.noun):
            yield naming.noun, ActionType.AGREED  # "a joint statement by Norway and Chile"
        if naming.kind == "joint statement" and noun.dep_ == "obl" and told and not naming.definite:
            yield noun.head, ActionType.AGREED  # "in a joint statement they condemned ..."

    def _clauses(self, naming: Naming, top: Token) -> Iterator[Found]:
        """What clauses on the words of a title tell: "the treaty on fish, which was signed in Oslo"."""
        for noun in {token.i: token for token in (top, *naming.noun.doc[naming.start : naming.end])}.values():
            for child in (*(relatives := _CLAUSES(noun)), *(_further_relatives(noun) if relatives else ())):
                if child.tag_ == "VB" or naming.start <= child.i < naming.end:
                    continue
                if self.into_force(child):
                    yield child, ActionType.ENTERED_INTO_FORCE
                elif (type_ := self.verb(child)) and not _active(child):
                    yield child, type_
                else:
                    yield from self._expected_acts(child)

    def _joined_to(self, found: Sequence[Found]) -> Iterator[Found]:
        """ "Was signed and ratified", "signed and ratified the treaty": verbs that share what they are done to."""
        for verb, _ in found:
            both = [child for child in verb.children if child.dep_ == "conj"] + [verb.head] * (verb.dep_ == "conj")
            for other in both:
                own = any(child.dep_.startswith(("obj", "nsubj:pass", "xcomp", "ccomp")) for child in other.children)
                if {other.tag_, verb.tag_} <= _PAST and not own and (type_ := self.verb(other)):
                    yield other, type_

    def _verb_behind_title(self, naming: Naming) -> Iterator[Found]:
        """The verb behind a title, whatever the tree makes of it: "was signed", "took effect", ", which A signed"."""
        doc, end = naming.noun.doc, naming.noun.sent.end
        start = naming.end + (doc[naming.end : naming.end + 1].text == ",")
        case = doc[start].lower_ if doc[start + 1 : start + 2].text == "which" else ""  # "from which A withdrew"
        start += bool(case)
        relative = start < end and doc[start].lower_ == "which"
        skipped = ("AUX", "ADV", "PRON", *(("DET", "NUM", "NOUN", "PROPN", "") if relative else ()))
        verb = next((token for token in doc[start : min(start + 7, end)] if token.pos_ not in skipped), None)
        if verb is None or not verb.tag_.startswith("V"):
            return
        passive = verb.tag_ == "VBN" and verb.nbor(-1).lemma_ == "be"
        if self.into_force(verb):
            yield verb, ActionType.ENTERED_INTO_FORCE
        elif passive or self.ends(verb) or relative or verb.i == start > naming.end:
            yield from ((verb, type_) for type_ in (self.verb(verb, case),) if type_)

    def _top(self, naming: Naming) -> Token:
        """The word that ties a title to its sentence: its noun, or the first of "a treaty and a pact"."""
        noun = naming.noun
        while noun.head != noun and (naming.start <= noun.head.i < naming.end or noun.head.i in self._times):
            noun = noun.head
        while noun.head != noun and (_CONJUNCT.matches(noun) or noun.head.lower_ in self.listed.collectives):
            noun = noun.head
        return noun

    def _word_above(self, noun: Token) -> Iterator[Found]:
        """The word that an instrument hangs on."""
        head = noun.head
        links = [child.lower_ for child in noun.children if child.dep_ == "case" and child.i < noun.i]
        whole = " ".join(links)  # "walked out of the treaty"
        case = whole if f"{head.lower_} {whole}" in self.verbs else next(iter(links), "")
        if self._void(noun):
            yield head, ActionType.REJECTED
        elif self._is_stake(head) and case in OF_A_SHARE:
            yield from self._lasting(head.head, head)
        elif head.pos_ in ("VERB", "AUX"):
            yield from self._of_verb(head, noun, case)
        elif case in OF and (act := self._act_of_those_before(noun)) is not None:
            yield act, self.nouns[act.lower_]
        elif head.lower_ in self.nouns and (noun.dep_ == "nmod:poss" or case in OF):
            type_ = self.nouns[head.lower_]
            entering = type_ is ActionType.ENTERED_INTO_FORCE and "into" in cases(head) and head.head.pos_ == "NOUN"
            yield head.head if entering else head, type_

    def _act_of_those_before(self, noun: Token) -> Token | None:
        """ "The signing by A and B of a treaty": the act, where the tree hangs the treaty on one of those named."""
        above = itertools.takewhile(lambda word: word.i < noun.i, governors(noun))
        named = list(itertools.takewhile(lambda word: word.pos_ == "PROPN", above))
        act = named[-1].head if named else noun
        return act if named and "by" in cases(named[-1]) and act.lower_ in self.nouns else None

    def _of_verb(self, verb: Token, noun: Token, case: str) -> Iterator[Found]:
        held = next((child for child in verb.children if child.dep_ == "obj" and verb.i < child.i < noun.i), None)
        if type_ := self._done_by(verb, noun, case):
            yield verb, type_
        elif noun.dep_ in ("obj", "nsubj:pass") and (found := self._brought(verb)):
            yield found
        elif noun.dep_.startswith("nsubj"):
            yield from self._expected_acts(verb)
        elif held is not None:
            yield from self._of_held(verb, held, case)

    def _done_by(self, verb: Token, noun: Token, case: str) -> ActionType | None:
        """What a verb itself does to the instrument that is its subject, its object or what hangs on it."""
        if noun.dep_.startswith("nsubj") and self.into_force(verb):
            return ActionType.ENTERED_INTO_FORCE
        if noun.dep_ == "nsubj" and self.ends(verb):
            return self.verb(verb)
        wanted = ("obj", "nsubj:pass", "obl", "xcomp", "ccomp")
        return self.verb(verb, case) if noun.dep_.startswith(wanted) else None

    def _of_held(self, verb: Token, held: Token, case: str) -> Iterator[Found]:
        """What a verb does by its object to an instrument behind that, wherever the tree hangs the instrument."""
        if case == "to" and self._is_signature(verb, held):
            yield verb, ActionType.SIGNED
        elif case in OF and held.lower_ in self.nouns:
            yield held, self.nouns[held.lower_]  # "resumed negotiations on a treaty"
        elif case in OF_A_SHARE and self._is_stake(held):
            yield from self._lasting(verb, held)

    def _is_signature(self, verb: Token, held: Token) -> bool:
        """ "Put their names to the treaty"."""
        listed = self.listed
        return entry(verb, listed.putting) in listed.putting and entry(held, listed.signs) in listed.signs

    def _brought(self, verb: Token) -> Found | None:
        """ "Brought the treaty into force", "sent it to parliament", "submitted it for ratification"."""
        sent = verb.lower_ in self.listed.sending
        for to, noun in obliques(verb):
            if verb.lemma_ == "bring" and to == "into" and noun.lower_ in self.listed.force:
                return verb, ActionType.ENTERED_INTO_FORCE
            if sent and to == "for" and self.nouns.get(noun.lower_) is ActionType.RATIFIED:
                return verb, ActionType.RATIFIED
            if sent and to == "to" and noun.lower_ in self.listed.parliaments:
                return verb, ActionType.RATIFIED
        return None

    def _expected_acts(self, verb: Token) -> Iterator[Found]:
        """ "Is expected to be signed", "is due to take effect"."""
        for child in verb.children:
            if child.dep_ == "xcomp" and self.into_force(child):
                yield child, ActionType.ENTERED_INTO_FORCE
            elif child.dep_ == "xcomp" and child.tag_ == "VBN" and (type_ := self.verb(child)):
                yield child, type_

    def _is_stake(self, noun: Token) -> bool:
        return entry(noun, self.listed.stakes) in self.listed.stakes

    def _lasting(self, verb: Token, stake: Token) -> Iterator[Found]:
        """ "Suspended its participation in the treaty": done to a party's share in it, it is done to it."""
        been = stake.dep_ == "xcomp" and copula(stake) is not None  # "ceased to be a party to it"
        held = been or stake.dep_ in ("obj", "nsubj:pass")
        type_ = self.verb(verb, "to be" if been else "") if held else None
        if type_ in _LASTING:
            yield verb, type_

    def _void(self, noun: Token) -> bool:
        """ "Declared the treaty null and void", "the treaty is void"."""
        if self.reading.sentence(noun.i).start not in self._voided:
            return False
        predicate = noun.dep_.startswith(("nsubj", "compound")) and noun.head.lower_ in self.listed.void
        return predicate or (noun.dep_ == "obj" and entry(noun.head, self.listed.judging) in self.listed.judging)

    def is_tried(self, verb: Token) -> bool:
        """ "Attempts to bring about a truce": whether an infinitive tells what mediators are at."""
        listed = self.listed
        told = _INFINITIVE.matches(verb) and entry(verb, listed.mediating) in listed.mediating
        return told and entry(verb.head, listed.labours) in listed.labours

    def anywhere(self, word: Token, naming: Naming) -> ActionType | None:
        """What a word does to an instrument of its sentence, if anything; the particle of a verb may be apart."""
        if (type_ := self._of_kind(word, naming) or self._accepted(word, naming)) is not None:
            return type_
        if word.pos_ not in ("VERB", "AUX"):
            return self.nouns.get(word.lower_) if word.pos_ in ("NOUN", "PROPN") else None
        if self.into_force(word):
            return ActionType.ENTERED_INTO_FORCE
        behind = word.doc[word.i + 1 : min(word.i + _APART, word.sent.end)]
        keys = (f"{word.lower_} {token.lower_}" for token in behind)
        found = self.verb(word) or next((self.verbs[key] for key in keys if key in self.verbs), None)
        return self._at_last(word, found) if found is not None else None

    def verb(self, verb: Token, case: str = "") -> ActionType | None:
        """What a verb does to its object, with its particle or, to what hangs on a preposition, with that."""
        particle = next((child.lower_ for child in verb.children if child.dep_ == "compound:prt"), "")
        particle = particle or next((child.lower_ for child in _ADVERB(verb)), "")
        word, phrasal = verb.lower_, f"{verb.lower_} {particle}" if particle else ""
        keys = [f"{word} {case}", f"{phrasal} {case}", phrasal] if case else [phrasal, word]
        if case in ("in", "under"):
            on = any(t.lower_ in ("on", "to") for t in verb.doc[verb.i + 1 : verb.i + 2])
            keys = [f"{verb.lower_} on"] if on else []
        return next((self.verbs[key] for key in keys if key in self.verbs), None)

    def ends(self, verb: Token) -> bool:
        """Whether a verb says that its subject comes to an end by itself: "the accord expired"."""
        return verb.lower_ in self.listed.ending

    def into_force(self, verb: Token) -> bool:
        """Whether a verb says that something takes effect."""
        rest = " ".join(token.lower_ for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)])
        return any(rest.startswith(words) and f"{verb.lower_} {words}" in self.verbs for words in _INTO_FORCE)


def _further_relatives(noun: Token) -> Iterator[Token]:
    """The verbs of "and which is expected to take effect", which the tree joins to whatever stands above."""
    following = noun.doc[noun.i + 1 : noun.sent.end]
    return (token.head for token in following if token.lower_ == "which" and token.nbor(-1).lower_ == "and")


def _active(verb: Token) -> bool:
    """ "The treaty that bars Norway", "the deal Norway rejected": whether a clause is about what its noun does."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ in ("that", "which")
