"""A small graph on disk to ask."""

import datetime as dt
from pathlib import Path

from examples import Builder, kuala_lumpur, meeting

from kg.base import Base
from kg.rdf import quads
from kg.resolve import resolve

EVIL = "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202e[/foo]"


def small_store(folder: Path) -> Path:
    """Make a base of three documents in a folder; the Oxigraph store of its generation."""
    b = Builder(f"{EVIL} met.", id="evil")
    b.event("meeting", b.person(EVIL), words="met")
    pairs = [kuala_lumpur(), meeting("m", dt.date(2024, 5, 6)), b.done()]
    with Base.open(folder / "news.kg", write=True) as base:
        for pair in pairs:
            base.facts.add(*pair)
        base.publish(quads(pairs, resolve(pairs)))
        return base.generation().store
