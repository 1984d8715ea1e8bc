"""Which lines of the lexicon a word may go by, and what it is carried by: "held" in "held talks"."""

from collections.abc import Sequence

from kg.extraction.arguments.candidates import Marks, marks_of
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading
from kg.extraction.events import decision
from kg.extraction.events.candidates import EventCandidate, Mark
from kg.extraction.grammar import factuality
from kg.extraction.grammar.function_words import AT, WHENEVER
from kg.extraction.grammar.lemmas import entry, forms
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import cases, clause_of, is_gerund, lost_subject, obliques, relative_clause
from kg.kinds import CALL, MEETING
from kg.lexicon import Frame
from kg.naming.gazetteer import Hit
from kg.parse import Token

_REDUCED = path(".ROOT >acl{tag=VBD|VBN}")
"""To the verb of a sentence that the tree hangs on its subject: "talks between A and B resumed in Lima"."""
_GENERAL = path(">{lower=$events.indefinite|if|unless|whether}")
"""To the words that make of an event a habit or a condition."""
_OF_ITSELF = path(">nsubj*{lower=which|that}")
"""Of a relative clause that only tells of its noun: "the summit, which opens on Monday"."""
_PLACED = frozenset({"obl", "appos", "conj", "flat"})
_CARRIED = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "advcl", "xcomp"})


class Triggers:
    """Proposes frames in one reading."""

    def __init__(self, reading: Reading, circumstances: Circumstances) -> None:
        self.reading, self.circumstances = reading, circumstances
        self.lexicon, self.doc = reading.lexicon, reading.doc
        self._proposed: dict[int, Sequence[EventCandidate]] = {}
        self._whenever = reading.by_sentence((word.i, word) for word in reading.words(WHENEVER))

    def of(self, token: Token) -> EventCandidate | None:
        """What a word states by the frame that was decided on, None if it states nothing."""
        return decision.frame(self.proposed(token))

    def proposed(self, token: Token) -> Sequence[EventCandidate]:
        """What a word may state: a candidate for each frame it has."""
        if token.i not in self._proposed:
            frames, marks = self._frames(token), self._marks
            self._proposed[token.i] = [
                EventCandidate(word=token, rule="frame", frame=f, marks=marks(f, token)) for f in frames
            ]
        return self._proposed[token.i]

    def _frames(self, token: Token) -> Sequence[Frame]:
        """The frames of a word by its lemma and part of speech; those of the noun where a verb has none."""
        if (hit := self.reading.names.known_at(token.i)) is not None:
            return self._frames_of_forum(token, hit)
        if (pos := _part_of_speech(token)) is None:
            return ()
        found = ((form, kind) for kind in (pos, "NOUN") for form in forms(token))
        return next((self.lexicon.frames[key] for key in found if key in self.lexicon.frames), ())

    def _marks(self, frame: Frame, token: Token) -> Marks:
        """What around a word speaks against a frame."""
        seen = {
            Mark.EXCLUDED: frame.excludes and frame.excludes & self._beside_word(token),
            Mark.LACKING: frame.needs and not frame.needs & _below_words(token),
            Mark.FAR: frame.near and not frame.near & _near_words(token),
            Mark.BARRED: frame.unless and any(path(text).matches(token) for text in frame.unless),
        }
        return marks_of(seen)

    def _beside_word(self, token: Token) -> set[str]:
        """What rules a frame out: children and their relations, prepositions, marks of quotation, the next word."""
        beside = {word for child in token.children for word in (child.lower_, child.dep_)}
        timed = self.circumstances.times.covers  # "called him on Monday"
        beside |= {case for case, noun in obliques(token) if not timed(noun)}
        beside |= {t.lower_ for t in token.subtree if t.is_quote}
        return beside | {t.lower_ for t in self.doc[token.i + 1 : token.i + 2]}

    def _frames_of_forum(self, token: Token, hit: Hit) -> Sequence[Frame]:
        """The frame of a standing forum at the last word of its name ("ADMM-Plus"); other known names state nothing."""
        named = hit.actor.kind == "forum" and token.i == hit.end - 1
        return self.lexicon.frames[("forum", "NOUN")][:1] if named else ()

    def is_general(self, token: Token) -> bool:
        """Whether a word speaks of no particular occurrence: a habit or a condition."""
        whenever = self._whenever.get(self.reading.sentence(token.i).start, ())
        return _GENERAL.matches(token) or any(token == word or token.is_ancestor(word) for word in whenever)

    def kind_of_talks(self, noun: Token, frame: Frame, carrier: Token | None) -> Marks:
        """What around an event noun tells of which kind it is: "peace talks", "a press conference"."""
        words = self.lexicon.events
        beside = {child.lower_ for child in noun.lefts}
        around = set(beside)
        if frame.type == MEETING and carrier is not None:
            around |= {t.lower_ for t in carrier.children} | {t.lower_ for _, t in obliques(carrier)}
        press = noun.lemma_.lower() in words.conferences and beside & words.press
        return marks_of({Mark.AIMED: beside & words.negotiated, Mark.REMOTE: around & words.remote, Mark.PRESS: press})

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
        if noun.dep_ == "nmod" and head.dep_ == "obj" and cases(noun) & AT and self._is_call(noun):
            return clause_of(noun)  # "discussed fish in a phone call"
        if head == noun or head.pos_ not in ("VERB", "AUX"):
            return None
        carried = entry(head, light) in light or noun.dep_ == "obl" or factuality.listed(head, noun, self.lexicon)
        return head if noun.dep_ in _CARRIED and carried else None

    def _is_call(self, noun: Token) -> bool:
        stated = self.of(noun)
        return stated is not None and stated.frame.type == CALL

    def _on_verb(self, noun: Token) -> bool:
        """Whether a phrase belongs to its verb, also where the tree hangs it on the time in between."""
        return noun.dep_ == "obl" or (noun.dep_ == "nmod" and self.circumstances.times.covers(noun.head))


def _part_of_speech(token: Token) -> str | None:
    """The part of speech a word has in the lexicon, also where the tagger is wrong."""
    pos = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN"}.get(token.pos_)
    if pos == "VERB" and token.tag_ != "VBG" and any(child.dep_ in ("det", "case") for child in token.children):
        pos = "NOUN"  # "the December 7 call"
    if pos == "NOUN" and (is_gerund(token) or any(child.dep_ in ("mark", "obj") for child in token.children)):
        pos = "VERB"  # "looks forward to welcoming him"
    return pos


def _below_words(token: Token) -> set[str]:
    return {t.lower_ for t in token.subtree}


def _near_words(token: Token) -> set[str]:
    """The words of the phrases on a word: one is met "at the airport", wherever else an airport is spoken of."""
    return {t.lower_ for _, noun in obliques(token) for t in (noun, *noun.children)}


def _has_subject(verb: Token) -> bool:
    """Whether the tree takes the verb before its object for an adjective: "Norway rejected talks with Chile"."""
    own = verb.tag_ in ("VBN", "VBD") and any(child.dep_ == "nsubj" for child in verb.children)
    return own or lost_subject(verb) is not None
