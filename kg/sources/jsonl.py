"""One line of JSON to one document."""

import datetime as dt
import json
import re
from typing import Any, NoReturn

from kg.errors import SourceError, shown
from kg.model import Document, document_id
from kg.sources.text import about, clean, clean_line

LONGEST_ID = 300

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])")


def parse(line: str, date: dt.date | None, flags: tuple[str, ...] = ()) -> Document:
    """The document on a line; `date` stands in for a missing one, `flags` go before those of cleaning.

    Raises SourceError, saying what is wrong.
    """
    record = _record(line)
    if not isinstance(record.get("text"), str):
        keys = ", ".join(map(shown, record)) or "none"
        raise SourceError(f'no "text" of type string; put the text there (the keys are {keys[:200]})')
    text, repaired = clean(record["text"])
    given = _line(record, "id")
    if given is not None and not 0 < len(given) <= LONGEST_ID:
        raise SourceError(f'"id" must have 1 to {LONGEST_ID} characters')
    title, url, source, cut = about(*(_string(record, key) for key in ("title", "url", "source")))
    return Document(
        id=given or document_id(text),
        text=text,
        title=title,
        date=_date(record) or date,
        url=url,
        source=source,
        flags=flags + repaired + cut,
    )


def ident(line: str) -> str:
    """The id on a line that may give no document; empty if there is none."""
    try:
        return _line(_record(line), "id") or ""
    except SourceError:
        return ""


def _record(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error.msg} at character {error.colno}; write one object a line") from None
    except RecursionError:
        raise SourceError("JSON nested too deeply") from None
    except ValueError:  # from int(), which refuses thousands of digits
        raise SourceError("JSON with a number of too many digits") from None
    if not isinstance(value, dict):
        raise SourceError('not a JSON object; write {"id": "...", "text": "..."}')
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise SourceError("a JSON key is given twice")
    return record


def _no_constant(name: str) -> NoReturn:
    raise SourceError(f"{name} is not JSON")


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise SourceError(f'"{key}" is not a string')
    return value


def _line(record: dict[str, Any], key: str) -> str | None:
    value = _string(record, key)
    return None if value is None else clean_line(value)


def _date(record: dict[str, Any]) -> dt.date | None:
    value = _line(record, "date")
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value[:10] if _DATE.match(value) else "")
    except ValueError:
        raise SourceError(f'"date" {value[:40]!r} is not a day as YYYY-MM-DD') from None
