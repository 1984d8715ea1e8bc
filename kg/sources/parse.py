"""The bytes of one input to one document. It may take long on a hostile one: it is to run where it can be stopped."""

from kg.errors import SourceError
from kg.model import Document, document_id
from kg.sources import formats, html, jsonl
from kg.sources.language import check_english
from kg.sources.raw import HTML, JSONL, RawInput
from kg.sources.text import about, clean, decode


def parse(raw: RawInput) -> Document:
    """The document that the bytes hold. Raises SourceError, saying what they are instead and what to do."""
    text, flags = decode(raw.data)
    document = jsonl.parse(text, raw.date, flags) if raw.kind == JSONL else _whole(raw, text, flags)
    check_english(document.text)
    return document


def ident_of(raw: RawInput) -> str:
    """The id that the document would have, if it has one of its own; also of what gives none."""
    return raw.ident or (jsonl.ident(raw.data.decode("utf-8", "replace")) if raw.kind == JSONL else "")


def _whole(raw: RawInput, raw_text: str, guessed: tuple[str, ...]) -> Document:
    page = _page(raw_text, raw.kind)
    if raw_text.strip() and not page.text.strip():
        raise SourceError("a page that holds no text; save it from a browser that shows the text")
    text, repaired = clean(page.text.replace("\r\n", "\n"))
    title, url, source, cut = about(page.title, page.url, page.source)
    return Document(
        id=raw.ident or document_id(text),
        text=text,
        title=title,
        date=page.date or raw.date,
        url=url,
        source=source,
        flags=guessed + page.flags + repaired + cut,
    )


def _page(text: str, kind: str | None) -> html.Page:
    page = formats.is_page(text) or kind == HTML
    if reason := formats.of_page(text) if page else formats.of_prose(text):
        raise SourceError(reason)
    return html.parse(text) if page else html.Page(text)
