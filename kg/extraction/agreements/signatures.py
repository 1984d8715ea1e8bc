"""Signing that is told apart from an instrument's name: "Lund signed for Norway", "Done at Geneva"."""

from collections.abc import Iterator

from kg.extraction.agreements.actions import Act
from kg.extraction.arguments.agents import agents
from kg.extraction.arguments.circumstances import Circumstances
from kg.extraction.coreference import Reading, Reference, unique
from kg.extraction.grammar.factuality import Reality
from kg.model import ActionType, EntityKind, Modality
from kg.parse import Token


def signatures(reading: Reading) -> Iterator[tuple[Token, list[Reference]]]:
    """ "Lund signed for Norway and Rojas for Chile": the verb, and who signs."""
    verbs = reading.lexicon.agreements.verbs
    for token in reading.words({word for word, type_ in verbs.items() if type_ is ActionType.SIGNED}):
        if token.tag_ in ("VBD", "VBZ", "VBN"):
            following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 4]]
            if following[:1] == ["for"] or following == ["on", "behalf", "of"]:
                yield token, unique([*_signer(token, reading), *_next_signers(token, reading)])


def _signer(verb: Token, reading: Reading) -> list[Reference]:
    """The subject, or else the last person named before the verb in its sentence."""
    before = range(verb.i - 1, max(verb.sent.start, verb.i - 15) - 1, -1)
    last = next((i for i in before if i in reading.people_tokens), None)
    found = agents(verb, reading)
    if any(reading.known(ref.entity).kind is EntityKind.PERSON for ref in found) or last is None:
        return found
    return reading.refer(reading.doc[last])[:1]


def _next_signers(verb: Token, reading: Reading) -> Iterator[Reference]:
    """ "... and Rojas for Chile": those who sign for others in what is left of the sentence."""
    for i in range(verb.i + 1, verb.sent.end - 1):
        if i in reading.people_tokens and reading.doc[i].following == "for":
            yield from reading.single(reading.doc[i])


def formula(reading: Reading, circumstances: Circumstances) -> Iterator[Act]:
    """ "Done at Geneva, this second day of May": the closing formula of an instrument."""
    for token in reading.words(reading.lexicon.agreements.closing):
        if token.is_sent_start and reading.doc[token.i + 1 : token.i + 2].text.lower() in ("in", "at"):
            found = Reality(Modality.OCCURRED)
            time = circumstances.when(token, found.modality)
            yield Act(token, ActionType.SIGNED, found, time=time, place=circumstances.where(token))
