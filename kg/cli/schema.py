"""`kg schema`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import plural, say, table
from kg.cli.options import PAGE, Output, checked, words
from kg.errors import ChoiceError, shown
from kg.files import write

if TYPE_CHECKING:
    from kg.schema import Schema, Term

_PICTURE = """\
dip:Document <- dip:inDocument - dip:Mention <- dip:evidence - dip:Claim - dip:claims -> dip:Fact
                                 (exact words)                 (confidence)               |
                                                                                          +- dip:Event: who, where, when
dip:Fact - dip:hasParticipation -> dip:Participation - dip:participant -> dip:Actor       +- dip:PostHolding
                                                     - dip:onBehalfOf  -> dip:Actor       +- dip:Agreement
                                                     - dip:role        -> dip:CodedValue  +- dip:Statement

Each document states its facts in a graph of its own; what all together say of an event or an agreement
(dip:hasParticipant, dip:status, dip:startDate, dip:atPlace, dip:hasParty, dip:documentCount) is in g:merged;
g:metadata tells how much there is of what (void:, dcat:)."""


def schema(
    term: Annotated[
        str | None, typer.Argument(parser=words, help="A class, property or value: dip:Meeting, or only meeting.")
    ] = None,
    properties: Annotated[bool, typer.Option("--properties", help="All properties, with what has them.")] = False,
    values: Annotated[bool, typer.Option("--values", help="All coded values, by their class.")] = False,
    patterns: Annotated[bool, typer.Option("--patterns", help="Queries that everybody needs, to begin with.")] = False,
    output: Output = None,
) -> None:
    """What the graph can be asked for: its classes, properties and values, and what they mean.

    In the terminal, or with -o all of it as one HTML page.

    Example: kg schema dip:Meeting
    """
    from kg.schema import schema as read

    known = read()
    if output:
        _write(checked(output, *PAGE), known)
        return
    if term is not None:
        _terms(known, term)
    elif not (properties or values or patterns):
        _overview(known)
    if properties:
        _properties(known)
    if values:
        _values(known)
    if patterns:
        _patterns()


def _write(output: Path, known: "Schema") -> None:
    from kg.reference import page

    write(output, [page()])
    say(f"{output}: {plural(len(known.terms), 'term')}")


def _overview(known: "Schema") -> None:
    from kg.vocab import NAMESPACES

    say("Prefixes, which need no declaration:")
    for prefix, iri in NAMESPACES.items():
        say(f"  {prefix}: <{iri}>")
    say()
    for line in _PICTURE.splitlines():
        say(line)
    say()
    table(["class", "what it is"], [(name, term.definition) for name, term in _tree(known, known.roots(), 0)])
    say()
    say("More: kg schema dip:Meeting, or any other term; --properties, --values; --patterns for queries to begin with;")
    say("kg query --list for saved questions, kg query --show NAME for how one is put.")


def _tree(known: "Schema", terms: list["Term"], depth: int) -> Iterator[tuple[str, "Term"]]:
    """The classes, each below those that it is a kind of; coded values are told elsewhere."""
    for term in terms:
        yield f"{'  ' * depth}{term.name}", term
        below = [one for one in known.below(term.name) if one.sort is term.sort]
        yield from _tree(known, below, depth + 1)


def _properties(known: "Schema") -> None:
    from kg.schema import Sort

    rows = [(term.name, term.domain, term.range, term.definition) for term in known.of(Sort.PROPERTY)]
    table(["property", "of", "leads to", "meaning"], rows)


def _values(known: "Schema") -> None:
    from kg.schema import Sort

    rows = [(above, term.name, term.definition) for term in known.of(Sort.VALUE) for above in term.above]
    table(["class", "value", "meaning"], sorted(rows))


def _patterns() -> None:
    from kg.schema import patterns

    for pattern in patterns():
        say(f"# {pattern.title}")
        for line in pattern.sparql.splitlines():
            say(line)
        say()


def _terms(known: "Schema", text: str) -> None:
    """What is known of the terms that a text names. Raises ChoiceError if none."""
    found = known.named(text)
    if not found:
        near = ", ".join(known.nearest(text))
        raise ChoiceError(f"there is no term {shown(text)}{f'; near: {near}' if near else ''}; kg schema lists them")
    for n, term in enumerate(found):
        if n:
            say()
        _term(known, term)


def _term(known: "Schema", term: "Term") -> None:
    from kg.schema import Sort

    say(f"{term.name}, a {term.sort}: {term.label}")
    for told in (term.definition, term.example and f"Example: {term.example}", term.note):
        if told:
            say(f"  {told}")
    if term.sort is Sort.PROPERTY:
        say(f"  of {term.domain or 'anything'}; leads to {term.range or 'a text'}")
        return
    above = known.lineage(term.name)[1:]
    if above:
        say(f"  a {'value' if term.sort is Sort.VALUE else 'kind'} of {', '.join(above)}")
    below = [one.name for one in known.below(term.name)]
    if below:
        say(f"  {'kinds' if known.below(term.name)[0].sort is Sort.CLASS else 'values'}: {', '.join(below)}")
    if term.sort is Sort.CLASS:
        say()
        rows = [(one.name, one.range, one.definition) for one in known.properties(term.name)]
        table(["property", "leads to", "meaning"], rows)
