import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.check import OUTCOME_LABELS, Answers
from navigator.directory import Place, Point
from navigator.errors import NavigatorError
from navigator.refer.arriving import ASK_THEM, THEY_WILL_TELL, on_foot
from navigator.refer.blocks import Block, Facts, Fill, Number, Section, Sheet
from navigator.refer.pdf import to_pdf
from navigator.refer.person import (
    A_MEETING,
    AFTER_USE,
    APPOINTMENT,
    CLOSED,
    MOST,
    NOTHING_LEFT,
    left_out,
    person_sheet,
)
from navigator.refer.refer import Refer
from navigator.refer.saying import clauses, plain, read_sayings, unbracketed
from navigator.refer.shortlist import Stop
from navigator.refer.times import NOBODY_CHECKED
from navigator.right_now import RightNow
from tests.find.conftest import MakeListing
from tests.refer.opened import OpenRefer, facts_of, stops
from tests.refer.sheets import text

CONFIDENTIAL = {"name": "Rose House", "confidential": True}
SAYINGS, RIGHT_NOW = read_sayings(), RightNow()
SHAMING = re.compile(
    r"\b(?:excludes?|exclud\w+|stance|eligib\w*|criteria|service user|clients?|substance misuse)\b"
    r"|discretionary|contested|not-stated|no-recourse|confirm before use|undated",
    re.IGNORECASE,
)


def fact(section: Section, term: str) -> str:
    found = (one for block in section.blocks if isinstance(block, Facts) for one in block.facts)
    return "\n".join(next((one.lines for one in found if one.term.startswith(term)), ()))


def numbers(section: Section) -> list[Number]:
    return [block for block in section.blocks if isinstance(block, Number)]


def all_blocks(sheet: Sheet) -> Iterator[Block]:
    for section in sheet.sections:
        yield from section.blocks


def ids(connection: sqlite3.Connection) -> list[str]:
    return [one for (one,) in connection.execute("SELECT id FROM service WHERE status <> 'closed' ORDER BY id")]


def test_one_to_try_first_two_others_and_who_to_call_tonight(shipped_refer: Refer) -> None:
    four = ("manna-society-day-centre", "slam-talking-therapies-southwark", "samaritans", "streetlink")
    sheet = person_sheet(facts_of(shipped_refer, *four))
    assert sheet.large
    headings = [section.heading for section in sheet.sections]
    assert headings[:3] == ["Try first: Manna Centre", "Or try: Talking Therapies Southwark", "Or try: Samaritans"]
    assert headings[3:] == ["If you need someone tonight", ""]
    first = sheet.sections[0]
    assert numbers(first)[0].number == "020 7403 1931"
    assert numbers(first)[0].qr
    assert fact(first, "Where") == "Manna Centre, 6 Melior Street, London Bridge, SE1 3QP"
    assert "Every day: 8.30am to 1.30pm." in fact(first, "When (23 to 29 November)")
    assert "pages of 2012 to December 2023, some with no date: ring first." in fact(first, "When")
    assert "I was given your number by a worker" in fact(first, "What to say when you ring")
    assert "You can walk in" in fact(first, "What happens there")
    assert fact(first, AFTER_USE) == ASK_THEM
    assert NOBODY_CHECKED in fact(first, "How sure we are")
    assert any(isinstance(block, Fill) for block in first.blocks)
    assert [one.id for one in left_out(facts_of(shipped_refer, *four))] == ["streetlink"]


@pytest.mark.parametrize(
    "three",
    [
        ("manna-society-day-centre", "samaritans", "refuge-southwark"),
        ("the-harbour-lambeth", "waterloo-foodbank", "salvation-army-springfield-lodge"),
    ],
)
def test_the_first_has_a_page_and_all_are_on_three(shipped_refer: Refer, three: tuple[str, ...]) -> None:
    document = pypdfium2.PdfDocument(to_pdf(person_sheet(facts_of(shipped_refer, *three))))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) <= 3
    assert APPOINTMENT in pages[0]
    assert pages[1].startswith("Or try: ")
    assert pages[1].count("Or try: ") == 2


def test_every_listing_is_told_without_words_of_the_trade(
    shipped_refer: Refer, shipped_connection: sqlite3.Connection
) -> None:
    shipped = facts_of(shipped_refer, *ids(shipped_connection))
    assert len(shipped) > 100
    for one in shipped:
        if left_out([one]):
            continue
        sheet = person_sheet([one], sayings=SAYINGS, right_now=RIGHT_NOW)
        told = text(sheet).replace(one.listing.name, "X").replace(one.listing.organization.name, "X")
        assert not SHAMING.search(told), (one.stop.id, SHAMING.search(told))
        assert not any(label in told for label in OUTCOME_LABELS.values())
        assert not re.search(r"  |, ,|\.\.|\bNone\b|\( | \)", told), one.stop.id
        phones = {phone.number for phone in one.listing.phones}
        assert {number.number for number in numbers(sheet.sections[0])} <= phones | (
            {one.instead.number} if one.instead else set()
        )


def test_what_somebody_answered_changes_nothing(shipped_refer: Refer, shipped_connection: sqlite3.Connection) -> None:
    said = Answers(age=34, yes=frozenset({("housing", "rough-sleeping"), ("gender", "man"), ("area", "Lambeth")}))
    shipped = facts_of(shipped_refer, *ids(shipped_connection)[::5])
    every = [one.stop.id for one in shipped if not left_out([one])]
    for before, after in zip(
        facts_of(shipped_refer, *every), facts_of(shipped_refer, *every, answers=said), strict=True
    ):
        before_sheet, after_sheet = (
            person_sheet([each], sayings=SAYINGS, right_now=RIGHT_NOW) for each in (before, after)
        )
        assert before_sheet == after_sheet


@settings(max_examples=30)
@given(
    name=st.sampled_from(["Camberwell", "SE5 8", "the hostel in Peckham", "Lewisham"]),
    latitude=st.floats(51.42, 51.52),
    longitude=st.floats(-0.15, 0.0),
)
def test_where_somebody_set_out_from_is_never_on_it(
    shipped_refer: Refer, name: str, latitude: float, longitude: float
) -> None:
    place = Place(f"{name} (start)", "sector", Point(latitude, longitude), (), 300)
    one = stops("manna-society-day-centre")
    told, plainly = shipped_refer.read(one, origin=place), shipped_refer.read(one)
    made, plain_one = (person_sheet(facts, sayings=SAYINGS, right_now=RIGHT_NOW) for facts in (told, plainly))
    sheet = text(made)
    assert "(start)" not in sheet
    assert str(latitude)[:6] not in sheet
    assert str(longitude)[:6] not in sheet
    how_far = fact(made.sections[0], "How far")
    assert how_far == on_foot(told[0].told.distance)
    assert sheet.replace(f"How far\n{how_far}\n", "") == text(plain_one)


@pytest.mark.parametrize(
    ("distance", "says"),
    [
        ("", ""),
        ("less than 0.1 miles", "About 5 minutes on foot."),
        ("about 0.4 miles", "About 10 minutes on foot."),
        ("about 0.9 miles", "About 30 minutes on foot."),
        ("about 1 mile", "About 30 minutes on foot."),
        ("about 1.5 miles", "About 40 minutes on foot."),
        ("about 1.6 miles", "About 2 miles away."),
        ("about 12 miles", "About 12 miles away."),
    ],
)
def test_how_far_is_told_coarsely(distance: str, says: str) -> None:
    assert on_foot(distance) == says


def test_a_closed_service_is_left_out_and_said_so(open_refer: OpenRefer, listing: MakeListing) -> None:
    refer = open_refer(listing("Shut", status="closed"), listing("Here"))
    facts = facts_of(refer, "shut", "here")
    assert "Shut" not in text(person_sheet(facts))
    assert [(one.name, one.why) for one in left_out(facts)] == [("Shut", CLOSED)]
    with pytest.raises(NavigatorError, match=NOTHING_LEFT):
        person_sheet(facts_of(refer, "shut"))
    with pytest.raises(NavigatorError, match="no service on the list"):
        person_sheet(())
    assert left_out(facts, MOST)[0].id == "shut"


def test_a_meeting_of_workers_is_no_place_to_send_anyone(shipped_refer: Refer) -> None:
    facts = facts_of(shipped_refer, "lewisham-marac", "samaritans")
    assert [(one.id, one.why) for one in left_out(facts)] == [("lewisham-marac", A_MEETING)]
    assert "MARAC" not in text(person_sheet(facts))
    with pytest.raises(NavigatorError, match="nowhere on the list"):
        person_sheet(facts[:1])


def test_an_unclear_one_says_ring_first(open_refer: OpenRefer, listing: MakeListing) -> None:
    phones = [{"number": "020 7946 0001"}]
    refer = open_refer(listing("Maybe", status="unclear", phones=phones), listing("Silent", status="unclear"))
    assert "Ring first." in text(person_sheet(facts_of(refer, "maybe")))
    assert "Ask your worker to check first." in text(person_sheet(facts_of(refer, "silent")))


def test_the_number_of_another_is_named_as_such(shipped_refer: Refer) -> None:
    (found,) = facts_of(shipped_refer, "999-club-gateway")
    first = person_sheet([found]).sections[0]
    assert found.instead is not None
    assert [one.number for one in numbers(first)] == [found.instead.number]
    assert numbers(first)[0].label == f"Ring {found.instead.name}"
    assert "We have no number for this place." in text(person_sheet([found]))


def test_a_secret_address_is_not_told(open_refer: OpenRefer, listing: MakeListing) -> None:
    refer = open_refer(listing("Safe", locations=[CONFIDENTIAL], phones=[{"number": "020 7946 0001"}]))
    sheet = person_sheet(facts_of(refer, "safe"))
    assert fact(sheet.sections[0], "Where") == THEY_WILL_TELL
    assert "Rose House" not in text(sheet)


def test_a_note_stays_with_the_worker_and_an_appointment_is_filled_in(
    open_refer: OpenRefer, listing: MakeListing
) -> None:
    refer = open_refer(listing("Here"))
    sheet = person_sheet(refer.read([Stop("here", "Here", "she is frightened", datetime(2026, 11, 26, 14, 30))]))  # noqa: DTZ001 - London's
    assert "frightened" not in text(sheet)
    (room,) = (block for block in all_blocks(sheet) if isinstance(block, Fill) and block.label == APPOINTMENT)
    assert room.text == "Thursday 26 November 2026 at 2.30pm"


def test_coming_after_a_drink_is_answered_only_where_their_rules_do(
    open_refer: OpenRefer, listing: MakeListing
) -> None:
    def rule(kind: str, strength: str, *values: str) -> list[dict[str, object]]:
        return [{"facet": "substance-use", "rule": kind, "strength": strength, "values": list(values), "source": 1}]

    refer = open_refer(
        listing("Dry", eligibility=rule("requires", "hard", "abstinent")),
        listing("Argued", eligibility=rule("excludes", "contested", "alcohol-current")),
        listing("Open", dual_diagnosis={"stance": "accepts", "note": "Both.", "source": 1}),
        listing("Quiet"),
    )
    told = [
        fact(person_sheet([one]).sections[0], AFTER_USE) for one in facts_of(refer, "dry", "argued", "open", "quiet")
    ]
    assert told[0].startswith("This place is for people who are not drinking or using now.")
    assert told[1].startswith("They may ask you about it. You can still ask for help.")
    assert told[2].startswith("They see people who drink or use drugs.")
    assert told[3] == ASK_THEM


def test_times_of_a_bank_holiday_are_told_by_its_date(open_refer: OpenRefer, listing: MakeListing) -> None:
    hours = {"opening_hours": "Mo-Fr 09:00-17:00", "source": 1}
    refer = open_refer(listing("Here", hours=hours), at=datetime(2026, 12, 21, 10))  # noqa: DTZ001 - London's
    told = fact(person_sheet(facts_of(refer, "here")).sections[0], "When")
    assert "Friday 25 December is a bank holiday: ask first." in told
    assert "Monday to Thursday: 9am to 5pm." in told


@given(st.text(max_size=300))
def test_a_sentence_is_said_whole_or_not_at_all(words: str) -> None:
    whole = " ".join(words.split())
    for sentence in plain(words):
        assert sentence in whole or sentence.removesuffix(".") in whole


def test_notes_about_pages_are_left_to_the_worker() -> None:
    assert clauses("Freephone, from an older page") == ("Freephone",)
    assert clauses("Hospital switchboard, not the cafe; confirm before use; page from 2014") == (
        "Hospital switchboard, not the cafe",
    )
    assert unbracketed("Peckham housing office (page from 2016, confirm before use)") == "Peckham housing office"
    assert unbracketed("London Friend (Monday drop-in)") == "London Friend (Monday drop-in)"


def test_there_are_words_for_every_need_and_kind_of_help(shipped_refer: Refer) -> None:
    (one,) = facts_of(shipped_refer, "samaritans")
    sayings = read_sayings()
    assert sayings.needs.keys() == set(one.vocabulary.codes("need"))
    assert sayings.happens.keys() <= set(one.vocabulary.codes("type"))
    assert set(one.vocabulary.codes("type")) - sayings.happens.keys() == {"drop-in", "panel"}
    assert sayings.asks.keys() | {"self", "drop-in"} == set(one.vocabulary.codes("route"))
    assert sayings.delivery.keys() <= set(one.vocabulary.codes("delivery"))
