"""What the words of the field stand for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from navigator.directory import GlossaryEntry, Term
from navigator.directory.build import add_vocabulary, create
from navigator.directory.store import transaction
from navigator.directory.vocabulary import read_glossary, read_vocabulary
from navigator.find import Search
from navigator.find.thesaurus import Alternative, Sense, Thesaurus, merged
from navigator.resources import resource
from navigator.text import normal

DETOX = Term("type", "detox", "Detox", "Coming off safely.", ("drying out",))
ALCOHOL = Term("need", "alcohol", "Alcohol", "", ("drinking", "booze"), ("type:detox", "need:housing"))
HOSTEL = Term("value.housing", "hostel", "Hostel", "", ("living in a hostel",))
STATUS = Term("status", "closed", "Closed", "", ("shut down",))
OST = GlossaryEntry(
    "OST",
    "opioid substitution treatment",
    "Methadone or buprenorphine.",
    ("script", "methadone", "junkie juice", "tea"),
    ("need:drugs", "type:prescribing"),
    ("housing:hostel",),
    ("junkie juice",),
    ("tea",),
)


@pytest.fixture(scope="module")
def thesaurus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thesaurus]:
    path = tmp_path_factory.mktemp("thesaurus") / "services.sqlite"
    create(path)
    with transaction(path) as session:
        add_vocabulary(session, [DETOX, ALCOHOL, HOSTEL, STATUS], [OST])
    with closing(sqlite3.connect(path)) as connection:
        yield Thesaurus(connection)


def answers(senses: list[Sense]) -> dict[str, Alternative]:
    return {alternative.text: alternative for alternative in merged(senses)}


@pytest.mark.parametrize(
    ("phrase", "display"),
    [
        ("script", "opioid substitution treatment"),
        ("scripts", "opioid substitution treatment"),
        ("ost", "opioid substitution treatment"),
        ("opioid substitution treatments", "opioid substitution treatment"),
        ("drinking", "Alcohol"),
        ("drinks", "Alcohol"),
        ("lived in a hostels", "Hostel"),
        ("drying out", "Detox"),
    ],
)
def test_a_phrase_is_known_by_the_stems_of_its_words(thesaurus: Thesaurus, phrase: str, display: str) -> None:
    assert [sense.display for sense in thesaurus.senses(phrase.split())] == [display]


@pytest.mark.parametrize("phrase", ["", "out drying", "substitution", "drying", "shut down", "closed"])
def test_other_phrases_stand_for_nothing(thesaurus: Thesaurus, phrase: str) -> None:
    assert thesaurus.senses(phrase.split()) == []


def test_an_entry_is_expanded_to_all_its_words_and_its_codes(thesaurus: Thesaurus) -> None:
    found = answers(thesaurus.senses(["script"]))
    assert {text: a.how for text, a in found.items() if ":" not in text} == dict.fromkeys(
        ("script", "ost", "methadone", "junkie juice", "tea", "opioid substitution treatment"), "expanded"
    )
    assert {"need:drugs", "type:prescribing", "housing:hostel"} <= found.keys()
    assert all(a.how == "code" for text, a in found.items() if ":" in text)
    assert found["need:drugs"].weight > found["type:prescribing"].weight


def test_a_kind_of_service_counts_beside_the_need(thesaurus: Thesaurus) -> None:
    found = answers(thesaurus.senses(["script"]))
    assert "need:drugs" in found["type:prescribing"].beside
    assert not found["need:drugs"].beside
    near = answers(thesaurus.senses(["booze"]))
    assert near["type:detox"].beside == {"need:alcohol"}
    assert near["need:alcohol"].weight > near["type:detox"].weight


def test_words_that_only_find_are_never_shown(thesaurus: Thesaurus) -> None:
    for typed in ("script", "methadone", "ost", "tea"):
        hidden = answers(thesaurus.senses([typed]))["junkie juice"]
        assert (hidden.how, hidden.shown) == ("expanded", "")
    assert answers(thesaurus.senses(["script"]))["methadone"].shown == "methadone"
    assert answers(thesaurus.senses(["junkie", "juice"]))["methadone"].shown == "methadone"


def test_everyday_words_count_for_less(thesaurus: Thesaurus) -> None:
    clear, everyday = answers(thesaurus.senses(["script"])), answers(thesaurus.senses(["tea"]))
    assert all(everyday[text].weight < clear[text].weight for text in everyday.keys() & clear.keys())
    assert clear["tea"].weight < clear["methadone"].weight


def test_phrases_in_a_text_are_the_longest_from_the_left(thesaurus: Thesaurus) -> None:
    typed = ["he", "lives", "in", "a", "script", "opioid", "substitution", "treatment", "drying", "out", "drinking"]
    spans = [(" ".join(typed[start:end]), senses[0].display) for start, end, senses in thesaurus.spans(typed)]
    assert spans == [
        ("script", "opioid substitution treatment"),
        ("opioid substitution treatment", "opioid substitution treatment"),
        ("drying out", "Detox"),
        ("drinking", "Alcohol"),
    ]


def test_of_several_senses_the_best_of_each_answer_counts() -> None:
    weak = Sense("a", (Alternative("x", 0.3, "code"), Alternative("y", 0.2, "code")), ambiguous=False)
    strong = Sense("b", (Alternative("x", 0.6, "code"),), ambiguous=False)
    everyday = Sense("c", (Alternative("y", 1.0, "code"),), ambiguous=True)
    found = merged([weak, strong, everyday])
    assert [a.text for a in found] == ["x", "y"]
    assert found[0].weight == pytest.approx(0.6)
    assert 0.2 < found[1].weight < 0.5


def test_every_phrase_of_the_shipped_glossary_is_understood(shipped_connection: sqlite3.Connection) -> None:
    thesaurus = Thesaurus(shipped_connection)
    missing = [
        (entry.term, name)
        for entry in read_glossary(resource("glossary.toml"))
        for name in (entry.term, *entry.synonyms)
        if not thesaurus.senses(normal(name).split())
    ]
    assert not missing


def test_no_hidden_word_of_the_shipped_glossary_is_ever_shown(shipped: Search) -> None:
    shown = set()
    labels = {normal(term.label) for term in read_vocabulary(resource("vocabulary.toml"))}
    for entry in read_glossary(resource("glossary.toml")):
        hidden = {normal(word) for word in entry.search_only} - labels
        for typed in (entry.term, *entry.search_only[:2]) if hidden else ():
            page = shipped.first(f"{typed} ", limit=10)
            said = {word for expansion in page.query.expansions for word in expansion.to}
            said |= {match.found for r in page.results for match in r.matched if match.how in {"expanded", "code"}}
            shown |= {(typed, word) for word in said if normal(word) in hidden}
    assert not shown
