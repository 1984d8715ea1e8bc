"""Corpora of names as texts with labelled spans.

Labels: PERSON, ORG, GPE (countries, cities, provinces), LOC (regions, natural places) and NORP (demonyms, peoples,
faiths).
"""

import hashlib
import lzma
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LABELS = {
    **{"per": "PERSON", "org": "ORG", "geo": "GPE", "gpe": "NORP"},  # GMB
    **{"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"},  # UNER
    **{"person": "PERSON", "politician": "PERSON", "politicalparty": "ORG", "organisation": "ORG"},  # CrossNER
    **{"country": "GPE", "location": "GPE"},
}
COMPOUND = re.compile(
    r"(.*[A-Z][\w.']*)-(based|led|backed|run|funded|held|controlled|born|style|made|brokered|sponsored|supported|occupied"
    r"|dominated|trained|administered|ruled|imposed|designated|elect|speaking|wide|bound|owned|related|aligned)"
)
HYPHEN = "HYPH"  # the tag of a hyphen inside a word that was parted
CLITICS = ("'s", "'", "n't", "'re", "'ve", "'ll", "'d", "'m")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name corpus: its form, part-of-speech tag ("" where unknown) and label in IOB2."""

    form: str
    tag: str
    label: str


@dataclass(frozen=True, slots=True)
class Name:
    """Words `begin` to `end` (exclusive) of a sentence, or characters of a text, with a label."""

    begin: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text and the names in it, by character offsets."""

    text: str
    names: tuple[Name, ...]


def read_columns(path: Path, *, form: int, label: int, tag: int | None = None, every: int = 1) -> list[list[Token]]:
    """Sentences of a tab-separated corpus, or one in so many; an empty line ends one, "# " begins a comment."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().strip().split("\n\n")[::every]
    rows = ([line.split("\t") for line in block.split("\n") if line and not line.startswith("# ")] for block in blocks)
    return [[Token(r[form], "" if tag is None else r[tag], r[label]) for r in block] for block in rows if block]


def fingerprint(text: str) -> str:
    """The letters and digits of a text: equal however it was tokenised."""
    return re.sub(r"\W+", "", text)


def is_held_out(sentence: Sequence[Token]) -> bool:
    """Whether a sentence belongs to the tenth kept for testing; decided by the hash of its words."""
    return hashlib.sha1(" ".join(t.form for t in sentence).encode()).digest()[0] % 10 == 0


def spans(sentence: Sequence[Token]) -> list[Name]:
    """The labelled spans of a sentence, in the labels of this project; others are left out."""
    found: list[Name] = []
    for number, token in enumerate(sentence):
        kind = LABELS.get(token.label[2:])
        if kind is None:
            continue
        if token.label.startswith("I-") and found and found[-1].end == number and found[-1].label == kind:
            found[-1] = Name(found[-1].begin, number + 1, kind)
        else:
            found.append(Name(number, number + 1, kind))
    return found


def untokenise(sentence: Sequence[Token], names: Sequence[Name]) -> NamedText:
    """The sentence as it would be printed, and its names by characters."""
    text, quoted, tight = "", False, True
    edges: list[tuple[int, int]] = []
    for token in sentence:
        form = token.form
        closes = token.tag == HYPHEN or form in CLITICS or form in tuple(",.;:?!%)") or (form == '"' and quoted)
        text += "" if closes or tight else " "
        edges.append((len(text), len(text) + len(form)))
        text += form
        quoted ^= form == '"'
        tight = token.tag == HYPHEN or form in ("(", "$") or (form == '"' and quoted)
    placed = (_inside_hyphens(text, edges[n.begin][0], edges[n.end - 1][1], n.label) for n in names)
    return NamedText(text, tuple(placed))


def _inside_hyphens(text: str, begin: int, end: int, label: str) -> Name:
    """Cuts a name before a hyphen and a lower-case word: "U.S.-backed", but not "al-Qaida" or "Port-au-Prince"."""
    match = COMPOUND.fullmatch(text[begin:end])
    return Name(begin, begin + len(match.group(1)), label) if match else Name(begin, end, label)
