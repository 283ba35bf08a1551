from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from navigator.pathways.days import DAY, Days, day_words
from navigator.pathways.timeline import RELEASE, Dated, Timeline, anchors_of, timeline
from navigator.pathways.transitions import DAY_0, RULE, Transition, read_transitions

TRANSITIONS = read_transitions()
BY_ID = {transition.id: transition for transition in TRANSITIONS}
PRISON = BY_ID["prison-release"]
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
DAYS = Days()

# The bank holidays of England that gov.uk lists for these years.
HOLIDAYS = {
    date(2026, 1, 1): "New Year's Day (bank holiday)",
    date(2026, 4, 3): "Good Friday (bank holiday)",
    date(2026, 4, 6): "Easter Monday (bank holiday)",
    date(2026, 5, 4): "Early May bank holiday",
    date(2026, 5, 25): "Spring bank holiday",
    date(2026, 8, 31): "Summer bank holiday",
    date(2026, 12, 25): "Christmas Day (bank holiday)",
    date(2026, 12, 28): "Christmas bank holiday",
    date(2027, 1, 1): "New Year's Day (bank holiday)",
    date(2027, 3, 26): "Good Friday (bank holiday)",
    date(2027, 3, 29): "Easter Monday (bank holiday)",
    date(2027, 5, 3): "Early May bank holiday",
    date(2027, 5, 31): "Spring bank holiday",
    date(2027, 8, 30): "Summer bank holiday",
    date(2027, 12, 27): "Christmas bank holiday",
    date(2027, 12, 28): "Christmas bank holiday",
}

any_transition = st.sampled_from(TRANSITIONS)
any_day = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any transition on any days, with some of the days known that it counts from."""
    transition = draw(any_transition)
    names = sorted(anchors_of(transition))
    anchors = draw(st.dictionaries(st.sampled_from(names), any_day)) if names else {}
    day = draw(any_day)
    today = draw(any_day | st.integers(-60, 60).map(lambda days: day + DAY * days))
    return timeline(transition, day, today, anchors)


@pytest.mark.parametrize(
    ("birthday", "last"),
    [
        (date(2026, 12, 1), date(2033, 11, 30)),
        (date(2025, 1, 1), date(2031, 12, 31)),
        (date(2024, 2, 29), date(2031, 2, 28)),
        (date(2025, 3, 1), date(2032, 2, 29)),
    ],
)
def test_what_ends_at_an_age_ends_the_day_before_that_birthday(birthday: date, last: date) -> None:
    found = timeline(BY_ID["leaving-care"], birthday, last)
    again = one(found.dated, "asks for help before 25")
    assert (again.first, again.last, again.state) == (birthday, last, "today")


def one(dated: tuple[Dated, ...], words: str) -> Dated:
    (found,) = (each for each in dated if words in each.action.action)
    return found


def when(days: int, action: str = "Register with a GP") -> Transition:
    """A transition with one thing to do, so many days after its day 0."""
    act = replace(PRISON.actions[0], anchor=DAY_0, first=days, last=days, action=action)
    return replace(BY_ID["change-of-worker"], actions=(act,))


@given(timelines())
@example(timeline(BY_ID["leaving-care"], date(2028, 2, 29), date(2026, 11, 23)))
def test_every_action_is_there_once_and_the_dates_ascend(found: Timeline) -> None:
    actions = found.transition.actions
    assert sorted(map(id, actions)) == sorted(id(dated.action) for dated in found.dated)
    assert [dated.number for dated in found.dated] == list(range(1, len(actions) + 1))
    on = [dated.on for dated in found.dated if dated.on]
    assert on == sorted(on)
    assert all(dated.first <= dated.last for dated in found.dated if dated.first and dated.last)


@given(timelines())
def test_what_is_overdue_had_its_last_day_before_today_and_nothing_else_is(found: Timeline) -> None:
    for dated in found.dated:
        assert dated.overdue == (dated.last is not None and dated.last < found.today)
        assert dated.today == (dated.last == found.today)
        assert ("Overdue" in dated.says) == dated.overdue
        assert not (dated.state == "now" and dated.first and dated.first > found.today)
        if dated.state == "soon":
            assert dated.first
            assert timedelta(0) < dated.first - found.today < timedelta(7)


@given(timelines())
def test_no_number_of_days_is_made_up(found: Timeline) -> None:
    unknown = {name for name, _ in found.asks}
    assert unknown <= anchors_of(found.transition).keys()
    for dated in found.dated:
        action = dated.action
        if action.anchor in unknown or (action.first, action.last) == (None, None):
            assert (dated.first, dated.last, dated.state) == (None, None, "undated")
            assert dated.days == action.when
            assert not any(character.isdigit() for character in dated.says.replace("CAS3", ""))
        elif action.anchor == DAY_0:
            days = [None if day is None else (day - found.day).days for day in (dated.first, dated.last)]
            if action.until_years:
                assert dated.last
                assert (dated.last + DAY).year == found.day.year + action.until_years
                days[1] = None
            assert days == [action.first, action.last]


@given(timelines())
def test_a_day_most_offices_are_shut_on_is_named_with_the_working_days_around_it(found: Timeline) -> None:
    for dated in found.dated:
        ends = set(filter(None, (dated.first, dated.last)))
        assert {shut.day for shut in dated.shut} == {day for day in ends if DAYS.name(day)}
        assert bool(dated.falls) == bool(dated.shut) == (dated.next_working is not None)
        for shut in dated.shut:
            assert shut.before < shut.day < shut.after
            for day in (shut.before, shut.after):
                assert day.weekday() < 5
                assert not DAYS.name(day)
            says = " ".join(dated.closing)
            if shut.day > found.today:
                assert shut.name in says
                assert day_words(shut.after) in says


@given(any_day)
def test_the_working_day_after_is_the_next_there_is(day: date) -> None:
    after = DAYS.working(day, DAY)
    between = [day + DAY * n for n in range(1, (after - day).days)]
    assert all(map(DAYS.name, between))
    assert not DAYS.name(after)
    assert len(between) <= 4


def test_weekends_and_bank_holidays_are_known_by_name() -> None:
    for day, name in HOLIDAYS.items():
        assert DAYS.name(day) == name
    years = [date(2026, 1, 1) + DAY * n for n in range(730)]
    for day in years:
        if day.weekday() < 5 and day not in HOLIDAYS:
            assert not DAYS.name(day), day
    assert DAYS.name(date(2026, 11, 28)) == "Saturday"
    assert DAYS.name(date(2026, 11, 29)) == "Sunday"
    assert DAYS.name(date(2027, 12, 25)) == "Christmas Day (bank holiday)"


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (FRIDAY, "That day is a Friday. Many services will be shut until Monday 30 November 2026"),
        (date(2026, 11, 28), "That day is a Saturday. Many services will be shut until Monday 30 November 2026"),
        (date(2026, 4, 2), "That day is the day before Good Friday (bank holiday). Many services will be shut until"),
        (
            date(2026, 12, 24),
            "the day before Christmas Day (bank holiday). Many services will be shut until Tuesday 29",
        ),
        (date(2026, 8, 31), "That day is the Summer bank holiday. Many services will be shut until Tuesday 1 Sept"),
        (MONDAY, ""),
        (date(2026, 11, 26), ""),
    ],
)
def test_a_day_0_before_a_closed_day_is_flagged(day: date, says: str) -> None:
    for transition in TRANSITIONS:
        friday = timeline(transition, day, MONDAY).friday
        assert says in friday
        assert bool(friday) == bool(says)


def test_a_friday_release_says_what_may_be_brought_forward_and_to_when() -> None:
    friday = timeline(PRISON, FRIDAY, MONDAY).friday
    assert "one working day earlier if at least 28 days have been served" in friday
    assert friday.endswith("The working day before is Thursday 26 November 2026.")
    assert "earlier" not in timeline(BY_ID["eviction"], FRIDAY, MONDAY).friday
    after_christmas = timeline(PRISON, date(2024, 12, 27), date(2024, 12, 2)).friday
    assert after_christmas.endswith("The working day before is Tuesday 24 December 2024.")


@pytest.mark.parametrize(
    ("scheduled", "first", "last"),
    [
        (FRIDAY, date(2026, 11, 25), date(2026, 11, 26)),
        (date(2026, 4, 2), date(2026, 3, 31), date(2026, 4, 1)),
        (date(2024, 12, 27), date(2024, 12, 23), date(2024, 12, 24)),
        (date(2026, 11, 29), date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 25), None, None),
    ],
)
def test_a_release_comes_forward_by_working_days_and_only_before_closed_days(
    scheduled: date, first: date | None, last: date | None
) -> None:
    forward = one(timeline(PRISON, FRIDAY, MONDAY, {RELEASE: scheduled}).dated, "Expect release")
    assert (forward.first, forward.last) == (first, last)


def test_a_past_day_0_is_said_in_one_line_with_what_should_be_done() -> None:
    assert not timeline(PRISON, MONDAY, MONDAY).past
    assert timeline(when(0), MONDAY - DAY, MONDAY).past == (
        "That day has passed: 1 day ago. 1 thing should have been done by now."
    )
    assert timeline(when(30), MONDAY - 10 * DAY, MONDAY).past == "That day has passed: 10 days ago."
    later = timeline(PRISON, MONDAY, date(2027, 11, 23))
    assert later.past.startswith("That day has passed: 365 days ago. 14 things")


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [
        (-1, "overdue", "Overdue: the day has passed."),
        (0, "today", "Today."),
        (1, "soon", "In the next 7 days."),
        (6, "soon", "In the next 7 days."),
        (7, "later", ""),
    ],
)
def test_where_today_stands_to_a_single_day(days: int, state: str, says: str) -> None:
    (dated,) = timeline(when(days), MONDAY, MONDAY).dated
    assert (dated.state, dated.says) == (state, says)


def test_where_today_stands_to_a_window() -> None:
    def refer(today: date) -> Dated:
        return one(timeline(PRISON, FRIDAY, today).dated, "Make the duty to refer")

    before = refer(date(2026, 9, 1))
    assert before.days == "Friday 2 October 2026 to Thursday 26 November 2026"
    assert (before.state, before.on) == ("later", date(2026, 10, 2))
    assert refer(date(2026, 10, 2)).says == "Now."
    assert refer(date(2026, 11, 26)).says == "Today is the last day."
    assert refer(FRIDAY).says == "Overdue: the last day has passed."


def test_an_open_end_is_said_as_such() -> None:
    dated = timeline(PRISON, FRIDAY, MONDAY).dated
    assert one(dated, "refer to CAS3").days == "By Thursday 26 November 2026"
    hospital = timeline(BY_ID["hospital-discharge"], FRIDAY, MONDAY, {"admission": MONDAY - DAY})
    needs = one(hospital.dated, "Care Act needs assessment")
    assert (needs.days, needs.says) == ("From Sunday 22 November 2026", "Now.")


def test_what_is_counted_from_another_day_waits_for_it() -> None:
    before = timeline(BY_ID["eviction"], FRIDAY, MONDAY)
    review = one(before.dated, "Ask in writing for a review")
    assert review.says == "No date yet: it is counted from the date of the council's decision letter."
    assert ("council-decision-letter", "the date of the council's decision letter") in before.asks
    after = timeline(BY_ID["eviction"], FRIDAY, MONDAY, {"council-decision-letter": MONDAY})
    assert one(after.dated, "Ask in writing for a review").last == date(2026, 12, 14)
    assert "council-decision-letter" not in dict(after.asks)


def test_what_has_no_date_keeps_its_place_in_the_story() -> None:
    dated = timeline(BY_ID["hospital-discharge"], FRIDAY, MONDAY).dated
    assert [each.action for each in dated] == list(BY_ID["hospital-discharge"].actions)
    assert [each.on for each in dated if each.on] == sorted(each.on for each in dated if each.on)


def test_clocks_that_change_and_leap_days_move_no_date() -> None:
    (dated,) = timeline(when(1), date(2027, 3, 27), MONDAY).dated
    assert dated.on == date(2027, 3, 28)
    (dated,) = timeline(when(-1), date(2028, 3, 1), MONDAY).dated
    assert dated.on == date(2028, 2, 29)


def test_a_number_of_days_is_a_rule_only_where_its_source_sets_it() -> None:
    for transition in TRANSITIONS:
        for action in transition.actions:
            if action.basis == RULE:
                assert action.sources, action.action
