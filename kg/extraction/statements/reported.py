"""Indirect speech: the clause or the noun that a verb of saying reports."""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass

from kg.extraction.arguments.candidates import Marks, marks_of
from kg.extraction.coreference import Reading
from kg.extraction.grammar.factuality import negated
from kg.extraction.grammar.function_words import UNREAL
from kg.extraction.grammar.paths import path
from kg.extraction.statements.candidates import Mark, StatementCandidate
from kg.extraction.statements.cues import Saying
from kg.lexicon.words import Speech
from kg.model import EntityKind, StatementKind
from kg.parse import Span, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INFINITIVE = path(".xcomp|ccomp|advcl{>mark{lower=to}}")
_SAID = path(">ccomp{after} | >xcomp{after, >mark{lower=to}}")
"""From a verb of saying to the clause behind it."""


@dataclass(frozen=True, kw_only=True)
class Clause(StatementCandidate):
    """What a saying may report."""

    saying: Saying


def clauses(reading: Reading, sayings: Sequence[Saying], taken: Collection[int], heard: Set[int]) -> Iterator[Clause]:
    """What the sayings may report; the words of the verbs `taken` are given elsewhere, tokens `heard` word for word."""
    speech = reading.lexicon.speech
    for saying in sayings:
        whole = _span(saying, reading)
        span = _before_words(whole, heard, saying.verb, reading)
        start, end = span or (saying.verb.i, saying.verb.i)
        seen = {
            Mark.QUOTING: saying.verb.i in taken and span == whole,
            Mark.HEARD: not heard.isdisjoint(range(start, end)),
        }
        yield Clause(
            word=saying.verb,
            rule=saying.base,
            marks=marks_of(seen) | _reality(saying.verb, speech),
            arguments=saying.proposed,
            kind=StatementKind.REPORTED,
            speakers=saying.speakers,
            start=start,
            end=end,
            words=_count_words(reading, start, end),
            saying=saying,
        )


def _before_words(
    span: tuple[int, int] | None, heard: Set[int], verb: Token, reading: Reading
) -> tuple[int, int] | None:
    """A span up to what is given word for word in it, if it is a clause by itself, or to the verb that gives it.

    "Said it was late and called it ...", "said she would not sign "as long as ...""; not "said it was "late enough"".
    """
    if span is None or heard.isdisjoint(range(*span)):
        return span
    first = min(i for i in range(*span) if i in heard)
    joined = [token.i for token in verb.doc[span[0] + 1 : first] if token.dep_ == "cc" and token.head.pos_ == "VERB"]
    if joined:
        return span[0], joined[-1]
    front = _trim(reading, span[0], first)
    return front if front and _is_complete(verb.doc[slice(*front)], verb.doc[first]) else span


def _is_complete(words: Span, following: Token) -> bool:
    """Whether words are a clause that needs nothing of what follows: that is added to it, or tells when, why or how."""
    mark = next((token for token in words.doc[words.end : following.i] if not token.is_quote), None)
    apart = following.tag_ in ("IN", "WRB", "RB") or (mark is not None and (mark.text == "," or mark.tag_ == "CC"))
    return apart and words[-1].pos_ in ("NOUN", "PROPN") and any(token.tag_ in _FINITE for token in words)


def _count_words(reading: Reading, start: int, end: int) -> int:
    return sum(token.is_alpha for token in reading.doc[start:end])


def _reality(verb: Token, speech: Speech) -> Marks:
    """What tells that it was not said indeed: denied, hoped for or ahead."""
    infinitive = verb.dep_ == "xcomp"
    unreal = any(child.dep_ in ("aux", "mark") and child.lower_ in UNREAL for child in verb.children)
    seen = {
        Mark.NEGATED: negated(verb),
        Mark.AHEAD: unreal and not (infinitive and verb.head.lower_ in speech.glad),
        Mark.UNSAID: infinitive and verb.head.lemma_.lower() in speech.unsaid,
    }
    return marks_of(seen)


def _span(saying: Saying, reading: Reading) -> tuple[int, int] | None:
    speech, verb = reading.lexicon.speech, saying.verb
    word = verb.lower_
    if word == "clear":
        return _trim(reading, verb.i + 2, verb.sent.end)
    if word == "according":
        return _beside_source(verb, reading)
    if word in speech.order and (end := _ordered(saying, reading)):
        return verb.i, end
    if saying.base in speech.contrary and (end := _gerund(verb)):
        return verb.i, end
    if word in speech.clause and (span := _clause(saying, reading)):
        return span
    if word in speech.noun and not _own_voice(saying, reading):
        return _verb_with_object(verb, reading)
    return None


def _ordered(saying: Saying, reading: Reading) -> int | None:
    """End of "urged Iran to stop": a verb with its object and an infinitive, or with its preposition."""
    verb = saying.verb
    particles = reading.lexicon.speech.particles.get(saying.base, frozenset())
    parts = [child for child in verb.children if child.i > verb.i and child.dep_ not in ("punct", "conj", "cc")]
    if any(part.dep_ == "compound:prt" and part.lower_ not in particles for part in parts):
        return None  # "called off the talks"
    infinitive = any(_INFINITIVE.matches(part) for part in _with_nouns(parts))
    linked = any(case.lower_ in particles for part in parts for case in (part, *part.children))
    if (
        saying.base == "call"
        and not infinitive
        and not any(t.lower_ == "for" for t in verb.doc[verb.i + 1 : verb.i + 9])
    ):
        return None  # "called on the minister": paid a visit
    if parts and (linked or (infinitive and not particles) or _follows(verb, particles)):
        return _end_of_parts(verb, parts)
    return None


def _gerund(verb: Token) -> int | None:
    """End of "denied having asked for help"."""
    done = next((child for child in verb.children if child.dep_ == "xcomp" and child.i > verb.i), None)
    return _end_of_parts(verb, [done]) if done is not None and verb.nbor().tag_ == "VBG" else None


def _beside_source(according: Token, reading: Reading) -> tuple[int, int] | None:
    """What is said "according to" somebody: the sentence in front of it, or else what follows the next comma."""
    sent, doc = according.sent, according.doc
    if according.i - sent.start > 3:
        last = sent.end - according.i < 12 and not any(token.text == "," for token in doc[according.i : sent.end])
        return _trim(reading, sent.start, according.i) if last else None
    comma = next((token.i for token in doc[according.i : sent.end] if token.text == ","), None)
    return _trim(reading, comma + 1, sent.end) if comma is not None else None


def _with_nouns(parts: Sequence[Token]) -> Iterator[Token]:
    """The parts, and the clauses that a weak parse hangs on a noun among them."""
    for part in parts:
        yield part
        yield from (child for child in part.children if child.dep_ in ("acl", "xcomp", "advcl"))


def _follows(verb: Token, particles: Collection[str]) -> bool:
    return verb.i + 1 < verb.sent.end and verb.nbor().lower_ in particles


def _clause(saying: Saying, reading: Reading) -> tuple[int, int] | None:
    """What is said in a clause: behind the verb, or in front of it ("..., he added")."""
    verb = saying.verb
    span = _clause_behind(verb, reading) or _clause_in_front(verb, reading)
    if span and saying.base in reading.lexicon.speech.contrary:
        return min(span[0], verb.i), max(span[1], verb.i + 1)
    return span


def _clause_behind(verb: Token, reading: Reading) -> tuple[int, int] | None:
    doc = reading.doc
    if verb.lower_ not in reading.lexicon.speech.plain and _has_own_object(verb, reading):
        return None
    if (clause := _SAID.first(verb)) is not None:
        return _trim(reading, _begin(verb, clause, reading.lexicon.speech), clause.right_edge.i + 1)
    for i in range(verb.i + 1, min(verb.i + 6, verb.sent.end)):
        if doc[i].lower_ == "that" and doc[i].dep_ in ("mark", "det", "nsubj", "advmod"):
            return _trim(reading, i, verb.sent.end)
        if doc[i].is_punct or doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            break
    return None


def _begin(verb: Token, clause: Token, speech: Speech) -> int:
    """Where a clause behind a verb begins: behind "that", or at the verb where nothing else hangs on it in between."""
    begin = max(clause.left_edge.i, verb.i + 1)
    between = [token for token in verb.doc[verb.i + 1 : begin] if not token.is_space]
    apart = any(token.is_punct or token.lower_ == "that" or _hangs(token, verb, speech) for token in between)
    return begin if apart else verb.i + 1


def _hangs(token: Token, verb: Token, speech: Speech) -> bool:
    """Whether a token belongs to the verb itself: when, where, to whom. "Say" has no object, whatever the parse."""
    return token.head == verb and not (token.dep_ == "obj" and verb.lower_ in speech.plain)


def _clause_in_front(verb: Token, reading: Reading) -> tuple[int, int] | None:
    if (closed := _part_beside_saying(verb, reading)) is not None:
        return closed
    span = None
    for child in verb.children:
        if child.dep_ == "ccomp" and verb.i - child.left_edge.i > 3:
            span = _trim(reading, child.left_edge.i, _subject_start(verb))
    if verb.dep_ == "parataxis" and verb.head.i < verb.i:
        span = _trim(reading, verb.sent.start, _subject_start(verb))
    return None if span and any(i in reading.quoted for i in range(span[0], span[0] + 2)) else span


def _has_own_object(verb: Token, reading: Reading) -> bool:
    """ "Recalled its ambassador": whether the verb has an object that nobody is told."""
    base = reading.lexicon.speech.verbs[verb.lower_]
    return base not in reading.lexicon.speech.to_somebody and any(child.dep_ == "obj" for child in verb.children)


def _part_beside_saying(verb: Token, reading: Reading) -> tuple[int, int] | None:
    """ "The talks failed, the ministry said.", "The talks, he said, failed.": the longer part beside the saying."""
    doc, sent = verb.doc, verb.sent
    if verb.tag_ in ("VBG", "VB") or _has_own_object(verb, reading):
        return None
    start = _subject_start(verb)
    behind = next((child for child in verb.children if child.dep_ == "nsubj" and child.i > verb.i), verb)
    end = next((token.i for token in doc[behind.i + 1 : sent.end] if token.is_punct), sent.end)
    clause = any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD", "IN") and token.dep_ == "mark" for token in doc[behind.i : end]
    )
    if start - sent.start < 2 or doc[start - 1].text != "," or clause or end - behind.i > 8:
        return None
    front, rest = (sent.start, start - 1), (end + 1, sent.end)
    longer = front if end >= sent.end - 1 or front[1] - front[0] >= rest[1] - rest[0] else rest
    if longer == front and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[slice(*front)]):
        return None
    return _trim(reading, *longer)


def _subject_start(verb: Token) -> int:
    """Where the subject nearest in front of a verb begins, or the verb itself."""
    before = [child for child in verb.children if child.dep_.startswith("nsubj") and child.i < verb.i]
    return before[-1].left_edge.i if before else verb.i


def _verb_with_object(verb: Token, reading: Reading) -> tuple[int, int] | None:
    """ "Expressed concern about ...", "accused Iran of ...": the verb with its object."""
    if verb.dep_ == "amod" and verb.head.i > verb.i:  # "Rojas expressed concern", read as "expressed concern"
        return verb.i, verb.head.right_edge.i + (0 if verb.head.right_edge.is_punct else 1)
    if not any(child.dep_ == "obj" and child.i > verb.i for child in verb.children):
        return None
    parts = [child for child in verb.children if child.i > verb.i and child.dep_ not in ("punct", "conj", "cc")]
    said = reading.lexicon.speech.verbs
    parts = [part for part in parts if not (part.dep_ == "advcl" and part.lower_ in said and part.tag_ == "VBG")]
    return verb.i, _end_of_parts(verb, parts)


def _end_of_parts(verb: Token, parts: Sequence[Token]) -> int:
    end = max(part.right_edge.i + 1 for part in parts)
    while end > verb.i + 1 and verb.doc[end - 1].is_punct:
        end -= 1
    return end


def _own_voice(saying: Saying, reading: Reading) -> bool:
    """ "The United States condemns ...": the present tense of an office that speaks for itself."""
    kinds = {reading.known(ref.entity).kind for ref in saying.speakers}
    ours = (
        saying.verb.tag_ in ("VBZ", "VBP")
        and saying.base not in reading.lexicon.speech.accusing | reading.lexicon.speech.denying
    )
    return ours and kinds == {EntityKind.COUNTRY}


def _trim(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """A span without marks and conjunctions at its ends."""
    doc = reading.doc
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ == "that"):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return (start, end) if start < end else None
