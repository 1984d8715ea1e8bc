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
    ("Norway declared the border agreement between Chile and Peru null and void.",
     "border agreement between Chile and Peru", "agreement", {"Chile", "Peru"}),
    ("Norway proposed a ceasefire to Chile.", "ceasefire", "ceasefire", set()),
    ("Norway's foreign minister signed the agreement on behalf of his king.", "agreement", "agreement", {"Norway"}),
    ("Norway and Chile adopted a declaration, the Oslo Declaration, on Monday.", "Oslo Declaration", "declaration",
     {"Norway", "Chile"}),
    ("Norway and Chile will sign a statement on partnership.", "statement on partnership", "joint statement",
     {"Norway", "Chile"}),
    ("The following is the text of a joint statement by the Governments of Norway and Chile.", "joint statement",
     "joint statement", {"Norway", "Chile"}),
    ("He praised the deal that ended the war.", "deal", "deal", set()),
    ("The Polar Treaty States Parties met in Oslo.", "Polar Treaty", "treaty", set()),
    ("They prepared the Polar Agreement for signature.", "Polar Agreement", "agreement", set()),
    ("Norway helped to secure the truce between Chile, Peru and Brazil.", "truce between Chile, Peru and Brazil",
     "ceasefire", {"Chile", "Peru", "Brazil"}),
    ("She spoke of the truce in Peru.", "truce", "ceasefire", set()),
    ("She spoke of compliance with the Polar Weapons Convention.", "Polar Weapons Convention", "convention", set()),
    ("Norway cited the UN Charter.", "UN Charter", "charter", set()),
    ("Norway cited the 1974 agreement.", "agreement", "agreement", set()),
    ("The deal reached in Oslo on 2 May between Norway and Chile holds.", "deal", "deal", {"Norway", "Chile"}),
    ("A treaty between Norway and Lapland was signed.", "treaty between Norway and Lapland", "treaty", {"Norway"}),
    ("The Soviet Union and East Germany signed a border treaty.", "border treaty", "treaty",
     {"Soviet Union", "East Germany"}),
    ("Chile's Senate ratified the treaty with Norway.", "treaty with Norway", "treaty", {"Norway", "Chile"}),
    ("The government of Norway and the African Union signed a peace accord.", "peace accord", "agreement",
     {"Norway", "African Union"}),
    ("Norway and Chile agreed on a cease-fire.", "cease-fire", "ceasefire", {"Norway", "Chile"}),
    ("Norway and Chile reached a cease-fire deal.", "cease-fire deal", "ceasefire", {"Norway", "Chile"}),
    ("Peru and Kenya signed on to the Quito water treaty.", "Quito water treaty", "treaty", {"Peru", "Kenya"}),
    ("Kenya and Peru adopted the Nairobi Roadmap.", "Nairobi Roadmap", "other", {"Kenya", "Peru"}),
    ("They witnessed the signing of a Kenya-Peru Plan of Action.", "Kenya-Peru Plan of Action", "other",
     {"Kenya", "Peru"}),
    ("The ministers endorsed the Riga Road Map.", "Riga Road Map", "other", set()),
    ("Kenya and Peru adopted a joint action plan.", "joint action plan", "other", {"Kenya", "Peru"}),
    ("They called for a renewal of the Red Sea Fish Initiative.", "Red Sea Fish Initiative", "other", set()),
    ("She praised progress under the Quito Water Framework.", "Quito Water Framework", "framework", set()),
    ("Kenya welcomed attempts to bring about a truce and prisoner swap in Chad.", "truce and prisoner swap",
     "ceasefire", set()),
    ("They spoke of the need for a ceasefire deal that will free them.", "ceasefire deal", "ceasefire", set()),
    ("She reaffirmed support for the ongoing truce.", "truce", "ceasefire", set()),
    ("A truce in Chad is holding.", "truce", "ceasefire", set()),
    ("Kenya and Peru signed 15 bilateral documents.", "bilateral documents", "other", {"Kenya", "Peru"}),
    ("No treaty was signed with Peru in Quito.", "treaty", "treaty", {"Peru"}),
    ("The two sides reached a settlement on the border.", "settlement on the border", "agreement", set()),
    ("Joint Statement from the Foreign Ministers of Kenya, Peru and Chad. Attempts at settlement extension break the "
     "law.", "Joint Statement", "joint statement", {"Kenya", "Peru", "Chad"}),
    ("We, the Foreign Ministers of Kenya and Peru, met in Nairobi and adopted the Nairobi Declaration.",
     "Nairobi Declaration", "declaration", {"Kenya", "Peru"}),
]  # fmt: skip # a row a line

ACTS = [
    # text, type, plain modality, by
    ("Norway ceased to be a party to the Polar Treaty.", "withdrawn", "occurred", {"Norway"}),
    ("The Polar Treaty, from which Norway withdrew in May, binds ten states.", "withdrawn", "occurred", {"Norway"}),
    ("The Norwegian withdrawal from the Polar Treaty took effect in May.", "withdrawn", "occurred", {"Norway"}),
    (
        "A truce between Norway and Chile, brokered by Kenya, was agreed in Oslo.",
        "agreed",
        "occurred",
        {"Norway", "Chile"},
    ),
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
    ("The truce between Norway and Chile went into effect on Monday.", "entered_into_force", "occurred",
     {"Norway", "Chile"}),
    ("The treaty takes effect on 1 June 2025.", "entered_into_force", "planned", set()),
    ("The treaty is due to enter into force on 1 June 2025.", "entered_into_force", "planned", set()),
    ("The treaty is expected to be signed in May.", "signed", "planned", set()),
    ("They look forward to the entry into force of the treaty.", "entered_into_force", "planned", set()),
    ("Norway helped to secure the truce between Chile and Peru.", "agreed", "occurred", {"Chile", "Peru"}),
    ("Norway called on Chile to sign the treaty.", "signed", "proposed", {"Chile"}),
    ("Norway urged Chile to ratify the treaty.", "ratified", "proposed", {"Chile"}),
    ("Norway ruled out signing a treaty with Chile.", "signed", "denied", {"Norway"}),
    ("Norway and Chile have yet to sign the treaty.", "signed", "denied", {"Norway", "Chile"}),
    ("Norway and Chile signed a treaty, but neither country has ratified it.", "ratified", "denied", set()),
    ("Norway and Chile postponed the signing of a treaty.", "signed", "cancelled", {"Norway", "Chile"}),
    ("Chile's parliament voted to ratify the treaty.", "ratified", "occurred", {"Chile"}),
    ("The Chilean parliament has to ratify the treaty.", "ratified", "planned", {"Chile"}),
    ("Chile's Senate gave its approval to the treaty.", "ratified", "occurred", {"Senate of Chile"}),
    ("Norway became the 40th country to sign the treaty.", "signed", "occurred", {"Norway"}),
    ("Norway and Chile have signed and ratified the treaty.", "ratified", "occurred", {"Norway", "Chile"}),
    ("They will honour the treaty signed in Lima.", "signed", "occurred", set()),
    ("They discussed the treaty, which Norway signed last year.", "signed", "occurred", {"Norway"}),
    ("Norway and Chile are in talks on a trade deal.", "negotiated", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile resumed negotiations on a trade deal.", "negotiated", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile agreed to begin negotiations on a trade deal.", "negotiated", "planned", {"Norway", "Chile"}),
    ("Norway and Chile secured a trade deal.", "agreed", "occurred", {"Norway", "Chile"}),
    ("Norway and Chile failed to reach a trade deal.", "agreed", "denied", {"Norway", "Chile"}),
    ("Norway suspended its participation in the treaty.", "suspended", "occurred", {"Norway"}),
    ("Norway announced its withdrawal from the treaty.", "withdrawn", "occurred", {"Norway"}),
    ("Norway will withdraw from the treaty.", "withdrawn", "planned", {"Norway"}),
    ("Norway accused Chile of violating the truce.", "violated", "occurred", {"Chile"}),
    ("Norway declared the treaty null and void.", "rejected", "occurred", {"Norway"}),
    ("Chile turned down the deal.", "rejected", "occurred", {"Chile"}),
    ("Chile refused to extend the truce.", "extended", "denied", {"Chile"}),
    ("Norway and Chile will amend the treaty.", "amended", "planned", {"Norway", "Chile"}),
    ("Norway offered Chile a trade deal.", "proposed", "occurred", {"Norway"}),
    ("Norway and Chile issued a joint statement.", "agreed", "occurred", {"Norway", "Chile"}),
    ("Norway acceded to the Polar Treaty.", "ratified", "occurred", {"Norway"}),
    ("Norway deposited its instrument of ratification of the Polar Treaty.", "ratified", "occurred", {"Norway"}),
    ("The Polar Treaty must still be ratified by Chile.", "ratified", "planned", {"Chile"}),
    ("Norway denounced the Polar Treaty.", "withdrawn", "occurred", {"Norway"}),
    ("Norway denounced the peace deal.", "rejected", "occurred", {"Norway"}),
    ("We will never sign the accord with Peru.", "signed", "denied", set()),
    ("Norway and Chile put their names to a treaty.", "signed", "occurred", {"Norway", "Chile"}),
    ("Norway brought the treaty into force.", "entered_into_force", "occurred", {"Norway"}),
    ("The government of Norway sent the treaty to parliament.", "ratified", "proposed", {"Norway"}),
    ("The treaty will be submitted to the Senate for ratification.", "ratified", "planned", set()),
    ("They spoke of the treaty, which Chile ratified in May and which is expected to enter into force in June.",
     "entered_into_force", "planned", {"Chile"}),
    ("Norway and Chile agreed to accelerate negotiations on a trade deal.", "negotiated", "occurred",
     {"Norway", "Chile"}),
    ("In a declaration adopted in Oslo, Norway also pledged to help.", "agreed", "occurred", set()),
    ("According to a joint statement, they will meet again.", "agreed", "occurred", set()),
    ("Hours later Norway, Chile and Peru came out for her in a joint statement.", "agreed", "occurred",
     {"Norway", "Chile", "Peru"}),
    ("In Oslo, on 19 July, Norway and Chile signed a treaty.", "signed", "occurred", {"Norway", "Chile"}),
    ("The Minister of Climate, Ms. Kari Lund, and the Minister of Fish of Chile, Mr. Pedro Rojas, signed a treaty.",
     "signed", "occurred", {"Kari Lund", "Pedro Rojas"}),
    ("The treaty between Norway and Chile is subject to ratification.", "ratified", "planned", set()),
    ("Norway submitted the treaty with Chile for approval.", "ratified", "planned", set()),
    ("Norway deposited its instrument of acceptance of the Polar Convention.", "ratified", "occurred", {"Norway"}),
    ("Norway urged the speedy ratification of the Polar Treaty.", "ratified", "proposed", set()),
    ("Norway thanked Chile for the ratification of the Polar Treaty.", "ratified", "occurred", set()),
    ("Norway countersigned the protocol with Chile.", "signed", "occurred", {"Norway", "Chile"}),
    ("Norway annulled the tax treaty with Chile.", "withdrawn", "occurred", {"Norway"}),
    ("Norway opted out of the Polar Treaty.", "withdrawn", "occurred", {"Norway"}),
    ("Chile rebuffed the deal.", "rejected", "occurred", {"Chile"}),
    ("Norway and Chile began to work on a treaty in 2001 and signed the text in 2003.", "signed", "occurred",
     {"Norway", "Chile"}),
    ("Kenya signed up to the Quito water treaty.", "signed", "occurred", {"Kenya"}),
    ("Kenya and Peru have penned a visa treaty.", "signed", "occurred", {"Kenya", "Peru"}),
    ("Kenya has just wrapped up a visa agreement with Peru.", "agreed", "occurred", {"Kenya", "Peru"}),
    ("Kenya completed a visa agreement with Peru.", "agreed", "occurred", {"Kenya", "Peru"}),
    ("Kenya came to an agreement with Peru on fish.", "agreed", "occurred", {"Kenya", "Peru"}),
    ("Peru brought about a truce between Kenya and Chad.", "agreed", "occurred", {"Kenya", "Chad"}),
    ("Kenya walked out of the Quito treaty.", "withdrawn", "occurred", {"Kenya"}),
    ("Kenya reneged on its treaty with Peru.", "violated", "occurred", {"Kenya"}),
    ("Kenya and Peru may start talks on a water treaty.", "negotiated", "proposed", {"Kenya", "Peru"}),
    ("Kenya offered to begin talks on a water treaty with Peru.", "negotiated", "proposed", {"Kenya", "Peru"}),
    ("Kenya and Peru could soon begin negotiating a water treaty.", "negotiated", "proposed", {"Kenya", "Peru"}),
    ("Kenya and Peru began negotiating a water treaty.", "negotiated", "occurred", {"Kenya", "Peru"}),
    ("She praised efforts to broker a truce in Chad.", "negotiated", "occurred", set()),
    ("Mediators are trying to bring about a truce between Kenya and Peru.", "negotiated", "occurred",
     {"Kenya", "Peru"}),
    ("Kenya did not sign the visa agreement with Peru.", "signed", "denied", {"Kenya"}),
    ("No treaty was signed with Peru in Quito.", "signed", "denied", set()),
    ("The visa treaty between Kenya and Peru was not signed.", "signed", "denied", {"Kenya", "Peru"}),
    ("They came to mark the signing of the accord by Kenya and Peru.", "signed", "occurred", {"Kenya", "Peru"}),
    ("A joint statement from Kenya and Peru condemned the attack.", "agreed", "occurred", {"Kenya", "Peru"}),
]  # fmt: skip # a row a line

NOTHING = [
    "Norway and Chile agreed to meet again.",
    "The ministers are in agreement.",
    "Agreements like these take time.",
    "If an agreement is reached, the boats will leave.",
    "Norway honours every treaty.",
    "The Security Council adopted a resolution on Chile.",
    "The company said in a statement that the boats had left.",
    "Dealing with Chile is easy.",
    "The ministers agreed on the need for peace.",
    "Norway wants a lasting agreement.",
    "Nobody knows whether an agreement will be signed.",
    "The party held its National Convention in Oslo.",
    "Talks on fish went on for days.",
    "They discussed efforts to reach a deal with Iran.",
    "Norway consented to the visit.",
    "Norway and Chile agreed to float a company.",
    "They put out the fire and let the noise cease.",
    "The plan of action was discussed.",
    "The committee adopted its action plan.",
    "Kenya drew up a roadmap for peace.",
    "Kenya took the initiative.",
    "He thanked Kenya for its work under the Global Tea Initiative.",
    "Kenya unveiled its National Action Plan on women.",
    "He spoke of the framework for talks.",
    "We call for a nationwide ceasefire and respect for the law.",
    "There is a need for an immediate and lasting ceasefire.",
    "They discussed efforts to reach a ceasefire.",
    "Any extension of the settlement would break the law.",
    "Kenya condemned settlement construction.",
    "The minister signed documents in his office.",
    "The leaders came to Nairobi for the agreement.",
    "Kenya closed its border after the deal.",
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


@pytest.mark.parametrize(
    ("text", "type_", "manner", "modality"),
    [
        ("Norway ratified the Polar Convention.", "ratified", None, "occurred"),
        ("Norway acceded to the Polar Treaty.", "ratified", "acceded", "occurred"),
        ("Norway accepted the Polar Convention.", "ratified", "accepted", "occurred"),
        ("Norway approved the Polar Convention.", "ratified", "approved", "occurred"),
        ("Norway deposited its instrument of acceptance of the Polar Convention.", "ratified", "deposited", "occurred"),
        ("Norway and Chile accepted the ceasefire deal.", "agreed", None, "occurred"),
        ("Norway and Chile terminated the Polar Treaty.", "withdrawn", "terminated", "occurred"),
        ("Norway withdrew from the Polar Treaty.", "withdrawn", None, "occurred"),
        ("The Polar Treaty between Norway and Chile expired on Monday.", "withdrawn", "expired", "occurred"),
        ("The Polar Treaty expires on 1 June 2025.", "withdrawn", "expired", "planned"),
    ],
)
def test_manner(read: Reader, text: str, type_: str, manner: str | None, modality: str) -> None:
    (action,) = read(text, "2025-03-05").actions
    assert (action.type, action.manner, action.modality.plain) == (type_, manner, modality)


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
        ("Norway and Chile signed three deals. Another deal calls for joint patrols.", 2),
        ("They spoke of the Polar Agreement (also known as the Lima Agreement).", 1),
        ("Norway and Chile signed an agreement. The trade agreement was welcomed.", 1),
        ("Norway and Chile signed a security agreement. A security deal has its price.", 1),
        ("Norway sells a fishing rights deal\n\nThe Fishing Rights Agreement was signed in Oslo.", 1),
        ("Norway and Chile signed a deal on fishing rights. The Polar Agreement was signed in Oslo.", 2),
        ("Joint Statement on Salmon\n\nThis is the text of a joint statement by Norway and Chile.", 1),
        ("They signed the Memorandum of Understanding on Clean Harbours. The MoU on Clean Harbours is the first.", 1),
        ("They signed an Agreement on Salmon and an MoU on Tourism.", 2),
        ("Norway and Chile signed a fishing treaty in 2001. Norway ratified the treaty of 2001 at once.", 1),
        ("Norway and Chile signed the Treaty of Lima. Three years later a treaty on fish was signed.", 2),
        ("Norway and Chile bring tax treaty into force\n\nThe fishing agreement was signed in Oslo in May.", 2),
        ("Norway and Chile agreed on a cease-fire. Each broke the ceasefire.", 1),
        ("Kenya and Peru have signed an accord on tea. Minister Amina Otieno signed the protocol in Lima.", 1),
        ("Kenya and Peru have signed an accord on tea. They also signed a protocol on fish.", 2),
        ("Kenya and Peru have signed an accord on tea. Kenya ratified the treaty.", 2),
        ("Kenya and Peru signed accords on ports in Lima. Amina Otieno and Luis Soto signed six accords in all.", 1),
        ("Kenya and Peru signed accords on ports in Lima. Chad and Mali signed six accords.", 2),
        ("Kenya and Peru sign 4 MoUs\n\nKenya and Peru signed four Memorandums of Understanding on Tuesday.", 1),
    ],
)
def test_one_instrument_named_several_times_is_one(read: Reader, text: str, count: int) -> None:
    assert len(read(text).agreements) == count


def _acts_by_title(extraction: Extraction) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    titles = {agreement.id: agreement.title for agreement in extraction.agreements}
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {title: [] for title in titles.values()}
    for action in extraction.actions:
        by = tuple(sorted(extraction.entity(who.entity).name for who in action.by))
        found[titles[action.agreement]].append((action.type.value, by))
    return found


def test_what_is_done_to_both_is_done_to_each(read: Reader) -> None:
    text = (
        "Norway and Chile signed a fisheries agreement. Norway and Peru signed a tax treaty. "
        "Norway ratified both agreements on Tuesday."
    )
    acts = _acts_by_title(read(text, "2025-03-05"))
    assert [("ratified", ("Norway",)) in found for found in acts.values()] == [True, True]


def test_the_treaty_is_the_one_spoken_of_rather_than_one_mentioned_beside_it(read: Reader) -> None:
    text = (
        "Norway and Chile signed a fishing treaty on Monday. It replaces the Polar Treaty. "
        "Chile's parliament must ratify the treaty."
    )
    acts = _acts_by_title(read(text, "2025-03-05"))
    assert acts["Polar Treaty"] == []
    assert ("ratified", ("Chile",)) in acts["fishing treaty"]


def test_each_party_ratifies_for_itself(read: Reader) -> None:
    text = "Norway and Chile signed a treaty. Norway ratified it in 2001. Chile ratified it in 2004."
    [found] = _acts_by_title(read(text)).values()
    assert [by for type_, by in found if type_ == "ratified"] == [("Norway",), ("Chile",)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Chile signed a fisheries agreement in Oslo. Foreign Minister Kari Lund signed for Norway and "
        "Foreign Minister Pedro Rojas for Chile.",
        "Norway and Chile reached a trade deal. The trade deal was signed by Foreign Minister Kari Lund and "
        "Trade Minister Pedro Rojas.",
    ],
    ids=["for whom", "after it was agreed"],
)
def test_those_who_sign_are_named_apart(read: Reader, text: str) -> None:
    [found] = _acts_by_title(read(text)).values()
    assert found == [("signed", ("Kari Lund", "Pedro Rojas"))]


@pytest.mark.parametrize("government", ["Federal Government", "National Unity Government", "US Government"])
def test_a_text_may_end_with_a_party(read: Reader, government: str) -> None:
    (found,) = read(f"Norway signed a tax treaty with the {government}").agreements
    assert found.kind == "treaty"


def test_what_is_signed_by_nobody_in_particular_binds_the_two_sides(read: Reader) -> None:
    text = "Norwegian Minister Kari Lund met Chilean Minister Pedro Rojas. A fisheries agreement was signed."
    assert _named(read(text)) == [("fisheries agreement", "agreement", {"Norway", "Chile"})]
    three = text.replace(" A fish", " Peruvian Minister Rosa Quispe looked on. A fish")
    assert _named(read(three)) == [("fisheries agreement", "agreement", set())]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Norway and Chile hold talks\n\nThe two sides welcomed the Tax Treaty, signed in Oslo in 2001.",
         {"Norway", "Chile"}),
        ("EU-Chile talks\n\nThe ministers took stock of the Tax Agreement, which entered into force in May. Norway and "
         "Peru were discussed.", {"European Union", "Chile"}),
        ("Norway and Chile hold talks\n\nThe Moscow Declaration was signed by the leaders of the two countries.",
         {"Norway", "Chile"}),
        ("Norway and Chile hold talks\n\nA tax treaty was signed by Rosa Quispe.", set()),
        ("Norway and Chile hold talks\n\nA tax treaty was signed by Peru.", {"Peru"}),
        ("Norway and Chile hold talks\n\nThey called for the early adoption of the Polar Convention.", set()),
        ("Norway, Chile and Peru hold talks\n\nA tax treaty was signed.", set()),
        ("Norway urged Chile to ratify the Polar Treaty.", set()),
        ("Norway has signed tax treaties with Chile, Peru and Brazil.", {"Norway"}),
    ],
)  # fmt: skip # a row a line
def test_the_two_sides_of_a_document_are_the_parties_of_what_is_made(
    read: Reader, text: str, parties: set[str]
) -> None:
    assert [found for *_, found in _named(read(text))] == [parties]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Joint Statement on Salmon\n\nRepresentatives of Norway, Chile and Peru met in Oslo. They spoke of fish.",
         {"Norway", "Chile", "Peru"}),
        ("Joint Statement of the Leaders of Norway and Chile on Peru\n\nWe condemn the attack.", {"Norway", "Chile"}),
        ("Joint Statement on Peru\n\nWe condemn the attack on Peru and Chile.", set()),
    ],
)  # fmt: skip # a row a line
def test_a_joint_statement_binds_those_who_issue_it(read: Reader, text: str, parties: set[str]) -> None:
    extraction = read(text)
    assert [found for *_, found in _named(extraction)] == [parties]
    [action] = extraction.actions
    assert {extraction.entity(who.entity).name for who in action.by} == parties


@pytest.mark.parametrize(
    "text",
    [
        "They spoke of reports of violations of the truce with Chile.",
        "Norway and Chile put questions to the Polar Treaty Council.",
        "Norway sent the treaty to Chile.",
    ],
)
def test_nothing_is_done_to_what_is_only_spoken_of(read: Reader, text: str) -> None:
    assert read(text).actions == ()


def test_the_year_of_an_instrument_dates_nothing_done_to_it(read: Reader) -> None:
    [action] = read("Norway and Chile extended their 2015 accord.").actions
    assert action.time is None


def test_an_exception_does_not_sign(read: Reader) -> None:
    extraction = read("All Nordic countries except Norway have signed the Polar Treaty.")
    assert all(extraction.entity(who.entity).name != "Norway" for action in extraction.actions for who in action.by)


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


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        ("Kenya did not sign the visa agreement with Peru in Quito on Monday.", "2025-03-03", "Quito"),
        ("Kenya and Peru may start talks on a water treaty next year.", "2026", None),
        ("Kenya and Peru held talks on a water treaty last month.", "2025-02", None),
        ("Kenya and Peru signed four memoranda on Monday. The signing of the memoranda was announced in Nairobi.",
         "2025-03-03", None),
        ("Officials of Kenya and Peru signed accords on fish in Lima. Amina Otieno and Luis Soto signed them Monday.",
         "2025-03-03", "Lima"),
        ("Kenya brokered a truce in Chad on Monday.", "2025-03-03", None),
    ],
)  # fmt: skip # a row a line
def test_when_and_where(read: Reader, text: str, day: str | None, place: str | None) -> None:
    extraction = read(text, "2025-03-05")
    [action] = extraction.actions
    assert (action.time.edtf if action.time else None) == day
    assert (extraction.entity(action.place.entity).name if action.place else None) == place


def test_the_more_telling_noun_gives_the_kind(read: Reader) -> None:
    text = "Kenya and Peru have signed an agreement on tea. Minister Amina Otieno signed the memorandum in Lima."
    assert _named(read(text)) == [("agreement on tea", "memorandum", {"Kenya", "Peru"})]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Finland has put its name to the Quito Convention.", {"Finland"}),
        ("Washington and Moscow signed the Washington-Moscow Treaty.", {"United States", "Russia"}),
    ],
)
def test_where_an_instrument_is_called_after_need_not_be_bound(read: Reader, text: str, parties: set[str]) -> None:
    assert [found for *_, found in _named(read(text))] == [parties]


@pytest.mark.parametrize("entry", ["sign", "withdraw/withdrew/withdrawn", "ratify", "agree"])
def test_forms_of_a_verb_begin_with_its_base(entry: str) -> None:
    assert verb_forms(entry)[0] == entry.split("/")[0]


def test_forms() -> None:
    assert "agreed" in verb_forms("agree")
    assert "scrapping" in verb_forms("scrap")
    assert noun_forms("breach") == ("breach", "breaches")
