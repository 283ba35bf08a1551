"""What is known before a check, the day of the next one, and what is noted and told of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.find.hours import london_now
from navigator.find.wording import plain_date
from navigator.listings.changes.editor import Author
from navigator.listings.checks.course import course
from navigator.listings.checks.due_days import DueDays
from navigator.listings.checks.found import Found, Method, Topic
from navigator.listings.checks.noting import note_check, note_run, note_tries
from navigator.listings.listings import Listings
from navigator.listings.past.undoing import undo
from navigator.listings.to_check import to_check
from navigator.refer.experience import Experience
from navigator.refer.outcomes import What

KB = Author("KB")
CRISIS = "slam-crisis-line"
UNCLEAR = "certitude-harbour-crisis-cafe-lewisham"
NO_NUMBER = "mosaic-evening-sanctuary"
TODAY = london_now().date()


@pytest.fixture
def listings(store: Store) -> Iterator[Listings]:
    with closing(store.connect()) as connection:
        yield Listings(connection, Experience(store.folder))


def anew(store: Store) -> Listings:
    return Listings(store.connect(), Experience(store.folder))


def found(method: Method, *groups: Topic, next_due: date | None = None) -> Found:
    return Found(method, frozenset(groups), next_due=next_due)


@pytest.mark.parametrize(
    ("checks", "then"),
    [
        ([], found("phone", "all")),
        ([], found("phone", "hours")),
        ([], found("website", "all")),
        ([(60, found("phone", "all"))], found("phone", "hours")),
        ([(60, found("phone", "all", next_due=TODAY + timedelta(9)))], found("visit", "rules")),
        ([(10, found("phone", "runs"))], found("email", "all")),
    ],
)
def test_the_usual_day_is_the_one_that_follows_once_it_is_noted(
    store: Store, checks: list[tuple[int, Found]], then: Found
) -> None:
    for ago, was in checks:
        note_check(store, CRISIS, was, KB, TODAY - timedelta(ago))
    listings = anew(store)
    usual = to_check(listings, CRISIS).next.usual(then, TODAY)
    note_check(store, CRISIS, then, KB, TODAY)
    with closing(store.connect()) as connection:
        (key,) = connection.execute("SELECT key FROM service WHERE id = ?", (CRISIS,)).fetchone()
        assert DueDays(connection, TODAY).lapses[key].due_on == usual.isoformat()
    listings.connection.close()


def test_the_next_check_is_told_in_words(listings: Listings) -> None:
    following, on = to_check(listings, CRISIS).next, date(2026, 11, 23)
    whole = "In 3 months, on 23 February 2027. Every 3 months is usual: a crisis service."
    assert following.says(found("phone", "all"), on) == whole
    assert following.says(found("phone", "hours"), on).startswith("In 2 months, on 23 January 2027.")


def test_nobody_elses_line_is_rung_about_a_listing_without_a_number(listings: Listings) -> None:
    assert to_check(listings, CRISIS).has_number
    asked = to_check(listings, NO_NUMBER)
    assert listings.run(NO_NUMBER).ring[1].kind == "phone", "a person would be given a helpline"
    assert not asked.rings
    assert [part.kind for part in asked.ring] == ["text", "web"]


def test_what_was_reported_wrong_is_told_before_a_check_and_forgotten_after_it(store: Store) -> None:
    Experience(store.folder).record(CRISIS, What("wrong", "phone"), TODAY)
    listings = anew(store)
    assert to_check(listings, CRISIS).reported == "Reported wrong: phone."
    noted = note_check(store, CRISIS, found("phone", "contacts", "hours"), KB, TODAY)
    name = listings.listing(CRISIS).name
    assert noted.says == f"{name}: checked by phone. Confirmed: how to reach it and opening hours."
    assert to_check(listings, CRISIS).reported == ""
    listings.connection.close()


@pytest.mark.parametrize(
    ("then", "left"),
    [
        (found("phone", "hours"), "phone, who it takes, it has closed, something else"),
        (found("phone", "contacts", "runs"), "who it takes, something else"),
        (found("phone", "all"), ""),
        (found("website", "all"), "it has closed"),
    ],
)
def test_what_was_reported_wrong_is_forgotten_only_where_that_was_confirmed(
    then: Found, left: str, store: Store
) -> None:
    for field in ("phone", "who", "closed", "other"):
        Experience(store.folder).record(CRISIS, What("wrong", field), TODAY)
    says = note_check(store, CRISIS, then, KB, TODAY).says
    assert says.endswith(f"Still reported wrong: {left}.") if left else "reported" not in says
    listings = anew(store)
    assert to_check(listings, CRISIS).reported == (f"Reported wrong: {left}." if left else "")
    listings.connection.close()


def test_what_they_said_has_changed_is_no_longer_a_report(store: Store, listings: Listings) -> None:
    for field in ("phone", "hours", "who"):
        Experience(store.folder).record(CRISIS, What("wrong", field), TODAY)
    Experience(store.folder).record(CRISIS, What("wrong", "closed"), TODAY)
    run = listings.run(CRISIS).answered("phones.1", "changed").answered("status", "changed").answered("hours", "yes")
    assert note_run(store, run, "phone", KB, TODAY).says.endswith("Still reported wrong: who it takes.")


def test_a_check_that_was_noted_is_told_though_the_report_cannot_be_forgotten(store: Store) -> None:
    store.folder.mkdir(exist_ok=True)
    (store.folder / "experience.sqlite").write_bytes(b"no database" * 100)
    noted = note_check(store, CRISIS, found("phone", "all"), KB, TODAY)
    assert noted.saved is not None
    assert noted.unsettled.failed
    assert f"What was reported wrong is still there. {noted.unsettled.failed}" in noted.says


def test_what_a_check_settled_is_reported_again_once_it_is_undone(store: Store) -> None:
    for field in ("phone", "hours"):
        Experience(store.folder).record(CRISIS, What("wrong", field), TODAY)
    first = note_check(store, CRISIS, found("phone", "contacts"), KB, TODAY - timedelta(1))
    second = note_check(store, CRISIS, found("phone", "all"), KB, TODAY)
    undo(store, second.batch, KB)
    assert Experience(store.folder).met(CRISIS).wrong == ("hours",), "the other check stands"
    undo(store, first.batch, KB)
    assert Experience(store.folder).met(CRISIS).wrong == ("phone", "hours")
    with pytest.raises(NavigatorError, match="taken back already"):
        undo(store, first.batch, KB)
    assert Experience(store.folder).met(CRISIS).wrong == ("phone", "hours")


def test_a_check_is_not_undone_where_what_it_settled_cannot_be_put_back(store: Store) -> None:
    Experience(store.folder).record(CRISIS, What("wrong", "phone"), TODAY)
    noted = note_check(store, CRISIS, found("phone", "all"), KB, TODAY)
    file = store.folder / "experience.sqlite"
    kept = file.read_bytes()
    file.write_bytes(b"no database" * 100)
    with pytest.raises(NavigatorError, match="Nothing was undone, since what was reported wrong"):
        undo(store, noted.batch, KB)
    file.write_bytes(kept)
    undo(store, noted.batch, KB)
    assert Experience(store.folder).met(CRISIS).wrong == ("phone",)


def test_one_call_that_nobody_answers_is_one_try_for_each_and_one_batch(store: Store) -> None:
    ids = (CRISIS, UNCLEAR)
    tries = [note_tries(store, ids, KB, TODAY - timedelta(day)) for day in (2, 1, 0)]
    assert [noted.unclear for noted in tries] == [(), (), (CRISIS,)]
    assert len({noted.batch for noted in tries}) == 3
    assert "Now unclear: " in tries[-1].says
    listings = anew(store)
    told = to_check(listings, CRISIS)
    assert (told.status, told.tries.count) == ("unclear", 3)
    assert told.one_more_try == "This is try 4. The listing is unclear already."
    again = note_check(store, CRISIS, found("phone", "runs"), KB, TODAY)
    assert again.says.endswith("Its listing says again that it runs.")
    listings.connection.close()


def test_the_third_try_says_that_it_makes_the_listing_unclear(store: Store) -> None:
    note_tries(store, (CRISIS,), KB, TODAY)
    assert note_tries(store, (CRISIS,), KB, TODAY).says.endswith("Try 3 makes it unclear.")
    listings = anew(store)
    assert to_check(listings, CRISIS).one_more_try == "This is try 3: the listing becomes unclear, and says so."
    listings.connection.close()


def test_a_try_of_another_day_says_so_and_no_unclear_listing_becomes_so(store: Store) -> None:
    day = TODAY - timedelta(1)
    says = note_tries(store, (UNCLEAR,), KB, day).says
    assert f"nobody answered on {plain_date(day.isoformat())}, try 1" in says
    assert "makes it unclear" not in says


def test_a_run_through_tells_what_came_of_it(store: Store, listings: Listings) -> None:
    run = listings.run(CRISIS)
    nothing = note_run(store, run.answered("hours", "changed"), "phone", KB, TODAY)
    assert (nothing.saved, nothing.batch, nothing.to_edit) == (None, 0, ("hours",))
    assert "no check was noted" in nothing.says
    assert "nobody answered" in note_run(store, run.answered("hours", "no-answer"), "phone", KB, TODAY).says
    done = note_run(store, run.answered("hours", "yes").answered("status", "yes"), "visit", KB, TODAY)
    assert done.says == f"{run.name}: checked by a visit. Confirmed: that it runs and opening hours."


def test_a_listing_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(NavigatorError, match="no listing"):
        note_tries(store, ("nowhere",), KB, TODAY)


def test_the_course_keeps_its_order_and_knows_what_one_call_covers(listings: Listings) -> None:
    ids = ("lambeth-crisis-outreach-service", "gone", CRISIS, NO_NUMBER, CRISIS)
    stops = course(listings.connection, ids)
    assert [stop.id for stop in stops] == ["lambeth-crisis-outreach-service", CRISIS, NO_NUMBER]
    assert stops[0].call == stops[1].call
    assert [stop.number for stop in stops] == ["0800 731 2864", "0800 731 2864", ""]
