"""The rules of a service in words: what is asked, what was said about it, and who says so."""

from dataclasses import replace

import pytest
from hypothesis import given

from navigator.check.answers import Answers
from navigator.check.statements import (
    ANYONE,
    ANYONE_MAY_APPLY,
    AREAS,
    UNCHECKED,
    Statement,
    because,
    checked,
    statements,
)
from navigator.directory import Criterion, Listing, Source, Verification
from tests.check.generated import BOROUGHS, PLACE, VALUES, VOCABULARY, answers, judged, listings

MAN = Answers().with_values("gender", ["man"])
SILENT = "It does not say whom it takes. It is fine to ask."
DRINKS = Answers().with_values("substance-use", ["alcohol-current"])


def rule(
    facet: str, *values: str, kind: str = "requires", strength: str = "hard", note: str | None = None
) -> Criterion:
    return Criterion(facet, kind, strength, values, None, None, note, 1)


def place(*rules: Criterion, **facts: object) -> Listing:
    return replace(PLACE, eligibility=rules, **facts)  # type: ignore[arg-type]


FOR_WOMEN = rule("gender", "woman")
NO_DRINKING = rule("substance-use", "alcohol-current", kind="excludes", strength="contested")
ADULTS = Criterion("age", "requires", "hard", (), 18, None, None, 1)


EVERY_STATUS = rule("recourse", "public-funds", "no-recourse", "asylum-seeking", "refugee")
REFUGEE = Answers().with_values("recourse", ["refugee"])


def told(listing: Listing, said: Answers) -> tuple[Statement, ...]:
    return statements(judged(listing, said), VOCABULARY)


def only(listing: Listing, said: Answers) -> Statement:
    (statement,) = told(listing, said)
    return statement


def test_a_no_says_the_rule_and_what_was_said() -> None:
    statement = only(place(ADULTS), Answers(age=17))
    assert statement.text == "Only for: people aged 18 or over. You said: 17."
    assert (statement.kind, statement.hard, statement.contested) == ("unmet", True, False)
    assert statement.source == "Their page, June 2024"
    assert statement.url == "https://example.org"


def test_what_nobody_asked_says_the_rule_only() -> None:
    assert only(place(FOR_WOMEN), Answers()).text == "Only for: women."
    assert only(place(FOR_WOMEN), Answers().decline("gender")).text == "Only for: women. You would rather not say."


def test_a_page_without_a_date_says_so() -> None:
    undated = place(FOR_WOMEN, sources=(Source(1, None, "Their page", None),))
    assert only(undated, MAN).source == "Their page, date not known"
    assert not only(undated, MAN).url


def test_a_contested_rule_says_it_can_be_challenged() -> None:
    statement = only(place(NO_DRINKING), DRINKS)
    assert statement.contested
    assert statement.text.startswith("May refuse because of: drinking now. This can be challenged")
    assert statement.text.endswith("You said: drinking now.")


def test_the_areas_are_a_rule_the_page_does_not_state() -> None:
    statement = only(place(areas=("Lambeth", "Southwark")), Answers().with_values("area", ["Camden"]))
    assert statement.text == "Covers Lambeth and Southwark. You said: Camden."
    assert statement.source == f"{AREAS} (Their page, June 2024)"
    assert only(place(areas=BOROUGHS, sources=()), Answers()).source == AREAS


def test_what_a_page_adds_is_beside_the_rule() -> None:
    noted = only(place(replace(FOR_WOMEN, note="Trans women too.")), Answers())
    assert (noted.text, noted.note) == ("Only for: women.", "Trans women too.")
    other = only(place(rule("other", note="Unwilling to use other services.")), Answers())
    assert (other.text, other.note, other.kind) == ("Only for: Unwilling to use other services.", "", "also-ask")
    tied = only(place(rule("area", "Lambeth", note="local-connection: six months")), Answers())
    assert tied.text == "Only for: people with a local connection to Lambeth. Six months."
    assert not tied.note


@pytest.mark.parametrize(
    ("facet", "sentence"),
    [
        ("gender", "Takes people of any gender."),
        ("gp", "Takes people with any GP, or none."),
        ("housing", "Takes people wherever they stay."),
        ("recourse", "Takes people whatever their immigration status."),
    ],
)
def test_a_rule_that_names_every_value_takes_everybody(facet: str, sentence: str) -> None:
    listing = place(rule(facet, *VALUES[facet]))
    for said in (Answers(), Answers().decline(facet), Answers().with_values(facet, [], VALUES[facet][:1])):
        assert (only(listing, said).text, only(listing, said).kind) == (sentence, "met")
    told_one = only(listing, Answers().with_values(facet, VALUES[facet][:1]))
    assert told_one.kind == "met"
    assert told_one.text.startswith(f"{sentence} You said: ")
    nothing = only(listing, Answers().with_values(facet, [], VALUES[facet]))
    assert nothing.kind == "unmet"
    assert nothing.text.startswith("Only for: ")


def test_areas_that_nobody_has_to_name_are_said_as_they_are() -> None:
    listing = place(open_access=True, areas=("Lambeth", "Southwark"))
    for said in (Answers(), Answers().decline("area"), Answers().with_values("area", [], ["Lambeth"])):
        assert (only(listing, said).text, only(listing, said).kind) == ("Covers Lambeth and Southwark.", "met")
    camden = only(listing, Answers().with_values("area", ["Camden"]))
    assert (camden.text, camden.kind) == ("Covers Lambeth and Southwark. You said: Camden.", "unmet")


def test_what_stands_in_the_way_comes_first() -> None:
    listing = place(
        rule("identity", "veteran", kind="prioritises"), rule("other", note="Ask."), rule("family", "pregnant"),
        FOR_WOMEN, ADULTS, areas=("Lambeth",),
    )  # fmt: skip
    said = MAN.with_age(30).with_values("identity", ["veteran"]).with_values("area", ["Lambeth"])
    assert [one.kind for one in told(listing, said)] == ["unmet", "unknown", "also-ask", "first-for", "met", "met"]


@pytest.mark.parametrize(
    ("listing", "said", "sentence"),
    [
        (place(FOR_WOMEN), MAN, "Only for: women. You said: man."),
        (place(FOR_WOMEN, ADULTS), MAN.with_age(17), "Only for: women. You said: man. And 1 more."),
        (place(replace(FOR_WOMEN, note="Trans women too.")), MAN, "Only for: women. You said: man."),
        (place(areas=("Lambeth",)), Answers().with_values("area", ["Camden"]), "Covers Lambeth. You said: Camden."),
        (place(NO_DRINKING), DRINKS, "May refuse because of drinking now; this can be challenged."),
        (place(NO_DRINKING, FOR_WOMEN), DRINKS, "May refuse because of drinking now; this can be challenged."),
        (place(replace(FOR_WOMEN, strength="discretionary")), MAN, "Usually only for: women. You said: man."),
        (place(FOR_WOMEN, anyone_may_apply=True), MAN, ANYONE_MAY_APPLY),
        (place(FOR_WOMEN), Answers(), "Ask about: gender."),
        (place(ADULTS, FOR_WOMEN, ADULTS), Answers(), "Ask about: age, gender."),
        (
            place(ADULTS, FOR_WOMEN, rule("gp", "not-registered"), rule("family", "pregnant")), Answers(),
            "Ask about: age, gender, GP, more.",
        ),
        (place(rule("other", note="Unwilling.")), Answers(), "Only for: Unwilling."),
        (place(), Answers(), "It does not say whom it takes. It is fine to ask."),
        (place(open_access=True, status="unclear"), Answers(), "Ask whether it still runs."),
        (place(open_access=True), Answers(), ANYONE),
        (place(ADULTS), Answers(age=30), "What you said fits its rule: age."),
        (
            place(ADULTS, areas=("Lambeth",)), Answers(age=30).with_values("area", ["Lambeth"]),
            "What you said fits its rules: age and area.",
        ),
        (place(ADULTS, rule("gender", "man", kind="prioritises")), MAN.with_age(30), "First for: men."),
        (place(rule("other", strength="discretionary", note="By ear.")), Answers(), "Usually only for: By ear."),
        (
            place(rule("area", "Lambeth"), areas=("Lambeth",)), Answers().with_values("area", ["Lambeth"]),
            "What you said fits its rule: area.",
        ),
        (
            place(FOR_WOMEN, rule("family", "pregnant")), Answers(),
            "Ask about: gender; family, pregnancy and pets.",
        ),
        (
            place(ADULTS, rule("identity", "veteran")), Answers(age=30).with_values("identity", ["veteran"]),
            "What you said fits its rules: age; identity and community.",
        ),
        (place(open_access=True, areas=("Lambeth",)), Answers(), ANYONE),
        (place(open_access=True, areas=("Lambeth",)), Answers().with_values("area", ["Camden"]),
         "Covers Lambeth. You said: Camden."),
        (place(EVERY_STATUS), Answers(), "Takes people whatever their immigration status."),
        (place(EVERY_STATUS), REFUGEE, "Takes people whatever their immigration status."),
        (place(EVERY_STATUS, ADULTS), Answers(), "Ask about: age."),
        (place(EVERY_STATUS, ADULTS), Answers(age=30), "What you said fits its rule: age."),
        (place(EVERY_STATUS, open_access=True), Answers(), ANYONE),
        (place(rule("area", "England")), Answers(), "Takes people from anywhere in the country."),
    ],
)  # fmt: skip
def test_the_one_thing_that_matters_most(listing: Listing, said: Answers, sentence: str) -> None:
    assert because(judged(listing, said), VOCABULARY) == sentence


@given(listings(), answers())
def test_every_service_has_one_short_reason_and_every_rule_a_source(listing: Listing, said: Answers) -> None:
    result = judged(listing, said)
    reason = because(result, VOCABULARY)
    assert reason
    assert len(reason.splitlines()) == 1
    assert reason != ANYONE or (listing.open_access and result.outcome != "says-no")
    assert reason != SILENT or result.silent
    shown = statements(result, VOCABULARY)
    assert all(one.text and one.source for one in shown)
    assert {one.kind for one in shown if one.contested} <= {"unmet", "unknown", "met", "also-ask", "first-for"}
    assert not any("eligible" in one.text.casefold() for one in shown)
    assert len(shown) == sum(
        map(len, (result.met, result.unmet, result.unknown, result.also_ask, result.first_for))
    )


@given(listings(), answers())
def test_a_statement_never_shows_what_was_said(listing: Listing, said: Answers) -> None:
    assert {repr(one) for one in told(listing, said)} <= {
        f"Statement({kind!r})" for kind in ("unmet", "unknown", "also-ask", "first-for", "met")
    }


def test_who_checked_is_said_or_that_nobody_did() -> None:
    assert checked(PLACE) == UNCHECKED
    rung = replace(PLACE, verifications=(Verification("2026-10-01", "phone", "hours and rules", None),))
    assert checked(rung) == "Checked with the service on 1 October 2026: hours and rules."
