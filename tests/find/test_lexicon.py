"""The words of an index: how common they are, their forms, and what a misspelling meant."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory.form import ListingForm
from navigator.directory.phrases import stems
from navigator.find import Search
from navigator.find.lexicon import Lexicon, shared_start, sound, stem

MakeListing: TypeAlias = Callable[..., ListingForm]
WriteDirectory: TypeAlias = Callable[..., Path]


@pytest.fixture(scope="module")
def small(listing: MakeListing, write_directory: WriteDirectory) -> Iterator[Lexicon]:
    """The words of three listings, and one that is known from elsewhere."""
    path = write_directory(
        listing("Lantern", description="Counselling, counsellors and food. Food and more food."),
        listing("Beacon", description="Counselling and foundations.", needs=["alcohol"]),
        listing("Harbour light", description="Drop in. Counsel.", needs=["alcohol"], status="unclear"),
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM search_word WHERE services = 0")
        connection.execute("INSERT INTO search_word VALUES ('zanzibar', 0, 1)")
        yield Lexicon(connection)


@pytest.fixture(scope="module")
def shipped_lexicon(shipped: Search) -> Lexicon:
    return shipped._lexicon


def meant(lexicon: Lexicon, word: str) -> list[str]:
    return [guess.word for guess in lexicon.guesses(word)]


def test_every_word_begins_as_its_stem_says(shipped_lexicon: Lexicon) -> None:
    known = shipped_lexicon._beginning_with("")
    words = [*known, *("dying", "lying", "tying", "skies", "hoping", "hopping", "possibility", "happily")]
    astray = [word for word, root in zip(words, stems(words), strict=True) if not word.startswith(shared_start(root))]
    assert astray == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("food", 1), ("counselling", 2), ("harbour", 3), ("need:alcohol", 2), ("status:unclear", 1), ("zanzibar", 0)],
)
def test_a_word_is_counted_once_a_service(small: Lexicon, word: str, count: int) -> None:
    assert small.count(word) == count
    assert small.services == 3


@pytest.mark.parametrize(
    ("word", "known"), [("food", True), ("zanzibar", True), ("foo", False), ("need:alcohol", False), ("", False)]
)
def test_known_words_are_those_of_the_index_and_those_given(small: Lexicon, word: str, *, known: bool) -> None:
    assert (word in small) is known


def test_a_phrase_is_at_most_as_common_as_its_rarest_word(small: Lexicon) -> None:
    assert small.phrase_count("counselling food") == 1
    assert small.phrase_count("harbour") == 3
    assert small.phrase_count("food nothing") == 0


def test_counts_are_those_of_the_shipped_index(
    shipped_connection: sqlite3.Connection, shipped_lexicon: Lexicon
) -> None:
    held = dict(shipped_connection.execute("SELECT term, doc FROM search_vocabulary"))
    for word in ("housing", "alcohol", "counselling", "need:alcohol", "area:lambeth", "status:closed"):
        assert shipped_lexicon.count(word) == held[word]


def test_a_rarer_word_has_a_higher_rarity(shipped_lexicon: Lexicon) -> None:
    rarities = [shipped_lexicon.rarity_of(count) for count in range(shipped_lexicon.services + 1)]
    assert rarities == sorted(rarities, reverse=True)
    assert rarities[0] == pytest.approx(1)
    assert rarities[-1] > 0


def test_inflections_share_a_stem_commonest_first(small: Lexicon) -> None:
    assert small.inflections("counsel") == ["counselling"]
    assert small.inflections("counselled") == ["counselling", "counsel"]
    assert small.inflections("food") == []
    assert small.inflections("zanzibars") == ["zanzibar"]


def test_completions_are_the_commonest_words_that_begin_so(small: Lexicon) -> None:
    assert small.completions("counsel") == ["counselling", "counsellors"]
    assert small.completions("counsel", 1) == ["counselling"]
    assert set(small.completions("foo")) == {"food"}
    assert small.completions("food") == []
    assert small.completions("xyz") == []
    assert small.begins_a_word("lant")
    assert not small.begins_a_word("lanx")


@given(st.text(max_size=3))
def test_a_completion_begins_as_typed(shipped_lexicon: Lexicon, start: str) -> None:
    found = shipped_lexicon.completions(start)
    assert all(word.startswith(start) and word != start for word in found)
    assert shipped_lexicon.begins_a_word(start) or not found


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("schitzophrenia", "schizophrenia"),
        ("alchohol", "alcohol"),
        ("methodone", "methadone"),
        ("hosuing", "housing"),
        ("ohusing", "housing"),
        ("housng", "housing"),
        ("houssing", "housing"),
        ("housimg", "housing"),
        ("sycosis", "psychosis"),
        ("fisical", "physical"),
        ("councelling", "counselling"),
        ("kouncelling", "counselling"),
        ("anonomous", "anonymous"),
        ("clapam", "clapham"),
        ("lewishm", "lewisham"),
        ("benifits", "benefits"),
        ("refugge", "refuge"),
        ("violance", "violence"),
        ("asylam", "asylum"),
        ("probaton", "probation"),
    ],
)
def test_a_misspelling_gives_the_word_that_was_meant(shipped_lexicon: Lexicon, typed: str, word: str) -> None:
    assert typed not in shipped_lexicon
    assert meant(shipped_lexicon, typed)[0] == word


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slip(chance: random.Random, word: str) -> str:
    """The word with one letter left out, put in, changed, or swapped with the next; never the first."""
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(LETTERS)
    return chance.choice([
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ])  # fmt: skip


@pytest.mark.parametrize(("slips", "share"), [(1, 0.97), (2, 0.85)])
def test_most_words_survive_slips(shipped_lexicon: Lexicon, slips: int, share: float) -> None:
    chance = random.Random(20261122)
    known = shipped_lexicon._beginning_with("")
    long = [word for word in known if shipped_lexicon.count(word) > 2 and len(word) > 6 and word.isalpha()]
    tried = found = 0
    for word in chance.sample(long, 250):
        typed = word
        for _ in range(slips):
            typed = slip(chance, typed)
        if typed in shipped_lexicon:
            continue
        tried += 1
        found += word in meant(shipped_lexicon, typed)
    assert tried > 150
    assert found >= share * tried


@pytest.mark.parametrize("typed", ["", "x", "xq", "12345", "se58", "07946", "1st", "zzzzzzqqqqqqxxxx", "ὐὐὐὐὐὐὐ"])
def test_what_is_short_holds_digits_or_resembles_nothing_is_not_guessed(shipped_lexicon: Lexicon, typed: str) -> None:
    assert meant(shipped_lexicon, typed) == []


@given(st.text(alphabet=LETTERS, min_size=1, max_size=14))
def test_guesses_are_known_words_best_first(shipped_lexicon: Lexicon, typed: str) -> None:
    guesses = shipped_lexicon.guesses(typed)
    assert len(set(guesses)) == len(guesses) <= 12
    assert all(guess.word in shipped_lexicon for guess in guesses)
    weights = [guess.weight for guess in guesses]
    assert weights == sorted(weights, reverse=True)
    assert not weights or weights[0] == pytest.approx(1)


def test_a_word_still_being_typed_is_compared_with_beginnings(shipped_lexicon: Lexicon) -> None:
    assert "schizophrenia" in [guess.word for guess in shipped_lexicon.guesses("schitzoph", unfinished=True)]
    assert "schizophrenia" not in meant(shipped_lexicon, "schitzoph")


@pytest.mark.parametrize(
    ("typed", "pair"),
    [("dropin", ("drop", "in")), ("foodhub", ("food", "hub")), ("daycentre", ("day", "centre")), ("xqzzyv", None)],
)
def test_words_that_ran_together_are_parted(shipped_lexicon: Lexicon, typed: str, pair: tuple[str, str] | None) -> None:
    assert shipped_lexicon.split(typed) == pair


def test_plain_english_is_known_from_elsewhere(shipped_lexicon: Lexicon) -> None:
    assert all(map(shipped_lexicon.is_english, ("avoid", "umbrella", "pencil")))
    assert not any(map(shipped_lexicon.is_english, ("avoyd", "schitzophrenia", "")))


def test_stems_and_sounds_bring_forms_of_a_word_together() -> None:
    assert stem("sleeping") == stem("sleeps") == stem("sleep")
    assert stems(["drinking", "drinks"]) == [stem("drink")] * 2
    assert sound("physical") == sound("fisical")
    assert sound("food") != sound("bank")
