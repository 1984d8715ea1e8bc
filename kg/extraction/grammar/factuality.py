"""What kind of reality a document gives to what a word states: done, planned, proposed, called off, denied, or none.

A factuality profile in the sense of Saurí and Pustejovsky (2012): a word has the polarity and certainty of its own
clause, and what each predicate that embeds it makes of that, from the root of the tree down. What predicates do is
told in `words.yaml` under `embedding`.
"""

from spacy.tokens import Token

from kg.extraction.grammar.embedding import attribute, by_preposition, embedding, listed
from kg.extraction.grammar.function_words import AHEAD, DURING, NOT, SINCE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.polarity import (
    asked,
    counterfactual,
    excluded,
    habitual,
    nearly,
    negated,
    none,
    supposed,
)
from kg.extraction.grammar.syntax import clause_of, copula
from kg.extraction.grammar.tense import HAVING, PLAN, Reality, of_form
from kg.lexicon import Lexicon
from kg.lexicon.embedding import Embedding, Telling
from kg.model import DONE, Certainty, Modality

__all__ = ["Reality", "embedding", "listed", "main_clause", "negated", "of_noun", "of_verb", "read"]

_SHARING = path(".conj|parataxis{tag=VB|VBG|VBP, !>aux*|nsubj*}")
"""A verb that takes its tense from the one it is joined to: "will meet A and have talks"."""
_CONTINUING = path(".conj{!>nsubj*}")
"""A verb that stands under the same question or condition as the one it is joined to."""
_LEADING = path(">mark{tag=JJ}")
"""An adjective that the parse hangs on the infinitive it leads to."""
_GOING_ON = path(".{tag=VBG, >aux{tag=VBZ|VBP}, !>{lower=not|n't|n’t}}")
"""What goes on now, and what it goes on at: "is taking part in the conference"."""
_WAS = path(">cop|aux{tag=VBD|VBN}")
_INTERRUPTION = path(">advcl >advmod|mark{lower=when}")
"""To what kept from happening what was about to: "were about to sign when the talks collapsed"."""
_ANSWERS = path(">conj{after}")
_DOING = frozenset({"do", "have", "can", "could", "be", "will", "would"})
_VAIN = path(">obl{lower=vain|success}")
_AHEAD = frozenset({Modality.PLANNED, Modality.SCHEDULED, Modality.EXPECTED, Modality.PROPOSED})
_OFF = frozenset({Modality.CANCELLED, Modality.POSTPONED, Modality.DENIED})
_HELD = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "obl:agent", "nmod", "appos", "conj", "xcomp"})
_HANGS = frozenset({"xcomp", "ccomp", "acl", "acl:relcl", "csubj", "advcl", "obj", "obl", "nmod", "nsubj", "nsubj:pass",
                    "conj"})  # fmt: skip
_ATTRIBUTES = frozenset({"amod", "acl", "acl:relcl", "compound", "advmod"})
_AGENTIVE = frozenset({"failing", "refusing"})
"""Classes of what somebody does; "the talks failed" tells of talks that took place."""


_LEFT_OPEN = Reality(Modality.PROPOSED, Certainty.POSSIBLE, left_open=True)
_DENIED = Reality(Modality.DENIED)


def read(token: Token, lexicon: Lexicon) -> Reality:
    """The reality of what a verb or an event noun states."""
    return of_verb(token, lexicon) if token.pos_ in ("VERB", "AUX") else of_noun(token, lexicon)


# Verbs and predicates


def of_verb(verb: Token, lexicon: Lexicon) -> Reality:
    """The reality of what a verb or another predicate states, by its own form and the words it hangs on."""
    above = _above(verb, lexicon)
    if _is_left_open(verb) or (above and above.left_open):
        return _LEFT_OPEN
    if negated(verb) or nearly(verb) or excluded(verb):
        return _LEFT_OPEN if above and above.modality in _OFF else _DENIED
    found = _affirmed(verb, above, lexicon)
    return _DENIED if found.modality in _AHEAD and _is_answered(verb) else found


def _affirmed(verb: Token, above: Reality | None, lexicon: Lexicon) -> Reality:
    """The reality of a predicate that says nothing against itself."""
    if above and (above.modality not in DONE):
        return above
    if announced := _by_leading_adjective(verb, lexicon):
        return announced
    own = of_form(verb, lexicon)
    if own.modality in DONE and _SHARING.matches(verb):
        return read(verb.head, lexicon) if verb.head.pos_ in ("VERB", "AUX") else own
    return above or own


def _is_left_open(verb: Token) -> bool:
    """Whether a clause is asked, supposed, what would have been, or a habit; also with what it is joined to."""
    if asked(verb) or supposed(verb) or counterfactual(verb) or habitual(verb):
        return True
    head = verb.head
    return _CONTINUING.matches(verb) and head.i < verb.i and (asked(head) or supposed(head))


def _is_answered(verb: Token) -> bool:
    """Whether it is told at once that nothing came of a plan: "had been about to call, but did not"."""
    top = verb
    while top.dep_ in ("xcomp", "ccomp", "advcl", "acl") and top.head != top:
        top = top.head
    return any(entry(word, _DOING) in _DOING and _is_elliptic(word) for word in _ANSWERS(top))


def _is_elliptic(auxiliary: Token) -> bool:
    """Whether an auxiliary stands for a whole clause that is negated: "she did not"."""
    last = auxiliary.i + 2 >= auxiliary.sent.end or auxiliary.nbor(2).is_punct
    return auxiliary.i + 1 < auxiliary.sent.end and auxiliary.nbor().lower_ in NOT and last


def _by_leading_adjective(verb: Token, lexicon: Lexicon) -> Reality | None:
    """The reality that an adjective gives to the infinitive it leads to, where it is no verb's: "is due to visit"."""
    if not PLAN.matches(verb):
        return None
    given = (lexicon.modality.get(adjective.lower_) for adjective in _LEADING(verb))
    return next((_reality(modality) for modality in given if modality), None)


# What embeds it


def _above(word: Token, lexicon: Lexicon) -> Reality | None:
    """What the nearest predicate that embeds a word makes of it; None if it is as the word tells itself."""
    child = word
    while (head := child.head) != child and child.dep_ in _HANGS:
        aside = child.dep_ in ("advcl", "conj") and not PLAN.matches(child)
        if found := (by_preposition if aside else embedding)(head, child, lexicon):
            return _made(found, head, child, lexicon)
        if aside or child.dep_ == "acl:relcl":
            return None
        if child.dep_ == "advcl" and (offer := _offer(head, child, lexicon)) is not None:
            return _made(lexicon.embedding[entry(offer, lexicon.embedding)], offer, child, lexicon)
        if child.dep_ in ("ccomp", "csubj") and head.pos_ == "VERB":
            return _LEFT_OPEN if of_verb(head, lexicon).left_open else None  # what is said has its own tense
        if child.dep_ == "xcomp" and (negated(head) or _is_left_open(head)):
            return of_verb(head, lexicon)
        child = head
    return None


def _offer(verb: Token, infinitive: Token, lexicon: Lexicon) -> Token | None:
    """The object that an infinitive belongs to, where the tree hangs it on the verb: "sent him an offer to meet"."""
    nouns = (child for child in verb.children if child.dep_ == "obj" and child.i < infinitive.i)
    return next((noun for noun in nouns if noun.pos_ == "NOUN" and attribute(noun, lexicon)), None)


def _made(found: Embedding, head: Token, child: Token, lexicon: Lexicon) -> Reality | None:
    """What a predicate makes of what hangs on it, by what is real of itself."""
    is_noun = head.pos_ in ("NOUN", "PROPN") and copula(head) is None
    own = _fate(head, lexicon) if is_noun else of_verb(head, lexicon)
    if own is None:
        own = _by_adjective(head, lexicon) or Reality(Modality.OCCURRED)
    if own.left_open:
        return own
    if is_noun and own.modality in (Modality.CANCELLED, Modality.POSTPONED, Modality.PLANNED):
        return own if found.affirmed in _AHEAD else None
    if own.modality in _OFF:
        return _effect(found.negated, own)
    if found.affirmed in _AHEAD and (_VAIN.matches(head) or _is_interrupted(head, child)):
        return _DENIED
    if found.affirmed in _AHEAD and HAVING.matches(child):  # "was due to have met", "ought to have met"
        ought = found.affirmed is Modality.PROPOSED
        return _LEFT_OPEN if ought else Reality(Modality.CANCELLED, Certainty.PROBABLE)
    return _effect(found.affirmed, own)


def _is_interrupted(head: Token, child: Token) -> bool:
    return _WAS.matches(head) and (_INTERRUPTION.matches(head) or _INTERRUPTION.matches(child))


def _effect(effect: Modality | Telling, own: Reality) -> Reality | None:
    if effect is Telling.OPEN:
        return _LEFT_OPEN
    if effect is Telling.ITSELF:
        return None
    if effect is Modality.OCCURRED:
        return own if own.modality not in _OFF else Reality(Modality.OCCURRED)
    return _reality(effect)


def _fate(noun: Token, lexicon: Lexicon) -> Reality | None:
    """What is said to have become of what a noun stands for: "rejected a proposal", "plans came to nothing"."""
    if none(noun):
        return _DENIED
    head = noun.head
    if head == noun or noun.dep_ not in _HELD:
        return None
    if found := embedding(head, noun, lexicon):
        agentive = noun.dep_ == "nsubj" and found.kind in _AGENTIVE and attribute(noun, lexicon) is None
        there = noun.dep_ == "obl" and bool(_links(noun) & DURING)  # "agreed at the summit to sign"
        fate = None if agentive or there else _made(found, head, noun, lexicon)
        purpose = found.kind == "attending" and fate and fate.modality in _AHEAD and not fate.left_open
        return None if purpose else fate  # "came to attend the talks": as real as the coming
    if noun.dep_ == "obj" and negated(head) and entry(head, lexicon.light) in lexicon.light:
        return of_verb(head, lexicon)  # "do not have plans"
    if noun.dep_ == "nmod" and "of" in _links(noun):
        fate = _fate(head, lexicon)  # "a round of talks was put off"
        return fate if fate and (fate.left_open or fate.modality in _OFF) else None
    return None


# Event nouns


def of_noun(noun: Token, lexicon: Lexicon) -> Reality:
    """The reality of an event named by a noun: by what becomes of it, its adjectives, its verb, and the tense there."""
    if excluded(noun):
        return _DENIED
    if habitual(noun):
        return _LEFT_OPEN
    ways = (_fate, _by_adjective, _by_relative_clause, _by_copula, _by_sequence, _by_verb, _by_clause)
    found = next((reality for way in ways if (reality := way(noun, lexicon))), None)
    return found or Reality(Modality.PLANNED if _links(noun) & AHEAD else Modality.OCCURRED)


def _links(noun: Token) -> frozenset[str]:
    """The prepositions that lead to an event noun, and "following"."""
    links = {child.lower_ for child in noun.children if child.dep_ in ("case", "mark")}
    return frozenset(links | ({"following", "ahead"} & {noun.head.lower_}))


def _by_adjective(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Planned talks", "talks postponed on Monday", "unconfirmed reports"."""
    given = (attribute(child, lexicon) for child in noun.children if child.dep_ in _ATTRIBUTES)
    told = (found.affirmed for found in given if found and found.affirmed not in (*DONE, Telling.ITSELF))
    return next((_effect(effect, Reality(Modality.OCCURRED)) for effect in told), None)


def _by_relative_clause(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Talks that they held"."""
    clauses = (child for child in noun.children if child.dep_ == "acl:relcl")
    return next((of_verb(child, lexicon) for child in clauses if entry(child, lexicon.light) in lexicon.light), None)


def _by_copula(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Is on a visit", "is in Chile for talks"."""
    predicate = noun.head if "for" in _links(noun) else noun
    return of_verb(predicate, lexicon) if copula(predicate) is not None else None


def _by_sequence(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "After the talks": done, unless what follows is still to come."""
    if not _links(noun) & SINCE:
        return None
    clause = main_clause(noun, lexicon)
    ahead = clause.pos_ in ("VERB", "AUX") and of_form(clause, lexicon).modality is Modality.PLANNED
    return Reality(Modality.PLANNED if ahead else Modality.OCCURRED)


def _by_verb(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Will hold talks": by the verb whose subject or object an event noun is."""
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj", "nsubj:pass") or not (verb.pos_ in ("VERB", "AUX") or PLAN.matches(verb)):
        return None
    told = of_verb(verb, lexicon)
    known = noun.dep_ == "nsubj" and entry(verb, lexicon.light) not in lexicon.light
    return None if known and told.modality is Modality.DENIED else told  # "the talks brought no result"


def _by_clause(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Will travel to Lima for talks", "is taking part in the talks": ahead or going on, if the whole clause is."""
    clause = main_clause(noun, lexicon)
    if clause == noun or clause.pos_ not in ("VERB", "AUX"):
        return None
    told = of_verb(clause, lexicon)
    ahead = told.modality in _AHEAD and not told.left_open
    ongoing = noun.head == clause and _links(noun) & {"at", "in"} and _GOING_ON.matches(clause)
    return told if ahead or ongoing else None


def main_clause(token: Token, lexicon: Lexicon) -> Token:
    """The verb a token belongs to, past infinitives of purpose: in "spoke to follow up on the call" it is "spoke"."""
    clause = clause_of(token)
    while PLAN.matches(clause) and clause.head != clause and not _above(clause, lexicon):
        clause = clause_of(clause.head)
    return clause


def _reality(modality: Modality) -> Reality:
    return Reality(modality, Certainty.PROBABLE if modality is Modality.EXPECTED else Certainty.CERTAIN)
