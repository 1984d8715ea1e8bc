"""A projection as a file for Gephi and other graph tools: the same graph gives the same bytes on any day."""

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx

from kg.errors import ConfigurationError

Described = list[tuple[Element, dict[str, Any]]]
"""Elements, each with what is known of it."""

# Gephi keeps "start" and "end" for its own time line, where an unfinished date breaks the import.
_NAMES = {"start": "begins", "end": "ends", "id": "identifier"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0, however it is spelled
_LONG = range(-(2**63), 2**63)


def text(graph: nx.MultiDiGraph, form: str) -> str:
    r"""A graph as "graphml" or "gexf", version 1.2. The graph is not changed.

    What is unknown is left out, and so are NaN and the infinities; dates are texts; an attribute whose values are of
    several types is a text wherever it stands, unless all are numbers. Characters that XML forbids are written as
    Python escapes them (`\x00`). Raises ConfigurationError for another form.
    """
    if form not in _FORMS:
        raise ConfigurationError(f"a graph cannot be written as {form!r}; choose {' or '.join(_FORMS)}")
    root = _FORMS[form](graph)
    indent(root)
    written = tostring(root, encoding="unicode").replace("\r", "&#13;")  # a parser makes "\n" of a bare one
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _graphml(graph: nx.MultiDiGraph) -> Element:
    root, whole = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"), Element("graph")
    whole.set("edgedefault", "directed")
    _describe(root, "graph", [(whole, _known(graph.graph))])
    _describe(root, "node", _nodes(whole, graph))
    _describe(root, "edge", _edges(whole, graph))
    root.append(whole)
    return root


def _describe(root: Element, scope: str, described: Described) -> None:
    """Declare attributes, and give each element its own."""
    keys: dict[str, tuple[str, str]] = {}
    for name, type_ in _types(about for _, about in described).items():
        keys[name] = f"d{len(root)}", type_
        SubElement(root, "key", {"id": f"d{len(root)}", "for": scope, "attr.name": name, "attr.type": type_})
    for element, about in described:
        for name, value in about.items():
            key, type_ = keys[name]
            SubElement(element, "data", key=key).text = _as(type_, value)


def _gexf(graph: nx.MultiDiGraph) -> Element:
    root = Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    whole = SubElement(root, "graph", defaultedgetype="directed", mode="static")
    declared = {scope: SubElement(whole, "attributes", {"class": scope}) for scope in ("node", "edge")}
    _attribute(declared["node"], _nodes(SubElement(whole, "nodes"), graph))
    _attribute(declared["edge"], _edges(SubElement(whole, "edges"), graph))
    return root


def _attribute(declared: Element, described: Described) -> None:
    """Declare attributes, and give each element its own; labels are no attributes here."""
    for element, about in described:
        element.set("label", _legible(str(about.pop("label", element.get("id")))))
    types = _types(about for _, about in described)
    numbers = {name: str(number) for number, name in enumerate(types)}
    for name, type_ in types.items():
        SubElement(declared, "attribute", id=numbers[name], title=name, type=type_)
    for element, about in described:
        values = SubElement(element, "attvalues")
        for name, value in about.items():
            SubElement(values, "attvalue", {"for": numbers[name], "value": _as(types[name], value)})


_FORMS: dict[str, Callable[[nx.MultiDiGraph], Element]] = {"graphml": _graphml, "gexf": _gexf}


def _nodes(parent: Element, graph: nx.MultiDiGraph) -> Described:
    return [
        (SubElement(parent, "node", id=_distinct(str(node))), _known(about)) for node, about in graph.nodes(data=True)
    ]


def _edges(parent: Element, graph: nx.MultiDiGraph) -> Described:
    """The edges, told apart by one id each, and labelled with their relation."""
    described = []
    for number, (source, target, about) in enumerate(graph.edges(data=True)):
        ends = {"source": _distinct(str(source)), "target": _distinct(str(target))}
        known = _known({**about, "label": about.get("label") or about.get("kind", "")})
        described.append((SubElement(parent, "edge", {"id": f"e{number}", **ends}), known))
    return described


def _known(about: dict[str, Any]) -> dict[str, Any]:
    return {_distinct(_NAMES.get(name, name)): value for name, value in about.items() if not _is_missing(value)}


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _types(records: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The type of each attribute, one that all its values have."""
    found: dict[str, set[str]] = defaultdict(set)
    for about in records:
        for name, value in about.items():
            found[name].add(_type(value))
    return {
        name: next(iter(types)) if len(types) == 1 else "double" if types == {"long", "double"} else "string"
        for name, types in found.items()
    }


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if value in _LONG else "string"
    return "double" if isinstance(value, float) else "string"


def _as(type_: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if type_ == "double":
        return repr(float(value))
    return _legible(value.isoformat() if isinstance(value, dt.date) else str(value))


def _distinct(name: str) -> str:
    """A name without what XML forbids, no two alike."""
    return _legible(name.replace("\\", "\\\\"))


def _legible(words: str) -> str:
    return _FORBIDDEN.sub(lambda found: ascii(found[0])[1:-1], words)
