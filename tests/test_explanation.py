"""Why a fact was read: the rule in words, the line of the lexicon, the marked words, and the page in a browser."""

import datetime as dt
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol, Unpack

import pytest
from browser import Screen, Window, opened_window
from examples import Builder
from markupsafe import escape
from playwright.sync_api import Page

from kg import pipeline
from kg.explanation import Explanation, Mark, explain, page
from kg.explanation.lines import frame, listed
from kg.explanation.marks import TONES, Part, nested
from kg.explanation.reasons import reason
from kg.lexicon import OWN_WORDS, lexicon, lexicon_files
from kg.model import Document, Event, Fact, Mention
from kg.reader import read_facts
from kg.rule import GOING_ON, Rule
from kg.vocab import ontology_path

LUND = "Foreign Minister Kari Lund of Norway"
ROJAS = "Foreign Minister Pedro Rojas of Chile"
SHIPPED = {path.name: path.read_text("utf-8").splitlines() for path in lexicon_files()}


def explained(text: str, date: str | None = None) -> Explanation:
    document = Document(id="text", text=text, date=dt.date.fromisoformat(date) if date else None)
    (found,) = pipeline.explain(read_facts([document], None))
    return found


# rules and lines

RULES = [
    # text, type of the fact, its trigger, what the rule says, section, word on the line
    (f"{LUND} met {ROJAS}.", "post", "Minister", "“minister” names a post", "titles › heads", "minister"),
    (f"{LUND} met {ROJAS}.", "meeting", "met", "“met”: the verb “meet” states a meeting", "frames", "meet"),
    (f"{LUND} held peace talks with {ROJAS}.", "negotiation", "talks",
     "states a meeting, here a negotiation", "frames", "talk"),
    (f"{LUND} flew to Chile.", "visit", "flew", "the verb “fly” states a visit", "frames", "fly"),
    (f"{LUND} attended the ADMM-Plus in Oslo.", "forum", "Plus",
     "a forum known by name (actors.ttl)", "frames", "forum"),
    ("Norway and Chile signed a tax treaty.", "treaty", "treaty",
     "“treaty” names an instrument", "agreements › nouns › treaty", "treaty"),
    ("Norway withdrew from the JCPOA.", "agreement", "JCPOA",
     "“jcpoa” names an instrument", "agreements › standing", "JCPOA"),
    ("Norway and Chile signed a tax treaty.", "signed", "signed",
     "“signed” tells of an instrument", "agreements › verbs › signed", "sign"),
    ("Norway withdrew from the JCPOA.", "withdrawn", "withdrew",
     "that it is withdrawn", "agreements › verbs › withdrawn", "withdraw/withdrew/withdrawn from"),
    ("Norway agreed on a tax treaty with Chile.", "agreed", "agreed",
     "that it is agreed", "agreements › verbs › agreed", "agree on"),
    ("Norway declared the tax treaty with Chile null and void.", "rejected", "declared",
     "void rejects it", "agreements › void", '"null"'),
    (f"“We shall sell them more salmon,” said {LUND}.", "quoted statement", "said",
     "introduces words in quotation marks", "speech › clause", "say/said"),
    (f"{LUND} said that salmon is dear.", "reported statement", "said",
     "reports what was said", "speech › clause", "say/said"),
    (f"{LUND} urged Chile to sell more salmon.", "reported statement", "urged",
     "and belongs to it", "speech › order", "urge"),
    (f"{LUND} condemned the raid on the harbour.", "reported statement", "condemned",
     "and belongs to it", "speech › noun", "condemn"),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("text", "type_", "trigger", "words", "section", "word"), RULES)
def test_a_rule_and_its_line(text: str, type_: str, trigger: str, words: str, section: str, word: str) -> None:
    told = next(fact for fact in explained(text).facts if fact.type == type_)
    assert told.fact.trigger and told.fact.trigger.text == trigger
    assert words in told.reason.words
    line = told.reason.line
    assert line is not None and (line.file, line.section) == (
        "rules.yaml" if section == "frames" else "words.yaml",
        section,
    )
    assert line.text[line.begin : line.end] == word
    assert line.text.splitlines()[0] in SHIPPED[line.file][line.number - 1]


def test_what_models_read_is_said_to_be_so() -> None:
    text = "Kari Lund compared notes with Pedro Rojas."
    rule = Rule(kind="fitted", lemma="compare", pos="VERB")
    fact = Event(id="e1", type="meeting", evidence=(Mention.cut(text, 0, 42),), participants=(), rule=rule)
    told = reason(fact, text)
    assert told.words.startswith("the verb “compare”, with the words around it, most likely states a meeting")
    assert told.line is None


def test_every_frame_leads_to_its_own_entry() -> None:
    for (lemma, pos), frames in lexicon().frames.items():
        for given in frames:
            line = frame(lemma, pos, given.number)
            assert line is not None and line.text[line.begin : line.end] == lemma
            assert f"type: {given.type}" in line.text and all(need in line.text for need in given.needs | given.near)
            assert given.rule == Rule(kind="frame", lemma=lemma, pos=pos, number=given.number)
        assert frame(lemma, pos, len(frames) + 1) is None


def test_words_of_a_section_are_found_in_its_lists_and_keys() -> None:
    assert [line.section for line in listed(("agreements", "nouns"), "accord".__eq__)] == [
        "agreements › nouns › agreement"
    ]
    assert [line.text[line.begin : line.end] for line in listed(("titles", "countries"), "pope".__eq__)] == ["pope"]
    assert list(listed(("agreements", "nouns"), "no such noun".__eq__)) == []
    assert list(listed(("no", "such", "section"), "accord".__eq__)) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(), "no rule is given"),
        (Rule(kind="by hand"), "by hand"),
        (GOING_ON, "words that go on from a quotation before"),
        (Rule(kind="frame", lemma="be", pos="VERB"), "somebody who is in a place on an errand"),
        (Rule(kind="act", lemma="done"), "closing formula"),
        (Rule(kind="instrument", lemma="xyz"), "a short name that the text gives"),
    ],
)
def test_a_rule_without_a_line_is_told_in_words(rule: Rule, words: str) -> None:
    fact = Fact(id="e1", evidence=(Mention(begin=0, end=3, text="Ola"),), rule=rule)
    assert words in reason(fact, "Ola").words
    assert reason(fact, "Ola").line is None


# words of one's own


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon of one's own with a verb in block style, behind a comment."""
    path = tmp_path / "own.yaml"
    path.write_text(
        "# ours\nframes:\n- lemmas:\n  - parley\n  pos: VERB\n  type: call\n  roles: {nsubj: Caller}\n\n\n"
        "titles:\n  heads: [legate]\n"
    )
    monkeypatch.setenv(OWN_WORDS, str(path))
    return path


def test_own_words_are_added_and_lead_to_their_own_file(own: Path) -> None:
    assert lexicon_files()[0] == own
    assert "legate" in lexicon().titles.heads and "minister" in lexicon().titles.heads
    line = frame("parley", "VERB", 1)
    assert line is not None and (line.file, line.number) == ("own.yaml", 3)
    assert line.text == "- lemmas:\n  - parley\n  pos: VERB\n  type: call\n  roles: {nsubj: Caller}"
    assert line.text[line.begin : line.end] == "parley"
    (head,) = listed(("titles", "heads"), "legate".__eq__)
    assert (head.file, head.number, head.text) == ("own.yaml", 11, "heads: [legate]")


# marks


def drawn(parts: tuple[Part, ...]) -> str:
    """Parts as text: `(words tone)`, with the labels of a span and the numbers of its facts."""

    def one(part: Part) -> str:
        if isinstance(part, str):
            return part
        labels = "".join(f" {label} {','.join(map(str, facts))}" for label, facts in part.labels)
        return f"({drawn(part.parts)}|{part.tone}{labels})"

    return "".join(map(one, parts))


NESTED = [
    # marks (begin, end, tone, label, fact) on "abcdefghij", extent, how they are drawn
    ([], (0, 10), "abcdefghij"),
    ([(2, 4, "person", "p", 1)], (0, 10), "ab(cd|person p 1)efghij"),
    ([(2, 4, "person", "p", 1), (2, 4, "person", "q", 2)], (0, 10), "ab(cd|person p 1 q 2)efghij"),
    ([(2, 4, "person", "p", 1), (2, 4, "person", "p", 2)], (0, 10), "ab(cd|person p 1,2)efghij"),
    ([(2, 4, "person", "p", 2), (2, 4, "trigger", "t", 1)], (0, 10), "ab(cd|trigger t 1 p 2)efghij"),
    ([(3, 4, "trigger", "t", 1), (2, 6, "post", "p", 1)], (0, 10), "ab(c(d|trigger t 1)ef|post p 1)ghij"),
    ([(2, 5, "person", "p", 1), (4, 7, "place", "q", 1)], (0, 10), "ab(cd(e|place)|person p 1)(fg|place q 1)hij"),
    ([(0, 6, "said", "s", 1), (4, 9, "said", "r", 2), (5, 7, "place", "q", 1)], (0, 10),
     "(abcd(e(f|place)|said)|said s 1)((g|place q 1)hi|said r 2)j"),
    ([(0, 10, "said", "s", 1)], (2, 5), "(cde|said s 1)"),
    ([(0, 2, "said", "s", 1), (5, 9, "said", "s", 1)], (2, 5), "cde"),
    ([(0, 5, "person", "p", 1), (5, 10, "place", "q", 1)], (0, 10), "(abcde|person p 1)(fghij|place q 1)"),
    ([(3, 4, "trigger", "", 1)], (0, 10), "abc(d|trigger)efghij"),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("marks", "extent", "expected"), NESTED)
def test_marks_are_set_into_each_other(
    marks: list[tuple[int, int, str, str, int]], extent: tuple[int, int], expected: str
) -> None:
    assert drawn(nested("abcdefghij", *extent, (Mark(*mark) for mark in marks))) == expected


def plain(parts: tuple[Part, ...]) -> str:
    return "".join(part if isinstance(part, str) else plain(part.parts) for part in parts)


def test_no_mark_loses_a_word() -> None:
    text = "abcdefghij"
    spans = [(begin, end) for begin in range(10) for end in range(begin + 1, 11)]
    for one in spans:
        for other in spans[::3]:
            marks = [Mark(*one, "said", "a", 1), Mark(*other, "person", "b", 2), Mark(3, 7, "place", "c", 3)]
            assert plain(nested(text, 0, 10, marks)) == text


# sentences and accounts


def test_a_document_is_shown_whole_and_in_order() -> None:
    text = f"Nothing is said here.\n\n{LUND} met {ROJAS} in Geneva on Tuesday. Salmon is dear.\n"
    found = explained(text, "2025-10-31")
    assert [plain(sentence.parts) for sentence in found.sentences] == [
        "Nothing is said here.",
        f"{LUND} met {ROJAS} in Geneva on Tuesday.",
        "Salmon is dear.",
    ]
    assert [sentence.silent for sentence in found.sentences] == [True, False, True]
    assert [fact.number for fact in found.facts] == [1, 2, 3]
    assert [(fact.type, fact.fact.trigger and fact.fact.trigger.text) for fact in found.facts] == [
        ("post", "Minister"),
        ("meeting", "met"),
        ("post", "Minister"),
    ]


ROWS = [
    (f"{LUND} met {ROJAS}. She flew to Peru on Tuesday.", "visit",
     [("guest", "She", "Kari Lund", "Norway"), ("place", "", "Peru", ""),
      ("date", "Tuesday", "2025-10-28", "counted from 2025-10-31")]),
    ("Norwegian Foreign Minister Kari Lund spoke.", "post",
     [("post", "", "Foreign Minister", ""), ("holder", "", "Kari Lund", "Norway"), ("of", "Norwegian", "Norway", "")]),
    (f"{LUND} met {ROJAS}.", "meeting",
     [("participant", "", "Kari Lund", "Foreign Minister, Norway"),
      ("participant", "", "Pedro Rojas", "Foreign Minister, Chile")]),
    ("Norway and Chile signed a ten-year tax treaty in Oslo.", "treaty",
     [("title", "", "tax treaty", ""), ("party", "", "Norway", ""), ("party", "", "Chile", ""),
      ("term", "", "P10Y", "")]),
    ("Norway and Chile signed a tax treaty in Oslo.", "signed",
     [("on", "", "tax treaty", "fact 2"), ("signatory", "", "Norway", ""), ("signatory", "", "Chile", ""),
      ("place", "", "Oslo", "Norway")]),
    (f"“We shall sell them more salmon,” {LUND} told reporters.", "quoted statement",
     [("speaker", "", "Kari Lund", "Norway"), ("quoted", "", "We shall sell them more salmon", ""),
      ("channel", "", "reporters", "")]),
]  # fmt: skip # a row a line


@pytest.mark.parametrize(("text", "type_", "rows"), ROWS)
def test_the_rows_of_a_fact(text: str, type_: str, rows: list[tuple[str, str, str, str]]) -> None:
    told = next(fact for fact in explained(text, "2025-10-31").facts if fact.type == type_)
    assert [(row.label, row.words, row.value, row.note) for row in told.rows] == rows


@pytest.mark.parametrize(
    ("text", "reality"),
    [
        (f"{LUND} met {ROJAS}.", "occurred"),
        (f"{LUND} will meet {ROJAS}.", "planned"),
        (f"{LUND} refused to meet {ROJAS}.", "denied"),
        (f"{LUND} may meet {ROJAS}.", "proposed, possible"),
    ],
)
def test_how_real_a_fact_is(text: str, reality: str) -> None:
    realities = {fact.type: fact.reality for fact in explained(text).facts}
    assert realities == {"post": "", "meeting": reality}


def test_each_part_that_was_weighed_has_its_probability() -> None:
    told = explained(f"{LUND} met Chilean President Pedro Rojas in Lima on 5 May 2025.")
    (event,) = (fact for fact in told.facts if fact.type == "meeting")
    likely = {row.label: row.likely for row in event.rows}
    assert likely.keys() == {"participant", "place", "date"}
    assert all(one is not None and 0.5 < one < 1 for one in likely.values())
    assert all(f">{one:.2f}<" in page([told], title="") for one in likely.values() if one is not None)
    assert [row.likely for fact in told.facts if fact.type == "post" for row in fact.rows] == [None] * 6


@pytest.mark.parametrize(("least", "taken"), [(0.0, [True, True]), (0.5, [True, False])])
def test_what_a_base_does_not_take_is_marked(least: float, taken: list[bool]) -> None:
    made = Builder("Kari Lund met Pedro Rojas.")
    lund, rojas = made.person("Kari Lund"), made.person("Pedro Rojas")
    made.event("meeting", lund, rojas, words="Kari Lund met Pedro Rojas.", confidence=0.9)
    document, said = made.done()
    sure = {lund: 0.9, rojas: 0.4}
    (event,) = said.events
    parts = tuple(one.model_copy(update={"confidence": sure[one.entity]}) for one in event.participants)
    doubted = said.model_copy(update={"events": (event.model_copy(update={"participants": parts}),)})
    told = explain(document, doubted, [0], least=least)
    (fact,) = told.facts
    assert fact.taken and [row.taken for row in fact.rows] == taken
    assert ("too little for a base" in page([told], title="")) is not all(taken)
    assert not explain(document, doubted, [0], least=0.95).facts[0].taken


def test_facts_made_elsewhere_are_explained_too() -> None:
    """Facts without triggers and with a rule that nobody knows, as another extractor may give them."""
    made = Builder("Kari Lund met Pedro Rojas. He said that salmon is dear. Both signed an accord.")
    lund, rojas = made.person("Kari Lund"), made.person("Pedro Rojas")
    accord = made.agreement("accord", "agreement", words="Both signed an accord.")
    made.event("meeting", lund, rojas, words="Kari Lund met Pedro Rojas.")
    made.action(accord, "signed", lund, words="Both signed an accord.")
    made.statement("reported", rojas, text="salmon is dear", words="He said that salmon is dear.", attributed_to=lund)
    found = explain(*made.done(), starts=[27, 56])
    assert [fact.type for fact in found.facts] == ["meeting", "reported statement", "agreement", "signed"]
    assert [fact.reason.line for fact in found.facts] == [None] * 4
    assert [row.label for row in found.facts[1].rows] == ["speaker", "reported", "on the word of"]


@pytest.mark.parametrize(
    ("text", "starts", "sentences"),
    [
        ("One. “Two.” Three.", [5, 6, 12], ["One.", "“Two.”", "Three."]),
        ("“One.”", [1, 5], ["“One.”"]),
        ("“”", [1], ["“”"]),
        ("One.\n\n— ", [6], ["One.\n\n—"]),
        ("", [0], []),
    ],
)
def test_marks_without_words_are_no_sentence(text: str, starts: list[int], sentences: list[str]) -> None:
    found = explain(*Builder(text).done(), starts=starts)
    assert [plain(sentence.parts) for sentence in found.sentences] == sentences


@pytest.mark.parametrize("starts", [[], [0], [5, 5, 3, 900, -2], range(80)])
def test_every_fact_is_told_wherever_sentences_begin(starts: Iterable[int]) -> None:
    made = Builder("  Kari Lund met Pedro Rojas in Oslo.\n\n")
    made.event("meeting", made.person("Kari Lund"), made.person("Pedro Rojas"), words="Kari Lund met Pedro Rojas")
    found = explain(*made.done(), starts=starts)
    assert [fact.number for fact in found.facts] == [1]
    shown = "".join(plain(sentence.parts) for sentence in found.sentences)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", made.text)


# the page

HOSTILE = [
    "<script>alert(1)</script>",
    "</mark></body><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\"'><svg onload=alert(1)>",
    "&lt;b&gt;",
    "]]></style><!--",
]


def hostile(words: str) -> Explanation:
    """An explanation in which every field that a document or an extractor fills says the same."""
    text = f"{words} met {words} in {words}. {words} said {words}."
    made = Builder(text, id=words, title=words, source=words)
    who = made.entity("role", words)
    made.post(who, words, who, rule=Rule(kind=words))
    event = made.event(
        "meeting", who, words=f"{words} met {words}", place=who, time=made.time(words, words), name=words
    )
    made.event("call", who, words=words, part_of=event, sidelines_of=event, attributed_to=who)
    accord = made.agreement(words, words, who, words=words, term=words, rule=Rule(kind="instrument", lemma=words))
    made.action(accord, "signed", who, words=words, rule=Rule(kind="act", lemma=words))
    made.statement("quoted", who, text=words, channel=words, rule=Rule(kind="quotation", lemma=words))
    return explain(*made.done(), starts=[0])


@pytest.mark.parametrize("words", HOSTILE)
def test_no_field_becomes_markup(words: str) -> None:
    html = page([hostile(words)], title=words)
    assert html.count(str(escape(words))) > 20
    assert words not in html or words == str(escape(words))
    assert len(re.findall(r"<script\b", html)) == 1 and "<img" not in html and "<svg" not in html


def test_the_lexicon_cannot_become_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "<b>.yaml"
    path.write_text("titles: {heads: ['<b>minister</b>', minister]}\n")
    monkeypatch.setenv(OWN_WORDS, str(path))
    html = page([explained(f"{LUND} spoke.")], title="x")
    assert "&lt;b&gt;.yaml, line 1" in html and "<b>.yaml" not in html and "<b>minister</b></b>" not in html
    assert "&lt;b&gt;minister&lt;/b&gt;" in html


def test_nothing_of_the_machine_or_the_day_is_in_the_page() -> None:
    made = explained(f"{LUND} met {ROJAS}.")
    html = page([made], title="x")
    assert html == page([made], title="x")
    assert str(ontology_path()) not in html


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    with opened_window() as window:
        yield window


class Open(Protocol):
    """Opens the page of explanations."""

    def __call__(self, *explanations: Explanation, **screen: Unpack[Screen]) -> Page: ...


@pytest.fixture
def visit(window: Window, tmp_path: Path) -> Iterator[Open]:
    """Opens a page; checks at the end that nothing was asked of the network and nothing failed."""

    def opened(*explanations: Explanation, **screen: Unpack[Screen]) -> Page:
        return window.open(page(explanations, title="A title"), tmp_path / "page.html", **screen)

    yield opened
    assert window.leave() == ([], [])


@pytest.mark.browser
def test_the_page_shows_words_facts_and_lines(visit: Open) -> None:
    shown = visit(explained(f"Nothing is said here. {LUND} met {ROJAS} in Geneva.", "2025-10-31"))
    assert shown.inner_text("#counts") == "2 posts, 1 event in 1 of 2 sentences"
    assert shown.inner_text(".silent") == "Nothing is said here."
    assert shown.locator("mark.trigger", has_text="met").inner_text() == "met\xa0meeting 2"
    card = shown.locator("#d1-f2")
    assert card.locator("h3").inner_text().split("\n")[:3] == ["2", "meeting", "occurred"]
    assert re.fullmatch(r"confidence 0\.\d\d", card.locator(".confidence").inner_text())
    assert "Pedro Rojas Foreign Minister, Chile" in card.inner_text()
    assert "frame:meet.VERB" in card.inner_text() and "rules.yaml, line" in card.inner_text()
    assert card.locator("pre b").inner_text() == "meet"


@pytest.mark.browser
def test_a_fact_pointed_at_keeps_its_words_in_colour(visit: Open) -> None:
    shown = visit(explained(f"{LUND} met {ROJAS} in Geneva."))
    assert shown.locator("mark.chosen").count() == 0
    shown.locator("#d1-f1").focus()
    assert [mark.split()[0] for mark in shown.locator("mark.chosen").all_inner_texts()] == [
        "Foreign",
        "Minister",
        "Kari",
    ]
    faded = shown.locator("mark.place:not(.legend mark)")
    assert faded.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgba(0, 0, 0, 0)"
    shown.locator("#d1-f1").blur()
    assert shown.locator("mark.chosen").count() == 0
    shown.locator("mark.trigger a", has_text="2").click()
    assert shown.evaluate("location.hash") == "#d1-f2"


@pytest.mark.browser
def test_hostile_words_do_nothing_in_a_browser(visit: Open) -> None:
    shown = visit(*map(hostile, HOSTILE))
    told = shown.inner_text("body")
    assert [words for words in HOSTILE if words not in told] == []
    assert shown.locator(".fact").count() == 6 * len(HOSTILE)


@pytest.mark.browser
@pytest.mark.parametrize("text", ["", "   \n", "Nothing is said here."])
def test_a_document_without_facts(visit: Open, text: str) -> None:
    shown = visit(explained(text))
    assert shown.inner_text("#counts").startswith("no facts in 0 of")
    assert shown.locator(".fact, mark").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_and_a_narrow_screen(visit: Open, scheme: Literal["light", "dark"]) -> None:
    told = explained(f"“{'x' * 300}”, said {LUND}. {LUND} met {ROJAS} in Geneva.")
    shown = visit(told, told, viewport={"width": 360, "height": 700}, color_scheme=scheme)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
    assert shown.locator("h2").count() == 2
    styles = "tones => tones.map(tone => getComputedStyle(document.body).getPropertyValue('--' + tone))"
    colours = shown.evaluate(styles, TONES)
    assert len(set(colours)) == len(TONES)
    assert min(shown.evaluate(CONTRAST)) >= 4.5


CONTRAST = """() => {
  const light = (c) => { const v = c.match(/[\\d.]+/g).slice(0, 3).map((x) => x / 255).map(
    (x) => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4); return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const ink = getComputedStyle(document.body).color, paper = getComputedStyle(document.body).backgroundColor;
  const marks = [...document.querySelectorAll("mark")].map((m) => ratio(ink, getComputedStyle(m).backgroundColor));
  const silent = [...document.querySelectorAll(".silent .text")].map((t) => ratio(getComputedStyle(t).color, paper));
  const faint = [...document.querySelectorAll(".rule")].map(
    (t) => ratio(getComputedStyle(t).color, getComputedStyle(t.closest(".fact")).backgroundColor));
  return [ratio(ink, paper), ...marks, ...silent, ...faint];
}"""


def test_time_is_linear_in_sentences() -> None:
    many = 6_000
    b = Builder("".join(f"Kari Lund met Ro{n}. " for n in range(many)))
    lund = b.person("Kari Lund")
    for n in range(many):
        b.event("meeting", lund, words=f"met Ro{n}.")
    document, said = b.done()
    starts = [event.evidence[0].begin - len("Kari Lund ") for event in said.events]
    begin = time.process_time()
    found = explain(document, said, starts)
    assert time.process_time() - begin < 15
    assert [len(sentence.facts) for sentence in found.sentences] == [1] * many
