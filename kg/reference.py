"""The vocabulary of the graph as one self-contained HTML page: what `kg schema` tells, with a picture and queries."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.kinds import alignments, ontology
from kg.policy import policy
from kg.schema import Schema, Sort, Term, patterns, schema, short
from kg.vocab import DCTERMS, NAMESPACES, OWL, SKOS

TEMPLATES = Path(__file__).parent / "templates" / "reference"
ONTOLOGY = "https://w3id.org/diplograph/ontology"
_RELATIONS = MappingProxyType({"exactMatch": "=", "closeMatch": "≈", "broadMatch": "<", "narrowMatch": ">"})


class Link(NamedTuple):
    """A term of another vocabulary: `relation` is how ours is to it, "<" for one that it is a kind of."""

    relation: str
    name: str
    iri: str


def page() -> str:
    """The page of all terms, of one's own ontology too. Raises ConfigurationError."""
    known = schema()
    style = (TEMPLATES / "reference.css").read_text("utf-8")
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals = {"anchor": anchor, "known": known, "links": _links()}
    return environment.get_template("reference.html").render(
        header=_header(),
        namespaces=NAMESPACES,
        patterns=patterns(),
        classes=_order(known),
        properties=sorted(known.of(Sort.PROPERTY), key=lambda term: term.name.casefold()),
        counts=_counts(known),
        policy=policy((), style),
        style=Markup(style),
    )


def anchor(name: str) -> str:
    """Where a term is on the page: what is behind the # of its IRI, as far as classes and properties go.

    >>> anchor("dip:Meeting"), anchor("dv:Signed")
    ('Meeting', 'dv-Signed')
    """
    return name.removeprefix("dip:").replace(":", "-")


def _order(known: Schema) -> list[tuple[int, Term]]:
    """The classes as in a tree, each once, with how deep it is in it."""
    found: dict[str, tuple[int, Term]] = {}

    def visit(terms: list[Term], depth: int) -> None:
        for term in terms:
            if term.sort is Sort.CLASS and term.name not in found:
                found[term.name] = (depth, term)
                visit(known.below(term.name), depth + 1)

    visit(known.roots(), 0)
    return [*found.values()]


def _counts(known: Schema) -> str:
    """ "60 classes, 125 properties, 129 values"."""
    classes, properties = len(known.of(Sort.CLASS)), len(known.of(Sort.PROPERTY))
    return f"{classes} classes, {properties} properties, {sum(bool(one.above) for one in known.of(Sort.VALUE))} values"


def _links() -> Mapping[str, list[Link]]:
    """What each term is mapped to."""
    quads, prefixes = alignments()
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for quad in quads:
        relation, other = quad.predicate.value.removeprefix(SKOS), getattr(quad.object, "value", "")
        if relation.endswith("Match"):
            name = next(f"{p}:{other.removeprefix(iri)}" for p, iri in prefixes.items() if other.startswith(iri))
            found[short(getattr(quad.subject, "value", ""))].append(Link(_RELATIONS.get(relation, "~"), name, other))
    return MappingProxyType({name: sorted(links, key=lambda link: link.name) for name, links in found.items()})


def _header() -> Mapping[str, str]:
    """What the ontology says of itself, by the local names of its properties."""
    told: dict[str, str] = {}
    for quad in ontology():
        term: Any = quad.object
        if getattr(quad.subject, "value", "") == ONTOLOGY:
            told[quad.predicate.value.removeprefix(DCTERMS).removeprefix(OWL)] = term.value
    return MappingProxyType(told)
