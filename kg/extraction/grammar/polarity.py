"""What a clause or a noun says of itself: that it is not so, was nearly so, or is asked, supposed or a habit."""

from kg.extraction.grammar.function_words import (
    ASKING,
    EACH,
    EVERY,
    EXCLUDING,
    MODAL,
    NEARLY,
    NO,
    NO_DENIAL,
    NOT,
    SPARE,
    TIMES,
)
from kg.extraction.grammar.paths import path
from kg.parse import Token

_DENIALS = path(
    ">{lower=not|n't|n’t|never|nor|neither|nobody|none|nothing|few}"
    " | >aux|cop|advmod|obj|nsubj|nsubj:pass|obl >{lower=not|n't|n’t|no|neither}"
    " | >aux|nsubj|nsubj:pass >obl >{lower=no}"
)
"""To any word that may deny a clause, of which most have none."""
_NEGATIONS = path(
    ">{lower=not|n't|n’t|never|nor|neither} | >aux|cop >{lower=not|n't|n’t} | >advmod{lower=longer} >{lower=no}"
    " | >obj|nsubj:pass|nsubj >det{lower=no|neither} | >obj|nsubj|nsubj:pass >cc:preconj{lower=neither}"
    " | >nsubj|nsubj:pass{lower=nobody|none|nothing|neither|few} | >obl{lemma=$grammar.occasions} >det{lower=no}"
    " | >aux|nsubj|nsubj:pass >obl{lemma=$grammar.occasions} >det{lower=no}"
)
_YET = path(".{>mark|aux{lower=to}} <{>advmod{lower=yet}} | .{>mark|aux{lower=to}, >advmod{lower=yet}}")
"""What somebody "has yet to" do."""
_UNTIL = path(">obl >case{lower=until}")
"""What is not done until some day, is done then."""
_NOBODY = path(">nsubj|nsubj:pass{lower=nobody|none|few} | >nsubj|nsubj:pass >det{lower=no}")
_NONE = path(">det{lower=no|neither} | >advmod{lower=not, before}")
_TORN = path(".{!>nsubj*|aux*} <advcl|parataxis|acl{before, lemma=have|do, !>obj}")
"""To the auxiliary of a verb, where the tree takes it for a clause of its own: "has at no time met"."""
_OPPOSED = path(".{>mark|case{lower=against}, >aux|cop{lemma=be}}")
"""What somebody "is against"."""
_PRECLUDING = path(">advmod{lower=too, before} | .obj <{>{lower=not|n't|n’t|never}}")
_NEARLY = path(">advmod{lower=$grammar.nearly, before}")
_HABITS = path(
    ">{lower=$grammar.habitual} | >obl|obj >advmod{lower=$grammar.habitual} | >obl{lower=rule, >case{lower=as}}"
    " | .xcomp <{lower=used, !>obj}"
)
_SPELLS = path(
    ">obl|obl:unmarked|obj|nmod:unmarked{lemma=$grammar.spells, >det} | .parataxis <{lemma=$grammar.spells, >det}"
)
_SPELL = path(".{lemma=$grammar.spells}")
_WH = path(">{tag=WRB|WP|WDT} | >nsubj|obj|obl >{tag=WDT|WP$|WP}")
_IF = path(">{lower=if|unless|whether|lest}")
_IF_BELOW = path(">advcl >mark{lower=if|unless}")
_UNREAL = path(
    ">{lower=$grammar.unreal} | >obl{>case{lower=according}} >amod{lower=$grammar.unreal}"
    " | >obl{lemma=$grammar.fictions, >case{lower=in}}"
)
_FALSELY = path(">advmod{lower=$grammar.falsely}")
_SUBJECT = path(">nsubj|nsubj:pass")
_LINKS = frozenset({"case", "mark", "cc", "advmod"})
_SUPPOSING = frozenset({("in", "case"), ("provided", "that"), ("assuming", "that"), ("as", "though")})
_INVERTED = frozenset({"had", "should", "were"})


def negated(verb: Token) -> bool:
    """Whether a clause is negated: "did not meet", "held no talks", "neither met nor spoke", "at no point met"."""
    if _YET.matches(verb) or (verb.dep_ == "ROOT" and verb.sent[0].lower_ == "nor"):
        return True
    if (auxiliary := _TORN.first(verb)) is not None:
        return negated(auxiliary)
    found = (_DENIALS.matches(verb) and _NEGATIONS(verb)) or _not_before(verb)
    return bool(found) and not _UNTIL.matches(verb) and not any(map(_is_only, found))


def falsely(verb: Token) -> bool:
    """Whether something is said to be told wrongly: "falsely reported that"."""
    return _FALSELY.matches(verb)


def wondering(clause: Token) -> bool:
    """Whether a clause asks who, when or where, and takes that it is so for granted."""
    return _WH.matches(clause)


def nobody(verb: Token) -> bool:
    """Whether a clause says of nobody in particular that he did something: "no minister met her"."""
    return _NOBODY.matches(verb)


def none(noun: Token) -> bool:
    """Whether there is none of what a noun stands for: "no talks", "not a single meeting"."""
    return not all(map(_is_only, _NONE(noun)))


def precluding(word: Token) -> bool:
    """Whether what hangs on a word as an infinitive cannot be: "too ill to come", "did not find time to meet"."""
    return _PRECLUDING.matches(word)


def elliptic(auxiliary: Token) -> bool:
    """Whether an auxiliary stands for a whole clause that is negated: "she did not"."""
    last = auxiliary.i + 2 >= auxiliary.sent.end or auxiliary.nbor(2).is_punct
    return auxiliary.i + 1 < auxiliary.sent.end and auxiliary.nbor().lower_ in NOT and last


def nearly(verb: Token) -> bool:
    """Whether something was only just not done: "almost met", "all but met"."""
    but = verb.i > verb.sent.start + 1 and (verb.nbor(-2).lower_, verb.nbor(-1).lower_) in NEARLY
    return but or any(adverb.i == verb.i - 1 for adverb in _NEARLY(verb))


def excluded(word: Token) -> bool:
    """Whether something was left undone for what is told with it: "without meeting her", "instead of a visit"."""
    if _OPPOSED.matches(word):
        return True
    for link in word.children:
        if link.dep_ in _LINKS and link.i < word.i:
            before = word.doc[link.i - 1].lower_ if link.i else ""
            if link.lower_ == "without" or {(link.lower_, link.nbor().lower_), (before, link.lower_)} & EXCLUDING:
                return True
    return False


def habitual(word: Token) -> bool:
    """Whether something is told as a habit: "meet every year", "usually visits", "speak twice a week"."""
    return _HABITS.matches(word) or any(map(_comes_back, _SPELLS(word))) or _begins_with_spell(word)


def asked(verb: Token) -> bool:
    """Whether a clause is a question."""
    begun = verb.sent[0].lower_ in ASKING
    torn = begun and verb.dep_ == "acl" and verb.tag_ == "VBN"  # "has she met him?"
    if not (torn or verb.dep_.startswith(("ROOT", "parataxis", "conj", "ccomp"))) or not _ends_in_question(verb):
        return False
    inverted = begun or _leading_auxiliary(verb) is not None
    return verb.dep_ == "ROOT" or inverted or _WH.matches(verb)


def supposed(verb: Token) -> bool:
    """Whether a clause is a condition, or asked indirectly: "if they meet", "had they met", "whether they met"."""
    if _IF.matches(verb) or _UNREAL.matches(verb):
        return True
    first = verb.left_edge
    if verb.dep_ != "ROOT" and first.i < verb.i and (first.lower_, first.nbor().lower_) in _SUPPOSING:
        return True
    leading = _leading_auxiliary(verb)
    return leading is not None and leading.lower_ in _INVERTED and leading == first


def counterfactual(verb: Token) -> bool:
    """Whether a clause tells what would have been: "would have met", "should have gone", "would go if"."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "cop")}
    past = "have" in words and words & MODAL
    return bool(past) or ("would" in words and _IF_BELOW.matches(verb))


def _not_before(verb: Token) -> list[Token]:
    """The "not" right before a verb, with auxiliaries and adverbs between, wherever the tree hangs it."""
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i].lower_ in SPARE:
        i -= 1
    return [verb.doc[i]] if i >= verb.sent.start and verb.doc[i].lower_ in NOT else []


def _is_only(word: Token) -> bool:
    """ "Not only", "not until", "no sooner": no negation."""
    following = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    return word.lower_ in NOT | NO and following in NO_DENIAL


def _comes_back(spell: Token) -> bool:
    """ "Every year", "each summer", "twice a year", "three times a week"."""
    article = next(child for child in spell.children if child.dep_ == "det")
    if article.lower_ in EVERY:
        return True
    return article.i > 0 and article.lower_ in EACH and article.nbor(-1).lower_ in TIMES


def _begins_with_spell(word: Token) -> bool:
    """ "Every year Norway signs it", wherever the tree hangs the year."""
    first = word.left_edge
    return first.lower_ in EVERY and first.i < word.i and _SPELL.matches(first.nbor())


def _ends_in_question(verb: Token) -> bool:
    return any(token.text == "?" for token in verb.doc[max(verb.sent.end - 3, verb.i) : verb.sent.end])


def _leading_auxiliary(verb: Token) -> Token | None:
    """The auxiliary that stands before the subject of a clause."""
    subject = _SUBJECT.first(verb)
    if subject is None:
        return None
    return next((child for child in verb.children if child.dep_ in ("aux", "cop") and child.i < subject.i), None)
