"""Which line of the lexicon a word goes by, and what it is carried by: "held" in "held talks"."""

from spacy.tokens import Token

from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.grammar import factuality
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import cases, clause_of, lost_subject, obliques, relative_clause
from kg.kinds import ADDRESS, CALL, FORUM, MEETING, NEGOTIATION
from kg.lexicon import Frame
from kg.model import EventType
from kg.naming.gazetteer import Hit

_REDUCED = path(".ROOT >acl{tag=VBD|VBN}")
"""To the verb of a sentence that the tree hangs on its subject: "talks between A and B resumed in Lima"."""
_GENERAL = path(">{lower=$events.indefinite|if|unless|whether}")
"""To the words that make of an event a habit or a condition."""
_OF_ITSELF = path(">nsubj*{lower=which|that}")
"""Of a relative clause that only tells of its noun: "the summit, which opens on Monday"."""
_PLACED = frozenset({"obl", "appos", "conj", "flat"})
_CARRIED = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "advcl", "xcomp"})


class Triggers:
    """Finds frames in one reading."""

    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.lexicon, self.doc = reading.lexicon, reading.doc
        self._found: dict[int, Frame | None] = {}

    def of(self, token: Token) -> Frame | None:
        """The frame of a word that states an event, None if it states none."""
        if token.i not in self._found:
            self._found[token.i] = self._of(token)
        return self._found[token.i]

    def _of(self, token: Token) -> Frame | None:
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
            if not self.circumstances.times.covers(noun)  # "called him on Monday"
        }
        beside |= {t.lower_ for t in token.subtree if t.is_quote} | {
            t.lower_ for t in self.doc[token.i + 1 : token.i + 2]
        }
        near = {t.lower_ for _, noun in obliques(token) for t in (noun, *noun.children)}
        fitting = [
            f
            for f in frames
            if not f.excludes & beside and (not f.needs or f.needs & words) and (not f.near or f.near & near)
            if not any(path(text).matches(token) for text in f.unless)
        ]
        return max(fitting, key=lambda frame: bool(frame.needs or frame.near), default=None)

    def _forum(self, token: Token, hit: Hit) -> Frame | None:
        """The frame of a standing forum at the last word of its name ("ADMM-Plus"); other known names state nothing."""
        named = hit.actor.kind == "forum" and token.i == hit.end - 1
        return self.lexicon.frames[("forum", "NOUN")][0] if named else None

    def general(self, token: Token) -> bool:
        """Whether a word speaks of no particular occurrence: a habit or a condition."""
        return _GENERAL.matches(token) or any(below.lower_ == "whenever" for below in token.subtree)

    def type(self, noun: Token, frame: Frame, carrier: Token | None, name: str | None) -> EventType:
        """The type an event noun has here: "peace talks" a negotiation, "Strategic Dialogue" a forum."""
        beside = {child.lower_ for child in noun.lefts}
        words = self.lexicon.events
        if frame.type == MEETING:
            if beside & words.negotiated:
                return NEGOTIATION
            around = beside | (
                {t.lower_ for t in carrier.children} | {t.lower_ for _, t in obliques(carrier)} if carrier else set()
            )
            if around & words.remote:
                return CALL
            if name and len(name.split()) > 1:
                return FORUM
        if noun.lemma_.lower() == "conference" and beside & words.press:
            return ADDRESS
        return frame.type

    def carrier(self, noun: Token) -> Token | None:
        """The verb that only carries the noun: "held talks", "the talks were held", "talks that they hold"."""
        light = self.lexicon.light
        below = (child for child in noun.children if relative_clause(child) or child in _REDUCED(noun))
        told = (child for child in below if entry(child, light) in light)
        misread = (child for child in noun.children if child.dep_ == "amod" and _has_subject(child))
        head = noun.head
        if (verb := next(misread, None)) is not None:
            return verb
        above = noun.dep_ == "obj" and entry(head, light) in light
        if (relative := next((verb for verb in told if not (above and _OF_ITSELF.matches(verb))), None)) is not None:
            return relative
        if noun.dep_ == "nmod" and (self._on_verb(noun) or head.lower_ in self.lexicon.groups.delegations):
            return clause_of(noun)
        if noun.dep_ == "nmod" and "for" in cases(noun) and self.reading.names.at(head.i) and head.dep_ in _PLACED:
            return clause_of(noun)  # "travels to Lima for the summit"
        if head == noun or head.pos_ not in ("VERB", "AUX"):
            return None
        carried = entry(head, light) in light or noun.dep_ == "obl" or factuality.listed(head, noun, self.lexicon)
        return head if noun.dep_ in _CARRIED and carried else None

    def _on_verb(self, noun: Token) -> bool:
        """Whether a phrase belongs to its verb, also where the tree hangs it on the time in between."""
        return noun.dep_ == "obl" or (noun.dep_ == "nmod" and self.circumstances.times.covers(noun.head))


def _has_subject(verb: Token) -> bool:
    """Whether the tree takes the verb before its object for an adjective: "Norway rejected talks with Chile"."""
    own = verb.tag_ in ("VBN", "VBD") and any(child.dep_ == "nsubj" for child in verb.children)
    return own or lost_subject(verb) is not None
