"""Which documents are copies of one text."""

import random
import time
from collections.abc import Mapping
from itertools import combinations

import pytest

from kg.model import Document, Extraction
from kg.resolve.copies import ALIKE, copies_of

WORDS = [f"w{number}" for number in range(5000)]


def found(texts: Mapping[str, str]) -> dict[str, str]:
    """The copies among documents that all tell of one thing."""
    contents = [(Document(id=id_, text=text), Extraction(document=id_, version="1")) for id_, text in texts.items()]
    return copies_of(contents, {(id_, "e1"): "x:one" for id_ in texts})


def text(seed: int, words: int = 200, changed: int = 0) -> str:
    """Words at random, of which the last ones are others."""
    made = random.Random(seed)
    return " ".join([*made.choices(WORDS, k=words - changed), *random.Random(seed + 999).choices(WORDS, k=changed)])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (text(1), text(1), True),
        (text(1), text(1).upper().replace(" ", ",\n"), True),
        (text(1), text(1, changed=8), True),
        (text(1), text(1, changed=14), False),  # 0.86, as templates reach
        (text(1), text(2), False),
        ("yes", "Yes.", True),
        ("yes", "no", False),
        ("", "yes", False),
    ],
)
def test_copies_share_nine_tenths_of_their_runs_of_words(one: str, other: str, same: bool) -> None:
    assert found({"b": one, "a": other}) == ({"a": "a", "b": "a"} if same else {})


def test_only_what_tells_of_the_same_is_compared() -> None:
    contents = [(Document(id=id_, text=text(1)), Extraction(document=id_, version="1")) for id_ in "ab"]
    assert copies_of(contents, {("a", "e1"): "x:one", ("b", "e1"): "x:two"}) == {}


def runs(told: str) -> set[tuple[str, ...]]:
    words = told.split()
    return set(zip(words, words[1:], words[2:], strict=False))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_alike_is_passed_over(seed: int) -> None:
    made = random.Random(seed)
    texts = {f"d{n:02}": text(n // 4, 120, changed=made.randrange(16)) for n in range(24)}
    copies = found(texts)
    shuffled = dict(made.sample([*texts.items()], len(texts)))
    assert found(shuffled) == copies
    for one, other in combinations(texts, 2):
        both = runs(texts[one]), runs(texts[other])
        alike = len(both[0] & both[1]) >= ALIKE * len(both[0] | both[1])
        if one in copies and copies[one] == one:  # the first of its copies is compared with all
            assert not alike or other in copies


def test_thousands_of_copies_take_seconds() -> None:
    texts = {f"d{n:05}": text(n % 3, 150, changed=n % 2) for n in range(3_000)}
    began = time.process_time()
    assert len(set(found(texts).values())) == 3
    assert time.process_time() - began < 10
