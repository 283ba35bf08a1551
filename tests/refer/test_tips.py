"""Tips: one short line, dated, fading, and a reminder where somebody could be recognised."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.errors import UsageError
from navigator.refer.tips import LONGEST, Tip, about_a_person, age_in_words, is_older, tidy

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Write to janet.b@example.org", "email"),
        ("Their number is 020 7946 0000", "phone"),
        ("Ring +44 7700 900123 instead", "phone"),
        ("He is 485 777 3456", "NHS number"),
        ("NI is QQ 12 34 56 C", "National Insurance"),
        ("born 12 May", "birth"),
        ("12/03/1984 is on the file", "birth"),
        ("3rd March 1991", "birth"),
        ("the 34-year-old from last week", "age"),
        ("took a man aged 61", "age"),
        ("Mrs Okafor decides", "name"),
        ("Ask for Janet at the desk", "name"),
        ("ask for O’Brien", "name"),
        ("Tell them she, Maria, is coming", "name"),
        ("speak to Dev", "name"),
        ("they said no because he drinks", "one person"),
        ("My client got in", "one person"),
    ],
)
def test_somebody_who_could_be_recognised_is_worth_a_second_thought(text: str, word: str) -> None:
    says = about_a_person(text)
    assert word in says
    assert says.endswith("Please look again: nobody must be able to tell who somebody is.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring before half nine",
        "They saw someone who had used that day.",
        "Ask for the duty worker",
        "Ask for Housing Options, not reception",
        "Speak to CMHT first",
        "Closed on Mondays since September 2026",
        "Open 9.30 to 16.00, buzzer 2",
        "Dogs are welcome. Lift works again.",
        "Call on Thursday, the other days nobody answers",
    ],
)
def test_what_is_about_the_service_is_left_in_peace(text: str) -> None:
    assert not about_a_person(text)


@given(st.text(max_size=400))
def test_any_text_is_one_tidy_line_or_refused(text: str) -> None:
    about_a_person(text)
    try:
        line = tidy(text)
    except UsageError as refused:
        assert "characters" in str(refused) or "words" in str(refused)  # noqa: PT017 - either may be drawn
    else:
        assert line == line.strip() == tidy(line)
        assert len(line.splitlines()) == 1
        assert len(line) <= LONGEST


def test_what_turns_or_hides_letters_goes() -> None:
    assert tidy("  ring\nbefore\u202e nine\x00\u200b\r\n ") == "ring before nine"


@pytest.mark.parametrize("text", ["", " \n\u200b", "a" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        tidy(text)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (TODAY, "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 10), "13 days ago"),
        (date(2026, 11, 9), "2 weeks ago"),
        (date(2026, 9, 24), "8 weeks ago"),
        (date(2026, 9, 23), "2 months ago"),
        (date(2025, 11, 24), "11 months ago"),
        (date(2025, 11, 23), "a year ago or more"),
        (date(2026, 11, 24), ""),
    ],
)
def test_its_age_in_words(day: date, age: str) -> None:
    assert age_in_words(day, TODAY) == age


@pytest.mark.parametrize(("day", "older"), [(date(2026, 5, 23), False), (date(2026, 5, 22), True), (TODAY, False)])
def test_it_fades_after_six_months_to_the_day(day: date, *, older: bool) -> None:
    assert is_older(day, 6, TODAY) is older


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_once_old_always_old(day: date, later: int) -> None:
    today = day + timedelta(days=later)
    if is_older(day, 6, today):
        assert is_older(day, 6, today + timedelta(days=1))


def test_a_tip_tells_its_day_and_its_name_tells_nothing() -> None:
    tip = Tip(3, "Ring Janet", date(2026, 3, 2), "8 months ago", fading=True, local=True)
    assert tip.says == "Left 8 months ago, on 2 March 2026. May no longer hold. Stays on this computer."
    assert repr(tip) == "Tip(3)"
