"""Whatever a text repeats, reading it takes time in proportion to its length, and no stack overflows.

Time is CPU time, measured against that of ordinary text in the same process, so that a slow machine is no failure.
"""

import datetime as dt
import json
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from spacy.tokens import Doc

import kg
from kg.annotate import Annotator
from kg.annotate.pieces import BLOCK, LONGEST_WORD, Words, noise
from kg.annotate.trees import DEEPEST, LONGEST, bounded
from kg.extraction import Extractor
from kg.model import Document, Extraction
from kg.naming.latest import Latest
from kg.naming.marks import Marks

ARTICLES = Path(kg.__file__).parent / "demo" / "articles.jsonl"
DAY = dt.date(2025, 5, 5)
TIMES = 4
"""How much more CPU than ordinary text of the same length any text may take. The most that was measured is 2.6."""
LEAST = 0.3  # seconds that a short text may take in any case

Read = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def read_day(annotator: Annotator) -> Read:
    """Reads a text, also what it only repeats: much of what other texts say in other words takes as long."""
    extractor = Extractor(annotator.name)

    def extract(text: str) -> Extraction:
        document = Document(id="text", text=text, date=DAY)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(import_module("kg.annotate.pieces"), "FEW", 0)
            return extractor.extract(document, annotator.annotate(document))

    return extract


@pytest.fixture(scope="module")
def pace(read_day: Read) -> float:
    """Seconds that ordinary text takes, by character."""
    texts = [json.loads(line)["text"] for line in ARTICLES.read_text("utf-8").splitlines()]
    text = "\n\n".join(texts)[:15_000]
    read_day(text[:1_000])
    begin = time.process_time()
    read_day(text)
    return (time.process_time() - begin) / len(text)


class TooSlow(Exception):
    """A text takes more than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what takes more CPU."""

    def stop(*_: object) -> None:
        raise TooSlow(f"over {seconds:.2f} s of CPU")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size].strip()


def name(number: int) -> str:
    """A capitalised word that no other number has."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    digits: list[str] = []
    while number or not digits:
        number, digit = divmod(number, len(syllables))
        digits.append(syllables[digit])
    return "".join(["Ka", *digits]).capitalize()


def numbered(sentence: str, size: int) -> str:
    """A sentence over and over, each time with other names for its {a} to {d}."""
    parts: list[str] = []
    for n in count():
        parts.append(sentence.format(a=name(7 * n), b=name(11 * n + 3), c=name(13 * n + 5), d=n % 28 + 1))
        if sum(map(len, parts[-1:])) * (n + 1) >= size:
            return " ".join(parts)
    raise AssertionError


REPEATED = {
    "posts that qualify posts": ("deputy assistant ", 4_000),
    "the same in capitals": ("Foreign Minister Deputy ", 4_000),
    "clauses in clauses": ("the president met the minister who said that ", 12_000),
    "verbs": ("met ", 6_000),
    "verbs of saying": ("said ", 8_000),
    "sayings": ("he said he met her and ", 8_000),
    "infinitives": ("to meet to discuss ", 6_000),
    "relative clauses": ("the man who met ", 6_000),
    "agreed to agree": ("agreed to agree to meet to ", 8_000),
    "pronouns of earlier sentences": ("They met. ", 6_000),
    "stories that go on": ("They met two days later. ", 8_000),
    "one sentence": ("Merkel met Macron. ", 18_000),
    "brackets": ("(", 8_000),
    "brackets apart": ("( ", 60_000),
    "commas": (",", 8_000),
    "emoji": ("😀", 8_000),
    "quotations never closed": ("“Hello “ ", 12_000),
    "empty quotations": ("“a” ", 6_000),
    "apostrophes": ("'' ", 8_000),
    "plural owners": ("Ministers’ Meeting ", 6_000),
    "honorifics": ("Mr. ", 6_000),
    "honorifics with a name": ("Mr. Rini ", 8_000),
    "styles": ("Dr. Prince ", 24_000),
    "a headline": ("Foreign Minister Lund Meets With Chilean Counterpart ", 24_000),
    "names of events": ("Summit ", 6_000),
    "verdicts on treaties": ("the treaty void ", 5_000),
    "marks behind verbs": ("said: ", 8_000),
    "blank lines": ("a\n\n", 40_000),
    "lines that introduce": ("Lund said:\nWe are here to stay together, all of us now\n", 14_000),
    "texts that begin": ("Lund met Rojas.\n\nBegin text:\n\nWe agree. ", 10_000),
    "turns": ("MR. LUND: We agreed. ROJAS: No.\nQ: Why?\n", 10_000),
    "posts": ("We agreed. — Kari Lund (@lund) ", 10_000),
    "a statement in the first person": ("Statement by Minister Lund\nI agree. “ We ", 12_000),
    "between days": ("between Monday and Tuesday and ", 6_000),
    "days": ("on 5 May ", 12_000),
    "a list of countries": ("France, ", 10_000),
    "agreements on agreements": ("the agreement on the treaty on ", 12_000),
    "delegations": ("The delegation met Lund. ", 10_000),
    "words without a space": ("state-of-the-", 16_000),
    "combining marks": ("e\u0301", 16_000),
    "a headline of countries": ("Norway, Chile and ", 12_000),
    "a headline of posts": ("President & ", 12_000),
    "Chinese": ("外交部长会见。", 8_000),
}
NUMBERED = {
    "persons and posts": ("Foreign Minister {a} {b} met Mr. {c}.", 10_000),
    "persons of one surname": ("{a} Lund met Mr. Lund.", 14_000),
    "posts without a holder": ("Foreign Minister {a} {b} spoke. The foreign minister left.", 14_000),
    "turns": ("\nMR. {a}: We met {b}.\nMS. {b}: I met {a}.", 10_000),
    "quotations": ("“We shall see {a} tomorrow,” said {b} {c}.", 10_000),
    "visits": ("President {a} {b} visited Chile on {d} May and met President {c}.", 12_000),
    "agreements": ("Norway and Chile signed the {a} Treaty on {b}.", 10_000),
    "counterparts": ("Minister {a} {b} met his Chilean and Peruvian counterparts, {c} {b} and {a} {c}.", 10_000),
}
WORDS = [
    *("the", "a", "of", "and", ",", ".", "that", "who", "which", "to", "with", "in", "on", "by", "as", "for", "from"),
    *("he", "they", "his", "their", "it", "both", "two", "the two leaders", "(", ")", "“", "”", '"', "’s", "-", "\n\n"),
    *("minister", "President", "Deputy", "former", "envoy", "officials", "delegation", "counterpart", "Mr.", "Lund"),
    *("Kari Lund", "Norway", "Chilean", "NATO", "Lima", "Oslo", "Monday", "5 May", "2025", "next week", "later"),
    *(
        "met",
        "said",
        "visited",
        "signed",
        "agreed",
        "called",
        "will",
        "not",
        "has",
        "talks",
        "summit",
        "visit",
        "treaty",
    ),
    *(
        "agreement",
        "statement",
        "signing",
        "between",
        "sidelines",
        "including",
        "accompanied",
        "there",
        "where",
        "here",
    ),
]


def generated(seed: int, size: int) -> str:
    """Two to eight words over and over."""
    chance = random.Random(seed)
    return repeated(" ".join(chance.choices(WORDS, k=chance.randint(2, 8))) + " ", size)


TEXTS = {
    **{kind: repeated(*row) for kind, row in REPEATED.items()},
    **{kind: numbered(*row) for kind, row in NUMBERED.items()},
    **{f"generated {seed}": generated(seed, 4_000) for seed in range(12)},
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_time_is_linear(read_day: Read, pace: float, text: str) -> None:
    for last in (False, True):  # a neighbour may have emptied the caches of the processor once
        try:
            with at_most(max(LEAST, TIMES * pace * len(text))):
                read_day(text)
                return
        except TooSlow:
            if last:
                raise


def test_a_text_that_takes_long_is_noticed() -> None:
    with pytest.raises(TooSlow), at_most(0.05):
        sum(n * n for n in range(10**8))


def test_the_latest_is_the_last_listed_of_those_before() -> None:
    latest = Latest([(10, 0), (40, 1), (20, 2)])
    assert [latest.before(place) for place in (10, 11, 30, 41)] == [None, 0, 2, 2]


def test_trees_are_cut_where_they_grow_too_wide_or_too_deep() -> None:
    assert bounded([]) == []
    small = [1, 1, 1, 4, 4]
    assert bounded(small) == small
    wide = bounded([0] * (3 * LONGEST))
    assert all(head // LONGEST == i // LONGEST for i, head in enumerate(wide))
    assert wide[:LONGEST] == [0] * LONGEST
    deep = bounded([max(0, i - 1) for i in range(LONGEST)])
    assert sum(head == i for i, head in enumerate(deep)) == (LONGEST + DEEPEST) // (DEEPEST + 1)


@pytest.mark.parametrize("text", ["", "Oslo", "x" * 1000, f"Lund met {'(' * 500} her. {'é' * 400}", " \n" + "-" * 300])
def test_overlong_words_are_cut(annotator: Annotator, text: str) -> None:
    doc = Words(annotator.nlp.make_doc)(text)
    assert doc.text == text
    assert max(map(len, doc), default=0) <= LONGEST_WORD


def test_noise_is_what_has_hardly_a_letter(annotator: Annotator) -> None:
    words = ["Lund", "met", "her", "."] * BLOCK + ["(", "5"] * BLOCK + ["Oslo"] * BLOCK
    doc = Doc(annotator.nlp.vocab, words=words)
    assert noise(doc) == [(start, start + BLOCK) for start in range(BLOCK, 6 * BLOCK, BLOCK)]
    assert noise(doc[: 2 * BLOCK].as_doc()) == []


def test_what_is_only_repeated_is_read_once(annotator: Annotator) -> None:
    said = f"Lund met Rojas. {'Lund met Rojas. ' * 200}She met Vos in Oslo."
    doc = annotator.annotate(Document(id="text", text=said))
    assert doc.text == said
    assert [token.text for token in doc if token.pos_ == "VERB"].count("met") < 2 * BLOCK / 4 + 8
    assert {"Rojas", "Vos", "Oslo"} <= {entity.text for entity in doc.ents}


@pytest.mark.parametrize("text", ["Lund met Rojas in Oslo. " * 900, f"Lund spoke. {'( ' * 400}She met Rojas in Oslo."])
def test_a_long_text_is_read_whole(annotator: Annotator, text: str) -> None:
    doc = annotator.annotate(Document(id="text", text=text))
    assert doc.text == text
    assert {"Rojas", "Oslo"} <= {entity.text for entity in doc.ents}
    assert max(sentence.end - sentence.start for sentence in doc.sents) <= LONGEST


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” and “no”.", ["yes", "no"]),
        ("“One\n\n“Two\n\n“Three” she said", ["One\n\n“Two\n\n“Three"]),
        ("“One\n\nTwo”", ["One"]),
        ("the ‘Ministers’ Meeting’ ends", ["Ministers’ Meeting"]),
        ("“never closed", ["never closed"]),
        (f"“{'a ' * 3000}” ends", []),
    ],
)
def test_marks(text: str, quoted: list[str]) -> None:
    assert [text[begin:end] for begin, end in Marks(text).spans()] == quoted
