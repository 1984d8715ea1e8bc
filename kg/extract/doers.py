"""Who does what a word states, where the doer may be a country, an organisation or people."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extract.reading import Reading, Reference, unique
from kg.extract.syntax import governors, subjects
from kg.model import EntityKind

_ENDS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def doers(word: Token, reading: Reading) -> list[Reference]:
    """Who does what a verb or a noun states: its subject, the agent of a passive, an owner, those it is between."""
    if word.pos_ in ("VERB", "AUX"):
        found = actors(subjects(word), reading) or agents(word, reading)
        return found or _countries(subjects(word), reading)
    owners = [child for child in word.children if child.dep_ == "nmod:poss"]
    return actors(owners, reading) or agents(word, reading) or actors(_linked(word, {"between", "among"}), reading)


def actors(tokens: Iterable[Token], reading: Reading) -> list[Reference]:
    """Whom the tokens stand for; "it" stands for the country or organisation that the clause above is about."""
    found: list[Reference] = []
    for token in tokens:
        found += _it(token, reading) if token.lower_ == "it" else reading.refer(token)
    return unique(ref for ref in found if reading.known(ref.entity).kind is not EntityKind.PLACE)


def _it(token: Token, reading: Reading) -> list[Reference]:
    for verb in governors(token.head):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        found = [ref for subject in subjects(verb) if subject.lower_ != "it" for ref in reading.refer(subject)]
        bodies = [
            ref for ref in found if reading.known(ref.entity).kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION)
        ]
        if bodies:
            return bodies
    return []


def agents(word: Token, reading: Reading) -> list[Reference]:
    """Those named behind "by", up to the end of the list: persons if there are any."""
    by = next((child for child in _linked(word, {"by"}) if child.i > word.i), None)
    if by is None:
        return []
    found, listed = actors([by], reading), _countries([by], reading)
    return _people_from(by, reading) or (listed if len(listed) > len(found) else found)


def _people_from(by: Token, reading: Reading) -> list[Reference]:
    """The persons of a list or an apposition: "by the two ministers, A and B"."""
    found: list[Reference] = []
    for token in by.doc[by.left_edge.i : min(by.left_edge.i + 45, by.sent.end)]:
        if token.tag_ in _ENDS or token.text in (";", ":"):
            break
        if token.i in reading.people_tokens:
            found += reading.refer(token)
    return unique(ref for ref in found if reading.known(ref.entity).kind is EntityKind.PERSON)


def partners(verb: Token, reading: Reading) -> list[Reference]:
    """With whom a verb is done: "signed it with Argentina"; to whom something is offered."""
    others = [child for child in verb.children if child.dep_ == "iobj"]
    return actors([*_linked(verb, {"with"}), *others], reading)


def _linked(word: Token, links: set[str]) -> Iterator[Token]:
    """The phrases of a word behind one of the prepositions."""
    for child in word.children:
        if child.dep_.startswith(("obl", "nmod")) and any(case.lower_ in links for case in child.children):
            yield child


def _countries(tokens: Iterable[Token], reading: Reading) -> list[Reference]:
    """The countries and organisations inside a subject that is nobody known: "the chief negotiators of A and B"."""
    found: list[Reference] = []
    for token in tokens:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        for i in range(token.left_edge.i, token.right_edge.i + 1):
            hit = reading.names.known_at(i)
            if reading.doc[i].tag_ in _ENDS:
                break
            if hit and hit.actor.kind in ("country", "organisation"):
                found.append(Reference(reading.actor(hit.actor.key), hit.start, hit.end))
    return unique(found)


def sides(references: Iterable[Reference], reading: Reading) -> list[Reference]:
    """The references with every person, post and delegation replaced by whom they represent, if the text tells."""
    found = []
    for ref in references:
        represented = reading.represented(ref.entity)
        if represented:
            found.append(Reference(represented, ref.start, ref.end))
        elif reading.known(ref.entity).kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION) or _band(ref, reading):
            found.append(ref)
    return unique(found)


def _band(ref: Reference, reading: Reading) -> bool:
    """Whether an unnamed group stands for itself: rebels do, ministers do not."""
    entity = reading.known(ref.entity)
    last = entity.name.split()[-1].lower()
    return entity.kind is EntityKind.GROUP and not {last, last.removesuffix("s")} & reading.lexicon.groups
