"""Runs of words that may make a name, and where they end."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg.lexicon import Lexicon
from kg.parse import Doc, Token
from kg.timex import MONTHS

LONGEST_NAME = 40
"""Tokens; a longer run of capitalised words is a list or a text in capitals, of which the rest is read anew."""


def capitalised_run(doc: Doc, start: int, lexicon: Lexicon) -> Iterator[Token]:
    """The tokens of a name from `start` on: capitalised words, initials, and particles and hyphens between them."""
    run: list[Token] = []
    for token in takewhile(lambda t: _part_of_name(t, lexicon), doc[start : start + LONGEST_NAME]):
        if begins_date(token):
            break
        run.append(token)
    while run and not (run[-1].text[0].isupper() or after_hyphen(run[-1])):
        run.pop()
    particle = len(run) > 1 and run[0].lower_ in lexicon.names.particles and run[0].is_alpha
    if run and (run[0].text[0].isupper() or particle):
        yield from run


def names_son(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is a given name before a father's name, though it may be a post elsewhere: "Sultan bin Rashid"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is not None and token.is_title and following.lower_ in lexicon.names.fathers


def past_suffix(doc: Doc, end: int, lexicon: Lexicon) -> int:
    """The token after the ", Jr." of a name that ends at token `end`, if that stands there; else `end`."""
    follows = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in lexicon.names.suffixes
    return end + 2 if follows else end


def after_hyphen(token: Token) -> bool:
    """Whether a word is joined to the one before it by a hyphen: "in" of "Jae-in"."""
    return token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_


def _part_of_name(token: Token, lexicon: Lexicon) -> bool:
    if token.text in ("-", "‐") or (token.is_alpha and after_hyphen(token)):
        return True
    if token.lower_ in lexicon.names.particles and not token.is_punct:
        return True
    return token.text[0].isupper() and (token.is_alpha or "." in token.text or "'" in token.text or "’" in token.text)


def begins_date(token: Token) -> bool:
    """Whether a word that may be a name is that of a month, with a day or a year behind it: "Kari Lund May 5"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is not None and following.text[0].isdigit() and token.lower_ in MONTHS


def is_instrument(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "Polar Treaty", "Bergen Plan of Action"."""
    last = (" ".join(token.lower_ for token in tokens[-count:]) for count in (1, 2, 3))
    return any(words in lexicon.agreements.nouns for words in last)


def are_posts(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "Foreign Ministers of Chile", "FM": people, which the tagger takes for a body."""
    words = [token.lower_ for token in tokens]
    if all(word in lexicon.titles.abbreviations for word in words):
        return True
    last = words[words.index("of") - 1] if "of" in words[1:] else ""
    return last.endswith("s") and last.removesuffix("s") in lexicon.titles.heads


def from_surname(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name of one word begins with the surname before it that is a pronoun besides: "spokesman He Lifeng"."""
    if end - start > 1 or start < 2:
        return start
    surname, before = doc[start - 1], doc[start - 2]
    meant = surname.is_title and surname.lower_ in lexicon.names.homographs
    return start - 1 if meant and before.is_alpha and not surname.is_sent_start else start
