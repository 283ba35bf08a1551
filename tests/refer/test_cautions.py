import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from navigator.check import Answers
from navigator.directory import Store
from navigator.refer.before import Before, before
from navigator.refer.cautions import GRADES, LABELS, SHUT, TELL_OF_THE_PERSON, Caution
from navigator.refer.refer import Refer
from navigator.refer.ways import ANY_PROFESSIONAL, ROLES, WORKER_WAYS, ways_of, who_can
from navigator.refer.wish import NOBODY
from tests.find.conftest import MakeListing, WriteDirectory
from tests.refer.opened import AT, OpenRefer, facts_of, opened, rule, stops

PHONE = [{"number": "020 7946 0000"}]
NEW = [{"number": 1, "title": "Their page", "page_date": "2026-05"}]
OF_2012 = [{"number": 1, "title": "Their old page", "url": "https://example.org/old", "page_date": "2012"}]
MONDAY_NIGHT = datetime.fromisoformat("2026-11-23 22:00")
EVERY_WEEKDAY = {"opening_hours": "Mo-Fr 09:00-17:00", "source": 1}

Knows = Callable[..., Before]


@pytest.fixture(scope="session")
def knows(open_refer: OpenRefer, listing: MakeListing) -> Knows:
    """What to know of one listing with a recent page and a number, unless told otherwise."""
    held: dict[str, Refer] = {}

    def know(
        answers: Answers = NOBODY, *, ways: frozenset[str] = WORKER_WAYS, at: datetime = AT, **said: Any
    ) -> Before:
        form = listing(**({"sources": NEW, "phones": PHONE} | said))
        key = f"{at} {form.model_dump_json()}"
        refer = held[key] = held.get(key) or open_refer(form, at=at)
        return before(stops(form.id), facts_of(refer, form.id, answers=answers), ways)[0]

    return know


def kinds(found: Before) -> list[str]:
    return [one.kind for one in found.cautions]


def the(kind: str, found: Before) -> Caution:
    (one,) = (one for one in found.cautions if one.kind == kind)
    return one


def test_a_service_that_nobody_checked_says_so_and_how_new_its_page_is(knows: Knows) -> None:
    found = knows()
    assert kinds(found) == ["unchecked"]
    assert found.worst == "know"
    assert found.headline == "Nothing found against it; nobody has checked it with the service"
    assert the("unchecked", found).says == "Nobody has checked it with the service. Its page is from May 2026."
    assert the("unchecked", found).source == "Their page, May 2026"


def test_hours_from_an_old_page_ask_to_ring_first(knows: Knows) -> None:
    found = knows(sources=OF_2012, hours=EVERY_WEEKDAY, referral_routes=["drop-in"])
    one = found.cautions[0]
    assert found.headline == "Ring first: hours are from a 2012 page, and nobody has checked them"
    assert one.says.endswith("If they still hold: walk in now, until 17:00.")
    assert one.do == "Ring 020 7946 0000 and ask what its hours are this week."
    assert (one.source, one.url) == ("Their old page, 2012", "https://example.org/old")
    assert found.asks[0] == "Are you still running, and taking people on?"
    assert "What are your hours this week?" in found.asks


def test_old_hours_and_being_shut_are_said_once(knows: Knows) -> None:
    found = knows(sources=OF_2012, hours=EVERY_WEEKDAY, referral_routes=["drop-in"], at=MONDAY_NIGHT)
    assert kinds(found) == ["old-hours"]
    assert "it is shut now and opens tomorrow 09:00, to walk in." in found.cautions[0].says


def test_shut_now_says_when_it_opens_and_for_whom(open_refer: OpenRefer, listing: MakeListing) -> None:
    doors: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({"referral_routes": ["drop-in"]}, "first", ", to walk in."),
        ({"service_types": ["helpline"], "delivery": ["phone"]}, "know", ", by phone."),
        ({"referral_routes": ["self"]}, "know", "; refer yourself first."),
        ({"referral_routes": ["professional"]}, "know", "; referral only."),
    )
    least = {"hours": EVERY_WEEKDAY, "sources": NEW, "phones": PHONE}
    forms = [listing(f"Door {n}", **(least | said)) for n, (said, _, _) in enumerate(doors)]
    refer = open_refer(*forms, at=MONDAY_NIGHT)
    for form, (_, grade, for_whom) in zip(forms, doors, strict=True):
        one = the("shut", before(stops(form.id), facts_of(refer, form.id), WORKER_WAYS)[0])
        assert one.says == f"Shut now. It opens tomorrow 09:00{for_whom}"
        assert (one.grade, one.label) == (grade, SHUT)


def test_one_that_opens_again_only_in_weeks_is_to_be_asked_first(knows: Knows) -> None:
    one = the("shut", knows(hours={"opening_hours": "Dec 20-31 20:00-23:00", "source": 1}, referral_routes=["self"]))
    assert one.grade == "first"


def test_an_old_page_about_a_line_to_ring_is_only_good_to_know(knows: Knows) -> None:
    line = {"service_types": ["helpline"], "delivery": ["phone"]}
    found = knows(sources=OF_2012, hours={"opening_hours": "24/7", "source": 1}, **line)
    assert found.worst == "know"
    assert found.headline == "Nothing found against it; hours are from a 2012 page, and nobody has checked them"
    assert found.asks == ("Who do you take, and is there anyone you cannot take? Your page does not say.",)
    assert knows(sources=OF_2012, status="unclear", **line).worst == "first"


def test_a_check_within_two_years_vouches_for_an_old_page(
    listing: MakeListing, write_directory: WriteDirectory
) -> None:
    form = listing(sources=OF_2012, phones=PHONE)
    for day, kind, says in (
        ("2026-05-01", "checked", "Checked with the service on 1 May 2026: opening hours."),
        ("2020-05-01", "old", "Its page is from 2012; it was last checked on 1 May 2020."),
    ):
        path = write_directory(form, checked={form.id: day})
        with closing(Store(Path("none"), path).connect()) as connection:
            (found,) = before(stops(form.id), facts_of(opened(connection), form.id), WORKER_WAYS)
        assert the(kind, found).says == says


def test_one_that_may_have_stopped_comes_first_of_those_to_ring(knows: Knows) -> None:
    found = knows(status="unclear", sources=OF_2012, locations=[{"name": "A house", "confidential": True}])
    assert kinds(found)[:2] == ["unclear", "confidential"]
    assert found.headline == "Ring first: it may no longer run"
    assert the("unclear", found).says == "It may no longer run. Its page is from 2012, and nobody has checked it."


def test_one_without_any_number_says_how_else_to_ask(knows: Knows) -> None:
    assert knows(phones=[], email="a@example.org", sources=OF_2012).cautions[0].label == "Write first"
    found = knows(phones=[], sources=OF_2012)
    assert found.cautions[0].label == "Ask first"
    assert found.cautions[0].do.endswith("If it cannot wait, look in Right now.")
    assert kinds(found) == ["old"]
    assert kinds(knows(phones=[])) == ["number", "unchecked"]


def test_one_without_a_number_names_whom_to_ring_instead(open_refer: OpenRefer, listing: MakeListing) -> None:
    desk = listing("Front Desk", service_types=["helpline"], delivery=["phone"], phones=PHONE)
    old = listing("Old House", sources=OF_2012)
    (found,) = before(stops(old.id), facts_of(open_refer(desk, old), old.id), WORKER_WAYS)
    assert found.headline.startswith("Ring first: ")
    assert "Ring Front Desk instead: 020 7946 0000 (the same organisation)." in found.cautions[0].do


def test_closed_says_nothing_but_that_and_where_to_go(open_refer: OpenRefer, listing: MakeListing) -> None:
    shut = listing(
        "Old House",
        status="closed",
        description="A hostel. It closed in May 2020. Do not refer.",
        links=[{"to": "new-house", "kind": "refers-to", "source": 1}],
        required_documents=["ID"],
    )
    (found,) = before(
        stops(shut.id), facts_of(open_refer(shut, listing("New House", phones=PHONE)), shut.id), WORKER_WAYS
    )
    assert kinds(found) == ["closed"]
    assert found.headline == "Do not send yet: this service has closed"
    assert found.cautions[0].says == "This service has closed. It closed in May 2020."
    assert found.cautions[0].do == "Try New House: its pages pass people there."
    assert found.asks == ()


def test_a_way_in_that_is_not_the_workers_says_who_can(knows: Knows) -> None:
    one = the("route", knows(referral_routes=["gp", "hospital"]))
    assert one.grade == "stop"
    assert one.says == "You cannot refer here yourself. Its pages say people come through a GP or through a hospital."
    assert one.do.startswith("Ask their GP or the ward or the hospital's discharge team to refer")
    assert "route" not in kinds(knows(referral_routes=["gp", "hospital"], ways=ways_of("a GP")))
    assert "route" not in kinds(knows(referral_routes=["gp", "self"]))
    assert "route" not in kinds(knows(referral_routes=["gp"], anyone_may_apply=True))
    assert "route" not in kinds(knows(referral_routes=[]))


def test_every_role_opens_what_any_worker_has() -> None:
    assert ways_of(ANY_PROFESSIONAL) == WORKER_WAYS == ways_of("a plumber")
    assert all(ways_of(role) >= WORKER_WAYS for role in ROLES)
    assert ways_of("the police") - WORKER_WAYS == {"police"}
    assert who_can(["self"]) == ""


def test_papers_waits_and_notes_on_hours_are_good_to_know(knows: Knows) -> None:
    found = knows(
        required_documents=["Food voucher"], flexibility={"wait_time": "Six weeks"}, hours={"note": "Only in winter"}
    )
    assert kinds(found) == ["papers", "hours", "wait", "unchecked"]
    assert the("papers", found).says == "They ask for: Food voucher."
    assert the("wait", found).says == "Wait: Six weeks."
    assert the("hours", found).says == "When: Only in winter."
    assert "wait" not in kinds(knows(flexibility={"wait_time": "No waiting list"}))


def test_a_rule_that_says_no_is_told_without_what_was_said(knows: Knows) -> None:
    women = [rule("gender", ["woman"])]
    man = Answers().with_values("gender", ["man"])
    one = the("says-no", knows(man, eligibility=women, areas=["Lambeth"]))
    assert (one.grade, one.label) == ("stop", LABELS["stop"])
    assert one.says == "Their rules say no. Only for: women."
    assert "said" not in one.says
    assert one.source == "Their page, May 2026"
    assert "says-no" not in kinds(knows(eligibility=women))
    may = the("may-say-no", knows(man, eligibility=women, anyone_may_apply=True))
    assert may.grade == "first"
    assert "making a homelessness application" in may.do


def test_where_a_service_works_is_not_said_twice(knows: Knows) -> None:
    elsewhere = Answers().with_values("area", ["Southwark"])
    tie = [rule("area", ["Lambeth"], note="lives-in")]
    assert the("says-no", knows(elsewhere, areas=["Lambeth"])).says == "Their rules say no. Covers Lambeth."
    told = the("says-no", knows(elsewhere, areas=["Lambeth"], eligibility=tie)).says
    assert told == "Their rules say no. Only for: people who live in Lambeth."


def test_a_rule_that_bends_is_asked_about(knows: Knows) -> None:
    man = Answers().with_values("gender", ["man"])
    one = the("usually", knows(man, eligibility=[rule("gender", ["woman"], "discretionary")]))
    assert (one.grade, one.says) == ("first", "Usually only for: women.")


def test_a_contested_rule_brings_what_to_say_and_guidance_that_fits(knows: Knows) -> None:
    refuses = {
        "eligibility": [rule("substance-use", ["alcohol-current"], "contested", "excludes")],
        "needs": ["mental-health"],
    }
    both = Answers().with_values("mental-health", ["severe-illness"]).with_values("substance-use", ["alcohol-current"])
    told = the("contested", knows(both, **refuses))
    assert told.grade == "first"
    assert told.says == "May refuse because of drinking now. This can be challenged."
    assert "NICE QS188" in told.do
    unsaid = the("contested", knows(**refuses))
    assert unsaid.grade == "know"
    assert "NICE" not in unsaid.do
    assert "You can say: “" in unsaid.do
    sober = Answers().with_values("substance-use", ["none"])
    assert "contested" not in kinds(knows(sober, **refuses))


def test_a_catch_22_comes_with_how_to_break_it(knows: Knows) -> None:
    one = the("catch-22", knows(required_documents=["Proof of address"]))
    assert one.says == "A known catch-22: ID needs an address, a home needs ID."
    assert one.do
    assert one.source


def test_a_confidential_place_is_never_passed_on(knows: Knows) -> None:
    found = knows(locations=[{"name": "A house", "confidential": True}])
    assert the("confidential", found).says == "The address is confidential. Never pass it on."
    assert the("confidential", found).do == "Ring 020 7946 0000 and ask where to go."
    assert found.discreet


def test_every_shipped_listing_can_be_told_in_a_handful(
    shipped_refer: Refer, shipped_connection: sqlite3.Connection
) -> None:
    ids = [service_id for (service_id,) in shipped_connection.execute("SELECT id FROM service")]
    for one in facts_of(shipped_refer, *ids):
        (found,) = before([one.stop], [one], WORKER_WAYS)
        assert 1 <= len(found.cautions) <= 5
        assert found.worst == found.cautions[0].grade
        assert [GRADES.index(each.grade) for each in found.cautions] == sorted(
            GRADES.index(each.grade) for each in found.cautions
        )
        for each in found.cautions:
            assert each.label
            assert each.says.endswith((".", "?", "!")), each.says
            assert each.source or each.kind == "number", each
            assert each.kind not in TELL_OF_THE_PERSON - {"contested"}
        assert not found.headline.endswith(".")
