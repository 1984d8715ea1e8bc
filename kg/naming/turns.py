"""Words given without quotation marks, each with the words that name who speaks.

The turns of a transcript ("MR. LUND: We have agreed."), a statement in which its author speaks himself ("Statement by
Foreign Minister Lund", with "I" in it), and a post with its author behind it ("Agreed. — Kari Lund (@lund) May 5").
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.naming.quotations import SMALL
from kg.parse import Doc

_LABEL = re.compile(r"^[^\S\n]*(?P<label>[^\W\d_][^\n:]{0,90}):[^\S\n]*(?:\n[^\S\n]*)?(?=\S)", re.MULTILINE)
_ASKED = re.compile(r"^[^\S\n]*(?P<label>Q)\.?(?:[^\S\n]{2,}|\t)(?=\S)", re.MULTILINE)
_AUTHOR = re.compile(
    r"^[^\S\n]*(?:(?:press|media|oral|written) )?(?:statement|remarks|message|speech|address) (?:by|from)\s"
    r"(?P<label>[^\n]{3,200})\n\s*(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
_POSTED_BY = re.compile(r"[—–-]{1,2}[^\S\n]?(?P<label>[^\W\d_][^\n()@]{2,60} \(@\w+\))")
_LINK = re.compile(r"\s(?:https?://t\.co|pic\.(?:twitter|x)\.com)/\S+\s*$")
_LINE = re.compile(r"[^\n]+")
_BRACKET = re.compile(r"\s*\([^)]*\)\s*$")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_QUOTED = re.compile(r"[“\"][^“”\"]*+[”\"]")
_I = re.compile(r"(?<![\w.])I(?:[’'](?:m|ve|d|ll))?\s+[a-z]")
_WE = re.compile(r"(?<![\w.])(?:I|[Ww]e)(?:[’'](?:m|re|ve|d|ll))?\s+[a-z]")
_MARKS = "“\"‘'«„"
_WORDS = 12  # of a label
_POST = 1_000  # characters of a post


@dataclass(frozen=True, slots=True)
class Turn:
    """What one says: tokens `start` to `stop`; tokens `label` to `behind` name who.

    `asks` marks those who only put questions or hand on the word.
    """

    label: int
    behind: int
    start: int
    stop: int
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Passage:
    """The same in characters, and the words of the label."""

    label: tuple[int, int]
    said: tuple[int, int]
    words: tuple[str, ...] = ()
    asks: bool = False


def find(doc: Doc, lexicon: Lexicon) -> list[Turn]:
    """The turns of a document, in order."""
    text, bounds = doc.text, doc.begins
    passages = list(_labelled(text, lexicon))
    if not _is_transcript(passages):
        own = [one for one in passages if _is_own_voice(one, text, lexicon)]
        passages = own or list(_posts(text)) or list(_release(text))
    found = []
    for one in passages:
        label, behind, start, stop = (bisect_left(bounds, place) for place in (*one.label, *one.said))
        found.append(Turn(label, behind, start, stop, one.asks))
    return found


# Transcripts


def _is_transcript(passages: Sequence[_Passage]) -> bool:
    """Whether labels are those of speakers: some ask and some answer, or one of several speaks twice."""
    asked = {one.asks for one in passages} == {True, False}
    spoken = Counter(one.words for one in passages if not one.asks)
    return asked or (len(spoken) > 1 and max(spoken.values()) > 1)


def _is_own_voice(passage: _Passage, text: str, lexicon: Lexicon) -> bool:
    """Whether somebody named by a post or in capitals speaks of himself: "KARI LUND: I met President Rojas."."""
    words = {word.lower() for word in passage.words}
    titled = bool(words & (lexicon.titles.heads | lexicon.names.honorifics | lexicon.titles.abbreviations.keys()))
    capitals = len(passage.words) > 1 and all(word.isupper() for word in passage.words)
    said = text[slice(*passage.said)]
    return not passage.asks and (titled or capitals) and said[0] not in _MARKS and _WE.search(said) is not None


def _labelled(text: str, lexicon: Lexicon) -> Iterator[_Passage]:
    """What may be turns: whatever stands behind a label, up to the next one; the last ends with its paragraph."""
    found = sorted((*_LABEL.finditer(text), *_ASKED.finditer(text)), key=lambda match: match.start())
    labels = [(match.span("label"), match.end(), words) for match in found if (words := _label(match["label"]))]
    ends = [start for (start, _), _, _ in labels[1:]] + [_end_of_paragraph(text, labels[-1][1])] if labels else []
    for (label, begin, words), end in zip(labels, ends, strict=True):
        said = _span(text, begin, end)
        if _SENTENCE.search(text[slice(*said)]):  # unlike in a list of names
            outer = (words[0].lower().rstrip("."), words[-1].lower())
            yield _Passage(label, said, words, any(lexicon.speech.labels.get(word) == "asking" for word in outer))


def _label(text: str) -> tuple[str, ...]:
    """The words of a label: a name or a post, whose words of weight all have capitals, or those of somebody unnamed."""
    words = tuple(_WORD.findall(_BRACKET.sub("", text)))
    named = all(word[0].isupper() or word.lower() in SMALL for word in words[1:])
    fits = 0 < len(words) <= _WORDS and words[0][0].isupper()
    return words if fits and (named or words[0].lower() in ("a", "the")) else ()


def _end_of_paragraph(text: str, begin: int) -> int:
    last = _PARAGRAPH.search(text, begin)
    return last.start() if last else len(text)


def _span(text: str, begin: int, end: int) -> tuple[int, int]:
    return begin, begin + len(text[begin:end].rstrip())


# Single voices


def _posts(text: str) -> Iterator[_Passage]:
    """Posts as pages show them, each a paragraph with its author behind it."""
    for match in _POSTED_BY.finditer(text):
        before = text[max(match.start() - _POST, 0) : match.start()].rpartition("\n")[2]
        yield _Passage(match.span("label"), _span(text, match.start() - len(before), match.start() - _link(before)))


def _link(post: str) -> int:
    """Length of a link at the end of a post."""
    link = _LINK.search(post)
    return len(link[0]) if link else 0


def _release(text: str) -> Iterator[_Passage]:
    """The text below "Statement by Foreign Minister Lund", where "I" is in it, up to the end."""
    author = _AUTHOR.search(text)
    if author is None:
        return
    lines = (line for line in _LINE.finditer(text, author.end()) if _SENTENCE.search(line[0]))
    begin = next((line.start() for line in lines), len(text))
    said = _span(text, begin, len(text))
    if _I.search(_QUOTED.sub("", text[slice(*said)])):
        yield _Passage(author.span("label"), said)
