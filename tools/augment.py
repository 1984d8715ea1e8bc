"""Variants of training text: typographic quotation marks, headlines, capitals. All keep the length of the text."""

import random
import re
from dataclasses import replace

from names import NamedText
from treebank import Paragraph, Sentence, Word

CURLY = 0.5  # share of texts that get typographic marks
UPPER, TITLE = 0.02, 0.04  # shares of texts in capitals, and with every word capitalised
PARAGRAPH_BREAKS = ("", "\n\n", "\n\n", "\n")  # "" is a plain space
NO_CAPITAL = ("'", "’", "n't", "n’t")


def curl(text: str) -> str:
    """Straight quotation marks and apostrophes made typographic."""
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[—–-])'(?=\w)(?!s\b)", r"\1‘", text)
    return text.replace("'", "’")


def vary_names(named: NamedText, rng: random.Random) -> NamedText:
    """A variant of a text with names; offsets stay valid."""
    text = curl(named.text) if rng.random() < CURLY else named.text
    choice = rng.random()
    if choice < UPPER:
        varied = text.upper()
    elif choice < UPPER + TITLE:
        varied = re.sub(r"(^|\s)[a-z]", lambda match: match.group(0).upper(), text)
    else:
        varied = text
    return NamedText(varied if len(varied) == len(text) else text, named.names)


def vary_paragraph(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """A variant of a parsed paragraph: marks in all of it, capitals in single sentences."""
    curly = rng.random() < CURLY
    return [_vary_sentence(sentence, rng.random(), curly=curly) for sentence in paragraph]


def _vary_sentence(sentence: Sentence, choice: float, *, curly: bool) -> Sentence:
    opened = False
    varied: list[Word] = []
    for word in sentence:
        form = word.form
        if curly:
            opened ^= form == '"'
            form = ("“" if opened else "”") if form == '"' else form.replace("'", "’")
        if choice < UPPER:
            form = form.upper()
        elif choice < UPPER + TITLE and not form.startswith(NO_CAPITAL):
            form = form[:1].upper() + form[1:]
        varied.append(replace(word, form=form))
    return varied
