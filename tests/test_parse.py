"""The plain objects of a parsed document say what spaCy's say."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
from parses import parsed
from spacy.tokens import Doc as Annotated

from kg.annotate import Annotator
from kg.annotate.plain import plain
from kg.parse import Doc, Span, Token

TEXT = """Foreign Minister Kari Lund — “a friend” — met Pedro Rojas, who'd come  from Chile, in Oslo on 5 May.

They didn't sign the twenty-first treaty; 42 MPs (and the U.S. envoy) left.
"""


@pytest.fixture(scope="module")
def annotated(annotator: Annotator) -> Annotated:
    return annotator.nlp(TEXT)


def _i(tokens: Any) -> list[int]:
    return [token.i for token in tokens]


FLAGS = ("is_space", "is_punct", "is_quote", "is_alpha", "is_title")
WORDS = ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_", "is_sent_start")
OF_TOKENS: dict[str, Callable[[Any], Any]] = {
    **{name: attrgetter(name) for name in (*WORDS, *FLAGS)},
    "head": lambda token: token.head.i,
    "children": lambda token: _i(token.children),
    "lefts": lambda token: _i(token.lefts),
    "rights": lambda token: _i(token.rights),
    "subtree": lambda token: _i(token.subtree),
    "ancestors": lambda token: _i(token.ancestors),
    "edges": lambda token: (token.left_edge.i, token.right_edge.i),
    "sentence": lambda token: (token.sent.start, token.sent.end, token.sent.text, token.sent.root.i),
    "neighbour": lambda token: token.nbor(-1).i if token.i else None,
    "above": lambda token: [token.is_ancestor(other) for other in token.doc],
    "length": len,
}


@pytest.mark.parametrize("attribute", OF_TOKENS)
def test_tokens(annotated: Annotated, attribute: str) -> None:
    of = OF_TOKENS[attribute]
    assert [of(token) for token in plain(annotated)] == [of(token) for token in annotated]


@pytest.mark.parametrize(("mode", "widened"), [("expand", True), ("contract", False)])
def test_spans_of_characters(annotated: Annotated, mode: str, widened: bool) -> None:
    doc = plain(annotated)

    def bounds(span: Any) -> tuple[int, int] | None:
        return (span.start, span.end) if span is not None and len(span) else None  # spaCy's may hold nothing

    for begin in range(len(TEXT)):
        for end in range(begin + 1, min(begin + 30, len(TEXT))):
            expected = annotated.char_span(begin, end, alignment_mode=mode)
            assert bounds(doc.char_span(begin, end, widened=widened)) == bounds(expected), TEXT[begin:end]


def test_the_document(annotated: Annotated) -> None:
    doc = plain(annotated)
    assert doc.text == TEXT and len(doc) == len(annotated)
    assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in annotated.sents]
    assert [(s.text, s.label_) for s in doc.ents] == [(s.text, s.label_) for s in annotated.ents] != []


@pytest.mark.parametrize("bounds", [(0, 3), (2, 2), (3, 1), (-3, None), (0, 999), (None, -1)])
def test_slices(annotated: Annotated, bounds: tuple[int | None, int | None]) -> None:
    ours, theirs = plain(annotated)[slice(*bounds)], annotated[slice(*bounds)]
    assert (ours.start, ours.end, ours.text, _i(ours)) == (theirs.start, theirs.end, theirs.text, _i(theirs))


def test_spans_are_cut_and_indexed() -> None:
    span = parsed("Lund/NNP/nsubj/1 met/VBD/ROOT/1 them/PRP/obj/1")[1:3]
    assert (span[0].text, span[-1].text, span[1:].text, span.root.text, len(span)) == ("met", "them", "them", "met", 2)
    with pytest.raises(IndexError):
        span[2]


def test_there_is_nothing_beyond_the_document() -> None:
    doc = parsed("Lund/NNP/nsubj/1 met/VBD/ROOT/1")
    for token, steps in ((doc[0], -1), (doc[1], 1)):
        with pytest.raises(IndexError):
            token.nbor(steps)


def test_a_token_is_made_once_and_has_its_place_in_sets() -> None:
    doc = parsed("Lund/NNP/nsubj/1 met/VBD/ROOT/1")
    assert doc[0] is doc[1].lefts[0] and {doc[0], doc[1].children[0]} == {doc[0]}
    assert sorted([doc[1], doc[0]]) == [doc[0], doc[1]] and hash(doc[1]) == 1


def test_an_empty_document() -> None:
    doc = Doc([])
    assert (doc.text, list(doc), list(doc.sents), doc.char_span(0, 1)) == ("", [], [], None)


def test_tokens_and_spans_show_their_words() -> None:
    doc = parsed("Lund/NNP/nsubj/1 met/VBD/ROOT/1")
    assert (repr(doc[0]), isinstance(doc[0], Token), isinstance(doc[:1], Span)) == ("Lund", True, True)
