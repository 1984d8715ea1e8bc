"""Confidence is a probability that was fitted; what is not sure enough can be left out."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel
from typer.testing import CliRunner

import kg
from kg import pipeline
from kg.cli import app
from kg.errors import ConfigurationError
from kg.evaluate.counts import KINDS
from kg.extraction import confidence
from kg.extraction.confidence import ANY, calibrated, kind_of, probability, weights
from kg.extraction.confidence.features import About, features
from kg.kinds import kinds
from kg.model import (
    Action,
    ActionType,
    Agreement,
    Argument,
    Entity,
    EntityKind,
    Event,
    Extraction,
    Fact,
    Mention,
    Modality,
    Participant,
    Post,
    Statement,
    StatementKind,
    Time,
)
from kg.rule import GOING_ON, Rule
from kg.threshold import surer
from kg.vocab import ontology_path

TEXT = "Foreign Minister Kari Lund of Norway met officials of Chile in Oslo. They signed the Fisheries Treaty."
SAID = Mention.cut(TEXT, 0, 68)
SIGNED = Mention.cut(TEXT, 69, len(TEXT))
ENTITIES = {
    "lund": Entity(id="lund", kind=EntityKind.PERSON, name="Kari Lund"),
    "rojas": Entity(id="rojas", kind=EntityKind.PERSON, name="Rojas"),
    "nor": Entity(id="nor", kind=EntityKind.COUNTRY, name="Norway", key="NOR"),
    "some": Entity(id="some", kind=EntityKind.GROUP, name="officials of Chile"),
    "body": Entity(id="body", kind=EntityKind.ORGANISATION, name="Fisheries Board"),
}


TALKS = Rule(kind="frame", lemma="talk", pos="NOUN", number=2)


def event(*who: str, **other: Any) -> Event:
    parts = tuple(Participant(entity=one, on_behalf_of="nor", mention=SAID) for one in who)
    told = {"id": "e1", "evidence": (SAID,), "confidence": 0.9, "type": "meeting", "rule": Rule(kind="frame")}
    return Event(**{**told, "participants": parts, **other})


POST = Post(id="p1", evidence=(SAID,), person="lund", title="Foreign Minister", of="nor", confidence=0.9)
TREATY = Agreement(id="a1", evidence=(SIGNED,), title="Fisheries Treaty", kind="treaty", confidence=0.9)
SIGNING = Action(id="c1", evidence=(SIGNED,), agreement="a1", type=ActionType.SIGNED, confidence=0.9)
WORDS = Statement(
    id="s1",
    evidence=(SAID,),
    speakers=(Argument(entity="lund"), Argument(entity="some")),
    kind=StatementKind.QUOTED,
    text=SAID,
    rule=GOING_ON,
)


def about(*events: Event) -> About:
    return About(Extraction(document="d", version="", entities=tuple(ENTITIES.values()), events=events))


@pytest.mark.parametrize(
    ("fact", "present", "absent"),
    [
        (POST, {"post": 1}, {"post of no country", "former post", "event"}),
        (POST.model_copy(update={"of": None, "former": True}), {"post of no country": 1, "former post": 1}, set()),
        (POST.model_copy(update={"person": "rojas"}), {"share of names of one word": 1}, set()),
        (event("lund", "nor"), {"event": 1, "event: meeting": 1, "event without place": 1}, {"one participant"}),
        (event("lund"), {"one participant": 1}, {"many participants", "share of the unnamed"}),
        (event("lund", "some"), {"share of the unnamed": 0.5}, set()),
        (event("rojas", "body"), {"share of names of one word": 0.5, "share of unknown bodies": 0.5}, set()),
        (event("lund", rule=TALKS), {"event told by a noun": 1, "frame: talk, noun": 1}, set()),
        (event("lund", modality=Modality.PLANNED), {"not occurred": 1}, set()),
        (event("lund", modality=Modality.ONGOING), {}, {"not occurred"}),
        (
            event("lund", place=Argument(entity="nor", mention=SIGNED)),
            {"place told elsewhere": 1},
            {"event without place"},
        ),
        (event("lund", attributed_to="nor"), {"on somebody's word": 1}, set()),
        (TREATY, {"agreement": 1, "agreement without parties": 1}, {"action", "agreement without a name"}),
        (
            TREATY.model_copy(update={"title": "deal", "parties": (Argument(entity="nor", confidence=0.5),)}),
            {"agreement without a name": 1, "agreement of one word": 1},
            {"agreement without parties", "agreement told of again", "log-odds of the parties"},
        ),
        (
            TREATY.model_copy(
                update={"evidence": (SIGNED, SAID), "parties": (Argument(entity="nor", confidence=0.9),)}
            ),
            {"agreement told of again": 1},
            {"agreement of one word"},
        ),
        (SIGNING, {"action": 1, "action: signed": 1, "action by nobody": 1, "action without date": 1}, set()),
        (
            WORDS,
            {"quoted": 1, "several speakers": 1, "quotation that goes on": 1, "share of the unnamed": 0.5},
            {"event"},
        ),
    ],
)
def test_features(fact: Fact, present: dict[str, float], absent: set[str]) -> None:
    found = features(fact, about())
    assert present.items() <= found.items()
    assert not absent & found.keys()


@pytest.mark.parametrize(
    ("others", "present", "absent"),
    [
        ((), {"event told first", "few events", "share of those in the first event"}, {"same participants elsewhere"}),
        ((event("lund", "rojas", id="e0", type="call"),), {"few events"}, {"event told first", "event told late"}),
        ((event("lund", "rojas", id="e0"),), {"same participants elsewhere"}, {"half the participants elsewhere"}),
        ((event("lund", "nor", id="e0"),), {"some participants elsewhere"}, {"part of another's participants"}),
        (
            (event("lund", "rojas", "nor", id="e0"),),
            {"half the participants elsewhere", "part of another's participants"},
            {"some participants elsewhere"},
        ),
        ((event("lund", "rojas", id="e0", type="visit"),), {"few events"}, {"same participants elsewhere"}),
        (tuple(event("body", id=f"e{n}0") for n in range(5)), {"event told late", "many events"}, {"few events"}),
    ],
)
def test_an_event_beside_others(others: tuple[Event, ...], present: set[str], absent: set[str]) -> None:
    fact = event("lund", "rojas")
    found = features(fact, about(*others, fact))
    assert present <= found.keys() and not absent & found.keys()


@pytest.mark.parametrize(("odds", "sure"), [(0.0, 0.5), (2.2, 0.9), (1.0, 0.73), (-50.0, 0.01), (50.0, 0.99)])
def test_probability_has_two_digits_and_is_never_certain(odds: float, sure: float) -> None:
    assert probability({"x": 1.0, "unknown": 3.0}, "event", {ANY: {"x": odds}, "post": {"x": 9.0}}) == sure


def test_a_feature_may_weigh_more_in_a_kind_of_part() -> None:
    assert probability({"x": 1.0}, "post", {ANY: {"x": 1.2}, "post": {"x": 1.0}}) == 0.9


@pytest.mark.parametrize("fact", [POST, event("lund", "nor"), TREATY, SIGNING])
def test_a_surer_rule_makes_a_surer_fact(fact: Fact) -> None:
    rated = [
        probability(features(fact.model_copy(update={"confidence": rule}), about()), kind_of(fact), weights())
        for rule in (0.5, 0.7, 0.9, 0.97)
    ]
    assert rated == sorted(rated) and rated[0] < rated[-1]


OF_RULES = ("frame: ", "fitted: ", "title: ", "quotation: ", "reported: ", "instrument: ", "act: ")


def test_every_weight_belongs_to_a_feature() -> None:
    folder = Path(confidence.__file__).parent
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    types = {f"event: {each}" for each in kinds()} | {str(each) for each in StatementKind}
    assert weights().keys() <= {ANY, *KINDS}
    for its in weights().values():
        others = [name for name in its if name not in types and not name.startswith(OF_RULES)]
        assert [name for name in others if f'"{name}"' not in source] == []
        assert all(-5 < weight < 5 for weight in its.values())


@pytest.mark.parametrize(
    "text", ["weights: none", "weights: {post: much}", "weights: {post: {post: much}}", "- post", "{", ""]
)
def test_a_broken_file_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "confidence.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(confidence, "ontology_path", lambda name: tmp_path / Path(name).name)
    weights.cache_clear()
    with pytest.raises(ConfigurationError, match=r"confidence\.yaml"):
        weights()
    weights.cache_clear()


def test_the_file_says_how_precise_sure_facts_are() -> None:
    measured = yaml.safe_load(ontology_path("en/confidence.yaml").read_text("utf-8"))["at_least"][0.9]
    assert {"all", "own", "real", "others"} == measured.keys()
    assert all(0 < number <= 1 for one in measured.values() for number in one.values())
    assert measured["all"]["precision"] >= 0.9


ALL = Extraction(
    document="d",
    version="0",
    entities=tuple(ENTITIES.values()),
    posts=(POST,),
    events=(event("lund", "nor"), event("lund", id="e2", confidence=0.6, part_of="e1")),
    agreements=(TREATY,),
    actions=(SIGNING,),
    statements=(WORDS.model_copy(update={"confidence": 0.8}),),
)


def test_calibration_changes_nothing_but_confidence() -> None:
    rated = calibrated(ALL, {"any": {"event": 1.0}})
    assert [fact.confidence for fact in rated.events] == [0.73, 0.73] and rated.posts[0].confidence == 0.5
    assert [unrated(fact) for fact in rated.facts] == [unrated(fact) for fact in ALL.facts]
    assert rated.entities == ALL.entities


def unrated(value: Any) -> Any:
    """A fact, or a part of one, without any confidence."""
    if isinstance(value, BaseModel):
        return {name: unrated(own) for name, own in value if not name.endswith("confidence")}
    return [unrated(one) for one in value] if isinstance(value, tuple) else value


def test_parts_have_their_own_probability() -> None:
    place, time = Argument(entity="nor", mention=SAID, confidence=0.9), Time(edtf="2025", confidence=0.2)
    by_context = Participant(entity="lund", on_behalf_of="nor", on_behalf_confidence=0.7, mention=SAID, confidence=0.95)
    held = event("rojas", participants=(by_context, Participant(entity="some", mention=SIGNED)), place=place, time=time)
    known = {"log-odds of the part, participant": 1.0, "log-odds of the part, place": 1.0, "log-odds of for whom": 1.0}
    known |= {"log-odds of the part, date": 1.0, "part told elsewhere": -1.0, "for whom": -2.94}
    (rated,) = calibrated(ALL.model_copy(update={"events": (held,)}), {ANY: known}).events
    sure, doubtful = rated.participants
    assert (sure.confidence, sure.on_behalf_confidence) == (0.95, 0.7)  # 2.94 are the log-odds of 0.95
    assert (doubtful.confidence, doubtful.on_behalf_confidence) == (0.27, None)
    assert rated.place and rated.time and (rated.place.confidence, rated.time.confidence) == (0.9, 0.2)


def test_surer_leaves_out_parts_that_are_not_sure() -> None:
    two = [Participant(entity=one, on_behalf_of="nor", confidence=sure) for one, sure in (("lund", 0.9), ("some", 0.6))]
    two[0] = two[0].model_copy(update={"on_behalf_confidence": 0.5})
    held = event("lund", participants=tuple(two), place=Argument(entity="nor", confidence=0.8), confidence=0.95)
    said = ALL.model_copy(update={"events": (held, event("some", id="e2", participants=(two[1],), confidence=0.9))})
    (kept,) = surer(said, 0.7).events
    assert [part.entity for part in kept.participants] == ["lund"] and kept.participants[0].on_behalf_of is None
    assert kept.place and surer(said, 0.85).events[0].place is None
    assert [event.id for event in surer(said, 0.6).events] == ["e1", "e2"]


@pytest.mark.parametrize(
    ("least", "kept"),
    [
        (None, "p1 e1 e2 a1 c1 s1"),
        (0.6, "p1 e1 e2 a1 c1 s1"),
        (0.61, "p1 e1 a1 c1 s1"),
        (0.9, "p1 e1 a1 c1"),
        (1.0, ""),
    ],
)
def test_surer(least: float | None, kept: str) -> None:
    assert [fact.id for fact in surer(ALL, least).facts] == kept.split()


def test_what_rests_on_a_fact_left_out_goes_with_it() -> None:
    weak: dict[str, tuple[Fact, ...]] = {"agreements": (TREATY.model_copy(update={"confidence": 0.5}),)}
    weak |= {"events": (event("lund", confidence=0.5), ALL.events[1].model_copy(update={"confidence": 0.9}))}
    rest = surer(ALL.model_copy(update=weak), 0.8)
    assert not rest.actions and [one.part_of for one in rest.events] == [None]


def test_read_facts_have_probabilities() -> None:
    found = [fact.confidence for fact in kg.extract(TEXT).facts]
    assert found and all(0 < sure < 1 and round(sure, 2) == sure for sure in found)
    assert found == [fact.confidence for fact in kg.extract(TEXT).facts]


@pytest.mark.usefixtures("forked")
def test_commands_leave_out_what_is_not_sure(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(TEXT, "utf-8")
    gold: dict[str, object] = {"id": "d", "document_date": None, "agreements": [], "statements": []}
    met = [{"name": "Kari Lund", "for": "Norway"}, {"name": "officials of Chile", "for": "Chile"}]
    gold["events"] = [{"type": "meeting", "modality": "occurred", "participants": met, "place": "Oslo", "date": None}]
    gold["posts"] = [{"person": "Kari Lund", "title": "Foreign Minister", "of": "Norway"}]
    (tmp_path / "d.json").write_text(json.dumps(gold), "utf-8")

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == 0, done.output
        return done.stdout

    whole, none = (
        json.loads(run("extract", str(tmp_path / "d.txt"), "--format", "json", "--min-confidence", least))
        for least in ("0", "1")
    )
    assert whole["posts"] and whole["events"] and not none["posts"] and not none["events"]
    measured = {least: run("evaluate", str(tmp_path), "--min-confidence", least) for least in ("0", "1")}
    head, *rows = [line.split() for line in run("evaluate", str(tmp_path), "--curve").splitlines()]
    assert head == ["at", "least", "P", "R", "F1"] and len(rows) > 8
    recalls = [float(row[2]) for row in rows]
    assert recalls == sorted(recalls, reverse=True) and recalls[0] > recalls[-1]
    assert rows[0][1:] == measured["0"].splitlines()[-1].split()[2:]
    assert "post             1  1.000  1.000" in measured["0"] and "post             1  0.000  0.000" in measured["1"]
    assert pipeline.evaluate(tmp_path, min_confidence=1.0).all.found == 0
