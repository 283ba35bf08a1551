"""What the window and the command line ask: groups, the next question, one place in full, a filter for Find."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import given

from navigator.check import OUTCOME_LABELS, OUTCOMES, Answers, Check, Outcome
from navigator.check.statements import ANYONE, UNCHECKED
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import transaction
from navigator.errors import NavigatorError
from navigator.find import Search
from navigator.resources import resource
from tests.check.conftest import OpenCheck
from tests.check.generated import answers
from tests.find.conftest import AT, MakeListing

WOMAN, MAN = (Answers().with_values("gender", [gender]) for gender in ("woman", "man"))
WOMEN = {"facet": "gender", "rule": "requires", "strength": "hard", "values": ["woman"], "source": 1}
OPEN: dict[str, Any] = {"open_access": True, "referral_routes": ["self"]}
DROP_IN: dict[str, Any] = {"referral_routes": ["drop-in"], "locations": [{"name": "The hall"}]}
PHONE = [{"number": "020 7946 0000"}]


@pytest.fixture(scope="module")
def check(open_check: OpenCheck, listing: MakeListing) -> Check:
    """Check over five services."""
    return open_check(
        listing("Womens House", eligibility=[WOMEN], phones=PHONE, needs=["housing"], referral_routes=["self"]),
        listing("Open Door", open_access=True, referral_routes=["drop-in"], needs=["food", "housing"]),
        listing("Lambeth Place", open_access=True, areas=["Lambeth"], referral_routes=["self"], needs=["housing"]),
        listing("Gone", open_access=True, status="closed"),
        listing("Silent", needs=["legal"]),
    )


def names(check: Check, said: Answers) -> dict[str, list[str]]:
    view = check.view(said)
    return {group.outcome: [card.line.name.text for card in group.places] for group in view.groups}


def test_every_service_that_runs_is_in_one_group(check: Check) -> None:
    assert names(check, Answers()) == {
        "meets-rules": ["Open Door", "Lambeth Place"],
        "worth-asking": ["Womens House", "Silent"],
        "says-no": [],
    }
    assert names(check, MAN)["says-no"] == ["Womens House"]
    assert names(check, WOMAN)["meets-rules"] == ["Open Door", "Womens House", "Lambeth Place"]
    in_lambeth, in_camden = (WOMAN.with_values("area", [name]) for name in ("Lambeth", "Camden"))
    assert names(check, in_lambeth)["meets-rules"] == ["Open Door", "Lambeth Place", "Womens House"]
    assert names(check, in_camden) == {
        "meets-rules": ["Open Door", "Womens House"], "worth-asking": ["Silent"], "says-no": ["Lambeth Place"],
    }  # fmt: skip


def test_a_view_counts_outcomes_and_shows_what_takes_anyone_with_the_places_to_try(check: Check) -> None:
    view = check.view(MAN)
    assert [(group.outcome, group.label) for group in view.groups] == list(OUTCOME_LABELS.items())
    assert view.counts == {"meets-rules": 1, "worth-asking": 2, "says-no": 1}
    assert [group.total for group in view.groups] == [2, 1, 1]
    assert [(card.outcome, card.because) for card in view.groups[0].places] == [
        ("meets-rules", ANYONE), ("worth-asking", ANYONE),
    ]  # fmt: skip
    assert view.found == 4
    in_lambeth, in_camden = (check.view(MAN.with_values("area", [name])) for name in ("Lambeth", "Camden"))
    assert in_lambeth.counts == {"meets-rules": 2, "worth-asking": 1, "says-no": 1}
    assert in_camden.counts == {"meets-rules": 1, "worth-asking": 1, "says-no": 2}
    for said in (in_lambeth, in_camden):
        assert [group.total for group in said.groups] == list(said.counts.values())
    card = view.groups[-1].places[0]
    assert (card.outcome, card.because) == ("says-no", "Only for: women. You said: man.")


def test_a_need_leaves_only_services_for_it(check: Check) -> None:
    view = check.view(Answers(needs=("food",)))
    assert view.found == 1
    assert names(check, Answers(needs=("food", "legal"))) == {
        "meets-rules": ["Open Door"], "worth-asking": ["Silent"], "says-no": [],
    }  # fmt: skip
    assert check.view(Answers(needs=("legal", "sexual-health"))).found == 1


def test_a_group_has_more_than_is_shown_at_first(check: Check) -> None:
    assert [len(group.places) for group in check.view(Answers(), most=1).groups] == [1, 1, 0]
    second: tuple[tuple[Outcome, str], ...] = (("meets-rules", "Lambeth Place"), ("worth-asking", "Silent"))
    for outcome, name in second:
        assert [card.line.name.text for card in check.group(Answers(), outcome, 1, 10)] == [name]
        assert check.group(Answers(), outcome, 2, 10) == ()


def test_the_next_question_is_read_out_with_its_choices(check: Check) -> None:
    asked = check.view(Answers(needs=("housing",))).next
    assert asked is not None
    assert asked.question.facet in {"gender", "area"}
    assert asked.would_settle == 1
    assert asked.about
    assert {choice.value for choice in asked.choices} <= {choice.value for choice in asked.question.choices} or (
        asked.question.facet == "area"
    )


def test_boroughs_this_directory_is_about_come_first(open_check: OpenCheck, listing: MakeListing) -> None:
    check = open_check(listing("Lambeth Women", eligibility=[WOMEN], areas=["Lambeth"], referral_routes=["self"]))
    asked = check.view(WOMAN).next
    assert asked is not None
    assert asked.question.facet == "area"
    assert asked.choices[0].value == asked.choices[0].label == "Lambeth"


def test_it_says_when_enough_is_known(check: Check) -> None:
    view = check.view(WOMAN.decline("area"))
    assert view.next is None
    assert view.enough == check.questions.enough
    assert not view.safety_first
    assert check.view(Answers()).enough == ""


def test_with_no_need_a_few_places_are_not_enough(open_check: OpenCheck, listing: MakeListing) -> None:
    many = (listing(f"Door {number}", open_access=True, referral_routes=["drop-in"]) for number in range(3))
    check = open_check(*many, listing("Womens House", eligibility=[WOMEN], referral_routes=["self"]))
    without, with_a_need = check.view(Answers()), check.view(Answers(needs=("homelessness",)))
    assert without.counts["meets-rules"] == with_a_need.counts["meets-rules"] == 3
    assert without.next is not None
    assert without.next.question.facet == "gender"
    assert with_a_need.next is None
    assert with_a_need.more
    assert not without.more
    thorough = check.view(Answers(needs=("homelessness",)), thorough=True)
    assert thorough.next == without.next
    assert not check.view(Answers(needs=("homelessness",)).decline("gender")).more


def test_it_goes_on_asking_while_a_place_can_come_before_those_found(
    open_check: OpenCheck, listing: MakeListing
) -> None:
    found = [
        listing(f"Place {number}", open_access=True, referral_routes=["self"], needs=["food", "housing"])
        for number in range(3)
    ]
    women = listing("Womens Kitchen", eligibility=[WOMEN], referral_routes=["drop-in"], needs=["food"])
    later = listing("Womens House", eligibility=[WOMEN], referral_routes=["self"], needs=["housing", "food"])
    food, housing = (Answers(needs=(need,)) for need in ("food", "housing"))
    asked = open_check(*found, women).view(food).next
    assert asked is not None
    assert asked.question.facet == "gender"
    assert open_check(*found, later).view(food).next is None
    assert open_check(*found, women, later).view(housing).next is not None


def test_what_the_whole_country_shares_is_not_yet_a_place_nearby(open_check: OpenCheck, listing: MakeListing) -> None:
    wide, near = ([listing(f"Place {number}", **OPEN, areas=areas) for number in range(3)] for areas in (["UK"], []))

    women, veterans = (
        listing(name, eligibility=[{**WOMEN, "facet": facet, "values": [value]}], areas=areas, referral_routes=["self"])
        for name, facet, value, areas in (
            ("Womens House", "gender", "woman", []), ("Veterans Line", "identity", "veteran", ["UK"]),
        )
    )  # fmt: skip
    need = Answers(needs=("homelessness",))

    def asked(*forms: Any, said: Answers = need) -> str | None:
        found = open_check(*forms).view(said).next
        return found.question.facet if found else None

    assert asked(*wide, women, veterans) == "gender"
    assert asked(*wide, women, veterans, said=need.decline("gender")) is None
    assert asked(*wide[:2], women, veterans, said=need.decline("gender")) == "identity"
    assert asked(*near, women, veterans) is None
    helps_women = [listing(f"Helps {number}", eligibility=[WOMEN], areas=["UK"], **DROP_IN) for number in range(2)]
    assert asked(*near, *helps_women) is None
    near_women = listing("Women nearby", eligibility=[WOMEN], **DROP_IN)
    assert asked(*near, near_women) == "gender"
    assert asked(*near[:2], veterans) == "identity"


def test_where_somebody_is_is_asked_for_places_where_anyone_may_come(
    open_check: OpenCheck, listing: MakeListing
) -> None:
    said = Answers(needs=("homelessness",))
    places = [listing(f"Place {number}", **OPEN, areas=["Lambeth"]) for number in range(3)]
    check = open_check(*places)
    view = check.view(said)
    assert view.counts["worth-asking"] == view.groups[0].total == 3
    assert view.next is not None
    assert (view.next.question.facet, view.next.would_settle) == ("area", 3)
    assert [card.asks for card in view.groups[0].places] == [0, 0, 0]
    assert check.view(said.with_values("area", ["Lambeth"])).enough
    every = {**WOMEN, "facet": "recourse", "values": ["public-funds", "no-recourse", "asylum-seeking", "refugee"]}
    assert open_check(listing("Any status", eligibility=[every], referral_routes=["self"])).view(said).enough


def test_nothing_worked_out_is_kept_once_it_is_forgotten(open_check: OpenCheck, listing: MakeListing) -> None:
    check = open_check(listing("Womens House", eligibility=[WOMEN], referral_routes=["self"]))
    check.forget()
    before = check.view(MAN)
    held = check._services
    assert held.engine._parts
    check.forget()
    assert check._services is held
    assert not held.engine._parts
    assert check.view(MAN) == before


def test_a_private_question_comes_after_asking_whether_it_is_safe(open_check: OpenCheck, listing: MakeListing) -> None:
    rule = {"facet": "domestic-abuse", "rule": "requires", "strength": "hard", "values": ["current"], "source": 1}
    check = open_check(listing("Refuge", eligibility=[rule], referral_routes=["self"]))
    nobody_asked, safe, not_safe = (check.view(Answers(), safe=safe) for safe in (None, True, False))
    assert nobody_asked.safety_first
    assert nobody_asked.next is not None
    assert nobody_asked.next.question.sensitive
    assert safe.next is not None
    assert not safe.safety_first
    assert not_safe.next is None
    assert not not_safe.safety_first


def test_one_place_in_full(check: Check) -> None:
    detail = check.detail("womens-house", MAN)
    assert detail.card.line.name.text == "Womens House"
    assert [one.text for one in detail.statements] == ["Only for: women. You said: man."]
    assert [part.text for part in detail.ring] == ["020 7946 0000"]
    assert detail.checked == UNCHECKED
    assert detail.unchecked
    assert detail.advice is not None
    assert [other.name for other in detail.advice.others] == ["Open Door", "Lambeth Place"]


def test_no_advice_where_nobody_says_no(check: Check) -> None:
    assert check.detail("open-door", MAN).advice is None
    asked = check.detail("silent", MAN)
    assert asked.advice is None
    assert len(asked.asks) == asked.card.asks == 1


def test_a_refusal_that_can_be_challenged_has_advice(open_check: OpenCheck, listing: MakeListing) -> None:
    rule = {"facet": "substance-use", "rule": "excludes", "strength": "contested", "values": ["drugs-current"]}
    check = open_check(listing("Ward", eligibility=[rule | {"source": 1}], needs=["mental-health"]))
    said = Answers().with_values("substance-use", ["drugs-current"])
    detail = check.detail("ward", said)
    assert detail.card.outcome == "worth-asking"
    assert detail.advice is not None
    assert detail.advice.challenges
    assert check.detail("ward", Answers()).advice is None


def test_a_listing_that_is_gone_is_said_to_be(check: Check) -> None:
    with pytest.raises(NavigatorError, match="'night-stop'"):
        check.detail("night-stop", Answers())


def test_a_filter_for_find(check: Check) -> None:
    said = check.fits(MAN)
    to_try, worth_asking, _ = check.view(MAN).groups
    assert said.yes.bit_count() == to_try.total == 2
    assert said.silent.bit_count() == worth_asking.total == 1
    assert said.yes & said.silent == 0


def test_what_may_be_answered(check: Check) -> None:
    allowed = check.allowed
    assert set(allowed.facets) == {question.facet for question in check.questions.questions}
    assert "Lambeth" in allowed.values["area"]
    assert "housing" in allowed.needs
    for question in check.questions.questions:
        assert {choice.value for choice in question.choices} <= set(allowed.values.get(question.facet, ()))


def test_a_change_to_the_directory_is_seen(tmp_path: Path, listing: MakeListing, write_directory: Any) -> None:
    path = tmp_path / "services.sqlite"
    copyfile(write_directory(listing("Night Stop", open_access=True)), path)
    with closing(sqlite3.connect(path)) as connection:
        check = Check(Search(connection, AT), connection, read_labels(connection), at=AT)
        assert check.view(Answers()).counts["meets-rules"] == 1
        with transaction(path) as session:
            session.connection().exec_driver_sql("UPDATE service SET status = 'unclear'")
        assert check.view(Answers()).counts == {"meets-rules": 0, "worth-asking": 1, "says-no": 0}


def test_an_empty_directory_has_nothing_to_ask(open_check: OpenCheck) -> None:
    view = open_check().view(Answers())
    assert (view.found, view.next) == (0, None)


def test_with_nothing_said_the_shipped_directory_shows_what_anyone_can_use(shipped: Check) -> None:
    view = shipped.view(Answers())
    assert view.groups[0].places
    assert view.counts["says-no"] == 0


@given(said=answers())
def test_the_shipped_directory_answers_anybody(shipped: Check, said: Answers) -> None:
    view = shipped.view(said, most=2)
    assert view.found == shipped.view(Answers(), most=0).found == sum(group.total for group in view.groups)
    for group in view.groups:
        assert len(group.places) == min(2, group.total)
        for card in group.places:
            detail = shipped.detail(card.line.id, said)
            assert card.line.mark.casefold() != "closed"
            assert detail.card == card
            if card.outcome != group.outcome:
                assert (group.outcome, card.outcome) == ("meets-rules", "worth-asking")
                assert not {one.kind for one in detail.statements if one.hard} & {"unmet", "unknown", "also-ask"}
    told = f"{view!r}{[shipped.detail(group.places[0].line.id, said) for group in view.groups if group.places]!r}"
    assert "You said" not in told


@given(said=answers())
def test_each_goes_through_all_of_an_outcome_once(shipped: Check, said: Answers) -> None:
    view = shipped.view(said, most=5)
    each = {outcome: list(shipped.each(said, outcome)) for outcome in OUTCOMES}
    for outcome, found in each.items():
        assert len(found) == len({one.listing.id for one in found}) == view.counts[outcome]
        assert {one.result.outcome for one in found} <= {outcome}
    meets, asks, refuses = (each[outcome] for outcome in OUTCOMES)
    to_try = {one.listing.id for one in (*meets, *(one for one in asks if one.result.takes_anyone))}
    shown = [[card.line.id for card in group.places] for group in view.groups]
    assert [group.total for group in view.groups] == [
        len(to_try), view.found - len(to_try) - len(refuses), len(refuses),
    ]  # fmt: skip
    assert set(shown[0]) <= to_try
    assert shown[1] == [one.listing.id for one in asks if not one.result.takes_anyone][:5]
    assert shown[2] == [one.listing.id for one in refuses][:5]


def test_the_questions_that_ship_are_those_asked() -> None:
    with closing(Store(Path("none"), resource("services.sqlite")).connect()) as connection:
        check = Check(Search(connection), connection, read_labels(connection))
        assert check.view(Answers()).found
