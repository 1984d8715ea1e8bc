"""Grammatical arguments and what is real, in sentences parsed by hand: no model has a part in it."""

from collections.abc import Callable, Iterable

import pytest
from parses import parsed

from kg.extraction.grammar import factuality, polarity, syntax
from kg.extraction.grammar.lemmas import Listed, entry
from kg.lexicon import lexicon
from kg.naming.index import Index
from kg.parse import Token

ARGUMENTS = [
    # sentence, word, function, words it gives
    ("Lund/NNP/nsubj/1 met/VBD/ROOT/1 Rojas/NNP/obj/1", "met", syntax.subjects, "Lund"),
    ("Lund/NNP/nsubj/1 met/VBD/ROOT/1 Rojas/NNP/obj/1", "met", syntax.objects, "Rojas"),
    ("Lund/NNP/nsubj:pass/2 was/VBD/aux:pass/2 received/VBN/ROOT/2 by/IN/case/4 Rojas/NNP/obl/2", "received",
     syntax.subjects, "Rojas"),
    ("Lund/NNP/nsubj:pass/2 was/VBD/aux:pass/2 received/VBN/ROOT/2 by/IN/case/4 Rojas/NNP/obl/2", "received",
     syntax.objects, "Lund"),
    ("Lund/NNP/nsubj:pass/2 was/VBD/aux:pass/2 received/VBN/ROOT/2 in/IN/case/4 Lima/NNP/obl/2", "received",
     syntax.subjects, ""),
    ("He/PRP/nsubj/1 invited/VBD/ROOT/1 Rojas/NNP/obj/1 to/TO/mark/4 visit/VB/xcomp/1", "visit",
     syntax.subjects, "Rojas"),
    ("He/PRP/nsubj/1 promised/VBD/ROOT/1 Rojas/NNP/obj/1 to/TO/mark/4 visit/VB/xcomp/1", "visit",
     syntax.subjects, "He"),
    ("He/PRP/nsubj/1 plans/VBZ/ROOT/1 to/TO/mark/3 visit/VB/xcomp/1", "visit", syntax.subjects, "He"),
    ("refusal/NN/ROOT/0 of/IN/case/2 Chile/NNP/nmod/0 to/TO/mark/4 sign/VB/acl/0", "sign", syntax.subjects, "Chile"),
    ("envoys/NNS/ROOT/0 who/WP/nsubj/2 met/VBD/acl:relcl/0", "met", syntax.subjects, "envoys"),
    ("Lund/NNP/nmod:poss/2 's/POS/case/0 visit/NN/ROOT/2", "visit", syntax.possessors, "Lund"),
    ("It/PRP/nsubj/3 is/VBZ/cop/3 a/DT/det/3 treaty/NN/ROOT/3", "treaty", lambda t: [syntax.copula(t)], "is"),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("text", "word", "give", "expected"), ARGUMENTS)
def test_arguments(text: str, word: str, give: Callable[[Token], Iterable[Token]], expected: str) -> None:
    token = next(token for token in parsed(text) if token.text == word)
    assert " ".join(found.text for found in give(token)) == expected


def ahead(verb: Token) -> bool:
    """Whether what a verb states is still to come."""
    return factuality.of_verb(verb, lexicon()).modality.plain == "planned"


TRUE = [
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/case/3 Oslo/NNP/obl/1", "met", syntax.alone),
    ("the/DT/det/1 talks/NNS/ROOT/1 that/WDT/obj/4 they/PRP/nsubj/4 held/VBD/acl/1", "held", syntax.relative_clause),
    ("Lund/NNP/nsubj:pass/2 was/VBD/aux:pass/2 received/VBN/ROOT/2", "received", syntax.is_passive),
    ("They/PRP/nsubj/3 did/VBD/aux/3 not/RB/advmod/3 meet/VB/ROOT/3", "meet", factuality.negated),
    ("They/PRP/nsubj/1 held/VBD/ROOT/1 no/DT/det/3 talks/NNS/obj/1", "held", factuality.negated),
    (
        "At/IN/case/2 no/DT/det/2 point/NN/obl/5 did/VBD/aux/5 they/PRP/nsubj/5 meet/VB/ROOT/5",
        "meet",
        factuality.negated,
    ),
    (
        "They/PRP/nsubj/2 neither/CC/cc:preconj/2 met/VBD/ROOT/2 nor/CC/cc/4 spoke/VBD/conj/2",
        "spoke",
        factuality.negated,
    ),
    ("They/PRP/nsubj/2 almost/RB/advmod/2 met/VBD/ROOT/2", "met", polarity.nearly),
    ("They/PRP/nsubj/1 left/VBD/ROOT/1 without/IN/mark/3 meeting/VBG/advcl/1", "meeting", polarity.excluded),
    ("Did/VBD/aux/2 they/PRP/nsubj/2 meet/VB/ROOT/2 ?/./punct/2", "meet", polarity.asked),
    (
        "Had/VBD/aux/2 they/PRP/nsubj/2 met/VBN/advcl/5 it/PRP/nsubj/5 had/VBD/aux/5 ended/VBN/ROOT/5",
        "met",
        polarity.supposed,
    ),
    ("They/PRP/nsubj/1 meet/VBP/ROOT/1 every/DT/det/3 year/NN/obl/1", "meet", polarity.habitual),
    ("They/PRP/nsubj/3 could/MD/aux/3 have/VB/aux/3 met/VBN/ROOT/3", "met", polarity.counterfactual),
    ("They/PRP/nsubj/1 came/VBD/ROOT/1 to/TO/mark/3 meet/VB/advcl/1", "meet", ahead),
    ("They/PRP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 and/CC/cc/4 talk/VB/conj/2", "talk", ahead),
]
FALSE = [
    ("Not/RB/advmod/4 only/RB/advmod/4 did/VBD/aux/4 they/PRP/nsubj/4 meet/VB/ROOT/4", "meet", factuality.negated),
    ("They/PRP/nsubj/3 did/VBD/aux/3 not/RB/advmod/3 meet/VB/ROOT/3 until/IN/case/5 May/NNP/obl/3", "meet",
     factuality.negated),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 for/IN/case/5 nearly/RB/advmod/4 two/CD/nummod/5 hours/NNS/obl/1", "met",
     polarity.nearly),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/case/4 a/DT/det/4 year/NN/obl/1", "met", polarity.habitual),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 why/WRB/advmod/3 left/VBD/parataxis/1 ?/./punct/3", "left", polarity.supposed),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 with/IN/case/3 Rojas/NNP/obl/1", "met", syntax.alone),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1 Rojas/NNP/obj/1", "met", syntax.alone),
    ("the/DT/det/1 talks/NNS/ROOT/1 held/VBN/acl/1 that/DT/det/4 day/NN/obl:unmarked/2", "held",
     syntax.relative_clause),
    ("Lund/NNP/nsubj/1 received/VBD/ROOT/1 Rojas/NNP/obj/1", "received", syntax.is_passive),
    ("They/PRP/nsubj/1 met/VBD/ROOT/1", "met", factuality.negated),
    ("They/PRP/nsubj/1 began/VBD/ROOT/1 to/TO/mark/3 meet/VB/xcomp/1", "meet", ahead),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(
    ("text", "word", "holds", "expected"), [*((*row, True) for row in TRUE), *((*row, False) for row in FALSE)]
)
def test_what_holds_of_a_word(text: str, word: str, holds: Callable[[Token], bool], expected: bool) -> None:
    token = next(token for token in parsed(text) if token.text == word)
    assert holds(token) is expected


@pytest.mark.parametrize(
    ("table", "places"),
    [({"meet"}, [1]), ({"visit"}, [4, 6]), ({"visit", "lund"}, [0, 4, 6]), ({"visits"}, [4]), ({"call"}, [])],
)
def test_words_that_stand_in_a_table_are_found(table: set[str], places: list[int]) -> None:
    doc = parsed(
        "Lund/NNP/nsubj/1 met/VBD/ROOT/1 Rojas/NNP/obj/1 on/IN/case/4 Visits/NNS/obl/1 ././punct/1 visite/VBG/dep/1"
    )
    assert Listed(doc).under(table) == places == [token.i for token in doc if entry(token, table) in table]


def test_an_index_finds_words_in_the_order_of_the_text() -> None:
    index = Index(parsed("The/DT/det/1 day/NN/ROOT/1 the/DT/det/3 day/NN/dep/1 Of/IN/case/1"))
    assert index.of({"of", "the", "night"}) == [0, 2, 4]
    assert index.where(lambda word: word.startswith("d")) == [1, 3]
    assert index.of({"The"}) == []
