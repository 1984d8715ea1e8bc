"""The article of a web page with its title, date and address."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from kg.errors import SourceError

DEEPEST = 200
"""Levels of nesting that the page's parser keeps; it drops what lies deeper without a word."""
LONGEST_TAG = 10_000
"""Characters; the parser's time grows with the square of the number of attributes."""

_BLOCK = re.compile(r"<(/?)(?:div|section|article|main|span|table|tbody|tr|td|ul|ol|li|blockquote|b|i|em|font)\b", re.I)
_LONG_TAG = re.compile(rf"<(\w+)\b[^<>]{{{LONGEST_TAG},}}>")
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}  # a guess would need today's date


@dataclass(frozen=True)
class Page:
    """What a web page tells about its article."""

    text: str
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    source: str | None = None
    flags: tuple[str, ...] = ()


def parse(html: str) -> Page:
    """The article of a page. A page too deep or too poor for the extractor gives all its visible text, and is flagged.

    Raises SourceError if the page declares entities.
    """
    if re.search(r"<!ENTITY", html, re.IGNORECASE):
        raise SourceError("the page declares entities; save it without its document type")
    flags: tuple[str, ...] = () if "</html>" in html.lower() or "<html" not in html.lower() else ("truncated:html",)
    html = _LONG_TAG.sub(r"<\1>", html)
    found = _article(html)
    if not found.text or _depth(html) > DEEPEST:
        return replace(found, text=_visible(html), flags=(*flags, "extracted:all visible text"))
    return replace(found, flags=flags)


def _article(html: str) -> Page:
    from trafilatura import bare_extraction  # takes 0.2 s, which inputs of other kinds need not pay
    from trafilatura.settings import Document

    found = bare_extraction(
        html, with_metadata=True, include_comments=False, deduplicate=False, date_extraction_params=_DATES
    )
    if not isinstance(found, Document):
        return Page("")
    return Page(found.text or "", found.title, _date(found.date), found.url, found.sitename)


def _depth(html: str) -> int:
    depth = deepest = 0
    for tag in _BLOCK.finditer(html):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def _visible(html: str) -> str:
    reader = _Visible()
    reader.feed(html)
    reader.close()
    return "\n".join(line for line in ("".join(reader.parts)).splitlines() if line.strip())


class _Visible(HTMLParser):
    """Collects the text outside scripts and styles, with a line end at every block."""

    HIDDEN = ("script", "style", "noscript", "template", "title")
    INLINE = ("a", "b", "i", "em", "strong", "span", "font", "sub", "sup", "u")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or a part that is not shown."""
        if tag in self.HIDDEN and not self._hidden:
            self._hidden = tag
        elif tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or the part that is not shown."""
        if tag == self._hidden:
            self._hidden = ""
        elif tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._hidden:
            self.parts.append(data)
