import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import read_listing
from navigator.errors import NavigatorError
from navigator.refer.telling import TellingWords, visible
from navigator.resources import resource

WORDS = TellingWords.read()
NAMED_IN_THE_BRIEF = (
    "abuse", "violence", "sexual", "exploitation", "slavery", "trafficking", "drugs", "alcohol", "detox", "rehab",
    "HIV", "prison", "probation", "police", "immigration", "asylum", "refugee", "mental health", "psychiatric",
    "crisis", "homeless", "hostel", "refuge", "shelter", "women's",
)  # fmt: skip
HARMLESS = (
    "Sam", "Aunt Grace", "Book club", "Library", "Plumber", "Tuesday", "H. Ives", "Abu Said", "Mrs Courtney",
    "Fat Herb", "Number 1", "Twelfth number", "School run", "Garage (Dave)", "Beatrice", "Cleaner", "Frank",
    "Vera's team",
)  # fmt: skip


@pytest.mark.parametrize("word", NAMED_IN_THE_BRIEF)
def test_a_word_that_tells_is_named_however_it_is_typed(word: str) -> None:
    spaced = " ".join(word.replace(" ", ""))
    for typed in (word, word.upper(), f"the {word}, Tuesday", spaced, spaced.replace(" ", "."), "\u200b".join(word)):
        assert WORDS.telling(typed), typed
    assert WORDS.telling(word) == (word.casefold().replace("'", "") if " " not in word else "mental",)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Refuges", "refuges"),
        ("re-fuge", "re fuge"),
        ("DRÜGS", "drugs"),
        ("drug5", "drug5"),
        ("r3fuge", "refuge"),
        ("Detoxing", "detoxing"),
        ("homelessness", "homelessness"),
        ("southlondonrefuge", "southlondonrefuge"),
        ("\uff32\uff45\uff46\uff55\uff47\uff45", "refuge"),
        ("Women\u2019s Aid", "womens aid"),
        ("St. Mungo's", "st mungos"),
        ("www.spot.org.uk/x", "www.spot.org.uk/x"),
        ("me@spot.info", "me@spot.info"),
        ("12 High St, SE5 8AF", "se5 8af"),
    ],
)
def test_inflected_spaced_and_disguised_words_are_found(typed: str, named: str) -> None:
    assert named in WORDS.telling(typed)


@pytest.mark.parametrize("name", HARMLESS)
def test_an_ordinary_name_tells_nothing(name: str) -> None:
    assert WORDS.telling(name) == ()


def test_every_whole_name_and_place_of_every_listing_tells_which_it_is(shipped_connection: sqlite3.Connection) -> None:
    for (service_id,) in shipped_connection.execute("SELECT id FROM service").fetchall():
        listing = read_listing(shipped_connection, service_id)
        assert listing
        own = WORDS.identifying(listing)
        places = [place for each in listing.locations for place in (each.address_1, each.postal_code) if place]
        for name in (listing.name, *listing.alternate_names, listing.organization.name, *places):
            assert WORDS.telling(name, own), name
            assert WORDS.telling(name.upper().replace(" ", "-"), own), name


def test_initials_and_part_of_a_name_tell(shipped_connection: sqlite3.Connection) -> None:
    listing = read_listing(shipped_connection, "manna-society-day-centre")
    assert listing
    own = WORDS.identifying(listing, ["Westminster Befriending Kitchen"])
    assert WORDS.telling("Mann-a", own) == ("mann a",)
    assert WORDS.telling("WBK", own) == ("wbk",)
    assert WORDS.telling("Befriend", own) == ("befriend",)
    assert WORDS.telling("the and of", own) == ()


@given(st.text(), st.text())
def test_what_surrounds_a_word_hides_it_only_where_it_joins_it(before: str, after: str) -> None:
    assert "refuge" in " ".join(WORDS.telling(f"{before} refuge {after}"))


@given(st.text())
def test_what_is_printed_is_one_line_of_visible_letters_and_stays_so(text: str) -> None:
    shown = visible(text)
    assert shown == visible(shown)
    assert len(shown.splitlines()) <= 1
    assert not {"\u202e", "\u200b", "\x00", "\n"} & set(shown)


def test_a_slip_in_the_reviewed_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(resource("telling-words.toml").read_text(encoding="utf-8") + '\nextra = "x"\n', encoding="utf-8")
    with pytest.raises(NavigatorError, match=r"words\.toml, free_line: unknown key 'extra'"):
        TellingWords.read(path)


def test_the_reviewed_words_are_written_as_they_are_compared() -> None:
    for word in (*WORDS.whole, *WORDS.begins, *WORDS.anywhere, *WORDS.ordinary):
        assert word == word.casefold()
        assert word.isalnum()
