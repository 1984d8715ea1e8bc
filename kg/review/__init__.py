"""What documents tell of one thing and of two, for people to look at and to judge."""

from kg.review.sides import Side, side_of
from kg.review.things import Thing, Things
from kg.review.why import Step, Why, why

__all__ = ["Side", "Step", "Thing", "Things", "Why", "side_of", "why"]
