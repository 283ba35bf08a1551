"""The one thing that is asked of this room: everything by its id, with the directory as it is now."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import navigator.pathways
from navigator.check import Answers, Check
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import transaction
from navigator.errors import NavigatorError, UsageError
from navigator.find import Search
from navigator.pathways import Catch22, Pathways
from tests.check.conftest import Connect
from tests.find.conftest import AT, MakeListing, WriteDirectory
from tests.pathways.opened import QUESTIONS, checked, opened

DAY, TODAY = date(2026, 11, 27), date(2026, 11, 23)
MAN = Answers().with_values("gender", ["man"])
WOMEN = {"facet": "gender", "rule": "requires", "strength": "hard", "values": ["woman"], "source": 1}
VERIFIED = {"facet": "housing", "rule": "requires", "strength": "hard", "values": ["rough-sleeping"], "source": 1}
NO_FUNDS = {"facet": "recourse", "rule": "excludes", "strength": "hard", "values": ["no-recourse"], "source": 1}
SHELTER = {"service_types": ["hostel"], "needs": ["housing"], "areas": ["Lambeth"]}
INDOORS = Answers().with_values("housing", ["settled"])
WITHOUT_FUNDS = Answers().with_values("recourse", ["no-recourse"])


@pytest.fixture(scope="module")
def shipped(shipped_connection: sqlite3.Connection) -> Pathways:
    return opened(shipped_connection)


def test_everything_is_there(shipped: Pathways) -> None:
    assert len(shipped.situations()) == 9
    assert len(shipped.transitions()) == 14
    assert len(shipped.catch_22s()) == 21
    assert shipped.principles()
    ids = [step.guidance for situation in shipped.situations() for step in situation.steps]
    for some in ids:
        assert tuple(piece.id for piece in shipped.guidance(some)) == some


def test_each_is_found_by_its_id(shipped: Pathways) -> None:
    for situation in shipped.situations():
        assert shipped.situation(situation.id).situation is situation
        assert shipped.situation(f" {situation.id.upper()} ").situation is situation
    for transition in shipped.transitions():
        view = shipped.transition(transition.id, DAY, TODAY)
        assert view.timeline.transition is transition
        assert (view.timeline.day, view.timeline.today) == (DAY, TODAY)
        assert all(transition.id in loop.bites.transitions for loop in view.catch_22s)


def test_what_there_is_not_is_said_in_one_line(shipped: Pathways) -> None:
    with pytest.raises(UsageError, match="no situation 'rough-sleping'") as refused:
        shipped.situation("rough-sleping")
    said = str(refused.value)
    assert "Did you mean rough-sleeping-both" in said
    assert all(situation.id in said for situation in shipped.situations())
    with pytest.raises(UsageError, match=r"There is no transition 'prison'\. Did you mean prison-release"):
        shipped.transition("prison", DAY, TODAY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.text())
def test_any_text_finds_a_situation_or_one_line(shipped: Pathways, wanted: str) -> None:
    ids = {situation.id for situation in shipped.situations()}
    if wanted.strip().casefold() not in ids:
        with pytest.raises(UsageError, match="There is no situation"):
            shipped.situation(wanted)


def test_services_stand_beside_a_transition(shipped: Pathways) -> None:
    view = shipped.transition("prison-release", DAY, TODAY, MAN)
    assert 0 < len(view.services) <= 12
    assert "You said" not in repr(view)


def test_ways_into_a_service_that_says_no(connect: Connect, listing: MakeListing) -> None:
    pathways = opened(connect(listing("Womens House", eligibility=[WOMEN], areas=["Lambeth"])))
    assert pathways.routes("womens-house", MAN).says_no
    assert not pathways.routes("womens-house", Answers()).says_no
    with pytest.raises(NavigatorError, match="womens-house"):
        pathways.routes("womans-house", MAN)


def loops(found: Iterable[Catch22]) -> list[str]:
    return [one.id for one in found]


def test_catch_22s_bite_on_a_listing_whose_rule_is_half_of_one(connect: Connect, listing: MakeListing) -> None:
    pathways = opened(connect(listing("Night Stop", eligibility=[VERIFIED, NO_FUNDS], **SHELTER), listing("Plain")))
    assert set(loops(pathways.biting("night-stop"))) >= {"verified-rough-sleeper", "nrpf-blocks-everything"}
    assert pathways.biting("plain") == ()
    assert pathways.biting("no-such-place") == ()


def test_catch_22s_that_say_no_to_somebody_come_first_and_rules_they_meet_bite_nobody(
    connect: Connect, listing: MakeListing
) -> None:
    pathways = opened(connect(listing("Night Stop", eligibility=[VERIFIED, NO_FUNDS], **SHELTER)))
    for said, first in ((INDOORS, "verified-rough-sleeper"), (WITHOUT_FUNDS, "nrpf-blocks-everything")):
        found = loops(pathways.biting("night-stop", said))
        assert found[0] == first
        assert len(found) == len(pathways.biting("night-stop"))
    both = WITHOUT_FUNDS.with_values("housing", ["rough-sleeping"])
    assert loops(pathways.biting("night-stop", both)) == ["nrpf-blocks-everything"]


def test_what_bites_keeps_nothing_of_anybody(connect: Connect, listing: MakeListing) -> None:
    check, pathways = checked(connect(listing("Night Stop", eligibility=[VERIFIED], **SHELTER)))
    pathways.forget()
    pathways.biting("night-stop", INDOORS)
    assert not check.now().services.engine._parts


@pytest.fixture
def changed(
    tmp_path: Path, write_directory: WriteDirectory, listing: MakeListing
) -> Callable[[], tuple[Path, sqlite3.Connection]]:
    def write() -> tuple[Path, sqlite3.Connection]:
        made = write_directory(listing("Place", service_types=["hostel"], needs=["housing"], areas=["Lambeth"]))
        path = made.rename(tmp_path / "services.sqlite")
        return path, Store.open(tmp_path).connect()

    return write


def test_it_sees_the_changes_of_the_directory(changed: Callable[[], tuple[Path, sqlite3.Connection]]) -> None:
    path, connection = changed()
    with closing(connection):
        pathways = opened(connection)
        assert pathways.who_to_talk_to().rows[0].cells[0].count == 1
        with transaction(path) as session:
            session.connection().exec_driver_sql("UPDATE service SET status = 'closed'")
        assert pathways.who_to_talk_to().rows[0].cells[0].gap
        assert pathways.situation("discharged-from-ward-to-hostel").steps[1].total == 0


def test_nothing_of_anybody_is_kept_once_it_forgets(connect: Connect, listing: MakeListing) -> None:
    check, pathways = checked(connect(listing("Place", eligibility=[WOMEN], areas=["Lambeth"])))
    pathways.forget()
    said = MAN.with_values("area", ["Lambeth"])
    pathways.who_to_talk_to(said)
    pathways.routes("place", said)
    pathways.transition("prison-release", DAY, TODAY, said)
    engine = check.now().services.engine
    assert engine._parts
    pathways.forget()
    assert not engine._parts


def test_nothing_is_read_before_it_is_asked_for(connect: Connect, listing: MakeListing) -> None:
    connection = connect(listing("Place"))
    check = Check(Search(connection, AT), connection, read_labels(connection), QUESTIONS, AT)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    Pathways(Search(connection, AT), connection, check)
    assert not [sql for sql in asked if "criterion" in sql]


def test_the_names_of_the_room_are_all_there() -> None:
    for name in navigator.pathways.__all__:
        assert getattr(navigator.pathways, name).__module__.startswith("navigator.pathways.")
