"""Time expressions of English news: `find` names the dates of a text in EDTF, `terms` its durations."""

from kg.timex.clock import Tense
from kg.timex.finder import TimeMention, find, terms
from kg.timex.words import MONTHS

__all__ = ["MONTHS", "Tense", "TimeMention", "find", "terms"]
