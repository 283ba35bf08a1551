"""What shows each kind of thing in the room of pathways: the question, the view, the drawing, what to save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.pathways.menu import WHO, Entry, Section
from ui.pathways.saving import Act, Run, print_checklist, print_drawing, save_calendar, save_drawing

if TYPE_CHECKING:
    from navigator.check import Answers
    from navigator.check.guidance import Guidance
    from navigator.pathways import (
        Catch22,
        Claim,
        Matrix,
        Pathways,
        Situation,
        SituationView,
        Timeline,
        Transition,
        TransitionView,
    )
    from navigator.pathways.drawing import Drawing, Letters
    from ui.pathways.catch22_view import Catch22View
    from ui.pathways.exporting import Draw
    from ui.pathways.matrix_view import MatrixView
    from ui.pathways.steps_list import StepsList
    from ui.pathways.timeline_list import TimelineList
    from ui.shell.starred import Starred

SITUATION, TRANSITION, CATCH22, PRINCIPLES = "situation", "transition", "catch-22", "principles"
_HEADINGS: Final = {
    SITUATION: "Situations: both needs at once",
    TRANSITION: "Transition points: where support falls away",
    CATCH22: "Catch-22s: rules that block one another",
    PRINCIPLES: "Principles",
}
_PRINCIPLES: Final = "What holds in every situation"

Words = tuple[
    "tuple[Situation, ...]", "tuple[Transition, ...]", "tuple[Catch22, ...]", "tuple[Claim, ...]"
]  # fmt: skip
"""Everything there is to show that no directory is needed for."""
Question = Callable[["Pathways"], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is shown: its kind, id and name, its view, and its drawing where it has one."""

    kind: str
    id: str
    name: str
    view: QWidget
    draw: "Draw | None"


def words(pathways: "Pathways") -> Words:
    """Everything there is to choose from."""
    return pathways.situations(), pathways.transitions(), pathways.catch_22s(), pathways.principles()


def sections(given: Words) -> tuple[Section, ...]:
    """The same as a menu."""
    situations, transitions, catch22s, _ = given
    entries = {
        SITUATION: tuple(Entry(SITUATION, one.id, one.name, one.starting) for one in situations),
        TRANSITION: tuple(Entry(TRANSITION, one.id, one.name, one.who) for one in transitions),
        CATCH22: tuple(Entry(CATCH22, one.id, one.name, " ".join(one.loop)) for one in catch22s),
        PRINCIPLES: (Entry(PRINCIPLES, "", _PRINCIPLES),),
    }
    return tuple(Section(_HEADINGS[kind], some) for kind, some in entries.items())


class Views(QObject):
    """Makes each view when it is first shown, and keeps the days that were picked for each transition, in memory only.

    ``selected`` is the number of the row somebody came to, ``picked`` the id of a transition with another day, and the
    others are as in the views.
    """

    selected = Signal(int)
    picked = Signal(str)
    listing_asked = Signal(str)
    find_asked = Signal(object)
    item_asked = Signal(str, str, int)
    answers_dropped = Signal()
    told = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget, today: Callable[[], date], run: Run) -> None:
        """``today`` gives the day; what takes a while, such as saving a picture, is done by ``run``."""
        super().__init__(parent)
        self._today, self._run = today, run
        self._words: Words = ((), (), (), ())
        self._starred: Starred | None = None
        self._days: dict[str, dict[str, date]] = {}
        self._steps: StepsList | None = None
        self._timeline: TimelineList | None = None
        self._loop: Catch22View | None = None
        self._matrix: MatrixView | None = None

    def learn(self, given: Words) -> None:
        """Know what there is."""
        self._words = given

    def follow_stars(self, starred: "Starred") -> None:
        """Have a star on every service that is shown from now on."""
        self._starred = starred
        for view in (self._steps, self._timeline):
            if view is not None:
                view.starred = starred

    @property
    def days(self) -> Sequence[date]:
        """Every day that was picked, for any transition."""
        return [day for picked in self._days.values() for day in picked.values()]

    @property
    def timeline(self) -> "Timeline | None":
        """The dates of the transition that was shown last, None where nobody picked its day."""
        if self._timeline is None or self._timeline.view is None:
            return None
        timeline = self._timeline.view.timeline
        return timeline if _zero() in self._days.get(timeline.transition.id, {}) else None

    def forget(self) -> None:
        """Keep nothing of what was shown or picked."""
        self._days.clear()
        for view in (self._steps, self._timeline, self._loop):
            if view is not None:
                view.forget()
        if self._matrix is not None:
            self._matrix.clear()

    def question(self, kind: str, item_id: str, answers: "Answers | None") -> Question:
        """What to ask for one thing, to show it for somebody who gave these answers."""
        told = answers or _nobody()
        if kind == SITUATION:
            return lambda pathways: pathways.situation(item_id, told)
        if kind == TRANSITION:
            today, days = self._today(), self._days.get(item_id, {})
            day, others = days.get(_zero(), today), {name: one for name, one in days.items() if name != _zero()}
            return lambda pathways: pathways.transition(item_id, day, today, told, others)
        if kind == CATCH22:
            return lambda pathways: _catch22(pathways, item_id, answers)
        if kind == PRINCIPLES:
            return lambda pathways: pathways.principles()

        def look_up(pathways: "Pathways") -> "Matrix":
            import ui.pathways.matrix_view  # noqa: F401 - here, and not while the window waits

            return pathways.who_to_talk_to(told)

        return look_up

    def show(self, kind: str, item_id: str, found: Any, answers: "Answers | None") -> Shown:
        """Show what was found, in its view."""
        if kind == SITUATION:
            return self._show_situation(found)
        if kind == TRANSITION:
            return self._show_transition(found, told=answers is not None)
        if kind == WHO:
            matrix = self._made_matrix()
            matrix.show_matrix(found)
            return Shown(kind, item_id, "Who to talk to", matrix, None)
        loop = self._made_loop()
        if kind == PRINCIPLES:
            loop.show_principles(found)
            return Shown(kind, item_id, _PRINCIPLES, loop, None)
        one, pieces = found
        loop.show_catch22(one, pieces, self._names())
        return Shown(kind, item_id, one.name, loop, None)

    def current(self, shown: Shown | None) -> int:
        """The number of the row that is selected in what is shown, 0 for none."""
        views = (self._steps, self._timeline)
        here = (view for view in views if view is not None and shown is not None and view is shown.view)
        return next((view.rows.current for view in here), 0)

    def back(self, shown: Shown | None) -> bool:
        """Go back from a cell of the map to the map; False where the keyboard is not in one."""
        matrix = self._matrix
        return matrix is not None and shown is not None and shown.view is matrix and matrix.back()

    def select(self, shown: Shown, n: int) -> None:
        """Open the row of this number in what is shown; the keyboard stays where it is."""
        for view in (self._steps, self._timeline):
            if view is not None and view is shown.view:
                view.select(n)

    def enter(self, shown: Shown, n: int = 0) -> None:
        """Take the keyboard to what is shown, to the row of this number where it is not 0."""
        for rows in (self._steps, self._timeline):
            if rows is not None and rows is shown.view:
                rows.enter(n)
        for page in (self._loop, self._matrix):
            if page is not None and page is shown.view:
                page.enter()

    def pick_day(self, shown: Shown | None, day: date) -> None:
        """Count the transition that is shown from this day."""
        if self._timeline is not None and shown is not None and shown.view is self._timeline:
            self._timeline.days[_zero()].pick(day)

    def _show_situation(self, found: "SituationView") -> Shown:
        steps, situation = self._made_steps(), found.situation
        steps.show_view(found, {one.id: one.name for one in self._words[1]})

        def draw(width: float, letters: "Letters", *, paper: bool = False) -> "Drawing":
            from navigator.pathways.lanes import draw_situation

            return draw_situation(situation, width, letters, paper=paper)

        steps.saves.offer(_drawing_acts(draw, situation.id))
        return Shown(SITUATION, situation.id, situation.name, steps, draw)

    def _show_transition(self, found: "TransitionView", *, told: bool) -> Shown:
        made, timeline = self._made_timeline(), found.timeline
        transition = timeline.transition
        made.show_view(found, self._days.get(transition.id, {}), told=told)
        dated = _zero() in self._days.get(transition.id, {})

        def draw(width: float, letters: "Letters", *, paper: bool = False) -> "Drawing":
            from navigator.pathways.rail import draw_timeline

            return draw_timeline(timeline, width, letters, paper=paper)

        acts: dict[str, Act] = {
            "Print the checklist": partial(_print_checklist, found),
            "Save reminders for a calendar (.ics)": partial(save_calendar, timeline),
            **_drawing_acts(draw, transition.id),
        }
        made.saves.offer(acts if dated else {})
        return Shown(TRANSITION, transition.id, transition.name, made, draw if dated else None)

    def _pick(self) -> None:
        """Remember the days that were picked, for as long as the room is not cleared."""
        made = self._timeline
        if made is not None and made.view is not None:
            one = made.view.timeline.transition.id
            self._days[one] = made.dates
            self.picked.emit(one)

    def _names(self) -> dict[tuple[str, str], str]:
        situations, transitions, _, _ = self._words
        return {
            **{(SITUATION, one.id): one.name for one in situations},
            **{(TRANSITION, one.id): one.name for one in transitions},
        }

    # Made when first shown

    def _made_steps(self) -> "StepsList":
        if self._steps is None:
            from ui.pathways.steps_list import StepsList

            self._steps = made = StepsList(self._run)
            made.find_asked.connect(self.find_asked)
            made.item_asked.connect(self.item_asked)
            self._connect(made)
        return self._steps

    def _made_timeline(self) -> "TimelineList":
        if self._timeline is None:
            from ui.pathways.timeline_list import TimelineList

            self._timeline = made = TimelineList(self._today, self._run)
            made.picked.connect(self._pick)
            self._connect(made)
        return self._timeline

    def _made_loop(self) -> "Catch22View":
        if self._loop is None:
            from ui.pathways.catch22_view import Catch22View

            self._loop = made = Catch22View()
            made.item_asked.connect(self.item_asked)
            made.copied.connect(self.copied)
        return self._loop

    def _made_matrix(self) -> "MatrixView":
        if self._matrix is None:
            from ui.pathways.matrix_view import MatrixView

            self._matrix = made = MatrixView(self._run)
            made.find_asked.connect(self.find_asked)
            made.listing_asked.connect(self.listing_asked)
            made.answers_dropped.connect(self.answers_dropped)
        return self._matrix

    def _connect(self, made: "StepsList | TimelineList") -> None:
        made.starred = self._starred
        made.selected.connect(self.selected)
        made.listing_asked.connect(self.listing_asked)
        made.copied.connect(self.copied)
        made.saves.told.connect(self.told)


def _drawing_acts(draw: "Callable[..., Drawing]", name: str) -> dict[str, Act]:
    on_paper = partial(draw, paper=True)
    return {
        "Print the drawing": partial(print_drawing, on_paper),
        "Save the drawing (PNG or SVG)": partial(save_drawing, on_paper, name),
    }


def _print_checklist(found: "TransitionView", parent: QWidget) -> str:
    from navigator.pathways.checklist import checklist

    return print_checklist(checklist(found.timeline, found.catch_22s, found.services), parent)


def _catch22(
    pathways: "Pathways", item_id: str, answers: "Answers | None"
) -> "tuple[Catch22, Sequence[Guidance]] | None":
    """A catch-22 with the guidance to quote: where somebody's answers are there, only what fits them."""
    one = next(one for one in pathways.catch_22s() if one.id == item_id)
    pieces = pathways.guidance(one.guidance)
    if answers is None:
        return one, pieces
    from navigator.check.guidance import fitting
    from navigator.check.known import Known
    from navigator.check.questions import read_questions

    return one, fitting(pieces, Known.of(answers, read_questions().rules_out))


def _nobody() -> "Answers":
    from navigator.check import Answers

    return Answers()


def _zero() -> str:
    from navigator.pathways.transitions import DAY_0

    return DAY_0
