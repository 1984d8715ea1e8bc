"""Finds with rdflib's parser whether a query asks other servers: for systems that cannot confine a process."""

import re
from collections.abc import Iterable

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError

_SPELLED = re.compile(r"\\u00|\\U000000", re.ASCII)


def refuse_federation(sparql: str) -> None:
    """Raise QueryError for a query with SERVICE, for one that may hide it, and for one that cannot be parsed."""
    if "service" not in sparql.lower() and not _SPELLED.search(sparql):
        return
    if _SPELLED.search(sparql):
        raise QueryError("the query has plain letters as code points, which may hide SERVICE; write them as they are")
    try:
        parsed = parseQuery(sparql)
    except ParseException as error:
        raise QueryError(f"the query cannot be parsed: {error}") from None
    except RecursionError:
        raise QueryError("the query is nested too deeply; write it with fewer levels") from None
    if _asks_others([parsed]):
        raise QueryError("SERVICE is not allowed: a query reads this graph alone; leave the SERVICE clause out")


def _asks_others(parts: Iterable[object]) -> bool:
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            if part.name == "ServiceGraphPattern":
                return True
            waiting.extend(part.values())
        elif isinstance(part, ParseResults | list):
            waiting.extend(part)
    return False
