"""Small bases for tests of what befalls them: documents, and what `kg build` does with them."""

import datetime as dt
from pathlib import Path

from examples import Pair, meeting

from kg.base import Base
from kg.model import Origin
from kg.rdf import quads
from kg.resolve import resolve

DAY = dt.date(2024, 5, 6)
PAIRS: list[Pair] = [meeting(f"m{number:02}", DAY) for number in range(6)]


def read_inputs(base: Base, pairs: list[Pair] = PAIRS) -> str:
    """What `kg build` does, with extractions made by hand; gives the hash of the graph."""
    for document, said in pairs:
        if not base.facts.known(document.digest, said.version):
            base.facts.add(document, said, Origin(input=document.digest))
    if not base.is_current():
        base.publish(quads(base.facts.contents(), resolve(base.facts.contents(), base.facts.judgements())))
    return base.generation().manifest.sha256


def build(path: Path) -> str:
    """Open a base and read the inputs into it."""
    with Base.open(path, write=True) as base:
        return read_inputs(base)
