"""What kind of reality a document gives to what a word states: done, planned, proposed, called off, denied, or none.

A factuality profile in the sense of Saurí and Pustejovsky (2012): a word has the polarity and certainty of its own
clause (`tense`, `polarity`), and what each predicate that embeds it makes of that, from the root of the tree down
(`predicates`). What predicates do is told in `words.yaml` under `embedding`.
"""

from kg.extraction.grammar.embedding import embedding, listed
from kg.extraction.grammar.function_words import AHEAD, INTO, SINCE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.polarity import counterfactual, excluded, habitual, negated
from kg.extraction.grammar.predicates import DENIED, LEFT_OPEN, above, by_adjective, fate, of_verb
from kg.extraction.grammar.syntax import cases, clause_of, copula, is_gerund
from kg.extraction.grammar.tense import PLAN, UNDONE, Reality, of_form
from kg.lexicon import Lexicon
from kg.model import DONE, Modality
from kg.parse import Token

__all__ = ["Reality", "absent", "embedding", "listed", "main_clause", "negated", "of_noun", "of_verb", "read"]

_GOING_ON = path(".{tag=VBG, >aux{tag=VBZ|VBP}, !>{lower=not|n't|n’t}}")
"""What goes on now, and what it goes on at: "is taking part in the conference"."""

_AGO = path(">advmod{lower=ago|earlier|before} | >obl|obl:unmarked >advmod{lower=ago|earlier|before}")
_POINTED = path(">det{lower=the|this|that|these|those} | >nmod:poss")
_PRESENCE = frozenset({"attending", "avoiding"})
"""Classes of verbs that tell who is at an event or stays away from it."""
_ANNOUNCED = path(".obj|nsubj:pass{!>det{lower=the|this|that}, !>nmod:poss} <{lemma=$grammar.announcing}")
"""What is made known before it is done: "announced a meeting"."""


def read(token: Token, lexicon: Lexicon) -> Reality:
    """The reality of what a verb or an event noun states."""
    return of_verb(token, lexicon) if token.pos_ in ("VERB", "AUX") or is_gerund(token) else of_noun(token, lexicon)


def of_noun(noun: Token, lexicon: Lexicon) -> Reality:
    """The reality of an event named by a noun: by what becomes of it, its adjectives, its verb, and the tense there."""
    if excluded(noun):
        return DENIED
    if habitual(noun):
        return LEFT_OPEN
    ways = (_by_counterfactual, fate, by_adjective, _by_announcement, *_CLAUSAL)
    found = next((reality for way in ways if (reality := way(noun, lexicon))), None)
    return found or Reality(Modality.PLANNED if _links(noun) & AHEAD else Modality.OCCURRED)


def _links(noun: Token) -> frozenset[str]:
    """The prepositions that lead to an event noun, also "following" and "ahead of"."""
    return cases(noun) | ({"following", "ahead"} & {noun.head.lower_})


def _by_relative_clause(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Talks that they held"."""
    clauses = (child for child in noun.children if child.dep_ == "acl:relcl")
    return next((of_verb(child, lexicon) for child in clauses if entry(child, lexicon.light) in lexicon.light), None)


def _by_counterfactual(noun: Token, _: Lexicon) -> Reality | None:
    """ "The meeting would have been the third": one that was not; it was, if that "would have been" so "a year ago"."""
    predicate = noun.head
    subject = noun.dep_ in ("nsubj", "nsubj:pass") and predicate != noun
    return LEFT_OPEN if subject and counterfactual(predicate) and not _AGO.matches(predicate) else None


def _by_announcement(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Announced a meeting for Friday": by the verb, but no longer to be done by then."""
    announced = _ANNOUNCED.matches(noun) and of_verb(noun.head, lexicon).modality in DONE
    return Reality(Modality.PLANNED) if announced else None


def _by_copula(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Is on a visit", "is in Chile for talks"."""
    predicate = noun.head if "for" in _links(noun) else noun
    if (verb := copula(noun)) is not None and verb.following == "to":
        return Reality(Modality.PLANNED)  # "is to open talks", where the tree takes the talks for what it is
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
    ahead = told.modality in UNDONE and not told.left_open
    right_below, links = noun.head == clause, _links(noun)
    ongoing = right_below and links & {"at", "in"} and _GOING_ON.matches(clause)
    unasserted = told.left_open and (right_below or not links)
    kept_out = unasserted or (told == DENIED and right_below and links & INTO)
    return told if ahead or ongoing or (kept_out and not _POINTED.matches(noun)) else None


_CLAUSAL = (_by_relative_clause, _by_copula, _by_sequence, _by_verb, _by_clause)
"""How the clause that an event noun stands in tells what is real of it, the surest first."""


def absent(noun: Token, lexicon: Lexicon) -> bool:
    """Whether somebody is told not to be at an event: "did not attend the summit", "stayed away from the talks"."""
    found = embedding(noun.head, noun, lexicon)
    return found is not None and found.kind in _PRESENCE and of_noun(noun, lexicon).modality is Modality.DENIED


def main_clause(token: Token, lexicon: Lexicon) -> Token:
    """The verb a token belongs to, past infinitives of purpose: in "spoke to follow up on the call" it is "spoke"."""
    clause = clause_of(token)
    while PLAN.matches(clause) and clause.head != clause and not above(clause, lexicon):
        clause = clause_of(clause.head)
    return clause
