"""What is no text, page or line of JSON: recognised by its bytes or its name, with what can be done about it."""

import codecs
import re

from kg.sources.words import words

HEAD = 8192
"""Bytes or characters at the beginning that a format is told by."""

_TO_TEXT = "save it as plain text first"
_TABLE = f'a table; write each text as a line of JSON with "id" and "text" in a .jsonl file, or {_TO_TEXT}'
_PDF = "a PDF; convert it to text first, for example with pdftotext"
_WORD = f"a document of a word processor; {_TO_TEXT}"
_FEED = 'a feed; save the pages it names, or write each entry as a line of JSON with "id" and "text" in a .jsonl file'
_XML = f"XML; {_TO_TEXT}, or each text as a line of JSON in a .jsonl file"
_MARKED = "Markdown or the like; if its marks may stand in the text, rename it to .txt"
_ARRAY = "a JSON array; write one object a line in a .jsonl file, for example with jq -c '.[]'"
_SPREAD = "JSON spread over several lines; write one object a line in a .jsonl file, for example with jq -c ."
_LINES = "lines of JSON; rename it to .jsonl"
_JSON = "JSON; rename it to .jsonl if it has one object a line"
_PACKED = "packed; unpack it first"
_BINARY = "a binary file, not text; convert it to text first"
_SUBTITLES = "subtitles; save what is said as plain text, without the times"
_SLIDES = f"slides; {_TO_TEXT}"
_GRAPH = "RDF, a graph already; name texts, from which one is made"
_PICTURE = "a picture; read its text first, for example with tesseract"
_SPOKEN = "sound or film; write down what is said first"
_PACKED_PAGE = "a page packed with its pictures; save it as .html"
_SETTINGS = f"written for programs; {_TO_TEXT}, or each text as a line of JSON in a .jsonl file"
_FETCH = "the address of a page; fetch it first, for example with curl -o page.html, and name the file"

ENDINGS = {
    **dict.fromkeys((".md", ".markdown", ".rst", ".adoc", ".org", ".tex", ".textile", ".wiki", ".mediawiki"), _MARKED),
    **dict.fromkeys((".csv", ".tsv", ".xls", ".xlsx", ".ods", ".parquet"), _TABLE),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), _WORD),
    **dict.fromkeys((".rss", ".atom"), _FEED),
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".zst"), _PACKED),
    **dict.fromkeys((".srt", ".vtt", ".sub", ".ass"), _SUBTITLES),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), _SLIDES),
    **dict.fromkeys((".ttl", ".nt", ".nq", ".n3", ".trig", ".rdf", ".owl", ".jsonld"), _GRAPH),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".svg"), _PICTURE),
    **dict.fromkeys((".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".mov", ".mkv", ".webm"), _SPOKEN),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), _PACKED_PAGE),
    **dict.fromkeys((".yaml", ".yml", ".toml", ".ini", ".sql"), _SETTINGS),
    ".pdf": _PDF,
    ".xml": _XML,
    ".json": _JSON,
    ".epub": f"a book; {_TO_TEXT}",
    ".eml": f"a mail; {_TO_TEXT}",
    ".mbox": f"a box of mails; {_TO_TEXT}",
}
"""What a file is that ends so, and what to do."""

_MAGIC = (
    (b"%PDF-", _PDF),
    (b"{\\rtf1", _WORD),
    (b"\xd0\xcf\x11\xe0", _WORD),
    (b"\x1f\x8b", "packed; name it with the ending .gz after that of its kind"),
    (b"\xfd7zXZ", "packed; name it with the ending .xz after that of its kind"),
    (b"BZh", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    *((magic, _BINARY) for magic in (b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"SQLite format 3\x00")),
)
"""How files of a kind begin; what is all letters and digits is believed where control characters follow."""
_ZIPPED = ((b"word/", _WORD), (b"xl/", _TABLE), (b"opendocument", _WORD), (b"epub", ENDINGS[".epub"]))

_PROLOG = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^>]*+>)*+", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*+)")
_FEEDS = {"rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml"}
_ADDRESS = re.compile(r"(?:https?|ftps?|file|gs|s3):/|www\.", re.IGNORECASE)
_COLUMN = re.compile(r'"?[A-Za-z_][\w .-]{0,40}"?')
_BLANK = "\ufeff \t\r\n"
_DELIMITERS = (",", ";", "\t", "|")


def of_bytes(data: bytes) -> str | None:
    """What bytes are that are no text, and what to do; None if they may be text."""
    return _by_magic(data) or (_BINARY if _controls(data) > len(data[:HEAD]) // 10 else None)


def _by_magic(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return next((reason for sign, reason in _ZIPPED if sign in data), _PACKED)
    magic, reason = next((found for found in _MAGIC if data.startswith(found[0])), (b"", None))
    return None if magic.isalnum() and not _controls(data) else reason


def _controls(data: bytes) -> int:
    return sum(byte < 9 or 13 < byte < 32 for byte in data[:HEAD])


def of_page(text: str) -> str | None:
    """What a text in angle brackets is that is no page, and what to do."""
    root = _root(text)
    if root in _FEEDS:
        return _FEED
    return _XML if root not in ("", "html") and text.lstrip(_BLANK).startswith("<?xml") else None


def of_prose(text: str) -> str | None:
    """What a text is that is written for programs, and what to do; None for prose."""
    return of_page(text) or _of_json(text) or (_TABLE if _is_table(text) else None)


def _of_json(text: str) -> str | None:
    start = text[:HEAD].lstrip(_BLANK)
    if re.match(r"\[\s*+[{\[\"]", start) and text.rstrip().endswith("]"):
        return _ARRAY
    if not re.match(r'\{\s*+"[^"\n]{1,100}"\s*+:', start):
        return None
    return _LINES if start.splitlines()[0].rstrip().endswith("}") else _SPREAD


def of_lines(head: bytes) -> str | None:
    """What the head of a file is that claims to hold lines of JSON, and what to do; None if it may hold some."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "lines of JSON in UTF-16; save them in UTF-8"
    start = head.lstrip(_BLANK.encode())
    if re.match(rb"\[\s*+(?:[{\[\"]|$)", start):
        return _ARRAY
    return _SPREAD if re.match(rb"\{[ \t]*+\r?\n", start) else _by_magic(head)


def of_address(name: str) -> str | None:
    """What to do about an input that is an address; None if it is none.

    >>> of_address("articles/a.txt")
    >>> of_address("https://example.org/a")
    'the address of a page; fetch it first, for example with curl -o page.html, and name the file'
    """
    return _FETCH if _ADDRESS.match(name) else None


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return _root(text) == "html" or bool(re.match(r"\s*+<!doctype html", text[:HEAD], re.IGNORECASE))


def _root(text: str) -> str:
    """The name of the element that a text in angle brackets begins with, in lower case; empty if there is none."""
    head = text[:HEAD].lstrip(_BLANK)
    prolog = _PROLOG.match(head)
    found = _ROOT.match(head, prolog.end() if prolog else 0)
    return found[1].lower() if found else ""


def _is_table(text: str) -> bool:
    """Whether the first line names columns, as every line below has them."""
    first, *rest = [line for line in text[:HEAD].splitlines() if line.strip()][:5] or [""]
    for delimiter in _DELIMITERS:
        columns = first.strip(_BLANK).split(delimiter)
        named = {column.strip('"').lower() for column in columns} & words().columns
        if len(columns) > 1 and named and all(map(_COLUMN.fullmatch, columns)) and f"{delimiter} " not in first:
            return any(line.count(delimiter) >= len(columns) - 1 for line in rest)
    return False
