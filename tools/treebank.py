"""Universal Dependencies treebanks as spaCy documents: whole paragraphs, on the text as it was written."""

import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

MAX_SENTENCES = 4  # of a training document; longer ones train no better and cost more
SURE = 0.9  # share of a word's occurrences that makes a rule of its own
PROPER_TAGS = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. `head` is an index into its sentence, its own for the root."""

    form: str
    space_after: bool
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str


Sentence = list[Word]
Paragraph = list[Sentence]


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of a CoNLL-U file, cut where a new document or paragraph begins."""
    paragraphs: list[Paragraph] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().strip().split("\n\n")
    for block in blocks:
        lines = block.split("\n")
        if not paragraphs or any(re.match(r"# new(doc|par)\b", line) for line in lines):
            paragraphs.append([])
        paragraphs[-1].append(_sentence([line.split("\t") for line in lines if not line.startswith("#")]))
    return paragraphs


def _sentence(rows: list[list[str]]) -> Sentence:
    """Words of one sentence; those of a multiword token ("don't") are written without space between them."""
    space_after: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(number) for number in row[0].split("-"))
            space_after |= dict.fromkeys(range(first, last), False)
            space_after[last] = "SpaceAfter=No" not in row[9]
    return [_word(row, space_after) for row in rows if row[0].isdigit()]


def _word(row: list[str], space_after: dict[int, bool]) -> Word:
    number, head, tag = int(row[0]), int(row[6]), row[4]
    return Word(
        form=row[1],
        space_after=space_after.get(number, "SpaceAfter=No" not in row[9]),
        # UD analyses "United" in a name as the participle of "unite"; here a name's words are names.
        lemma=row[1] if tag in PROPER_TAGS else row[2].lower(),
        pos="PROPN" if tag in PROPER_TAGS else row[3],
        tag=tag,
        head=head - 1 if head else number - 1,
        dep=row[7] if head else "ROOT",
    )


def group(paragraphs: Sequence[Paragraph], rng: random.Random) -> Iterator[list[Paragraph]]:
    """Neighbouring paragraphs in random runs of at most four sentences, so that boundaries are learnt."""
    pieces = [
        paragraph[start : start + MAX_SENTENCES]
        for paragraph in paragraphs
        for start in range(0, len(paragraph), MAX_SENTENCES)
    ]
    run: list[Paragraph] = []
    limit = rng.randint(1, MAX_SENTENCES)
    for piece in pieces:
        if run and sum(map(len, run)) + len(piece) > limit:
            yield run
            run, limit = [], rng.randint(1, MAX_SENTENCES)
        run.append(piece)
    if run:
        yield run


def to_doc(vocab: Vocab, paragraphs: Sequence[Paragraph], breaks: Sequence[str] = ()) -> Doc:
    """The reference document; `breaks` holds what stands between paragraphs ("" for a plain space)."""
    rows: list[tuple[str, bool, str, str, str, int, str]] = []
    for number, paragraph in enumerate(paragraphs):
        for sentence in paragraph:
            offset = len(rows)
            rows += [(w.form, w.space_after, w.lemma, w.pos, w.tag, offset + w.head, w.dep) for w in sentence]
            rows[-1] = (rows[-1][0], True, *rows[-1][2:])
        gap = breaks[number] if number < len(breaks) else ""
        if gap and number < len(paragraphs) - 1:
            rows[-1] = (rows[-1][0], False, *rows[-1][2:])
            rows.append((gap, False, gap, "SPACE", "_SP", len(rows) - 1, "dep"))
    words, spaces, lemmas, poses, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    return Doc(vocab, words=words, spaces=spaces, lemmas=lemmas, pos=poses, tags=tags, heads=heads, deps=deps)


Pattern = dict[str, str | dict[str, list[str]]]


def pos_table(paragraphs: Sequence[Paragraph], minimum: int = 20) -> list[tuple[Pattern, str]]:
    """Attribute rules that give the coarse part of speech: by tag; by tag and dependency, or tag and word, where these
    differ from it.

    Counted in the treebanks; what was seen fewer than `minimum` times is left to its tag. Later rules win.
    """
    by_tag: dict[str, Counter[str]] = defaultdict(Counter)
    by_pair: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_word: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in (word for paragraph in paragraphs for sentence in paragraph for word in sentence):
        by_tag[word.tag][word.pos] += 1
        by_pair[word.tag, word.dep][word.pos] += 1
        by_word[word.tag, word.form.lower().replace("’", "'")][word.pos] += 1
    default = {tag: counts.most_common(1)[0][0] for tag, counts in by_tag.items()}
    rules: list[tuple[Pattern, str]] = [({"TAG": tag}, pos) for tag, pos in sorted(default.items())]
    for (tag, dep), counts in sorted(by_pair.items()):
        pos, seen = counts.most_common(1)[0]
        if pos != default[tag] and seen >= minimum:
            rules.append(({"TAG": tag, "DEP": dep}, pos))
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (tag, form), counts in sorted(by_word.items()):
        pos, seen = counts.most_common(1)[0]
        if pos != default[tag] and seen >= minimum and seen >= SURE * sum(counts.values()):
            words[tag, pos] += sorted({form, form.replace("'", "’")})
    rules += [({"TAG": tag, "LOWER": {"IN": forms}}, pos) for (tag, pos), forms in words.items()]
    return [*rules, ({"TAG": "_SP"}, "SPACE")]
