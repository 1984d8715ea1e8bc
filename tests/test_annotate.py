"""The annotation reproduces its text, whatever the text is, and stand-ins leave no trace in it."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc as Annotated
from spacy.tokens import Span

from kg.annotate import Annotator, batched, dateline_end
from kg.annotate.condense import condense, expand
from kg.annotate.plain import plain
from kg.annotate.rulings import Rulings, look_up
from kg.annotate.standins import standins
from kg.errors import ConfigurationError
from kg.extraction import Extractor
from kg.lexicon import Lexicon, lexicon
from kg.model import Document
from kg.naming import spans
from kg.parse import Doc
from kg.version import SHIPPED

L = "Norwegian Foreign Minister Kari Lund"
MANY = ", ".join(
    f"Foreign Minister {first} {last}" for first in ("Kari", "Pedro", "Joyce") for last in ("Lund", "Rojas")
)

TEXTS = {
    "empty": "",
    "a blank": " ",
    "white space": " \n\t\n  \n",
    "one word": "Oslo",
    "a full stop": ".",
    "names only": "Kari Lund\n\nPedro Rojas\n\nJoyce Mwangi",
    "a sentence": f"{L} met Chilean Foreign Minister Pedro Rojas in Oslo on 13 May 2024.",
    "a dateline": f"OSLO, May 13 (Agency) - {L} met Pedro Rojas.",
    "paragraphs": f"A headline without a stop\n\n{L} spoke.\n\n\nShe left.  ",
    "line breaks": f"{L}\nmet Pedro\nRojas in\nOslo.",
    "leading blanks": f"   \n {L} spoke.",
    "no full stop": f"{L} met Pedro Rojas",
    "quotation": f"“We agreed,” {L} said. ‘It was time.’",
    "emoji": "🇳🇴 Kari Lund met Pedro Rojas 🤝 in Oslo 🎉🎉.",
    "Arabic": "التقت كاري لوند بيدرو روخاس في أوسلو يوم الاثنين.",
    "Chinese": "卡丽·伦德周一在奥斯陆会见了佩德罗·罗哈斯。",
    "mixed scripts": "Kari Lund (Кари Лунд, 卡丽) met Pedro Rojas.",
    "zero width": "Kari\u200bLund met\u00a0Pedro\u202eRojas.",
    "combining": "José María Núñez met Zoë Ångström.",
    "punctuation": "!!! ??? ... --- ((( ))) [[[ ]]] ,,, ;;;",
    "brackets": "(" * 300,
    "a list of names": f"{MANY} and Foreign Minister Ali Otieno met in Oslo.",
    "a list of countries": "Norway, Chile, Kenya, the United States and the Democratic Republic of the Congo met.",
    "a very long list": ", ".join(f"Kari Lund{chr(97 + i % 26)}" for i in range(400)) + " and Pedro Rojas met.",
    "hyphens": "US-India and U.S.-Thailand talks; NATO Secretary-General Jan Vos.",
    "an apposition": "Kari Lund, Norway's foreign minister, met Pedro Rojas (Chilean foreign minister).",
    "as well as": f"{L} as well as Pedro Rojas met Joyce Mwangi.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_annotation(annotator: Annotator, text: str) -> None:
    doc = annotator.annotate(Document(id="text", text=text))
    assert doc.text == text
    assert problems(doc) == []


def problems(doc: Doc) -> list[str]:
    """What is wrong with an annotation: sentences, heads, tags, offsets."""
    found = [f"no tag: {token.i}" for token in doc if not token.tag_ and not token.is_space]
    found += [f"wrong offset: {token.i}" for token in doc if doc.text[token.idx : token.idx + len(token)] != token.text]
    covered = [token.i for sent in doc.sents for token in sent]
    if covered != list(range(len(doc))):
        found.append("sentences do not cover the tokens")
    for sent in doc.sents:
        roots = [token for token in sent if token.head == token]
        found += [] if len(roots) == 1 else [f"{len(roots)} roots: {sent.text!r}"]
        found += [f"head outside: {token.i}" for token in sent if not sent.start <= token.head.i < sent.end]
    return found


def test_a_broken_annotation_is_found(annotator: Annotator) -> None:
    words = ["Lund", "spoke", "."]
    doc = Annotated(annotator.nlp.vocab, words=words, heads=[0, 1, 1], deps=["dep"] * 3, sent_starts=[1, 0, 0])
    assert problems(plain(doc))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_stand_ins(annotator: Annotator, text: str) -> None:
    """What is condensed and expanded again has the same tokens and names, and stand-ins never overlap."""
    with annotator.nlp.select_pipes(
        disable=[n for n in annotator.nlp.pipe_names if n in ("parser", "tagger", "lemmatizer")]
    ):
        tagged = annotator.nlp(text)
    read = plain(tagged)
    replaced = standins(read, spans.find(read, lexicon()), lexicon())
    assert [s.start for s in replaced] == sorted(s.start for s in replaced)
    assert all(one.end <= two.start for one, two in pairwise(replaced))
    assert all(s.start <= s.head < s.end <= len(tagged) for s in replaced)
    short = condense(tagged, replaced)
    inside = sum(s.end - s.start - 1 for s in replaced)
    spaces = sum(t.is_space for t in tagged if not any(s.start <= t.i < s.end for s in replaced))
    assert len(short) == len(tagged) - inside - spaces
    parsed = Annotated(
        short.vocab, words=[t.text for t in short], heads=[max(t.i - 1, 0) for t in short], deps=["dep"] * len(short)
    )
    whole = expand(parsed, tagged, replaced)
    assert [token.text_with_ws for token in whole] == [token.text_with_ws for token in tagged]
    assert [(e.start, e.end, e.label_) for e in whole.ents] == [(e.start, e.end, e.label_) for e in tagged.ents]
    assert [problem for problem in problems(plain(whole)) if not problem.startswith("no tag")] == []


def test_what_is_found_before_parsing_is_found_once(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Doc] = []
    find = spans.find

    def noting(doc: Doc, lexicon: Lexicon) -> spans.Spans:
        found.append(doc)
        return find(doc, lexicon)

    monkeypatch.setattr(spans, "find", noting)
    document = Document(id="d", text="“Norway and Chile agree,” Kari Lund said in Oslo on Monday.")
    doc = annotator.annotate(document)
    Extractor().extract(document, doc)
    assert len(found) == 1 and spans.of(doc, lexicon()) is spans.of(doc, lexicon())
    assert (
        spans.of(plain(annotator.nlp.make_doc(document.text)), lexicon()).times and len(found) == 2
    )  # a Doc of another's


def test_long_names_are_one_word_to_the_parser(annotator: Annotator) -> None:
    doc = annotator.nlp.make_doc("Norwegian Foreign Minister Kari Lund met Chile.")
    doc.ents = [Span(doc, 3, 5, label="PERSON")]
    read = plain(doc)
    short = condense(doc, standins(read, spans.find(read, lexicon()), lexicon()))
    assert [token.text for token in short] == ["Smith", "met", "Chile", "."]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("OSLO, May 13 (Agency) - Lund spoke.", "Lund spoke."),
        ("OSLO, 13 May (Agency) — Lund spoke.", "Lund spoke."),
        ("Oslo, May 13 – Lund spoke.", "Lund spoke."),
        ("Oslo, Norway, May 13, 2024 - Lund spoke.", "Lund spoke."),
        ("KUALA LUMPUR, Oct. 31 Lund spoke.", "Lund spoke."),
        ("NEW YORK — “We agreed,” Lund said.", "“We agreed,” Lund said."),
        ("OSLO (Agency) - Lund spoke.", "Lund spoke."),
        ("Lund spoke in Oslo on May 13.", "Lund spoke in Oslo on May 13."),
        ("Oslo is cold.", "Oslo is cold."),
        ("On May 13, Lund spoke.", "On May 13, Lund spoke."),
        ("", ""),
    ],
)
def test_datelines(annotator: Annotator, text: str, rest: str) -> None:
    end = dateline_end(text)
    assert text[end:] == rest
    starts = [sent.start_char for sent in annotator.annotate(Document(id="text", text=text)).sents]
    assert (end in starts) or not text


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("A headline\n\nLund spoke.", ["A", "Lund"]),
        ("Lund spoke.\n\nShe left.", ["Lund", "She"]),
        ("One\n\nTwo\n\nThree", ["One", "Two", "Three"]),
    ],
)
def test_a_blank_line_ends_a_sentence(annotator: Annotator, text: str, starts: list[str]) -> None:
    doc = annotator.annotate(Document(id="text", text=text))
    assert [sent[0].text for sent in doc.sents] == starts


def test_a_batch_gives_what_single_documents_give(annotator: Annotator) -> None:
    documents = [Document(id=name, text=text) for name, text in TEXTS.items()]
    together = list(annotator.pipe(documents, batch_size=5))
    assert [document.id for document, _ in together] == list(TEXTS)
    for document, doc in together:
        alone = annotator.annotate(document)
        assert [(t.text, t.tag_, t.head.i, t.dep_) for t in doc] == [(t.text, t.tag_, t.head.i, t.dep_) for t in alone]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (2, [2]), (5, [2, 2, 1])])
def test_batches(count: int, sizes: list[int]) -> None:
    documents = [Document(id=str(i), text="Oslo") for i in range(count)]
    assert [len(batch) for batch in batched(documents, 2)] == sizes


def test_a_table_says_what_the_attribute_ruler_says(annotator: Annotator) -> None:
    nlp = spacy.load(SHIPPED)
    matching, table = nlp.get_pipe("attribute_ruler"), annotator.nlp.get_pipe("attribute_ruler")
    assert isinstance(matching, AttributeRuler) and not isinstance(matching, Rulings) and isinstance(table, Rulings)
    others = [name for name in nlp.pipe_names if name in ("attribute_ruler", "lemmatizer", "ner")]
    for doc in nlp.pipe(TEXTS.values(), disable=others):
        expected = matching(doc.copy()).to_array(["POS", "MORPH"]).tolist()
        assert table(doc).to_array(["POS", "MORPH"]).tolist() == expected


@pytest.mark.parametrize(
    ("asked", "attributes", "looked_up"),
    [
        ([{"TAG": "NN"}], {"POS": "NOUN"}, True),
        ([{"TAG": "NN", "LOWER": "visit"}], {"POS": "NOUN"}, True),
        ([{"TAG": "NN", "DEP": {"IN": ["obj", "obl"]}}], {"POS": "NOUN", "MORPH": "Number=Sing"}, True),
        ([{"TAG": "NN"}, {"TAG": "NN"}], {"POS": "NOUN"}, False),
        ([{"LOWER": "visit"}], {"POS": "NOUN"}, False),
        ([{"TAG": "NN", "LOWER": {"REGEX": "^v"}}], {"POS": "NOUN"}, False),
        ([{"TAG": "NN", "LOWER": {"IN": ["visit"], "NOT_IN": ["call"]}}], {"POS": "NOUN"}, False),
        ([{"TAG": "NN", "OP": "+"}], {"POS": "NOUN"}, False),
        ([{"TAG": "NN"}], {"POS": "NOUN", "LEMMA": "it"}, False),
    ],
)
def test_rules_that_are_a_table(asked: list[dict[int | str, Any]], attributes: dict[str, str], looked_up: bool) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([asked], attributes)
    look_up(nlp)
    assert isinstance(nlp.get_pipe("attribute_ruler"), Rulings) == looked_up


def test_rules_leave_alone_what_is_known() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"TAG": "NN"}]], {"POS": "NOUN"})
    look_up(nlp)
    rulings = nlp.get_pipe("attribute_ruler")
    doc = Annotated(nlp.vocab, words=["Lund", "visits"], tags=["NNP", "NN"], pos=["PROPN", ""])
    assert [token.pos_ for token in rulings(doc)] == ["PROPN", "NOUN"]


def test_an_unknown_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no_such_pipeline.*name an installed package or a folder"):
        Annotator("no_such_pipeline")
    with pytest.raises(ConfigurationError, match="cannot load the spaCy pipeline"):
        Annotator(str(tmp_path))


def test_the_name_tells_pipeline_and_version(annotator: Annotator) -> None:
    name, version = annotator.name.rsplit("-", 1)
    assert name
    assert version == annotator.nlp.meta["version"]


def test_a_post_behind_a_name_is_replaced_with_the_words_before_the_name(annotator: Annotator) -> None:
    doc = plain(annotator.nlp("H.E. Ms. Kari Lund, Foreign Minister of Norway, and Pedro Rojas met."))
    (first, *_) = standins(doc, spans.find(doc, lexicon()), lexicon())
    assert doc[first.start : first.end].text == "H.E. Ms. Kari Lund, Foreign Minister of Norway,"
