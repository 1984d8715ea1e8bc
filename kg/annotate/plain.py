"""What a pipeline of spaCy has read of a document, as plain objects."""

from spacy.lexeme import Lexeme
from spacy.tokens import Doc as Annotated

from kg.parse import Doc, Word

_WORD = "ORTH"
_NAMED: list[int | str] = ["LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_COUNTED: list[int | str] = ["HEAD", "SPACY", "SENT_START"]


def plain(annotated: Annotated) -> Doc:
    """The document as it is annotated so far; what is not yet read of a word is empty, and each hangs on itself."""
    vocab = annotated.vocab
    orths = annotated.to_array(_WORD).tolist()
    words = {orth: _word(vocab[orth]) for orth in set(orths)}
    named = annotated.to_array(_NAMED).T.tolist()
    texts = {number: vocab.strings[number] for number in {number for column in named for number in column}}
    steps, spaced, starts = annotated.to_array(_COUNTED).view("int64").T.tolist()
    parsed = zip(
        [words[orth] for orth in orths],
        *([texts[number] for number in column] for column in named),
        [i + step for i, step in enumerate(steps)],
        spaced,
        [start == 1 for start in starts],
        strict=True,
    )
    return Doc(parsed, [(name.start, name.end, name.label_) for name in annotated.ents])


def _word(lexeme: Lexeme) -> Word:
    return Word(
        lexeme.text,
        lexeme.lower_,
        lexeme.shape_,
        lexeme.is_space,
        lexeme.is_punct,
        lexeme.is_quote,
        lexeme.is_alpha,
        lexeme.is_title,
        lexeme.like_num,
    )
