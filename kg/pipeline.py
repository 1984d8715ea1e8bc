"""How the stages are put together."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.annotate import Annotator
from kg.evaluate import Scores, score, shape
from kg.extract import Extractor
from kg.model import Document, Extraction


def extract(documents: Iterable[Document], pipeline: str | None = None) -> Iterator[tuple[Document, Extraction]]:
    """Read the facts off documents; a document that fails stops the iteration."""
    extractor = Extractor()
    for document, doc in Annotator(pipeline).pipe(documents):
        yield document, extractor.extract(document, doc)


def evaluate(gold: Path, pipeline: str | None = None) -> Scores:
    """Extract every `ID.txt` in a folder and compare its facts with those in `ID.json`."""
    scores = Scores()
    expected = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))}
    documents = [_gold_document(facts, gold / f"{name}.txt") for name, facts in expected.items()]
    for (document, extraction), facts in zip(extract(documents, pipeline), expected.values(), strict=True):
        score(facts, shape(extraction, document), scores)
    return scores


def _gold_document(facts: dict[str, Any], path: Path) -> Document:
    date = facts.get("document_date")
    return Document(id=facts["id"], text=path.read_text("utf-8"), date=dt.date.fromisoformat(date) if date else None)
