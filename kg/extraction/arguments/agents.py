"""Who does what a word states: a country, an organisation or people."""

from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.coreference import PEOPLE, STATES, Reading, Reference, unique
from kg.extraction.grammar.function_words import EXCEPT
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import governors, subjects
from kg.model import Entity, EntityKind
from kg.parse import Token

_OWNERS = path(">nmod:poss")
_BETWEEN = path(">obl*|nmod*{>{lower=between|among}}")
_BY = path(">obl*|nmod*{after, >{lower=by}}")
_WITH = path(">obl*|nmod*{>{lower=with}}")
_RECEIVERS = path(">iobj")
_LONGEST = 45  # tokens of a list
_NOT_OF = PEOPLE | {EntityKind.ORGANISATION}
_ENDS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def agents(word: Token, reading: Reading) -> list[Reference]:
    """Who does what a verb or a noun states: its subject, the agent of a passive, an owner, those it is between."""
    if word.pos_ in ("VERB", "AUX"):
        nouns = list(subjects(word)) or _row_before(word, reading)
        people = _people(nouns, word, reading)
        found = people or max(_actors_of_subjects(nouns, reading), _behind_by(word, reading), key=len)
        return _without_states(found, reading) or states_among(_inside(subjects(word)), reading)
    return actors(_OWNERS(word), reading) or _behind_by(word, reading) or actors(_BETWEEN(word), reading)


def _actors_of_subjects(nouns: Iterable[Token], reading: Reading) -> list[Reference]:
    """The actors that subjects name, also "the government of A and the party B", where the tree joins B to A."""
    found = []
    for noun in nouns:
        found += actors([noun], reading)
        for part in (child for child in noun.children if child.dep_ == "nmod" and child.i > noun.i):
            joined = actors((child for child in part.children if child.dep_ == "conj"), reading)
            found += [ref for ref in joined if reading.known(ref.entity).kind in _NOT_OF]
    return unique(found)


def _people(nouns: Sequence[Token], verb: Token, reading: Reading) -> list[Reference]:
    """Several persons in a row before its verb, whatever the tree makes of their posts: "Minister Lund, and his"."""
    row = [token for noun in nouns if noun.i < verb.i for token in _listed(noun) if token.i < verb.i]
    if not any(token.lower_ == "and" for token in row):
        return []
    found = unique(ref for token in row if token.i in reading.people_tokens for ref in reading.single(token))
    persons = [ref for ref in found if reading.known(ref.entity).kind is EntityKind.PERSON]
    return persons if len(persons) > 1 else []


def _row_before(verb: Token, reading: Reading) -> list[Token]:
    """ "In Oslo, on 19 July, Chile and Peru signed": a row before a verb, where the tree joins it to a time."""
    if verb.tag_ not in _ENDS or verb.i == 0 or any(child.dep_.startswith(("nsubj", "aux")) for child in verb.children):
        return []
    last = verb.nbor(-2 if verb.i > 1 and verb.nbor(-1).text == "," else -1)
    named = reading.names.at(last.i) is not None or last.i in reading.people_tokens
    return reading.row(last) if named and last.dep_ == "conj" else []


def _without_states(found: list[Reference], reading: Reading) -> list[Reference]:
    """The actors without the countries that others among them act for: "the leaders of A and B"."""
    acting = {reading.represented(ref.entity) for ref in found}
    return [ref for ref in found if ref.entity not in acting]


def _inside(nouns: Iterable[Token]) -> Iterator[Token]:
    """The tokens of subjects that are nobody known: "the chief negotiators of A and B"."""
    for noun in nouns:
        if noun.pos_ in ("NOUN", "PROPN"):
            yield from (token for token in _listed(noun) if token.i <= noun.right_edge.i)


def actors(tokens: Iterable[Token], reading: Reading) -> list[Reference]:
    """Whom the tokens stand for; "it" stands for the country or organisation that the clause above is about."""
    found: list[Reference] = []
    for token in tokens:
        found += _it(token, reading) if token.lower_ == "it" else reading.refer(token)
    return unique(
        ref
        for ref in found
        if reading.known(ref.entity).kind is not EntityKind.PLACE
        and reading.doc[max(ref.start - 1, 0)].lower_ not in EXCEPT
    )


def _it(token: Token, reading: Reading) -> list[Reference]:
    for verb in governors(token.head):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        found = [ref for subject in subjects(verb) if subject.lower_ != "it" for ref in reading.refer(subject)]
        bodies = [ref for ref in found if reading.known(ref.entity).kind in STATES]
        if bodies:
            return bodies
    return []


def _behind_by(word: Token, reading: Reading) -> list[Reference]:
    """Those named behind "by", up to the end of the list: persons if there are any."""
    by = _BY.first(word) or _loose_agent(word)
    if by is None:
        return []
    found, listed = actors([by], reading), states_among(_listed(by), reading)
    people = [ref for token in _listed(by) if token.i in reading.people_tokens for ref in reading.refer(token)]
    people = unique(ref for ref in people if reading.known(ref.entity).kind is EntityKind.PERSON)
    return people or (listed if len(listed) > len(found) else found)


def _loose_agent(verb: Token) -> Token | None:
    """ "Was signed in the presence of A by B": the agent of a passive that the tree hangs elsewhere."""
    if not any(child.dep_ == "aux:pass" for child in verb.children):
        return None
    following = verb.doc[verb.i + 1 : verb.sent.end]
    return next(
        (
            t.head
            for t in following
            if t.lower_ == "by" and t.dep_ == "case" and t.head.ent_type_ != "DATE" and t.nbor(-1).pos_ != "NOUN"
        ),
        None,  # nor "during a visit by A"
    )


def _listed(first: Token) -> Iterator[Token]:
    """The tokens of a list or an apposition: "the ministers of A and B, C and D"."""
    for token in first.doc[first.left_edge.i : min(first.left_edge.i + _LONGEST, first.sent.end)]:
        outward = token.tag_ == "IN" and token.lower_ not in ("of", "by", "for") and token.i > first.i
        if token.tag_ in _ENDS or token.text in (";", ":") or outward:
            return
        yield token


def partners(verb: Token, reading: Reading) -> list[Reference]:
    """With whom a verb is done: "signed it with Argentina"; to whom something is offered."""
    return actors([*_WITH(verb), *_RECEIVERS(verb)], reading)


def states_among(tokens: Iterable[Token], reading: Reading) -> list[Reference]:
    """The countries and organisations that stand among the tokens."""
    hits = [reading.names.known_at(token.i) for token in tokens]
    return unique(
        Reference(reading.actor(hit.actor.key), hit.start, hit.end) for hit in hits if hit and hit.actor.kind in STATES
    )


def sides(references: Iterable[Reference], reading: Reading) -> list[Reference]:
    """The references with every person, post and delegation replaced by whom they represent, if the text tells."""
    found = []
    for ref in references:
        entity, represented = reading.known(ref.entity), reading.represented(ref.entity)
        if represented:
            found.append(Reference(represented, ref.start, ref.end))
        elif entity.kind in STATES or is_band(entity, reading):
            found.append(ref)
    return unique(found)


def is_band(entity: Entity, reading: Reading) -> bool:
    """Whether an unnamed group stands for itself: rebels do, ministers do not."""
    last = entity.name.split()[-1].lower()
    return entity.kind is EntityKind.GROUP and not {last, last.removesuffix("s")} & reading.lexicon.groups.nouns
