"""Who is meant: the entities that the names, posts, pronouns and groups of a document stand for."""

from kg.extraction.coreference.entities import Reference, unique
from kg.extraction.coreference.reading import Reading

__all__ = ["Reading", "Reference", "unique"]
