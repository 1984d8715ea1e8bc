"""What stands of what is proposed, for candidates made by hand, and that nothing else drops one."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from parses import parsed

from kg.annotate import Annotator
from kg.extraction import Extractor
from kg.extraction.agreements import decision as agreements
from kg.extraction.agreements.candidates import ActCandidate, InstrumentCandidate
from kg.extraction.agreements.candidates import Mark as Seen
from kg.extraction.arguments import decision as circumstances
from kg.extraction.arguments.candidates import EntityCandidate, TimeCandidate, route
from kg.extraction.coreference import Reference
from kg.extraction.events import decision as events
from kg.extraction.events import models
from kg.extraction.events.candidates import ACCOMPANIED, NEARBY, PLACE, EventCandidate, Mark
from kg.extraction.events.models import Limits
from kg.extraction.grammar.factuality import Reality
from kg.extraction.posts import decision as posts
from kg.extraction.posts.candidates import Mark as Told
from kg.extraction.posts.candidates import PostCandidate
from kg.extraction.statements import decision as statements
from kg.extraction.statements.candidates import Mark as Spoken
from kg.extraction.statements.candidates import StatementCandidate
from kg.lexicon import Frame
from kg.model import ActionType, Document, Entity, EntityKind, EventType, Modality, StatementKind, Time
from kg.naming.titles import Title
from kg.parse import Token

# "Lund will meet envoys of Chile with Rojas on Monday"
MEET = parsed(
    "Lund/NNP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 envoys/NNS/obj/2 of/IN/case/5 Chile/NNP/nmod/3 "
    "with/IN/case/7 Rojas/NNP/obl/2 on/IN/case/9 Monday/NNP/obl:unmarked/2"
)
KINDS = {"Lund": EntityKind.PERSON, "Rojas": EntityKind.PERSON, "Chile": EntityKind.COUNTRY, "envoys": EntityKind.GROUP}


def word(text: str) -> Token:
    return next(token for token in MEET if token.text == text)


def argument(text: str, rule: str = "nsubj", *marks: str, role: str = "Participant") -> EntityCandidate:
    """Somebody named in the sentence."""
    token = word(text)
    return EntityCandidate(
        word=token,
        rule=rule,
        marks=frozenset(marks),
        trigger=word("meet"),
        role=role,
        reference=Reference(text, token.i, token.i + 1),
        entity=Entity(id=text, kind=KINDS[text], name=text),
    )


LUND, ROJAS, CHILE, ENVOYS = argument("Lund"), argument("Rojas", "with"), argument("Chile", "obj"), argument("envoys")
TO_CHILE = argument("Chile", "destination", role=PLACE)
WITH_ROJAS = argument("Rojas", "obj", role=ACCOMPANIED)
PARTS = {"nsubj": "Participant", "obj": "Participant", "with": "Participant"}


def event(
    *arguments: EntityCandidate,
    marks: str = "",
    pos: str = "VERB",
    type_: str = "meeting",
    name: str | None = None,
    least: int = 1,
    named: bool = False,
    place: tuple[str, ...] = (),
) -> EventCandidate:
    """A word that may state an event; marks by the names of `Mark`."""
    frame = Frame(
        lemma="meet", pos=pos, type=EventType(type_), roles=PARTS, least=least, named=named, place=place, number=1
    )
    return EventCandidate(
        word=word("meet"),
        marks=frozenset(Mark[mark] for mark in marks.split()),
        arguments=arguments,
        frame=frame,
        name=name,
    )


EVENTS = [
    # what was seen, why it does not stand, None if it does
    (event(LUND, ROJAS, least=2), None),
    (event(LUND, least=2), "names fewer than its frame needs"),
    (event(ENVOYS, least=2, marks="ALONE"), None),
    (event(ENVOYS, least=2), "names fewer than its frame needs"),
    (event(LUND, ROJAS, marks="EXCLUDED"), Mark.EXCLUDED),
    (event(LUND, ROJAS, marks="LACKING"), Mark.LACKING),
    (event(LUND, ROJAS, marks="FAR"), Mark.FAR),
    (event(LUND, ROJAS, marks="BARRED"), Mark.BARRED),
    (event(LUND, ROJAS, marks="OUTDONE"), Mark.OUTDONE),
    (event(LUND, ROJAS, marks="GENERAL"), Mark.GENERAL),
    (event(LUND, marks="GENERAL PARTICULAR", pos="NOUN"), None),
    (event(LUND, type_="address", marks="SILENT"), "a negated address"),
    (event(LUND, type_="address", marks="SILENT", pos="NOUN"), None),
    (event(LUND, ROJAS, marks="SILENT"), None),
    (event(LUND, ROJAS, marks="OPEN"), "asked, supposed, rumoured or a habit"),
    (event(LUND, ROJAS, marks="NOBODY"), "done by nobody"),
    (event(LUND, type_="forum", marks="ABSENT", pos="NOUN"), "where somebody was not"),
    (event(LUND, ROJAS, marks="ABSENT", pos="NOUN"), None),
    (event(LUND, ROJAS, marks="ALONE FOR_FORUM"), "only leads to a forum"),
    (event(LUND, ROJAS, marks="ALONE AT_FORUM"), None),
    (event(ENVOYS, marks="ALONE AT_FORUM"), "only leads to a forum"),
    (event(LUND, marks="COMPOUND", pos="NOUN"), Mark.COMPOUND),
    (event(LUND, marks="INSTRUMENT", pos="NOUN"), Mark.INSTRUMENT),
    (event(pos="NOUN"), "names nobody, has no name and points at nothing known"),
    (event(pos="NOUN", marks="POINTING"), None),
    (event(pos="NOUN", name="Oslo Forum"), None),
    (event(LUND, pos="NOUN", named=True), "lacks the name its frame needs"),
    (event(LUND, TO_CHILE, type_="visit", place=("to",)), None),
    (event(LUND, type_="visit", place=("to",)), "leads nowhere"),
    (event(TO_CHILE, type_="visit", place=("to",)), "nobody travels"),
    (event(CHILE, TO_CHILE, type_="visit", place=("to",)), "only states travel"),
    (event(CHILE, TO_CHILE, type_="visit", place=("to",), pos="NOUN"), None),
    (event(LUND, type_="visit", place=("to",), pos="NOUN"), "leads nowhere"),
    (event(LUND, type_="visit", place=("to",), pos="NOUN", marks="POINTING"), None),
    (event(LUND, TO_CHILE, type_="visit", place=("in",), marks="STAY ERRAND"), None),
    (event(LUND, TO_CHILE, type_="visit", place=("in",), marks="STAY"), "on no errand"),
    (event(TO_CHILE, type_="visit", place=("in",), marks="STAY ERRAND"), "nobody stays"),
    (event(LUND, WITH_ROJAS, type_="visit", marks="JOINING ACCOMPANYING"), None),
    (event(LUND, WITH_ROJAS, type_="visit", marks="JOINING"), "accompanies nobody"),
    (event(LUND, type_="visit", marks="JOINING ACCOMPANYING"), "accompanies nobody"),
    (event(WITH_ROJAS, type_="visit", marks="JOINING ACCOMPANYING"), "nobody joins"),
    (event(LUND, type_="forum", marks="JOINING DELEGATION"), None),
    (event(LUND, type_="forum", marks="JOINING DELEGATION BEFORE_INFINITIVE"), "leads a delegation to what follows"),
    (event(LUND, ROJAS, marks="CONJUNCT LATER"), None),
    (event(LUND, ROJAS, marks="CONJUNCT"), "no word says that it came later"),
]


@pytest.mark.parametrize(("candidate", "against"), EVENTS)
def test_which_events_stand(candidate: EventCandidate, against: str | None) -> None:
    assert events.judged(candidate)[1] == against


TYPES = [
    # what was seen, its type
    (event(LUND, ROJAS), "meeting"),
    (event(LUND, pos="NOUN", marks="AIMED"), "negotiation"),
    (event(LUND, pos="NOUN", marks="REMOTE"), "call"),
    (event(LUND, pos="NOUN", marks="AIMED", type_="call"), "call"),
    (event(LUND, pos="NOUN", name="Oslo Talks"), "forum"),
    (event(LUND, pos="NOUN", name="Talks"), "meeting"),
    (event(LUND, pos="NOUN", marks="PRESS", type_="forum"), "address"),
    (event(ENVOYS, marks="ALONE"), "meeting"),
]


@pytest.mark.parametrize(("candidate", "expected"), TYPES)
def test_of_which_type_they_are(candidate: EventCandidate, expected: str) -> None:
    assert events.judged(candidate)[0].type == expected


def near(*marks: str, rule: str = "carrier nsubj") -> EntityCandidate:
    """Somebody whom the verb of an event noun brings to it."""
    return argument("Lund", rule, *marks)


HOSTED = argument("Chile", "obj", Mark.HOSTED, role="Guest")
PARTICIPANTS = [
    # an event, who of those named takes part in it
    (event(LUND, ROJAS), "Lund Rojas"),
    (event(LUND, argument("Rojas", "with", Mark.NO_ACTOR)), "Lund"),
    (event(LUND, HOSTED), "Lund"),
    (event(LUND, argument("Rojas", "obj", Mark.HOSTED, role="Guest")), "Lund Rojas"),
    (event(argument("Rojas", NEARBY), LUND), "Lund"),
    (event(argument("Rojas", NEARBY), LUND, least=2), "Rojas Lund"),
    (event(argument("Rojas", NEARBY), LUND, marks="ORPHAN"), "Rojas Lund"),
    (event(argument("Rojas", "poss", Mark.TOLD_BEFORE), pos="NOUN"), ""),
    (event(argument("Chile", "amod", Mark.ONLY_COUNTRY), pos="NOUN"), ""),
    (event(argument("Chile", "amod", Mark.OWNER), pos="NOUN"), ""),
    (event(ROJAS, near(), pos="NOUN"), "Rojas Lund"),
    (event(ROJAS, near(Mark.ELSEWHERE), pos="NOUN"), "Rojas"),
    (event(ROJAS, near(Mark.NOT_SHARED), pos="NOUN"), "Rojas"),
    (event(ROJAS, near(Mark.FOR_TALKS), pos="NOUN"), "Rojas Lund"),
    (event(ENVOYS, near(Mark.FOR_TALKS), pos="NOUN"), "envoys"),
    (event(ROJAS, near(Mark.BEFORE_EVENT), pos="NOUN"), "Rojas Lund"),
    (event(ROJAS, CHILE, near(Mark.BEFORE_EVENT), pos="NOUN"), "Rojas Chile"),
    (event(near(Mark.BEFORE_EVENT), pos="NOUN"), "Lund"),
    (event(near(Mark.BEFORE_EVENT, Mark.NOT_FRESH), pos="NOUN"), ""),
    (event(ROJAS, near(rule="including"), pos="NOUN"), "Rojas Lund"),
    (event(near(rule="including"), pos="NOUN"), ""),
    (event(LUND, ROJAS, near(), pos="NOUN"), "Rojas Lund"),
]


@pytest.mark.parametrize(("candidate", "expected"), PARTICIPANTS)
def test_who_takes_part(candidate: EventCandidate, expected: str) -> None:
    assert " ".join(one.reference.entity for one in events.judged(candidate)[0].participants) == expected


PARTICULAR = [
    # type, participants, least, placed, told, whether it is a particular event
    ("meeting", 2, 2, False, False, True),
    ("meeting", 1, 2, False, False, False),
    ("meeting", 1, 2, True, False, True),
    ("meeting", 1, 2, False, True, True),
    ("meeting", 0, 0, True, True, False),
    ("visit", 1, 1, True, False, True),
    ("visit", 1, 1, False, True, False),
]


@pytest.mark.parametrize(("type_", "participants", "least", "placed", "told", "expected"), PARTICULAR)
def test_which_are_particular(
    type_: str, participants: int, least: int, placed: bool, told: bool, expected: bool
) -> None:
    assert events.is_particular(EventType(type_), participants, least, placed=placed, told=told) is expected


def day(edtf: str, *marks: str) -> TimeCandidate:
    return TimeCandidate(word=word("Monday"), marks=frozenset(marks), trigger=word("meet"), time=Time(edtf=edtf))


WHEN = [
    # times in the order proposed, the one that stands
    ([day("2025-01-01"), day("2025-01-02")], "2025-01-01"),
    ([day("2025-01-01", circumstances.Mark.TAKEN), day("2025-01-02")], "2025-01-02"),
    ([day("2025-01-01", circumstances.Mark.APART)], None),
]


@pytest.mark.parametrize(("candidates", "expected"), WHEN)
def test_when(candidates: list[TimeCandidate], expected: str | None) -> None:
    found = circumstances.time(candidates)
    assert (found and found.edtf) == expected


def instrument(marks: str = "", parties: int = 0, acts: int = 0) -> InstrumentCandidate:
    """What may be an instrument; marks by the names of `Seen`."""
    seen = frozenset(Seen[mark] for mark in marks.split())
    return InstrumentCandidate(word=word("envoys"), marks=seen, kind="treaty", parties=parties, acts=acts)


NAMINGS = [
    # what was seen at a word, why it names no instrument
    ("", None),
    ("VERB", Seen.VERB),
    ("POST", Seen.POST),
    ("BEFORE_NOUN LONGER_NAME", Seen.BEFORE_NOUN),
    ("NOT_JOINT", Seen.NOT_JOINT),
    ("LONGER_NAME", Seen.LONGER_NAME),
]


@pytest.mark.parametrize(("marks", "against"), NAMINGS)
def test_what_names_an_instrument(marks: str, against: str | None) -> None:
    assert agreements.against_naming(instrument(marks)) == against


NEW = [
    # what was seen of a naming, why it brings up no instrument
    ("", None),
    ("MODIFIES", Seen.MODIFIES),
    ("MODIFIES PROPER", None),
    ("GENERAL", Seen.GENERAL),
    ("GENERAL DONE", None),
]


@pytest.mark.parametrize(("marks", "against"), NEW)
def test_what_brings_up_an_instrument(marks: str, against: str | None) -> None:
    assert agreements.against_new(instrument(marks)) == against


INSTRUMENTS = [
    # all that was seen of an instrument, why it is no particular one
    (instrument("NAMED"), None),
    (instrument(), "nothing tells which it is"),
    (instrument(parties=1), "nothing tells which it is"),
    (instrument(parties=2), None),
    (instrument(acts=1), None),
    (instrument("NAMED VAGUE"), Seen.VAGUE),
    (instrument("NAMED VAGUE", parties=2), None),
    (instrument("NAMED ASSEMBLY"), Seen.ASSEMBLY),
    (instrument("NAMED ASSEMBLY PROPER"), None),
    (instrument("NAMED ASSEMBLY PROPER GATHERING"), Seen.ASSEMBLY),
]


@pytest.mark.parametrize(("candidate", "against"), INSTRUMENTS)
def test_which_instruments_are_particular(candidate: InstrumentCandidate, against: str | None) -> None:
    assert agreements.against_instrument(candidate) == against


def act(type_: str, *arguments: EntityCandidate, marks: str = "") -> ActCandidate:
    """A word that may state an act; marks by the names of `Seen`."""
    seen = frozenset(Seen[mark] for mark in marks.split())
    real = Reality(Modality.OCCURRED)
    return ActCandidate(word=word("meet"), marks=seen, arguments=arguments, type=ActionType(type_), reality=real)


AGENT, PARTNER = argument("Lund", "agent", role="Agent"), argument("Chile", "partner", role="Partner")
ACTS = [
    # what was seen, why it does not stand, who does it
    (act("signed", AGENT), None, "Lund"),
    (act("signed", AGENT, PARTNER), None, "Lund Chile"),
    (act("rejected", AGENT, PARTNER), None, "Lund"),
    (act("signed", marks="CONDITIONAL"), Seen.CONDITIONAL, ""),
    (act("signed", marks="UNREAL"), Seen.UNREAL, ""),
    (act("signed", marks="NOTHING_BEFORE"), Seen.NOTHING_BEFORE, ""),
    (act("signed", marks="THING_BETWEEN"), None, ""),
    (act("rejected", marks="THING_BETWEEN"), Seen.THING_BETWEEN, ""),
    (act("proposed"), "proposed by nobody", ""),
    (act("proposed", AGENT), None, "Lund"),
]


@pytest.mark.parametrize(("candidate", "against", "who"), ACTS)
def test_which_acts_stand(candidate: ActCandidate, against: str | None, who: str) -> None:
    assert agreements.against_act(candidate) == against
    assert " ".join(ref.entity for ref in agreements.by(candidate)) == who


def title(text: str, *marks: Told, of: str | None = None, country: str | None = "NOR") -> PostCandidate:
    """A title that may be Lund's; `of` is the country told with it, `country` that of Lund."""
    plain = Title(start=0, end=1, head=0, text=text, of=of, served=None, former=False, plural=False, outer=0)
    return PostCandidate(word=word("Lund"), marks=frozenset(marks), title=plain, person="Lund", country=country)


POSTS = [
    # titles of one person, why each is no post
    ([title("Envoy")], [None]),
    ([title("Veteran", Told.DESCRIPTION)], [Told.DESCRIPTION]),
    ([title("Envoy", Told.SEVERAL)], [Told.SEVERAL]),
    ([title("Envoy", Told.IDLE), title("envoy")], [Told.IDLE, None]),
    ([title("Envoy"), title("envoy")], [None, "told before"]),
    ([title("Envoy"), title("Envoy", Told.FORMER)], [None, None]),
    ([title("Secretary"), title("Secretary of State")], ["a shorter form of another title", None]),
]


@pytest.mark.parametrize(("candidates", "against"), POSTS)
def test_which_titles_are_posts(candidates: list[PostCandidate], against: list[str | None]) -> None:
    assert [verdict.against for verdict in posts.judged(candidates)] == against


COUNTRIES = [
    # a title, the country of the post
    (title("Envoy"), "NOR"),
    (title("Envoy", of="CHL"), "CHL"),
    (title("Chancellor", Told.USUAL, of="DEU"), "NOR"),
    (title("Chancellor", Told.USUAL, of="DEU", country=None), None),
    (title("Envoy", Told.FORMER), None),
]


@pytest.mark.parametrize(("candidate", "expected"), COUNTRIES)
def test_of_which_country_a_post_is(candidate: PostCandidate, expected: str | None) -> None:
    assert posts.country(candidate) == expected


def statement(
    *marks: Spoken, kind: str = "reported", by: tuple[EntityCandidate, ...] = (LUND,), words: int = 5
) -> StatementCandidate:
    """Words that may be a statement of somebody."""
    return StatementCandidate(
        word=word("meet"),
        marks=frozenset(marks),
        kind=StatementKind(kind),
        speakers=tuple(one.reference for one in by),
        start=0,
        end=words,
        words=words,
    )


STATEMENTS = [
    # what was seen, why it does not stand
    (statement(), None),
    (statement(kind="quoted"), None),
    (statement(by=()), "said by nobody"),
    (statement(words=2), "too few words"),
    (statement(words=0), "no words are found"),
    (statement(Spoken.QUOTING), Spoken.QUOTING),
    (statement(Spoken.NEGATED), Spoken.NEGATED),
    (statement(Spoken.AHEAD), Spoken.AHEAD),
    (statement(Spoken.UNSAID), Spoken.UNSAID),
    (statement(Spoken.HEARD), Spoken.HEARD),
]


@pytest.mark.parametrize(("candidate", "against"), STATEMENTS)
def test_which_statements_stand(candidate: StatementCandidate, against: str | None) -> None:
    assert statements.against(candidate) == against


SPEAKERS = [
    # those beside a verb of saying, who speaks
    ([LUND, ROJAS], "Lund Rojas"),
    ([CHILE], "Chile"),
    ([CHILE, LUND], "Lund"),
    ([argument("Lund", "nsubj", Spoken.MEDIUM), CHILE], "Chile"),
    ([argument("Lund", "nsubj", Spoken.FORUM), CHILE], "Chile"),
    ([LUND, LUND], "Lund"),
]


@pytest.mark.parametrize(("candidates", "expected"), SPEAKERS)
def test_who_speaks(candidates: list[EntityCandidate], expected: str) -> None:
    assert " ".join(ref.entity for ref in statements.speakers(candidates)) == expected


ROUTES = [("meet", "Chile", ">obj >nmod"), ("Chile", "Rojas", "<nmod <obj >obl"), ("Chile", "meet", "<nmod <obj")]


@pytest.mark.parametrize(("start", "end", "expected"), ROUTES)
def test_the_way_through_the_tree(start: str, end: str, expected: str) -> None:
    assert route(word(start), word(end)) == expected


def test_a_candidate_tells_its_features() -> None:
    found = argument("Chile", "obj", Mark.HOSTED).features
    assert found["path"] == ">obj >nmod" and found["distance"] == 3 and found["kind"] == "country"
    assert found["rule"] == "obj" and found[Mark.HOSTED] is True


HANDS_OFF = Limits(new=2, actor=2, place=2, moment=2, keep=0, keep_actor=0, add_actor=2, keep_modality=0)
"""Limits that leave what the rules read as it is."""
GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))[::6]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_nothing_but_a_decision_drops_a_candidate(
    annotator: Annotator, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    monkeypatch.setattr("kg.extraction.events.fitted", lambda: (models.fitted()[0], HANDS_OFF))
    extractor, document = Extractor(annotator.name), Document(id="text", text=path.read_text("utf-8"))
    doc = annotator.annotate(document)
    found = extractor.extract(document, doc)
    triggers = [one for one in extractor.verdicts(document, doc) if one.of is None]
    standing = Counter(type(one.candidate) for one in triggers if one.against is None)
    assert standing[PostCandidate] == len(found.posts)
    assert sum(standing[kind] for kind in standing if issubclass(kind, StatementCandidate)) == len(found.statements)
    words = {one.candidate.word.idx for one in triggers if one.against is None}
    facts = (*found.events, *found.agreements, *found.actions)
    assert {fact.trigger.begin for fact in facts if fact.trigger} <= words
    monkeypatch.setattr(events, "judged", lambda candidate: (candidate, "not today"))
    monkeypatch.setattr(agreements, "against_instrument", lambda candidate: "not today")
    monkeypatch.setattr(statements, "against", lambda candidate: "not today")
    monkeypatch.setattr(posts, "judged", lambda candidates: [])
    silent = extractor.extract(document, doc)
    assert not (silent.posts or silent.events or silent.agreements or silent.actions or silent.statements)


def test_each_candidate_of_a_text_has_features_and_a_verdict(annotator: Annotator) -> None:
    text = "Norway did not sign the fisheries treaty. Kari Lund of Norway met Pedro Rojas of Chile in Oslo on Monday."
    document = Document(id="text", text=text, date=dt.date(2025, 10, 31))
    found = list(Extractor(annotator.name).verdicts(document, annotator.annotate(document)))
    assert all(one.candidate.features for one in found)
    met = next(one.candidate for one in found if one.candidate.rule == "nsubj" and one.of and one.of.word.text == "met")
    assert met.features["path"] == ">nsubj" and met.features["kind"] == "person"
    roles = {(one.candidate.word.text, one.against is None) for one in found if one.of and one.of.word.text == "met"}
    assert {("Lund", True), ("Rojas", True), ("Oslo", True), ("Norway", False)} <= roles
