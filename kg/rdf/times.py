"""Spans of time as nodes: one for each EDTF value, with the bounds that can be compared in SPARQL."""

import datetime as dt
from functools import cache

from kg.dates import Bounds, bounds
from kg.rdf.terms import NamedGraph, day, string
from kg.vocab import ID, curie, escaped, node

_BOUNDS = {
    "dip:earliestStart": "earliest_start",
    "dip:latestStart": "latest_start",
    "dip:earliestEnd": "earliest_end",
    "dip:latestEnd": "latest_end",
}


def time_iri(edtf: str) -> str:
    """IRI of the span that an EDTF value writes."""
    return f"{ID}time-{escaped(edtf)}"


@cache
def bounds_of(edtf: str) -> Bounds | None:
    """The bounds of an EDTF value; None where it is none of the forms in use."""
    try:
        return bounds(edtf)
    except ValueError:
        return None


def describe(graph: NamedGraph, edtf: str) -> str:
    """Write the span of an EDTF value and return its term."""
    term = node(time_iri(edtf))
    known = bounds_of(edtf)
    graph.add(term, "rdf:type", curie("dip:TimeSpan"))
    graph.add(term, "dip:edtf", string(edtf))
    graph.add(term, "dip:datePrecision", curie(f"dv:{known.precision}" if known else "dv:Unknown"))
    for predicate, attribute in _BOUNDS.items():
        value = getattr(known, attribute, None)
        if value:
            graph.add(term, predicate, day(value))
    return term


def describe_attested(graph: NamedGraph, date: dt.date, *, former: bool) -> str:
    """Write the span of what held on a day or, if `former`, was over by then; return its term."""
    term = node(f"{ID}time-{'before' if former else 'attested'}-{date.isoformat()}")
    graph.add(term, "rdf:type", curie("dip:TimeSpan"))
    graph.add(term, "dip:datePrecision", curie("dv:Bounded"))
    for predicate in ("dip:latestEnd",) if former else ("dip:latestStart", "dip:earliestEnd"):
        graph.add(term, predicate, day(date))
    return term
