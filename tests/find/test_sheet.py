"""What a person reads of a listing: every section, the sentences of rules, and what is left unsaid."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from navigator.directory import (
    Criterion,
    Flexibility,
    Hours,
    Link,
    Listing,
    Location,
    Organization,
    Phone,
    Source,
    Stance,
    Store,
    Term,
    Verification,
    Vocabulary,
    read_listing,
)
from navigator.directory.labels import read_labels
from navigator.find import Correction, Expansion, Opening, Query, Result
from navigator.find import Hours as Clock
from navigator.find.sheet import (
    Section,
    line,
    listed,
    opening_of,
    opening_words,
    plain_date,
    sections,
    understood,
)

MONDAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - times are London's, and carry no zone
UNKNOWN = Opening("unknown", None, None, None, "Not stated")
WORDS = Vocabulary(
    [
        Term("route", "self", "Refer yourself"),
        Term("route", "gp", "Through a GP"),
        Term("stance", "accepts", "Takes people with both", "Needing help with both is no reason to say no."),
        Term("status", "closed", "Closed"),
        Term("status", "unclear", "Check it still runs"),
        Term("value.gender", "woman", "Women"),
        Term("value.housing", "rough-sleeping", "Sleeping rough"),
        Term("value.housing", "hostel", "In a hostel"),
        Term("value.substance-use", "alcohol-current", "Drinking now"),
        Term("value.identity", "latin-american", "Latin American people"),
        Term("organization-kind", "charity", "Charity"),
        Term("link-kind", "refers-to", "Passes people to"),
        Term("delivery", "phone", "By phone"),
        Term("accessibility", "step-free", "Step-free"),
    ]
)
BARE = Listing(
    id="bare",
    name="Bare",
    alternate_names=(),
    organization=Organization("Somebody", "charity", None),
    description="Helps.",
    status="active",
    needs=(),
    service_types=(),
    areas=(),
    delivery=(),
    referral_routes=(),
    how_to_refer=None,
    url=None,
    email=None,
    phones=(),
    locations=(),
    hours=Hours(None, None, None),
    hours_date="",
    cost=None,
    cost_note=None,
    languages=(),
    interpreting=None,
    required_documents=(),
    open_access=False,
    anyone_may_apply=False,
    eligibility=(),
    stance=Stance("not-stated", None, None),
    approaches=(),
    flexibility=Flexibility(),
    transitions=(),
    links=(),
    verifications=(),
    sources=(Source(1, "https://example.org/a", "A page", "2024-06"), Source(2, None, "A list", None)),
)


def read(listing: Listing, code: str, opening: Opening = UNKNOWN) -> tuple[str, ...]:
    """The lines of one section; none where it is left out."""
    return next((part.lines for part in sections(listing, WORDS, opening) if part.code == code), ())


def rule(facet: str, kind: str = "requires", strength: str = "hard", **more: object) -> str:
    fields: dict[str, object] = {"values": (), "minimum": None, "maximum": None, "note": None, "source": 1} | more
    criterion = Criterion(facet=facet, rule=kind, strength=strength, **fields)  # type: ignore[arg-type]
    return read(replace(BARE, eligibility=(criterion,)), "rules")[0]


def test_parts_with_nothing_to_say_are_left_out() -> None:
    assert [part.code for part in sections(BARE, WORDS, UNKNOWN)] == ["unsaid", "provider", "checked", "sources"]


def test_what_no_page_says_is_said_once_and_kindly() -> None:
    (said,) = read(BARE, "unsaid")
    assert said.startswith("We found nothing about how to refer, opening hours,")
    assert said.endswith("It is fine to ask them.")
    everything = " ".join(text for part in sections(BARE, WORDS, UNKNOWN) for text in (part.heading, *part.lines))
    assert everything.casefold().count("not stated") == 1


def test_what_is_known_is_not_asked_about() -> None:
    known = replace(
        BARE,
        referral_routes=("self",),
        hours=Hours("24/7", None, None),
        locations=(Location("Hall", None, None, None, None, None, confidential=False, accessibility=()),),
        phones=(Phone("111", None),),
        required_documents=("ID",),
        stance=Stance("accepts", None, 1),
        open_access=True,
        flexibility=Flexibility(wait_time="Two weeks"),
    )
    assert read(known, "unsaid") == ()


def test_the_order_is_the_one_a_referral_needs() -> None:
    whole = replace(
        BARE,
        referral_routes=("self",),
        how_to_refer="Ring.",
        hours=Hours("Mo 09:00-17:00", None, None),
        areas=("Lambeth",),
        phones=(Phone("111", None),),
        required_documents=("ID",),
        stance=Stance("accepts", None, 1),
        eligibility=(Criterion("gender", "requires", "hard", ("woman",), None, None, None, 1),),
        flexibility=Flexibility(re_entry="Yes", wait_time="Two weeks"),
        links=(Link(None, "Another", "refers-to", 1),),
    )
    codes = [part.code for part in sections(whole, WORDS, opening_of(whole, TEN))]
    expected = ["access", "refer", "when", "where", "phone", "bring", "both", "rules", "bends", "wait", "links"]
    assert [code for code in codes if code in expected] == expected
    assert codes[-3:] == ["provider", "checked", "sources"]


def test_a_closed_service_says_so_first_and_offers_no_hours() -> None:
    closed = replace(BARE, status="closed", referral_routes=("self",), hours=Hours("24/7", None, None))
    first, *rest = sections(closed, WORDS, opening_of(closed, TEN))
    assert first == Section("access", "Can they go?", ("This service has closed. Do not send anyone here.",))
    assert not {"when", "unsaid"} & {part.code for part in rest}


def test_an_unclear_service_is_to_be_checked_and_is_never_open() -> None:
    unclear = replace(BARE, status="unclear", hours=Hours("24/7", None, None))
    assert read(unclear, "access")[0].startswith("Check that it still runs")
    assert read(unclear, "when", opening_of(unclear, TEN)) == ("Hours not confirmed.", "24/7")


def test_doors_anyone_may_knock_at() -> None:
    listing = replace(BARE, open_access=True, anyone_may_apply=True)
    assert read(listing, "access") == ("Anyone may come.", "Anyone may apply. Ask for the decision in writing.")


def test_a_confidential_place_gives_no_address() -> None:
    secret = Location("Refuge", "1 Hidden Road", "London", "SE1 1AA", None, None, confidential=True, accessibility=())
    (said,) = read(replace(BARE, locations=(secret,)), "where")
    assert said.startswith("Refuge: the address is confidential.")
    assert "Hidden" not in said
    assert "SE1" not in said


def test_a_place_with_its_address_and_access() -> None:
    place = Location(
        "Hall", "2 Open Road", "London", "SE5 8AZ", 51.4, -0.1, confidential=False, accessibility=("step-free",)
    )
    listing = replace(BARE, locations=(place,), areas=("Lambeth", "Southwark"), delivery=("phone",))
    assert read(listing, "where") == (
        "Hall, 2 Open Road, London, SE5 8AZ",
        "Step-free",
        "By phone",
        "For Lambeth and Southwark.",
    )


def test_hours_are_spelled_out_with_their_date() -> None:
    listing = replace(BARE, hours=Hours("Mo-Fr 09:00-17:00; Sa 10:00-12:00,13:00-14:00", "Ring first.", None))
    listing = replace(listing, hours_date="pages of 2024-06")
    week = Clock(TEN).week(listing.hours.opening_hours, MONDAY)
    (when,) = [part for part in sections(listing, WORDS, opening_of(listing, TEN), week) if part.code == "when"]
    assert when.lines == (
        "Staffed now, until 17:00; referral only.",
        "Monday to Friday: 09:00 to 17:00",
        "Saturday: 10:00 to 12:00, 13:00 to 14:00",
        "Hours from pages of June 2024.",
        "Ring first.",
    )


def test_day_and_night() -> None:
    listing = replace(BARE, hours=Hours("24/7", None, None))
    week = Clock(TEN).week("24/7", MONDAY)
    (when,) = [part for part in sections(listing, WORDS, opening_of(listing, TEN), week) if part.code == "when"]
    assert when.lines[1] == "Every day: day and night"


def test_hours_nobody_can_read_are_shown_as_written() -> None:
    listing = replace(BARE, hours=Hours("by arrangement", None, None))
    assert read(listing, "when", opening_of(listing, TEN)) == ("by arrangement",)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (rule("gender", values=("woman",)), "Only for: women."),
        (rule("housing", values=("rough-sleeping", "hostel")), "Only for: sleeping rough or in a hostel."),
        (rule("housing", strength="discretionary", values=("hostel",)), "Usually only for: in a hostel."),
        (rule("housing", "excludes", values=("hostel",), note="No room."), "Not for: in a hostel. No room."),
        (rule("identity", "prioritises", values=("latin-american",)), "First for: Latin American people."),
        (rule("age", minimum=18), "Only for: people aged 18 or over."),
        (rule("age", maximum=25), "Only for: people aged 25 or under."),
        (rule("age", minimum=16, maximum=25, note="Or so"), "Only for: people aged 16 to 25. Or so."),
        (rule("other", note="Voucher needed"), "Only for: Voucher needed."),
        (rule("area", values=("Lambeth",), note="lives-in"), "Only for: people who live in Lambeth."),
        (
            rule("area", values=("Lambeth", "Southwark"), note="lives-in or gp-in. Ask."),
            "Only for: people who live in Lambeth or Southwark, or have a GP there. Ask.",
        ),
        (
            rule("area", values=("Lewisham",), note="local-connection, or none with any other council"),
            "Only for: people with a local connection to Lewisham. Or none with any other council.",
        ),
        (
            rule("area", values=("Lambeth",), note="lives-in, or gp-in for others"),
            "Only for: people who live in Lambeth. Or has a GP there for others.",
        ),
        (rule("area", values=("Lambeth",), note="Lambeth residents"), "Only for: Lambeth. Lambeth residents."),
    ],
)
def test_a_rule_in_a_plain_sentence(said: str, sentence: str) -> None:
    assert said == sentence


def test_a_contested_rule_may_refuse_and_can_be_challenged() -> None:
    said = rule("substance-use", "excludes", "contested", values=("alcohol-current",), note="Generally")
    assert said.startswith("May refuse because of: drinking now. Generally. This can be challenged")


def test_rules_name_their_source_and_its_date_once_for_each_run() -> None:
    women = Criterion("gender", "requires", "hard", ("woman",), None, None, None, 1)
    rules = (
        women,
        replace(women, facet="housing", values=("hostel",)),
        replace(women, facet="age", minimum=18, source=2),
    )
    assert read(replace(BARE, eligibility=rules), "rules") == (
        "Only for: women.",
        "Only for: in a hostel.",
        "From: A page (June 2024)",
        "Only for: people aged 18 or over.",
        "From: A list (undated)",
    )


def test_what_it_says_about_both_needs_with_its_source() -> None:
    listing = replace(BARE, stance=Stance("accepts", "Says so", 1))
    assert read(listing, "both") == (
        "Takes people with both. Needing help with both is no reason to say no.",
        "Says so",
        "From: A page (June 2024)",
    )


def test_nobody_has_checked() -> None:
    assert read(BARE, "checked") == ("Nobody has checked this with the service.",)


def test_somebody_has_checked() -> None:
    checked = replace(BARE, verifications=(Verification("2026-10-03", "phone", "hours and phone", None),))
    assert read(checked, "checked") == ("3 October 2026, by phone: hours and phone",)


def test_sources_with_their_dates() -> None:
    assert read(BARE, "sources") == ("A page (June 2024)", "https://example.org/a", "A list (undated)")


def test_every_real_listing_can_be_read_whole() -> None:
    connection = Store.open().connect()
    words = read_labels(connection)
    try:
        for (service_id,) in connection.execute("SELECT id FROM service").fetchall():
            listing = read_listing(connection, service_id)
            assert listing is not None
            parts = sections(listing, words, opening_of(listing, TEN))
            codes = [part.code for part in parts]
            assert {"provider", "checked", "sources"} <= set(codes)
            assert len(codes) == len(set(codes))
            assert all(text.strip() for part in parts for text in (part.heading, *part.lines))
    finally:
        connection.close()


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
)


def test_a_line_of_a_list() -> None:
    told = line(RESULT, WORDS)
    assert (told.mark, told.who, told.unsaid) == ("", "Somebody · Lambeth and Southwark", "")
    assert told.facts == (
        "Walk in now, until 17:00 (hours from June 2024)",
        "about 0.6 miles",
        "Both needs: takes people with both",
        "Refer yourself or through a GP",
    )


def test_a_line_is_spoken_as_sentences() -> None:
    spoken = line(RESULT, WORDS).spoken
    assert spoken.startswith("One. Somebody · Lambeth and Southwark. Helps people. Walk in now,")
    assert spoken.endswith("Refer yourself or through a GP.")


@pytest.mark.parametrize(("status", "mark"), [("closed", "Closed"), ("unclear", "Check it still runs")])
def test_closed_and_unclear_are_marked_in_words(status: str, mark: str) -> None:
    assert line(replace(RESULT, status=status), WORDS).mark == mark


def test_a_closed_service_shows_nothing_to_act_on() -> None:
    assert line(replace(RESULT, status="closed"), WORDS).facts == ()


def test_what_is_unknown_is_left_out_of_a_line() -> None:
    told = line(replace(RESULT, open=UNKNOWN, stance="not-stated", distance_m=None, routes=()), WORDS)
    assert told.facts == ()


def test_a_line_names_the_filters_it_says_nothing_about() -> None:
    assert line(replace(RESULT, not_said=("area", "drop_in")), WORDS).unsaid == "Does not say: area or drop in"


def test_hours_without_a_date_claim_none() -> None:
    assert opening_words(replace(RESULT.open, as_of="")) == "Walk in now, until 17:00"


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
