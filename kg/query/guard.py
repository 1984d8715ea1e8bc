"""Refuses queries that would reach beyond the graph, however they are spelled."""

import re

from kg.errors import QueryError
from kg.vocab import GRAPH, NAMESPACES

_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      <(?P<iri>[^<>"{}|^`\\\x00-\x20]*)>
    | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3} | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
    | (?P<comment>\#[^\n\r]*)
    | [?$]\w+
    | (?P<name>(?:[\w.-]*:)(?:\\.|[\w.:%-])*)
    | (?P<word>[A-Za-z]\w*)
    | \S
    """,
    re.VERBOSE | re.DOTALL,
)
_QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


def check(sparql: str) -> None:
    """Raise QueryError for an update, for SERVICE, and for FROM with anything but a graph of the project."""
    tokens = [match for match in _TOKEN.finditer(_decoded(sparql)) if match.lastgroup != "comment"]
    words = [(match["word"] or "").upper() for match in tokens]
    if "SERVICE" in words:
        raise QueryError("SERVICE is not allowed: a query reads this graph alone; leave the SERVICE clause out")
    form = next((word for word in words if word in (*_QUERIES, *_UPDATES)), None)
    if form not in _QUERIES:
        raise QueryError(f"{form or 'this'} is not a query; begin with {', '.join(_QUERIES)}")
    prefixes = NAMESPACES | {
        name["name"][:-1]: iri["iri"]
        for word, name, iri in zip(words, tokens[1:], tokens[2:], strict=False)
        if word == "PREFIX" and name["name"] and iri["iri"] is not None
    }
    for index, word in enumerate(words):
        if word == "FROM":
            _check_source(tokens[index + 1 + (words[index + 1 : index + 2] == ["NAMED"]) :], prefixes)


def _check_source(following: list[re.Match[str]], prefixes: dict[str, str]) -> None:
    """Check what stands after FROM."""
    source = ""
    if following and following[0]["iri"] is not None:
        source = following[0]["iri"]
    elif following and following[0]["name"]:
        prefix, _, local = following[0]["name"].partition(":")
        source = prefixes.get(prefix, "") + local
    if not source.startswith(GRAPH):
        raise QueryError(f"FROM <{source}> is not a graph of this base; graphs have IRIs that begin with {GRAPH}")


def _decoded(sparql: str) -> str:
    """The query with its code point escapes (`\\u0053ERVICE`) replaced, as SPARQL has it done before all else."""
    try:
        return _CODE_POINT.sub(lambda match: chr(int(match[1] or match[2], 16)), sparql)
    except (ValueError, OverflowError):
        raise QueryError("the query contains an escape of a code point that does not exist") from None
