"""Words given without quotation marks: the turns of a transcript, a statement in the first person, and what stands
behind "X said:" or "The following statement was released by X" on a line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.extraction.arguments.agents import sides
from kg.extraction.coreference import PEOPLE, Reading, Reference
from kg.extraction.statements import decision
from kg.extraction.statements.attribution import Attributed
from kg.extraction.statements.cues import Saying, sayings, speaking
from kg.lexicon.forms import Words
from kg.naming.quotations import Quotation
from kg.parse import Span

_HEAD = re.compile(r"^(?P<head>[^\n]*\S)[ ]*\n\s*(?=[^\s“\"‘'])", re.MULTILINE)
_LONGEST = 2_000  # characters of a line above "Begin text"


@cache
def _opening(phrases: Words) -> re.Pattern[str]:
    """A line, or its beginning, behind which words are given whole: "Begin text:"."""
    return re.compile(rf"\s*(?:{_any_of(phrases)})[:.]?\s*", re.IGNORECASE)


@cache
def _ending(phrases: Words) -> re.Pattern[str]:
    """The beginning of a line above which they have ended: "Notes to editors"."""
    return re.compile(rf"^[^\S\n]*+(?:{_any_of(phrases)})(?!\w)", re.IGNORECASE | re.MULTILINE)


@cache
def _following(nouns: Words) -> re.Pattern[str]:
    """A line that brings them: "The text of the following joint statement", "The following is a statement"."""
    noun = rf"(?:joint )?(?:{_any_of(nouns)})\b"
    below = rf"the (?:full )?(?:text of the )?following {noun}|the following is (?:the text of )?an? {noun}"
    return re.compile(below, re.IGNORECASE)


def _any_of(phrases: Words) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))


def verbatim(reading: Reading) -> list[Attributed]:
    """The statements of a document that are given verbatim, each with who made it."""
    return list(_introduced_by_lines(reading)) or list(_turns(reading))


def _turns(reading: Reading) -> Iterator[Attributed]:
    """The turns of persons and holders of posts, each whole."""
    for turn, speaker in reading.turns.items():
        said = reading.doc[turn.start : turn.stop]
        quotation = _cut(reading, said.start_char, said.end_char)
        if quotation and _people([speaker], reading) and len(quotation.words) >= decision.LEAST:
            yield Attributed([quotation], None, (speaker,))


def _introduced_by_lines(reading: Reading) -> Iterator[Attributed]:
    """Texts below a line that introduces them."""
    text = reading.document.text
    speech = reading.lexicon.speech
    ends = [match.start() for match in _ending(speech.ending).finditer(text)]
    place = 0
    while head := _HEAD.search(text, place):
        place = head.end("head")
        said = _introduced(reading, head)
        if said is None:
            continue
        begin = head.end()
        if opening := _opening(speech.opening).match(text, begin):
            begin = opening.end()
        end = bisect_right(ends, begin)
        stop = _next_introduction(reading, begin, ends[end] if end < len(ends) else len(text))
        quotation = _cut(reading, begin, stop)
        if quotation and len(quotation.words) > 5:
            yield Attributed([quotation], *said)
            place = stop


def _introduced(reading: Reading, head: re.Match[str]) -> tuple[Saying | None, tuple[Reference, ...]] | None:
    """The last saying of a line that introduces what follows, with its speakers."""
    line, speech = head["head"], reading.lexicon.speech
    following = _following(speech.given).match(line.strip())
    if _opening(speech.opening).fullmatch(line):
        gathered = _gathered(reading, head.start())
        return (None, gathered) if gathered else None
    if not line.endswith(":") and not following:
        return None
    span = reading.doc.char_span(head.start("head"), head.end("head"))
    if span is None:
        return None
    if following:
        released = _released(reading, span)
        return (None, released) if released else None
    found = [s for s in sayings(reading, span, _Outside(span)) if s.speakers and s.base in speech.introducing]
    return (found[-1], found[-1].speakers) if found else None


@dataclass(frozen=True)
class _Outside:
    """All tokens but those of a line."""

    line: Span

    def __contains__(self, i: object) -> bool:
        return not (isinstance(i, int) and self.line.start <= i < self.line.end)


def _gathered(reading: Reading, begin: int) -> tuple[Reference, ...]:
    """Those who met, as the line above "Begin text" tells: the persons among them, or else their sides."""
    first = max(begin - _LONGEST, 0)
    above = reading.document.text[first:begin].rstrip()
    line = reading.doc.char_span(first + above.rfind("\n") + 1, first + len(above))
    doers = [token for token in line or () if token.dep_.startswith("nsubj") and token.head.dep_ == "ROOT"]
    found = [ref for token in doers for ref in reading.refer(token)]
    return _people(found, reading) or tuple(sides(found, reading))


def _people(references: Iterable[Reference], reading: Reading) -> tuple[Reference, ...]:
    return tuple(ref for ref in references if reading.known(ref.entity).kind in PEOPLE)


def _released(reading: Reading, line: Span) -> tuple[Reference, ...]:
    """Those named behind "by": the persons among them, or else all."""
    after = next((token.i + 1 for token in line if token.lower_ == "by"), line.end)
    found = decision.speakers(speaking(line[0], reading.doc[after : line.end], reading))
    return _people(found, reading) or found


def _next_introduction(reading: Reading, begin: int, end: int) -> int:
    """Where the next line that introduces somebody's words begins."""
    for head in _HEAD.finditer(reading.document.text, begin, end):
        if head.start() > begin and _introduced(reading, head):
            return head.start()
    return end


def _cut(reading: Reading, begin: int, end: int) -> Quotation | None:
    text = reading.document.text
    end = begin + len(text[begin:end].rstrip())
    span = reading.doc.char_span(begin, end) if begin < end else None
    return Quotation(begin, end, span.start, span.end, text[begin:end]) if span else None
