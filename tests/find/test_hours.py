from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.find.hours import Hours, Opening, Way, way_in


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


MONDAY = moment("2026-11-23 10:00")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OFFICE = "Mo-Fr 09:00-17:00"


def says(text: str | None, at: datetime = MONDAY, way: Way = "walk-in", status: str = "active") -> str:
    return Hours(at).opening(text, way, status).says


@pytest.mark.parametrize(
    ("routes", "types", "delivery", "has_phone", "way"),
    [
        pytest.param(["self", "drop-in"], ["day-centre", "drop-in"], ["in-person"], False, "walk-in", id="day centre"),
        pytest.param(
            ["self", "professional", "hospital", "drop-in"],
            ["assessment", "advice"],
            ["in-person", "phone"],
            True,
            "walk-in",
            id="council front desk",
        ),
        pytest.param([], ["drop-in", "advice"], ["in-person"], False, "walk-in", id="drop-in, no route stated"),
        pytest.param(["self"], ["drop-in"], [], False, "walk-in", id="drop-in, come yourself"),
        pytest.param(["probation"], ["drop-in", "advocacy"], ["in-person"], False, "staffed", id="by referral"),
        pytest.param([], ["day-centre", "peer-support"], ["in-person"], False, "staffed", id="day centre for members"),
        pytest.param([], ["supported-housing"], ["in-person"], False, "staffed", id="housing staffed day and night"),
        pytest.param(
            ["self", "drop-in"],
            ["winter-shelter", "drop-in"],
            ["in-person"],
            False,
            "refer-yourself",
            id="night shelter",
        ),
        pytest.param(["outreach-team"], ["assessment"], ["in-person"], False, "staffed", id="hub for outreach teams"),
        pytest.param(["hospital"], ["crisis", "peer-support"], ["in-person"], True, "staffed", id="crisis cafe"),
        pytest.param(["professional", "gp"], ["food-bank"], ["in-person"], True, "staffed", id="food bank by voucher"),
        pytest.param(
            ["self"], ["crisis"], ["in-person", "phone"], False, "refer-yourself", id="phone without a number"
        ),
        pytest.param(["self", "professional"], ["helpline", "crisis"], ["phone"], True, "phone", id="crisis line"),
        pytest.param(
            ["self"], ["helpline", "crisis"], ["phone", "online", "in-person"], True, "phone", id="line with branches"
        ),
        pytest.param(
            ["self", "drop-in"],
            ["mutual-aid", "helpline"],
            ["in-person", "phone"],
            True,
            "phone",
            id="meetings",
        ),
        pytest.param(
            ["self", "professional"],
            ["helpline", "supported-housing", "advocacy"],
            ["phone", "outreach"],
            True,
            "phone",
            id="line of a housing charity",
        ),
        pytest.param(
            ["self", "gp", "police"],
            ["crisis", "talking-therapy"],
            ["in-person", "phone"],
            True,
            "phone",
            id="day and night by appointment",
        ),
        pytest.param(
            ["self", "drop-in"],
            ["talking-therapy", "drop-in"],
            ["in-person", "phone"],
            True,
            "phone",
            id="phone hours with a drop-in beside them",
        ),
        pytest.param(["self"], ["helpline", "crisis"], ["text"], True, "text", id="text line"),
        pytest.param(["drop-in"], ["drop-in"], ["online"], False, "staffed", id="drop-in online"),
    ],
)
def test_way_in(*, routes: list[str], types: list[str], delivery: list[str], has_phone: bool, way: Way) -> None:
    assert way_in(routes, types, delivery, has_phone=has_phone) == way


@pytest.mark.parametrize(
    ("text", "at", "way", "expected"),
    [
        (OFFICE, MONDAY, "walk-in", "Walk in now, until 17:00"),
        (OFFICE, MONDAY, "phone", "Phone answered now, until 17:00"),
        (OFFICE, MONDAY, "text", "Texts answered now, until 17:00"),
        (OFFICE, MONDAY, "refer-yourself", "Staffed now, until 17:00; refer yourself first"),
        (OFFICE, MONDAY, "staffed", "Staffed now, until 17:00; referral only"),
        ("24/7", MONDAY, "phone", "Phone answered now, day and night"),
        ("Mo-Su 10:00-24:00", MONDAY, "phone", "Phone answered now, until midnight"),
        ("Mo-Su 08:00-02:00", MONDAY, "walk-in", "Walk in now, until tomorrow 02:00"),
        ("Mo 14:00-16:00", MONDAY, "walk-in", "Opens today 14:00"),
        (OFFICE, MONDAY + timedelta(hours=8), "walk-in", "Opens tomorrow 09:00"),
        (OFFICE, MONDAY + timedelta(days=4, hours=8), "walk-in", "Opens Mon 09:00"),
        ("Mo[1] 10:00-11:00", MONDAY, "walk-in", "Opens 7 Dec 10:00"),
        ("Jan 5 09:00-10:00", MONDAY, "walk-in", "Opens 5 Jan 09:00"),
        ("2020 Mo 09:00-10:00", MONDAY, "walk-in", "No opening in the coming year"),
        (None, MONDAY, "walk-in", "Not stated"),
        ("  ", MONDAY, "walk-in", "Not stated"),
    ],
)
def test_says_what_a_person_can_use(text: str | None, at: datetime, way: Way, expected: str) -> None:
    assert says(text, at, way) == expected


def test_an_opening_carries_its_facts() -> None:
    hours = Hours(MONDAY)
    assert hours.opening(OFFICE, "phone", "active", "2024-06") == Opening(
        "open", "phone", moment("2026-11-23 17:00"), None, "Phone answered now, until 17:00", "2024-06"
    )
    assert hours.opening("Tu 13:00-14:30", "staffed", "active") == Opening(
        "closed", "staffed", None, moment("2026-11-24 13:00"), "Opens tomorrow 13:00"
    )
    assert hours.opening("24/7", "phone", "active").until is None


@pytest.mark.parametrize(("status", "state"), [("unclear", "unknown"), ("closed", "closed"), ("new", "unknown")])
@given(text=st.sampled_from([OFFICE, "24/7", "Mo-Su 14:00-06:00"]), days=st.integers(0, 365), hours=st.integers(0, 23))
def test_only_an_active_listing_is_open(status: str, state: str, text: str, days: int, hours: int) -> None:
    opening = Hours(MONDAY + timedelta(days=days, hours=hours)).opening(text, "walk-in", status, "2019")
    assert (opening.state, opening.way, opening.until, opening.opens) == (state, None, None, None)
    assert opening.as_of == "2019"


def test_what_an_unconfirmed_or_closed_listing_says() -> None:
    assert says(OFFICE, status="unclear") == "Hours not confirmed"
    assert says(OFFICE, status="closed") == says(None, status="closed") == "This service has closed"
    assert says(None, status="unclear") == "Not stated"


@pytest.mark.parametrize(
    "text",
    [
        "weekday mornings",
        "Mo-Fr 9-5",
        "Mo-Fr",
        "Mo-Fr 09:00-17:00, Sa",
        "Mo, Tu 09:00-17:00",
        "Mo-Fr 09:00+",
        'Mo-Fr 09:00-17:00 "by appointment"',
        '"ring first"',
        "Mo-Fr 09:00-17:00 unknown",
        "Mo-Fr 09:00-17:00; SH off",
        "sunrise-sunset",
        "2026",
        "Mo-Fr 09:00-17:00; PH -1 day off",
        "Mo-Fr 25:00-26:00",
        "Mo-Fr 09:00-17:00\x00",
    ],
)
def test_hours_that_say_more_or_less_than_times_are_shown_as_text(text: str) -> None:
    hours = Hours(MONDAY)
    assert hours.opening(text, "walk-in", "active", "2024") == Opening("unknown", None, None, None, text, "2024")
    problem = hours.parse_problem(text)
    assert problem is not None
    assert problem.endswith(".")
    assert hours.is_open(text) is hours.evenings(text) is hours.weekends(text) is None
    assert hours.week(text, MONDAY.date()) == []


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    hours = Hours(MONDAY)
    opening = hours.opening(text, "walk-in", "active")
    assert (opening.state == "unknown") == (hours.is_open(text) is None)
    if hours.parse_problem(text):
        assert opening.says == text.strip()


@pytest.mark.parametrize("text", [None, "", " ", OFFICE, "24/7", " Mo-Fr 09:00-17:00; PH off ", "Mo-Fr,PH 10:00-12:00"])
def test_hours_without_a_problem(text: str | None) -> None:
    assert Hours(MONDAY).parse_problem(text) is None


spans = st.lists(st.sampled_from(range(0, 24 * 60 + 1, 15)), min_size=2, max_size=2, unique=True).map(sorted)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@given(
    span=spans,
    days=st.sets(st.sampled_from(range(7)), min_size=1),
    minutes=st.integers(0, 14 * 24 * 60),
)
def test_open_is_what_the_clock_says(span: list[int], days: set[int], minutes: int) -> None:
    """No bank holiday falls in these two weeks."""
    at = moment("2026-11-23 00:00") + timedelta(minutes=minutes)
    text = f"{','.join(DAYS[day] for day in sorted(days))} {clock(span[0])}-{clock(span[1])}"
    hours = Hours(at)
    opening = hours.opening(text, "walk-in", "active")
    inside = at.weekday() in days and span[0] <= at.hour * 60 + at.minute < span[1]
    assert hours.is_open(text) is inside
    assert opening.state == ("open" if inside else "closed")
    if opening.until:
        assert opening.until > at
        assert Hours(opening.until).is_open(text) is (opening.until.weekday() in days and span == [0, 1440])
    if opening.opens:
        assert opening.opens > at
        assert Hours(opening.opens).is_open(text)
        assert not Hours(opening.opens - timedelta(minutes=1)).is_open(text)


def test_a_night_runs_into_the_morning() -> None:
    text = "Mo-Su 14:00-06:00"
    sunday_night = Hours(moment("2026-11-23 03:00"))
    assert sunday_night.opening(text, "staffed", "active").until == moment("2026-11-23 06:00")
    assert says(text, moment("2026-11-23 06:00")) == "Opens today 14:00"


ENGLAND = {
    # gov.uk/bank-holidays, with the day itself where another is kept for it
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-26", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-25", "12-26", "12-27", "12-28"],
    2028: ["01-01", "01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", ENGLAND)
def test_bank_holidays_are_those_of_england(year: int) -> None:
    hours = Hours(MONDAY)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [f"{day:%m-%d}" for day in days if hours.bank_holiday(day)] == ENGLAND[year]


@pytest.mark.parametrize("day", ["2026-12-25", "2026-12-28", "2027-01-01", "2027-03-29", "2027-08-30"])
@pytest.mark.parametrize("text", ["Mo-Fr 09:00-17:00; PH off", "24/7; PH closed", "Mo-Sa 09:00-17:00; Su,PH off"])
def test_closed_on_bank_holidays(day: str, text: str) -> None:
    assert Hours(moment(f"{day} 10:00")).is_open(text) is False
    assert Hours(MONDAY).is_open(text) is True


@pytest.mark.parametrize("text", ["Mo-Fr,PH 10:00-12:00", "Mo-Fr 09:00-17:00; PH 10:00-12:00", "PH,Mo-Fr 10:00-12:00"])
def test_shorter_hours_on_bank_holidays(text: str) -> None:
    easter_monday = Hours(moment("2027-03-29 11:00"))
    assert easter_monday.opening(text, "walk-in", "active").says == "Walk in now, until 12:00"


def test_hours_silent_on_bank_holidays_say_so() -> None:
    christmas = moment("2026-12-25 10:00")
    assert says(OFFICE, christmas) == "Walk in now, until 17:00 (bank holiday: check first)"
    assert says("Fr 09:00-17:00", christmas - timedelta(days=1)) == "Opens tomorrow 09:00 (bank holiday: check first)"
    assert says("24/7", christmas) == "Walk in now, day and night"
    assert says("Mo-Fr 09:00-17:00; PH off", christmas) == "Opens Tue 09:00"


@pytest.mark.parametrize(
    ("text", "evenings", "weekends"),
    [
        (OFFICE, False, False),
        ("Mo-Fr 09:00-18:00", False, False),
        ("Mo 12:00-20:30", True, False),
        ("Mo[1] 18:00-20:00", True, False),
        ("Fr 22:00-02:00", True, False),
        ("Mo-Fr 00:00-06:00", False, False),
        ("Sa-Su 10:00-12:00", False, True),
        ("Sa 18:00-20:00", False, True),
        ("Mo-Su 18:00-08:00", True, True),
        ("24/7", True, True),
        ("Fr 18:00-24:00; Sa 00:00-24:00", True, True),
        ("PH 10:00-20:00", False, False),
        (None, None, None),
        ("", None, None),
    ],
)
def test_evenings_and_weekends(*, text: str | None, evenings: bool | None, weekends: bool | None) -> None:
    for at in (MONDAY, moment("2026-12-24 09:00"), moment("2026-11-22 23:00")):
        hours = Hours(at)
        assert (hours.evenings(text), hours.weekends(text)) == (evenings, weekends)


def test_the_week_keeps_a_night_with_its_evening() -> None:
    monday = date(2026, 11, 23)
    week = dict(Hours(MONDAY).week("Mo,Su 18:00-08:00; We 09:00-12:00,13:00-17:00", monday))
    assert list(week) == [monday + timedelta(days=n) for n in range(7)]
    assert {day: spans for day, spans in week.items() if spans} == {
        date(2026, 11, 23): [(moment("2026-11-23 18:00"), moment("2026-11-24 08:00"))],
        date(2026, 11, 25): [
            (moment("2026-11-25 09:00"), moment("2026-11-25 12:00")),
            (moment("2026-11-25 13:00"), moment("2026-11-25 17:00")),
        ],
        date(2026, 11, 29): [(moment("2026-11-29 18:00"), moment("2026-11-30 08:00"))],
    }


@pytest.mark.parametrize("text", ["24/7", "Mo-Su 00:00-24:00"])
def test_day_and_night_is_seven_whole_days(text: str) -> None:
    for day, spans in Hours(MONDAY).week(text, date(2026, 11, 23)):
        midnight = datetime.combine(day, time())
        assert spans == [(midnight, midnight + timedelta(days=1))]


def test_a_long_opening_is_cut_at_midnights() -> None:
    week = Hours(MONDAY).week("Fr 18:00-24:00; Sa 00:00-24:00; Su 00:00-08:00", date(2026, 11, 23))
    assert [[f"{a:%a %H:%M}-{b:%a %H:%M}" for a, b in spans] for _, spans in week if spans] == [
        ["Fri 18:00-Sat 00:00"],
        ["Sat 00:00-Sun 00:00"],
        ["Sun 00:00-Sun 08:00"],
    ]


def test_a_time_with_a_zone_is_taken_to_london() -> None:
    assert Hours(datetime(2026, 7, 1, 9, tzinfo=UTC)).at == moment("2026-07-01 10:00")
    assert Hours(datetime(2026, 12, 1, 9, tzinfo=UTC)).at == moment("2026-12-01 09:00")
    assert Hours().at.tzinfo is None


def test_each_text_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import opening_hours

    read: list[str] = []
    real: Any = opening_hours.OpeningHours

    def counting(text: str, **options: Any) -> Any:
        read.append(text)
        return real(text, **options)

    monkeypatch.setattr(opening_hours, "OpeningHours", counting)
    hours = Hours(MONDAY)
    for way in ("walk-in", "phone", "staffed") * 10:
        hours.opening("Tu 10:00-12:00", way, "active")
        hours.evenings("Tu 10:00-12:00")
    assert read.count("Tu 10:00-12:00") == 1
