"""How good the extraction is: its facts compared with gold facts."""

from kg.evaluate.causes import Error, by_cause, errors
from kg.evaluate.counts import HEADLINE, KINDS, Comparison, Count, Scores
from kg.evaluate.score import score
from kg.evaluate.shape import shape
from kg.evaluate.taxonomy import Cause

__all__ = [
    "HEADLINE",
    "KINDS",
    "Cause",
    "Comparison",
    "Count",
    "Error",
    "Scores",
    "by_cause",
    "errors",
    "score",
    "shape",
]
