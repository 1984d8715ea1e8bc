"""A graph as one self-contained HTML page: no request leaves it, and no text of the graph becomes markup."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from math import isfinite, log2, sqrt
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyvis
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from numpy.typing import NDArray
from pyvis.network import Network

from kg.files import encoded, write
from kg.policy import policy

Points = NDArray[np.float64]  # (n, 2)

TEMPLATES = Path(__file__).parent / "templates" / "view"
LIBRARY = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
SCRIPTS = ("model.js", "picture.js", "panel.js", "filters.js", "app.js")

# Colours of Okabe and Ito, told apart by people who see red and green alike; the shape says the same again.
KINDS = {
    "person": {"name": "person", "many": "persons", "shape": "dot", "colour": "#0072b2"},
    "role": {"name": "person known by post", "many": "known by post", "shape": "triangleDown", "colour": "#56b4e9"},
    "group": {"name": "group", "many": "groups", "shape": "triangle", "colour": "#56b4e9"},
    "country": {"name": "country", "many": "countries", "shape": "square", "colour": "#e69f00"},
    "organisation": {"name": "organisation", "many": "organisations", "shape": "diamond", "colour": "#009e73"},
    "agreement": {"name": "agreement", "many": "agreements", "shape": "hexagon", "colour": "#cc79a7"},
    "event": {"name": "event", "many": "events", "shape": "star", "colour": "#d55e00"},
    "place": {"name": "place", "many": "places", "shape": "triangle", "colour": "#f0e442"},
    "other": {"name": "entity", "many": "other entities", "shape": "dot", "colour": "#999999"},
}

# How a line of each modality is drawn; `tone` names its colour in the style sheet.
MODALITIES: dict[str, dict[str, Any]] = {
    "occurred": {"name": "happened", "dash": False, "tone": "occurred"},
    "ongoing": {"name": "under way", "dash": False, "tone": "occurred"},
    "scheduled": {"name": "scheduled", "dash": [7, 5], "tone": "planned"},
    "planned": {"name": "planned", "dash": [7, 5], "tone": "planned"},
    "expected": {"name": "expected", "dash": [7, 5], "tone": "planned"},
    "proposed": {"name": "proposed", "dash": [2, 5], "tone": "proposed"},
    "cancelled": {"name": "cancelled", "dash": [12, 5, 2, 5], "tone": "cancelled"},
    "postponed": {"name": "postponed", "dash": [12, 5, 2, 5], "tone": "cancelled"},
    "denied": {"name": "denied", "dash": [3, 4], "tone": "denied"},
}

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1},
    "interaction": {"hover": True, "selectConnectedEdges": False, "hideEdgesOnDrag": False, "tooltipDelay": 10**9},
    "nodes": {"labelHighlightBold": False},
    "edges": {"selectionWidth": 0, "hoverWidth": 0.5, "arrowStrikethrough": False},
}
MANY = 1000  # lines above which they are hidden while the picture is dragged
_FACT = (
    *("kind", "type", "fact", "label", "mutual", "modality", "certainty", "confidence", "attributed"),
    *("edtf", "start", "end", "place", "event", "document", "quote", "named", "before", "after"),
)
FACT = dict(zip(_FACT, _FACT, strict=True))
DOCUMENT = {"document_title": "title", "publisher": "source", "url": "url", "published": "published"}


@dataclass(frozen=True)
class View:
    """A page; a notebook shows it in a frame that may run scripts but reaches nothing around it."""

    html: str = field(repr=False)
    height: int = 640

    def save(self, path: str | Path) -> Path:
        """Write the page as UTF-8, whatever the locale; returns the path. Raises OutputError."""
        path = Path(path)
        write(path, [self.html])
        return path

    def _repr_html_(self) -> str:
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" title="graph" width="100%" height="{self.height}" '
            f'style="border:1px solid #ccc;border-radius:6px" srcdoc="{escape(self.html)}"></iframe>'
        )


def render(graph: nx.MultiDiGraph, *, title: str) -> str:
    """The page of a projection; `projection.project` says what its nodes and edges carry.

    Attributes that are missing are left out and unknown kinds drawn as "other". The graph is not changed.
    """
    facts = [_fact(source, target, about) for source, target, about in graph.edges(data=True)]
    lines = _lines(facts)
    page = _Page(encoded(title).decode(), many=len(lines) > MANY)
    positions = place(graph)
    for node, about in graph.nodes(data=True):
        x, y = positions[node]
        page.add_node(str(node), x=x, y=y, **_drawn_node(graph, node, about))
    for line in lines:
        page.add_edge(line.pop("source"), line.pop("target"), **line)
    documents = _documents(about for _, _, about in graph.edges(data=True))
    return page.filled({"facts": facts, "documents": documents, "total": int(graph.graph.get("total", len(graph)))})


class _Page(Network):  # type: ignore[misc] # pyvis ships no types
    """pyvis with a template of ours, its own vis-network inlined, and every value escaped."""

    def __init__(self, title: str, many: bool) -> None:
        super().__init__(directed=True, heading=title, cdn_resources="in_line")
        self.path = "view.html"
        self.templateEnv = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
        self.templateEnv.policies["json.dumps_kwargs"] = {
            "sort_keys": False,  # the order of the legend
            "allow_nan": False,  # browsers refuse what Python would write for it
        }
        self.options = OPTIONS | {"interaction": OPTIONS["interaction"] | {"hideEdgesOnDrag": many}}

    def filled(self, data: dict[str, Any]) -> str:
        """The page with its data, style and scripts; its policy lets exactly these scripts run."""
        library = LIBRARY.read_text("utf-8")
        script = "\n".join((TEMPLATES / name).read_text("utf-8") for name in SCRIPTS)
        style = (TEMPLATES / "view.css").read_text("utf-8")
        data = data | {"kinds": KINDS, "modalities": MODALITIES, "options": self.options}
        self.templateEnv.globals.update(data=data, policy=policy((library, script), style))
        self.templateEnv.globals.update(library=Markup(library), script=Markup(script), style=Markup(style))
        return str(self.generate_html())


def _plain(value: Any) -> Any:
    """A value JSON can carry: dates become ISO strings, and what is no number None."""
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _known(about: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Those of some values that are known, under other names."""
    found = {new: _plain(about.get(old)) for old, new in names.items()}
    return {name: value for name, value in found.items() if value is not None}


def _fact(source: Any, target: Any, about: dict[str, Any]) -> dict[str, Any]:
    """One edge as the page's script knows it."""
    fact = _known(about, FACT)
    modality = fact.get("modality") if fact.get("modality") in MODALITIES else "occurred"
    fact |= {"source": str(source), "target": str(target), "modality": modality}
    fact.setdefault("kind", "related to")
    fact.setdefault("label", fact["kind"])
    fact.setdefault("fact", _short(*(str(value) for value in fact.values())))
    return fact | {"id": _short(str(source), str(target), *(str(value) for value in fact.values()))}


def _short(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _documents(edges: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the page says of each document, once."""
    documents: dict[str, dict[str, Any]] = {}
    for about in edges:
        if "document" in about:
            documents.setdefault(str(about["document"]), {}).update(_known(about, DOCUMENT))
    return documents


def _lines(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines to draw, one for each relation and modality between two nodes; names its line in each fact.

    A fact about one node alone has no line. Lines between the same two nodes are bent apart.
    """
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for fact in facts:
        if fact["source"] != fact["target"]:
            groups[fact["source"], fact["target"], fact["kind"], fact["modality"]].append(fact)
    pairs: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, group in sorted(groups.items()):
        line = _line(key, group)
        pairs[tuple(sorted(key[:2]))].append(line)
        for fact in group:
            fact["line"] = line["id"]
    for (first, _), parallel in pairs.items():
        for index, line in enumerate(parallel):
            bend = (index - (len(parallel) - 1) / 2) * 0.22
            line["bend"] = round(bend if line["source"] == first else -bend, 3)
    return [line for parallel in pairs.values() for line in parallel]


def _line(key: tuple[str, ...], group: list[dict[str, Any]]) -> dict[str, Any]:
    source, target, kind, modality = key
    number = len({fact["fact"] for fact in group})
    label = group[0]["label"] + (f" ×{number}" if number > 1 else "")
    line = {"id": _short(*key), "source": source, "target": target, "kind": kind, "modality": modality}
    mutual = all(fact.get("mutual", False) for fact in group)
    return line | {"mutual": mutual, "label": label, "width": round(1.4 + 0.8 * log2(number), 2)}


def _drawn_node(graph: nx.MultiDiGraph, node: Any, about: dict[str, Any]) -> dict[str, Any]:
    kind = about["kind"] if about.get("kind") in KINDS else "other"
    weight = _plain(about.get("weight"))
    weight = graph.degree(node) if weight is None else int(weight)
    extra = {name: _plain(about[name]) for name in ("note", "alias") if about.get(name)}
    crowd = max(1.0, sqrt(len(graph) / 80))  # a large picture is seen from afar
    size = round((7 if kind == "event" else min(9 + 2.2 * sqrt(weight), 26)) * crowd, 1)
    label = str(about.get("label") or node)
    return {"label": label, "kind": kind, "shape": KINDS[kind]["shape"], "weight": weight, "size": size, **extra}


def place(graph: nx.MultiDiGraph) -> dict[Any, tuple[int, int]]:
    """Where each node stands, in pixels at full size; the same graph always gets the same picture.

    Every connected part is laid out by itself, its nodes are pushed apart until names fit between them, and the
    parts are set in rows, the largest first.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph, key=str))
    simple.add_edges_from(sorted(((a, b) for a, b in graph.edges() if a != b), key=str))
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(str(node) for node in part)))
    laid = [(nodes, _spread(_laid_out(simple.subgraph(nodes)))) for nodes in (sorted(part, key=str) for part in parts)]
    return _in_rows(laid)


def _laid_out(part: nx.Graph) -> Points:
    """Coordinates (n, 2) of the nodes of one connected part in sorted order."""
    nodes = sorted(part, key=str)
    if len(nodes) < 3:
        return np.array([[170.0 * index, 0.0] for index in range(len(nodes))])
    start = nx.circular_layout(nodes)
    if len(nodes) <= 120:
        positions = nx.kamada_kawai_layout(part, pos=start)
    else:
        positions = nx.spring_layout(part, pos=start, seed=1, iterations=120, method="force")
    unit: Points = np.array([positions[node] for node in nodes])
    unit -= np.median(unit, axis=0)
    radius = np.hypot(*unit.T)[:, None]
    gathered: Points = unit / np.maximum(radius, 1e-9) ** 0.4  # strays come nearer, the crowded middle gets room
    gathered *= 44 * sqrt(len(nodes)) / np.median(np.hypot(*gathered.T)) * np.array([1.4, 1.0])
    return gathered


def _spread(points: Points, gap: tuple[float, float] = (95.0, 62.0)) -> Points:
    """Push points apart until an ellipse of two `gap` axes around each is nearly free of others."""
    scaled = points / np.array(gap)
    for _ in range(120):
        apart = scaled[:, None] - scaled[None]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        push = np.clip(1.0 - distance, 0, None)
        if push.max(initial=0.0) < 0.02:
            break
        scaled = scaled + (apart / np.maximum(distance, 1e-6)[..., None] * push[..., None]).sum(axis=1) * 0.35
    spread: Points = scaled * np.array(gap)
    return spread


def _in_rows(parts: list[tuple[list[Any], Points]]) -> dict[Any, tuple[int, int]]:
    """Set the parts beside each other, in rows that together are about as wide as high."""
    margin = np.array([190.0, 130.0])
    sizes = [np.ptp(points, axis=0) + margin for _, points in parts]
    width = max([sqrt(1.15 * sum(w * h for w, h in sizes)), *(w for w, _ in sizes)], default=0.0)
    placed: dict[Any, tuple[int, int]] = {}
    x = y = row = 0.0
    for (nodes, points), (w, h) in zip(parts, sizes, strict=True):
        if x > 0 and x + w > width:
            x, y, row = 0.0, y + row, 0.0
        for node, (px, py) in zip(nodes, points - points.min(axis=0) + margin / 2, strict=True):
            placed[node] = (round(x + px), round(y + py))
        x, row = x + w, max(row, h)
    return placed
