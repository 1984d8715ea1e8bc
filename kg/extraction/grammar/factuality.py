"""What kind of reality a document gives to what a word states: done, planned, proposed, called off or denied.

Read from the word's tense, auxiliaries and negation, and from the words above it that `words.yaml` lists under
`modality` ("agreed to meet", "invited him to visit", "called off the talks").
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.grammar.function_words import AHEAD, DURING, FUTURE, NOT_YET, POSSIBLE, SINCE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import clause_of, copula
from kg.lexicon import Lexicon
from kg.model import Certainty, Modality

_NEGATIONS = path(">{lower=not|n't|n’t|never} | >obj|nsubj:pass >det{lower=no}")
_SHARING = path(".conj|parataxis{tag=VB|VBG|VBP, !>aux*|nsubj*}")
"""A verb that takes its tense from the one it is joined to: "will meet A and have talks"."""
_PLAN = path(".{>mark|aux{lower=to}, !.xcomp <{lemma=$grammar.factual}}")
"""A purpose or a plan, "to meet", unless it only completes a finished act, "began to meet"."""
_LEADING = path(">mark{tag=JJ}")
"""An adjective that the parse hangs on the infinitive it leads to."""
_GOING_ON = path(".{tag=VBG, >aux{tag=VBZ|VBP}, !>{lower=not|n't|n’t}}")
"""What goes on now, and what it goes on at: "is taking part in the conference"."""
_DONE = frozenset({Modality.OCCURRED, Modality.ONGOING})
_HELD = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "obl:agent", "nmod", "appos", "conj", "xcomp"})
_HANGS = frozenset({"xcomp", "ccomp", "acl", "csubj", "advcl", "obj", "obl", "nmod", "nsubj", "nsubj:pass", "conj"})


@dataclass(frozen=True, slots=True)
class Reality:
    """A modality and how surely it is given."""

    modality: Modality
    certainty: Certainty = Certainty.CERTAIN


def read(token: Token, lexicon: Lexicon) -> Reality:
    """The reality of what a verb or an event noun states."""
    return of_verb(token, lexicon) if token.pos_ in ("VERB", "AUX") else of_noun(token, lexicon)


def of_verb(verb: Token, lexicon: Lexicon) -> Reality:
    """The reality of what a verb states, by its own form and the words it hangs on."""
    above = _above(verb, lexicon)
    own = _form(verb, lexicon)
    if negated(verb):
        return Reality(Modality.DENIED)
    if above and (above.modality not in _DONE):
        return above
    if announced := _by_leading_adjective(verb, lexicon):
        return announced
    if own.modality in _DONE and _SHARING.matches(verb):
        return read(verb.head, lexicon) if verb.head.pos_ in ("VERB", "AUX") else own
    return own


def of_noun(noun: Token, lexicon: Lexicon) -> Reality:
    """The reality of an event named by a noun: by its adjectives, by the verb it belongs to, by the tense there."""
    ways = (_by_attribute, _by_copula, _by_sequence, _by_verb, _by_clause)
    found = next((reality for way in ways if (reality := way(noun, lexicon))), None)
    return found or Reality(Modality.PLANNED if _links(noun) & AHEAD else Modality.OCCURRED)


def _links(noun: Token) -> frozenset[str]:
    """The prepositions that lead to an event noun, and "following"."""
    links = {child.lower_ for child in noun.children if child.dep_ in ("case", "mark")}
    return frozenset(links | ({"following"} & {noun.head.lower_}))


def _by_attribute(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Planned talks", "talks postponed on Monday", "talks that they held"."""
    for child in noun.children:
        attribute = child.dep_ in ("amod", "acl", "acl:relcl", "compound", "advmod")
        if attribute and (found := lexicon.modality.get(_key(child, lexicon))):
            return _reality(found)
        if child.dep_ == "acl:relcl" and entry(child, lexicon.light) in lexicon.light:
            return of_verb(child, lexicon)
    return None


def _by_copula(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Is on a visit", "is in Chile for talks"."""
    predicate = noun.head if "for" in _links(noun) else noun
    return of_verb(predicate, lexicon) if copula(predicate) is not None else None


def _by_sequence(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "After the talks": done, unless what follows is still to come."""
    if not _links(noun) & SINCE:
        return None
    clause = main_clause(noun, lexicon)
    ahead = clause.pos_ in ("VERB", "AUX") and _form(clause, lexicon).modality is Modality.PLANNED
    return Reality(Modality.PLANNED if ahead else Modality.OCCURRED)


def _by_verb(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Called off the talks", "will hold talks": by the word that an event noun hangs on."""
    verb = noun.head
    if verb == noun or noun.dep_ not in _HELD:
        return None
    given = listed(verb, noun, lexicon)
    failing = noun.dep_ == "nsubj" and given is Modality.DENIED  # "the talks failed": they took place
    there = noun.dep_ == "obl" and bool(_links(noun) & DURING)  # "agreed at the summit to sign"
    if given and given not in _DONE and not negated(verb) and not failing and not there:
        return _reality(given)
    if noun.dep_ in ("obj", "nsubj", "nsubj:pass") and verb.pos_ in ("VERB", "AUX"):
        return of_verb(verb, lexicon)
    return None


def _by_clause(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Will travel to Lima for talks", "is taking part in the talks": ahead or going on, if the whole clause is."""
    clause = main_clause(noun, lexicon)
    if clause == noun or clause.pos_ not in ("VERB", "AUX"):
        return None
    told = of_verb(clause, lexicon)
    ahead = told.modality in (Modality.PLANNED, Modality.SCHEDULED, Modality.EXPECTED, Modality.PROPOSED)
    ongoing = noun.head == clause and _links(noun) & {"at", "in"} and _GOING_ON.matches(clause)
    return told if ahead or ongoing else None


def main_clause(token: Token, lexicon: Lexicon) -> Token:
    """The verb a token belongs to, past infinitives of purpose: in "spoke to follow up on the call" it is "spoke"."""
    clause = clause_of(token)
    while _PLAN.matches(clause) and clause.head != clause and not _above(clause, lexicon):
        clause = clause_of(clause.head)
    return clause


def listed(head: Token, child: Token, lexicon: Lexicon) -> Modality | None:
    """The modality the lexicon says a word gives to what hangs on it."""
    return next(
        (lexicon.modality[key] for key in _keys(head, child, lexicon.modality) if key in lexicon.modality), None
    )


def negated(verb: Token) -> bool:
    """Whether a verb is negated."""
    return _NEGATIONS.matches(verb)


def _form(verb: Token, lexicon: Lexicon) -> Reality:
    words = {child.lower_ for child in verb.children if child.dep_.startswith(("aux", "advmod", "cop"))}
    doubt = Certainty.PROBABLE if words & lexicon.grammar.doubt else Certainty.CERTAIN
    if words & FUTURE or any(child.lower_ == "d" for child in verb.children):
        return Reality(Modality.PLANNED, doubt)
    if "would" in words:
        return Reality(Modality.PLANNED, Certainty.PROBABLE)
    if words & POSSIBLE:
        return Reality(Modality.PROPOSED, Certainty.POSSIBLE)
    if _PLAN.matches(verb):
        return Reality(Modality.PLANNED)
    tag = verb.tag_ if (be := copula(verb)) is None else be.tag_
    if tag in ("VBZ", "VBP") and verb.left_edge.lower_ in NOT_YET:
        return Reality(Modality.PLANNED, doubt)  # "before he visits Chile"
    if tag == "VBG" and any(child.lower_ in SINCE and child.dep_ == "mark" for child in verb.children):
        return Reality(Modality.OCCURRED, doubt)  # "after meeting her"
    if tag in ("VBG", "VBZ", "VBP"):
        return Reality(Modality.ONGOING, doubt)
    return Reality(Modality.OCCURRED, doubt)


def _by_leading_adjective(verb: Token, lexicon: Lexicon) -> Reality | None:
    """The reality that an adjective gives to the infinitive it leads to, where it is no verb's: "is due to visit"."""
    if not _PLAN.matches(verb):
        return None
    listed = (lexicon.modality.get(adjective.lower_) for adjective in _LEADING(verb))
    return next((_reality(given) for given in listed if given), None)


def _above(word: Token, lexicon: Lexicon) -> Reality | None:
    """The nearest word above that the lexicon lists, with its own reality where that is less than done."""
    child = word
    for _ in range(4):
        head = child.head
        if head == child or child.dep_ not in _HANGS or (child.dep_ in ("advcl", "conj") and not _PLAN.matches(child)):
            return None
        given = listed(head, child, lexicon)
        if given:
            if negated(head) and given not in (Modality.DENIED, Modality.CANCELLED):
                return Reality(Modality.DENIED)
            return _reality(_answered(head, lexicon) or given)
        if child.dep_ == "ccomp" and head.pos_ == "VERB":
            return None  # what somebody says has its own tense
        child = head
    return None


def _answered(noun: Token, lexicon: Lexicon) -> Modality | None:
    """What became of a plan or an invitation: "accepted", "declined", "has no plans"."""
    if noun.pos_ != "NOUN":
        return None
    if any(child.lower_ == "no" and child.dep_ == "det" for child in noun.children):
        return Modality.DENIED
    answer = listed(noun.head, noun, lexicon) if noun.dep_ == "obj" else None
    return answer if answer in (Modality.PLANNED, Modality.DENIED, Modality.CANCELLED, Modality.POSTPONED) else None


def _keys(head: Token, child: Token, table: Container[str]) -> Iterator[str]:
    """How a word may stand in the lexicon: with its particle ("call off"), with the preposition of `child`, alone."""
    lemma = entry(head, table)
    yield from (f"{lemma} {part.lower_}" for part in head.children if part.dep_ == "compound:prt")
    yield from (f"{lemma} {case.lower_}" for case in child.children if case.dep_ in ("case", "mark"))
    yield lemma


def _key(token: Token, lexicon: Lexicon) -> str:
    return entry(token, lexicon.modality) if token.pos_ == "VERB" else token.lower_


def _reality(modality: Modality) -> Reality:
    return Reality(modality, Certainty.PROBABLE if modality is Modality.EXPECTED else Certainty.CERTAIN)
