import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from navigator.errors import NavigatorError
from navigator.pathways.days import DAY
from navigator.pathways.ics import ics, reminders, save_ics
from navigator.pathways.timeline import Timeline, anchors_of, timeline
from navigator.pathways.transitions import read_transitions

TRANSITIONS = read_transitions()
PRISON = TRANSITIONS[0]
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
TELLING = (
    "abuse", "addict", "admission", "alcohol", "appointment", "asylum", "benefit", "breakdown", "buprenorphine",
    "care", "cas3", "council", "court", "crisis", "custody", "detox", "discharge", "drink", "drug", "evict", "exploit",
    "health", "hiv", "home", "homeless", "hospital", "hostel", "housing", "illness", "immigration", "licence",
    "medicine", "mental", "methadone", "naloxone", "nhs", "police", "prescri", "prison", "probation", "psych", "recall",
    "recovery", "refer", "refuge", "rehab", "release", "script", "substance", "suicid", "support", "tenancy",
    "therapy", "treatment", "violence", "ward", "worker",
)  # fmt: skip
KEYS = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP"}

transitions = st.sampled_from(TRANSITIONS)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def entries(content: bytes) -> list[Any]:
    calendar = Calendar.from_ical(content)
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def with_everything(day: date, today: date, number: int) -> Timeline:
    """A transition with every day known that it counts from."""
    transition = TRANSITIONS[number]
    return timeline(transition, day, today, dict.fromkeys(anchors_of(transition), day))


@given(transitions, days, days)
def test_every_dated_action_is_one_entry_for_one_whole_day(transition: Any, day: date, today: date) -> None:
    found = timeline(transition, day, today)
    events = entries(ics(found))
    dated = [each for each in found.dated if each.on]
    assert len(events) == len(dated) == reminders(found)
    for event, each in zip(events, dated, strict=True):
        assert set(event) == KEYS
        assert each.on
        assert event.decoded("DTSTART") == max(each.on, today)
        assert event.decoded("DTEND") - event.decoded("DTSTART") == DAY
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["SUMMARY"] == f"Reminder {each.number} of {len(found.dated)}"
        assert event.decoded("DTSTAMP") == datetime(today.year, today.month, today.day, tzinfo=UTC)


@pytest.mark.parametrize("number", range(len(TRANSITIONS)), ids=[one.id for one in TRANSITIONS])
@pytest.mark.parametrize("day", [FRIDAY, date(2026, 12, 25), date(2027, 3, 29)])
def test_no_entry_says_whom_it_is_for_or_what_it_is_about(number: int, day: date) -> None:
    for today in (MONDAY, date(2027, 6, 1)):
        content = ics(with_everything(day, today, number)).decode()
        said = content.replace("\r\n ", "").casefold()
        told = [word for word in TELLING if re.search(rf"\b{word}", said)]
        assert not told, said
        assert TRANSITIONS[number].id not in said


def test_the_words_that_tell_are_those_of_the_transitions() -> None:
    for transition in TRANSITIONS:
        said = " ".join(
            [transition.name, transition.day_0, *(action.action for action in transition.actions)]
        ).casefold()
        assert any(re.search(rf"\b{word}", said) for word in TELLING), transition.id


def test_a_calendar_that_takes_it_in_again_holds_each_once() -> None:
    def names(found: Timeline) -> list[str]:
        return [str(event["UID"]) for event in entries(ics(found))]

    monday = names(timeline(PRISON, FRIDAY, MONDAY))
    assert len(set(monday)) == len(monday) > 10
    assert names(timeline(PRISON, FRIDAY, MONDAY + DAY)) == monday
    assert set(names(timeline(PRISON, FRIDAY + DAY, MONDAY))).isdisjoint(monday)


def test_the_same_timeline_gives_the_same_bytes_in_the_form_of_the_standard() -> None:
    content = ics(timeline(PRISON, FRIDAY, MONDAY))
    assert content == ics(timeline(PRISON, FRIDAY, MONDAY))
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Navigator//")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines)


def test_an_entry_says_its_last_day_and_what_that_falls_on() -> None:
    events = entries(ics(timeline(PRISON, FRIDAY, MONDAY)))
    said = [str(event["DESCRIPTION"]) for event in events]
    assert "The last day was Friday 16 October 2026." in said[0]
    assert any("The last day is Christmas Day (bank holiday)." in text for text in said)
    for event, text in zip(events, said, strict=True):
        number = str(event["SUMMARY"]).split()[1]
        assert text.startswith(f"What to do is on the checklist, under number {number}.")


def test_a_file_is_written_whole_in_the_place_of_another(tmp_path: Path) -> None:
    found, path = timeline(PRISON, FRIDAY, MONDAY), tmp_path / "days.ics"
    path.write_text("before")
    save_ics(found, path)
    assert path.read_bytes() == ics(found)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["none/days.ics", "folder", "file/days.ics", "a\0b", "x" * 300])
def test_a_file_that_cannot_be_written_is_said_in_one_line_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    with pytest.raises(NavigatorError, match=r"cannot be written: [^\n]+\.$"):
        save_ics(timeline(PRISON, FRIDAY, MONDAY), tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "file", tmp_path / "folder"]
    assert (tmp_path / "file").read_text() == "kept"


def test_a_file_that_fails_half_way_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "days.ics"
    path.write_text("before")

    def full(unfinished: Path, content: bytes) -> int:
        with unfinished.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NavigatorError, match=r"days\.ics cannot be written: No space left on device\."):
        save_ics(timeline(PRISON, FRIDAY, MONDAY), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
