"""Headlines in title case: "Foreign Minister Lund Meets With Chilean Counterpart"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

LEAST = 4  # words of a headline
LONG = 4  # letters of a word that title case never leaves small,
_SMALL = frozenset({"IN", "TO", "CC", "DT"})  # unless it is one of these: "with", "from"


def find(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of the lines in title case, which no full stop ends."""
    start = 0
    for end in (*(token.i for token in doc if "\n" in token.text), len(doc)):
        if _is_title_case(list(doc[start:end])):
            yield start, end
        start = end + 1


def _is_title_case(line: list[Token]) -> bool:
    words = [token for token in line if token.is_alpha]
    long = [token for token in words if len(token.text) >= LONG]
    small = any(token.text.islower() and token.tag_ not in _SMALL for token in long)
    capitals = all(token.text.isupper() for token in long)
    return len(words) >= LEAST and bool(long) and not small and not capitals and line[-1].text not in (".", "!", "?")
