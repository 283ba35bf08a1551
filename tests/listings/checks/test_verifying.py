from contextlib import closing
from datetime import date, datetime

import pytest

from navigator.directory import Listing, Store, read_listing
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.find import Filters, Search
from navigator.find.line import line
from navigator.find.sheet import sheet
from navigator.listings.changes.editor import Author, Saved
from navigator.listings.checks.found import TRIES, Found, Method, Topic, Tries, tries
from navigator.listings.checks.run_through import RunThrough, facts_to_confirm, finish, run_through
from navigator.listings.checks.verifying import no_answer, verify
from navigator.listings.past.undoing import undo
from tests.listings.three import history, read

TODAY = date(2026, 11, 23)
KB = Author("KB", "rang round")
CRISIS = "slam-crisis-line"
UNCLEAR = "bench-outreach-housing-first"


def found(method: Method = "phone", *confirmed: Topic) -> Found:
    return Found(method, frozenset(confirmed or ("hours",)))


def tried(store: Store) -> Tries:
    with closing(store.connect()) as connection:
        return tries(connection, CRISIS)


def try_it(store: Store, times: int) -> list[Saved]:
    return [no_answer(store, CRISIS, KB, date(2026, 11, day)) for day in range(1, times + 1)]


def told(store: Store, service_id: str = CRISIS) -> tuple[str, ...]:
    with closing(store.connect()) as connection:
        parts = sheet(read(store, service_id), read_labels(connection), at=datetime(2026, 11, 23, 12))  # noqa: DTZ001
    return next(section.lines for section in parts.sections if section.code == "checked")


def in_list(store: Store) -> str:
    with closing(store.connect()) as connection:
        search = Search(connection, datetime(2026, 11, 23, 12))  # noqa: DTZ001
        (result,) = (one for one in search.first("mental health crisis line").results if one.id == CRISIS)
        return line(result, read_labels(connection), today=TODAY).checked


def checked_lately(store: Store) -> set[str]:
    with closing(store.connect()) as connection:
        return {one.id for one in Search(connection).first("", Filters(checked=1, silent=False)).results}


def test_a_check_changes_nothing_that_the_listing_says(store: Store) -> None:
    before = read(store, CRISIS)
    saved = verify(store, CRISIS, Found("phone", frozenset({"hours", "rules"}), " Ask for Sam's desk. "), KB, TODAY)
    after = read(store, CRISIS)
    (check,) = after.verifications
    assert (check.checked_on, check.method, check.confirmed, check.note) == (
        "2026-11-23", "phone", "hours rules", "Ask for Sam's desk.",
    )  # fmt: skip
    assert saved.ids == (CRISIS,)
    assert [getattr(after, name) for name in Listing.__slots__ if name != "verifications"] == [
        getattr(before, name) for name in Listing.__slots__ if name != "verifications"
    ]
    (change,) = history(store, CRISIS)
    assert (change.kind, change.by, change.why, change.after["method"]) == ("verify", "KB", "rang round", "phone")


def test_a_check_is_found_and_told_at_once(store: Store) -> None:
    verify(store, CRISIS, found("phone", "hours"), KB, TODAY)
    assert in_list(store) == "Checked today"
    assert told(store) == ("23 November 2026, by phone: opening hours. Not confirmed: how to reach it or who it takes",)


def test_a_search_that_is_open_takes_a_check_in(store: Store) -> None:
    no_answer(store, CRISIS, KB, TODAY)
    with closing(store.connect()) as connection:
        search = Search(connection)
        assert not search.first("", Filters(checked=1, silent=False)).results
        verify(store, CRISIS, found(), KB, TODAY)
        assert [one.id for one in search.first("", Filters(checked=1, silent=False)).results] == [CRISIS]


def test_to_read_a_website_is_not_to_ask(store: Store) -> None:
    verify(store, CRISIS, found("website", "contacts", "hours", "rules"), KB, TODAY)
    assert in_list(store) == "Nobody asked them; website read today"
    assert told(store) == (
        "Nobody has checked this with the service.",
        "23 November 2026, on its website, not asked: everything listed",
    )
    assert checked_lately(store) == set()
    verify(store, CRISIS, found("email", "all"), KB, date(2026, 11, 20))
    assert in_list(store) == "Checked 3 days ago; website read today"


@pytest.mark.parametrize(
    ("given", "on"),
    [(Found("phone", frozenset()), TODAY), (Found("phone", frozenset({"all"}), next_due=TODAY), TODAY)],
)
def test_what_cannot_be_a_check_is_refused(store: Store, given: Found, on: date) -> None:
    with pytest.raises(NavigatorError):
        verify(store, CRISIS, given, KB, on)
    with pytest.raises(NavigatorError, match="There is no listing 'nobody'"):
        verify(store, "nobody", found(), KB, on)
    assert history(store, CRISIS) == ()


def test_the_third_try_in_a_row_makes_it_unclear(store: Store) -> None:
    try_it(store, TRIES - 1)
    assert read(store, CRISIS).status == "active"
    assert tried(store).says == "nobody answered 2 times, last on 2 November 2026"
    saved = no_answer(store, CRISIS, KB, date(2026, 11, 3))
    assert read(store, CRISIS).status == "unclear"
    edit, last = history(store, CRISIS)[:2]
    assert edit.batch == last.batch == saved.batch
    assert (last.kind, edit.kind, edit.before, edit.after) == (
        "no-answer", "edit", {"status": "active"}, {"status": "unclear"},
    )  # fmt: skip
    assert edit.why == "Nobody answered in 3 tries: 1 November 2026, 2 November 2026 and 3 November 2026."


def test_a_check_begins_the_count_again_and_a_website_does_not(store: Store) -> None:
    try_it(store, 2)
    verify(store, CRISIS, found("website"), KB, date(2026, 11, 2))
    assert tried(store).count == 2
    check = verify(store, CRISIS, found("visit"), KB, date(2026, 11, 2))
    assert tried(store) == Tries()
    undo(store, check.batch)
    assert tried(store).count == 2


def test_an_undone_try_does_not_count_and_its_status_goes_back(store: Store) -> None:
    *_, third = try_it(store, 3)
    undo(store, third.batch, KB)
    assert (read(store, CRISIS).status, tried(store).count) == ("active", 2)
    with pytest.raises(NavigatorError, match="Nothing was undone"):
        undo(store, third.batch)
    assert read(store, CRISIS).status == "active"


def test_a_check_is_undone_as_it_was_made(store: Store) -> None:
    verify(store, CRISIS, found(), KB, date(2026, 11, 1))
    second = verify(store, CRISIS, found(), KB, TODAY)
    undo(store, second.batch, KB)
    assert [check.checked_on for check in read(store, CRISIS).verifications] == ["2026-11-01"]
    assert [change.kind for change in history(store, CRISIS)] == ["verify"] * 3
    with pytest.raises(NavigatorError, match="taken back already"):
        undo(store, second.batch)


def test_whoever_says_that_it_runs_makes_an_unclear_one_active(store: Store) -> None:
    before = read(store, UNCLEAR).status
    verify(store, UNCLEAR, found("website", "all"), KB, TODAY)
    assert (before, read(store, UNCLEAR).status) == ("unclear", "unclear")
    saved = verify(store, UNCLEAR, found("phone", "runs"), KB, TODAY)
    assert read(store, UNCLEAR).status == "active"
    undo(store, saved.batch)
    assert (read(store, UNCLEAR).status, len(read(store, UNCLEAR).verifications)) == ("unclear", 1)


def test_a_closed_service_stays_closed(store: Store) -> None:
    with closing(store.connect()) as connection:
        (closed,) = connection.execute("SELECT id FROM service WHERE status = 'closed' ORDER BY id").fetchone()
    for day in (1, 2, 3):
        no_answer(store, closed, KB, date(2026, 11, day))
    verify(store, closed, found("phone", "all"), KB, TODAY)
    assert read(store, closed).status == "closed"


def begin(store: Store, service_id: str = CRISIS) -> RunThrough:
    with closing(store.connect()) as connection:
        return run_through(read(store, service_id), read_labels(connection))


def test_nothing_is_ticked_beforehand_and_only_a_yes_is_confirmed(store: Store) -> None:
    run = begin(store)
    assert run.confirmed == frozenset()
    assert run.next == run.facts[0]
    for fact in run.facts:
        if fact.key != "hours":
            run = run.answered(fact.key, "changed" if fact.key == "phones.2" else "yes")
    assert run.next is not None
    assert run.next.key == "hours"
    done = finish(store, run, "phone", KB, TODAY)
    (check,) = read(store, CRISIS).verifications
    assert (check.confirmed, done.to_edit) == ("runs rules", ("phones",))
    assert check.note is not None
    assert check.note.startswith("Also confirmed: 0800 731 2864")


def test_nothing_but_no_answer_is_a_try(store: Store) -> None:
    run = begin(store)
    finish(store, run.answered(run.facts[0].key, "no-answer"), "phone", KB, TODAY)
    assert (read(store, CRISIS).verifications, tried(store).count) == ((), 1)


def test_all_changed_is_no_check(store: Store) -> None:
    run = begin(store).answered("hours", "changed")
    assert finish(store, run, "phone", KB, TODAY).saved is None
    assert not store.own.exists()


def test_every_listing_can_be_gone_through_and_no_confidential_address_is_asked_for(store: Store) -> None:
    with closing(store.connect()) as connection:
        vocabulary = read_labels(connection)
        for (service_id,) in connection.execute("SELECT id FROM service").fetchall():
            listing = read_listing(connection, service_id)
            assert listing is not None
            facts = facts_to_confirm(listing, vocabulary)
            keys = [fact.key for fact in facts]
            assert len(set(keys)) == len(keys)
            assert {fact.group for fact in facts} == {"runs", "contacts", "hours", "rules"}
            assert all(fact.says and fact.ask.endswith("?") for fact in facts)
            hidden = {f"locations.{n}" for n, place in enumerate(listing.locations, 1) if place.confidential}
            assert not hidden & set(keys)
