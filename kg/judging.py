"""What people ask of the things in a base, and what they judge: why two are one, or are not."""

from pathlib import Path

from kg.base import Base
from kg.resolve import Resolver
from kg.review import Things, Why
from kg.review import why as explain


def why(path: Path, one: str, other: str) -> Why:
    """Why two things of a base are one, or two, each given by name or id.

    It is found anew from the facts, as the next build finds it. Raises BaseError and ChoiceError.
    """
    with Base.open(path) as base:
        contents = list(base.facts.contents())
        resolver = Resolver(contents, base.facts.judgements())
    said = {document.id: (document, extraction) for document, extraction in contents}
    return explain(said, Things(contents, resolver.resolution), resolver.finding, one, other)
