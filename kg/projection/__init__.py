"""The graph between actors, agreements and events that the claims of a base amount to."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import networkx as nx

from kg.garbage import uncollected
from kg.projection.accounts import Texts, called, how_real, present, told_by, when_and_where, words_of
from kg.projection.choice import Choice
from kg.projection.claims import Claim, Claims, claims_of, local
from kg.projection.export import text
from kg.projection.lines import Said
from kg.projection.part import choose
from kg.projection.relations import NAMED, Relation, is_drawn_as_event, relations

__all__ = ["Choice", "draw", "project", "text"]


def project(lines: Iterable[str], /, *, texts: Texts | None = None, **choice: Any) -> nx.MultiDiGraph:
    """The graph of what documents claim; every edge is one document's account of one fact.

    Nodes are IRIs with `label`, `kind`, `weight` (number of facts), and where known `alias` and `note`. Edges have
    `kind` (the relation), `label` (the relation as its modality words it), `type` (kind of event, or "agreement",
    "post", "membership", "statement", "other"), `fact` (IRI; accounts of one fact share it), `modality`, `certainty`,
    `confidence`, `edtf`, `start`, `end`, `place`, `event`, `document`, `document_title`, `publisher`, `published`,
    `url`, `quote`; `named` has the spans of the quote that name who, where and when ("0-13 18-27", in code points);
    with `texts`, which gives the text of a document by its id, `before` and `after` are the rest of the sentence.
    A fact about one actor alone is a loop; one about nobody is left out. What is unknown is absent.

    `lines` are the canonical N-Quads of a base. Of the choice, `around` names an
    entity and `depth` (default 1) is how many steps around it; `since` and `until` are ISO dates or beginnings of
    them, held against the date of the fact, else of its document; `types` and `modalities` are those of edges;
    `min_confidence` is from 0 to 1. At most `top` (default 300; None: all) nodes are kept; `graph.graph` has the
    `total` of nodes and of `facts` there are, and how many nodes of the choice are `left_out`. Raises `ChoiceError` for
    a choice that has no meaning or leaves no fact.
    """
    chosen = Choice.of(**choice)
    with uncollected():
        return draw(claims_of(Said.of(lines)), chosen, texts)


def draw(known: Claims, chosen: Choice, texts: Texts | None) -> nx.MultiDiGraph:
    """The graph of claims; `project` says what it holds."""
    graph, claims = _whole(known)
    facts = {about["fact"] for _, _, about in graph.edges(data=True)}
    graph.graph.update(total=len(graph), facts=len(facts))
    part = choose(graph, chosen)
    text_of = cache(texts) if texts else None
    for source, target, key, about in part.edges(keys=True, data=True):
        about |= words_of(claims[source, target, key], text_of(about["document"]) if text_of else None)
    return part


def _whole(known: Claims) -> tuple[nx.MultiDiGraph, dict[tuple[str, str, str], Claim]]:
    """Everything claimed, in a fixed order, but for the words; and the claim on which each edge rests."""
    names = _event_names(known)
    edges = [(relation, claim) for claim in known.claims for relation in relations(claim, known)]
    graph, claims = nx.MultiDiGraph(), {}
    for relation, claim in _telling(edges):
        for node in (relation.source, relation.target):
            if node not in graph:
                graph.add_node(node, **_about_node(node, known, names))
        key = f"{local(claim.fact)} {local(claim.document)} {relation.kind}"
        graph.add_edge(relation.source, relation.target, key=key, **_about_edge(relation, claim, known, names))
        claims[relation.source, relation.target, key] = claim
    _describe(graph)
    return graph, claims


def _telling(edges: list[tuple[Relation, Claim]]) -> list[tuple[Relation, Claim]]:
    """The relations, without acting for whom one holds a post and the mere mention of agreements known better."""
    posts = {(relation.source, relation.target) for relation, _ in edges if relation.kind == "holds post"}
    known = {relation.target for relation, _ in edges if relation.source != relation.target}
    return [
        (relation, claim)
        for relation, claim in edges
        if not (relation.kind == "acted for" and (relation.source, relation.target) in posts)
        and not (relation.kind == NAMED and relation.target in known)
    ]


def _describe(graph: nx.MultiDiGraph) -> None:
    """Give each node its weight, and each person the post reported last."""
    facts: dict[str, set[str]] = {node: set() for node in graph}
    posts: dict[str, tuple[str, str]] = {}
    for source, target, about in graph.edges(data=True):
        facts[source].add(about["fact"])
        facts[target].add(about["fact"])
        if about["kind"] == "holds post" and about["label"].startswith("is "):
            post = about["label"][3:] + (f" {graph.nodes[target]['label']}" if source != target else "")
            posts[source] = max(posts.get(source, ("", "")), (about.get("published", ""), post))
    for node, of_node in facts.items():
        graph.nodes[node]["weight"] = len(of_node)
    for node, (_, post) in posts.items():
        graph.nodes[node]["note"] = post


def _event_names(known: Claims) -> dict[str, str]:
    """A name for every event: its own, else what it was and when."""
    names: dict[str, str] = {}
    for claim in known.claims:
        own = claim.one("prefLabel")
        time = known.times.get(claim.one("hasTime") or "", {})
        kind = called(claim)
        if own or claim.fact not in names:
            names[claim.fact] = own or ", ".join(filter(None, (kind, time.get("edtf"))))
    return names


def _about_node(node: str, known: Claims, names: dict[str, str]) -> dict[str, Any]:
    thing = known.things.get(node)
    if thing is None:
        return {"label": names.get(node, local(node)), "kind": "event" if node in names else "other"}
    country = known.things.get(thing.country or "")
    about = {"label": thing.label, "kind": thing.kind, "alias": " | ".join(thing.others) or None}
    return present(about | {"note": country.label if country else None})


def _about_edge(relation: Relation, claim: Claim, known: Claims, names: dict[str, str]) -> dict[str, Any]:
    about = {"kind": relation.kind, "label": relation.label, "type": relation.type, "mutual": relation.mutual}
    about |= {"fact": claim.fact} | how_real(claim, known) | when_and_where(claim, known)
    return present(about | {"event": _setting(claim, names)} | told_by(claim, known))


def _setting(claim: Claim, names: dict[str, str]) -> str | None:
    """The name of an event that has no node of its own, and of what it belongs to."""
    if is_drawn_as_event(claim):
        return None
    parts = [claim.one("prefLabel") if "hasParty" not in claim.properties else None]
    for name, words in (("subEventOf", "part of"), ("onSidelinesOf", "on the sidelines of")):
        if parent := claim.one(name):
            parts.append(f"{words} {names.get(parent, local(parent))}")
    return ", ".join(part for part in parts if part) or None
