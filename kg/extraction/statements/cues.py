"""Who says something, and by which word: the verbs of saying in a document, each with its speakers."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.actors import actors
from kg.extraction.arguments.candidates import EntityCandidate, marks_of
from kg.extraction.coreference import Reading, Reference
from kg.extraction.grammar.function_words import ACCORDING, BY, HE
from kg.extraction.grammar.syntax import is_passive, possessors, subjects
from kg.extraction.statements import decision, speakers
from kg.extraction.statements.candidates import Mark
from kg.parse import Token

_PHRASES = ACCORDING | {"clear"}
_SOURCE = 8  # tokens behind "according to" up to the head of the phrase
_SENT = 100  # tokens from a text that is sent to what it says


@dataclass(frozen=True)
class Saying:
    """A verb of saying, and those who may speak.

    `voice` marks what a text says ("the post added"): without speakers, its author goes on; `pointing` a subject that
    points at somebody told before, as "he" and "the envoy" do.
    """

    verb: Token
    base: str
    proposed: tuple[EntityCandidate, ...]
    voice: bool = False
    pointing: bool = False

    @cached_property
    def speakers(self) -> tuple[Reference, ...]:
        """Who speaks."""
        return decision.speakers(self.proposed)


def cues(reading: Reading) -> list[Token]:
    """The tokens of a document at which somebody may be told to say something."""
    speech = reading.lexicon.speech
    return reading.words(speech.verbs.keys() | speech.voices | _PHRASES)


def sayings(reading: Reading, tokens: Iterable[Token], skip: Container[int]) -> list[Saying]:
    """The sayings among some tokens, in order; nobody named at the tokens `skip` is their speaker."""
    verbs, phrases = reading.lexicon.speech.verbs, reading.lexicon.speech.voices | _PHRASES
    found: list[Saying] = []
    last: Saying | None = None
    for token in tokens:
        if token.i not in skip and (token.lower_ in verbs or token.lower_ in phrases):
            for saying in (_sayings_of_verb if token.lower_ in verbs else _sayings_of_phrase)(token, reading, skip):
                found.append(_going_on(saying, last, verbs))
                last = found[-1] if found[-1].speakers else last
    return found


def _going_on(saying: Saying, last: Saying | None, verbs: Container[str]) -> Saying:
    """ "Noted that X is open and stressed ...", ", adding that ...": without a subject, the one before goes on."""
    verb = saying.verb
    if last is None or last.verb.sent != verb.sent or any(child.dep_.startswith("nsubj") for child in verb.children):
        return saying
    before = verb.nbor(-2 if verb.i > 1 and verb.nbor(-1).is_quote else -1).text  # "a fortune," adding, "..."
    adding = verb.tag_ == "VBG" and not saying.speakers and before in (",", "while")
    joined = verb.dep_ == "conj" and verb.tag_ == last.verb.tag_ == "VBD" and verb.head.lower_ not in verbs
    apart = last.verb.is_ancestor(verb) and verb.head.tag_ != "VBD"
    return replace(saying, proposed=last.proposed) if adding or (joined and apart) else saying


def _sayings_of_phrase(token: Token, reading: Reading, skip: Container[int]) -> Iterator[Saying]:
    """ "Made (it) clear that ...", "according to Mr. Singh", "his remark that ...": phrases that say."""
    doc = token.doc
    before, following = doc[max(token.i - 2, 0) : token.i], doc[token.i + 1 : token.i + 2].text
    made = next((word for word in before if word.lower_ in reading.lexicon.speech.making), None)
    if token.lower_ == "clear" and made is not None and following == "that":
        found = [doer for doer in subjects(made) if doer.i not in skip]
        yield Saying(token, "clear", speaking(token, found, reading))
    elif token.lower_ in ACCORDING and following == "to":
        source = _source(token, reading)
        voice = source is not None and source.lower_ in reading.lexicon.speech.voices
        told = [] if source is None else _authors(source) if voice else [source]
        yield Saying(token, "according", speaking(token, told, reading))
    elif following == "that" and (owners := list(possessors(token))):
        yield Saying(token, token.lemma_, speaking(token, owners, reading))


def _source(according: Token, reading: Reading) -> Token | None:
    """The head of the phrase behind "according to"."""
    following = according.doc[according.i + 2 : min(according.i + 2 + _SOURCE, according.sent.end)]
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
        authors = list(_authors(voice)) or _issuers(voice) or _senders(voice)
        yield Saying(token, base, speaking(token, authors, reading), voice=True)
        return
    yield Saying(token, base, _told(token, agents, reading, skip), pointing=_points(agents, reading))


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


def _senders(voice: Token) -> list[Token]:
    """ "The telegram says": who sent the last one before."""
    before = voice.doc[max(voice.i - _SENT, 0) : voice.i]
    sent = (word for word in reversed(before) if word.lemma_ == voice.lemma_)
    return next((found for word in sent if (found := _issuers(word) or list(_authors(word)))), [])


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
    """Whose a text is: "his post", "a White House statement", "a statement by the ministry"."""
    for child in voice.children:
        if child.dep_ in ("nmod:poss", "compound") or (
            child.dep_ in ("nmod", "obl") and any(case.lower_ in BY for case in child.children)
        ):
            yield child


def _points(agents: Sequence[Token], reading: Reading) -> bool:
    """Whether a subject is a pronoun, or a post of nobody told: "the top diplomat"."""
    if len(agents) != 1 or agents[0].lower_ in ("who", "whom"):
        return False
    word = agents[0]
    bare = word.lower_ in reading.lexicon.titles.heads and any(child.lower_ == "the" for child in word.children)
    return word.lower_ in HE or (bare and word.pos_ == "NOUN" and not reading.refer(word))


def _told(verb: Token, agents: Sequence[Token], reading: Reading, skip: Container[int]) -> tuple[EntityCandidate, ...]:
    """Who may speak: the subjects of the parse, or whom the words beside a verb name where it gives no person."""
    found = speaking(verb, agents, reading)
    parsed = decision.speakers(found)
    if speakers.people(parsed, reading) or any(agent.lower_ in HE for agent in agents):
        return found
    before = verb.doc[max(verb.i - 1, 0)]
    inverted = before.i in skip or before.is_quote or before.text in (",", "–", "—")
    near = speakers.in_front(verb, reading, skip)
    if near is None and inverted and not parsed:
        near = speakers.behind(verb, reading, skip)
    if near is None or (parsed and not speakers.people([near], reading)):
        return found
    return speaking(verb, [reading.doc[near.end - 1]], reading) or found
