"""Joins the trained parts into one pipeline directory, pruned and described."""

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import spacy
from learn import ALL_TREEBANKS, use_fast_algebra
from lemmas import FEATURES, PERSONAL, lemma_tables
from namecorpora import NameCorpora
from score import Scores, score, speed
from spacy.language import Language
from spacy.strings import StringStore
from thinc.api import NumpyOps, set_current_ops
from treebank import pos_table, read_paragraphs

LICENCE = "CC BY-SA 4.0"
VERSION = "1.0.0"
SPACY = ">=3.8.2,<3.9"  # as pyproject.toml allows; spaCy itself would write that of the training
CARD = "MODEL_CARD.md"
SPEEDS = ("speed", "speed_default")


def assemble(directory: Path, corpora: NameCorpora, parts: Path, output: Path) -> Scores:
    """Joins `parts/syntax` and `parts/names`, saves to `output`, and writes the card from scores of what was saved."""
    use_fast_algebra()
    join(directory, parts).to_disk(output)
    prune_strings(output)
    scores = score(spacy.load(output), directory, corpora) | speeds(output, directory / "whitehouse.jsonl.xz")
    describe(output, scores)
    return scores


def speeds(model: Path, texts: Path) -> Scores:
    """Tokens a second with spaCy's default algebra, and with NumPy's."""
    set_current_ops(NumpyOps())
    default = speed(spacy.load(model), texts)
    use_fast_algebra()
    return {"speed_default": default, "speed": speed(spacy.load(model), texts)}


def join(directory: Path, parts: Path) -> Language:
    """One pipeline: syntax, coarse parts of speech by rule, names with word vectors of their own."""
    nlp = spacy.load(parts / "syntax")
    ruler = nlp.add_pipe("attribute_ruler")
    paragraphs = [paragraph for name in ALL_TREEBANKS for paragraph in read_paragraphs(directory / name)]
    for pattern, pos in pos_table(paragraphs):
        features = FEATURES.get(str(pattern["TAG"]))
        attributes = {"POS": pos} if features is None else {"POS": pos, "MORPH": features}
        ruler.add([[pattern]], attributes)  # type: ignore[attr-defined] # typed as a bare callable
    ruler.add([[{"TAG": "VBP", "LOWER": {"IN": ["are", "am", "'re", "’re", "'m", "’m"]}}]], PERSONAL)  # type: ignore[attr-defined] # the same
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=lemma_tables(paragraphs))  # type: ignore[attr-defined] # the same
    nlp.add_pipe("ner", source=spacy.load(parts / "names"))
    return nlp


def prune_strings(model: Path) -> None:
    """Keeps the strings that the components look up, labels and features; words come with the text."""
    nlp = spacy.load(model)
    labels = {label for labels in nlp.pipe_labels.values() for label in labels if isinstance(label, str)}
    patterns = nlp.get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined] # typed as a bare callable
    attributes = {
        value
        for pattern in patterns
        for values in (pattern["attrs"], *pattern["patterns"][0])
        for value in values.values()
        if isinstance(value, str)
    }
    StringStore(sorted(labels | attributes)).to_disk(model / "vocab" / "strings.json")


def describe(model: Path, scores: Scores) -> None:
    """Fills meta.json and the model card; every figure in them is measured."""
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    meta |= {
        "name": "diplograph_en",
        "version": VERSION,
        "description": "English diplomatic news: tags, trees, lemmas and names",
        "author": "Diplograph",
        "license": LICENCE,
        "spacy_version": SPACY,
        "performance": {key: round(value, 4) for key, value in sorted(scores.items()) if key not in SPEEDS},
    }
    (model / "meta.json").write_text(json.dumps(meta, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    template = Path(__file__).with_name("model_card.md").read_text(encoding="utf-8")
    percent = {key: f"{100 * value:.1f}" for key, value in scores.items() if key not in SPEEDS}
    size = sum(file.stat().st_size for file in model.rglob("*") if file.is_file()) / 1e6
    versions = {"version": VERSION, "licence": LICENCE, "spacy": version("spacy"), "size": f"{size:.1f}"}
    thousands = {key: f"{scores[key] / 1000:.1f}" for key in SPEEDS}
    (model / CARD).write_text(template.format(**percent, **versions, **thousands), encoding="utf-8")


def replace_directory(new: Path, old: Path) -> None:
    """Puts `new` where `old` is; a reader sees the one or the other."""
    beside, retired = old.with_name(f"{old.name}.next"), old.with_name(f".{old.name}.old")
    for stale in (beside, retired):
        shutil.rmtree(stale, ignore_errors=True)
    shutil.copytree(new, beside)
    if old.exists():
        old.rename(retired)
    beside.rename(old)
    shutil.rmtree(retired, ignore_errors=True)
