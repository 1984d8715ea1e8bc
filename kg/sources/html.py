"""The article of a web page with its title, date and address."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.errors import SourceError

DEEPEST = 200
"""Levels of nesting that the page's parser keeps; it drops what lies deeper without a word."""
MOST_TAGS = 20_000
"""Tags from which the article is looked for; the time that takes can grow with their square."""
MOST_ATTRIBUTES = 100
"""Attributes of a tag; the parser's time grows with their square. No attribute of a tag with more is kept."""

_BLOCK = re.compile(r"<(/?)(?:div|section|article|main|span|table|tbody|tr|td|ul|ol|li|blockquote|b|i|em|font)\b", re.I)
_VALUE = r"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]*+)"
_BURDENED = re.compile(rf"<([a-z][^\s<>\"'=]*+)(?:\s++[^\s\"'<>=]++(?:{_VALUE})?+){{{MOST_ATTRIBUTES},}}+", re.I)
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
    html = _BURDENED.sub(r"<\1", html)
    part = _part(html)
    found = _article(part)
    if not found.text or len(part) < len(html) or _depth(html) > DEEPEST:
        return replace(found, text=_visible(html), flags=(*flags, "extracted:all visible text"))
    return replace(found, flags=flags)


def _part(html: str) -> str:
    """As much of a page as has no more tags than an article is looked for in."""
    tags = html.split("<", MOST_TAGS)
    return html[: len(html) - len(tags[-1]) - 1] if len(tags) > MOST_TAGS else html


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
    from lxml import etree  # takes as long as trafilatura, which needs it

    parser = etree.HTMLParser(target=_Visible(), huge_tree=True)
    parser.feed(html)
    return str(parser.close())


class _Visible:
    """Collects the text outside scripts and styles, with a line end at every block."""

    HIDDEN = ("script", "style", "noscript", "template", "title")
    INLINE = ("a", "b", "i", "em", "strong", "span", "font", "sub", "sup", "u")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._hidden = 0

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Begin a line, or a part that is not shown."""
        if tag in self.HIDDEN:
            self._hidden += 1
        elif tag not in self.INLINE:
            self._parts.append("\n")

    def end(self, tag: str) -> None:
        """End a line, or the part that is not shown."""
        if tag in self.HIDDEN:
            self._hidden -= 1
        elif tag not in self.INLINE:
            self._parts.append("\n")

    def data(self, text: str) -> None:
        """Keep what is shown."""
        if not self._hidden:
            self._parts.append(text)

    def close(self) -> str:
        """The lines that are not empty."""
        return "\n".join(line for line in "".join(self._parts).splitlines() if line.strip())
