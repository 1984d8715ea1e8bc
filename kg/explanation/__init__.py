"""Why a document gave the facts it gave: its sentences with the words marked, and the rule and lexicon line of each."""

from kg.explanation.accounts import Account, Row
from kg.explanation.lines import Line
from kg.explanation.marks import Mark, Part, Span
from kg.explanation.page import page
from kg.explanation.reasons import Reason
from kg.explanation.sentences import Explanation, Sentence, explain

__all__ = ["Account", "Explanation", "Line", "Mark", "Part", "Reason", "Row", "Sentence", "Span", "explain", "page"]
