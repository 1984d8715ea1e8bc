"""Bytes to clean text, saying what had to be repaired."""

import codecs
import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from kg.errors import SourceError
from kg.sources import formats

LONGEST_TEXT = 1_000_000
"""Characters in one document; annotating takes about a gigabyte of memory for as many."""
LONGEST_WORD = 500
"""Characters without a blank that the tokenizer is given; its time grows with the square of a word's length."""
LONGEST_SENTENCE = 4_000
"""Characters without an end of sentence or line."""
MOST_MARKS = 30
"""Combining marks in a row, as in the Stream-Safe Text Format of UAX #15; composing takes time as their square."""

MOST_REPLACED = 1 / 3
"""Of a text's characters, those that may be such as could not be decoded; more are in another encoding, or no text."""
LONGEST_LINE = 1_000
"""Characters of a title, a source or an address."""

_JOINER = "\u034f"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029](?!\n)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_REFERENCE = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {char: byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
_BEHIND = "".join(re.escape(char) for char, byte in _BYTES.items() if byte < 0xC0)
_TWICE = re.compile(f"[ÂÃ][{_BEHIND}]|â[€‚„][{_BEHIND}]")
"""A letter or a mark in UTF-8 that was taken for Windows-1252; none of them begins a word of a language as it is."""
_WORD = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}")
_SENTENCE = re.compile(rf"(?<![^.!?\n])[^.!?\n]{{{LONGEST_SENTENCE},}}")
_BLANK = re.compile(r"\s")
_MARKED = re.compile(rf"[\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")
_WESTERN = re.compile(r"[\u00a0-\u00bf\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00fe‚„…‘’“”•–—™€ŠšŽžŒœŸ†‡‰ˆ˜ƒ‹›\x00-\x7f]*")


class About(NamedTuple):
    """What is told about a text, and flags for what was cut."""

    title: str | None
    url: str | None
    source: str | None
    flags: tuple[str, ...]


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes, and flags for what was guessed or replaced. Raises SourceError for what is no text."""
    mark, encoding = next((found for found in _MARKS if data.startswith(found[0])), (b"", "utf-8"))
    data = data[len(mark) :]
    flags: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text, flags = _marked(data, encoding) if mark else _guess(data)
    if reason := formats.of_bytes(data if encoding == "utf-8" else text.encode("utf-8", "replace")):
        raise SourceError(reason)
    if text.count("\ufffd") > MOST_REPLACED * len(text):
        raise SourceError("no text in UTF-8, UTF-16 or Windows-1252; save it in UTF-8, for example with iconv")
    return text.lstrip("\ufeff"), flags if encoding == "utf-8" else (f"decoded:{encoding}", *flags)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    return data.decode(encoding, "replace"), (f"replaced:invalid {encoding.upper()}",)


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Damaged UTF-8 where most of it is well-formed, else Windows-1252 where that gives usual characters."""
    replaced = data.decode("utf-8", "replace")
    damaged, foreign = replaced.count("\ufffd"), sum(char > "\x7f" for char in replaced)
    western = data.decode("cp1252", "replace")
    if foreign > 2 * damaged or not _WESTERN.fullmatch(western):
        return replaced, ("replaced:invalid UTF-8",)
    return western, ("decoded:cp1252",)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it is stored (NFC, lines ending in \\n), and flags for what was repaired.

    Everything keeps the length, so that offsets stay true, but NFC, character references ("&#8217;"), letters decoded
    twice ("Ã©"), overlong words and endless rows of combining marks.
    Raises SourceError if the text is empty or too long.
    """
    if len(text) > LONGEST_TEXT:
        raise SourceError(f"{len(text):,} characters in one document, more than {LONGEST_TEXT:,}; split it")
    flags = []
    for repair in _REPAIRS:
        repaired, flag = repair(text)
        if flag and repaired != text:
            flags.append(flag)
        text = repaired
    if not text.strip():
        raise SourceError("empty")
    return text, tuple(flags)


def clean_line(text: str) -> str:
    """A title, id or name on one line, decoded, without control characters and surrogates."""
    decoded = _decoded_twice(_references(text)[0])[0]
    plain = unicodedata.normalize("NFC", _stream_safe(_SURROGATE.sub("\ufffd", decoded))[0])
    return " ".join(_CONTROL.sub(" ", plain).split())


def about(title: str | None, url: str | None, source: str | None) -> About:
    """What is told about a text, each on one line and cut where it is too long; of an address nothing is left then."""
    lines, flags = [], []
    for name, given in (("title", title), ("url", url), ("source", source)):
        line = clean_line(given or "")
        if len(line) > LONGEST_LINE:
            flags.append(f"cut:{name} of over {LONGEST_LINE} characters")
            line = "" if name == "url" else line[:LONGEST_LINE].rstrip()
        lines.append(line or None)
    return About(lines[0], lines[1], lines[2], tuple(flags))


def _line_ends(text: str) -> tuple[str, str]:
    return _LINE_END.sub("\n", text).replace("\r", " "), ""


def _surrogates(text: str) -> tuple[str, str]:
    return _SURROGATE.sub("\ufffd", text), "replaced:lone surrogate"


def _references(text: str) -> tuple[str, str]:
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text), "decoded:character references"


def _decoded_twice(text: str) -> tuple[str, str]:
    return _TWICE.sub(lambda found: _once(found[0]), text), "decoded:UTF-8 taken for Windows-1252"


def _once(found: str) -> str:
    try:
        return bytes(_BYTES[char] for char in found).decode("utf-8")
    except UnicodeDecodeError:
        return found


def _controls(text: str) -> tuple[str, str]:
    return _CONTROL.sub(" ", text), "replaced:control character"


def _stream_safe(text: str) -> tuple[str, str]:
    """The text with a joiner that is not seen after every so many combining marks."""
    return _MARKED.sub(lambda run: _joined(run[0]), text), f"parted:over {MOST_MARKS} combining marks"


def _joined(run: str) -> str:
    parts, marks = [], 0
    for char in run:
        whole = unicodedata.normalize("NFD", char)
        marks = marks + len(whole) if unicodedata.combining(whole[0]) else len(whole) - 1
        if marks > MOST_MARKS:
            parts.append(_JOINER)
            marks = len(whole)
        parts.append(char)
    return "".join(parts)


def _composed(text: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", text), ""


def _long_words(text: str) -> tuple[str, str]:
    return _WORD.sub(lambda word: word[0][:LONGEST_WORD], text), f"cut:word of over {LONGEST_WORD} characters"


def _long_sentences(text: str) -> tuple[str, str]:
    return _SENTENCE.sub(lambda run: _broken(run[0]), text), f"broken:sentence of over {LONGEST_SENTENCE} characters"


def _broken(run: str) -> str:
    """The run with line ends instead of some blanks, so that no line is longer than a sentence may be."""
    parts, begin, last = [], 0, 0
    for blank in _BLANK.finditer(run):
        if blank.start() - begin > LONGEST_SENTENCE:
            parts.append(run[begin:last])
            begin = last + 1
        last = blank.start()
    if len(run) - begin > LONGEST_SENTENCE:
        parts.append(run[begin:last])
        begin = last + 1
    return "\n".join([*parts, run[begin:]])


_REPAIRS: tuple[Callable[[str], tuple[str, str]], ...] = (
    _line_ends,
    _references,
    _decoded_twice,
    _surrogates,
    _controls,
    _stream_safe,
    _composed,
    _long_words,
    _long_sentences,
)
