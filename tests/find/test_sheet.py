"""What a person reads of a listing: every section, how old its facts are, and what is left unsaid."""

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
    Place,
    Point,
    Source,
    Stance,
    Store,
    Term,
    Verification,
    Vocabulary,
    read_listing,
)
from navigator.directory.labels import read_labels
from navigator.find.ages import age_of, is_old, origin_of_hours
from navigator.find.number import NextNumber, next_number
from navigator.find.sheet import Part, Section, Sheet, opening_of, sheet

TODAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - times are London's, and carry no zone
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
    sources=(Source(1, "https://example.org/a", "A page", "2026-06"), Source(2, None, "A list", None)),
)


OLD = Source(3, "https://example.org/old", "An old page", "2019")
DOOR = NextNumber("020 7946 0000", "Option 1", "Front door", "The council", "front-door", "works with it")


def told(listing: Listing, instead: NextNumber | None = None) -> Sheet:
    """A listing in words, this Monday at ten."""
    return sheet(listing, WORDS, at=TEN, instead=instead)


def parts(listing: Listing, code: str, instead: NextNumber | None = None) -> tuple[Part, ...]:
    """The parts of one section; none where it is left out."""
    return next((section.parts for section in told(listing, instead).sections if section.code == code), ())


def read(listing: Listing, code: str) -> tuple[str, ...]:
    """The lines of one section; none where it is left out."""
    return next((section.lines for section in told(listing).sections if section.code == code), ())


def rule(facet: str, kind: str = "requires", strength: str = "hard", **more: object) -> str:
    fields: dict[str, object] = {"values": (), "minimum": None, "maximum": None, "note": None, "source": 1} | more
    criterion = Criterion(facet=facet, rule=kind, strength=strength, **fields)  # type: ignore[arg-type]
    return read(replace(BARE, eligibility=(criterion,)), "rules")[0]


# The whole ----------------------------------------------------------------------------------------------------------


def test_parts_with_nothing_to_say_are_left_out() -> None:
    assert [section.code for section in told(BARE).sections] == ["phone", "unsaid", "provider", "checked", "sources"]


def test_the_head_of_a_sheet() -> None:
    shown = told(replace(BARE, status="unclear", areas=("Lambeth",)))
    assert (shown.id, shown.name, shown.organization, shown.does) == ("bare", "Bare", "Somebody", "Helps.")
    assert (shown.mark, shown.areas, shown.points, shown.distance) == ("Check it still runs", ("Lambeth",), (), "")
    assert told(BARE).mark == ""


def test_what_no_page_says_is_said_once_and_kindly() -> None:
    (said,) = parts(BARE, "unsaid")
    assert said.text.startswith("We found nothing about how to refer, opening hours,")
    assert said.text.endswith("It is fine to ask them.")
    assert said.kind == "quiet"
    shown = " ".join(text for section in told(BARE).sections for text in (section.heading, *section.lines))
    assert shown.casefold().count("not stated") == 1


def test_what_is_known_is_not_asked_about() -> None:
    known = replace(
        BARE,
        referral_routes=("self",),
        hours=Hours("24/7", None, None),
        locations=(Location("Hall", None, None, None, None, None, confidential=False, accessibility=()),),
        required_documents=("ID",),
        stance=Stance("accepts", None, 1),
        open_access=True,
        flexibility=Flexibility(wait_time="Two weeks"),
    )
    assert parts(known, "unsaid") == ()


def test_the_order_is_the_one_a_referral_needs() -> None:
    whole = replace(
        BARE,
        referral_routes=("self",),
        how_to_refer="Ring.",
        hours=Hours("Mo 09:00-17:00", None, None),
        areas=("Lambeth",),
        phones=(Phone("111", None),),
        email="a@example.org",
        required_documents=("ID",),
        cost="free",
        stance=Stance("accepts", None, 1),
        eligibility=(Criterion("gender", "requires", "hard", ("woman",), None, None, None, 1),),
        flexibility=Flexibility(re_entry="Yes", wait_time="Two weeks", missed_appointments="They ring."),
        links=(Link(None, "Another", "refers-to", 1),),
        needs=("alcohol",),
    )
    assert [section.code for section in told(whole).sections] == [
        "access", "refer", "when", "where", "phone", "online", "bring", "cost", "both", "rules", "missed", "bends",
        "wait", "links", "helps", "unsaid", "provider", "checked", "sources",
    ]  # fmt: skip


def test_every_real_listing_can_be_read_whole() -> None:
    connection = Store.open().connect()
    words = read_labels(connection)
    try:
        for (service_id,) in connection.execute("SELECT id FROM service").fetchall():
            listing = read_listing(connection, service_id)
            assert listing is not None
            shown = sheet(listing, words, at=TEN, instead=next_number(connection, listing))
            codes = [section.code for section in shown.sections]
            assert {"provider", "checked", "sources"} <= set(codes)
            assert len(codes) == len(set(codes))
            assert all(section.heading and section.parts for section in shown.sections)
            every = [part for section in shown.sections for part in section.parts]
            assert all(part.text.strip() and all(line.strip() for line in part.lines) for part in every)
            assert all(part.target.isdigit() for part in every if part.kind == "phone")
            assert all(part.target for part in every if part.kind in {"email", "web", "listing"})
    finally:
        connection.close()


# Going there --------------------------------------------------------------------------------------------------------


def test_a_closed_service_says_so_first_and_offers_no_hours() -> None:
    closed = replace(BARE, status="closed", referral_routes=("self",), hours=Hours("24/7", None, None))
    first, *rest = told(closed).sections
    warning = Part("warning", "This service has closed. Do not send anyone here.")
    assert first == Section("access", "Can they go?", (warning,))
    assert not {"when", "unsaid", "phone"} & {section.code for section in rest}


def test_an_unclear_service_is_to_be_checked_and_is_never_open() -> None:
    unclear = replace(BARE, status="unclear", hours=Hours("24/7", None, None))
    assert read(unclear, "access")[0].startswith("Check that it still runs")
    assert read(unclear, "when") == ("Hours not confirmed.", "Every day: day and night")


def test_doors_anyone_may_knock_at() -> None:
    listing = replace(BARE, open_access=True, anyone_may_apply=True)
    assert read(listing, "access") == ("Anyone may come.", "Anyone may apply. Ask for the decision in writing.")


def test_a_confidential_place_gives_no_address_and_no_point() -> None:
    secret = Location("Refuge", "1 Hidden Road", "London", "SE1 1AA", 51.5, -0.1, confidential=True, accessibility=())
    listing = replace(BARE, locations=(secret,))
    (said,) = parts(listing, "where")
    assert said.text.startswith("Refuge: the address is confidential.")
    origin = Place("Here", "neighbourhood", Point(51.5, -0.1), (("Lambeth", 1.0),), 0)
    shown = sheet(listing, WORDS, at=TEN, origin=origin)
    assert (shown.points, shown.distance) == ((), "")
    assert not any(secret in str(shown) for secret in ("Hidden", "SE1", "51.5"))


def test_a_place_with_its_address_access_and_distance() -> None:
    place = Location(
        "Hall", "2 Open Road", "London", "SE5 8AZ", 51.4, -0.1, confidential=False, accessibility=("step-free",)
    )
    listing = replace(BARE, locations=(place,), areas=("Lambeth", "Southwark"), delivery=("phone",))
    said = ("Hall, 2 Open Road, London, SE5 8AZ", "Step-free", "By phone", "For Lambeth and Southwark.")
    assert read(listing, "where") == said
    origin = Place("Camberwell", "neighbourhood", Point(51.41, -0.1), (("Lambeth", 1.0),), 0)
    shown = sheet(listing, WORDS, at=TEN, origin=origin)
    (where,) = [section for section in shown.sections if section.code == "where"]
    assert where.lines == (*said[:2], "About 0.7 miles from Camberwell", *said[2:])
    assert (shown.distance, shown.points) == ("about 0.7 miles", (Point(51.4, -0.1),))
    borough = Place("Lambeth", "borough", None, (("Lambeth", 1.0),), 0)
    assert sheet(listing, WORDS, at=TEN, origin=borough).distance == ""


# When ---------------------------------------------------------------------------------------------------------------


def test_hours_are_spelled_out_with_today_by_itself_and_their_date() -> None:
    hours = Hours("Mo-Fr 09:00-17:00; Sa 10:00-12:00,13:00-14:00", "Ring first.", None)
    assert parts(replace(BARE, hours=hours, hours_date="pages of 2026-06"), "when") == (
        Part("text", "Staffed now, until 17:00; referral only."),
        Part("day", "Monday, today", "09:00 to 17:00", "today"),
        Part("day", "Tuesday to Friday", "09:00 to 17:00"),
        Part("day", "Saturday", "10:00 to 12:00, 13:00 to 14:00"),
        Part("day", "Sunday", "closed"),
        Part("quiet", "Hours from pages of June 2026."),
        Part("text", "Ring first."),
    )


def test_hours_from_an_old_page_say_so_beside_them() -> None:
    old = replace(BARE, hours=Hours("We 10:00-17:00", None, None), hours_date="2019")
    first, *days = parts(old, "when")
    assert first == Part("text", "Opens Wed 10:00.", "from a page of 2019")
    assert days == [
        Part("day", "Monday, today", "closed", "today"),
        Part("day", "Tuesday", "closed"),
        Part("day", "Wednesday", "10:00 to 17:00"),
        Part("day", "Thursday to Sunday", "closed"),
    ]
    assert read(old, "when")[:2] == ("Opens Wed 10:00 (from a page of 2019).", "Monday, today: closed")


def test_two_days_alike_are_joined_by_and() -> None:
    listing = replace(BARE, hours=Hours("Tu-Fr 10:00-17:00", None, None))
    assert parts(listing, "when")[-1] == Part("day", "Saturday and Sunday", "closed")


def test_hours_nobody_can_read_are_shown_as_written() -> None:
    listing = replace(BARE, hours=Hours("by arrangement", None, None), hours_date="undated pages")
    assert parts(listing, "when") == (Part("text", "by arrangement", "from undated pages"),)


def test_hours_of_no_day_this_week_are_shown_as_written() -> None:
    listing = replace(BARE, hours=Hours("Jan Mo 10:00-12:00", None, None))
    assert read(listing, "when") == ("Opens 4 Jan 10:00.", "Jan Mo 10:00-12:00")


def test_whether_it_is_open_at_a_moment() -> None:
    assert opening_of(replace(BARE, hours=Hours("24/7", None, None)), TEN).state == "open"
    assert opening_of(BARE, TEN).state == "unknown"


# Reaching it --------------------------------------------------------------------------------------------------------


def test_a_number_can_be_dialled_and_says_whose_it_is() -> None:
    listing = replace(BARE, phones=(Phone("+44 (0)20 7946 0000", "Front desk"), Phone("116 123", None)))
    assert parts(listing, "phone") == (
        Part("phone", "+44 (0)20 7946 0000", "Front desk", "+4402079460000"),
        Part("phone", "116 123", "", "116123"),
    )
    assert read(listing, "phone") == ("+44 (0)20 7946 0000: Front desk", "116 123")


def test_a_listing_without_a_number_names_the_next_best_once() -> None:
    assert parts(BARE, "phone", DOOR) == (
        Part("text", "We found no number of its own. The next best to ring:"),
        Part("phone", "020 7946 0000", "Front door, The council (works with it). Option 1", "02079460000"),
        Part("listing", "See Front door", target="front-door"),
    )
    own = replace(BARE, phones=(Phone("111", None),))
    assert parts(own, "phone", DOOR) == (Part("phone", "111", target="111"),)


def test_whose_number_it_is_is_not_said_twice() -> None:
    (_, phone, _) = parts(BARE, "phone", replace(DOOR, name="The council: front door", note=""))
    assert phone.note == "The council: front door (works with it)"


def test_a_closed_service_gives_another_number_and_never_speaks_of_its_own() -> None:
    said, phone, _ = parts(replace(BARE, status="closed"), "phone", DOOR)
    assert (said.text, phone.target) == ("Here is another number to ring.", "02079460000")


@pytest.mark.parametrize(
    ("email", "url", "said"),
    [
        (None, None, "We found no number of its own. If it cannot wait, look in Right now."),
        (
            "a@b.org",
            None,
            "We found no number of its own. Ask through its email. If it cannot wait, look in Right now.",
        ),
        (
            "a@b.org",
            "https://b.org",
            "We found no number of its own. Ask through its email or website. If it cannot wait, look in Right now.",
        ),
    ],
)
def test_where_no_number_fits_other_ways_are_named(email: str | None, url: str | None, said: str) -> None:
    assert read(replace(BARE, email=email, url=url), "phone") == (said,)


def test_links_need_a_network() -> None:
    listing = replace(BARE, email="a@example.org", url="https://example.org")
    assert parts(listing, "online") == (
        Part("email", "a@example.org", "needs a network", "a@example.org"),
        Part("web", "https://example.org", "needs a network", "https://example.org"),
    )
    assert read(listing, "online") == ("a@example.org", "https://example.org")


# Rules --------------------------------------------------------------------------------------------------------------


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


def test_rules_name_their_source_once_for_each_run_and_say_when_it_is_old() -> None:
    women = Criterion("gender", "requires", "hard", ("woman",), None, None, None, 1)
    rules = (
        women,
        replace(women, facet="housing", values=("hostel",)),
        replace(women, facet="age", minimum=18, source=3),
        replace(women, facet="age", minimum=21, source=3),
        replace(women, facet="age", minimum=25, source=2),
    )
    listing = replace(BARE, eligibility=rules, sources=(*BARE.sources, OLD))
    assert parts(listing, "rules") == (
        Part("text", "Only for: women."),
        Part("text", "Only for: in a hostel."),
        Part("quiet", "From: A page (June 2026)"),
        Part("text", "Only for: people aged 18 or over.", "from a page of 2019"),
        Part("text", "Only for: people aged 21 or over."),
        Part("quiet", "From: An old page"),
        Part("text", "Only for: people aged 25 or over.", "from an undated page"),
        Part("quiet", "From: A list"),
    )


def test_what_it_says_about_both_needs_with_its_source() -> None:
    listing = replace(BARE, stance=Stance("accepts", "Says so", 1))
    assert read(listing, "both") == (
        "Takes people with both. Needing help with both is no reason to say no.",
        "Says so",
        "From: A page (June 2026)",
    )
    old = replace(listing, stance=Stance("not-stated", "Says so", 3), sources=(OLD,))
    assert read(old, "both") == ("Says so (from a page of 2019)", "From: An old page")
    assert read(replace(BARE, stance=Stance("accepts", None, None)), "both")[1:] == ()


def test_what_happens_after_a_missed_appointment_stands_by_itself() -> None:
    listing = replace(BARE, flexibility=Flexibility(missed_appointments="They ring.", drop_in="Daily"))
    assert (read(listing, "missed"), read(listing, "bends")) == (("They ring.",), ("Dropping in: Daily",))


@pytest.mark.parametrize(
    ("dates", "old"),
    [
        ("2026-11", False),
        ("2024-11", False),
        ("2024-10", True),
        ("2024", False),
        ("2023", True),
        ("2024-10-30", True),
        ("pages of 2025-04", False),
        ("pages of 2019 to 2026-01", True),
        ("pages of 2026-01, some undated", True),
        ("an undated page", True),
    ],
)
def test_a_page_is_old_after_two_years_or_without_a_date(dates: str, *, old: bool) -> None:
    assert is_old(dates, TODAY) is old


def test_how_old_a_fact_is() -> None:
    assert age_of(OLD, TODAY) == "from a page of 2019"
    assert age_of(replace(OLD, page_date="2019-03"), TODAY) == "from a page of March 2019"
    assert age_of(replace(OLD, page_date=None), TODAY) == "from an undated page"
    assert age_of(replace(OLD, page_date="2026"), TODAY) == age_of(None, TODAY) == ""
    assert origin_of_hours("2017-08") == "from a page of August 2017"
    assert origin_of_hours("an undated page") == "from an undated page"


# Other services, and where this comes from --------------------------------------------------------------------------


def test_other_services_can_be_opened_where_they_are_listed() -> None:
    links = (
        Link("night-stop", "Night Stop", "refers-to", 1),
        Link(None, "Another", "joint-working", 3),
        Link(None, "A third", "refers-to", 3),
        Link("night-stop", "Night Stop", "refers-to", 3),
    )
    assert parts(replace(BARE, links=links, sources=(*BARE.sources, OLD)), "links") == (
        Part("listing", "Passes people to Night Stop", target="night-stop"),
        Part("text", "Passes people to A third", "from a page of 2019"),
        Part("text", "joint working Another"),
    )


def test_nobody_has_checked() -> None:
    assert read(BARE, "checked") == ("Nobody has checked this with the service.",)


def test_somebody_has_checked() -> None:
    checked = replace(BARE, verifications=(Verification("2026-10-03", "phone", "hours and phone", None),))
    assert read(checked, "checked") == ("3 October 2026, by phone: hours and phone",)


def test_sources_with_their_dates_say_once_that_they_need_a_network() -> None:
    assert parts(BARE, "sources") == (
        Part("quiet", "Opening these pages needs a network."),
        Part("web", "A page", "June 2026", "https://example.org/a"),
        Part("text", "A list (undated)"),
    )
    assert read(BARE, "sources")[1:] == ("A page (June 2026)", "https://example.org/a", "A list (undated)")
    assert read(replace(BARE, sources=BARE.sources[1:]), "sources") == ("A list (undated)",)
