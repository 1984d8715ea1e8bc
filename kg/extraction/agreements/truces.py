"""Which truces are particular ones, and where they hold."""

from kg.extraction.coreference import Reading
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.parse import Span, Token

_SOUGHT = path(".obj <{tag=VB, >mark{lower=to}}")


def is_particular(noun: Token, before: Span, end: int, reading: Reading) -> bool:
    """Whether a truce is more than one of arms, or is told to hold, or is sought for a place.

    `before` are the words before its title, `end` is behind that.
    """
    listed, first = reading.lexicon.agreements, before.end
    composed = {token.lower_ for token in noun.doc[first:end]} & (listed.exchanges | listed.nouns.keys())
    loose = {token.lower_ for token in before}
    holds = noun.dep_.startswith("nsubj") and entry(noun.head, listed.holding) in listed.holding
    sought = _SOUGHT.matches(noun) and entry(noun.head.head, listed.labours) in listed.labours
    somewhere = sought and reach(end, reading) > end
    return len(composed) > 1 or (bool(loose & listed.standing_still) and "the" in loose) or holds or somewhere


def reach(end: int, reading: Reading) -> int:
    """Behind "in Peru" that follows the title of a truce."""
    name = reading.names.at(end + 1) if reading.doc[end : end + 1].text == "in" else None
    return name.end if name is not None else end
