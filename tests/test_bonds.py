"""Who is bound by an instrument and what is done to it, where models tell it and no rule does."""

from dataclasses import replace

import pytest
from conftest import Reader

from kg.extraction import agreements
from kg.extraction.agreements import decision, models
from kg.model import ActionType, Extraction, Modality

HANDS_OFF = replace(models.fitted(), limits=models.Limits(party=1.1, keep_party=0.0, act=1.1))
"""The models, with limits that leave everything as rules read it."""


def _bound(extraction: Extraction) -> list[set[str]]:
    return [{extraction.entity(one.entity).name for one in each.parties} for each in extraction.agreements]


def _done(extraction: Extraction) -> set[tuple[str, str]]:
    return {(action.type.value, action.modality.plain) for action in extraction.actions}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Norway and Chile discussed the treaty on fish, which Norway ratified in May.", {"Norway"}),
        ("Norway and Chile spoke of the fisheries treaty that binds them.", {"Norway", "Chile"}),
        ("Peru welcomed the truce that Norway and Chile agreed in Lima.", {"Norway", "Chile"}),
        ("The Bilateral Air Services Agreement, initialled in Lima last year, will be signed by Norway and Chile.",
         {"Norway", "Chile"}),
        ("Norwegian Minister Kari Lund and Chilean Minister Pedro Rojas signed a fisheries agreement in Lima. Peru was "
         "informed.", {"Norway", "Chile"}),
        ("The Polar Treaty was on the agenda of Norway, Chile and Peru.", set()),
        ("Norway and Chile hold talks\n\nA tax treaty was signed by Peru.", {"Peru"}),
    ],
)  # fmt: skip # a row a line
def test_parties(read: Reader, text: str, parties: set[str]) -> None:
    assert _bound(read(text)) == [parties]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("The fisheries agreement with Chile, initialled in Oslo last year, will be signed in May, Norway said.",
         {("initialled", "occurred"), ("signed", "planned")}),
        ("Norway and Chile have been working on a trade deal. The deal, under negotiation since 2005, is not ready for "
         "signature.", {("negotiated", "occurred"), ("signed", "denied")}),
        ("Norway cited the Polar Treaty and signed the guest book.", set()),
        ("Norway read the Polar Treaty while talks went on about fish.", set()),
    ],
)  # fmt: skip # a row a line
def test_what_is_done(read: Reader, text: str, done: set[tuple[str, str]]) -> None:
    assert _done(read(text)) == done


@pytest.mark.parametrize(
    ("act", "modality", "told", "early"),
    [
        ("extended", "occurred", [("agreed", "planned")], True),
        ("amended", "occurred", [("agreed", "proposed"), ("signed", "planned")], True),
        ("extended", "planned", [("agreed", "planned")], False),
        ("extended", "occurred", [("agreed", "occurred"), ("signed", "planned")], False),
        ("extended", "occurred", [("ratified", "planned")], False),
        ("extended", "occurred", [("signed", "denied")], False),
        ("extended", "occurred", [], False),
        ("negotiated", "occurred", [("signed", "planned")], False),
    ],
)
def test_what_is_yet_to_be_agreed_was_not_extended(
    act: str, modality: str, told: list[tuple[str, str]], early: bool
) -> None:
    known = [(ActionType(one), Modality(reality)) for one, reality in told]
    assert decision.is_too_early(ActionType(act), Modality(modality), known) is early


def test_models_tell_what_no_rule_does(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    binding = "Norway and Chile spoke of the fisheries treaty that binds them."
    negotiated = "Norway and Chile have a trade deal in sight. The deal, under negotiation since 2005, is on the table."
    assert _bound(read(binding)) == [{"Norway", "Chile"}]
    assert ("negotiated", "occurred") in _done(read(negotiated))
    monkeypatch.setattr(agreements, "fitted", lambda: HANDS_OFF)
    assert _bound(read(binding)) == [set()]
    assert _done(read(negotiated)) == set()


def test_each_party_and_each_act_that_models_tell_is_as_sure_as_they_are(read: Reader) -> None:
    found = read("Norway and Chile discussed the treaty on fish, under negotiation since 2005.")
    (negotiated,) = found.actions
    assert str(negotiated.rule) == "fitted:negotiation.NOUN"
    assert 0 < negotiated.confidence < 1
    assert all(0 < (party.confidence or 0) < 1 for party in found.agreements[0].parties)
