"""The reality of predicates: that of their own clause, and what each predicate that embeds them makes of it."""

from kg.extraction.grammar.embedding import attribute, by_case, by_preposition, embedding
from kg.extraction.grammar.function_words import DURING, GERUND_LINKS, OPEN_LINKS
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.polarity import (
    asked,
    counterfactual,
    elliptic,
    excluded,
    falsely,
    habitual,
    nearly,
    negated,
    none,
    precluding,
    supposed,
    wondering,
)
from kg.extraction.grammar.syntax import cases, copula, is_gerund
from kg.extraction.grammar.tense import HAVING, OFF, PLAN, UNDONE, Reality, of_form
from kg.lexicon import Lexicon
from kg.lexicon.embedding import Embedding, Telling
from kg.model import DONE, Certainty, Modality
from kg.parse import Token

_BUT = path(">cc{lower=but}")
_AIMED = path(".{>aux|aux:pass|cop{lower=was|were|had}} | .{tag=VBD, lemma=$grammar.aiming}")
"""Of what somebody was to do, or meant to, and need not have done."""
_SHARING = path(".conj|parataxis{tag=VB|VBG|VBP, !>aux*|nsubj*}")
"""A verb that takes its tense from the one it is joined to: "will meet A and have talks"."""
_BESIDE = path(".advcl{tag=VBG, >mark|case{lower=before|after|while}} <{pos=VERB}")  # "will meet A before leaving"
_CONTINUING = path(".conj{!>nsubj*}")
"""A verb that stands under the same question or condition as the one it is joined to."""
_LEADING = path(">mark{tag=JJ}")  # that the parse hangs on the infinitive it leads to
_WAS = path(">cop|aux{tag=VBD|VBN}")
_INTERRUPTION = path(">advcl >advmod|mark{lower=when}")
"""To what kept from happening what was about to: "were about to sign when the talks collapsed"."""
_ANSWERS = path(">conj{after, !.{tag=VB|VBG|VBP, !>aux*|nsubj*}, !>mark|case{lower!=that}}")
"""To what is told next, and has its reality by itself."""
_AFFAIRS = path(">nsubj|nsubj:pass|obj{lemma=$grammar.affairs}")
_DOING = frozenset({"do", "have", "can", "could", "be", "will", "would"})
_INFINITIVE = path(">xcomp{>mark}")
_VAIN = path(">obl{lower=$grammar.vain}")
_IN_VAIN = path(".{lower=$grammar.vain, >case}")
_LOST_PREDICATE = path(
    ".ROOT{pos=NOUN} >acl|acl:relcl >xcomp|ccomp|conj{after, tag=VBD}"
    " | .ROOT{pos=NOUN} >acl|acl:relcl >xcomp|ccomp{>cop} | .nsubj <{tag=VBD|VBN, !>obj} >ccomp{>aux:pass, !>nsubj*}"
)
"""The verb of a subject, where the tree hangs it on what hangs on that: "his attempt to call her failed"."""
_PREDICATED = path(">xcomp{pos=ADJ} | >xcomp{>aux:pass}")
_ASIDE = path(".acl:relcl{>mark} <nsubj <parataxis")
"""What a clause is of that the tree hangs on him who says so: "it is not true, said Lund, that"."""
_MOVED = path(".nsubj:pass|obj <{lemma=$grammar.moving, >obl{lemma=$grammar.spells, >case{lower=to|from|until|into}}}")
_KEPT = path(">obj{pos=PROPN|PRON} | >nsubj:pass")
"""Whom something keeps from what he would have done."""
_HELD = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "obl:agent", "nmod", "appos", "conj", "xcomp", "acl"})
_HANGS = frozenset({"xcomp", "ccomp", "acl", "acl:relcl", "csubj", "advcl", "obj", "obl", "nmod", "nsubj", "nsubj:pass",
                    "conj"})  # fmt: skip # as many words a line as it holds
_ATTRIBUTES = frozenset({"amod", "acl", "acl:relcl", "compound", "advmod"})
_AGENTIVE = frozenset({"failing", "refusing"})
"""Classes of what somebody does."""
_OF_CHANCES = frozenset({"seizing", "missing"})
"""Classes of a noun with its verb, as real as that: "did not find time to meet"."""
LEFT_OPEN = Reality(Modality.PROPOSED, Certainty.POSSIBLE, left_open=True)
DENIED = Reality(Modality.DENIED)


def of_verb(verb: Token, lexicon: Lexicon) -> Reality:
    """The reality of what a verb or another predicate states, by its own form and the words it hangs on."""
    higher = above(verb, lexicon)
    if _is_left_open(verb) or (higher and higher.left_open):
        return LEFT_OPEN
    if negated(verb) or nearly(verb) or excluded(verb):
        return LEFT_OPEN if higher and higher.modality in OFF else DENIED
    found = _affirmed(verb, higher, lexicon)
    return (_answer(verb, lexicon) if found.modality in UNDONE else None) or found


def _affirmed(verb: Token, higher: Reality | None, lexicon: Lexicon) -> Reality:
    """The reality of a predicate that says nothing against itself."""
    if higher and (higher.modality not in DONE):
        return higher
    if announced := _by_leading_adjective(verb, lexicon):
        return announced
    own = of_form(verb, lexicon)
    if own.modality in DONE and _SHARING.matches(verb):
        return of_verb(verb.head, lexicon) if verb.head.pos_ in ("VERB", "AUX") else own
    ahead = any(of_verb(main, lexicon).modality in UNDONE for main in _BESIDE(verb))
    return Reality(Modality.PLANNED) if ahead and own.modality in DONE else higher or own


def _is_left_open(verb: Token) -> bool:
    """Whether a clause is asked, supposed, what would have been, or a habit; also with what it is joined to."""
    if asked(verb) or supposed(verb) or counterfactual(verb) or habitual(verb):
        return True
    head = verb.head
    return _CONTINUING.matches(verb) and head.i < verb.i and (asked(head) or supposed(head))


def _answer(verb: Token, lexicon: Lexicon) -> Reality | None:
    """What is told at once to have come of a plan: "was about to call, but did not", "but the trip was called off"."""
    top = verb
    while top.dep_ in ("xcomp", "ccomp", "advcl", "acl") and top.head != top:
        top = top.head
    for word in _ANSWERS(top):
        if (entry(word, _DOING) in _DOING and elliptic(word)) or _IN_VAIN.matches(word):
            return DENIED
        fates = (fate(affair, lexicon) for affair in _AFFAIRS(word))
        if off := next((told for told in fates if told and told.modality in OFF), None):
            return off
        if _AIMED.matches(top) and _BUT.matches(word) and (off := _thwarted(word, lexicon)):
            return off
    return None


def _thwarted(verb: Token, lexicon: Lexicon) -> Reality | None:
    """What it is to an aim that something else is told to have been: "but fell ill", "but could not get a visa"."""
    done = of_form(verb, lexicon).modality is Modality.OCCURRED
    if negated(verb) and (done or any(child.lower_ == "could" for child in verb.children)):
        return DENIED
    return Reality(Modality.CANCELLED, Certainty.PROBABLE) if done else None


def _by_leading_adjective(verb: Token, lexicon: Lexicon) -> Reality | None:
    """The reality that an adjective gives to the infinitive it leads to, where it is no verb's: "is due to visit"."""
    if not PLAN.matches(verb):
        return None
    given = (lexicon.modality.get(adjective.lower_) for adjective in _LEADING(verb))
    return next((_reality(modality) for modality in given if modality), None)


# What embeds it


def above(word: Token, lexicon: Lexicon) -> Reality | None:
    """What the nearest predicate that embeds a word makes of it; None if it is as the word tells itself."""
    child = word
    while (head := _ASIDE.first(child) or child.head) != child and child.dep_ in _HANGS:
        aside = child.dep_ in ("advcl", "conj") and not PLAN.matches(child)
        said = child.dep_ in ("ccomp", "csubj") and head.pos_ == "VERB"
        found = (by_preposition if aside else embedding)(head, child, lexicon)
        if found and not _is_as_told(found, child, said=said):
            return _made(found, head, child, lexicon)
        if aside or child.dep_ == "acl:relcl":
            told = DENIED if child.dep_ == "acl:relcl" and copula(head) is not None and negated(head) else None
            return told or _of_gerund(head, child)  # "was not among those who met her"
        if child.dep_ == "advcl" and (offer := _offer(child, lexicon)) is not None:
            return _made(lexicon.embedding[entry(offer, lexicon.embedding)], offer, child, lexicon)
        if said:
            return _of_said(head, child, lexicon)
        if child.dep_ in ("xcomp", "advcl", "acl") and (told := _of_infinitive(head, child, lexicon)):
            return told
        if told := _of_gerund(head, child):
            return told
        child = head
    return None


def _is_as_told(found: Embedding, clause: Token, *, said: bool) -> bool:
    """Whether a clause has its own reality: "reported that", "insisted that they had met"; "came to meet"."""
    if not said:
        return found.kind == "attending" and clause.tag_ == "VB"
    return found.kind == "reporting" or (found.kind == "proposing" and clause.tag_ in ("VBD", "VBN"))


def _of_infinitive(head: Token, infinitive: Token, lexicon: Lexicon) -> Reality | None:
    """What becomes of an infinitive by a word that tells nothing but whether it is so: "was not well enough to"."""
    if infinitive.dep_ != "xcomp" and not PLAN.matches(infinitive):
        return None
    if infinitive.dep_ != "acl" and (negated(head) or _is_left_open(head)):
        return of_verb(head, lexicon)
    return DENIED if none(head) or negated(head) or precluding(head) else None


def _of_gerund(head: Token, child: Token) -> Reality | None:
    """What becomes of a gerund by its preposition alone: "whom the storm held from flying", "spoke about flying"."""
    links = cases(child) if child.i > head.i and (child.tag_ == "VBG" or is_gerund(child)) else frozenset()
    if "from" in links and _KEPT.matches(head):
        return DENIED
    if links & OPEN_LINKS:
        return LEFT_OPEN
    unsaid = none(head) or negated(head) or precluding(head)
    return DENIED if links & GERUND_LINKS - {"on"} and unsaid else None  # "saw no point in flying"


def _of_said(verb: Token, clause: Token, lexicon: Lexicon) -> Reality | None:
    """What a verb of saying makes of what is said, which has its own tense; what is not said is left open."""
    if falsely(verb):
        return DENIED
    own = of_verb(verb, lexicon)
    unsaid = own.modality in OFF and not wondering(clause)
    return LEFT_OPEN if own.left_open or unsaid else None


def _offer(infinitive: Token, lexicon: Lexicon) -> Token | None:
    """The noun that an infinitive belongs to, where the tree hangs it on the verb: "spoke of his plan to meet"."""
    nouns = (child for child in infinitive.head.children if child.dep_ in _HELD and child.i < infinitive.i)
    near = (noun for noun in nouns if noun.dep_ == "obj" or noun.i == infinitive.left_edge.i - 1)
    return next((noun for noun in near if noun.pos_ == "NOUN" and attribute(noun, lexicon)), None)


def _made(found: Embedding, head: Token, child: Token, lexicon: Lexicon) -> Reality | None:
    """What a predicate makes of what hangs on it, by what is real of itself."""
    is_noun = head.pos_ in ("NOUN", "PROPN") and copula(head) is None
    own = fate(head, lexicon) if is_noun else of_verb(head, lexicon)
    if is_noun and found.kind in _OF_CHANCES:
        own = of_verb(head.head, lexicon)
    if own is None:
        own = by_adjective(head, lexicon) or Reality(Modality.OCCURRED)
    if own.left_open:
        return own
    if is_noun and own.modality in (Modality.CANCELLED, Modality.POSTPONED, Modality.PLANNED):
        return own if found.affirmed in UNDONE else None
    if own.modality in OFF:
        return _effect(found.negated, own)
    if found.affirmed in UNDONE and (_VAIN.matches(head) or _is_interrupted(head, child)):
        return DENIED
    if found.affirmed in UNDONE and HAVING.matches(child):  # "was due to have met", "ought to have met"
        ought = found.affirmed is Modality.PROPOSED
        return LEFT_OPEN if ought else Reality(Modality.CANCELLED, Certainty.PROBABLE)
    return _effect(found.affirmed, own)


def _is_interrupted(head: Token, child: Token) -> bool:
    return _WAS.matches(head) and (_INTERRUPTION.matches(head) or _INTERRUPTION.matches(child))


def _effect(effect: Modality | Telling, own: Reality) -> Reality | None:
    if effect is Telling.OPEN:
        return LEFT_OPEN
    if effect is Telling.ITSELF:
        return None
    if effect is Modality.OCCURRED:
        return own if own.modality not in OFF else Reality(Modality.OCCURRED)
    return _reality(effect)


def fate(noun: Token, lexicon: Lexicon) -> Reality | None:
    """What is said to have become of what a noun stands for: "rejected a proposal", "plans came to nothing"."""
    if none(noun):
        return DENIED
    if lost := _LOST_PREDICATE.first(noun):
        found = embedding(lost, noun, lexicon)
        off = negated(lost)
        return _effect(found.negated if off else found.affirmed, Reality(Modality.OCCURRED)) if found else None
    head = noun.head
    if head == noun or noun.dep_ not in _HELD:
        return None
    if _MOVED.matches(noun):
        return Reality(Modality.POSTPONED)
    if found := embedding(head, noun, lexicon):
        return _of_held(found, noun, lexicon)
    parts = _PREDICATED(head) if noun.dep_.startswith("nsubj") else ()
    if above := next(((part, found) for part in parts if (found := embedding(part, noun, lexicon))), None):
        return _made(above[1], above[0], noun, lexicon)  # "had to be cancelled", "remains possible"
    return _of_whole(noun, lexicon)


def _of_held(found: Embedding, noun: Token, lexicon: Lexicon) -> Reality | None:
    """What the predicate right above makes of what a noun stands for."""
    head = noun.head
    agentive = noun.dep_ == "nsubj" and found.kind in _AGENTIVE and not _is_undone(head, noun, lexicon)
    there = noun.dep_ == "obl" and bool(cases(noun) & DURING)  # "agreed at the summit to sign"
    there = there and not by_case(head, noun, lexicon)
    told = None if agentive or there else _made(found, head, noun, lexicon)
    purpose = found.kind == "attending" and told and told.modality in UNDONE and not told.left_open
    return None if purpose else told  # "came to attend the talks": as real as the coming


def _of_whole(noun: Token, lexicon: Lexicon) -> Reality | None:
    """What a verb that only carries a noun, or the noun it is part of, makes of it."""
    head = noun.head
    if noun.dep_ == "obj" and negated(head) and entry(head, lexicon.light) in lexicon.light:
        return of_verb(head, lexicon)  # "do not have plans"
    if noun.dep_ == "nmod" and "of" in cases(noun):
        told = fate(head, lexicon)  # "a round of talks was put off"
        return told if told and (told.left_open or told.modality in OFF) else None
    return None


def _is_undone(verb: Token, noun: Token, lexicon: Lexicon) -> bool:
    """Whether what fails is an aim, or fails to happen; "the talks failed" tells of talks that took place."""
    below = (embedding(infinitive, noun, lexicon) for infinitive in _INFINITIVE(verb))
    happening = any(found is not None and found.kind == "happening" for found in below)
    return happening or attribute(noun, lexicon) is not None


def by_adjective(noun: Token, lexicon: Lexicon) -> Reality | None:
    """ "Planned talks", "talks postponed on Monday", "unconfirmed reports"."""
    given = (attribute(child, lexicon) for child in noun.children if child.dep_ in _ATTRIBUTES)
    told = (found.affirmed for found in given if found and found.affirmed not in (*DONE, Telling.ITSELF))
    return next((_effect(effect, Reality(Modality.OCCURRED)) for effect in told), None)


def _reality(modality: Modality) -> Reality:
    return Reality(modality, Certainty.PROBABLE if modality is Modality.EXPECTED else Certainty.CERTAIN)
