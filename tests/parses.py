"""Documents with a parse written by hand, so that rules are tested without the trained pipeline."""

from spacy.lang.en import English
from spacy.tokens import Doc as Annotated

from kg.annotate.plain import plain
from kg.parse import Doc

NLP = English()
LEMMAS = {
    "met": "meet",
    "invited": "invite",
    "promised": "promise",
    "began": "begin",
    "came": "come",
    "visite": "visit",
}


def parsed(text: str) -> Doc:
    """A document from a row of `word/tag/relation/head`, the head counted from 0; a root has itself."""
    rows = [row.split("/") for row in text.split()]
    words, tags, relations, heads = zip(*rows, strict=True)
    parts = {"NN": "NOUN", "VB": "VERB", "PR": "PRON", "IN": "ADP", "DT": "DET", "MD": "AUX", "TO": "PART", "RB": "ADV"}
    pos = ["PROPN" if tag.startswith("NNP") else parts.get(tag[:2], "X") for tag in tags]
    annotated = Annotated(
        NLP.vocab,
        words=list(words),
        tags=list(tags),
        pos=pos,
        deps=list(relations),
        heads=[int(head) for head in heads],
        lemmas=[LEMMAS.get(word, word) for word in words],
    )
    return plain(annotated)
