"""Two directories that grew apart: what differs, who changed it, and taking what somebody accepted."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from navigator.directory import Store
from navigator.directory.backups import backups
from navigator.errors import NavigatorError
from navigator.listings.care.doctor import check_up
from navigator.listings.changes.editor import NOBODY, Edit, Editor
from navigator.listings.changes.history import fields_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.copies.differences import Comparison, compare_file, newer_shipped
from navigator.listings.copies.pasts import Past, compiled_later, who_changed
from navigator.listings.copies.sending import send_copy
from navigator.listings.copies.taking import TipsOf, everything, take, take_tips, take_with_tips
from navigator.listings.past.undoing import undo as undo_any
from navigator.listings.past.undoing import undo_whole as undo
from navigator.refer.experience import Experience
from tests.listings.bare import bare_store
from tests.listings.small import listing
from tests.listings.three import changed, history, now_there

ON = date(2026, 11, 23)
OPEN = {"address_1": "12 Quay Street", "postal_code": "SE5 8AF"}
HIDDEN = {"confidential": True}


@dataclass(frozen=True)
class Two:
    """Ours, a colleague's that began as the same, and a clock that goes a day on with every change."""

    ours: Store
    theirs: Store
    path: Path
    days: list[int]

    def editor(self, store: Store) -> Editor:
        self.days.append(0)
        return Editor(store, lambda: datetime(2026, 10, len(self.days), tzinfo=UTC))

    def edit(self, store: Store, listing_id: str = "cove", **facts: Any) -> None:
        assert self.editor(store).save([Edit(changed(store, listing_id, **facts))]) is not None

    def compare(self) -> Comparison:
        send_copy(self.theirs, self.path, {}, ON)
        return compare_file(self.ours, self.path, ON)

    def one(self, listing_id: str = "cove") -> Any:
        return next(one for one in self.compare().differences if one.id == listing_id)

    def take(self, **sides: Any) -> Any:
        comparison = self.compare()
        return take(self.editor(self.ours), comparison, {"cove": sides})


@pytest.fixture
def two(tmp_path: Path) -> Two:
    forms = [listing("cove", locations=[OPEN]), listing("dock")]
    return Two(bare_store(tmp_path / "a", forms), bare_store(tmp_path / "b", forms), tmp_path / "copy.sqlite", [])


def test_the_same_directory_does_not_differ(two: Two) -> None:
    assert two.compare().counts == {"same": 2}
    assert not two.ours.own.exists()


def test_what_only_they_changed_is_theirs_and_what_only_we_changed_stays(two: Two) -> None:
    two.edit(two.theirs, description="Theirs.")
    two.edit(two.ours, email="a@example.org")
    found = {one.field: (one.by, one.default) for one in two.one().fields}
    assert found == {"description": ("there", "theirs"), "email": ("here", "ours")}

    taken = two.take()

    now = now_there(two.ours)
    assert (now.description, now.email) == ("Theirs.", "a@example.org")
    assert taken.saved.ids == ("cove",)
    assert (history(two.ours)[0].kind, history(two.ours)[0].after) == ("update", {"description": "Theirs."})
    assert [backup.why for backup in backups(two.ours)][:1] == ["before-taking-over"]


def test_a_field_that_both_changed_is_never_decided_by_itself(two: Two) -> None:
    two.edit(two.theirs, description="Theirs.")
    two.edit(two.ours, description="Ours.")
    assert two.one().conflicts == ("description",)
    assert everything(two.compare()) == {}
    with pytest.raises(NavigatorError, match="Decide whose to take for 'Cove': description"):
        two.take()
    two.take(description="theirs")
    assert now_there(two.ours).description == "Theirs."


def test_what_was_taken_is_the_common_past_of_what_comes_next(two: Two) -> None:
    two.edit(two.theirs, description="One.")
    two.take()
    assert two.compare().counts == {"same": 2}
    two.edit(two.theirs, description="Two.")
    assert two.one().fields[0].by == "there"
    two.take()
    two.edit(two.ours, description="Three.")
    assert two.one().fields[0].by == "here"


def test_it_is_undone_as_one_with_new_listings_and_checks(two: Two) -> None:
    before = fields_of(now_there(two.ours))
    two.edit(two.theirs, description="Theirs.")
    verify(two.theirs, "dock", Found("visit", frozenset({"hours"}), "Open late."), NOBODY, date(2026, 11, 1))
    add(two.theirs, "quay")
    comparison = two.compare()
    kinds = {"cove": "changed", "dock": "checked", "quay": "new"}
    assert {one.id: one.kind for one in comparison.differences} == kinds

    taken = take(two.editor(two.ours), comparison, everything(comparison))
    assert (taken.saved is not None, taken.checks) == (True, 1)
    assert now_there(two.ours, "quay").name == "Quay"
    assert two.compare().counts == {"same": 3}
    assert len(history(two.ours, "dock")) == 1
    batch = history(two.ours)[0].batch

    undo(two.editor(two.ours), batch)
    assert fields_of(now_there(two.ours)) == before
    assert {one.id: one.kind for one in two.compare().differences} == kinds
    assert check_up(two.ours).ok
    with pytest.raises(NavigatorError, match=r"changed since|taken back already"):
        undo(two.editor(two.ours), batch)
    comparison = two.compare()
    take(two.editor(two.ours), comparison, {"quay": {}, "dock": {}})
    assert now_there(two.ours, "quay").name == "Quay"


def test_that_it_was_undone_is_undone_too_but_for_checks(two: Two) -> None:
    two.edit(two.theirs, description="Theirs.")
    add(two.theirs, "quay")
    comparison = two.compare()
    taken = take(two.editor(two.ours), comparison, everything(comparison))
    assert taken.saved is not None
    undone = undo(two.editor(two.ours), taken.saved.batch)
    undo(two.editor(two.ours), undone.batch)
    assert two.compare().counts == {"same": 3}
    assert check_up(two.ours).ok

    two.edit(two.theirs, "dock", description="Theirs too.")
    verify(two.theirs, "dock", Found("visit", frozenset({"hours"})), NOBODY, date(2026, 11, 1))
    comparison = two.compare()
    taken = take(two.editor(two.ours), comparison, everything(comparison))
    assert taken.saved is not None
    assert taken.checks == 1
    undone = undo(two.editor(two.ours), taken.saved.batch)
    with pytest.raises(NavigatorError, match="taken back already"):
        undo(two.editor(two.ours), undone.batch)
    with pytest.raises(NavigatorError, match="taken back already"):
        undo_any(two.ours, undone.batch)


def test_what_was_changed_since_is_not_undone(two: Two) -> None:
    two.edit(two.theirs, description="Theirs.")
    batch = two.take().saved.batch
    two.edit(two.ours, description="Ours.")
    with pytest.raises(NavigatorError, match="was changed since"):
        undo(two.editor(two.ours), batch)
    assert now_there(two.ours).description == "Ours."


def add(store: Store, listing_id: str, **facts: Any) -> None:
    from navigator.directory.labels import read_labels
    from navigator.directory.write import add_listings

    with closing(store.connect()) as connection:
        vocabulary = read_labels(connection)
    with store.change() as session:
        add_listings(session, [listing(listing_id, **facts)], vocabulary)


def test_a_listing_they_lack_stays(two: Two) -> None:
    add(two.ours, "quay")
    assert two.one("quay").kind == "gone"
    comparison = two.compare()
    with pytest.raises(NavigatorError, match="nothing to take of 'Quay'"):
        take(two.editor(two.ours), comparison, {"quay": {}})


def test_a_closed_service_is_never_opened_by_itself(two: Two) -> None:
    two.edit(two.ours, status="closed")
    two.edit(two.theirs, status="unclear")
    two.edit(two.theirs, status="closed")
    two.edit(two.theirs, status="active")
    assert two.one().conflicts == ("status",)
    two.take(status="ours")
    assert now_there(two.ours).status == "closed"
    two.take(status="theirs")
    assert now_there(two.ours).status == "active"


def test_a_confidential_place_stays_confidential(two: Two) -> None:
    two.edit(two.ours, locations=[HIDDEN])
    two.edit(two.theirs, locations=[OPEN, {"address_1": "14 Quay Street"}])
    comparison = two.compare()
    assert "Quay Street" not in repr(comparison)
    two.take(locations="theirs")
    assert all(place.confidential for place in now_there(two.ours).locations)


def test_a_place_that_becomes_confidential_is_to_be_purged(two: Two) -> None:
    two.edit(two.theirs, locations=[HIDDEN])
    found = two.one().fields[0]
    assert (found.default, found.why) == ("theirs", "They keep an address of it confidential.")
    assert two.take().purge == (("cove", 1),)


def test_what_we_checked_after_they_changed_it_is_kept(two: Two) -> None:
    two.edit(two.theirs, description="Theirs.")
    verify(two.ours, "cove", Found("phone", frozenset({"rules"})), NOBODY, date(2026, 11, 20))
    found = two.one().fields[0]
    assert (found.default, found.why) == ("ours", "You checked it on 20 November 2026, after they changed it.")
    assert two.take().saved is None


def test_what_they_checked_after_we_changed_it_is_for_somebody_to_decide(two: Two) -> None:
    two.edit(two.ours, description="Ours.")
    verify(two.theirs, "cove", Found("phone", frozenset({"all"})), NOBODY, date(2026, 11, 20))
    assert two.one().conflicts == ("description",)
    taken = two.take(description="ours")
    assert taken.checks == 1
    with closing(two.ours.connect()) as connection:
        assert connection.execute("SELECT confirmed FROM verification").fetchall() == [("runs contacts hours",)]


def test_facts_keep_their_pages_when_some_stay_ours(two: Two) -> None:
    rule = {"facet": "other", "rule": "requires", "strength": "hard", "note": "A passport."}
    page = {"number": 2, "title": "Our page", "page_date": "2025-01"}
    there = {"number": 2, "title": "Their other page", "page_date": "2026-01"}
    first = {"number": 1, "title": "Its page", "page_date": "2024-06"}
    two.edit(two.ours, sources=[first, page], hours={"note": "Mornings.", "source": 2})
    two.edit(two.theirs, sources=[first | {"page_date": "2026-02"}, there], eligibility=[rule | {"source": 2}])
    two.take()
    now = now_there(two.ours)
    pages = {source.number: (source.title, source.page_date) for source in now.sources}
    assert pages[now.hours.source or 0] == ("Our page", "2025-01")
    assert pages[now.eligibility[0].source] == ("Their other page", "2026-01")
    assert ("Its page", "2026-02") in pages.values()


def test_taking_all_of_theirs_gives_theirs(two: Two) -> None:
    sources = [{"number": 1, "title": "New", "page_date": "2026-01"}]
    hours = {"note": "Late.", "source": 1}
    two.edit(two.theirs, sources=sources, hours=hours, name="The Cove", phones=[{"number": "1"}])
    two.take()
    assert now_there(two.ours) == now_there(two.theirs)


def test_a_listing_changed_since_the_comparison_is_not_written_over(two: Two) -> None:
    two.edit(two.theirs, description="Theirs.")
    comparison = two.compare()
    two.edit(two.ours, email="a@example.org")
    with pytest.raises(NavigatorError, match="was changed since you compared"):
        take(two.editor(two.ours), comparison, {"cove": {}})


def test_organizations_come_with_their_listings(two: Two, tmp_path: Path) -> None:
    other = bare_store(tmp_path / "c", [listing("quay", organization="Pier")])
    send_copy(other, two.path, {}, ON)
    comparison = compare_file(two.ours, two.path, ON)
    take(two.editor(two.ours), comparison, everything(comparison))
    assert now_there(two.ours, "quay").organization == "Pier"
    assert check_up(two.ours).ok


@dataclass(frozen=True)
class Tip:
    text: str
    day: date


class Tips:
    """The user's own tips, in memory."""

    def __init__(self) -> None:
        self.left = [("cove", "Ring early.", ON, True)]

    def tips(self, service_id: str, today: date) -> tuple[Tip, ...]:
        return tuple(Tip(text, day) for service, text, day, _ in self.left if service == service_id and day <= today)

    def leave(self, service_id: str, text: str, on: date, *, local: bool = True) -> None:
        self.left.append((service_id, text, on, local))


def test_tips_come_once(two: Two) -> None:
    sent = {"cove": [Tip("Ring early.", ON), Tip("Use the side door.", ON)], "dock": [Tip("Closed at noon.", ON)]}
    send_copy(two.theirs, two.path, sent, ON)
    comparison, tips = compare_file(two.ours, two.path, ON), Tips()
    assert "side door" not in repr(comparison)
    assert take_tips(comparison, ["cove"], tips, ON) == 1
    assert take_tips(comparison, ["cove"], tips, ON) == 0
    assert tips.left[1:] == [("cove", "Use the side door.", ON, False)]


@pytest.mark.parametrize(("tips_of", "kept"), [("nothing", 0), ("accepted", 1), ("here", 2)])
def test_tips_come_with_what_was_accepted_or_for_all_that_is_here(two: Two, tips_of: TipsOf, kept: int) -> None:
    two.edit(two.ours, "cove", description="Ours.")
    two.edit(two.theirs, "cove", description="Theirs.")
    two.edit(two.theirs, "dock", description="Theirs.")
    send_copy(two.theirs, two.path, {"cove": [Tip("Side door.", ON)], "dock": [Tip("Closed at noon.", ON)]}, ON)
    comparison = compare_file(two.ours, two.path, ON)
    choices = everything(comparison)
    assert set(choices) == {"dock"}, "who of both changed cove is still to be decided"
    assert take_with_tips(two.ours, NOBODY, comparison, choices, tips_of).tips == kept
    assert len(Experience(two.ours.folder).tips("cove", ON)) == (tips_of == "here")


def compiled(store: Store, day: str) -> None:
    with closing(sqlite3.connect(store.shipped)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO directory_fact VALUES ('compiled', ?)", (day,))


def test_a_newer_shipped_directory_is_offered_once(two: Two, tmp_path: Path) -> None:
    compiled(two.ours, "2026-01-01")
    two.edit(two.ours, email="a@example.org")
    assert newer_shipped(two.ours) == ""
    newer = bare_store(tmp_path / "c", [listing("cove", description="Newer.", email="b@example.org", locations=[OPEN])])
    compiled(newer, "2026-06-01")
    with closing(sqlite3.connect(newer.shipped)) as connection, connection:
        connection.execute(
            "INSERT INTO taxonomy_term SELECT taxonomy, 'brand-new', 9999, 'New', description, also, near "
            "FROM taxonomy_term WHERE taxonomy = 'need' LIMIT 1"
        )
        connection.execute("INSERT INTO attribute VALUES (1, 'need', 'brand-new', 9)")
    two.ours.shipped.write_bytes(newer.shipped.read_bytes())

    assert newer_shipped(two.ours) == "2026-06-01"
    comparison = compare_file(two.ours, two.ours.shipped, ON)
    cove = comparison.differences[0]
    assert {one.field: one.by for one in cove.fields} == {"description": "there", "email": "both", "needs": "there"}
    take(two.editor(two.ours), comparison, {"cove": {"email": "ours"}})
    now = now_there(two.ours)
    assert (now.description, now.email, now.needs[-1]) == ("Newer.", "a@example.org", "brand-new")
    assert newer_shipped(two.ours) == ""


SENT: dict[str, bytes] = {}


def sent(two: Two) -> bytes:
    """A copy of theirs, made once for all tests that spoil one."""
    if "copy" not in SENT:
        send_copy(two.theirs, two.path, {}, ON)
        SENT["copy"] = two.path.read_bytes()
    return SENT["copy"]


SPOILED: dict[str, tuple[str, str]] = {
    "a trigger of theirs": (
        "CREATE TRIGGER evil AFTER INSERT ON change BEGIN DELETE FROM service; END",
        "does not hold what",
    ),
    "a view in place of a table": (
        "ALTER TABLE stance RENAME TO old; CREATE VIEW stance AS SELECT * FROM old",
        "does not hold what",
    ),
    "another trigger under a known name": (
        "DROP TRIGGER search_entry_added; CREATE TRIGGER search_entry_added AFTER INSERT ON change BEGIN SELECT 1; END",
        "does not hold what",
    ),
    "a table of theirs": ("CREATE TABLE more (a)", "does not hold what"),
    "a table that is missing": ("DROP TABLE change", "does not hold what"),
    "keys that lead nowhere": ("DELETE FROM organization", "is damaged"),
    "a newer form": ("PRAGMA user_version = 99", "newer Navigator"),
    "no mark": ("PRAGMA application_id = 1", "is not a Navigator directory"),
    "history that is no JSON": (
        """UPDATE service SET description = 'x' WHERE id = 'cove';
        INSERT INTO change VALUES (NULL, 'cove', 'edit', '2026', NULL, NULL, 1, '{', '[[')""",
        "is damaged",
    ),
    "a text that is none": ("UPDATE service SET name = CAST(x'ff' AS TEXT)", "is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_a_file_that_is_not_as_made_is_refused_in_a_sentence(two: Two, what: str) -> None:
    two.path.write_bytes(sent(two))
    script, says = SPOILED[what]
    with closing(sqlite3.connect(two.path)) as connection:
        connection.executescript(script)
    before = two.path.read_bytes()
    with pytest.raises(NavigatorError, match=says):
        compare_file(two.ours, two.path, ON)
    assert two.path.read_bytes() == before
    assert not two.ours.own.exists()


@pytest.mark.parametrize("size", [0, 10, 5000, -5000])
def test_a_file_that_is_cut_short_is_refused(two: Two, size: int) -> None:
    two.path.write_bytes(sent(two)[:size])
    with pytest.raises(NavigatorError, match=r"is damaged|is not a Navigator directory|does not hold what"):
        compare_file(two.ours, two.path, ON)


def test_a_file_that_is_not_there_or_is_our_own_is_refused(two: Two) -> None:
    with pytest.raises(NavigatorError, match="no file at"):
        compare_file(two.ours, two.path, ON)
    two.edit(two.ours, email="a@example.org")
    with pytest.raises(NavigatorError, match="your own directory"):
        compare_file(two.ours, two.ours.own, ON)


LISTINGS: dict[str, tuple[str, str]] = {
    "a word we lack": (
        """INSERT INTO taxonomy_term SELECT taxonomy, 'spying', 999, 'Spying', description, also, near
        FROM taxonomy_term WHERE taxonomy = 'need' LIMIT 1;
        INSERT INTO attribute SELECT key, 'need', 'spying', 9 FROM service WHERE id = 'cove'""",
        "needs: 'spying' is not a known need",
    ),
    "a confidential place with an address": (
        "UPDATE location SET confidential = 1, latitude = NULL, longitude = NULL",
        "a confidential place must have no street address",
    ),
    "a letter that cannot be seen": ("UPDATE service SET name = 'a' || char(7) WHERE id = 'cove'", "control character"),
    "an id that is none": ("UPDATE service SET id = '../x' WHERE id = 'cove'", "id: only small"),
    "a text that is empty": ("UPDATE service SET description = ' ' WHERE id = 'cove'", "description: it is empty"),
}  # fmt: skip


@pytest.mark.parametrize("what", LISTINGS)
def test_a_listing_out_of_form_is_refused_by_name_and_the_others_are_not(two: Two, what: str) -> None:
    two.path.write_bytes(sent(two))
    script, says = LISTINGS[what]
    with closing(sqlite3.connect(two.path)) as connection:
        connection.executescript(script)
    comparison = compare_file(two.ours, two.path, ON)
    (refused,) = comparison.of("refused")
    assert says in refused.why
    assert comparison.of("same")[0].id == "dock"
    with pytest.raises(NavigatorError, match="There is nothing to take"):
        take(two.editor(two.ours), comparison, {refused.id: {}})


def test_checks_that_navigator_would_not_have_kept_are_left_out(two: Two) -> None:
    verify(two.theirs, "cove", Found("phone", frozenset({"all"})), NOBODY, date(2026, 11, 1))
    send_copy(two.theirs, two.path, {}, ON)
    with closing(sqlite3.connect(two.path)) as connection, connection:
        for day, confirmed, note in (("2027-01-01", "all", ""), ("never", "all", ""), ("2026-11-02", "everything", "")):
            row = day, confirmed, note
            connection.execute("INSERT INTO verification VALUES (NULL, 1, ?, 'phone', ?, ?, NULL, NULL)", row)
    (cove,) = compare_file(two.ours, two.path, ON).of("checked")
    assert [check.checked_on for check in cove.checks] == ["2026-11-01"]


@pytest.mark.parametrize(
    ("ours", "theirs", "by"),
    [
        ("a", "ab", "there"),
        ("ab", "a", "here"),
        ("ab", "ac", "both"),
        ("a", "b", "unknown"),
        ("abc", "ab", "here"),
        ("ab", "acbd", "there"),
    ],
)
def test_whoever_moved_on_from_what_the_other_has_changed_it(ours: str, theirs: str, by: str) -> None:
    assert who_changed(Past(tuple(ours)), Past(tuple(theirs))) == by


def test_going_back_is_a_change_too() -> None:
    assert who_changed(Past(("a", "b", "a"), "2026-02"), Past(("a", "b"), "2026-01")) == "here"
    assert who_changed(Past(("a", "b", "a"), "2026-01"), Past(("a", "b"), "2026-02")) == "there"
    assert who_changed(Past(("a", "b", "a"), "2026-01"), Past(("a", "b"), "2026-01")) == "both"


def test_a_later_edition_changed_what_the_earlier_began_with() -> None:
    assert who_changed(*compiled_later(Past(("a",)), Past(("b",)), ("2025", "2026"))) == "there"
    assert who_changed(*compiled_later(Past(("a",)), Past(("b",)), ("2026", "2025"))) == "here"
    assert who_changed(*compiled_later(Past(("a", "c"), "2026"), Past(("b",)), ("2025", "2026"))) == "both"
