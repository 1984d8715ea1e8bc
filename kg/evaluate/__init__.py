"""How good the extraction is: its facts compared with gold facts."""

from kg.evaluate.score import HEADLINE, KINDS, Count, Error, Scores, score
from kg.evaluate.shape import shape

__all__ = ["HEADLINE", "KINDS", "Count", "Error", "Scores", "score", "shape"]
