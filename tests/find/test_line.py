"""The line of a list: what it says, what it leaves out, and which of its words are marked."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Point, Term, Vocabulary
from navigator.find import Correction, Expansion, Match, Opening, Query, Result, Search
from navigator.find.line import Line, Marked, line, opening_words, understood
from navigator.find.query import Concept
from navigator.find.thesaurus import Alternative
from navigator.find.wording import listed, plain_date, plural
from navigator.text import fold, words

TODAY = date(2026, 11, 23)
UNKNOWN = Opening("unknown", None, None, None, "Not stated")
WORDS = Vocabulary(
    [
        Term("route", "self", "Refer yourself"),
        Term("route", "gp", "Through a GP"),
        Term("stance", "accepts", "Takes people with both"),
        Term("status", "closed", "Closed"),
        Term("status", "unclear", "Check it still runs"),
    ]
)
RESULT = Result(
    key=1,
    id="one",
    name="One",
    organization="Somebody",
    description="Helps people.",
    status="active",
    areas=("Lambeth", "Southwark"),
    stance="accepts",
    routes=("self", "gp"),
    phone=None,
    open=Opening("open", "walk-in", None, None, "Walk in now, until 17:00", "2024-06"),
    distance_m=1000.0,
    checked=None,
    newest="2024-06",
    points=(Point(51.4, -0.1),),
)


@pytest.mark.parametrize(
    ("outcome", "not_said", "fits", "unsaid", "late"),
    [
        ("", (), "", "", False),
        ("", ("open",), "", "Does not say: hours", True),
        ("meets-rules", (), "Meets their published rules", "", False),
        ("meets-rules", ("open",), "Meets their published rules", "Does not say: hours", True),
        ("worth-asking", ("fits",), "Worth asking", "", True),
        ("worth-asking", ("open", "fits"), "Worth asking", "Does not say: hours", True),
    ],
)
def test_a_line_says_where_the_service_stands_by_what_a_person_said(
    outcome: str, not_said: tuple[str, ...], fits: str, unsaid: str, *, late: bool
) -> None:
    made = line(replace(RESULT, outcome=outcome, not_said=not_said), WORDS, today=TODAY)
    assert (made.fits, made.unsaid, made.late) == (fits, unsaid, late)
    assert all(f"{part}." in made.spoken for part in (fits, unsaid) if part)


def shown(marked: Marked) -> str:
    """A text with its marks in brackets."""
    text = marked.text
    for start, stop in reversed(marked.marks):
        text = f"{text[:start]}[{text[start:stop]}]{text[stop:]}"
    return text


def asked(*phrases: str, start: str = "", alone: str = "") -> Query:
    """A query of phrases taken as they are typed; ``start`` is one more word that is still being typed."""
    concepts = [Concept(phrase, (Alternative(phrase, 1.0, "typed", phrase),), 1.0) for phrase in phrases]
    if start:
        concepts.append(Concept(start, (Alternative(start, 1.0, "typed", start),), 1.0, start=start))
    named = tuple(word for phrase in phrases for word in phrase.split())
    return Query(" ".join((*phrases, start)), tuple(concepts), named=named, start=alone)


def does(text: str, query: Query, *matched: Match) -> str:
    """What a service does, with what answers a query in brackets."""
    return shown(line(replace(RESULT, description=text, matched=matched), WORDS, query, TODAY).does)


# What it says -------------------------------------------------------------------------------------------------------


def test_a_line_of_a_list() -> None:
    assert line(RESULT, WORDS, None, TODAY) == Line(
        key=1,
        id="one",
        name=Marked("One"),
        mark="",
        organization="Somebody",
        areas="Lambeth and Southwark",
        does=Marked("Helps people."),
        ways="Refer yourself or through a GP",
        stance="accepts",
        both="Both needs: takes people with both",
        state="open",
        opening="Walk in now, until 17:00 (hours from June 2024)",
        distance="about 0.6 miles",
        checked="Never checked; page of June 2024",
        unsaid="",
        points=(Point(51.4, -0.1),),
    )


def test_a_line_is_spoken_as_sentences() -> None:
    spoken = line(RESULT, WORDS).spoken
    assert spoken.startswith("One. Somebody. For Lambeth and Southwark. Helps people. Walk in now,")
    assert spoken.endswith("Refer yourself or through a GP. Never checked; page of June 2024.")
    long = replace(RESULT, description=f"{'One word after another ' * 6}detox.")
    assert "…" not in line(long, WORDS, asked("detox")).spoken


@pytest.mark.parametrize(("status", "mark"), [("closed", "Closed"), ("unclear", "Check it still runs")])
def test_closed_and_unclear_are_marked_in_words(status: str, mark: str) -> None:
    assert line(replace(RESULT, status=status), WORDS).mark == mark


def test_a_closed_service_shows_nothing_to_act_on() -> None:
    told = line(replace(RESULT, status="closed"), WORDS)
    assert (told.ways, told.both, told.opening, told.distance, told.points) == ("", "", "", "", ())


def test_what_is_unknown_is_left_out_of_a_line() -> None:
    told = line(replace(RESULT, open=UNKNOWN, stance="not-stated", distance_m=None, routes=(), areas=()), WORDS)
    assert (told.ways, told.both, told.opening, told.distance, told.areas) == ("", "", "", "", "")
    assert (told.stance, told.state) == ("not-stated", "unknown")


def test_a_line_names_the_filters_it_says_nothing_about() -> None:
    assert line(replace(RESULT, not_said=("area", "drop_in")), WORDS).unsaid == "Does not say: area or dropping in"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-23", "Checked today"),
        ("2026-11-22", "Checked yesterday"),
        ("2026-11-20", "Checked 3 days ago"),
        ("2026-11-16", "Checked 1 week ago"),
        ("2026-10-26", "Checked 4 weeks ago"),
        ("2026-08-20", "Checked 3 months ago"),
        ("2025-11-20", "Checked 1 year ago"),
        ("2021-01-01", "Checked 5 years ago"),
        ("2026-12-01", "Checked on 1 December 2026"),
    ],
)
def test_how_long_since_anyone_checked(day: str, said: str) -> None:
    assert line(replace(RESULT, checked=day), WORDS, None, TODAY).checked == said


def test_what_nobody_checked_gives_the_date_of_its_newest_page_or_says_there_is_none() -> None:
    assert line(replace(RESULT, newest="2019"), WORDS).checked == "Never checked; page of 2019"
    assert line(replace(RESULT, newest=""), WORDS).checked == "Never checked; undated page"


def test_hours_without_a_date_claim_none() -> None:
    assert opening_words(replace(RESULT.open, as_of="")) == "Walk in now, until 17:00"


# Its marks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("Detox and rehab.", "detox", "[Detox] and rehab."),
        ("Detoxing, or a nondetox.", "detox", "Detoxing, or a nondetox."),
        ("Drop-in, and to drop in.", "drop in", "[Drop-in], and to [drop in]."),
        ("Drops indoors.", "drop in", "Drops indoors."),
        ("St Mungo\u2019s, St Mungo's", "st mungos", "[St Mungo\u2019s], [St Mungo's]"),
        ("Café, CAFE\u0301 and cafe", "cafe", "[Café], [CAFE\u0301] and [cafe]"),
        ("At A&E, or a&e.", "ae", "At [A&E], or [a&e]."),
        ("Mental health.", "mental health", "[Mental health]."),
        ("", "detox", ""),
    ],
)
def test_whole_words_are_marked_whatever_their_case_and_accents(text: str, phrase: str, said: str) -> None:
    assert does(text, asked(phrase)) == said


def test_marks_with_only_a_space_between_them_are_one() -> None:
    assert does("Drug use, and use of drugs", asked("use", "drug")) == "[Drug use], and [use] of drugs"


def test_a_word_that_is_still_being_typed_is_marked_at_its_beginning() -> None:
    assert does("Détox, and a nondetox", asked(start="det")) == "[Dét]ox, and a nondetox"
    assert does("Œuvre", asked(start="oeu")) == "[Œu]vre"
    assert does("Somebody sleeps", asked(start="s")) == "Somebody sleeps"


def test_one_or_two_letters_alone_are_marked_in_names() -> None:
    told = line(replace(RESULT, name="Samaritans", description="Same."), WORDS, asked(alone="sa"))
    assert (shown(told.name), shown(told.does)) == ("[Sa]maritans", "Same.")


def test_words_in_any_order_are_marked_but_not_those_that_say_nothing() -> None:
    concept = Concept("help in housing", (Alternative("help in housing", 0.6, "words", "help in housing"),), 1.0)
    query = Query("help in housing", (concept,), named=("help", "housing"))
    assert does("Housing in Deptford, and help", query) == "[Housing] in Deptford, and [help]"


def test_what_stands_for_a_phrase_is_marked_but_never_a_word_that_is_not_displayed() -> None:
    found = (
        Alternative("alcohol", 0.7, "expanded", "alcohol"),
        Alternative("slang", 0.7, "expanded", ""),
        Alternative("far", 0.1, "expanded", "far"),
        Alternative("need:alcohol", 0.8, "code", "Drinking"),
    )
    query = Query("booze", (Concept("booze", found, 1.0),), named=("booze",))
    assert does("Alcohol, slang, far, drinking", query) == "[Alcohol], slang, far, drinking"
    code = Match("booze", "Drinking", "code", "codes")
    assert does("Alcohol, slang, far, drinking", query, code) == "[Alcohol], slang, far, [drinking]"
    assert does("Slang", Query("slang"), Match("slang", "", "expanded", "details")) == "Slang"


def test_a_text_whose_first_mark_is_far_along_begins_before_it() -> None:
    far = f"{'Some words ' * 8}and then a place of its own for detox. {'And more ' * 20}"
    assert does(far, asked("detox")).startswith("… then a place of its own for [detox]. And more")
    sentence = f"{'Some words ' * 8}end. It also offers detox."
    assert does(sentence, asked("detox")) == "… It also offers [detox]."
    assert does(f"{'Some words ' * 5}detox", asked("detox")) == f"{'Some words ' * 5}[detox]"
    assert does(f"{'x' * 90} detox", asked("detox")) == f"… {'x' * 90} [detox]"


TEXTS = st.text(st.sampled_from("aæœéE'\u2019\u0301-&. \u200b1ß"), max_size=120)


@given(TEXTS, st.lists(TEXTS, max_size=3), TEXTS)
def test_marks_are_in_order_and_hold_only_what_was_asked_for(text: str, typed: list[str], start: str) -> None:
    phrases = [" ".join(found) for each in typed if (found := words(each))]
    begun = "".join(words(start)[:1])
    marked = line(replace(RESULT, description=text), WORDS, asked(*phrases, start=begun)).does
    ends = [0, *(end for mark in marked.marks for end in mark), len(marked.text)]
    assert ends == sorted(ends)
    wanted = {word for phrase in phrases for word in phrase.split()}
    for first, stop in marked.marks:
        found = words(marked.text[first:stop])
        assert found
        assert all(word in wanted or fold(word).startswith(begun or " ") for word in found)


def test_every_mark_of_a_real_search_is_a_word_that_was_shown_or_typed(shipped: Search) -> None:
    for text in ("methodone", "booze camberwell", "drop in food", "st mungos", "mental heal"):
        page = shipped.first(text)
        lines = [line(result, WORDS, page.query, TODAY) for result in page.results]
        assert any(told.name.marks or told.does.marks for told in lines)
        for told in lines:
            for marked in (told.name, told.does):
                assert all(marked.text[a:b].strip() == marked.text[a:b] != "" for a, b in marked.marks)


# Small words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-06", "June 2024"),
        ("2024-06-03", "3 June 2024"),
        ("2019", "2019"),
        ("pages of 2017 to 2024-08, some undated", "pages of 2017 to August 2024, some undated"),
        ("2024-13", "2024-13"),
        ("", ""),
    ],
)
def test_dates_as_people_say_them(text: str, said: str) -> None:
    assert plain_date(text) == said


def test_what_was_understood() -> None:
    query = Query(
        "methodone dv",
        corrections=(Correction("methodone", "methadone"),),
        expansions=(Expansion("methodone", ("a", "b", "c")), Expansion("dv", ("d", "a"))),
    )
    assert understood(query) == "Showing results for “methadone”. Also looked for: a, d, b, c."
    assert understood(Query("plain")) == ""


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A or b"), (["A b", "GP", "Irish", "C"], "A b, GP, Irish or c")],
)
def test_lists_as_people_say_them(items: list[str], said: str) -> None:
    assert listed(items, "or", lower=True) == said


def test_a_number_of_things_is_told_with_its_ending() -> None:
    assert (plural(1, "listing"), plural(1200, "listing"), plural(0, "listing")) == (
        "1 listing",
        "1,200 listings",
        "0 listings",
    )
    assert (plural(1, "copy", "copies"), plural(2, "copy", "copies")) == ("1 copy", "2 copies")
