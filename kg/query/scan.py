"""What a query says at its surface: its form, the graphs it names with FROM, and whether it asks other servers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from kg.errors import QueryError
from kg.vocab import GRAPH, NAMESPACES

_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LOCAL = r"(?:(?:\\.|[\w.:%-])*(?:\\.|[\w:%-]))?"  # no dot at its end, which ends a triple
_TOKEN = re.compile(
    rf"""
      <(?P<iri>[^<>"{{}}|^`\\\x00-\x20]*)>
    | \"{{3}}(?:\\.|[^\\])*?\"{{3}} | '{{3}}(?:\\.|[^\\])*?'{{3}} | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*'
    | (?P<comment>\#[^\n\r]*)
    | [?$]\w+ | @[\w-]+
    | (?P<clause>FROM\s*+(?:NAMED)?)(?=\s*+(?:[<:#]|[A-Za-z][\w.-]*:))
    | (?P<name>[\w.-]*:{_LOCAL})
    | (?P<word>[\w.-]+)
    | (?P<brace>[{{}}])
    | \S
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_FEDERATION = ("SERVICE", "SERVICESILENT")
_QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


@dataclass(frozen=True)
class Surface:
    """What a scan of the tokens tells: of SERVICE wherever it stands, of all else outside all braces.

    A scan can be deceived by an odd spelling. Nothing of safety depends on it: a form not seen is one reason less for
    the user of a query that cannot be parsed, a FROM not seen is left out of account, and a SERVICE not seen is stopped
    when it reaches for the network; SILENT, where it does not get so far, it gives nothing.
    """

    form: str | None
    """The word that tells a query or an update, in capitals."""
    sources: tuple[str, ...]
    """The IRIs of the graphs after FROM and FROM NAMED."""
    federated: bool = False
    """Whether it says SERVICE."""
    terms: frozenset[str] = frozenset()
    """The IRIs that it names."""
    undeclared: tuple[str, ...] = ()
    """Prefixes that stand for nothing."""

    @property
    def stray(self) -> str | None:
        """Which prefix stands for nothing, and which may be meant."""
        for prefix in self.undeclared:
            near = get_close_matches(prefix, NAMESPACES, n=1)
            known = ", ".join(f"{one}:" for one in NAMESPACES)
            meant = f"did you mean {near[0]}:? " if near else ""
            return f"there is no prefix {prefix}:; {meant}known are {known} and those that PREFIX declares"
        return None

    @property
    def fault(self) -> str | None:
        """Why this is no query at all."""
        if self.form in _QUERIES:
            return None
        return f"{self.form or 'this'} is not a query; begin with {', '.join(_QUERIES)}"


def surface(sparql: str) -> Surface:
    """Scan a query. Raises QueryError for FROM with anything but a graph of a base."""
    every = [match for match in _TOKEN.finditer(_decoded(sparql)) if match["comment"] is None]
    tokens = list(_outside_braces(every))
    words = [(match["word"] or "").upper() for match in tokens]
    prefixes = NAMESPACES | {
        name["name"][:-1]: iri["iri"]
        for word, name, iri in zip(words, tokens[1:], tokens[2:], strict=False)
        if word == "PREFIX" and name["name"] and iri["iri"] is not None
    }
    sources = tuple(_iri(after, prefixes) for clause, after in pairwise(tokens) if clause["clause"])
    for source in sources:
        if not source.startswith(GRAPH):
            raise QueryError(f"FROM <{source}> is not a graph of this base; graphs have IRIs that begin with {GRAPH}")
    named = [match for match in every if match["iri"] is not None or match["name"]]
    undeclared = dict.fromkeys(
        prefix for match in named if match["name"] and (prefix := match["name"].partition(":")[0]) not in prefixes
    )
    form = next((word for word in words if word in (*_QUERIES, *_UPDATES)), None)
    federated = any((match["word"] or "").upper() in _FEDERATION for match in every)
    terms = frozenset(_iri(match, prefixes) for match in named)
    return Surface(form, sources, federated, terms, tuple(prefix for prefix in undeclared if prefix != "_"))


def _outside_braces(tokens: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    depth = 0
    for match in tokens:
        if match["brace"]:
            depth += 1 if match["brace"] == "{" else -1
        elif depth == 0:
            yield match


def _iri(token: re.Match[str], prefixes: dict[str, str]) -> str:
    if token["iri"] is not None:
        return token["iri"]
    prefix, _, local = (token["name"] or "").partition(":")
    return prefixes.get(prefix, "") + local.replace("\\", "")


def _decoded(sparql: str) -> str:
    """The query with its code point escapes (`\\u0041SK`) replaced."""
    try:
        return _CODE_POINT.sub(lambda match: chr(int(match[1] or match[2], 16)), sparql)
    except (ValueError, OverflowError):
        raise QueryError("the query contains an escape of a code point that does not exist") from None
