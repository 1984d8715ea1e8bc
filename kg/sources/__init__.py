"""Files, folders and streams in; raw inputs, and of these documents, or rejections out."""

from kg.sources.idents import within
from kg.sources.inputs import Found, count, find
from kg.sources.language import check_english
from kg.sources.parse import ident_of, parse
from kg.sources.raw import Input, RawInput, Skipped, where
from kg.sources.text import clean
from kg.sources.words import words

__all__ = [
    "Found",
    "Input",
    "RawInput",
    "Skipped",
    "check_english",
    "clean",
    "count",
    "find",
    "ident_of",
    "parse",
    "where",
    "within",
    "words",
]
