"""What documents tell of one thing and of two, for people to look at and to judge."""

from kg.review.page import page
from kg.review.questions import Question, questions
from kg.review.sheet import read_sheet, write_sheet
from kg.review.sides import Side, side_of
from kg.review.things import Thing, Things
from kg.review.why import Step, Why, told_weight, why

__all__ = [
    "Question",
    "Side",
    "Step",
    "Thing",
    "Things",
    "Why",
    "page",
    "questions",
    "read_sheet",
    "side_of",
    "told_weight",
    "why",
    "write_sheet",
]
