"""How many persons a graph has of several short texts, from the words to the nodes."""

import datetime as dt
from collections.abc import Sequence

import pytest

from kg.identity import Resolution
from kg.model import Document, EntityKind
from kg.reader import reader
from kg.resolve import resolve

Text = tuple[str, str]
"""A day, and what is told on it."""


def resolution(texts: Sequence[Text], source: str | None = None) -> Resolution:
    documents = [
        Document(id=f"t{number}", text=text, date=dt.date.fromisoformat(day), url=source)
        for number, (day, text) in enumerate(texts)
    ]
    return resolve([(read.document, read.extraction) for read in reader()(documents)])  # type: ignore[union-attr] # read


def named(found: Resolution, surname: str) -> list[list[str]]:
    """The documents in which each person with a surname is met."""
    met: dict[str, list[str]] = {}
    for (document, _), identity in sorted(found.entities.items()):
        if identity.kind is EntityKind.PERSON and surname in identity.name.split():
            met.setdefault(identity.iri, []).append(document)
    return sorted(met.values())


PLAIN = ("2022-03-01", "Press Secretary Orla Quist told reporters on Tuesday that talks with Poland would go on.")
SCENES = {
    "two contexts leave the mentions without one together": (
        "Quist",
        [
            *[PLAIN] * 3,
            ("2022-03-02", "Norwegian Press Secretary Orla Quist spoke in Oslo on Wednesday."),
            ("2022-03-03", "Press Secretary Orla Quist of Norway met Danish diplomats in Oslo on Thursday."),
        ],
        1,
    ),
    "a President without country is the one of that name": (
        "Putin",
        [
            ("2022-02-01", "Russian President Vladimir Putin met Hungarian Prime Minister Viktor Orban in Moscow."),
            ("2022-02-05", "The minister called on President Putin to withdraw his troops from the border."),
            ("2022-02-06", "Polish Foreign Minister Zbigniew Rau condemned President Putin for the attack."),
        ],
        1,
    ),
    "a king and his son are two": (
        "Saud",
        [
            ("2022-05-01", "King Salman bin Abdulaziz Al Saud of Saudi Arabia received Prime Minister Lars Holm."),
            ("2022-05-02", "Saudi Defense Minister Khalid bin Salman bin Abdulaziz Al Saud met General Ada Voss."),
        ],
        2,
    ),
    "two Presidents of one surname are told apart by the day": (
        "Bush",
        [
            ("1991-03-01", "U.S. President George H. W. Bush met British Prime Minister John Major in Bermuda."),
            ("2005-06-01", "U.S. President George W. Bush met British Prime Minister Tony Blair in Washington."),
            ("1990-05-01", "U.S. President Bush met Soviet President Mikhail Gorbachev in Washington."),
            ("2004-05-01", "U.S. President Bush met Polish President Aleksander Kwasniewski in Washington."),
        ],
        2,
    ),
    "the order of a Japanese name does not matter": (
        "Kishida",
        [
            ("2022-05-01", "Japanese Prime Minister Kishida Fumio met Indian Prime Minister Narendra Modi in Tokyo."),
            ("2022-06-01", "Fumio Kishida, the Prime Minister of Japan, met Chancellor Olaf Scholz in Berlin."),
        ],
        1,
    ),
    "a name is spelt in several ways": (
        "Zayed",
        [
            ("2022-05-20", "UAE President Mohammed bin Zayed met French President Emmanuel Macron in Abu Dhabi."),
            ("2022-07-18", "UAE President Mohamed bin Zayed visited Paris on Monday."),
        ],
        1,
    ),
    "ministers of one surname and two countries are two": (
        "Lund",
        [
            ("2022-05-20", "Norwegian Foreign Minister Kari Lund met Polish Foreign Minister Zbigniew Rau in Warsaw."),
            ("2022-05-21", "Danish Foreign Minister Peter Lund met Polish Foreign Minister Zbigniew Rau in Warsaw."),
        ],
        2,
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_persons_of_texts(scene: str) -> None:
    surname, texts, persons = SCENES[scene]
    assert len(named(resolution(texts), surname)) == persons


def test_the_bearer_of_a_bare_surname_is_the_one_of_that_time() -> None:
    surname, texts, _ = SCENES["two Presidents of one surname are told apart by the day"]
    assert named(resolution(texts), surname) == [["t0", "t2"], ["t1", "t3"]]


def test_a_post_alone_is_its_holder_at_that_date() -> None:
    met = "Chinese Foreign Minister {} met Polish Foreign Minister Zbigniew Rau in Beijing on Monday."
    texts = [("2022-03-01", met.format("Wang Yi")), ("2022-05-01", met.format("Wang Yi"))]
    texts += [("2023-06-05", met.format("Qin Gang")), ("2023-06-12", met.format("Qin Gang"))]
    alone = "The Chinese foreign minister met Hungarian President Katalin Novak in Budapest on Tuesday."
    found = resolution([*texts, ("2022-04-05", alone), ("2023-06-20", alone), ("2015-06-20", alone)])
    assert named(found, "Wang") == [["t0", "t1", "t4"]]
    assert named(found, "Qin") == [["t2", "t3", "t5"]]
