"""Dates in EDTF, and the time expressions of English news read to them."""

import datetime as dt
import time

import pytest
from generated import unhurried
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import bounds, overlap
from kg.timex import Tense, find, terms

FRIDAY = dt.date(2025, 10, 31)

BOUNDS = [
    ("2025", "2025-01-01", "2025-12-31", "2025-01-01", "2025-12-31", "Year"),
    ("2024-02", "2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29", "Month"),
    ("2025-10-31", "2025-10-31", "2025-10-31", "2025-10-31", "2025-10-31", "Day"),
    ("2022-05-05/2022-05-09", "2022-05-05", "2022-05-05", "2022-05-09", "2022-05-09", "Day"),
    ("2024-01/2024-03", "2024-01-01", "2024-01-31", "2024-03-01", "2024-03-31", "Month"),
    ("2024/2024-03", "2024-01-01", "2024-03-31", "2024-03-01", "2024-03-31", "Year"),
    ("2014/", "2014-01-01", "2014-12-31", "2014-01-01", None, "Year"),
    ("2025-02-01/..", "2025-02-01", "2025-02-01", "2025-02-01", None, "Day"),
    ("/2025-10", None, None, None, "2025-10-31", "Bounded"),
    ("../2025-10-31", None, None, None, "2025-10-31", "Bounded"),
]


@pytest.mark.parametrize(("edtf", "earliest_start", "latest_start", "earliest_end", "latest_end", "precision"), BOUNDS)
def test_bounds(
    edtf: str,
    earliest_start: str | None,
    latest_start: str | None,
    earliest_end: str | None,
    latest_end: str | None,
    precision: str,
) -> None:
    got = bounds(edtf)
    days = [got.earliest_start, got.latest_start, got.earliest_end, got.latest_end]
    assert [day and day.isoformat() for day in days] == [earliest_start, latest_start, earliest_end, latest_end]
    assert got.precision == precision


NO_EDTF = [
    "", "/", "../..", "x", "25", "2025-13", "2025-02-30", "2025-1-1", "0000", "2025/2024", "2025/2026/2027",
    "2025-10-31T00:00", " 2025", "٢٠٢٥", "2025~", "2025-10-31\n",
]  # fmt: skip # a row a line


@pytest.mark.parametrize("edtf", NO_EDTF)
def test_what_is_no_edtf_is_named(edtf: str) -> None:
    with pytest.raises(ValueError) as error:
        bounds(edtf)
    assert repr(edtf) in str(error.value)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2025", "2025-10-31", True),
        ("2025-10", "2025-11", False),
        ("2014/", "2013", False),
        ("2014/", "2030", True),
        ("/2014", "2013", True),
        ("/2014", "2015", False),
        ("/2014", "2010/", True),
        ("2025-10-30/2025-11-01", "2025-11-01/2025-11-03", True),
        ("2025-10-30/2025-11-01", "2025-11-02", False),
    ],
)
def test_overlap(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected


# A text of Friday, 31 October 2025; what it means in the past tense, and in the future where that differs.
RELATIVE = [
    ("The envoys met on Friday.", "2025-10-31", "2025-10-31"),
    ("The envoys met on Thursday.", "2025-10-30", "2025-11-06"),
    ("on Monday evening", "2025-10-27", "2025-11-03"),
    ("Earlier on Thursday, she landed.", "2025-10-30", "2025-11-06"),
    ("late Tuesday night", "2025-10-28", "2025-11-04"),
    ("Wednesday’s talks", "2025-10-29", "2025-11-05"),
    ("Wednesday's talks", "2025-10-29", "2025-11-05"),
    ("last Friday", "2025-10-24", "2025-10-24"),
    ("last Wednesday", "2025-10-29", "2025-10-29"),
    ("this past Sunday", "2025-10-26", "2025-10-26"),
    ("next Monday", "2025-11-03", "2025-11-03"),
    ("next Friday", "2025-11-07", "2025-11-07"),
    ("this Wednesday", "2025-10-29", "2025-11-05"),
    ("this coming Tuesday", "2025-11-04", "2025-11-04"),
    ("on Monday of next week", "2025-11-03", "2025-11-03"),
    ("Tuesday last week", "2025-10-21", "2025-10-21"),
    ("on Wednesday and Thursday", "2025-10-29/2025-10-30", "2025-11-05/2025-11-06"),
    ("from Monday to Wednesday", "2025-10-27/2025-10-29", "2025-11-03/2025-11-05"),
    ("between Monday and Wednesday", "2025-10-27/2025-10-29", "2025-11-03/2025-11-05"),
    ("today", "2025-10-31", "2025-10-31"),
    ("Today, the ministers met.", "2025-10-31", "2025-10-31"),
    ("tonight", "2025-10-31", "2025-10-31"),
    ("yesterday", "2025-10-30", "2025-10-30"),
    ("yesterday evening", "2025-10-30", "2025-10-30"),
    ("tomorrow", "2025-11-01", "2025-11-01"),
    ("tomorrow morning", "2025-11-01", "2025-11-01"),
    ("the day before yesterday", "2025-10-29", "2025-10-29"),
    ("the day after tomorrow", "2025-11-02", "2025-11-02"),
    ("this morning", "2025-10-31", "2025-10-31"),
    ("this afternoon", "2025-10-31", "2025-10-31"),
    ("last night", "2025-10-30", "2025-10-30"),
    ("this week", "2025-10-27/2025-11-02", "2025-10-27/2025-11-02"),
    ("earlier this week", "2025-10-27/2025-11-02", "2025-10-27/2025-11-02"),
    ("last week", "2025-10-20/2025-10-26", "2025-10-20/2025-10-26"),
    ("next week", "2025-11-03/2025-11-09", "2025-11-03/2025-11-09"),
    ("early next week", "2025-11-03/2025-11-09", "2025-11-03/2025-11-09"),
    ("over the weekend", "2025-10-25/2025-10-26", "2025-11-01/2025-11-02"),
    ("last weekend", "2025-10-25/2025-10-26", "2025-10-25/2025-10-26"),
    ("this month", "2025-10", "2025-10"),
    ("later this month", "2025-10", "2025-10"),
    ("last month", "2025-09", "2025-09"),
    ("next month's summit", "2025-11", "2025-11"),
    ("at the end of the month", "2025-10", "2025-10"),
    ("by the end of the year", "2025", "2025"),
    ("this year", "2025", "2025"),
    ("later this year", "2025", "2025"),
    ("last year", "2024", "2024"),
    ("next year", "2026", "2026"),
    ("early next year", "2026", "2026"),
    ("last quarter", "2025-07/2025-09", "2025-07/2025-09"),
    ("two days ago", "2025-10-29", "2025-10-29"),
    ("three weeks ago", "2025-10-06/2025-10-12", "2025-10-06/2025-10-12"),
    ("a month ago", "2025-09", "2025-09"),
    ("10 years ago", "2015", "2015"),
    ("in three weeks", None, "2025-11-17/2025-11-23"),
    ("in two days", None, "2025-11-02"),
    ("over the past week", "2025-10-24/2025-10-31", "2025-10-24/2025-10-31"),
    ("in the last two weeks", "2025-10-17/2025-10-31", "2025-10-17/2025-10-31"),
    ("over the next three days", "2025-10-31/2025-11-03", "2025-10-31/2025-11-03"),
    ("Oct. 30", "2025-10-30", "2026-10-30"),
    ("on December 16", "2024-12-16", "2025-12-16"),
    ("on Nov 5", "2024-11-05", "2025-11-05"),
    ("on 5 November", "2024-11-05", "2025-11-05"),
    ("January 30th", "2025-01-30", "2026-01-30"),
    ("The summit, on May 10, will", "2025-05-10", "2026-05-10"),
    ("on the 31st of October", "2025-10-31", "2025-10-31"),
    ("on the first of May", "2025-05-01", "2026-05-01"),
    ("this 19th day of February", "2025-02-19", "2026-02-19"),
    ("Sept. 3", "2025-09-03", "2026-09-03"),
    ("Mar 3", "2025-03-03", "2026-03-03"),
    ("on February 29", "2024-02-29", "2028-02-29"),
    ("Friday, October 31", "2025-10-31", "2025-10-31"),
    ("on Thurs., Oct. 30,", "2025-10-30", "2026-10-30"),
    ("on the 9th, they", "2025-10-09", "2025-11-09"),
    ("the December 7 call", "2024-12-07", "2025-12-07"),
    ("in March", "2025-03", "2026-03"),
    ("in October", "2025-10", "2025-10"),
    ("last March", "2025-03", "2025-03"),
    ("last October", "2024-10", "2024-10"),
    ("next May", "2026-05", "2026-05"),
    ("this June", "2025-06", "2025-06"),
    ("early March", "2025-03", "2026-03"),
    ("mid-March", "2025-03", "2026-03"),
    ("at the end of May", "2025-05", "2026-05"),
    ("the May visit", "2025-05", "2026-05"),
    ("the June OPEC meeting", "2025-06", "2026-06"),
    ("at their June meeting", "2025-06", "2026-06"),
    ("Japan’s August visit", "2025-08", "2026-08"),
    ("Thursday, June 11", "2026-06-11", "2026-06-11"),
    ("Wednesday, June 11", "2025-06-11", "2025-06-11"),
    ("Monday, June 11", "2025-06-11", "2026-06-11"),
    ("over the next year", "2025-10-31/2026-10-31", "2025-10-31/2026-10-31"),
    ("over the last year", "2024-10-31/2025-10-31", "2024-10-31/2025-10-31"),
    ("its January session", "2025-01", "2026-01"),
    ("November 1 and 2", "2024-11-01/2024-11-02", "2025-11-01/2025-11-02"),
    ("November 1, 2 and 3", "2024-11-01/2024-11-03", "2025-11-01/2025-11-03"),
    ("May 5-9", "2025-05-05/2025-05-09", "2026-05-05/2026-05-09"),
    ("from 5 to 9 May", "2025-05-05/2025-05-09", "2026-05-05/2026-05-09"),
    ("from the 5th to the 9th of May", "2025-05-05/2025-05-09", "2026-05-05/2026-05-09"),
    ("between March 3 and 5", "2025-03-03/2025-03-05", "2026-03-03/2026-03-05"),
    ("between March 3 and April 5", "2025-03-03/2025-04-05", "2026-03-03/2026-04-05"),
    ("October 31 to November 2", "2025-10-31/2025-11-02", "2025-10-31/2025-11-02"),
    ("October 30 to November 2", "2025-10-30/2025-11-02", "2025-10-30/2025-11-02"),
    ("December 30 through January 2", "2024-12-30/2025-01-02", "2025-12-30/2026-01-02"),
    ("from March to May", "2025-03/2025-05", "2026-03/2026-05"),
    ("between March and May", "2025-03/2025-05", "2026-03/2026-05"),
    ("since Monday", "2025-10-27/", "2025-11-03/"),
    ("since last year", "2024/", "2024/"),
    ("until June", "/2025-06", "/2026-06"),
    ("the week of October 27", "2025-10-27/2025-11-02", "2026-10-26/2026-11-01"),
    ("last spring", "2025-03/2025-05", "2025-03/2025-05"),
    ("in the summer,", "2025-06/2025-08", "2026-06/2026-08"),
    ("next winter", "2025-12/2026-02", "2025-12/2026-02"),
    ("a fortnight ago", "2025-10-17", "2025-10-17"),
    ("a fortnight from now", "2025-11-14", "2025-11-14"),
    ("two months from now", "2025-12", "2025-12"),
    ("on November 1", "2025-11-01", "2025-11-01"),  # dated where it is still Friday
    ("on November 2", "2024-11-02", "2025-11-02"),
    ("on the night of 9-10 March", "2025-03-09/2025-03-10", "2026-03-09/2026-03-10"),
]


@pytest.mark.parametrize(("text", "past", "future"), RELATIVE)
def test_relative_expressions(text: str, past: str, future: str) -> None:
    assert [(m.edtf(FRIDAY, "past"), m.edtf(FRIDAY, "future")) for m in find(text)] == [(past, future)]


@pytest.mark.parametrize("text", [row[0] for row in RELATIVE])
def test_without_a_day_of_writing_nothing_is_guessed(text: str) -> None:
    assert [mention.edtf(None, "past") for mention in find(text)] == [None]


ABSOLUTE = [
    ("October 31, 2025", ["2025-10-31"]),
    ("October 31 2025", ["2025-10-31"]),
    ("OCTOBER 31, 2025", ["2025-10-31"]),
    ("31 October 2025", ["2025-10-31"]),
    ("31 October, 2025", ["2025-10-31"]),
    ("31st October 2025", ["2025-10-31"]),
    ("the 31st of October, 2025", ["2025-10-31"]),
    ("Oct. 31, 2025", ["2025-10-31"]),
    ("Friday, October 31, 2025", ["2025-10-31"]),
    ("Friday 31 October 2025", ["2025-10-31"]),
    ("Friday, the 31st of October 2025", ["2025-10-31"]),
    ("2025-10-31", ["2025-10-31"]),
    ("(2025-10-31)", ["2025-10-31"]),
    ("May 5–9, 2022", ["2022-05-05/2022-05-09"]),
    ("May 5 to 9, 2022", ["2022-05-05/2022-05-09"]),
    ("from 5 to 9 May 2022", ["2022-05-05/2022-05-09"]),
    ("May 5 and 6, 2022", ["2022-05-05/2022-05-06"]),
    ("October 31 - November 2, 2025", ["2025-10-31/2025-11-02"]),
    ("from December 30, 2025 to January 2, 2026", ["2025-12-30/2026-01-02"]),
    ("December 30 to January 2, 2026", ["2025-12-30/2026-01-02"]),
    ("in March 2022", ["2022-03"]),
    ("in May of 2022", ["2022-05"]),
    ("late March 2022", ["2022-03"]),
    ("May-June 2022", ["2022-05/2022-06"]),
    ("March 2022 and May 2023", ["2022-03", "2023-05"]),
    ("in 2023", ["2023"]),
    ("In 2023 and 2024", ["2023", "2024"]),
    ("mid-2023", ["2023"]),
    ("at the end of 2023", ["2023"]),
    ("the treaty of 1992", ["1992"]),
    ("the 2015 nuclear deal", ["2015"]),
    ("a 2002 truce and its 2004 extension", ["2002", "2004"]),
    ("from 2014 to 2018", ["2014/2018"]),
    ("the 2014-2018 plan", ["2014/2018"]),
    ("between 2014 and 2018", ["2014/2018"]),
    ("since 2014", ["2014/"]),
    ("since March 3, 2014", ["2014-03-03/"]),
    ("until 2030", ["/2030"]),
    ("the first quarter of 2024", ["2024-01/2024-03"]),
    ("the second half of 2024", ["2024-07/2024-12"]),
    ("the summer of 2022", ["2022-06/2022-08"]),
    ("in winter 2022", ["2022-12/2023-02"]),
    ("the 1990s", ["1990/1999"]),
    ("On 2 December 2014, then on 5 May 2015", ["2014-12-02", "2015-05-05"]),
    ("February 29, 2024", ["2024-02-29"]),
    ("on 13/3/2025", ["2025-03-13"]),
    ("on 3/13/2025", ["2025-03-13"]),
    ("on 04.03.2025", ["2025-03-04"]),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_absolute_dates_need_no_day_of_writing(text: str, expected: list[str]) -> None:
    assert [mention.edtf(None) for mention in find(text)] == expected
    assert [mention.edtf(FRIDAY, "future") for mention in find(text)] == expected


NO_DATES = [
    "You may go. May we meet again?",
    "May I say that the prime minister may 5 times",
    "March on, comrades, and march again.",
    "Prime Minister Theresa May said",
    "an august body",
    "every Friday", "each Monday morning", "on Fridays", "the Good Friday Agreement", "a Sunday school", "Sunday Times",
    "2,000 people", "in 2,000 villages", "Resolution 2231", "Resolution 1701", "the G20", "the 2030 Agenda", "COP26",
    "Resolution 2231 (2015)", "the 2030 goals", "in 2000 people",
    "a 10-year plan", "for two days", "ten years", "annual talks", "five months of talks",
    "at 3 p.m.", "at 10:30", "in 24 hours", "last-minute", "12 of the 31 members", "COVID-19 may", "F-16",
    "February 30, 2025", "on the 9th floor", "the 9th round", "the first round", "USA Today",
    "on 4/3/2025", "on 14/13/2025", "Section 4.3.2", "a fortnight",
    "recent days", "the last half century",
    "the coming weeks", "fall of the government", "Mar a Lago", "the sun sat", "Jan Kubis",
]  # fmt: skip # a row a line


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the next day", "2025-10-31"),
        ("a day earlier", "2025-10-29"),
        ("the same day", "2025-10-30"),
        ("that evening", "2025-10-30"),
        ("two days later", "2025-11-01"),
        ("the day before.", "2025-10-29"),
        ("the following week", "2025-11-03/2025-11-09"),
        ("the previous month", "2025-09"),
    ],
)
def test_the_story_has_its_own_days(text: str, expected: str) -> None:
    (mention,) = find(text)
    assert mention.edtf(dt.date(2026, 1, 1), "past", dt.date(2025, 10, 30)) == expected
    assert mention.edtf(dt.date(2026, 1, 1), "past") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on December 16", "2025-12-16"),
        ("the November 27 deal", "2025-11-27"),
        ("on October 6", "2025-10-06"),
        ("in January", "2026-01"),
        ("on Thursday", "2025-10-30"),
        ("this Wednesday", "2025-10-29"),
        ("the weekend", "2025-11-01/2025-11-02"),
        ("March 3 to 5", "2026-03-03/2026-03-05"),
    ],
)
def test_without_a_tense_the_nearest_is_meant(text: str, expected: str) -> None:
    assert [mention.edtf(FRIDAY) for mention in find(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 17 October", "2025-10-17"),  # a headline: "Peru adopts a plan"
        ("on 17 November", "2025-11-17"),
        ("on Monday", "2025-11-03"),
        ("in March", "2026-03"),
        ("in two days", "2025-11-02"),
    ],
)
def test_the_present_tells_of_the_nearest_day_or_of_what_is_to_come(text: str, expected: str) -> None:
    assert [mention.edtf(FRIDAY, "present") for mention in find(text)] == [expected]


def test_mentions_say_where_they_stand() -> None:
    text = "In “Zürich” on Friday,  31 October\n2025 they agreed to meet from\nMay 5 to May 9 and since last year."
    mentions = find(text)
    assert [m.text for m in mentions] == ["Friday,  31 October\n2025", "May 5 to May 9", "since last year"]
    assert [text[m.begin : m.end] for m in mentions] == [m.text for m in mentions]


def test_a_date_does_not_reach_over_the_end_of_a_paragraph() -> None:
    assert [m.text for m in find("until October 31\n\n2025 was a good year")] == ["until October 31"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 10-year framework", ["P10Y"]),
        ("a ten-year framework", ["P10Y"]),
        ("Ten years", ["P10Y"]),
        ("valid for 10 years", ["P10Y"]),
        ("a period of five years", ["P5Y"]),
        ("ten (10) years", ["P10Y"]),
        ("twenty-five years", ["P25Y"]),
        ("a 99-year lease", ["P99Y"]),
        ("a six-month extension", ["P6M"]),
        ("a 90-day truce", ["P90D"]),
        ("a two-day visit and a 3-week pause", ["P2D", "P3W"]),
        ("ten years ago, 10 years later, 60 years of relations, a 10-year-old girl, yearly, years", []),
        ("2,000 years, 1.5 years", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    found = terms(text)
    assert [iso for _, _, iso in found] == expected
    assert all(0 <= begin < end <= len(text) for begin, end, _ in found)


WORDS = """May March Oct . , - – 5 31 29 February 2024 2025 9999 first th of the to and from between since until last
next this week year day days ago in two later before after yesterday Friday morning quarter half summer 1990s
2025-02-30 weekend past early mid-"""
PIECES = st.sampled_from([*WORDS.split(), "\n\n", "(", "é", "٣"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join))
DAYS = st.one_of(st.none(), st.dates())


@unhurried
@given(TEXTS, DAYS, st.sampled_from(["past", "future", None]), DAYS)
def test_every_reading_has_ordered_bounds(
    text: str, anchor: dt.date | None, tense: Tense | None, reference: dt.date | None
) -> None:
    end = 0
    for mention in find(text):
        assert end <= mention.begin < mention.end
        assert text[mention.begin : mention.end] == mention.text
        end = mention.end
        edtf = mention.edtf(anchor, tense, reference)
        if edtf is not None:
            got = bounds(edtf)
            given_days = [got.earliest_start, got.latest_start, got.latest_end]
            assert sorted(day for day in given_days if day) == [day for day in given_days if day]
            assert not got.earliest_end or not got.latest_end or got.earliest_end <= got.latest_end


@pytest.mark.parametrize(
    "piece",
    ["1", " ", "\n", "\n ", "1 ", "5, ", "5-", "May 5, ", "May 5 to ", "2014-", "a", "a-1", "1.1", ",000", "(", "é"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = "May " + piece * (50_000 // len(piece))
    start = time.process_time()
    find(text)
    terms(text)
    assert time.process_time() - start < 1.5  # a tenth of that; were it quadratic, minutes
