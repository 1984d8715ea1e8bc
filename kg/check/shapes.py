"""SHACL shapes as SPARQL: each constraint becomes one query for what breaks it, asked of the whole dataset at once.

A thing is looked at in each named graph by itself, so that no document makes good what another lacks, and two documents
that contradict each other are no fault. What a thing is (`sh:class`) may stand in any graph, and constraints that are
written in SPARQL see all graphs as one.
"""

from collections.abc import Iterator
from itertools import combinations, count
from typing import NamedTuple

from rdflib import RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import ConfigurationError

_TESTS = {
    SH.datatype: "DATATYPE({0}) = {1} && DATATYPE({1}(STR({0}))) = {1}",  # the cast fails where the form is wrong
    SH.hasValue: "sameTerm({0}, {1})",
    SH.maxExclusive: "{0} < {1}",
    SH.maxInclusive: "{0} <= {1}",
    SH.maxLength: "STRLEN(STR({0})) <= {1}",
    SH.minExclusive: "{0} > {1}",
    SH.minInclusive: "{0} >= {1}",
    SH.minLength: "STRLEN(STR({0})) >= {1}",
    SH.pattern: "REGEX(STR({0}), {1})",
}
"""What a value passes that keeps a constraint, given the limit that the constraint sets."""
_KINDS = {SH.IRI: "isIRI", SH.Literal: "isLiteral"}
_ORDERS = {SH.lessThan: "<", SH.lessThanOrEquals: "<="}
_ASIDE: frozenset[Node] = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.sparql})
"""What a shape may say that does not stand within another."""


class Rule(NamedTuple):
    """A constraint, and the query that finds each `?this` that breaks it."""

    message: str
    path: str
    """What leads to the value, as in SPARQL; empty where the constraint is on the thing itself."""
    target: str
    """The pattern of each `?this` that must keep the constraint."""
    select: str
    whole: bool = False
    """Whether it sees all graphs as one; if not, it also finds the `?graph`, and the `?value` if one is to blame."""


def rules(shapes: Graph, ontology: Graph) -> Iterator[Rule]:
    """All constraints on what the shapes target. Raises ConfigurationError where a shape is not understood in full.

    The ontology says which classes are below the classes that the shapes name.
    """
    for shape in sorted(_independent(shapes), key=str):  # so that of several faults the same is told
        yield from _Compiler(shapes, ontology).rules(shape)


def _independent(shapes: Graph) -> list[Node]:
    """The shapes that do not only stand within another: what has a name, by name, then what has a target."""
    named = {
        shape for shape, name, value in shapes if isinstance(shape, URIRef) and (_is_shacl(name) or _is_shacl(value))
    }
    targeted = dict.fromkeys(shape for shape, name, _ in shapes if str(name).startswith(f"{SH}target"))
    return [*sorted(named), *(shape for shape in targeted if shape not in named)]


def _is_shacl(term: Node) -> bool:
    return isinstance(term, URIRef) and term.startswith(str(SH))


class _Compiler:
    """Patterns for the shapes of one file; no two of them share a variable, but for `?this` and `?value`."""

    def __init__(self, shapes: Graph, ontology: Graph) -> None:
        self._shapes = shapes
        self._ontology = ontology
        self._numbers = count()

    def rules(self, shape: Node) -> Iterator[Rule]:
        """The constraints of a shape on each of its targets."""
        for target in self._targets(shape):
            for part in self._parts(shape):
                for breach in self._breaches(part, "?this", aside=_ASIDE):
                    select = f"SELECT DISTINCT ?graph ?this ?value WHERE {{ GRAPH ?graph {{ {target} {breach} }} }}"
                    yield Rule(self._message(part), self._path(part), target, select)
            for constraint in self._shapes.objects(shape, SH.sparql):
                select = str(self._shapes.value(constraint, SH.select))
                yield Rule(self._message(constraint), "", target, select, whole=True)

    def _targets(self, shape: Node) -> list[str]:
        """Patterns of what must keep a shape."""
        instances = [self._instance("?this", kind) for kind in self._shapes.objects(shape, SH.targetClass)]
        subjects = [f"?this {name.n3()} ?any ." for name in self._shapes.objects(shape, SH.targetSubjectsOf)]
        if not instances and not subjects:
            raise ConfigurationError(f"shapes: {shape} targets neither a class nor the subjects of a property")
        return instances + subjects

    def _instance(self, thing: str, kind: Node) -> str:
        """A pattern that matches where a thing is of a class or of one below it."""
        below = self._ontology.transitive_subjects(RDFS.subClassOf, kind)
        kinds, variable = " ".join(sorted(one.n3() for one in below if one)), self._variable()
        return f"VALUES {variable} {{ {kinds} }} {thing} a {variable} ."

    def _parts(self, shape: Node) -> list[Node]:
        """A shape, and those of its properties."""
        return [shape, *self._shapes.objects(shape, SH.property)]

    def _breaches(self, shape: Node, node: str, aside: frozenset[Node] = frozenset()) -> Iterator[str]:
        """A pattern for each constraint of a shape, properties aside; it matches where the node breaks it."""
        path = self._path(shape)
        understood = {SH.message, SH.path} if path else {SH.message, SH.property, *aside}
        for name, limit in self._shapes.predicate_objects(shape):
            if not isinstance(name, URIRef) or not _is_shacl(name) or name in understood:
                continue
            if not path:
                yield self._filter(name, limit, node)
            else:
                yield self._breach_together(name, limit, node, path) or self._breach_alone(name, limit, node, path)

    def _breach_together(self, name: URIRef, limit: Node, node: str, path: str) -> str:
        """Where the values of a property break a constraint together; empty if the constraint is on each by itself."""
        if name == SH.minCount:
            without = "MINUS" if node == "?this" else "FILTER NOT EXISTS"  # faster, but knows no outer node
            return f"{without} {{ {self._values(node, path, int(str(limit)))} }}"
        if name == SH.maxCount:
            return self._values(node, path, int(str(limit)) + 1)
        if name == SH.hasValue:
            return f"FILTER NOT EXISTS {{ {node} {path} {limit.n3()} }}"
        if name in _ORDERS:
            value, other = self._variable(), self._variable()
            test = f"FILTER(!COALESCE({value} {_ORDERS[name]} {other}, false))"
            return f"{node} {path} {value} . {node} {limit.n3()} {other} . {test}"
        return ""

    def _breach_alone(self, name: URIRef, limit: Node, node: str, path: str) -> str:
        """Where one value of a property breaks a constraint."""
        value = "?value" if node == "?this" else self._variable()
        if name != SH["class"]:
            return f"{node} {path} {value} . {self._filter(name, limit, value)}"
        instance = f"GRAPH {self._variable()} {{ {self._instance(value, limit)} }}"
        return f"{node} {path} {value} . MINUS {{ {instance} }}"  # unlike NOT EXISTS, it finds the instances only once

    def _filter(self, name: URIRef, limit: Node, value: str) -> str:
        """A filter that only a value passes that breaks a constraint."""
        if name in _TESTS:
            return f"FILTER(!COALESCE({_TESTS[name].format(value, limit.n3())}, false))"
        if name == SH.nodeKind and isinstance(limit, URIRef) and limit in _KINDS:
            return f"FILTER(!{_KINDS[limit]}({value}))"
        if name == SH["not"]:
            return f"FILTER NOT EXISTS {{ {self._broken(limit, value)} }}"
        if name == SH["or"]:
            choices = Collection(self._shapes, limit)
            return " ".join(f"FILTER EXISTS {{ {self._broken(choice, value)} }}" for choice in choices)
        raise ConfigurationError(f"shapes: the constraint {name} {limit} is not understood")

    def _broken(self, shape: Node, node: str) -> str:
        """A pattern that matches where a node breaks any constraint of a shape."""
        breaches = [breach for part in self._parts(shape) for breach in self._breaches(part, node)]
        return " UNION ".join(f"{{ {breach} }}" for breach in breaches)

    def _values(self, node: str, path: str, number: int) -> str:
        """A pattern that matches where a property has so many different values."""
        values = [self._variable() for _ in range(number)]
        different = [f"FILTER(!sameTerm({one}, {other}))" for one, other in combinations(values, 2)]
        return " ".join([*(f"{node} {path} {value} ." for value in values), *different])

    def _path(self, shape: Node) -> str:
        path = self._shapes.value(shape, SH.path)
        inverse = self._shapes.value(path, SH.inversePath) if path else None
        found = inverse or path
        if found and not isinstance(found, URIRef):
            raise ConfigurationError("shapes: a path is understood only if it is a property or the inverse of one")
        return f"{'^' if inverse else ''}{found.n3()}" if found else ""

    def _message(self, shape: Node) -> str:
        message = self._shapes.value(shape, SH.message)
        if not message:
            raise ConfigurationError(f"shapes: a constraint lacks a message, at {self._path(shape) or shape}")
        return str(message)

    def _variable(self) -> str:
        return f"?v{next(self._numbers)}"
