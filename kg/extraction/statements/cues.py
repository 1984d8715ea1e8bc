"""Who says something, and by which word: the verbs of saying in a document, each with its speakers."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from kg.actors import actors
from kg.extraction.arguments.candidates import EntityCandidate, marks_of
from kg.extraction.coreference import Reading, Reference
from kg.extraction.grammar.function_words import ACCORDING, BY
from kg.extraction.grammar.syntax import is_passive, subjects
from kg.extraction.statements import decision
from kg.extraction.statements.candidates import Mark

_INVERTED = 8  # how far behind "said" its subject may stand


@dataclass(frozen=True)
class Saying:
    """A verb of saying, and those who may speak.

    `voice` marks what a text says ("the post added"): without speakers, its author goes on.
    """

    verb: Token
    base: str
    proposed: tuple[EntityCandidate, ...]
    voice: bool = False

    @cached_property
    def speakers(self) -> tuple[Reference, ...]:
        """Who speaks."""
        return decision.speakers(self.proposed)


_PHRASES = ACCORDING | {"clear"}


def cues(reading: Reading) -> list[Token]:
    """The tokens of a document at which somebody may be told to say something."""
    return reading.words(reading.lexicon.speech.verbs.keys() | _PHRASES)


def sayings(reading: Reading, tokens: Iterable[Token], skip: Container[int]) -> list[Saying]:
    """The sayings among some tokens, in order; nobody named at the tokens `skip` is their speaker."""
    verbs = reading.lexicon.speech.verbs
    found: list[Saying] = []
    last: Saying | None = None
    for token in tokens:
        if token.i not in skip and (token.lower_ in verbs or token.lower_ in _PHRASES):
            for saying in (_sayings_of_verb if token.lower_ in verbs else _sayings_of_phrase)(token, reading, skip):
                found.append(_going_on(saying, last, verbs))
                last = found[-1] if found[-1].speakers else last
    return found


def _going_on(saying: Saying, last: Saying | None, verbs: Container[str]) -> Saying:
    """ "Noted that X is open and stressed ...", ", adding that ...": without a subject, the one before goes on."""
    verb = saying.verb
    if last is None or last.verb.sent != verb.sent or any(child.dep_.startswith("nsubj") for child in verb.children):
        return saying
    adding = verb.tag_ == "VBG" and not saying.speakers and verb.nbor(-1).text in (",", "while")
    joined = verb.dep_ == "conj" and verb.tag_ == last.verb.tag_ == "VBD" and verb.head.lower_ not in verbs
    apart = last.verb.is_ancestor(verb) and verb.head.tag_ != "VBD"
    return replace(saying, proposed=last.proposed) if adding or (joined and apart) else saying


def _sayings_of_phrase(token: Token, reading: Reading, skip: Container[int]) -> Iterator[Saying]:
    """ "Made (it) clear that ...", "according to Mr. Singh": phrases that say."""
    doc = token.doc
    before, following = doc[max(token.i - 2, 0) : token.i], doc[token.i + 1 : token.i + 2].text
    made = next((word for word in before if word.lower_ in reading.lexicon.speech.making), None)
    if token.lower_ == "clear" and made is not None and following == "that":
        found = [doer for doer in subjects(made) if doer.i not in skip]
        yield Saying(token, "clear", speaking(token, found, reading))
    elif token.lower_ in ACCORDING and following == "to":
        source = _source(token, reading)
        yield Saying(token, "according", speaking(token, [source], reading) if source is not None else ())


def _source(according: Token, reading: Reading) -> Token | None:
    """The head of the phrase behind "according to"."""
    following = according.doc[according.i + 2 : min(according.i + 2 + _INVERTED, according.sent.end)]
    return next((token for token in following if token.i in reading.people_tokens or _heads(token)), None)


def _heads(token: Token) -> bool:
    last = token.i + 1 == len(token.doc) or token.nbor().pos_ not in ("NOUN", "PROPN", "PART")
    return token.pos_ in ("NOUN", "PROPN", "PRON") and last


def _sayings_of_verb(token: Token, reading: Reading, skip: Container[int]) -> Iterator[Saying]:
    finite = token.tag_.startswith("VB") or token.lower_ in reading.lexicon.speech.finite
    if not finite or token.dep_.startswith("aux"):
        return
    base = reading.lexicon.speech.verbs[token.lower_]
    if is_passive(token) and not _is_torn_off(token):
        yield Saying(token, base, speaking(token, subjects(token), reading))
        return
    if (quoted := _whoever_is_quoted(token, reading)) is not None:
        yield Saying(token, base, speaking(token, [quoted], reading))
        return
    own = any(child.dep_.startswith("nsubj") for child in token.children)
    if token.tag_ == "VBD" and not own and token.i and token.i - 1 in reading.people_tokens:
        yield Saying(token, base, speaking(token, [token.nbor(-1)], reading))
        return  # "after Mr. Singh said", whatever the tree makes of it
    agents = [token.head] if _is_torn_off(token) else [doer for doer in subjects(token) if doer.i not in skip]
    voice = next((doer for doer in agents if doer.lower_ in reading.lexicon.speech.voices), None)
    if voice is not None:
        authors = list(_authors(voice)) or _issuers(voice)
        yield Saying(token, base, speaking(token, authors, reading), voice=True)
        return
    found = speaking(token, agents, reading)
    if not decision.speakers(found) and not _settled(agents):
        found = _speaker_beside(token, reading, skip) or found
    yield Saying(token, base, found)


def _whoever_is_quoted(verb: Token, reading: Reading) -> Token | None:
    """ "The paper quotes Mr. Singh as saying ...": whoever is quoted."""
    head = verb.head
    if verb.tag_ != "VBG" or not any(child.lower_ == "as" for child in verb.children):
        return None
    for word in (head, head.head):
        if reading.lexicon.speech.quotation.get(word.lower_) in reading.lexicon.speech.quoting and not is_passive(word):
            return next((child for child in word.children if child.dep_ == "obj"), None)
    return None


def _issuers(voice: Token) -> list[Token]:
    """ "Issued a statement calling for ...": who issued the text."""
    return list(subjects(voice.head)) if voice.dep_ == "obj" and voice.head.pos_ == "VERB" else []


def _is_torn_off(verb: Token) -> bool:
    """ "The post added": a finite verb that a parse took for a participle behind its noun."""
    behind = verb.head.i == verb.i - 1 and verb.doc[verb.i + 1 : verb.i + 2].text != "by"
    return behind and verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBN")


def speaking(trigger: Token, tokens: Iterable[Token], reading: Reading) -> tuple[EntityCandidate, ...]:
    """Those whom tokens beside a verb of saying stand for, who may speak."""
    found = [(ref, is_media(token, reading)) for token in tokens for ref in reading.refer(token)]
    return tuple(
        EntityCandidate(
            word=reading.doc[ref.end - 1],
            rule="speaker",
            marks=marks_of({Mark.MEDIUM: medium, Mark.FORUM: _is_forum(ref, reading)}),
            trigger=trigger,
            role="Speaker",
            reference=ref,
            entity=reading.known(ref.entity),
        )
        for ref, medium in found
    )


def _is_forum(reference: Reference, reading: Reading) -> bool:
    """Whether somebody is a forum, at which others speak: "the NATO Summit"."""
    key = reading.known(reference.entity).key
    return key is not None and key in actors() and actors()[key].kind == "forum"


def is_media(token: Token, reading: Reading) -> bool:
    """Whether a token names a newspaper, an agency or a broadcaster."""
    hit = reading.names.known_at(token.i)
    return token.lower_ in reading.lexicon.speech.media or (hit is not None and hit.actor.kind == "media")


def _authors(voice: Token) -> Iterator[Token]:
    """Whose a text is: "his post", "a statement by the ministry"."""
    for child in voice.children:
        if child.dep_ == "nmod:poss" or (
            child.dep_ in ("nmod", "obl") and any(case.lower_ in BY for case in child.children)
        ):
            yield child


def _settled(agents: Iterable[Token]) -> bool:
    """Whether the parse names a subject that is nobody in particular; then no other is looked for."""
    return any(doer.pos_ in ("NOUN", "PRON") and doer.lower_ not in ("who", "that", "which") for doer in agents)


def _speaker_beside(verb: Token, reading: Reading, skip: Container[int]) -> tuple[EntityCandidate, ...]:
    """The speaker next to a verb whose subject the parse does not give: "said Mr. Singh", "Mr. Singh also said"."""
    doc = reading.doc
    before = doc[max(verb.i - 1, 0)]
    behind_words = before.i in skip or before.is_quote or before.text in (",", "–", "—")
    ways = (range(verb.i + 1, verb.sent.end), range(verb.i - 1, verb.sent.start - 1, -1))
    for way in ways if behind_words else ways[1:]:
        for i in way[:_INVERTED]:
            finite = doc[i].tag_.startswith("VB") and not doc[i].dep_.startswith("aux")
            if doc[i].is_punct or i in skip or finite:
                break
            found = speaking(verb, [doc[i]], reading) if doc[i].pos_ in ("PROPN", "NOUN", "PRON") else ()
            if decision.speakers(found):
                return found
    return ()
