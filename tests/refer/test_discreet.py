import re
import sqlite3
import zlib
from base64 import a85decode
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Listing
from navigator.directory.records import Phone
from navigator.errors import UsageError
from navigator.refer.blocks import Number, Sheet
from navigator.refer.discreet import (
    FILE_NAME,
    PAPER_ANSWERS,
    QUESTION,
    Entry,
    discreet_sheet,
    entries,
    left_out,
    refusal,
    remember,
    telling,
)
from navigator.refer.html import to_html
from navigator.refer.pdf import to_pdf
from navigator.refer.plain import to_text
from navigator.refer.shortlist import MOST
from navigator.refer.stop_facts import StopFacts
from tests.refer.opened import opened, stops

# Of its own, and not what the program goes by: every word of a listing's names, places, web names and addresses of
# email, but for these, which say nothing of which it is.
COMMON = {
    "and", "are", "before", "com", "confirm", "dated", "for", "from", "has", "http", "https", "info", "its", "net",
    "not", "number", "numbers", "only", "org", "out", "page", "the", "this", "use", "who", "with", "www",
}  # fmt: skip
TELLING = (
    "abuse", "addict", "advice", "alcohol", "asylum", "benefit", "care", "charity", "clinic", "council", "counsel",
    "crisis", "detox", "domestic", "drink", "drug", "exploit", "health", "help", "hiv", "homeless", "hospital",
    "hostel", "housing", "immigra", "medic", "mental", "migrant", "navigator", "nhs", "police", "prison", "probation",
    "psych", "recovery", "refuge", "rehab", "sexual", "shelter", "slavery", "suicid", "support", "therap",
    "traffick", "treatment", "violen", "women",
)  # fmt: skip
STREAM = re.compile(rb"<<(?P<says>(?:(?!endobj).)*?)>>\s*stream\r?\n(?P<data>.*?)endstream", re.DOTALL)


@pytest.fixture(scope="module")
def every(shipped_connection: sqlite3.Connection) -> Sequence[StopFacts]:
    """The facts of every listing of the shipped directory."""
    ids = [service_id for (service_id,) in shipped_connection.execute("SELECT id FROM service ORDER BY id")]
    found = opened(shipped_connection).read(stops(*ids))
    assert [each.listing.id for each in found] == ids
    return found


@pytest.fixture(scope="module")
def some(every: Sequence[StopFacts]) -> dict[str, StopFacts]:
    """The facts of every listing, by id."""
    return {each.listing.id: each for each in every}


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("’", "")))


def identifying(listing: Listing) -> set[str]:
    """The words that say which listing it is, apart from figures alone, which street numbers share with telephones."""
    texts = [listing.name, *listing.alternate_names, listing.organization.name, listing.url or "", listing.email or ""]
    texts.append(listing.organization.website or "")
    for place in listing.locations:
        texts += [place.name or "", place.address_1 or "", place.city or "", place.postal_code or ""]
    found = {word for text in texts for word in words_of(text) if len(word) > 2 and not word.isdigit()}
    return found - COMMON


def streams(pdf: bytes) -> Iterator[bytes]:
    """What the streams of a PDF hold, opened, but for the shapes of letters."""
    for found in STREAM.finditer(pdf):
        says, data = found["says"], found["data"].strip(b"\r\n")
        if b"/Length1" in says:
            continue
        if b"/ASCII85Decode" in says:
            data = (
                a85decode(data, adobe=data.startswith(b"<~")) if b"~>" not in data else a85decode(data.split(b"~>")[0])
            )
        yield zlib.decompress(data) if b"/FlateDecode" in says else data


def outside(pdf: bytes) -> str:
    """All that a PDF holds beside its streams and the names of its own form: its title, its maker, its dates."""
    bare = STREAM.sub(b" ", pdf).decode("latin-1")
    return re.sub(r"/[^\s/<>\[\]()]+", " ", bare)


def printed(pdf: bytes) -> str:
    """The text of the pages."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def read_out(html: str) -> str:
    """What a page of HTML says and holds, but for its styles and the names of its tags."""
    return re.sub(
        r"<style>.*?</style>|</?[a-z0-9]+|\b(?:class|name|content|lang|charset)=\"[^\"]*\"", " ", html, flags=re.DOTALL
    )


def forms_of(sheet: Sheet) -> dict[str, set[str]]:
    """The words in each form that a sheet is printed, saved or copied in."""
    pdf = to_pdf(sheet)
    forms = {
        "sheet": "\n".join((*sheet.texts(), sheet.file_name)),
        "text": to_text(sheet),
        "html": read_out(to_html(sheet)),
        "pages": printed(pdf),
        "outside": outside(pdf),
        "streams": " ".join(stream.decode("latin-1") for stream in streams(pdf)),
    }
    return {form: words_of(text) for form, text in forms.items()}


def test_no_sheet_of_any_listing_tells_which_it_is(every: Sequence[StopFacts]) -> None:
    seen = 0
    for start in range(0, len(every), MOST):
        together = every[start : start + MOST]
        offered = entries(together)
        forms = forms_of(discreet_sheet(offered, together[0].dated))
        assert all("numbers" in forms[form] for form in forms if form != "streams")
        assert {number for entry in offered for number in words_of(entry.number)} <= forms["pages"]
        for form, held in forms.items():
            assert not [word for word in held if word.startswith(TELLING)], form
            for each in together:
                assert not held & identifying(each.listing), (form, each.listing.id)
        seen += len(together)
    assert seen == len(every) > 150


def test_a_sheet_that_told_would_be_found_in_every_form(some: dict[str, StopFacts]) -> None:
    listing = some["refuge-southwark"].listing
    named = Sheet(listing.name, (Number("111", listing.name),), (), "", "", listing.id)
    for form, held in forms_of(named).items():
        if form != "streams":
            assert held & identifying(listing), form
            assert [word for word in held if word.startswith(TELLING)], form


def test_the_sheet_holds_a_neutral_title_names_numbers_and_a_day(some: dict[str, StopFacts]) -> None:
    facts = [some["samaritans"], some["manna-society-day-centre"], some["nhs-111-mental-health-option"]]
    sheet = discreet_sheet(entries(facts), facts[0].dated)
    assert list(sheet.texts()) == [
        "Numbers", "First number", "116 123", "Second number", "020 7403 1931, then 1", "Third number", "111, then 2",
        "22 November 2026",
    ]  # fmt: skip
    assert (sheet.file_name, sheet.large, sheet.foot) == (FILE_NAME, True, "")
    assert not any(block.qr for block in sheet.opening if isinstance(block, Number))


def test_a_line_for_texts_says_so_and_not_the_word_to_text(some: dict[str, StopFacts]) -> None:
    (entry,) = entries([some["shout-85258"]])
    assert entry.number == "85258 (text)"


def test_names_offered_are_none_of_the_words_of_a_service(some: dict[str, StopFacts]) -> None:
    first = some["bench-outreach-housing-first"]
    (entry,) = entries([first])
    assert "first" in identifying(first.listing)
    assert entry.name == "Number 1"


def test_a_service_without_a_number_has_the_one_to_ring_instead_and_else_is_left_out(
    every: Sequence[StopFacts],
) -> None:
    instead = next(each for each in every if each.instead and not each.listing.phones)
    without = next(each for each in every if not each.instead and not each.listing.phones)
    assert instead.instead
    (entry,) = entries([instead, without])
    assert entry.number.startswith(instead.instead.number)
    assert entry.whose.startswith(instead.listing.name)
    assert instead.instead.name in entry.whose
    assert left_out([instead, without]) == (f"{without.listing.name} is left out: we found no number to ring for it.",)
    assert refusal(instead.instead.organization, [entry])


def test_a_number_that_two_share_is_there_once_and_no_name_may_tell_of_either(some: dict[str, StopFacts]) -> None:
    one, other = some["refuge-southwark"], some["refuge-athena-lewisham"]
    shared = replace(other, listing=replace(other.listing, phones=one.listing.phones))
    (entry,) = entries([one, shared])
    assert entry.whose == f"{one.listing.name} and {other.listing.name}"
    assert telling("Athena", [entry]) == ("athena",)


def test_a_number_holds_nothing_but_digits(some: dict[str, StopFacts]) -> None:
    facts = some["samaritans"]
    hostile = replace(facts.listing, phones=(Phone("<b>Refuge</b> 116\u202e 123 ext drugs", "press 3"),))
    (entry,) = entries([replace(facts, listing=hostile)])
    assert entry.number == "116 123, then 3"
    assert not entries([replace(facts, listing=replace(facts.listing, phones=(Phone("ask Refuge", None),)))])


def test_a_name_that_tells_is_refused_in_one_sentence(some: dict[str, StopFacts]) -> None:
    offered = entries([some["manna-society-day-centre"], some["samaritans"]])
    for name, word in (
        ("The refuge", "refuge"),
        ("Manna lunch", "manna"),
        ("Melior St", "melior"),
        ("d r u g s", "d r u g s"),
    ):
        named = (offered[1].named(name), offered[0])
        said = f"This word tells: {word}. Choose a name that would mean nothing to somebody else."
        assert refusal(name, offered) == said
        with pytest.raises(UsageError, match=re.escape(said)):
            discreet_sheet(named)
    assert refusal("Refuge for women", offered).startswith("These words tell: refuge and women.")
    assert refusal("Sam's garage", offered) == ""
    assert refusal("a" * 41) == "A name here has at most 40 letters."


def test_what_is_printed_is_what_was_checked(some: dict[str, StopFacts]) -> None:
    (entry,) = entries([some["samaritans"]])
    assert entry.named(" \u202e Sam\u200b \n Lee ").name == "Sam Lee"
    assert list(discreet_sheet([replace(entry, name="Sam\u202e\nLee")]).texts()) == ["Numbers", "Sam Lee", "116 123"]


def test_a_record_shows_nothing_that_somebody_wrote() -> None:
    assert repr(Entry("samaritans", "Sam", "116 123", "Samaritans")) == "Entry('samaritans')"


def test_one_number_is_remembered_in_groups_that_are_easy_to_learn(some: dict[str, StopFacts]) -> None:
    first = remember(entries([some["manna-society-day-centre"], some["samaritans"]]))
    assert (first.number, first.groups) == ("020 7403 1931, then 1", ("020", "7403", "1931"))
    assert first.aloud == "oh two oh, seven four oh three, one nine three one, then one"
    assert "in 3 parts, of 3, 4 and 4 digits" in first.rhythm
    assert first.whose == some["manna-society-day-centre"].listing.name


@given(st.lists(st.text("0123456789", min_size=1, max_size=11), min_size=1, max_size=4))
def test_no_group_to_learn_is_longer_than_four_and_none_is_lost(parts: list[str]) -> None:
    told = remember([Entry("x", "", " ".join(parts))])
    assert "".join(told.groups) == "".join(parts)
    assert all(1 <= len(group) <= 4 for group in told.groups)


def test_without_any_number_a_free_line_that_the_directory_holds_is_remembered(some: dict[str, StopFacts]) -> None:
    free, listing = remember(()), some["samaritans"].listing
    assert (free.number, free.whose) == (listing.phones[0].number, listing.name)
    assert "Free from any phone" in (listing.phones[0].note or "")
    assert free.says.startswith("Free from any phone")


def test_the_question_comes_with_what_follows_from_each_answer() -> None:
    assert QUESTION == "Is paper safe? Who might see it?"
    assert [answer.code for answer in PAPER_ANSWERS] == ["safe", "seen", "unsafe"]
    assert PAPER_ANSWERS[2].says == "Remember one number instead"
    assert all(answer.follows for answer in PAPER_ANSWERS)
