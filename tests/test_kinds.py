"""The kinds of events stand in the ontology; a new one needs its class there and its words, and no Python."""

import csv
import re
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import RdfFormat, Store

import kg
from kg.check.conformance import check_shapes
from kg.errors import ChoiceError, ConfigurationError
from kg.kinds import OWN_ONTOLOGY, _files, _kinds, event_type, kind_of, kinds
from kg.lexicon import OWN_WORDS
from kg.model import Event, Mention, Modality
from kg.projection.choice import Choice
from kg.version import version
from kg.vocab import dip

PREFIXES = """
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/drill#> .
"""
EXERCISE = """
dip:Exercise a owl:Class ;
  rdfs:label "exercise"@en ;
  rdfs:subClassOf dip:Encounter ;
  dip:past "exercised with" ; dip:infinitive "exercise with" ; dip:drawnAs "pairs" ;
  dip:mutual true ; dip:gathers true ; dip:staged true .
"""
WORDS = """
frames:
  - {lemmas: [exercise, drill], pos: NOUN, type: exercise, roles: {poss: Participant, amod: Participant,
     with: Participant, between: Participant, of: Participant, by: Participant}, least: 2}
  - {lemmas: [exercise], pos: VERB, type: exercise, roles: {nsubj: Participant, with: Participant}, least: 2}
"""


TRAINING = """
dip:TrainingMission a owl:Class ;
  rdfs:label "training mission"@en ;
  rdfs:subClassOf dip:Encounter ;
  dip:past "trained with" ; dip:infinitive "train with" ; dip:drawnAs "pairs" ; dip:mutual true .
"""
TRAINED = """
frames:
  - {lemmas: [mission], pos: NOUN, type: training_mission, needs: [training], least: 2,
     roles: {amod: Participant, with: Participant, between: Participant}}
"""


@pytest.mark.parametrize(
    ("property_", "names"),
    [
        ("mutual", "meeting call negotiation"),
        ("gathers", "meeting call visit negotiation reception"),
        ("talks", "meeting forum negotiation"),
        ("staged", "meeting forum negotiation address reception"),
    ],
)
def test_what_is_true_of_the_first_kinds(property_: str, names: str) -> None:
    first = ("meeting", "call", "visit", "forum", "negotiation", "address", "reception")
    assert [name for name in first if getattr(kinds()[name], property_)] == names.split()


def test_a_kind_has_the_classes_below_it() -> None:
    assert kind_of([dip("Summit")]) == kinds()["forum"]
    assert kind_of([dip("AgreementAction"), dip("Event")]) is None


def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    """A file with classes of one's own, named in the environment."""
    path = tmp_path / "kinds.ttl"
    path.write_text(PREFIXES + text, "utf-8")
    monkeypatch.setenv(OWN_ONTOLOGY, str(path))
    return path


def test_a_kind_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"no kind of event 'exercise', only meeting, call.*KG_ONTOLOGY"):
        event_type("exercise")
    own(tmp_path, monkeypatch, EXERCISE)
    assert [*kinds()][-1] == "exercise"
    kind = kinds()["exercise"]
    assert (kind.past, kind.drawing, kind.mutual, kind.talks) == ("exercised with", "pairs", True, False)
    said = Mention(begin=0, end=2, text="So")
    event = Event(id="e1", evidence=(said,), type="exercise", participants=())
    assert '"type":"exercise"' in event.model_dump_json()
    assert Event.model_validate_json(event.model_dump_json()) == event


def test_a_kind_of_another_namespace_and_of_several_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch, EXERCISE.replace("dip:Exercise", ":JointExercise"))
    assert kinds()["joint_exercise"].iri == "http://example.org/drill#JointExercise"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('dip:past "exercised with" ;', "", "Exercise needs one dip:past with words, and has 0"),
        ('dip:infinitive "exercise with" ;', 'dip:infinitive " " ;', "needs one dip:infinitive with words"),
        ('dip:infinitive "exercise', 'dip:infinitive "drill", "exercise', "dip:infinitive with words, and has 2"),
        ('rdfs:label "exercise"@en ;', "", "needs one rdfs:label"),
        ('dip:drawnAs "pairs" ;', "", "needs one dip:drawnAs"),
        ('"pairs"', '"pair"', "dip:drawnAs 'pair', which is none of pairs, node, to hosts, from hosts, from speakers"),
        ("dip:gathers", "dip:gahters", "has dip:gahters; a kind of event has only past, infinitive, drawnAs, mutual"),
        ("dip:mutual true", 'dip:mutual "yes"', "dip:mutual yes; write true or false"),
        ("dip:mutual true", "dip:mutual true, false", "write true or false"),
        ("dip:Exercise", ":Meeting", "are of one name"),
        ("dip:Exercise", "dip:Call", "has 2"),
        ('"pairs"', "pairs", "kinds.ttl cannot be read"),
        ("rdfs:label", "rdf:label", "kinds.ttl cannot be read"),
        ("a owl:Class ;", "", "Exercise is no class; write: a owl:Class"),
        (
            "dip:Encounter",
            "dip:Encountre",
            "Exercise is below https://w3id.org/diplograph/ontology#Encountre; a kind of",
        ),
        (
            "dip:Encounter",
            ":Encounter",
            "Exercise is below http://example.org/drill#Encounter; a kind of event is rdfs:",
        ),
        ("rdfs:subClassOf dip:Encounter ;", "", "Exercise is below nothing; a kind of event is rdfs:subClassOf https:"),
        (
            "dip:Encounter",
            "dip:Meeting",
            "ontology#Meeting, so that its events are of that kind; leave out dip:past, or",
        ),
    ],
)
def test_a_class_that_is_no_kind_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, reason: str
) -> None:
    assert EXERCISE.count(old) == 1
    path = own(tmp_path, monkeypatch, EXERCISE.replace(old, new))
    with pytest.raises(ConfigurationError, match=re.escape(reason)) as error:
        kinds()
    assert str(error.value).startswith(f"the ontology {path} cannot be ")


@pytest.mark.parametrize("broken", ["read", "used"])
def test_the_shipped_file_is_to_blame_for_its_own_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    shipped = tmp_path / "diplograph.ttl"
    shipped.write_text(PREFIXES + {"read": "x", "used": "dip:Call rdfs:subClassOf dip:Encounter ."}[broken], "utf-8")
    monkeypatch.setattr("kg.kinds.ontology_path", tmp_path.joinpath)
    monkeypatch.setattr("kg.kinds._files", _files.__wrapped__)
    monkeypatch.setattr("kg.kinds._kinds", _kinds.__wrapped__)
    path = own(tmp_path, monkeypatch, EXERCISE)
    with pytest.raises(ConfigurationError) as error:
        kinds()
    assert str(error.value).startswith(f"the ontology {shipped} cannot be {broken}: ") and str(path) not in str(
        error.value
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (EXERCISE + ':Drill a owl:Class ; rdfs:label "drill"@en ; rdfs:subClassOf dip:Exercise .', "exercise"),
        (':Drill a owl:Class ; rdfs:subClassOf dip:Meeting . :note rdfs:comment "no class" .', "meeting"),
        ("# none yet", None),
    ],
)
def test_a_class_below_a_kind_is_of_that_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, name: str | None
) -> None:
    own(tmp_path, monkeypatch, text)
    kind = kind_of(["http://example.org/drill#Drill"])
    assert (kind and kind.name) == name


def test_a_kind_is_chosen_by_name_or_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(
        tmp_path,
        monkeypatch,
        EXERCISE.replace("dip:Exercise", "dip:WreathLaying").replace('"exercise"', '"wreath-laying"'),
    )
    chosen = [Choice.of(types=name).types for name in ("wreath_laying", "wreath-laying")]
    assert chosen == [frozenset({"wreath_laying"})] * 2
    with pytest.raises(ChoiceError, match=r"there are only 'meeting'.*'wreath_laying'"):
        Choice.of(types="WreathLaying")


def test_a_missing_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_ONTOLOGY, str(tmp_path / "nowhere.ttl"))
    with pytest.raises(ConfigurationError, match=r"nowhere\.ttl cannot be read"):
        kinds()


def test_a_kind_of_ones_own_makes_another_version_and_keeps_the_shapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version()
    own(tmp_path, monkeypatch, EXERCISE)
    assert version() != before
    store = Store()
    store.load(f"{PREFIXES} :g {{ :d1 a dip:Exercise }}".encode(), RdfFormat.TRIG)
    messages = {problem.message for problem in check_shapes(store, [])}
    assert any(message.startswith("Somebody takes part") for message in messages)


FIRST = (
    "Norway and Chile held joint naval exercises in Oslo on Monday. Kenya will exercise with Ghana in Accra next week."
)
SECOND = "Norway exercised with Chile in Oslo on 27 October 2025. Kari Lund met Pedro Rojas in Lima on Tuesday."
EXERCISES = "SELECT DISTINCT ?event ?kind WHERE { ?event a dip:Exercise ; a/rdfs:label ?kind } ORDER BY ?event"


def test_a_new_kind_is_read_built_checked_asked_drawn_and_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, forked: None
) -> None:
    monkeypatch.chdir(tmp_path)
    own(tmp_path, monkeypatch, EXERCISE)
    (tmp_path / "words.yaml").write_text(WORDS, "utf-8")
    monkeypatch.setenv(OWN_WORDS, str(tmp_path / "words.yaml"))
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    base = tmp_path / "news.kg"

    def told(*command: str, code: int = 0) -> str:
        """What a command prints."""
        ended, out, err = run(*command)
        assert ended == code, err
        return out + err

    said = told("explain", "first.txt", "--date", "2025-10-31")
    assert "[Norway | participant 1] and [Chile | participant 1] held joint naval [exercises | exercise 1]" in said
    assert "the noun “exercise” states an exercise" in said and "exercise  planned" in said

    told("build", "first.txt", "second.txt", "--date", "2025-10-31", "--base", "news.kg", "--jobs", "1")
    assert "no problem found" in told("check", "--base", "news.kg")

    found = list(csv.DictReader(told("query", "--base", "news.kg", "-q", EXERCISES, "--format", "csv").splitlines()))
    assert [row["kind"] for row in found] == ["exercise"] * 2, "the two accounts of the one are one event"
    asked = ["query", "--name", "who-met-whom", "--param", "who=Norway", "--base", "news.kg", "--format", "csv"]
    rows = list(csv.DictReader(told(*asked).splitlines()))
    assert [(row["kind"], row["participants"], row["place"]) for row in rows] == [("exercise", "Chile, Norway", "Oslo")]

    graph = kg.open(base).graph(types="exercise")
    names = dict(graph.nodes(data="label"))
    drawn = {(*sorted((names[a], names[b])), about["label"]) for a, b, about in graph.edges(data=True)}
    assert drawn == {("Chile", "Norway", "exercised with"), ("Ghana", "Kenya", "to exercise with")}
    assert all(about["mutual"] for _, _, about in graph.edges(data=True))

    told("view", "--base", "news.kg", "-o", "news.html", "--type", "exercise")
    page = (tmp_path / "news.html").read_text("utf-8")
    assert all(f'"{words}"' in page for words in ("exercise", "exercised with", "to exercise with"))

    monkeypatch.delenv(OWN_WORDS)
    monkeypatch.delenv(OWN_ONTOLOGY)  # a program that does not know the kind draws it all the same
    labels = {label for _, _, label in kg.open(base).graph(types="other").edges(data="label")}
    assert labels == {"took part in", "to take part in"}
    (tmp_path / "third.txt").write_text("Kari Lund met Pedro Rojas in Lima on Tuesday.", "utf-8")
    for command in (["check"], ["build", "third.txt", "--date", "2025-10-31", "--jobs", "1"]):
        said = told(*command, "--base", "news.kg", code=1)
        assert "an event of the kind 'exercise', which the ontology does not have; set KG_ONTOLOGY as when" in said
        assert "damaged" not in said and "Traceback" not in said and "restore" not in said


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norway and Chile held a training mission in Oslo.", Modality.OCCURRED),
        ("Norway and Chile postponed a training mission.", Modality.POSTPONED),
        ("Norway postponed a training mission with Chile.", Modality.POSTPONED),
        ("Norway will hold a training mission with Chile.", Modality.PLANNED),
    ],
)
def test_models_that_do_not_know_a_kind_take_nothing_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, modality: Modality
) -> None:
    own(tmp_path, monkeypatch, TRAINING)
    (tmp_path / "own.yaml").write_text(TRAINED)
    monkeypatch.setenv(OWN_WORDS, str(tmp_path / "own.yaml"))
    (event,) = kg.extract(text).events
    assert (event.type, event.modality, len(event.participants)) == ("training_mission", modality, 2)
