"""Judgements as a file that people can read, keep and pass on: YAML, an entry each."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from kg.errors import SourceError
from kg.identity import Judgement

LONGEST = 50_000_000
"""Bytes of a file of judgements."""
_HEAD = """# Whether two things that documents name are one: same, different, or unsure, which keeps them apart.
# left and right are words of documents: those between two offsets of the text with this SHA-256.
"""


def write_sheet(judgements: Iterable[Judgement]) -> str:
    """The text of a file with these judgements."""
    entries = [_entry(judgement) for judgement in judgements]
    if not entries:
        return f"{_HEAD}[]\n"
    return _HEAD + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=120)


def _entry(judgement: Judgement) -> dict[str, Any]:
    told = judgement.model_dump(mode="json", exclude_none=True)
    first = [key for key in ("verdict", "by", "when", "why") if told.get(key)]
    return {key: told[key] for key in (*first, "left", "right")}


def read_sheet(path: Path) -> list[Judgement]:
    """The judgements in a file. Raises SourceError, naming the entry and what is wrong with it."""
    return list(_judgements(path, _entries(path)))


def _entries(path: Path) -> list[Any]:
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise SourceError(f"{path} has more than {LONGEST:,} bytes, which are no judgements")
        entries = yaml.safe_load(data.decode("utf-8-sig"))
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        why = " ".join(str(error).split())
        raise SourceError(f"{path} is no YAML: {why[:200]}; kg review --export shows how it is written") from error
    if not isinstance(entries, list):
        raise SourceError(f"{path} is no list of judgements; kg review --export shows how it is written")
    return entries


def _judgements(path: Path, entries: Iterable[Any]) -> Iterator[Judgement]:
    for number, entry in enumerate(entries, start=1):
        try:
            yield Judgement.model_validate(entry)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = "".join(f"{each}: " for each in (".".join(map(str, first["loc"])),) if each)
            why = first["msg"].removeprefix("Value error, ")
            raise SourceError(f"{path}, entry {number}: {where}{why}; nothing of it was taken") from None
