"""Paths over a parse: where each leads in a sentence parsed by hand, and what is no path."""

import pytest
from parses import parsed

from kg.errors import ConfigurationError
from kg.extraction.grammar.lemmas import entry, is_listed
from kg.extraction.grammar.paths import path
from kg.parse import Doc

MEET = parsed(
    "Lund/NNP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 envoys/NNS/obj/2 of/IN/case/5 Chile/NNP/nmod/3 "
    "with/IN/case/7 Rojas/NNP/obl/2 on/IN/case/9 Monday/NNP/obl:unmarked/2 and/CC/cc/11 talk/VB/conj/2 "
    "to/TO/mark/13 sign/VB/advcl/11 it/PRP/obj/13"
)
INVITE = parsed(
    "He/PRP/nsubj/1 invited/VBD/ROOT/1 Rojas/NNP/obj/1 to/TO/mark/4 visit/VB/xcomp/1 the/DT/det/6 port/NN/obj/4 "
    "not/RB/advmod/1 far/RB/advmod/1"
)

WAYS = [
    # document, from, path, words it leads to
    (MEET, "meet", ">nsubj", "Lund"),
    (MEET, "meet", ">nsubj|obj", "Lund envoys"),
    (MEET, "meet", ">obj | >nsubj", "Lund envoys"),
    (MEET, "meet", ">obj / >nsubj", "envoys"),
    (MEET, "meet", ">iobj / >nsubj", "Lund"),
    (MEET, "meet", ">iobj | >obj / >nsubj", "envoys"),
    (MEET, "meet", ">nsubj | >obj | >nsubj", "Lund envoys"),
    (MEET, "meet", ">obl*", "Rojas Monday"),
    (MEET, "meet", ">obl", "Rojas"),
    (MEET, "meet", ">obl*{>case{lower=with}}", "Rojas"),
    (MEET, "meet", ">obl*{!>case{lower=with}}", "Monday"),
    (MEET, "meet", ">{lower=will}", "will"),
    (MEET, "meet", ">{lower!=will|talk, before}", "Lund"),
    (MEET, "meet", ">{after, pos=PROPN}", "Rojas Monday"),
    (MEET, "meet", ">{dep=aux|cc}", "will"),
    (MEET, "meet", ">conj >advcl >obj", "it"),
    (MEET, "meet", ">conj>advcl>obj", "it"),
    (MEET, "meet", ">conj|advcl+", "talk sign"),
    (MEET, "meet", ">conj? >advcl|obj", "envoys sign"),
    (MEET, "meet", ".ROOT{tag=VB}", "meet"),
    (MEET, "meet", ".ROOT{tag=VBD}", ""),
    (MEET, "meet", "<", ""),
    (MEET, "meet", ">mark", ""),
    (MEET, "it", "<+", "meet talk sign"),
    (MEET, "it", "<obj <advcl", "talk"),
    (MEET, "it", "<obj <conj", ""),
    (MEET, "it", "<{after}", ""),
    (MEET, "it", "<obj{before, tag=VB}", "sign"),
    (MEET, "Chile", "<nmod >case", ""),
    (MEET, "Chile", "<nmod <obj >nsubj", "Lund"),
    (MEET, "Chile", ">case{lower=of} <case", "Chile"),
    (INVITE, "visit", "<xcomp{lemma=invite|urge} >obj", "Rojas"),
    (INVITE, "visit", "<xcomp{lemma=urge} >obj", ""),
    (INVITE, "visit", "<xcomp{lemma=$grammar.object_control} >obj", "Rojas"),
    (INVITE, "visit", "<xcomp{lemma!=$grammar.object_control} >obj", ""),
    (INVITE, "invited", ".{>advmod{lower=$grammar.doubt|not}}", "invited"),
    (INVITE, "invited", '.{>{lower="not"}, >xcomp{>mark{lower=to} , tag = VB | VBN}}', "invited"),
    (INVITE, "invited", ">xcomp >obj{>det | >amod}", "port"),
    (INVITE, "invited", ">xcomp >obj{!>det / >amod}", ""),
    (INVITE, "Rojas", "<{!<}", "invited"),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("doc", "word", "text", "expected"), WAYS, ids=[f"{row[1]}: {row[2]}" for row in WAYS])
def test_where_a_path_leads(doc: Doc, word: str, text: str, expected: str) -> None:
    token = next(token for token in doc if token.text == word)
    way = path(text)
    assert " ".join(found.text for found in way(token)) == expected
    assert way.matches(token) == bool(expected)
    assert (found.text if (found := way.first(token)) else "") == expected.split(" ")[0]


NO_PATHS = [
    ("", "at its end, a step is expected"),
    ("nsubj", "at 'nsubj' (character 1), a step is expected"),
    (">nsub", "at 'nsub' (character 2), there is no relation nsub"),
    (">nsub*{lower=x", "a comma or } is expected"),
    (">subj*", "there is no relation subj*"),
    (">nsubj |", "a step is expected"),
    (">nsubj)", "at ')' (character 7), a step (> < .), | or / is expected"),
    (">nsubj{}", "a constraint is expected"),
    (">nsubj{lemma=meet,}", "a constraint is expected"),
    (">nsubj{lema=meet}", "at 'lema=meet}' (character 8), there is no lema, only lemma, lower, pos, tag, dep, before"),
    (">nsubj{lemma}", "= or != is expected behind lemma"),
    (">nsubj{lemma=}", "a value is expected"),
    (">nsubj{lemma=a|}", "a value is expected"),
    (">nsubj{lemma=Meet}", "words are compared in lower case, not as Meet"),
    (">nsubj{tag=VERB}", "there is no tag VERB"),
    (">nsubj{pos=VBN}", "there is no pos VBN"),
    (">nsubj{dep=subject}", "there is no dep subject"),
    (">nsubj{lemma=$verbs.contrl}", "at '$verbs.contrl}' (character 14), there is no word class verbs.contrl"),
    (">nsubj{before after}", "a comma or } is expected"),
    (">nsubj{before, after}", "there is no after"),
    (".{before}", "before compares two words, but . stays at one"),
    (">nsubj{>det{lower=the}", "a comma or } is expected"),
]


@pytest.mark.parametrize(("text", "message"), NO_PATHS)
def test_what_is_no_path(text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        path(text)
    assert message in str(error.value) and repr(text) in str(error.value)


def test_a_step_without_relation_goes_along_all() -> None:
    assert [token.text for token in path(">nsubj >")(MEET[2])] == []
    assert len(path(">")(MEET[2])) == 6


LISTED = [("visite", "visit"), ("visiting", "visit"), ("countries", "country"), ("planned", "plan"), ("boxes", "box")]


@pytest.mark.parametrize(("word", "base"), LISTED)
def test_a_word_is_listed_under_what_its_endings_leave(word: str, base: str) -> None:
    (token,) = parsed(f"{word}/VB/ROOT/0")
    assert is_listed(token, {base}) and not is_listed(token, {"come"})
    assert entry(token, {base}) == base and entry(token, {"come"}) == token.lemma_
