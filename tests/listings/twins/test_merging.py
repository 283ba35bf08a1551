from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from navigator.directory import Store
from navigator.directory.as_form import form_of
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.find import Search
from navigator.listings.changes.editor import Author, ConflictError, Edit, Editor
from navigator.listings.changes.history import changes_in, changes_of
from navigator.listings.facts import FIELDS
from navigator.listings.twins.comparing import Row, compare
from navigator.listings.twins.duplicates import find_pairs
from navigator.listings.twins.merging import merge, plan
from navigator.listings.twins.uniting import united
from tests.listings.small import listing, store_of
from tests.listings.three import read

KEEP = listing(
    "spring-house",
    "Spring House",
    organization="St Mungo's",
    areas=["Lambeth"],
    how_to_refer="Ring.",
    email="old@example.org",
    phones=[{"number": "020 7946 0018"}],
    locations=[{"address_1": "12 Quay Street", "postal_code": "SE5 8AZ"}],
    hours={"opening_hours": "Mo-Fr 09:00-17:00", "source": 1},
    eligibility=[
        {"facet": "age", "rule": "requires", "strength": "hard", "min": 18, "source": 1},
        {"facet": "housing", "rule": "requires", "strength": "hard", "values": ["rough-sleeping"], "source": 2},
    ],
    links=[{"to": "spring-hse", "kind": "refers-to"}, {"to": "Somebody", "kind": "refers-to"}],
    flexibility={"wait_time": "2 weeks"},
    sources=[
        {"number": 1, "url": "https://a.org", "title": "A", "page_date": "2022"},
        {"number": 2, "title": "Both", "page_date": "2023"},
    ],
)
DROP = listing(
    "spring-hse",
    "St. Mungos Spring Hse",
    alternate_names=["The House", "Spring house"],
    organization="St Mungo's",
    areas=["Lambeth", "Southwark"],
    how_to_refer="Ring, or come to the door between nine and ten.",
    email="new@example.org",
    cost="free",
    phones=[{"number": "+44 20 7946 0018", "note": "Front desk"}, {"number": "020 7946 0019"}],
    locations=[{"name": "Hall", "postal_code": "se5 8az", "accessibility": ["lift"]}],
    hours={"opening_hours": "Mo-Fr 10:00-16:00", "source": 2},
    eligibility=[
        {"facet": "age", "rule": "requires", "strength": "hard", "min": 21, "source": 2},
        {"facet": "housing", "rule": "requires", "strength": "hard", "values": ["rough-sleeping"], "source": 1},
        {"facet": "gender", "rule": "requires", "strength": "hard", "values": ["woman"], "source": 2},
    ],
    links=[{"to": "spring-house", "kind": "joint-working"}, {"to": "Somebody else", "kind": "refers-to", "source": 2}],
    flexibility={"wait_time": "3 weeks", "drop_in": "Mornings"},
    sources=[
        {"number": 1, "title": "Both", "page_date": "2023"},
        {"number": 2, "url": "https://b.org", "title": "B", "page_date": "2025-03"},
    ],
)
FRIEND = listing(
    "friend",
    "Tideway Kitchen",
    links=[
        {"to": "spring-hse", "kind": "refers-to"},
        {"to": "spring-house", "kind": "refers-to"},
        {"to": "spring-hse", "kind": "co-located"},
    ],
)
AUTHOR = Author("KB", "one service")
CHECKED = """
INSERT INTO verification (service_key, checked_on, method, confirmed)
SELECT key, ?, 'phone', ? FROM service WHERE id = ?
"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("merging"), [KEEP, DROP, FRIEND])


@pytest.fixture
def store(shipped: Store, tmp_path: Path) -> Store:
    return Store(tmp_path, shipped.shipped, busy_timeout_s=0)


@pytest.fixture
def editor(store: Store) -> Editor:
    return Editor(store)


def checked(store: Store, service_id: str, day: str, confirmed: str = "contacts") -> None:
    with store.change() as session:
        session.connection().exec_driver_sql(CHECKED, (day, confirmed, service_id))


@pytest.fixture
def rows(store: Store) -> Iterator[dict[str, Row]]:
    with closing(store.connect()) as connection:
        yield {row.field: row for row in compare(read(store, KEEP.id), read(store, DROP.id), read_labels(connection))}


def test_each_field_says_what_both_say_from_where_and_which_is_better(rows: dict[str, Row]) -> None:
    assert (rows["hours"].keep.lines, rows["hours"].keep.source) == (("Mo-Fr 09:00-17:00",), "A")
    assert (rows["hours"].keep.dated, rows["hours"].drop.dated) == ("2022", "2025-03")
    assert (rows["hours"].better, rows["hours"].why) == ("drop", "Its page is newer (March 2025).")
    assert (rows["cost"].better, rows["cost"].why) == ("drop", "The other does not say.")
    assert (rows["areas"].better, rows["areas"].why) == ("drop", "It has all that the other has, and more.")
    assert rows["eligibility"].better == "both"
    assert rows["organization"].same
    assert "interpreting" not in rows
    assert not any(row.undecided for row in rows.values())


def test_where_both_are_as_old_nothing_tells_which_is_better(store: Store) -> None:
    keep = read(store, KEEP.id)
    with closing(store.connect()) as connection:
        rows = compare(keep, replace(keep, email="other@example.org"), read_labels(connection))
    assert [(row.field, row.better) for row in rows if row.undecided] == [("email", "keep")]


def test_a_check_since_the_other_page_counts_more_than_a_newer_page(store: Store) -> None:
    checked(store, KEEP.id, "2026-05-03")
    with closing(store.connect()) as connection:
        rows = {row.field: row for row in compare(read(store, KEEP.id), read(store, DROP.id), read_labels(connection))}
    assert (rows["email"].better, rows["email"].why) == ("keep", "It was checked with the service on 3 May 2026.")
    assert rows["hours"].better == "drop"


def test_a_merge_keeps_the_better_fact_of_each_field_with_its_source(store: Store, editor: Editor) -> None:
    merge(editor, KEEP.id, DROP.id)
    kept = read(store, KEEP.id)
    assert [(s.number, s.title, s.page_date) for s in kept.sources] == [
        (1, "A", "2022"),
        (2, "Both", "2023"),
        (3, "B", "2025-03"),
    ]
    assert (kept.hours.opening_hours, kept.hours.source) == ("Mo-Fr 10:00-16:00", 3)
    assert [(rule.facet, rule.minimum, rule.values, rule.source) for rule in kept.eligibility] == [
        ("housing", None, ("rough-sleeping",), 2),
        ("age", 21, (), 3),
        ("gender", None, ("woman",), 3),
    ]
    assert (kept.email, kept.cost, kept.flexibility.wait_time) == ("new@example.org", "free", "3 weeks")
    assert kept.flexibility.drop_in == "Mornings"
    assert [(phone.number, phone.note) for phone in kept.phones] == [
        ("020 7946 0018", "Front desk"),
        ("020 7946 0019", None),
    ]
    assert [(link.name, link.kind, link.source) for link in kept.links] == [
        ("Somebody", "refers-to", None),
        ("Somebody else", "refers-to", 3),
    ]
    assert (kept.name, kept.alternate_names) == ("Spring House", ("The House", "St. Mungos Spring Hse"))


def test_the_other_is_closed_findable_and_leads_to_the_one_that_stays(store: Store, editor: Editor) -> None:
    checked(store, DROP.id, "2026-05-03", "all")
    merge(editor, KEEP.id, DROP.id, {"name": "keep"})
    gone = read(store, DROP.id)
    assert (gone.status, [(link.id, link.kind) for link in gone.links]) == ("closed", [(KEEP.id, "replaced-by")])
    assert [found.checked_on for found in gone.verifications] == ["2026-05-03"]
    assert not read(store, KEEP.id).verifications
    assert read(store, KEEP.id).alternate_names == ("The House", "St. Mungos Spring Hse")
    with closing(store.connect()) as connection:
        assert DROP.id in [result.id for result in Search(connection).first("st mungos spring hse").results]
        assert read_labels(connection).label("link-kind", "replaced-by") == "Replaced by"
        assert not find_pairs(connection)


def test_links_of_others_point_to_the_one_that_stays_each_once(store: Store, editor: Editor) -> None:
    merge(editor, KEEP.id, DROP.id)
    assert [(link.id, link.kind) for link in read(store, FRIEND.id).links] == [
        (KEEP.id, "refers-to"),
        (KEEP.id, "co-located"),
    ]


def test_a_merge_is_one_change_and_is_undone_as_one(store: Store, editor: Editor) -> None:
    saved = merge(editor, KEEP.id, DROP.id, author=AUTHOR)
    assert set(saved.ids) == {KEEP.id, DROP.id, FRIEND.id}
    with closing(store.connect()) as connection:
        assert {(change.kind, change.by, change.why) for change in changes_in(connection, saved.batch)} == {
            ("merge", "KB", "one service")
        }
    editor.undo(saved.batch)
    for form in (KEEP, DROP, FRIEND):
        assert form_of(read(store, form.id)) == form


def test_what_somebody_chose_is_taken(store: Store, editor: Editor) -> None:
    merge(editor, KEEP.id, DROP.id, {"name": "keep", "how_to_refer": "both", "eligibility": "keep", "phones": "keep"})
    kept = read(store, KEEP.id)
    assert kept.name == "Spring House"
    assert kept.how_to_refer == "Ring.\n\nRing, or come to the door between nine and ten."
    assert [rule.minimum for rule in kept.eligibility] == [18, None]
    assert [phone.number for phone in kept.phones] == ["020 7946 0018"]


@pytest.mark.parametrize(
    ("ids", "choices"),
    [
        ((KEEP.id, KEEP.id), {}),
        ((KEEP.id, "nobody"), {}),
        ((KEEP.id, DROP.id), {"colour": "keep"}),
        ((KEEP.id, DROP.id), {"name": "neither"}),
        ((KEEP.id, DROP.id), {"email": "both"}),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(
    store: Store, editor: Editor, ids: tuple[str, str], choices: dict[str, Any]
) -> None:
    with pytest.raises(NavigatorError):
        merge(editor, *ids, choices)
    assert not store.own.exists()


def test_a_listing_is_merged_once(editor: Editor) -> None:
    merge(editor, KEEP.id, DROP.id)
    for pair in ((FRIEND.id, DROP.id), (DROP.id, FRIEND.id)):
        with pytest.raises(NavigatorError, match="replaced by"):
            merge(editor, *pair)


def test_what_was_merged_into_a_listing_follows_it(store: Store, editor: Editor) -> None:
    merge(editor, KEEP.id, DROP.id)
    merge(editor, FRIEND.id, KEEP.id)
    assert [(link.id, link.kind) for link in read(store, DROP.id).links] == [(FRIEND.id, "replaced-by")]


def test_a_change_made_while_somebody_compared_is_not_written_over(store: Store, editor: Editor) -> None:
    with closing(store.connect()) as connection:
        edits = plan(connection, KEEP.id, DROP.id, {})
    editor.save([Edit(DROP.model_copy(update={"email": "newest@example.org"}))])
    with pytest.raises(ConflictError):
        editor.save(edits, AUTHOR, "merge")
    assert read(store, KEEP.id).email == "old@example.org"
    with closing(store.connect()) as connection:
        assert not changes_of(connection, KEEP.id)


def test_a_confidential_place_is_never_mixed_with_an_address_unless_somebody_chooses(tmp_path: Path) -> None:
    hidden = KEEP.model_copy(update={"id": "hidden", "locations": ()})
    hidden = listing(**(hidden.model_dump() | {"listing_id": "hidden", "locations": [{"confidential": True}]}))
    store = store_of(tmp_path, [hidden, DROP, FRIEND])
    with pytest.raises(NavigatorError, match="confidential"):
        merge(Editor(store), hidden.id, DROP.id)
    merge(Editor(store), hidden.id, DROP.id, {"locations": "keep"})
    assert [place.confidential for place in read(store, "hidden").locations] == [True]


def test_one_place_written_twice_is_one_place_and_two_numbers_stay_two() -> None:
    forms = [form.model_dump(mode="json") for form in (KEEP, DROP)]
    every = dict.fromkeys(("locations", "phones", "eligibility", "areas"), "both")
    choices: dict[str, Any] = {field.name: "keep" for field in FIELDS} | every
    (place,) = united(forms[0], forms[1], choices)["locations"]
    assert place["address_1"] == "12 Quay Street"
    assert (place["name"], place["postal_code"], place["accessibility"]) == ("Hall", "SE5 8AZ", ["lift"])
