"""The two trainings: syntax from treebanks, names from name corpora."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from augment import PARAGRAPH_BREAKS, vary_names, vary_paragraph
from compose import Composer, join
from namecorpora import NameCorpora
from names import NamedText
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from spacy.vocab import Vocab
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops, warmup_linear
from treebank import Paragraph, group, read_paragraphs, to_doc

WIDTH = 96
DROPOUT = 0.2
CUT = 60  # words of a parsed text learnt at one go
RATE, WARM_UP = 0.0015, 300  # Adam's highest rate, and the steps until it is reached
SECOND_RATE = 0.0008  # the same in a second round, which goes on from the first
TRAINING_TREEBANKS = ("ud_ewt_train.conllu.xz", "ud_gum_train.conllu.xz")
ALL_TREEBANKS = (*TRAINING_TREEBANKS, "ud_ewt_dev.conllu.xz", "ud_gum_dev.conllu.xz")
ABBREVIATIONS = ("Amb.", "Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Hon.", "Lt.", "Maj.", "Sgt.", "H.E.")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train: an epoch is one pass over the corpora, `composed` counts sentences an epoch.

    `names_horizon` is the epoch at which the rate for names would reach nought; averaged weights allow an earlier end.
    """

    syntax_epochs: int
    second_epochs: int
    names_epochs: int
    names_horizon: int
    composed: int
    batch_words: int = 700


def use_fast_algebra() -> None:
    """NumPy's matrix products: on wide vector units about three times as fast as spaCy's default."""
    set_current_ops(NumpyOps(use_blis=False))


def blank() -> Language:
    """An English pipeline without components; its tokenizer also parts "U.S.-led" and knows the press's ranks."""
    nlp = spacy.blank("en")
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)[-–—](?=[A-Za-z])"]
    tokenizer: Any = nlp.tokenizer  # written in Cython, without types
    tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    for abbreviation in ABBREVIATIONS:
        tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    return nlp


def tok2vec(depth: int, rows: list[int]) -> dict[str, Any]:
    """Hashed embeddings of four features of a word, and a convolution over its neighbours."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": rows,
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def listener() -> dict[str, Any]:
    """Where a component reads the shared word vectors."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH}


def transitions(state: str, vectors: dict[str, Any]) -> dict[str, Any]:
    """The transition-based model of the parser and of the entity recogniser."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": vectors,
    }


def syntax_pipeline() -> Language:
    """Tagger and parser on shared word vectors."""
    nlp = blank()
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener()}
    nlp.add_pipe("tok2vec", config={"model": tok2vec(4, [5000, 1000, 2500, 2500])})
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("parser", config={"model": transitions("parser", listener()), "update_with_oracle_cut_size": CUT})
    return nlp


def names_pipeline() -> Language:
    """The entity recogniser with word vectors of its own."""
    nlp = blank()
    nlp.add_pipe("ner", config={"model": transitions("ner", tok2vec(4, [5000, 1000, 2500, 2500]))})
    return nlp


def train_syntax(corpora: Path, plan: Plan, output: Path) -> None:
    """Trains on the training parts of EWT and GUM, then for a second round on their development parts too."""
    use_fast_algebra()
    nlp = syntax_pipeline()
    epoch = syntax_epoch(nlp.vocab, [p for name in TRAINING_TREEBANKS for p in read_paragraphs(corpora / name)])
    train(nlp, epoch, plan.syntax_epochs, plan.batch_words, output)
    refine_syntax(corpora, plan, output)


def refine_syntax(corpora: Path, plan: Plan, output: Path) -> None:
    """The second round: goes on from the pipeline in `output` with fresh rates, and saves it there."""
    use_fast_algebra()
    nlp = spacy.load(output)
    known = set(nlp.pipe_labels["tagger"])
    paragraphs = (p for name in ALL_TREEBANKS for p in read_paragraphs(corpora / name))
    taggable = [p for p in paragraphs if all(word.tag in known for sentence in p for word in sentence)]
    epoch = syntax_epoch(nlp.vocab, taggable)
    train(nlp, epoch, plan.second_epochs, plan.batch_words, output, resume=True)


def syntax_epoch(vocab: Vocab, paragraphs: list[Paragraph]) -> Callable[[random.Random], Iterator[Doc]]:
    """Gives the documents of an epoch: the paragraphs in random runs and order, each in a variant of its own."""

    def epoch(rng: random.Random) -> Iterator[Doc]:
        runs = list(group(paragraphs, rng))
        rng.shuffle(runs)
        for run in runs:
            breaks = rng.choices(PARAGRAPH_BREAKS, k=len(run))
            yield to_doc(vocab, [vary_paragraph(paragraph, rng) for paragraph in run], breaks)

    return epoch


def train_names(directory: Path, excluded: Path, plan: Plan, output: Path) -> None:
    """Trains on the name corpora and composed sentences, and saves the pipeline."""
    use_fast_algebra()
    corpora = NameCorpora(directory, excluded)
    nlp = names_pipeline()

    def epoch(rng: random.Random) -> Iterator[Doc]:
        composer = Composer(corpora.gazetteer, rng)
        runs = list(corpora.runs(rng, composer, plan.composed))
        rng.shuffle(runs)
        for run in runs:
            breaks = [gap or " " for gap in rng.choices(PARAGRAPH_BREAKS, k=len(run))]
            yield named_doc(nlp, vary_names(join(run, breaks), rng))

    train(nlp, epoch, plan.names_epochs, plan.batch_words, output, horizon=plan.names_horizon)


def named_doc(nlp: Language, named: NamedText) -> Doc:
    """The reference document of a text with names; a name that no token boundary fits is left out."""
    doc = nlp.make_doc(named.text)
    found = (doc.char_span(n.begin, n.end, label=n.label, alignment_mode="strict") for n in named.names)
    doc.set_ents(filter_spans([span for span in found if isinstance(span, Span)]))
    return doc


def train(
    nlp: Language,
    epoch: Callable[[random.Random], Iterable[Doc]],
    epochs: int,
    batch_words: int,
    output: Path,
    *,
    resume: bool = False,
    horizon: int | None = None,
) -> None:
    """Trains and saves after each epoch, with the weights averaged over the steps.

    `epoch` gives the documents of one epoch in the order in which they are seen. `resume` keeps the weights there are;
    the rate falls to nought over `horizon` epochs, by default all of them.
    """
    fix_random_seed(0)
    rng = random.Random(0)
    first = list(epoch(rng))
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in first]
    steps = (horizon or epochs) * (sum(map(len, first)) // batch_words + 1)
    if not resume:
        nlp.initialize(lambda: examples)
    del examples
    optimizer = Adam(
        warmup_linear(SECOND_RATE if resume else RATE, WARM_UP, steps),  # type: ignore[arg-type] # it is a generator
        L2=0.01,
        L2_is_weight_decay=True,
        use_averages=True,
    )
    started = time.monotonic()
    for number in range(1, epochs + 1):
        losses: dict[str, float] = {}
        for batch in batches(first if number == 1 else epoch(rng), batch_words):
            examples = [Example(nlp.make_doc(doc.text), doc) for doc in batch]
            nlp.update(examples, sgd=optimizer, losses=losses, drop=DROPOUT)
            optimizer.step_schedules()
        minutes = (time.monotonic() - started) / 60
        print(
            f"{'+'.join(nlp.pipe_names)}: epoch {number} of {epochs}, {minutes:.1f} min, {_brief(losses)}", flush=True
        )
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(output)


def batches(docs: Iterable[Doc], words: int) -> Iterator[list[Doc]]:
    """Consecutive documents in batches of about so many words."""
    batch: list[Doc] = []
    for doc in docs:
        batch.append(doc)
        if sum(map(len, batch)) >= words:
            yield batch
            batch = []
    if batch:
        yield batch


def _brief(numbers: dict[str, Any]) -> str:
    return " ".join(
        f"{key} {value:.4g}" for key, value in sorted(numbers.items()) if isinstance(value, (float, np.floating))
    )
