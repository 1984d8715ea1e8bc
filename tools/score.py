"""Scores of a pipeline on the held-out parts of the corpora: raw text in, tokens and sentences its own."""

import json
import lzma
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from namecorpora import NameCorpora
from names import NamedText
from spacy.language import Language
from spacy.training import Example
from treebank import read_paragraphs, to_doc

PARAGRAPHS = 10  # of a treebank, read as one text
PRESS_TEXTS = 300  # texts whose reading is timed
Scores = dict[str, float]


def score(nlp: Language, directory: Path, corpora: NameCorpora) -> Scores:
    """All scores of the model card, by the keys its template uses but for speed; shares of one."""
    return {
        **score_syntax(nlp, directory / "ud_gum_test.conllu.xz", "gum"),
        **score_syntax(nlp, directory / "ud_gum_test.conllu.xz", "gum_single", by_sentence=True),
        **score_syntax(nlp, directory / "ud_ewt_test.conllu.xz", "ewt"),
        **score_names(nlp, corpora.held_out, "gmb"),
        **score_names(nlp, [_without_peoples(text) for text in corpora.gold_test], "uner", no_peoples=True),
    }


def score_syntax(nlp: Language, path: Path, key: str, *, by_sentence: bool = False) -> Scores:
    """Accuracy of tags, parts of speech, lemmas and trees (punctuation left out of these), F1 of sentences.

    A text is ten paragraphs, or with `by_sentence` one sentence of the treebank.
    """
    paragraphs = read_paragraphs(path)
    if by_sentence:
        paragraphs = [[sentence] for paragraph in paragraphs for sentence in paragraph]
    size = 1 if by_sentence else PARAGRAPHS
    starts = range(0, len(paragraphs), size)
    docs = [to_doc(nlp.vocab, paragraphs[at : at + size], ["\n\n"] * size) for at in starts]
    with nlp.select_pipes(disable=["ner"]):
        scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    names = {"uas": "dep_uas", "las": "dep_las", "tag": "tag_acc", "pos": "pos_acc"}
    names |= {"lemma": "lemma_acc", "sentences": "sents_f"}
    return {f"{key}_{short}": float(scores[name]) for short, name in names.items()}


def _without_peoples(text: NamedText) -> NamedText:
    return NamedText(text.text, tuple(name for name in text.names if name.label != "NORP"))


def score_names(nlp: Language, texts: Sequence[NamedText], key: str, *, no_peoples: bool = False) -> Scores:
    """F1 of names by exact span and label, of all and by label; `no_peoples` makes places one label, without NORP."""
    found, right, wanted = Counter[str](), Counter[str](), Counter[str]()
    with nlp.select_pipes(enable=["ner"]):
        docs = list(nlp.pipe(text.text for text in texts))
    for doc, text in zip(docs, texts, strict=True):
        gold = {(n.begin, n.end, _merged(n.label, no_peoples)) for n in text.names}
        read = {(e.start_char, e.end_char, _merged(e.label_, no_peoples)) for e in doc.ents}
        read = {name for name in read if not (no_peoples and name[2] == "NORP")}
        for counter, names in ((found, read), (wanted, gold), (right, read & gold)):
            counter.update(label for _, _, label in names)
            counter["all"] += len(names)
    return {f"{key}_{label.lower()}": _f1(right[label], found[label], wanted[label]) for label in sorted(wanted)}


def _merged(label: str, merge: bool) -> str:
    return "LOC" if merge and label == "GPE" else label


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 0.0


def speed(nlp: Language, path: Path) -> float:
    """Tokens a second of processor time on press texts, the whole pipeline in one process."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][:PRESS_TEXTS]
    list(nlp.pipe(texts[:10]))
    started = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=16))
    return tokens / (time.process_time() - started)
