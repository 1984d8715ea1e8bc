"""What is agreed: one clear sentence a row."""

import pytest
from conftest import Reader

from kg.inflection import noun_forms, verb_forms
from kg.model import Extraction

NAMED = [
    # text, title, kind, parties
    ("Norway and Chile signed a fisheries agreement.", "fisheries agreement", "agreement", {"Norway", "Chile"}),
    ("Norway signed a tax treaty with Chile.", "tax treaty with Chile", "treaty", {"Norway", "Chile"}),
    ("Parliament ratified the treaty between Norway and Chile.", "treaty between Norway and Chile", "treaty",
     {"Norway", "Chile"}),
    ("The Norway-Chile trade deal was signed on Monday.", "Norway-Chile trade deal", "deal", {"Norway", "Chile"}),
    ("Norway and Chile agreed on a ceasefire.", "ceasefire", "ceasefire", {"Norway", "Chile"}),
    ("Norway and Chile reached a deal on salmon.", "deal on salmon", "deal", {"Norway", "Chile"}),
    ("Norway and Chile signed a memorandum of understanding on salmon.", "memorandum of understanding on salmon",
     "memorandum", {"Norway", "Chile"}),
    ("Norway and Chile signed the ‘Framework for Clean Harbours’.", "Framework for Clean Harbours", "framework",
     {"Norway", "Chile"}),
    ("Norway and Chile signed a Memorandum of Understanding Concerning Salmon Farming.",
     "Memorandum of Understanding Concerning Salmon Farming", "memorandum", {"Norway", "Chile"}),
    ("Norway entered into an agreement with Chile.", "agreement with Chile", "agreement", {"Norway", "Chile"}),
    ("Norway withdrew from the Polar Convention.", "Polar Convention", "convention", set()),
    ("Norway cited Article 5 of the NATO treaty.", "NATO treaty", "treaty", set()),
    ("Norway withdrew from the JCPOA.", "JCPOA", "agreement", set()),
]  # fmt: skip

ACTS = [
    # text, type, plain modality, by
    ("Norway and Chile signed a fisheries agreement.", "signed", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile will sign a fisheries agreement.", "signed", "planned", {"Norway", "Chile"}),
    ("The fisheries agreement was signed by Norway and Chile.", "signed", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile did not sign the fisheries agreement.", "signed", "denied", {"Norway", "Chile"}),
    ("Norway and Chile are negotiating a fisheries agreement.", "negotiated", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile reached a fisheries agreement.", "agreed", "occurred", {"Norway", "Chile"}),
    ("Norway ratified the fisheries agreement with Chile.", "ratified", "occurred", {"Norway"}),
    ("Norway refused to ratify the fisheries agreement with Chile.", "ratified", "denied", {"Norway"}),
    ("Norway suspended the fisheries agreement with Chile.", "suspended", "occurred", {"Norway"}),
    ("Norway withdrew from the fisheries agreement with Chile.", "withdrawn", "occurred", {"Norway"}),
    ("Norway violated the ceasefire with Chile.", "violated", "occurred", {"Norway"}),
    ("Norway rejected the fisheries agreement with Chile.", "rejected", "occurred", {"Norway"}),
    ("Norway and Chile extended the fisheries agreement.", "extended", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile amended the fisheries agreement.", "amended", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile initialled a fisheries agreement.", "initialled", "occurred", {"Norway", "Chile"}),
    ("Norway proposed a fisheries agreement.", "proposed", "occurred", {"Norway"}),
    ("Norway and Chile signed a treaty. Norway ratified it on Monday.", "ratified", "occurred", {"Norway"}),
    ("The treaty between Norway and Chile entered into force on Monday.", "entered_into_force", "occurred",
     {"Norway", "Chile"}),
]  # fmt: skip

NOTHING = [
    "Norway and Chile agreed to meet again.",
    "The ministers are in agreement.",
    "Agreements like these take time.",
    "If an agreement is reached, the boats will leave.",
    "Norway honours every treaty.",
    "The Security Council adopted a resolution on Chile.",
    "The company said in a statement that the boats had left.",
    "Dealing with Chile is easy.",
]


def _named(extraction: Extraction) -> list[tuple[str, str, set[str]]]:
    return [
        (agreement.title, agreement.kind, {extraction.entity(party.entity).name for party in agreement.parties})
        for agreement in extraction.agreements
    ]


@pytest.mark.parametrize(("text", "title", "kind", "parties"), NAMED)
def test_agreement(read: Reader, text: str, title: str, kind: str, parties: set[str]) -> None:
    found = _named(read(text))
    assert [(name, sort) for name, sort, _ in found] == [(title, kind)]
    assert parties <= found[0][2]


@pytest.mark.parametrize(("text", "type_", "modality", "by"), ACTS)
def test_action(read: Reader, text: str, type_: str, modality: str, by: set[str]) -> None:
    extraction = read(text, "2025-03-05")
    found = [
        (action.type.value, action.modality.plain, {extraction.entity(who.entity).name for who in action.by})
        for action in extraction.actions
    ]
    assert (type_, modality, by) in found


@pytest.mark.parametrize("text", NOTHING)
def test_no_agreement(read: Reader, text: str) -> None:
    assert _named(read(text)) == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Norway and Chile signed a 10-year trade agreement.", "P10Y"),
        ("Norway and Chile signed a five-year trade agreement.", "P5Y"),
        ("Norway and Chile agreed on a ceasefire of three months.", "P3M"),
        ("Norway and Chile signed a trade agreement.", None),
    ],
)
def test_term(read: Reader, text: str, term: str | None) -> None:
    assert [agreement.term for agreement in read(text).agreements] == [term]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Norway and Chile signed a fisheries agreement. The agreement will last.", 1),
        ("Norway and Chile signed a fisheries agreement. The deal was welcomed. Norway ratified the accord.", 1),
        ("Norway signed a tax treaty with Chile. Norway signed a fisheries agreement with Peru.", 2),
        ("Norway and Chile signed a treaty of friendship. They also signed another treaty.", 2),
    ],
)
def test_one_instrument_named_several_times_is_one(read: Reader, text: str, count: int) -> None:
    assert len(read(text).agreements) == count


def test_a_signing_has_its_day_place_and_persons(read: Reader) -> None:
    text = (
        "Norwegian Foreign Minister Kari Lund and Chilean Foreign Minister Pedro Rojas signed a fisheries agreement "
        "in Oslo on 3 March 2025."
    )
    extraction = read(text)
    [action] = extraction.actions
    assert {extraction.entity(who.entity).name for who in action.by} == {"Kari Lund", "Pedro Rojas"}
    assert {extraction.entity(who.on_behalf_of).name for who in action.by if who.on_behalf_of} == {"Norway", "Chile"}
    assert action.time is not None
    assert action.time.edtf == "2025-03-03"
    assert action.place is not None
    assert extraction.entity(action.place.entity).name == "Oslo"


@pytest.mark.parametrize("entry", ["sign", "withdraw/withdrew/withdrawn", "ratify", "agree"])
def test_forms_of_a_verb_begin_with_its_base(entry: str) -> None:
    assert verb_forms(entry)[0] == entry.split("/")[0]


def test_forms() -> None:
    assert "agreed" in verb_forms("agree")
    assert "scrapping" in verb_forms("scrap")
    assert noun_forms("breach") == ("breach", "breaches")
