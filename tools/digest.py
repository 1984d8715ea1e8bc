"""Prints a SHA-256 of what is read off each group of texts: `tools/digest.py [--documents N] [--to FOLDER] [--plain]`.

Two versions of the extraction that print the same lines read the same facts off the same texts. The groups are the gold
texts, the shipped articles and, where they lie beside the repository, the gold texts and `N` documents of the corpora
there. With `--to` the facts are written as lines of JSON, a file for each group, so that two versions can be compared.
With `--plain` the facts alone are compared: entities stand in them by what they are, whatever their ids and mentions.
"""

import argparse
import json
import lzma
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import kg
from kg import pipeline
from kg.errors import ExtractionError
from kg.model import Document, Extraction, Rejection
from kg.reader import reader
from kg.sources import clean

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ARTICLES = Path(kg.__file__).parent / "demo" / "articles.jsonl"
TEXTS = ("text", "remarks", "title")
"""What of a corpus record is read: the first of these that it has."""


def main() -> None:
    """Print a line for each group: digest, number of documents, name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=300, help="documents of the corpora, as many of each")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with the corpora and the gold texts")
    parser.add_argument("--to", type=Path, help="a folder for the facts")
    parser.add_argument("--plain", action="store_true", help="name entities by what they are, and list none")
    arguments = parser.parse_args()
    written = plain if arguments.plain else whole
    for name, read in groups(arguments.shared, arguments.documents).items():
        lines = [written(said(document)) for document in read()]
        if arguments.to:
            arguments.to.mkdir(parents=True, exist_ok=True)
            (arguments.to / f"{name}.jsonl").write_text("\n".join([*lines, ""]), "utf-8")
        print(sha256("\n".join(lines).encode()).hexdigest(), f"{len(lines):6}", name, flush=True)


def groups(shared: Path, number: int) -> dict[str, Callable[[], Iterator[Document]]]:
    """The groups of texts that are there, by name."""
    found: dict[str, Callable[[], Iterator[Document]]] = {
        "gold": partial(gold, ROOT / "tests" / "gold"),
        "articles": partial(articles, ARTICLES),
    }
    if (dev := shared / "gold" / "dev").is_dir():
        found["dev"] = partial(gold, dev)
    corpora = sorted((shared / "corpora").glob("*.jsonl.xz"))
    for path in corpora:
        found[path.name.removesuffix(".jsonl.xz")] = partial(corpus, path, number // len(corpora))
    return found


def gold(folder: Path) -> Iterator[Document]:
    """The texts of a folder of gold facts."""
    yield from (document for document, _ in pipeline.gold_facts(folder))


def articles(path: Path) -> Iterator[Document]:
    """The documents of a JSONL file."""
    yield from pipeline.documents([str(path)], pipeline.Report())


def corpus(path: Path, number: int) -> Iterator[Document]:
    """So many documents of a corpus, or all of a smaller one, taken at even distances."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if any(map(record.get, TEXTS))]
    for at in range(0, len(records), max(1, len(records) // max(1, number)))[:number]:
        text, _ = clean(next(filter(None, map(records[at].get, TEXTS))))
        yield Document.model_validate(
            {"id": f"{path.name}-{at}", "text": text, "date": records[at].get("date") or None}
        )


def said(document: Document) -> Extraction:
    """The facts of one document. Raises ExtractionError."""
    (result,) = reader()([document])
    if isinstance(result, Rejection):
        raise ExtractionError(f"{document.id} cannot be read: {result.reason}")
    return result.extraction


def whole(extraction: Extraction) -> str:
    """An extraction as JSON, without the version of what read it."""
    return extraction.model_dump_json(exclude={"version"})


def plain(extraction: Extraction) -> str:
    """The facts as JSON, each entity by its kind, its key or name, and its country."""
    names = {one.id: f"{one.kind} {one.key or one.name} ({one.of})" for one in extraction.entities}

    def named(value: object) -> object:
        match value:
            case dict():
                return {key: named(part) for key, part in value.items()}
            case list():
                return [named(part) for part in value]
            case str():
                return names.get(value, value)
        return value

    return json.dumps(named(extraction.model_dump(mode="json", exclude={"version", "entities"})), ensure_ascii=False)


if __name__ == "__main__":
    main()
