"""A day or a time that somebody typed is read with patience, or it is none."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.find.when import read_day, read_time

TODAY = date(2026, 11, 23)


@given(day=st.text(max_size=6), month=st.text(max_size=6), year=st.text(max_size=6), whole=st.booleans())
def test_any_words_are_a_day_nearby_or_one_sentence(day: str, month: str, year: str, *, whole: bool) -> None:
    found, problem = read_day(day, month, year, TODAY, whole=whole)
    assert (found is None) == bool(problem)
    assert found is None or abs(found.year - TODAY.year) <= 30


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_every_day_nearby_is_read_as_it_is_written(day: date) -> None:
    assert read_day(str(day.day), str(day.month), str(day.year), TODAY, whole=True) == (day, "")


@pytest.mark.parametrize(("text", "read"), [
    ("14:30", time(14, 30)), ("9.05", time(9, 5)), ("1430", time(14, 30)), ("12am", time(0)), ("12pm", time(12)),
    ("24:00", None), ("13pm", None), ("9", None), ("9:60", None), ("soon", None), ("", None),
])  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, read: time | None) -> None:
    assert read_time(text) == read
