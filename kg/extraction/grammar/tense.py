"""What a clause tells by its auxiliaries and tense: done, going on, ahead or possible."""

from dataclasses import dataclass

from kg.extraction.grammar.function_words import FUTURE, NOT_YET, POSSIBLE, SINCE, WAS
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import copula
from kg.lexicon import Lexicon
from kg.model import Certainty, Modality
from kg.parse import Token

PLAN = path(".{>mark|aux{lower=to}, !.xcomp <{lemma=$grammar.factual}}")
"""A purpose or a plan, "to meet", unless it only completes a finished act, "began to meet"."""
HAVING = path(".{>mark|aux{lower=to}, >aux{lower=have}}")
"""A perfect infinitive: "was to have met"."""
COMING = frozenset({Modality.SCHEDULED, Modality.PLANNED, Modality.EXPECTED})
"""The modalities of what is to come,"""
UNDONE = COMING | {Modality.PROPOSED}
"""of that and of what is only proposed,"""
OFF = frozenset({Modality.CANCELLED, Modality.POSTPONED, Modality.DENIED})
"""and of what is not to be."""
_AUXILIARIES = ("aux", "advmod", "cop")


@dataclass(frozen=True, slots=True)
class Reality:
    """A modality and how surely it is given; `left_open` if the text commits nobody to it."""

    modality: Modality
    certainty: Certainty = Certainty.CERTAIN
    left_open: bool = False


def of_form(verb: Token, lexicon: Lexicon) -> Reality:
    """The reality that the form of a verb or another predicate tells by itself."""
    words = {child.lower_ for child in verb.children if child.dep_.startswith(_AUXILIARIES)}
    doubt = Certainty.PROBABLE if words & lexicon.grammar.doubt else Certainty.CERTAIN
    if HAVING.matches(verb) and words & WAS:
        return Reality(Modality.CANCELLED, Certainty.PROBABLE)  # "was to have met"
    if words & FUTURE or any(child.lower_ == "d" for child in verb.children):
        return Reality(Modality.PLANNED, doubt)
    if "would" in words:
        return Reality(Modality.PLANNED, Certainty.PROBABLE)
    if words & POSSIBLE:
        return Reality(Modality.PROPOSED, Certainty.POSSIBLE)
    if HAVING.matches(verb):
        return Reality(Modality.OCCURRED, Certainty.PROBABLE)  # "is reported to have met"
    if PLAN.matches(verb):
        return Reality(Modality.PLANNED)
    return Reality(_by_tense(verb), doubt)


def _by_tense(verb: Token) -> Modality:
    """Done, or going on; "before he visits Chile" is ahead, "after meeting her" is done."""
    tag = verb.tag_ if (be := copula(verb)) is None else be.tag_
    if tag in ("VBZ", "VBP") and verb.left_edge.lower_ in NOT_YET:
        return Modality.PLANNED
    if tag == "VBG" and any(child.lower_ in SINCE and child.dep_ == "mark" for child in verb.children):
        return Modality.OCCURRED
    return Modality.ONGOING if tag in ("VBG", "VBZ", "VBP") else Modality.OCCURRED
