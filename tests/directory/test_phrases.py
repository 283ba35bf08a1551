"""The phrases and known words that search has of the field."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from navigator.directory import GlossaryEntry, Term
from navigator.directory.build import add_places, add_vocabulary, create
from navigator.directory.form import ListingForm
from navigator.directory.phrases import index_phrases, roots, searched_code, searched_key
from navigator.directory.store import transaction
from navigator.directory.write import remove_listing
from navigator.resources import resource

BOOZE = Term("need", "alcohol", "Alcohol", also=("drinking", "Drinks!"))
SETTLED = Term("value.housing", "settled", "Settled", also=("own front door",))
CLOSED = Term("status", "closed", "Closed")
AA = GlossaryEntry("AA", "Alcoholics Anonymous", "Meetings.", ("fellowship", "drinking"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a directory of a few words."""
    path = tmp_path / "services.sqlite"
    create(path)
    with transaction(path) as session:
        add_vocabulary(session, [BOOZE, SETTLED, CLOSED], [AA])
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def phrases(connection: sqlite3.Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, source in connection.execute("SELECT roots, coalesce(entry, code) FROM phrase ORDER BY roots, position"):
        found.setdefault(key, []).append(source)
    return found


def known(connection: sqlite3.Connection) -> set[str]:
    return {word for (word,) in connection.execute("SELECT word FROM search_word WHERE known")}


def test_a_phrase_stands_for_entries_before_terms_and_for_each_once(connection: sqlite3.Connection) -> None:
    assert phrases(connection) == {
        "aa": ["AA"],
        "alcohol anonym": ["AA"],
        "fellowship": ["AA"],
        "drink": ["AA", "need:alcohol"],
        "alcohol": ["need:alcohol"],
        "settl": ["housing:settled"],
        "own front door": ["housing:settled"],
    }


def test_the_words_of_every_phrase_are_known(connection: sqlite3.Connection) -> None:
    assert known(connection) == {
        *("aa", "alcoholics", "anonymous", "fellowship", "drinking"),
        *("alcohol", "drinks", "settled", "own", "front", "door"),
    }


def test_derived_anew_they_follow_what_changed(connection: sqlite3.Connection) -> None:
    before = phrases(connection)
    index_phrases(connection)
    assert phrases(connection) == before
    connection.execute("UPDATE search_word SET services = 3 WHERE word = 'fellowship'")
    connection.execute("""UPDATE glossary_entry SET synonyms = '["meetings"]'""")
    index_phrases(connection)
    assert phrases(connection)["meet"] == ["AA"]
    assert "fellowship" not in phrases(connection)
    assert "fellowship" not in known(connection)
    counts = dict(connection.execute("SELECT word, services FROM search_word"))
    assert (counts["fellowship"], counts["meetings"]) == (3, 0)


def test_names_of_places_are_known_words(tmp_path: Path) -> None:
    path = tmp_path / "services.sqlite"
    create(path)
    with transaction(path) as session:
        add_places(session, resource("geo"))
    with closing(sqlite3.connect(path)) as connection:
        assert {"brixton", "lambeth", "tower", "hamlets"} <= known(connection)
        assert phrases(connection) == {}


def test_a_known_word_stays_when_the_last_listing_that_holds_it_goes(working: Path, full_listing: ListingForm) -> None:
    with closing(sqlite3.connect(working)) as connection:
        words = dict(connection.execute("SELECT word, known FROM search_word WHERE services > 0"))
    with transaction(working) as session:
        for listing_id in ("night-stop", full_listing.id):
            remove_listing(session, listing_id)
    with closing(sqlite3.connect(working)) as connection:
        left = dict(connection.execute("SELECT word, services FROM search_word"))
        assert left.keys() == known(connection)
        assert set(left.values()) == {0}
        assert left.keys() & words.keys() == {word for word, its in words.items() if its} != set()


def test_a_code_leads_back_to_its_term(terms: tuple[Term, ...]) -> None:
    for term in terms:
        code = searched_code(term)
        assert code is None or searched_key(code) == (term.taxonomy, term.code)
    assert searched_code(CLOSED) is None
    assert searched_code(SETTLED) == "housing:settled"


def test_roots_are_stems_word_by_word() -> None:
    assert roots(["sleeping rough", "hostels", "a b c"]) == ["sleep rough", "hostel", "a b c"]
    assert roots([]) == []
