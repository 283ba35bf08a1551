"""Writing keeps the index true: what is searched is what is listed, whatever was added, removed and replaced."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from navigator.directory import Listing, Vocabulary, read_listing
from navigator.directory.entry import ALIAS_BREAK
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.store import transaction
from navigator.directory.write import add_listings, add_organizations, remove_listing, replace_listings
from navigator.errors import NavigatorError

MakeListing: TypeAlias = Callable[..., ListingForm]
Fill: TypeAlias = Callable[..., None]
IDS = ["akt", "beacon", "cove", "dock"]
ODD = [
    "الملجأ الليلي مفتوح",
    "מקלט לילה",
    "🧭🏳️‍🌈 day centre 👩🏽‍⚕️",
    "night NEAR(\"stop\" OR 'x' NOT *) -- ; DROP TABLE service",
    "a\tb\nc",
    "ﬁne ½ Ⅷ ẞß İı ŉ",
    "हिन्दी ไทย 中文",
    ". : - '.' :-.",
    "x" * 500,
    "night " * 300,
]
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]))


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def _listed(path: Path, listing_id: str) -> Listing:
    with _open(path) as connection:
        listing = read_listing(connection, listing_id)
    assert listing is not None
    return listing


def _assert_true(path: Path) -> None:
    """The index says what the listings say, and nothing is left of what is gone."""
    with _open(path) as connection:
        for (index,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5 %'"
        ).fetchall():
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        counted = dict(connection.execute("SELECT word, services FROM search_word WHERE services <> 0"))
        indexed = dict(connection.execute("SELECT term, doc FROM search_vocabulary"))
        indexed.pop(ALIAS_BREAK, None)
        assert counted == indexed
        assert _keys(connection, "SELECT key FROM service") == _keys(connection, "SELECT key FROM search_entry")
        assert _keys(connection, "SELECT key FROM location") == _keys(
            connection, "SELECT location_key FROM service_at_location"
        )
        wrong = connection.execute(
            "SELECT to_name FROM link WHERE to_id IS NOT iif(to_name IN (SELECT id FROM service), to_name, NULL)"
        )
        assert wrong.fetchall() == []


def _keys(connection: sqlite3.Connection, sql: str) -> list[int]:
    return sorted(key for (key,) in connection.execute(sql))


def _add(path: Path, vocabulary: Vocabulary, *forms: ListingForm) -> None:
    with transaction(path) as session:
        add_listings(session, forms, vocabulary)


def _remove(path: Path, *ids: str) -> None:
    with transaction(path) as session:
        for listing_id in ids:
            remove_listing(session, listing_id)


def _form_of(listing: Listing) -> dict[str, Any]:
    """What a listing says, in the words of the form."""
    return {
        "name": listing.name,
        "alternate_names": listing.alternate_names,
        "organization": listing.organization.name,
        "phones": tuple((phone.number, phone.note) for phone in listing.phones),
        "hours": (listing.hours.opening_hours, listing.hours.note, listing.hours.source),
        "eligibility": tuple(
            (rule.facet, rule.rule, rule.strength, rule.values, rule.minimum, rule.maximum, rule.note, rule.source)
            for rule in listing.eligibility
        ),
        "links": tuple((link.id or link.name, link.kind, link.source) for link in listing.links),
        "sources": tuple((each.number, each.url, each.title, each.page_date) for each in listing.sources),
    }


def test_a_listing_comes_back_as_it_was_written(working: Path, full_listing: ListingForm) -> None:
    _assert_true(working)
    listing = _listed(working, full_listing.id)
    plain = ("id", "name", "description", "status", "url", "email", "how_to_refer", "cost", "cost_note", "interpreting")
    lists = ("alternate_names", "needs", "service_types", "areas", "delivery", "referral_routes", "approaches")
    more = ("transitions", "languages", "required_documents", "open_access", "anyone_may_apply")
    for field in (*plain, *lists, *more):
        assert getattr(listing, field) == getattr(full_listing, field) not in {None, (), ""}, field
    for found, asked in zip(listing.locations, full_listing.locations, strict=True):
        for field in ("name", "address_1", "city", "postal_code", "latitude", "confidential", "accessibility"):
            assert getattr(found, field) == getattr(asked, field)
    for bend, words in full_listing.flexibility.model_dump().items():
        assert getattr(listing.flexibility, bend) == words
    stance = full_listing.dual_diagnosis
    assert (listing.stance.stance, listing.stance.note, listing.stance.source) == (stance.stance, stance.note, 1)
    assert _form_of(listing) == {
        "name": "Harbour House",
        "alternate_names": ("The House", "HH"),
        "organization": "Harbour",
        "phones": (("020 7946 0000", "Front desk"), ("020 7946 0001", None)),
        "hours": ("Mo-Fr 09:00-17:00", "Not at lunch.", 2),
        "eligibility": (
            ("age", "requires", "hard", (), 18, None, None, 2),
            ("housing", "excludes", "discretionary", ("settled", "hostel"), None, None, "Case by case.", 1),
        ),
        "links": (("night-stop", "refers-to", 2), ("Somebody unlisted", "joint-working", None)),
        "sources": ((1, "https://example.org/1", "One", "2023"), (2, None, "Two", "2024-06-30")),
    }


def test_a_listing_removed_leaves_no_row_behind(working: Path, full_listing: ListingForm) -> None:
    _remove(working, full_listing.id, "night-stop")
    _assert_true(working)
    with _open(working) as connection:
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        held = {name for (name,) in tables.fetchall() if connection.execute(f'SELECT 1 FROM "{name}"').fetchone()}  # noqa: S608
    assert held == {"organization", "taxonomy_term", "phrase", "search_word"}


def test_a_listing_that_does_not_exist_cannot_be_removed(working: Path) -> None:
    with pytest.raises(NavigatorError, match="There is no listing 'nowhere'"):
        _remove(working, "nowhere")


def test_a_listing_of_an_unknown_organization_is_refused(
    working: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    with pytest.raises(NavigatorError, match="akt, organization: 'Nobody' is not in the directory"):
        _add(working, vocabulary, make_listing("akt", organization="Nobody"))
    _assert_true(working)


def test_an_id_that_is_taken_is_refused_and_changes_nothing(
    working: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    with pytest.raises(IntegrityError, match=r"service\.id"):
        _add(working, vocabulary, make_listing("akt"), make_listing("night-stop", name="Another"))
    _assert_true(working)
    assert _listed(working, "night-stop").name == "Night Stop"


def test_organizations_are_written_once(working: Path) -> None:
    for kind in ("charity", "nhs"):
        with transaction(working) as session:
            add_organizations(session, [OrganizationForm(name="Harbour", kind=kind)])
            add_organizations(session, [OrganizationForm(name="Pier", kind=kind)])
    with _open(working) as connection:
        rows = connection.execute("SELECT name, kind FROM organization ORDER BY name").fetchall()
    assert rows == [("Harbour", "charity"), ("Pier", "charity")]


def test_links_follow_a_listing_that_goes_and_comes_back(
    working: Path, make_listing: MakeListing, vocabulary: Vocabulary, full_listing: ListingForm
) -> None:
    assert (_listed(working, full_listing.id).links[0].id, _listed(working, full_listing.id).links[0].name) == (
        "night-stop",
        "Night Stop",
    )
    _remove(working, "night-stop")
    _assert_true(working)
    assert _listed(working, full_listing.id).links[0].id is None
    _add(working, vocabulary, make_listing(name="Night Stop, moved"))
    _assert_true(working)
    assert _listed(working, full_listing.id).links[0].name == "Night Stop, moved"


def test_a_listing_is_replaced_in_one_transaction(
    working: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    with transaction(working) as session:
        remove_listing(session, "night-stop")
        add_listings(session, [make_listing(name="Zebra Crossing")], vocabulary)
    _assert_true(working)
    assert _listed(working, "night-stop").name == "Zebra Crossing"


def test_a_listing_written_in_place_keeps_its_key_and_what_was_found_on_checking_it(
    working: Path, full_listing: ListingForm, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    with _open(working) as connection:
        (key,) = connection.execute("SELECT key FROM service WHERE id = 'night-stop'").fetchone()
        connection.execute(
            "INSERT INTO verification (service_key, checked_on, method, confirmed) "
            "VALUES (?, '2026-01-01', 'phone', 'all')",
            (key,),
        )
    links = _listed(working, full_listing.id).links
    with transaction(working) as session:
        replace_listings(session, [make_listing(name="Zebra Crossing")], vocabulary)
    _assert_true(working)
    listing = _listed(working, "night-stop")
    assert (listing.name, listing.verifications[0].checked_on) == ("Zebra Crossing", "2026-01-01")
    assert [link.id for link in _listed(working, full_listing.id).links] == [link.id for link in links]
    with _open(working) as connection:
        assert connection.execute("SELECT key FROM service WHERE id = 'night-stop'").fetchone() == (key,)
        assert connection.execute("SELECT services FROM search_word WHERE word = 'zebra'").fetchone() == (1,)


def test_only_a_listing_that_is_there_is_replaced(
    working: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    with pytest.raises(NavigatorError, match="There is no listing 'akt'"), transaction(working) as session:
        replace_listings(session, [make_listing(name="Other"), make_listing("akt")], vocabulary)
    assert _listed(working, "night-stop").name == "Night Stop"
    _assert_true(working)


def test_listings_that_name_one_another_may_come_in_any_order(
    make_listing: MakeListing, fill: Fill, tmp_path: Path
) -> None:
    first, last = (make_listing(a, links=[{"to": b, "kind": "co-located"}]) for a, b in (("a", "b"), ("b", "a")))
    fill(tmp_path / "d.sqlite", [first, last])
    assert [_listed(tmp_path / "d.sqlite", each).links[0].id for each in "ab"] == ["b", "a"]


def test_more_listings_than_are_written_at_once(make_listing: MakeListing, fill: Fill, tmp_path: Path) -> None:
    fill(tmp_path / "d.sqlite", [make_listing(f"n-{number}", name=f"Number {number}") for number in range(1203)])
    _assert_true(tmp_path / "d.sqlite")
    assert _listed(tmp_path / "d.sqlite", "n-1202").name == "Number 1202"


@pytest.mark.parametrize("text", [*ODD, "long description " * 6000, "x" * 100_000])
def test_no_text_of_a_listing_breaks_anything(
    text: str, working: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    short = text[:200]
    sources = [{"number": 1, "title": text, "url": text}]
    hours = {"opening_hours": text, "note": text}
    rules = [{"facet": "other", "rule": "requires", "strength": "hard", "values": [short], "note": text, "source": 1}]
    more: dict[str, Any] = dict.fromkeys(("how_to_refer", "cost_note", "url", "email", "interpreting"), text)
    lists = {field: [text, text] for field in ("alternate_names", "required_documents")}
    lists |= {field: [short, short] for field in ("areas", "languages")}
    form = make_listing(
        "odd", name=text, description=text, sources=sources, hours=hours, eligibility=rules, **more, **lists
    )
    _add(working, vocabulary, form)
    _assert_true(working)
    listing = _listed(working, "odd")
    assert listing.name == listing.description == listing.sources[0].title == text.strip()
    assert listing.eligibility[0].values == listing.languages[:1] == (short.strip(),)
    _remove(working, "odd")
    _assert_true(working)


def _facts(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "name": text,
            "description": text,
            "alternate_names": st.lists(text, max_size=3),
            "needs": st.lists(st.sampled_from(["homelessness", "alcohol"]), max_size=3),
            "links": st.lists(
                st.builds(lambda to: {"to": to, "kind": "refers-to", "source": 1}, st.sampled_from(IDS)), max_size=3
            ),
            "locations": st.lists(st.just({"city": "London"}), max_size=2),
        }
    )


@settings(max_examples=60)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["put", "remove", "replace"]),
            st.sampled_from(IDS),
            _facts(st.sampled_from(ODD) | LATIN),
        ),
        max_size=8,
    )
)
def test_any_run_of_changes_keeps_the_index_true(
    steps: list[tuple[str, str, dict[str, Any]]], directory: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    there: dict[str, ListingForm] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "d.sqlite"
        copyfile(directory, path)
        for step, listing_id, facts in steps:
            facts["name"], facts["description"] = (facts[field].strip() or "-" for field in ("name", "description"))
            facts["alternate_names"] = [name for name in facts["alternate_names"] if name.strip()]
            with transaction(path) as session:
                known = there.pop(listing_id, None)
                if step != "remove":
                    there[listing_id] = make_listing(listing_id, **facts)
                if known and step == "replace":
                    replace_listings(session, [there[listing_id]], vocabulary)
                elif known:
                    remove_listing(session, listing_id)
                if listing_id in there and not (known and step == "replace"):
                    add_listings(session, [there[listing_id]], vocabulary)
            _assert_true(path)
        for listing_id, form in there.items():
            listing = _listed(path, listing_id)
            assert (listing.name, listing.description) == (form.name, form.description)
            assert listing.alternate_names == form.alternate_names
