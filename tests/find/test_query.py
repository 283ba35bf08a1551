"""What typed text stands for, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.find import Query, Search
from navigator.find.query import MOST_CHARACTERS, MOST_WORDS, Concept
from navigator.text import words


def concept(query: Query, typed: str) -> Concept:
    return next(concept for concept in query.concepts if concept.typed == typed)


def hows(found: Concept, how: str) -> set[str]:
    return {alternative.text for alternative in found.alternatives if alternative.how == how}


@pytest.mark.parametrize("text", ["", " ", "\0", "?!", "👩‍👧", "\u0301", '"'])
def test_a_text_without_words_asks_for_nothing(shipped: Search, text: str) -> None:
    assert shipped.read(text) == Query(text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("rough sleeping brixton", ["rough sleeping", "brixton"]),
        ("Food, in Lewisham!", ["food", "lewisham"]),
        ("food bank", ["food bank"]),
        ("the", ["the"]),
        ("someone who wants some food ", ["food"]),
        ("food food", ["food", "food"]),
    ],
)
def test_a_text_is_split_into_places_phrases_and_words(shipped: Search, text: str, typed: list[str]) -> None:
    assert [concept.typed for concept in shipped.read(text).concepts] == typed


def test_only_so_much_of_a_long_text_is_read(shipped: Search) -> None:
    query = shipped.read("alcohol " * 500)
    assert sum(len(concept.typed.split()) for concept in query.concepts) <= MOST_WORDS
    hidden = " " * MOST_CHARACTERS + "alcohol"
    assert not shipped.read(hidden).concepts
    assert shipped.read(hidden).text == hidden


@pytest.mark.parametrize(
    ("typed", "unfinished"), [("schizo", True), ("schizo ", False), ("schizo,", False), ("food schizo", True)]
)
def test_only_the_last_word_is_completed_and_only_while_it_is_typed(
    shipped: Search, typed: str, *, unfinished: bool
) -> None:
    assert ("schizophrenia" in hows(concept(shipped.read(typed), "schizo"), "completed")) is unfinished


def test_words_before_the_last_are_not_completed(shipped: Search) -> None:
    query = shipped.read("schizo food ")
    assert not any(hows(found, "completed") for found in query.concepts)


@pytest.mark.parametrize("start", ["s", "st", "zz", "8", "é"])
def test_one_or_two_letters_alone_are_the_start_of_a_name(shipped: Search, start: str) -> None:
    query = shipped.read(start)
    assert query.start == words(start)[0]
    assert not query.corrections
    assert shipped.read(f"{start} ").start == ""


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("food brixton", "Brixton", "neighbourhood"),
        ("brixton hill food", "Brixton Hill", "neighbourhood"),
        ("lambeth", "Lambeth", "borough"),
        ("lb lambeth", "Lambeth", "borough"),
        ("food near SE5", "SE5", "district"),
        ("food SE58AZ", "SE5 8", "sector"),
    ],
)
def test_a_place_in_a_text_is_understood(shipped: Search, text: str, name: str, kind: str) -> None:
    place = shipped.read(text).place
    assert place is not None
    assert (place.name, place.kind) == (name, kind)


@pytest.mark.parametrize("text", ["food", "ZZ99 9ZZ", "24/7", "12 steps", "999", "111", "y9"])
def test_a_text_without_a_place_has_none(shipped: Search, text: str) -> None:
    assert shipped.read(text).place is None


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("17 year old sofa surfing", 17),
        ("he is 17yo", 17),
        ("AGED 70 with dementia", 70),
        ("age 16", 16),
        ("16-years-old", 16),
        ("16 yrs", 16),
        ("24/7 line", None),
        ("SE17 6AB", None),
        ("accs 2", None),
        ("open 24 hours", None),
    ],
)
def test_an_age_in_a_text_is_understood(shipped: Search, text: str, age: int | None) -> None:
    assert shipped.read(text).age == age


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("schizofrenia ", "schizophrenia"),
        ("homelss ", "homeless"),
        ("hosuing ", "housing"),
        ("sycosis ", "psychosis"),
        ("brixtn ", "brixton"),
        ("womenshub ", "womens hub"),
        ("foodhub ", "food hub"),
    ],
)
def test_an_unknown_word_is_taken_for_a_known_one(shipped: Search, typed: str, to: str) -> None:
    (correction,) = shipped.read(typed).corrections
    assert (correction.typed, correction.to) == (typed.strip(), to)
    assert not shipped.read(typed, exact=True).corrections


@pytest.mark.parametrize("typed", ["housing", "brixton", "housi", "se5 8az", "8az", "12345", "xq", "the", "mungos "])
def test_what_is_known_begins_a_word_or_is_no_word_is_left_alone(shipped: Search, typed: str) -> None:
    assert not shipped.read(typed).corrections


def test_a_misspelt_word_is_corrected_by_its_neighbours_first(shipped: Search) -> None:
    query = shipped.read("hering voices ")
    assert [(c.typed, c.to) for c in query.corrections] == [("hering", "hearing")]
    assert any("mental" in alternative.text for found in query.concepts for alternative in found.alternatives)


def test_expansions_are_words_a_person_may_read(shipped: Search) -> None:
    query = shipped.read("his script ")
    (expansion,) = query.expansions
    assert expansion.typed == "script"
    assert "methadone" in expansion.to
    assert len(set(expansion.to)) == len(expansion.to) <= 4


@given(st.text(max_size=80))
def test_the_concepts_of_a_text_are_its_words_in_order(shipped: Search, text: str) -> None:
    query = shipped.read(text)
    typed = words(text)
    at = 0
    for found in query.concepts:
        for word in found.typed.split():
            at = typed.index(word, at) + 1
        assert 0 < found.rarity <= 1
        assert found.alternatives
        assert all(0 < alternative.weight <= 1 for alternative in found.alternatives)
        assert all(alternative.text == alternative.text.strip() != "" for alternative in found.alternatives)
    assert all(expansion.to for expansion in query.expansions)
    assert all(correction.typed in typed for correction in query.corrections)


@given(st.text(max_size=80))
def test_what_answers_a_phrase_is_listed_once(shipped: Search, text: str) -> None:
    for found in shipped.read(text).concepts:
        same = [(a.text, a.how == "words") for a in found.alternatives]
        assert len(set(same)) == len(same)


def test_a_rarer_word_tells_more(shipped: Search) -> None:
    common, rarer = (shipped.read(text, exact=True).concepts[0].rarity for text in ("london ", "schizophrenia "))
    assert common < rarer
