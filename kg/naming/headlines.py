"""Headlines in title case: "Foreign Minister Lund Meets With Chilean Counterpart"."""

from collections.abc import Iterator

from kg.parse import Doc, Token

LEAST = 4  # words of a headline
LONG = 4  # letters of a word that title case never leaves small,
_SMALL = frozenset({"IN", "TO", "CC", "DT"})  # unless it is one of these: "with", "from"


def find(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of the lines in title case, which no full stop ends."""
    tokens = list(doc)
    start = 0
    for end in (*(i for i, token in enumerate(tokens) if "\n" in token.text), len(tokens)):
        if _is_title_case(tokens[start:end]):
            yield start, end
        start = end + 1


def _is_title_case(line: list[Token]) -> bool:
    if not line or line[-1].text in (".", "!", "?"):
        return False
    words = [token for token in line if token.is_alpha]
    long = [token for token in words if len(token.text) >= LONG]
    if len(words) < LEAST or all(token.text.isupper() for token in long):
        return False
    return not any(token.text.islower() and token.tag_ not in _SMALL for token in long)
