"""What happens between people and states: who meets, visits, calls or negotiates with whom, where, when, how really."""

from kg.extraction.events.candidates import find
from kg.extraction.events.coreference import merge
from kg.extraction.events.subevents import link, signed_where

__all__ = ["find", "link", "merge", "signed_where"]
