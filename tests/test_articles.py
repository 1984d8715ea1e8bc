"""The shipped articles: their form, their dates, and the stories that run through them."""

import calendar
import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml
from conftest import Reader

from kg.kinds import event_type
from kg.lexicon import Loader
from kg.model import ActionType, Modality

DEMO = Path(__file__).parents[1] / "kg" / "demo"
ARTICLES: list[dict[str, str]] = [
    json.loads(line) for line in (DEMO / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]
BY_ID = {article["id"]: article for article in ARTICLES}
STORIES: list[dict[str, Any]] = yaml.load((DEMO / "stories.yaml").read_text(encoding="utf-8"), Loader)
FACTS = [(story["name"], fact) for story in STORIES for fact in story["facts"]]

SOURCES = {f"Diplograph examples ({register} style)" for register in ("agency", "readout", "statement")}
PATTERNS = {
    "planned-held": 2,
    "invited-postponed-held": 1,
    "negotiated-signed-ratified-in-force": 1,
    "reported-denied": 1,
    "two-names": 1,
    "cancelled": 1,
    "withdrawn": 1,
    "extended": 1,
    "ceasefire": 1,
    "sidelines": 1,
}
# Countries which the texts call by another name than pycountry, or only by an adjective.
OTHER_NAMES = {"RU": "Russia", "TR": "Turkey", "CD": "Democratic Republic of Congo", "GB": "Britain"}

WEEKDAYS = list(calendar.day_name)
MONTHS = list(calendar.month_name)[1:]
_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
WEEKDAY_AND_DATE = re.compile(rf"(?P<weekday>{'|'.join(WEEKDAYS)}), (?P<day>\d{{1,2}}) {_MONTH}(?: (?P<year>\d{{4}}))?")
_MONTH_OR_SHORT = "|".join(MONTHS + list(calendar.month_abbr)[1:])
DATELINE = re.compile(rf"\A[A-Z/ ]+, (?:(?P<day>\d+) )?(?P<month>{_MONTH_OR_SHORT})(?: (?P<last_day>\d+))? — ")


def wrong_weekdays(text: str, year: int) -> list[str]:
    """The phrases of the text in which the weekday does not fit the date beside it."""
    wrong = []
    for found in WEEKDAY_AND_DATE.finditer(text):
        day = dt.date(int(found["year"] or year), MONTHS.index(found["month"]) + 1, int(found["day"]))
        if WEEKDAYS[day.weekday()] != found["weekday"]:
            wrong.append(found[0])
    return wrong


def countries(text: str) -> set[str]:
    """The ISO codes of the countries that the text names by their English names."""
    found = set()
    for country in pycountry.countries:
        names = {country.name, getattr(country, "common_name", country.name)}
        names.add(OTHER_NAMES.get(country.alpha_2, country.name))
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            found.add(country.alpha_2)
    return found


def test_forty_articles_in_order_of_their_dates() -> None:
    ids = [article["id"] for article in ARTICLES]
    assert len(ids) == 40
    assert ids == sorted(set(ids))
    assert len({article["title"] for article in ARTICLES}) == 40
    assert len({article["text"] for article in ARTICLES}) == 40
    assert {article["source"] for article in ARTICLES} == SOURCES


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_article_is_well_formed(article: dict[str, str]) -> None:
    assert list(article) == ["id", "title", "date", "source", "text"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d(-[a-z0-9]+)+", article["id"])
    assert article["id"].startswith(article["date"])
    assert 2015 <= dt.date.fromisoformat(article["date"]).year <= 2025
    assert 80 <= len(article["text"].split()) <= 250
    assert not re.search(r"\n{3,}|(?<!\n)\n(?!\n)|[ \t]{2,}| \n|\s\Z|\A\s", article["text"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_weekdays_and_datelines_fit_their_dates(article: dict[str, str]) -> None:
    date = dt.date.fromisoformat(article["date"])
    assert wrong_weekdays(article["text"], date.year) == []
    if dateline := DATELINE.match(article["text"]):
        day = int(dateline["day"] or dateline["last_day"])
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(dateline["month"]))
        assert (month, day) == (date.month, date.day)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It opens on Monday, 7 November.", []),
        ("It opens on Sunday, 7 November.", ["Sunday, 7 November"]),
        ("in force on Tuesday, 12 February 2019", []),
        ("in force on Tuesday, 12 February 2018", ["Tuesday, 12 February 2018"]),
    ],
)
def test_a_wrong_weekday_is_found(text: str, wrong: list[str]) -> None:
    assert wrong_weekdays(text, 2016) == wrong


def test_both_kinds_of_date_check_have_something_to_check() -> None:
    assert sum(len(WEEKDAY_AND_DATE.findall(article["text"])) for article in ARTICLES) >= 8
    assert sum(bool(DATELINE.match(article["text"])) for article in ARTICLES) >= 8


def test_at_least_thirty_countries() -> None:
    assert countries("Turkey and the U.S. ambassador") == {"TR"}
    assert len(set().union(*(countries(article["text"]) for article in ARTICLES))) >= 30


def test_stories_cover_the_patterns() -> None:
    seen = Counter(pattern for story in STORIES for pattern in story["patterns"])
    assert {pattern: seen[pattern] for pattern in PATTERNS if seen[pattern] < PATTERNS[pattern]} == {}
    in_stories = [article for story in STORIES for article in story["articles"]]
    assert len(in_stories) == len(set(in_stories)) >= 24


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_story_runs_through_its_articles(story: dict[str, Any]) -> None:
    assert list(story) == ["name", "patterns", "articles", "facts"]
    assert 2 <= len(story["articles"]) <= 4
    dates = [BY_ID[article]["date"] for article in story["articles"]]
    assert dates == sorted(dates)
    assert {fact["article"] for fact in story["facts"]} == set(story["articles"])


@pytest.mark.parametrize(("story", "fact"), FACTS, ids=[f"{name}: {fact['evidence'][:30]}" for name, fact in FACTS])
def test_fact_stands_in_its_article(story: str, fact: dict[str, Any]) -> None:
    assert fact["kind"] in {"event", "action"}
    (event_type if fact["kind"] == "event" else ActionType)(fact["type"])
    assert ("agreement" in fact) == (fact["kind"] == "action")
    Modality(fact["modality"])
    assert fact["evidence"] in BY_ID[fact["article"]]["text"]
    for name in fact.get("participants", []):
        assert name in BY_ID[fact["article"]]["text"] or name.startswith("Foreign Minister of ")
    # Only what took place on one day must fall on the weekday of its sentence; a plan or refusal has another day.
    if fact["modality"] == "occurred" and re.fullmatch(r"\d{4}-\d\d-\d\d", fact.get("date", "")):
        weekday = WEEKDAYS[dt.date.fromisoformat(fact["date"]).weekday()]
        assert [name for name in WEEKDAYS if name in fact["evidence"]] in ([], [weekday])


@pytest.mark.parametrize("id_", sorted(BY_ID))
def test_each_article_can_be_read(read: Reader, id_: str) -> None:
    assert read(BY_ID[id_]["text"], BY_ID[id_]["date"]).facts
