import sqlite3
from datetime import datetime

import pytest

from navigator.check import Answers
from navigator.check.advice import ASK_IN_WRITING
from navigator.errors import NavigatorError
from navigator.refer.blocks import Section, Sheet
from navigator.refer.refer import Refer
from navigator.refer.shortlist import Stop
from navigator.refer.standing import CONTESTED, USUAL
from navigator.refer.worker import KEEP_SAFE, NO_RULES, worker_sheet
from tests.find.conftest import MakeListing
from tests.refer.opened import OpenRefer, facts_of
from tests.refer.sheets import text

SAID = Answers(
    age=34,
    yes=frozenset(
        {
            ("housing", "rough-sleeping"),
            ("gender", "woman"),
            ("mental-health", "common-problem"),
            ("substance-use", "alcohol-current"),
            ("area", "Southwark"),
        }
    ),
)
THERAPY = "slam-talking-therapies-southwark"


def part(sheet: Sheet, heading: str) -> str:
    def found(section: Section) -> list[Section]:
        return [one for each in section.sections for one in (each, *found(each))]

    sections = [one for section in sheet.sections for one in (section, *found(section))]
    (chosen,) = (one for one in sections if one.heading == heading)
    return text(Sheet("", (), (chosen,), "", "", ""))


def test_a_service_is_told_in_the_order_it_is_needed(shipped_refer: Refer) -> None:
    sheet = worker_sheet(facts_of(shipped_refer, THERAPY))
    told = text(sheet)
    for term in ("Ways in", "How to refer", "Ring", "Hours", "Its rules", "Ask them", "If they say no", "Your record"):
        assert f"\n{term}" in told
    assert "Nobody has checked this with the service." in part(sheet, "Where this comes from")
    assert CONTESTED in part(sheet, "Its rules")
    assert "(A)" in part(sheet, "If they say no")
    assert "Source: " in part(sheet, "Whoever says no")
    assert ASK_IN_WRITING in part(sheet, "Whoever says no")


def test_by_default_it_tells_nothing_that_was_said(
    shipped_refer: Refer, shipped_connection: sqlite3.Connection
) -> None:
    every = [one for (one,) in shipped_connection.execute("SELECT id FROM service ORDER BY id")]
    nothing, something = (worker_sheet(facts_of(shipped_refer, *every, answers=said)) for said in (Answers(), SAID))
    assert nothing == something
    assert "You said" not in text(nothing)


def test_where_it_may_tell_it_says_how_the_rules_stand_and_still_not_what_was_said(shipped_refer: Refer) -> None:
    facts = facts_of(shipped_refer, THERAPY, answers=SAID)
    sheet = worker_sheet(facts, tell=True)
    rules = part(sheet, "Its rules")
    assert KEEP_SAFE in rules
    assert "Met" in rules
    assert "Not met" in rules
    assert "You said" not in text(sheet)
    assert all(question in text(sheet) for question in facts[0].asks)
    assert "practice guide" in part(sheet, "If they say no")


def test_where_they_set_out_from_is_not_on_it(shipped_refer: Refer) -> None:
    from navigator.directory import Place, Point

    place = Place("Camberwell Green", "sector", Point(51.474, -0.09), (), 300)
    stop = Stop("manna-society-day-centre", "x")
    assert worker_sheet(shipped_refer.read([stop], origin=place)) == worker_sheet(shipped_refer.read([stop]))


def test_a_note_and_an_appointment_are_the_workers(shipped_refer: Refer) -> None:
    stop = Stop("samaritans", "x", "ask for the late line", datetime(2026, 11, 26, 14, 30))  # noqa: DTZ001 - London's
    told = text(worker_sheet(shipped_refer.read([stop])))
    assert "Your note: ask for the late line" in told
    assert "Appointment: Thursday 26 November 2026 at 14:30." in told


def test_what_is_usual_is_marked_and_silence_is_said(open_refer: OpenRefer, listing: MakeListing) -> None:
    rule = {"facet": "gender", "rule": "requires", "strength": "discretionary", "values": ["woman"], "source": 1}
    refer = open_refer(listing("Here", eligibility=[rule]), listing("There"))
    assert f"Usually only for: women. {USUAL} (Their page, June 2024)" in text(worker_sheet(facts_of(refer, "here")))
    assert NO_RULES in text(worker_sheet(facts_of(refer, "there")))


def test_a_closed_one_says_so_and_gives_no_way_in(shipped_refer: Refer) -> None:
    told = text(worker_sheet(facts_of(shipped_refer, "thames-reach-deptford-reach")))
    assert "This service has closed. Do not send anyone here." in told
    assert "How to refer" not in told
    with pytest.raises(NavigatorError, match="no service on the list"):
        worker_sheet(())


def test_where_anyone_may_apply_the_words_come_with_their_law(shipped_refer: Refer) -> None:
    sheet = worker_sheet(facts_of(shipped_refer, "lewisham-council-housing-options"))
    assert "I am making a homelessness application." in part(sheet, "If they say no")
    assert "Housing Act 1996" in part(sheet, "Whoever says no")


def test_guidance_quoted_twice_has_one_letter(shipped_refer: Refer) -> None:
    sheet = worker_sheet(facts_of(shipped_refer, THERAPY, "slam-lewisham-talking-therapies"))
    assert part(sheet, "Whoever says no").count("no wrong door") == 1
