"""Checking listings in the window: checked today, I have an hour, and the run-through, mostly by keyboard."""

from contextlib import closing
from datetime import timedelta
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Listing, Store, read_listing
from navigator.errors import NavigatorError
from navigator.find.hours import london_now
from navigator.listings.checks.found import tries
from navigator.refer.experience import Experience
from navigator.refer.outcomes import What
from tests.check_window.asking import press, shown_whole
from tests.pathways_window.samples import focused, type_day
from ui.listings.checks import run_view, verify_view
from ui.listings.checks.hour_view import HourView
from ui.listings.checks.run_view import RunView
from ui.listings.checks.verify_view import VerifyView
from ui.listings.keeping import Keeping
from ui.listings.view import View
from ui.shell.theme import Theme

TODAY = london_now().date()
CRISIS = "slam-crisis-line"
OUTREACH = "lambeth-crisis-outreach-service"
NO_NUMBER = "mosaic-evening-sanctuary"
CTRL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """What a view told those around it."""

    def __init__(self, view: View) -> None:
        self.said: list[tuple[str, int]] = []
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.left = 0
        view.said.connect(lambda text, batch: self.said.append((text, batch)))
        view.view_asked.connect(lambda name, what: self.asked.append((name, what)))
        view.left.connect(self._leave)

    def _leave(self) -> None:
        self.left += 1


def read(store: Store, service_id: str) -> Listing:
    with closing(store.connect()) as connection:
        found = read_listing(connection, service_id)
    assert found is not None
    return found


def tried(store: Store, service_id: str) -> int:
    with closing(store.connect()) as connection:
        return tries(connection, service_id).count


class Asks:
    """Says, in place of the question whether to leave, what it is to say, and keeps what was asked."""

    def __init__(self, *answers: Literal["stay", "leave"]) -> None:
        self.asked: list[str] = []
        self._answers = iter(answers)

    def __call__(self, _widget: QWidget, says: str) -> bool:
        self.asked.append(says)
        return next(self._answers) == "leave"


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


@pytest.fixture
def verify(qtbot: QtBot, theme: Theme, keeping: Keeping) -> VerifyView:
    assert theme.scheme == "light"
    view = VerifyView(keeping)
    shown_whole(qtbot, view)
    return view


def open_verify(qtbot: QtBot, view: VerifyView, service_id: str = CRISIS) -> Heard:
    heard = Heard(view)
    view.open(service_id)
    view.enter()
    qtbot.waitUntil(lambda: view.listing is not None)
    return heard


def test_a_check_takes_two_keys_and_nothing_is_ticked_beforehand(
    qtbot: QtBot, verify: VerifyView, store: Store
) -> None:
    Experience(store.folder).record(CRISIS, What("wrong", "hours"), TODAY)
    heard = open_verify(qtbot, verify)
    assert "Reported wrong: hours." in words(verify)
    assert "In 3 months, on " in words(verify)
    assert not verify.frame.ticks.ticked
    assert not verify.unsaved
    press(Qt.Key.Key_Return)
    assert "Nothing is ticked yet. Tick what they said is right." in words(verify)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard.left))
    ((said, batch),) = heard.said
    assert said.endswith(": checked by phone. Confirmed: everything listed.")
    assert batch > 0
    assert read(store, CRISIS).verifications[0].confirmed == "all"
    assert not Experience(store.folder).reported(TODAY)
    assert not verify.unsaved


def test_reading_a_website_is_not_asking(qtbot: QtBot, verify: VerifyView, store: Store) -> None:
    heard = open_verify(qtbot, verify)
    verify.frame.ticks.everything.click()
    assert "runs" in verify.frame.ticks.ticked
    verify.frame.ways.buttons["website"].click()
    assert not verify.frame.ticks.boxes["runs"].isEnabled()
    assert "Reading a page is not asking." in words(verify)
    verify.nobody_answered()
    assert "Something is ticked" in words(verify)
    QTest.keyClick(verify, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(heard.left))
    assert read(store, CRISIS).asked is None


def test_all_the_rest_says_that_it_runs(qtbot: QtBot, verify: VerifyView) -> None:
    open_verify(qtbot, verify)
    ticks = verify.frame.ticks
    for group in ("contacts", "hours", "rules"):
        ticks.boxes[group].click()
    assert ticks.everything.isChecked()
    assert ticks.boxes["runs"].isChecked()
    ticks.boxes["runs"].click()
    assert ticks.boxes["runs"].isChecked()
    assert "says that it runs" in words(verify)


def test_another_day_and_another_next_check(qtbot: QtBot, verify: VerifyView, store: Store) -> None:
    open_verify(qtbot, verify)
    frame, before = verify.frame, TODAY - timedelta(30)
    frame.ticks.boxes["hours"].click()
    frame.on.another.click()
    press(Qt.Key.Key_Return)
    assert "Give the day, or press “Today”." in words(verify)
    later = TODAY + timedelta(1)
    type_day(f"{later:%d/%m/%Y}")
    verify.save()
    assert "still to come" in words(verify)
    frame.on.field.pick(before)
    frame.due.another.click()
    frame.due.field.pick(before)
    verify.save()
    assert "The next check must be on a later day than this one." in words(verify)
    frame.due.field.pick(TODAY + timedelta(9))
    frame.note.setText("Ask for the duty desk.")
    verify.save()
    qtbot.waitUntil(lambda: bool(read(store, CRISIS).verifications))
    check = read(store, CRISIS).verifications[0]
    told = check.checked_on, check.confirmed, check.next_due, check.note
    wanted: tuple[str, ...] = before.isoformat(), "hours", (TODAY + timedelta(9)).isoformat(), "Ask for the duty desk."
    assert told == wanted


def test_nobody_answered_is_a_try_of_its_own(qtbot: QtBot, verify: VerifyView, store: Store) -> None:
    heard = Heard(verify)
    for number in (1, 2, 3):
        open_verify(qtbot, verify)
        assert f"This is try {number}" in words(verify)
        verify.frame.nobody.click()
        qtbot.waitUntil(lambda number=number: heard.left == number)  # type: ignore[misc]
    assert heard.said[-1][0].endswith("Its listing is now unclear, and says so.")
    assert read(store, CRISIS).status == "unclear"


def test_without_a_number_somebody_says_first_how(qtbot: QtBot, verify: VerifyView) -> None:
    open_verify(qtbot, verify, NO_NUMBER)
    assert focused() is verify.frame.ways.buttons["phone"]
    assert verify.frame.ways.method is None
    verify.frame.ticks.everything.click()
    verify.save()
    assert "Say first how it was checked." in words(verify)


def test_what_is_ticked_stays_when_editing_ends_and_is_asked_about(
    qtbot: QtBot, verify: VerifyView, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_verify(qtbot, verify)
    press(Qt.Key.Key_Space)
    keeping.editing.turn(on=False)
    assert not verify.frame.saves.isVisible()
    assert "Editing was turned off. What you noted is still here" in words(verify)
    verify.save()
    assert not keeping.busy
    asks = Asks("stay", "leave")
    monkeypatch.setattr(verify_view, "leave_anyway", asks)
    assert not verify.may_leave()
    assert verify.unsaved
    assert verify.may_leave()
    assert not verify.unsaved
    assert verify.may_leave()
    assert len(asks.asked) == 2


def test_an_error_is_told_and_what_was_ticked_is_kept(
    qtbot: QtBot, verify: VerifyView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_what: object) -> None:
        raise NavigatorError("The disk is full.")

    open_verify(qtbot, verify)
    monkeypatch.setattr(verify_view, "note_check", refuse)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The disk is full." in words(verify))
    assert verify.unsaved
    assert verify.frame.saves.isEnabled()


@pytest.fixture
def hour(qtbot: QtBot, theme: Theme, keeping: Keeping) -> HourView:
    assert theme.scheme == "light"
    view = HourView(keeping)
    shown_whole(qtbot, view)
    return view


def test_an_hour_is_filled_and_begun_with_one_key(qtbot: QtBot, hour: HourView, keeping: Keeping) -> None:
    keeping.editing.turn(on=False)
    heard = Heard(hour)
    hour.open()
    hour.enter()
    qtbot.waitUntil(lambda: focused() is hour.begins)
    found = hour.found
    assert found is not None
    assert "about 60 minutes" in hour.says.text()
    assert f"{found.left} more wait" in hour.more.text()
    lines = hour.calls.rows.lines
    assert len(lines) == len(found.calls)
    assert found.calls[0].number in lines[0].name
    assert found.calls[0].services[0].says in lines[0].spoken
    press(Qt.Key.Key_Return)
    assert heard.asked == [("run", tuple(due.id for call in found.calls for due in call.services))]
    hour.calls.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert heard.asked[1] == ("run", tuple(due.id for due in found.calls[1].services))


def test_other_minutes_can_be_typed(qtbot: QtBot, hour: HourView) -> None:
    hour.open()
    qtbot.waitUntil(lambda: hour.found is not None)
    hour.minutes.box.setFocus()
    QTest.keyClicks(hour.minutes.box, "2")
    press(Qt.Key.Key_Return)
    assert "from 5 to 480" in words(hour)
    QTest.keyClicks(hour.minutes.box, "0")
    assert not any(button.isChecked() for button in hour.minutes.buttons.values())
    qtbot.waitUntil(lambda: hour.found is not None and hour.found.minutes <= 20)
    assert "to spare" in hour.says.text() or "about 20" in hour.says.text()


def test_where_nothing_is_due_there_is_nothing_to_begin(
    qtbot: QtBot, hour: HourView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from navigator.listings.checks.hour import Hour
    from navigator.listings.listings import Listings

    monkeypatch.setattr(Listings, "hour", lambda _self, minutes: Hour((), 0, minutes, 0))
    hour.open()
    qtbot.waitUntil(lambda: hour.found is not None)
    assert hour.says.text() == "Nothing is due."
    assert not hour.begins.isVisible()
    hour.enter()
    assert focused() is hour.minutes.buttons[60]


@pytest.fixture
def run(qtbot: QtBot, theme: Theme, keeping: Keeping) -> RunView:
    assert theme.scheme == "light"
    view = RunView(keeping)
    shown_whole(qtbot, view)
    return view


def open_run(qtbot: QtBot, view: RunView, *ids: str) -> Heard:
    heard = Heard(view)
    view.open(*ids)
    view.enter()
    qtbot.waitUntil(lambda: view.run is not None)
    return heard


def wait_for(qtbot: QtBot, view: RunView, service_id: str) -> None:
    qtbot.waitUntil(lambda: view.run is not None and view.run.service_id == service_id)


def type_keys(letters: str) -> None:
    for letter in letters:
        QTest.keyClicks(focused(), letter)


def test_facts_are_confirmed_by_letters_and_the_listing_is_finished_with_enter(
    qtbot: QtBot, run: RunView, store: Store
) -> None:
    heard = open_run(qtbot, run, CRISIS)
    assert run.run is not None
    facts = run.run.facts
    assert not run.run.answers
    assert "Listing 1 of 1" in words(run)
    assert facts[0].ask in run.frame.ask.ask.text()
    assert "To begin, say" in words(run)
    type_keys("yyb")
    assert run.frame.ask.says.text() == facts[1].named
    assert run.frame.ask.buttons["yes"].said
    type_keys("y" * (len(facts) - 1))
    assert f"{len(facts)} yes." in words(run)
    assert focused() is run.frame.finishes
    assert run.unsaved
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: run.course.stop is None and "1 listing checked." in words(run))
    assert read(store, CRISIS).verifications[0].confirmed == "all"
    assert heard.said[0][0].endswith("checked by phone. Confirmed: everything listed.")
    assert not run.unsaved
    press(Qt.Key.Key_Return)
    assert heard.left == 1


def test_what_changed_is_offered_in_the_form_and_the_next_listing_follows(qtbot: QtBot, run: RunView) -> None:
    heard = open_run(qtbot, run, OUTREACH, CRISIS)
    assert "This call covers 2 listings." in words(run)
    type_keys("yc")
    run.finish()
    qtbot.waitUntil(lambda: bool(run.frame.after.edits) and run.frame.after.isVisible())
    button = run.frame.after.edits[OUTREACH, "phones"]
    qtbot.waitUntil(lambda: focused() is button)
    press(Qt.Key.Key_Return)
    assert heard.asked == [("form", (OUTREACH, "phones"))]
    run.enter()
    assert focused() is run.frame.after.goes_on
    press(Qt.Key.Key_Return)
    wait_for(qtbot, run, CRISIS)
    assert "Listing 2 of 2. Same call: stay on the line." in words(run)
    assert "To begin, say" not in words(run)
    type_keys("s")
    qtbot.waitUntil(lambda: "1 listing skipped" in words(run))
    assert not run.tally.to_edit


def test_what_was_not_edited_is_told_at_the_end(qtbot: QtBot, run: RunView) -> None:
    heard = open_run(qtbot, run, CRISIS)
    type_keys("yc")
    run.finish()
    qtbot.waitUntil(run.frame.after.isVisible)
    run.frame.after.goes_on.click()
    assert (CRISIS, "phones") in run.frame.after.edits
    run.frame.after.goes_on.click()
    assert heard.said[-1] == (f"Still to edit: {read_name(run)} (Phone).", 0)


def read_name(view: RunView) -> str:
    return view.course.stops[-1].name


def test_a_call_that_nobody_answers_is_a_try_for_all_it_covers(qtbot: QtBot, run: RunView, store: Store) -> None:
    heard = open_run(qtbot, run, OUTREACH, CRISIS, NO_NUMBER)
    assert "It counts for the 2 listings of this call." in words(run)
    type_keys("x")
    wait_for(qtbot, run, NO_NUMBER)
    assert (tried(store, OUTREACH), tried(store, CRISIS)) == (1, 1)
    assert heard.said[0][0].startswith("Nobody answered: a try is noted for ")
    assert run.frame.ways.method is None
    type_keys("y")
    run.nobody_answers()
    assert "Somebody answered here already." in words(run)
    run.finish()
    assert "Say first how you ask." in words(run)


def test_answers_stay_when_editing_ends_and_are_asked_about(
    qtbot: QtBot, run: RunView, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = open_run(qtbot, run, CRISIS, NO_NUMBER)
    type_keys("yy")
    keeping.editing.turn(on=False)
    assert not run.frame.finishes.isVisible()
    assert "Your answers are still here" in words(run)
    run.finish()
    assert not keeping.busy
    type_keys("y")
    assert run.run is not None
    assert len(run.run.answers) == 3
    asks = Asks("stay", "stay", "leave")
    monkeypatch.setattr(run_view, "leave_anyway", asks)
    run.skip()
    assert not run.may_leave()
    assert run.unsaved
    assert run.may_leave()
    assert not run.unsaved
    assert all(says.startswith("You have 3 answers for ") for says in asks.asked)
    assert not heard.said


def test_the_list_of_facts_leads_to_any_of_them(qtbot: QtBot, run: RunView) -> None:
    open_run(qtbot, run, CRISIS)
    assert run.run is not None
    run.frame.facts.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert run.frame.ask.says.text() == run.run.facts[2].named
    type_keys("n")
    assert run.run.answers == {run.run.facts[2].key: "no-answer"}
    assert run.frame.facts.current == "3"


def test_a_listing_that_cannot_be_read_is_told(qtbot: QtBot, run: RunView, monkeypatch: pytest.MonkeyPatch) -> None:
    run.open("gone")
    qtbot.waitUntil(lambda: "None of these listings" in words(run))

    def refuse(*_what: object) -> None:
        raise NavigatorError("It is damaged.")

    monkeypatch.setattr(run_view, "to_check", refuse)
    run.open(CRISIS)
    qtbot.waitUntil(lambda: "It is damaged." in words(run))
    monkeypatch.undo()
    run.frame.damaged.acted.emit()
    wait_for(qtbot, run, CRISIS)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_can_be_reached_in_a_small_window(qtbot: QtBot, run: RunView, theme: Theme, scale: float) -> None:
    open_run(qtbot, run, CRISIS)
    theme.set_scale(scale)
    run.resize(490, 400)
    qtbot.waitUntil(lambda: run.frame.parts[0].width() == run.width() == 490)
    for widget in (run.frame.finishes, run.frame.ask.buttons["no-answer"], run.frame.skips):
        widget.setFocus()
        qtbot.waitUntil(lambda widget=widget: _whole(widget))  # type: ignore[misc]


def _whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()
