"""The page of the vocabulary: it tells every term, leads nowhere that is not, and is the one in `docs`."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import Screen, Window, opened_window
from conftest import Run

from kg.kinds import OWN_ONTOLOGY
from kg.reference import anchor, page
from kg.schema import patterns, schema
from kg.vocab import NAMESPACES

SHIPPED = Path(__file__).parents[1] / "docs" / "ontology.html"


class Reader(HTMLParser):
    """What a page names: the places on it, and what it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: list[str] = []
        self.targets: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up an element."""
        told = dict(attrs)
        self.places += filter(None, [told.get("id")])
        self.targets |= {target for target in [told.get("href"), told.get("src")] if target}


def test_the_page_in_docs_is_the_one_that_is_made() -> None:
    assert SHIPPED.read_text("utf-8") == page(), "make ontology-docs writes it anew"


def test_every_term_has_its_place_once() -> None:
    read, known = Reader(page()), schema()
    lists = {name for name in known.terms if name.startswith("dv:") and not known.terms[name].above}
    assert {anchor(name) for name in known.terms.keys() - lists} <= set(read.places)
    assert len(read.places) == len(set(read.places)) > 300


def test_links_on_the_page_lead_to_places_on_it() -> None:
    read = Reader(page())
    within = {target[1:] for target in read.targets if target.startswith("#")}
    assert len(within) > 150 and within <= set(read.places)
    assert {target for target in read.targets if not re.match("#|https?://|data:,$", target)} == set()


def test_the_page_tells_the_prefixes_the_queries_and_what_terms_are_elsewhere() -> None:
    html = page()
    assert all(f"<code>{iri}</code>" in html for iri in NAMESPACES.values())
    assert len(patterns()) == 10 and all(pattern.title in html for pattern in patterns())
    assert '≈ <a href="http://purl.org/faro/Event" rel="noreferrer">faro:Event</a>' in html
    assert '&lt; <a href="http://www.cidoc-crm.org/cidoc-crm/E7_Activity" rel="noreferrer">crm:E7_Activity</a>' in html
    assert "Diplograph contributors (2026)" in html and "0.2.0" in html


OWN = """
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
dip:Exercise a owl:Class ; rdfs:label "<script>alert(1)</script>" ; rdfs:subClassOf dip:Encounter ;
  dip:past "trained with" ; dip:infinitive "train with" ; dip:drawnAs "pairs" .
"""


def test_classes_of_ones_own_are_on_it_and_become_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.ttl").write_text(OWN)
    monkeypatch.setenv(OWN_ONTOLOGY, str(tmp_path / "own.ttl"))
    html = page()
    assert "Exercise" in Reader(html).places and "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html


def test_kg_schema_writes_it(run: Run, tmp_path: Path) -> None:
    code, out, err = run("schema", "-o", tmp_path / "terms.html")
    assert (code, out, err) == (0, f"{tmp_path / 'terms.html'}: {len(schema().terms)} terms\n", "")
    assert (tmp_path / "terms.html").read_text("utf-8") == page()
    assert run("schema", "-o", tmp_path / "terms.pdf")[0] == 2


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    with opened_window() as window:
        yield window


SCREENS: list[Screen] = [
    {},
    {"color_scheme": "dark"},
    {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
]


@pytest.mark.browser
def test_it_is_seen_by_day_by_night_and_on_a_telephone(window: Window, tmp_path: Path) -> None:
    shades = []
    for screen in SCREENS:
        seen = window.open(page(), tmp_path / "page.html", "#Meeting", **screen)
        assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing lies beside the page"
        assert seen.locator("#Meeting h3").is_visible()
        paper, ink = (seen.evaluate(f"getComputedStyle(document.body).{name}") for name in ("backgroundColor", "color"))
        shades.append((brightness(paper), brightness(ink)))
    by_day, by_night, _ = shades
    assert by_day[0] - by_day[1] > 0.7 and by_night[1] - by_night[0] > 0.7
    assert window.leave() == ([], [])


def brightness(colour: str) -> float:
    """Of "rgb(18, 22, 28)", between 0 and 1."""
    return sum(map(int, re.findall(r"\d+", colour))) / 3 / 255
