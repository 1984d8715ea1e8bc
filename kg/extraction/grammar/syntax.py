"""Grammatical arguments of verbs and nouns in a dependency parse (Universal Dependencies)."""

from collections.abc import Iterator

from kg.extraction.grammar.function_words import ON, WHICH
from kg.extraction.grammar.paths import path
from kg.parse import Token

_REACH = 40
"""Words from a verb up to the one that has its subject; each hangs on the next."""
_SUBJECT = path(">nsubj|nsubj:outer")
_MARKED_AGENT = path(">obl:agent")
_AGENT = path(">obl:agent / >obl*|nmod*{dep!=nmod:poss, >case{lower=by, before}}")
_OBJECT = path(">obj|iobj")
_PASSIVE = path(">nsubj:pass|aux:pass | .acl{tag=VBN, !>nsubj} | .acl{tag=VBN, >aux}")
_COMPANY = path(">obj|iobj | >obl*|nmod*{dep!=nmod:poss|obl:agent, >case{lower=with|by, before}}")
_COPULA = path(">cop")
_LATER = path(">{lower=will|would|to|then|later|subsequently}")
_RELATIVE = path(".acl:relcl | .acl{>{lower=that|which, before}}")
_CONTROLLER = path(">nsubj|nsubj:pass|nsubj:outer")
_ADDRESSEE = path(".{lemma=$grammar.addressed} >nmod|obl{after, >case{lower=to}}")
"""Who is to do what an invitation is to: "an invitation to Lund to visit Lima"."""
_ADDRESSED = path(
    ".{tag=VB} <advcl >obj{lemma=$grammar.addressed} >nmod|obl{after, >case{lower=to}}"
    " | .{tag=VB} <advcl{>obj{lemma=$grammar.addressed}} >obl{after, >case{lower=to}}"
)
_OWNER = path(">nmod:poss|nsubj / >obl*|nmod*{dep!=nmod:poss|obl:agent, >case{lower=of, before}}")
_NAME = path(">compound{pos=PROPN}")
_CONTROLLING = path(".{lemma=$grammar.object_control} >obj|iobj")
_APART = frozenset({"acl", "acl:relcl", "parataxis", "advcl", "conj", "appos"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "conj", "parataxis", "acl", "acl:relcl"})
_VERBAL = path(".{tag=NN, >mark|obj} | .advcl{tag=NN}")
_KEPT = path(">obj")
_NOMINAL = frozenset({"nmod", "conj", "appos", "compound"})
_BY_PREPOSITION = path(".{tag=VBG} >mark{lower!=that|while|when|after|before|as|by|since, before}")


def subjects(verb: Token, reach: int = _REACH) -> Iterator[Token]:
    """Who does it: the subject, the agent of a passive, or what controls an infinitive or a participle."""
    own = _SUBJECT(verb)
    if (lost := lost_subject(verb)) is not None:
        own = own or [lost]
    passive = is_passive(verb)
    agents = (_AGENT if passive else _MARKED_AGENT)(verb)
    if agents or passive:
        yield from agents
    elif own:
        yield from (_relative(child, verb) for child in own)
    else:
        yield from _controllers(verb, reach - 1)


def objects(verb: Token) -> Iterator[Token]:
    """What it is done to: the object, or the subject of a passive."""
    found = _OBJECT(verb)
    passive = [child for child in verb.children if child.dep_ == "nsubj:pass"]
    joined = next((child for child in verb.children if child.dep_ == "conj" and child.i == verb.i + 2), None)
    if not found and not passive and joined is not None:  # "called and congratulated her"
        found = [child for child in joined.children if child.dep_ == "obj"]
    if found:
        yield from (_relative(child, verb) for child in found)
    elif passive:
        yield from (_relative(child, verb) for child in passive)
    elif is_passive(verb) and verb.dep_ in ("acl", "acl:relcl"):
        yield verb.head
    elif is_passive(verb) and verb.dep_ in ("conj", "xcomp"):
        yield from (child for child in verb.head.children if child.dep_ in ("nsubj:pass", "nsubj"))


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive."""
    if lost_subject(verb) is not None:
        return False
    return _PASSIVE.matches(verb)


def is_gerund(word: Token) -> bool:
    """Whether the tagger takes for a noun what has an object, or a clause, of its own: "instead of meeting her"."""
    return word.lower_.endswith("ing") and _VERBAL.matches(word)


def relative_clause(verb: Token) -> bool:
    """Whether a verb heads a relative clause: "talks that they hold"."""
    return _RELATIVE.matches(verb)


def alone(verb: Token) -> bool:
    """Whether a verb names nobody besides its subject: "the ministers met", "leaders are gathered"."""
    return not _COMPANY.matches(verb)


def lost_subject(verb: Token) -> Token | None:
    """The subject of a main verb that the tree takes for a participle: "Norway called for", "Norway proposed talks"."""
    if verb.i == 0 or verb.tag_ not in ("VBN", "VBD") or verb.nbor(-1).pos_ != "PROPN":
        return None
    before = verb.nbor(-1)
    on_name = verb.dep_ == "acl" and before == verb.head and before.dep_ == "ROOT" and verb.nbor().lower_ != "by"
    joined = verb.dep_ == "amod" and before.dep_ == "compound" and before.head == verb.head
    bare = joined and not any(child.dep_ == "det" for child in verb.head.children)
    return before if on_name or bare else None


def copula(word: Token) -> Token | None:
    """The "is" of a noun or adjective that stands as predicate."""
    return _COPULA.first(word)


def verbless(noun: Token) -> bool:
    """Whether no verb says how really there is what a noun names: "Visit to Samoa", "this is on his visit"."""
    top = noun
    while top.dep_ in _NOMINAL and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    return top.dep_ == "ROOT" and (copula(top) is None or bool(cases(top) & ON))


def obliques(word: Token) -> Iterator[tuple[str, Token]]:
    """The prepositional phrases of a word: each preposition ("on to"), lower-cased, and head of the phrase."""
    for child in word.children:
        if child.dep_.startswith(("obl", "nmod")) and child.dep_ not in ("nmod:poss", "obl:agent"):
            for case in child.children:
                if case.dep_ == "case" and case.i < child.i:
                    yield case.lower_, child


def cases(word: Token) -> frozenset[str]:
    """The prepositions and subordinators that lead to a word."""
    return frozenset(child.lower_ for child in word.children if child.dep_ in ("case", "mark"))


def possessors(noun: Token) -> Iterator[Token]:
    """Whose it is: "his", "Barroso's", also where the tree hangs the owner elsewhere ("Readout of Barroso's Call")."""
    owners = [child for child in noun.children if child.dep_ == "nmod:poss"]
    i, first = noun.i - 1, noun.sent.start
    while not owners and i > first and noun.doc[i].pos_ in ("ADJ", "NOUN", "PROPN"):
        i -= 1
    if not owners and i > first and noun.doc[i].tag_ == "POS":
        owners = [noun.nbor(i - 1 - noun.i)]
    yield from owners


def clause_of(token: Token) -> Token:
    """The verb of the clause a token stands in; the token itself if it is one or stands in none."""
    word = token
    while word.pos_ not in ("VERB", "AUX") and word.head != word:
        word = word.head
    return word


def governors(token: Token) -> Iterator[Token]:
    """The words above a token, nearest first."""
    word = token
    while word.head != word:
        word = word.head
        yield word


def continues(verb: Token) -> Token | None:
    """The verb that a verb goes on from with the same subject and tense: "met" of "met in Madrid and signed"."""
    head = verb.head
    own = any(child.dep_.startswith("nsubj") for child in verb.children)
    if own or verb.dep_ != "conj" or head.pos_ != "VERB" or head.i > verb.i:
        return None
    later = _LATER.matches(verb)
    finite = {"VBD", "VBN"} if verb.tag_ in ("VBD", "VBN") else {verb.tag_}
    return head if not later and head.tag_ in finite else None


def phrase(token: Token) -> tuple[int, int]:
    """Token range of the phrase a token heads, without clauses that hang on it."""
    first = last = token.i
    below = [token]
    while below:
        for child in below.pop().children:
            if child.dep_ not in _APART:
                below.append(child)
                if not child.is_punct:
                    first, last = min(first, child.i), max(last, child.i)
    return first, last + 1


def _relative(token: Token, verb: Token) -> Token:
    """What "who" or "which" stands for: the noun the relative clause hangs on."""
    relative = token.tag_ in ("WP", "WDT", "WRB") or token.lower_ in WHICH
    if relative and verb.dep_.startswith("acl"):
        return verb.head
    return token


def _controllers(verb: Token, reach: int) -> Iterator[Token]:
    """The subject a verb without one of its own shares with the word above it."""
    head = verb.head
    if head == verb or not reach:
        return
    if (owner := _owner_before(verb)) is not None:
        yield from _controllers_of_noun(owner, reach)
    elif addressees := _ADDRESSED(verb):
        yield from addressees
    elif verb.dep_ in ("acl", "acl:relcl") and head.pos_ in ("NOUN", "PROPN"):
        if verb.tag_ == "VB" or (head.text.islower() and _BY_PREPOSITION.matches(verb)):
            yield from _controllers_of_noun(head, reach)
        elif verb.tag_ == "VBG":
            yield head
    elif (verb.dep_ in _CLAUSES or is_gerund(verb)) and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "ADV"):
        yield from _of_object(verb, head) or _CONTROLLER(head) or _controllers(head, reach - 1)


def _of_object(verb: Token, head: Token) -> list[Token]:
    """The object of the word above that is to do it, or not to: "invited him to visit", "kept him from visiting"."""
    if verb.i < head.i or is_passive(head):
        return []
    if "from" in cases(verb):
        return _KEPT(head)
    return _CONTROLLING(head) if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl", "ccomp") else []


def _owner_before(infinitive: Token) -> Token | None:
    """The noun in front of an infinitive that says whose it is: "his plan to visit", wherever the tree hangs it."""
    if infinitive.tag_ != "VB" or infinitive.i < 2 or infinitive.nbor(-1).lower_ != "to":
        return None
    noun = infinitive.nbor(-2)
    owned = noun.pos_ == "NOUN" and any(child.dep_ == "nmod:poss" for child in noun.children)
    return noun if owned else None


def _controllers_of_noun(noun: Token, reach: int) -> Iterator[Token]:
    """ "Plans to visit", "the refusal of Iran to sign": whose they are; "on a visit to attend": who is on it."""
    owners = _ADDRESSEE(noun) or _OWNER(noun) or [name for name in _NAME(noun) if name.i == noun.i - 1]
    if owners:
        yield from owners
    elif (clause := clause_of(noun)) != noun:
        yield from _CONTROLLER(clause) if is_passive(clause) else subjects(clause, reach)
