"""How fast the saved questions are answered on a large base: `make bench-query`.

    python tools/bench_query.py BASE.kg [--quads 1000000] [--store FOLDER] [--only NAME ...]

Multiplies what the graph of a base holds until it has so many quads: of each copy, everything that is named is another
thing with another name, so that nobody becomes busier than in the base. Then asks each saved question with parameters
that have much to tell, through `kg.query` (another process, and Python values) and of pyoxigraph alone, and prints the
medians. A store that is there already is asked as it is.
"""

import argparse
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, Variable

from kg.base import Base
from kg.errors import QueryError
from kg.query import Graph, Rows, saved_queries
from kg.query.engine import to_term
from kg.query.saved import Parameter, Saved
from kg.vocab import GRAPH, ID, NAMESPACES, ONTOLOGY_GRAPH, SHARED_GRAPHS, VOCAB_GRAPH

Values = dict[Variable, NamedNode | BlankNode | Literal | Triple]

ASKED = 5
LONGEST = 20.0
"""Seconds for a question; one that takes longer is told to have taken so long."""
LOADED = 1_000_000
"""Quads that are loaded at a time."""
DAYS = {"from": "2023-01-01", "to": "2023-01-31", "on": "2023-06-01", "before": "2030-01-01", "after": "2023-01-01"}
DAYS |= {"since": "2023-01-01"}
OTHERS = {"below": "0.5", "word": "border"}
_BUSIEST = "GRAPH g:merged {{ ?x dip:hasParticipant ?y }} GRAPH g:registry {{ ?y a {} ; skos:prefLabel ?name }}"
_PERSON, _COUNTRY = _BUSIEST.format("dip:Person"), _BUSIEST.format("dip:Country")
TELLING = {
    "who": _PERSON,
    "country": _COUNTRY,
    "whom": _COUNTRY,
    "where": "GRAPH g:merged { ?x dip:atPlace ?y } ?y skos:prefLabel ?name",
    "forum": "GRAPH g:merged { ?y dip:hasParticipant ?x } ?y a dip:Forum ; skos:prefLabel ?name",
    "name": "?x dip:agreement ?y . ?y skos:prefLabel ?name",
    "post": "?x dip:post ?y . ?y skos:prefLabel ?name",
    "fact": "?x dip:claims ?y BIND(STR(?y) AS ?name)",
}
"""What has most to tell as a parameter of this name: ?name of the ?y that have most ?x."""


def multiplied(lines: list[str], quads: int) -> Iterator[str]:
    """The lines, and copies of them under other names, until there are so many."""
    own = [line for line in lines if not line.endswith((f"<{ONTOLOGY_GRAPH}> .\n", f"<{VOCAB_GRAPH}> .\n"))]
    shared = "|".join(re.escape(iri.removeprefix(GRAPH)) for iri in SHARED_GRAPHS)
    name = re.compile(rf"(<{re.escape(ID)}[^>]*|<{re.escape(GRAPH)}(?!(?:{shared})>)[^>]*)>")
    label = re.compile(r'((?:prefLabel|altLabel|searchName|identifier)> ")((?:[^"\\]|\\.)*)(")')
    yield from lines
    for number in range(1, -(-(quads - len(lines)) // len(own)) + 1):
        other = f"q{number}"
        for line in own:
            moved = name.sub(rf"\1-{other}>", line)
            yield label.sub(partial(_relabelled, other), moved)


def _relabelled(other: str, found: re.Match[str]) -> str:
    """A name with something after each word, so that no word of it is one of another's."""
    return found[1] + re.sub(r"(?<=\S)(?= |$)", other, found[2]) + found[3]


def fill(folder: Path, lines: Iterator[str]) -> None:
    """Load lines into a new store."""
    folder.mkdir(parents=True)
    store = Store(str(folder))
    while some := "".join(islice(lines, LOADED)):
        store.bulk_load(some.encode(), format=RdfFormat.N_QUADS)
    store.flush()


def parameters(graph: Graph, saved: Saved, known: dict[str, str]) -> dict[str, str]:
    """Values for a saved question that have much to tell."""
    return {one.name: known.get(one.name) or _value(graph, one, known) for one in saved.parameters}


def _value(graph: Graph, one: Parameter, known: dict[str, str]) -> str:
    """A value for one parameter, which is remembered."""
    where = TELLING[one.name]
    asked = f"SELECT ?name (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {where} }} GROUP BY ?name ORDER BY DESC(?n) ?name"
    known[one.name] = _first(graph.query(asked, limit=1, timeout=600))
    return known[one.name]


def _first(answer: object) -> str:
    assert isinstance(answer, Rows)
    return str(answer.rows[0][0]) if answer.rows else "nothing"


def median(ask: Callable[[], int]) -> tuple[float, int]:
    """The median of some runs in milliseconds, fewer where one takes long, and what is counted; the first warms up."""
    spent, count = [], ask()
    for _ in range(ASKED):
        begin = time.perf_counter()
        count = ask()
        spent.append(1000 * (time.perf_counter() - begin))
        if spent[-1] > 2000:
            break
    return statistics.median(spent), count


def alone(store: Store, saved: Saved, given: dict[str, str]) -> int:
    """The rows of a question that are asked of the engine itself."""
    values: Values = {Variable(name): to_term(value) for name, value in next(saved.readings(dict(given))).items()}
    asked = store.query(
        saved.sparql, prefixes=NAMESPACES, use_default_graph_as_union=True, substitutions=values or None
    )
    return sum(1 for _ in asked)  # type: ignore[union-attr, misc] # every saved question is a SELECT


def bench(folder: Path, only: list[str]) -> None:
    """Ask a store, and print a table."""
    graph, store = Graph(folder), Store.read_only(str(folder))
    known = DAYS | OTHERS
    pair = graph.query(
        """SELECT ?one ?other (COUNT(?x) AS ?n) WHERE { GRAPH g:merged { ?x dip:hasParticipant ?l, ?r } FILTER(?l != ?r)
        GRAPH g:registry { ?l a dip:Country ; skos:prefLabel ?one . ?r a dip:Country ; skos:prefLabel ?other } }
        GROUP BY ?one ?other ORDER BY DESC(?n) ?one""",
        limit=1,
        timeout=600,
    )
    assert isinstance(pair, Rows)
    known["one"], known["other"] = map(str, pair.rows[0][:2]) if pair.rows else ("nothing", "nothing")
    medians: list[float] = []
    print(f"{'question':34}{'rows':>8}{'kg ms':>10}{'pyoxigraph ms':>15}  parameters")
    for saved in saved_queries().values():
        if only and saved.name not in only:
            continue
        given = parameters(graph, saved, known)
        ours, rows = median(partial(_asked, graph, saved, given))
        theirs, _ = median(partial(alone, store, saved, given))
        medians.append(ours)
        print(f"{saved.name:34}{rows:8,}{ours:10.1f}{theirs:15.1f}  {' | '.join(given.values())}", flush=True)
    print(f"\nmedian {statistics.median(medians):.1f} ms, longest {max(medians):.1f} ms, of {len(medians)} questions")


def _asked(graph: Graph, saved: Saved, given: dict[str, str]) -> int:
    try:
        answer = graph.ask(saved.name, timeout=LONGEST, **given)  # type: ignore[arg-type] # no name is that of an option
    except QueryError:  # it took longer
        return -1
    assert isinstance(answer, Rows)
    return len(answer)


def main() -> None:
    """Multiply, ask, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base", type=Path)
    options.add_argument("--quads", type=int, default=1_000_000)
    options.add_argument("--store", type=Path, help="where to keep the store, or where it is")
    options.add_argument("--only", nargs="*", default=[], metavar="NAME")
    given = options.parse_args()
    made = Path(tempfile.mkdtemp())
    folder = given.store or made / "store"
    try:
        if not folder.exists():
            with Base.open(given.base) as base:
                fill(folder, multiplied(base.generation().lines(), given.quads))
        print(f"{len(Store.read_only(str(folder))):,} quads in {folder}", file=sys.stderr)
        bench(folder, given.only)
    finally:
        shutil.rmtree(made)


if __name__ == "__main__":
    main()
