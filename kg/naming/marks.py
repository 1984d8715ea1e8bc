"""Marks of quotation in a text: which open, and where what they open is closed.

What follows a mark is looked up in lists made once for a text, so that each of many marks costs no more than one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

LONGEST = 4000
"""Characters within which a mark must be closed that opens anything."""

_MARK = re.compile(r"[“”„«»\"‘’']|``")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*([“\"‘]))")
_CLOSES = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'", "``": "'"}
_APOSTROPHE = re.compile(r"\w[’'](?=[\s,.)]|$)")
_STOP = re.compile(r"[.\n]|$")

Stretch = tuple[int, int]


class Marks:
    """The marks of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._marks = list(_MARK.finditer(text))
        self._starts = [mark.start() for mark in self._marks]
        self._closers: dict[str, list[Stretch]] = {}
        self._ends: dict[tuple[str, int], Stretch | None] = {}

    def spans(self) -> Iterator[Stretch]:
        """Where the quotations that lie in no other begin and end, marks left out."""
        place = 0
        for mark in self._marks:
            if mark.start() < place or not self._opens(mark):
                continue
            if close := self._closing(mark):
                yield mark.end(), close[0]
                place = close[1]

    def _opens(self, mark: re.Match[str]) -> bool:
        before = self.text[mark.start() - 1 : mark.start()]
        after = self.text[mark.end() : mark.end() + 1]
        if mark[0] in "”’»" or not after or after.isspace():
            return False
        return mark[0] in "“„«" or not before or before.isspace() or before in "([—–-:,"

    def _closing(self, opening: re.Match[str]) -> Stretch | None:
        """Where the closing mark of a quotation begins and ends; the same place twice where there is none."""
        end = self._end(opening[0], opening.end())
        return end if end and end[1] <= opening.end() + LONGEST else None

    def _end(self, opening: str, place: int) -> Stretch | None:
        """What closes that which an opening before `place` opens, however far away.

        A quotation of several paragraphs is opened anew in each and closed in the last; one that is not closed before
        the next paragraph and not opened anew there ends with its paragraph, if its marks are not those of an
        apostrophe.
        """
        passed, end = [], None
        while (key := (opening, place)) not in self._ends:
            passed.append(key)
            close, paragraph = self._close(_CLOSES[opening], place), self._paragraph(place)
            if paragraph is None or (close and close[0] < paragraph[2]):
                end = close or self._unclosed(opening, place)
                break
            if not self.text.startswith(opening, paragraph[1]):
                end = None if opening in "'‘" else (paragraph[0], paragraph[0])
                break
            place = paragraph[1] + 1
        else:
            end = self._ends[key]
        self._ends |= dict.fromkeys(passed, end)
        return end

    def _unclosed(self, opening: str, place: int) -> Stretch | None:
        """The end of the last paragraph of a text."""
        end = len(self.text.rstrip())
        return None if opening in "'‘" or place >= len(self.text) else (end, end)

    def _close(self, closers: str, place: int) -> Stretch | None:
        """The first mark from a place on that closes as one of `closers` does."""
        if closers not in self._closers:
            closing = (mark for mark in self._marks if mark[0] in closers and self._closes(mark))
            self._closers[closers] = [mark.span() for mark in closing]
        known = self._closers[closers]
        first = bisect_left(known, (place, 0))
        return known[first] if first < len(known) else None

    def _closes(self, mark: re.Match[str]) -> bool:
        before, after = self.text[mark.start() - 1], self.text[mark.end() : mark.end() + 1]
        if mark[0] in "’'":
            return not (after.isalnum() or before.isspace()) and not self._possessive(mark)
        return mark[0] != '"' or not before.isspace() or not after.isalnum()

    def _possessive(self, mark: re.Match[str]) -> bool:
        """ "Ministers’ Meeting": the apostrophe of a plural, if a mark that closes comes later in the sentence."""
        if self.text[mark.start() - 1] != "s" or not self.text[mark.end() : mark.end() + 2].strip():
            return False
        following = bisect_left(self._apostrophes, mark.end())
        stop = self._stops[bisect_left(self._stops, mark.end())]
        return following < len(self._apostrophes) and self._apostrophes[following] + 2 <= stop

    @cached_property
    def _apostrophes(self) -> list[int]:
        """Where marks stand behind a word as a closing one does."""
        return [match.start() for match in _APOSTROPHE.finditer(self.text)]

    @cached_property
    def _stops(self) -> list[int]:
        return [match.start() for match in _STOP.finditer(self.text)]

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int, int]]:
        """Where the gaps between paragraphs begin and end, and where the text goes on, behind a mark that opens it."""
        return [(m.start(), m.end(), m.end(1) if m[1] else m.end()) for m in _PARAGRAPH.finditer(self.text)]

    def _paragraph(self, place: int) -> tuple[int, int, int] | None:
        first = bisect_left(self._paragraphs, (place, 0, 0))
        return self._paragraphs[first] if first < len(self._paragraphs) else None
