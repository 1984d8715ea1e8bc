"""Which saying a quotation belongs to: the one in front of it, the one behind, or that of the quotation before."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extraction.coreference import Reading, Reference
from kg.extraction.statements import speakers
from kg.extraction.statements.cues import Saying
from kg.naming.quotations import Quotation

_JOINED = re.compile(r"[”\"’'»]*[\s,]*(?:and|or|but|as)?(?: that| also| as)?\s*[“\"‘'«]?")
_BREAK = re.compile(r"\n\s*\n|\n\s*$")
_SMALL = re.compile(r"[”\"’'»]\s?[a-z]")
_GAP = 200  # characters between two quotations of one statement
_FAR = 100  # tokens from the end of a sentence back to who speaks in it
_FULL_STOP = re.compile(r"[.!?…][”\"’'»)\]]*\s*$")


class Sayings:
    """The sayings of a document, by their places."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._all, self._places = sayings, [saying.verb.i for saying in sayings]
        self._at = {saying.verb.i: saying for saying in reversed(sayings)}

    def at(self, i: int) -> Saying | None:
        """The saying whose verb is a token."""
        return self._at.get(i)

    def among(self, start: int, end: int) -> Sequence[Saying]:
        """The sayings whose verbs are among the tokens `start` to `end` (exclusive)."""
        first = bisect_left(self._places, start)
        return self._all[first : bisect_left(self._places, end, first)]


@dataclass(slots=True)
class Attributed:
    """Quotations that make one statement, the saying that goes with them, and who speaks."""

    quotations: list[Quotation]
    saying: Saying | None
    speakers: tuple[Reference, ...] = field(default=())


def attribute(reading: Reading, quotations: Sequence[Quotation], sayings: Sequence[Saying]) -> list[Attributed]:
    """The statements that the quotations may make, also without a speaker."""
    text = reading.document.text
    told = Sayings(sayings)
    found: list[Attributed] = []
    for index, quotation in enumerate(quotations):
        last = found[-1] if found else None
        before = quotations[index - 1] if index else None
        gap = text[before.end : quotation.begin] if before else ""
        following = quotations[index + 1].start if index + 1 < len(quotations) else len(reading.doc)
        preceding = before.stop if before else 0
        saying = _saying_of(reading, quotation, told, preceding, following)
        if last and last.quotations[-1] is before and (_is_joined(last, saying, gap) or _goes_on(last, saying, gap)):
            last.quotations.append(quotation)
            continue
        found.append(_attributed(quotation, saying, found, told, reading))
    return found


def _attributed(
    quotation: Quotation, saying: Saying | None, found: Sequence[Attributed], told: Sayings, reading: Reading
) -> Attributed:
    if saying and saying.pointing and (goes_on := _speaker_before(quotation, told, reading)):
        return Attributed([quotation], saying, goes_on)
    if saying and saying.speakers:
        return Attributed([quotation], saying, saying.speakers)
    last = found[-1] if found else None
    if saying and saying.voice and last:
        return Attributed([quotation], saying, last.speakers)
    if saying is None and last and last.speakers and _stands_alone(quotation, last.quotations[-1], reading):
        return Attributed([quotation], last.saying, last.speakers)
    return Attributed([quotation], saying)


def _speaker_before(quotation: Quotation, told: Sayings, reading: Reading) -> tuple[Reference, ...]:
    """The one person told to say something in the sentence in front of a quotation, whom "he said" means behind it."""
    i = quotation.start - 1
    while i > 0 and (reading.doc[i].is_space or reading.doc[i].is_punct):
        i -= 1
    before = reading.sentence(i) if i > 0 else range(0)
    said = told.among(max(before.start, before.stop - _FAR), before.stop)
    speaking = [saying.speakers for saying in said if speakers.people(saying.speakers, reading)]
    return speaking[-1] if speaking and len(speaking[-1]) == 1 else ()


def _is_joined(last: Attributed, saying: Saying | None, gap: str) -> bool:
    """Whether nothing but marks stands between two quotations, and no saying of its own begins a paragraph."""
    apart = saying is not None and last.saying is not None and _BREAK.search(gap)
    return len(gap) < _GAP and _JOINED.fullmatch(gap) is not None and not apart


def _goes_on(last: Attributed, saying: Saying | None, gap: str) -> bool:
    """ "...," he said. "...": what follows in the same paragraph without a saying of its own."""
    return last.saying is not None and saying in (None, last.saying) and len(gap) < _GAP and not _BREAK.search(gap)


def _stands_alone(quotation: Quotation, before: Quotation, reading: Reading) -> bool:
    """A quotation that is a sentence of its own, right behind the one before."""
    between = reading.document.text[before.end : quotation.begin]
    whole = quotation.text[-1] in ".!?" and quotation.text[0].isupper()
    return whole and not re.search(r"\w", between)


def _saying_of(
    reading: Reading, quotation: Quotation, sayings: Sayings, preceding: int, following: int
) -> Saying | None:
    """The saying of a quotation, sought between the quotation before and the one after."""
    behind = _saying_behind(reading, quotation, sayings, following)
    ahead = _saying_in_front(reading, quotation, sayings, preceding)
    if ahead and ahead.verb.i >= quotation.start - 4:
        return ahead
    return behind or ahead


def _saying_behind(reading: Reading, quotation: Quotation, sayings: Sayings, following: int) -> Saying | None:
    """ "...," said Mr. Singh: the first verb behind a quotation that does not end its sentence."""
    text = reading.document.text
    if quotation.text[-1] == "." or _FULL_STOP.match(text[quotation.end : quotation.end + 1]):
        return None
    for token in reading.doc[quotation.stop : following]:
        if token.text in (".", ";", ":") or (token.is_space and token.text.count("\n")):
            return None
        saying = sayings.at(token.i)
        if saying and saying.verb.tag_ == "VBG" and saying.verb.dep_ != "case" and saying.verb.lower_ != "according":
            continue  # "Lund, speaking in Oslo, said"
        if saying or (token.tag_ in ("VBD", "VBZ", "VBP") and not token.dep_.startswith("aux")):
            return saying
    return None


def _saying_in_front(reading: Reading, quotation: Quotation, sayings: Sayings, preceding: int) -> Saying | None:
    """ "Mr. Singh said, "...": the last saying in front of a quotation in the same sentence."""
    doc = reading.doc
    i = quotation.start - 1
    while i > 0 and (doc[i].is_quote or (doc[i].is_space and (doc[i].text.count("\n") < 2 or doc[i - 1].text == ":"))):
        i -= 1
    if i < 0 or doc[i].text in (".", "!", "?") or doc[i].is_space:
        return None
    own = sayings.among(max(doc[i].sent.start, preceding), i + 1)
    above = [saying for saying in own if saying.verb.is_ancestor(doc[quotation.start])]
    near = own[-1] if own else None
    if near and above and above[-1] is not near and near.verb.i < quotation.start - 4:
        return above[-1]
    return near
