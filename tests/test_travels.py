"""The measure on the table of trips: what its rows become, who was met, and what counts as found."""

import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parents[1] / "tools"
ROW = {
    "id": "7",
    "role": "secretary",
    "name": "Kari (Karin) Lund",
    "start-date": "1998-05-03",
    "end-date": "1998-05-04",
    "country": "Korea, Republic of",
    "locale": "Seoul, Busan (South Gyeongsang)",
    "remarks": "Met with President Rojas and Foreign Minister Ana Silva; visited St. Paul's. Official visit.",
}


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    import trips

    return trips


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "us_travels.jsonl.xz"
    path.write_bytes(lzma.compress(json.dumps(ROW).encode()))
    return path


def test_a_row_becomes_a_text(trips: ModuleType, table: Path) -> None:
    (trip,) = trips.read(table)
    assert (trip.edtf, trip.country, trip.locales) == ("1998-05-03/1998-05-04", "Republic of Korea", ("Seoul", "Busan"))
    assert trip.document.date == trip.end
    assert trip.sentences == [
        "Secretary of State Kari Lund visited Seoul, Republic of Korea, from May 3, 1998 to May 4, 1998.",
        "Kari Lund met with President Rojas and Foreign Minister Ana Silva.",
        "Kari Lund visited St. Paul's.",
        "Official visit.",
    ]


@pytest.mark.parametrize(
    ("remark", "people"),
    [
        ("Met with President Rojas", ["President Rojas"]),
        (
            "Met with President Rojas, Prime Minister Lund, and senior officials",
            ["President Rojas", "Prime Minister Lund"],
        ),
        ("Met with Chilean Foreign Minister Pedro Rojas en route to Oslo", ["Foreign Minister Pedro Rojas"]),
        ("Discussed fish with King Omar bin Said of Norland, July 16", ["King Omar bin Said"]),
        ("Met with President-elect Ana de la Cruz and addressed the nation", ["President-elect Ana de la Cruz"]),
        ("Met with President Rojas and UNX leader Lund", None),  # a list that the pattern cannot read is not judged
        ("Met with senior officials", None),
        ("Accompanied President Rojas", None),
    ],
)
def test_met(trips: ModuleType, remark: str, people: list[str] | None) -> None:
    found = trips.met(remark)
    assert (found and [f"{one.title} {one.name}" for one in found]) == people


@pytest.fixture
def measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], forked: None
) -> Callable[[Path], str]:
    """What the tool prints about a table."""
    monkeypatch.syspath_prepend(str(TOOLS))
    import travels

    def measure(table: Path) -> str:
        monkeypatch.setattr(travels, "TRIPS", table)
        monkeypatch.setattr(sys, "argv", ["travels.py"])
        travels.main()
        return capsys.readouterr().out

    return measure


def test_what_is_found_is_counted(measured: Callable[[Path], str], table: Path) -> None:
    lines = measured(table).splitlines()
    assert lines[0] == "1 trips; 1 remarks tell who was met, 2 are in other forms"
    rows = {" ".join(line.split()[:-3]): line.split()[-3:] for line in lines[2:9]}
    assert rows["person"] == ["2", "1.000", "1.000"]
    assert rows["visit"] == ["1", "-", "1.000"]
    assert rows["visit's place"] == rows["visit's date"] == ["1", "1.000", "1.000"]


def test_without_the_table_nothing_is_measured(measured: Callable[[Path], str], tmp_path: Path) -> None:
    said = measured(tmp_path / "nothing.xz")
    assert said.startswith("skipped: the table of trips, nothing.xz,") and said.count("\n") == 1
