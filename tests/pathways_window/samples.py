"""What the lists of the room show, made by hand from the shipped texts: no directory is needed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from navigator.check.guidance import Guidance, read_guidance
from navigator.pathways.catch22s import Catch22, on_step, on_transition, read_catch22s
from navigator.pathways.pathways import TransitionView
from navigator.pathways.situations import Situation, read_situations
from navigator.pathways.steps import Gap, SituationView, StepService, StepView
from navigator.pathways.timeline import timeline
from navigator.pathways.transitions import Transition, read_transitions
from tests.check_window.samples import card, line
from ui.pathways.row import ItemRow
from ui.shell.parts import Link

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SITUATIONS = {one.id: one for one in read_situations()}
TRANSITIONS = {one.id: one for one in read_transitions()}
CATCH22S = {one.id: one for one in read_catch22s()}
GUIDANCE = {one.id: one for one in read_guidance().guidance}
BOROUGHS = ("Lambeth", "Lewisham", "Southwark")
PRISON = TRANSITIONS["prison-release"]
NOBODY = Gap("nobody", "No service in this directory takes this step in Lambeth.", None)


def quoted(ids: Sequence[str]) -> tuple[Guidance, ...]:
    return tuple(map(GUIDANCE.__getitem__, ids))


def service(name: str = "Ace of Clubs", **other: Any) -> StepService:
    shown = line(name)
    return StepService(shown, shown.ways, local=True, **other)


def situation_view(one: Situation, services: Sequence[StepService] = (), **other: Any) -> SituationView:
    """A situation with the same services on every step; ``other`` are parts of each step's view."""
    given: dict[str, Any] = {"total": len(services), "refused": 0, "gap": None}
    steps = tuple(
        StepView(
            step=step,
            services=tuple(services),
            quotes=quoted(step.guidance),
            catch_22s=on_step(CATCH22S.values(), one.id, step.n),
            **(given | other),
        )
        for step in one.steps
    )
    return SituationView(one, BOROUGHS, steps, ())


def transition_view(one: Transition, day: date = FRIDAY, today: date = TODAY, **anchors: date) -> TransitionView:
    days = {name.replace("_", "-"): day for name, day in anchors.items()}
    return TransitionView(timeline(one, day, today, days), (card(),), on_transition(CATCH22S.values(), one.id))


def bites(one: Catch22) -> list[tuple[str, str, int]]:
    """Where a catch-22 bites, as the room names it."""
    steps = [("situation", name, n) for name, n in one.bites.steps]
    return [*steps, *(("transition", name, 0) for name in one.bites.transitions)]


def read_on(widget: QWidget) -> str:
    """All that can be read on a widget: its labels, its rows, its links."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    rows = [one.words for one in widget.findChildren(ItemRow) if one.isVisibleTo(widget)]
    links = [one.accessibleName() for one in widget.findChildren(Link) if one.isVisibleTo(widget)]
    return "\n".join((*labels, *rows, *links))


def focused() -> QWidget:
    """What has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the keyboard"
    return focus


def type_day(text: str) -> None:
    """Letters, wherever the keyboard is by then."""
    for letter in text:
        QTest.keyClicks(focused(), letter)
