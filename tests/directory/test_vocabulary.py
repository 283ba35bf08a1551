import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from navigator.directory.vocabulary import GlossaryEntry, Term, Vocabulary, read_glossary, read_vocabulary
from navigator.errors import NavigatorError
from navigator.resources import resource
from navigator.text import normal

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
_TERMS = read_vocabulary(resource("vocabulary.toml"))
_ENTRIES = read_glossary(resource("glossary.toml"))
_KEYS = {term.key for term in _TERMS}

needs_shared = pytest.mark.skipif(not _SHARED.is_dir(), reason="the collected facts are not here")


def _collected_codes() -> Iterator[str]:
    for path in sorted((_SHARED / "listings").glob("*.json")):
        for listing in json.loads(path.read_text(encoding="utf-8")):
            yield from _codes(listing)


def _codes(listing: dict[str, Any]) -> Iterator[str]:
    lists = {
        "need": "needs",
        "type": "service_types",
        "delivery": "delivery",
        "route": "referral_routes",
        "approach": "approaches",
        "transition": "transitions",
    }
    for taxonomy, field in lists.items():
        yield from (f"{taxonomy}:{code}" for code in listing[field])
    yield from (f"language:{language.casefold()}" for language in listing["languages"])
    yield from (f"accessibility:{code}" for place in listing["locations"] for code in place.get("accessibility", []))
    yield from (f"link-kind:{link['kind']}" for link in listing["links"])
    yield f"organization-kind:{listing['organization']['kind']}"
    yield f"status:{listing['status']}"
    yield f"stance:{listing['dual_diagnosis']['stance']}"
    if listing["cost"]:
        yield f"cost:{listing['cost']}"
    for rule in listing["eligibility"]:
        yield f"facet:{rule['facet']}"
        yield f"rule:{rule['rule']}"
        yield f"strength:{rule['strength']}"
        if rule["facet"] != "area":
            yield from (f"value.{rule['facet']}:{code}" for code in rule.get("values", []))


@needs_shared
def test_every_code_of_a_collected_listing_has_a_label() -> None:
    used = set(_collected_codes())
    assert len(used) > 100
    assert used <= _KEYS


@needs_shared
@pytest.mark.parametrize(("heading", "taxonomy"), [("NEEDS", "need"), ("TYPES", "type"), ("TRANSITIONS", "transition")])
def test_every_code_of_the_collected_form_has_a_label(heading: str, taxonomy: str) -> None:
    text = (_SHARED / "FORMAT.md").read_text(encoding="utf-8")
    section = re.search(rf"\*\*{heading}\*\* (.*?)(\n\n|\Z)", text, re.DOTALL)
    assert section
    assert set(re.findall(r"[a-z][a-z-]+", section[1])) == set(Vocabulary(_TERMS).codes(taxonomy))


@needs_shared
def test_the_words_of_the_collected_glossary_are_carried_over_unchanged() -> None:
    collected = json.loads((_SHARED / "pathways.json").read_text(encoding="utf-8"))["glossary"]
    entries = {entry.term: entry for entry in _ENTRIES}
    assert len(collected) == 226
    for word in collected:
        entry = entries[word["term"]]
        assert (entry.expansion, entry.means) == (word["expansion"], word["means"])
        assert entry.synonyms == tuple(word["synonyms"])
        assert set(word.get("search_only", [])) == set(entry.search_only)


def test_every_need_says_which_kinds_of_service_answer_it_first() -> None:
    for term in _TERMS:
        if term.taxonomy == "need":
            assert 2 <= len(term.near) <= 5, term.key
            assert all(code.startswith("type:") for code in term.near), term.key


def test_no_label_or_sentence_says_drug_abuse() -> None:
    for term in _TERMS:
        assert not re.search(r"(drug|alcohol|substance) abuse", f"{term.label} {term.means} {term.also}", re.IGNORECASE)


def test_labels_are_short_and_differ_within_a_taxonomy() -> None:
    vocabulary = Vocabulary(_TERMS)
    for taxonomy in {term.taxonomy for term in _TERMS}:
        labels = [term.label for term in vocabulary.terms(taxonomy)]
        assert len({normal(label) for label in labels}) == len(labels)
        assert max(map(len, labels)) <= 40


def test_no_key_is_there_twice() -> None:
    assert len(_KEYS) == len(_TERMS)


def test_every_code_and_facet_of_the_glossary_exists() -> None:
    for entry in _ENTRIES:
        assert set(entry.codes) <= _KEYS, entry.term
        assert {f"value.{facet}" for facet in entry.facets} <= _KEYS, entry.term
        assert len(entry.codes) <= 4


def test_a_glossary_entry_says_each_of_its_words_once() -> None:
    for entry in _ENTRIES:
        said = [normal(word) for word in (entry.term, *entry.synonyms)]
        assert all(said), entry.term
        assert len(set(said)) == len(said), entry.term


def test_the_glossary_is_sorted_so_that_a_change_is_a_readable_diff() -> None:
    terms = [entry.term for entry in _ENTRIES]
    assert terms == sorted(terms, key=lambda term: (term.casefold(), term))


def test_words_that_blame_are_found_but_never_shown() -> None:
    shown = {word for entry in _ENTRIES for word in (entry.term, *entry.synonyms) if word not in entry.search_only}
    assert not {normal(word) for word in shown} & {"junkie", "alcoholic", "drug abuse", "addict", "prostitute", "tramp"}


def test_a_label_is_found_by_taxonomy_and_code() -> None:
    vocabulary = Vocabulary(_TERMS)
    assert vocabulary.label("need", "mental-health") == "Mental health"
    assert vocabulary.label("value.housing", "rough-sleeping") == "Sleeping rough"


def test_a_code_nobody_described_is_shown_with_spaces() -> None:
    vocabulary = Vocabulary(_TERMS)
    assert vocabulary.label("value.identity", "horn-of-africa") == "horn of africa"
    assert vocabulary.label("no-such-taxonomy", "a-b") == "a b"
    assert vocabulary.terms("no-such-taxonomy") == ()
    assert vocabulary.codes("no-such-taxonomy") == ()


def test_terms_keep_their_order_and_can_be_made_from_plain_strings() -> None:
    first, second = Term("need", "b", "B"), Term("need", "a", "A", "An a.", ("aa",), ("need:b",))
    vocabulary = Vocabulary([first, second])
    assert vocabulary.codes("need") == ("b", "a")
    assert vocabulary.terms("need") == (first, second)
    assert Term("value.housing", "hostel", "In a hostel").key == "value.housing:hostel"
    assert GlossaryEntry("UC", "Universal Credit", "Main working-age benefit.").synonyms == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[need.food\n", "not a readable TOML file"),
        ("[wish.food]\nlabel = 'Food'", "wish: no such taxonomy"),
        ("[need]\nfood = 'Food'", "need.food: a table was expected"),
        ("[need.food]\nmeans = 'Eating.'", "need.food: 'label' must be a text"),
        ("[need.food]\nlabel = ' '", "need.food: 'label' must be a text"),
        ("[need.food]\nlabel = 'Food'\nmeans = 3", "need.food: 'means' must be a text"),
        ("[need.food]\nlabel = 'Food'\nalias = ['meal']", "need.food: unknown key 'alias'"),
        ("[need.food]\nlabel = 'Food'\nalso = 'meal'", "need.food: 'also' must be a list of texts"),
        ("[need.food]\nlabel = 'Food'\nalso = ['meal', 'Meal']", "need.food: 'also' has 'meal' twice"),
        ("[need.food]\nlabel = 'Food'\nnear = ['type:shop']", "need:food: near has 'type:shop'"),
        ("[need.food]\nlabel = 'Food'\nnear = ['need:food']", "need:food: near has 'need:food'"),
        ("[need.food]\nlabel = 'Food'\n[need.food]\nlabel = 'Meals'", "not a readable TOML file"),
        ("[value.housing.hostel]\nlabel = 'In a hostel'", "value.housing: no such facet"),
        ("[facet.housing]\nlabel = 'Home'\n[value]\nhousing = 3", "value.housing: a table was expected"),
    ],
)
def test_a_malformed_vocabulary_names_file_and_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NavigatorError) as error:
        read_vocabulary(path)
    assert str(path) in str(error.value)
    assert says in str(error.value)


_ENTRY = "[[entry]]\nterm = 'UC'\nexpansion = 'Universal Credit'\nmeans = 'A benefit.'\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[entry]", "not a readable TOML file"),
        ("title = 'Words'", "top: only [[entry]] tables"),
        ("[entry]\nterm = 'UC'", "top: only [[entry]] tables"),
        ("entry = ['UC']", "entry 1: a table was expected"),
        ("[[entry]]\nmeans = 'A benefit.'", "entry 1: 'term' must be a text"),
        ("[[entry]]\nterm = 'UC'\nexpansion = 'Universal Credit'", "'UC': 'means' must be a text"),
        (_ENTRY + "note = 'x'", "'UC': unknown key 'note'"),
        (_ENTRY + "synonyms = ['UC']", "'UC': the term is among its own synonyms"),
        (_ENTRY + "synonyms = ['dole', 'dole']", "'UC': 'synonyms' has 'dole' twice"),
        (_ENTRY + "codes = 'need:food'", "'UC': 'codes' must be a list of texts"),
        (_ENTRY + "search_only = ['dole']", "'UC': search_only has 'dole'"),
        (_ENTRY + "ambiguous = ['dole']", "'UC': ambiguous has 'dole'"),
        (_ENTRY + _ENTRY.replace("UC", "uc"), "'uc': it is there twice"),
    ],
)
def test_a_malformed_glossary_names_file_and_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NavigatorError) as error:
        read_glossary(path)
    assert str(path) in str(error.value)
    assert says in str(error.value)


@pytest.mark.parametrize("read", [read_vocabulary, read_glossary])
def test_a_missing_or_unreadable_file_is_a_plain_sentence(tmp_path: Path, read: Any) -> None:
    with pytest.raises(NavigatorError, match="could not be read"):
        read(tmp_path / "nowhere.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(NavigatorError, match="not a readable TOML file"):
        read(tmp_path / "bytes.toml")


def test_a_written_entry_reads_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(
        _ENTRY + "synonyms = ['dole', 'the social']\ncodes = ['need:money-and-benefits']\n"
        "facets = ['recourse:public-funds']\nsearch_only = ['dole']\nambiguous = ['UC']\n",
        encoding="utf-8",
    )
    assert read_glossary(path) == (
        GlossaryEntry(
            "UC",
            "Universal Credit",
            "A benefit.",
            synonyms=("dole", "the social"),
            codes=("need:money-and-benefits",),
            facets=("recourse:public-funds",),
            search_only=("dole",),
            ambiguous=("UC",),
        ),
    )
