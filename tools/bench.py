"""Prints how fast documents are read and graphs are made: `python tools/bench.py [JSONL] [--documents N]`.

Without a file it takes the readouts beside the repository, or the shipped articles many times over.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from pyoxigraph import Store

import kg
from kg import pipeline
from kg.annotate import Annotator
from kg.base import Base
from kg.model import Document, Extraction
from kg.query import Graph
from kg.query.engine import answer
from kg.query.wire import Request
from kg.rdf import quads
from kg.reader import reader as load
from kg.resolve import resolve

ROOT = Path(__file__).parents[1]
READOUTS = ROOT.parent / "shared" / "corpora" / "whitehouse.jsonl.xz"
QUERIES = ("ASK { ?s ?p ?o }", "SELECT ?x ?n { ?x a dip:Person ; skos:prefLabel ?n } LIMIT 100")
ARTICLES = Path(kg.__file__).parent / "demo" / "articles.jsonl"


def main() -> None:
    """Measure, and print a line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("source", nargs="?", type=Path, default=READOUTS if READOUTS.exists() else ARTICLES)
    parser.add_argument("--documents", type=int, default=1203)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(arguments.source, arguments.documents, Path(folder))


def measure(source: Path, number: int, folder: Path) -> None:
    """All measures on so many documents of a source."""
    documents = read(source, number)
    say(
        "start-up of kg --help",
        seconds(lambda: subprocess.run([sys.executable, "-m", "kg", "-h"], stdout=subprocess.DEVNULL)),
        "s",
    )
    annotator = Annotator()
    count = sum(len(annotator.nlp.make_doc(document.text)) for document in documents)
    print(f"{source.name}: {len(documents):,} documents, {count:,} tokens")
    say("annotate", count / seconds(lambda: list(annotator.pipe(documents))), "tokens/s")
    reader = load()
    reader(documents[:2])
    say("whole extraction, in one process", count / seconds(lambda: reader(documents)), "tokens/s")
    for jobs in (1, 2):
        spent = seconds(partial(extracted, documents, jobs))
        say(f"whole extraction with its start, --jobs {jobs}", count / spent, "tokens/s")
    said = extracted(documents, 2)
    with Base.open(folder / "bench.kg", write=True) as base:
        spent = seconds(partial(keep, base, said))
        say("facts into facts.db", len(said) / spent, "documents/s")
        spent = seconds(
            lambda: base.publish(quads(base.facts.contents(), resolve(base.facts.contents(), base.facts.judgements())))
        )
        made = sum(base.generation().manifest.quads.values())
        say(f"{made:,} quads, facts.db to a loaded generation", made / spent, "quads/s")
        measure_queries(base.generation().store)
    for who, name in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "a worker")):
        say(f"peak memory of {name}", resource.getrusage(who).ru_maxrss / 1024, "MB")


def measure_queries(path: Path) -> None:
    """What a query costs more for going through the process of its own, and how long that takes to start."""
    graph, store = Graph(path), Store.read_only(str(path))
    say("a first query, with the start of its process", seconds(lambda: graph.query(QUERIES[0])), "s")
    for sparql in QUERIES:
        apart = median(seconds(partial(graph.query, sparql)) for _ in range(200))
        alone = median(seconds(partial(list, answer(store, Request(sparql)))) for _ in range(200))
        say(f"{sparql[:30]} through the process, beside alone", 1000 * (apart - alone), "ms")
    graph.close()


def read(source: Path, number: int) -> list[Document]:
    """So many documents, those of the source over again where it has fewer."""
    report = pipeline.Report()
    found = list(pipeline.documents([str(source)], report))
    if report.rejected:
        sys.exit(f"{source}: {len(report.rejected)} rejected, such as {json.dumps(str(report.rejected[0]))}")
    return [
        found[at % len(found)].model_copy(update={"id": f"{found[at % len(found)].id}-{at // len(found)}"})
        for at in range(number)
    ]


def extracted(documents: list[Document], jobs: int) -> list[tuple[Document, Extraction]]:
    """What documents say, read by so many processes."""
    return list(pipeline.extract(documents, [], jobs=jobs))


def keep(base: Base, said: list[tuple[Document, Extraction]]) -> None:
    """Put facts into a base."""
    for document, facts in said:
        base.facts.add(document, facts)


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def say(what: str, value: float, unit: str) -> None:
    """Print one measure."""
    print(f"{what:55} {value:12,.2f} {unit}" if value < 10 else f"{what:55} {value:12,.0f} {unit}", flush=True)


if __name__ == "__main__":
    main()
