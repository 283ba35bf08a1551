"""Hours are shown as a week and written back as they were; what a week cannot hold is never changed by it."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.find.hours import Hours
from navigator.listings.form.week import (
    ALL_DAY,
    NO_HOURS,
    Day,
    Span,
    Week,
    grid_of,
    text_of,
    week_in_words,
    week_problem,
    why_not,
)

AT = datetime.fromisoformat("2026-11-23 10:00")
MONDAYS = [date(2026, 11, 23), date(2026, 12, 21), date(2027, 3, 22), date(2027, 5, 3)]
"""A usual week, and weeks with bank holidays on a Friday, a weekend and Mondays."""


def _open(text: str) -> list[object]:
    hours = Hours(AT)
    return [hours.week(text, monday) for monday in MONDAYS]


def test_every_shipped_text_that_fits_comes_back_as_it_was() -> None:
    with closing(Store.open(Path("none")).connect()) as connection:
        texts = [text for (text,) in connection.execute("SELECT opening_hours FROM schedule WHERE opening_hours <> ''")]
    weeks = {text: grid_of(text) for text in texts}
    assert [text for text, week in weeks.items() if week is None] == ['Sa 10:00-12:00 "alternate Saturdays"']
    for text, week in weeks.items():
        assert week is None or text_of(week) == text


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("mo-fr 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mo 09:00-17:00; Tu 09:00-17:00", "Mo-Tu 09:00-17:00"),
        ("Mo-Su 09:00-17:00; We off", "Mo,Tu,Th-Su 09:00-17:00"),
        ("Mo-Fr 09:00-17:00; We 12:00-14:00", "Mo,Tu,Th,Fr 09:00-17:00; We 12:00-14:00"),
        ("Mo-Fr 09:00-17:00, We 18:00-20:00", "Mo,Tu,Th,Fr 09:00-17:00; We 09:00-17:00,18:00-20:00"),
        ("Mo 18:00-08:00, Sa-Su 20:00-08:00; PH off", "Mo 18:00-08:00, Sa-Su 20:00-08:00; PH off"),
        ("Mo-Fr,PH 09:00-17:00", "Mo-Fr 09:00-17:00; PH 09:00-17:00"),
        ("Fr-Mo 22:00-02:00", "Mo,Fr-Su 22:00-02:00"),
        ("Mo 22:00-26:00", "Mo 22:00-02:00"),
        ("00:00-24:00", "24/7"),
        ("24/7; PH off", "Mo-Su 00:00-24:00; PH off"),
        ("09:00-12:00,13:00-17:00", "Mo-Su 09:00-12:00,13:00-17:00"),
        ("Mo 13:00-17:00,09:00-12:00", "Mo 09:00-12:00,13:00-17:00"),
        ("PH 10:00-12:00", "PH 10:00-12:00"),
    ],
)
def test_hours_are_written_in_the_usual_form(text: str, usual: str) -> None:
    week = grid_of(text)
    assert week
    assert text_of(week) == usual
    assert why_not(text) == ""
    assert _open(text) == _open(usual)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There are no hours yet"),
        (None, "There are no hours yet"),
        ("whenever", "in a form like"),
        ("Mo 10:00+", "when it shuts"),
        ("Jan-Mar Mo 10:00-12:00", "more than a week can show"),
        ("Mo[1] 10:00-12:00", "more than a week can show"),
        ("Mo 18:00-08:00; Sa-Su 18:00-08:00", "runs into another"),
        ("week 1-53/2 Mo 10:00-12:00", "more than a week can show"),
        ("PH off; Mo-Fr 09:00-17:00", "Put them last"),
        ("Mo 09:00-12:00,11:00-13:00", "runs into another"),
        ("Mo 22:00-03:00; Tu 02:00-04:00", "runs into another"),
        ("Mo 18:00-08:00; Mo 09:00-17:00", "runs into another"),
        ("Mo 10:00-48:00", "more than a week can show"),
        ("off", "never open"),
    ],
)
def test_what_a_week_cannot_hold_is_left_as_text(text: str | None, says: str) -> None:
    assert grid_of(text) is None
    assert says in why_not(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24/7", [("Every day", "day and night")]),
        (
            "Mo-Fr 09:00-12:00,13:00-17:00; PH off",
            [
                ("Monday to Friday", "09:00 to 12:00, 13:00 to 17:00"),
                ("Saturday and Sunday", "closed"),
                ("Bank holidays", "closed"),
            ],
        ),
        ("We 18:00-24:00", [("Monday and Tuesday", "closed"), ("Wednesday", "18:00 to midnight")]),
    ],
)
def test_a_week_is_told_in_words(text: str, words: list[tuple[str, str]]) -> None:
    week = grid_of(text)
    assert week
    assert list(week_in_words(week))[: len(words)] == words


@pytest.mark.parametrize(
    ("monday", "tuesday", "says"),
    [
        ((Span("9:00", "17:00"),), (), "Monday: write times as 09:00 and 17:00."),
        ((), (Span("09:00", "25:00"),), "Tuesday: write times"),
        ((Span("09:00", "12:00"), Span("11:00", "13:00")), (), "Monday: two times overlap."),
        ((), (Span("00:00", "00:00"),), "Tuesday: it closes when it opens."),
        ((Span("22:00", "03:00"),), (Span("02:00", "05:00"),), "Monday runs on into Tuesday"),
        ((Span("22:00", "03:00"),), (Span("03:00", "05:00"),), ""),
        ((ALL_DAY,), (ALL_DAY,), ""),
    ],
)
def test_times_that_cannot_be_are_told(monday: tuple[Span, ...], tuesday: tuple[Span, ...], says: str) -> None:
    week = Week((monday, tuesday, (), (), (), (), ()))
    assert week_problem(week).startswith(says)
    assert bool(week_problem(week)) == bool(says)
    if says:
        with pytest.raises(ValueError, match=says.partition(":")[0]):
            text_of(week)


def test_a_week_without_times_is_no_text() -> None:
    assert text_of(NO_HOURS) == ""
    assert text_of(Week(NO_HOURS.days, ())) == ""


CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 30]))
SPANS = st.lists(st.builds(Span, CLOCK, CLOCK | st.just("24:00")), max_size=2, unique=True).map(sorted).map(tuple)
DAY = st.sampled_from(["Mo", "We", "Mo-Fr", "Sa-Su", "Tu-Th", "Su-Tu", "Mo,Fr", "Mo-Su"])
TIMES = st.sampled_from(["09:00-17:00", "09:00-12:00,13:00-17:00", "18:00-08:00", "20:00-24:00", "off", "00:00-24:00"])


@given(days=st.tuples(SPANS, SPANS, SPANS, SPANS, SPANS, SPANS, SPANS), holidays=st.none() | SPANS)
def test_any_week_comes_back_from_its_text(
    days: tuple[Day, Day, Day, Day, Day, Day, Day], holidays: Day | None
) -> None:
    week = Week(days, holidays)
    if week_problem(week):
        return
    text = text_of(week)
    again = grid_of(text) if text else week
    assert again
    assert again.days == week.days
    assert text_of(again) == text


@settings(max_examples=60)
@given(
    rules=st.lists(st.tuples(DAY, TIMES), min_size=1, max_size=3),
    holiday=st.sampled_from(["", "; PH off", "; PH 10:00-12:00"]),
)
def test_a_text_put_in_the_usual_form_is_open_at_the_same_times(rules: list[tuple[str, str]], holiday: str) -> None:
    text = "; ".join(f"{days} {times}" for days, times in rules) + holiday
    week = grid_of(text)
    if week is None:
        assert why_not(text)
        return
    assert _open(text_of(week)) == _open(text)


@settings(max_examples=60)
@given(days=st.tuples(SPANS, SPANS, SPANS, SPANS, SPANS, SPANS, SPANS))
def test_the_text_of_any_week_is_open_when_the_week_is(days: tuple[Day, Day, Day, Day, Day, Day, Day]) -> None:
    week = Week(days)
    if week_problem(week) or not any(days):
        return
    shown = {
        (n * 1440 + minute) % 10080
        for n, spans in enumerate(days)
        for start, end in (span.minutes for span in spans)
        for minute in range(start, end, 30)
    }
    first = datetime.combine(MONDAYS[0], AT.time().min)
    told = [span for _, spans in Hours(AT).week(text_of(week), MONDAYS[0]) for span in spans]
    ranges = [[int((moment - first).total_seconds()) // 60 for moment in span] for span in told]
    assert {minute % 10080 for start, stop in ranges for minute in range(start, stop, 30)} == shown
