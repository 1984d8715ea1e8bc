"""How well ordinary wordings are read, class by class: wordings.yaml, whose floors are what is measured now."""

from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest
import wordings
from tables import Facts, all_the_same, below, read, share
from wordings import ANY, Row

from kg.evaluate.matching import date_same, same

FLOORS = {
    "meeting": 0.96,
    "visit": 0.94,
    "call": 0.98,
    "reception": 0.97,
    "forum": 0.93,
    "negotiation": 0.94,
    "address": 0.94,
    "signing": 0.94,
    "ratifying": 0.94,
    "leaving": 0.97,
    "mediating": 0.96,
}
"""The share of wordings, of 1, that give each of their facts with all that is in it; the goal is 0.95."""


@cache
def rows() -> list[Row]:
    return list(wordings.rows(wordings.load()))


def told(facts: Facts) -> list[Facts]:
    """What was read in a text, in the shape of what a wording tells."""
    events = [event | {"who": [one["name"] for one in event["participants"]]} for event in facts["events"]]
    return events + [
        {**action, "type": None, "action": action["type"], "who": action["by"]} | _of(agreement)
        for agreement in facts["agreements"]
        for action in agreement["actions"]
    ]


def _of(agreement: Facts) -> Facts:
    return {"kind": agreement["kind"], "parties": agreement["parties"]}


def flaws(row: Row, found: list[Facts]) -> list[str]:
    """What of the facts in a wording was read wrongly, by the reading that comes nearest to each."""
    nearest = [min((_flaws(fact, each) for each in found), key=len, default=["all"]) for fact in row.facts]
    return sorted({flaw for each in nearest for flaw in each})


def _flaws(wanted: Facts, found: Facts) -> list[str]:
    """The parts in which something read differs from what is told; just "all" if it is something else."""
    kind = "type" if "type" in wanted else "action"
    if found.get(kind) is None:
        return ["all"] * len(wanted)
    return [name for name, value in wanted.items() if value != ANY and not _same_part(name, value, found.get(name))]


def _same_part(name: str, wanted: Any, found: Any) -> bool:
    if name == "date":
        return date_same(wanted, found)
    if name == "place":
        return same(wanted, found) if wanted else found is None
    if name in ("who", "parties"):
        return all_the_same(wanted, found)
    return found in wanted


def measure(found: list[list[Facts]]) -> dict[str, float]:
    """The share of each class that is read without a flaw."""
    classes = defaultdict(list)
    for row, facts in zip(rows(), found, strict=True):
        classes[row.group].append(not flaws(row, facts))
    return {group: share(rights, bool) for group, rights in classes.items()}


def test_wordings_give_their_facts() -> None:
    found = [told(facts) for facts in read((row.text, row.date) for row in rows())]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row, facts in zip(rows(), found, strict=True):
        if wrong := flaws(row, facts):
            kinds[row.group].update(wrong)
            print(f"{row.group}: {', '.join(wrong)}: {row.date}: {row.text}")
    measured = measure(found)
    for group, value in measured.items():
        print(f"{group} {value}: {dict(kinds[group])}")
    assert below(measured, FLOORS) == []


def ideal(row: Row) -> list[Facts]:
    """What a perfect reader makes of a wording."""
    one = ("type", "action", "kind", "modality")
    return [{name: value[0] if name in one else value for name, value in fact.items()} for fact in row.facts]


def test_the_table_is_right_by_itself() -> None:
    measured = measure([ideal(row) for row in rows()])
    assert set(measured) == set(FLOORS)
    assert set(measured.values()) == {1.0}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("type", "summons"),
        ("action", "burnt"),
        ("kind", "letter"),
        ("modality", "denied"),
        ("who", ["Nobody"]),
        ("who", []),
        ("parties", ["Atlantis"]),
        ("place", "Atlantis"),
        ("date", "1900-01-01"),
    ],
)
def test_a_wrong_part_of_a_fact_breaks_the_floors(name: str, wrong: object) -> None:
    spoilt = [[fact | {name: wrong} if name in fact else fact for fact in ideal(row)] for row in rows()]
    assert any(name in flaws(row, facts) for row, facts in zip(rows(), spoilt, strict=True))
    assert below(measure(spoilt), FLOORS)


def test_nothing_read_breaks_every_floor() -> None:
    assert len(below(measure([[] for _ in rows()]), FLOORS)) == len(FLOORS)


def test_the_wordings_are_filled_from_all_the_world() -> None:
    table = wordings.load()
    assert sum(map(len, table["wordings"].values())) == len(rows()) >= 420
    assert len({row.text for row in rows()}) == len(rows())
    assert min(len(table["persons"]), len(table["countries"])) >= 60
    assert {person["of"] for person in table["persons"]} <= set(table["countries"])
    assert not any(mark in row.text for row in rows() for mark in ("{", "}", ",,", ",.", "  "))
    said = " ".join(row.text for row in rows())
    assert sum(person["name"] in said for person in table["persons"]) >= 60
