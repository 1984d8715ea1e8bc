"""The repairs of silver name annotation that the training tools make: tokens with labels -> text with names."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[1] / "tools"

CASES = [
    ("President/NNP/B-per Kagame/NNP/I-per spoke/VBD/O ./././O", "Kagame/PERSON"),
    ("Secretary/NNP/O of/IN/O State/NNP/B-org Hale/NNP/I-org spoke/VBD/O", "Hale/PERSON"),
    ("U.N./NNP/B-org Secretary-General/NNP/I-org Thant/NNP/B-per spoke/VBD/O", "U.N./ORG Thant/PERSON"),
    ("U.S./NNP/B-org Defense/NNP/I-org Secretary/NNP/O Hale/NNP/B-per", "U.S./GPE Hale/PERSON"),
    ("South/JJ/O Korean/JJ/B-gpe envoys/NNS/O", "South Korean/NORP"),
    ("the/DT/O U.S.-led/JJ/O force/NN/O", "U.S./GPE"),
    ("the/DT/O Chad-Sudan/NNP/O border/NN/O", "Chad/GPE Sudan/GPE"),
    ("pro-EU/JJ/O parties/NNS/O", "EU/ORG"),
    ("northwest/JJ/B-geo Pakistan/NNP/I-geo", "Pakistan/GPE"),
    ("off/IN/O the/DT/O Coral/NNP/B-geo Sea/NNP/I-geo coast/NN/O", "Coral Sea/LOC"),
    ("the/DT/O president/NN/B-per left/VBD/O Monday/NNP/B-tim", ""),
]


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[object]:
    """The names that the tools know, which lie outside the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(TOOLS)
        patch.setattr(sys, "dont_write_bytecode", True)
        from gazetteer import Gazetteer

        yield Gazetteer.load(TOOLS / "names.yaml")


@pytest.mark.parametrize(("tagged", "expected"), CASES)
def test_repair(gazetteer, tagged: str, expected: str) -> None:  # type: ignore[no-untyped-def] # of a class of the tools
    from names import Token, untokenise
    from repair import Cleaner, part_hyphens

    tokens = [Token(*word.rsplit("/", 2)) for word in tagged.split(" ")]
    parted = part_hyphens(tokens, gazetteer)
    named = untokenise(parted, Cleaner(gazetteer).clean(parted))
    assert " ".join(f"{named.text[n.begin : n.end]}/{n.label}" for n in named.names) == expected
