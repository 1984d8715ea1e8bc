"""Who is meant: the entities that the names, posts, pronouns and groups of a document stand for."""

from kg.extraction.coreference.entities import PEOPLE, STATES, Reference, unique
from kg.extraction.coreference.reading import Reading

__all__ = ["PEOPLE", "STATES", "Reading", "Reference", "unique"]
