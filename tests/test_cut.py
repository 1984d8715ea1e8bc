"""A text that is cut anywhere is read: no rule looks for a word behind the last one."""

import datetime as dt
import json
import random
from pathlib import Path

import pytest

import kg
from kg.annotate import Annotator
from kg.extraction import Extractor
from kg.model import Document

ARTICLES = Path(kg.__file__).parent / "demo" / "articles.jsonl"
PIECES = 400
LONGEST = 250  # characters
ENDS = [
    "The summit was boycotted by ministers",
    "Lund will also meet officials",
    "They welcomed the ceasefire between Norway, Chile, and",
    "She is Assistant Secretary for Democracy, Human Rights,",
    "It was signed for Norway by Kari Lund and by Pedro Rojas",
    "The parties to the treaty on",
    "The minister is",
    "A six",
]


def pieces() -> list[str]:
    """Stretches of the shipped articles, each cut behind a word at random."""
    chance, found = random.Random(0), []
    texts = [json.loads(line)["text"] for line in ARTICLES.read_text("utf-8").splitlines()]
    for _ in range(PIECES):
        text = chance.choice(texts)
        end = chance.choice([i for i, mark in enumerate(text) if mark.isspace()])
        found.append(text[max(0, end - chance.randint(20, LONGEST)) : end])
    return [piece for piece in found if piece.strip()]


@pytest.fixture(scope="module")
def extractor(annotator: Annotator) -> Extractor:
    return Extractor(annotator.name)


@pytest.mark.parametrize("part", range(4))
def test_pieces_of_articles_are_read(annotator: Annotator, extractor: Extractor, part: int) -> None:
    told = [Document(id="piece", text=text, date=dt.date(2025, 5, 5)) for text in pieces()[part::4]]
    assert sum(len(extractor.extract(document, doc).facts) for document, doc in annotator.pipe(told)) > len(told) / 2


@pytest.mark.parametrize("text", ENDS)
def test_every_beginning_is_read(annotator: Annotator, extractor: Extractor, text: str) -> None:
    ends = [i for i, mark in enumerate(text) if mark == " "] + [len(text)]
    told = [Document(id="piece", text=text[:end], date=dt.date(2025, 5, 5)) for end in ends]
    for document, doc in annotator.pipe(told):
        extractor.extract(document, doc)
