import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from navigator.pathways.days import DAY, Days
from navigator.pathways.ics import ics
from navigator.pathways.timeline import timeline
from navigator.pathways.transitions import read_transitions
from navigator.refer.reminders import FILE_NAME, LONDON, in_words, to_ics
from navigator.refer.stop_facts import StopFacts
from tests.pathways.test_ics import KEYS, entries
from tests.refer.opened import AT, opened, stops

PRISON = timeline(read_transitions()[0], date(2026, 11, 27), AT.date())
ORDINARY = {"with", "that", "from", "first", "last", "under", "what", "number", "working", "before", "after"}


@pytest.fixture(scope="module")
def facts(shipped_connection: sqlite3.Connection) -> Sequence[StopFacts]:
    """The facts of three services: one with hours in the mornings, one that never shuts, one without hours."""
    wanted = stops("manna-society-day-centre", "samaritans", "refuge-southwark")
    return opened(shipped_connection).read(wanted)


def meeting(facts: StopFacts, at: datetime) -> StopFacts:
    return replace(facts, stop=replace(facts.stop, appointment=at))


def with_hours(facts: StopFacts, hours: str | None) -> StopFacts:
    return replace(facts, listing=replace(facts.listing, hours=replace(facts.listing.hours, opening_hours=hours)))


def starts(content: bytes) -> list[date]:
    return [event.decoded("DTSTART") for event in entries(content)]


def test_each_appointment_to_come_is_an_entry_at_its_moment_in_order(facts: Sequence[StopFacts]) -> None:
    later, sooner = AT + timedelta(days=9, hours=4), AT + timedelta(hours=2)
    kept = [meeting(facts[0], later), meeting(facts[1], sooner), meeting(facts[2], AT - DAY)]
    assert starts(to_ics(kept, AT)) == [moment.replace(tzinfo=UTC) for moment in (sooner, later)]
    assert [str(event["SUMMARY"]) for event in entries(to_ics(kept, AT))] == ["Reminder 1 of 2", "Reminder 2 of 2"]
    assert in_words(kept, AT) == (
        "2 reminders: Monday 23 November 2026 at 12:00; Wednesday 2 December 2026 at 14:00. "
        "1 appointment has passed and is left out."
    )


@given(st.datetimes(AT, AT + timedelta(days=1500)))
def test_a_calendar_shows_an_appointment_at_the_time_that_london_has_it(
    facts: Sequence[StopFacts], at: datetime
) -> None:
    at = at.replace(second=0, microsecond=0)
    (start,) = starts(to_ics([meeting(facts[0], at)], at - DAY))
    assert isinstance(start, datetime)
    shown = start.astimezone(LONDON).replace(tzinfo=None)
    assert shown == at or (at.month == 3 and shown == at + timedelta(hours=1))  # the hour that summer time skips


def test_nothing_in_the_file_says_who_where_or_why(facts: Sequence[StopFacts]) -> None:
    for plan in (None, PRISON):
        kept = [meeting(each, AT + DAY * place) for place, each in enumerate(facts, 1)]
        content = to_ics(kept, AT, plan, alarm=timedelta(hours=1))
        assert all(set(event) <= KEYS for event in entries(content))
        said = set(re.findall(r"[a-z0-9]+", content.decode().replace("\r\n ", "").casefold()))
        for each in kept:
            listing = each.listing
            names = f"{listing.name} {listing.organization.name} {listing.id} {listing.description}".casefold()
            place = set(re.findall(r"[a-z]{4,}", names)) - ORDINARY
            assert not said & place
    assert FILE_NAME == "reminders"


def test_dates_of_a_plan_and_appointments_are_numbered_together_by_date(facts: Sequence[StopFacts]) -> None:
    noon = AT + DAY * 3
    found = entries(to_ics([meeting(facts[0], noon)], AT, PRISON))
    alone = entries(ics(PRISON))
    assert len(found) == len(alone) + 1
    assert [str(event["SUMMARY"]) for event in found] == [
        f"Reminder {n} of {len(found)}" for n in range(1, len(found) + 1)
    ]
    days = [
        moment.date() if isinstance(moment, datetime) else moment
        for moment in starts(to_ics([meeting(facts[0], noon)], AT, PRISON))
    ]
    assert days == sorted(days)
    assert {str(event["UID"]) for event in alone} < {str(event["UID"]) for event in found}
    assert {str(event["DESCRIPTION"]) for event in alone} < {str(event.get("DESCRIPTION", "")) for event in found}


def test_several_on_one_day_are_said_once() -> None:
    said = in_words([], AT, PRISON)
    days = [str(moment) for moment in starts(ics(PRISON))]
    assert said.startswith(f"{len(days)} reminders: {days.count('2026-11-23')} on Monday 23 November 2026; ")
    assert said.count("Monday 23 November 2026") == 1


def test_without_an_appointment_it_reminds_of_when_the_first_stop_can_next_be_reached(
    facts: Sequence[StopFacts],
) -> None:
    early, open_now = AT - timedelta(hours=4), AT
    first = with_hours(facts[0], "Mo-Fr 09:00-13:00")
    assert starts(to_ics([first, facts[1]], early)) == [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    assert starts(to_ics([first, facts[1]], open_now)) == [datetime(2026, 11, 24, 9, tzinfo=UTC)]
    assert in_words([first], open_now) == "1 reminder: Tuesday 24 November 2026 at 09:00."


@pytest.mark.parametrize("hours", [None, "24/7", "by arrangement", "Jun Mo 09:00-10:00"])
def test_without_useful_hours_it_reminds_on_the_next_working_day(facts: Sequence[StopFacts], hours: str | None) -> None:
    eve = datetime.fromisoformat("2026-12-24 16:00")
    (start,) = starts(to_ics([with_hours(facts[0], hours)], eve))
    assert start == date(2026, 12, 29) == Days().working(eve.date(), DAY)
    assert in_words([with_hours(facts[0], hours)], eve) == "1 reminder: Tuesday 29 December 2026."


def test_a_first_stop_that_has_closed_is_passed_over(facts: Sequence[StopFacts]) -> None:
    closed = replace(facts[0], listing=replace(facts[0].listing, status="closed"))
    open_later = with_hours(facts[2], "Mo-Fr 14:00-15:00")
    assert starts(to_ics([closed, open_later], AT)) == [datetime(2026, 11, 23, 14, tzinfo=UTC)]
    assert not entries(to_ics([closed], AT))
    assert in_words([closed], AT) == in_words([], AT) == "There is nothing to put in a calendar yet."


def test_a_calendar_that_takes_it_in_again_holds_each_once_and_one_more_changes_no_other(
    facts: Sequence[StopFacts],
) -> None:
    def names(*kept: StopFacts) -> list[str]:
        return [str(event["UID"]) for event in entries(to_ics(kept, AT))]

    first, second = meeting(facts[0], AT + DAY), meeting(facts[1], AT + DAY * 2)
    assert names(first, second) == names(second, first)
    assert set(names(first)) < set(names(first, second))
    assert names(meeting(facts[0], AT + DAY)) == names(meeting(facts[1], AT + DAY))
    assert len(set(names(first, meeting(facts[1], AT + DAY)))) == 2


def test_an_alarm_is_only_there_where_it_is_wanted_and_says_no_more(facts: Sequence[StopFacts]) -> None:
    kept = [meeting(facts[0], AT + DAY)]
    assert not Calendar.from_ical(to_ics(kept, AT)).walk("VALARM")
    (alarm,) = Calendar.from_ical(to_ics(kept, AT, alarm=timedelta(hours=1))).walk("VALARM")
    assert alarm["DESCRIPTION"] == "Reminder 1 of 1"
    assert alarm.decoded("TRIGGER") == timedelta(hours=-1)


def test_a_moment_with_a_zone_is_taken_to_london(facts: Sequence[StopFacts]) -> None:
    summer = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    first = with_hours(facts[0], "Mo-Fr 09:00-13:00")
    assert starts(to_ics([first], summer)) == [datetime(2026, 7, 2, 8, tzinfo=UTC)]
